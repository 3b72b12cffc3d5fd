package ensemble

import "math"

// z95 is Φ⁻¹(0.975).
const z95 = 1.959963984540054

// Interval is the 95 % interval of a probability of which k of n independent
// draws were hits (Wilson 1927, "Probable inference, the law of succession, and
// statistical inference"), with p = k/n and z = 1.96:
//
//	(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)
//
// It is how far the share may be off because draws are finite, and says nothing
// of the ranges. Points that are spread evenly (Latin hypercube, Sobol) are
// usually nearer than that.
func Interval(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	p, m := float64(k)/float64(n), float64(n)
	middle := p + z95*z95/(2*m)
	half := float64(z95 * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m)))
	scale := 1 + z95*z95/m
	return max((middle-half)/scale, 0), min((middle+half)/scale, 1)
}
