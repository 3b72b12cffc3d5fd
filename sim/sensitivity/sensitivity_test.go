package sensitivity_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"drawdown/sim/sample"
	"drawdown/sim/sensitivity"
)

// study is of functions of some inputs, one for each output.
func study(inputs int, of ...func(u []float64) float64) *sensitivity.Study {
	return &sensitivity.Study{Inputs: inputs, Outputs: len(of), Workers: 2, Open: func() sensitivity.Model {
		return func(_ int, u, out []float64) {
			for o, f := range of {
				out[o] = f(u)
			}
		}
	}}
}

func indices(t testing.TB, s *sensitivity.Study, method sample.Method, rows int, seed uint64) *sensitivity.Indices {
	t.Helper()
	r, err := s.Sobol(t.Context(), method, rows, seed)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ishigami is the function of T. Ishigami, T. Homma, ISUMA 1990, with a = 7 and
// b = 0.1, of angles from −π to π.
func ishigami(u []float64) float64 {
	angle := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	s1, s2 := math.Sin(angle(0)), math.Sin(angle(1))
	return s1 + 7*s2*s2 + 0.1*math.Pow(angle(2), 4)*s1
}

// weights are those of the g-function, as in A. Saltelli et al., Global
// Sensitivity Analysis: The Primer, Wiley 2008.
var weights = []float64{0, 1, 4.5, 9, 99, 99, 99, 99}

// g is Sobol's function, the product of (|4u − 2| + a) / (1 + a).
func g(u []float64) float64 {
	y := 1.0
	for i, a := range weights {
		y *= (math.Abs(4*u[i]-2) + a) / (1 + a)
	}
	return y
}

// gIndices are its indices: with V_i = 1/(3·(1 + a_i)²), the variance is Π(1 +
// V_j) − 1, S_i is V_i of it, and T_i is V_i·Π(1 + V_j) over j ≠ i of it.
func gIndices() (first, total []float64, variance float64) {
	product := 1.0
	v := make([]float64, len(weights))
	for i, a := range weights {
		v[i] = 1 / (3 * (1 + a) * (1 + a))
		product *= 1 + v[i]
	}
	for _, x := range v {
		first = append(first, x/(product-1))
		total = append(total, x*product/(1+x)/(product-1))
	}
	return first, total, product - 1
}

// linear is 1 + 3·u_0 − 2·u_1 + u_2: variances 9, 4, 1 of 14 twelfths.
func linear(u []float64) float64 { return 1 + 3*u[0] - 2*u[1] + u[2] }

func expect(t *testing.T, name string, o sensitivity.Output, first, total []float64, mean, variance, within float64) {
	t.Helper()
	off := func(what string, got, want, within float64) {
		if math.IsNaN(got) || math.Abs(got-want) > within {
			t.Errorf("%s: %s %.4f, want %.4f", name, what, got, want)
		}
	}
	if o.Variation != sensitivity.Varies {
		t.Fatalf("%s: %s", name, o.Variation)
	}
	off("mean", o.Mean, mean, within*math.Sqrt(variance))
	off("variance", o.Variance, variance, within*variance)
	for i, x := range o.Inputs {
		off("first", x.First.Value, first[i], within)
		off("total", x.Total.Value, total[i], within)
		for _, e := range []sensitivity.Estimate{x.First, x.Total} {
			if !(e.Low <= e.Value && e.Value <= e.High) {
				t.Errorf("%s, input %d: %+v", name, i, e)
			}
		}
	}
}

// The indices of Ishigami's function, published to four places, those of the
// g-function by its formula, and those of a linear model.
func TestSobol(t *testing.T) {
	share := []float64{9.0 / 14, 4.0 / 14, 1.0 / 14}
	first, total, variance := gIndices()
	for _, c := range []struct {
		method sample.Method
		rows   int
		within float64
	}{
		{sample.Sobol, 4096, 0.015},
		{sample.Random, 4096, 0.06},
		{sample.LatinHypercube, 4096, 0.06},
	} {
		r := indices(t, study(3, ishigami, linear), c.method, c.rows, 11)
		if r.Rows != c.rows || r.Evaluations != 5*c.rows {
			t.Errorf("%d rows, %d evaluations", r.Rows, r.Evaluations)
		}
		name := string(c.method)
		expect(t, name+", Ishigami", r.Outputs[0], []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}, 3.5, 13.8446, c.within)
		expect(t, name+", linear", r.Outputs[1], share, share, 2, 14.0/12, c.within)
		if m := r.Outputs[1].Median; math.Abs(m-2) > 3*c.within {
			t.Errorf("%s, linear: median %.4f, want 2", name, m)
		}
		r = indices(t, study(8, g), c.method, c.rows, 12)
		expect(t, name+", g", r.Outputs[0], first, total, 1, variance, c.within)
	}
}

