package hindcast_test

import (
	"math"
	"testing"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/hindcast"
	"drawdown/sim/treaty"
)

// falling has one party whose deployed launchers fall from 100 in 2020 by 10 a
// year to 50 in 2025, on 1 January.
func falling() (*sim.Assessment, *arsenal.Party, *treaty.Limit) {
	s := &sim.Scenario{Start: civil.Of(2020, 1, 1), End: civil.Of(2025, 1, 1)}
	p := &arsenal.Party{Code: "BLUE", Name: "Blue"}
	sys := &arsenal.System{Party: p, Key: "missile", Type: arsenal.ICBM, Lot: 1, Opening: arsenal.Holding{Launchers: 100, Deployed: 100}}
	p.Systems = []*arsenal.System{sys}
	s.Parties, s.Systems = []*arsenal.Party{p}, p.Systems
	s.Schedules = []*sim.Schedule{{Systems: s.Systems, Quantity: arsenal.Deployed, Form: sim.PerYear, Rate: -10, Base: 2020}}
	t := &treaty.Treaty{ID: "cap", Parties: []string{"BLUE"}}
	l := &treaty.Limit{Treaty: t, Key: "deployed", Ceiling: []treaty.Step{{From: civil.Of(2020, 1, 1), Most: 100}}}
	l.Rules = []*treaty.Rule{{Limit: l, Quantity: treaty.CountDeployed, Each: treaty.Weight{Number: 1}}}
	t.Limits, s.Treaties = []*treaty.Limit{l}, []*treaty.Treaty{t}
	return sim.Assess(sim.Run(s)), p, l
}

// Between two states the count is on the straight line: 2021 has 365 days, so
// 183 days on it lies 90 − 10·183/365.
func TestSimulated(t *testing.T) {
	a, p, l := falling()
	for _, c := range []struct {
		on   civil.Date
		want float64
		ok   bool
	}{
		{civil.Of(2020, 1, 1), 100, true},
		{civil.Of(2021, 1, 1), 90, true},
		{civil.Of(2021, 7, 3), 90 - 10*183.0/365, true},
		{civil.Of(2025, 1, 1), 50, true},
		{civil.Of(2025, 1, 2), 0, false},
		{civil.Of(2019, 12, 31), 0, false},
	} {
		got, ok := hindcast.Simulated(a, p, l, c.on)
		if ok != c.ok || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, %v, want %v, %v", c.on, got, ok, c.want, c.ok)
		}
	}
}

// Every other point lies 3 above the line, the others on it. Each middle point
// is then 3 off the line between its neighbours, whatever the slope, so each
// triple gives 9 / 1.5 for σ², and the swing is 2·√6.
func TestSwing(t *testing.T) {
	var points []hindcast.Point
	for i := range 7 {
		points = append(points, hindcast.Point{Date: civil.Of(2020+i, 1, 1), Value: 1000 - 20*float64(i) + 3*float64(i%2)})
	}
	// Leap years shift the middle by a day in some triples: a little off 2·√6.
	if got, want := hindcast.Swing(points, -1), 2*math.Sqrt(6); math.Abs(got-want) > 0.05 {
		t.Errorf("swing %v, want about %v", got, want)
	}
	// An outlier does not judge itself: without its triples the swing is as before.
	wild := append([]hindcast.Point{}, points...)
	wild[0].Value += 500
	if got, want := hindcast.Swing(wild, 0), hindcast.Swing(points, 0); got != want {
		t.Errorf("swing without the outlier %v, want %v", got, want)
	}
	if hindcast.Swing(wild, -1) < 100 {
		t.Error("the outlier should count where it is not judged")
	}
	// A straight course does not swing; four points have too few triples.
	for i := range points {
		points[i].Date, points[i].Value = civil.Of(2021, 1, 1+i), 50
	}
	if got := hindcast.Swing(points, -1); got != 0 {
		t.Errorf("a constant swings by %v", got)
	}
	if got := hindcast.Swing(points[:4], -1); !math.IsNaN(got) {
		t.Errorf("two triples give %v", got)
	}
}

// Used and unverified points are scored apart.
func TestScore(t *testing.T) {
	a, p, l := falling()
	at := func(year int, value float64) hindcast.Point {
		return hindcast.Point{Date: civil.Of(year, 1, 1), Party: p, Limit: l, Value: value, Verified: true}
	}
	used, doubtful := at(2020, 100), at(2024, 10)
	used.Used, doubtful.Verified = true, false
	fits := hindcast.New(a, []hindcast.Point{at(2023, 66), used, at(2021, 93), doubtful, at(2022, 78), at(2030, 1)})
	if len(fits) != 1 || len(fits[0].Residuals) != 5 {
		t.Fatalf("fits: %+v", fits)
	}
	// Simulated 90, 80, 70 against 93, 78, 66: errors −3, +2, +4.
	s := fits[0].Score(hindcast.Test)
	if s.Points != 3 || s.Bias != 1 || s.Absolute != 3 || s.Largest.Error() != 4 {
		t.Errorf("test points: %+v", s)
	}
	if s := fits[0].Score(hindcast.Making); s.Points != 1 || s.Bias != 0 {
		t.Errorf("points of the making: %+v", s)
	}
	if s := fits[0].Score(hindcast.Unverified); s.Points != 1 || s.Bias != 50 {
		t.Errorf("unverified points: %+v", s)
	}
}
