package prim

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// pmf is the binomial distribution, built up one trial at a time.
func pmf(n int, p float64) []float64 {
	out := []float64{1}
	for range n {
		next := make([]float64, len(out)+1)
		for k, v := range out {
			next[k] += v * (1 - p)
			next[k+1] += v * p
		}
		out = next
	}
	return out
}

func TestTail(t *testing.T) {
	for _, n := range []int{1, 2, 7, 40, 900} {
		for _, p := range []float64{1e-6, 0.03, 0.4, 0.5, 0.93, 1 - 1e-6} {
			terms := pmf(n, p)
			want := 0.0
			for f := n; f >= 0; f-- {
				want += terms[f]
				if got := tail(n, f, p); math.Abs(got-want) > 1e-10*want+1e-12 || got < 0 || got > 1 {
					t.Errorf("%d or more of %d at %v: %v, want %v", f, n, p, got, want)
				}
			}
		}
	}
	for _, c := range []struct {
		n, f    int
		p, want float64
	}{
		{10, 0, 0, 1},
		{10, 1, 0, 0},
		{10, 10, 1, 1},
		{10, 11, 0.5, 0},
		{0, 0, 0.5, 1},
		{3, 3, 0.5, 0.125},
		{4, 2, 0.5, 0.6875},
		{100000, 90000, 0.1, 0},
	} {
		if got := tail(c.n, c.f, c.p); math.Abs(got-c.want) > 1e-14 {
			t.Errorf("%d or more of %d at %v: %v, want %v", c.f, c.n, c.p, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ out, v, want float64 }{
		{21.2, 20.6, 21},
		{21.2, 20.97, 21},
		{21, 20.9632, 20.97}, // 21 itself is kept out
		{20.97, 20.9632, 20.964},
		{20.98, 20.97, 20.97},
		{2031.4, 2030.2, 2031},
		{1251, 1199, 1200},
		{4000, 1199, 2000},
		{0.00035, 0.0002412, 0.0003},
		{0.3, -0.2, 0},
		{-20.6, -21.2, -21},
		{math.Nextafter(1.1, 2), 1.1, 1.1},
		{math.Nextafter(math.Pi, 4), math.Pi, math.Pi},
		{1.7e308, 1.6e308, 1.6e308},
		{3e-30, 2e-30, 2e-30},
	} {
		if got := plain(c.out, c.v); got != c.want {
			t.Errorf("from %v to below %v: %v, want %v", c.v, c.out, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64().Draw(t, "a"), rapid.Float64().Draw(t, "b")
		if a == b {
			return
		}
		if got := plain(max(a, b), min(a, b)); !(got >= min(a, b) && got < max(a, b)) {
			t.Fatalf("from %v to below %v: %v", min(a, b), max(a, b), got)
		}
	})
}

// small draws a search with ties.
func small(t *rapid.T) *search {
	n, m := rapid.IntRange(20, 120).Draw(t, "futures"), rapid.IntRange(1, 4).Draw(t, "inputs")
	kinds := rapid.SliceOfN(rapid.IntRange(1, 40), m, m).Draw(t, "values")
	var futures [][]float64
	fails := make([]bool, n)
	for i := range n {
		var row []float64
		for _, most := range kinds {
			row = append(row, float64(rapid.IntRange(0, most).Draw(t, "value")))
		}
		futures = append(futures, row)
		fails[i] = rapid.IntRange(0, 40).Draw(t, "luck") < int(row[0])+8
	}
	table := tabulate(make([]Input, m), futures, fails)
	return newSearch(table, table.all(), Options{Alpha: rapid.SampledFrom([]float64{0.05, 0.2}).Draw(t, "alpha")}.filled())
}

// The peeling does what a slow one does that sorts the futures inside anew for
// every slice.
func TestPeelNaively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		boxes, steps := s.peel()
		inside, box := s.all(), s.whole()
		for k := range boxes {
			if !slices.Equal(boxes[k], box) {
				t.Fatalf("box %d is %v, want %v", k, boxes[k], box)
			}
			if f := s.failures(inside); steps[k].Futures != len(inside) || steps[k].Failures != f {
				t.Fatalf("box %d has %+v, want %d of %d", k, steps[k], f, len(inside))
			}
			inside, box = s.slowly(inside, box)
		}
		if inside != nil {
			t.Fatalf("the peeling ends at %v, and may go on to %v", boxes[len(boxes)-1], box)
		}
	})
}

