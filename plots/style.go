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

func measure(s Size) measures {
	switch s {
	case Column:
		return measures{
			width: 85 * pointsPerMM, margin: 3,
			headline: 10, subtitle: 7.5, title: 8, label: 7.5, tick: 7, source: 7,
			line: 1.2, hairline: 0.35, marker: 1.6, gap: 9, gutter: 0.26,
		}
	case Slide:
		return measures{
			width: 254 * pointsPerMM, height: 143 * pointsPerMM, margin: 22,
			headline: 22, subtitle: 13, title: 13.5, label: 12.5, tick: 11.5, source: 10,
			line: 1.9, hairline: 0.6, marker: 2.5, gap: 16, gutter: 0.3,
		}
	default:
		return measures{
			width: 180 * pointsPerMM, margin: 6,
			headline: 13.5, subtitle: 9.5, title: 10, label: 9, tick: 8.5, source: 8,
			line: 1.5, hairline: 0.45, marker: 2.2, gap: 13, gutter: 0.26,
		}
	}
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
