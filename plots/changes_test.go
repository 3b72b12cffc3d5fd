package plots

import (
	"strings"
	"testing"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
	"pgregory.net/rapid"
)

// randomRun draws a run with schedules of every quantity, scarce reserves, and
// fewer launchers or missiles than schedules ask for.
func randomRun(t *rapid.T) *sim.Trajectory {
	sc := &sim.Scenario{Title: "Random", Start: day(2020, 7, 1), End: day(2020+rapid.IntRange(0, 12).Draw(t, "years"), 7, 1)}
	p := &arsenal.Party{Code: "US", Name: "United States"}
	sc.Parties = []*arsenal.Party{p}
	pool := &arsenal.Pool{
		Party: p, Key: "all", Opening: arsenal.Stock{Reserve: rapid.IntRange(0, 60).Draw(t, "reserve")},
		RemovedTo: rapid.Bool().Draw(t, "removed to"), ProducePerYear: rapid.IntRange(0, 5).Draw(t, "produce"),
		RetirePerYear: rapid.IntRange(0, 9).Draw(t, "retire"), DismantlePerYear: 7,
	}
	p.Pools, sc.Pools = []*arsenal.Pool{pool}, []*arsenal.Pool{pool}
	for i := range rapid.IntRange(1, 4).Draw(t, "systems") {
		s := &arsenal.System{
			Party: p, Key: string(rune('a' + i)), Name: string(rune('A' + i)), Type: arsenal.ICBM, Index: i, Capacity: 5,
			Lot: rapid.IntRange(1, 4).Draw(t, "lot"), HasMissiles: rapid.Bool().Draw(t, "missiles"),
		}
		n := rapid.IntRange(0, 80).Draw(t, "launchers")
		s.Opening = arsenal.Holding{
			Launchers: n, Missiles: n + 3, Deployed: rapid.IntRange(0, n).Draw(t, "deployed"),
			Loading: rapid.Float64Range(0, 5).Draw(t, "loading"),
		}
		if rapid.Bool().Draw(t, "has a pool") {
			s.Pool = pool
			pool.Systems = append(pool.Systems, s)
		}
		p.Systems, sc.Systems = append(p.Systems, s), append(sc.Systems, s)
		for q := range arsenal.NumQuantities {
			if q == arsenal.Missiles && !s.HasMissiles || !rapid.Bool().Draw(t, "moves") {
				continue
			}
			most := 100.0
			if q == arsenal.Loading {
				most = 5
			}
			sch := &sim.Schedule{
				Key: s.Key + "-" + q.String(), Index: len(sc.Schedules), Systems: []*arsenal.System{s}, Quantity: q,
				Base: 2020 + rapid.IntRange(0, 3).Draw(t, "base"), Pace: sim.Pace(rapid.IntRange(0, 4).Draw(t, "pace")),
			}
			for y, k := sch.Base, 0; k < rapid.IntRange(1, 3).Draw(t, "waypoints"); k++ {
				y += rapid.IntRange(1, 4).Draw(t, "step")
				level := rapid.Float64Range(0, most).Draw(t, "level")
				if q.Whole() {
					level = float64(int(level))
				}
				sch.Way = append(sch.Way, sim.Waypoint{Year: y, Level: level})
			}
			sc.Schedules = append(sc.Schedules, sch)
		}
	}
	return sim.Run(sc)
}

// The changes of every quantity between any two states sum to the difference,
// system by system; rounding stays small.
func TestChangesSumToTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := randomRun(t)
		from := rapid.IntRange(0, len(run.States)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(run.States)-1).Draw(t, "to")
		for _, of := range treaty.Counted {
			changes := run.Changes(from, to, of)
			for _, s := range run.Scenario.Systems {
				sum, causes := 0, 0
				for _, c := range changes {
					if c.System != s {
						continue
					}
					sum += c.By
					causes++
					if c.By == 0 {
						t.Fatalf("%s of %s: a change of nothing: %+v", of, s.Key, c)
					}
					if (c.Cause == sim.Scheduled) != (c.Schedule != nil) || (c.Cause == sim.Reserve) != (c.Pool != nil) {
						t.Fatalf("%s of %s: %+v", of, s.Key, c)
					}
					if c.Cause == sim.Rounding {
						if of != treaty.CountWarheads {
							t.Fatalf("%s of %s: whole units are rounded: %+v", of, s.Key, c)
						}
						if c.By > causes+1 || c.By < -causes-1 {
							t.Fatalf("%s: rounding of %d in %d causes", s.Key, c.By, causes)
						}
					}
				}
				a, b := run.Holding(from, s), run.Holding(to, s)
				want := map[string]int{
					treaty.CountLaunchers: b.Launchers - a.Launchers, treaty.CountDeployed: b.Deployed - a.Deployed,
					treaty.CountMissiles: b.Missiles - a.Missiles, treaty.CountWarheads: b.Warheads - a.Warheads,
					treaty.CountNondeployed: b.Launchers - b.Deployed - a.Launchers + a.Deployed,
				}[of]
				if sum != want {
					t.Fatalf("%s of %s from state %d to %d: changes sum to %d, the difference is %d: %+v", of, s.Key, from, to, sum, want, changes)
				}
			}
		}
	})
}

