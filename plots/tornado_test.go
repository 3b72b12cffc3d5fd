package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func estimate(v, half float64) *Estimate { return &Estimate{Value: v, Low: v - half, High: v + half} }

// influences are what uncertain inputs do to one count, made up.
func influences() *Influences {
	ceiling := 1550.0
	return &Influences{
		Output: "Russia, warheads counted under New START on 5 February 2018", Unit: "warheads", Party: 1, Middle: 1444, Ceiling: &ceiling,
		Inputs: []Influence{
			{Label: "Year in which the last SS-18 is gone", Low: "2016", High: "2024", AtLow: 1401, AtHigh: 1447, Total: estimate(0.11, 0.04), First: estimate(0.08, 0.05)},
			{Label: "Warheads per SS-27 Mod 2 (RS-24 Yars), road-mobile and in silos", Low: "2.6", High: "3.9", AtLow: 1361, AtHigh: 1568, Total: estimate(0.58, 0.07), First: estimate(0.49, 0.06)},
			{Label: "Bulava missiles per boat in service", Low: "12", High: "16", AtLow: 1388, AtHigh: 1501, Total: estimate(0.22, 0.05), First: estimate(0.19, 0.05)},
			{Label: "Bombers counted as one warhead each", Low: "50", High: "62", AtLow: 1438, AtHigh: 1450, Total: estimate(0.02, 0.03), First: estimate(-0.01, 0.03)},
			{Label: "SS-19 withdrawn a year", Low: "4", High: "10", AtLow: 1462, AtHigh: 1420, Total: estimate(0.04, 0.03)},
			{Label: "Overhaul of SSBNs, months", Low: "14", High: "40", AtLow: 1431, AtHigh: 1439},
		},
	}
}

// influenced are tornadoes at the edges of what there is to draw.
func influenced() map[string]*Influences {
	nan := math.NaN()
	many := influences()
	for i := range 20 {
		many.Inputs = append(many.Inputs, Influence{
			Label: fmt.Sprintf("%d %s", i, strings.Repeat("Withdrawal of silo-based missiles ", 2)[:57]), Low: "1,000", High: "2,000 to 3,000 in all boats",
			AtLow: 1444 - 9*float64(i), AtHigh: 1444 + 5*float64(i), Total: estimate(0.01*float64(i), 0.4), First: estimate(0, 2),
		})
	}
	one := influences()
	one.Inputs, one.Ceiling = one.Inputs[:1], nil
	still := &Influences{Output: "China", Middle: 0, Inputs: []Influence{{Label: "a", Low: "0", High: "1"}, {Label: "b", Low: "0", High: "1"}}}
	far := influences()
	*far.Ceiling = 3000
	lost := influences()
	for i := range lost.Inputs {
		lost.Inputs[i].AtLow = nan
		if i%2 == 0 {
			lost.Inputs[i].AtHigh = nan
		}
	}
	all := influences()
	for i := range all.Inputs {
		all.Inputs[i].AtLow, all.Inputs[i].AtHigh, all.Inputs[i].Total, all.Inputs[i].First = nan, nan, &Estimate{nan, nan, nan}, nil
	}
	middle := influences()
	middle.Middle = nan
	plain := influences()
	for i := range plain.Inputs {
		plain.Inputs[i].Total, plain.Inputs[i].First = nil, nil
	}
	return map[string]*Influences{
		"New START": influences(), "many": many, "one": one, "zero swing": still, "far ceiling": far, "half lost": lost,
		"all lost": all, "no middle": middle, "no input": {Output: "x", Middle: 1}, "no indices": plain,
	}
}

func TestTornadoAsData(t *testing.T) {
	f := Tornado(influences(), Options{})
	if want := "Russia, warheads counted under New START on 5 February 2018: “Warheads per SS-27 Mod 2 (RS-24 Yars), road-mobile and in silos” moves it most, from 1,361 to 1,568; " +
		"only this input can alone lift it above the ceiling"; f.Headline != want {
		t.Errorf("headline:\n got %s\nwant %s", f.Headline, want)
	}
	bars, shares := f.Panels[0].Rows, f.Panels[1].Rows
	var order []string
	for i := range bars.Rows {
		r := &bars.Rows[i]
		if r.Name != shares.Rows[i].Name {
			t.Errorf("row %d is %q on the left, %q on the right", i, r.Name, shares.Rows[i].Name)
		}
		s := strings.Fields(r.Name)[0]
		for _, tag := range r.Tags {
			s += fmt.Sprintf(" %s@%v/%d", tag.Text, tag.At, tag.Side)
		}
		order = append(order, s)
	}
	want := "Warheads 2.6@1361/0 3.9@1568/1|Bulava 12@1388/0 16@1501/1|Year 2016@1401/0 2024@1447/1|" +
		"SS-19 4@1462/1 10@1420/0|Overhaul 14@1431/0 40@1439/0|Bombers 50@1438/0 62@1450/1"
	if got := strings.Join(order, "|"); got != want {
		t.Errorf("rows:\n got %s\nwant %s", got, want)
	}
	if !bars.Rows[4].Apart || bars.Rows[3].Apart {
		t.Error("bars on one side must lie apart, and only those")
	}
	if n := len(shares.Rows[3].Spans); n != 1 || shares.Rows[4].Tags[0].Text != "not estimated" {
		t.Errorf("an index that was not estimated: %+v, %+v", shares.Rows[3], shares.Rows[4])
	}
}

// A label that an upright line would go through stands beside it where there is
// room.
func TestLinesStrikeNoLabels(t *testing.T) {
	in := &Influences{Output: "Count", Middle: 676, Ceiling: new(float64), Inputs: []Influence{
		{Label: "Tridents deployed", Low: "200", High: "240", AtLow: 600, AtHigh: 698},
		{Label: "B-2A deployed", Low: "10", High: "18", AtLow: 672, AtHigh: 760},
	}}
	*in.Ceiling = 700
	f := Tornado(in, Options{Size: Page})
	s := lay(f)
	line := 0.0
	for _, x := range s.texts {
		if x.role == "tick" && x.s == "700" {
			line = x.x + width(x.s, x.size, false)/2
		}
	}
	for _, x := range s.texts {
		if b := x.box(); x.role == "tag" && line > 0 && b.left < line && b.right > line {
			t.Errorf("the ceiling goes through %q", x.s)
		}
	}
}

func TestTornadoShowsTheLargestAndCountsTheRest(t *testing.T) {
	f := Tornado(influenced()["many"], Options{})
	if n := len(f.Panels[0].Rows.Rows); n != mostInputs {
		t.Errorf("%d rows", n)
	}
	if want := "The 12 inputs of 26 that move it most; the other 14 move it by at most 113 warheads each."; !strings.Contains(f.Subtitle, want) || !strings.HasSuffix(f.Reading, want) {
		t.Errorf("subtitle %q, reading %q", f.Subtitle, f.Reading)
	}
	if f := Tornado(influenced()["far ceiling"], Options{}); len(f.Panels[0].Rows.Lines) != 0 || !strings.Contains(f.Subtitle, "The ceiling of 3,000 is off the scale.") {
		t.Errorf("a ceiling far away: %q", f.Subtitle)
	}
}
