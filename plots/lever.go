package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Lever makes the horizontal axis of a panel one of amounts instead of time.
// The At of points, ceilings and marks are amounts then.
type Lever struct {
	Title  string  // of the axis, with its unit
	Whole  bool    // only whole amounts are possible
	Year   bool    // amounts are years: 2026, not 2,026
	Fine   float64 // what amounts are written to, or a little finer; 0: to half a per cent
	Fronts []Front
	Bands  []Belt
}

// A Front is the amount at which a line just meets its ceiling.
type Front struct {
	At, Value float64 // Value: on the vertical axis
	Party     int
	Note      string // said after the amount: "(90 and 50 %)"
}

// A Belt is a band about a line, where draws were made.
type Belt struct {
	Party         int
	At, Low, High []float64 // NaN: a gap
}

// number writes an amount of a lever.
func (l *Lever) number(v float64) string {
	switch {
	case l.Year && known(v):
		return strconv.Itoa(int(math.Round(v)))
	case l.Fine > 0 && known(v):
		return shortest(v, l.Fine/2)
	case math.Abs(v) < 10 && known(v):
		return shortest(v, 0.005*math.Abs(v))
	}
	return Number(v)
}

// shortest writes an amount with as few decimals as keep it within an error.
func shortest(v, off float64) string {
	for decimals := range 6 {
		p := math.Pow(10, float64(decimals))
		if r := math.Round(v*p) / p; math.Abs(r-v) <= off {
			return format(v, decimals)
		}
	}
	return format(v, 6)
}

// tick writes a number of the axis.
func (l *Lever) tick(v, step float64) string {
	if l.Year {
		return strconv.Itoa(int(math.Round(v)))
	}
	return tickNumber(v, step)
}

// scaleAmounts makes the horizontal axis of a panel with a lever.
func (c *cell) scaleAmounts(m measures) {
	l := c.panel.Lever
	from, until := c.panel.span()
	single := from == until
	if fi := c.panel.Field; fi != nil {
		single = len(fi.Across) == 1
		if from, until = edges(fi.Across); single {
			c.x = axis{lo: from, hi: until}
			c.x.only(fi.Across[0])
			return
		}
	} else {
		if until-from <= 1e-9*max(1, math.Abs(until)) {
			room := max(1, 0.1*math.Abs(from))
			from, until = from-room, until+room
		}
		pad := 0.025 * (until - from)
		from, until = from-pad, until+pad
	}
	c.x = axis{lo: from, hi: until}
	if single {
		c.x.only((from + until) / 2)
		return
	}
	c.x.divide(l, int((c.x1-c.x0)/(2.2*m.tick)), func(ticks []float64, step float64) bool {
		// Numbers stand apart.
		for i := 1; i < len(ticks); i++ {
			a, b := width(l.tick(ticks[i-1], step), m.tick, false), width(l.tick(ticks[i], step), m.tick, false)
			if c.atX(ticks[i])-c.atX(ticks[i-1]) < (a+b)/2+0.7*m.tick {
				return false
			}
		}
		return true
	})
}

// only puts one tick on an axis.
func (a *axis) only(v float64) {
	a.ticks, a.step = []float64{v}, 1
	for a.step > 1e-5 && math.Abs(v/a.step-math.Round(v/a.step)) > 1e-6 {
		a.step /= 10
	}
}

// divide makes the ticks of an axis of a lever: at most n intervals, as many as
// fit.
func (a *axis) divide(l *Lever, n int, fits func([]float64, float64) bool) {
	for n = max(1, min(n, 10)); ; n-- {
		a.step, a.ticks = niceStep(a.hi-a.lo, n, l.Whole || l.Year), nil
		for k := math.Ceil(a.lo/a.step - 1e-9); k*a.step <= a.hi+1e-9*a.step; k++ {
			a.ticks = append(a.ticks, k*a.step)
		}
		if n == 1 || fits(a.ticks, a.step) {
			return
		}
	}
}

