package sweep

import (
	"slices"
	"testing"

	"drawdown/sim/ensemble"
	"drawdown/sim/sample"
)

// Whichever inputs are levers, the others draw what they drew, and drawing
// allocates nothing.
func TestOthersKeepTheirDraws(t *testing.T) {
	const all, draws = 4, 64
	var inputs []*ensemble.Input
	for range all {
		inputs = append(inputs, &ensemble.Input{Distribution: ensemble.Distribution{Shape: ensemble.Uniform, Parameters: []float64{0, 1}}})
	}
	whole, room := make([]float64, all), make([]float64, all)
	for _, method := range sample.Methods {
		points, err := sample.New(method, draws, 5, all)
		if err != nil {
			t.Fatal(err)
		}
		for _, kept := range [][]int{{0, 2, 3}, {1}, {0, 1, 2, 3}} {
			d := &Draws{Points: points, Count: draws, All: all, Own: kept}
			own, values := d.of(inputs), make([]float64, len(kept))
			for m := range draws {
				points.Point(m, whole)
				d.draw(own, m, room, values)
				for i, k := range kept {
					if values[i] != whole[k] {
						t.Fatalf("%s: input %d of member %d draws %v, not %v", method, k, m, values[i], whole[k])
					}
				}
			}
			if n := testing.AllocsPerRun(10, func() { d.draw(own, 7, room, values) }); n > 0 {
				t.Errorf("%s: a draw allocates %v times", method, n)
			}
		}
	}
}

// Fingerprints differ where one member does, or two change places.
func TestFingerprints(t *testing.T) {
	print := func(margins ...float64) (p uint64) {
		for _, m := range margins {
			p = mix(p, m)
		}
		return p
	}
	all := []uint64{print(1, 2, 3), print(2, 1, 3), print(1, 2, 4), print(1, 2), print(0, 0), print(0)}
	slices.Sort(all)
	if len(slices.Compact(all)) != 6 {
		t.Errorf("two of %x are equal", all)
	}
}
