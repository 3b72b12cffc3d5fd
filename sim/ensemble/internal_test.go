package ensemble

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"drawdown/sim/arsenal"
)

// The quick way to round is the plain one.
func TestRounded(t *testing.T) {
	halves := []float64{0, 0.25, 0.49999999999999994, 0.5, 0.5000000000000001, 1, 1.4999999999999998, 1.5, 2.5, 67.5, 1e6 + 0.5, 123456789.5}
	check := func(x float64) {
		for _, v := range []float64{x, -x, math.Nextafter(x, math.Inf(1)), math.Nextafter(x, math.Inf(-1))} {
			if got, want := rounded(v), arsenal.Whole(v); got != want {
				t.Errorf("rounded(%v) = %d, want %d", v, got, want)
			}
		}
	}
	for _, x := range halves {
		check(x)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 100000 {
		check(rng.Float64() * math.Pow(10, float64(rng.IntN(10))))
		check(float64(rng.IntN(2000000)) / 2)
	}
}

// Millionths are the digits that tables print.
func TestMillionths(t *testing.T) {
	digits := func(x float64) int {
		s := strconv.FormatFloat(x, 'f', 6, 64)
		n, err := strconv.Atoi(s[:len(s)-7] + s[len(s)-6:])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200000 {
		x := rng.Float64() * math.Pow(10, float64(rng.IntN(7)))
		near := (math.Floor(x*1e6) + 0.5) / 1e6 // a half, or a hair beside it
		for _, v := range []float64{x, -x, near, math.Nextafter(near, 0), math.Nextafter(near, 1e9), math.Floor(x)} {
			if got, want := millionths(v), digits(v); got != want {
				t.Fatalf("millionths(%v) = %d, want %d", v, got, want)
			}
		}
	}
}

// Quantiles are those of the sorted values, however these are kept and in
// whatever order and parts they came.
func TestCounter(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for round := range 300 {
		n := 1 + rng.IntN(200)
		spread := []int{1, 30, 5000, 100000, 1 << 30}[round%5]
		parts := make([]Counter, 1+rng.IntN(3))
		millionths := round%7 == 0
		for i := range parts {
			parts[i].Millionths = millionths
		}
		var values []int
		for range n {
			v := rng.IntN(spread) - spread/3
			values = append(values, v)
			parts[rng.IntN(len(parts))].add(v)
		}
		slices.Sort(values)
		all := Counter{Millionths: millionths}
		for i := range parts {
			all.merge(&parts[i])
		}
		unit := 1.0
		if millionths {
			unit = 1e6
		}
		rank := func(q float64) float64 { return float64(values[int(math.Ceil(q*float64(n)-1e-9))-1]) / unit }
		total := 0
		for _, v := range values {
			total += v
		}
		want := Quantiles{n, rank(.05), rank(.25), rank(.5), rank(.75), rank(.95), float64(total) / unit / float64(n), float64(values[0]) / unit, float64(values[n-1]) / unit}
		if got := all.Quantiles(); got != want {
			t.Fatalf("%d values within %d: %+v, want %+v", n, spread, got, want)
		}
		limit := values[rng.IntN(n)]
		below := 0
		for _, v := range values {
			if v <= limit {
				below++
			}
		}
		if got := all.upTo(float64(limit) / unit); got != below {
			t.Fatalf("%d values are at most %d, want %d", got, limit, below)
		}
	}
}

// Intervals against published ones: 81 of 263 gives 0.2553 to 0.3662 (Newcombe
// 1998, "Two-sided confidence intervals for the single proportion", table I,
// method 3).
func TestInterval(t *testing.T) {
	low, high := Interval(81, 263)
	if math.Abs(low-0.2553) > 5e-5 || math.Abs(high-0.3662) > 5e-5 {
		t.Errorf("81 of 263: %v to %v", low, high)
	}
	if low, high := Interval(0, 20); low != 0 || math.Abs(high-0.1611) > 5e-5 {
		t.Errorf("0 of 20: %v to %v", low, high)
	}
}

// Distributions at points that can be worked out by hand.
func TestQuantile(t *testing.T) {
	known := func(x float64) arsenal.Property { return arsenal.Property{Value: x, Known: true} }
	for _, c := range []struct {
		d    Distribution
		u    float64
		want float64
	}{
		{Distribution{Shape: Uniform, Parameters: []float64{6, 14}}, 0.25, 8},
		{Distribution{Shape: Triangular, Parameters: []float64{0, 1, 2}}, 0.5, 1},
		{Distribution{Shape: Triangular, Parameters: []float64{0, 1, 2}}, 0.125, 0.5},
		{Distribution{Shape: Triangular, Parameters: []float64{8, 10, 10}}, 0.25, 9},
		{Distribution{Shape: Triangular, Parameters: []float64{8, 8, 10}}, 0.75, 9},
		{Distribution{Shape: Integers, Parameters: []float64{0, 4}}, 0.999, 4},
		{Distribution{Shape: Integers, Parameters: []float64{-3, -3}}, 0.5, -3},
		{Distribution{Shape: Choice, Parameters: []float64{80, 96}}, 0.5, 96},
		{Distribution{Shape: Normal, Parameters: []float64{100, 5}}, 0.5, 100},
		{Distribution{Shape: Normal, Parameters: []float64{100, 5}}, 0.9772498680518208, 110},
		{Distribution{Shape: Normal, Parameters: []float64{0, 1}, Min: known(0)}, 0.5, 0.6744897501960817},
		{Distribution{Shape: Normal, Parameters: []float64{0, 1}, Min: known(-1), Max: known(1)}, 0.5, 0},
		{Distribution{Shape: Lognormal, Parameters: []float64{100, 0.2}}, 0.5, 100},
		{Distribution{Shape: Lognormal, Parameters: []float64{100, 0.2}, Max: known(100)}, 0.5, 100 * math.Exp(-0.2*0.6744897501960817)},
	} {
		if got := c.d.Quantile(c.u); math.Abs(got-c.want) > 1e-12*max(1, math.Abs(c.want)) {
			t.Errorf("%s at %v is %v, want %v", c.d.String(), c.u, got, c.want)
		}
	}
}

// Values at the ends of what numbers can be are counted like any other.
func TestCounterFarApart(t *testing.T) {
	ends := []int{math.MinInt, math.MinInt + 1, -mostValue, -1, 0, mostBins, mostValue, math.MaxInt - 1, math.MaxInt}
	for _, a := range ends {
		for _, b := range ends {
			var c Counter
			want := map[int]uint32{}
			for _, v := range []int{a, b, a, 7} {
				c.add(v)
				want[v]++
			}
			all := c.sorted()
			if len(all) != len(want) || !slices.IsSortedFunc(all, func(a, b tallied) int { return cmp.Compare(a.value, b.value) }) {
				t.Fatalf("%d, %d: %v", a, b, all)
			}
			for _, v := range all {
				if v.times != want[v.value] {
					t.Errorf("%d, %d: %v", a, b, all)
				}
			}
		}
	}
}
