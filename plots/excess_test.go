package plots

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestExcessIsCutExactly(t *testing.T) {
	nan := math.NaN()
	at := func(values ...float64) []Point {
		var out []Point
		for i, v := range values {
			out = append(out, Point{At: 2010 + float64(i), Value: v})
		}
		return out
	}
	always := Ceiling{From: 2000, Until: 2100, Value: 700, State: Binding}
	for _, c := range []struct {
		name     string
		points   []Point
		ceilings []Ceiling
		want     string // state, then edge
	}{
		{"crosses down", at(800, 600), []Ceiling{always}, "[1 [{2010 800} {2010.5 700} {2010.5 700} {2010 700}]]"},
		{"crosses up", at(600, 800), []Ceiling{always}, "[1 [{2010.5 700} {2011 800} {2011 700} {2010.5 700}]]"},
		{"runs on", at(800, 900, 650), []Ceiling{always}, "[1 [{2010 800} {2011 900} {2011.8 700} {2011.8 700} {2010 700}]]"},
		{"touches", at(700, 700, 600), []Ceiling{always}, ""},
		{"rises from it", at(700, 800), []Ceiling{always}, "[1 [{2010 700} {2011 800} {2011 700} {2010 700}]]"},
		{"two runs", at(800, 700, 800), []Ceiling{always}, "[1 [{2010 800} {2011 700} {2012 800} {2012 700} {2010 700}]]"},
		{"gap", at(800, nan, 800, 800), []Ceiling{always}, "[1 [{2012 800} {2013 800} {2013 700} {2012 700}]]"},
		{"one state", at(800), []Ceiling{always}, ""},
		{
			"binds from the middle of a year", at(800, 800),
			[]Ceiling{{From: 2000, Until: 2010.5, Value: 700, State: Ahead}, {From: 2010.5, Until: 2100, Value: 700, State: Binding}},
			"[0 [{2010 800} {2010.5 800} {2010.5 700} {2010 700}]][1 [{2010.5 800} {2011 800} {2011 700} {2010.5 700}]]",
		},
		{"suspended", at(800, 800), []Ceiling{{From: 2000, Until: 2100, Value: 700, State: Lapsed}}, ""},
		{"on another party", at(800, 800), []Ceiling{{From: 2000, Until: 2100, Value: 700, State: Binding, Parties: []int{1}}}, ""},
		{"no ceiling", at(800, 800), nil, ""},
	} {
		got := ""
		for _, a := range excess(c.points, c.ceilings, 0) {
			got += fmt.Sprint([]any{a.state, a.edge})
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// No area ever reaches below its ceiling, or outside its ceiling's time.
func TestExcessStaysAbove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var points []Point
		for i, v := range rapid.SliceOfN(rapid.Float64Range(0, 2000), 2, 30).Draw(t, "counts") {
			points = append(points, Point{At: 2000 + float64(i), Value: v})
		}
		from := rapid.Float64Range(1999, 2030).Draw(t, "from")
		c := Ceiling{from, from + rapid.Float64Range(0, 30).Draw(t, "years"), rapid.Float64Range(0, 2000).Draw(t, "ceiling"), Binding, nil}
		for _, a := range excess(points, []Ceiling{c}, 0) {
			for _, q := range a.edge {
				if q.y < c.Value || q.x < c.From || q.x > c.Until {
					t.Fatalf("%v lies outside %v", q, c)
				}
			}
		}
	})
}