// Of intervals from random rows about 95 % hold the true index.
func TestIntervals(t *testing.T) {
	const seeds = 60
	s := study(3, ishigami)
	want := []float64{0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437}
	held := 0
	for seed := range uint64(seeds) {
		for i, x := range indices(t, s, sample.Random, 256, seed).Outputs[0].Inputs {
			for k, e := range []sensitivity.Estimate{x.First, x.Total} {
				if w := want[3*k+i]; e.Low <= w && w <= e.High {
					held++
				}
			}
		}
	}
	if share := float64(held) / (6 * seeds); share < 0.91 || share > 0.985 {
		t.Errorf("%.3f of the intervals hold", share)
	}
	// Four times the rows, half the width.
	few := indices(t, s, sample.Random, 512, 3).Outputs[0].Inputs[1].Total
	many := indices(t, s, sample.Random, 2048, 3).Outputs[0].Inputs[1].Total
	if ratio := (few.High - few.Low) / (many.High - many.Low); ratio < 1.6 || ratio > 2.5 {
		t.Errorf("four times the rows make intervals %.2f times as narrow", ratio)
	}
}

// What does not vary, or is no number somewhere, has no indices, and leaves
// those of other outputs alone. Rounding is no variation; a small one on a large
// number is.
func TestNoVariation(t *testing.T) {
	r := indices(t, study(2,
		func([]float64) float64 { return 7 },
		func(u []float64) float64 { return 1e6 + 1e-9*u[0] },
		func(u []float64) float64 { return math.Log(u[0] - 0.5) },
		func(u []float64) float64 { return 1e6 + 1e-3*u[0] },
		func([]float64) float64 { return 0 },
	), sample.Sobol, 256, 1)
	for o, want := range []sensitivity.Variation{sensitivity.Constant, sensitivity.Constant, sensitivity.Undefined, sensitivity.Varies, sensitivity.Constant} {
		out := r.Outputs[o]
		if out.Variation != want || (out.Inputs == nil) == (want == sensitivity.Varies) {
			t.Errorf("output %d: %s, %v", o, out.Variation, out.Inputs)
		}
	}
	if r.Outputs[0].Mean != 7 || r.Outputs[0].Median != 7 || r.Outputs[0].Variance != 0 || !math.IsNaN(r.Outputs[2].Mean) || !math.IsNaN(r.Outputs[2].Median) || !math.IsNaN(r.Outputs[2].Variance) {
		t.Errorf("means and variances: %+v", r.Outputs)
	}
	if x := r.Outputs[3].Inputs; math.Abs(x[0].First.Value-1) > 0.01 || x[1].Total.Value != 0 {
		t.Errorf("a small variation: %+v", x)
	}
	// A step that one row in eight takes: some samples of few rows see nothing.
	few := indices(t, study(1, func(u []float64) float64 { return math.Floor(u[0] + 0.125) }), sample.Random, 8, 3).Outputs[0]
	if few.Inputs == nil {
		t.Fatal("no row of A or B takes the step")
	}
	if e := few.Inputs[0].Total; math.IsNaN(e.Low) || math.IsNaN(e.High) {
		t.Errorf("few rows: %+v", e)
	}
}

