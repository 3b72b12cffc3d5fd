package plots

import "image/color"

const pointsPerMM = 72 / 25.4

// measures are the lengths of a size, in points.
type measures struct {
	width  float64
	height float64 // 0: as the panels need
	margin float64

	headline, subtitle, title, label, tick, source float64 // font sizes

	line, hairline, marker float64
	gap                    float64 // between panels
	shrunk                 float64 // what text has been scaled by; 0: not
	gutter                 float64 // the most that end labels take, as a share of the panel's width
}

// scaled shrinks text, for slides that hold much. Nothing goes under 7 points.
func (m measures) scaled(by float64) measures {
	for _, f := range []*float64{&m.headline, &m.subtitle, &m.title, &m.label, &m.tick, &m.source} {
		*f = max(7, *f*by)
	}
	m.gap *= by
	m.shrunk = by
	return m
}

// Greys of everything that is not data.
var (
	ink   = grey(0x20)
	quiet = grey(0x60) // subtitle, ticks, source
	faint = grey(0xA6) // ceilings that do not bind
	grid  = grey(0xE2)
)

func grey(v uint8) color.NRGBA { return color.NRGBA{v, v, v, 0xFF} }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xFF}
}

// A style tells one party from another: by colour, marker, dash and hatch.
type style struct {
	line  color.NRGBA
	text  color.NRGBA // the line's colour, dark enough for text on white
	mark  marker
	dash  []float64 // in line widths; nil: solid
	hatch float64   // degrees; with solid: none
	solid bool      // areas are filled, not hatched
}

// The colours are Okabe and Ito's, ordered so that neighbours differ in
// lightness too.
var (
	colours = []uint32{0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00}
	letters = []uint32{0x0068A3, 0xB84F00, 0x007A59, 0xA8487C, 0x1F77AC, 0x946600}
	greys   = []uint8{0x00, 0x58, 0x80, 0x30, 0x98, 0x70}
	dashes  = [][]float64{nil, {6, 1.6}, {4.5, 1.6, 1.2, 1.6}, {2.6, 1.4}, {8, 1.6, 1.2, 1.6, 1.2, 1.6}, {1.2, 1.2}}
	angles  = []float64{45, 45, -45, 0, 90, 20}
)

func styleOf(party int, bw bool) style {
	k := max(party, 0) % len(colours)
	s := style{
		line: rgb(colours[k]), text: rgb(letters[k]), mark: marker(max(party, 0) % int(markers)),
		dash: dashes[k], hatch: angles[k], solid: k == 0,
	}
	if bw {
		s.line, s.text = grey(greys[k]), grey(0)
	}
	return s
}

// runDashes tell nine scenarios from each other and from a solid baseline. The
// seventh to ninth repeat the colours of the first to third, so their dashes
// are far from those.
var runDashes = [][]float64{
	{6, 1.6},
	{4.5, 1.6, 1.2, 1.6},
	{2.6, 1.4},
	{8, 1.6, 1.2, 1.6, 1.2, 1.6},
	{1.2, 1.2},
	{12, 2.4},
	{1.2, 3},
	{3, 4.5},
	{9, 1.6, 3, 1.6},
}

// runStyle tells one scenario from another: the baseline is black and solid,
// the others have a colour and a dash each, ten of them no two the same.
func runStyle(run int, bw bool) style {
	if run <= 0 {
		return style{line: ink, text: ink, mark: circle, solid: true}
	}
	s := styleOf(run-1, bw)
	s.mark, s.dash = marker(run%int(markers)), runDashes[(run-1)%len(runDashes)]
	return s
}

// style is how a figure draws its series of a party, or of a run.
func (f *Figure) style(k int) style {
	if len(f.Runs) > 0 {
		return runStyle(k, f.BW)
	}
	return styleOf(k, f.BW)
}

// over lays a colour over white: share 1 is the colour itself.
func over(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(255 - (255-float64(v))*share + 0.5) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

// clear makes a colour let through what lies under it.
func clear(c color.NRGBA, share float64) color.NRGBA {
	c.A = uint8(255*share + 0.5)
	return c
}

// A marker is the shape of a point.
type marker int

const (
	circle marker = iota
	square
	triangle
	diamond
	wedge // a triangle standing on its tip
	bar
	markers
)
