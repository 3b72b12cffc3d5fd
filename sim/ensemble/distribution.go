package ensemble

import (
	"math"
	"strconv"
	"strings"

	"drawdown/sim/arsenal"
)

// A Shape is a family of distributions.
type Shape string

// The shapes, with their parameters in order.
const (
	Triangular Shape = "triangular" // low, mode, high
	Uniform    Shape = "uniform"    // low, high
	Normal     Shape = "normal"     // mean, standard deviation
	Lognormal  Shape = "lognormal"  // median, sigma of the logarithm
	Integers   Shape = "integers"   // lowest, highest
	Choice     Shape = "choice"     // equally likely values
)

// A Distribution says how likely the values of a number are.
type Distribution struct {
	Shape      Shape
	Parameters []float64
	Min, Max   arsenal.Property // bounds of a normal or lognormal; not known: none
}

// Quantile is F⁻¹(u), u in [0, 1), as section 7 of the format writes it, each
// operation rounded by itself: it is the same to the last bit on every machine.
// A bounded distribution is cut off at its bounds: u is first mapped onto
// F(min) + u·(F(max) − F(min)).
func (d *Distribution) Quantile(u float64) float64 {
	p := d.Parameters
	switch d.Shape {
	case Triangular:
		low, mode, high := p[0], p[1], p[2]
		if u < (mode-low)/(high-low) {
			return low + math.Sqrt(u*(high-low)*(mode-low))
		}
		return high - math.Sqrt((1-u)*(high-low)*(high-mode))
	case Uniform:
		return p[0] + float64((p[1]-p[0])*u)
	case Integers:
		return p[0] + math.Floor(u*(p[1]-p[0]+1))
	case Choice:
		return p[int(u*float64(len(p)))]
	}
	return d.bounded(u)
}

// bounded is Quantile of a normal or a lognormal.
func (d *Distribution) bounded(u float64) float64 {
	x := d.at(d.deviate(u))
	// The last digit of F⁻¹(F(min)) may lie on the wrong side.
	if d.Min.Known {
		x = max(x, d.Min.Value)
	}
	if d.Max.Known {
		x = min(x, d.Max.Value)
	}
	return x
}

// almostOne is the largest number below 1.
const almostOne = 1 - 0x1p-53

// deviate is Φ⁻¹(F(min) + u·(F(max) − F(min))). In the upper tail it is taken from
// above, as −Φ⁻¹((1 − F(min)) + u·((1 − F(max)) − (1 − F(min)))): there 1 − F has
// digits where F is 1.
func (d *Distribution) deviate(u float64) float64 {
	from, to, above := d.share()
	p := from + float64(u*(to-from))
	if above {
		return -normalQuantile(p)
	}
	return normalQuantile(min(p, almostOne)) // u is below 1, and only rounding makes p 1
}

// share is F at both bounds, or 1 − F if the lower bound lies above the median.
func (d *Distribution) share() (from, to float64, above bool) {
	from, to = 0, 1
	if d.Min.Known {
		from = normalBelow(d.deviations(d.Min.Value))
	}
	if above = from > 0.5; above {
		from, to = normalBelow(-d.deviations(d.Min.Value)), 0
		if d.Max.Known {
			to = normalBelow(-d.deviations(d.Max.Value))
		}
	} else if d.Max.Known {
		to = normalBelow(d.deviations(d.Max.Value))
	}
	return from, to, above
}

// leastShare is the least number with all 53 binary digits, about 2·10⁻³⁰⁸. The
// normal distribution has as much beyond 37.5 standard deviations.
const leastShare = 0x1p-1022

// Empty reports whether its bounds leave so little of a normal or a lognormal
// that no number tells it from nothing: because they lie too far out, or too
// close together. Such a distribution has no quantiles.
func (d *Distribution) Empty() bool {
	if d.Shape != Normal && d.Shape != Lognormal {
		return false
	}
	from, to, _ := d.share()
	return math.Abs(to-from) < leastShare
}

// at is the value so many standard deviations above the median of a normal, or
// above that of the logarithm of a lognormal.
func (d *Distribution) at(z float64) float64 {
	if d.Shape == Lognormal {
		return d.Parameters[0] * exp(d.Parameters[1]*z)
	}
	return d.Parameters[0] + float64(d.Parameters[1]*z)
}

// deviations is the z where x lies: (x − mean) / sd of a normal,
// ln(x / median) / sigma of a lognormal.
func (d *Distribution) deviations(x float64) float64 {
	switch {
	case d.Shape == Normal:
		return (x - d.Parameters[0]) / d.Parameters[1]
	case x <= 0:
		return math.Inf(-1)
	}
	return log(x/d.Parameters[0]) / d.Parameters[1]
}

// normalBelow is Φ(z), the share of the standard normal distribution below z.
func normalBelow(z float64) float64 { return erfc(-z/math.Sqrt2) / 2 }

// Range is where values can fall: from the least to the largest, infinite
// where there is no bound.
func (d *Distribution) Range() (low, high float64) {
	p := d.Parameters
	switch d.Shape {
	case Choice:
		low, high = p[0], p[0]
		for _, x := range p {
			low, high = min(low, x), max(high, x)
		}
		return low, high
	case Normal, Lognormal:
		low, high = math.Inf(-1), math.Inf(1)
		if d.Shape == Lognormal {
			low = 0
		}
		if d.Min.Known {
			low = max(low, d.Min.Value)
		}
		if d.Max.Known {
			high = d.Max.Value
		}
		return low, high
	}
	return p[0], p[len(p)-1]
}

// Discrete reports whether only so many different values can occur.
func (d *Distribution) Discrete() (values int, ok bool) {
	switch d.Shape {
	case Integers:
		return int(min(d.Parameters[1]-d.Parameters[0]+1, 1e9)), true
	case Choice:
		return len(d.Parameters), true
	}
	return 0, false
}

// String writes the distribution as scenarios do: triangular = [8, 10, 10].
func (d *Distribution) String() string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	all := make([]string, len(d.Parameters))
	for i, x := range d.Parameters {
		all[i] = number(x)
	}
	s := string(d.Shape) + " = [" + strings.Join(all, ", ") + "]"
	if d.Min.Known {
		s += ", min = " + number(d.Min.Value)
	}
	if d.Max.Known {
		s += ", max = " + number(d.Max.Value)
	}
	return s
}
