package report

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"drawdown/scenarios/tables"
	"drawdown/sim/civil"
	"drawdown/sim/sweep"
	"drawdown/sim/verdict"
)

// How much of a sweep a compact table shows.
const (
	mostRows = 11
	mostWide = 80
)

// glances are compact tables for each limit that depends on the levers: of
// margins as written; with draws one of the shares too, unless they are all the
// same.
func (v *sweepView) glances() []*tables.Table {
	var all []*tables.Table
	for t := range v.Tallies {
		levers, last := v.DependsOn(t)
		switch {
		case levers == 1:
			all = append(all, v.along(t, last, "as written", v.marginColumns(t)))
		case levers == 2 && v.Sampling == nil:
			all = append(all, v.across(t))
		}
		switch {
		case v.Sampling == nil || !v.sharesDiffer(t):
		case levers == 1:
			all = append(all, v.along(t, last, v.inDraws(), shareColumns))
		case levers == 2:
			all = append(all, v.across(t))
		}
	}
	return all
}

func (v *sweepView) inDraws() string {
	return "in " + verdict.Number(float64(v.Sampling.Draws)) + " draws"
}

// sharesDiffer reports whether a tally is kept in more draws at one point than
// at another.
func (v *sweepView) sharesDiffer(tally int) bool {
	var first *sweep.Result
	for i := range v.Grid.Points {
		p := &v.Grid.Points[i]
		if p.Why != "" || p.Results[tally].Draws == 0 {
			continue
		}
		r := &p.Results[tally]
		if first == nil {
			first = r
		}
		if r.Kept != first.Kept || r.Draws != first.Draws {
			return true
		}
	}
	return false
}

// heading names a tally above its table.
func (v *sweepView) heading(tally int) string {
	t := v.Tallies[tally]
	return t.Party.Name + ", " + t.Limit.Address()
}

// noResult stands where a point is impossible, or has nothing to show.
const noResult = "–"

// A column is one of a compact table along a lever.
type column struct {
	tables.Column
	cell func(*sweep.Result) any
}

// marginColumns are the margins and dates of a tally.
func (v *sweepView) marginColumns(tally int) []column {
	margin := column{tables.Column{Name: "worst margin", Kind: tables.Number}, func(r *sweep.Result) any {
		m, ok := r.Margin()
		return numberIf(m, ok)
	}}
	rest := []column{
		{tables.Column{Name: "under from", Kind: tables.Date}, func(r *sweep.Result) any { return since(r.FirstUnder) }},
		{tables.Column{Name: "lastingly", Kind: tables.Date}, func(r *sweep.Result) any { return since(r.LastingUnder) }},
	}
	if !v.Binds(tally) {
		margin.Name = "margin at end"
		return append([]column{margin}, rest...)
	}
	on := column{tables.Column{Name: "on", Kind: tables.Date}, func(r *sweep.Result) any {
		if r.Binds == 0 {
			return nil
		}
		return r.WorstOn
	}}
	end := column{tables.Column{Name: "at end", Kind: tables.Number}, func(r *sweep.Result) any { return numberIf(r.End, r.HasEnd) }}
	return append([]column{margin, on, end}, rest...)
}

// shareColumns are in how many draws a tally is kept.
var shareColumns = []column{
	{tables.Column{Name: "kept", Kind: tables.Number}, func(r *sweep.Result) any {
		if r.Draws == 0 {
			return noResult
		}
		return Percent(r.Kept, r.Draws)
	}},
	{tables.Column{Name: "95 % interval", Kind: tables.Number}, func(r *sweep.Result) any {
		if r.Draws == 0 {
			return noResult
		}
		return interval(r.Kept, r.Draws)
	}},
}

func numberIf(x float64, ok bool) any {
	if !ok {
		return noResult
	}
	return verdict.Number(x)
}

