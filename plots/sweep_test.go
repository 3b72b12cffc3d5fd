package plots

import (
	"math"
	"strings"
	"testing"
)

const (
	longVehicles = "Deployed ICBMs, deployed SLBMs and deployed heavy bombers"
	longWarheads = "Warheads on deployed ICBMs and SLBMs, and nuclear warheads counted for deployed heavy bombers"
	longAll      = "Deployed and non-deployed launchers and heavy bombers"
)

// sweep is a lever on the loading of a missile, made up.
func sweep(parties int) *Sweep {
	s := &Sweep{Lever: Dial{Label: "Loading of SS-27 Mod 2 from 2014", Unit: "warheads per missile", Written: 3}}
	for v := 1.0; v <= 6.01; v += 0.25 {
		s.Lever.Values = append(s.Lever.Values, v)
	}
	for k, limit := range []string{longVehicles, longWarheads, longAll} {
		for i, party := range []string{"United States", "Russia", "China"}[:parties] {
			l := SweepLine{
				Party: party, Index: i, Limit: limit, Unit: []string{"delivery vehicles", "warheads", "launchers and bombers"}[k],
				Ceiling: []float64{700, 1550, 800}[k],
			}
			for _, v := range s.Lever.Values {
				y := []float64{48, 200, 0}[k] + 30*float64(i)
				if i == 1 && k == 1 {
					y = 106 - 92*(v-3)
				}
				if i == 2 {
					y = 300 - 20*v*v
				}
				l.Values = append(l.Values, y)
			}
			if i == 1 && k == 1 {
				l.Frontier = []float64{4.152}
			}
			if i == 2 {
				l.Frontier = []float64{3.873}
			}
			s.Lines = append(s.Lines, l)
		}
	}
	return s
}

// sweeps are sweeps at the edges of what there is to draw.
func sweeps() map[string]*Sweep {
	nan := math.NaN()
	chances := sweep(3)
	chances.Shows = Probabilities
	draws := sweep(2)
	draws.Shows = MedianMargins
	for i := range chances.Lines {
		l := &chances.Lines[i]
		for k, v := range l.Values {
			l.Values[k] = 1 / (1 + math.Exp(-v/60))
		}
	}
	for i := range draws.Lines {
		l := &draws.Lines[i]
		for k, v := range l.Values {
			l.Low, l.High = append(l.Low, v-60-10*float64(k)), append(l.High, v+90)
		}
	}
	whole := &Sweep{Lever: Dial{Label: "Boats withdrawn before the limit binds", Values: []float64{0, 1, 2, 3, 4, 5, 6, 7, 8}, Written: 2, Whole: true}, Lines: []SweepLine{
		{Party: "United States", Limit: "Deployed warheads", Unit: "warheads", Values: []float64{-300, -210, -100, nan, 40, 100, nan, 210, nan}, Frontier: []float64{4}},
		{Party: "Russia", Index: 1, Limit: "Deployed warheads", Unit: "warheads", Values: []float64{20, 20, 20, 20, 20, 20, 20, 20, 20}},
	}}
	year := &Sweep{Lever: Dial{Label: strings.Repeat("Year in which the reductions end ", 3)[:60], Values: []float64{2028, 2030, 2032, 2034}, Written: nan, Year: true}, Lines: []SweepLine{
		{Party: "United States", Limit: "Deployed warheads", Unit: "warheads", Values: []float64{-3, -2, -1, -1}},
	}}
	one := &Sweep{Lever: Dial{Label: "x", Values: []float64{0}, Written: 0}, Lines: []SweepLine{{Party: "A", Limit: "L", Values: []float64{0}, Frontier: []float64{0}}}}
	lost := sweep(2)
	for i := range lost.Lines {
		if lost.Lines[i].Limit != longAll {
			for k := range lost.Lines[i].Values {
				lost.Lines[i].Values[k] = nan
			}
		}
	}
	all := sweep(1)
	for i := range all.Lines {
		all.Lines[i].Values = []float64{nan}
	}
	return map[string]*Sweep{
		"margins": sweep(2), "three parties": sweep(3), "chances": chances, "draws": draws, "whole": whole, "year": year, "one value": one,
		"two limits lost": lost, "all lost": all, "no lever": {Lines: one.Lines}, "no line": {Lever: one.Lever},
	}
}

