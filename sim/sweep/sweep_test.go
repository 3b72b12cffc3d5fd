package sweep

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"

	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

func TestAxis(t *testing.T) {
	for _, test := range []struct {
		axis Axis
		want []float64
		unit float64
	}{
		{Axis{From: 0, To: 450, Step: 150, Whole: true}, []float64{0, 150, 300, 450}, 1},
		{Axis{From: 0, To: 10, Step: 4}, []float64{0, 4, 8, 10}, 1e-5},
		{Axis{From: 0.5, To: 1, Step: 0.25}, []float64{0.5, 0.75, 1}, 1e-6},
		{Axis{From: 0.5, To: 0.7, Step: 0.05}, []float64{0.5, 0.55, 0.6, 0.65, 0.7}, 1e-6},
		{Axis{From: -1, To: 1, Step: 1}, []float64{-1, 0, 1}, 1e-6},
		{Axis{From: 0.5, To: 3.5, Whole: true}, []float64{1, 2, 3}, 1},
		{Axis{From: 2, To: 4, Step: 0.5, Whole: true}, []float64{2, 3, 4}, 1},
		{Axis{From: 0.2, To: 0.8, Whole: true}, nil, 1},
		{Axis{From: 0, To: 1000, Step: 500}, []float64{0, 500, 1000}, 1e-3},
	} {
		if got := test.axis.Values(); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %v, want %v", test.axis, got, test.want)
		}
		if n := test.axis.Count(); n < len(test.want) || len(test.want) > 0 && n > len(test.want)+2 {
			t.Errorf("%+v: counts %d values, has %d", test.axis, n, len(test.want))
		}
		if u := test.axis.Unit(); u != test.unit {
			t.Errorf("%+v: unit %v, want %v", test.axis, u, test.unit)
		}
	}
	if got := (Axis{From: 0, To: 1}).Values(); len(got) != 21 || got[13] != 0.65 {
		t.Errorf("no step: %v", got)
	}
	if got := (Axis{From: 0, To: 7, Whole: true}).Values(); len(got) != 8 {
		t.Errorf("no step, few whole numbers: %v", got)
	}
	if got := (Axis{From: 1, To: 40, Whole: true}).Values(); len(got) != 21 || got[19] != 39 || got[20] != 40 {
		t.Errorf("no step, many whole numbers: %v", got)
	}
}

