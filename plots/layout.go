package plots

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"drawdown/sim/verdict"
)

// A cell is the room of one panel: its title on top, then tick labels to the
// left of the plot, end labels to its right, years below.
type cell struct {
	panel *Panel
	left  float64
	width float64
	title []string
	unit  string   // what is printed of it
	note  []string // lines said above the plot, in the place of the unit
	ends  []end

	missing []string   // lines said in place of the plot
	names   [][]string // of rows, in lines
	heights []float64  // of rows
	bare    bool       // the panel on the left names its rows
	below   []string   // the title of the horizontal axis
	lead    float64    // between the names of rows and the plot

	// The plot inside its axes.
	x0, x1, y0, y1 float64 // y0 is the top
	x, y           axis
	years          bool // whether years are printed below

	above float64 // between the title and the plot
	named bool    // whether marks bear their labels
}

// lay lays a figure out.
func lay(f *Figure) *scene {
	f = trimmed(f)
	m := measure(f.Size)
	scale := 1.0
	for {
		s, fits := layAt(f, m.scaled(scale), false)
		if fits {
			return s
		}
		if scale *= 0.88; scale < 0.4 {
			// More than a slide can hold: it keeps its width and grows.
			s, _ = layAt(f, m.scaled(scale), true)
			return s
		}
	}
}

// layAt lays a figure out in given measures, and reports whether it fits.
func layAt(f *Figure, m measures, grow bool) (*scene, bool) {
	s := &scene{width: m.width}
	room := m.width - 2*m.margin
	y := m.margin

	write := func(role string, lines []string, size float64, bold bool, c color.NRGBA, leading float64) {
		for _, line := range lines {
			y += ascent * size
			s.write(text{x: m.margin, y: y, s: line, size: size, bold: bold, color: c, role: role})
			y += (leading - ascent) * size
		}
	}
	write("headline", balanced(f.Headline, m.headline, true, room), m.headline, true, ink, 1.2)
	if f.Headline != "" {
		y += 0.15 * m.headline
	}

	columns := columnsOf(f)
	if columns > 2 {
		m.gutter = 0.34
	}
	if m.height > 0 && columns > 2 {
		// Three panels beside each other on a slide are narrow.
		m.title, m.label, m.tick = max(7, 0.9*m.title), max(7, 0.86*m.label), max(7, 0.9*m.tick)
		m.line, m.marker = 0.8*m.line, 0.8*m.marker
	}
	if len(f.Panels) == 0 && f.Missing != "" {
		// No panel is better than an empty one: the figure says what is missing.
		write("subtitle", balanced(f.Subtitle, m.subtitle, false, room), m.subtitle, false, quiet, 1.3)
		y += 1.4 * m.gap
		s.line(faint, 2*m.hairline, nil, coordinate{m.margin, y}, coordinate{m.margin + 4*m.label, y})
		y += m.gap
		write("note", wrap(f.Missing, 1.1*m.label, false, min(room, 48*m.label)), 1.1*m.label, false, ink, 1.35)
		y += 0.6 * m.gap
		source := wrap(f.Source, m.source, false, room)
		y = max(y, m.height-m.margin-float64(len(source))*1.3*m.source)
		write("source", source, m.source, false, quiet, 1.3)
		s.height = max(y+m.margin, m.height)
		return s, grow || m.height == 0 || s.height <= m.height
	}
	rows := (len(f.Panels) + columns - 1) / columns
	cells := makeCells(f, m, columns)
	write("subtitle", balanced(subtitle(f, cells), m.subtitle, false, room), m.subtitle, false, quiet, 1.3)
	y = s.key(f, m, m.margin, y, room)
	if y > m.margin {
		y += 0.85 * m.gap
	}

	// What stands under the panels is measured before they are placed.
	source := wrap(f.Source, m.source, false, room)
	foot := float64(len(source)) * 1.3 * m.source
	if len(source) > 0 {
		foot += 0.6 * m.gap
	}

	titles := make([]float64, rows) // heights, by row
	above := make([]float64, rows)
	tail := make([]float64, rows)
	need := make([]float64, rows)
	for i := range cells {
		r := i / columns
		c := &cells[i]
		c.named = len(c.panel.Marks) > 0 && (i < columns || !slices.Equal(c.panel.Marks, cells[i-columns].panel.Marks))
		above[r] = max(above[r], 0.8*m.label)
		if c.named || c.unit != "" || c.panel.Rows.lined() {
			above[r] = max(above[r], 0.6*m.label+1.6*m.tick)
		}
		if len(c.note) > 0 {
			above[r] = max(above[r], 0.6*m.label+(1.6+noteLeading*float64(len(c.note)-1))*m.tick)
		}
		titles[r] = max(titles[r], float64(len(c.title))*1.2*m.title)
		tail[r] = max(tail[r], 0.5*m.label)
		if c.years || c.panel.Rows != nil && !c.panel.Rows.Own {
			tail[r] = max(tail[r], (yearGap+1)*m.tick+c.titleHeight(m))
		}
		need[r] = max(need[r], endsHeight(c.ends, m), float64(len(c.missing))*noteLeading*m.label)
		need[r] = max(need[r], c.rowsHeight())
	}
	plot := plotHeight(f.Size, len(f.Panels), columns, rows)
	if f.rowsOnly() {
		plot = 0
	}
	if m.height > 0 {
		left := m.height - y - foot - m.margin - m.gap*float64(max(rows-1, 0))
		for r := range rows {
			left -= titles[r] + above[r] + tail[r]
		}
		plot = left / float64(max(rows, 1))
		if !grow {
			least := float64(least)
			if m.shrunk > 0.7 {
				least = max(least, 0.44*m.height/float64(max(rows, 1)))
			}
			for r := range rows {
				if plot < max(need[r], least) {
					return nil, false
				}
			}
		}
		plot = max(plot, least)
	}

	for r := range rows {
		if r > 0 {
			y += m.gap
		}
		height := plot
		if m.height == 0 || grow {
			height = max(plot, need[r])
		}
		if m.height == 0 && absent(cells[r*columns:min((r+1)*columns, len(cells))]) {
			height = need[r] // a sentence needs no plot's room
		}
		for i := r * columns; i < min((r+1)*columns, len(cells)); i++ {
			c := &cells[i]
			c.above = above[r]
			c.y0 = y + titles[r] + above[r]
			c.y1 = c.y0 + height
			c.scaleValues(f, m, cells)
		}
		y += titles[r] + above[r] + height + tail[r]
	}
	alignPlots(cells, m)
	alignRows(f, cells, m)
	for i := range cells {
		s.panel(f, m, &cells[i])
	}

	if len(source) > 0 {
		if m.height > 0 {
			y = max(y, m.height-m.margin-foot)
		}
		y += 0.6 * m.gap
		write("source", source, m.source, false, quiet, 1.3)
	}
	s.height = max(y+m.margin, m.height)
	return s, true
}

