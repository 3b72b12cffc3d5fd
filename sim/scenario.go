package sim

import (
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Scenario is everything a run needs, with nothing left to check: every name
// is a pointer, every default is filled in. Its makers (package scenarios)
// promise what the format demands; Run has no invalid input.
type Scenario struct {
	Title   string
	Summary string
	Author  string
	Start   civil.Date // the date of the opening stocks
	End     civil.Date // states fall on Start and on each anniversary not after End

	Parties   []*arsenal.Party  // in file order
	Systems   []*arsenal.System // of all parties, in file order
	Pools     []*arsenal.Pool   // of all parties, in file order
	Schedules []*Schedule       // in file order
	Treaties  []*treaty.Treaty  // those of files, then those of the scenario
}

// States is the number of states: the opening one and one a year.
func (s *Scenario) States() int {
	n := s.End.Year() - s.Start.Year()
	if s.Start.AddYears(n) > s.End {
		n--
	}
	return n + 1
}

// Party returns the party of that code, or nil.
func (s *Scenario) Party(code string) *arsenal.Party {
	for _, p := range s.Parties {
		if p.Code == code {
			return p
		}
	}
	return nil
}

// A Form is the way in which a schedule states where it goes.
type Form uint8

// The forms of a schedule.
const (
	Levels         Form = iota // the level in the state of a year
	Share                      // a level as a share of the one started from
	PerYear                    // so many units a year
	PercentPerYear             // so many per cent a year, compounded
)

// A Pace is the shape of the way from one level to the next.
type Pace uint8

// The paces, as functions of the elapsed share t of an interval.
const (
	Even   Pace = iota // t
	Step               // 0 until t = 1, then 1
	Front              // 1 − (1 − t)·(1 − t)
	Back               // t·t
	SCurve             // 3·t·t − 2·t·t·t
)

// PaceNames are the paces as scenarios spell them.
var PaceNames = []string{"even", "step", "front", "back", "s-curve"}

func (p Pace) String() string { return PaceNames[p] }

// Of returns the share of the way done after the share t of the interval, each
// operation rounded by itself.
func (p Pace) Of(t float64) float64 {
	switch p {
	case Step:
		if t < 1 {
			return 0
		}
		return 1
	case Front:
		return 1 - float64((1-t)*(1-t))
	case Back:
		return t * t
	case SCurve:
		return float64(float64(3*t)*t) - float64(float64(float64(2*t)*t)*t)
	}
	return t
}

// A Waypoint is a level to be reached in the state of a year.
type Waypoint struct {
	Year   int     // with the schedule's delay already added
	Level  float64 // units; for Share a share of the level started from
	Origin arsenal.Origin
}

// A Schedule moves one quantity of one or more systems, each by itself.
type Schedule struct {
	Key      string
	Index    int // place in Scenario.Schedules
	Systems  []*arsenal.System
	Quantity arsenal.Quantity
	Form     Form
	Base     int        // the year whose state it starts from, delay added; nothing moves up to it
	Way      []Waypoint // Levels and Share, by year
	Pace     Pace       // Levels and Share
	Rate     float64    // PerYear: units a year; PercentPerYear: per cent a year
	Until    int        // PerYear and PercentPerYear: the last year of movement, delay added; 0: the end
	To       float64    // with HasTo: the level at which a rate stops
	HasTo    bool
	MaxYear  float64 // the most that one system's quantity moves in a year; 0: no cap
	Delay    int     // years by which everything in it slips; already in the years above
	Origin   arsenal.Origin
}

// Address is the schedule's name, as in "schedule.us-icbm".
func (s *Schedule) Address() string { return "schedule." + s.Key }

// Occupies returns the first and the last year in which the schedule itself
// moves its quantity; end is the last year of the scenario. Afterwards it only
// holds what it reached.
func (s *Schedule) Occupies(end int) (first, last int) {
	switch {
	case len(s.Way) > 0:
		last = s.Way[len(s.Way)-1].Year
	case s.Until != 0:
		last = s.Until
	default:
		last = end
	}
	return s.Base + 1, last
}

// Target is the level the schedule wants in the state of a year after Base,
// where outset is the actual level in the state of Base.
func (s *Schedule) Target(year int, outset float64) float64 {
	switch s.Form {
	case Levels, Share:
		return s.along(year, outset)
	case PerYear:
		return s.stop(outset+float64(s.Rate*float64(s.elapsed(year))), outset)
	default:
		growth := 1.0
		factor := 1 + s.Rate/100
		for range s.elapsed(year) {
			growth *= factor
		}
		return s.grown(outset, growth)
	}
}

// grown is a percentage's target where its growth so far is known. Nothing
// does not grow, even where the growth has run off to infinity.
func (s *Schedule) grown(outset, growth float64) float64 {
	if outset == 0 {
		growth = 0
	}
	return s.stop(outset*growth, outset)
}

// runaway bounds what a share can ask for, so that differences stay finite.
const runaway = 1e300

// along is Target for levels and shares: a + (c − a)·pace(t) between one
// waypoint and the next, and the last level ever after.
func (s *Schedule) along(year int, outset float64) float64 {
	from, a := s.Base, outset
	for i := range s.Way {
		w := &s.Way[i]
		c := w.Level
		if s.Form == Share {
			c = min(max(w.Level*outset, -runaway), runaway)
		}
		if year <= w.Year {
			t := float64(year-from) / float64(w.Year-from)
			return a + float64((c-a)*s.Pace.Of(t))
		}
		from, a = w.Year, c
	}
	return a
}

// elapsed is the number of years of movement up to a year.
func (s *Schedule) elapsed(year int) int {
	if s.Until != 0 {
		year = min(year, s.Until)
	}
	return year - s.Base
}

// stop holds a rate's target at the level named by `to`.
func (s *Schedule) stop(target, outset float64) float64 {
	switch {
	case !s.HasTo:
		return target
	case s.To <= outset:
		return max(target, s.To)
	}
	return min(target, s.To)
}
