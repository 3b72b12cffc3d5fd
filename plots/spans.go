package plots

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A Span is an estimate with the interval around it, or a distribution: a line
// from Low to High and a mark on it.
type Span struct {
	At           float64 // the estimate, or the median; NaN: not known
	Low, High    float64 // the ends of the interval; NaN: not known
	Boxed        bool    // a distribution: its quartiles are drawn as a box
	Lower, Upper float64 // the quartiles
	Hollow       bool    // the mark is hollow
}

// A Tag is text at an end of a bar.
type Tag struct {
	At   float64
	Text string
	Side Side
	Lane int // of the bar, in a row whose bars lie apart
}

// Side says where a tag stands.
type Side uint8

// The sides.
const (
	Before Side = iota // left of its place
	After              // right of its place
	Below              // under it
)

// A Sign is a line of the key for signs in rows.
type Sign struct {
	Words string
	Look  Look
	Tone  Tone // of a bar
}

// dots draws values on the line that they lie on.
func (s *scene) dots(f *Figure, m measures, c *cell, dots []Dot, mid float64) {
	if len(dots) == 0 {
		return
	}
	st := f.barStyle(c.panel.Rows.Party)
	at := func(d Dot) coordinate { return coordinate{min(max(c.atX(d.At), c.x0), c.x1), mid} }
	s.line(over(st.line, 0.45), 0.5*m.line, nil, at(dots[0]), at(dots[len(dots)-1]))
	r := 1.5 * m.marker
	for i := range dots {
		if i > 0 {
			r = min(r, max(0.4*(at(dots[i]).x-at(dots[i-1]).x), 0.5))
		}
	}
	for _, d := range dots {
		s.marks(circle, st.line, r, 0.5*m.line, d.Hollow, at(d))
	}
}

// Look is what a sign looks like.
type Look uint8

// The looks.
const (
	AsBar     Look = iota
	AsDot          // filled
	AsRing         // hollow
	AsWhisker      // the interval of an estimate
	AsSpread       // quartiles and median, on a line
	AsBase         // what all bars begin at
	AsCeiling      // an upright dashed line
)

// The heights of lanes in a row, in font sizes.
const (
	spanLane = 0.62
	barLane  = 1.0
)

// mostTag is how much of a panel's width one tag takes.
const mostTag = 0.22

// laneHeight is the least height of what lies under each other in a row.
func (r *Row) laneHeight(m measures) float64 {
	h := float64(len(r.Spans)) * spanLane * m.label
	if r.Apart {
		h = max(h, float64(len(r.Bars))*barLane*max(m.label, 1.04*m.tick))
	}
	return h
}

// below is the height of the tags under the bars of a row.
func (r *Row) below(m measures) float64 {
	if slices.ContainsFunc(r.Tags, func(t Tag) bool { return t.Side == Below && t.Text != "" }) {
		return 1.1 * m.tick
	}
	return 0
}

// lane is the middle of a bar and half its height.
func (r *Row) lane(m measures, j int, mid, half float64) (at, thick float64) {
	if !r.Apart || len(r.Bars) < 2 {
		return mid, half
	}
	lane := barLane * max(m.label, 1.04*m.tick)
	return mid + (float64(j)-float64(len(r.Bars)-1)/2)*lane, min(half, 0.38*lane)
}

// seeSpans shows a scale what spans, the base and AtLeast need.
func (r *Rows) seeSpans(see func(float64)) {
	if r.Base != nil {
		see(r.Base.At)
	}
	if r.AtLeast > 0 {
		see(0)
		see(r.AtLeast)
		// Estimates of shares may miss 0 to 1; the scale does not follow them far.
		most, all := 0.1*r.AtLeast, see
		see = func(v float64) { all(min(max(v, -most), r.AtLeast+most)) }
	}
	for i := range r.Rows {
		for _, p := range r.Rows[i].Spans {
			see(p.At)
			see(p.Low)
			see(p.High)
			if p.Boxed {
				see(p.Lower)
				see(p.Upper)
			}
		}
	}
}

