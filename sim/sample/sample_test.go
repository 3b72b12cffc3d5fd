package sample_test

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"testing"

	"drawdown/sim/sample"
)

func points(t testing.TB, method sample.Method, draws int, seed uint64, inputs int) *sample.Points {
	t.Helper()
	p, err := sample.New(method, draws, seed, inputs)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// all lists the points of all members.
func all(p *sample.Points) [][]float64 {
	rows := make([][]float64, p.Draws())
	for m := range rows {
		rows[m] = make([]float64, p.Inputs())
		p.Point(m, rows[m])
	}
	return rows
}

// SplitMix64 from the seed 1234567 begins with these numbers, in many
// published tests of it.
func TestUniform(t *testing.T) {
	for k, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := sample.Uniform(1234567, 0, k); got != float64(want>>11)*0x1p-53 {
			t.Errorf("input %d: %v", k, got)
		}
	}
	// Member 1 begins 65536 steps later; a seed that much higher begins there.
	const golden = 0x9E3779B97F4A7C15
	seed := uint64(42)
	for range 65536 {
		seed += golden
	}
	for k := range 10 {
		if sample.Uniform(42, 1, k) != sample.Uniform(seed, 0, k) {
			t.Errorf("input %d of member 1", k)
		}
	}
	u := make([]float64, 3)
	points(t, sample.Random, 10, 42, 3).Point(7, u)
	for k := range u {
		if u[k] != sample.Uniform(42, 7, k) {
			t.Errorf("input %d: %v", k, u[k])
		}
	}
}

// A point is the same whoever asks, in whatever order, and for however many
// draws where the method says so.
func TestPointsStandAlone(t *testing.T) {
	const draws, inputs = 1000, 7
	for _, method := range sample.Methods {
		want := all(points(t, method, draws, 5, inputs))
		shared := points(t, method, draws, 5, inputs)
		var wait sync.WaitGroup
		for worker := range 4 {
			wait.Go(func() {
				u := make([]float64, inputs)
				for i := range draws {
					m := (draws - 1 - i + 251*worker) % draws
					shared.Point(m, u)
					if !slices.Equal(u, want[m]) {
						t.Errorf("%s: member %d, worker %d: %v, want %v", method, m, worker, u, want[m])
						return
					}
				}
			})
		}
		wait.Wait()
		if slices.Equal(all(points(t, method, draws, 6, inputs))[0], want[0]) {
			t.Errorf("%s: the seed does nothing", method)
		}
		longer := all(points(t, method, 2*draws, 5, inputs))
		if same := slices.Equal(longer[draws-1], want[draws-1]); same != (method != sample.LatinHypercube) {
			t.Errorf("%s: twice the draws begin with the same: %v", method, same)
		}
		// Fewer inputs are the first of more.
		if few := all(points(t, method, draws, 5, 2)); !slices.Equal(few[draws/2], want[draws/2][:2]) {
			t.Errorf("%s: the inputs hang together", method)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		method        sample.Method
		draws, inputs int
		want          string
	}{
		{"halton", 10, 1, `unknown method "halton": take random, latin-hypercube or sobol`},
		{sample.Random, 0, 1, "draws must be at least 1, not 0"},
		{sample.Random, 1<<32 + 1, 1, "draws must be at most 4294967296, not 4294967297"},
		{sample.Random, 1, -1, "inputs cannot be fewer than none, not -1"},
		{sample.LatinHypercube, 1, 65537, "latin-hypercube has at most 65536 inputs, not 65537"},
		{sample.Sobol, 1, 1112, "sobol has at most 1111 inputs, not 1112: take latin-hypercube or random"},
	} {
		_, err := sample.New(c.method, c.draws, 1, c.inputs)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, %d draws, %d inputs: %v, want %q", c.method, c.draws, c.inputs, err, c.want)
		}
	}
	for _, method := range sample.Methods {
		p := points(t, method, 1<<32, 1, 300)
		u := make([]float64, 300)
		for _, m := range []int{0, 1, 1<<31 + 12345, 1<<32 - 1} {
			p.Point(m, u)
			if low, high := slices.Min(u), slices.Max(u); low < 0 || high >= 1 || high-low < 0.9 {
				t.Errorf("%s: member %d from %v to %v", method, m, low, high)
			}
		}
		points(t, method, 1, 1, 0).Point(0, nil)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: member 10 of 10 draws has a point", method)
				}
			}()
			points(t, method, 10, 1, 1).Point(10, u)
		}()
	}
}