// absent reports whether all panels of a row say what is missing.
func absent(row []cell) bool {
	for i := range row {
		if len(row[i].missing) == 0 {
			return false
		}
	}
	return true
}

// least is the least height of a plot that can be read, in points.
const least = 45

// columnsOf says how many panels stand beside each other.
func columnsOf(f *Figure) int {
	n := max(len(f.Panels), 1)
	if f.Size.narrow() {
		return 1
	}
	if across := min(f.Across, n); across > 0 {
		// A slide is not high: what belongs side by side may repeat in a row.
		for f.Size == Slide && 2*across <= 6 && n > 3*across {
			across *= 2
		}
		return across
	}
	switch f.Size {
	case Slide:
		switch {
		case n <= 3:
			return n
		case n == 4:
			return 2
		case n <= 9:
			return 3
		}
		return 4
	}
	switch {
	case n <= 3 && stacked(f) && !crowded(f):
		return n
	case n <= 3:
		return 1
	}
	return 2
}

// crowded reports whether a stack has more bands than can be named beside a
// narrow plot.
func crowded(f *Figure) bool {
	for i := range f.Panels {
		if k := f.Panels[i].Stack; k != nil && len(k.Bands) > 4 {
			return true
		}
	}
	return false
}

func stacked(f *Figure) bool {
	for i := range f.Panels {
		if f.Panels[i].Stack != nil {
			return true
		}
	}
	return false
}

// plotHeight is the height of a plot, axis to axis, where the size leaves it
// free.
func plotHeight(s Size, n, columns, rows int) float64 {
	mm := 0.0
	switch {
	case s.narrow():
		mm = []float64{52, 52, 40, 34, 29, 26}[min(n, 5)]
		if n > 5 {
			mm = 24
		}
	case columns == 1:
		mm = []float64{80, 80, 58, 46}[min(n, 3)]
	default:
		mm = []float64{70, 70, 54, 44}[min(rows, 3)]
		if rows > 3 {
			mm = 36
		}
	}
	if mm > 0 && s != Slide {
		mm *= max(1, s.mm()/Page.mm()) // what is wider than a page is higher too
	}
	return mm * pointsPerMM
}

