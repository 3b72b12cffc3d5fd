package robust

import (
	"math"
	"slices"

	"drawdown/sim/arsenal"
	"drawdown/sim/ensemble"
	"drawdown/sim/prim"
)

// Fewest is how many futures make a search for what they share.
const Fewest = 20

// A Break is where among the futures a schedule fails, or where it holds.
type Break struct {
	Holds   bool     // those sought are the futures in which it holds: they are the failures of Result
	Columns []Column // the inputs searched: those of the schedule that set something
	Result  *prim.Result
	Words   [][]prim.Range // by box and restriction: for words, see Trial.Breaks
}

// A Column is an input of a schedule as a search sees it: with the stated
// range, or where that is open the values that occur.
type Column struct {
	prim.Input
	Of    *ensemble.Input
	whole bool // the scenario rounds what is drawn
}

// value is what a draw becomes in the scenario.
func (c *Column) value(u float64) float64 {
	x := c.Of.Quantile(u)
	if c.whole {
		return float64(arsenal.Whole(x))
	}
	return x
}

// Values are the values that can occur, ascending, where they are few and
// known.
func (c *Column) Values() []float64 {
	n, ok := c.Of.Discrete()
	if !ok || n > 100 {
		return nil
	}
	var all []float64
	for i := range n {
		all = append(all, c.value((float64(i)+0.5)/float64(n)))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// columns lists the inputs of a schedule that set something, and their places
// among the united ones.
func (t *Trial) columns(schedule int) (all []Column, at []int) {
	for i, in := range t.Schedules[schedule].Kernel.Study.Inputs {
		if len(in.Numbers) == 0 {
			continue
		}
		c := Column{Of: in, whole: !slices.ContainsFunc(in.Numbers, func(n ensemble.Number) bool { return !n.Whole })}
		values := c.Values()
		c.Whole = c.whole || values != nil && !slices.ContainsFunc(values, func(x float64) bool { return x != math.Trunc(x) })
		all, at = append(all, c), append(at, t.own[schedule][i])
	}
	return all, at
}

// futures are the values that a schedule has in every future, a row each.
func (r *Result) futures(columns []Column, at []int) [][]float64 {
	flat := make([]float64, r.Done*len(columns))
	rows := make([][]float64, r.Done)
	u := make([]float64, len(r.Trial.Inputs))
	for m := range rows {
		rows[m] = flat[m*len(columns) : (m+1)*len(columns) : (m+1)*len(columns)]
		r.points.Point(m, u)
		for k := range columns {
			rows[m][k] = columns[k].value(u[at[k]])
		}
	}
	return rows
}

// Breaks seeks the ranges of a schedule's inputs inside which it mostly fails.
// A number that is whole in the scenario is taken as rounded there. Nothing is
// sought where fewer than Fewest futures fail: the outcome is TooFew.
//
// Words holds the ranges of each box once more, widened outward to as few
// decimals as leave its coverage and its density the same in whole per cent.
func (r *Result) Breaks(schedule int, o prim.Options) *Break {
	return r.seek(schedule, r.Fails[schedule], o)
}

// Saves seeks the same for the futures in which a schedule is kept: which tells
// more of one that mostly fails.
func (r *Result) Saves(schedule int, o prim.Options) *Break {
	kept := make([]bool, r.Done)
	for m, fails := range r.Fails[schedule] {
		kept[m] = !fails
	}
	b := r.seek(schedule, kept, o)
	b.Holds = true
	return b
}

// seek finds where among the futures those lie that are sought.
func (r *Result) seek(schedule int, sought []bool, o prim.Options) *Break {
	columns, at := r.Trial.columns(schedule)
	b := &Break{Columns: columns, Result: &prim.Result{Futures: r.Done}}
	for _, is := range sought {
		if is {
			b.Result.Failures++
		}
	}
	switch n := b.Result.Failures; {
	case n == 0:
		b.Result.Outcome = prim.NoFailures
		return b
	case n == r.Done:
		b.Result.Outcome = prim.AllFail
		return b
	case n < Fewest:
		b.Result.Outcome = prim.TooFew
		return b
	}
	rows := r.futures(columns, at)
	inputs := make([]prim.Input, len(columns))
	for k := range columns {
		columns[k].stated(rows, k)
		inputs[k] = columns[k].Input
	}
	b.Result = prim.Find(inputs, rows, sought, o)
	for _, box := range b.Result.Boxes {
		b.Words = append(b.Words, words(inputs, box, rows, sought, b.Result.Failures))
	}
	return b
}

// stated sets the range of a column.
func (c *Column) stated(rows [][]float64, k int) {
	low, high := c.Of.Range()
	if math.IsInf(low, 0) || math.IsInf(high, 0) {
		least, most := rows[0][k], rows[0][k]
		for _, row := range rows {
			least, most = min(least, row[k]), max(most, row[k])
		}
		if math.IsInf(low, 0) {
			low = least
		}
		if math.IsInf(high, 0) {
			high = most
		}
	}
	if c.whole {
		low, high = float64(arsenal.Whole(low)), float64(arsenal.Whole(high))
	}
	c.Low, c.High = low, high
}

// words widens the ranges of a box outward to the coarsest decimals that leave
// its shares as they are printed.
func words(inputs []prim.Input, box *prim.Box, rows [][]float64, sought []bool, failures int) []prim.Range {
	ranges := make([]prim.Range, len(box.Restrictions))
	for i, r := range box.Restrictions {
		ranges[i] = r.Range
	}
	alike := func() bool {
		inside, failing := 0, 0
		for m, row := range rows {
			if !slices.ContainsFunc(ranges, func(r prim.Range) bool { return !r.Holds(row[r.Input]) }) {
				inside++
				if sought[m] {
					failing++
				}
			}
		}
		return printed(failing, failures) == printed(box.Failures, failures) && printed(failing, inside) == printed(box.Failures, box.Futures)
	}
	for i := range ranges {
		r := &ranges[i]
		in := inputs[r.Input]
		if in.Whole {
			continue
		}
		try := func(end *float64, round func(float64) float64) {
			exact := *end
			first := int(-math.Floor(math.Log10(in.High - in.Low)))
			for decimals := first; decimals < first+7; decimals++ {
				*end = to(decimals, exact, round)
				if *end > in.Low && *end < in.High && alike() {
					return
				}
			}
			*end = exact
		}
		if r.HasLow {
			try(&r.Low, math.Floor)
		}
		if r.HasHigh {
			try(&r.High, math.Ceil)
		}
	}
	return ranges
}

// printed is a share in whole per cent; one that is not nothing and not all
// never looks like it.
func printed(k, n int) float64 {
	p := math.Round(100 * float64(k) / float64(max(n, 1)))
	switch {
	case p == 0 && k > 0, p == 100 && k < n:
		return float64(k) / float64(n)
	}
	return p
}

// to rounds a number to decimals; fewer than 0 are tens, hundreds.
func to(decimals int, x float64, round func(float64) float64) float64 {
	step := math.Pow10(max(decimals, -decimals))
	if decimals < 0 {
		return float64(round(x/step) * step)
	}
	return round(float64(x*step)) / step
}
