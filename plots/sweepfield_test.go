package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"
)

// sweep2 is a loading and a number of boats, made up.
func sweep2(parties, limits int) *Sweep2 {
	s := &Sweep2{
		Across: Dial{Label: "Loading of SS-27 Mod 2 from 2014", Unit: "warheads per missile", Written: 3},
		Up:     Dial{Label: "Boats withdrawn before the limit binds", Written: 2, Whole: true},
	}
	for v := 1.0; v <= 6.01; v += 0.25 {
		s.Across.Values = append(s.Across.Values, v)
	}
	for v := 0.0; v <= 8; v++ {
		s.Up.Values = append(s.Up.Values, v)
	}
	for k, limit := range []string{longVehicles, longWarheads, longAll}[:limits] {
		for i, party := range []string{"United States", "Russia", "China"}[:parties] {
			a := SweepArea{Party: party, Limit: limit, Unit: []string{"delivery vehicles", "warheads", "launchers and bombers"}[k]}
			slope, base := 90-20*float64(k), 60+70*float64(i)-40*float64(k)
			var line []Pair
			for _, up := range s.Up.Values {
				var row []float64
				for _, x := range s.Across.Values {
					v := base - slope*(x-3) + 38*(up-2)
					if x+up > 12 {
						v = math.NaN()
					}
					row = append(row, v)
				}
				a.Values = append(a.Values, row)
			}
			for up := -0.5; up <= 8.5; up += 0.25 {
				line = append(line, Pair{3 + (base+38*(up-2))/slope, up})
			}
			a.Frontier = [][]Pair{line}
			s.Fields = append(s.Fields, a)
		}
	}
	return s
}

// fields are sweeps of two levers at the edges of what there is to draw.
func fields() map[string]*Sweep2 {
	nan := math.NaN()
	chances := sweep2(2, 2)
	chances.Shows = Probabilities
	for i := range chances.Fields {
		for _, row := range chances.Fields[i].Values {
			for k, v := range row {
				row[k] = 1 / (1 + math.Exp(-v/60))
			}
		}
	}
	one := sweep2(1, 1)
	one.Across.Values, one.Up.Values = one.Across.Values[:1], one.Up.Values[:1]
	one.Across.Label = strings.Repeat("Year in which the reductions end ", 3)[:60]
	one.Fields[0].Frontier, one.Up.Written = nil, nan
	zero := sweep2(1, 1)
	good := sweep2(2, 1)
	for _, row := range zero.Fields[0].Values {
		for k := range row {
			row[k] = 0
		}
	}
	for i := range good.Fields {
		for _, row := range good.Fields[i].Values {
			for k := range row {
				row[k] = math.Abs(row[k])
				if i == 1 {
					row[k] = nan
				}
			}
		}
	}
	return map[string]*Sweep2{
		"one panel": sweep2(1, 1), "two by two": sweep2(2, 2), "three by three": sweep2(3, 3), "chances": chances, "one cell": one, "all zero": zero,
		"one lost": good, "no value": {}, "no field": {Across: one.Across, Up: one.Up},
		"short rows": {Across: one.Across, Up: sweep2(1, 1).Up, Fields: []SweepArea{{Party: "A", Limit: "L", Values: [][]float64{{-1}, {}}}}},
	}
}

func TestSweepFieldAsData(t *testing.T) {
	f := SweepField(sweep2(2, 1), Options{})
	if want := "United States: within its limit on delivery vehicles at 120 of 177 pairs of “Loading of SS-27 Mod 2 from 2014” and “Boats withdrawn before the limit binds”"; f.Headline != want {
		t.Errorf("headline: %s", f.Headline)
	}
	fi := f.Panels[0].Field
	if got := fmt.Sprint(fi.Breaks, fi.Middle, fi.middle(), fi.Written); got != "[-200 0 200 400] 0 2 &{3 2}" {
		t.Errorf("classes: %s", got)
	}
	for v, want := range map[float64]int{-201: 0, -200: 1, -0.1: 1, 0: 2, 199: 2, 400: 4} {
		if got := fi.class(v); got != want {
			t.Errorf("class of %v: %d, want %d", v, got, want)
		}
	}
	var words []string
	for _, e := range f.fieldSigns() {
		words = append(words, e.words)
	}
	if want := "under −200|−200 to 0|0 to 200|200 to 400|400 or more|ceiling just met|written|not possible"; strings.Join(words, "|") != want {
		t.Errorf("key: %s", strings.Join(words, "|"))
	}
}

// Each pair tried has a mark, and none touches another: nothing is painted
// between them.
func TestMarksOfAFieldStandApart(t *testing.T) {
	for _, size := range []Size{Column, Page, Slide} {
		f := SweepField(sweep2(3, 3), Options{Size: size})
		m := measure(size)
		cells := makeCells(f, m, columnsOf(f))
		for i := range cells {
			c := &cells[i]
			c.y0, c.y1, c.x0, c.x1 = 0, 60, c.left, c.left+0.6*c.width
			c.y, c.x = c.axis(f, 5), axis{}
			c.x.lo, c.x.hi = edges(c.panel.Field.Across)
			fi, r := c.panel.Field, c.radius(m)
			if r <= 0.25 || 2*r >= c.atX(fi.Across[1])-c.atX(fi.Across[0]) || 2*r >= c.atY(fi.Up[0])-c.atY(fi.Up[1]) {
				t.Errorf("%s: marks %.2f points wide", size, 2*r)
			}
		}
	}
}

// Grey alone tells what holds from what does not, and is ordered.
func TestFieldsAreLegibleInGrey(t *testing.T) {
	light := func(c color.NRGBA) float64 { return 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B) }
	for below := range 5 {
		for n := below + 1; n < 9; n++ {
			for k := 1; k < n; k++ {
				a, b := tintOf(k-1, below, n, true), tintOf(k, below, n, true)
				if light(a.fill) >= light(b.fill) {
					t.Errorf("%d of %d, %d below: not lighter than the class under it", k, n, below)
				}
				for _, bw := range []bool{false, true} {
					if tint := tintOf(k, below, n, bw); (tint.hatch > 0) != (k < below) {
						t.Errorf("%d of %d, %d below: hatch %v", k, n, below, tint.hatch)
					}
				}
			}
		}
	}
}
