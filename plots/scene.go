package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// A scene is a figure laid out: shapes and lines of text in points from the
// top left of the canvas. Whatever is on the canvas is in here.
type scene struct {
	width, height float64
	shapes        []shape
	texts         []text
}

// A shape is some lines or polygons with one fill and one stroke.
type shape struct {
	paths  [][]coordinate
	closed bool
	radius float64 // above 0: circles around the first point of each path
	fill   color.NRGBA
	stroke color.NRGBA
	width  float64 // of the stroke; 0: none
	dash   []float64
}

// A text is one line of text. x is its left edge, y its baseline.
type text struct {
	x, y  float64
	s     string
	size  float64
	bold  bool
	color color.NRGBA
	role  string // "headline", "subtitle", "key", "title", "tick", "label", "note", "source"
}

// A box is a rectangle on the canvas; y grows downwards.
type box struct{ left, top, right, bottom float64 }

func (t *text) box() box {
	return box{t.x, t.y - ascent*t.size, t.x + width(t.s, t.size, t.bold), t.y + descent*t.size}
}

// touches reports whether two boxes share an inner point.
func (b box) touches(o box) bool {
	const eps = 1e-6
	return b.left < o.right-eps && o.left < b.right-eps && b.top < o.bottom-eps && o.top < b.bottom-eps
}

// crossed reports whether a line from p to q passes through the box.
func (b box) crossed(p, q coordinate) bool {
	t0, t1 := 0.0, 1.0
	for _, side := range [][2]float64{
		{p.x - q.x, p.x - b.left},
		{q.x - p.x, b.right - p.x},
		{p.y - q.y, p.y - b.top},
		{q.y - p.y, b.bottom - p.y},
	} {
		switch d, r := side[0], side[1]; {
		case d == 0 && r < 0:
			return false
		case d < 0:
			t0 = max(t0, r/d)
		case d > 0:
			t1 = min(t1, r/d)
		}
	}
	return t0 <= t1
}

func (s *scene) polygon(fill color.NRGBA, points ...coordinate) {
	s.shapes = append(s.shapes, shape{paths: [][]coordinate{points}, closed: true, fill: fill})
}

func (s *scene) line(c color.NRGBA, width float64, dash []float64, points ...coordinate) {
	s.shapes = append(s.shapes, shape{paths: [][]coordinate{points}, stroke: c, width: width, dash: dash})
}

func (s *scene) write(t text) { s.texts = append(s.texts, t) }

// marks draws one marker at each place: filled, or hollow with a white heart.
func (s *scene) marks(m marker, c color.NRGBA, r, stroke float64, hollow bool, at ...coordinate) {
	if len(at) == 0 {
		return
	}
	out := shape{closed: true, fill: c}
	if hollow {
		out.fill, out.stroke, out.width = grey(0xFF), c, stroke
		r -= stroke / 2
	}
	for _, p := range at {
		if m == circle {
			out.radius = r
			out.paths = append(out.paths, []coordinate{p})
			continue
		}
		out.paths = append(out.paths, outline(m, p, r))
	}
	s.shapes = append(s.shapes, out)
}

// outline returns a marker's corners, sized to look as large as a circle of
// radius r.
func outline(m marker, p coordinate, r float64) []coordinate {
	var corners []coordinate
	switch m {
	case square:
		a := 0.9 * r
		corners = []coordinate{{-a, -a}, {a, -a}, {a, a}, {-a, a}}
	case triangle:
		corners = []coordinate{{0, -1.3 * r}, {1.15 * r, 0.8 * r}, {-1.15 * r, 0.8 * r}}
	case wedge:
		corners = []coordinate{{0, 1.3 * r}, {1.15 * r, -0.8 * r}, {-1.15 * r, -0.8 * r}}
	case diamond:
		corners = []coordinate{{0, -1.3 * r}, {1.3 * r, 0}, {0, 1.3 * r}, {-1.3 * r, 0}}
	default:
		corners = []coordinate{{-0.5 * r, -1.3 * r}, {0.5 * r, -1.3 * r}, {0.5 * r, 1.3 * r}, {-0.5 * r, 1.3 * r}}
	}
	for i := range corners {
		corners[i].x += p.x
		corners[i].y += p.y
	}
	return corners
}

// hatch returns the lines at an angle (degrees, 0 is level) and a distance
// that lie inside a polygon. All polygons share one grid of lines, so that
// neighbours join.
func hatch(polygon []coordinate, angle, apart float64) [][]coordinate {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	turn := func(p coordinate) coordinate { return coordinate{p.x*cos - p.y*sin, p.x*sin + p.y*cos} }
	back := func(p coordinate) coordinate { return coordinate{p.x*cos + p.y*sin, p.y*cos - p.x*sin} }
	turned := make([]coordinate, len(polygon))
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, p := range polygon {
		turned[i] = turn(p)
		lo, hi = min(lo, turned[i].y), max(hi, turned[i].y)
	}
	var out [][]coordinate
	var cuts []float64
	for k := math.Ceil(lo / apart); k*apart < hi; k++ {
		y := k * apart
		cuts = cuts[:0]
		for i, p := range turned {
			q := turned[(i+1)%len(turned)]
			if (p.y <= y) != (q.y <= y) {
				cuts = append(cuts, p.x+(q.x-p.x)*(y-p.y)/(q.y-p.y))
			}
		}
		slices.Sort(cuts)
		for i := 0; i+1 < len(cuts); i += 2 {
			out = append(out, []coordinate{back(coordinate{cuts[i], y}), back(coordinate{cuts[i+1], y})})
		}
	}
	return out
}

// draw paints the scene. The canvas has its origin at the bottom left.
func (s *scene) draw(c vg.Canvas) {
	at := func(p coordinate) vg.Point {
		return vg.Point{X: vg.Length(p.x), Y: vg.Length(s.height - p.y)}
	}
	for i := range s.shapes {
		sh := &s.shapes[i]
		var path vg.Path
		for _, points := range sh.paths {
			if sh.radius > 0 {
				centre := at(points[0])
				path.Move(centre.Add(vg.Point{X: vg.Length(sh.radius)}))
				path.Arc(centre, vg.Length(sh.radius), 0, 2*math.Pi)
				path.Close()
				continue
			}
			for j, p := range points {
				if j == 0 {
					path.Move(at(p))
				} else {
					path.Line(at(p))
				}
			}
			if sh.closed {
				path.Close()
			}
		}
		if sh.fill.A > 0 {
			c.SetColor(sh.fill)
			c.Fill(path)
		}
		if sh.width > 0 {
			dash := make([]vg.Length, len(sh.dash))
			for j, d := range sh.dash {
				dash[j] = vg.Length(d)
			}
			c.SetColor(sh.stroke)
			c.SetLineWidth(vg.Length(sh.width))
			c.SetLineDash(dash, 0)
			c.Stroke(path)
		}
	}
	for i := range s.texts {
		t := &s.texts[i]
		c.SetColor(t.color)
		c.FillString(face(t.size, t.bold), at(coordinate{t.x, t.y}), t.s)
	}
}
