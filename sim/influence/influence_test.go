package influence_test

import (
	"context"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/sim/ensemble"
	"drawdown/sim/influence"
	"drawdown/sim/sample"
)

// straight is a scenario whose count is 1,000·x + 2,000·y, x even over 1 to 5
// and y over 2 to 3: the ranges of the two terms are as 2 to 1, their variances
// as 4 to 1. What is uncertain of B counts nowhere.
const straight = `
format = 1
title  = "Straight"
start  = 2020-01-01
end    = 2022-01-01

party.A.name = "Aland"
party.A.system.x = { name = "X", type = "icbm", launchers = 1000, loading = 2, capacity = 9 }
party.A.system.y = { name = "Y", type = "icbm", launchers = 2000, loading = 2, capacity = 9 }
party.B.name = "Bland"
party.B.system.z = { name = "Z", type = "slbm", launchers = 10, loading = 1, capacity = 9 }

[uncertain."party.A.system.x.loading"]
uniform = [1, 5]
[uncertain."party.A.system.y.loading"]
uniform = [2, 3]
[uncertain."party.B.system.z.launchers"]
integers = [8, 12]

[treaty.t]
title    = "T"
short    = "T"
parties  = ["A", "B"]
signed   = 2019-01-01
in_force = 2019-01-01
[treaty.t.limit.w]
name    = "Warheads"
unit    = "warheads"
ceiling = { 2021-01-01 = 9000 }
count.all = { types = ["icbm"], quantity = "warheads", each = 1 }
`

func kernel(t *testing.T, text string) *ensemble.Kernel {
	t.Helper()
	doc, list := scenarios.Load("text.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	return ensemble.Compile(doc.Study())
}

// rows are all of a kernel's on a date.
func rows(k *ensemble.Kernel, date string) []int {
	var all []int
	for i := range k.Rows {
		if k.Rows[i].Date.String() == date {
			all = append(all, i)
		}
	}
	return all
}

var options = influence.Options{Rows: 4096, Method: sample.Sobol, Trajectories: 10, Levels: 4, Seed: 3, Workers: 2}

// Of a straight sum swings, effects and indices are known.
func TestStraight(t *testing.T) {
	k := kernel(t, straight)
	a, err := influence.Analyse(t.Context(), k, rows(k, "2021-01-01"), options)
	if err != nil {
		t.Fatal(err)
	}
	if want := []float64{8000, 0}; !reflect.DeepEqual(a.Tornado.Middle, want) {
		t.Errorf("all at their medians: %v, want %v", a.Tornado.Middle, want)
	}
	share := []float64{0.8, 0.2, 0}
	effect := []float64{4000, 2000, 0}
	for i, in := range k.Study.Inputs {
		s := a.Tornado.Swings[0][i]
		if want := 0.9 * effect[i]; math.Abs(s.High-s.Low-want) > 1e-6 {
			t.Errorf("%s: swings from %v to %v, want %v apart", in.Address, s.Low, s.High, want)
		}
		e := a.Screening.Effects[0][i]
		if math.Abs(e.Absolute-effect[i]) > 1e-6 || e.Spread > 1e-6 {
			t.Errorf("%s: effect %+v, want %v", in.Address, e, effect[i])
		}
		x := a.Indices.Outputs[0].Inputs[i]
		if math.Abs(x.First.Value-share[i]) > 0.01 || math.Abs(x.Total.Value-share[i]) > 0.01 {
			t.Errorf("%s: indices %+v, want %v", in.Address, x, share[i])
		}
	}
	if a.Indices.Outputs[1].Inputs != nil {
		t.Error("what counts nothing has indices")
	}
	if got := a.Value(2, 0.45); got != 10 {
		t.Errorf("a whole number is set to %v", got)
	}
}

// Equal results with any number of workers; other ones with another seed.
func TestWorkers(t *testing.T) {
	k := kernel(t, straight)
	run := func(workers int, seed uint64) *influence.Analysis {
		o := options
		o.Rows, o.Workers, o.Seed = 128, workers, seed
		last := 0
		o.Progress = func(done int) { last = done }
		a, err := influence.Analyse(t.Context(), k, rows(k, "2021-01-01"), o)
		if err != nil {
			t.Fatal(err)
		}
		if want := o.Runs(3); last != want || want != 7+40+128*5 {
			t.Errorf("%d runs were told, of %d", last, want)
		}
		return a
	}
	want := run(1, 3)
	for _, workers := range []int{2, 7} {
		if !reflect.DeepEqual(run(workers, 3), want) {
			t.Errorf("%d workers find something else than one", workers)
		}
	}
	if reflect.DeepEqual(run(1, 4).Indices, want.Indices) {
		t.Error("the seed changes nothing")
	}
}

// The run that cannot be is the first one, whoever works it out.
func TestInvalid(t *testing.T) {
	for of, normal := range map[string]string{"swings": "[3, 2]", "indices": "[3, 1.2]"} {
		k := kernel(t, strings.Replace(straight, "uniform = [1, 5]", "normal = "+normal+"\nmax = 9", 1))
		first := -1
		for _, workers := range []int{1, 2, 8, 8, 8} {
			o := options
			o.Trajectories, o.Workers = 0, workers
			_, err := influence.Analyse(t.Context(), k, rows(k, "2021-01-01"), o)
			var i *influence.Invalid
			if !errors.As(err, &i) {
				t.Fatalf("%s: %v", of, err)
			}
			if first < 0 {
				first = i.Run
			}
			if i.Of != of || i.Run != first || i.Draw.Address != "party.A.system.x.loading" || !(i.Draw.Value < 0) || i.Draw.Why != "it must be at least 0" {
				t.Errorf("%d workers, %s: %v; the first is run %d", workers, of, err, first)
			}
		}
	}
}

// What is broken off is told as such.
func TestBrokenOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	k := kernel(t, straight)
	o := options
	o.Progress = func(int) { cancel() }
	if _, err := influence.Analyse(ctx, k, rows(k, "2021-01-01"), o); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
