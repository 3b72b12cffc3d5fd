package compare_test

import (
	"math"
	"testing"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/compare"
	"drawdown/sim/treaty"
)

// scenario has two parties with one missile each under one limit of 100
// deployed from 2024 on. RED holds 120 throughout; BLUE goes from 120 to 80 by
// the year named, in even steps, one warhead a missile, which are retired and
// dismantled at 5 a year.
func scenario(start, end, by int) *sim.Assessment {
	s := &sim.Scenario{Start: civil.Of(start, 1, 1), End: civil.Of(end, 1, 1)}
	for i, code := range []string{"BLUE", "RED"} {
		p := &arsenal.Party{Code: code, Name: code, Index: i}
		sys := &arsenal.System{
			Party: p, Key: "missile", Type: arsenal.ICBM, Index: i, Lot: 1, Capacity: 1,
			Opening: arsenal.Holding{Launchers: 120, Deployed: 120, Loading: 1},
		}
		p.Systems = []*arsenal.System{sys}
		s.Parties = append(s.Parties, p)
		s.Systems = append(s.Systems, sys)
	}
	pool := &arsenal.Pool{Party: s.Parties[0], Key: "all", RemovedTo: arsenal.ToRetired, DismantlePerYear: 5, Systems: s.Systems[:1]}
	s.Parties[0].Pools = []*arsenal.Pool{pool}
	s.Pools = []*arsenal.Pool{pool}
	s.Systems[0].Pool = pool
	s.Schedules = []*sim.Schedule{{
		Key: "down", Systems: s.Systems[:1], Quantity: arsenal.Deployed, Base: start,
		Way: []sim.Waypoint{{Year: by, Level: 80}},
	}}
	t := &treaty.Treaty{ID: "cap", Short: "Cap", Parties: []string{"BLUE", "RED"}, InForce: civil.Of(2000, 1, 1)}
	l := &treaty.Limit{Treaty: t, Key: "deployed", Ceiling: []treaty.Step{{From: civil.Of(2024, 1, 1), Most: 100}}}
	l.Rules = []*treaty.Rule{{Limit: l, Key: "all", Quantity: treaty.CountDeployed, Each: treaty.Weight{Number: 1}}}
	t.Limits = []*treaty.Limit{l}
	s.Treaties = []*treaty.Treaty{t}
	return sim.Assess(sim.Run(s))
}