// shareAxis makes a scale from zero to AtLeast, and somewhat further where the
// estimates go there. Its numbers stay between the two.
func (r *Rows) shareAxis(lo, hi float64, n int) axis {
	a := axis{lo: min(0, lo), hi: max(r.AtLeast, hi), step: niceStep(r.AtLeast, max(1, n), false)}
	pad := 0.015 * (a.hi - a.lo)
	if a.hi += pad; a.lo < 0 {
		a.lo -= pad
	}
	for k := 0.0; k*a.step <= r.AtLeast*(1+1e-9); k++ {
		a.ticks = append(a.ticks, k*a.step)
	}
	return a
}

// lined reports whether labels of upright lines stand above rows.
func (r *Rows) lined() bool { return r != nil && (len(r.Lines) > 0 || r.Base != nil) }

// uprights are all upright lines from the left, and which of them is the base;
// −1: none.
func (r *Rows) uprights() ([]Line, int) {
	if r.Base == nil {
		return r.Lines, -1
	}
	all := append(slices.Clone(r.Lines), *r.Base)
	slices.SortStableFunc(all, func(a, b Line) int { return cmp.Compare(a.At, b.At) })
	return all, slices.Index(all, *r.Base)
}

// named reports whether the left one of two panels names the rows of both.
func named(left, right *cell) bool {
	a, b := left.panel.Rows, right.panel.Rows
	return a != nil && b != nil && b.Beside && !left.bare && !a.Time && len(a.Rows) > 0 && len(a.Rows) == len(b.Rows)
}

// beside gives two panels that share their rows the width that they need: the
// left one has the names.
func beside(left, right *cell, m measures) {
	end := right.left + right.width
	between := right.left - left.left - left.width
	left.width = 0.63 * (end - left.left - between)
	right.left = left.left + left.width + between
	right.width = end - right.left
	for _, c := range []*cell{left, right} {
		c.title = balanced(c.panel.Title, m.title, true, c.width)
		c.names, c.heights = nil, nil
	}
	left.measureRows(m)
}

// even gives the rows of two panels one height each.
func even(left, right *cell) {
	for k := range min(len(left.heights), len(right.heights)) {
		h := max(left.heights[k], right.heights[k])
		left.heights[k], right.heights[k] = h, h
	}
}

// tagRoom is the room that tags need on both sides of a plot of some width.
func (c *cell) tagRoom(m measures, plot float64) (lead, trail float64) {
	gap := tagGap * m.tick
	lines, _ := c.panel.Rows.uprights()
	for i := range c.panel.Rows.Rows {
		for _, t := range c.panel.Rows.Rows[i].Tags {
			if t.Text == "" || !known(t.At) {
				continue
			}
			share := min(max((t.At-c.x.lo)/(c.x.hi-c.x.lo), 0), 1)
			w := gap + width(c.tagText(m, t), m.tick, false)
			at := share * plot
			switch t.Side {
			case Before:
				lead = max(lead, w+gap-at) // apart from the names too
			case After:
				for _, l := range lines {
					// What a line would go through stands beyond it.
					if x := (l.At - c.x.lo) / (c.x.hi - c.x.lo) * plot; x > at+gap-1.5 && x < at+w+1.5 {
						at = max(at, x)
					}
				}
				trail = max(trail, at+w-plot)
			}
		}
	}
	return lead, trail
}

// tagGap is the room between a bar and a tag, in font sizes.
const tagGap = 0.45

func (c *cell) tagText(m measures, t Tag) string {
	most := mostTag * c.width
	if c.bare { // no names take room
		most = 0.4 * c.width
	}
	return clipped(t.Text, m.tick, false, most)
}

