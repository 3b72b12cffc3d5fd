package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Rows stand under each other on one level scale, each named on its left:
// amounts as bars, or dates as tracks.
type Rows struct {
	Party int
	Rows  []Row
	Lines []Line // upright, through all rows
	Time  bool   // the scale is time, as in Panel.From and Until; else amounts
	Steps bool   // each bar begins where the one before ends: a waterfall

	Free    bool    // the scale need not hold zero: bars begin at the base
	Own     bool    // each row has a scale of its own from 0 to 1, and none is printed
	AtLeast float64 // the scale goes from zero to this at least; 0: as the amounts need
	Base    *Line   // what all bars begin at
	Signs   []Sign  // what the key explains
	// Beside says that the rows are those of the panel on the left, which
	// names them where the two stand beside each other.
	Beside bool
}

// A Row is one line of Rows.
type Row struct {
	Name   string
	Head   bool // names the rows below it and has nothing of its own
	Bars   []Bar
	Label  string  // written after the bars
	Tracks []Track // under each other

	Dots  []Dot  // values on one level
	Spans []Span // estimates with intervals, under each other
	Tags  []Tag  // texts at the ends of bars
	Apart bool   // the bars lie under each other, in lanes
}

// A Dot is a value that can occur; hollow: one that is not meant.
type Dot struct {
	At     float64
	Hollow bool
}

// A Bar is an amount.
type Bar struct {
	From, To float64
	Tone     Tone
}

// Tone is what a bar stands for.
type Tone uint8

// The tones.
const (
	Whole    Tone = iota // an amount that there is: full
	Fall                 // what goes: half as strong
	Rise                 // what comes: hatched
	Counted              // what a rule makes of an amount: pale, with an edge
	Possible             // what there could be: hatched, with an edge
)

// A Track is when one party comes under one ceiling.
type Track struct {
	Name    string // of the party
	Party   int
	Binds   float64 // decimal years; NaN: it does not
	First   float64 // at or under the ceiling; NaN: never
	Lasting float64 // at or under it from then to the end; NaN: not to the end
	Missing string  // why there are no dates
}

// nobody is the party of what is said of all.
const nobody = -1

// A Line is a ceiling that stands beside bars.
type Line struct {
	At    float64
	Name  string
	State State
}

// mostTicks is how many intervals the scale of rows has where there is room.
const mostTicks = 6

// scale makes the scale of amounts, common to all panels of a figure that
// share it, with at most n intervals.
func (r *Rows) scale(f *Figure, n int) axis {
	lo, hi, whole := math.Inf(1), math.Inf(-1), true
	zero := false
	see := func(v float64) {
		if known(v) {
			lo, hi, whole = min(lo, v), max(hi, v), whole && v == math.Trunc(v)
		}
	}
	all := []*Rows{r}
	if f.SameScale {
		all = nil
		for i := range f.Panels {
			if p := &f.Panels[i]; p.Rows != nil && !p.Rows.Time {
				all = append(all, p.Rows)
			}
		}
	}
	if r.Own {
		if slices.ContainsFunc(r.Rows, func(row Row) bool { return len(row.Dots) > 0 }) {
			return axis{lo: -0.02, hi: 1.02, step: 1} // dots stand clear of the edges
		}
		return axis{lo: 0, hi: 1, step: 1}
	}
	for _, r := range all {
		for _, l := range r.Lines {
			see(l.At)
		}
		r.seeSpans(see)
		for i := range r.Rows {
			for _, b := range r.Rows[i].Bars {
				see(b.To)
				// A waterfall may be cut: what counts in it is the steps.
				if b.From != 0 || !r.Steps {
					see(b.From)
				}
				zero = zero || !r.Steps && !r.Free
			}
		}
	}
	if r.AtLeast > 0 {
		return r.shareAxis(lo, hi, n)
	}
	return valueAxis(lo, hi, n, zero, whole)
}

// dates shows every date of the tracks.
func (r *Rows) dates(see func(float64)) {
	for i := range r.Rows {
		for _, t := range r.Rows[i].Tracks {
			for _, at := range []float64{t.Binds, t.First, t.Lasting} {
				if known(at) {
					see(at)
				}
			}
		}
	}
}

