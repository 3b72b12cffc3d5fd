package sample

import "math/bits"

// sobol is Sobol's sequence, scrambled.
//
// With m written in the Gray code, g = m xor m>>1, point m has the coordinate
//
//	x = xor of v_j over all j with bit j−1 of g set
//
// where the direction number v_j = m_j / 2^j, as a binary fraction. The first s
// odd m_j and the primitive polynomial x^s + a_1·x^(s−1) + … + a_(s−1)·x + 1
// are free to choose; the rest follow by
//
//	v_j = a_1·v_(j−1) xor … xor a_(s−1)·v_(j−s+1) xor v_(j−s) xor v_(j−s)/2^s
//
// (I. M. Sobol, USSR Comput. Math. Math. Phys. 7 (1967) 86–112; P. Bratley, B.
// L. Fox, Algorithm 659, ACM Trans. Math. Softw. 14 (1988) 88–100). The choice
// is that of Joe and Kuo; see joeKuo. The first input has all m_j = 1.
//
// # Scrambling
//
// As it stands, the sequence is one set of points, and begins with 0. So each
// input's fraction x, as a column of bits, becomes L·x xor e modulo 2, where L
// is a lower triangular matrix with ones on its diagonal and random bits below,
// and e a column of random bits (J. Matoušek, On the L2-discrepancy for
// anchored boxes, J. Complexity 14 (1998) 527–556). That keeps every
// stratification of the sequence, makes every point uniform, and gives means of
// the same variance as Owen's nested scrambling, which a shift e alone does not
// (A. B. Owen, Variance with alternative scramblings of digital nets, ACM
// Trans. Model. Comput. Simul. 13 (2003) 363–378). It is preferred to nested
// scrambling because L goes into the direction numbers once for all, so that a
// scrambled point costs what a plain one does. Its price is that of that
// variance more lies in few seeds: most means are nearer than it says. L and e
// have 64 bits, of which 53 are seen.
type sobol struct {
	bits       int      // as many as numbers below draws have
	directions []uint64 // 2^64·L·v_j, by input, then j
	shifts     []uint64 // 2^64·e, by input
}

func newSobol(draws int, seed uint64, inputs int) sobol {
	n := bits.Len64(uint64(draws) - 1)
	s := sobol{bits: n, directions: make([]uint64, inputs*n), shifts: make([]uint64, inputs)}
	chance := stream(seed, scrambles)
	for k := range s.shifts {
		v := s.directions[k*n : (k+1)*n]
		directions(k, v)
		for j := range v {
			v[j] = scramble(v[j], chance, uint64(k))
		}
		s.shifts[k] = word(chance, 64, uint64(k))
	}
	return s
}

func (s *sobol) point(member int, u []float64) {
	gray := uint64(member) ^ uint64(member)>>1
	for k := range u {
		x := s.shifts[k]
		v := s.directions[k*s.bits : (k+1)*s.bits]
		for g := gray; g != 0; g &= g - 1 {
			x ^= v[bits.TrailingZeros64(g)]
		}
		u[k] = fraction(x)
	}
}

// directions fills v with 2^64·v_j of an input, j from 1 to at most 64.
func directions(input int, v []uint64) {
	if input == 0 {
		for j := range v {
			v[j] = 1 << (63 - j)
		}
		return
	}
	row := joeKuo[input-1]
	s, a, m := int(row[0]), row[1], row[2:]
	for j := range v {
		if j < s {
			v[j] = uint64(m[j]) << (63 - j)
			continue
		}
		v[j] = v[j-s] ^ v[j-s]>>s
		for i := 1; i < s; i++ {
			if a>>(s-1-i)&1 == 1 {
				v[j] ^= v[j-i]
			}
		}
	}
}

// scramble is L·x for the L of an input: column c of L has a one in row c,
// below it random bits.
func scramble(x, chance, input uint64) uint64 {
	y := uint64(0)
	for ; x != 0; x &= x - 1 {
		c := 63 - bits.TrailingZeros64(x)
		y ^= 1<<(63-c) | word(chance, uint64(c), input)>>1>>c
	}
	return y
}