// Every stratum of every input is hit once, for any number of draws, also where
// strata are not a whole number of 2^−53. The strata are counted in whole
// numbers, which floating point would round.
func TestLatinHypercube(t *testing.T) {
	for _, draws := range []int{1, 2, 3, 4, 5, 7, 16, 17, 100, 255, 256, 257, 1000, 4099} {
		for seed := range uint64(3) {
			p := points(t, sample.LatinHypercube, draws, seed, 5)
			for k := range 5 {
				hit := make([]bool, draws)
				for m, u := range all(p) {
					if u[k] < 0 || u[k] >= 1 {
						t.Fatalf("%d draws: member %d at %v", draws, m, u[k])
					}
					high, low := bits.Mul64(uint64(u[k]*0x1p53), uint64(draws))
					s := high<<11 | low>>53
					if hit[s] {
						t.Fatalf("%d draws, seed %d, input %d: stratum %d is hit twice", draws, seed, k, s)
					}
					hit[s] = true
				}
			}
		}
	}
}

// chi is χ² of counts against an even spread, in standard deviations above its
// mean.
func chi(counts []int) float64 {
	total, sum := 0, 0.0
	for _, n := range counts {
		total += n
	}
	even := float64(total) / float64(len(counts))
	for _, n := range counts {
		sum += (float64(n) - even) * (float64(n) - even) / even
	}
	free := float64(len(counts) - 1)
	return (sum - free) / math.Sqrt(2*free)
}

// All orders of three, four and five draws are about equally frequent over
// seeds and inputs; so are all pairs of strata that two members, or one member
// in two inputs, fall in.
func TestLatinHypercubePermutes(t *testing.T) {
	const inputs = 40
	for _, draws := range []int{2, 3, 4, 5} {
		count := map[int]int{}
		for seed := range uint64(300) {
			rows := all(points(t, sample.LatinHypercube, draws, seed, inputs))
			for k := range inputs {
				order := 0
				for _, u := range rows {
					order = order*draws + int(u[k]*float64(draws))
				}
				count[order]++
			}
		}
		var counts []int
		for _, n := range count {
			counts = append(counts, n)
		}
		if want := []int{0, 0, 2, 6, 24, 120}[draws]; len(counts) != want || chi(counts) > 4 {
			t.Errorf("%d draws: %d orders of %d, χ² %.1f deviations off", draws, len(counts), want, chi(counts))
		}
	}
	var u, v [inputs]float64
	for _, draws := range []int{16, 30, 64} {
		members, across := make([]int, draws*draws), make([]int, draws*draws)
		for seed := range uint64(400) {
			p := points(t, sample.LatinHypercube, draws, seed, inputs)
			p.Point(3, u[:])
			p.Point(4, v[:])
			stratum := func(x float64) int { return int(x * float64(draws)) }
			for k := range inputs {
				members[stratum(u[k])*draws+stratum(v[k])]++
				across[stratum(u[k])*draws+stratum(u[(k+1)%inputs])]++
			}
		}
		var pairs []int
		for i, n := range members {
			if i/draws != i%draws {
				pairs = append(pairs, n)
			} else if n != 0 {
				t.Errorf("%d draws: two members in one stratum", draws)
			}
		}
		if chi(pairs) > 4 || chi(across) > 4 {
			t.Errorf("%d draws: members %.1f, inputs %.1f deviations off", draws, chi(pairs), chi(across))
		}
	}
}

