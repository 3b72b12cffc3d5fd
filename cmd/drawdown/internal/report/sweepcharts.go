package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"drawdown/plots"
	"drawdown/sim/ensemble"
	"drawdown/sim/sweep"
	"drawdown/sim/verdict"
)

// figures are the sweep's charts.
func (v *sweepView) figures(size plots.Size, bw bool) []Chart {
	o := v.ChartOptions(size, bw)
	if v.Sampling != nil {
		o.Headline = strings.ReplaceAll(v.headline(false), " %", "\u00a0%")
		o.Subtitle = "Share of draws in which the limit is kept throughout."
	}
	if len(v.Levers) == 1 {
		return v.named(plots.SweepLines(v.lines(), o), v.Sure)
	}
	return v.named(plots.SweepField(v.fields(), o), v.Sure[:min(len(v.Sure), 1)])
}

// named gives a chart its name, and says which chances its frontiers are of.
func (v *sweepView) named(f *plots.Figure, sure []float64) []Chart {
	if v.Sampling == nil {
		return []Chart{{"sweep", f}}
	}
	var all []string
	for _, s := range sure {
		all = append(all, percent(s))
	}
	f.Fronts = "where the chance is " + strings.Replace(verdict.List(all), " and ", " or ", 1)
	return []Chart{{"chance", f}}
}

// dial is a lever as charts take it.
func (v *sweepView) dial(lever int) plots.Dial {
	l := v.Levers[lever]
	d := plots.Dial{Label: l.Label, Values: v.Grid.Values[lever], Written: l.Written, Whole: l.Whole, Year: l.Year}
	if d.Label == "" {
		d.Label = l.Address
	}
	return d
}

func (v *sweepView) shows() plots.Shown {
	if v.Sampling != nil {
		return plots.Probabilities
	}
	return plots.LeastMargins
}

// panel is the title of a tally's limit in charts.
func (v *sweepView) panel(tally int) string {
	l := v.Tallies[tally].Limit
	title := l.Name
	if len(v.Reports[0].Document.Scenario.Treaties) > 1 {
		title = l.Treaty.Short + ": " + title
	}
	if !v.Binds(tally) {
		title += " (never binds; at the end)"
	}
	return title
}

// ceiling is the ceiling of a tally in headlines of charts; 0: it has none, or
// it changes with time or with a lever.
func (v *sweepView) ceiling(tally int) float64 {
	s := v.standings[tally]
	for _, l := range v.Levers {
		if strings.HasPrefix(l.Address, "treaty."+s.Limit.Treaty.ID+".limit."+s.Limit.Key+".") {
			return 0
		}
	}
	ceiling, known := 0.0, false
	for _, f := range s.Findings {
		if _, ok := f.Margin(); !ok || s.Binds != 0 && !f.Status.Binding() {
			continue
		}
		if known && f.Ceiling != ceiling {
			return 0
		}
		ceiling, known = f.Ceiling, true
	}
	return ceiling
}

// shown is what charts show of a tally at a point.
func (v *sweepView) shown(tally int, p *sweep.Outcome) float64 {
	if p.Why != "" {
		return math.NaN()
	}
	r := &p.Results[tally]
	if v.Sampling != nil {
		return r.Probability() // 0 ÷ 0 is a gap
	}
	m, ok := r.Margin()
	if !ok {
		return math.NaN()
	}
	return m
}

// whiskers are the ends of the 95 % interval of a share.
func (v *sweepView) whiskers(tally int, p *sweep.Outcome) (low, high float64) {
	if p.Why != "" || p.Results[tally].Draws == 0 {
		return math.NaN(), math.NaN()
	}
	return ensemble.Interval(p.Results[tally].Kept, p.Results[tally].Draws)
}

