package ensemble

import "math"

// Package math has exp and log in assembly for some processors, and a compiler
// may fuse x·y + z into one operation that rounds once, so the last bits of its
// functions, and of those of other packages, differ from machine to machine.
// The functions of this file do not: they consist of operations that IEEE 754
// rounds in one way only (+ − × ÷ √), and every product that is added to
// something is converted to float64 first, which the language says rounds it.
//
// exp, log and erfc are those of FreeBSD's msun (e_exp.c, e_log.c, s_erf.c),
// which come with this notice:
//
//	Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
//	Developed at SunPro, a Sun Microsystems, Inc. business.
//	Permission to use, copy, modify, and distribute this software is freely
//	granted, provided that this notice is preserved.

// The natural logarithm of 2 in two parts, the first with so many zeros at its
// end that its product with an exponent is exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// polynomial is c₀ + c₁·x + c₂·x² + …, by Horner's rule.
func polynomial(x float64, c []float64) float64 {
	sum := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		sum = c[i] + float64(x*sum)
	}
	return sum
}

var expTerms = [...]float64{
	1.66666666666666657415e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
	-1.65339022054652515390e-06, 4.13813679705723846039e-08,
}

// exp is e to the x, with an error of less than one unit in the last place. With
// x = k·ln 2 + r and |r| ≤ ln 2 / 2 it is 2^k·e^r.
func exp(x float64) float64 {
	switch {
	case x > 7.09782712893383973096e+02:
		return math.Inf(1)
	case x < -7.45133219101941108420e+02:
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	high, low := x-float64(k*ln2High), float64(k*ln2Low)
	r := high - low
	t := float64(r * r)
	c := r - float64(t*polynomial(t, expTerms[:]))
	return math.Ldexp(1-((low-float64(r*c)/(2-c))-high), int(k))
}

var (
	logOdd  = [...]float64{6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01, 1.479819860511658591e-01}
	logEven = [...]float64{3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01}
)

// log is the natural logarithm of x ≥ 0, with an error of less than one unit in
// the last place. With x = 2^k·(1 + f) and √½ ≤ 1 + f < √2 it is k·ln 2 + log(1 + f),
// and that is a series of s = f / (2 + f).
func log(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case math.IsInf(x, 1):
		return x
	}
	m, exponent := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		exponent--
	}
	f, k := m-1, float64(exponent)
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	r := float64(s2*polynomial(s4, logOdd[:])) + float64(s4*polynomial(s4, logEven[:]))
	half := float64(0.5 * f * f)
	return float64(k*ln2High) - ((half - (float64(s*(half+r)) + float64(k*ln2Low))) - f)
}

// Where |x| lies, erfc is made of a quotient of two polynomials.
const erfOfOne = 8.45062911510467529297e-01 // erf 1, in single precision

var (
	// To 0.84375, of x².
	erfAbove = [...]float64{
		1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
		-5.77027029648944159157e-03, -2.37630166566501626084e-05,
	}
	erfBelow = [...]float64{
		1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
		1.32494738004321644526e-04, -3.96022827877536812320e-06,
	}
	// To 1.25, of x − 1.
	erfOneAbove = [...]float64{
		-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01,
		-1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03,
	}
	erfOneBelow = [...]float64{
		1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
		1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02,
	}
	// To 1 / 0.35, of 1 / x².
	erfcAbove = [...]float64{
		-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01,
		-1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00,
	}
	erfcBelow = [...]float64{
		1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02,
		4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02,
	}
	// To 28, of 1 / x².
	erfcFarAbove = [...]float64{
		-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02,
		-6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02,
	}
	erfcFarBelow = [...]float64{
		1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
		3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01,
	}
)

// erfc is the complementary error function, 2/√π times the integral of exp(−t²)
// from x to infinity, right to one part in 10¹⁵ also where it is tiny.
func erfc(x float64) float64 {
	if x < 0 {
		return 2 - erfc(-x) // from 1 to 2, where nothing is lost
	}
	switch {
	case x < 0.84375:
		z := float64(x * x)
		y := float64(x * (polynomial(z, erfAbove[:]) / polynomial(z, erfBelow[:])))
		if x < 0.25 {
			return 1 - (x + y)
		}
		return 1 - (0.5 + (y + (x - 0.5)))
	case x < 1.25:
		return 1 - erfOfOne - polynomial(x-1, erfOneAbove[:])/polynomial(x-1, erfOneBelow[:])
	case x >= 28:
		return 0
	}
	s := 1 / float64(x*x)
	var q float64
	if x < 1/0.35 {
		q = polynomial(s, erfcAbove[:]) / polynomial(s, erfcBelow[:])
	} else {
		q = polynomial(s, erfcFarAbove[:]) / polynomial(s, erfcFarBelow[:])
	}
	// exp(−x²), with the square in two parts: the first half of x's bits has an
	// exact square.
	z := math.Float64frombits(math.Float64bits(x) & 0xffffffff00000000)
	return exp(-float64(z*z)-0.5625) * exp(float64((z-x)*(z+x))+q) / x
}

// The coefficients of AS 241, numerator and denominator.
var (
	middleOver = [...]float64{ // for |p − ½| ≤ 0.425, of 0.425² − (p − ½)²
		3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
		4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
	}
	middleUnder = [...]float64{
		1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
		2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
	}
	tailOver = [...]float64{ // for r = √(−ln p) ≤ 5, of r − 1.6
		1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
	}
	tailUnder = [...]float64{
		1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
	}
	farOver = [...]float64{ // for r > 5, of r − 5
		6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
	}
	farUnder = [...]float64{
		1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
	}
)

// normalQuantile is Φ⁻¹(p), the value that a standard normal number stays below
// with probability p: Wichura, "Algorithm AS 241: The Percentage Points of the
// Normal Distribution", Applied Statistics 37 (1988), pages 477 to 484, routine
// PPND16, right to about one part in 10¹⁶. It is −∞ at 0 and +∞ at 1.
func normalQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.425*0.425 - float64(q*q)
		return q * polynomial(r, middleOver[:]) / polynomial(r, middleUnder[:])
	}
	r := math.Sqrt(-log(min(p, 1-p)))
	var z float64
	switch {
	case math.IsInf(r, 1):
		z = r
	case r <= 5:
		z = polynomial(r-1.6, tailOver[:]) / polynomial(r-1.6, tailUnder[:])
	default:
		z = polynomial(r-5, farOver[:]) / polynomial(r-5, farUnder[:])
	}
	return math.Copysign(z, q)
}