// rowsOnly reports whether all panels of a figure are rows.
func (f *Figure) rowsOnly() bool {
	for i := range f.Panels {
		if p := &f.Panels[i]; p.Rows == nil && !(p.empty() && p.Missing != "") {
			return false
		}
	}
	return len(f.Panels) > 0
}

// measureRows wraps the names of rows and finds their least heights.
func (c *cell) measureRows(m measures) {
	bare := c.bare
	r := c.panel.Rows
	if r == nil {
		return
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		most := 0.4 * c.width
		if row.Head {
			most = c.width
		}
		var lines []string
		if !bare {
			lines = balanced(row.Name, m.label, row.Head, most)
		}
		if len(lines) > mostLines {
			lines = lines[:mostLines]
			lines[mostLines-1] = clipped(lines[mostLines-1]+" …", m.label, row.Head, most)
		}
		c.names = append(c.names, lines)
		h := max(1, float64(len(lines))) * endLeading * m.label
		h = max(h, float64(len(row.Tracks))*lane*m.label)
		h = max(h, row.laneHeight(m))
		h += 0.42*m.label + row.below(m)
		if row.Head && i > 0 {
			h += headGap * m.label
		}
		c.heights = append(c.heights, h)
	}
}

// mostLines is how many lines the name of a row has: a name is not a story.
const mostLines = 4

// clipped shortens text to a width.
func clipped(s string, size float64, bold bool, most float64) string {
	s = clean(s)
	if width(s, size, bold) <= most && !strings.HasSuffix(s, "…") {
		return s
	}
	s = strings.TrimSuffix(s, "…")
	n := fit(s, size, bold, most-width("…", size, bold))
	return strings.TrimRight(s[:n], " ,(") + "…"
}

// headGap is the room above a heading, in font sizes.
const headGap = 0.5

// lane is the height of one track, in font sizes.
const lane = 1.12

// rowsHeight is the least height of all rows.
func (c *cell) rowsHeight() float64 {
	h := 0.0
	for _, row := range c.heights {
		h += row
	}
	return h
}

// mostAfter is how much of a panel's width may be written after its bars.
const mostAfter = 0.34

// alignRows gives all panels of rows one width, wide enough for the names on
// the left and what is written after the bars. Dates are apart from amounts, and
// panels beside others that name their rows have a width of their own.
func alignRows(f *Figure, cells []cell, m measures) {
	var groups [3][]*cell
	for i := range cells {
		switch c := &cells[i]; {
		case c.panel.Rows == nil:
		case c.bare:
			groups[2] = append(groups[2], c)
		case c.panel.Rows.Time:
			groups[1] = append(groups[1], c)
		default:
			groups[0] = append(groups[0], c)
		}
	}
	for _, some := range groups {
		alignSome(f, some, m)
	}
}

func alignSome(f *Figure, cells []*cell, m measures) {
	gap := 0.5 * m.label
	left := 0.0
	for _, c := range cells {
		for k, lines := range c.names {
			if c.panel.Rows.Rows[k].Head {
				continue
			}
			for _, line := range lines {
				left = max(left, width(line, m.label, false)+gap)
			}
		}
	}
	for _, c := range cells {
		if r := c.panel.Rows; !r.Time {
			room := c.width - left - 0.6*m.tick
			c.x = r.scale(f, max(2, min(mostTicks, int(room/(5.5*m.tick)))))
		}
	}
	// Tags need more room beside a narrower plot, and make it narrower.
	lead, trail, plot := 0.0, 0.0, 0.0
	for range 40 {
		plot = math.Inf(1)
		for _, c := range cells {
			c.lead = lead
			c.x0 = c.left + left + 0.6*m.tick + lead
			plot = min(plot, c.plotWidth(m, trail))
		}
		wider := false
		for _, c := range cells {
			a, z := c.tagRoom(m, max(plot, 0))
			wider = wider || a > lead+0.01 || z > trail+0.01
			lead, trail = max(lead, a), max(trail, z)
		}
		if !wider {
			break
		}
	}
	for _, c := range cells {
		c.x1 = c.x0 + max(plot, 1)
		if c.panel.Rows.Time {
			c.scaleYears(m)
		}
	}
}

