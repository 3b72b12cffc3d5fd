package plots

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// drawn makes an ensemble of assessments that differ in their numbers only.
// The first is of the numbers as written.
func drawn(draws ...*sim.Assessment) *Ensemble {
	e := &Ensemble{Assessment: draws[0], Draws: len(draws)}
	var all [][]*sim.Standing
	for _, a := range draws {
		all = append(all, a.Standings())
	}
	quantile := func(sorted []float64, q float64) float64 {
		if len(sorted) == 0 {
			return math.NaN()
		}
		at := q * float64(len(sorted)-1)
		i := min(int(at), len(sorted)-1)
		j := min(i+1, len(sorted)-1)
		return sorted[i] + (sorted[j]-sorted[i])*(at-float64(i))
	}
	n := float64(len(draws))
	for k, written := range all[0] {
		s := Spread{Party: written.Party, Limit: written.Limit}
		a := Arrival{Party: written.Party, Limit: written.Limit, Never: math.NaN()}
		arrives, held := map[int]float64{}, false
		for i, f := range written.Findings {
			var counts []float64
			under := math.NaN()
			for _, standings := range all {
				g := standings[k].Findings[i]
				if g.Computable {
					counts = append(counts, g.Count)
				}
				if m, ok := g.Margin(); ok {
					if math.IsNaN(under) {
						under = 0
					}
					if m >= 0 {
						under += 1 / n
					}
				}
				if standings[k].LastingUnder == g.Date {
					arrives[i]++
				}
				held = held || standings[k].HasEnd
			}
			slices.Sort(counts)
			s.Dates = append(s.Dates, f.Date)
			s.Q05, s.Q25, s.Q50 = append(s.Q05, quantile(counts, 0.05)), append(s.Q25, quantile(counts, 0.25)), append(s.Q50, quantile(counts, 0.5))
			s.Q75, s.Q95 = append(s.Q75, quantile(counts, 0.75)), append(s.Q95, quantile(counts, 0.95))
			s.Under = append(s.Under, min(under, 1))
		}
		a.Dates = s.Dates
		never := n
		for i := range s.Dates {
			share := math.NaN()
			if held {
				share = arrives[i] / n
			}
			a.Share = append(a.Share, share)
			never -= arrives[i]
		}
		if held {
			a.Never = never / n
		}
		for i := range s.Under {
			if 1-s.Under[i] < 1e-9 {
				s.Under[i] = 1
			}
		}
		e.Spreads, e.Arrivals = append(e.Spreads, s), append(e.Arrivals, a)
	}
	return e
}

// uncertain draws the numbers of an ensemble of two sides under New START, or
// of three.
func uncertain(draws int, codes ...string) *Ensemble {
	if codes == nil {
		codes = []string{"US", "RU"}
	}
	r := rand.New(rand.NewPCG(1, 2))
	var all []*sim.Assessment
	for k := range draws {
		about := func(mid, spread float64) int {
			if k == 0 {
				return int(mid)
			}
			return max(0, int(mid+spread*r.NormFloat64()+0.5))
		}
		all = append(all, sim.Assess(sim.Run(scenario(day(2011, 2, 5), day(2026, 2, 5), map[string][]force{
			"US": {
				{arsenal.ICBM, about(449, 5), about(370, 25), 2016 + about(1, 1), 1.2},
				{arsenal.SLBM, 320, about(240, 14), 2017, 3.8},
				{arsenal.HeavyBomber, 113, about(20, 8), 2017, 1},
			},
			"RU": {
				{arsenal.ICBM, about(295, 12), about(310, 40), 2015 + about(3, 1.5), 3},
				{arsenal.SLBM, about(160, 4), 140, 2018, 3.4},
				{arsenal.HeavyBomber, 66, 50, 2018, 1},
			},
			"CN": {{arsenal.ICBM, about(120, 30), about(600, 130), 2022, 2.2}},
		}, codes...))))
	}
	return drawn(all...)
}

// centuries is an ensemble of 200 years, with a ceiling that comes down.
func centuries(draws int) *Ensemble {
	r := rand.New(rand.NewPCG(3, 4))
	var all []*sim.Assessment
	for range draws {
		sc := scenario(day(1950, 1, 1), day(2150, 1, 1), map[string][]force{
			"US": icbms(900, 200+int(150*r.Float64()), 2060+r.IntN(60)), "RU": icbms(700+r.IntN(150), 250+r.IntN(200), 2100),
		}, "US", "RU")
		t := sc.Treaties[0]
		t.Expires, t.Events = day(2200, 1, 1), nil
		for _, l := range t.Limits {
			l.Ceiling = []treaty.Step{{From: day(2018, 2, 5), Most: 800}, {From: day(2050, 7, 1), Most: 600}, {From: day(2090, 1, 1), Most: 400}}
		}
		all = append(all, sim.Assess(sim.Run(sc)))
	}
	return drawn(all...)
}

// moments are assessments of a scenario that ends when it begins.
func moments(draws int) []*sim.Assessment {
	var all []*sim.Assessment
	for k := range draws {
		sc := scenario(day(2020, 2, 5), day(2020, 2, 5), map[string][]force{
			"US": icbms(640+5*k, 0, 2020), "RU": icbms(600+4*k*k%90, 0, 2020), "CN": icbms(200+6*k, 0, 2020),
		}, "US", "RU", "CN")
		sc.Schedules = nil
		all = append(all, sim.Assess(sim.Run(sc)))
	}
	return all
}

// ensembles are some, easy, hard and poor. They are only read.
var ensembles = sync.OnceValue(func() map[string]*Ensemble {
	out := map[string]*Ensemble{
		"two sides":     uncertain(60),
		"three parties": uncertain(60, "US", "RU", "CN"),
		"one party":     uncertain(30, "RU"),
		"one draw":      uncertain(1),
		"two draws":     uncertain(2),
		"centuries":     centuries(30),
		"certain":       drawn(twoSides(290), twoSides(290), twoSides(290)),
		"never":         drawn(twoSides(800), twoSides(800)),
		"large":         drawn(large(0), large(0)),
		"nothing drawn": {Assessment: twoSides(290)},
		"nothing told":  {Assessment: twoSides(290), Draws: 100, Partial: true},
	}
	short := uncertain(40)
	for i := range short.Spreads {
		short.Spreads[i].Q95, short.Spreads[i].Under = short.Spreads[i].Q95[:3], nil
	}
	short.Spreads, short.Arrivals, short.Partial = short.Spreads[1:4], short.Arrivals[2:], true
	out["incomplete"] = short
	out["one state and spread"] = drawn(moments(25)...)
	for name, a := range poor() {
		out["poor: "+name] = drawn(a, a)
	}
	return out
})
