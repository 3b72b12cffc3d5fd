package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func robustness(n int) *Robustness {
	r := &Robustness{Futures: 1000, Unit: "warheads", Regret: "warheads above the best schedule", Party: 1}
	for i := range n {
		x := float64(i)
		r.Schedules = append(r.Schedules, Tested{
			Name: []string{"as written", "front-loaded", "even steps", "late, with a reserve", "one boat a year"}[i%5],
			Held: Estimate{0.52 + 0.07*x - 0.012*x*x, 0.48 + 0.07*x - 0.012*x*x, 0.56 + 0.07*x - 0.012*x*x}, Regret: Quantiles{0, 30 + 8*x, 75 + 12*x, 140 - 4*x, 290 + 9*x},
		})
	}
	return r
}

func discovery() *Discovery {
	return &Discovery{Schedule: "front-loaded", Density: 0.85, Coverage: 0.72, Failing: 0.31, Futures: 1000, Party: 1, Inputs: []Restricted{
		{Label: "months of overhaul of a Delta IV boat", From: 12, Until: 40, Low: 21.4, High: 40},
		{Label: "boats that come late", Whole: true, From: 0, Until: 6, Low: 2, High: math.NaN()},
		{Label: "loading of SS-27 Mod 2", Unit: "warheads per missile", From: 2.6, Until: 3.9, Low: 3.1, High: 3.25},
	}}
}

func robusts() map[string]*Robustness {
	nan := math.NaN()
	unknown := Tested{"lost", Estimate{nan, nan, nan}, Quantiles{nan, nan, nan, nan, nan}}
	half := robustness(4)
	half.Schedules[1], half.Schedules[2].Regret, half.Schedules[3].Held.Low = unknown, unknown.Regret, nan
	long := robustness(12)
	for i := range long.Schedules {
		long.Schedules[i].Name = strings.Repeat("withdrawals early, downloads late ", 2)[:60]
		long.Schedules[i].Held = Estimate{1, 0.995, 1}
	}
	flat := robustness(2)
	for i := range flat.Schedules {
		flat.Schedules[i].Regret, flat.Schedules[i].Held = Quantiles{}, Estimate{0, 0, 0.004}
	}
	costless := robustness(3)
	for i := range costless.Schedules {
		costless.Schedules[i].Regret = unknown.Regret
	}
	return map[string]*Robustness{
		"five": robustness(5), "three": robustness(3), "one": robustness(1), "twelve": long, "half lost": half, "flat": flat,
		"no regret": costless, "none": {}, "lost": {Schedules: []Tested{unknown}},
	}
}

func boxes() map[string]*Discovery {
	nan := math.NaN()
	many := discovery()
	for i := range 12 {
		many.Inputs = append(many.Inputs, Restricted{
			Label: fmt.Sprintf("%d %s", i, strings.Repeat("withdrawal of silo-based missiles ", 2)[:57]), From: -1e5, Until: 1e6, Low: 1e5 * float64(i%3-1), High: 1e6 - 8e4*float64(i),
		})
	}
	one := discovery()
	one.Inputs = one.Inputs[2:]
	one.Inputs[0].High = one.Inputs[0].Low
	one.Density, one.Coverage, one.Failing = nan, nan, nan
	year := &Discovery{Density: 1, Coverage: 0.004, Inputs: []Restricted{
		{Label: "year of entry into force", Year: true, From: 2026, Until: 2040, Low: 2031, High: 2040},
		{Label: "not bounded", From: 0, Until: 1, Low: 0, High: 1},
		{Label: "no range", From: 1, Until: 1, Low: 1, High: 1},
		{Label: "nothing", From: nan, Until: 2, Low: nan, High: nan},
	}}
	return map[string]*Discovery{"three inputs": discovery(), "many": many, "one": one, "year": year, "none": {Schedule: "as written", Density: nan, Coverage: nan}}
}

func TestRobustAsData(t *testing.T) {
	f := Robust(robustness(5), Options{})
	if want := "late, with a reserve stays under all ceilings most often, in 62 % of futures (as written: 52 %); as written has the least regret"; f.Headline != want {
		t.Errorf("headline: %s", f.Headline)
	}
	a, b := f.Panels[0].Rows, f.Panels[1].Rows
	if a.Rows[1].Name != "2 front-loaded" || b.Rows[1].Name != a.Rows[1].Name || a.Rows[1].Label != "58 %" || b.Rows[1].Label != "87" {
		t.Errorf("rows: %+v, %+v", a.Rows[1], b.Rows[1])
	}
	if got := b.Rows[2].Spans[0]; got.At != 99 || got.Low != 0 || got.High != 308 || got.Lower != 46 || got.Upper != 132 || !got.Boxed {
		t.Errorf("regret: %+v", got)
	}
	if f := Robust(robusts()["flat"], Options{}); f.Headline != "No schedule stays under all ceilings in any future" {
		t.Errorf("headline: %s", f.Headline)
	}
}

