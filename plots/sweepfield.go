package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/verdict"
)

// A Sweep2 is what becomes of margins when two levers go through their values
// together.
type Sweep2 struct {
	Across, Up Dial
	Shows      Shown
	Fields     []SweepArea // one for each party and limit
}

// A SweepArea is one party under one limit.
type SweepArea struct {
	Party string
	Limit string // its title
	Unit  string // of the limit
	// Ceiling is the most allowed; 0: not known, or not one number.
	Ceiling float64
	// Values are as the sweep shows, by the values of Up and then of Across;
	// NaN: the levers cannot have these values, or nothing can be computed.
	Values [][]float64
	// Frontier are lines along which the ceiling is just met; with Probabilities
	// those along which the chance is what is asked for.
	Frontier [][]Pair
}

// chanceBreaks are the classes of chances, in per cent.
var chanceBreaks = []float64{5, 25, 50, 75, 95}

// SweepField shows a sweep of two levers: a panel for each party and limit,
// with a mark for each pair of values tried.
func SweepField(s *Sweep2, o Options) *Figure {
	f := o.figure(&sim.Scenario{})
	if f.Headline == "" {
		f.Headline = unbroken(s.finding())
	}
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("%s for each pair of values of two levers, all else as written.", verdict.Capital(s.Shows.what())) + s.units()
	}
	f.Fronts = "ceiling just met"
	if s.Shows == Probabilities {
		f.Fronts = "chance asked for"
	}
	if why := s.lack(); why != "" {
		return f.without(why)
	}
	line := ""
	if slices.ContainsFunc(s.Fields, func(a SweepArea) bool { return len(a.Frontier) > 0 }) {
		line = " The line joins the places found between them: " + f.Fronts + "."
	}
	f.Reading = "Each mark is a pair of values that was tried; of what lies between them the marks say nothing. Discs have room under the ceiling; hatched squares exceed it, the darker the more." + line
	if s.Shows == Probabilities {
		f.Reading = "Each mark is a pair of values that was tried; of what lies between them the marks say nothing. At discs the limit is more likely held than not; hatched squares are below 50" + string(noBreak) + "%, the darker the less likely." + line
	}
	breaks, middle := s.breaks()
	across, up := s.Across.lever(), s.Up.lever()
	from, until := s.Across.ends()
	var desc strings.Builder
	fmt.Fprintf(&desc, "%s Across: %s, %s to %s.", sentence(f.Headline), s.Across.title(), s.Across.number(from), s.Across.number(until))
	from, until = s.Up.ends()
	fmt.Fprintf(&desc, " Up: %s, %s to %s.", s.Up.title(), s.Up.number(from), s.Up.number(until))
	if s.written() != nil {
		f.Reading += " The upright cross is what is written."
	}
	blank := false
	several := s.parties() > 1
	for i := range s.Fields {
		a := &s.Fields[i]
		p := Panel{
			Title: a.Limit, Lever: across, Percent: s.Shows == Probabilities,
			Missing: "Nothing can be computed: the limit never binds, or there is no count.",
			Field: &Field{
				Lever: *up, Across: s.Across.Values, Up: s.Up.Values, Values: s.scaled(a),
				Breaks: breaks, Middle: middle, Frontier: a.Frontier, Written: s.written(),
			},
		}
		p.From, p.Until = s.Across.ends()
		if several {
			p.Title = a.Party + ": " + a.Limit
		}
		fmt.Fprintf(&desc, " %s, %s: %s", a.Party, keeping(a.Ceiling, a.Unit, a.Limit), s.told(a))
		blank = blank || !p.empty() && p.Field.blank()
		f.Panels = append(f.Panels, p)
	}
	if blank {
		f.Reading += " Small crosses are pairs that are not possible, or of which nothing can be computed."
	}
	f.Desc = desc.String()
	f.Across = min(2, len(f.Panels))
	if n := s.parties(); n == 3 && len(f.Panels)%3 == 0 {
		f.Across = 3
	}
	return f
}

// units says in what margins are.
func (s *Sweep2) units() string {
	if s.Shows == Probabilities || len(s.Fields) == 0 {
		return ""
	}
	for i := range s.Fields {
		switch unit := s.Fields[i].Unit; {
		case unit == "":
			return ""
		case unit != s.Fields[0].Unit:
			return " Margins are in the units of their limits."
		}
	}
	return " Margins are in " + s.Fields[0].Unit + "."
}

// parties is how many parties there are.
func (s *Sweep2) parties() int {
	seen := map[string]bool{}
	for i := range s.Fields {
		seen[s.Fields[i].Party] = true
	}
	return len(seen)
}

