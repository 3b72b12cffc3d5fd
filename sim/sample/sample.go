// Package sample lays points in the unit cube.
//
// It answers: where in [0,1)^inputs does member m of an ensemble of so many
// draws lie?
//
//	points, err := sample.New(sample.Sobol, 1024, seed, 12)
//	points.Point(member, u)  // fills u[0] … u[11]
//
// A point depends on (method, draws, seed, member) and the input's number
// alone, so any number of workers can take members in any order, or a part of
// them. All is exact: equal arguments give equal points to the last bit, on
// every machine. Point allocates nothing and may be called from many
// goroutines at once. Every coordinate is a whole number of 2^−53, from 0 to
// 1 − 2^−53.
//
// # Which method
//
// The error of a mean over N draws falls
//
//   - with random as 1/√N, whatever is averaged. The first N of 2N draws are
//     the N draws themselves;
//   - with latin-hypercube as 1/√N too, but free of what the inputs do each by
//     itself and in sum. Other draws make other points throughout;
//   - with sobol nearly as 1/N, and where the averaged is smooth nearly as
//     1/N^(3/2), if N is a power of two. The first N of 2N draws are the N
//     draws themselves. Its merit is in the first inputs most: put the weighty
//     ones first.
//
// Every point by itself is uniform in the cube for all three, so means have no
// bias.
package sample

import "fmt"

// A Method is a way to lay points.
type Method string

// The methods.
const (
	Random         Method = "random"          // independent of each other
	LatinHypercube Method = "latin-hypercube" // one in each of as many strata as draws, for each input
	Sobol          Method = "sobol"           // a scrambled (t, s)-sequence in base 2
)

// Methods lists the methods.
var Methods = []Method{Random, LatinHypercube, Sobol}

// The most that New takes.
const (
	MaxDraws       = 1 << 32
	MaxInputs      = 1 << 16         // of random and latin-hypercube
	MaxSobolInputs = len(joeKuo) + 1 // 1111
)

// Points are the points of one ensemble.
type Points struct {
	method Method
	draws  int
	inputs int
	seed   uint64
	latin  latin
	sobol  sobol
}

// New readies the points of an ensemble. Its error is fit for a user: the
// method is unknown, or cannot have so many draws or inputs.
func New(method Method, draws int, seed uint64, inputs int) (*Points, error) {
	p := &Points{method: method, draws: draws, inputs: inputs, seed: seed}
	most := MaxInputs
	if method == Sobol {
		most = MaxSobolInputs
	}
	switch {
	case draws < 1:
		return nil, fmt.Errorf("draws must be at least 1, not %d", draws)
	case uint64(draws) > MaxDraws:
		return nil, fmt.Errorf("draws must be at most %d, not %d", uint64(MaxDraws), draws)
	case inputs < 0:
		return nil, fmt.Errorf("inputs cannot be fewer than none, not %d", inputs)
	case inputs > most && method == Sobol:
		return nil, fmt.Errorf("sobol has at most %d inputs, not %d: take %s or %s", most, inputs, LatinHypercube, Random)
	case inputs > most:
		return nil, fmt.Errorf("%s has at most %d inputs, not %d", method, most, inputs)
	}
	switch method {
	case Random:
	case LatinHypercube:
		p.latin = newLatin(draws, seed, inputs)
	case Sobol:
		p.sobol = newSobol(draws, seed, inputs)
	default:
		return nil, fmt.Errorf("unknown method %q: take %s, %s or %s", method, Random, LatinHypercube, Sobol)
	}
	return p, nil
}

// Inputs is the number of coordinates of a point.
func (p *Points) Inputs() int { return p.inputs }

// Draws is the number of members.
func (p *Points) Draws() int { return p.draws }

// Point fills u with the coordinates of a member, from 0 to draws − 1. u has
// room for all inputs.
func (p *Points) Point(member int, u []float64) {
	if member < 0 || member >= p.draws {
		panic(fmt.Sprintf("sample: member %d of %d draws", member, p.draws))
	}
	u = u[:p.inputs]
	switch p.method {
	case LatinHypercube:
		p.latin.point(member, u)
	case Sobol:
		p.sobol.point(member, u)
	default:
		for k := range u {
			u[k] = Uniform(p.seed, member, k)
		}
	}
}