// The first 2^n points have one in each of 2^n equal parts of each input.
func TestSobolStratifies(t *testing.T) {
	const inputs = sample.MaxSobolInputs
	for _, n := range []int{0, 1, 4, 10} {
		p := points(t, sample.Sobol, 1<<n, 77, inputs)
		hit := make([]bool, inputs<<n)
		u := make([]float64, inputs)
		for m := range 1 << n {
			p.Point(m, u)
			for k, x := range u {
				i := k<<n | int(x*float64(int(1)<<n))
				if hit[i] {
					t.Fatalf("2^%d points: input %d is hit twice in one part", n, k)
				}
				hit[i] = true
			}
		}
	}
}

// Sobol's sequence is a (t, s)-sequence where t is the sum over its inputs of
// the degree of the polynomial less one, the first input giving none (Sobol
// 1967; Niederreiter 1987): each block of 2^n points from a multiple of 2^n on
// has 2^t points in every elementary box of volume 2^(t−n). So two inputs have t
// = 0, and three have t = 1.
func TestSobolNets(t *testing.T) {
	const n = 8
	for _, c := range []struct {
		inputs []int
		t      int
	}{
		{[]int{0}, 0},
		{[]int{0, 1}, 0},
		{[]int{0, 2}, 1},
		{[]int{1, 2}, 1},
		{[]int{0, 1, 2}, 1},
		{[]int{0, 1, 2, 3}, 3},
		{[]int{0, 1, 2, 3, 4}, 5},
	} {
		for _, block := range []int{0, 1, 5} {
			p := points(t, sample.Sobol, 8<<n, 4, 5)
			rows := all(p)[block<<n : (block+1)<<n]
			boxes(len(c.inputs), n-c.t, func(split []int) {
				count := make([]int, 1<<(n-c.t))
				for _, u := range rows {
					box := 0
					for i, k := range c.inputs {
						box = box<<split[i] | int(u[k]*float64(int(1)<<split[i]))
					}
					count[box]++
				}
				if slices.Min(count) != 1<<c.t || slices.Max(count) != 1<<c.t {
					t.Errorf("inputs %v, block %d, split %v: from %d to %d points a box, want %d", c.inputs, block, split, slices.Min(count), slices.Max(count), 1<<c.t)
				}
			})
		}
	}
}

// boxes calls f with every way to share n halvings among inputs.
func boxes(inputs, n int, f func(split []int)) {
	split := make([]int, inputs)
	var share func(i, left int)
	share = func(i, left int) {
		if i == inputs-1 {
			split[i] = left
			f(split)
			return
		}
		for split[i] = 0; split[i] <= left; split[i]++ {
			at := split[i]
			share(i+1, left-at)
			split[i] = at
		}
	}
	share(0, n)
}

// miss is the root of the mean square error, over seeds, of the mean over draws
// of the product of 1 + (u_k − 1/2), which is 1.
func miss(t *testing.T, method sample.Method, draws, inputs, seeds int) (rms, bias float64) {
	t.Helper()
	u := make([]float64, inputs)
	for seed := range uint64(seeds) {
		p := points(t, method, draws, seed, inputs)
		sum := 0.0
		for m := range draws {
			p.Point(m, u)
			f := 1.0
			for _, x := range u {
				f *= 0.5 + x
			}
			sum += f
		}
		off := sum/float64(draws) - 1
		rms += off * off
		bias += off
	}
	return math.Sqrt(rms / float64(seeds)), bias / float64(seeds)
}