// leverAxis draws the horizontal axis of a lever, with its numbers and title
// where no panel below has them.
func (s *scene) leverAxis(m measures, c *cell) {
	l := c.panel.Lever
	free := math.Inf(-1)
	for _, v := range c.x.ticks {
		x := c.atX(v)
		s.line(quiet, m.hairline*1.5, nil, coordinate{x, c.y1}, coordinate{x, c.y1 + 2.8})
		n := l.tick(v, c.x.step)
		w := width(n, m.tick, false)
		if !c.years || x-w/2 < max(c.left, free) || x+w/2 > c.left+c.width {
			continue
		}
		free = x + w/2 + 0.3*m.tick
		s.write(text{x: x - w/2, y: c.y1 + (yearGap+ascent)*m.tick, s: n, size: m.tick, color: quiet, role: "tick"})
	}
	if !c.years {
		return
	}
	y := c.y1 + (yearGap+1.25+ascent)*m.tick
	for _, line := range c.below {
		w := width(line, m.tick, false)
		x := min(max((c.x0+c.x1-w)/2, c.left), c.left+c.width-w)
		s.write(text{x: x, y: y, s: line, size: m.tick, color: quiet, role: "tick"})
		y += noteLeading * m.tick
	}
}

// titleHeight is the room of the title of a lever's axis.
func (c *cell) titleHeight(m measures) float64 {
	if len(c.below) == 0 {
		return 0
	}
	return (0.25 + noteLeading*float64(len(c.below))) * m.tick
}

// titles wraps the titles of the axes of a panel with a lever.
func (c *cell) titles(m measures) {
	if c.panel.Lever == nil || c.panel.empty() {
		return
	}
	c.below = wrap(c.panel.Lever.Title, m.tick, false, c.width)
	if fi := c.panel.Field; fi != nil {
		c.unit, c.note = "", wrap(fi.Lever.Title, m.tick, false, c.width)
	}
}

// sameLever reports whether two panels have one horizontal axis, so that the
// upper one needs no numbers.
func sameLever(a, b *Panel) bool {
	if a.Lever == nil || b.Lever == nil {
		return a.Lever == b.Lever
	}
	return a.Lever.Title == b.Lever.Title && a.Lever.Year == b.Lever.Year && (a.Field == nil) == (b.Field == nil)
}

// values shows a vertical axis what bands need.
func (l *Lever) values(see func(float64)) {
	for _, b := range l.Bands {
		for i := range b.At {
			if known(b.Low[i]) && known(b.High[i]) {
				see(b.Low[i])
				see(b.High[i])
			}
		}
	}
}

// spreads draws bands about lines: tinted, edged in the dash of the party.
func (s *scene) spreads(f *Figure, m measures, c *cell) {
	for _, b := range c.panel.Lever.Bands {
		st := f.style(b.Party)
		var top, bottom []coordinate
		finish := func() {
			if len(top) > 1 {
				edge := append(slices.Clone(top), bottom...)
				slices.Reverse(edge[len(top):])
				s.polygon(clear(st.line, 0.13), edge...)
				for _, side := range [][]coordinate{top, bottom} {
					s.line(clear(st.line, 0.55), 0.4*m.line, []float64{1.2 * m.line, 1.2 * m.line}, side...)
				}
			} else if len(top) == 1 {
				s.line(clear(st.line, 0.55), 0.8*m.line, nil, top[0], bottom[0])
			}
			top, bottom = nil, nil
		}
		for i := range b.At {
			if !known(b.Low[i]) || !known(b.High[i]) {
				finish()
				continue
			}
			top, bottom = append(top, c.at(b.At[i], b.High[i])), append(bottom, c.at(b.At[i], b.Low[i]))
		}
		finish()
	}
}

// fronts marks the amounts at which ceilings are just met, and writes them
// where there is a free place.
func (s *scene) fronts(f *Figure, m measures, c *cell) {
	fronts := c.panel.Lever.Fronts
	for _, q := range fronts {
		if !c.holds(q) {
			continue
		}
		st := f.style(q.Party)
		s.marks(st.mark, ink, 1.75*m.marker, 0, false, c.at(q.At, q.Value))
		s.marks(st.mark, grey(0xFF), 1.45*m.marker, 0, false, c.at(q.At, q.Value))
		s.marks(st.mark, st.line, 0.8*m.marker, 0, false, c.at(q.At, q.Value))
	}
	for _, q := range fronts {
		if !c.holds(q) {
			continue
		}
		s.front(f, m, c, q)
	}
}

