package prim_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drawdown/sim/prim"
)

// A sample is futures with answers, as Find takes them.
type sample struct {
	inputs  []prim.Input
	futures [][]float64
	fails   []bool
}

// draw makes n futures of m inputs, the first of which take the whole values 0
// to whole−1 each and the others lie between 0 and 1; each future fails with a
// probability.
func draw(seed uint64, n, m int, whole []int, risk func(x []float64) float64) sample {
	r := rand.New(rand.NewPCG(seed, 1))
	var s sample
	for j := range m {
		in := prim.Input{High: 1}
		if j < len(whole) {
			in = prim.Input{High: float64(whole[j] - 1), Whole: true}
		}
		s.inputs = append(s.inputs, in)
	}
	for range n {
		row := make([]float64, m)
		for j := range row {
			if j < len(whole) {
				row[j] = float64(r.IntN(whole[j]))
			} else {
				row[j] = r.Float64()
			}
		}
		s.futures = append(s.futures, row)
		s.fails = append(s.fails, r.Float64() < risk(row))
	}
	return s
}

func (s sample) find(o prim.Options) *prim.Result { return prim.Find(s.inputs, s.futures, s.fails, o) }

// restricted lists the inputs of a box, ascending.
func restricted(b *prim.Box) []int {
	var of []int
	for _, r := range b.Restrictions {
		of = append(of, r.Input)
	}
	slices.Sort(of)
	return of
}

func of(b *prim.Box, input int) prim.Restriction {
	for _, r := range b.Restrictions {
		if r.Input == input {
			return r
		}
	}
	return prim.Restriction{}
}

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// A known box among noise is found again: its inputs, its bounds within two
// slices, and which ends it has.
func TestKnownBox(t *testing.T) {
	s := draw(1, 2000, 12, nil, func(x []float64) float64 {
		if x[4] > 0.3 && x[4] < 0.7 && x[9] < 0.5 {
			return 0.95
		}
		return 0.05
	})
	r := s.find(prim.Options{})
	if r.Outcome != prim.Found || len(r.Boxes) != 1 || !slices.Equal(restricted(r.Boxes[0]), []int{4, 9}) {
		t.Fatalf("found %+v", r)
	}
	b := r.Boxes[0]
	four, nine := of(b, 4), of(b, 9)
	if !four.HasLow || !four.HasHigh || !near(four.Low, 0.3, 0.02) || !near(four.High, 0.7, 0.02) {
		t.Errorf("the fifth input is held to %+v", four)
	}
	if nine.HasLow || nine.Low != 0 || !nine.HasHigh || !near(nine.High, 0.5, 0.02) {
		t.Errorf("the tenth input is held to %+v", nine)
	}
	if b.Density < 0.9 || b.Coverage < 0.75 {
		t.Errorf("density %v, coverage %v", b.Density, b.Coverage)
	}
	if want := tally(s, []prim.Range{nine.Range}); four.Without != want {
		t.Errorf("without the fifth input %+v, want %+v", four.Without, want)
	}
	if want := tally(s, []prim.Range{four.Range}); nine.Without != want {
		t.Errorf("without the tenth input %+v, want %+v", nine.Without, want)
	}
	if four.From != four.Low || four.To != four.High || nine.From != 0 {
		t.Errorf("places %v to %v, %v to %v", four.From, four.To, nine.From, nine.To)
	}
	if four.P > 1e-20 || nine.P > 1e-20 {
		t.Errorf("quasi-p-values %v, %v", four.P, nine.P)
	}
}

