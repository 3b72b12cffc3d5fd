package tables

import (
	"fmt"
	"math"
	"slices"

	"drawdown/scenarios"
	"drawdown/sim/ensemble"
	"drawdown/sim/sweep"
)

// SweepNames lists the tables of a sweep; the last only where draws were made.
var SweepNames = []string{"sweep", "frontier", "ranges"}

// Sweep is what every point of a sweep shows.
func Sweep(f *sweep.Found) *Table {
	t := &Table{Name: "sweep", Help: "What each value of the levers leads to, for each party and limit; all else as written."}
	for i, l := range f.Levers {
		t.Columns = append(
			t.Columns,
			Column{fmt.Sprintf("lever%d", i+1), Text, "the address of a lever"},
			Column{fmt.Sprintf("value%d", i+1), numberKind(l), "its value"},
		)
	}
	t.Columns = append(
		t.Columns,
		partyColumn, treatyColumn, limitColumn,
		Column{"worst_margin", Number, "the smallest margin (ceiling − count) on the dates on which the limit binds; empty: it never binds"},
		Column{"worst_on", Date, "the first date with this margin"},
		Column{"margin_at_binding", Number, "the margin on the first date on which the limit binds"},
		Column{"margin_end", Number, "the margin on the last date that has one"},
		Column{"first_under", Date, "the first date with a margin of at least 0; empty: never"},
		Column{"lasting_under", Date, "the first date from which the margin stays at least 0 to the end; empty: never"},
		Column{"kept", Whole, "1: no count exceeds the ceiling while it binds; 0: some count does; empty: it never binds"},
	)
	if f.Sure != nil {
		t.Columns = append(
			t.Columns,
			Column{"draws", Whole, "draws of what is uncertain; all columns before this one are with what is uncertain as written"},
			Column{"probability", Number, "the share of draws in which the limit is kept throughout; of a limit that never binds, in which it is under the ceiling at the end"},
			Column{"low", Number, "lower end of the 95 % interval that the number of draws allows"},
			Column{"high", Number, "upper end of it"},
		)
	}
	t.Columns = append(t.Columns, Column{"impossible", Text, "why the scenario cannot have these values; empty: it can"})
	for i := range f.Grid.Points {
		p := &f.Grid.Points[i]
		var at []any
		for k, x := range f.Grid.X(i) {
			at = append(at, f.Levers[k].Address, cellOf(f.Levers[k], x))
		}
		for k, tally := range f.Tallies {
			row := append(slices.Clone(at), tally.Party.Code, tally.Limit.Treaty.ID, tally.Limit.Key)
			if p.Why != "" {
				row = append(row, make([]any, len(t.Columns)-len(row)-1)...)
				t.Rows = append(t.Rows, append(row, p.Why))
				continue
			}
			t.Rows = append(t.Rows, append(append(row, sweepCells(&p.Results[k], f.Sure != nil)...), nil))
		}
	}
	return t
}

func numberKind(l sweep.Lever) Kind {
	switch {
	case l.Year:
		return Year
	case l.Whole:
		return Whole
	}
	return Number
}

// cellOf is a value of a lever as a cell.
func cellOf(l sweep.Lever, x float64) any {
	if l.Whole {
		return int(x)
	}
	return x
}

func sweepCells(r *sweep.Result, drawn bool) []any {
	binds := r.Binds != 0
	cells := []any{
		known(r.Worst, binds), on(r.WorstOn), known(r.AtBinding, binds), known(r.End, r.HasEnd),
		on(r.FirstUnder), on(r.LastingUnder), nil,
	}
	if binds {
		cells[6] = 0
		if r.Worst >= 0 {
			cells[6] = 1
		}
	}
	if !drawn {
		return cells
	}
	if r.Draws == 0 {
		return append(cells, 0, nil, nil, nil)
	}
	low, high := ensemble.Interval(r.Kept, r.Draws)
	return append(cells, r.Draws, r.Probability(), low, high)
}

// Frontier is where limits are just kept.
func Frontier(f *sweep.Found) *Table {
	t := &Table{Name: "frontier", Help: "Where a limit is just kept as a lever moves: a row for each crossing. Limits that no lever changes, and those that are kept everywhere or nowhere, have none."}
	two, drawn := len(f.Levers) == 2, f.Sure != nil
	if two {
		t.Columns = append(
			t.Columns,
			Column{"given", Text, "the address of the other lever; empty: it makes no difference to this limit, in any draw, at any value tried"},
			Column{"value", Number, "its value"},
		)
	}
	t.Columns = append(t.Columns, Column{"lever", Text, "the address of the lever that moves"}, partyColumn, treatyColumn, limitColumn)
	if drawn {
		t.Columns = append(t.Columns, Column{"sure", Number, "the probability that is just reached"})
	}
	t.Columns = append(
		t.Columns,
		Column{"direction", Text, "at most: the limit is kept up to the value; at least: from the value on"},
		Column{"at", Number, "the last value tried with which it is kept"},
		Column{"beyond", Number, "the next value tried, with which it is not"},
		Column{"judged", Text, "binding: by all dates on which the limit binds; end: it never binds, so by the margin at the end"},
		Column{"impossible_between", Whole, "1: the scenario cannot have the values between the two"},
	)
	if drawn {
		t.Columns = append(
			t.Columns,
			Column{"at_low", Number, "between this value of the lever and the next column's the crossing lies with the sampling error: where the 95 % interval of the share crosses the probability; empty: not in the range tried"},
			Column{"at_high", Number, "the upper end of it; empty: not in the range tried"},
		)
	}
	for _, fr := range f.Frontiers {
		tally := f.Tallies[fr.Tally]
		for i, e := range fr.Edges {
			var row []any
			switch {
			case two && fr.Given >= 0:
				other := 1 - fr.Lever
				row = append(row, f.Levers[other].Address, cellOf(f.Levers[other], f.Grid.Values[other][fr.Given]))
			case two:
				row = append(row, nil, nil)
			}
			row = append(row, f.Levers[fr.Lever].Address, tally.Party.Code, tally.Limit.Treaty.ID, tally.Limit.Key)
			if drawn {
				row = append(row, fr.Sure)
			}
			direction, judged, gap := "at most", "binding", 0
			if e.AtLeast {
				direction = "at least"
			}
			if !f.Binds(fr.Tally) {
				judged = "end"
			}
			if e.Gap {
				gap = 1
			}
			row = append(row, direction, e.At, e.Beyond, judged, gap)
			if drawn {
				b := fr.Bands[i]
				row = append(row, known(b.From, !math.IsInf(b.From, -1)), known(b.To, !math.IsInf(b.To, 1)))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// SweepTables returns every table of a sweep.
func SweepTables(d *scenarios.Document, f *sweep.Found) []*Table {
	all := []*Table{Sweep(f), Frontier(f)}
	if f.Sure == nil {
		return all
	}
	ranges := Inputs(d)
	ranges.Rows = slices.DeleteFunc(ranges.Rows, func(row []any) bool {
		return slices.ContainsFunc(f.Levers, func(l sweep.Lever) bool { return l.Address == row[0] })
	})
	return append(all, ranges)
}
