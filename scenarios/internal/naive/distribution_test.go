package naive

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// The first numbers of SplitMix64 with the seed 0, as its author published them:
// those are the numbers of member 0.
func TestUniform(t *testing.T) {
	for k, z := range []uint64{0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC} {
		if got, want := uniform(0, 0, uint64(k)), float64(z>>11)/(1<<53); got != want {
			t.Errorf("address %d: %v, want %v", k, got, want)
		}
	}
	// Member m takes up where 65536 numbers a member lead to; so does a seed that
	// is as far ahead.
	gamma := uint64(0x9E3779B97F4A7C15)
	if uniform(5, 3, 7) != uniform(5+(3*65536+7)*gamma, 0, 0) {
		t.Error("member 3, address 7")
	}
}

// The quantiles of the standard normal distribution, worked out to forty digits.
// The last two are of numbers just under 1.
func TestNormalInverse(t *testing.T) {
	for _, test := range []struct{ p, z float64 }{
		{1e-300, -37.047096299361199237},
		{1e-20, -9.2623400897984075796},
		{1e-9, -5.9978070150076868614},
		{0.001, -3.0902323061678135354},
		{0.0749, -1.4402382675279636631}, // either side of where the middle begins
		{0.0751, -1.4388253927525399824},
		{0.3, -0.52440051270804081597},
		{0.5, 0},
		{0.7, 0.52440051270804065631},
		{0.9249, 1.4388253927525403742},
		{0.9251, 1.4402382675279638594},
		{0.975, 1.9599639845400538556},
		{0.999999, 4.7534243088170877657},
	} {
		if z := normalInverse(test.p); math.Abs(z-test.z) > 8e-16*math.Abs(test.z) {
			t.Errorf("%v: %v, want %v", test.p, z, test.z)
		}
	}
	if !math.IsInf(normalInverse(0), -1) || !math.IsInf(normalInverse(1), 1) {
		t.Error("the ends are not infinite")
	}
}

// Nearest rank, ⌈q·n⌉. Of 20: 1, 5, 10, 15, 19 without rounding up. Of 21: 1.05,
// 5.25, 10.5, 15.75, 19.95, each rounded up. Of 1: it is all of them.
func TestRanks(t *testing.T) {
	for n, want := range map[int]string{
		20: "1,5,10,15,19,10.5,1,20",
		21: "2,6,11,16,20,11,1,21",
		1:  "1,1,1,1,1,1,1,1",
		0:  ",,,,,,,", // no member has a count
	} {
		members := [][]finding{{{}}} // one without a count, which counts for nothing
		for i := n; i > 0; i-- {
			count := float64(i)
			members = append(members, []finding{{count: &count}})
		}
		got := strings.Split(quantilesTable(members), "\n")[1]
		if got != ",,,,"+want {
			t.Errorf("%d counts: %s, want %s", n, got, want)
		}
	}
}

// Numbers that are not whole are added as whole millionths: 4e-7 is none, 1.4e-6 is
// one, so the mean of three and one is 0.25 millionths; without rounding it were
// 0.65. 0.1 ten times makes 1, which it does not in float64.
func TestMean(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{4e-7, 4e-7, 1.4e-6, 4e-7}, 1e-6 / 4},
		{[]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 0.1},
		{[]float64{1, 2, 4}, 7.0 / 3},
		{[]float64{1e6, 0.5}, 1000000.5 / 2},
	} {
		if got := mean(test.values); got != test.want {
			t.Errorf("%v: %v, want %v", test.values, got, test.want)
		}
	}
}

// What is not a distribution is an error.
func TestNotADistribution(t *testing.T) {
	for _, text := range []string{
		"", "min = 0", "uniform = [2, 1]", "uniform = [1]", "uniform = 1", "uniform = ['a', 'b']", "uniform = [0, 1]\nmin = 0",
		"integers = [0, 1.5]", "integers = [3, 2]", "triangular = [1, 1, 1]", "triangular = [1, 3, 2]", "triangular = [2, 1, 3]",
		"normal = [1, 0]", "normal = [1, 1]\nmin = 2\nmax = 2", "lognormal = [0, 1]", "lognormal = [1, 0]", "choice = []",
		"choice = [1]\nmax = 3", "uniform = [0, 1]\nchoice = [1]", "uniform = [0, 1]\nmode = 1",
	} {
		err := func() (err error) {
			defer rescue(&err)
			newUncertainty("an.address", parseTable(text, "test"))
			return nil
		}()
		if err == nil {
			t.Error(fmt.Sprintf("%q", text), "is a distribution")
		}
	}
}
