package robust_test

import (
	"context"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/sim/civil"
	"drawdown/sim/ensemble"
	"drawdown/sim/prim"
	"drawdown/sim/robust"
	"drawdown/sim/sample"
)

// plan is a hundred launchers that are cut to 80 by 2022, when a ceiling of 80
// begins to bind.
const plan = `
format = 1
title  = "Plan"
start  = 2020-01-01
end    = 2024-01-01

party.A.name = "Aland"
party.A.system.m = { name = "M", type = "icbm", launchers = 100, loading = 1.5, capacity = 3 }

[schedule.cut]
system   = "A.m"
quantity = "launchers"
levels   = { 2022 = 80 }
delay    = 0

[treaty.t]
title    = "Treaty"
short    = "T"
parties  = ["A"]
signed   = 2019-01-01
in_force = 2019-01-01

[treaty.t.limit.l]
name    = "launchers"
unit    = "launchers"
ceiling = { 2022-01-01 = 80 }

[treaty.t.limit.l.count.all]
types    = ["icbm"]
quantity = "launchers"
each     = 1
`

func level(low, high string) string {
	return "\n[uncertain.\"schedule.cut.levels.2022\"]\nintegers = [" + low + ", " + high + "]\n"
}

const delay = "\n[uncertain.\"schedule.cut.delay\"]\nchoice = [0, 1]\n"

func load(t *testing.T, name, text string) robust.Schedule {
	t.Helper()
	o := scenarios.Options{}
	if text != "" {
		o.Read = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
	}
	doc, list := scenarios.Load(name, o)
	if doc == nil {
		t.Fatal(list.All())
	}
	return robust.Schedule{Name: name, Kernel: ensemble.Compile(doc.Study())}
}

