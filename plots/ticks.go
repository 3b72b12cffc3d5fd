package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// An axis is a range of values and the places where it is labelled.
type axis struct {
	lo, hi float64
	ticks  []float64
	step   float64
}

// niceStep returns the smallest of 1, 2, 2.5, 5 × 10ⁿ that cuts a span into at
// most n parts. Whole steps stay whole.
func niceStep(span float64, n int, whole bool) float64 {
	if span <= 0 || n < 1 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(span/float64(n))))
	for ; ; power *= 10 {
		for _, m := range []float64{1, 2, 2.5, 5} {
			step := m * power
			if whole && step != math.Trunc(step) {
				continue
			}
			if span/step <= float64(n)*(1+1e-9) {
				return step
			}
		}
	}
}

// valueAxis makes a vertical axis for counts from lo to hi with at most n
// intervals. It starts at zero where asked to, or where the counts come near
// zero anyway.
func valueAxis(lo, hi float64, n int, zero, whole bool) axis {
	if lo > hi {
		lo, hi = 0, 1
	}
	if lo >= 0 && lo <= 0.4*hi {
		zero = true
	}
	if zero {
		lo, hi = min(lo, 0), max(hi, 0)
	}
	if hi-lo <= 1e-9*max(math.Abs(hi), 1) { // as good as equal: no step would tell the two apart
		room := max(1, math.Abs(lo)*0.1)
		if lo != 0 {
			lo -= room
		}
		hi += room
	}
	step := niceStep(hi-lo, n, whole)
	a := axis{step: step}
	pad := (hi - lo) * 0.03
	if zero && lo == 0 {
		a.lo = 0
	} else {
		a.lo = math.Floor((lo-pad)/step) * step
		if lo >= 0 {
			a.lo = max(a.lo, 0)
		}
	}
	a.hi = hi + pad
	// An axis ends on a gridline where one is near.
	if top := math.Ceil(a.hi/step) * step; top-a.hi < 0.45*step {
		a.hi = top
	}
	for k := math.Ceil(a.lo/step - 1e-9); k*step <= a.hi+step*1e-9; k++ {
		a.ticks = append(a.ticks, k*step)
	}
	return a
}

// tighten ends an axis close below the least value, unless a gridline is near.
func (a *axis) tighten(lo float64) {
	if low := lo - 0.04*(a.hi-lo); low-a.lo > 0.45*a.step {
		a.lo = low
		a.ticks = slices.DeleteFunc(a.ticks, func(v float64) bool { return v < low })
	}
}

// years returns the years to label on an axis: multiples of the smallest step
// for which labels stand at least `apart` years from each other.
func years(lo, hi, apart float64) []float64 {
	step := 1.0
	for _, s := range []float64{1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000} {
		if step = s; s >= apart {
			break
		}
	}
	var out []float64
	for y := math.Ceil(lo/step-1e-9) * step; y <= hi+1e-9; y += step {
		out = append(out, y)
	}
	return out
}

// Number writes a count with thousands separators: 1,550; fractions to one
// decimal.
func Number(v float64) string {
	decimals := 0
	if math.Abs(v-math.Round(v)) >= 0.05 {
		decimals = 1
	}
	return format(v, decimals)
}

// tickNumber writes a tick of an axis with as many decimals as its step needs.
func tickNumber(v, step float64) string {
	decimals := 0
	for s := step; decimals < 6 && math.Abs(s-math.Round(s)) > 1e-6; s *= 10 {
		decimals++
	}
	return format(v, decimals)
}

func format(v float64, decimals int) string {
	if !known(v) {
		return "not known"
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if rest != "" {
		b.WriteByte('.')
		b.WriteString(rest)
	}
	return b.String()
}