// The number of workers changes nothing, the seed does.
func TestWorkers(t *testing.T) {
	run := func(workers int, seed uint64) []any {
		s := study(8, g, func(u []float64) float64 { return linear(u[3:]) })
		s.Workers = workers
		a := indices(t, s, sample.Sobol, 128, seed)
		b, err := s.Morris(t.Context(), 10, 4, seed)
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Swings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return []any{a, b, c}
	}
	want := run(1, 5)
	for _, workers := range []int{-1, 2, 3, 64} {
		if got := run(workers, 5); !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers: %+v, want %+v", workers, got, want)
		}
	}
	other := run(1, 6)
	if reflect.DeepEqual(other[0], want[0]) || reflect.DeepEqual(other[1], want[1]) || !reflect.DeepEqual(other[2], want[2]) {
		t.Error("the seed should matter to all but the swings")
	}
}

// Each evaluation is made once, and each worker has a model to itself.
func TestOpen(t *testing.T) {
	var opened, busy atomic.Int64
	seen := make([]atomic.Int64, 100*4)
	s := &sensitivity.Study{Inputs: 2, Outputs: 1, Workers: 3, Open: func() sensitivity.Model {
		opened.Add(1)
		var mine atomic.Bool
		return func(evaluation int, u, out []float64) {
			if mine.Swap(true) {
				busy.Add(1)
			}
			seen[evaluation].Add(1)
			out[0] = u[0]
			mine.Store(false)
		}
	}}
	indices(t, s, sample.Random, 100, 1)
	if opened.Load() != 3 || busy.Load() != 0 {
		t.Errorf("%d models, %d calls of a busy one", opened.Load(), busy.Load())
	}
	for i := range seen {
		if seen[i].Load() != 1 {
			t.Fatalf("evaluation %d was made %d times", i, seen[i].Load())
		}
	}
}