// plotWidth is how wide the plot of a panel of rows can be, from its left edge,
// with some room for tags on the right.
func (c *cell) plotWidth(m measures, trail float64) float64 {
	r := c.panel.Rows
	most := mostAfter * c.width
	room := c.left + c.width - c.x0
	plot := room - max(0.5*m.tick, trail)
	if r.Time {
		return min(plot, room-r.edge(m, most))
	}
	if k := len(c.x.ticks) - 1; k >= 0 && (r.Free || r.AtLeast > 0) {
		// The last number of the scale has room.
		plot = min(plot, room-0.5*width(c.panel.tick(c.x.ticks[k], c.x.step), m.tick, false))
	}
	for k := range r.Rows {
		w := 0.5*m.label + m.hairline + width(clipped(r.Rows[k].Label, m.label, true, most), m.label, true)
		if share := (c.end(&r.Rows[k]) - c.x.lo) / (c.x.hi - c.x.lo); share > 0 && known(share) {
			plot = min(plot, (room-w)/share)
		}
		plot = min(plot, room)
	}
	return plot
}

// end is where a row ends on the scale of its panel.
func (c *cell) end(r *Row) float64 { return min(r.end(), c.x.hi) }

// end is where the bars of a row end on the right.
func (r *Row) end() float64 {
	end := math.Inf(-1)
	for _, b := range r.Bars {
		if !known(b.From) || !known(b.To) {
			continue
		}
		end = max(end, b.From, b.To)
	}
	for _, p := range r.Spans {
		for _, v := range []float64{p.At, p.High} {
			if known(v) {
				end = max(end, v)
			}
		}
	}
	return end
}

// What is written at the right edge for what does not happen.
const (
	never      = "never"
	notLasting = "not lastingly"
)

// remark is what is written at the right edge for a track, and whether an
// arrow points there.
func (t *Track) remark() (words string, arrow bool) {
	switch {
	case t.Missing != "":
		return t.Missing, false
	case !known(t.First):
		return never, true
	case !known(t.Lasting):
		return notLasting, true
	}
	return "", false
}

// edge is the room that tracks need to the right of the plot.
func (r *Rows) edge(m measures, mostWide float64) float64 {
	most := 0.5 * width("2000", m.tick, false)
	for i := range r.Rows {
		for j := range r.Rows[i].Tracks {
			if words, _ := r.Rows[i].Tracks[j].remark(); words != "" {
				most = max(most, 1.1*m.label+width(clipped(words, m.tick, false, mostWide-1.1*m.label), m.tick, false))
			}
		}
	}
	return most
}

