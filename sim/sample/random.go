package sample

// golden is 2^64 divided by the golden ratio, made odd: the step of SplitMix64.
const golden = 0x9E3779B97F4A7C15

// Uniform is the coordinate that the method random gives an input, from 0 to
// 65535, of a member. All in whole numbers modulo 2^64, it is
//
//	z = seed + (member·65536 + input + 1)·0x9E3779B97F4A7C15
//	z = (z xor z>>30)·0xBF58476D1CE4E5B9
//	z = (z xor z>>27)·0x94D049BB133111EB
//	z = z xor z>>31
//	u = (z >> 11)·2^−53
//
// which is number member·65536 + input of the generator SplitMix64 started
// from the seed: G. L. Steele, D. Lea, C. H. Flood, Fast splittable
// pseudorandom number generators, OOPSLA 2014, with the mixing function by D.
// Stafford (his Mix13).
func Uniform(seed uint64, member, input int) float64 {
	return fraction(word(seed, uint64(member), uint64(input)))
}

// word is Uniform before it is cut to 53 bits.
func word(seed, member, input uint64) uint64 {
	return mix(seed + (member<<16+input+1)*golden)
}

// mix maps the 64-bit numbers one to one, so that a change of any bit changes
// about half of the others.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// fraction is z·2^−64, rounded down to a whole number of 2^−53.
func fraction(z uint64) float64 { return float64(z>>11) * 0x1p-53 }

// The streams that the other methods draw on.
const (
	permutations = iota + 1
	jitters
	scrambles
)

// stream is the seed of one of them: far from the seed itself, so that nothing
// in it repeats what random has.
func stream(seed, number uint64) uint64 { return mix(mix(seed) + number*golden) }
