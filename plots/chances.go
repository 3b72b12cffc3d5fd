package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// Chances shows the share of draws at or under each ceiling by date: one panel
// for each limit, a line for each party, pale while the limit does not bind it.
func Chances(e *Ensemble, o Options) *Figure {
	sc := e.Assessment.Trajectory.Scenario
	f := e.figure(o, "share of draws at or under each ceiling")
	if f.Headline == "" {
		f.Headline = unbroken(e.leastLikely())
	}
	if lack := e.lack(); lack != "" {
		return f.without(lack)
	}
	f.Reading = "Each point is the share of draws whose count is at or under the ceiling on that date; the lines only join them. " +
		"Lines are pale while the limit does not bind." + ofDraws + e.warning()
	from, until := decimal(sc.Start), decimal(sc.End)
	e.panels(f, func(p *Panel, course *treaty.Course, on []held) string {
		p.Title, p.Unit, p.Percent = atMost(p.Title, on[0].Standing), "% of draws", true
		p.From, p.Until = from, until
		var steps [][]Ceiling
		told, some := "", false
		for _, h := range on {
			stairs := staircase(h.Standing, course, sc)
			s := Series{Name: h.Party.Name, Party: h.Party.Index, Faint: unbound(stairs)}
			told += " " + h.Party.Name + ": " + h.toldChance()
			if h.spread != nil {
				for i, d := range h.spread.Dates {
					v := 100 * nth(h.spread.Under, i)
					some = some || known(v)
					s.Points = append(s.Points, Point{At: decimal(d), Value: v})
				}
			} else {
				s.Points = []Point{{At: from, Value: missing}}
			}
			p.Series, steps = append(p.Series, s), append(steps, stairs)
		}
		if !some {
			p.Missing = "No share of draws can be told: there is no ceiling in these years, or no count."
			return ""
		}
		law := *on[0].Limit.Treaty
		law.Events = slices.DeleteFunc(slices.Clone(law.Events), func(e treaty.Event) bool {
			return e.What == treaty.Extends // what binds goes on to bind
		})
		p.Marks = slices.Concat(marksOf(&law, sc), beginnings(p.Series, steps, from), later(on[0].Limit, sc))
		slices.SortStableFunc(p.Marks, func(a, b Mark) int {
			switch {
			case a.At < b.At:
				return -1
			case a.At > b.At:
				return 1
			}
			return 0
		})
		return told
	})
	return f
}

// unbound lists the times in which a ceiling does not bind, from a staircase.
func unbound(steps []Ceiling) []Stretch {
	var out []Stretch
	free := math.Inf(-1)
	for _, c := range steps {
		if c.State != Binding {
			continue
		}
		if c.From > free {
			out = append(out, Stretch{free, c.From})
		}
		free = c.Until
	}
	if k := len(steps) - 1; k < 0 || steps[k].State != Binding {
		out = append(out, Stretch{free, math.Inf(1)})
	}
	return out
}

// beginnings marks the dates, after a first one, on which a limit first binds
// the parties.
func beginnings(series []Series, steps [][]Ceiling, start float64) []Mark {
	var out []Mark
	who := map[float64][]string{}
	for i := range steps {
		k := slices.IndexFunc(steps[i], func(c Ceiling) bool { return c.State == Binding })
		if k < 0 || steps[i][k].From <= start {
			continue
		}
		at := steps[i][k].From
		if who[at] == nil {
			out = append(out, Mark{At: at, Label: "limit binds"})
		}
		who[at] = append(who[at], series[i].Name)
	}
	if len(out) > 1 {
		for i := range out {
			out[i].Label = "binds " + verdict.List(who[out[i].At])
		}
	}
	return out
}

// later marks the dates on which a ceiling changes.
func later(l *treaty.Limit, sc *sim.Scenario) []Mark {
	var out []Mark
	for i, step := range l.Ceiling {
		if i == 0 || step.From <= sc.Start || step.From > sc.End {
			continue
		}
		label := "at most " + Number(step.Most)
		if step.None {
			label = "no ceiling"
		}
		out = append(out, Mark{At: decimal(step.From), Label: label})
	}
	return out
}

// toldChance says in sentences how the share of draws under a ceiling goes.
func (h *held) toldChance() string {
	s := h.spread
	if s == nil {
		return "no share can be told."
	}
	var parts []string
	seen := -1
	say := func(i int, when string) {
		if i < 0 || i == seen || !known(nth(s.Under, i)) {
			return
		}
		seen = i
		parts = append(parts, fmt.Sprintf("%s on %s%s", inPercent(s.Under[i]), s.Dates[i].Long(), when))
	}
	say(slices.IndexFunc(s.Under, known), "")
	if h.Binds != 0 {
		say(s.on(h.Binds), ", when the limit first binds")
	}
	say(s.last(s.Under), "")
	if len(parts) == 0 {
		return "no share can be told."
	}
	return "at or under the ceiling in " + strings.Join(parts, "; ") + "."
}

// leastLikely is the headline: which party is under which ceiling in the
// smallest share of draws, on a date on which it binds; where none binds, at
// the end.
func (e *Ensemble) leastLikely() string {
	if lack := e.lack(); lack != "" {
		return e.nothing(lack)
	}
	all := e.held()
	var of *held
	var at int
	least, gaps := 2.0, false
	see := func(h *held, i int) {
		if share := nth(h.spread.Under, i); known(share) && share < least-same {
			of, at, least = h, i, share
		}
	}
	for k := range all {
		h := &all[k]
		gaps = gaps || h.spread == nil || h.spread.last(h.spread.Under) < 0
		if h.spread == nil {
			continue
		}
		for _, i := range h.binding() {
			see(h, i)
		}
	}
	head, when, counts := "", "whenever these bind", "All counts"
	if of == nil {
		for k := range all {
			if h := &all[k]; h.spread != nil {
				see(h, h.spread.last(h.spread.Under))
			}
		}
		head, when, counts = "No limit binds; ", "at the end", "all counts"
	}
	if gaps {
		counts += " that have a ceiling"
	}
	switch {
	case of == nil:
		return "In no draw can a count be held against a ceiling"
	case least >= 1:
		return fmt.Sprintf("%s%s are at or under their ceilings %s, in %s, %s", head, counts, when, shareOf(1, e.Draws), given)
	}
	s := of.spread
	most, _, _ := of.Limit.CeilingOn(s.Dates[at])
	first := of.first(of.binding(), at)
	later := ""
	if s.Under[first] > least+same {
		later = fmt.Sprintf(", but on %s in %s", s.Dates[at].Long(), strings.TrimSuffix(shareOf(least, e.Draws), " of "+drawsOf(e.Draws)))
	}
	return fmt.Sprintf("%s%s: at or under %s on %s in %s%s, %s",
		head, of.Party.Name, amount(of.Limit, most), s.Dates[first].Long(), shareOf(s.Under[first], e.Draws), later, given)
}
