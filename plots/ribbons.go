package plots

import (
	"cmp"
	"slices"
)

// A Ribbon is what some share of draws lies in, date by date.
type Ribbon struct {
	Share float64 // of the draws, in the middle of them
	Edges []Edge  // by time
}

// An Edge is how far a ribbon reaches on a date. NaN: not known, a gap.
type Edge struct{ At, Low, High float64 }

func (e Edge) known() bool { return known(e.Low) && known(e.High) }

// ribbonsWithin returns ribbons without what is outside some time.
func ribbonsWithin(ribbons []Ribbon, from, until float64) []Ribbon {
	out := slices.Clone(ribbons)
	for i := range out {
		out[i].Edges = slices.DeleteFunc(slices.Clone(out[i].Edges), func(e Edge) bool { return !(e.At >= from && e.At <= until) })
	}
	return out
}

// ribbonValues calls see with whatever the vertical axis must hold.
func ribbonValues(ribbons []Ribbon, see func(float64)) {
	for i := range ribbons {
		for _, e := range ribbons[i].Edges {
			if e.known() {
				see(e.Low)
				see(e.High)
			}
		}
	}
}

// spreadAt writes how far the widest ribbon reaches at a point: "1,380–1,520".
func (s *Series) spreadAt(q Point) string {
	if len(s.Ribbons) == 0 {
		return ""
	}
	for _, e := range s.Ribbons[0].Edges {
		if e.At == q.At && e.known() && whole(e.Low) != whole(e.High) {
			return whole(e.Low) + "–" + whole(e.High)
		}
	}
	return ""
}

