package plots

import (
	"fmt"

	"drawdown/sim/treaty"
)

// Fan shows the counts of an ensemble: one panel for each limit, with all
// parties. A party's line is the median of the draws at each date, in bands
// that hold the middle 50 % and 90 % of them.
func Fan(e *Ensemble, o Options) *Figure {
	sc := e.Assessment.Trajectory.Scenario
	f := e.figure(o, "counts under the treaty’s rules")
	if f.Headline == "" {
		f.Headline = unbroken(e.widest())
	}
	if lack := e.lack(); lack != "" {
		return f.without(lack)
	}
	f.Reading = "The line is the median of the draws at each date, not one future: no draw need follow it. " +
		"The strong band holds the middle 50" + string(noBreak) + "% of the draws at each date, the pale one the middle 90" + string(noBreak) + "%; " +
		"beside the names stand the last median and, under it, the last of the wider bands. " +
		"The dashed line is the ceiling, strong where it binds." + ofDraws + e.warning()
	if len(o.Observed) > 0 {
		f.Reading += " Points are declared counts, hollow where they were not verified."
	}
	from, until := decimal(sc.Start), decimal(sc.End)
	e.panels(f, func(p *Panel, course *treaty.Course, on []held) string {
		p.Unit, p.From, p.Until = on[0].Limit.Unit, from, until
		var steps [][]Ceiling // by series
		told, some := "", false
		for _, h := range on {
			bare := *h.Standing
			bare.Findings = nil
			s := seriesOf(&bare, sc, o.Observed)
			s.Points, s.Ribbons = h.spread.course()
			p.Series = append(p.Series, s)
			steps = append(steps, staircase(h.Standing, course, sc))
			told += " " + h.Party.Name + ": " + h.toldSpread()
			some = some || h.spread != nil && h.spread.last(h.spread.Q50) >= 0 || len(s.Observed) > 0
		}
		if !some {
			p.Missing = "No draw has a count under this limit."
			return ""
		}
		p.Ceilings = common(p.Series, steps)
		p.Marks = marksOf(on[0].Limit.Treaty, sc)
		return told
	})
	return f
}

// course makes the line of a spread and its ribbons, the wider first.
func (s *Spread) course() ([]Point, []Ribbon) {
	if s == nil {
		return []Point{{Value: missing}}, nil
	}
	var points []Point
	wide, narrow := Ribbon{Share: 0.9}, Ribbon{Share: 0.5}
	for i, d := range s.Dates {
		at := decimal(d)
		points = append(points, Point{At: at, Value: nth(s.Q50, i)})
		wide.Edges = append(wide.Edges, Edge{at, nth(s.Q05, i), nth(s.Q95, i)})
		narrow.Edges = append(narrow.Edges, Edge{at, nth(s.Q25, i), nth(s.Q75, i)})
	}
	return points, []Ribbon{wide, narrow}
}

// toldSpread says in sentences how a party's count is spread at the beginning,
// when the limit first binds, and at the end.
func (h *held) toldSpread() string {
	s := h.spread
	if s == nil {
		return "no draw has a count."
	}
	told := ""
	seen := -1
	say := func(i int, when string) {
		if i < 0 || i == seen || !known(nth(s.Q50, i)) {
			return
		}
		seen = i
		if told != "" {
			told += "; "
		}
		told += fmt.Sprintf("median %s on %s%s", whole(s.Q50[i]), s.Dates[i].Long(), when)
		if lo, hi := nth(s.Q05, i), nth(s.Q95, i); known(lo) && known(hi) && lo != hi {
			told += fmt.Sprintf(", 90%c%% of draws from %s to %s", noBreak, whole(lo), whole(hi))
		}
	}
	say(0, "")
	if h.Binds != 0 {
		say(s.on(h.Binds), ", when the limit first binds")
	}
	say(s.last(s.Q50), "")
	if told == "" {
		return "no draw has a count."
	}
	return told + "."
}