// A corner of a rate above 21 and a delay of two years or more, exactly: the
// bounds are the values themselves.
func TestKnownCorner(t *testing.T) {
	s := draw(2, 1000, 8, []int{31, 5, 3}, func(x []float64) float64 {
		if x[0] > 21 && x[1] >= 2 {
			return 1
		}
		return 0
	})
	r := s.find(prim.Options{})
	if r.Outcome != prim.Found || !slices.Equal(restricted(r.Boxes[0]), []int{0, 1}) {
		t.Fatalf("found %+v", r)
	}
	b := r.Boxes[0]
	if got, want := of(b, 0).Range, (prim.Range{Input: 0, Low: 22, HasLow: true}); got != want {
		t.Errorf("the rate is held to %+v, want %+v", got, want)
	}
	if got, want := of(b, 1).Range, (prim.Range{Input: 1, Low: 2, HasLow: true}); got != want {
		t.Errorf("the delay is held to %+v, want %+v", got, want)
	}
	if b.Coverage != 1 || b.Density != 1 || b.Added != 1 {
		t.Errorf("coverage %v, density %v, added %v", b.Coverage, b.Density, b.Added)
	}
}

// Two boxes apart: the second is sought where the first is not, and only when it
// is asked for. Together they hold all failures.
func TestCovering(t *testing.T) {
	s := draw(3, 2000, 6, nil, func(x []float64) float64 {
		if x[0] < 0.3 && x[1] < 0.5 || x[2] > 0.8 && x[3] > 0.5 {
			return 1
		}
		return 0
	})
	if r := s.find(prim.Options{}); len(r.Boxes) != 1 {
		t.Errorf("%d boxes, want 1", len(r.Boxes))
	}
	r := s.find(prim.Options{Boxes: 3})
	if len(r.Boxes) != 2 || !slices.Equal(restricted(r.Boxes[0]), []int{0, 1}) || !slices.Equal(restricted(r.Boxes[1]), []int{2, 3}) {
		t.Fatalf("found %d boxes", len(r.Boxes))
	}
	a, b := r.Boxes[0], r.Boxes[1]
	if a.Added != a.Coverage || b.Added >= b.Coverage || !near(a.Added+b.Added, r.Together.Coverage, 1e-12) || r.Together.Coverage < 0.98 {
		t.Errorf("added %v and %v, together %v", a.Added, b.Added, r.Together.Coverage)
	}
}

// Where failures come by chance, nothing is found; with no limit on chance
// something is, so it is the limit that keeps it out.
func TestChance(t *testing.T) {
	for _, risk := range []float64{0.1, 0.5, 0.85} {
		for seed := range uint64(10) {
			s := draw(seed, 400, 15, []int{6, 3}, func([]float64) float64 { return risk })
			if r := s.find(prim.Options{}); r.Outcome != prim.NoPattern || len(r.Boxes) != 0 {
				t.Errorf("risk %v, seed %d: %v, %+v", risk, seed, r.Outcome, r.Boxes[0].Restrictions)
			}
			if r := s.find(prim.Options{Chance: 1}); risk > 0.4 && r.Outcome != prim.Found {
				t.Errorf("risk %v, seed %d, any chance: %v", risk, seed, r.Outcome)
			}
		}
	}
}

// What cannot be searched is told apart.
func TestOutcomes(t *testing.T) {
	never, always := func([]float64) float64 { return 0 }, func([]float64) float64 { return 1 }
	half := func(x []float64) float64 { return math.Round(x[0]) }
	missing, short, wild := draw(1, 50, 2, nil, half), draw(1, 50, 2, nil, half), draw(1, 50, 2, nil, half)
	missing.fails = missing.fails[1:]
	short.futures[7] = short.futures[7][:1]
	wild.futures[7][1] = math.NaN()
	for _, c := range []struct {
		sample sample
		want   prim.Outcome
	}{
		{draw(1, 50, 2, nil, half), prim.Found},
		{draw(1, 50, 2, nil, never), prim.NoFailures},
		{draw(1, 50, 2, nil, always), prim.AllFail},
		{draw(1, 19, 2, nil, half), prim.TooFew},
		{draw(1, 0, 2, nil, half), prim.TooFew},
		{sample{}, prim.TooFew},
		{draw(1, 50, 0, nil, func([]float64) float64 { return 0.5 }), prim.NoPattern},
		{draw(1, 50, 2, []int{1, 1}, func([]float64) float64 { return 0.5 }), prim.NoPattern},
		{missing, prim.Malformed},
		{short, prim.Malformed},
		{wild, prim.Malformed},
	} {
		if got := c.sample.find(prim.Options{}); got.Outcome != c.want || (len(got.Boxes) > 0) != (c.want == prim.Found) {
			t.Errorf("%d futures: %v, want %v", len(c.sample.futures), got.Outcome, c.want)
		}
	}
}

