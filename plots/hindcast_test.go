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
	"drawdown/sim/hindcast"
	"drawdown/sim/treaty"
)

// recorded holds an assessment against a made-up record: two points a year
// that go up and down about the simulated course, each changed by `as`.
func recorded(a *sim.Assessment, as func(k int, p *hindcast.Point)) []*hindcast.Fit {
	var points []hindcast.Point
	sc := a.Trajectory.Scenario
	for _, tally := range sim.Tallies(sc) {
		k := 0
		for year := sc.Start.Year(); year <= sc.End.Year(); year++ {
			for _, d := range []civil.Date{day(year, 3, 1), day(year, 9, 1)} {
				x, ok := hindcast.Simulated(a, tally.Party, tally.Limit, d)
				if !ok {
					continue
				}
				p := hindcast.Point{Date: d, Party: tally.Party, Limit: tally.Limit, Value: math.Round(x) + float64(k%3-1)*10, Verified: true}
				as(k, &p)
				points = append(points, p)
				k++
			}
		}
	}
	return hindcast.New(a, points)
}

// everyKind makes some points used in the making and some not verified.
func everyKind(k int, p *hindcast.Point) {
	p.Used, p.Verified = k < 4, k%5 != 4
	if k == 7 {
		p.Value += 262
	}
}

func TestHindcastAsData(t *testing.T) {
	a := twoSides(290)
	fits := recorded(a, everyKind)
	f := Hindcast(fits, Options{Meta: Meta{Title: "Made up"}})
	if len(f.Panels) != 6 || f.Across != 2 {
		t.Fatalf("%d panels, %d across", len(f.Panels), f.Across)
	}
	var titles []string
	for _, p := range f.Panels {
		titles = append(titles, fmt.Sprintf("%s %d", p.Title, p.Scale))
	}
	want := "United States: deployed launchers 1|Russia: deployed launchers 1|United States: warheads 2|Russia: warheads 2|United States: launchers 3|Russia: launchers 3"
	if got := strings.Join(titles, "|"); got != want {
		t.Errorf("panels:\n got %s\nwant %s", got, want)
	}
	for i := range f.Panels {
		p := &f.Panels[i]
		k := slices.IndexFunc(fits, func(x *hindcast.Fit) bool {
			return p.Title == x.Party.Name+": "+x.Limit.Unit
		})
		fit, e := fits[k], p.Errors
		if e.Swing != fit.Swing || e.Party != fit.Party.Index || len(e.Points) != len(fit.Residuals) {
			t.Errorf("%s: %+v", p.Title, e)
		}
		for j, q := range e.Points {
			r := &fit.Residuals[j]
			if q.At != decimal(r.Date) || q.Value != r.Simulated-r.Value || q.Kind != r.Kind() || q.Beyond == r.Within() {
				t.Errorf("%s, point %d: %+v of %+v", p.Title, j, q, r)
			}
		}
		s := fit.Score(hindcast.Test)
		if want := fmt.Sprintf("%d of %d within", s.Within, s.Judged); !strings.HasSuffix(e.Note, want) {
			t.Errorf("%s: note %q, want %q", p.Title, e.Note, want)
		}
		lo, hi, _ := p.values()
		if lo > -e.Swing || hi < e.Swing {
			t.Errorf("%s: the axis from %v to %v cuts the band of ±%v", p.Title, lo, hi, e.Swing)
		}
	}
	labels := 0
	for _, x := range lay(f).texts {
		if x.role == "label" && strings.HasPrefix(x.s, "Swing ±") {
			labels++
		}
	}
	if labels != 6 {
		t.Errorf("%d swings are named", labels)
	}
}

