package sensitivity

import (
	"context"
	"fmt"
	"math"

	"drawdown/sim/sample"
)

// An Effect sums up the elementary effects of an input on an output: what the
// output would change by over the input's whole range, at the slope between two
// points half of it apart.
type Effect struct {
	Mean     float64 // μ: with its sign; effects either way cancel
	Absolute float64 // μ*: mean of the sizes; near 0 where the input does nothing
	Error    float64 // standard error of Absolute
	Spread   float64 // σ, the standard deviation: 0 where the input acts straight and alone
}

// A Screening is Morris's of every input for every output.
type Screening struct {
	Trajectories int        // r
	Levels       int        // p
	Evaluations  int        // r·(inputs + 1)
	Effects      [][]Effect // by output, then input; NaN where an output is no finite number
}

// Morris screens inputs by r trajectories on a grid of p levels, an even
// number: M. D. Morris, Factorial sampling plans for preliminary computational
// experiments, Technometrics 33 (1991) 161–174. A trajectory starts at random
// and moves each input once by half its range, up or down, in random order; the
// change in output over the change in input is an elementary effect. μ* is by
// F. Campolongo, J. Cariboni, A. Saltelli, Environ. Model. Softw. 22 (2007)
// 1509–1518; trajectories are not chosen for their distance here.
//
// Morris has the levels 0, 1/(p − 1), …, 1 and steps of p/(2·(p − 1)). Here the
// levels are the middles of p equal parts, 1/2p, 3/2p, …, and steps are p/2
// levels, which is 1/2: at u = 0 and 1 the quantiles of many distributions are
// infinite.
//
// An error is one of the arguments, fit for a user, or that of ctx.
func (s *Study) Morris(ctx context.Context, trajectories, levels int, seed uint64) (*Screening, error) {
	const most = sample.MaxInputs / 3 // an input takes three random numbers
	switch {
	case trajectories < 2:
		return nil, fmt.Errorf("trajectories must be at least 2, not %d", trajectories)
	case levels < 2 || levels%2 != 0:
		return nil, fmt.Errorf("levels must be an even number from 2 on, not %d", levels)
	case s.Inputs > most:
		return nil, fmt.Errorf("Morris screening has at most %d inputs, not %d", most, s.Inputs)
	}
	ways := make([]way, trajectories)
	for r := range ways {
		ways[r] = newWay(seed, r, s.Inputs, levels)
	}
	d, length := s.Inputs, s.Inputs+1
	f, err := s.evaluate(ctx, trajectories*length, func(i int, u, _ []float64) { ways[i/length].point(i%length, u) })
	if err != nil {
		return nil, err
	}
	result := &Screening{Trajectories: trajectories, Levels: levels, Evaluations: trajectories * length}
	effects := make([]float64, trajectories)
	for o := range s.Outputs {
		of := make([]Effect, d)
		for i := range of {
			for r, w := range ways {
				before := (r*length + w.turn[i]) * s.Outputs
				effects[r] = (f[before+s.Outputs+o] - f[before+o]) / w.step[i]
			}
			of[i] = sumUp(effects)
		}
		result.Effects = append(result.Effects, of)
	}
	return result, nil
}

// A way is a trajectory.
type way struct {
	start []float64 // by input
	step  []float64 // by input: 1/2 or −1/2
	turn  []int     // by input: how many others move before it
}

// newWay draws a trajectory: for input i a level by random number i of the
// trajectory, a direction by number inputs + i, and a place in the order by
// number 2·inputs + i (the shuffle of R. Durstenfeld, Commun. ACM 7 (1964) 420).
func newWay(seed uint64, trajectory, inputs, levels int) way {
	w := way{make([]float64, inputs), make([]float64, inputs), make([]int, inputs)}
	chance := func(kind, i int) float64 { return sample.Uniform(seed, trajectory, kind*inputs+i) }
	for i := range w.turn {
		level := math.Floor(chance(0, i) * float64(levels/2))
		w.start[i], w.step[i] = (level+0.5)/float64(levels), 0.5
		if chance(1, i) < 0.5 {
			w.start[i], w.step[i] = w.start[i]+0.5, -0.5
		}
		w.turn[i] = i
		j := int(chance(2, i) * float64(i+1))
		w.turn[i], w.turn[j] = w.turn[j], w.turn[i]
	}
	return w
}

// point fills u for the place in the trajectory after so many moves.
func (w *way) point(moves int, u []float64) {
	for i := range u {
		u[i] = w.start[i]
		if w.turn[i] < moves {
			u[i] += w.step[i]
		}
	}
}

// sumUp takes an input's elementary effects together.
func sumUp(effects []float64) Effect {
	sizes := make([]float64, len(effects))
	for r, x := range effects {
		sizes[r] = math.Abs(x)
	}
	var e Effect
	var spread float64
	e.Mean, e.Spread = moments(effects)
	e.Absolute, spread = moments(sizes)
	e.Error = spread / math.Sqrt(float64(len(effects)))
	return e
}

// moments are the mean and the standard deviation, with n − 1.
func moments(values []float64) (mean, deviation float64) {
	for _, x := range values {
		mean += x
	}
	mean /= float64(len(values))
	for _, x := range values {
		deviation += float64((x - mean) * (x - mean))
	}
	return mean, math.Sqrt(deviation / float64(len(values)-1))
}
