// Package prim finds the futures in which a schedule fails: plain ranges of few
// inputs, inside which it mostly does.
//
//	r := prim.Find(inputs, futures, fails, prim.Options{})
//	for _, box := range r.Boxes { … } // none: r.Outcome says why
//
// It is the patient rule induction method of Friedman and Fisher (1999, "Bump
// hunting in high-dimensional data", Statistics and Computing 9, 123–143), used
// to discover scenarios as by Bryant and Lempert (2010, "Thinking inside the
// box", Technological Forecasting and Social Change 77, 34–49). A future is a
// row of input values. A box is a range for some of the inputs; it holds the
// futures whose values lie in all its ranges. Of N futures, F of which fail, a
// box that holds n, of which f fail, has
//
//	coverage = f / F    how many of the failures it explains
//	density  = f / n    how sure failure is inside
//	mass     = n / N    how much of all futures it takes
//
// # Peeling
//
// The first box holds all. Each next one is the last without a slice at one end
// of one input: as many whole values as fit into s futures, and at least one
// value, so that equal values are never parted and a value that many futures
// share goes as one. s is α·n, but never under 10: of thinner slices too many
// are without a failure by luck. Of all slices, with k futures each, that is cut
// which raises the density most for what it costs, so that thin ones and thick
// ones compete fairly
// (the lenient criterion of Friedman and Fisher, section 14.1, as Kwakkel and
// Jaxa-Rozen have it, 2016, Environmental Modelling & Software 79, 311–321):
//
//	(density after − density before) / max(k, s)
//
// The floor s gives a slice no credit for being thinner than it might. Among
// equals, an input that is restricted already comes first, then the input with
// the smaller index, then its low end. Peeling ends where no slice raises the
// density or each would leave less than the least mass.
//
// # Choosing
//
// Where a share b of all futures fails, density b is no merit. The gain of a box
// is 0 there and 1 where all inside fail, and its worth sets coverage against
// gain and charges each bound, so that a range with two costs twice:
//
//	gain  = (density − b) / (1 − b), and 0 where that is less
//	worth = 2 · coverage · gain / (coverage + gain) − price · bounds
//
// From every box of the peeling what is not worth its price is dropped: a bound,
// or both of a range, each time that without which the box is worth the most,
// and more while too many inputs are restricted. The box then worth the most is
// taken; among equals that with fewer bounds, then the earlier.
//
// This box is pasted: slices outside of it, as small as Options.Paste says, are
// added at the ends of its ranges as long as the density does not fall, that
// which makes it the highest first. So an end peeled too far grows back. Then
// bounds are dropped once more, and restrictions that may be chance.
//
// # Chance
//
// The quasi-p-value of a restriction (Bryant and Lempert, 2010, appendix) is the
// probability that of n futures at least f fail if each fails with the density
// of the box without this restriction: a one-sided binomial test. It is too
// small, since the range was sought where the failures are; so it is held to
// Options.Chance divided by the number of slices that were there to choose from
// at the outset: two ends of every input that varies, 1/α slices each.
//
// # Numbers
//
// Results depend on the order of the inputs where two of them do equally well,
// and never on the order of the futures. Nothing in a result is NaN.
package prim

import (
	"math"
	"slices"
)

// An Input is one column of the futures.
type Input struct {
	Low, High float64 // its stated range
	Whole     bool    // takes whole values only: bounds are not rounded
}

// Options tune a search. A field that is 0, or outside of what is said here,
// takes its default.
type Options struct {
	Alpha   float64 // share of the box that a slice takes off, below 1; 0.05, and never under 10 futures
	Paste   float64 // share of the box that a slice adds, below 1; 0.01
	Support float64 // least mass of a box, below 1; 0.05, and never under 10 futures
	Inputs  int     // most inputs that a box restricts; 3
	Price   float64 // what a bound must add to the worth, below 1; 0.02
	Chance  float64 // largest quasi-p-value before its correction, up to 1; 0.05
	Boxes   int     // most boxes, each on the futures that none before holds; 1
}

func (o Options) filled() Options {
	share := func(v *float64, otherwise float64) {
		if !(*v > 0 && *v < 1) {
			*v = otherwise
		}
	}
	share(&o.Alpha, 0.05)
	share(&o.Paste, 0.01)
	share(&o.Support, 0.05)
	share(&o.Price, 0.02)
	if o.Chance != 1 {
		share(&o.Chance, 0.05)
	}
	if o.Inputs <= 0 {
		o.Inputs = 3
	}
	o.Boxes = max(o.Boxes, 1)
	return o
}

const (
	fewest  = 20 // futures make a search
	handful = 10 // futures make a box, or a slice worth its name
)

// An Outcome says what came of a search.
type Outcome uint8

