package tables

import (
	"math"

	"drawdown/scenarios"
	"drawdown/sim/influence"
	"drawdown/sim/sensitivity"
)

// InfluenceNames lists the tables of what matters in the order in which
// InfluenceTables returns them; indices and morris are there if they were
// computed.
var InfluenceNames = []string{"indices", "swings", "morris", "ranges"}

// outputColumns name one count and one uncertain number.
var outputColumns = []Column{
	partyColumn, treatyColumn, limitColumn,
	{"date", Date, "the date of the count"},
	{"input", Text, "the address of the uncertain number"},
}

// perInput makes a row of each count and each uncertain number: what names
// both, then cells.
func perInput(t *Table, a *influence.Analysis, cells func(output, input int) []any) *Table {
	t.Columns = append(append([]Column{}, outputColumns...), t.Columns...)
	for o, row := range a.Rows {
		r := &a.Kernel.Rows[row]
		for i, in := range a.Kernel.Study.Inputs {
			names := []any{r.Party.Code, r.Limit.Treaty.ID, r.Limit.Key, r.Date, in.Address}
			t.Rows = append(t.Rows, append(names, cells(o, i)...))
		}
	}
	return t
}

// number is a cell, empty where there is no finite number.
func number(x float64) any { return known(x, !math.IsNaN(x) && !math.IsInf(x, 0)) }

// Indices are Sobol's of each count.
func Indices(a *influence.Analysis) *Table {
	t := &Table{Name: "indices", Help: "Which share of each count's variance comes from which uncertain number, given the ranges stated. Estimates with intervals of 95 %; they can leave 0 to 1 by their error. Empty where a count does not vary or cannot be computed.", Columns: []Column{
		{"first", Number, "first-order index: the share that would go, on average, if the number alone were known"},
		{"first_low", Number, "lower end of its interval"},
		{"first_high", Number, "upper end of it"},
		{"total", Number, "total index: the share that would stay, on average, if all numbers but this were known"},
		{"total_low", Number, "lower end of its interval"},
		{"total_high", Number, "upper end of it"},
	}}
	return perInput(t, a, func(o, i int) []any {
		out := &a.Indices.Outputs[o]
		if out.Inputs == nil {
			return make([]any, 6)
		}
		var cells []any
		for _, e := range []sensitivity.Estimate{out.Inputs[i].First, out.Inputs[i].Total} {
			cells = append(cells, number(e.Value), number(e.Low), number(e.High))
		}
		return cells
	})
}

// Swings are how far each count moves with one number.
func Swings(a *influence.Analysis) *Table {
	t := &Table{Name: "swings", Help: "Each count with one uncertain number at its 5th and at its 95th percentile, all others at their medians.", Columns: []Column{
		{"low", Number, "the number's 5th percentile"},
		{"high", Number, "its 95th"},
		{"at_low", Number, "the count with the number at its 5th percentile; empty where it cannot be computed"},
		{"at_middle", Number, "the count with all numbers at their medians"},
		{"at_high", Number, "the count with the number at its 95th percentile"},
	}}
	return perInput(t, a, func(o, i int) []any {
		s := a.Tornado.Swings[o][i]
		return []any{
			a.Value(i, sensitivity.Low), a.Value(i, sensitivity.High),
			number(s.Low), number(a.Tornado.Middle[o]), number(s.High),
		}
	})
}

// Morris is the screening of each count.
func Morris(a *influence.Analysis) *Table {
	t := &Table{Name: "morris", Help: "Morris's screening: what each count changes by over a number's whole range, at the slope between two points half of it apart, over trajectories. Empty where a count cannot be computed.", Columns: []Column{
		{"mean", Number, "mean effect, with its sign (μ)"},
		{"absolute", Number, "mean size of the effect (μ*): near 0 where the number does nothing"},
		{"error", Number, "standard error of absolute"},
		{"spread", Number, "standard deviation of the effect (σ): 0 where the number acts straight and alone"},
	}}
	return perInput(t, a, func(o, i int) []any {
		e := a.Screening.Effects[o][i]
		return []any{number(e.Mean), number(e.Absolute), number(e.Error), number(e.Spread)}
	})
}

// InfluenceTables returns every table of what matters.
func InfluenceTables(d *scenarios.Document, a *influence.Analysis) []*Table {
	var all []*Table
	if a.Indices != nil {
		all = append(all, Indices(a))
	}
	all = append(all, Swings(a))
	if a.Screening != nil {
		all = append(all, Morris(a))
	}
	return append(all, Inputs(d))
}
