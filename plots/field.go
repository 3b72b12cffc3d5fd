package plots

import (
	"image/color"
	"math"
	"slices"
)

// A Field is a value over two levers, a mark for each pair of values that was
// tried. The lever of its panel goes across, its own goes up.
type Field struct {
	Lever    Lever       // upwards
	Across   []float64   // ascending
	Up       []float64   // ascending
	Values   [][]float64 // by Up, then Across; NaN: not possible
	Breaks   []float64   // between classes, ascending
	Middle   float64     // below it is bad: hatched
	Frontier [][]Pair    // lines along which a ceiling is just met
	Written  *Pair       // what is written; nil: nothing
}

// A Pair are the values of two levers.
type Pair struct{ Across, Up float64 }

// edges are the ends of an axis that has room for marks at all values.
func edges(values []float64) (from, until float64) {
	n := len(values)
	switch n {
	case 0:
		return 0, 1
	case 1:
		half := max(0.5, 0.05*math.Abs(values[0]))
		return values[0] - half, values[0] + half
	}
	return values[0] - (values[1]-values[0])/2, values[n-1] + (values[n-1]-values[n-2])/2
}

// axis makes the vertical axis.
func (fi *Field) axis(n int) axis {
	a := axis{}
	a.lo, a.hi = edges(fi.Up)
	if len(fi.Up) == 1 {
		a.only(fi.Up[0])
		return a
	}
	a.divide(&fi.Lever, n, func(ticks []float64, _ float64) bool { return len(ticks) <= n+1 })
	return a
}

// values shows what makes a panel not empty.
func (fi *Field) values(see func(float64)) {
	for _, row := range fi.Values {
		for _, v := range row {
			see(v)
		}
	}
}

// class is the number of classes below a value; −1: there is no value.
func (fi *Field) class(v float64) int {
	if !known(v) {
		return -1
	}
	k := 0
	for k < len(fi.Breaks) && v >= fi.Breaks[k] {
		k++
	}
	return k
}

// middle is the number of classes below the middle.
func (fi *Field) middle() int { return slices.Index(fi.Breaks, fi.Middle) + 1 }

// tint is how a class of values looks.
type tint struct {
	fill  color.NRGBA
	hatch float64     // the distance of its lines, in line widths; 0: none
	line  color.NRGBA // of the hatch, and of the edge
}

// tintOf is the look of class k of n, of which the first `below` are bad: those
// are hatched orange squares, the others light blue discs, both stronger the
// farther they are from the middle. In black and white it is the darker the
// worse.
func tintOf(k, below, n int, bw bool) tint {
	if k < below {
		far := float64(below-k) / float64(below)
		t := tint{over(rgb(colours[1]), 0.25+0.4*far), 3.8 - 2*far, rgb(0x7A2F00)}
		if bw {
			t.fill, t.line = over(ink, 0.2+0.3*far), ink
		}
		return t
	}
	far := float64(k-below+1) / float64(n-below)
	if bw {
		return tint{fill: over(ink, 0.15-0.12*far), line: quiet}
	}
	return tint{fill: over(rgb(colours[0]), 0.04+0.28*far), line: rgb(colours[0])}
}

// mark draws a value tried: a disc, or a square if it is bad.
func (t tint) mark(s *scene, m measures, at coordinate, r float64) {
	edge := min(0.35*m.line, 0.25*r)
	if t.hatch == 0 {
		s.marks(circle, t.line, r, 0, false, at)
		s.marks(circle, t.fill, r-edge, 0, false, at)
		return
	}
	r *= 0.93
	corners := []coordinate{{at.x - r, at.y - r}, {at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}}
	s.polygon(t.fill, corners...)
	s.shapes = append(s.shapes,
		shape{paths: hatch(corners, 45, min(t.hatch*m.line, 0.9*r)), stroke: t.line, width: min(0.3*m.line, 0.16*r)},
		shape{paths: [][]coordinate{corners}, closed: true, stroke: t.line, width: edge})
}

// impossible marks a pair without a value.
func (s *scene) impossible(m measures, at coordinate, r float64) {
	r *= 0.5
	s.line(quiet, 0.35*m.line, nil, coordinate{at.x - r, at.y - r}, coordinate{at.x + r, at.y + r})
	s.line(quiet, 0.35*m.line, nil, coordinate{at.x - r, at.y + r}, coordinate{at.x + r, at.y - r})
}

// radius is how large the marks of a field are: none touches its neighbours.
func (c *cell) radius(m measures) float64 {
	r := 2 * m.marker
	for i, at := range c.panel.Field.Across {
		if i > 0 {
			r = min(r, 0.4*math.Abs(c.atX(at)-c.atX(c.panel.Field.Across[i-1])))
		}
	}
	for j, at := range c.panel.Field.Up {
		if j > 0 {
			r = min(r, 0.4*math.Abs(c.atY(at)-c.atY(c.panel.Field.Up[j-1])))
		}
	}
	return max(r, 0.25)
}

// field draws a mark for each pair of values tried, then the frontier and what
// is written. Between the marks it says nothing.
func (s *scene) field(f *Figure, m measures, c *cell) {
	fi := c.panel.Field
	if c.panel.empty() {
		return
	}
	n, below, r := len(fi.Breaks)+1, fi.middle(), c.radius(m)
	for j, up := range fi.Up {
		for i, across := range fi.Across {
			at := c.at(across, up)
			if k := fi.class(fi.at(j, i)); k < 0 {
				s.impossible(m, at, r)
			} else {
				tintOf(k, below, n, f.BW).mark(s, m, at, r)
			}
		}
	}
	s.shapes = append(s.shapes, shape{
		paths:  [][]coordinate{{{c.x0, c.y0}, {c.x1, c.y0}, {c.x1, c.y1}, {c.x0, c.y1}}},
		closed: true, stroke: faint, width: m.hairline,
	})
	for _, line := range fi.Frontier {
		for _, run := range c.inside(line) {
			s.line(grey(0xFF), 1.9*m.line, nil, run...)
			s.line(ink, 1.3*m.line, nil, run...)
		}
	}
	if w := fi.Written; w != nil && w.Across >= c.x.lo && w.Across <= c.x.hi && w.Up >= c.y.lo && w.Up <= c.y.hi {
		s.cross(m, c.at(w.Across, w.Up))
	}
}

