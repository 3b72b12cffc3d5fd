package report

import (
	"math"

	"drawdown/plots"
	"drawdown/sim/sweep"
	"drawdown/sim/verdict"
)

// figures are the sweep's charts.
func (v *sweepView) figures(size plots.Size, bw bool) []Chart {
	o := v.ChartOptions(size, bw)
	name := "sweep"
	if v.Sampling != nil {
		name = "chance"
		o.Headline = v.Headline
	}
	var f *plots.Figure
	if len(v.Levers) == 1 {
		f = plots.SweepLines(v.lines(), o)
	} else {
		f = plots.SweepField(v.fields(), o)
	}
	if v.Sampling != nil {
		f.Fronts = "where the chance is " + verdict.Number(100*v.Sure[0]) + "%"
	}
	return []Chart{{name, f}}
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

// shown is what charts show of a tally at a point.
func (v *sweepView) shown(tally, point int) float64 {
	p := &v.Grid.Points[point]
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

// drawn reports whether a frontier is one that charts show.
func (v *sweepView) drawn(fr *sweep.Frontier) bool {
	return v.Sampling == nil || fr.Sure == v.Sure[0]
}

// lines is a sweep of one lever as charts take it.
func (v *sweepView) lines() *plots.Sweep {
	s := &plots.Sweep{Lever: v.dial(0), Shows: v.shows()}
	for t, tally := range v.Tallies {
		if !v.dependent(t) {
			continue
		}
		l := plots.SweepLine{Party: tally.Party.Name, Index: tally.Party.Index, Limit: v.panel(t), Unit: tally.Limit.Unit}
		for place := range v.Grid.Values[0] {
			l.Values = append(l.Values, v.shown(t, place))
		}
		for _, fr := range v.of(t) {
			if v.drawn(fr) {
				for _, e := range fr.Edges {
					l.Frontier = append(l.Frontier, e.At)
				}
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
		a := plots.SweepArea{Party: tally.Party.Name, Limit: v.panel(t), Unit: tally.Limit.Unit, Frontier: v.border(t)}
		for up := range v.Grid.Values[1] {
			var row []float64
			for across := range v.Grid.Values[0] {
				row = append(row, v.shown(t, v.Grid.Point(0, across, up)))
			}
			a.Values = append(a.Values, row)
		}
		s.Fields = append(s.Fields, a)
	}
	return s
}

// border is the frontier of a tally over two levers, as lines: straight across
// the field where only one lever matters, else from one value of the first to
// the next, as long as there is the same number of edges.
func (v *sweepView) border(tally int) [][]plots.Pair {
	var lines, open [][]plots.Pair
	across, up := v.Grid.Values[0], v.Grid.Values[1]
	for _, fr := range v.of(tally) {
		if !v.drawn(fr) {
			continue
		}
		if fr.Given >= 0 {
			if len(fr.Edges) != len(open) {
				lines, open = append(lines, open...), make([][]plots.Pair, len(fr.Edges))
			}
			for i, e := range fr.Edges {
				open[i] = append(open[i], plots.Pair{Across: across[fr.Given], Up: e.At})
			}
			continue
		}
		for _, e := range fr.Edges {
			if fr.Lever == 0 {
				lines = append(lines, []plots.Pair{{Across: e.At, Up: up[0]}, {Across: e.At, Up: up[len(up)-1]}})
			} else {
				lines = append(lines, []plots.Pair{{Across: across[0], Up: e.At}, {Across: across[len(across)-1], Up: e.At}})
			}
		}
	}
	return append(lines, open...)
}
