package ensemble

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/mathext"

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
// operation rounded by itself. A bounded distribution is cut off at its bounds:
// u is first mapped onto F(min) + u·(F(max) − F(min)).
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
	from, to := 0.0, 1.0
	if d.Min.Known {
		from = d.below(d.Min.Value)
	}
	if d.Max.Known {
		to = d.below(d.Max.Value)
	}
	z := mathext.NormalQuantile(from + float64(u*(to-from)))
	var x float64
	if d.Shape == Normal {
		x = d.Parameters[0] + float64(d.Parameters[1]*z)
	} else {
		x = d.Parameters[0] * math.Exp(d.Parameters[1]*z)
	}
	// The last digit of F⁻¹(F(min)) may lie on the wrong side.
	if d.Min.Known {
		x = max(x, d.Min.Value)
	}
	if d.Max.Known {
		x = min(x, d.Max.Value)
	}
	return x
}

// below is F(x) of a normal, Φ((x − mean) / sd), or of a lognormal,
// Φ(ln(x / median) / sigma).
func (d *Distribution) below(x float64) float64 {
	z := (x - d.Parameters[0]) / d.Parameters[1]
	if d.Shape == Lognormal {
		if x <= 0 {
			return 0
		}
		z = math.Log(x/d.Parameters[0]) / d.Parameters[1]
	}
	return math.Erfc(-z/math.Sqrt2) / 2
}

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
