package sample

import (
	"math/bits"
	"slices"
	"testing"
)

// polynomial is a row's polynomial with its outer coefficients, as bits.
func polynomial(row []uint16) uint64 { return 1<<row[0] | uint64(row[1])<<1 | 1 }

// times is a·b modulo a polynomial of degree s over the field of two.
func times(a, b, modulus uint64, s int) uint64 {
	product := uint64(0)
	for ; b != 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		if a <<= 1; a>>s&1 == 1 {
			a ^= modulus
		}
	}
	return product
}

// power is x^n modulo a polynomial of degree s.
func power(n, modulus uint64, s int) uint64 {
	result, square := uint64(1), uint64(2)
	if s == 1 {
		square ^= modulus
	}
	for ; n != 0; n >>= 1 {
		if n&1 == 1 {
			result = times(result, square, modulus, s)
		}
		square = times(square, square, modulus, s)
	}
	return result
}

// divisors lists the primes that divide n.
func divisors(n uint64) []uint64 {
	var all []uint64
	for p := uint64(2); n > 1; p++ {
		if n%p == 0 {
			all = append(all, p)
		}
		for n%p == 0 {
			n /= p
		}
	}
	return all
}

// A polynomial of degree s is primitive where x has the order 2^s − 1 modulo
// it: x^(2^s − 1) is 1, and x^((2^s − 1)/p) is not, for any prime p. Of degree s
// there are φ(2^s − 1)/s, and the table has all of them up to degree 13.
func TestPolynomials(t *testing.T) {
	var seen []uint64
	count := map[int]int{}
	for i, row := range joeKuo {
		s, q := int(row[0]), polynomial(row)
		if row[1]>>(s-1) != 0 || len(row) != s+2 {
			t.Fatalf("row %d: degree %d, coefficients %b, %d numbers", i, s, row[1], len(row)-2)
		}
		order := uint64(1)<<s - 1
		if power(order, q, s) != 1 {
			t.Errorf("row %d: %b is not primitive", i, q)
		}
		for _, p := range divisors(order) {
			if power(order/p, q, s) == 1 {
				t.Errorf("row %d: %b has an order below %d", i, q, order)
			}
		}
		for j, m := range row[2:] {
			if m%2 == 0 || uint64(m) >= 2<<j {
				t.Errorf("row %d: m_%d = %d", i, j+1, m)
			}
		}
		if i > 0 && q <= seen[i-1] {
			t.Errorf("row %d: %b does not follow %b", i, q, seen[i-1])
		}
		seen = append(seen, q)
		count[s]++
	}
	for s, want := range []int{0, 1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630} {
		if count[s] != want {
			t.Errorf("%d polynomials of degree %d, want %d", count[s], s, want)
		}
	}
	if MaxSobolInputs != 1111 {
		t.Errorf("%d inputs", MaxSobolInputs)
	}
}

// plain is a coordinate before scrambling.
func plain(member uint64, input int) float64 {
	var v [13]uint64
	directions(input, v[:])
	x := uint64(0)
	for g := member ^ member>>1; g != 0; g &= g - 1 {
		x ^= v[bits.TrailingZeros64(g)]
	}
	return fraction(x)
}

// The first points of three inputs are those that Joe and Kuo's program prints;
// the others were computed with the tables of SciPy 1.10.1.
func TestPublishedPoints(t *testing.T) {
	for member, want := range [][]float64{
		{0, 0, 0},
		{0.5, 0.5, 0.5},
		{0.75, 0.25, 0.25},
		{0.25, 0.75, 0.75},
		{0.375, 0.375, 0.625},
		{0.875, 0.875, 0.125},
		{0.625, 0.125, 0.875},
		{0.125, 0.625, 0.375},
		{0.1875, 0.3125, 0.9375},
		{0.6875, 0.8125, 0.4375},
	} {
		if got := []float64{plain(uint64(member), 0), plain(uint64(member), 1), plain(uint64(member), 2)}; !slices.Equal(got, want) {
			t.Errorf("point %d: %v, want %v", member, got, want)
		}
	}
	for _, c := range []struct {
		member uint64
		input  int
		want   float64
	}{
		{1, 1110, 0.5},
		{2, 5, 0.75},
		{3, 5, 0.25},
		{9, 2, 0.4375},
		{37, 9, 0.171875},
		{100, 63, 0.6484375},
		{777, 99, 0.5107421875},
		{1000, 500, 0.7255859375},
		{4095, 1110, 0.338623046875},
		{2048, 1023, 0.034912109375},
		{2731, 200, 0.461669921875},
		{4000, 36, 0.072509765625},
	} {
		if got := plain(c.member, c.input); got != c.want {
			t.Errorf("point %d, input %d: %v, want %v", c.member, c.input, got, c.want)
		}
	}
}

// An input's L has full rank at every size: the leading bits of L·x depend on
// as many leading bits of x, one to one.
func TestScramble(t *testing.T) {
	for c := range 64 {
		x := uint64(1) << (63 - c)
		y := scramble(x, 7, 3)
		if bits.LeadingZeros64(y) != c {
			t.Errorf("column %d begins at %d", c, bits.LeadingZeros64(y))
		}
		if c < 40 && (bits.OnesCount64(y) < 4 || bits.OnesCount64(y) > 60-c) {
			t.Errorf("column %d: %b", c, y)
		}
	}
	if a, b := uint64(0xF0F0_1234_5678_9ABC), uint64(0x0FF0_8888_1111_2222); scramble(a^b, 1, 2) != scramble(a, 1, 2)^scramble(b, 1, 2) {
		t.Error("not linear")
	}
}