// rows draws a panel of rows. Labels of lines begin at left.
func (s *scene) rows(f *Figure, m measures, c *cell, left float64) {
	r := c.panel.Rows
	stretch := 1.0
	if h := c.rowsHeight(); h > 0 {
		stretch = max(1, min((c.y1-c.y0)/h, 1.7))
		c.y1 = c.y0 + h*stretch
	}
	if len(r.Rows) == 0 {
		s.write(text{x: c.left, y: c.y0 + m.label, s: "Nothing to show", size: m.label, color: quiet, role: "note"})
		return
	}
	s.level(m, c)
	top := c.y0
	last, lastAt := math.NaN(), 0.0
	for i := range r.Rows {
		row := &r.Rows[i]
		height := c.heights[i] * stretch
		mid := top + height/2
		if row.Head && i > 0 {
			mid += headGap * m.label / 2
		}
		mid -= row.below(m) / 2
		s.name(m, c, c.names[i], row.Head, mid)
		half := min(0.34*height, 0.62*m.label*stretch)
		for j, b := range row.Bars {
			if !known(b.From) || !known(b.To) {
				continue
			}
			if r.Steps && known(last) {
				x := c.atX(last)
				s.line(quiet, m.hairline, nil, coordinate{x, lastAt}, coordinate{x, mid - half})
			}
			at, thick := row.lane(m, j, mid, half)
			s.bar(m, c, f.barStyle(r.Party), b, at, thick)
			last, lastAt = b.To, mid+half
		}
		s.dots(f, m, c, row.Dots, mid)
		for j := range row.Spans {
			at := mid + (float64(j)-float64(len(row.Spans)-1)/2)*spanLane*m.label*stretch
			s.span(m, c, f.barStyle(r.Party), &row.Spans[j], at, half)
		}
		for j := range row.Tracks {
			middle := top + height*(float64(j)+0.5)/float64(len(row.Tracks))
			if n := len(row.Tracks); n > 1 {
				// Tracks of one row stay together.
				middle = mid + (float64(j)-float64(n-1)/2)*lane*m.label*stretch
			}
			s.track(f, m, c, &row.Tracks[j], middle, 0.5*lane*m.label*stretch)
		}
		top += height
	}
	s.lines(m, c, max(left, c.x0))
	s.tags(m, c, stretch)
	top = c.y0
	for i := range r.Rows {
		row := &r.Rows[i]
		height := c.heights[i] * stretch
		if row.Label != "" && known(row.end()) {
			t := text{
				x: c.atX(c.end(row)) + 0.5*m.label, y: top + (height-row.below(m))/2 + 0.36*m.label,
				s: clipped(row.Label, m.label, true, mostAfter*c.width), size: m.label, bold: true, color: ink, role: "label",
			}
			b := t.box()
			s.polygon(grey(0xFF), coordinate{b.left - 1, b.top}, coordinate{b.right + 1, b.top},
				coordinate{b.right + 1, b.bottom}, coordinate{b.left - 1, b.bottom})
			s.write(t)
		}
		top += height
	}
}

// barStyle is how bars of a party look.
func (f *Figure) barStyle(party int) style {
	st := styleOf(party, f.BW)
	if f.BW {
		st.line = grey(0x40) // black would hide what stands on it
	}
	return st
}

// name writes the name of a row, to the left of its bars; that of a heading
// from the panel's left edge.
func (s *scene) name(m measures, c *cell, lines []string, head bool, mid float64) {
	y := mid - (float64(len(lines)-1)*endLeading+ascent+descent)*m.label/2 + ascent*m.label
	for _, line := range lines {
		t := text{x: c.x0 - c.lead - 0.5*m.label - width(line, m.label, false), y: y, s: line, size: m.label, color: ink, role: "row"}
		if head {
			t.x, t.bold, t.color = c.left, true, quiet
		}
		if head {
			b := t.box()
			s.polygon(grey(0xFF), coordinate{c.left, b.top}, coordinate{b.right + 0.4*m.label, b.top},
				coordinate{b.right + 0.4*m.label, b.bottom}, coordinate{c.left, b.bottom})
		}
		s.write(t)
		y += endLeading * m.label
	}
}

// level draws the upright hairlines of the scale and its numbers or years.
func (s *scene) level(m measures, c *cell) {
	ticks := c.x.ticks
	free := math.Inf(-1)
	for _, v := range ticks {
		x := c.atX(v)
		if x < c.x0-0.01 || x > c.x1+0.01 {
			continue
		}
		s.line(grid, m.hairline, nil, coordinate{x, c.y0}, coordinate{x, c.y1})
		n := c.panel.tick(v, c.x.step)
		if c.panel.Rows.Time {
			n = strconv.Itoa(int(v))
		}
		w := width(n, m.tick, false)
		// A number at the edge stays inside.
		left := min(max(x-w/2, c.left), c.left+c.width-w)
		if left < max(free, c.left) {
			continue
		}
		free = left + w + 0.5*m.tick
		s.write(text{x: left, y: c.y1 + (yearGap+ascent)*m.tick, s: n, size: m.tick, color: quiet, role: "tick"})
	}
	if r := c.panel.Rows; !r.Free && !r.Own {
		x := c.x0
		if r.AtLeast > 0 {
			x = c.atX(0)
		}
		s.line(quiet, m.hairline*1.5, nil, coordinate{x, c.y0}, coordinate{x, c.y1})
	}
}

