package prim

import "math"

// tail is the probability that of n futures at least f fail if each fails with
// probability p by itself:
//
//	Σ C(n, k) · pᵏ · (1 − p)ⁿ⁻ᵏ, k from f to n
//
// The sum is taken on that side of f on which its terms fall.
func tail(n, f int, p float64) float64 {
	switch {
	case f <= 0 || p >= 1:
		return 1
	case p <= 0 || f > n:
		return 0
	}
	if float64(f) > float64(float64(n)*p) {
		return min(falling(n, f, p), 1)
	}
	// Fewer than f fail where more than n − f hold out.
	return 1 - min(falling(n, n-f+1, 1-p), 1)
}

// falling sums the terms from f upward, where each is smaller than the one
// before.
func falling(n, f int, p float64) float64 {
	term := math.Exp(choose(n, f) + float64(float64(f)*math.Log(p)) + float64(float64(n-f)*math.Log1p(-p)))
	sum := 0.0
	for k := f; term > sum*1e-17; k++ {
		sum += term
		term *= float64(n-k) / float64(k+1) * (p / (1 - p))
	}
	return sum
}

// choose is the logarithm of the number of ways to choose k of n.
func choose(n, k int) float64 {
	log := func(m int) float64 {
		v, _ := math.Lgamma(float64(m) + 1)
		return v
	}
	return log(n) - log(k) - log(n-k)
}