func points(t *testing.T, method sample.Method, draws, inputs int) *sample.Points {
	t.Helper()
	p, err := sample.New(method, draws, 1, inputs)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t *testing.T, futures, workers int, schedules ...robust.Schedule) *robust.Result {
	t.Helper()
	trial := robust.New(schedules)
	r, err := trial.Run(context.Background(), robust.Options{
		Points: points(t, sample.Random, futures, len(trial.Inputs)), Futures: futures, Workers: workers,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Two schedules and two inputs, of which all is known by arithmetic: `wide`
// draws its level from 71 to 90 and may be a year late; `low` draws from 61 to
// 80, with the same u, and is never late.
func TestByHand(t *testing.T) {
	const futures = 3000
	r := run(t, futures, 2, load(t, "wide.toml", plan+level("71", "90")+delay), load(t, "low.toml", plan+level("61", "80")))
	if len(r.Trial.Inputs) != 2 || r.Trial.Common() != 3 {
		t.Fatalf("%d inputs, %d common rows", len(r.Trial.Inputs), r.Trial.Common())
	}
	if in := r.Trial.Inputs[0]; len(in.Versions()) != 2 || len(in.Lacks()) != 0 {
		t.Errorf("%s: versions %v, lacks %v", in.Address, in.Versions(), in.Lacks())
	}
	if in := r.Trial.Inputs[1]; in.Address != "schedule.cut.delay" || !reflect.DeepEqual(in.Lacks(), []int{1}) {
		t.Errorf("%s lacks %v", in.Address, in.Lacks())
	}
	kept, onTime, lateButUnder, never := 0, 0, 0, 0
	var worst, regret float64
	for m := range futures {
		high := 71 + math.Floor(20*sample.Uniform(1, m, 0))
		late := sample.Uniform(1, m, 1) >= 0.5
		// Half way on 1 January 2022 if late; there in 2023.
		margin := 80 - high
		if late {
			margin = min(margin, 80-math.Round(100-(100-high)/2))
		}
		low := 80 - (high - 10)
		if got, want := r.Rooms[0][m], 100*margin/80; got != want {
			t.Fatalf("future %d: room %v, want %v (level %v, late %v)", m, got, want, high, late)
		}
		if got, want := r.Rooms[1][m], 100*low/80; got != want {
			t.Fatalf("future %d: room of the other %v, want %v", m, got, want)
		}
		if r.Fails[0][m] != (margin < 0) || r.Fails[1][m] {
			t.Fatalf("future %d: fails %v and %v", m, r.Fails[0][m], r.Fails[1][m])
		}
		if margin >= 0 {
			kept++
		}
		switch {
		case high > 80:
			never++
		case late:
			lateButUnder++
		default:
			onTime++
		}
		worst = min(worst, 100*margin/80)
		regret += 100 * (low - margin) / 80 / futures
	}
	if r.KeptAll(0) != kept || r.Kept(0, 0) != kept || r.KeptBy(0, 0) != kept || r.KeptAll(1) != futures {
		t.Errorf("kept %d and %d, want %d and %d", r.KeptAll(0), r.KeptAll(1), kept, futures)
	}
	if kept < futures/5 || kept > futures/3 {
		t.Errorf("%d kept is no quarter", kept)
	}
	if n := r.Instead(1, 0); n != futures-kept {
		t.Errorf("the other is kept instead %d times, want %d", n, futures-kept)
	}
	if r.Instead(0, 1) != 0 {
		t.Error("the first is never kept where the other is not")
	}
	if q := r.Spread(0); q.Min != worst || q.N != futures {
		t.Errorf("worst room %v of %d, want %v", q.Min, q.N, worst)
	}
	if g := r.Regret(0); math.Abs(g.Mean-regret) > 1e-9 || g.Best != 0 || g.Min != 12.5 {
		t.Errorf("regret %+v, want a mean of %v and at least 12.5", g, regret)
	}
	if g := r.Regret(1); g.Max != 0 || g.Best != futures {
		t.Errorf("regret of the best %+v", g)
	}
	date := func(s string) civil.Date {
		d, _ := civil.Parse(s)
		return d
	}
	want := []robust.Arrival{{date("2022-01-01"), onTime}, {date("2023-01-01"), lateButUnder}, {0, never}}
	if got := r.Arrivals(0); !reflect.DeepEqual(got, want) {
		t.Errorf("arrivals %v, want %v", got, want)
	}
	if !r.Dominates(1, 0) || r.Dominates(0, 1) || r.AtLeast(0, 1) != 0 || r.Better(1, 0) != futures {
		t.Errorf("dominance: %d, %d, %d", r.AtLeast(1, 0), r.Better(1, 0), r.AtLeast(0, 1))
	}
}

// One that is sometimes late and one that always ends a little higher: each is
// better in some futures.
func TestDominanceIsByFuture(t *testing.T) {
	const futures = 2000
	sure := strings.Replace(plan, "2022 = 80", "2022 = 75", 1)
	quick := strings.Replace(plan, "2022 = 80", "2022 = 70", 1) + delay
	r := run(t, futures, 1, load(t, "sure.toml", sure), load(t, "quick.toml", quick), load(t, "again.toml", sure))
	late := 0
	for m := range futures {
		if sample.Uniform(1, m, 0) >= 0.5 {
			late++
		}
	}
	// Late, `quick` has 85 in 2022 and 70 from 2023 on: neither is as good.
	if got := r.AtLeast(1, 0); got != futures-late {
		t.Errorf("quick is as good as sure in %d futures, want %d", got, futures-late)
	}
	if r.AtLeast(0, 1) != 0 || r.Dominates(0, 1) || r.Dominates(1, 0) {
		t.Errorf("sure is as good as quick in %d futures", r.AtLeast(0, 1))
	}
	if r.AtLeast(0, 2) != futures || r.AtLeast(2, 0) != futures || r.Better(0, 2) != 0 || r.Dominates(0, 2) {
		t.Error("a schedule does not dominate its equal")
	}
	if b := r.Regret(0).Best; b != late || r.Regret(1).Best != futures-late {
		t.Errorf("best in %d futures, want %d", b, late)
	}
}

// One schedule alone has the members of its ensemble, whatever the method.
func TestOneScheduleIsItsEnsemble(t *testing.T) {
	const draws = 1024
	for _, name := range []string{"thousand", "new-start", "observe", "inf"} {
		s := load(t, name, "")
		for _, method := range sample.Methods {
			p := points(t, method, draws, len(s.Kernel.Study.Inputs))
			want, err := s.Kernel.Run(context.Background(), ensemble.Options{Points: p, Until: draws, Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			r, err := robust.New([]robust.Schedule{s}).Run(context.Background(), robust.Options{Points: p, Futures: draws, Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			keptAll, _ := want.KeptAll()
			if r.KeptAll(0) != keptAll {
				t.Errorf("%s, %s: %d kept, the ensemble has %d", name, method, r.KeptAll(0), keptAll)
			}
			for i, tally := range s.Kernel.Tallies() {
				if kept, _ := want.Kept(i); tally.Binds && r.Kept(0, i) != kept {
					t.Errorf("%s, %s: %s kept in %d, the ensemble has %d", name, method, tally.Limit.Address(), r.Kept(0, i), kept)
				}
			}
			for _, party := range s.Kernel.Study.Scenario.Parties {
				if kept, _ := want.KeptBy(party.Index); r.KeptBy(0, party.Index) != kept {
					t.Errorf("%s, %s: %s", name, method, party.Code)
				}
			}
			failures := 0
			for m, fails := range r.Fails[0] {
				if fails {
					failures++
				}
				if room := r.Rooms[0][m]; fails != (room < 0) {
					t.Fatalf("%s: future %d fails: %v, with a room of %v", name, m, fails, room)
				}
			}
			if failures != draws-keptAll {
				t.Errorf("%s: %d failures", name, failures)
			}
			if g := r.Regret(0); g.N > 0 && (g.Max != 0 || g.Best != g.N) {
				t.Errorf("%s: regret against itself: %+v", name, g)
			}
		}
	}
}

// measures are all that a result tells.
func measures(r *robust.Result) []any {
	var all []any
	for s := range r.Trial.Schedules {
		all = append(all, r.KeptAll(s), r.KeptBy(s, 0), r.Kept(s, 0), r.Spread(s), r.Regret(s), r.Arrivals(s), r.Rooms[s], r.Fails[s], r.Breaks(s, prim.Options{}), r.Saves(s, prim.Options{}))
		for o := range r.Trial.Schedules {
			all = append(all, r.AtLeast(s, o), r.Better(s, o), r.Instead(s, o))
		}
	}
	return all
}

func family(t *testing.T) []robust.Schedule {
	return []robust.Schedule{load(t, "thousand", ""), load(t, "thousand-front", ""), load(t, "thousand-late", "")}
}

// However many workers, the result is the same.
func TestWorkers(t *testing.T) {
	want := measures(run(t, 3000, 1, family(t)...))
	for _, workers := range []int{2, 5} {
		if got := measures(run(t, 3000, workers, family(t)...)); !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers give another result", workers)
		}
	}
}

// A run that is broken off holds the first futures, and nothing else.
func TestPartial(t *testing.T) {
	const futures = 200_000
	trial := robust.New(family(t))
	p := points(t, sample.Random, futures, len(trial.Inputs))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	r, err := trial.Run(ctx, robust.Options{Points: p, Futures: futures, Workers: 3, Progress: func(done int) {
		if done > 1500 {
			stop()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Partial || r.Done < 1500 || r.Done == futures {
		t.Fatalf("partial %v with %d done", r.Partial, r.Done)
	}
	whole, err := trial.Run(context.Background(), robust.Options{Points: p, Futures: r.Done, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if whole.Partial || !reflect.DeepEqual(measures(r), measures(whole)) {
		t.Error("the first futures by themselves give another result")
	}
}

// The first future that cannot be is named, with the schedule.
func TestInvalid(t *testing.T) {
	loading := "\n[uncertain.\"party.A.system.m.loading\"]\nuniform = [1, 3.001]\n"
	trial := robust.New([]robust.Schedule{load(t, "a.toml", plan+delay), load(t, "b.toml", plan+loading)})
	p := points(t, sample.Random, 20_000, len(trial.Inputs))
	want := -1
	for m := range 20_000 {
		if 1+2.001*sample.Uniform(1, m, 1) > 3 {
			want = m
			break
		}
	}
	for _, workers := range []int{1, 4} {
		_, err := trial.Run(context.Background(), robust.Options{Points: p, Futures: 20_000, Workers: workers})
		var invalid *robust.Invalid
		if !errors.As(err, &invalid) || invalid.Schedule != 1 || invalid.Member != want || invalid.Address != "party.A.system.m.loading" {
			t.Errorf("%d workers: %v, want member %d", workers, err, want)
		}
	}
}

// What only one schedule has is left out of regret and dominance, and said.
func TestCommonRows(t *testing.T) {
	longer := strings.NewReplacer(`end    = 2024`, `end    = 2026`, `start  = 2020-01-01`, `start  = 2020-06-30`).Replace(plan) + level("71", "90") + `
[treaty.t.limit.extra]
name    = "deployed"
unit    = "launchers"
ceiling = { 2022-01-01 = 0 }

[treaty.t.limit.extra.count.all]
types    = ["icbm"]
quantity = "deployed"
each     = 1
`
	r := run(t, 500, 1, load(t, "short.toml", plan+level("71", "90")), load(t, "long.toml", longer))
	if r.Trial.From != 2020 || r.Trial.To != 2024 {
		t.Fatalf("shared years %d to %d", r.Trial.From, r.Trial.To)
	}
	// The states of 2022, 2023 and 2024. The second has two more: 1 January 2022,
	// between two of its states, and the state of 2025.
	if n := r.Trial.Common(); n != 3 {
		t.Errorf("%d common rows", n)
	}
	if n := len(r.Trial.Left[0]); n != 0 {
		t.Errorf("%d limits of the first are left out", n)
	}
	left := r.Trial.Left[1]
	if len(left) != 2 || left[0].All || left[0].Rows != 2 || !left[1].All || left[1].Tally.Limit.Key != "extra" {
		t.Errorf("left out: %+v", left)
	}
	// A ceiling of 0: every launcher is 100 per cent too much. Regret does not
	// see it.
	if q := r.Spread(1); q.Max >= -7000 {
		t.Errorf("rooms %+v", q)
	}
	if r.KeptAll(1) != 0 {
		t.Error("a ceiling of 0 is kept")
	}
	if g := r.Regret(1); g.Max != 0 || g.N != 500 {
		t.Errorf("regret %+v", g)
	}
}

// The box of a schedule that fails above 80 is that, in whole numbers; that of
// a loading is in decimals, and its words are no finer than they need be.
func TestBreaks(t *testing.T) {
	b := run(t, 2000, 1, load(t, "wide.toml", plan+level("71", "90"))).Breaks(0, prim.Options{})
	if b.Result.Outcome != prim.Found || len(b.Result.Boxes) != 1 {
		t.Fatalf("%v", b.Result.Outcome)
	}
	box := b.Result.Boxes[0]
	if len(box.Restrictions) != 1 || box.Density != 1 || box.Coverage != 1 {
		t.Errorf("box %+v", box)
	}
	if r := box.Restrictions[0]; r.Low != 81 || !r.HasLow || r.HasHigh || b.Words[0][0] != r.Range {
		t.Errorf("restriction %+v, in words %+v", r, b.Words[0][0])
	}
	if c := b.Columns[0]; !c.Whole || c.Low != 71 || c.High != 90 || len(c.Values()) != 20 {
		t.Errorf("column %+v", c)
	}

	warheads := strings.Replace(plan, "each     = 1", `each     = 1
[treaty.t.limit.w]
name    = "warheads"
unit    = "warheads"
ceiling = { 2022-01-01 = 160 }
[treaty.t.limit.w.count.all]
quantity = "warheads"
each     = 1
`, 1) + "\n[uncertain.\"party.A.system.m.loading\"]\nnormal = [2, 0.1]\nmin = 1\nmax = 3\n"
	r := run(t, 20000, 1, load(t, "loads.toml", warheads))
	b = r.Breaks(0, prim.Options{})
	if b.Result.Outcome != prim.Found {
		t.Fatalf("%v", b.Result.Outcome)
	}
	box = b.Result.Boxes[0]
	// 80 missiles: 160 warheads up to a loading of 160.5 / 80 = 2.00625.
	if got := box.Restrictions[0].Low; math.Abs(got-2.00625) > 2e-3 {
		t.Errorf("fails from %v on", got)
	}
	words := b.Words[0][0]
	if words.Low > box.Restrictions[0].Low || words.Low < 2 {
		t.Errorf("in words from %v on, exactly from %v", words.Low, box.Restrictions[0].Low)
	}
}

// Words leave the shares of every box of the library as they are printed.
func TestWordsKeepTheShares(t *testing.T) {
	r := run(t, 6000, 2, family(t)...)
	for s := range r.Trial.Schedules {
		b := r.Breaks(s, prim.Options{})
		for i, box := range b.Result.Boxes {
			inside, failing, drawn := 0, 0, points(t, sample.Random, 6000, len(r.Trial.Inputs))
			u := make([]float64, len(r.Trial.Inputs))
			for m := range r.Done {
				drawn.Point(m, u)
				in := true
				for _, w := range b.Words[i] {
					c := b.Columns[w.Input]
					for k, united := range r.Trial.Inputs {
						if united.Address != c.Of.Address {
							continue
						}
						x := c.Of.Quantile(u[k])
						if c.Of.Numbers[0].Whole {
							x = math.Round(x)
						}
						in = in && w.Holds(x)
					}
				}
				if in {
					inside++
					if r.Fails[s][m] {
						failing++
					}
				}
			}
			percent := func(k, n int) float64 { return math.Round(100 * float64(k) / float64(n)) }
			if percent(failing, inside) != percent(box.Failures, box.Futures) || percent(failing, b.Result.Failures) != percent(box.Failures, b.Result.Failures) {
				t.Errorf("schedule %d, box %d: %d of %d fail in its words, %d of %d in it", s, i, failing, inside, box.Failures, box.Futures)
			}
		}
	}
}

func BenchmarkRun(b *testing.B) {
	var schedules []robust.Schedule
	for _, name := range []string{"thousand", "thousand-front", "thousand-late"} {
		doc, _ := scenarios.Load(name, scenarios.Options{})
		schedules = append(schedules, robust.Schedule{Name: name, Kernel: ensemble.Compile(doc.Study())})
	}
	const futures = 10_000
	trial := robust.New(schedules)
	p, err := sample.New(sample.Random, futures, 1, len(trial.Inputs))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := trial.Run(context.Background(), robust.Options{Points: p, Futures: futures, Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*futures), "ns/future")
}
