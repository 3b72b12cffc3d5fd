package plots

import "math"

// fixtures are figures at the edges of what there is to draw.
func fixtures() map[string]*Figure {
	nan := math.NaN()
	line := func(name string, party int, values ...float64) Series {
		s := Series{Name: name, Party: party}
		for i, v := range values {
			s.Points = append(s.Points, Point{At: 2011 + float64(i), Value: v})
		}
		return s
	}
	figure := func(p ...Panel) *Figure {
		return &Figure{
			Headline: "Russia exceeds the limit of 1,550 warheads from 2018 to 2021",
			Subtitle: "Counts under the treaty’s rules.", Source: "Source: made up.",
			Desc: "A & B < C.", Meta: Meta{"Made up", "sha256:0", "0.1"}, Panels: p,
		}
	}
	limit := []Ceiling{{2011, 2013, 700, Ahead, nil}, {2013, 2016, 700, Binding, nil}}
	ends := map[string]*Figure{
		"nothing":     figure(),
		"empty panel": figure(Panel{Title: "No series", Unit: "warheads"}),
		"one state":   figure(Panel{Title: "One state", Series: []Series{line("United States", 0, 800)}, Ceilings: limit[:1]}),
		"all equal":   figure(Panel{Title: "All equal", Series: []Series{line("A", 0, 700, 700, 700), line("B", 1, 700, 700, 700)}, Ceilings: limit}),
		"all zero":    figure(Panel{Title: "All zero", Series: []Series{line("A", 0, 0, 0, 0), line("B", 1, 0, 0, 0)}}),
		"gaps":        figure(Panel{Title: "Gaps", Series: []Series{line("A", 0, 900, nan, 800, 750, nan, 690), line("B", 1, nan, nan)}, Ceilings: limit}),
		"no ceiling":  figure(Panel{Title: "No ceiling", Series: []Series{line("A", 0, 900, 800)}}),
		"empty stack": figure(Panel{Title: "Empty stack", Stack: &Stack{}}),
		"zero stack":  figure(Panel{Title: "Zero", Stack: &Stack{At: []float64{2011, 2012}, Bands: []Band{{Name: "ICBM", Values: []float64{0, 0}}, {Name: "SLBM", Values: []float64{0, 0}}}}}),
	}
	many := figure()
	for range 6 {
		p := Panel{Title: "Warheads on deployed ICBMs and SLBMs, and nuclear warheads counted for deployed heavy bombers", Ceilings: limit}
		for i, name := range []string{"United States", "Russian Federation", "China"} {
			s := line(name, i, 900-30*float64(i), 820, 760, 715-float64(i), 705-3*float64(i), 702-float64(i))
			s.Observed = []Point{{At: 2011.5, Value: 880}, {At: 2013.5, Value: 730 + 10*float64(i), Hollow: true}}
			p.Series = append(p.Series, s)
		}
		many.Panels = append(many.Panels, p)
	}
	ends["three parties, six limits"] = many
	return ends
}
