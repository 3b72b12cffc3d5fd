package sim

import (
	"slices"

	"drawdown/sim/arsenal"
)

// A Program is a scenario laid out for stepping: for every quantity of every
// system the schedules that may drive it, in the order in which they take
// over. It is made once and never changes; any number of States can be stepped
// through it at the same time.
type Program struct {
	scenario *Scenario
	drives   []drive
	byQty    [][arsenal.NumQuantities]span // by System.Index: its part of drives
	start    int                           // year of the opening state
}

// drive is one schedule at work on one quantity of one system.
type drive struct {
	schedule *Schedule
	slot     int // where a State keeps the level it started from
}

// span is a part of Program.drives, by Base.
type span struct{ lo, hi int }

// Compile lays a scenario out for stepping.
func Compile(s *Scenario) *Program {
	p := &Program{scenario: s, byQty: make([][arsenal.NumQuantities]span, len(s.Systems)), start: s.Start.Year()}
	type key struct {
		system   int
		quantity arsenal.Quantity
	}
	of := map[key][]*Schedule{}
	for _, sch := range s.Schedules {
		for _, sys := range sch.Systems {
			k := key{sys.Index, sch.Quantity}
			of[k] = append(of[k], sch)
		}
	}
	for i := range s.Systems {
		for q := range arsenal.NumQuantities {
			list := of[key{i, q}]
			slices.SortStableFunc(list, func(a, b *Schedule) int { return a.Base - b.Base })
			lo := len(p.drives)
			for _, sch := range list {
				p.drives = append(p.drives, drive{sch, len(p.drives)})
			}
			p.byQty[i][q] = span{lo, len(p.drives)}
		}
	}
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

	outset []float64 // by drive.slot: the level in the state of the schedule's Base
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
		outset:   make([]float64, len(p.drives)),
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
	p.note(st, p.start)
}

// Step takes a state one year on, in place.
func (p *Program) Step(st *State) {
	st.Index++
	st.Moves, st.Shortfalls = st.Moves[:0], st.Shortfalls[:0]
	year := p.start + st.Index
	for i, sys := range p.scenario.Systems {
		p.stepSystem(st, sys, &st.Holdings[i], year)
	}
	for i, pool := range p.scenario.Pools {
		p.stepPool(st, pool, &st.Stocks[i], year)
	}
	p.note(st, year)
}

// note keeps the levels of a year for the schedules that start from it.
func (p *Program) note(st *State, year int) {
	for i, sys := range p.scenario.Systems {
		for q := range arsenal.NumQuantities {
			for k := p.byQty[i][q].lo; k < p.byQty[i][q].hi; k++ {
				if p.drives[k].schedule.Base == year {
					st.outset[p.drives[k].slot] = level(&st.Holdings[sys.Index], q)
				}
			}
		}
	}
}

// driver returns the schedule that drives a quantity in a year: the one with
// the latest Base before it.
func (p *Program) driver(system int, q arsenal.Quantity, year int) *drive {
	for k := p.byQty[system][q].hi - 1; k >= p.byQty[system][q].lo; k-- {
		if d := &p.drives[k]; d.schedule.Base < year {
			return d
		}
	}
	return nil
}

// stepSystem moves launchers, missiles, deployed and loading in this order and
// then finds the warheads wanted on the deployed launchers.
func (p *Program) stepSystem(st *State, sys *arsenal.System, h *arsenal.Holding, year int) {
	for q := range arsenal.NumQuantities {
		d := p.driver(sys.Index, q, year)
		if d == nil {
			continue
		}
		target := d.schedule.Target(year, st.outset[d.slot])
		before := level(h, q)
		if q == arsenal.Loading {
			h.Loading = moveLoading(sys, d.schedule, h.Loading, target)
		} else {
			setCount(h, q, moveCount(sys, d.schedule, int(before), target))
		}
		if after := level(h, q); after != before {
			st.Moves = append(st.Moves, Move{sys, q, d.schedule, before, after, target})
		}
	}
	p.fit(st, sys, h, year)
	if sys.Pool == nil {
		h.Warheads = h.Wanted()
	}
}

// fit holds deployed to the launchers and missiles that exist.
func (p *Program) fit(st *State, sys *arsenal.System, h *arsenal.Holding, year int) {
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
	if d := p.driver(sys.Index, arsenal.Deployed, year); d != nil {
		st.Shortfalls = append(st.Shortfalls, Shortfall{System: sys, Schedule: d.schedule, Lacking: lacking, Asked: asked, Got: h.Deployed})
	}
}

// stepPool moves warheads for one year: production, then what comes off
// launchers, then what goes onto them in file order, retirement, dismantlement.
func (p *Program) stepPool(st *State, pool *arsenal.Pool, s *arsenal.Stock, year int) {
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
				System: sys, Schedule: p.asking(sys, year), Pool: pool, Lacking: "warheads", Asked: want, Got: h.Warheads,
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
func (p *Program) asking(sys *arsenal.System, year int) *Schedule {
	for _, q := range []arsenal.Quantity{arsenal.Loading, arsenal.Deployed} {
		if d := p.driver(sys.Index, q, year); d != nil {
			return d.schedule
		}
	}
	return nil
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

// level reads a quantity of a holding.
func level(h *arsenal.Holding, q arsenal.Quantity) float64 {
	switch q {
	case arsenal.Launchers:
		return float64(h.Launchers)
	case arsenal.Missiles:
		return float64(h.Missiles)
	case arsenal.Deployed:
		return float64(h.Deployed)
	}
	return h.Loading
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
