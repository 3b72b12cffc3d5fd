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

// glances is a compact table for each limit that depends on the levers.
func (v *sweepView) glances() []*tables.Table {
	var all []*tables.Table
	for t := range v.Tallies {
		switch levers, last := v.DependsOn(t); levers {
		case 1:
			all = append(all, v.along(t, last))
		case 2:
			all = append(all, v.across(t))
		}
	}
	return all
}

// heading names a tally above its table.
func (v *sweepView) heading(tally int) string {
	t := v.Tallies[tally]
	return t.Party.Name + ", " + t.Limit.Address()
}

// noResult stands where a point is impossible, or has nothing to show.
const noResult = "–"

// along is a tally at the values of one lever. With two levers the other makes
// no difference, so any point with the value serves.
func (v *sweepView) along(tally, lever int) *tables.Table {
	l := v.Levers[lever]
	t := &tables.Table{Help: v.heading(tally) + " by " + l.Address}
	margin := "worst margin"
	if !v.Binds(tally) {
		margin = "margin at end"
	}
	for _, name := range []string{"value", margin, "on", "at end", "under from", "lastingly", "kept"} {
		t.Columns = append(t.Columns, tables.Column{Name: name, Kind: tables.Number})
	}
	t.Columns[2].Kind, t.Columns[4].Kind, t.Columns[5].Kind = tables.Date, tables.Date, tables.Date
	if v.Sampling == nil {
		t.Columns = t.Columns[:6]
	}
	if !v.Binds(tally) {
		t.Columns = slices.Delete(t.Columns, 2, 4)
	}
	for _, place := range v.telling(tally, lever) {
		row := []any{number(l, v.Grid.Values[lever][place]), noResult, nil, nil, nil, nil, nil}
		if r := v.result(tally, lever, place); r != nil {
			row[4], row[5] = since(r.FirstUnder), since(r.LastingUnder)
			if r.HasEnd {
				row[3] = verdict.Number(r.End)
			}
			if m, ok := r.Margin(); ok {
				row[1] = verdict.Number(m)
			}
			if r.Binds != 0 {
				row[2] = r.WorstOn
			}
			if r.Draws > 0 {
				row[6] = Percent(r.Kept, r.Draws)
			}
		}
		if v.Sampling == nil {
			row = row[:6]
		}
		if !v.Binds(tally) {
			row = slices.Delete(row, 2, 4)
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

// result is what a tally shows at a value of a lever: at the first point with
// this value that is possible. nil: none is.
func (v *sweepView) result(tally, lever, place int) *sweep.Result {
	others := 1
	if len(v.Levers) == 2 {
		others = len(v.Grid.Values[1-lever])
	}
	for other := range others {
		if p := &v.Grid.Points[v.Grid.Point(lever, place, other)]; p.Why == "" {
			return &p.Results[tally]
		}
	}
	return nil
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
		what = "share of draws"
	case !v.Binds(tally):
		what = "margin at the end"
	}
	some := ""
	if len(down)*len(columns) < len(v.Grid.Points) {
		some = fmt.Sprintf(", %d of %d points", len(down)*len(columns), len(v.Grid.Points))
	}
	t := &tables.Table{
		Help:    fmt.Sprintf("%s: %s by %s (down) and %s (across)%s", v.heading(tally), what, v.Levers[0].Address, v.Levers[1].Address, some),
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
