// Package sensitivity tells which uncertain inputs matter.
//
// It answers, of any function of the unit cube: what share of an output's
// variance comes from each input, which inputs do nothing, and how far does an
// output swing with one input?
//
//	study := &sensitivity.Study{Inputs: 12, Outputs: 3, Open: open, Workers: 2}
//	tornado, err   := study.Swings(ctx)                          // 2·12 + 1 evaluations
//	screening, err := study.Morris(ctx, 20, 4, seed)             // 20·(12 + 1)
//	indices, err   := study.Sobol(ctx, sample.Sobol, 1024, seed) // 1024·(12 + 2)
//
// An input is a coordinate u, uniform in [0,1) and independent of the others.
// The model turns it into the quantity meant, by its quantile function. So
// discrete inputs are as good as continuous ones, and effects are stated per
// whole range of an input's percentiles.
//
// No result depends on the number of workers: each evaluation's place is fixed
// beforehand, and sums run in that order. All arithmetic is in float64,
// products rounded before they are added.
package sensitivity

import (
	"context"
	"sync"
	"sync/atomic"
)

// A Model reckons the outputs at a point of the unit cube. The point must not
// be changed; neither slice may be kept. The evaluation is its number in the
// method's order, from 0. Its outputs may depend on nothing but the point.
type Model func(evaluation int, u, out []float64)

// A Study is a model under study.
type Study struct {
	Inputs  int          // at least 1
	Outputs int          // at least 1
	Open    func() Model // a model for one goroutine to use; called for one worker after another
	Workers int          // goroutines that evaluate at once; below 1: one
}

// evaluate runs n evaluations and returns their outputs, in order. point fills
// u for an evaluation; spare, of 2·Inputs, is there for its use.
func (s *Study) evaluate(ctx context.Context, n int, point func(i int, u, spare []float64)) ([]float64, error) {
	out := make([]float64, n*s.Outputs)
	err := spread(ctx, s.Workers, n, func() func(i int) {
		model := s.Open()
		u, spare := make([]float64, s.Inputs), make([]float64, 2*s.Inputs)
		return func(i int) {
			point(i, u, spare)
			model(i, u, out[i*s.Outputs:(i+1)*s.Outputs])
		}
	})
	return out, err
}

// spread calls a function with 0 … n − 1, each once, from several workers that
// each open theirs, until the context ends.
func spread(ctx context.Context, workers, n int, open func() func(i int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range max(1, min(workers, n)) {
		do := open()
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}