// bar draws an amount.
func (s *scene) bar(m measures, c *cell, st style, b Bar, mid, half float64) {
	from, to := min(max(b.From, c.x.lo), c.x.hi), min(max(b.To, c.x.lo), c.x.hi)
	a, z := c.atX(min(from, to)), c.atX(max(from, to))
	z = max(z, a+1.2*m.hairline)
	corners := []coordinate{{a, mid - half}, {z, mid - half}, {z, mid + half}, {a, mid + half}}
	edge := func() {
		s.shapes = append(s.shapes, shape{paths: [][]coordinate{corners}, closed: true, stroke: st.line, width: 0.4 * m.line})
	}
	switch b.Tone {
	case Whole:
		s.polygon(st.line, corners...)
	case Fall:
		s.polygon(over(st.line, 0.5), corners...)
	case Counted:
		s.polygon(over(st.line, 0.22), corners...)
		edge()
	default:
		s.polygon(over(st.line, 0.08), corners...)
		s.shapes = append(s.shapes, shape{
			paths: hatch(corners, 45, 2.1*m.line), stroke: over(st.line, 0.9), width: 0.4 * m.line,
		})
		edge()
	}
	if b.From < c.x.lo && b.To > c.x.lo {
		s.tear(m, a+2.2*half, mid, half)
	}
}

// tear cuts a bar that begins left of its scale.
func (s *scene) tear(m measures, x, mid, half float64) {
	lean := 0.5 * half
	for _, dx := range []float64{0, 2.4 * m.line} {
		s.line(grey(0xFF), 0.9*m.line, nil, coordinate{x + dx - lean, mid + 1.25*half}, coordinate{x + dx + lean, mid - 1.25*half})
	}
}

// lines draws the ceilings that stand beside bars, with their names above.
func (s *scene) lines(m measures, c *cell, left float64) {
	var want, widths []float64
	var labels []string
	gap, room := 0.8*m.tick, c.left+c.width-left
	short := false
	total := -gap
	all, base := c.panel.Rows.uprights()
	for _, l := range all {
		total += width(l.label(false), m.tick, false) + gap
	}
	short = total > room
	for i, l := range all {
		if !known(l.At) {
			continue
		}
		x := c.atX(l.At)
		shade, w, dash := ink, 0.72*m.line, []float64{3 * m.line, 1.7 * m.line}
		switch l.State {
		case Ahead:
			shade, w, dash = faint, 0.6*m.line, []float64{2 * m.line, 2 * m.line}
		case Lapsed:
			shade, w, dash = quiet, 0.6*m.line, []float64{0.7 * m.line, 1.6 * m.line}
		}
		if i == base {
			shade, w, dash = ink, 0.6*m.line, nil
		}
		s.line(shade, w, dash, coordinate{x, c.y0 - 0.2*m.tick}, coordinate{x, c.y1})
		label := l.label(short)
		lw := width(label, m.tick, false)
		if room -= lw + gap; room < -gap {
			continue
		}
		labels, want, widths = append(labels, label), append(want, x), append(widths, lw)
	}
	for i, x := range place(want, widths, gap, left, c.left+c.width) {
		s.line(quiet, m.hairline, nil, coordinate{x, c.y0 - 0.8*m.tick}, coordinate{want[i], c.y0 - 0.2*m.tick})
		s.write(text{x: x - widths[i]/2, y: c.y0 - 1.05*m.tick, s: labels[i], size: m.tick, color: ink, role: "note"})
	}
}

// label names a line: "New START: 1,550".
func (l *Line) label(short bool) string {
	if short || l.Name == "" {
		return Number(l.At)
	}
	return clean(l.Name) + ": " + Number(l.At)
}