// along is a tally at the values of one lever. With two levers the other makes
// no difference to what the tally is judged by, but may to dates: it stays at one
// value, which is named.
func (v *sweepView) along(tally, lever int, world string, columns []column) *tables.Table {
	l := v.Levers[lever]
	t := &tables.Table{Help: v.heading(tally) + " by " + called(l)}
	if v.Sampling != nil {
		t.Help += ", " + world
	}
	other := 0
	if len(v.Levers) == 2 {
		other = v.Widest(lever)
		t.Help += fmt.Sprintf(", with %s at %s", called(v.Levers[1-lever]), number(v.Levers[1-lever], v.Grid.Values[1-lever][other]))
	}
	t.Columns = []tables.Column{{Name: "value", Kind: tables.Number}}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	for _, place := range v.telling(tally, lever) {
		row := []any{number(l, v.Grid.Values[lever][place])}
		p := &v.Grid.Points[v.Grid.Point(lever, place, other)]
		for _, c := range columns {
			switch {
			case p.Why == "":
				row = append(row, c.cell(&p.Results[tally]))
			case c.Kind == tables.Date:
				row = append(row, nil)
			default:
				row = append(row, noResult)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(v.Grid.Values[lever]); n > len(t.Rows) {
		t.Help += fmt.Sprintf(" (%d of %d values)", len(t.Rows), n)
	}
	return t
}

func since(d civil.Date) any {
	if d == 0 {
		return "never"
	}
	return d
}

// telling are the places along a lever that a compact table shows: some all
// along, and those on both sides of each edge.
func (v *sweepView) telling(tally, lever int) []int {
	values := v.Grid.Values[lever]
	all := thin(len(values), mostRows)
	for _, fr := range v.of(tally) {
		for _, e := range fr.Edges {
			above, _ := slices.BinarySearch(values, max(e.At, e.Beyond))
			all = append(all, max(above-1, 0), min(above, len(values)-1))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// across is a tally at the values of both levers: margins, or how likely it is
// kept.
func (v *sweepView) across(tally int) *tables.Table {
	down := thin(len(v.Grid.Values[0]), mostRows)
	most := mostRows
	columns := thin(len(v.Grid.Values[1]), most)
	for {
		t := v.matrix(tally, down, columns)
		if most <= 2 || width(t) <= mostWide {
			return t
		}
		most--
		columns = thin(len(v.Grid.Values[1]), most)
	}
}

func (v *sweepView) matrix(tally int, down, columns []int) *tables.Table {
	what := "worst margin"
	switch {
	case v.Sampling != nil:
		what = "share of " + verdict.Number(float64(v.Sampling.Draws)) + " draws"
	case !v.Binds(tally):
		what = "margin at the end"
	}
	some := ""
	if len(down)*len(columns) < len(v.Grid.Points) {
		some = fmt.Sprintf(", %d of %d points", len(down)*len(columns), len(v.Grid.Points))
	}
	t := &tables.Table{
		Help:    fmt.Sprintf("%s: %s by %s (down) and %s (across)%s", v.heading(tally), what, called(v.Levers[0]), called(v.Levers[1]), some),
		Columns: []tables.Column{{Name: "", Kind: tables.Number}},
	}
	for _, k := range columns {
		t.Columns = append(t.Columns, tables.Column{Name: number(v.Levers[1], v.Grid.Values[1][k]), Kind: tables.Number})
	}
	for _, i := range down {
		row := []any{number(v.Levers[0], v.Grid.Values[0][i])}
		for _, k := range columns {
			row = append(row, v.cell(tally, v.Grid.Point(0, i, k)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cell is what a compact table shows of a tally at a point.
func (v *sweepView) cell(tally, point int) string {
	p := &v.Grid.Points[point]
	if p.Why != "" {
		return noResult
	}
	r := &p.Results[tally]
	if r.Draws > 0 {
		return Percent(r.Kept, r.Draws)
	}
	m, ok := r.Margin()
	if !ok {
		return noResult
	}
	return verdict.Number(m)
}

// width is how many columns of characters a compact table takes.
func width(t *tables.Table) int {
	sum := 0
	for i, c := range t.Columns {
		w := utf8.RuneCountInString(c.Name)
		for _, row := range t.Rows {
			w = max(w, utf8.RuneCountInString(tables.Format(row[i])))
		}
		sum += w + 1
	}
	return sum - 1
}
