package ensemble_test

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"drawdown/sim/ensemble"
)

// copied is a state as it comes out of a file.
func copied(t testing.TB, s *ensemble.State) *ensemble.State {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	out := new(ensemble.State)
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatal(err)
	}
	return out
}

// varying is the first tally whose counts vary.
func varying(s *ensemble.State) int {
	for i, states := range s.Counts {
		if states != nil {
			return i
		}
	}
	return -1
}

// Numbers that no run can have left are refused, each alone.
func TestDamagedStates(t *testing.T) {
	k := ensemble.Compile(load(t, "testdata/w2/w2.toml").Study())
	const done = 10
	whole := run(t, k, done, 0, done, 1).State()
	i := varying(whole)
	if _, err := k.Result(copied(t, whole)); err != nil {
		t.Fatal("an undamaged state is refused")
	}
	never := func(dates []int) *int { return &dates[len(dates)-1] }
	for what, damage := range map[string]func(*ensemble.State){
		"fewer than no members":         func(s *ensemble.State) { s.Done = -1 },
		"more members than can be held": func(s *ensemble.State) { s.Done = 1 << 40 },
		"under: below 0":                func(s *ensemble.State) { s.Under[0] = -1 },
		"under: more than all":          func(s *ensemble.State) { s.Under[0] = done + 1 },
		"under: too few rows":           func(s *ensemble.State) { s.Under = s.Under[1:] },
		"kept: below 0":                 func(s *ensemble.State) { s.Stands[0].Kept = -1 },
		"kept: more than all":           func(s *ensemble.State) { s.Stands[0].Kept = done + 1 },
		"kept by: below 0":              func(s *ensemble.State) { s.StandsBy[0].Untold = -1 },
		"kept by: more than all":        func(s *ensemble.State) { s.StandsBy[0].Untold = done + 1 },
		"kept all: below 0":             func(s *ensemble.State) { s.StandsAll.Kept = -1 },
		"kept all: more than all":       func(s *ensemble.State) { s.StandsAll = ensemble.Stand{Kept: done, Untold: 1} },
		"first: one too many":           func(s *ensemble.State) { *never(s.First[i])++ },
		"first: right sum, below 0":     func(s *ensemble.State) { s.First[i][0] -= done + 1; *never(s.First[i]) += done + 1 },
		"lasting: one too few":          func(s *ensemble.State) { s.Lasting[i] = make([]int, len(s.Lasting[i])) },
		"lasting: no tally":             func(s *ensemble.State) { s.Lasting = nil },
		"lacks: below 0":                func(s *ensemble.State) { s.Lacks[i][0]--; s.Counts[i][0][0][1]++ },
		"lacks: no state":               func(s *ensemble.State) { s.Lacks[i] = nil },
		"dates where there are none":    func(s *ensemble.State) { s.CountsOnly = true },
		"counts: one too many":          func(s *ensemble.State) { s.Counts[i][0][0][1]++ },
		"counts: none of a value":       func(s *ensemble.State) { s.Counts[i][0] = append(s.Counts[i][0], [2]int{1 << 40, 0}) },
		"counts: right sum, below 0":    func(s *ensemble.State) { s.Counts[i][0] = [][2]int{{1, -1}, {2, done + 1}} },
		"counts: right sum modulo 2^32": func(s *ensemble.State) { s.Counts[i][0] = [][2]int{{1, 1 << 32}, {2, done - 1<<32}} },
		"counts: a value twice":         func(s *ensemble.State) { s.Counts[i][0] = [][2]int{{5, 1}, {5, done - 1}} },
		"counts: values that descend":   func(s *ensemble.State) { s.Counts[i][0] = [][2]int{{5, 1}, {4, done - 1}} },
		"counts: the largest number":    func(s *ensemble.State) { s.Counts[i][0] = [][2]int{{math.MaxInt, done}} },
		"counts: the smallest number":   func(s *ensemble.State) { s.Counts[i][0] = [][2]int{{math.MinInt, done}} },
		"counts: no state":              func(s *ensemble.State) { s.Counts[i] = nil },
		"counts: of what does not vary": func(s *ensemble.State) { s.Counts = append(s.Counts, nil) },
		"first: one place too many":     func(s *ensemble.State) { s.First[i] = append(s.First[i], 0) },
	} {
		s := copied(t, whole)
		damage(s)
		if reflect.DeepEqual(s, copied(t, whole)) {
			t.Errorf("%s: nothing was damaged", what)
		}
		if _, err := k.Result(s); err == nil {
			t.Errorf("%s: it was taken", what)
		}
	}
}

// Values may lie as far apart as numbers do.
func TestStateFarApart(t *testing.T) {
	k := ensemble.Compile(load(t, "testdata/w2/w2.toml").Study())
	s := run(t, k, 10, 0, 10, 1).State()
	i := varying(s)
	s.Counts[i][0] = [][2]int{{-9e18, 1}, {-8e18, 1}, {3, 2}, {9e18, 6}}
	whole, err := k.Result(copied(t, s))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(whole.State().Counts[i], s.Counts[i]) {
		t.Errorf("%v became %v", s.Counts[i][0], whole.State().Counts[i][0])
	}
	whole.Add(run(t, k, 20, 10, 20, 1))
	whole.State()
}

// Whatever a file holds is refused, or is what it says.
func FuzzState(f *testing.F) {
	k := ensemble.Compile(loadText(f, small).Study())
	own := run(f, k, 10, 0, 10, 1)
	text, err := json.Marshal(own.State())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"done":1,"counts":[[[[1,1]]]]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var s ensemble.State
		if json.Unmarshal(text, &s) != nil {
			return
		}
		r, err := k.Result(copied(t, &s))
		if err != nil {
			return
		}
		if got := r.State(); !reflect.DeepEqual(plain(got), plain(&s)) {
			t.Errorf("%+v became %+v", s, *got)
		}
		r.Add(run(t, k, 20, 10, 20, 1))
		for row := range k.Rows {
			r.Quantiles(row)
			r.Under(row)
		}
		for i := range k.Tallies() {
			r.Arrivals(i)
		}
	})
}

// plain is a state without the difference between no list and an empty one.
func plain(s *ensemble.State) []any {
	var all []any
	var flatten func(v reflect.Value)
	flatten = func(v reflect.Value) {
		if v.Kind() != reflect.Slice {
			all = append(all, v.Interface())
			return
		}
		all = append(all, v.Len())
		for i := range v.Len() {
			flatten(v.Index(i))
		}
	}
	v := reflect.ValueOf(*s)
	for i := range v.NumField() {
		flatten(v.Field(i))
	}
	return all
}

// small is a scenario with one number that is drawn.
const small = `
format   = 1
title    = "One missile"
treaties = ["new-start"]
start    = 2017-02-05
end      = 2019-02-05

[party.RU]
name = "Russia"
system.heavy = { name = "Heavy", type = "icbm", launchers = 180, loading = 9, capacity = 10 }

[uncertain."party.RU.system.heavy.loading"]
integers = [8, 10]
`
