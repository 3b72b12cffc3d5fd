package sample

import (
	"math/bits"
	"testing"
)

// Edge s is the least whole number of 2^−53 that is not below s/draws.
func TestEdges(t *testing.T) {
	for _, draws := range []int{1, 3, 1000, 1<<31 + 11, 1<<32 - 1, 1 << 32} {
		l := newLatin(draws, 1, 0)
		n := uint64(draws)
		for _, s := range []uint64{0, 1, 2, n / 3, n / 2, n - 1, n} {
			if s > n {
				continue
			}
			// s·2^53 ≤ edge·n < s·2^53 + n, in 128 bits.
			high, low := bits.Mul64(l.edge(s), n)
			low, borrow := bits.Sub64(low, s<<53, 0)
			high, _ = bits.Sub64(high, s>>11, borrow)
			if high != 0 || low >= n {
				t.Errorf("%d draws: edge %d is %d", draws, s, l.edge(s))
			}
		}
	}
}
