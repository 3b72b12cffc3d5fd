package tables

import (
	"drawdown/scenarios"
	"drawdown/sim/ensemble"
	"drawdown/sim/robust"
)

// RobustNames lists the tables of schedules in the same futures in the order in
// which RobustTables returns them.
var RobustNames = []string{"robust", "room", "regret", "dominance", "arrivals", "boxes", "ranges"}

// RobustTables returns every table of schedules in the same futures. breaks has
// by schedule what was sought about it.
func RobustTables(docs []*scenarios.Document, r *robust.Result, breaks [][]*robust.Break) []*Table {
	return []*Table{Robust(r), Room(r), Regret(r), Dominance(r), Arrivals(r), Boxes(r, breaks), Inputs(docs...)}
}

// Robust is in how many futures each schedule stays under its ceilings.
func Robust(r *robust.Result) *Table {
	t := &Table{Name: "robust", Help: "In how many of the same futures no count of a schedule exceeds a ceiling that binds, on any of its dates: under all limits on all parties, under all on one party, under each limit. Given the ranges stated.", Columns: []Column{
		scenarioColumn,
		{"scope", Text, "all, party or limit"},
		partyColumn, treatyColumn, limitColumn,
		{"draws", Whole, "futures"},
		{"kept", Whole, "futures in which no count exceeds a ceiling that binds"},
		{"probability", Number, "kept ÷ draws: a statement about the ranges stated, not about the world"},
		{"low", Number, "lower end of the 95 % interval that the number of draws allows"},
		{"high", Number, "upper end of it"},
	}}
	for s := range r.Trial.Schedules {
		k := r.Trial.Schedules[s].Kernel
		row := func(scope string, party, treaty, limit any, kept int) {
			low, high := ensemble.Interval(kept, r.Done)
			t.Rows = append(t.Rows, []any{
				r.Trial.Schedules[s].Name, scope, party, treaty, limit, r.Done, kept, known(float64(kept)/float64(r.Done), r.Done > 0), low, high,
			})
		}
		if !r.Trial.Binds(s) {
			continue
		}
		row("all", nil, nil, nil, r.KeptAll(s))
		for _, p := range k.Study.Scenario.Parties {
			if k.BindsOn(p) {
				row("party", p.Code, nil, nil, r.KeptBy(s, p.Index))
			}
		}
		for i, tally := range k.Tallies() {
			if tally.Binds {
				row("limit", tally.Party.Code, tally.Limit.Treaty.ID, tally.Limit.Key, r.Kept(s, i))
			}
		}
	}
	return t
}

// Room is how the tightest room of each schedule is spread over the futures.
func Room(r *robust.Result) *Table {
	t := &Table{Name: "room", Help: "How the tightest room of each schedule is spread over the futures: the smallest margin in per cent of its ceiling, over all limits, parties and dates on which a ceiling binds; below 0 the worst excess. Of a ceiling of 0 each unit counts as 100 %. A quantile is a value that occurred (nearest rank).", Columns: []Column{
		scenarioColumn,
		{"draws", Whole, "futures in which there is a count under a ceiling that binds"},
		{"q05", Number, "a twentieth of the futures leave at most this room, in per cent of the ceiling"},
		{"q25", Number, "a quarter"},
		{"q50", Number, "half: the median"},
		{"q75", Number, "three quarters"},
		{"q95", Number, "nineteen twentieths"},
		{"mean", Number, "the mean"},
		{"min", Number, "the least"},
		{"max", Number, "the largest"},
	}}
	for s := range r.Trial.Schedules {
		q := r.Spread(s)
		row := []any{r.Trial.Schedules[s].Name, q.N}
		t.Rows = append(t.Rows, append(row, spread(q)...))
	}
	return t
}