// lines is a sweep of one lever as charts take it: with the ends of edges
// between the values of the grid, so that lines meet their ceilings where they
// do.
func (v *sweepView) lines() *plots.Sweep {
	type at struct {
		x float64
		*sweep.Outcome
	}
	var all []at
	for i, x := range v.Grid.Values[0] {
		all = append(all, at{x, &v.Grid.Points[i]})
	}
	for i := range v.Grid.Beside {
		all = append(all, at{v.Grid.Beside[i].X[0], &v.Grid.Beside[i].Point})
	}
	slices.SortFunc(all, func(a, b at) int { return cmp.Compare(a.x, b.x) })
	s := &plots.Sweep{Lever: v.dial(0), Shows: v.shows()}
	s.Lever.Tried, s.Lever.Values = s.Lever.Values, nil
	for _, a := range all {
		s.Lever.Values = append(s.Lever.Values, a.x)
	}
	for t, tally := range v.Tallies {
		if !v.dependent(t) {
			continue
		}
		l := plots.SweepLine{Party: tally.Party.Name, Index: tally.Party.Index, Limit: v.panel(t), Unit: tally.Limit.Unit, Ceiling: v.ceiling(t)}
		for _, a := range all {
			l.Values = append(l.Values, v.shown(t, a.Outcome))
			if v.Sampling != nil {
				low, high := v.whiskers(t, a.Outcome)
				l.Low, l.High = append(l.Low, low), append(l.High, high)
			}
		}
		for _, fr := range v.of(t) {
			for i := range fr.Edges {
				l.Frontier, l.Sure = append(l.Frontier, v.edge(fr, i)), append(l.Sure, fr.Sure)
			}
		}
		s.Lines = append(s.Lines, l)
	}
	return s
}

// fields is a sweep of two levers as charts take it: the first goes across.
func (v *sweepView) fields() *plots.Sweep2 {
	s := &plots.Sweep2{Across: v.dial(0), Up: v.dial(1), Shows: v.shows()}
	for t, tally := range v.Tallies {
		if !v.dependent(t) {
			continue
		}
		a := plots.SweepArea{Party: tally.Party.Name, Limit: v.panel(t), Unit: tally.Limit.Unit, Ceiling: v.ceiling(t), Frontier: v.border(t)}
		for up := range v.Grid.Values[1] {
			var row []float64
			for across := range v.Grid.Values[0] {
				row = append(row, v.shown(t, &v.Grid.Points[v.Grid.Point(0, across, up)]))
			}
			a.Values = append(a.Values, row)
		}
		s.Fields = append(s.Fields, a)
	}
	return s
}

// border is the frontier of a tally over two levers, as lines: straight across
// the field where only one lever matters, else from one value of the other lever
// to the next, as long as there is the same number of edges.
func (v *sweepView) border(tally int) [][]plots.Pair {
	var lines, open [][]plots.Pair
	for _, fr := range v.Border(tally, v.of(tally)[0].Sure) {
		from, to := fr.Given, fr.Given
		if fr.Given < 0 {
			from, to = v.reach(fr.Lever)
		}
		if fr.Given < 0 || len(fr.Edges) != len(open) {
			lines, open = append(lines, open...), make([][]plots.Pair, len(fr.Edges))
		}
		for i, e := range fr.Edges {
			open[i] = append(open[i], v.pair(fr.Lever, e.At, from))
			if to != from {
				open[i] = append(open[i], v.pair(fr.Lever, e.At, to))
			}
		}
	}
	return append(lines, open...)
}

// pair is a value of a lever and one of the other.
func (v *sweepView) pair(lever int, x float64, other int) plots.Pair {
	y := v.Grid.Values[1-lever][other]
	if lever == 0 {
		return plots.Pair{Across: x, Up: y}
	}
	return plots.Pair{Across: y, Up: x}
}

// reach is the first and the last place on the axis of the other lever with a
// point that is possible.
func (v *sweepView) reach(lever int) (from, to int) {
	from = -1
	for other := range v.Grid.Values[1-lever] {
		for place := range v.Grid.Values[lever] {
			if v.Grid.Points[v.Grid.Point(lever, place, other)].Why == "" {
				if to = other; from < 0 {
					from = other
				}
			}
		}
	}
	return max(from, 0), to
}