// A schedule that fails in most futures is told of too: not where it fails, but
// where it fails even more.
func TestMostFail(t *testing.T) {
	s := draw(5, 1000, 6, nil, func(x []float64) float64 {
		if x[2] > 0.4 {
			return 0.98
		}
		return 0.3
	})
	r := s.find(prim.Options{})
	if r.Outcome != prim.Found || !slices.Equal(restricted(r.Boxes[0]), []int{2}) || !near(r.Boxes[0].Restrictions[0].Low, 0.4, 0.03) {
		t.Errorf("found %+v", r)
	}
}

// samples draws small samples with ties, of every kind of input, and a risk that
// depends on up to two of them.
func samples(t *rapid.T) sample {
	n, m := rapid.IntRange(20, 300).Draw(t, "futures"), rapid.IntRange(1, 6).Draw(t, "inputs")
	whole := rapid.SliceOfN(rapid.IntRange(1, 12), 0, m).Draw(t, "whole")
	a, b := rapid.IntRange(0, m-1).Draw(t, "a"), rapid.IntRange(0, m-1).Draw(t, "b")
	ca, cb := rapid.Float64Range(0, 1).Draw(t, "cut a"), rapid.Float64Range(0, 1).Draw(t, "cut b")
	in, out := rapid.Float64Range(0, 1).Draw(t, "inside"), rapid.Float64Range(0, 1).Draw(t, "outside")
	digits := rapid.SampledFrom([]float64{5, 100, 1e9}).Draw(t, "digits")
	s := draw(rapid.Uint64().Draw(t, "seed"), n, m, whole, func(x []float64) float64 {
		for j := range x {
			if j >= len(whole) {
				x[j] = math.Round(x[j]*digits) / digits
			}
		}
		if x[a] >= ca && x[b] <= cb {
			return in
		}
		return out
	})
	return s
}

func options(t *rapid.T) prim.Options {
	return prim.Options{
		Alpha: rapid.SampledFrom([]float64{0, 0.02, 0.3}).Draw(t, "alpha"), Support: rapid.SampledFrom([]float64{0, 0.2}).Draw(t, "support"),
		Inputs: rapid.IntRange(0, 4).Draw(t, "most"), Chance: rapid.SampledFrom([]float64{0, 1}).Draw(t, "chance"), Boxes: rapid.IntRange(1, 3).Draw(t, "boxes"),
	}
}

func holds(ranges []prim.Range, row []float64) bool {
	for _, r := range ranges {
		if r.HasLow && row[r.Input] < r.Low || r.HasHigh && row[r.Input] > r.High {
			return false
		}
	}
	return true
}

// tally measures ranges without the package.
func tally(s sample, ranges []prim.Range) prim.Measure {
	var m prim.Measure
	all := 0
	for i, row := range s.futures {
		if s.fails[i] {
			all++
		}
		if holds(ranges, row) {
			m.Futures++
			if s.fails[i] {
				m.Failures++
			}
		}
	}
	m.Coverage = float64(m.Failures) / float64(all)
	m.Density = float64(m.Failures) / float64(m.Futures)
	m.Mass = float64(m.Futures) / float64(len(s.futures))
	return m
}

