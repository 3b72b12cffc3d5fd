package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

func day(y, m, d int) civil.Date { return civil.Of(y, m, d) }

func TestLimitsAsData(t *testing.T) {
	f := sample()
	if len(f.Panels) != 3 {
		t.Fatalf("%d panels, want one for each of three limits", len(f.Panels))
	}
	p := &f.Panels[1]
	if p.Unit != "warheads" || len(p.Series) != 2 || p.Series[0].Name != "United States" || p.Series[1].Party != 1 {
		t.Errorf("second panel: %+v", p)
	}
	if n := len(p.Series[0].Points); n != 16 { // the binding date is a state
		t.Errorf("%d points, want 16", n)
	}
	if got := fmt.Sprint(p.Series[0].Observed, p.Series[1].Observed); got != "[{2018.0958904109589 1350 false false}] [{2022.6657534246576 1549 true false}]" {
		t.Errorf("declared: %s", got)
	}
	var got []string
	for _, c := range p.Ceilings {
		got = append(got, fmt.Sprintf("%.1f–%.1f %v %d %v", c.From, c.Until, c.Value, c.State, c.Parties))
	}
	want := []string{
		"2011.1–2018.1 1550 0 [0]", "2018.1–2026.1 1550 1 [0]",
		"2011.1–2018.1 1550 0 [1]", "2018.1–2023.1 1550 1 [1]", "2023.1–2026.1 1550 2 [1]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("ceilings:\n got %q\nwant %q", got, want)
	}
	if len(p.Marks) != 2 || p.Marks[0].Label != "extended to 2026" || p.Marks[1].Label != "Russia suspends" {
		t.Errorf("marks: %v", p.Marks)
	}
	for _, want := range []string{
		"Russia: 1,495 on 5 February 2011, 1,786 on 5 February 2026",
		"it has 1,786 counted of 1,550: an excess of 236",
		"United States: 882 on 5 February 2011, 620 on 5 February 2026",
	} {
		if !strings.Contains(f.Desc, want) {
			t.Errorf("the description lacks %q:\n%s", want, f.Desc)
		}
	}
}

// icbms gives one party ICBMs with one warhead each.
func icbms(opening, level, year int) []force {
	return []force{{arsenal.ICBM, opening, level, year, 1}}
}

func TestHeadline(t *testing.T) {
	run := func(end civil.Date, forces map[string][]force, change func(*sim.Scenario), codes ...string) *sim.Assessment {
		sc := scenario(day(2011, 2, 5), end, forces, codes...)
		if change != nil {
			change(sc)
		}
		return sim.Assess(sim.Run(sc))
	}
	end := day(2026, 2, 5)
	few := map[string][]force{"US": icbms(500, 400, 2016), "RU": icbms(500, 400, 2016), "CN": icbms(300, 350, 2016)}
	late := map[string][]force{"US": icbms(500, 400, 2016), "RU": icbms(760, 690, 2021), "CN": icbms(900, 900, 2016)}
	for _, c := range []struct {
		a    *sim.Assessment
		want string
	}{
		{twoSides(290), "Both sides are under all three New START limits when they bind on 5 February 2018"},
		{twoSides(420), "Russia exceeds the New START limit of 1,550 warheads from 2018 to 2023"},
		{run(end, few, nil, "US", "RU", "CN"), "All three parties are under all three New START limits when they bind on 5 February 2018"},
		{run(end, few, nil, "US"), "United States is under all three New START limits when they bind on 5 February 2018"},
		{run(end, late, nil, "US", "RU"), "Russia exceeds the New START limit of 700 deployed launchers from 2018 to 2019"},
		{run(end, late, nil, "US", "RU", "CN"), "Russia and China exceed ceilings that bind; furthest China, with 900 of 700 deployed launchers in 2018"},
		{run(end, late, nil, "CN"), "China exceeds two of the three New START limits from 2018 to 2025"},
		{run(day(2016, 2, 5), few, nil, "US", "RU"), "No limit binds between 2011 and 2016; all counts end under their ceilings"},
		{run(day(2016, 2, 5), late, nil, "RU", "CN"), "No limit binds between 2011 and 2016; 3 of 6 counts end under their ceilings"},
		{run(end, few, func(s *sim.Scenario) { s.Treaties = nil }, "US"), "No limit applies to the parties of this scenario"},
		{run(end, few, func(s *sim.Scenario) { s.Treaties[0].Limits = s.Treaties[0].Limits[:1] }, "US", "RU"), "Both sides are under the New START limit when it binds on 5 February 2018"},
		{run(end, few, func(s *sim.Scenario) {
			s.Treaties[0].Limits[0].Rules[0].Quantity = treaty.CountMissiles
		}, "US", "RU"), "No count that can be computed exceeds a limit that binds"},
	} {
		if got := verdict.Headline(c.a); got != c.want {
			t.Errorf("headline:\n got %s\nwant %s", got, c.want)
		}
	}
}