func TestHindcastSaysTheFinding(t *testing.T) {
	a := twoSides(290)
	test := func(int, *hindcast.Point) {}
	for name, c := range map[string]struct {
		fits []*hindcast.Fit
		want string
	}{
		"nothing": {nil, "There is no record to hold the model against"},
		"all made of": {
			recorded(a, func(_ int, p *hindcast.Point) { p.Used = true }),
			"Nothing tests the model: all 180 points were used in its making or are not verified",
		},
		"one": {
			recorded(a, func(k int, p *hindcast.Point) {
				if k != 9 || p.Party.Code != "RU" || p.Limit.Key != "warheads" {
					p.Used = true
					return
				}
				p.Value -= 300
			}),
			"The one test point is beyond the record’s swing: Russia’s warheads, 310 too high (28 %) in September 2015",
		},
		"two and no swing": {
			recorded(a, test)[0:1], // cut below
			"Two test points, too few to know the record’s swing; furthest off: United States’ deployed launchers, 10 too high (1 %) in March 2011",
		},
	} {
		if name == "two and no swing" {
			fit := c.fits[0]
			fit.Residuals, fit.Swing = fit.Residuals[:2], math.NaN()
			for i := range fit.Residuals {
				fit.Residuals[i].Swing = math.NaN()
			}
		}
		f := Hindcast(c.fits, Options{})
		if got := strings.ReplaceAll(f.Headline, string(noBreak), " "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
	exact := recorded(a, func(_ int, p *hindcast.Point) {
		p.Value, _ = hindcast.Simulated(a, p.Party, p.Limit, p.Date)
	})
	if got := Hindcast(exact, Options{}).Headline; !strings.HasSuffix(got, "; it is right on every one") {
		t.Errorf("exact: %s", got)
	}
}

// Records of every poverty give sound figures in every size.
func TestHindcastIsSound(t *testing.T) {
	two, three := twoSides(420), large(0)
	few := func(n int) []*hindcast.Fit {
		var points []hindcast.Point
		for _, tally := range sim.Tallies(two.Trajectory.Scenario) {
			for k := range n {
				points = append(points, hindcast.Point{Date: day(2012+k, 9, 1), Party: tally.Party, Limit: tally.Limit, Value: 700, Verified: true})
			}
		}
		return hindcast.New(two, points)
	}
	unitless := recorded(twoSides(290), everyKind)
	for _, f := range unitless {
		f.Limit.Unit = ""
	}
	var four []*hindcast.Fit
	for i := range 4 {
		p := &arsenal.Party{Code: "XX", Name: fmt.Sprintf("Union of Republics %d", i), Index: i}
		l := &treaty.Limit{Treaty: &treaty.Treaty{Short: "Some Treaty"}, Name: "Warheads", Unit: "warheads"}
		four = append(four, &hindcast.Fit{Party: p, Limit: l, Swing: math.NaN(), Residuals: []hindcast.Residual{
			{Point: hindcast.Point{Date: day(2000, 3, 1), Party: p, Limit: l, Value: 0, Verified: true}, Simulated: float64(i), Swing: math.NaN()},
		}})
	}
	for name, fits := range map[string][]*hindcast.Fit{
		"none": nil, "no residuals": {{Swing: math.NaN()}, nil},
		"every kind": recorded(two, everyKind), "three parties": recorded(three, everyKind), "a hole in the grid": recorded(two, everyKind)[1:],
		"one point": few(1), "two points": few(2), "four points": few(4), "no unit": unitless, "four parties": four,
		"a flat record": recorded(two, func(_ int, p *hindcast.Point) { p.Value = 700 }),
		"one party":     slices.DeleteFunc(recorded(two, everyKind), func(f *hindcast.Fit) bool { return f.Party.Index > 0 }),
		"not verified":  recorded(two, func(_ int, p *hindcast.Point) { p.Verified = false }),
	} {
		for _, size := range []Size{Column, Page, Slide, "60mm", "120mm", "400mm"} {
			for _, bw := range []bool{false, true} {
				f := Hindcast(fits, Options{Size: size, BW: bw})
				s := lay(f)
				if err := sound(s); err != nil {
					t.Errorf("%s, %s: %v", name, size, err)
				}
				for _, words := range []string{f.Headline, f.Subtitle, f.Desc, f.Missing, f.Caption()} {
					for _, bad := range []string{"  ", "NaN", "not known", "Inf", "%!", " .", "−0 ", "+0 "} {
						if strings.Contains(words, bad) {
							t.Errorf("%s: %q in %q", name, bad, words)
						}
					}
				}
				for i := range f.Panels {
					if p := &f.Panels[i]; p.empty() && p.Missing == "" {
						t.Errorf("%s: panel %q is empty and does not say why", name, p.Title)
					}
				}
				if (len(f.Panels) == 0) != (f.Missing != "") {
					t.Errorf("%s: %d panels, and missing is %q", name, len(f.Panels), f.Missing)
				}
				for _, sh := range s.shapes {
					if bw && (sh.fill.R != sh.fill.G || sh.stroke.R != sh.stroke.G) {
						t.Errorf("%s: a colour in black and white", name)
					}
				}
			}
		}
	}
}

func TestErrorsAreRounded(t *testing.T) {
	for v, want := range map[float64]string{0: "±0", -0.04: "±0", 0.3: "+0.3", -2.94: "−2.9", 36.4: "+36", -1234.5: "−1,235"} {
		if got := bias(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}