// What a box says of itself is so, and it keeps to the options.
func TestBoxesAreAsReported(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		s, o := samples(t), options(t)
		left := s
		left.futures, left.fails = slices.Clone(s.futures), slices.Clone(s.fails)
		for _, b := range s.find(o).Boxes {
			found++
			var ranges []prim.Range
			for _, r := range b.Restrictions {
				ranges = append(ranges, r.Range)
				if r.P < 0 || r.P > 1 || !(r.From <= r.To) || r.From < 0 || r.To > 1 || r.HasLow && r.HasHigh && r.Low > r.High || !r.HasLow && !r.HasHigh {
					t.Fatalf("restriction %+v", r)
				}
				if !r.HasLow && r.Low != 0 || !r.HasHigh && r.High != 0 {
					t.Fatalf("a bound that is not there: %+v", r)
				}
				if s.inputs[r.Input].Whole && (r.Low != math.Round(r.Low) || r.High != math.Round(r.High)) {
					t.Fatalf("not whole: %+v", r)
				}
			}
			if want := tally(s, ranges); b.Measure != want {
				t.Fatalf("%+v, want %+v", b.Measure, want)
			}
			here := tally(left, ranges)
			if most := max(o.Inputs, 3*(1-min(o.Inputs, 1))); len(ranges) > most || len(ranges) == 0 {
				t.Fatalf("%d inputs of at most %d", len(ranges), most)
			}
			if least := max(o.Support, 0.05); here.Mass < least || here.Futures < 10 {
				t.Fatalf("%d futures, mass %v, least %v", here.Futures, here.Mass, least)
			}
			for k, r := range b.Restrictions {
				others := slices.Delete(slices.Clone(ranges), k, k+1)
				want := tally(left, others)
				if r.Without != want {
					t.Fatalf("without %d: %+v, want %+v", r.Input, r.Without, want)
				}
				if all := tally(left, nil); o.Chance == 1 && worth(want, all, others) >= worth(here, all, ranges) {
					t.Fatalf("%+v is not worth its price", r)
				}
				if k > 0 && b.Restrictions[k-1].Without.Density > r.Without.Density {
					t.Fatal("the restriction that matters most is not first")
				}
			}
			trajectory(t, left, b, max(o.Support, 0.05))
			for k, r := range ranges {
				if s.inputs[r.Input].Whole {
					continue
				}
				for _, shorter := range shorten(r) {
					with := slices.Clone(ranges)
					with[k] = shorter
					if tally(left, with) == here {
						t.Fatalf("%+v could be %+v", r, shorter)
					}
				}
			}
			for i := len(left.futures) - 1; i >= 0; i-- {
				if b.Holds(left.futures[i]) != holds(ranges, left.futures[i]) {
					t.Fatal("Holds is not what the ranges say")
				}
				if holds(ranges, left.futures[i]) {
					left.futures, left.fails = slices.Delete(left.futures, i, i+1), slices.Delete(left.fails, i, i+1)
				}
			}
		}
	})
	if found < 10 {
		t.Errorf("only %d boxes to judge by", found)
	}
}

// worth is what a box is worth among all futures searched, at the usual price.
func worth(m, all prim.Measure, ranges []prim.Range) float64 {
	cost := 0.0
	for _, r := range ranges {
		if r.HasLow {
			cost += 0.02
		}
		if r.HasHigh {
			cost += 0.02
		}
	}
	gain := (m.Density - all.Density) / (1 - all.Density)
	if gain <= 0 || m.Coverage == 0 {
		return -cost
	}
	return 2/(1/m.Coverage+1/gain) - cost
}

// shorten takes each bound of a range outward to one decimal less, where it has
// any.
func shorten(r prim.Range) []prim.Range {
	var out []prim.Range
	less := func(v float64) float64 {
		_, decimals, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
		if decimals == "" {
			return 1
		}
		return math.Pow10(len(decimals) - 1)
	}
	if step := less(r.Low); r.HasLow && math.Floor(r.Low*step)/step < r.Low {
		low := r
		low.Low = math.Floor(r.Low*step) / step
		out = append(out, low)
	}
	if step := less(r.High); r.HasHigh && math.Ceil(r.High*step)/step > r.High {
		high := r
		high.High = math.Ceil(r.High*step) / step
		out = append(out, high)
	}
	return out
}