// track draws when a party comes under a ceiling: hollow where it first does,
// filled from where it stays; an arrow where it never does.
func (s *scene) track(f *Figure, m measures, c *cell, t *Track, mid, half float64) {
	st := styleOf(t.Party, f.BW)
	if t.Party == nobody {
		st.text = quiet
	}
	s.line(grid, m.hairline, nil, coordinate{c.x0, mid}, coordinate{c.x1, mid})
	if known(t.Binds) {
		x := c.across(t.Binds, mid).x
		s.line(ink, 0.9*m.line, nil, coordinate{x, mid - half}, coordinate{x, mid + half})
	}
	words, arrow := t.remark()
	if words != "" {
		s.write(text{x: c.x1 + 1.1*m.label, y: mid + 0.36*m.tick, s: clipped(words, m.tick, false, mostAfter*c.width-1.1*m.label), size: m.tick, color: st.text, role: "note"})
	}
	dash := []float64{1.2 * m.line, 1.2 * m.line}
	if arrow {
		tip := c.x1 + 0.9*m.label
		tail := c.x1 - 0.6*m.label
		if known(t.First) {
			tail = c.across(t.First, mid).x
			s.line(st.line, 0.5*m.line, dash, coordinate{tail, mid}, coordinate{tip - 0.4*m.label, mid})
		} else {
			s.line(st.line, 0.7*m.line, nil, coordinate{tail, mid}, coordinate{tip - 0.4*m.label, mid})
		}
		s.polygon(st.line, coordinate{tip, mid}, coordinate{tip - 0.5*m.label, mid - 0.25*m.label},
			coordinate{tip - 0.5*m.label, mid + 0.25*m.label})
	}
	r := 1.15 * m.marker
	if known(t.First) && (!known(t.Lasting) || t.Lasting != t.First) {
		if known(t.Lasting) {
			s.line(st.line, 0.5*m.line, dash, c.across(t.First, mid), c.across(t.Lasting, mid))
		}
		s.marks(st.mark, st.line, r, 0.5*m.line, true, c.across(t.First, mid))
	}
	if known(t.Lasting) {
		s.marks(st.mark, st.line, r, 0, false, c.across(t.Lasting, mid))
	}
}

// across is the place of a date in a row.
func (c *cell) across(at, mid float64) coordinate {
	return coordinate{min(max(c.atX(at), c.x0), c.x1), mid}
}

// tracksShown is what signs the tracks of a figure use.
type tracksShown struct {
	first, lasting, binds, arrow bool
	parties                      []Track // one for each name
}

func (t *tracksShown) see(r *Rows) {
	if r == nil {
		return
	}
	for i := range r.Rows {
		for _, k := range r.Rows[i].Tracks {
			if k.Party != nobody && !slices.ContainsFunc(t.parties, func(p Track) bool { return p.Name == k.Name && p.Party == k.Party }) {
				t.parties = append(t.parties, k)
			}
			_, arrow := k.remark()
			t.arrow = t.arrow || arrow
			t.binds = t.binds || known(k.Binds)
			t.lasting = t.lasting || known(k.Lasting)
			t.first = t.first || known(k.First) && k.First != k.Lasting
		}
	}
}

// entries are the lines of the key for tracks.
func (t *tracksShown) entries(f *Figure) []keyEntry {
	var out []keyEntry
	mark := func(st style, hollow bool) func(*scene, measures, box) {
		return func(s *scene, m measures, b box) {
			at := coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2}
			s.marks(st.mark, st.line, 1.15*m.marker, 0.5*m.line, hollow, at)
		}
	}
	if len(t.parties) > 1 {
		for _, p := range t.parties {
			out = append(out, keyEntry{p.Name, 0.9, mark(styleOf(p.Party, f.BW), false)})
		}
	}
	plain := style{line: quiet, mark: circle}
	if t.first {
		out = append(out, keyEntry{"first at or under the ceiling", 0.9, mark(plain, true)})
	}
	if t.lasting {
		out = append(out, keyEntry{"at or under it to the end", 0.9, mark(plain, false)})
	}
	if t.binds {
		out = append(out, keyEntry{"the limit binds", 0.5, func(s *scene, m measures, b box) {
			x := (b.left + b.right) / 2
			s.line(ink, 0.9*m.line, nil, coordinate{x, b.top - 0.2*m.tick}, coordinate{x, b.bottom + 0.2*m.tick})
		}})
	}
	return out
}