// slowly cuts one slice; it returns nil where none may be.
func (s *search) slowly(inside []int32, box spans) ([]int32, spans) {
	var rest []int32
	var after spans
	best, known := 0.0, false
	share := math.Max(s.Alpha*float64(len(inside)), 10)
	density := func(of []int32) float64 { return float64(s.failures(of)) / float64(len(of)) }
	for j := range s.inputs {
		for end := range 2 {
			sorted := slices.Clone(inside)
			slices.SortFunc(sorted, func(a, b int32) int {
				return int(s.ranks[j][a]-s.ranks[j][b]) * (1 - 2*end)
			})
			k := 0
			for next := 1; next < len(sorted); next++ {
				if s.ranks[j][sorted[next]] != s.ranks[j][sorted[next-1]] && (k == 0 || float64(next) <= share) {
					k = next
				}
			}
			if k == 0 || len(sorted)-k < s.least {
				continue
			}
			worth := (density(sorted[k:]) - density(inside)) / math.Max(float64(k), share)
			if worth > best || worth == best && after != nil && !known && s.restricts(box, j) {
				best, rest, after, known = worth, sorted[k:], slices.Clone(box), s.restricts(box, j)
				if end == 0 {
					after[j].low = s.ranks[j][sorted[k]]
				} else {
					after[j].high = s.ranks[j][sorted[k]]
				}
			}
		}
	}
	return rest, after
}

// Of slices to paste, that which makes the box denser comes first, then the
// larger: to 8 of 10, 3 of 3 add more than 2 of 2, and 2 of 2 more than 4 of 5.
func TestDenser(t *testing.T) {
	order := []slice{{k: 3, failures: 3}, {k: 2, failures: 2}, {k: 5, failures: 4}, {k: 1, failures: 0}}
	for a := range order {
		for b := range order {
			if got := denser(order[a], order[b], 10, 8); got != (a < b) {
				t.Errorf("%+v before %+v: %v", order[a], order[b], got)
			}
		}
	}
	if !denser(slice{k: 3, failures: 3}, slice{k: 2, failures: 2}, 10, 10) {
		t.Error("of two as dense the larger comes first")
	}
}

// Pasting never makes a box less dense or smaller, and stops only where every
// slice next to it would make it less dense.
func TestPaste(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		boxes, _ := s.peel()
		b := rapid.SampledFrom(boxes).Draw(t, "box")
		n, f := s.count(s.within(s.bounds(b), nothing))
		s.paste(b)
		of := s.bounds(b)
		in := s.within(of, nothing)
		n2, f2 := s.count(in)
		if n2 < n || f2*n < f*n2 {
			t.Fatalf("from %d of %d to %d of %d", f, n, f2, n2)
		}
		for _, at := range of {
			// The nearest value is the thinnest slice; boxes of up to 120
			// futures have none of two values at the share of 1 %.
			nearest, k, failures := int32(-1), 0, 0
			for _, i := range s.outside(at, s.within(of, part{at.input, at.end})) {
				if nearest < 0 {
					nearest = s.ranks[at.input][i]
				}
				if s.ranks[at.input][i] == nearest {
					k++
					failures += s.failures([]int32{i})
				}
			}
			if k == 0 || failures*n2 >= f2*k {
				t.Fatalf("%d of %d are left out next to %d of %d", failures, k, f2, n2)
			}
		}
	})
}

// No bound or range is left in a pruned box without which it is worth as much.
func TestPrune(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		boxes, _ := s.peel()
		b := rapid.SampledFrom(boxes).Draw(t, "box")
		s.Inputs = rapid.IntRange(1, 3).Draw(t, "most")
		worth, left := s.prune(b)
		of := s.bounds(b)
		if len(of) != left || s.worth(s.within(of, nothing), left) != worth || len(s.restricted(b)) > s.Inputs {
			t.Fatalf("worth %v with %d bounds, inputs %v", worth, left, s.restricted(b))
		}
		for _, d := range parts(of) {
			rest := slices.DeleteFunc(slices.Clone(of), d.has)
			if w := s.worth(s.within(rest, nothing), len(rest)); w >= worth {
				t.Fatalf("worth %v, and %v without %v", worth, w, d)
			}
		}
	})
}