// The variance of the product is (1 + 1/12)^s − 1. Random misses by its root
// over √N. A latin hypercube is free of the share of single inputs, s/12. Sobol
// misses far less. None has a bias of more than a
// few of its standard errors.
func TestMisses(t *testing.T) {
	const draws, seeds = 256, 200
	for _, inputs := range []int{1, 4} {
		variance := math.Pow(1+1.0/12, float64(inputs)) - 1
		random, a := miss(t, sample.Random, draws, inputs, seeds)
		latin, b := miss(t, sample.LatinHypercube, draws, inputs, seeds)
		sobol, c := miss(t, sample.Sobol, draws, inputs, seeds)
		if want := math.Sqrt(variance / draws); random < 0.85*want || random > 1.15*want {
			t.Errorf("random, %d inputs: misses by %v, want about %v", inputs, random, want)
		}
		alone := math.Sqrt(1.0/12/draws) / draws // one stratified input: N^(−3/2)/√12
		if inputs == 1 && (latin < 0.85*alone || latin > 1.15*alone) {
			t.Errorf("one input: latin misses by %v, want about %v", latin, alone)
		}
		if want := math.Sqrt((variance - float64(inputs)/12) / draws); inputs == 4 && (latin < 0.85*want || latin > 1.15*want) {
			t.Errorf("latin, %d inputs: misses by %v, want about %v", inputs, latin, want)
		}
		if sobol > random/20 {
			t.Errorf("sobol, %d inputs: misses by %v, random by %v", inputs, sobol, random)
		}
		for i, bias := range []float64{a, b, c} {
			if spread := []float64{random, latin, sobol}[i] / math.Sqrt(seeds); math.Abs(bias) > 3.5*spread {
				t.Errorf("%s, %d inputs: bias %v at a standard error of %v", sample.Methods[i], inputs, bias, spread)
			}
		}
	}
}

// With one input and N = 2^n draws a scrambled sequence has the variance of one
// independent point in each of N strata: its mean misses by N^(−3/2)/√12. So has
// this one over many seeds, few of which miss by much.
func TestSobolVariance(t *testing.T) {
	want := math.Pow(8, -1.5) / math.Sqrt(12)
	if got, _ := miss(t, sample.Sobol, 8, 1, 20_000); math.Abs(got/want-1) > 0.05 {
		t.Errorf("misses by %v, want about %v", got, want)
	}
}

// Two points that part at some bit are independent in all later bits, within an
// input and across inputs.
func TestSobolScramblesPairs(t *testing.T) {
	within, across := make([]int, 64), make([]int, 64)
	var u, v [6]float64
	for seed := range uint64(20_000) {
		p := points(t, sample.Sobol, 4, seed, 6)
		p.Point(1, u[:])
		p.Point(2, v[:])
		for k := range u {
			// 0.1… and 0.11… or 0.01… part at the first or second bit.
			within[int(u[k]*32)%8<<3|int(v[k]*32)%8]++
			across[int(u[k]*8)<<3|int(v[(k+1)%6]*8)]++
		}
	}
	if chi(within) > 4 || chi(across) > 4 {
		t.Errorf("within an input %.1f, across inputs %.1f deviations off", chi(within), chi(across))
	}
}

// Point leaves nothing to collect.
func TestPointAllocatesNothing(t *testing.T) {
	u := make([]float64, 50)
	for _, method := range sample.Methods {
		p := points(t, method, 1000, 3, len(u))
		if n := testing.AllocsPerRun(100, func() { p.Point(999, u) }); n != 0 {
			t.Errorf("%s: %v allocations", method, n)
		}
	}
}

// A point of 20 inputs among a million draws.
func BenchmarkPoint(b *testing.B) {
	for _, method := range sample.Methods {
		b.Run(string(method), func(b *testing.B) {
			const draws = 1_000_000
			p := points(b, method, draws, 1, 20)
			u := make([]float64, 20)
			b.ReportAllocs()
			for m := 0; b.Loop(); m = (m + 1) % draws {
				p.Point(m, u)
			}
		})
	}
}

// What it takes to begin.
func BenchmarkNew(b *testing.B) {
	for _, method := range sample.Methods {
		b.Run(string(method), func(b *testing.B) {
			for b.Loop() {
				points(b, method, 1_000_000, 1, 20)
			}
		})
	}
}