// holds reports whether a front lies in the plot.
func (c *cell) holds(q Front) bool {
	return q.At >= c.x.lo && q.At <= c.x.hi && q.Value >= c.y.lo && q.Value <= c.y.hi
}

// front writes the amount of one front: near it, or somewhat away with a thin
// line.
func (s *scene) front(f *Figure, m measures, c *cell, q Front) {
	size := m.tick
	t := text{s: strings.TrimSpace(c.panel.Lever.number(q.At) + " " + clean(q.Note)), size: size, bold: true, color: f.style(q.Party).text, role: "step"}
	w := width(t.s, size, true)
	at := c.at(q.At, q.Value)
	for _, strict := range []bool{true, false} {
		for _, far := range []float64{1, 1.8, 2.8, 4, 5.5, 7, 9} {
			for _, way := range [][2]float64{{1, -1}, {-1, -1}, {1, 1}, {-1, 1}, {0, -1}, {0, 1}, {1, 0}, {-1, 0}} {
				dx := way[0] * (1.9*m.marker + w/2 + (far-1)*0.8*size)
				dy := way[1] * (1.9*m.marker + 0.45*size + (far-1)*size)
				t.x, t.y = at.x+dx-w/2, at.y+dy+0.36*size
				b := t.box()
				tight := box{b.left - 1, t.y - 0.72*size - 1, b.right + 1, t.y + 1}
				if b.left < c.x0 || b.right > c.x1 || b.top < c.y0 || b.bottom > c.y1 || !s.free(m, c, b, tight, strict) {
					continue
				}
				if far > 1.8 {
					s.line(over(t.color, 0.6), m.hairline*1.2, nil, at, coordinate{at.x + dx, at.y + dy - math.Copysign(0.45*size, dy)})
				}
				s.patch(t)
				s.write(t)
				return
			}
		}
	}
}

// free reports whether a box of text on a panel touches no text, no mark of a
// front and, if strict, no line.
func (s *scene) free(m measures, c *cell, words, tight box, strict bool) bool {
	for i := range s.texts {
		if words.touches(s.texts[i].box()) {
			return false
		}
	}
	r := 1.75 * m.marker
	for _, q := range c.panel.Lever.Fronts {
		p := c.at(q.At, q.Value)
		if words.touches(box{p.x - r, p.y - r, p.x + r, p.y + r}) {
			return false
		}
	}
	if !strict {
		return true
	}
	for i := range c.panel.Series {
		points := c.panel.Series[i].Points
		for j := 1; j < len(points); j++ {
			p, q := points[j-1], points[j]
			if known(p.Value) && known(q.Value) && tight.crossed(c.at(p.At, p.Value), c.at(q.At, q.Value)) {
				return false
			}
		}
	}
	for _, k := range c.panel.Marks {
		if x := c.atX(k.At); x > tight.left && x < tight.right {
			return false
		}
	}
	zero := c.atY(0)
	return c.panel.Percent || zero < tight.top || zero > tight.bottom
}

// leverSigns are the lines of the key for levers.
func (f *Figure) leverSigns() []keyEntry {
	var front, band bool
	for i := range f.Panels {
		if l := f.Panels[i].Lever; l != nil && !f.Panels[i].empty() {
			front = front || len(l.Fronts) > 0 && f.Panels[i].Field == nil
			band = band || len(l.Bands) > 0
		}
	}
	var out []keyEntry
	if front {
		out = append(out, keyEntry{f.Fronts, 1, func(s *scene, m measures, b box) {
			at := coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2}
			s.marks(circle, ink, 1.75*m.marker, 0, false, at)
			s.marks(circle, grey(0xFF), 1.45*m.marker, 0, false, at)
			s.marks(circle, quiet, 0.8*m.marker, 0, false, at)
		}})
	}
	if band {
		out = append(out, keyEntry{"5th to 95th percentile of the draws", 2.1, func(s *scene, m measures, b box) {
			c := &cell{
				x0: b.left, x1: b.right, y0: b.top, y1: b.bottom, x: axis{lo: 0, hi: 1}, y: axis{lo: 0, hi: 1},
				panel: &Panel{Lever: &Lever{Bands: []Belt{{At: []float64{0, 1}, Low: []float64{0, 0}, High: []float64{1, 1}}}}},
			}
			s.spreads(&Figure{BW: true}, m, c)
		}})
	}
	return out
}
