package ensemble

import (
	"math"
	"slices"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Kernel is a study compiled for many members: what no uncertain number can
// reach is computed once. It is never changed; any number of Runners may use it
// at the same time.
//
// Nothing but a pool that runs out couples systems, so a member is worked out
// system by system, each over all years (its course). Courses of systems whose
// inputs take few values are kept and looked up.
type Kernel struct {
	Study *Study
	Rows  []Row
	Base  *sim.Assessment // of the written values

	states  int
	tallies []*tally
	public  []*Tally
	lanes   int // sums that vary: of tallies, then of pools
	systems []*system
	varying []int // the systems of which something varies
	pools   []*pool
	fixed   []int // by lane and state: what does not vary
}

// A Row is a finding of every member: a date, a party, a limit.
type Row struct {
	Date, State civil.Date
	Party       *arsenal.Party
	Limit       *treaty.Limit
	Tally       int  // party and limit, in the order of sim.Tallies
	K           int  // the state counted
	HasCeiling  bool // whether there is a ceiling on the date
	Binding     bool // whether a count that can be computed is put to the test

	step  int // of the limit's ceiling
	drawn bool
}

// Drawn reports whether the ceiling is itself uncertain.
func (r *Row) Drawn() bool { return r.drawn }

// A Tally is one limit on one party.
type Tally struct {
	Party      *arsenal.Party
	Limit      *treaty.Limit
	Rows       []int // of the kernel, by date
	HasCeiling bool  // on some date
	Binds      bool  // on some date
}

// A tally is how one is counted.
type tally struct {
	Tally
	place [2]int // of the treaty and of the limit in it

	lane    int  // of sums; −1: the count is not a plain sum that varies
	varies  bool // whether any member's count can differ
	whole   bool // whether every count is a whole number
	weighed bool // whether what a unit counts is drawn
	drawn   bool // whether a ceiling is drawn
}

// A system is how one system's course is worked out.
type system struct {
	of      *arsenal.System
	varies  [arsenal.NumQuantities]bool
	wants   bool // whether the warheads wanted vary
	moves   [arsenal.NumQuantities][]*plan
	timed   [arsenal.NumQuantities]bool // whether a schedule's beginning is drawn
	path    course                      // with the written values
	present []int                       // warheads emplaced with the written values
	terms   []term                      // of what varies
	loads   []term                      // of warheads that count, whether they vary or not, where a pool may lack them
	inputs  []int                       // that reach it
	radix   []int                       // how many values each of them takes; nil: too many to keep courses
	lows    []int                       // the least of them, rounded
}

// varying reports whether anything of the system varies.
func (s *system) varying() bool { return s.wants || slices.Contains(s.varies[:], true) }

// A course is one system through the states.
type course struct {
	count   [3][]int  // launchers, missiles, deployed
	loading []float64 // warheads on each
	wanted  []int     // deployed × loading, rounded
	adds    []stretch // to lanes, over what the written course adds; only of courses that are kept
}

// A stretch is what a course adds to a lane from a state on.
type stretch struct {
	from  int // place in Runner.sums
	count []int
}

// What a term sums.
const (
	sumLaunchers = int(arsenal.Launchers)
	sumMissiles  = int(arsenal.Missiles)
	sumDeployed  = int(arsenal.Deployed)
	sumWarheads  = 3 // wanted; what a pool lacks is taken off later
	sumRises     = 4 // by how much wanted rose
)

// A term adds a whole multiple of a quantity of a system to a lane.
type term struct {
	lane, of, weight int
}

// A pool is how one pool is followed.
type pool struct {
	of      *arsenal.Pool
	varies  bool
	lane    int // of what its systems want; where what is removed is retired, of by how much it rose
	systems []int
}

// Compile lays a study out for many members.
func Compile(s *Study) *Kernel {
	k := &Kernel{Study: s, Base: sim.Assess(sim.Run(s.Scenario)), states: s.Scenario.States()}
	k.findRows()
	plans := k.plans()
	for _, sys := range s.Scenario.Systems {
		k.systems = append(k.systems, k.system(sys, plans))
		if k.systems[sys.Index].varying() {
			k.varying = append(k.varying, sys.Index)
		}
	}
	for _, p := range s.Scenario.Pools {
		k.pools = append(k.pools, k.pool(p))
	}
	k.layLanes()
	return k
}

// Tallies are the limits on parties, in the order of sim.Tallies.
func (k *Kernel) Tallies() []*Tally { return k.public }

// BindsOn reports whether some limit binds a party on some date.
func (k *Kernel) BindsOn(p *arsenal.Party) bool {
	return slices.ContainsFunc(k.public, func(t *Tally) bool { return t.Party == p && t.Binds })
}

// findRows makes the rows out of the findings with the written values: dates
// and the state of the law are no numbers, so they never vary.
func (k *Kernel) findRows() {
	sc := k.Study.Scenario
	index := map[[2]any]int{}
	for _, t := range sim.Tallies(sc) {
		index[[2]any{t.Party, t.Limit}] = len(k.tallies)
		own := &tally{Tally: Tally{Party: t.Party, Limit: t.Limit}, lane: -1}
		for i, tr := range sc.Treaties {
			if j := slices.Index(tr.Limits, t.Limit); j >= 0 {
				own.place = [2]int{i, j}
			}
		}
		k.tallies = append(k.tallies, own)
		k.public = append(k.public, &own.Tally)
	}
	for i := range k.Base.Findings {
		f := &k.Base.Findings[i]
		r := Row{Date: f.Date, State: f.State, Party: f.Party, Limit: f.Limit, K: k.Base.Trajectory.At(f.Date)}
		r.Tally = index[[2]any{f.Party, f.Limit}]
		r.step, _ = f.Limit.StepOn(f.Date)
		r.HasCeiling = r.step >= 0
		r.Binding = f.Status.Binding() || f.Status == treaty.NotComputable
		t := k.tallies[r.Tally]
		for _, in := range k.Study.Inputs {
			for _, n := range in.Numbers {
				r.drawn = r.drawn || n.Kind == Ceiling && [2]int{n.At, n.Of} == t.place && n.Sub == r.step
			}
		}
		t.drawn = t.drawn || r.drawn
		t.Rows = append(t.Rows, len(k.Rows))
		t.HasCeiling = t.HasCeiling || r.HasCeiling
		t.Binds = t.Binds || r.Binding
		k.Rows = append(k.Rows, r)
	}
}

// system finds out what of a system varies, and which inputs reach it.
func (k *Kernel) system(sys *arsenal.System, plans []*plan) *system {
	s := &system{of: sys}
	s.path, s.present = k.written(sys)
	if k.states == 1 {
		plans = nil
	}
	reached := map[int]bool{}
	set := func(q arsenal.Quantity, inputs []int) {
		for _, i := range inputs {
			reached[i] = true
			s.varies[q] = true
		}
	}
	for _, p := range plans {
		q := p.of.Quantity
		if !slices.Contains(p.of.Systems, sys) {
			continue
		}
		s.moves[q] = append(s.moves[q], p)
		s.timed[q] = s.timed[q] || p.timed
		set(q, p.inputs)
	}
	for i, in := range k.Study.Inputs {
		for _, n := range in.Numbers {
			if !n.Kind.ofSystem() || n.At != sys.Index {
				continue
			}
			switch n.Kind {
			case Launchers:
				set(arsenal.Launchers, []int{i})
			case Missiles:
				set(arsenal.Missiles, []int{i})
			case Deployed:
				set(arsenal.Deployed, []int{i})
			case Loading, Capacity:
				set(arsenal.Loading, []int{i})
			case Lot:
				set(arsenal.Launchers, []int{i})
				set(arsenal.Deployed, []int{i})
			}
		}
	}
	for q := range arsenal.NumQuantities {
		slices.SortStableFunc(s.moves[q], func(a, b *plan) int { return a.of.Base - b.of.Base })
	}
	balanced := false
	for _, b := range k.Study.Balances {
		balanced = balanced || b.System == sys
	}
	s.varies[arsenal.Loading] = s.varies[arsenal.Loading] || balanced
	s.varies[arsenal.Deployed] = s.varies[arsenal.Deployed] || s.varies[arsenal.Launchers] || s.varies[arsenal.Missiles]
	s.wants = s.varies[arsenal.Deployed] || s.varies[arsenal.Loading]
	for i := range k.Study.Inputs {
		if reached[i] {
			s.inputs = append(s.inputs, i)
		}
	}
	if s.varying() && !balanced {
		s.radix = k.radix(s.inputs)
	}
	for _, i := range s.inputs {
		low, _ := k.Study.Inputs[i].Range()
		s.lows = append(s.lows, whole(low))
	}
	return s
}

// mostCourses is how many courses of one system are kept.
const mostCourses = 1 << 10

// radix tells how many values each input takes; nil where their combinations
// are too many.
func (k *Kernel) radix(inputs []int) []int {
	var all []int
	product := 1
	for _, i := range inputs {
		n, ok := k.values(i)
		if !ok || n > mostCourses {
			return nil
		}
		if product *= n; product > mostCourses {
			return nil
		}
		all = append(all, n)
	}
	return all
}

// values is how many values an input takes, after rounding. ok is false where
// they are not to be numbered.
func (k *Kernel) values(input int) (n int, ok bool) {
	in := k.Study.Inputs[input]
	if n, ok := in.Discrete(); ok {
		return n, true
	}
	for _, number := range in.Numbers {
		if !number.Whole {
			return 0, false
		}
	}
	low, high := in.Range()
	if !(high-low < mostCourses) {
		return 0, false
	}
	return whole(high) - whole(low) + 1, true
}

// written is a system's course with the written values, and the warheads
// emplaced on it.
func (k *Kernel) written(sys *arsenal.System) (c course, present []int) {
	tr := k.Base.Trajectory
	for i := range k.states {
		h := tr.Holding(i, sys)
		c.count[arsenal.Launchers] = append(c.count[arsenal.Launchers], h.Launchers)
		c.count[arsenal.Missiles] = append(c.count[arsenal.Missiles], h.Missiles)
		c.count[arsenal.Deployed] = append(c.count[arsenal.Deployed], h.Deployed)
		c.loading = append(c.loading, h.Loading)
		c.wanted = append(c.wanted, h.Wanted())
		present = append(present, h.Warheads)
	}
	return c, present
}

// pool finds out whether what a pool has and lacks varies.
func (k *Kernel) pool(p *arsenal.Pool) *pool {
	out := &pool{of: p, lane: -1}
	for _, s := range p.Systems {
		out.systems = append(out.systems, s.Index)
		out.varies = out.varies || k.systems[s.Index].wants
	}
	for _, in := range k.Study.Inputs {
		for _, n := range in.Numbers {
			out.varies = out.varies || n.At == p.Index && (n.Kind == PoolReserve || n.Kind == Produce || n.Kind == Retire)
		}
	}
	return out
}

// layLanes gives every sum that varies a lane, and divides what goes into it
// into what is fixed and the terms of systems.
func (k *Kernel) layLanes() {
	for i, t := range sim.Tallies(k.Study.Scenario) {
		k.layTally(k.tallies[i], t)
	}
	for _, p := range k.pools {
		if !p.varies {
			continue
		}
		p.lane = k.newLane()
		of := sumWarheads
		if p.of.RemovedTo == arsenal.ToRetired {
			of = sumRises
		}
		for _, i := range p.systems {
			k.addTerm(i, term{p.lane, of, 1})
		}
	}
}

func (k *Kernel) newLane() int {
	k.lanes++
	k.fixed = append(k.fixed, make([]int, k.states)...)
	return k.lanes - 1
}

// wholeWeight bounds what a unit may count for sums to stay whole numbers that
// a float64 holds exactly.
const wholeWeight = 1e4

// layTally decides how a tally is counted: not at all where nothing varies; as
// a lane where it is a plain sum in whole numbers; else by its rules.
func (k *Kernel) layTally(t *tally, of *treaty.Tally) {
	for _, in := range k.Study.Inputs {
		for _, n := range in.Numbers {
			t.weighed = t.weighed || k.weighs(t, of, n)
		}
	}
	t.whole = !t.weighed
	t.varies = t.weighed
	for _, s := range of.Systems() {
		own := k.systems[s.Index]
		t.varies = t.varies || own.varying() || s.Pool != nil && k.pools[s.Pool.Index].varies
	}
	for _, r := range t.Limit.Rules {
		for _, s := range of.Systems() {
			for _, w := range []treaty.Weight{r.Each, r.Beyond} {
				x, _ := w.Of(s)
				t.whole = t.whole && x == math.Trunc(x)
			}
		}
	}
	if !t.varies || t.weighed {
		return
	}
	plain, small := t.whole, true
	plain = of.Linear(func(_ *arsenal.System, _ string, each float64) { small = small && each <= wholeWeight }) && plain && small
	if !plain {
		return
	}
	t.lane = k.newLane()
	of.Linear(func(s *arsenal.System, quantity string, each float64) {
		add := func(of, weight int) { k.addTerm(s.Index, term{t.lane, of, weight}) }
		w := int(each)
		switch quantity {
		case treaty.CountLaunchers:
			add(sumLaunchers, w)
		case treaty.CountMissiles:
			add(sumMissiles, w)
		case treaty.CountDeployed:
			add(sumDeployed, w)
		case treaty.CountNondeployed:
			add(sumLaunchers, w)
			add(sumDeployed, -w)
		default:
			add(sumWarheads, w)
			if s.Pool != nil && k.pools[s.Pool.Index].varies {
				own := k.systems[s.Index]
				own.loads = append(own.loads, term{t.lane, sumWarheads, w})
			}
		}
	})
}

// weighs reports whether a drawn number is one of what a tally's units count.
func (k *Kernel) weighs(t *tally, of *treaty.Tally, n Number) bool {
	switch n.Kind {
	case Each, First, Beyond:
		return [2]int{n.At, n.Of} == t.place
	case Attributed, Equipped, ThrowWeight, Capacity:
		if !slices.Contains(of.Systems(), k.Study.Scenario.Systems[n.At]) {
			return false
		}
		property := map[Kind]string{Attributed: "attributed", Equipped: "equipped", ThrowWeight: "throw_weight", Capacity: "capacity"}[n.Kind]
		return slices.ContainsFunc(t.Limit.Rules, func(r *treaty.Rule) bool {
			return r.Each.Property == property || r.HasFirst && r.Beyond.Property == property
		})
	}
	return false
}

// addTerm adds a term to a system. What is fixed gets its quantity where that
// does not vary; and where it is looked up, the written one, to which courses
// that are kept add the difference.
func (k *Kernel) addTerm(system int, t term) {
	s := k.systems[system]
	varies := s.wants
	if t.of < sumWarheads {
		varies = s.varies[t.of]
	}
	if varies {
		s.addTerm(t)
		if s.radix == nil {
			return
		}
	}
	c := s.path
	if pool := s.of.Pool; t.of == sumWarheads && (pool == nil || !k.pools[pool.Index].varies) {
		c.wanted = s.present
	}
	sum(k.fixed[t.lane*k.states:(t.lane+1)*k.states], &c, t)
}

func (s *system) addTerm(t term) {
	for i := range s.terms {
		if s.terms[i].lane == t.lane && s.terms[i].of == t.of {
			s.terms[i].weight += t.weight
			return
		}
	}
	s.terms = append(s.terms, t)
}

// sum adds a term of a course to a lane.
func sum(lane []int, c *course, t term) {
	from := c.wanted
	switch t.of {
	case sumRises:
		before := from[0]
		for i, n := range from[:len(lane)] {
			lane[i] += max(n-before, 0) * t.weight
			before = n
		}
		return
	case sumWarheads:
	default:
		from = c.count[t.of]
	}
	from = from[:len(lane)]
	if t.weight == 1 {
		for i := range lane {
			lane[i] += from[i]
		}
		return
	}
	for i := range lane {
		lane[i] += from[i] * t.weight
	}
}
