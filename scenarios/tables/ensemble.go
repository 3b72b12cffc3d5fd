package tables

import (
	"drawdown/sim/ensemble"
)

// EnsembleNames lists the tables of an ensemble in the order in which Ensemble
// returns them.
var EnsembleNames = []string{"probability", "quantiles", "dates", "kept"}

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
		for _, x := range []float64{q.Q05, q.Q25, q.Q50, q.Q75, q.Q95, q.Mean, q.Min, q.Max} {
			cells = append(cells, known(x, q.N > 0))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
