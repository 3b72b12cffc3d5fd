package plots

import (
	"fmt"
	"strconv"
	"strings"
)

// Size is where a figure will be seen: a name, or a width such as "120mm". It
// fixes the width; the height follows from the panels, except on a slide.
type Size string

// The sizes with names.
const (
	Column Size = "column" // a journal column, 85 mm wide
	Page   Size = "page"   // a printed page, 180 mm wide
	Slide  Size = "slide"  // 254 mm × 143 mm
)

// Sizes lists every size that has a name.
var Sizes = []Size{Column, Page, Slide}

// The widths that a figure can have, in millimetres.
const (
	narrowest = 60
	widest    = 400
)

// ParseSize reads a size as people write it: "column", "page", "slide" or a
// width in millimetres, "120mm". Its errors are for them to read.
func ParseSize(s string) (Size, error) {
	word := strings.ToLower(strings.TrimSpace(s))
	for _, size := range Sizes {
		if word == string(size) {
			return size, nil
		}
	}
	number, isWidth := strings.CutSuffix(word, "mm")
	mm, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	switch {
	case err != nil:
		return "", fmt.Errorf("%q is not a size; write column, page, slide or a width such as 120mm", s)
	case !isWidth:
		return "", fmt.Errorf("the width %q has no unit; write %smm", s, strings.TrimSpace(number))
	case !(mm >= narrowest && mm <= widest):
		return "", fmt.Errorf("a width of %s is not between %dmm and %dmm", strings.TrimSpace(s), narrowest, widest)
	case mm == Column.mm():
		return Column, nil
	case mm == Page.mm():
		return Page, nil
	}
	return Size(strconv.FormatFloat(mm, 'f', -1, 64) + "mm"), nil
}

// mm is the width of a size. What is not a size is a page.
func (s Size) mm() float64 {
	switch s {
	case Column:
		return 85
	case Slide:
		return 254
	}
	number, isWidth := strings.CutSuffix(string(s), "mm")
	if mm, err := strconv.ParseFloat(number, 64); isWidth && err == nil && mm >= narrowest && mm <= widest {
		return mm
	}
	return 180
}

// narrow reports whether panels stand under each other only.
func (s Size) narrow() bool { return s != Slide && s.mm() < 130 }

// measure returns the lengths of a size. Widths lie on the line through the
// column and the page.
func measure(s Size) measures {
	column := measures{
		margin:   3,
		headline: 10, subtitle: 7.5, title: 8, label: 7.5, tick: 7, source: 7,
		line: 1.2, hairline: 0.35, marker: 1.6, gap: 9, gutter: 0.26,
	}
	page := measures{
		margin:   6,
		headline: 13.5, subtitle: 9.5, title: 10, label: 9, tick: 8.5, source: 8,
		line: 1.5, hairline: 0.45, marker: 2.2, gap: 13, gutter: 0.26,
	}
	m := page
	switch s {
	case Slide:
		return measures{
			width: s.mm() * pointsPerMM, height: 143 * pointsPerMM, margin: 22,
			headline: 22, subtitle: 13, title: 13.5, label: 12.5, tick: 11.5, source: 10,
			line: 1.9, hairline: 0.6, marker: 2.5, gap: 16, gutter: 0.3,
		}
	case Column:
		m = column
	default:
		if share := (s.mm() - Column.mm()) / (Page.mm() - Column.mm()); share != 1 {
			m = column.towards(page, share)
		}
	}
	m.width = s.mm() * pointsPerMM
	return m
}

// towards goes a share of the way from m to n. Text stays at 7 points or more.
func (m measures) towards(n measures, share float64) measures {
	way := func(a, b float64) float64 { return a + (b-a)*share }
	print := func(a, b float64) float64 { return max(7, way(a, b)) }
	return measures{
		margin:   way(m.margin, n.margin),
		headline: print(m.headline, n.headline), subtitle: print(m.subtitle, n.subtitle),
		title: print(m.title, n.title), label: print(m.label, n.label),
		tick: print(m.tick, n.tick), source: print(m.source, n.source),
		line: way(m.line, n.line), hairline: way(m.hairline, n.hairline), marker: way(m.marker, n.marker),
		gap: way(m.gap, n.gap), gutter: way(m.gutter, n.gutter),
	}
}