// along sweeps one axis of a function; not a number: impossible.
func along(t *testing.T, a Axis, margin func(x float64) float64) (edges []Edge, asked int) {
	t.Helper()
	var calls atomic.Int64
	at := func(_ context.Context, x []float64) (float64, error) {
		calls.Add(1)
		return margin(x[0]), nil
	}
	ctx := context.Background()
	g, err := Work(ctx, []Axis{a}, at, Options{Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	found, err := g.Edges(ctx, []Line[float64]{{Judge: judge}}, Options{Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found[0] {
		for _, end := range []float64{e.At, e.Beyond} {
			beside := slices.ContainsFunc(g.Beside, func(b Beside[float64]) bool { return b.X[0] == end && b.Point == margin(end) })
			if beside == slices.Contains(g.Values[0], end) {
				t.Errorf("the end %v of an edge is kept: %v", end, beside)
			}
		}
	}
	return found[0], int(calls.Load()) - len(g.Points)
}

func judge(x *float64) Verdict {
	switch {
	case math.IsNaN(*x):
		return Unknown
	case *x >= 0:
		return Holds
	}
	return Fails
}

func TestEdges(t *testing.T) {
	nan := math.NaN()
	within := func(x, low, high float64) bool { return x >= low && x <= high }
	for name, test := range map[string]struct {
		axis   Axis
		margin func(x float64) float64
		want   []Edge
	}{
		"down, whole": {
			Axis{From: 0, To: 100, Step: 10, Whole: true},
			func(x float64) float64 { return 37 - x },
			[]Edge{{At: 37, Beyond: 38}},
		},
		"up, whole": {
			Axis{From: 0, To: 100, Step: 50, Whole: true},
			func(x float64) float64 { return x - 37 },
			[]Edge{{At: 37, Beyond: 36, AtLeast: true}},
		},
		"just met at a value of the grid": {
			Axis{From: 0, To: 100, Step: 10, Whole: true},
			func(x float64) float64 { return 40 - x },
			[]Edge{{At: 40, Beyond: 41}},
		},
		"real": {
			Axis{From: 0, To: 1, Step: 0.1},
			func(x float64) float64 { return 1/math.Pi - x },
			[]Edge{{At: 0.318309, Beyond: 0.31831}},
		},
		"real, wide": {
			Axis{From: 0, To: 1000, Step: 100},
			func(x float64) float64 { return 100*math.Pi - x },
			[]Edge{{At: 314.159, Beyond: 314.16}},
		},
		"not monotone": {
			Axis{From: 0, To: 100, Step: 5, Whole: true},
			func(x float64) float64 { return math.Abs(x-50) - 22 },
			[]Edge{{At: 28, Beyond: 29}, {At: 72, Beyond: 71, AtLeast: true}},
		},
		"everywhere": {Axis{From: 0, To: 10}, func(float64) float64 { return 0 }, nil},
		"nowhere":    {Axis{From: 0, To: 10}, func(float64) float64 { return -1 }, nil},
		"impossible": {Axis{From: 0, To: 10}, func(float64) float64 { return nan }, nil},
		"impossible below": {
			Axis{From: 1, To: 20, Step: 1, Whole: true},
			func(x float64) float64 {
				if x < 4 {
					return nan
				}
				return 12 - x
			},
			[]Edge{{At: 12, Beyond: 13}},
		},
		"the gap is the edge": {
			Axis{From: 0, To: 100, Step: 50, Whole: true},
			func(x float64) float64 {
				if within(x, 13, 37) {
					return nan
				}
				return 20 - x
			},
			[]Edge{{At: 12, Beyond: 38, Gap: true}},
		},
		"the edge is before the gap": {
			Axis{From: 0, To: 100, Step: 100, Whole: true},
			func(x float64) float64 {
				if within(x, 40, 60) {
					return nan
				}
				return 7 - x
			},
			[]Edge{{At: 7, Beyond: 8}},
		},
		"the edge is behind the gap": {
			Axis{From: 0, To: 100, Step: 100, Whole: true},
			func(x float64) float64 {
				if within(x, 40, 60) {
					return nan
				}
				return x - 93
			},
			[]Edge{{At: 93, Beyond: 92, AtLeast: true}},
		},
		"values of the grid in the gap": {
			Axis{From: 0, To: 100, Step: 10, Whole: true},
			func(x float64) float64 {
				if within(x, 15, 65) {
					return nan
				}
				return 14 - x
			},
			[]Edge{{At: 14, Beyond: 66, Gap: true}},
		},
	} {
		got, asked := along(t, test.axis, test.margin)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
		if asked > 60 {
			t.Errorf("%s: %d points beside the grid", name, asked)
		}
	}
}

// Whatever a margin does, an edge's ends are judged as it says, and nothing that
// is possible lies between them unless it is a unit or a gap.
func TestEdgesAreEdges(t *testing.T) {
	for seed := range 300 {
		margin := func(x float64) float64 {
			z := math.Sin(x*float64(seed%17+1)/9+float64(seed)) + 0.3*math.Cos(x*float64(seed%5))
			if math.Sin(x/7+2*float64(seed)) > 0.8 {
				return math.NaN()
			}
			return z
		}
		edges, _ := along(t, Axis{From: 0, To: 60, Step: float64(seed%9 + 1), Whole: true}, margin)
		for _, e := range edges {
			at, beyond := margin(e.At), margin(e.Beyond)
			if !(at >= 0) || !(beyond < 0) || e.AtLeast != (e.At > e.Beyond) {
				t.Fatalf("seed %d: %+v with %v and %v", seed, e, at, beyond)
			}
			distance := math.Abs(e.At - e.Beyond)
			if e.Gap != (distance > 1) {
				t.Fatalf("seed %d: %+v", seed, e)
			}
		}
	}
}

// tallies are made up, as many as needed.
func tallies(n int) []*treaty.Tally {
	var all []*treaty.Tally
	for range n {
		all = append(all, &treaty.Tally{Party: &arsenal.Party{}, Limit: &treaty.Limit{}})
	}
	return all
}

// Three tallies over two levers: one depends on the sum, one on the second alone,
// one on none, though its end does.
func TestExplore(t *testing.T) {
	levers := []Lever{
		{Axis: Axis{From: 0, To: 4, Step: 2, Whole: true}, Written: 2},
		{Axis: Axis{From: 0, To: 100, Step: 25, Whole: true}, Written: 10},
	}
	at := func(_ context.Context, x []float64) (Outcome, error) {
		if x[0] == 4 && x[1] < 10 {
			return Outcome{Why: "too few"}, nil
		}
		return Outcome{Results: []Result{
			{Binds: 1, WorstOn: 1, Worst: 60 - 10*x[0] - x[1]},
			{Binds: 1, WorstOn: 1, Worst: x[1] - 33},
			{Binds: 1, WorstOn: 1, Worst: 5, HasEnd: true, End: x[0]},
		}}, nil
	}
	var one *Found
	for _, workers := range []int{1, 4} {
		f, err := Explore(context.Background(), Study{Levers: levers, Tallies: tallies(3)}, at, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if want := [][]bool{{true, true}, {false, true}, {false, false}}; !reflect.DeepEqual(f.Depends, want) {
			t.Errorf("depends %v, want %v", f.Depends, want)
		}
		if want := []bool{true, true, true}; !slices.Equal(f.Touched, want) {
			t.Errorf("touched %v", f.Touched)
		}
		if n := f.Possible(); n != 14 {
			t.Errorf("%d possible", n)
		}
		var got []string
		for _, fr := range f.Frontiers {
			got = append(got, fmt.Sprint(fr.Tally, fr.Lever, fr.Given, fr.First, fr.Edges))
		}
		want := []string{
			"0 1 0 2 [{60 61 false false}]",
			"0 1 1 2 [{40 41 false false}]",
			"0 1 2 1 []", // 20 and less would hold, but the grid sees only 25 and more
			"1 1 -1 1 [{33 32 true false}]",
		}
		if !slices.Equal(got, want) {
			t.Errorf("frontiers %q, want %q", got, want)
		}
		if one == nil {
			one = f
		} else if !reflect.DeepEqual(one.Grid.Points, f.Grid.Points) {
			t.Error("more workers give other points")
		}
	}
}

// With draws a tally is judged by how often it is kept, whatever its margins.
func TestExploreDraws(t *testing.T) {
	levers := []Lever{{Axis: Axis{From: 0, To: 100, Step: 10, Whole: true}}}
	at := func(_ context.Context, x []float64) (Outcome, error) {
		return Outcome{Results: []Result{
			{Binds: 1, Worst: -x[0], Draws: 100, Kept: 100 - int(x[0])},
			{Binds: 1, Worst: x[0], Draws: 100, Kept: 7},
		}}, nil
	}
	f, err := Explore(context.Background(), Study{Levers: levers, Tallies: tallies(2), Sure: []float64{0.9, 0.5}}, at, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if !f.Depends[1][0] {
		t.Error("margins that change with a chance that stays depend on no lever")
	}
	for i, want := range [][]Edge{{{At: 10, Beyond: 11}}, {{At: 50, Beyond: 51}}} {
		if got := f.Frontiers[i]; !slices.Equal(got.Edges, want) || got.Sure != f.Sure[i] {
			t.Errorf("frontier %+v, want %v", got, want)
		}
	}
}

// Equal shares at all points of the grid are not enough for a lever to make no
// difference: here it shifts where the other one counts.
func TestEqualSharesDepend(t *testing.T) {
	levers := []Lever{
		{Axis: Axis{From: 0, To: 20, Step: 10, Whole: true}, Written: 10},
		{Axis: Axis{From: 0, To: 100, Step: 50, Whole: true}, Written: 50},
	}
	at := func(_ context.Context, x []float64) (Outcome, error) {
		r := Result{Binds: 1, Draws: 100}
		for m := range r.Draws {
			margin := 60 + x[0] - x[1] + float64(m)/10
			r.Spread = mix(r.Spread, margin)
			if margin >= 0 {
				r.Kept++
			}
		}
		return Outcome{Results: []Result{r}}, nil
	}
	f, err := Explore(context.Background(), Study{Levers: levers, Tallies: tallies(1), Sure: []float64{1}}, at, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, fr := range f.Frontiers {
		got = append(got, fmt.Sprint(fr.Lever, fr.Given, fr.Edges))
	}
	if want := []string{"1 0 [{60 61 false false}]", "1 1 [{70 71 false false}]", "1 2 [{80 81 false false}]"}; !slices.Equal(got, want) {
		t.Errorf("frontiers %q, want %q", got, want)
	}
}

// A lever that makes a difference between the points of the grid alone is found
// at the ends of edges.
func TestDependsBetweenPoints(t *testing.T) {
	levers := []Lever{
		{Axis: Axis{From: 0, To: 20, Step: 10, Whole: true}, Written: 10},
		{Axis: Axis{From: 0, To: 100, Step: 50, Whole: true}, Written: 50},
	}
	at := func(_ context.Context, x []float64) (Outcome, error) {
		margin := math.Copysign(5, 60-x[1])
		if x[1] != 50 && x[1] != 0 && x[1] != 100 {
			margin = 60 + x[0] - x[1]
		}
		return Outcome{Results: []Result{{Binds: 1, Worst: margin}}}, nil
	}
	f, err := Explore(context.Background(), Study{Levers: levers, Tallies: tallies(1)}, at, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if !f.Depends[0][0] || !f.Depends[0][1] || len(f.Frontiers) != 3 || f.Frontiers[0].Edges[0].At != 60 || f.Frontiers[2].Edges[0].At != 80 {
		t.Errorf("depends %v, frontiers %+v", f.Depends, f.Frontiers)
	}
}

// An edge lies where the interval of the share crosses, up and down.
func TestBands(t *testing.T) {
	for _, up := range []bool{false, true} {
		levers := []Lever{{Axis: Axis{From: 0, To: 100, Step: 10, Whole: true}}}
		at := func(_ context.Context, x []float64) (Outcome, error) {
			kept := 100 - int(x[0])
			if up {
				kept = int(x[0])
			}
			return Outcome{Results: []Result{{Binds: 1, Worst: x[0], Draws: 100, Kept: kept}}}, nil
		}
		f, err := Explore(context.Background(), Study{Levers: levers, Tallies: tallies(1), Sure: []float64{1, 0.9, 0.5}}, at, Options{Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		// Of 100 draws 96 are needed for a low end of 0.9, and 85 for a high one;
		// 60 and 41 for 0.5.
		want := []Band{{math.Inf(-1), 0}, {4, 15}, {40, 59}}
		if up {
			want = []Band{{100, math.Inf(1)}, {85, 96}, {41, 60}}
		}
		for i, fr := range f.Frontiers {
			if !slices.Equal(fr.Bands, want[i:i+1]) {
				t.Errorf("upwards %v, %v: %v, want %v", up, fr.Sure, fr.Bands, want[i])
			}
		}
	}
}

// A sweep ends with the error of a point, and when it is told to.
func TestStops(t *testing.T) {
	broken := errors.New("broken")
	at := func(_ context.Context, x []float64) (int, error) {
		if x[0] == 7 {
			return 0, broken
		}
		return 0, nil
	}
	axes := []Axis{{From: 0, To: 1000, Step: 1, Whole: true}}
	if _, err := Work(context.Background(), axes, at, Options{Workers: 2}); err != broken {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var calls atomic.Int64
	stop := func(context.Context, []float64) (int, error) {
		if calls.Add(1) == 5 {
			cancel()
		}
		return 0, nil
	}
	if _, err := Work(ctx, axes, stop, Options{Workers: 2}); err != context.Canceled || calls.Load() > 10 {
		t.Errorf("got %v after %d calls", err, calls.Load())
	}
}
