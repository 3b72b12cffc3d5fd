// Package influence answers "which uncertainty matters?": how much of the
// spread of a scenario's counts comes from each of its uncertain numbers.
//
//	a, err := influence.Analyse(ctx, kernel, rows, influence.Options{Rows: 1024, Method: sample.Sobol, Seed: 1})
//	a.Tornado    // each number alone at its 5th and its 95th percentile
//	a.Indices    // Sobol's: shares of the variance
//	a.Screening  // Morris's, for a first look at many numbers
//
// It lets package sensitivity study the counts of an ensemble's kernel: an input
// of the one is an uncertain number of the other, an output is a row. What
// comes out is a statement about the ranges that a scenario states.
package influence

import (
	"context"
	"fmt"
	"math"
	"sync"

	"drawdown/sim/ensemble"
	"drawdown/sim/sample"
	"drawdown/sim/sensitivity"
)

// Options say what is computed, and how. Swings always are.
type Options struct {
	Rows         int           // N of Sobol's indices; 0: none are computed
	Method       sample.Method // how their points are laid out
	Trajectories int           // of Morris's screening; 0: there is none
	Levels       int           // of its grid
	Seed         uint64
	Workers      int // how many runs are worked out at the same time
	// Progress is told now and then how many runs are done; calls do not
	// overlap. nil: nobody wants to know.
	Progress func(done int)
}

// Runs is how many runs so many inputs take.
func (o Options) Runs(inputs int) int {
	return 2*inputs + 1 + o.Trajectories*(inputs+1) + IndexRuns(o.Rows, inputs)
}

// IndexRuns is how many of them are for indices.
func IndexRuns(rows, inputs int) int { return rows * (inputs + 2) }

// An Analysis is how a kernel's inputs bear on some of its counts.
type Analysis struct {
	Kernel    *ensemble.Kernel
	Rows      []int // of the kernel: the outputs
	Tornado   *sensitivity.Tornado
	Screening *sensitivity.Screening // nil: was not asked for
	Indices   *sensitivity.Indices   // nil: were not asked for
}

// An Invalid says why a run cannot be.
type Invalid struct {
	Of   string // which runs: "swings", "screening" or "indices"
	Run  int    // from 0, in the order of the method
	Draw *ensemble.Invalid
}

func (e *Invalid) Error() string {
	return fmt.Sprintf("run %d of the %s: %s = %v: %s", e.Run, e.Of, e.Draw.Address, e.Draw.Value, e.Draw.Why)
}

// Analyse studies the counts of some rows. A count that cannot be computed is
// NaN. An error is that of ctx, one of the options (fit for a user), or an
// *Invalid: always the first of its method, however many workers there are.
func Analyse(ctx context.Context, k *ensemble.Kernel, rows []int, o Options) (*Analysis, error) {
	a := &Analysis{Kernel: k, Rows: rows}
	s := &session{Options: o, kernel: k, rows: rows}
	err := s.stage(ctx, "swings", 2*len(k.Study.Inputs)+1, func(ctx context.Context, of *sensitivity.Study) (err error) {
		a.Tornado, err = of.Swings(ctx)
		return err
	})
	if err == nil && o.Trajectories > 0 {
		err = s.stage(ctx, "screening", o.Trajectories*(len(k.Study.Inputs)+1), func(ctx context.Context, of *sensitivity.Study) (err error) {
			a.Screening, err = of.Morris(ctx, o.Trajectories, o.Levels, o.Seed)
			return err
		})
	}
	if err == nil && o.Rows > 0 {
		err = s.stage(ctx, "indices", IndexRuns(o.Rows, len(k.Study.Inputs)), func(ctx context.Context, of *sensitivity.Study) (err error) {
			a.Indices, err = of.Sobol(ctx, o.Method, o.Rows, o.Seed)
			return err
		})
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// Value is what an input is set to at a percentile: rounded where the number is
// a whole one.
func (a *Analysis) Value(input int, percentile float64) float64 {
	in := a.Kernel.Study.Inputs[input]
	x := in.Quantile(percentile)
	for _, n := range in.Numbers {
		if n.Whole {
			return math.Round(x)
		}
	}
	return x
}

// A session runs one method after the other.
type session struct {
	Options
	kernel *ensemble.Kernel
	rows   []int

	mu      sync.Mutex
	earlier int // runs of the methods before
	done    int // runs of this one
	failure *Invalid
}

// stage runs a method that takes so many runs.
func (s *session) stage(ctx context.Context, name string, runs int, method func(context.Context, *sensitivity.Study) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.done = 0
	study := &sensitivity.Study{
		Inputs: len(s.kernel.Study.Inputs), Outputs: len(s.rows), Workers: s.Workers,
		Open: func() sensitivity.Model { return s.model(name, runs, cancel) },
	}
	err := method(ctx, study)
	s.earlier += runs
	if s.failure != nil {
		return s.failure
	}
	return err
}

// model makes the runs of one worker. One that cannot be does not end the
// others at once: an earlier one may fail too, and is then the one to be named.
// After the last run the method is told to stop.
func (s *session) model(name string, runs int, stop func()) sensitivity.Model {
	run := s.kernel.Runner()
	values := make([]float64, len(s.kernel.Study.Inputs))
	return func(i int, u, out []float64) {
		if s.wanted(i) {
			for k, in := range s.kernel.Study.Inputs {
				values[k] = in.Quantile(u[k])
			}
			if invalid := run.Run(values); invalid != nil {
				s.fail(&Invalid{Of: name, Run: i, Draw: invalid})
			} else {
				s.read(run, out)
			}
		}
		if s.count(runs) {
			stop()
		}
	}
}

// read reads the outputs.
func (s *session) read(run *ensemble.Runner, out []float64) {
	for o, row := range s.rows {
		count, ok := run.Count(row)
		if !ok {
			count = math.NaN()
		}
		out[o] = count
	}
}

// wanted reports whether nothing has failed before a run.
func (s *session) wanted(i int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failure == nil || i < s.failure.Run
}

// fail takes note of a run that cannot be.
func (s *session) fail(f *Invalid) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failure == nil || f.Run < s.failure.Run {
		s.failure = f
	}
}

// news is how many runs pass between two words of progress.
const news = 256

// count takes note of a run that is done, and reports whether it was the last
// one of a method that failed.
func (s *session) count(runs int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done++
	if s.Progress != nil && (s.done%news == 0 || s.done == runs) {
		s.Progress(s.earlier + s.done)
	}
	return s.failure != nil && s.done == runs
}