// tags writes the texts at the ends of bars.
func (s *scene) tags(m measures, c *cell, stretch float64) {
	top := c.y0
	for i := range c.panel.Rows.Rows {
		row := &c.panel.Rows.Rows[i]
		height := c.heights[i] * stretch
		mid := top + (height-row.below(m))/2
		half := min(0.34*height, 0.62*m.label*stretch)
		top += height
		var want, widths []float64
		var words []string
		for _, t := range row.Tags {
			if t.Text == "" || !known(t.At) {
				continue
			}
			at, _ := row.lane(m, t.Lane, mid, half)
			x, w := min(max(c.atX(t.At), c.x0), c.x1), width(c.tagText(m, t), m.tick, false)
			out := text{y: at + 0.36*m.tick, s: c.tagText(m, t), size: m.tick, color: ink, role: "tag"}
			switch t.Side {
			case Before:
				out.x = x - tagGap*m.tick - w
				if c.struck(out, w) {
					out.x = c.beyond(m, out.x, w, -1)
				}
			case After:
				out.x = x + tagGap*m.tick
				if c.struck(out, w) {
					out.x = c.beyond(m, out.x, w, 1)
				}
			default:
				want, widths, words = append(want, x), append(widths, w), append(words, out.s)
				continue
			}
			s.patch(out)
			s.write(out)
		}
		base := mid + half + 0.2*m.tick + ascent*m.tick
		for k, x := range place(want, widths, 0.7*m.tick, c.x0-c.lead, c.left+c.width) {
			s.write(text{x: x - widths[k]/2, y: base, s: words[k], size: m.tick, color: ink, role: "tag"})
		}
	}
}

// struck reports whether an upright line goes through text.
func (c *cell) struck(t text, w float64) bool {
	all, _ := c.panel.Rows.uprights()
	for _, l := range all {
		if x := c.atX(l.At); known(l.At) && x > t.x-1.5 && x < t.x+w+1.5 {
			return true
		}
	}
	return false
}

// beyond moves text beyond the upright lines that go through it, where there is
// room; else it stays, on a white ground.
func (c *cell) beyond(m measures, at, w float64, way float64) float64 {
	all, _ := c.panel.Rows.uprights()
	x := at
	for range all {
		for _, l := range all {
			line := c.atX(l.At)
			if !known(l.At) || line <= x-1.5 || line >= x+w+1.5 {
				continue
			}
			if x = line + tagGap*m.tick; way < 0 {
				x = line - tagGap*m.tick - w
			}
		}
	}
	if x < c.x0-c.lead || x+w > c.left+c.width+0.1 || math.Abs(x-at) > w+2*m.tick {
		return at
	}
	return x
}

// patch clears what lies under text.
func (s *scene) patch(t text) {
	b := t.box()
	s.polygon(grey(0xFF), coordinate{b.left - 1, b.top}, coordinate{b.right + 1, b.top},
		coordinate{b.right + 1, b.bottom}, coordinate{b.left - 1, b.bottom})
}

// span draws an estimate or a distribution.
func (s *scene) span(m measures, c *cell, st style, p *Span, mid, half float64) {
	at := func(v float64) coordinate { return coordinate{min(max(c.atX(v), c.x0), c.x1), mid} }
	reach := min(0.5*half, 1.2*m.marker)
	if known(p.Low) && known(p.High) {
		if p.Boxed { // a distribution, not an interval: no caps
			s.whisker(m, at(p.Low), at(p.High), reach, false, false)
		} else {
			s.whisker(m, at(p.Low), at(p.High), reach, c.atX(p.Low) >= c.x0-0.01, c.atX(p.High) <= c.x1+0.01)
		}
	}
	if p.Boxed && known(p.Lower) && known(p.Upper) {
		s.quartiles(m, st, at(p.Lower).x, at(p.Upper).x, mid, 0.8*half)
	}
	switch {
	case !known(p.At):
	case p.Boxed:
		s.median(m, at(p.At), 0.8*half)
	case p.Hollow:
		s.marks(circle, st.line, 1.05*m.marker, 0.5*m.line, true, at(p.At))
	default:
		s.marks(circle, grey(0xFF), 1.05*m.marker+m.hairline, 0, false, at(p.At))
		s.marks(circle, st.line, 1.05*m.marker, 0, false, at(p.At))
	}
}

