// Package arsenal describes what parties hold: systems (launchers and the
// missiles and warheads that go with them) and pools of warheads outside
// deployed launchers.
//
// It answers "what is there?", not "what does a treaty count?" (package
// treaty) and not "what happens next year?" (package sim). Counts are whole
// units; loading is warheads per deployed launcher; throw-weight is in tonnes
// per missile.
package arsenal

import "math"

// An Origin says where in the reader's input a thing was written. Whoever
// built the scenario can turn it into a file, a line and an address; nothing
// here ever looks inside. The zero Origin is unknown.
type Origin int32

// A Quantity is one of the four things of a system that a schedule can move,
// in the order in which a year's step moves them.
type Quantity uint8

// The quantities of a system.
const (
	Launchers Quantity = iota // deployed and non-deployed launchers, or bombers
	Missiles                  // deployed and non-deployed missiles
	Deployed                  // launchers with a missile in them; bombers in service
	Loading                   // warheads emplaced on each deployed launcher, on average
	NumQuantities
)

// QuantityNames are the quantities as scenarios spell them.
var QuantityNames = [NumQuantities]string{"launchers", "missiles", "deployed", "loading"}

func (q Quantity) String() string { return QuantityNames[q] }

// Whole reports whether the quantity is a count of units.
func (q Quantity) Whole() bool { return q != Loading }

// InLots reports whether the quantity changes by whole lots.
func (q Quantity) InLots() bool { return q == Launchers || q == Deployed }

// A Type is the class of delivery vehicle that treaties speak of.
type Type string

// The types of systems.
const (
	ICBM           Type = "icbm"
	SLBM           Type = "slbm"
	HeavyBomber    Type = "heavy-bomber"
	GroundLaunched Type = "ground-launched-missile"
	Other          Type = "other"
)

// Types lists every type, in the order in which tables and charts show legs.
var Types = []Type{ICBM, SLBM, HeavyBomber, GroundLaunched, Other}

// A Party is a state, or a group of states that one side of a treaty binds.
type Party struct {
	Code    string // upper-case, as in "US"
	Name    string
	Index   int       // place in Scenario.Parties
	Systems []*System // in file order
	Pools   []*Pool   // in file order
	Origin  Origin
}

// A System is one type of launcher with what goes with it.
type System struct {
	Party  *Party
	Key    string // as in "minuteman-3"
	Name   string
	Type   Type
	Traits []string // labels that counting rules may select on
	Index  int      // place in Scenario.Systems

	Opening     Holding // at the scenario's start, without Warheads, which follow from it
	HasMissiles bool    // whether missiles are on record
	Capacity    float64 // the most warheads that one launcher can carry
	Lot         int     // launchers and deployed change by whole multiples of it; at least 1
	Pool        *Pool   // where its warheads come from and go to; nil: no pool is modelled

	Attributed  Property // warheads that a treaty counting by type attributes to one
	Equipped    Property // weapons that a bomber is equipped for
	ThrowWeight Property // tonnes per missile

	Origin  Origin
	Origins [NumQuantities]Origin // where the opening quantities are written
}

// Address is the system's name across parties, as in "US.minuteman-3".
func (s *System) Address() string { return s.Party.Code + "." + s.Key }

// A Property is a number that a system may have or lack.
type Property struct {
	Value float64
	Known bool
}

// A Holding is what a party has of one system on one date.
type Holding struct {
	Launchers int     // deployed and non-deployed
	Deployed  int     // at most Launchers, and at most Missiles where these are modelled
	Missiles  int     // deployed and non-deployed; 0 where not modelled
	Loading   float64 // warheads wanted on each deployed launcher, on average
	Warheads  int     // emplaced
}

// Of returns a quantity of the holding.
func (h *Holding) Of(q Quantity) float64 {
	switch q {
	case Launchers:
		return float64(h.Launchers)
	case Missiles:
		return float64(h.Missiles)
	case Deployed:
		return float64(h.Deployed)
	}
	return h.Loading
}

// Wanted is the number of warheads that the holding asks for: deployed ×
// loading, rounded to whole.
func (h *Holding) Wanted() int { return Whole(float64(h.Deployed) * h.Loading) }

// mostUnits bounds what a runaway rate can ask for, far above any count that a
// scenario can mean, so that sums stay within whole numbers.
const mostUnits = 1e11

// Whole rounds to the nearest whole number, halves away from zero.
func Whole(x float64) int { return int(math.Round(min(max(x, -mostUnits), mostUnits))) }

// Where a warhead goes that is taken off a launcher.
const (
	ToReserve = false
	ToRetired = true
)

// A Pool holds a party's warheads outside deployed launchers.
type Pool struct {
	Party     *Party
	Key       string
	Index     int       // place in Scenario.Pools
	Systems   []*System // those that draw from it, in file order
	Opening   Stock     // at the scenario's start, without Emplaced, which follows from Systems
	RemovedTo bool      // ToReserve or ToRetired

	ProducePerYear   int // warheads a year, into the reserve
	RetirePerYear    int // warheads a year, from the reserve to the retired
	DismantlePerYear int // warheads a year, out of the retired

	Origin Origin
}

// Address is the pool's name across parties, as in "US.missile".
func (p *Pool) Address() string { return p.Party.Code + "." + p.Key }

// A Stock is the content of a pool on one date, in warheads. Emplaced +
// Reserve + Retired + Dismantled − Produced never changes.
type Stock struct {
	Emplaced   int // on deployed launchers of the systems that use the pool
	Reserve    int
	Retired    int // awaiting dismantlement
	Dismantled int // since the start
	Produced   int // since the start
}