// written is the pair that is written, or nil.
func (s *Sweep2) written() *Pair {
	if !known(s.Across.Written) || !known(s.Up.Written) {
		return nil
	}
	return &Pair{s.Across.Written, s.Up.Written}
}

// rows are the values of a field, a row for each value of Up at most.
func (s *Sweep2) rows(a *SweepArea) [][]float64 {
	var out [][]float64
	for _, row := range a.Values[:min(len(a.Values), len(s.Up.Values))] {
		out = append(out, row[:min(len(row), len(s.Across.Values))])
	}
	return out
}

// scaled are values as they are drawn: chances in per cent.
func (s *Sweep2) scaled(a *SweepArea) [][]float64 {
	rows := s.rows(a)
	if s.Shows != Probabilities {
		return rows
	}
	var out [][]float64
	for _, row := range rows {
		var r []float64
		for _, v := range row {
			r = append(r, 100*v)
		}
		out = append(out, r)
	}
	return out
}

// breaks are the classes of all fields: chances, or margins in round steps about
// zero as far as they go.
func (s *Sweep2) breaks() (breaks []float64, middle float64) {
	if s.Shows == Probabilities {
		return chanceBreaks, 50
	}
	lo, hi := 0.0, 0.0
	for i := range s.Fields {
		for _, row := range s.rows(&s.Fields[i]) {
			for _, v := range row {
				if known(v) {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
		}
	}
	step := niceStep(max(hi, -lo), 3, false)
	for k := math.Ceil(lo / step); k*step <= hi; k++ {
		if v := k * step; v > lo || v == 0 {
			breaks = append(breaks, v)
		}
	}
	return breaks, 0
}

// lack says why there is nothing to show; "" where there is.
func (s *Sweep2) lack() string {
	switch {
	case len(s.Across.Values) == 0 || len(s.Up.Values) == 0:
		return "A lever has no value to try. Give both a range."
	case len(s.Fields) == 0:
		return noLimits
	}
	for i := range s.Fields {
		if _, _, n := s.held(&s.Fields[i]); n > 0 {
			return ""
		}
	}
	return "Nothing can be computed for any pair of values: no pair is possible, or no limit ever binds."
}

// held is how many pairs hold the limit, with a chance of a half at least, how
// many are known, and the worst value.
func (s *Sweep2) held(a *SweepArea) (worst float64, good, n int) {
	worst, middle := math.Inf(1), 0.0
	if s.Shows == Probabilities {
		middle = 0.5
	}
	for _, row := range s.rows(a) {
		for _, v := range row {
			if !known(v) {
				continue
			}
			n++
			worst = min(worst, v)
			if v >= middle {
				good++
			}
		}
	}
	return worst, good, n
}

// told says in words how a field looks.
func (s *Sweep2) told(a *SweepArea) string {
	worst, good, n := s.held(a)
	if n == 0 {
		return "nothing can be computed."
	}
	how := "the limit is held at"
	write := Number
	if s.Shows == Probabilities {
		how, write = "the limit is more likely held than not at", inPercent
	}
	return fmt.Sprintf("%s %d of %s; the worst value is %s.", how, good, count(n, "pair"), write(worst))
}

// finding is the headline: what is held where.
func (s *Sweep2) finding() string {
	if s.lack() != "" {
		return "There is no sweep to show"
	}
	var least *SweepArea
	share, every := math.Inf(1), "Every limit"
	for i := range s.Fields {
		_, good, n := s.held(&s.Fields[i])
		if n == 0 {
			every = "Every limit that can be computed"
		}
		if n > 0 && float64(good)/float64(n) < share {
			least, share = &s.Fields[i], float64(good)/float64(n)
		}
	}
	levers := fmt.Sprintf("“%s” and “%s”", s.Across.Label, s.Up.Label)
	likely := ""
	if s.Shows == Probabilities {
		likely = "more likely than not "
	}
	switch share {
	case 1:
		if s.Shows == Probabilities {
			return every + " is more likely held than not at all pairs of " + levers
		}
		return every + " is held at all pairs of " + levers
	case 0:
		return fmt.Sprintf("%s: %s %sat no pair of %s", least.Party, keeping(least.Ceiling, least.Unit, least.Limit), likely, levers)
	}
	_, good, n := s.held(least)
	return fmt.Sprintf("%s: %s %sat %s of %s pairs of %s", least.Party, keeping(least.Ceiling, least.Unit, least.Limit), likely, Number(float64(good)), Number(float64(n)), levers)
}
