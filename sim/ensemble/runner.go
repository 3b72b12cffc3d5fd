package ensemble

import (
	"math"
	"slices"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// A Runner works out one member after the other. It allocates nothing once it
// has seen what there is to see; it must not be used by two goroutines at once.
type Runner struct {
	kernel *Kernel
	member *Member
	start  int // year of the opening state

	values  []float64 // room for what a member draws
	sums    []int     // by lane and state
	courses []*course // by system; nil: does not vary
	scratch []*course // by system: where courses that are not kept are worked out
	kept    [][]*course
	order   []*plan // room for inOrder

	targets   []float64 // room for what a schedule wants, by state
	boundless []int     // no bound, by state

	short    []bool  // by pool: whether it ran out
	emplaced [][]int // by system: warheads, where its pool ran out

	bound    []*treaty.Tally     // by tally: to count by its rules; nil: by lane, or not at all
	byRule   []int               // the tallies bound
	holdings [][]arsenal.Holding // by state and system: what they count
	counted  [][]reading         // by tally and state
	steps    [][]treaty.Step
}

// A reading is a count, or that there is none.
type reading struct {
	count float64
	ok    bool
}

// Runner makes a runner.
func (k *Kernel) Runner() *Runner {
	r := &Runner{kernel: k, member: k.Study.Member(), start: k.Study.Scenario.Start.Year()}
	r.values = make([]float64, len(k.Study.Inputs))
	r.sums = make([]int, len(k.fixed))
	r.courses = make([]*course, len(k.systems))
	r.scratch = make([]*course, len(k.systems))
	r.kept = make([][]*course, len(k.systems))
	r.emplaced = make([][]int, len(k.systems))
	r.short = make([]bool, len(k.pools))
	for i, s := range k.systems {
		if !s.varying() {
			continue
		}
		r.scratch[i] = s.room()
		if s.radix != nil {
			n := 1
			for _, values := range s.radix {
				n *= values
			}
			r.kept[i] = make([]*course, n)
		}
	}
	for _, p := range k.pools {
		if p.varies {
			for _, i := range p.systems {
				r.emplaced[i] = make([]int, k.states)
			}
		}
	}
	for i, t := range sim.Tallies(r.member.Scenario) {
		r.steps = append(r.steps, t.Limit.Ceiling)
		r.bound, r.counted = append(r.bound, nil), append(r.counted, nil)
		if own := k.tallies[i]; own.varies && own.lane < 0 {
			r.bound[i], r.counted[i] = t, make([]reading, k.states)
			r.byRule = append(r.byRule, i)
		}
	}
	r.targets = make([]float64, k.states)
	for range k.states {
		r.boundless = append(r.boundless, math.MaxInt)
	}
	for i := range k.states {
		r.holdings = append(r.holdings, slices.Clone(k.Base.Trajectory.States[i].Holdings))
	}
	return r
}

// room makes a course in which what varies has room of its own.
func (s *system) room() *course {
	c := s.path
	n := len(c.wanted)
	for q := range c.count {
		if s.varies[q] {
			c.count[q] = make([]int, n)
		}
	}
	if s.varies[arsenal.Loading] {
		c.loading = make([]float64, n)
	}
	if s.wants {
		c.wanted = make([]int, n)
	}
	return &c
}

// Run works out the member with these values of the inputs. It returns nil
// unless there is no such member.
func (r *Runner) Run(values []float64) *Invalid {
	if invalid := r.member.Set(values); invalid != nil {
		return invalid
	}
	k := r.kernel
	copy(r.sums, k.fixed)
	for _, i := range k.varying {
		s := k.systems[i]
		c := r.courseOf(s, values)
		r.courses[i] = c
		if s.radix == nil {
			for _, t := range s.terms {
				sum(r.sums[t.lane*k.states:(t.lane+1)*k.states], c, t)
			}
			continue
		}
		for _, a := range c.adds {
			lane := r.sums[a.from:][:len(a.count)]
			for i, n := range a.count {
				lane[i] += n
			}
		}
	}
	for i, p := range k.pools {
		if p.varies {
			r.short[i] = r.follow(p)
		}
	}
	if len(r.byRule) > 0 {
		r.countByRules()
	}
	return nil
}

// courseOf works a system's course out, or looks it up.
func (r *Runner) courseOf(s *system, values []float64) *course {
	i := s.of.Index
	if s.radix == nil {
		r.work(s, r.scratch[i])
		return r.scratch[i]
	}
	key := 0
	for j, input := range s.inputs {
		v := r.kernel.Study.Inputs[input].number(values[input], s.lows[j])
		if v < 0 || v >= s.radix[j] { // not one of its values
			c := r.scratch[i]
			r.work(s, c)
			c.adds = s.adds(c, r.kernel.states)
			return c
		}
		key = key*s.radix[j] + v
	}
	c := r.kept[i][key]
	if c == nil {
		c = s.room()
		r.work(s, c)
		c.adds = s.adds(c, r.kernel.states)
		r.kept[i][key] = c
	}
	return c
}

// adds is what a course adds to each lane over what the written course does,
// from the first state to the last in which they differ.
func (s *system) adds(c *course, states int) []stretch {
	var all []stretch
	for _, t := range s.terms {
		own, written := make([]int, states), make([]int, states)
		sum(own, c, t)
		sum(written, &s.path, t)
		first, last := states, 0
		for k := range own {
			if own[k] -= written[k]; own[k] != 0 {
				first, last = min(first, k), k+1
			}
		}
		if first < last {
			all = append(all, stretch{t.lane*states + first, own[first:last]})
		}
	}
	return all
}

// number numbers the values of an input from 0, the least being low; −1 is none
// of them.
func (in *Input) number(x float64, low int) int {
	if in.Shape != Choice {
		return whole(x) - low
	}
	for i, p := range in.Parameters {
		if p == x {
			return i
		}
	}
	return -1
}

// work works out what varies of a system.
func (r *Runner) work(s *system, c *course) {
	for q := arsenal.Launchers; q <= arsenal.Deployed; q++ {
		if s.varies[q] {
			r.count(s, q, c)
		}
	}
	if s.varies[arsenal.Loading] {
		r.loading(s, c)
	}
	if s.wants {
		want(c)
	}
}

// follow follows a pool's reserve through the states and reports whether it
// runs out. While it does not, every system has what it wants, and the reserve
// needs to know no more than what all of them want together.
func (r *Runner) follow(p *pool) bool {
	pool := r.member.Scenario.Pools[p.of.Index]
	states := r.kernel.states
	lane := r.sums[p.lane*states : (p.lane+1)*states]
	reserve := pool.Opening.Reserve
	for k := 1; k < states; k++ {
		left := reserve + pool.ProducePerYear - lane[k]
		if pool.RemovedTo == arsenal.ToReserve {
			left += lane[k-1]
		}
		if left < 0 {
			r.runOut(p, pool, reserve, k)
			return true
		}
		reserve = left - min(pool.RetirePerYear, left)
	}
	return false
}

// runOut steps a pool's warheads system by system from state k on, where it
// lacks some, and takes what is lacking off the lanes.
func (r *Runner) runOut(p *pool, pool *arsenal.Pool, reserve, k int) {
	states := r.kernel.states
	for _, i := range p.systems {
		copy(r.emplaced[i], r.wanted(i))
	}
	for ; k < states; k++ {
		reserve += pool.ProducePerYear
		for _, i := range p.systems {
			e, want := r.emplaced[i], r.wanted(i)[k]
			if off := e[k-1] - want; off > 0 && pool.RemovedTo == arsenal.ToReserve {
				reserve += off
			}
		}
		for _, i := range p.systems {
			e, want := r.emplaced[i], r.wanted(i)[k]
			now := min(e[k-1], want)
			on := min(want-now, reserve)
			e[k] = now + on
			reserve -= on
			for _, t := range r.kernel.systems[i].loads {
				r.sums[t.lane*states+k] -= (want - e[k]) * t.weight
			}
		}
		reserve -= min(pool.RetirePerYear, reserve)
	}
}

// wanted is what a system wants in every state.
func (r *Runner) wanted(system int) []int {
	if c := r.courses[system]; c != nil {
		return c.wanted
	}
	return r.kernel.systems[system].path.wanted
}

// warheads are those emplaced on a system in every state.
func (r *Runner) warheads(system int) []int {
	s := r.kernel.systems[system]
	if pool := s.of.Pool; pool != nil && r.kernel.pools[pool.Index].varies {
		if r.short[pool.Index] {
			return r.emplaced[system]
		}
		return r.wanted(system)
	}
	if s.wants {
		return r.courses[system].wanted
	}
	return s.present
}

// countByRules counts the tallies that are no plain sums, in every state.
func (r *Runner) countByRules() {
	for i, s := range r.kernel.systems {
		c := r.courses[i]
		pool := s.of.Pool
		if c == nil && (pool == nil || !r.kernel.pools[pool.Index].varies) {
			continue // as written
		}
		if c == nil {
			c = &s.path
		}
		warheads := r.warheads(i)
		for k := range r.holdings {
			r.holdings[k][i] = arsenal.Holding{
				Launchers: c.count[arsenal.Launchers][k], Missiles: c.count[arsenal.Missiles][k], Deployed: c.count[arsenal.Deployed][k],
				Warheads: warheads[k],
			}
		}
	}
	for _, i := range r.byRule {
		t := r.bound[i]
		if r.kernel.tallies[i].weighed {
			t.Weigh()
		}
		for k := range r.holdings {
			count, ok := t.Count(r.holdings[k])
			r.counted[i][k] = reading{count, ok}
		}
	}
}

// Count is the count of a row of the kernel; ok is false where it cannot be
// computed.
func (r *Runner) Count(row int) (count float64, ok bool) {
	w := &r.kernel.Rows[row]
	switch t := r.kernel.tallies[w.Tally]; {
	case t.lane >= 0:
		return float64(r.sums[t.lane*r.kernel.states+w.K]), true
	case t.varies:
		c := r.counted[w.Tally][w.K]
		return c.count, c.ok
	}
	f := &r.kernel.Base.Findings[row]
	return f.Count, f.Computable
}

// Ceiling is the ceiling of a row that has one.
func (r *Runner) Ceiling(row int) float64 {
	w := &r.kernel.Rows[row]
	return r.steps[w.Tally][w.step].Most
}

// Margin is ceiling − count of a row; ok is false where either is missing.
func (r *Runner) Margin(row int) (margin float64, ok bool) {
	count, ok := r.Count(row)
	if !ok || !r.kernel.Rows[row].HasCeiling {
		return 0, false
	}
	return r.Ceiling(row) - count, true
}

// A Verdict is how a member stands to limits while they bind. Of several the
// largest holds for all.
type Verdict uint8

// The verdicts.
const (
	Kept     Verdict = iota // no count exceeds
	Untold                  // none that can be computed exceeds, and some cannot
	Exceeded                // some count exceeds
)

// Follow tells the member's course under one tally: in which of its rows it is
// first under the ceiling, from which on it is to the end (len(Rows): never),
// and how it stands to it while it binds.
func (r *Runner) Follow(tally int) (first, lasting int, v Verdict) {
	rows := r.kernel.tallies[tally].Rows
	first, lasting = len(rows), len(rows)
	for j, row := range rows {
		m, ok := r.Margin(row)
		binds := r.kernel.Rows[row].Binding
		switch {
		case !ok && binds:
			v = max(v, Untold)
		case !ok:
		case m < 0:
			lasting = len(rows)
			if binds {
				v = Exceeded
			}
		default:
			first, lasting = min(first, j), min(lasting, j)
		}
	}
	return first, lasting, v
}

// Kernel is what the runner runs.
func (r *Runner) Kernel() *Kernel { return r.kernel }

// Stands is how the member stands to all limits.
func (r *Runner) Stands() Verdict {
	v := Kept
	for i := range r.kernel.tallies {
		_, _, own := r.Follow(i)
		v = max(v, own)
	}
	return v
}