// trajectory checks the peeling that led to a box: every step is what it says,
// lies in the one before, is denser, and has the least mass.
func trajectory(t *rapid.T, s sample, b *prim.Box, support float64) {
	if first := b.Trajectory[0]; len(first.Ranges) != 0 || first.Coverage != 1 || first.Mass != 1 {
		t.Fatalf("the first step is %+v", first)
	}
	if b.Chosen < 1 || b.Chosen >= len(b.Trajectory) {
		t.Fatalf("step %d of %d", b.Chosen, len(b.Trajectory))
	}
	for k, step := range b.Trajectory {
		if want := tally(s, step.Ranges); step.Measure != want {
			t.Fatalf("step %d: %+v, want %+v", k, step.Measure, want)
		}
		if k == 0 {
			continue
		}
		before := b.Trajectory[k-1]
		if step.Density <= before.Density || step.Futures >= before.Futures || step.Mass < support {
			t.Fatalf("step %d: %+v after %+v", k, step.Measure, before.Measure)
		}
		for _, row := range s.futures {
			if holds(step.Ranges, row) && !holds(before.Ranges, row) {
				t.Fatalf("step %d holds what the one before does not", k)
			}
		}
	}
}

// The order of futures does not matter, and equal input gives equal output.
func TestOrderOfFutures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := samples(t), options(t)
		want := s.find(o)
		order := rapid.Permutation(indices(len(s.futures))).Draw(t, "order")
		turned := sample{inputs: s.inputs}
		for _, i := range order {
			turned.futures, turned.fails = append(turned.futures, s.futures[i]), append(turned.fails, s.fails[i])
		}
		if got := turned.find(o); !reflect.DeepEqual(got, want) {
			t.Fatalf("in another order %+v, want %+v", got, want)
		}
	})
}

func indices(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i)
	}
	return all
}

// An input that never varies changes nothing.
func TestConstantInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := samples(t), options(t)
		want := s.find(o)
		v := rapid.Float64Range(-1e6, 1e6).Draw(t, "constant")
		s.inputs = append(slices.Clone(s.inputs), prim.Input{Low: v, High: v})
		for i, row := range s.futures {
			s.futures[i] = append(slices.Clone(row), v)
		}
		if got := s.find(o); !reflect.DeepEqual(got, want) {
			t.Fatalf("with a constant %+v, want %+v", got, want)
		}
	})
}

// The mirror image of a sample has the mirrored box where the two ends of no
// input do equally well: here the failures are at one end only.
func TestMirror(t *testing.T) {
	s := draw(8, 1000, 4, nil, func(x []float64) float64 {
		if x[1] > 0.6 && x[3] > 0.5 {
			return 0.9
		}
		return 0.1
	})
	there := of(s.find(prim.Options{}).Boxes[0], 1)
	for j := range s.inputs {
		s.inputs[j] = prim.Input{Low: -1}
	}
	for _, row := range s.futures {
		for j := range row {
			row[j] = -row[j]
		}
	}
	if back := of(s.find(prim.Options{}).Boxes[0], 1); !back.HasHigh || back.High != -there.Low || back.To != 1-there.From {
		t.Errorf("mirrored %+v, want the mirror of %+v", back, there)
	}
}

func BenchmarkFind(b *testing.B) {
	for name, risk := range map[string]func(x []float64) float64{
		"corner": func(x []float64) float64 {
			if x[5] > 0.6 && x[9] < 0.4 {
				return 0.95
			}
			return 0.05
		},
		"chance": func([]float64) float64 { return 0.3 },
	} {
		b.Run(name, func(b *testing.B) {
			s := draw(1, 10000, 20, []int{5, 10, 2}, risk)
			b.ReportAllocs()
			for b.Loop() {
				s.find(prim.Options{Boxes: 3})
			}
		})
	}
}
