package plots

import (
	"image/color"
	"math"
	"slices"
)

// An end is a label at the right end of what it names.
type end struct {
	name  string
	lines []string
	at    coordinate // date and value of the end it names
	color color.NRGBA
	bold  bool
	first bool    // before others at the same value
	width float64 // of its widest line
}

// endsOf makes the end labels of a panel, no wider than most.
func endsOf(f *Figure, m measures, p *Panel, most float64) []end {
	var ends []end
	add := func(e end) {
		e.lines = wrap(e.name, m.label, e.bold, most)
		for _, line := range e.lines {
			e.width = max(e.width, width(line, m.label, e.bold))
		}
		if len(e.lines) > 0 {
			ends = append(ends, e)
		}
	}
	_, until := p.span()
	if k := len(p.Ceilings) - 1; k >= 0 {
		// Steps for different parties may end together; each value once.
		var seen []float64
		for i := k; i >= 0; i-- {
			c := &p.Ceilings[i]
			if c.Until < until || c.State == Lapsed || slices.Contains(seen, c.Value) {
				continue
			}
			seen = append(seen, c.Value)
			shade := ink
			if c.State == Ahead {
				shade = quiet
			}
			add(end{name: "Limit " + Number(c.Value), at: coordinate{until, c.Value}, color: shade, first: true})
		}
	}
	for i := range p.Series {
		s := &p.Series[i]
		if last, ok := s.last(); ok {
			add(end{
				name: s.Name + " " + Number(last.Value), at: coordinate{last.At, last.Value},
				color: styleOf(s.Party, f.BW).text, bold: true,
			})
		} else if len(s.Points) > 0 {
			add(end{
				name: s.Name + " not computable", at: coordinate{until, math.Inf(-1)},
				color: styleOf(s.Party, f.BW).text,
			})
		}
	}
	if p.Stack != nil {
		for _, e := range p.Stack.ends(f.BW) {
			add(e)
		}
	}
	slices.SortStableFunc(ends, func(a, b end) int {
		switch {
		case a.at.y > b.at.y, a.at.y == b.at.y && a.first && !b.first:
			return -1
		case a.at.y < b.at.y, a.at.y == b.at.y && b.first && !a.first:
			return 1
		}
		return 0
	})
	return ends
}

const (
	endLeading = 1.08 // of the lines of one label
	endGap     = 0.16 // between labels, as a share of the font size
)

func (e *end) height(size float64) float64 {
	return (float64(len(e.lines)-1)*endLeading + ascent + descent) * size
}

// endsHeight is the least height that holds all end labels of a panel.
func endsHeight(ends []end, m measures) float64 {
	h := 0.0
	for i := range ends {
		h += ends[i].height(m.label) + endGap*m.label
	}
	return h
}

// ends writes the end labels of a panel, with a thin line to each that had to
// move or that stands away from its end.
func (s *scene) ends(m measures, c *cell) {
	size := m.label
	want, heights := make([]float64, len(c.ends)), make([]float64, len(c.ends))
	for i := range c.ends {
		want[i] = min(c.atY(c.ends[i].at.y), c.y1)
		heights[i] = c.ends[i].height(size)
	}
	x := c.x1 + leader(m)
	for i, y := range place(want, heights, endGap*size, c.y0-0.45*size, c.y1+0.45*size) {
		e := &c.ends[i]
		stands := known(e.at.y)
		from := c.at(e.at.x, e.at.y)
		from.x += m.marker + 1.5
		far := c.x1-from.x > 1.5*size
		if d := y - want[i]; stands && (d < -0.3*size || d > 0.3*size || far) {
			to := coordinate{x - 0.2*size, y}
			elbow := coordinate{max(from.x, min(c.x1+0.15*size, to.x)), from.y}
			s.line(over(e.color, 0.6), m.hairline*1.2, nil, from, elbow, to)
		}
		base := y - heights[i]/2 + ascent*size
		for _, line := range e.lines {
			s.write(text{x: x, y: base, s: line, size: size, bold: e.bold, color: e.color, role: "label"})
			base += endLeading * size
		}
	}
}
