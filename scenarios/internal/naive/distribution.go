package naive

import (
	"math"
)

// uncertainty is one entry of [uncertain].
type uncertainty struct {
	address  string
	kind     string
	numbers  []float64 // what stands under the kind
	min, max float64   // of a normal or lognormal; infinite where not given
}

// lengths are how many numbers each distribution takes; 0: one or more.
var lengths = map[string]int{
	"uniform": 2, "triangular": 3, "normal": 2, "lognormal": 2, "integers": 2, "choice": 0,
}

func newUncertainty(address string, t *table) uncertainty {
	t.only("uniform", "triangular", "normal", "lognormal", "integers", "choice", "min", "max", "why")
	x := uncertainty{address: address, min: math.Inf(-1), max: math.Inf(1)}
	for kind, length := range lengths {
		if !t.has(kind) {
			continue
		}
		if x.kind != "" {
			fail("%s: both %s and %s", t.path, x.kind, kind)
		}
		x.kind, x.numbers = kind, t.numbers(kind)
		if len(x.numbers) == 0 || length > 0 && len(x.numbers) != length {
			fail("%s: %s takes another number of numbers", t.path, kind)
		}
	}
	if t.has("min") {
		x.min = t.number("min")
	}
	if t.has("max") {
		x.max = t.number("max")
	}
	x.check(t)
	return x
}

// check fails where the numbers are not those of a distribution.
func (x uncertainty) check(t *table) {
	n, valid := x.numbers, false
	switch x.kind {
	case "uniform":
		valid = n[0] <= n[1]
	case "integers":
		valid = n[0] <= n[1] && n[0] == math.Trunc(n[0]) && n[1] == math.Trunc(n[1])
	case "triangular":
		valid = n[0] <= n[1] && n[1] <= n[2] && n[0] < n[2]
	case "normal":
		valid = n[1] > 0
	case "lognormal":
		valid = n[0] > 0 && n[1] > 0
	case "choice":
		valid = true
	}
	bounded := t.has("min") || t.has("max")
	if !valid || x.min >= x.max || bounded && x.kind != "normal" && x.kind != "lognormal" {
		fail("%s: not a distribution", t.path)
	}
}

// inverse is F⁻¹(u). Products are rounded before they are added.
func (x uncertainty) inverse(u float64) float64 {
	n := x.numbers
	switch x.kind {
	case "uniform":
		return n[0] + float64((n[1]-n[0])*u)
	case "triangular":
		low, mode, high := n[0], n[1], n[2]
		if u < (mode-low)/(high-low) {
			return low + math.Sqrt(u*(high-low)*(mode-low))
		}
		return high - math.Sqrt((1-u)*(high-low)*(high-mode))
	case "normal":
		return n[0] + float64(n[1]*normalInverse(x.bounded(u)))
	case "lognormal":
		return n[0] * math.Exp(n[1]*normalInverse(x.bounded(u)))
	case "integers":
		return n[0] + math.Floor(u*(n[1]-n[0]+1))
	default: // choice
		return n[int(u*float64(len(n)))]
	}
}

// bounded maps u onto F(min) + u·(F(max) − F(min)). Without bounds that is u.
func (x uncertainty) bounded(u float64) float64 {
	low, high := x.distribution(x.min), x.distribution(x.max)
	return low + float64(u*(high-low))
}

// distribution is F of a normal or lognormal without bounds.
func (x uncertainty) distribution(value float64) float64 {
	if x.kind == "normal" {
		return normal((value - x.numbers[0]) / x.numbers[1])
	}
	if value <= 0 {
		return 0
	}
	return normal(math.Log(value/x.numbers[0]) / x.numbers[1])
}

// normal is Φ, the standard normal distribution.
func normal(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// normalInverse is Φ⁻¹ after Wichura, "Algorithm AS 241: The Percentage Points of
// the Normal Distribution", Applied Statistics 37 (1988), the routine PPND16: a
// quotient of two polynomials for the middle, one for the tails, and one for the
// far tails; each right to about one part in 10¹⁶.
func normalInverse(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return q * polynomial(r, middleAbove) / polynomial(r, middleBelow)
	}
	tail := p
	if q > 0 {
		tail = 1 - p
	}
	if tail <= 0 {
		return math.Copysign(math.Inf(1), q)
	}
	var z float64
	if r := math.Sqrt(-math.Log(tail)); r <= 5 {
		z = polynomial(r-1.6, tailAbove) / polynomial(r-1.6, tailBelow)
	} else {
		z = polynomial(r-5, farAbove) / polynomial(r-5, farBelow)
	}
	return math.Copysign(z, q)
}

// polynomial is c₀ + c₁·x + c₂·x² and so on.
func polynomial(x float64, c []float64) float64 {
	sum := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		sum = float64(sum*x) + c[i]
	}
	return sum
}

var (
	middleAbove = []float64{
		3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
		4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
	}
	middleBelow = []float64{
		1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
		2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
	}
	tailAbove = []float64{
		1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
	}
	tailBelow = []float64{
		1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
	}
	farAbove = []float64{
		6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
	}
	farBelow = []float64{
		1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
	}
)

// uniform is u of the k-th address of member m.
func uniform(seed, m, k uint64) float64 {
	z := seed + (m*65536+k+1)*0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	z ^= z >> 31
	return float64(z>>11) * 0x1p-53
}