// The outcomes.
const (
	Found      Outcome = iota // at least one box
	NoFailures                // nothing fails
	AllFail                   // everything fails
	TooFew                    // fewer than 20 futures
	NoPattern                 // no ranges stand out from chance
	Malformed                 // rows or answers are missing, or a value is not finite
)

func (o Outcome) String() string {
	return [...]string{"found", "no failures", "all fail", "too few futures", "no pattern", "malformed"}[o]
}

// A Measure is how well a box tells failures from the rest.
type Measure struct {
	Futures, Failures       int     // inside
	Coverage, Density, Mass float64 // 0 to 1
}

func measure(futures, failures, allFutures, allFailures int) Measure {
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	return Measure{futures, failures, share(failures, allFailures), share(failures, futures), share(futures, allFutures)}
}

// A Range is what a box asks of one input. Bounds are inclusive.
type Range struct {
	Input           int
	Low, High       float64 // 0 where there is none
	HasLow, HasHigh bool    // at least one is true
}

// Holds reports whether a value is in the range.
func (r Range) Holds(v float64) bool { return (!r.HasLow || v >= r.Low) && (!r.HasHigh || v <= r.High) }

// A Step is a box on the way of the peeling, measured on the futures that were
// searched. Its bounds are values that occur.
type Step struct {
	Measure
	Ranges []Range // by input
}

// A Restriction is a range of a box that is reported. The bounds of an input
// that is not whole are the values that occur, rounded outward to as few
// decimals as leave the box with the futures it has.
type Restriction struct {
	Range
	From, To float64 // where it begins and ends on the stated range: 0 to 1
	Without  Measure // the box without this restriction, on the futures searched
	P        float64 // quasi-p-value
}

// A Box is ranges of inputs in which a schedule mostly fails.
type Box struct {
	Measure                    // of the box as it is worded here, on all futures
	Added        float64       // share of all failures that it holds and no box before it
	Restrictions []Restriction // that which matters most first: with the least density without it
	Trajectory   []Step        // the peeling, from all futures searched inward
	Chosen       int           // the step from which the box was made
}

// Holds reports whether a future is in the box.
func (b *Box) Holds(future []float64) bool {
	for _, r := range b.Restrictions {
		if r.Input >= len(future) || !r.Range.Holds(future[r.Input]) {
			return false
		}
	}
	return true
}

// A Result is what was found about the failures among some futures.
type Result struct {
	Outcome           Outcome
	Futures, Failures int
	Boxes             []*Box  // by the order in which they were found
	Together          Measure // of all boxes: the futures that at least one holds
}

// Find seeks ranges of inputs inside which futures mostly fail. futures has a
// row a future and in it a value an input; fails has an answer a future.
func Find(inputs []Input, futures [][]float64, fails []bool, o Options) *Result {
	o = o.filled()
	r := &Result{Futures: len(futures)}
	if malformed(inputs, futures, fails) {
		r.Outcome = Malformed
		return r
	}
	t := tabulate(inputs, futures, fails)
	r.Failures = t.failures(t.all())
	switch {
	case r.Futures == 0:
		r.Outcome = TooFew
	case r.Failures == 0:
		r.Outcome = NoFailures
	case r.Failures == r.Futures:
		r.Outcome = AllFail
	case r.Futures < fewest:
		r.Outcome = TooFew
	default:
		r.Outcome = NoPattern
		r.cover(t, futures, o)
	}
	return r
}

func malformed(inputs []Input, futures [][]float64, fails []bool) bool {
	return len(futures) != len(fails) || slices.ContainsFunc(futures, func(row []float64) bool {
		return len(row) != len(inputs) || slices.ContainsFunc(row, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	})
}

// cover finds box after box, each among the futures that none before it holds.
// A box after the first must be denser in failures than all futures are.
func (r *Result) cover(t *table, futures [][]float64, o Options) {
	left := t.all()
	base := float64(r.Failures) / float64(r.Futures)
	for len(r.Boxes) < o.Boxes && len(left) >= fewest {
		s := newSearch(t, left, o)
		if s.f == 0 || s.f == s.n {
			break
		}
		box := s.find()
		if box == nil {
			break
		}
		outside := func(i int32) bool { return !box.Holds(futures[i]) }
		inside := slices.DeleteFunc(slices.Clone(left), outside)
		if float64(t.failures(inside)) <= float64(base*float64(len(inside))) {
			break
		}
		all := slices.DeleteFunc(t.all(), outside)
		box.Measure = measure(len(all), t.failures(all), r.Futures, r.Failures)
		box.Added = float64(t.failures(inside)) / float64(r.Failures)
		r.Boxes = append(r.Boxes, box)
		left = slices.DeleteFunc(left, func(i int32) bool { return !outside(i) })
	}
	if len(r.Boxes) > 0 {
		r.Outcome = Found
		r.Together = measure(r.Futures-len(left), r.Failures-t.failures(left), r.Futures, r.Failures)
	}
}