// Regret is how much worse each schedule does than the best for each future.
func Regret(r *robust.Result) *Table {
	t := &Table{Name: "regret", Help: "How much more room the best schedule for each future would have left than this one, in percentage points of a ceiling: 0 where it is the best itself. On what binds in all schedules, in the years they share.", Columns: []Column{
		scenarioColumn,
		{"draws", Whole, "futures in which it can be said"},
		{"q05", Number, "a twentieth of the futures have at most this regret, in percentage points"},
		{"q25", Number, "a quarter"},
		{"q50", Number, "half: the median"},
		{"q75", Number, "three quarters"},
		{"q95", Number, "nineteen twentieths"},
		{"max", Number, "the largest"},
		{"mean", Number, "the mean"},
		{"best", Number, "share of the futures in which no schedule leaves more room"},
	}}
	for s := range r.Trial.Schedules {
		g := r.Regret(s)
		row := []any{r.Trial.Schedules[s].Name, g.N}
		for _, x := range []float64{g.Q05, g.Q25, g.Q50, g.Q75, g.Q95, g.Max, g.Mean, float64(g.Best) / float64(max(g.N, 1))} {
			row = append(row, known(x, g.N > 0))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Dominance is which schedule is at least as good as which, future by future.
func Dominance(r *robust.Result) *Table {
	t := &Table{Name: "dominance", Help: "In what share of the futures a schedule's margin is no smaller than another's for every party, limit and date on which a ceiling binds in all schedules, and larger for one. It dominates the other if it is at least as good in every future and better in one.", Columns: []Column{
		scenarioColumn,
		{"over", Text, "the schedule it is held against"},
		{"at_least_as_good", Number, "share of the futures in which no margin is smaller"},
		{"better", Number, "share of the futures in which, besides, some margin is larger"},
		{"dominates", Text, "yes or no"},
	}}
	if r.Trial.Common() == 0 || r.Done == 0 {
		return t
	}
	share := func(n int) float64 { return float64(n) / float64(r.Done) }
	for s := range r.Trial.Schedules {
		for o := range r.Trial.Schedules {
			if s == o {
				continue
			}
			dominates := "no"
			if r.Dominates(s, o) {
				dominates = "yes"
			}
			t.Rows = append(t.Rows, []any{r.Trial.Schedules[s].Name, r.Trial.Schedules[o].Name, share(r.AtLeast(s, o)), share(r.Better(s, o)), dominates})
		}
	}
	return t
}

// Arrivals is from when on each schedule is under all its ceilings.
func Arrivals(r *robust.Result) *Table {
	t := &Table{Name: "arrivals", Help: "In how many futures a schedule is lastingly under all ceilings of the limits that bind on some date, from a date on. An empty date: never in the scenario's time.", Columns: []Column{
		scenarioColumn,
		{"date", Date, "the first date from which no margin is below 0 to the end"},
		{"futures", Whole, "futures in which it is this date"},
		{"share", Number, "these ÷ all futures"},
	}}
	for s := range r.Trial.Schedules {
		for _, a := range r.Arrivals(s) {
			t.Rows = append(t.Rows, []any{r.Trial.Schedules[s].Name, on(a.Date), a.Futures, float64(a.Futures) / float64(r.Done)})
		}
	}
	return t
}

// Boxes is what breaks each schedule: ranges of inputs inside which it
// fails, or holds, more often than elsewhere.
func Boxes(r *robust.Result, breaks [][]*robust.Break) *Table {
	t := &Table{Name: "boxes", Help: "What breaks a schedule: ranges of few inputs inside which it exceeds some ceiling more often than elsewhere (patient rule induction); of one that fails in more than half of the futures, also those inside which it holds more often. A line for each input that a box bounds, that which matters most first; a future is in the box if it is in all its ranges. Bounds are inclusive; numbers that are whole in the scenario are taken as rounded there.", Columns: []Column{
		scenarioColumn,
		{"in_box", Text, "what the schedule does more often in the box: fails or holds"},
		{"box", Whole, "number of the box"},
		{"coverage", Number, "share of the futures in which the schedule does so that the box holds"},
		{"density", Number, "share of the futures in the box in which it does so"},
		{"mass", Number, "share of all futures that are in the box"},
		{"address", Text, "the input"},
		{"low", Number, "the least value inside; empty: no bound"},
		{"high", Number, "the largest; empty: no bound"},
		{"p", Number, "probability of so high a density if this range told nothing: a one-sided test that knows nothing of the search, so it is too small; 0 is less than a millionth"},
	}}
	for s := range breaks {
		for _, b := range breaks[s] {
			does := "fails"
			if b.Holds {
				does = "holds"
			}
			for i, box := range b.Result.Boxes {
				for _, x := range box.Restrictions {
					t.Rows = append(t.Rows, []any{
						r.Trial.Schedules[s].Name, does, i + 1, box.Coverage, box.Density, box.Mass,
						b.Columns[x.Input].Of.Address, known(x.Low, x.HasLow), known(x.High, x.HasHigh), x.P,
					})
				}
			}
		}
	}
	return t
}