// BLUE by hand, from 120 in 2020.
//
//	                     2020 2021 2022 2023 2024 2025 2026
//	quick, 80 by 2024     120  110  100   90   80   80   80
//	slow, 80 by 2028      120  115  110  105  100   95   90
//
// quick retires 10 a year for four years and dismantles 5: 5, 10, 15, 20, then
// 15, 10 are waiting. slow retires and dismantles 5 a year: none waits.
func TestByHand(t *testing.T) {
	c := compare.New([]compare.Run{{Name: "quick", Assessment: scenario(2020, 2026, 2024)}, {Name: "slow", Assessment: scenario(2020, 2026, 2028)}}, 0.1)
	if c.From != 2020 || c.To != 2026 {
		t.Fatalf("compared from %d to %d", c.From, c.To)
	}
	blue, red := c.Limits[0], c.Limits[1]
	if blue.Party != "BLUE" || red.Party != "RED" {
		t.Fatalf("parties %s, %s", blue.Party, red.Party)
	}
	if q, s := blue.Standings[0].LastingUnder, blue.Standings[1].LastingUnder; q != civil.Of(2022, 1, 1) || s != civil.Of(2024, 1, 1) {
		t.Errorf("lastingly under on %s and %s", q, s)
	}
	if q, s := blue.Standings[0].MarginAtBinding, blue.Standings[1].MarginAtBinding; q != 20 || s != 0 {
		t.Errorf("margins when binding %v and %v", q, s)
	}
	// RED is 20 above the ceiling in 2024, 2025 and 2026.
	if red.Excess[0] != 60 || red.Excess[1] != 60 || blue.Excess[0] != 0 {
		t.Errorf("excess %v, %v", red.Excess, blue.Excess)
	}
	// quick: 80 of 120 from 2024 on; outside 10 % from 2022 (100/120) on.
	quick, slow := c.Parities[0].Runs[0], c.Parities[0].Runs[1]
	if quick.Worst != 80.0/120 || quick.WorstYear != 2024 || len(quick.Outside) != 5 || quick.End != 80.0/120 {
		t.Errorf("parity of quick: %+v", quick)
	}
	// slow: 90 of 120 in 2026; 105/120 in 2023 is the first outside.
	if slow.Worst != 0.75 || slow.WorstYear != 2026 || len(slow.Outside) != 4 {
		t.Errorf("parity of slow: %+v", slow)
	}
	// quick moves 10 in each of four years of six, slow 5 in each.
	if p := c.Paces[0].Runs[0]; p.Largest != 10 || p.LargestYear != 2021 || p.Ratio() != 10/(40.0/6) {
		t.Errorf("pace of quick: %+v", p)
	}
	if p := c.Paces[0].Runs[1]; p.Ratio() != 1 {
		t.Errorf("pace of slow: %+v", p)
	}
	if p := c.Paces[1].Runs[0]; p.Largest != 0 || p.Ratio() != 0 {
		t.Errorf("pace of what stands still: %+v", p)
	}
	w := c.Warheads[0].Runs
	if a := w[0]; a.Removed != 40 || a.Loaded != 0 || a.Dismantled != 30 || a.Waiting != 10 || a.Years != 2 || a.Cleared != 0 {
		t.Errorf("warheads of quick: %+v", a)
	}
	if a := w[1]; a.Removed != 30 || a.Dismantled != 30 || a.Waiting != 0 || a.Cleared != 2020 {
		t.Errorf("warheads of slow: %+v", a)
	}
	// Nothing went to the reserve, so nothing can go back.
	if share, ok := w[0].Reversible(); share != 0 || !ok {
		t.Errorf("reversible: %v, %v", share, ok)
	}
	if _, ok := c.Warheads[1].Runs[0].Reversible(); ok {
		t.Error("RED has no pool, so nobody knows what could go back")
	}
	// BLUE: quick is earlier, has more room when binding and at the end, both
	// without excess; RED is the same four times.
	want := compare.Dominance{Run: 0, Over: 1, Better: 3, Same: 5}
	if d := c.Dominance[0]; d != want || !d.Dominates() || c.Dominance[1].Dominates() {
		t.Errorf("dominance: %+v", c.Dominance)
	}
}

// Scenarios are compared on the years that both have.
func TestSharedYears(t *testing.T) {
	long, late := scenario(2020, 2030, 2024), scenario(2023, 2028, 2027)
	c := compare.New([]compare.Run{{Name: "long", Assessment: long}, {Name: "late", Assessment: late}}, 0.1)
	if c.From != 2023 || c.To != 2028 {
		t.Fatalf("compared from %d to %d", c.From, c.To)
	}
	// In 2020 to 2022 long is not looked at: it is under from 2023 on.
	if d := c.Limits[0].Standings[0].FirstUnder; d != civil.Of(2023, 1, 1) {
		t.Errorf("first under on %s", d)
	}
	if a := c.Warheads[0].Runs[0]; a.Before != 90 || a.Removed != 10 {
		t.Errorf("warheads: %+v", a)
	}
	c = compare.New([]compare.Run{{Name: "early", Assessment: scenario(2000, 2005, 2004)}, {Name: "late", Assessment: late}}, 0.1)
	if c.From <= c.To || len(c.Limits) != 0 {
		t.Errorf("nothing is shared, and yet %d to %d", c.From, c.To)
	}
}

// A party that is alone has no parity, and a rate of 0 never clears a queue.
func TestNothingToCompare(t *testing.T) {
	a := scenario(2020, 2026, 2024)
	s := a.Trajectory.Scenario
	s.Treaties[0].Parties = []string{"BLUE"}
	s.Pools[0].DismantlePerYear = 0
	a = sim.Assess(sim.Run(s))
	c := compare.New([]compare.Run{{Name: "a", Assessment: a}, {Name: "b", Assessment: a}}, 0.1)
	if len(c.Parities) != 0 {
		t.Errorf("parity of one: %+v", c.Parities)
	}
	if y := c.Warheads[0].Runs[0].Years; !math.IsInf(y, 1) {
		t.Errorf("cleared in %v years", y)
	}
	for _, d := range c.Dominance {
		if d.Dominates() {
			t.Error("a run dominates its equal")
		}
	}
}
