package ensemble

import (
	"math"
	"testing"

	"drawdown/sim/arsenal"
)

func bounds(shape Shape, a, b, low, high float64) Distribution {
	d := Distribution{Shape: shape, Parameters: []float64{a, b}}
	if !math.IsInf(low, 0) {
		d.Min = arsenal.Property{Value: low, Known: true}
	}
	if !math.IsInf(high, 0) {
		d.Max = arsenal.Property{Value: high, Known: true}
	}
	return d
}

// What bounds far above the mean leave, against values worked out to sixty
// digits. F is 1 there, to all digits of a float64.
func TestUpperTail(t *testing.T) {
	none := math.Inf(1)
	for _, c := range []struct {
		d       Distribution
		u, want float64
	}{
		{bounds(Normal, 3, 0.1, 4, 4.5), 0, 4},
		{bounds(Normal, 3, 0.1, 4, 4.5), 0.25, 4.0028449055369229555},
		{bounds(Normal, 3, 0.1, 4, 4.5), 0.5, 4.0068411836081429412},
		{bounds(Normal, 3, 0.1, 4, 4.5), 0.999, 4.0662528400789552502},
		{bounds(Normal, 3, 0.1, 4, none), 0.5, 4.0068411836081429412},
		{bounds(Normal, 0, 1, 0.5, 2), 0.5, 0.97152347172942430487},
		{bounds(Normal, 0, 1, 30, none), 0.75, 30.046123260403524085},
		{bounds(Normal, 0, 1, 37, 38), 0.5, 37.018715326832192958},
		{bounds(Lognormal, 100, 0.2, 300, 400), 0.5, 307.35385972742270287},
	} {
		if got := c.d.Quantile(c.u); !(math.Abs(got-c.want) <= 1e-14*c.want) {
			t.Errorf("%s at %v is %v, want %v", c.d.String(), c.u, got, c.want)
		}
		// Mirrored it is the same, where u is not too small to be taken from 1.
		if c.d.Shape != Normal || c.u == 0 {
			continue
		}
		m := c.d
		m.Parameters = []float64{-m.Parameters[0], m.Parameters[1]}
		m.Min, m.Max = m.Max, m.Min
		m.Min.Value, m.Max.Value = -m.Min.Value, -m.Max.Value
		if got := m.Quantile(1 - c.u); !(math.Abs(got+c.want) <= 1e-14*c.want) {
			t.Errorf("%s at %v is %v, want %v", m.String(), 1-c.u, got, -c.want)
		}
	}
}

// No draw is infinite, or out of bounds, or (but for rounding) below one with a
// smaller u, however far out the bounds lie.
func TestBoundedDraws(t *testing.T) {
	for low := -37.0; low <= 37; low += 0.25 {
		for _, high := range []float64{low + 0.01, low + 1, 100, math.Inf(1)} {
			d := bounds(Normal, 0, 1, low, high)
			if d.Empty() {
				if high > -37 { // then all lies in a range that has digits
					t.Errorf("%s is empty", d.String())
				}
				continue
			}
			last := low
			for _, u := range []float64{0, 0x1p-53, 0.001, 0.3, 0.5, 0.7, 0.999, almostOne} {
				x := d.Quantile(u)
				if math.IsInf(x, 0) || !(x >= last-1e-14 && x >= low && x <= high) {
					t.Errorf("%s at %v is %v, after %v", d.String(), u, x, last)
				}
				last = x
			}
		}
	}
}

// Bounds that leave nothing are known as such.
func TestEmpty(t *testing.T) {
	none := math.Inf(1)
	for _, c := range []struct {
		d    Distribution
		want bool
	}{
		{bounds(Normal, 3, 0.1, none, none), false},
		{bounds(Normal, 3, 0.1, 4, 4.5), false},
		{bounds(Normal, 3, 0.1, 4, none), false},
		{bounds(Normal, 3, 0.1, 6.7, none), false}, // 37 standard deviations
		{bounds(Normal, 3, 0.1, 6.8, none), true},  // 38
		{bounds(Normal, 3, 0.1, none, -0.7), false},
		{bounds(Normal, 3, 0.1, none, -0.8), true},
		{bounds(Normal, 3, 0.1, 10, 11), true},
		{bounds(Normal, 0, 1e20, 0, 1), true},           // too close together
		{bounds(Lognormal, 100, 0.2, none, 0), true},    // it has nothing up to 0
		{bounds(Lognormal, 100, 0.2, -5, none), false},  // and all above
		{bounds(Lognormal, 100, 0.2, 1e6, none), true},  // 46
		{bounds(Lognormal, 100, 0.2, none, 1e-2), true}, // 46
		{bounds(Lognormal, 100, 0.2, 1e4, 2e4), false},  // 23 to 26
		{Distribution{Shape: Choice, Parameters: []float64{5}}, false},
		{Distribution{Shape: Uniform, Parameters: []float64{5, 5}}, false},
	} {
		if got := c.d.Empty(); got != c.want {
			t.Errorf("%s is empty: %v, want %v", c.d.String(), got, c.want)
		}
	}
}