func TestCountThatCannotBeComputedIsAGap(t *testing.T) {
	a := twoSides(290)
	sc := a.Trajectory.Scenario
	sc.Treaties[0].Limits[0].Rules[0].Quantity = treaty.CountMissiles
	f := Limits(sim.Assess(a.Trajectory), Options{})
	for _, q := range f.Panels[0].Series[0].Points {
		if !math.IsNaN(q.Value) {
			t.Fatalf("a point: %v", q)
		}
	}
	if want := "United States: The count cannot be computed."; !strings.Contains(f.Desc, want) {
		t.Errorf("the description lacks %q", want)
	}
}

// A ceiling that a date between two states begins is met by the holdings of
// the state before: the line is level up to that date.
func TestBindingDateBetweenStates(t *testing.T) {
	sc := scenario(day(2011, 7, 1), day(2020, 7, 1), map[string][]force{"US": icbms(900, 600, 2020)}, "US")
	f := Limits(sim.Assess(sim.Run(sc)), Options{})
	points := f.Panels[0].Series[0].Points
	i := slices.IndexFunc(points, func(p Point) bool { return p.At == decimal(day(2018, 2, 5)) })
	if i < 0 || points[i].Value != points[i-1].Value {
		t.Errorf("points: %v", points)
	}
}

func TestMarginOfNothingIsWithin(t *testing.T) {
	sc := scenario(day(2011, 2, 5), day(2020, 2, 5), map[string][]force{"US": icbms(900, 700, 2016)}, "US")
	got := verdict.Headline(sim.Assess(sim.Run(sc)))
	if want := "United States is within all three New START limits"; !strings.HasPrefix(got, want) {
		t.Errorf("headline %q, want %q", got, want)
	}
}

func TestLegsAsData(t *testing.T) {
	run := twoSides(420).Trajectory
	f := Legs(run, "", Options{})
	if len(f.Panels) != 2 || !f.SameScale || f.Panels[0].Unit != "deployed warheads" {
		t.Fatalf("%+v", f)
	}
	stack := f.Panels[1].Stack
	if got := fmt.Sprint(stack.Bands[0].Name, stack.Bands[0].Values[0], len(stack.Bands)); got != "ICBM885 3" {
		t.Errorf("Russia: %s", got)
	}
	if want := "United States cuts 27% of its deployed warheads, Russia adds 19% from 2011 to 2026"; f.Headline != want {
		t.Errorf("headline %q, want %q", f.Headline, want)
	}
	if f = Legs(run, Launchers, Options{}); f.Panels[0].Stack.Bands[2].Values[0] != 113+60 {
		t.Errorf("US bombers: %v", f.Panels[0].Stack.Bands[2])
	}
}

// A limit that binds on one day only is drawn, and what exceeds it on that day:
// in the middle of the time, and on its last day.
func TestLimitOfOneDay(t *testing.T) {
	for _, end := range []civil.Date{day(2012, 12, 31), day(2020, 12, 31)} {
		sc := scenario(day(2003, 12, 31), end, map[string][]force{"US": icbms(2400, 2100, 2009), "RU": icbms(2800, 2300, 2010)}, "US", "RU")
		tr := sc.Treaties[0]
		tr.InForce, tr.Expires, tr.Events = day(2003, 6, 1), day(2013, 1, 1), nil
		tr.Limits = tr.Limits[1:2]
		tr.Limits[0].Ceiling = []treaty.Step{{From: day(2012, 12, 31), Most: 2200}, {From: day(2013, 1, 1), None: true}}
		f := Limits(sim.Assess(sim.Run(sc)), Options{})
		p := &f.Panels[0]
		at := decimal(day(2012, 12, 31))
		k := slices.IndexFunc(p.Ceilings, Ceiling.brief)
		if k < 0 || p.Ceilings[k].From != at || p.Ceilings[k].Value != 2200 {
			t.Fatalf("ceilings: %+v", p.Ceilings)
		}
		strong := func(s *Series) (out []area) {
			for _, a := range f.excess(p, s) {
				if a.state == Binding {
					out = append(out, a)
				}
			}
			return out
		}
		if got := strong(&p.Series[0]); got != nil {
			t.Errorf("United States: %v", got)
		}
		if got := strong(&p.Series[1]); len(got) != 1 || got[0].edge[0] != (coordinate{at, 2300}) {
			t.Errorf("Russia: %v", got)
		}
		// Both can be seen: nothing strong is narrower than a strip.
		m := measure(f.Size)
		s, wide := lay(f), 0.0
		for i := range s.shapes {
			if sh := &s.shapes[i]; sh.stroke == styleOf(1, false).line && len(sh.paths) == 1 && len(sh.paths[0]) == 5 {
				wide = sh.paths[0][1].x - sh.paths[0][0].x
			}
		}
		if wide < 0.99*stripWidth(m) {
			t.Errorf("the excess is %v wide, want %v", wide, stripWidth(m))
		}
		words := ""
		for i := range s.texts {
			words += s.texts[i].s + "|"
		}
		for _, want := range []string{"limit that binds on that day|", "exceeds a limit that binds|"} {
			if !strings.Contains(words, want) {
				t.Errorf("the key lacks %q: %s", want, words)
			}
		}
	}
}
