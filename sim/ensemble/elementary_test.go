package ensemble

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"testing"
)

// within reports whether a number is the wanted one up to units in the last place.
func within(got, want, units float64) bool {
	if got == want {
		return true
	}
	unit := math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want)
	return math.Abs(got-want) <= units*unit
}

// The functions against values worked out to forty digits.
func TestElementary(t *testing.T) {
	for _, f := range []struct {
		name   string
		f      func(float64) float64
		units  float64
		values [][2]float64 // argument, value
	}{
		{"exp", exp, 1, [][2]float64{
			{-745, 2.8223507304719370764e-324},
			{-700.5, 5.9801961186397912064e-305},
			{-1, 0.3678794411714423216},
			{-0.1, 0.90483741803595956814},
			{0, 1},
			{1e-10, 1.0000000001},
			{0.25, 1.2840254166877414841},
			{1, 2.7182818284590452354},
			{10.5, 36315.502674246637739},
			{709.7, 1.6549840276802644031e+308},
			{-746, 0},
			{710, math.Inf(1)},
			{math.Inf(-1), 0},
			{math.Inf(1), math.Inf(1)},
		}},
		{"log", log, 1, [][2]float64{
			{0, math.Inf(-1)},
			{5e-324, -744.44007192138126231},
			{1e-300, -690.77552789821370518},
			{0.1, -2.3025850929940456285},
			{0.5, -0.69314718055994530942},
			{0.7071, -0.34658318037194200028},
			{0.99999, -0.000010000050000287825116},
			{1, 0},
			{1.00001, 9.9999500003988422185e-6},
			{1.5, 0.40546510810816438198},
			{10, 2.302585092994045684},
			{1e+300, 690.77552789821370526},
			{math.Inf(1), math.Inf(1)},
		}},
		// Either side of each place where another quotient begins.
		{"erfc", erfc, 2, [][2]float64{
			{math.Inf(-1), 2},
			{-6, 1.9999999999999999785},
			{-2, 1.9953222650189527342},
			{-0.5, 1.5204998778130465377},
			{0, 1},
			{1e-10, 0.99999999988716208329},
			{0.1, 0.8875370839817151016},
			{0.3, 0.67137324054087258381},
			{0.84, 0.23485728854500548266},
			{0.85, 0.22933194239164747979},
			{1.2, 0.089686021770364631634},
			{1.3, 0.06599205505934755415},
			{2.8, 0.00007501319466545910313},
			{2.9, 0.000041097878099458857996},
			{6, 2.1519736712498913117e-17},
			{10, 2.088487583762544757e-45},
			{20, 5.3958656116079009289e-176},
			{26.5, 2.2109076642637342759e-307},
			{28, 0},
			{math.Inf(1), 0},
		}},
		// The last three lie beyond r = 5, and on the other side of ½.
		{"normalQuantile", normalQuantile, 4, [][2]float64{
			{0, math.Inf(-1)},
			{5e-324, -38.467405617144346251},
			{1e-300, -37.047096299361199237},
			{1e-20, -9.2623400897984075796},
			{1.388794e-11, -6.657904684415104555},
			{1e-9, -5.9978070150076868614},
			{0.001, -3.0902323061678135354},
			{0.0749, -1.4402382675279636631},
			{0.0751, -1.4388253927525399824},
			{0.3, -0.52440051270804081597},
			{0.5, 0},
			{0.7, 0.52440051270804065631},
			{0.9249, 1.4388253927525403742},
			{0.975, 1.9599639845400538556},
			{0.999999, 4.7534243088170877657},
			{1, math.Inf(1)},
		}},
	} {
		for _, v := range f.values {
			if got := f.f(v[0]); !within(got, v[1], f.units) {
				t.Errorf("%s(%v) is %v, want %v", f.name, v[0], got, v[1])
			}
		}
	}
}

// Package math agrees up to the last digits, and Φ⁻¹ undoes Φ.
func TestElementaryLikeMath(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200000 {
		x := rng.Float64()*1400 - 700
		if got, want := exp(x), math.Exp(x); !within(got, want, 2) {
			t.Fatalf("exp(%v) is %v, want %v", x, got, want)
		}
		if p := math.Exp(x); !within(log(p), math.Log(p), 2) {
			t.Fatalf("log(%v) is %v, want %v", p, log(p), math.Log(p))
		}
		x = rng.Float64()*33 - 7
		if got, want := erfc(x), math.Erfc(x); !within(got, want, 4) {
			t.Fatalf("erfc(%v) is %v, want %v", x, got, want)
		}
		z := -37 * rng.Float64()
		if got := normalQuantile(normalBelow(z)); !(math.Abs(got-z) < 4e-14) {
			t.Fatalf("Φ⁻¹(Φ(%v)) is %v", z, got)
		}
	}
}

// The bits of many results, as a machine with neither fused operations nor
// assembly makes them: every other one must make the same.
func TestSameOnEveryMachine(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	h := sha256.New()
	for range 100000 {
		u := rng.Float64()
		for _, x := range []float64{exp(float64(1400*u) - 700), log(u), erfc(float64(34*u) - 7), normalQuantile(u), normalQuantile(u * u * u * 1e-9)} {
			var b [8]byte
			binary.LittleEndian.PutUint64(b[:], math.Float64bits(x))
			h.Write(b[:])
		}
	}
	const want = "e013bb55e43af5baeef06af29bb9309537d5d83237a32b82755921e586d0436b"
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("the sum is %s", got)
	}
}

func BenchmarkNormalQuantile(b *testing.B) {
	u := 0.0
	for b.Loop() {
		normalQuantile(u)
		if u += 0.0001; u >= 1 {
			u = 0
		}
	}
}
