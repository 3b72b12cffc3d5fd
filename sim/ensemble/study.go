package ensemble

import (
	"drawdown/sim"
	"drawdown/sim/arsenal"
)

// A Study is a scenario with what nobody knows exactly about it. Like a
// scenario it cannot be wrong any more: its maker (package scenarios) has
// checked that every number is there.
type Study struct {
	Scenario *sim.Scenario
	Inputs   []*Input // in file order; the order fixes the draws
	Balances []*Balance
}

// An Input is one uncertain number of a scenario: one address, one draw.
type Input struct {
	Address string // as in "party.RU.system.ss-18.loading"
	Distribution
	Numbers []Number // what a draw sets; several for a default that schedules share
}

// A Number is a number of a scenario that can be set, by its place there.
type Number struct {
	Kind Kind
	At   int // place in the scenario's systems, pools, schedules or treaties
	Of   int // Level: the waypoint, by year; Ceiling, Each, First, Beyond: the limit
	Sub  int // Ceiling: the step; Each, First, Beyond: the rule

	Whole     bool // a draw is rounded, halves away from zero
	Low, High float64
	AboveLow  bool // Low itself is excluded
}

// A Kind says which number of a thing.
type Kind uint8

// The kinds of numbers.
const (
	Launchers Kind = iota // of the system At, in the opening state
	Missiles
	Deployed
	Loading
	Capacity
	Lot
	Attributed
	Equipped
	ThrowWeight
	PoolReserve // of the pool At
	PoolRetired
	Produce
	Retire
	Dismantle
	Level // of the schedule At; of levels or share
	Rate  // per_year or percent_per_year
	To
	MaxYear
	Delay
	From
	Until
	Ceiling // of the treaty At
	Each
	First
	Beyond
)

// ofSystem and ofSchedule report what the kinds are numbers of.
func (k Kind) ofSystem() bool   { return k <= ThrowWeight }
func (k Kind) ofPool() bool     { return k >= PoolReserve && k <= Dismantle }
func (k Kind) ofSchedule() bool { return k >= Level && k <= Until }
func (k Kind) timing() bool     { return k >= Delay && k <= Until }

// A Balance is one system's loading that takes up what a known total of
// warheads leaves: in the opening state
//
//	Σ round(deployed × loading) over Others + round(deployed × loading) of System = Total
//
// so that the parts of a declared total can be uncertain without blurring it.
type Balance struct {
	Address string // of the loading that is worked out
	System  *arsenal.System
	Others  []*arsenal.System
	Total   int // warheads emplaced
}
