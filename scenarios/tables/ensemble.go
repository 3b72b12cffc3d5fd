package tables

import (
	"fmt"
	"strings"

	"drawdown/scenarios"
	"drawdown/sim/ensemble"
)

// EnsembleNames lists the tables of an ensemble in the order in which
// EnsembleTables returns them.
var EnsembleNames = []string{"probability", "quantiles", "dates", "kept", "ranges"}

// Probability is in how many draws a count lies under its ceiling.
func Probability(r *ensemble.Result) *Table {
	t := &Table{Name: "probability", Help: "In how many draws each count lies at or under its ceiling, whatever the status, given the ranges stated.", Columns: []Column{
		dateColumn, partyColumn, treatyColumn, limitColumn,
		{"draws", Whole, "draws in which there is a count"},
		{"under", Whole, "draws with a margin of at least 0"},
		{"over", Whole, "draws with a negative margin"},
		{"probability", Number, "under ÷ draws: a statement about the ranges stated, not about the world"},
	}}
	for i := range r.Kernel.Rows {
		row := &r.Kernel.Rows[i]
		if !row.HasCeiling {
			continue
		}
		under, draws := r.Under(i)
		t.Rows = append(t.Rows, []any{
			row.Date, row.Party.Code, row.Limit.Treaty.ID, row.Limit.Key,
			draws, under, draws - under, known(float64(under)/float64(draws), draws > 0),
		})
	}
	return t
}

// Quantiles is how each count is spread over the draws.
func Quantiles(r *ensemble.Result) *Table {
	t := &Table{Name: "quantiles", Help: "How each count is spread over the draws, given the ranges stated. A quantile is a value that occurred (nearest rank).", Columns: []Column{
		dateColumn, partyColumn, treatyColumn, limitColumn,
		{"q05", Number, "a twentieth of the draws have at most this count"},
		{"q25", Number, "a quarter"},
		{"q50", Number, "half: the median"},
		{"q75", Number, "three quarters"},
		{"q95", Number, "nineteen twentieths"},
		{"mean", Number, "the mean"},
		{"min", Number, "the least"},
		{"max", Number, "the largest"},
	}}
	for i := range r.Kernel.Rows {
		row := &r.Kernel.Rows[i]
		q := r.Quantiles(i)
		cells := []any{row.Date, row.Party.Code, row.Limit.Treaty.ID, row.Limit.Key}
		t.Rows = append(t.Rows, append(cells, spread(q)...))
	}
	return t
}

// spread is the cells of quantiles: from q05 to q95, mean, min and max.
func spread(q ensemble.Quantiles) []any {
	var cells []any
	for _, x := range []float64{q.Q05, q.Q25, q.Q50, q.Q75, q.Q95, q.Mean, q.Min, q.Max} {
		cells = append(cells, known(x, q.N > 0))
	}
	return cells
}

// Dates is from when on each party is under each ceiling, over the draws.
func Dates(r *ensemble.Result) *Table {
	t := &Table{Name: "dates", Help: "In how many draws a party is under a ceiling first, and lastingly, from a date on. An empty date: never in the scenario's time.", Columns: []Column{
		partyColumn, treatyColumn, limitColumn,
		{"date", Date, "a date on which a count is held against the ceiling"},
		{"first", Whole, "draws in which it is the first date with a margin of at least 0"},
		{"lasting", Whole, "draws from which on the margin stays at least 0 to the end"},
	}}
	for i, tally := range r.Kernel.Tallies() {
		if !tally.HasCeiling {
			continue
		}
		for _, a := range r.Arrivals(i) {
			t.Rows = append(t.Rows, []any{tally.Party.Code, tally.Limit.Treaty.ID, tally.Limit.Key, on(a.Date), a.First, a.Lasting})
		}
	}
	return t
}

// Kept is in how many draws limits are kept throughout.
func Kept(r *ensemble.Result) *Table {
	t := &Table{Name: "kept", Help: "In how many draws no count exceeds a ceiling that binds, on any date: under each limit, under all limits on a party, under all limits on all parties (party and limit empty).", Columns: []Column{
		partyColumn, treatyColumn, limitColumn,
		{"draws", Whole, "draws for which it can be told: that exceed, or have every count that binds"},
		{"kept", Whole, "draws in which the limit is never exceeded while it binds"},
		{"probability", Number, "kept ÷ draws"},
		{"low", Number, "lower end of the 95 % interval that the number of draws allows"},
		{"high", Number, "upper end of it"},
	}}
	row := func(party, treaty, limit any, kept, told int) {
		low, high := ensemble.Interval(kept, told)
		t.Rows = append(t.Rows, []any{
			party, treaty, limit, told, kept,
			known(float64(kept)/float64(told), told > 0), known(low, told > 0), known(high, told > 0),
		})
	}
	for i, tally := range r.Kernel.Tallies() {
		if tally.Binds {
			kept, told := r.Kept(i)
			row(tally.Party.Code, tally.Limit.Treaty.ID, tally.Limit.Key, kept, told)
		}
	}
	if len(t.Rows) == 0 {
		return t
	}
	for _, p := range r.Kernel.Study.Scenario.Parties {
		if r.Kernel.BindsOn(p) {
			kept, told := r.KeptBy(p.Index)
			row(p.Code, nil, nil, kept, told)
		}
	}
	kept, told := r.KeptAll()
	row(nil, nil, nil, kept, told)
	return t
}

// Inputs lists what is drawn, and from what.
func Inputs(docs ...*scenarios.Document) *Table {
	t := &Table{Name: "ranges", Help: "What is uncertain, and the ranges that every result here rests on.", Columns: []Column{
		{"address", Text, "the number's address"},
		{"label", Text, "what the author calls it"},
		{"written", Text, "the number as the scenario writes it"},
		{"shape", Text, "the distribution's family"},
		{"parameters", Text, "its parameters, in the order of the format"},
		{"min", Number, "its lower bound, where it is cut off"},
		{"max", Number, "its upper bound, where it is cut off"},
		{"why", Text, "where the range comes from, in the author's words"},
		{"sources", Text, "keys of the sources that the author names"},
	}}
	seen := map[string]bool{}
	for _, d := range docs {
		for _, u := range d.Uncertain {
			var parameters, sources []string
			for _, x := range u.Parameters {
				parameters = append(parameters, scenarios.FormatNumber(x))
			}
			for _, s := range d.Place(u.Origin).Sources {
				sources = append(sources, s.Key)
			}
			row := []any{
				u.Address, u.Label, d.WrittenAt(u.Address), string(u.Shape), strings.Join(parameters, " "),
				known(u.Min.Value, u.Min.Known), known(u.Max.Value, u.Max.Known), u.Why, strings.Join(sources, " "),
			}
			if key := fmt.Sprint(row...); !seen[key] {
				seen[key] = true
				t.Rows = append(t.Rows, row)
			}
		}
	}
	return t
}

// EnsembleTables returns every table of an ensemble.
func EnsembleTables(d *scenarios.Document, r *ensemble.Result) []*Table {
	return []*Table{Probability(r), Quantiles(r), Dates(r), Kept(r), Inputs(d)}
}
