package verdict_test

import (
	"strings"
	"testing"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// force is one party's deployed launchers: so many at the start, so many from a
// year on.
type force struct {
	name           string
	opening, later int
	from           int
}

// assess runs parties under a treaty with one limit of 100 deployed, in force
// from 2020, binding from 2022, through yearly states from 2020 to 2030.
func assess(change func(*treaty.Treaty), forces ...force) *sim.Assessment {
	s := &sim.Scenario{Start: civil.Of(2020, 1, 1), End: civil.Of(2030, 1, 1)}
	t := &treaty.Treaty{ID: "cap", Short: "Cap", Kind: treaty.KindTreaty, InForce: civil.Of(2020, 1, 1)}
	for i, f := range forces {
		code := strings.ToUpper(f.name[:1])
		p := &arsenal.Party{Code: code, Name: f.name, Index: i}
		sys := &arsenal.System{Party: p, Key: "missile", Type: arsenal.ICBM, Index: i, Lot: 1, Opening: arsenal.Holding{Launchers: 500, Deployed: f.opening}}
		p.Systems = []*arsenal.System{sys}
		s.Parties, s.Systems = append(s.Parties, p), append(s.Systems, sys)
		t.Parties = append(t.Parties, code)
		if f.from != 0 {
			s.Schedules = append(s.Schedules, &sim.Schedule{
				Systems: []*arsenal.System{sys}, Quantity: arsenal.Deployed, Base: 2020, Pace: sim.Step,
				Way: []sim.Waypoint{{Year: f.from, Level: float64(f.later)}},
			})
		}
	}
	l := &treaty.Limit{Treaty: t, Key: "deployed", Unit: "missiles", Ceiling: []treaty.Step{{From: civil.Of(2022, 1, 1), Most: 100}}}
	l.Rules = []*treaty.Rule{{Limit: l, Key: "all", Quantity: treaty.CountDeployed, Each: treaty.Weight{Number: 1}}}
	t.Limits = []*treaty.Limit{l}
	if change != nil {
		change(t)
	}
	s.Treaties = []*treaty.Treaty{t}
	return sim.Assess(sim.Run(s))
}

func ends(t *treaty.Treaty) { t.Expires = civil.Of(2026, 1, 1) }

func suspended(t *treaty.Treaty) {
	t.Events = []treaty.Event{{Date: civil.Of(2025, 6, 1), What: treaty.Suspends, Party: "B"}}
}

func withdraws(t *treaty.Treaty) {
	t.Events = []treaty.Event{{Date: civil.Of(2025, 6, 1), What: treaty.Withdraws, Party: "B"}}
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		name string
		a    *sim.Assessment
		want string
	}{
		{"under", assess(nil, force{"Blue", 90, 0, 0}, force{"Red", 80, 0, 0}), "Both sides are under the Cap limit when it binds on 1 January 2022"},
		{"to the end", assess(nil, force{"Blue", 90, 120, 2024}), "Blue exceeds the Cap limit of 100 missiles from 2024 on"},
		{"until the treaty ends", assess(ends, force{"Blue", 90, 120, 2024}), "Blue exceeds the Cap limit of 100 missiles from 2024 to 2025"},
		{"until it withdraws", assess(withdraws, force{"Blue", 120, 0, 0}, force{"Red", 80, 0, 0}), "Blue exceeds the Cap limit of 100 missiles from 2022 to 2025"},
		{"above while suspended", assess(suspended, force{"Blue", 90, 130, 2027}, force{"Red", 80, 0, 0}), "Both sides are under the Cap limit when it binds on 1 January 2022; from 2027 Blue stands above 100 missiles, while the treaty is suspended"},
		{"above after the end", assess(ends, force{"Blue", 90, 130, 2027}), "Blue is under the Cap limit when it binds on 1 January 2022; from 2027 Blue stands above 100 missiles, while the treaty is not in force"},
		{"each at its own time", assess(nil, force{"Blue", 90, 120, 2024}, force{"Red", 120, 80, 2023}), "Both sides exceed the Cap limit of 100 missiles: Blue from 2024 on and Red in 2022"},
		{"no limits", assess(func(t *treaty.Treaty) { t.Limits = nil }, force{"Blue", 90, 0, 0}), "No limit applies to the parties of this scenario"},
	} {
		if got := verdict.Headline(c.a); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		name string
		a    *sim.Assessment
		want string
	}{
		{
			"at the ceiling", assess(nil, force{"Blue", 100, 0, 0}),
			"At or under the ceiling throughout. When the limit first binds, on 1 January 2022, it has 100 counted of 100: exactly at the ceiling. At the end, on 1 January 2030, exactly at the ceiling.",
		},
		{
			"after the end", assess(ends, force{"Blue", 90, 130, 2027}),
			"At or under the ceiling at first, but not to the end. When the limit first binds, on 1 January 2022, it has 90 counted of 100: a margin of 10. From 1 January 2027 it stands above the ceiling of 100, while the treaty is not in force. At the end, on 1 January 2030, an excess of 30, while the treaty is not in force.",
		},
		{
			"exceeding", assess(nil, force{"Blue", 120, 90, 2024}),
			"At or under the ceiling from 1 January 2024 to the end. When the limit first binds, on 1 January 2022, it has 120 counted of 100: an excess of 20. It exceeds the limit on 2 dates from 1 January 2022 to 1 January 2023, by up to 20 over 100 (1 January 2022). At the end, on 1 January 2030, a margin of 10.",
		},
		{
			"never in force", assess(func(t *treaty.Treaty) { t.InForce = 0 }, force{"Blue", 90, 0, 0}),
			"At or under the ceiling throughout. The treaty is not in force in these years. At the end, on 1 January 2030, a margin of 10, while the treaty is not in force.",
		},
		{
			"not yet", assess(func(t *treaty.Treaty) { t.Limits[0].Ceiling[0].From = civil.Of(2040, 1, 1) }, force{"Blue", 90, 0, 0}),
			"At or under the ceiling throughout. The limit does not bind yet in these years. At the end, on 1 January 2030, a margin of 10, before the limit binds.",
		},
	} {
		if got := verdict.Standing(c.a.Standings()[0]); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTightest(t *testing.T) {
	got := verdict.Tightest(assess(nil, force{"Blue", 100, 0, 0}, force{"Red", 100, 0, 0}).Standings())
	if want := "The tightest limit is cap.deployed for Blue: 100 of 100 on 1 January 2022, exactly at the ceiling (0.0 %); as tight is cap.deployed for Red, 100 of 100."; got != want {
		t.Errorf("ties:\n got %s\nwant %s", got, want)
	}
	got = verdict.Tightest(assess(nil, force{"Blue", 90, 0, 0}, force{"Red", 112, 0, 0}).Standings())
	if want := "The tightest limit is cap.deployed for Red: 112 of 100 on 1 January 2022, an excess of 12 (−12.0 %)."; got != want {
		t.Errorf("excess:\n got %s\nwant %s", got, want)
	}
}

func TestLaw(t *testing.T) {
	a := assess(withdraws, force{"Blue", 90, 0, 0}, force{"Red", 80, 0, 0})
	s := a.Trajectory.Scenario
	if got, want := verdict.Law(s.Treaties[0], s), "Cap is a treaty in force from 1 January 2020 without an end. Blue withdrew on 1 June 2025, which ended it for all."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	s.Treaties[0].Kind, s.Treaties[0].Events = treaty.KindProposal, nil
	if got, want := verdict.Law(s.Treaties[0], s), "Cap is a proposal, here taken as in force from 1 January 2020 without an end."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
