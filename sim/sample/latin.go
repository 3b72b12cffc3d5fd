package sample

import "math/bits"

// latin lays one point in each of `draws` strata of equal width, for each
// input: member m lies in stratum π(m), uniformly, where π is a permutation
// that each input has to itself. M. D. McKay, R. J. Beckman, W. J. Conover, A
// comparison of three methods for selecting values of input variables in the
// analysis of output from a computer code, Technometrics 21 (1979) 239–245.
//
// The permutation is not stored. It is a cipher on numbers of 2·half bits: a
// balanced Feistel network of six rounds, keyed by seed and input. What it maps
// to draws or above, it maps again until it falls below (cycle walking): J.
// Black, P. Rogaway, Ciphers with arbitrary finite domains, CT-RSA 2002. That
// takes fewer than four turns on average. For 64 draws and fewer it takes more,
// 256 for all members together, since in halves of under four bits six rounds
// would favour some permutations over others.
type latin struct {
	draws  uint64
	half   uint     // bits in one half of what the network maps
	keys   []uint64 // by input
	jitter uint64   // seed of the places within strata
	whole  uint64   // 2^53 = whole·draws + rest
	rest   uint64
}

func newLatin(draws int, seed uint64, inputs int) latin {
	n := uint64(draws)
	l := latin{
		draws:  n,
		half:   max(fewest, uint(bits.Len64(n-1)+1)/2),
		keys:   make([]uint64, inputs),
		jitter: stream(seed, jitters),
		whole:  (1 << 53) / n,
		rest:   (1 << 53) % n,
	}
	for k := range l.keys {
		l.keys[k] = word(stream(seed, permutations), 0, uint64(k))
	}
	return l
}

// point reckons in whole numbers of 2^−53, so that no rounding carries a point
// out of its stratum.
func (l *latin) point(member int, u []float64) {
	for k := range u {
		s := l.permute(l.keys[k], uint64(member))
		low, high := l.edge(s), l.edge(s+1)
		within, _ := bits.Mul64(word(l.jitter, uint64(member), uint64(k)), high-low)
		u[k] = float64(low+within) * 0x1p-53
	}
}

// edge is where stratum s begins: s·2^53 / draws, rounded up. As draws are at
// most 2^32, no product below overflows.
func (l *latin) edge(s uint64) uint64 {
	return s*l.whole + (s*l.rest+l.draws-1)/l.draws
}

// The network's rounds, and the fewest bits in a half.
const (
	rounds = 6
	fewest = 4
)

// permute maps 0 … draws − 1 one to one onto themselves.
func (l *latin) permute(key, x uint64) uint64 {
	mask := uint64(1)<<l.half - 1
	for {
		left, right := x>>l.half, x&mask
		for round := range uint64(rounds) {
			left, right = right, left^word(key, right, round)>>(64-l.half)
		}
		x = left<<l.half | right
		if x < l.draws {
			return x
		}
	}
}
