package sweep

import (
	"context"
	"math"
	"slices"

	"drawdown/sim/ensemble"
)

// Draws say how what is uncertain is drawn at every point. They are laid out for
// all that is uncertain, so that each number draws the same whichever of them is
// a lever.
type Draws struct {
	Points ensemble.Points
	Count  int   // how many
	All    int   // inputs that the points are laid out for
	Own    []int // those of them that are drawn: all that are no lever
}

// Outcome draws a study, of which only the inputs of its own are drawn: what it
// shows as written, and in how many draws. A draw that cannot be makes the point
// impossible.
func (d *Draws) Outcome(ctx context.Context, study *ensemble.Study) (Outcome, error) {
	own := *study
	own.Inputs = d.of(study.Inputs)
	kernel := ensemble.Compile(&own)
	out := Outcome{Results: Results(kernel.Base)}
	tallies := make([]drawn, len(out.Results))
	for i, t := range kernel.Tallies() {
		tallies[i] = drawn{Tally: t, Result: &out.Results[i], end: atEnd(kernel, t)}
	}
	run := kernel.Runner()
	all, values := make([]float64, d.All), make([]float64, len(own.Inputs))
	for m := range d.Count {
		if m%checked == 0 && ctx.Err() != nil {
			return Outcome{}, ctx.Err()
		}
		d.draw(own.Inputs, m, all, values)
		if invalid := run.Run(values); invalid != nil {
			invalid.Member = m
			return Outcome{Why: invalid.Error()}, ctx.Err()
		}
		for i := range tallies {
			tallies[i].take(run)
		}
	}
	return out, ctx.Err()
}

// checked is after how many draws a point looks whether it is to stop.
const checked = 256

// of picks the inputs that are drawn.
func (d *Draws) of(inputs []*ensemble.Input) []*ensemble.Input {
	var own []*ensemble.Input
	for _, i := range d.Own {
		own = append(own, inputs[i])
	}
	return own
}

// draw sets values to what a member draws; all is room for its point.
func (d *Draws) draw(own []*ensemble.Input, member int, all, values []float64) {
	d.Points.Point(member, all)
	for i, in := range own {
		values[i] = in.Quantile(all[d.Own[i]])
	}
}

// drawn is a tally whose members are added up.
type drawn struct {
	*ensemble.Tally
	*Result
	end int // the last row that has a ceiling; −1: none has
}

// take adds a member. One without any margin to judge it by does not count.
func (t *drawn) take(run *ensemble.Runner) {
	worst, known := math.Inf(1), false
	rows := run.Kernel().Rows
	for _, row := range t.Rows {
		m, ok := run.Margin(row)
		if !ok {
			m = math.NaN()
		}
		t.Course = mix(t.Course, m)
		if ok && (rows[row].Binding || !t.Tally.Binds && row == t.end) {
			worst, known = min(worst, m), true
		}
	}
	t.Spread = mix(t.Spread, worst)
	if !known {
		return
	}
	t.Draws++
	if worst >= 0 {
		t.Kept++
	}
}

// mix adds a margin to a fingerprint of margins.
func mix(print uint64, margin float64) uint64 {
	print = (print ^ (math.Float64bits(margin) + 1)) * 0x9e3779b97f4a7c15
	return print ^ print>>32
}

// atEnd is the last row of a tally that has a ceiling; −1: none has.
func atEnd(k *ensemble.Kernel, t *ensemble.Tally) int {
	for _, row := range slices.Backward(t.Rows) {
		if k.Rows[row].HasCeiling {
			return row
		}
	}
	return -1
}