// makeCells cuts the width into columns, and measures titles and end labels.
func makeCells(f *Figure, m measures, columns int) []cell {
	cells := make([]cell, len(f.Panels))
	room := m.width - 2*m.margin
	between := 1.3 * m.gap
	w := (room - between*float64(columns-1)) / float64(columns)
	for i := range cells {
		c := &cells[i]
		c.panel = &f.Panels[i]
		c.width = w
		c.left = m.margin + float64(i%columns)*(w+between)
		if len(c.panel.Series) > 0 && len(c.panel.Series[0].Ribbons) > 0 || !strings.Contains(strings.ToLower(c.panel.Title), strings.ToLower(c.panel.Unit)) {
			c.unit = verdict.Capital(clean(c.panel.Unit))
		}
		c.title = balanced(c.panel.Title, m.title, true, w)
		if e := c.panel.Errors; e != nil && !c.panel.empty() {
			c.note, c.unit = wrap(e.note(c.unit), m.tick, false, w), ""
		}
		if k := c.panel.Columns; k != nil && k.Note != "" && !c.panel.empty() {
			c.note, c.unit = wrap(k.note(c.unit), m.tick, false, w), ""
		}
		if c.panel.empty() {
			c.missing = wrap(c.panel.Missing, m.label, false, w)
		}
		if c.bare = i%columns > 0 && named(&cells[i-1], c); c.bare {
			beside(&cells[i-1], c, m)
		}
		c.measureRows(m)
		if c.bare {
			even(&cells[i-1], c)
		}
		c.ends = endsOf(f, m, c.panel, m.gutter*w)
		// Years are printed under the lowest panel of a column, and wherever
		// the one below shows other years.
		below := i + columns
		c.years = below >= len(cells) || !sameSpan(c.panel, &f.Panels[below]) || c.panel.Columns != nil
		c.titles(m)
		c.y = c.axis(f, 5)
	}
	return cells
}

func sameSpan(a, b *Panel) bool {
	a0, a1 := a.span()
	b0, b1 := b.span()
	return a0 == b0 && a1 == b1 && (a.Stack == nil) == (b.Stack == nil) && sameLever(a, b) && (b.Missing == "" || !b.empty())
}

// subtitle adds what a reader must know of the axes.
func subtitle(f *Figure, cells []cell) string {
	cut, lines, level := 0, 0, 0
	for i := range cells {
		p := cells[i].panel
		if p.Stack != nil || p.Field != nil || p.empty() {
			continue
		}
		lines++
		switch {
		case p.Rows != nil:
			level++
			if !p.Rows.Time && p.Rows.scale(f, mostTicks).lo > 0 {
				cut++
			}
		case cells[i].y.lo > 0:
			cut++
		}
	}
	note := ""
	switch {
	case cut == 0:
	case level == lines && cut < lines:
		note = "Not every scale starts at zero."
	case level == lines:
		note = "The scale does not start at zero."
	case cut == 1 && len(cells) == 1:
		note = "The vertical axis does not start at zero."
	case cut == lines:
		note = "Vertical axes do not start at zero."
	default:
		note = "Not every vertical axis starts at zero."
	}
	switch {
	case note == "":
		return f.Subtitle
	case f.Subtitle == "":
		return note
	}
	return sentence(f.Subtitle) + " " + note
}

// sentence ends text with a full stop where it has no end.
func sentence(s string) string {
	if s == "" {
		return s
	}
	switch s[len(s)-1] {
	case '.', '!', '?', ':':
		return s
	}
	return s + "."
}

// axis makes the vertical axis of a panel with at most n intervals.
func (c *cell) axis(f *Figure, n int) axis {
	lo, hi := math.Inf(1), math.Inf(-1)
	zero, whole := false, true
	see := func(p *Panel) {
		l, h, w := p.values()
		lo, hi, whole = min(lo, l), max(hi, h), whole && w
		zero = zero || p.Stack != nil
	}
	for i := range f.Panels {
		p := &f.Panels[i]
		if f.SameScale || p == c.panel || p.Scale > 0 && p.Scale == c.panel.Scale {
			see(p)
		}
	}
	if c.panel.Field != nil {
		return c.panel.Field.axis(n)
	}
	if c.panel.Percent && lo >= 0 && hi < 100.5 {
		return percentAxis(hi, n, c.panel.Columns != nil)
	}
	a := valueAxis(lo, hi, n, zero, whole)
	if c.panel.Errors != nil {
		a.tighten(lo)
	}
	return a
}

// scaleValues makes the vertical axis once the height is known.
func (c *cell) scaleValues(f *Figure, m measures, cells []cell) {
	n := int((c.y1 - c.y0) / (2.5 * m.tick))
	cut := c.y.lo > 0
	c.y = c.axis(f, max(2, min(n, 6)))
	if !cut {
		// The subtitle has said that this axis starts at zero.
		c.y.lo = min(c.y.lo, 0)
	}
}