func TestSweepAsData(t *testing.T) {
	f := SweepLines(sweep(2), Options{})
	if want := "Russia: within 1,550 warheads only where “Loading of SS-27 Mod 2 from 2014” is 4.152 or less (written: 3)"; f.Headline != want {
		t.Errorf("headline:\n got %s\nwant %s", f.Headline, want)
	}
	if len(f.Panels) != 3 || len(f.Panels[1].Series) != 2 || f.Panels[1].Marks[0] != (Mark{3, "written: 3"}) {
		t.Fatalf("%+v", f.Panels)
	}
	p := &f.Panels[1]
	if got := p.Lever.Fronts; len(got) != 1 || got[0] != (Front{At: 4.152, Value: 0, Party: 1}) {
		t.Errorf("fronts: %+v", got)
	}
	if a := f.excess(p, &p.Series[1]); len(a) != 1 || a[0].state != Binding {
		t.Errorf("in excess: %+v", a)
	}
	if want := "Russia: 290 at 1, −170 at 6, just met at 4.152."; !strings.Contains(f.Desc, want) {
		t.Errorf("desc: %s", f.Desc)
	}
	p = &SweepLines(sweeps()["chances"], Options{}).Panels[1]
	if !p.Percent || p.Floor || len(p.Ceilings) != 0 || p.Lever.Fronts[0].Value < 40 || p.Lever.Fronts[0].Value > 60 {
		t.Errorf("chances: %+v", p)
	}
	if got := SweepLines(sweeps()["whole"], Options{}).Headline; got != "United States: within its limit on warheads only where “Boats withdrawn before the limit binds” is 4 or more (written: 2)" {
		t.Errorf("whole: %s", got)
	}
}

// Chances that are reached at one amount have one label, and what was worked out
// between the values of the grid has no marker.
func TestChancesReachedTogetherShareALabel(t *testing.T) {
	s := &Sweep{
		Lever: Dial{Label: "tubes", Values: []float64{200, 250, 280, 281, 300}, Tried: []float64{200, 250, 280, 300}, Written: 280, Whole: true}, Shows: Probabilities,
		Lines: []SweepLine{{
			Party: "United States", Limit: longAll, Unit: "launchers", Ceiling: 800, Values: []float64{1, 1, 1, 0, 0},
			Frontier: []float64{280, 280, 280}, Sure: []float64{0.9, 0.5, 0.1},
		}},
	}
	f := SweepLines(s, Options{})
	if got := f.Panels[0].Lever.Fronts; len(got) != 1 || spaced(got[0].Note) != "(90, 50 and 10 %)" || got[0].Value != 100 {
		t.Errorf("fronts: %+v", got)
	}
	if p := f.Panels[0].Series[0].Points; p[2].Between || !p[3].Between {
		t.Errorf("points: %+v", p)
	}
	if got := textsOf(f, "step"); spaced(got) != "280 (90, 50 and 10 %)" {
		t.Errorf("labels: %s", got)
	}
}

// A limit of which nothing can be computed is a sentence, not an empty panel.
func TestSweepSaysWhatIsMissing(t *testing.T) {
	f := SweepLines(sweeps()["two limits lost"], Options{})
	if p := &f.Panels[0]; !p.empty() || p.Missing == "" || len(p.Lever.Fronts) != 0 {
		t.Errorf("%+v", p)
	}
	if !strings.HasPrefix(f.Headline, "Every limit that can be computed is held") {
		t.Errorf("headline: %s", f.Headline)
	}
}

func TestEveryFrontIsWritten(t *testing.T) {
	for _, size := range Sizes {
		f := SweepLines(sweep(3), Options{Size: size})
		want := 0
		numbers := map[string]bool{}
		for i := range f.Panels {
			l := f.Panels[i].Lever
			want += len(l.Fronts)
			for _, q := range l.Fronts {
				numbers[l.number(q.At)] = true
			}
		}
		got := 0
		for _, x := range lay(f).texts {
			if numbers[x.s] && x.role == "step" {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: %d numbers at %d fronts", size, got, want)
		}
	}
}

func TestNumbersOfLevers(t *testing.T) {
	l := &Lever{}
	for v, want := range map[float64]string{0: "0", 4.152: "4.15", 0.0123: "0.0123", 3: "3", 1550: "1,550", 21.44: "21.4", -0.25: "−0.25", math.NaN(): "not known"} {
		if got := l.number(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
	l.Fine = 0.001
	for v, want := range map[float64]string{3.6: "3.6", 3.60574: "3.606", 3.99999: "4"} {
		if got := l.number(v); got != want {
			t.Errorf("%v, fine: %s, want %s", v, got, want)
		}
	}
	if got := (&Lever{Year: true}).number(2026); got != "2026" {
		t.Errorf("a year: %s", got)
	}
}
