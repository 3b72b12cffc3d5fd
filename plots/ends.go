package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
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
			name := "Limit " + Number(c.Value)
			if p.Floor {
				name = "At the limit"
			}
			add(end{name: name, at: coordinate{until, c.Value}, color: shade, first: true})
		}
	}
	if len(f.Runs) > 0 {
		for _, e := range f.runEnds(p) {
			add(e)
		}
	} else {
		for i := range p.Series {
			s := &p.Series[i]
			if last, ok := s.last(); ok {
				add(end{
					name: s.Name + " " + p.number(last.Value), at: coordinate{last.At, last.Value},
					color: f.style(s.Party).text, bold: true,
				})
			} else if len(s.Points) > 0 {
				add(end{
					name: s.Name + " not computable", at: coordinate{until, math.Inf(-1)},
					color: f.style(s.Party).text,
				})
			}
		}
	}
	if e := p.Errors; e != nil && known(e.Swing) && !p.empty() {
		add(end{name: "Swing ±" + rough(e.Swing), at: coordinate{until, e.Swing}, color: quiet})
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

// mostNamed is how many scenarios are named at the ends of their lines; more
// of them are numbered there, and named in the key.
const mostNamed = 4

// runEnds makes the end labels of scenarios, one for all that end on the same
// value.
func (f *Figure) runEnds(p *Panel) []end {
	var out []end
	for i := range p.Series {
		s := &p.Series[i]
		tag := s.Name
		if f.numbered() {
			tag = strconv.Itoa(s.Party + 1)
		}
		last, ok := s.last()
		if !ok {
			continue
		}
		k := slices.IndexFunc(out, func(e end) bool { return e.at.y == last.Value })
		if k >= 0 {
			out[k].name += ", " + tag
			out[k].color = ink
			continue
		}
		out = append(out, end{name: tag, at: coordinate{last.At, last.Value}, color: f.style(s.Party).text, bold: true})
	}
	for i := range out {
		if len(out) == 1 && !f.numbered() && len(p.Series) > 2 {
			out[i].name = "all" // their names would fill the margin
		}
		switch v := out[i].at.y; {
		case f.numbered():
			out[i].name = joined(out[i].name)
		case p.Signed && v > 0:
			out[i].name += " " + signed(v)
		default:
			out[i].name += " " + Number(v)
		}
	}
	return out
}

// numbered reports whether scenarios are numbered at the ends of their lines:
// there are many of them, or panels are narrow.
func (f *Figure) numbered() bool {
	return len(f.Runs) > mostNamed || f.Across > 2 && !f.Size.narrow()
}

// joined writes numbers in a row as one: "1, 2, 3, 7" is "1–3, 7".
func joined(numbers string) string {
	var out []string
	first, last := 0, 0
	finish := func() {
		switch {
		case last == 0:
		case last-first > 1:
			out = append(out, fmt.Sprintf("%d–%d", first, last))
		case last > first:
			out = append(out, strconv.Itoa(first), strconv.Itoa(last))
		default:
			out = append(out, strconv.Itoa(first))
		}
	}
	for _, s := range strings.Split(numbers, ", ") {
		n, _ := strconv.Atoi(s)
		if n != last+1 || last == 0 {
			finish()
			first = n
		}
		last = n
	}
	finish()
	return strings.Join(out, ", ")
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

// partings writes numbers onto lines that end together, each where it has its
// line to itself, or shares it with fewest, and nothing else is in the way.
func (s *scene) partings(f *Figure, m measures, c *cell) {
	size := m.tick
	type place struct {
		at   coordinate
		gap  float64 // to the nearest other line
		runs []int   // series that lie together there
	}
	series := c.panel.Series
	done := make([]bool, len(series))
	for i := range series {
		last, ok := series[i].last()
		if !ok || done[i] {
			continue
		}
		var places []place
		for _, q := range series[i].Points {
			if !known(q.Value) || q.At >= last.At {
				continue
			}
			p := place{at: c.at(q.At, q.Value), gap: math.Inf(1)}
			parts := false // from a line that it ends with
			for j := range series {
				v, ok := on(series[j].Points, q.At)
				if !ok {
					continue
				}
				d := math.Abs(c.atY(v) - p.at.y)
				if d < 0.7*m.line {
					p.runs = append(p.runs, j)
					continue
				}
				p.gap = min(p.gap, d)
				end, _ := series[j].last()
				parts = parts || end.Value == last.Value
			}
			if parts && p.gap > 1.2*m.line {
				places = append(places, p)
			}
		}
		slices.SortStableFunc(places, func(a, b place) int {
			return cmp.Or(cmp.Compare(len(a.runs), len(b.runs)), cmp.Compare(b.gap, a.gap))
		})
		for _, p := range places {
			if len(p.runs) > len(places[0].runs) || slices.ContainsFunc(p.runs, func(j int) bool { return done[j] }) {
				break // a number for several that part elsewhere tells nothing
			}
			var tags []string
			for _, j := range p.runs {
				tags = append(tags, strconv.Itoa(series[j].Party+1))
			}
			t := text{s: joined(strings.Join(tags, ", ")), size: size, bold: true, color: ink, role: "step"}
			if len(p.runs) == 1 {
				t.color = f.style(series[i].Party).text
			}
			w := width(t.s, size, true)
			t.x, t.y = p.at.x-w/2, p.at.y+0.36*size
			b := t.box()

			// Digits do not reach below their line.
			b = box{b.left - 0.1*size, p.at.y - 0.42*size, b.right + 0.1*size, p.at.y + 0.42*size}
			if b.left < c.x0 || b.right > c.x1 || b.top < c.y0 || b.bottom > c.y1 || !s.apart(c, b, t.box(), p.runs) {
				continue
			}
			s.polygon(grey(0xFF), coordinate{b.left, b.top}, coordinate{b.right, b.top},
				coordinate{b.right, b.bottom}, coordinate{b.left, b.bottom})
			s.write(t)
			for _, j := range p.runs {
				done[j] = true
			}
			break
		}
	}
}

// apart reports whether nothing but some of the series is in a box on a panel,
// and no text touches a box of text.
func (s *scene) apart(c *cell, b, words box, but []int) bool {
	for i := range c.panel.Series {
		if slices.Contains(but, i) {
			continue
		}
		points := c.panel.Series[i].Points
		for j := 1; j < len(points); j++ {
			p, q := points[j-1], points[j]
			if known(p.Value) && known(q.Value) && b.crossed(c.at(p.At, p.Value), c.at(q.At, q.Value)) {
				return false
			}
		}
	}
	for _, step := range merged(c.panel.Ceilings) {
		if b.crossed(c.at(step.From, step.Value), c.at(step.Until, step.Value)) {
			return false
		}
	}
	return !slices.ContainsFunc(s.texts, func(t text) bool { return words.touches(t.box()) })
}