// values returns the least and the greatest value of a panel, and whether all
// of them are whole.
func (p *Panel) values() (lo, hi float64, whole bool) {
	lo, hi, whole = math.Inf(1), math.Inf(-1), true
	see := func(v float64) {
		if known(v) {
			lo, hi, whole = min(lo, v), max(hi, v), whole && v == math.Trunc(v)
		}
	}
	for i := range p.Ceilings {
		see(p.Ceilings[i].Value)
	}
	for i := range p.Series {
		for _, q := range p.Series[i].Points {
			see(q.Value)
		}
		for _, q := range p.Series[i].Observed {
			see(q.Value)
		}
	}
	if p.Errors != nil {
		p.Errors.values(see)
	}
	for i := range p.Series {
		ribbonValues(p.Series[i].Ribbons, see)
	}
	if p.Columns != nil {
		p.Columns.values(see)
	}
	if p.Lever != nil {
		p.Lever.values(see)
	}
	if p.Field != nil {
		p.Field.values(see)
	}
	if p.Stack != nil {
		for i := range p.Stack.At {
			if total, ok := p.Stack.total(i); ok {
				see(total)
			}
		}
	}
	return lo, hi, whole
}

// alignPlots gives all plots one width, and makes their horizontal axes.
func alignPlots(cells []cell, m measures) {
	left, right := 0.0, 0.0
	for i := range cells {
		c := &cells[i]
		if c.panel.Rows != nil {
			continue
		}
		for _, v := range c.y.ticks {
			left = max(left, width(c.panel.tick(v, c.y.step), m.tick, false))
		}
		for _, e := range c.ends {
			right = max(right, e.width)
		}
	}
	for i := range cells {
		c := &cells[i]
		if c.panel.Rows != nil {
			continue
		}
		c.x0 = c.left + left + 0.6*m.tick
		c.x1 = c.left + c.width - right - leader(m)
		if right == 0 {
			c.x1 = c.left + c.width - width("2000", m.tick, false)/2
		}
		c.scaleYears(m)
	}
}

// leader is the room between the plot and its end labels.
func leader(m measures) float64 { return 1.25 * m.label }

// scaleYears makes the horizontal axis.
func (c *cell) scaleYears(m measures) {
	if c.panel.Lever != nil {
		c.scaleAmounts(m)
		return
	}
	from, until := c.panel.span()
	if until-from < 0.5 {
		from, until = from-0.5, until+0.5
	}
	pad := (until - from) * 0.015
	if k := c.panel.Stack; k != nil {
		// Columns are wide; half of one reaches beyond its date.
		pad = 0.55 * (until - from) / float64(max(1, len(k.At)-1))
	}
	if c.panel.Rows != nil {
		// A mark on the first day stands clear of the names.
		pad = (until - from) * 0.03
	}
	// A treaty year that begins a few weeks into January starts the axis at
	// that year's tick.
	if first := math.Floor(from); from-first < 0.13 && c.panel.Stack == nil && c.panel.Rows == nil {
		from = first
	} else {
		from -= pad
	}
	c.x.lo, c.x.hi = from, until+pad
	perYear := (c.x1 - c.x0) / (c.x.hi - c.x.lo)
	c.x.step = 1
	apart := (width("2000", m.tick, false) + 0.9*m.tick) / perYear
	c.x.ticks = years(c.x.lo, c.x.hi, apart)
	first, last := math.Ceil(c.x.lo-1e-9), math.Floor(c.x.hi+1e-9)
	if k := c.panel.Stack; k != nil {
		// Years stand under their columns, and only there.
		c.x.ticks = slices.DeleteFunc(c.x.ticks, func(y float64) bool { return !k.has(y) })
		if len(k.At) > 0 {
			first, last = math.Floor(k.At[0]), math.Floor(k.At[len(k.At)-1])
		}
	}
	if len(c.x.ticks) < 2 && first <= last {
		// No two round years: the first and the last will do.
		c.x.ticks = []float64{first}
		if last-first >= apart {
			c.x.ticks = append(c.x.ticks, last)
		}
	}
}

// at returns the place of a date and a value on the canvas.
func (c *cell) at(x, y float64) coordinate { return coordinate{c.atX(x), c.atY(y)} }

func (c *cell) atX(x float64) float64 {
	return c.x0 + (x-c.x.lo)/(c.x.hi-c.x.lo)*(c.x1-c.x0)
}

func (c *cell) atY(y float64) float64 {
	return c.y1 - (y-c.y.lo)/(c.y.hi-c.y.lo)*(c.y1-c.y0)
}