// pieces cuts a ribbon at its gaps.
func (r *Ribbon) pieces() [][]Edge {
	var out [][]Edge
	open := false
	for _, e := range r.Edges {
		if !e.known() {
			open = false
			continue
		}
		if !open {
			out = append(out, nil)
			open = true
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

// outlineOf returns the polygon of a piece on the canvas: its upper edge, then
// its lower one backwards.
func (c *cell) outlineOf(piece []Edge) []coordinate {
	var out []coordinate
	for _, e := range piece {
		out = append(out, c.at(e.At, e.High))
	}
	for _, e := range slices.Backward(piece) {
		out = append(out, c.at(e.At, e.Low))
	}
	return out
}

// ribbons fills the ribbons of a series, each over the wider one before it. A
// date alone has no width: there a ribbon is a stem.
func (s *scene) ribbons(f *Figure, m measures, c *cell, series *Series) {
	st := f.style(series.Party)
	for i := range series.Ribbons {
		for _, piece := range series.Ribbons[i].pieces() {
			polygon := c.outlineOf(piece)
			if len(piece) == 1 {
				s.line(over(st.line, 0.5), (0.5+1.2*float64(i))*m.line, nil, polygon...)
				continue
			}
			s.ribbon(m, st, i, polygon)
			n := len(piece)
			s.edge(m, st, i, polygon[:n])
			s.edge(m, st, i, polygon[n:])
		}
	}
}

// ribbon fills the i-th ribbon of a party, counted from the widest. What lies
// under it shows through.
func (s *scene) ribbon(m measures, st style, i int, polygon []coordinate) {
	tint := []float64{0.13, 0.2}[min(i, 1)]
	if !st.solid {
		tint = []float64{0.07, 0.1}[min(i, 1)]
	}
	s.polygon(clear(st.line, tint), polygon...)
	if st.solid {
		return
	}
	// The narrower ribbon's lines go between the wider one's.
	s.shapes = append(s.shapes, shape{
		paths:  hatch(polygon, st.hatch, ribbonHatch*m.line/float64(1+min(i, 1))),
		stroke: over(st.line, 0.55), width: 0.3 * m.line,
	})
}

// ribbonHatch is how far apart the hatch of the widest ribbon is, in line
// widths.
const ribbonHatch = 4.4

// edge draws one edge of the i-th ribbon, in the party's dash.
func (s *scene) edge(m measures, st style, i int, points []coordinate) {
	weight := []float64{0.42, 0.3}[min(i, 1)] * m.line
	var dash []float64
	for _, d := range st.dash {
		dash = append(dash, 0.6*d*m.line)
	}
	s.line(over(st.line, 0.75), weight, dash, points...)
}

// ribboned reports whether a box on a panel lies on a ribbon.
func (c *cell) ribboned(b box) bool {
	for i := range c.panel.Series {
		for j := range c.panel.Series[i].Ribbons {
			for _, piece := range c.panel.Series[i].Ribbons[j].pieces() {
				polygon := c.outlineOf(piece)
				for k, p := range polygon {
					if b.crossed(p, polygon[(k+1)%len(polygon)]) {
						return true
					}
				}
				if inside(polygon, coordinate{b.left, b.top}) {
					return true
				}
			}
		}
	}
	return false
}

// ribbonsShown are the signs of ribbons and pale lines that a figure uses.
type ribbonsShown struct {
	median         bool
	solid, hatched bool      // how they are filled
	shares         []float64 // the widest first
	faint, strong  bool      // lines that are pale at times
}

func (r *ribbonsShown) see(s *Series) {
	for i := range s.Ribbons {
		r.median = true
		solid := styleOf(s.Party, false).solid
		r.solid, r.hatched = r.solid || solid, r.hatched || !solid
		wide := slices.ContainsFunc(s.Ribbons[i].Edges, func(e Edge) bool { return e.known() && e.Low < e.High })
		if share := s.Ribbons[i].Share; wide && !slices.Contains(r.shares, share) {
			r.shares = append(r.shares, share)
		}
	}
	slices.SortFunc(r.shares, func(a, b float64) int { return cmp.Compare(b, a) })
	if len(s.Faint) == 0 {
		return
	}
	for _, q := range s.Points {
		if known(q.Value) {
			faint := s.faintAt(q.At)
			r.faint, r.strong = r.faint || faint, r.strong || !faint
		}
	}
}

// entries explain the signs of ribbons and pale lines.
func (r *ribbonsShown) entries() []keyEntry {
	var out []keyEntry
	rule := func(share float64) func(*scene, measures, box) {
		return func(s *scene, m measures, b box) {
			mid := (b.top + b.bottom) / 2
			s.line(over(quiet, share), m.line, nil, coordinate{b.left, mid}, coordinate{b.right, mid})
		}
	}
	if r.median {
		out = append(out, keyEntry{"median of the draws", 2.1, rule(1)})
	}
	for i := range slices.Backward(r.shares) {
		sample := 1.8
		if r.solid && r.hatched { // a swatch for each way of filling
			sample = 3.2
		}
		out = append(out, keyEntry{inPercent(r.shares[i]) + " of draws", sample, func(s *scene, m measures, b box) {
			swatch := func(st style, b box) {
				corners := []coordinate{{b.left, b.top}, {b.right, b.top}, {b.right, b.bottom}, {b.left, b.bottom}}
				for k := range i + 1 {
					s.ribbon(m, st, k, corners)
				}
				s.edge(m, style{line: quiet}, 0, corners[:2])
				s.edge(m, style{line: quiet}, 0, corners[2:])
			}
			if r.solid && r.hatched {
				gap := 0.08 * (b.right - b.left)
				half := (b.left + b.right) / 2
				swatch(style{line: quiet, solid: true}, box{b.left, b.top, half - gap, b.bottom})
				b.left = half + gap
			}
			swatch(style{line: quiet, solid: !r.hatched, hatch: 45}, b)
		}})
	}
	if r.strong && r.faint {
		out = append(out, keyEntry{"the limit binds", 2.1, rule(1)})
	}
	if r.faint {
		out = append(out, keyEntry{"it does not bind", 2.1, rule(paleLine)})
		if !r.strong {
			out[len(out)-1].words = "the limit does not bind"
		}
	}
	return out
}