// A context that ends stops the work.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var made atomic.Int64
	s := &sensitivity.Study{Inputs: 3, Outputs: 1, Workers: 2, Open: func() sensitivity.Model {
		return func(_ int, _, _ []float64) {
			if made.Add(1) == 50 {
				cancel()
			}
		}
	}}
	if r, err := s.Sobol(ctx, sample.Random, 10_000, 1); r != nil || !errors.Is(err, context.Canceled) || made.Load() > 60 {
		t.Errorf("%v after %d evaluations", err, made.Load())
	}
	if r, err := s.Morris(ctx, 10, 4, 1); r != nil || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if r, err := s.Swings(ctx); r != nil || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestRefuses(t *testing.T) {
	s := study(600, func([]float64) float64 { return 0 })
	_, a := s.Sobol(t.Context(), sample.Sobol, 8, 1)
	_, b := s.Morris(t.Context(), 1, 4, 1)
	_, c := s.Morris(t.Context(), 10, 3, 1)
	for err, want := range map[error]string{
		a: "Sobol indices draw twice as many inputs as are studied (600): sobol has at most 1111 inputs, not 1200",
		b: "trajectories must be at least 2, not 1",
		c: "levels must be an even number from 2 on, not 3",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func screen(t testing.TB, s *sensitivity.Study, trajectories, levels int) *sensitivity.Screening {
	t.Helper()
	r, err := s.Morris(t.Context(), trajectories, levels, 8)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 }

// A linear function has its coefficients for effects, without spread.
func TestMorrisLinear(t *testing.T) {
	var most float64
	s := study(3, linear, func(u []float64) float64 { most = max(most, u[0], u[1], u[2]); return u[0] * u[1] })
	s.Workers = 1
	r := screen(t, s, 20, 6)
	if r.Evaluations != 80 || r.Trajectories != 20 || r.Levels != 6 || len(r.Effects) != 2 {
		t.Errorf("%+v", r)
	}
	for i, want := range []float64{3, -2, 1} {
		if e := r.Effects[0][i]; !near(e.Mean, want) || !near(e.Absolute, math.Abs(want)) || !near(e.Spread, 0) || !near(e.Error, 0) {
			t.Errorf("input %d: %+v", i, e)
		}
	}
	if !near(most, 1-1.0/12) {
		t.Errorf("the highest level of six is %v", most)
	}
}

// A trajectory moves one input after another by half its range, in an order, from
// a level and in a direction that are each as likely as any other.
func TestMorrisTrajectories(t *testing.T) {
	const r, inputs, levels = 6000, 3, 4
	at := make([][inputs]float64, r*(inputs+1))
	s := &sensitivity.Study{Inputs: inputs, Outputs: 1, Workers: 2, Open: func() sensitivity.Model {
		return func(evaluation int, u, _ []float64) { copy(at[evaluation][:], u) }
	}}
	screen(t, s, r, levels)
	orders, starts := map[[inputs]int]int{}, map[[inputs]float64]int{}
	for ; len(at) > 0; at = at[inputs+1:] {
		var order [inputs]int
		for move := range inputs {
			moved := 0
			for i := range inputs {
				if step := math.Abs(at[move+1][i] - at[move][i]); step == 0.5 {
					order[move] = i
					moved++
				} else if step != 0 {
					t.Fatalf("a step of %v", step)
				}
			}
			if moved != 1 {
				t.Fatalf("%d inputs move at once", moved)
			}
		}
		orders[order]++
		starts[at[0]]++
	}
	if len(orders) != 6 || len(starts) != levels*levels*levels {
		t.Errorf("%d orders, %d starts", len(orders), len(starts))
	}
	for order, n := range orders {
		if math.Abs(float64(n)-r/6.0) > 4*math.Sqrt(r/6.0) {
			t.Errorf("order %v: %d times of %d", order, n, r)
		}
	}
	for start, n := range starts {
		if math.Abs(float64(n)-r/64.0) > 4.5*math.Sqrt(r/64.0) {
			t.Errorf("start %v: %d times of %d", start, n, r)
		}
	}
}

// From u to u + 1/2, 4·(u − 1/2)² changes by 4u − 1, an effect of 8u − 2: with
// four levels −1 or 1, so they cancel in μ and not in μ*. Those of u_0·u_1 are
// the other's level: of mean 1/2 and, over 1/8, 3/8, 5/8, 7/8, of deviation √5/8.
func TestMorrisCancels(t *testing.T) {
	const r = 4000
	s := study(2, func(u []float64) float64 { return 4 * (u[0] - 0.5) * (u[0] - 0.5) }, func(u []float64) float64 { return u[0] * u[1] })
	effects := screen(t, s, r, 4).Effects
	if e := effects[0][0]; math.Abs(e.Mean) > 4/math.Sqrt(r) || !near(e.Absolute, 1) || math.Abs(e.Spread-1) > 0.01 || !near(e.Error, 0) {
		t.Errorf("parabola: %+v", e)
	}
	if e := effects[0][1]; e != (sensitivity.Effect{}) {
		t.Errorf("nothing: %+v", e)
	}
	for i, e := range effects[1] {
		spread := math.Sqrt(5) / 8
		if math.Abs(e.Absolute-0.5) > 4*spread/math.Sqrt(r) || math.Abs(e.Spread-spread) > 0.01 || math.Abs(e.Error-spread/math.Sqrt(r)) > 0.0002 {
			t.Errorf("product, input %d: %+v", i, e)
		}
	}
}

// morris is the function of Morris 1991 with 20 inputs, its random coefficients
// (−1)^i and (−1)^(i+j) instead, as others have since put them.
func morris(u []float64) float64 {
	var w [21]float64
	for i := 1; i <= 20; i++ {
		x := u[i-1]
		if i == 3 || i == 5 || i == 7 {
			x = 1.1 * x / (x + 0.1)
		}
		w[i] = 2 * (x - 0.5)
	}
	sign := func(n int) float64 { return float64(1 - n%2*2) }
	y := 0.0
	for i := 1; i <= 20; i++ {
		if i <= 10 {
			y += 20 * w[i]
		} else {
			y += sign(i) * w[i]
		}
		for j := i + 1; j <= 20; j++ {
			if j <= 6 {
				y -= 15 * w[i] * w[j]
			} else {
				y += sign(i+j) * w[i] * w[j]
			}
			for l := j + 1; l <= 5; l++ {
				y -= 10 * w[i] * w[j] * w[l]
				for s := l + 1; s <= 4; s++ {
					y += 5 * w[i] * w[j] * w[l] * w[s]
				}
			}
		}
	}
	return y
}

// As Morris found: the first ten inputs matter, of which 8, 9 and 10 act nearly
// alone, at 2·20 over their range, and 1 to 6 with others; 7 is bent. The bent
// inputs 3, 5 and 7 have a mean w of 0.707 on four levels, which by (−1)^(i+j)
// takes 2·3·0.707 from 8 and 10, and gives it to 9.
func TestMorrisFunction(t *testing.T) {
	e := screen(t, study(20, morris), 200, 4).Effects[0]
	least, most := math.Inf(1), 0.0
	for i := range 10 {
		least, most = min(least, e[i].Absolute), max(most, e[10+i].Absolute)
	}
	if least < 2*most {
		t.Errorf("μ* of the first ten from %v, of the others to %v", least, most)
	}
	for i, want := range map[int]float64{7: 40 - 4.24, 8: 40 + 4.24, 9: 40 - 4.24} {
		if math.Abs(e[i].Mean-want) > 4*e[i].Error || e[i].Mean != e[i].Absolute || e[i].Error > 0.5 || e[i].Spread > 6 {
			t.Errorf("input %d: %+v", i+1, e[i])
		}
	}
	for i := range 6 {
		if e[i].Spread < 20 {
			t.Errorf("input %d: %+v", i+1, e[i])
		}
	}
	if e[6].Spread < 1.2*max(e[7].Spread, e[8].Spread, e[9].Spread) {
		t.Errorf("input 7: %+v, inputs 8 to 10: %+v", e[6], e[7:10])
	}
}

// Other inputs stay at their medians.
func TestSwings(t *testing.T) {
	s := study(3, linear, func(u []float64) float64 { return 100*u[0] + 10*u[1]*u[2] })
	r, err := s.Swings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Evaluations != 7 || !near(r.Middle[0], 2) || !near(r.Middle[1], 52.5) {
		t.Errorf("%+v", r)
	}
	for o, want := range [][]sensitivity.Swing{
		{{0.65, 3.35}, {2.9, 1.1}, {1.55, 2.45}},
		{{7.5, 97.5}, {50.25, 54.75}, {50.25, 54.75}},
	} {
		for i, w := range want {
			if got := r.Swings[o][i]; !near(got.Low, w.Low) || !near(got.High, w.High) || !near(got.Size(), math.Abs(w.High-w.Low)) {
				t.Errorf("output %d, input %d: %+v, want %+v", o, i, got, w)
			}
		}
	}
}

// What a study costs besides its evaluations: 1024 rows of 20 inputs and 10
// outputs, intervals included.
func BenchmarkSobol(b *testing.B) {
	s := &sensitivity.Study{Inputs: 20, Outputs: 10, Workers: 2, Open: func() sensitivity.Model {
		return func(_ int, u, out []float64) { copy(out, u) }
	}}
	for b.Loop() {
		indices(b, s, sample.Sobol, 1024, 1)
	}
}

// Twenty trajectories of 100 inputs.
func BenchmarkMorris(b *testing.B) {
	s := study(100, func(u []float64) float64 { return u[0] })
	for b.Loop() {
		screen(b, s, 20, 4)
	}
}
