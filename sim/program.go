package sim

import (
	"slices"

	"drawdown/sim/arsenal"
)

// A Program is a scenario laid out for stepping: its schedules, one entry for
// each system they move, in the order in which they take over. It is made once
// and never changes; any number of States can be stepped through it at the
// same time.
type Program struct {
	scenario *Scenario
	starts   []start // by Schedule.Base
	year     int     // of the opening state
}

// A start is a schedule that begins to move its quantity of one system.
type start struct {
	schedule *Schedule
	system   int // System.Index
}

// Compile lays a scenario out for stepping.
func Compile(s *Scenario) *Program {
	p := &Program{scenario: s, year: s.Start.Year()}
	for _, sch := range s.Schedules {
		for _, sys := range sch.Systems {
			p.starts = append(p.starts, start{sch, sys.Index})
		}
	}
	slices.SortStableFunc(p.starts, func(a, b start) int { return a.schedule.Base - b.schedule.Base })
	return p
}

// A State is what every party holds on one date of a run, with what the next
// step needs to know of the years before.
type State struct {
	Index    int               // 0 for the opening state
	Holdings []arsenal.Holding // by System.Index
	Stocks   []arsenal.Stock   // by Pool.Index

	// What the step that led here did, in the order in which it did it.
	Moves      []Move
	Shortfalls []Shortfall

	drivers [][arsenal.NumQuantities]driver // by System.Index
	started int                             // how many of Program.starts are or were drivers
}

// A driver is the schedule that drives a quantity of a system: the one with
// the latest Base that a state was reached of.
type driver struct {
	schedule *Schedule // nil: none yet
	outset   float64   // the level in the state of the schedule's Base
	growth   float64   // PercentPerYear: the growth since then
}

// target is Schedule.Target, asked year by year.
func (d *driver) target(year int) float64 {
	s := d.schedule
	if s.Form != PercentPerYear {
		return s.Target(year, d.outset)
	}
	if s.Until == 0 || year <= s.Until {
		d.growth *= 1 + s.Rate/100
	}
	return s.grown(d.outset, d.growth)
}

// A Move is a change of one quantity of one system in one year by a schedule,
// or by what there was left (Schedule nil: fewer launchers or missiles than
// were deployed).
type Move struct {
	System   *arsenal.System
	Quantity arsenal.Quantity
	Schedule *Schedule
	From, To float64
	Target   float64 // what the schedule wanted, before cap, lots and what there was
}

// A Shortfall is what a schedule asked for and did not get.
type Shortfall struct {
	System   *arsenal.System
	Schedule *Schedule     // the schedule that asked; nil: none any more, the loading of an earlier year asks again
	Pool     *arsenal.Pool // where warheads ran out; nil: launchers or missiles ran out
	Lacking  string        // "launchers", "missiles" or "warheads"
	Asked    int
	Got      int
}

// Open returns the opening state.
func (p *Program) Open() *State {
	s := p.scenario
	st := &State{
		Holdings: make([]arsenal.Holding, len(s.Systems)),
		Stocks:   make([]arsenal.Stock, len(s.Pools)),
		drivers:  make([][arsenal.NumQuantities]driver, len(s.Systems)),
	}
	p.Reset(st)
	return st
}

// Reset takes a state back to the opening one.
func (p *Program) Reset(st *State) {
	st.Index = 0
	st.Moves, st.Shortfalls = st.Moves[:0], st.Shortfalls[:0]
	for i, sys := range p.scenario.Systems {
		st.Holdings[i] = sys.Opening
		st.Holdings[i].Warheads = sys.Opening.Wanted()
	}
	for i, pool := range p.scenario.Pools {
		st.Stocks[i] = pool.Opening
		for _, sys := range pool.Systems {
			st.Stocks[i].Emplaced += st.Holdings[sys.Index].Warheads
		}
	}
	clear(st.drivers)
	st.started = 0
	p.takeOver(st, p.year)
}

// Step takes a state one year on, in place.
func (p *Program) Step(st *State) {
	st.Index++
	st.Moves, st.Shortfalls = st.Moves[:0], st.Shortfalls[:0]
	year := p.year + st.Index
	for i, sys := range p.scenario.Systems {
		p.stepSystem(st, sys, &st.Holdings[i], year)
	}
	for i, pool := range p.scenario.Pools {
		p.stepPool(st, pool, &st.Stocks[i])
	}
	p.takeOver(st, year)
}

// takeOver makes the schedules that start from the state of a year the drivers
// of the years after it.
func (p *Program) takeOver(st *State, year int) {
	for ; st.started < len(p.starts) && p.starts[st.started].schedule.Base == year; st.started++ {
		s := &p.starts[st.started]
		q := s.schedule.Quantity
		st.drivers[s.system][q] = driver{s.schedule, st.Holdings[s.system].Of(q), 1}
	}
}

