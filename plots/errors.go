package plots

import (
	"slices"

	"drawdown/sim/hindcast"
	"drawdown/sim/verdict"
)

// Errors show how far a model is from the record: a stem from zero to each
// point, over a band about zero.
type Errors struct {
	Party  int
	Swing  float64 // half the height of the band; NaN: there is none
	Points []Error // by time
	Note   string  // said above the plot
}

// An Error is a model's at one point of the record.
type Error struct {
	At     float64 // decimal year
	Value  float64 // simulated − declared
	Kind   hindcast.Kind
	Beyond bool // more than the record swings
}

// note is what is said of a panel's errors above its plot, with the unit where
// the title has none.
func (e *Errors) note(unit string) string {
	if unit != "" && e.Note != "" {
		return unit + ": " + e.Note
	}
	return verdict.Capital(clean(unit + e.Note))
}

// values calls see with whatever the vertical axis must hold.
func (e *Errors) values(see func(float64)) {
	drawn := false
	for _, q := range e.Points {
		if known(q.Value) {
			drawn = true
			see(q.Value)
		}
	}
	if !drawn {
		return
	}
	see(0)
	if known(e.Swing) {
		see(e.Swing)
		see(-e.Swing)
	}
}

// within returns errors without those outside some time.
func (e *Errors) within(from, until float64) *Errors {
	if e == nil {
		return nil
	}
	out := *e
	out.Points = slices.DeleteFunc(slices.Clone(e.Points), func(q Error) bool { return !(q.At >= from && q.At <= until) })
	return &out
}

// bandTint is what a swing is filled with.
var bandTint = grey(0xEA)

// band draws the swing about zero. It lies behind the grid.
func (s *scene) band(m measures, c *cell) {
	e := c.panel.Errors
	if !known(e.Swing) || c.panel.empty() {
		return
	}
	above, below := c.atY(e.Swing), c.atY(-e.Swing)
	s.polygon(bandTint, coordinate{c.x0, above}, coordinate{c.x1, above}, coordinate{c.x1, below}, coordinate{c.x0, below})
	for _, y := range []float64{above, below} {
		s.line(faint, m.hairline, nil, coordinate{c.x0, y}, coordinate{c.x1, y})
	}
}

// errors draws the zero line, stems and points.
func (s *scene) errors(f *Figure, m measures, c *cell) {
	e := c.panel.Errors
	if c.panel.empty() {
		return
	}
	st := f.style(e.Party)
	var at []Point
	for _, q := range e.Points {
		at = append(at, Point{At: q.At})
	}
	m.marker *= c.crowding(m, at)
	s.line(ink, 0.6*m.line, nil, coordinate{c.x0, c.atY(0)}, coordinate{c.x1, c.atY(0)})
	for _, q := range e.Points {
		if known(q.Value) {
			s.stem(m, st, q.Beyond, c.at(q.At, 0), c.at(q.At, q.Value))
		}
	}
	// What tests the model comes last, on top.
	for _, k := range []hindcast.Kind{hindcast.Unverified, hindcast.Making, hindcast.Test} {
		var places []coordinate
		for _, q := range e.Points {
			if q.Kind == k && known(q.Value) {
				places = append(places, c.at(q.At, q.Value))
			}
		}
		s.judged(m, st, k, places...)
	}
}

// stem draws the line from zero to a point, strong where it is beyond the
// swing.
func (s *scene) stem(m measures, st style, beyond bool, from, to coordinate) {
	if beyond {
		s.line(st.line, 0.75*m.line, nil, from, to)
		return
	}
	s.line(over(st.line, 0.6), 0.3*m.line, nil, from, to)
}

// judged marks points of one kind.
func (s *scene) judged(m measures, st style, k hindcast.Kind, at ...coordinate) {
	switch k {
	case hindcast.Test:
		s.marks(st.mark, grey(0xFF), m.marker+0.5*m.hairline, 0, false, at...)
		s.marks(st.mark, st.line, 0.95*m.marker, 0, false, at...)
	case hindcast.Unverified:
		s.marks(st.mark, st.line, 0.85*m.marker, 0.35*m.line, true, at...)
	default:
		r := 0.95 * m.marker
		for _, p := range at {
			s.shapes = append(s.shapes, shape{
				paths: [][]coordinate{
					{{p.x - r, p.y - r}, {p.x + r, p.y + r}},
					{{p.x - r, p.y + r}, {p.x + r, p.y - r}},
				},
				stroke: st.line, width: 0.5 * m.line,
			})
		}
	}
}

// errorsShown are the signs of errors that a figure uses.
type errorsShown struct {
	band, beyond bool
	kinds        [3]bool
}

func (e *errorsShown) see(errors *Errors) {
	if errors == nil {
		return
	}
	for _, q := range errors.Points {
		if known(q.Value) {
			e.kinds[q.Kind] = true
			e.beyond = e.beyond || q.Beyond
			e.band = e.band || known(errors.Swing)
		}
	}
}

// entries explain the signs of errors.
func (e *errorsShown) entries() []keyEntry {
	var out []keyEntry
	plain := style{line: quiet}
	for k, words := range []string{"test point", "used in the making", "not verified"} {
		if e.kinds[k] {
			out = append(out, keyEntry{words, 0.8, func(s *scene, m measures, b box) {
				s.judged(m, plain, hindcast.Kind(k), coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2})
			}})
		}
	}
	if e.beyond {
		out = append(out, keyEntry{"beyond the swing", 0.8, func(s *scene, m measures, b box) {
			x := (b.left + b.right) / 2
			s.stem(m, plain, true, coordinate{x, b.top - 1}, coordinate{x, b.bottom + 1})
		}})
	}
	if e.band {
		out = append(out, keyEntry{"swing of the record", 2.1, func(s *scene, m measures, b box) {
			s.polygon(bandTint, coordinate{b.left, b.top}, coordinate{b.right, b.top}, coordinate{b.right, b.bottom}, coordinate{b.left, b.bottom})
			for _, y := range []float64{b.top, b.bottom} {
				s.line(faint, m.hairline, nil, coordinate{b.left, y}, coordinate{b.right, y})
			}
		}})
	}
	return out
}