func TestBoxAsData(t *testing.T) {
	f := Box(discovery(), Options{})
	if want := "front-loaded fails in 85 % of futures with months of overhaul of a Delta IV boat above 21.4, boats that come late two or more and " +
		"loading of SS-27 Mod 2 from 3.1 to 3.25 warheads per missile, which are 72 % of all its failures"; f.Headline != want {
		t.Errorf("headline:\n got %s\nwant %s", f.Headline, want)
	}
	var got []string
	for _, r := range f.Panels[0].Rows.Rows {
		s := ""
		for _, tag := range r.Tags {
			s += fmt.Sprintf("%s@%.2f ", tag.Text, tag.At)
		}
		got = append(got, s+fmt.Sprintf("%.2f–%.2f", r.Bars[1].From, r.Bars[1].To))
	}
	want := "12@0.00 40@1.00 21.4@0.34 0.34–1.00|0@0.00 6@1.00 2@0.33 0.33–1.00|2.6@0.00 3.9@1.00 3.1@0.38 3.25@0.50 0.38–0.50"
	if strings.Join(got, "|") != want {
		t.Errorf("rows:\n got %s\nwant %s", strings.Join(got, "|"), want)
	}
	if f := Box(boxes()["year"], Options{}); f.Headline != "The schedule fails in 100 % of futures with year of entry into force 2031 or later, which are 0.4 % of all its failures" {
		t.Errorf("headline: %s", f.Headline)
	}
}

// What saves a schedule is told as such, with the words that its maker has for a
// range; a box of the least value alone is seen.
func TestBoxHolds(t *testing.T) {
	nan := math.NaN()
	f := Box(&Discovery{Schedule: "late", Holds: true, Density: 0.2, Coverage: 0.93, Failing: 0.02, Inputs: []Restricted{
		{Label: "delay", Says: "no delay", Whole: true, From: 0, Until: 3, Low: nan, High: 0},
		{Label: "bombers", Whole: true, From: 27, Until: 47, Low: 47, High: nan},
	}}, Options{})
	if want := "late holds in 20 % of futures with no delay and bombers 47 or more, which are 93.0 % of all its successes"; f.Headline != want {
		t.Errorf("headline: %s", f.Headline)
	}
	if want := "Of all futures, it holds in 2.0 %."; f.Subtitle != want {
		t.Errorf("subtitle: %s", f.Subtitle)
	}
	for _, r := range f.Panels[0].Rows.Rows {
		if width := r.Bars[1].To - r.Bars[1].From; width < 0.009 || width > 0.021 {
			t.Errorf("%s: one value of the range is %.3f wide", r.Name, width)
		}
	}
}

// A choice between few values is dots, filled in the box; the shares that the
// headline gives are not in the subtitle too.
func TestBoxOfChoices(t *testing.T) {
	f := Box(&Discovery{Schedule: "late", Density: 0.2, Coverage: 0.5, Failing: 0.0161, Futures: 10000, Inputs: []Restricted{
		{Label: "delay", Whole: true, From: 0, Until: 3, Low: 1, High: math.NaN(), Values: []float64{0, 1, 3}},
	}}, Options{})
	r := f.Panels[0].Rows.Rows[0]
	if got := fmt.Sprint(r.Dots, len(r.Bars)); got != "[{0 true} {0.3333333333333333 false} {1 false}] 0" {
		t.Errorf("dots: %s", got)
	}
	if got := textsOf(f, "tag"); got != "0|1|3" {
		t.Errorf("labels: %s", got)
	}
	if spaced(f.Subtitle) != "Of all 10,000 futures, it fails in 1.6 %." {
		t.Errorf("subtitle: %s", f.Subtitle)
	}
}

// Where no schedule holds in half of the futures the headline says so, and a
// scale of small shares ends close above them.
func TestRobustWhereNoneUsuallyHolds(t *testing.T) {
	r := robustness(3)
	for i, v := range []float64{0.016, 0.0345, 0} {
		r.Schedules[i].Held = Estimate{v, 0.9 * v, 1.1*v + 0.0004}
	}
	f := Robust(r, Options{})
	if want := "None usually stays under all ceilings: front-loaded in 3.5 % of futures, as written in 1.6 %, even steps in none"; spaced(f.Headline) != want && spaced(f.Headline) != strings.Replace(want, "3.5", "3.4", 1) {
		t.Errorf("headline: %s", f.Headline)
	}
	if held := f.Panels[0].Rows; held.AtLeast != 5 || spaced(held.Rows[0].Label) != "1.6 %" || !strings.Contains(spaced(f.Reading), "ends at 5 %") {
		t.Errorf("to %v, %q; %s", held.AtLeast, held.Rows[0].Label, f.Reading)
	}
	if got := Robust(robustness(5), Options{}).Panels[0].Rows.AtLeast; got != 100 {
		t.Errorf("large shares: to %v", got)
	}
}

func TestPercent(t *testing.T) {
	for v, want := range map[float64]string{0: "0 %", 1: "100 %", 0.004: "under 1 %", 0.997: "over 99 %", 0.424: "42 %", math.NaN(): "not known"} {
		if got := inPercent(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}
