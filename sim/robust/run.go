package robust

import (
	"context"
	"fmt"
	"math"

	"drawdown/sim/civil"
	"drawdown/sim/ensemble"
)

// Options say which futures are tried, and how.
type Options struct {
	Points  ensemble.Points // with a coordinate for each united input
	Futures int             // from 0 on; at least 1
	Workers int             // how many run at the same time; at least 1
	// Progress is told now and then how many futures are done; calls do not
	// overlap. nil: nobody wants to know.
	Progress func(done int)
}

// An Invalid says in which schedule a future cannot be.
type Invalid struct {
	Schedule int
	*ensemble.Invalid
}

func (e *Invalid) Error() string {
	return fmt.Sprintf("schedule %d: %s", e.Schedule, e.Invalid.Error())
}

func (e *Invalid) Unwrap() error { return e.Invalid }

// before reports whether an invalid future comes before another.
func (e *Invalid) before(other *Invalid) bool { return other == nil || e.Member < other.Member }

// Run tries every schedule in every future. Which worker tries a future, and
// when, changes nothing. When ctx ends early, the result holds the futures up
// to the one it was cut off at, and is partial; an invalid future is an error.
//
// Of a future it keeps, for each schedule, the room (8 bytes), the common room
// where that is another (8 bytes) and whether it fails (1 byte). The values
// drawn are not kept, since Points gives them again.
func (t *Trial) Run(ctx context.Context, o Options) (*Result, error) {
	r := t.newResult(o)
	workers := make([]*worker, max(o.Workers, 1))
	for w := range workers {
		workers[w] = t.newWorker(r)
	}
	done := ensemble.Share(ctx, 0, o.Futures, len(workers), o.Progress, func(w, from, until int) bool {
		workers[w].futures(from, until)
		return workers[w].invalid == nil
	})
	var first *Invalid
	for _, w := range workers {
		if w.invalid != nil && w.invalid.before(first) {
			first = w.invalid
		}
	}
	if first != nil {
		return nil, first
	}
	r.cut(done)
	for _, w := range workers {
		r.add(w)
	}
	return r, nil
}

// A worker tries futures, and counts what needs no more than counting.
type worker struct {
	*tally
	trial   *Trial
	result  *Result // of which it writes the futures that it tries
	runners []*ensemble.Runner
	u       []float64
	values  [][]float64
	margins []float64 // by common row and schedule; NaN: no count
	invalid *Invalid
}

func (t *Trial) newWorker(r *Result) *worker {
	w := &worker{tally: t.newTally(), trial: t, result: r, u: make([]float64, len(t.Inputs))}
	for _, s := range t.Schedules {
		w.runners = append(w.runners, s.Kernel.Runner())
		w.values = append(w.values, make([]float64, len(s.Kernel.Study.Inputs)))
	}
	w.margins = make([]float64, len(t.common)*len(t.Schedules))
	return w
}

// futures tries futures, up to one that cannot be.
func (w *worker) futures(from, until int) {
	for m := from; m < until; m++ {
		w.result.points.Point(m, w.u)
		for s, run := range w.runners {
			w.trial.draw(s, w.u, w.values[s])
			if invalid := run.Run(w.values[s]); invalid != nil {
				invalid.Member = m
				w.invalid = &Invalid{s, invalid}
				return
			}
			w.schedule(m, s)
		}
		w.compare(m)
	}
}

// schedule takes down what one schedule shows in a future.
func (w *worker) schedule(m, s int) {
	run := w.runners[s]
	k := run.Kernel()
	var under civil.Date
	ever := true
	held := w.held
	for p := range k.Study.Scenario.Parties {
		held[p] = true
	}
	for i, t := range k.Tallies() {
		if !t.Binds {
			continue
		}
		_, lasting, stands := run.Follow(i)
		if stands == ensemble.Kept {
			w.kept[s][i]++
		} else {
			held[t.Party.Index] = false
		}
		if lasting == len(t.Rows) {
			ever = false
		} else {
			under = max(under, k.Rows[t.Rows[lasting]].Date)
		}
	}
	all := true
	for p := range k.Study.Scenario.Parties {
		if held[p] {
			w.keptBy[s][p]++
		}
		all = all && held[p]
	}
	if all {
		w.keptAll[s]++
	}
	w.result.Fails[s][m] = !all
	if !ever {
		under = 0
	}
	w.under[s][under]++
	w.result.Rooms[s][m] = tightest(run)
}

// tightest is the smallest room of all rows that bind; NaN: none has a count.
func tightest(run *ensemble.Runner) float64 {
	least := math.NaN()
	for row := range run.Kernel().Rows {
		if !run.Kernel().Rows[row].Binding {
			continue
		}
		if margin, ok := run.Margin(row); ok {
			least = smaller(least, room(margin, run.Ceiling(row)))
		}
	}
	return least
}

// room is a margin in per cent of its ceiling.
func room(margin, ceiling float64) float64 { return 100 * margin / max(ceiling, 1) }

// smaller is the smaller of two numbers of which the first may be NaN.
func smaller(a, b float64) float64 {
	if a < b {
		return a
	}
	return b
}

// compare holds the schedules against each other in a future.
func (w *worker) compare(m int) {
	t := w.trial
	n := len(t.Schedules)
	if n == 1 {
		return
	}
	for s, run := range w.runners {
		least := math.NaN()
		for i, rows := range t.common {
			margin, ok := run.Margin(rows[s])
			if !ok {
				margin = math.NaN()
			} else if !t.alike {
				least = smaller(least, room(margin, run.Ceiling(rows[s])))
			}
			w.margins[i*n+s] = margin
		}
		if !t.alike {
			w.result.common[s][m] = least
		}
	}
	for a := range n {
		for b := range a {
			w.judge(a, b)
		}
	}
}

// judge counts for two schedules whether either is at least as good throughout,
// and better somewhere. Rows that one of them has no count for say nothing.
func (w *worker) judge(a, b int) {
	n := len(w.trial.Schedules)
	over, under := false, false
	for i := 0; i < len(w.margins) && !(over && under); i += n {
		x, y := w.margins[i+a], w.margins[i+b]
		over, under = over || x > y, under || x < y
	}
	take := func(a, b int, better, worse bool) {
		if worse {
			return
		}
		w.least[a][b]++
		if better {
			w.better[a][b]++
		}
	}
	take(a, b, over, under)
	take(b, a, under, over)
}
