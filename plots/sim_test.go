package plots

import (
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A force is a party's launchers of one type in a made-up scenario, going
// evenly from an opening level to a level in a year.
type force struct {
	leg            arsenal.Type
	opening, level int
	year           int
	loading        float64
}

// scenario builds a scenario of some parties under New START's three limits.
func scenario(start, end civil.Date, forces map[string][]force, codes ...string) *sim.Scenario {
	sc := &sim.Scenario{Title: "New START, made up", Start: start, End: end}
	names := map[string]string{"US": "United States", "RU": "Russia", "CN": "China"}
	for i, code := range codes {
		p := &arsenal.Party{Code: code, Name: names[code], Index: i}
		sc.Parties = append(sc.Parties, p)
		for _, f := range forces[code] {
			s := &arsenal.System{
				Party: p, Key: string(f.leg), Name: string(f.leg), Type: f.leg, Index: len(sc.Systems),
				Capacity: 10, Lot: 1,
			}
			s.Opening = arsenal.Holding{
				Launchers: f.opening + 60, Deployed: f.opening, Loading: f.loading,
				Warheads: int(float64(f.opening)*f.loading + 0.5),
			}
			p.Systems = append(p.Systems, s)
			sc.Systems = append(sc.Systems, s)
			sc.Schedules = append(sc.Schedules, &sim.Schedule{
				Key: code + string(f.leg) + "-launchers", Index: len(sc.Schedules), Systems: []*arsenal.System{s},
				Quantity: arsenal.Launchers, Base: start.Year(),
				Way: []sim.Waypoint{{Year: f.year, Level: float64(f.level + 30)}},
			})
			if f.level != f.opening {
				sc.Schedules = append(sc.Schedules, &sim.Schedule{
					Key: code + string(f.leg), Index: len(sc.Schedules), Systems: []*arsenal.System{s},
					Quantity: arsenal.Deployed, Base: start.Year(),
					Way: []sim.Waypoint{{Year: f.year, Level: float64(f.level)}},
				})
			}
		}
	}
	t := &treaty.Treaty{
		ID: "new-start", Short: "New START", Kind: treaty.KindTreaty, Parties: codes,
		InForce: civil.Of(2011, 2, 5), Expires: civil.Of(2021, 2, 5),
		Events: []treaty.Event{
			{Date: civil.Of(2021, 2, 3), What: treaty.Extends, Until: civil.Of(2026, 2, 5)},
			{Date: civil.Of(2023, 2, 21), What: treaty.Suspends, Party: "RU"},
		},
	}
	for _, l := range []struct {
		key, name, unit, quantity string
		most                      float64
	}{
		{"deployed", "Deployed ICBMs, deployed SLBMs and deployed heavy bombers", "deployed launchers", treaty.CountDeployed, 700},
		{"warheads", "Warheads on deployed ICBMs and SLBMs, and nuclear warheads counted for deployed heavy bombers", "warheads", treaty.CountWarheads, 1550},
		{"launchers", "Deployed and non-deployed launchers and heavy bombers", "launchers", treaty.CountLaunchers, 800},
	} {
		limit := &treaty.Limit{
			Treaty: t, Key: l.key, Name: l.name, Unit: l.unit,
			Ceiling: []treaty.Step{{From: civil.Of(2018, 2, 5), Most: l.most}},
		}
		limit.Rules = []*treaty.Rule{{Limit: limit, Key: "all", Quantity: l.quantity, Each: treaty.Weight{Number: 1}}}
		t.Limits = append(t.Limits, limit)
	}
	sc.Treaties = []*treaty.Treaty{t}
	return sc
}

// twoSides is a scenario in which both sides come under all limits, unless
// more Russian ICBMs stay than planned.
func twoSides(stay int) *sim.Assessment {
	return sim.Assess(sim.Run(scenario(civil.Of(2011, 2, 5), civil.Of(2026, 2, 5), map[string][]force{
		"US": {{arsenal.ICBM, 449, 360, 2017, 1.2}, {arsenal.SLBM, 320, 240, 2017, 3.8}, {arsenal.HeavyBomber, 113, 20, 2017, 1}},
		"RU": {{arsenal.ICBM, 295, stay, 2017, 3}, {arsenal.SLBM, 160, 140, 2018, 3.4}, {arsenal.HeavyBomber, 66, 50, 2018, 1}},
	}, "US", "RU")))
}