// whisker draws the interval of an estimate, with caps at the ends that are on
// the scale.
func (s *scene) whisker(m measures, a, z coordinate, reach float64, ends ...bool) {
	s.line(ink, 0.6*m.line, nil, a, z)
	for k, p := range []coordinate{a, z} {
		if k < len(ends) && !ends[k] {
			continue
		}
		s.line(ink, 0.6*m.line, nil, coordinate{p.x, p.y - reach}, coordinate{p.x, p.y + reach})
	}
}

// quartiles draws the box that holds the middle half of a distribution.
func (s *scene) quartiles(m measures, st style, a, z, mid, half float64) {
	z = max(z, a+1.2*m.hairline)
	corners := []coordinate{{a, mid - half}, {z, mid - half}, {z, mid + half}, {a, mid + half}}
	s.polygon(over(st.line, 0.3), corners...)
	s.shapes = append(s.shapes, shape{paths: [][]coordinate{corners}, closed: true, stroke: st.line, width: 0.5 * m.line})
}

// median draws the middle of a distribution.
func (s *scene) median(m measures, at coordinate, half float64) {
	s.line(ink, 1.2*m.line, nil, coordinate{at.x, at.y - half}, coordinate{at.x, at.y + half})
}

// signs are the lines of the key for the signs in rows, each once.
func (f *Figure) signs() []keyEntry {
	var out []keyEntry
	for i := range f.Panels {
		r := f.Panels[i].Rows
		if r == nil {
			continue
		}
		st := f.barStyle(r.Party)
		for _, g := range r.Signs {
			if slices.ContainsFunc(out, func(e keyEntry) bool { return e.words == g.Words }) {
				continue
			}
			e := keyEntry{g.Words, 1.6, func(s *scene, m measures, b box) { s.sign(m, st, g, b) }}
			switch g.Look {
			case AsDot, AsRing, AsBase, AsCeiling:
				e.sample = 0.8
			case AsSpread:
				e.sample = 2.6
			}
			out = append(out, e)
		}
	}
	return out
}

// sign draws a sign of the key.
func (s *scene) sign(m measures, st style, g Sign, b box) {
	mid := coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2}
	half := (b.bottom - b.top) / 2
	up := func(w float64, dash []float64) {
		s.line(ink, w, dash, coordinate{mid.x, b.top - 0.15*m.tick}, coordinate{mid.x, b.bottom + 0.15*m.tick})
	}
	switch g.Look {
	case AsBar:
		c := &cell{x0: b.left, x1: b.right, x: axis{lo: 0, hi: 1}}
		s.bar(m, c, st, Bar{0, 1, g.Tone}, mid.y, half)
	case AsDot:
		s.marks(circle, st.line, 1.05*m.marker, 0, false, mid)
	case AsRing:
		s.marks(circle, st.line, 1.05*m.marker, 0.5*m.line, true, mid)
	case AsWhisker:
		s.whisker(m, coordinate{b.left, mid.y}, coordinate{b.right, mid.y}, 0.7*half)
	case AsSpread:
		s.whisker(m, coordinate{b.left, mid.y}, coordinate{b.right, mid.y}, 0, false, false)
		s.quartiles(m, st, b.left+0.25*(b.right-b.left), b.left+0.8*(b.right-b.left), mid.y, half)
		s.median(m, mid, half)
	case AsBase:
		up(0.6*m.line, nil)
	case AsCeiling:
		up(0.72*m.line, []float64{1.5 * m.line, 0.9 * m.line})
	}
}

// tick writes a number of a panel's scale.
func (p *Panel) tick(v, step float64) string {
	switch {
	case p.Field != nil:
		return p.Field.Lever.tick(v, step)
	case p.Percent && !strings.Contains(p.Unit, "%"):
		return tickNumber(v, step) + string(noBreak) + "%"
	}
	return tickNumber(v, step)
}
