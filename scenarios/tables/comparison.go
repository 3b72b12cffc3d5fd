package tables

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios"
	"drawdown/sim/civil"
	"drawdown/sim/compare"
)

// ComparisonNames lists the tables in the order in which Comparison returns
// them.
var ComparisonNames = []string{"limits", "parity", "pace", "warheads", "dominance", "inputs"}

var scenarioColumn = Column{"scenario", Text, "the scenario; the first is the baseline"}

// Comparison returns every table of a comparison. Columns that begin with d_
// are differences to the baseline: value − baseline's, dates in days.
func Comparison(c *compare.Comparison, inputs []scenarios.Difference) []*Table {
	return []*Table{comparedLimits(c), parity(c), pace(c), warheads(c), dominance(c), differing(c, inputs)}
}

// minus returns a − b, or nil where one is missing.
func minus(a, b any) any {
	switch a := a.(type) {
	case int:
		if b, ok := b.(int); ok {
			return a - b
		}
	case float64:
		if b, ok := b.(float64); ok {
			return a - b
		}
	case civil.Date:
		if b, ok := b.(civil.Date); ok {
			return int(a.Time().Sub(b.Time()).Hours() / 24)
		}
	}
	return nil
}

// grouped lays rows out by group and scenario and puts behind chosen columns
// their difference to the baseline's row of the same group.
func grouped(t *Table, delta []string, groups [][][]any) *Table {
	columns := t.Columns
	t.Columns = nil
	for _, c := range columns {
		t.Columns = append(t.Columns, c)
		if slices.Contains(delta, c.Name) {
			kind, unit := c.Kind, ""
			switch c.Kind {
			case Date:
				kind, unit = Whole, ", in days"
			case Year:
				kind, unit = Whole, ", in years"
			}
			t.Columns = append(t.Columns, Column{"d_" + c.Name, kind, c.Name + " − the baseline's" + unit})
		}
	}
	for _, rows := range groups {
		for _, row := range rows {
			if row == nil {
				continue
			}
			var cells []any
			for i, c := range columns {
				cells = append(cells, row[i])
				if slices.Contains(delta, c.Name) {
					var d any
					if rows[0] != nil {
						d = minus(row[i], rows[0][i])
					}
					cells = append(cells, d)
				}
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

func comparedLimits(c *compare.Comparison) *Table {
	t := &Table{Name: "limits", Help: "Each party's standing under each limit in each scenario, on the years they share, with the difference to the baseline.", Columns: []Column{
		partyColumn, treatyColumn, limitColumn, scenarioColumn,
		{"ceiling", Number, "the ceiling on the day the limit binds, else at the end"},
		{"binds", Date, "the first date on which the count was put to the test"},
		{"margin_at_binding", Number, "ceiling − count on that day"},
		{"first_under", Date, "the first date with a margin of at least 0"},
		{"lasting_under", Date, "the first date from which the margin stays at least 0 to the end"},
		{"margin_end", Number, "ceiling − count at the end"},
		{"exceeds", Whole, "how many findings exceed"},
		{"excess", Number, "cumulative excess: Σ max(0, −margin) over the findings that exceed"},
	}}
	var groups [][][]any
	for _, l := range c.Limits {
		rows := make([][]any, len(c.Runs))
		for i, s := range l.Standings {
			if s == nil {
				continue
			}
			ceiling := known(s.CeilingEnd, s.HasEnd)
			if s.Binds != 0 {
				ceiling = s.Ceiling
			}
			rows[i] = []any{
				l.Party, l.Limit.Treaty.ID, l.Limit.Key, c.Runs[i].Name, ceiling, on(s.Binds), known(s.MarginAtBinding, s.Binds != 0),
				on(s.FirstUnder), on(s.LastingUnder), known(s.MarginEnd, s.HasEnd), s.Exceeds, l.Excess[i],
			}
		}
		groups = append(groups, rows)
	}
	return grouped(t, []string{"margin_at_binding", "first_under", "lasting_under", "margin_end", "excess"}, groups)
}

func parity(c *compare.Comparison) *Table {
	percent := strconv.FormatFloat(100*c.Corridor, 'f', -1, 64)
	t := &Table{Name: "parity", Help: "How alike the parties' counts are: the smallest ÷ the largest, 1 where they are equal.", Columns: []Column{
		treatyColumn, limitColumn, scenarioColumn,
		{"worst", Number, "the smallest parity of any shared year"},
		{"worst_year", Year, "the year of it"},
		{"years_outside", Whole, "shared years in which the smallest count falls short of the largest by more than " + percent + " %"},
		{"end", Number, "parity in the last shared year"},
	}}
	var groups [][][]any
	for _, p := range c.Parities {
		rows := make([][]any, len(c.Runs))
		for i, b := range p.Runs {
			if b != nil {
				rows[i] = []any{p.Limit.Treaty.ID, p.Limit.Key, c.Runs[i].Name, b.Worst, b.WorstYear, len(b.Outside), b.End}
			}
		}
		groups = append(groups, rows)
	}
	return grouped(t, []string{"worst", "years_outside", "end"}, groups)
}

func pace(c *compare.Comparison) *Table {
	t := &Table{Name: "pace", Help: "How evenly each leg's deployed launchers move: the largest yearly move ÷ the mean one. 1 is the same every year.", Columns: []Column{
		partyColumn,
		{"leg", Text, "the type of its systems"},
		scenarioColumn,
		{"largest_move", Whole, "launchers moved in the year that moves most, up or down"},
		{"largest_year", Year, "that year; empty where nothing moves"},
		{"mean_move", Number, "launchers moved a year, on average over the shared years"},
		{"ratio", Number, "largest ÷ mean; empty where nothing moves"},
	}}
	var groups [][][]any
	for _, p := range c.Paces {
		rows := make([][]any, len(c.Runs))
		for i, s := range p.Runs {
			if s == nil {
				continue
			}
			var year any
			if s.LargestYear != 0 {
				year = s.LargestYear
			}
			rows[i] = []any{p.Party, string(p.Leg), c.Runs[i].Name, s.Largest, year, s.Mean, known(s.Ratio(), s.Mean > 0)}
		}
		groups = append(groups, rows)
	}
	return grouped(t, []string{"largest_move", "ratio"}, groups)
}

func warheads(c *compare.Comparison) *Table {
	t := &Table{Name: "warheads", Help: "Where warheads went over the shared years. Scenarios without pools say only what came off launchers and what was put on.", Columns: []Column{
		partyColumn, scenarioColumn,
		{"before", Whole, "warheads emplaced in the first shared year"},
		{"after", Whole, "warheads emplaced in the last"},
		{"removed", Whole, "warheads taken off launchers, summed over systems and years"},
		{"loaded", Whole, "warheads put on launchers"},
		{"dismantled", Whole, "warheads dismantled"},
		{"waiting", Whole, "warheads retired and awaiting dismantlement in the last shared year"},
		{"cleared", Year, "the year from which on none waits; empty where some do in the last"},
		{"years_to_clear", Number, "years to dismantle these at the stated rate; empty where the rate is 0"},
		{"reversible", Number, "share of the warheads removed that could be put back, pool by pool: what its reserve has and its launchers of the last year could take. They need not be the same warheads"},
	}}
	var groups [][][]any
	for _, w := range c.Warheads {
		rows := make([][]any, len(c.Runs))
		for i, a := range w.Runs {
			if a == nil {
				continue
			}
			row := []any{w.Party, c.Runs[i].Name, a.Before, a.After, a.Removed, a.Loaded, nil, nil, nil, nil, nil}
			if a.Pools {
				row[6], row[7] = a.Dismantled, a.Waiting
				if a.Cleared != 0 {
					row[8] = a.Cleared
				}
				row[9] = known(a.Years, !math.IsInf(a.Years, 1))
				row[10] = known(a.Reversible())
			}
			rows[i] = row
		}
		groups = append(groups, rows)
	}
	return grouped(t, []string{"removed", "dismantled", "waiting", "cleared", "reversible"}, groups)
}

func dominance(c *compare.Comparison) *Table {
	t := &Table{Name: "dominance", Help: "Which scenario is better than which: for each party and limit that both have, by the date lastingly under, the margin when the limit first binds, the margin at the end and the cumulative excess. One dominates another when both are under the same limits and it is better in something and worse in nothing.", Columns: []Column{
		scenarioColumn,
		{"over", Text, "the scenario it is held against"},
		{"better", Whole, "judgements in which it is better"},
		{"same", Whole, "judgements in which both are equal"},
		{"worse", Whole, "judgements in which it is worse"},
		{"apart", Whole, "limits on a party that only one of the two has"},
		{"dominates", Text, "yes or no"},
	}}
	for _, d := range c.Dominance {
		dominates := "no"
		if d.Dominates() {
			dominates = "yes"
		}
		t.Rows = append(t.Rows, []any{c.Runs[d.Run].Name, c.Runs[d.Over].Name, d.Better, d.Same, d.Worse, d.Apart, dominates})
	}
	return t
}

func differing(c *compare.Comparison, inputs []scenarios.Difference) *Table {
	t := &Table{Name: "inputs", Help: "The inputs that are not the same in all scenarios, by address: why the results differ. A table that some lack stands for all that is in it.", Columns: []Column{
		{"address", Text, "the key of the number, text or table"},
	}}
	for _, r := range c.Runs {
		t.Columns = append(t.Columns, Column{strings.ReplaceAll(r.Name, ",", " "), Text, "its value there, as written; empty where it is absent"})
	}
	for _, d := range inputs {
		row := []any{d.Address}
		for _, v := range d.Values {
			row = append(row, v)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