// widest is the headline: how far the count is spread that is least likely to
// be under a ceiling that binds; where all are as likely, the one most spread.
func (e *Ensemble) widest() string {
	var of *held
	var at int
	least, most, moves := 2.0, -1.0, false
	all := e.held()
	if lack := e.lack(); lack != "" {
		return e.nothing(lack)
	}
	see := func(h *held, i int, share float64) {
		lo, hi := nth(h.spread.Q05, i), nth(h.spread.Q95, i)
		if !known(lo) || !known(hi) || !known(nth(h.spread.Q50, i)) {
			return
		}
		if wide := (hi - lo) / max(hi, 1); share < least-same || share < least+same && wide > most {
			of, at, least, most = h, i, share, wide
		}
	}
	for k := range all {
		h := &all[k]
		if h.spread == nil {
			continue
		}
		for i := range h.spread.Dates {
			moves = moves || nth(h.spread.Q95, i) > nth(h.spread.Q05, i)
		}
		binding := h.binding()
		for _, i := range binding {
			see(h, h.first(binding, i), h.spread.Under[i])
		}
	}
	if of == nil {
		for k := range all {
			if h := &all[k]; h.spread != nil {
				see(h, h.spread.last(h.spread.Q50), 1)
			}
		}
	}
	switch {
	case of == nil:
		return "No draw has a count that a limit needs"
	case !moves && e.Draws >= fewDraws:
		return fmt.Sprintf("In 90%c%% of %s or more each count is the same, %s", noBreak, drawsOf(e.Draws), given)
	case !moves && e.Draws > 1:
		return fmt.Sprintf("The counts of %s do not differ, %s", drawsOf(e.Draws), given)
	}
	s := of.spread
	lo, mid, hi := s.Q05[at], s.Q50[at], s.Q95[at]
	on := s.Dates[at].Long()
	if most, _, ok := of.Limit.CeilingOn(s.Dates[at]); ok {
		on += ", of " + Number(most) + " allowed"
	}
	who := of.Party.Name
	switch {
	case e.Draws == 1:
		return fmt.Sprintf("%s: %s on %s, in the only draw", who, amount(of.Limit, mid), on)
	case e.Draws < fewDraws:
		return fmt.Sprintf("%s: %s on %s, in the median of %s, %s", who, amount(of.Limit, mid), on, drawsOf(e.Draws), given)
	case whole(lo) == whole(hi):
		return fmt.Sprintf("%s: %s on %s, in 90%c%% of %s or more, %s", who, amount(of.Limit, mid), on, noBreak, drawsOf(e.Draws), given)
	}
	return fmt.Sprintf("%s: %s on %s, in 90%c%% of %s, %s", who, amount(of.Limit, lo, hi), on, noBreak, drawsOf(e.Draws), given)
}

// binding lists the dates on which the limit binds the party in the scenario
// as written, and of which the share of draws under the ceiling is known.
func (h *held) binding() []int {
	var out []int
	for _, f := range h.Findings {
		if i := h.spread.on(f.Date); i >= 0 && f.Status.Binding() && known(nth(h.spread.Under, i)) {
			out = append(out, i)
		}
	}
	return out
}

// same is how far two shares may differ that are taken for equal.
const same = 1e-9

// first returns the first of the dates on which a limit binds with the ceiling
// that it has on one of them.
func (h *held) first(binding []int, i int) int {
	most, _, _ := h.Limit.CeilingOn(h.spread.Dates[i])
	for _, k := range binding {
		if v, _, _ := h.Limit.CeilingOn(h.spread.Dates[k]); v == most {
			return k
		}
	}
	return i
}

// nothing is the headline where there is nothing to show.
func (e *Ensemble) nothing(lack string) string {
	if lack == noDraws {
		return "No draw of the scenario was made"
	}
	return "No limit applies to the parties of this scenario"
}