// at is a value, or NaN where there is none.
func (fi *Field) at(j, i int) float64 {
	if j >= len(fi.Values) || i >= len(fi.Values[j]) {
		return missing
	}
	return fi.Values[j][i]
}

// inside cuts a line to what lies in a plot.
func (c *cell) inside(line []Pair) [][]coordinate {
	var out [][]coordinate
	open := false
	for i := 1; i < len(line); i++ {
		p, q := line[i-1], line[i]
		if !known(p.Across) || !known(p.Up) || !known(q.Across) || !known(q.Up) {
			open = false
			continue
		}
		a, b, ok := box{c.x0, c.y0, c.x1, c.y1}.cut(c.at(p.Across, p.Up), c.at(q.Across, q.Up))
		if !ok {
			open = false
			continue
		}
		if k := len(out) - 1; open && out[k][len(out[k])-1] == a {
			out[k] = append(out[k], b)
		} else {
			out = append(out, []coordinate{a, b})
		}
		open = true
	}
	return out
}

// cut returns the part of a line that lies in the box.
func (b box) cut(p, q coordinate) (from, to coordinate, ok bool) {
	t0, t1 := 0.0, 1.0
	for _, side := range [][2]float64{
		{p.x - q.x, p.x - b.left}, {q.x - p.x, b.right - p.x}, {p.y - q.y, p.y - b.top}, {q.y - p.y, b.bottom - p.y},
	} {
		switch d, r := side[0], side[1]; {
		case d == 0 && r < 0:
			return p, q, false
		case d < 0:
			t0 = max(t0, r/d)
		case d > 0:
			t1 = min(t1, r/d)
		}
	}
	along := func(t float64) coordinate {
		switch t {
		case 0:
			return p
		case 1:
			return q
		}
		return coordinate{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)}
	}
	return along(t0), along(t1), t0 < t1
}

// cross marks what is written.
func (s *scene) cross(m measures, p coordinate) {
	r := 2.2 * m.marker
	for _, l := range []struct {
		c color.NRGBA
		w float64
		r float64
	}{{grey(0xFF), 2.6 * m.line, r + 0.8*m.line}, {ink, 1.2 * m.line, r}} {
		s.line(l.c, l.w, nil, coordinate{p.x - l.r, p.y}, coordinate{p.x + l.r, p.y})
		s.line(l.c, l.w, nil, coordinate{p.x, p.y - l.r}, coordinate{p.x, p.y + l.r})
	}
}

// blank reports whether a field has pairs that are not possible.
func (fi *Field) blank() bool {
	for j := range fi.Up {
		for i := range fi.Across {
			if !known(fi.at(j, i)) {
				return true
			}
		}
	}
	return false
}

// fieldSigns are the lines of the key for fields: the classes with their
// numbers, the frontier, what is written and what is blank. Fields of one
// figure have one set of classes.
func (f *Figure) fieldSigns() []keyEntry {
	var fi *Field
	var frontier, written, blank bool
	percent, used := false, map[int]bool{} // classes
	for i := range f.Panels {
		p := &f.Panels[i]
		if p.Field == nil || p.empty() {
			continue
		}
		fi, percent = p.Field, p.Percent
		frontier = frontier || len(fi.Frontier) > 0
		written = written || fi.Written != nil
		blank = blank || fi.blank()
		for _, row := range fi.Values {
			for _, v := range row {
				used[fi.class(v)] = true
			}
		}
	}
	if fi == nil {
		return nil
	}
	var out []keyEntry
	n, below := len(fi.Breaks)+1, fi.middle()
	for k := range n {
		if !used[k] {
			continue
		}
		t := tintOf(k, below, n, f.BW)
		out = append(out, keyEntry{classWords(fi.Breaks, k, percent), 0.9, func(s *scene, m measures, b box) {
			t.mark(s, m, coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2}, (b.right-b.left)/2)
		}})
	}
	if frontier {
		out = append(out, keyEntry{f.Fronts, 2.1, func(s *scene, m measures, b box) {
			mid := (b.top + b.bottom) / 2
			s.line(ink, 1.3*m.line, nil, coordinate{b.left, mid}, coordinate{b.right, mid})
		}})
	}
	if written {
		out = append(out, keyEntry{"written", 1.1, func(s *scene, m measures, b box) {
			s.cross(m, coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2})
		}})
	}
	if blank {
		out = append(out, keyEntry{"not possible", 0.9, func(s *scene, m measures, b box) {
			s.impossible(m, coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2}, (b.right-b.left)/2)
		}})
	}
	return out
}

// classWords says what values a class has.
func classWords(breaks []float64, k int, percent bool) string {
	write := Number
	if percent {
		write = func(v float64) string { return Number(v) + string(noBreak) + "%" }
	}
	switch {
	case len(breaks) == 0:
		return "all"
	case k == 0:
		return "under " + write(breaks[0])
	case k == len(breaks):
		return write(breaks[k-1]) + " or more"
	}
	return write(breaks[k-1]) + " to " + write(breaks[k])
}