// stepSystem moves launchers, missiles, deployed and loading in this order and
// then finds the warheads wanted on the deployed launchers.
func (p *Program) stepSystem(st *State, sys *arsenal.System, h *arsenal.Holding, year int) {
	for q := range arsenal.NumQuantities {
		d := &st.drivers[sys.Index][q]
		if d.schedule == nil {
			continue
		}
		target := d.target(year)
		before := h.Of(q)
		if q == arsenal.Loading {
			h.Loading = moveLoading(sys, d.schedule, h.Loading, target)
		} else {
			setCount(h, q, moveCount(sys, d.schedule, int(before), target))
		}
		if after := h.Of(q); after != before {
			st.Moves = append(st.Moves, Move{sys, q, d.schedule, before, after, target})
		}
	}
	fit(st, sys, h)
	if sys.Pool == nil {
		h.Warheads = h.Wanted()
	}
}

// fit holds deployed to the launchers and missiles that exist.
func fit(st *State, sys *arsenal.System, h *arsenal.Holding) {
	asked := h.Deployed
	lacking := ""
	if h.Deployed > h.Launchers {
		h.Deployed, lacking = h.Launchers, "launchers"
	}
	if sys.HasMissiles && h.Deployed > h.Missiles {
		h.Deployed, lacking = h.Missiles, "missiles"
	}
	if lacking == "" {
		return
	}
	st.Moves = append(st.Moves, Move{sys, arsenal.Deployed, nil, float64(asked), float64(h.Deployed), float64(asked)})
	if s := st.drivers[sys.Index][arsenal.Deployed].schedule; s != nil {
		st.Shortfalls = append(st.Shortfalls, Shortfall{System: sys, Schedule: s, Lacking: lacking, Asked: asked, Got: h.Deployed})
	}
}

// stepPool moves warheads for one year: production, then what comes off
// launchers, then what goes onto them in file order, retirement, dismantlement.
func (p *Program) stepPool(st *State, pool *arsenal.Pool, s *arsenal.Stock) {
	s.Reserve += pool.ProducePerYear
	s.Produced += pool.ProducePerYear
	for _, sys := range pool.Systems {
		h := &st.Holdings[sys.Index]
		off := h.Warheads - h.Wanted()
		if off <= 0 {
			continue
		}
		h.Warheads -= off
		s.Emplaced -= off
		if pool.RemovedTo == arsenal.ToRetired {
			s.Retired += off
		} else {
			s.Reserve += off
		}
	}
	for _, sys := range pool.Systems {
		h := &st.Holdings[sys.Index]
		want := h.Wanted()
		on := min(want-h.Warheads, s.Reserve)
		h.Warheads += on
		s.Emplaced += on
		s.Reserve -= on
		if h.Warheads < want {
			st.Shortfalls = append(st.Shortfalls, Shortfall{
				System: sys, Schedule: st.asking(sys), Pool: pool, Lacking: "warheads", Asked: want, Got: h.Warheads,
			})
		}
	}
	retired := min(pool.RetirePerYear, s.Reserve)
	s.Reserve -= retired
	s.Retired += retired
	dismantled := min(pool.DismantlePerYear, s.Retired)
	s.Retired -= dismantled
	s.Dismantled += dismantled
}

// asking returns the schedule behind the number of warheads a system wants.
func (st *State) asking(sys *arsenal.System) *Schedule {
	d := &st.drivers[sys.Index]
	if s := d[arsenal.Loading].schedule; s != nil {
		return s
	}
	return d[arsenal.Deployed].schedule
}

// moveCount returns a count after one year under a schedule: the target rounded
// to a whole number, the move capped and cut to whole lots, never under 0.
func moveCount(sys *arsenal.System, sch *Schedule, before int, target float64) int {
	move := arsenal.Whole(target) - before
	if most := int(sch.MaxYear); most > 0 {
		move = min(max(move, -most), most)
	}
	if sch.Quantity.InLots() {
		move = move / sys.Lot * sys.Lot
	}
	return max(before+move, 0)
}

// moveLoading returns a loading after one year under a schedule.
func moveLoading(sys *arsenal.System, sch *Schedule, before, target float64) float64 {
	move := target - before
	if sch.MaxYear > 0 {
		move = min(max(move, -sch.MaxYear), sch.MaxYear)
	}
	return min(max(before+move, 0), sys.Capacity)
}

// setCount writes a whole quantity of a holding.
func setCount(h *arsenal.Holding, q arsenal.Quantity, n int) {
	switch q {
	case arsenal.Launchers:
		h.Launchers = n
	case arsenal.Missiles:
		h.Missiles = n
	case arsenal.Deployed:
		h.Deployed = n
	}
}
