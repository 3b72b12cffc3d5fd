package sensitivity

import (
	"context"
	"math"
)

// The percentiles between which Swings moves an input.
const (
	Low    = 0.05
	Middle = 0.50
	High   = 0.95
)

// A Swing is an output with one input at its 5th and its 95th percentile, and
// all others at their medians.
type Swing struct{ Low, High float64 }

// Size is how far apart the two lie. It can be 0 for an input that matters: one
// that acts alike both ways, or only together with others.
func (s Swing) Size() float64 { return math.Abs(s.High - s.Low) }

// A Tornado has what a tornado chart draws.
type Tornado struct {
	Evaluations int
	Middle      []float64 // by output: all inputs at their medians
	Swings      [][]Swing // by output, then input
}

// Swings moves one input at a time, by 2·inputs + 1 evaluations. An error is
// that of ctx.
func (s *Study) Swings(ctx context.Context) (*Tornado, error) {
	n := 2*s.Inputs + 1
	f, err := s.evaluate(ctx, n, func(i int, u, _ []float64) {
		for k := range u {
			u[k] = Middle
		}
		switch {
		case i == 0:
		case i%2 == 1:
			u[i/2] = Low
		default:
			u[i/2-1] = High
		}
	})
	if err != nil {
		return nil, err
	}
	t := &Tornado{Evaluations: n, Middle: f[:s.Outputs:s.Outputs]}
	for o := range s.Outputs {
		swings := make([]Swing, s.Inputs)
		for i := range swings {
			low := (2*i + 1) * s.Outputs
			swings[i] = Swing{Low: f[low+o], High: f[low+s.Outputs+o]}
		}
		t.Swings = append(t.Swings, swings)
	}
	return t, nil
}
