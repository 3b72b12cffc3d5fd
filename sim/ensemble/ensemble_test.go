package ensemble_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/civil"
	"drawdown/sim/ensemble"
	"drawdown/sim/sample"
)

func load(t testing.TB, name string) *scenarios.Document {
	t.Helper()
	doc, list := scenarios.Load(name, scenarios.Options{})
	if doc == nil {
		t.Fatalf("%s: %s", name, list.All())
	}
	return doc
}

func loadText(t testing.TB, text string) *scenarios.Document {
	t.Helper()
	doc, list := scenarios.Load("text.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	return doc
}

func pointsOf(t testing.TB, k *ensemble.Kernel, draws int, seed uint64) *sample.Points {
	t.Helper()
	p, err := sample.New(sample.Random, draws, seed, len(k.Study.Inputs))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t testing.TB, k *ensemble.Kernel, draws, from, until, workers int) *ensemble.Result {
	t.Helper()
	r, err := k.Run(context.Background(), ensemble.Options{Points: pointsOf(t, k, draws, 1), From: from, Until: until, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// The tables of W2 at 200 draws, seed 1, as an independent implementation of the
// format printed them.
const (
	w2Quantiles   = "bc763d7e3b8b0d6f2366e392c542ad37ee1ffd80b5cb8736b9848fc530949bdc"
	w2Probability = "42a1a2a64b74a790a6f34203cba05d0d53e51df3498a8fe6be4bcc78b64f94bd"
)

// However many workers there are, and into whatever parts the members are cut,
// the tables are the same to the byte.
func TestW2(t *testing.T) {
	k := ensemble.Compile(load(t, "testdata/w2/w2.toml").Study())
	check := func(how string, r *ensemble.Result) {
		t.Helper()
		if got := sum(tables.Quantiles(r).CSV()); got != w2Quantiles {
			t.Errorf("%s: quantiles have the sum %s", how, got)
		}
		if got := sum(tables.Probability(r).CSV()); got != w2Probability {
			t.Errorf("%s: probabilities have the sum %s", how, got)
		}
	}
	for _, workers := range []int{1, 2, 7} {
		check("workers", run(t, k, 200, 0, 200, workers))
	}
	var whole *ensemble.Result
	for _, part := range [][2]int{{150, 200}, {0, 1}, {1, 150}} {
		text, err := json.Marshal(run(t, k, 200, part[0], part[1], 2).State())
		if err != nil {
			t.Fatal(err)
		}
		var s ensemble.State
		if err := json.Unmarshal(text, &s); err != nil {
			t.Fatal(err)
		}
		r, err := k.Result(&s)
		if err != nil {
			t.Fatal(err)
		}
		if whole == nil {
			whole = r
		} else {
			whole.Add(r)
		}
	}
	check("parts", whole)
	if one := run(t, k, 200, 0, 200, 1); !reflect.DeepEqual(one.State(), whole.State()) {
		t.Error("the parts do not add up to the whole")
	}
}

// A state that another study made is refused.
func TestForeignState(t *testing.T) {
	w2 := ensemble.Compile(load(t, "testdata/w2/w2.toml").Study())
	other := ensemble.Compile(load(t, "observe").Study())
	if _, err := other.Result(run(t, w2, 10, 0, 10, 1).State()); err == nil {
		t.Error("another study's numbers were taken")
	}
	s := run(t, w2, 10, 0, 10, 1).State()
	for _, states := range s.Counts {
		if states != nil {
			states[1][0][1]++ // one member too many
			break
		}
	}
	if _, err := w2.Result(s); err == nil {
		t.Error("counts of more members than there are were taken")
	}
}

// Dates and limits kept are those of each member's plain run.
func TestDatesAndLimitsKept(t *testing.T) {
	for _, scenario := range []string{"new-start", "observe", "upload", "thousand", "trilateral", "sort"} {
		study := load(t, scenario).Study()
		k := ensemble.Compile(study)
		const draws = 60
		r := run(t, k, draws, 0, draws, 2)
		points := pointsOf(t, k, draws, 1)
		member := study.Member()
		values := make([]float64, len(study.Inputs))
		first, lasting := map[string]int{}, map[string]int{}
		kept, keptBy, keptAll := map[string]int{}, map[string]int{}, 0
		name := func(s *sim.Standing) string { return s.Party.Code + " " + s.Limit.Address() }
		for m := range draws {
			k.Draw(points, m, values)
			if invalid := member.Set(values); invalid != nil {
				t.Fatal(invalid)
			}
			all, by := true, map[string]bool{}
			for _, s := range sim.Assess(sim.Run(member.Scenario)).Standings() {
				first[name(s)+" "+s.FirstUnder.String()]++
				lasting[name(s)+" "+s.LastingUnder.String()]++
				if s.Exceeds == 0 {
					kept[name(s)]++
				} else {
					all, by[s.Party.Code] = false, true
				}
			}
			for _, p := range study.Scenario.Parties {
				if !by[p.Code] {
					keptBy[p.Code]++
				}
			}
			if all {
				keptAll++
			}
		}
		for i, tally := range k.Tallies() {
			own := tally.Party.Code + " " + tally.Limit.Address()
			if got, told := r.Kept(i); got != kept[own] || told != draws {
				t.Errorf("%s: %s is kept in %d of %d draws, want %d", scenario, own, got, told, kept[own])
			}
			for _, a := range r.Arrivals(i) {
				day := own + " " + a.Date.String()
				if a.First != first[day] || a.Lasting != lasting[day] {
					t.Errorf("%s: %s first %d, lasting %d, want %d and %d", scenario, day, a.First, a.Lasting, first[day], lasting[day])
				}
			}
		}
		for _, p := range study.Scenario.Parties {
			if got, _ := r.KeptBy(p.Index); got != keptBy[p.Code] {
				t.Errorf("%s: %s keeps its limits in %d draws, want %d", scenario, p.Code, got, keptBy[p.Code])
			}
		}
		if got, _ := r.KeptAll(); got != keptAll {
			t.Errorf("%s: all limits are kept in %d draws, want %d", scenario, got, keptAll)
		}
	}
}

// A count that cannot be computed is neither kept nor exceeded.
func TestUntold(t *testing.T) {
	text := forces + `
[uncertain."party.RU.system.light.deployed"]
choice = [0, 90]
[treaty.weights]
short = "W"
parties = ["RU", "US"]
in_force = 2010-01-01
limit.w.name = "W"
limit.w.ceiling = { 2010-01-01 = 500 }
limit.w.count.all = { with = ["heavy"], quantity = "deployed", each = "throw_weight" }
limit.light.name = "L"
limit.light.ceiling = { 2010-01-01 = 50 }
limit.light.count.all = { types = ["icbm"], quantity = "deployed", each = "attributed" }
`
	text = strings.Replace(text, "deployed = 90", "deployed = 90\nlaunchers = 100", 1)
	text = strings.Replace(text, "launchers = 100\ndeployed = 90\nlaunchers = 100", "launchers = 100\ndeployed = 90", 1)
	text = strings.Replace(text, "launchers = 58\n", "launchers = 58\nattributed = 1\n", 1)
	k := ensemble.Compile(loadText(t, text).Study())
	r := run(t, k, 400, 0, 400, 2)
	for i, tally := range k.Tallies() {
		if tally.Limit.Key != "light" {
			continue
		}
		// Where light ones are deployed the count lacks their attribution; where
		// none is, 58 heavy ones exceed 50.
		kept, told := r.Kept(i)
		if kept != 0 || told == 0 || told == 400 {
			t.Errorf("kept in %d of %d draws", kept, told)
		}
	}
}

// What is broken off is a whole number of the first members, and says so.
func TestBrokenOff(t *testing.T) {
	k := ensemble.Compile(load(t, "testdata/w2/w2.toml").Study())
	const draws = 50000
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, err := k.Run(ctx, ensemble.Options{
		Points: pointsOf(t, k, draws, 1), Until: draws, Workers: 2,
		Progress: func(done int) {
			if done > 3000 {
				cancel()
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Partial || r.Done < 3000 || r.Done >= draws {
		t.Fatalf("%d of %d members, partial %v", r.Done, draws, r.Partial)
	}
	if want := run(t, k, draws, 0, r.Done, 1); !reflect.DeepEqual(r.State(), want.State()) {
		t.Error("it is not what the first members show")
	}
}

// A warm runner allocates nothing, pools that run out and counts by rules
// included.
func TestRunAllocatesNothing(t *testing.T) {
	for _, name := range []string{"testdata/w2/w2.toml", "observe", "upload"} {
		k := ensemble.Compile(load(t, name).Study())
		points := pointsOf(t, k, 1000, 1)
		values := make([]float64, len(k.Study.Inputs))
		r := k.Runner()
		member := 0
		next := func() {
			k.Draw(points, member%1000, values)
			if invalid := r.Run(values); invalid != nil {
				t.Fatal(invalid)
			}
			member++
		}
		for range 1000 {
			next()
		}
		if n := testing.AllocsPerRun(1000, next); n != 0 {
			t.Errorf("%s: a warm member allocates %v times", name, n)
		}
	}
}

// forces is a scenario to lay ranges over.
const forces = `
format = 1
title = "Forces"
treaties = ["new-start"]
start = 2011-02-05
end = 2026-02-05
[party.RU]
name = "Russia"
[party.RU.system.heavy]
name = "Heavy"
type = "icbm"
launchers = 58
loading = 10
capacity = 10
[party.RU.system.light]
name = "Light"
type = "icbm"
launchers = 100
deployed = 90
loading = 2
capacity = 4
lot = 5
[schedule.light-out]
system = "RU.light"
quantity = "launchers"
per_year = -10
max_per_year = 20
until = 2016
[schedule.light-in]
system = "RU.light"
quantity = "launchers"
from = 2016
levels = { 2020 = 100 }
`

// A draw that makes a scenario that cannot be is named with member, address and
// value, the same one whoever finds it.
func TestInvalidMembers(t *testing.T) {
	for _, c := range []struct{ uncertain, address, why string }{
		{"[uncertain.\"party.RU.system.heavy.loading\"]\nuniform = [8, 10.5]", "party.RU.system.heavy.loading", "can carry 10"},
		{"[uncertain.\"party.RU.system.light.capacity\"]\nintegers = [1, 4]", "party.RU.system.light.capacity", "can carry 1"},
		{"[uncertain.\"schedule.light-out.max_per_year\"]\nintegers = [4, 40]", "schedule.light-out.max_per_year", "lots of 5"},
		{"[uncertain.\"party.RU.system.light.lot\"]\nintegers = [15, 22]", "party.RU.system.light.lot", "lots of 2"},
		{"[uncertain.\"schedule.light-out.until\"]\nintegers = [2014, 2018]", "schedule.light-out.until", "both move"},
		{"[uncertain.\"schedule.light-out.until\"]\nintegers = [2010, 2016]", "schedule.light-out.until", "cannot end"},
		{"[uncertain.\"schedule.light-in.from\"]\nintegers = [2016, 2021]", "schedule.light-in.from", "too early"},
		{"[uncertain.\"party.RU.system.heavy.launchers\"]\nnormal = [1, 5]", "party.RU.system.heavy.launchers", "at least 0"},
		{"[uncertain.\"party.RU.system.heavy.launchers\"]\nlognormal = [900000, 0.5]", "party.RU.system.heavy.launchers", "at most"},
	} {
		k := ensemble.Compile(loadText(t, forces+c.uncertain).Study())
		var all []string
		for _, workers := range []int{1, 2, 5} {
			_, err := k.Run(context.Background(), ensemble.Options{Points: pointsOf(t, k, 4000, 1), Until: 4000, Workers: workers})
			var invalid *ensemble.Invalid
			if !errors.As(err, &invalid) {
				t.Fatalf("%s: no member is invalid (%v)", c.uncertain, err)
			}
			if invalid.Address != c.address || !strings.Contains(invalid.Why, c.why) {
				t.Errorf("%s: %v", c.uncertain, invalid)
			}
			all = append(all, invalid.Error())
		}
		if slices.Max(all) != slices.Min(all) {
			t.Errorf("%s: %q", c.uncertain, all)
		}
	}
}

// What a delay cannot bring together is not looked for in each member: these are
// all valid.
func TestValidMembers(t *testing.T) {
	for _, uncertain := range []string{
		"[uncertain.\"party.RU.system.heavy.deployed\"]\nintegers = [1, 2]", // no such address
		"[uncertain.\"party.RU.system.light.deployed\"]\nintegers = [50, 200]\n[uncertain.\"party.RU.system.light.launchers\"]\nintegers = [80, 120]",
		"[uncertain.\"schedule.light-in.delay\"]\nintegers = [0, 9]",
	} {
		doc, _ := scenarios.Load("text.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(forces + uncertain)), nil
		}})
		if doc == nil {
			continue
		}
		run(t, ensemble.Compile(doc.Study()), 500, 0, 500, 2)
	}
}

// A balance keeps a declared total exact whatever its parts draw.
func TestBalance(t *testing.T) {
	const parts = `
[uncertain."party.RU.system.heavy.loading"]
triangular = [8, 9, 10]
[balance."party.RU.system.light.loading"]
systems = ["RU.*"]
total = 760
`
	k := ensemble.Compile(loadText(t, forces+parts).Study())
	r := run(t, k, 2000, 0, 2000, 2)
	for row := range k.Rows {
		w := &k.Rows[row]
		if w.Limit.Key != "warheads" || w.Date != civil.Of(2011, 2, 5) {
			continue
		}
		q := r.Quantiles(row)
		if q.Min != 760 || q.Max != 760 {
			t.Errorf("the total lies between %v and %v", q.Min, q.Max)
		}
	}
	later := r.Quantiles(k.Tallies()[1].Rows[5])
	if later.Min == later.Max {
		t.Error("nothing is uncertain later on")
	}
	// Sixty heavy ones at 8 leave 296 for 90 light ones at 4.
	bad := strings.Replace(parts, "triangular = [8, 9, 10]", "triangular = [5, 9, 10]", 1)
	k = ensemble.Compile(loadText(t, forces+bad).Study())
	_, err := k.Run(context.Background(), ensemble.Options{Points: pointsOf(t, k, 2000, 1), Until: 2000, Workers: 1})
	var invalid *ensemble.Invalid
	if !errors.As(err, &invalid) || invalid.Address != "party.RU.system.light.loading" || !strings.Contains(invalid.Why, "each can carry") {
		t.Errorf("want a balance that is more than the launchers can carry, got %v", err)
	}
}

// BenchmarkMember is one member of W2, drawn, worked out and counted.
func BenchmarkMember(b *testing.B) {
	for _, name := range []string{"testdata/w2/w2.toml", "new-start", "thousand"} {
		b.Run(strings.TrimPrefix(name, "testdata/w2/"), func(b *testing.B) {
			k := ensemble.Compile(load(b, name).Study())
			const batch = 10000
			points := pointsOf(b, k, batch, 1)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := k.Run(context.Background(), ensemble.Options{Points: points, Until: batch, Workers: 1, CountsOnly: true}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*batch), "ns/member")
		})
	}
}

// BenchmarkPlainMember is the same member the plain way.
func BenchmarkPlainMember(b *testing.B) {
	study := load(b, "testdata/w2/w2.toml").Study()
	k := ensemble.Compile(study)
	points := pointsOf(b, k, 10000, 1)
	m := study.Member()
	values := make([]float64, len(study.Inputs))
	member := 0
	for b.Loop() {
		k.Draw(points, member%10000, values)
		if invalid := m.Set(values); invalid != nil {
			b.Fatal(invalid)
		}
		sim.Assess(sim.Run(m.Scenario))
		member++
	}
}

// BenchmarkCompile lays a study out.
func BenchmarkCompile(b *testing.B) {
	study := load(b, "testdata/w2/w2.toml").Study()
	for b.Loop() {
		ensemble.Compile(study)
	}
}
