// Package hindcast holds a simulated course against the record: how far off
// was it, and is that more than the record itself swings?
//
//	f := hindcast.New(assessment, points)
//
// A state falls on one day a year, declarations on others. The simulated count
// on a day between two states is taken on the straight line between them, which
// is also what the charts draw; before the first state and after the last there
// is none, and such points are passed over.
//
// # The swing
//
// Declared counts go up and down by more than policy: submarines enter and
// leave refit, missiles are exchanged. The swing is what a count differs from
// its own course for such reasons. It is estimated from the record alone. Of
// three successive points, the middle one is compared with the straight line
// between its neighbours:
//
//	r = x₁ − (1 − w)·x₀ − w·x₂,  w = (t₁ − t₀) / (t₂ − t₀)
//
// If each point differs from a course that is straight over such a year by an
// independent error of standard deviation σ, r has the variance σ²·(1 + (1 −
// w)² + w²). So each triple gives r² / (1 + (1 − w)² + w²) for σ², and σ² is
// their mean. The swing is 2σ: about 19 of 20 points should lie within it if
// the errors are normal. To judge a point, every triple that has it is left
// out. Real bends of the course make the estimate larger, never smaller.
package hindcast

import (
	"math"
	"slices"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Point is an observed count.
type Point struct {
	Date     civil.Date
	Party    *arsenal.Party
	Limit    *treaty.Limit
	Value    float64
	Used     bool // it went into the making of the scenario
	Verified bool // it was declared or reported, not estimated or assumed
}

// A Residual is a point held against the simulated course.
type Residual struct {
	Point
	Simulated float64 // on the point's date
	Swing     float64 // 2σ, estimated without the point; NaN: too few points
}

// Error is simulated − observed: positive where the model is too high.
func (r *Residual) Error() float64 { return r.Simulated - r.Value }

// Within reports whether the error is no larger than the swing.
func (r *Residual) Within() bool { return math.Abs(r.Error()) <= r.Swing }

// A Kind parts the points that test a scenario from those that do not.
type Kind uint8

// The kinds of points.
const (
	Test       Kind = iota // not used in the making, and verified: these judge
	Making                 // used in the making of the scenario
	Unverified             // estimated or assumed, never seen declared
)

func (k Kind) String() string { return [...]string{"test", "used in the making", "unverified"}[k] }

// Kind tells what a point is good for.
func (p *Point) Kind() Kind {
	switch {
	case p.Used:
		return Making
	case !p.Verified:
		return Unverified
	}
	return Test
}

// A Fit is how one party's count under one limit fits the record.
type Fit struct {
	Party     *arsenal.Party
	Limit     *treaty.Limit
	Residuals []Residual // by date
	Swing     float64    // 2σ from all points; NaN: too few
}

// A Score sums up residuals of one kind.
type Score struct {
	Points   int
	Bias     float64 // mean error: positive where the model is too high
	Absolute float64 // mean absolute error
	Largest  Residual
	Judged   int // those with a swing
	Within   int // of those judged
}

// Score sums up the residuals of one kind.
func (f *Fit) Score(k Kind) Score {
	var s Score
	for _, r := range f.Residuals {
		if r.Kind() != k {
			continue
		}
		s.Points++
		s.Bias += r.Error()
		s.Absolute += math.Abs(r.Error())
		if s.Points == 1 || math.Abs(r.Error()) > math.Abs(s.Largest.Error()) {
			s.Largest = r
		}
		if !math.IsNaN(r.Swing) {
			s.Judged++
			if r.Within() {
				s.Within++
			}
		}
	}
	if s.Points > 0 {
		s.Bias /= float64(s.Points)
		s.Absolute /= float64(s.Points)
	}
	return s
}

// New holds an assessment against observed points, by party and limit in file
// order. Of points of one party and limit on one date the first counts.
func New(a *sim.Assessment, points []Point) []*Fit {
	var fits []*Fit
	for _, tally := range sim.Tallies(a.Trajectory.Scenario) {
		var of []Point
		for _, p := range points {
			if p.Party == tally.Party && p.Limit == tally.Limit {
				of = append(of, p)
			}
		}
		slices.SortStableFunc(of, func(a, b Point) int { return int(a.Date) - int(b.Date) })
		of = slices.CompactFunc(of, func(a, b Point) bool { return a.Date == b.Date })
		f := &Fit{Party: tally.Party, Limit: tally.Limit, Swing: Swing(of, -1)}
		for i, p := range of {
			if x, ok := Simulated(a, tally.Party, tally.Limit, p.Date); ok {
				f.Residuals = append(f.Residuals, Residual{p, x, Swing(of, i)})
			}
		}
		if len(f.Residuals) > 0 {
			fits = append(fits, f)
		}
	}
	return fits
}

// Simulated is a party's simulated count on a day: on the straight line between
// the states around it. ok is false outside of the states, and where a count
// cannot be computed.
func Simulated(a *sim.Assessment, p *arsenal.Party, l *treaty.Limit, on civil.Date) (count float64, ok bool) {
	tr := a.Trajectory
	k := tr.At(on)
	if k < 0 {
		return 0, false
	}
	before := a.On(tr.Date(k), p, l)
	if tr.Date(k) == on {
		return before.Count, before.Computable
	}
	if k+1 >= len(tr.States) {
		return 0, false
	}
	after := a.On(tr.Date(k+1), p, l)
	w := days(tr.Date(k), on) / days(tr.Date(k), tr.Date(k+1))
	return before.Count + float64((after.Count-before.Count)*w), before.Computable && after.Computable
}

func days(a, b civil.Date) float64 { return b.Time().Sub(a.Time()).Hours() / 24 }

// fewest is how many triples an estimate of the swing needs.
const fewest = 3

// Swing estimates 2σ from points of one party and limit by date, without the
// triples that have point `without` (−1: none is left out). It is NaN with
// fewer than three triples.
func Swing(points []Point, without int) float64 {
	sum, n := 0.0, 0
	for i := 1; i+1 < len(points); i++ {
		if without >= i-1 && without <= i+1 {
			continue
		}
		w := days(points[i-1].Date, points[i].Date) / days(points[i-1].Date, points[i+1].Date)
		r := points[i].Value - float64((1-w)*points[i-1].Value) - float64(w*points[i+1].Value)
		sum += r * r / (1 + float64((1-w)*(1-w)) + float64(w*w))
		n++
	}
	if n < fewest {
		return math.NaN()
	}
	return 2 * math.Sqrt(sum/float64(n))
}
