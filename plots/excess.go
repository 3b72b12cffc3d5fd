package plots

import "slices"

// A coordinate is a date (decimal years) and a value on a panel's axes, or a
// place on the canvas (points, from the top left).
type coordinate struct{ x, y float64 }

// An area is where a series stands above a ceiling: a polygon whose first
// points run along the series and whose last two along the ceiling.
type area struct {
	state State
	value float64 // of the ceiling
	edge  []coordinate
}

// excess returns the areas in which a series of a panel is in excess: above
// its ceilings or, for margins, below them. Where scenarios are compared there
// are none: the lines are too many. Ribbons take their place too.
func (f *Figure) excess(p *Panel, s *Series) []area {
	switch {
	case len(f.Runs) > 0, len(s.Ribbons) > 0:
		return nil
	case !p.Floor:
		return excess(s.Points, p.Ceilings, s.Party)
	}
	points, ceilings := slices.Clone(s.Points), slices.Clone(p.Ceilings)
	for i := range points {
		points[i].Value = -points[i].Value
	}
	for i := range ceilings {
		ceilings[i].Value = -ceilings[i].Value
	}
	areas := excess(points, ceilings, s.Party)
	for i := range areas {
		areas[i].value = -areas[i].value
		for j := range areas[i].edge {
			areas[i].edge[j].y = -areas[i].edge[j].y
		}
	}
	return areas
}

// excess returns the areas between a line and the ceilings under it, cut
// exactly where the line crosses a ceiling and where a ceiling begins or ends.
// Lapsed ceilings have none.
func excess(points []Point, ceilings []Ceiling, party int) []area {
	var out []area
	for i := range ceilings {
		c := &ceilings[i]
		if c.State == Lapsed || !c.on(party) {
			continue
		}
		if c.brief() {
			if y, ok := on(points, c.From); ok && y > c.Value {
				out = append(out, area{c.State, c.Value, []coordinate{{c.From, y}, {c.Until, y}, {c.Until, c.Value}, {c.From, c.Value}}})
			}
			continue
		}
		var run []coordinate
		finish := func() {
			if len(run) > 1 {
				first, last := run[0], run[len(run)-1]
				run = append(run, coordinate{last.x, c.Value}, coordinate{first.x, c.Value})
				out = append(out, area{c.State, c.Value, run})
			}
			run = nil
		}
		for j := 1; j < len(points); j++ {
			a, b, ok := above(points[j-1], points[j], c)
			if !ok {
				finish()
				continue
			}
			if len(run) > 0 && run[len(run)-1] != a {
				finish()
			}
			if len(run) == 0 {
				run = append(run, a)
			}
			run = append(run, b)
		}
		finish()
	}
	return out
}

// above returns the part of the line from p to q that lies above a ceiling
// while the ceiling lasts.
func above(p, q Point, c *Ceiling) (a, b coordinate, ok bool) {
	from, until := max(p.At, c.From), min(q.At, c.Until)
	if !known(p.Value) || !known(q.Value) || from >= until {
		return a, b, false
	}
	at := func(x float64) coordinate {
		switch x {
		case p.At:
			return coordinate{x, p.Value}
		case q.At:
			return coordinate{x, q.Value}
		}
		return coordinate{x, p.Value + (q.Value-p.Value)*(x-p.At)/(q.At-p.At)}
	}
	a, b = at(from), at(until)
	if a.y <= c.Value && b.y <= c.Value {
		return a, b, false
	}
	cross := coordinate{a.x + (c.Value-a.y)*(b.x-a.x)/(b.y-a.y), c.Value}
	if a.y < c.Value {
		a = cross
	}
	if b.y < c.Value {
		b = cross
	}
	return a, b, a.x < b.x
}

// on returns where a line stands on a date.
func on(points []Point, at float64) (float64, bool) {
	for i := len(points) - 1; i >= 0; i-- {
		p := points[i]
		switch {
		case p.At > at:
			continue
		case p.At == at || !known(p.Value):
			return p.Value, known(p.Value)
		case i+1 == len(points) || !known(points[i+1].Value):
			return 0, false
		}
		q := points[i+1]
		return p.Value + (q.Value-p.Value)*(at-p.At)/(q.At-p.At), true
	}
	return 0, false
}
