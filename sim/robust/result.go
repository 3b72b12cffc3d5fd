package robust

import (
	"maps"
	"math"
	"slices"

	"drawdown/sim/civil"
	"drawdown/sim/ensemble"
)

// A Result is what schedules show in the same futures.
type Result struct {
	Trial   *Trial
	Done    int  // futures
	Partial bool // fewer than were asked for

	Fails [][]bool    // by schedule and future: whether it is not kept
	Rooms [][]float64 // by schedule and future: the tightest room, per cent; NaN: no count under a ceiling that binds

	common [][]float64 // the same of common rows
	points ensemble.Points
	*tally
}

// A tally is what is only counted.
type tally struct {
	kept    [][]int              // by schedule and tally of its kernel
	keptBy  [][]int              // by schedule and party
	keptAll []int                // by schedule
	under   []map[civil.Date]int // by schedule: futures lastingly under all from a date on; 0: never
	least   [][]int              // by schedule and schedule: futures in which the first is at least as good
	better  [][]int              // those of them in which it is better too

	held []bool // room to work in
}

func (t *Trial) newTally() *tally {
	n := len(t.Schedules)
	c := &tally{keptAll: make([]int, n)}
	parties := 0
	for _, s := range t.Schedules {
		own := len(s.Kernel.Study.Scenario.Parties)
		parties = max(parties, own)
		c.kept = append(c.kept, make([]int, len(s.Kernel.Tallies())))
		c.keptBy = append(c.keptBy, make([]int, own))
		c.under = append(c.under, map[civil.Date]int{})
		c.least, c.better = append(c.least, make([]int, n)), append(c.better, make([]int, n))
	}
	c.held = make([]bool, parties)
	return c
}

func (t *Trial) newResult(o Options) *Result {
	r := &Result{Trial: t, Done: o.Futures, points: o.Points, tally: t.newTally()}
	for range t.Schedules {
		r.Fails = append(r.Fails, make([]bool, o.Futures))
		r.Rooms = append(r.Rooms, make([]float64, o.Futures))
		if !t.alike {
			r.common = append(r.common, make([]float64, o.Futures))
		}
	}
	if t.alike {
		r.common = r.Rooms
	}
	return r
}

// cut leaves the futures that were tried.
func (r *Result) cut(done int) {
	r.Partial, r.Done = done < r.Done, done
	for s := range r.Fails {
		r.Fails[s], r.Rooms[s] = r.Fails[s][:done], r.Rooms[s][:done]
		if !r.Trial.alike {
			r.common[s] = r.common[s][:done]
		}
	}
}

// add adds what a worker counted.
func (r *Result) add(w *worker) {
	sum := func(into, from []int) {
		for i, n := range from {
			into[i] += n
		}
	}
	sum(r.keptAll, w.keptAll)
	for s := range r.kept {
		sum(r.kept[s], w.kept[s])
		sum(r.keptBy[s], w.keptBy[s])
		sum(r.least[s], w.least[s])
		sum(r.better[s], w.better[s])
		for date, n := range w.under[s] {
			r.under[s][date] += n
		}
	}
}

// Kept is in how many futures a schedule exceeds no ceiling that binds: of one
// tally of its kernel.
func (r *Result) Kept(schedule, tally int) int { return r.kept[schedule][tally] }

// KeptBy is the same of all limits on a party, by Party.Index.
func (r *Result) KeptBy(schedule, party int) int { return r.keptBy[schedule][party] }

// KeptAll is the same of all limits on all parties.
func (r *Result) KeptAll(schedule int) int { return r.keptAll[schedule] }

// Instead is in how many futures one schedule is kept and another is not.
func (r *Result) Instead(schedule, other int) int {
	n := 0
	for m, fails := range r.Fails[schedule] {
		if !fails && r.Fails[other][m] {
			n++
		}
	}
	return n
}

// An Arrival is in how many futures a schedule is lastingly under all ceilings
// from a date on.
type Arrival struct {
	Date    civil.Date // zero: never
	Futures int
}

// Arrivals are by date, those never under last. A schedule that no limit binds
// has none.
func (r *Result) Arrivals(schedule int) []Arrival {
	if !r.Trial.Binds(schedule) {
		return nil
	}
	var all []Arrival
	for _, date := range slices.Sorted(maps.Keys(r.under[schedule])) {
		if date != 0 {
			all = append(all, Arrival{date, r.under[schedule][date]})
		}
	}
	if n := r.under[schedule][0]; n > 0 {
		all = append(all, Arrival{0, n})
	}
	return all
}

// Binds reports whether some limit binds a schedule.
func (t *Trial) Binds(schedule int) bool {
	return slices.ContainsFunc(t.Schedules[schedule].Kernel.Tallies(), func(l *ensemble.Tally) bool { return l.Binds })
}

// AtLeast is in how many futures a schedule is at least as good as another in
// every common row.
func (r *Result) AtLeast(schedule, over int) int { return r.least[schedule][over] }

// Better is in how many of these it is better in some.
func (r *Result) Better(schedule, over int) int { return r.better[schedule][over] }

// Dominates reports whether a schedule is at least as good as another in every
// future and better in one.
func (r *Result) Dominates(schedule, over int) bool {
	return r.AtLeast(schedule, over) == r.Done && r.Better(schedule, over) > 0
}

// Spread is how the tightest room of a schedule is spread over the futures.
func (r *Result) Spread(schedule int) ensemble.Quantiles { return spread(r.Rooms[schedule]) }

// A Regret is how much worse a schedule does than the best one for each future.
type Regret struct {
	ensemble.Quantiles     // percentage points
	Best               int // futures in which it is the best, or as good as it
}

// Regret is the regret of a schedule.
func (r *Result) Regret(schedule int) Regret {
	regrets := make([]float64, r.Done)
	best := 0
	for m := range regrets {
		most := math.Inf(-1)
		for _, rooms := range r.common {
			if rooms[m] > most {
				most = rooms[m]
			}
		}
		if regrets[m] = most - r.common[schedule][m]; regrets[m] == 0 {
			best++
		}
	}
	return Regret{spread(regrets), best}
}

// spread sums numbers up by nearest ranks; those that are NaN are left out. The
// mean adds them in the order of the futures.
func spread(values []float64) ensemble.Quantiles {
	known := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	q := ensemble.Quantiles{N: len(known)}
	if q.N == 0 {
		return q
	}
	sum := 0.0
	for _, x := range known {
		sum += x
	}
	q.Mean = sum / float64(q.N)
	slices.Sort(known)
	rank := func(percent int) float64 { return known[(percent*q.N+99)/100-1] }
	q.Q05, q.Q25, q.Q50, q.Q75, q.Q95 = rank(5), rank(25), rank(50), rank(75), rank(95)
	q.Min, q.Max = known[0], known[q.N-1]
	return q
}