// The bars of a waterfall lead from one total to the other.
func TestChangesLeadFromTotalToTotal(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, run *sim.Trajectory) {
		for _, forces := range []Forces{Warheads, Deployed, Launchers} {
			f := Changes(run, Options{Forces: forces})
			for i := range f.Panels {
				r := f.Panels[i].Rows
				at := r.Rows[0].Bars[0].To
				for _, row := range r.Rows[1 : len(r.Rows)-1] {
					if len(row.Bars) == 0 {
						continue
					}
					if row.Bars[0].From != at {
						t.Fatalf("%s: %q begins at %v, not at %v", forces, row.Name, row.Bars[0].From, at)
					}
					at = row.Bars[0].To
				}
				if end := r.Rows[len(r.Rows)-1].Bars[0].To; at != end {
					t.Fatalf("%s: the bars lead to %v, the total is %v", forces, at, end)
				}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) { check(t, randomRun(t)) })
	f := Changes(large(0).Trajectory, Options{})
	check(t, large(0).Trajectory)
	if n := len(f.Panels[0].Rows.Rows); n != mostChanges+3 {
		t.Errorf("%d rows, want two totals, %d changes and the others", n, mostChanges)
	}
	if name := f.Panels[0].Rows.Rows[mostChanges+1].Name; !strings.HasSuffix(name, " other changes") {
		t.Errorf("the last change is %q", name)
	}
}

// A worked case: each cause has what it did.
func TestChangesByCause(t *testing.T) {
	p := &arsenal.Party{Code: "US", Name: "United States"}
	pool := &arsenal.Pool{Party: p, Key: "all", Opening: arsenal.Stock{Reserve: 10}, RemovedTo: arsenal.ToRetired}
	s := &arsenal.System{
		Party: p, Key: "m", Name: "M", Type: arsenal.ICBM, Capacity: 3, Lot: 1, Pool: pool,
		Opening: arsenal.Holding{Launchers: 100, Deployed: 90, Loading: 1},
	}
	p.Systems, p.Pools, pool.Systems = []*arsenal.System{s}, []*arsenal.Pool{pool}, []*arsenal.System{s}
	schedule := func(key string, q arsenal.Quantity, level float64) *sim.Schedule {
		return &sim.Schedule{
			Key: key, Systems: p.Systems, Quantity: q, Base: 2020, Pace: sim.Step,
			Way: []sim.Waypoint{{Year: 2021, Level: level}},
		}
	}
	sc := &sim.Scenario{
		Title: "Worked", Start: day(2020, 1, 1), End: day(2021, 1, 1), Parties: []*arsenal.Party{p},
		Systems: p.Systems, Pools: p.Pools,
		Schedules: []*sim.Schedule{
			schedule("silos", arsenal.Launchers, 80), // 10 fewer than deployed, and the schedule below asks for 5 more
			schedule("fill", arsenal.Deployed, 95),
			schedule("load", arsenal.Loading, 1.5),
		},
	}
	run := sim.Run(sc)
	// Deployed 90 → 80 at a loading of 1, loading +0.5 on 80, and 80·1.5 = 120
	// wanted of 90 + 10 there are.
	f := Changes(run, Options{})
	if got, want := rowsOf(&f.Panels[0]), "1 January 2020 90|M: higher loading (load) +40|M: reserve ran out −20|M: too few launchers −10|1 January 2021 100"; got != want {
		t.Errorf("warheads:\n got %s\nwant %s", got, want)
	}
	if got, want := rowsOf(&Changes(run, Options{Forces: Deployed}).Panels[0]), "1 January 2020 90|M: too few launchers −10|1 January 2021 80"; got != want {
		t.Errorf("deployed:\n got %s\nwant %s", got, want)
	}
	if want := "United States goes from 90 to 100 deployed warheads, most added by M (+10)"; f.Headline != want {
		t.Errorf("headline %q, want %q", f.Headline, want)
	}
}

// The headline sums by system: what one cause gave and another took is neither.
func TestChangesHeadlineSumsBySystem(t *testing.T) {
	p := &arsenal.Party{Code: "RU", Name: "Russia"}
	var all []sim.Change
	for i, by := range [][]int{{560, -199}, {552, -125}, {-274}, {-150, -140}} {
		s := &arsenal.System{Party: p, Name: []string{"SS-27 (Yars)", "SS-N-32 (Bulava)", "SS-19", "SS-18 (old)"}[i]}
		p.Systems = append(p.Systems, s)
		for _, n := range by {
			all = append(all, sim.Change{System: s, By: n})
		}
	}
	up, down := extremes(all, p)
	if want := (step{"SS-N-32", 427}); up != want {
		t.Errorf("most added: %v, want %v", up, want)
	}
	if want := (step{"SS-18", -290}); down != want {
		t.Errorf("most removed: %v, want %v", down, want)
	}
	p.Systems[0].Name = "SS-N-32 (Yars)"
	if up, _ = extremes(all, p); up.name != "SS-N-32 (Bulava)" {
		t.Errorf("%q names two systems", up.name)
	}
}
