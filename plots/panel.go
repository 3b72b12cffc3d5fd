package plots

import (
	"math"
	"slices"
	"strconv"
)

// panel draws one panel: grid and axes, then its layers from the back to the
// front, then the labels.
func (s *scene) panel(f *Figure, m measures, c *cell) {
	y := c.y0 - c.above - float64(len(c.title))*1.2*m.title
	for _, line := range c.title {
		y += ascent * m.title
		s.write(text{x: c.left, y: y, s: line, size: m.title, bold: true, color: ink, role: "title"})
		y += (1.2 - ascent) * m.title
	}
	if c.panel.empty() && c.panel.Missing != "" {
		y = c.y0 + ascent*m.label
		for _, line := range c.missing {
			s.write(text{x: c.left, y: y, s: line, size: m.label, color: quiet, role: "note"})
			y += noteLeading * m.label
		}
		return
	}
	left := c.left
	if c.unit != "" && !c.panel.empty() {
		for _, line := range wrap(c.unit, m.tick, false, c.x1-c.left)[:1] {
			s.write(text{x: c.left, y: c.y0 - 1.05*m.tick, s: line, size: m.tick, color: quiet, role: "tick"})
			left += width(line, m.tick, false) + 0.8*m.tick
		}
	}
	for i, line := range c.note {
		y := c.y0 - (1.05+noteLeading*float64(len(c.note)-1-i))*m.tick
		s.write(text{x: c.left, y: y, s: line, size: m.tick, color: quiet, role: "note"})
		left = max(left, c.left+width(line, m.tick, false)+0.8*m.tick)
	}
	if c.panel.Rows != nil {
		s.rows(f, m, c, left)
		return
	}
	p := c.panel
	if p.Errors != nil {
		s.band(m, c)
	}
	s.grid(m, c)
	if p.Stack != nil {
		s.stack(f, m, c)
	}
	if p.Lever != nil {
		s.spreads(f, m, c)
	}
	if p.Field != nil {
		s.field(f, m, c)
	}
	strips := map[float64]int{}
	for i := range p.Series {
		s.areas(f, m, c, &p.Series[i], strips)
		s.ribbons(f, m, c, &p.Series[i])
	}
	if p.Columns != nil {
		s.columns(f, m, c, left)
	}
	s.events(m, c, max(left, c.x0))
	for i := range p.Series {
		s.course(f, m, c, &p.Series[i])
	}
	// Over the lines: a count that stays at its ceiling must not hide it.
	s.ceilings(m, c)
	for i := range p.Series {
		s.points(f, m, c, &p.Series[i])
	}
	if p.Errors != nil {
		s.errors(f, m, c)
	}
	if p.Lever != nil && !p.empty() {
		s.fronts(f, m, c)
	}
	s.axis(m, c)
	if p.empty() {
		s.write(text{
			x: c.x0 + m.tick, y: (c.y0 + c.y1) / 2, s: "Nothing to show", size: m.label, color: quiet, role: "note",
		})
	}
	s.ends(m, c)
	s.steps(f, m, c)
	if f.numbered() {
		s.partings(f, m, c)
	}
}

// noteLeading is the line height of what is said in place of a plot.
const noteLeading = 1.3

// empty reports whether a panel has no value at all to draw.
func (p *Panel) empty() bool {
	if p.Rows != nil {
		return len(p.Rows.Rows) == 0
	}
	lo, hi, _ := p.values()
	return lo > hi
}

// grid draws the horizontal hairlines and their numbers.
func (s *scene) grid(m measures, c *cell) {
	if c.panel.empty() {
		return
	}
	for _, v := range c.y.ticks {
		y := c.atY(v)
		switch {
		case c.panel.Field != nil: // lines would look like frontiers
		case v == 0 && c.y.lo < 0:
			s.line(quiet, 2.6*m.hairline, nil, coordinate{c.x0, y}, coordinate{c.x1, y})
		default:
			s.line(grid, m.hairline, nil, coordinate{c.x0, y}, coordinate{c.x1, y})
		}
		n := c.panel.tick(v, c.y.step)
		s.write(text{
			x: c.x0 - 0.6*m.tick - width(n, m.tick, false), y: y + 0.36*m.tick,
			s: n, size: m.tick, color: quiet, role: "tick",
		})
	}
}

// yearGap is the room between the axis and its years, as a share of their
// size: the lowest number of the vertical axis reaches into it.
const yearGap = 0.64

// axis draws the horizontal axis with its years.
func (s *scene) axis(m measures, c *cell) {
	s.line(quiet, m.hairline*1.5, nil, coordinate{c.x0, c.y1}, coordinate{c.x1, c.y1})
	if c.panel.Lever != nil {
		s.leverAxis(m, c)
		return
	}
	if from, until := c.panel.span(); from == 0 && until == 0 {
		return
	}
	if c.panel.Stack == nil && c.atX(c.x.lo+1)-c.x0 > 4*m.line {
		for v := math.Ceil(c.x.lo); v <= c.x.hi; v++ {
			x := c.atX(v)
			s.line(quiet, m.hairline, nil, coordinate{x, c.y1}, coordinate{x, c.y1 + 1.6})
		}
	}
	for _, v := range c.x.ticks {
		x := c.atX(v)
		if c.panel.Stack != nil {
			x = c.atX(c.panel.Stack.near(v))
		} else {
			s.line(quiet, m.hairline*1.5, nil, coordinate{x, c.y1}, coordinate{x, c.y1 + 2.8})
		}
		if !c.years {
			continue
		}
		n := strconv.Itoa(int(v))
		w := width(n, m.tick, false)
		s.write(text{x: x - w/2, y: c.y1 + (yearGap+ascent)*m.tick, s: n, size: m.tick, color: quiet, role: "tick"})
	}
}

// events draws a dotted hairline at each mark, with its label above the plot.
// Labels begin at left; those that do not fit beside each other are left out
// from the end.
func (s *scene) events(m measures, c *cell, left float64) {
	var labels []string
	var want, widths []float64
	gap, room := 0.8*m.tick, c.left+c.width-left
	for _, mark := range c.panel.Marks {
		if mark.At < c.x.lo || mark.At > c.x.hi {
			continue
		}
		x := c.atX(mark.At)
		s.line(quiet, m.hairline, []float64{1, 1.6}, coordinate{x, c.y0}, coordinate{x, c.y1})
		label := clean(mark.Label)
		w := width(label, m.tick, false)
		if room -= w + gap; !c.named || label == "" || room < -gap {
			continue
		}
		labels, want, widths = append(labels, label), append(want, x), append(widths, w)
	}
	for i, x := range place(want, widths, gap, left, c.left+c.width) {
		s.line(quiet, m.hairline, nil, coordinate{x, c.y0 - 0.7*m.tick}, coordinate{want[i], c.y0})
		s.write(text{
			x: x - widths[i]/2, y: c.y0 - 1.05*m.tick, s: labels[i], size: m.tick, color: quiet, role: "note",
		})
	}
}

// areas fills what lies above a ceiling: pale where the ceiling is still to
// come, strong where it binds.
// What exceeds a limit for too short a time to be seen is a strip, beside the
// strips already there.
func (s *scene) areas(f *Figure, m measures, c *cell, series *Series, strips map[float64]int) {
	st := f.style(series.Party)
	for _, a := range f.excess(c.panel, series) {
		polygon := make([]coordinate, len(a.edge))
		for i, q := range a.edge {
			polygon[i] = c.at(q.x, q.y)
		}
		from, until, far := a.edge[0].x, a.edge[0].x, a.edge[0].y
		for _, q := range a.edge {
			from, until = min(from, q.x), max(until, q.x)
			if math.Abs(q.y-a.value) > math.Abs(far-a.value) {
				far = q.y
			}
		}
		if wide := stripWidth(m); c.panel.Lever == nil && a.state == Binding && c.atX(until)-c.atX(from) < wide {
			x := (c.atX(from)+c.atX(until))/2 - (0.5+float64(strips[from]))*wide
			strips[from]++
			top, bottom := c.atY(far), c.atY(a.value)
			polygon = []coordinate{{x, top}, {x + wide, top}, {x + wide, bottom}, {x, bottom}}
			s.polygon(clear(st.line, 0.3), polygon...) // so small an area needs more
			s.shade(m, st, true, polygon)
			s.line(st.line, 0.5*m.line, nil, append(polygon, polygon[0])...)
			continue
		}
		s.shade(m, st, a.state == Binding, polygon)
	}
}

// stripWidth is the least width of an excess over a limit that binds, in
// points.
func stripWidth(m measures) float64 { return 6 * m.line }

// shade fills a polygon in a party's manner.
func (s *scene) shade(m measures, st style, strong bool, polygon []coordinate) {
	tint, apart, share := 0.0, 3*m.line, 0.45
	switch {
	case st.solid && strong:
		tint = 0.42
	case st.solid:
		tint = 0.11
	case strong:
		tint, apart, share = 0.2, 2.1*m.line, 1
	}
	if tint > 0 {
		s.polygon(clear(st.line, tint), polygon...)
	}
	if st.solid {
		return
	}
	s.shapes = append(s.shapes, shape{
		paths: hatch(polygon, st.hatch, apart), stroke: over(st.line, share), width: 0.4 * m.line,
	})
}

// ceilings draws the steps: dark where they bind, light before, dotted where
// they lapse; and the risers between steps.
func (s *scene) ceilings(m measures, c *cell) {
	steps := merged(c.panel.Ceilings)
	for i, step := range steps {
		from, until := max(step.From, c.x.lo), min(step.Until, c.x.hi)
		if mid := (c.atX(from) + c.atX(until)) / 2; step.State == Binding && from <= until && c.atX(until)-c.atX(from) < stripWidth(m) {
			half, y := stripWidth(m), c.atY(step.Value)
			s.line(ink, 1.3*m.line, nil, coordinate{mid - half, y}, coordinate{mid + half, y})
			continue
		}
		if from >= until {
			continue
		}
		_, end := c.panel.span()
		if step.Until >= end {
			until = c.x.hi
		}
		shade, w, dash := ink, 0.72*m.line, []float64{3 * m.line, 1.7 * m.line}
		switch step.State {
		case Ahead:
			shade, w, dash = faint, 0.6*m.line, []float64{2 * m.line, 2 * m.line}
		case Lapsed:
			shade, w, dash = faint, 0.6*m.line, []float64{0.7 * m.line, 1.6 * m.line}
		}
		s.line(shade, w, dash, c.at(from, step.Value), c.at(until, step.Value))
		if i+1 < len(steps) && step.Until <= c.x.hi && steps[i+1].From == step.Until && steps[i+1].Value != step.Value {
			s.line(shade, 0.5*m.line, nil, c.at(step.Until, step.Value), c.at(step.Until, steps[i+1].Value))
		}
	}
}

// merged reduces the ceilings of several parties to what is drawn: at any
// time the strongest state of each value.
func merged(ceilings []Ceiling) []Ceiling {
	strength := func(s State) int { return []int{Ahead: 1, Binding: 2, Lapsed: 0}[s] }
	var cuts []float64
	for i := range ceilings {
		cuts = append(cuts, ceilings[i].From, ceilings[i].Until)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Ceiling
	for i := 1; i < len(cuts); i++ {
		var now []Ceiling // one for each value, in the order given
		for j := range ceilings {
			c := &ceilings[j]
			if c.From > cuts[i-1] || c.Until < cuts[i] {
				continue
			}
			found := false
			for k := range now {
				if now[k].Value == c.Value {
					found = true
					if strength(c.State) > strength(now[k].State) {
						now[k].State = c.State
					}
				}
			}
			if !found {
				now = append(now, Ceiling{From: cuts[i-1], Until: cuts[i], Value: c.Value, State: c.State})
			}
		}
		for _, n := range now {
			joined := false
			for k := range out {
				if out[k].Until == n.From && out[k].Value == n.Value && out[k].State == n.State {
					out[k].Until, joined = n.Until, true
				}
			}
			if !joined {
				out = append(out, n)
			}
		}
	}
	for i := range ceilings {
		c := &ceilings[i]
		if c.From == c.Until && c.State == Binding && !slices.ContainsFunc(out, func(o Ceiling) bool {
			return o.From == c.From && o.Until == c.Until && o.Value == c.Value
		}) {
			out = append(out, Ceiling{From: c.From, Until: c.Until, Value: c.Value, State: c.State})
		}
	}
	return out
}

// runs cuts a series at its gaps and returns the places of its points.
func (c *cell) runs(series *Series) [][]coordinate {
	var out [][]coordinate
	open := false
	for _, q := range series.Points {
		if !known(q.Value) {
			open = false
			continue
		}
		if !open {
			out = append(out, nil)
			open = true
		}
		k := len(out) - 1
		out[k] = append(out[k], c.at(q.At, q.Value))
	}
	return out
}

// course draws a party's line.
func (s *scene) course(f *Figure, m measures, c *cell, series *Series) {
	st := f.style(series.Party)
	var dash []float64
	for _, d := range st.dash {
		dash = append(dash, d*m.line)
	}
	weight := m.line
	if len(f.Runs) > 0 {
		weight *= 0.85
	}
	for _, run := range c.runs(series) {
		if len(run) > 1 && len(series.Faint) > 0 {
			s.fading(c, series, st.line, weight, dash, run)
		} else if len(run) > 1 {
			s.line(st.line, weight, dash, run...)
		}
	}
}

// points draws a party's markers: its states, or the declared counts where
// there are any in the figure.
func (s *scene) points(f *Figure, m measures, c *cell, series *Series) {
	st := f.style(series.Party)
	if len(f.Runs) > 0 {
		m.marker *= 0.85
	}
	m.marker *= c.crowding(m, series.Observed)
	var single, all []coordinate
	for _, run := range c.runs(series) {
		if len(run) == 1 {
			single = append(single, run...)
		}
		all = append(all, run...)
	}
	var between []bool // of all
	for _, q := range series.Points {
		if known(q.Value) {
			between = append(between, q.Between)
		}
	}
	if observed(f) || f.numbered() || len(series.Ribbons) > 0 {
		// Filled markers are declared counts there, and medians have ribbons.
		// A lone state between gaps has no line to show it.
		s.marks(st.mark, st.line, 0.7*m.marker, 0, false, single...)
	} else {
		// Markers tell the parties apart; with many states, every n-th has one.
		every := 1
		if len(all) > 1 {
			every = max(1, int(5.5*m.marker*float64(len(all)-1)/(all[len(all)-1].x-all[0].x)+0.999))
		}
		var marked []coordinate
		for i, p := range all {
			if !between[i] {
				marked = append(marked, p)
			}
		}
		var shown []coordinate
		for i := (len(marked) - 1) % every; i >= 0 && i < len(marked); i += every {
			shown = append(shown, marked[i])
		}
		pale, shown := c.faint(series, shown)
		s.marks(st.mark, over(st.line, paleLine), m.marker, 0, false, pale...)
		s.marks(st.mark, st.line, m.marker, 0, false, shown...)
	}

	var filled, hollow []coordinate
	for _, q := range series.Observed {
		if !known(q.Value) {
			continue
		}
		if q.Hollow {
			hollow = append(hollow, c.at(q.At, q.Value))
		} else {
			filled = append(filled, c.at(q.At, q.Value))
		}
	}
	s.marks(st.mark, grey(0xFF), m.marker+0.5*m.hairline, 0, false, filled...)
	s.marks(st.mark, st.line, 0.95*m.marker, 0, false, filled...)
	s.marks(st.mark, st.line, 1.1*m.marker, 0.45*m.line, true, hollow...)
}

// crowding is how much smaller markers are drawn because they stand close:
// 1 is not at all.
func (c *cell) crowding(m measures, points []Point) float64 {
	if len(points) < 2 {
		return 1
	}
	apart := (c.atX(points[len(points)-1].At) - c.atX(points[0].At)) / float64(len(points)-1)
	return min(1, max(0.6, apart/(2.3*m.marker)))
}

// observed reports whether declared counts are laid over the lines of a figure.
func observed(f *Figure) bool {
	for i := range f.Panels {
		for j := range f.Panels[i].Series {
			if len(f.Panels[i].Series[j].Observed) > 0 {
				return true
			}
		}
	}
	return false
}

// steps writes the number of each ceiling that has no end label onto the plot,
// where there is a place that nothing else takes.
func (s *scene) steps(f *Figure, m measures, c *cell) {
	if c.panel.Floor {
		return // all ceilings are zero, which the axis says
	}
	_, until := c.panel.span()
	size := m.tick
	for _, step := range merged(c.panel.Ceilings) {
		if step.Until >= until && step.State != Lapsed || step.Until <= c.x.lo || step.From >= c.x.hi {
			continue
		}
		labelled := false
		for i := range c.ends {
			labelled = labelled || c.ends[i].first && c.ends[i].at.y == step.Value
		}
		for i := range s.texts {
			t := &s.texts[i]
			labelled = labelled || t.role == "step" && t.s == "Limit "+Number(step.Value) &&
				t.x >= c.x0 && t.x < c.x1 && t.y > c.y0 && t.y < c.y1
		}
		if labelled {
			continue
		}
		t := text{s: "Limit " + Number(step.Value), size: size, color: quiet, role: "step"}
		w := width(t.s, size, false)
		left, right := max(c.x0, c.atX(step.From)), min(c.x1, c.atX(step.Until))
		y := c.atY(step.Value)
		for _, base := range []float64{y - 0.35*size, y + 0.35*size + ascent*size} {
			for k := range 9 {
				t.x, t.y = left+2+(right-left-w-4)*float64(k)/8, base
				if b := t.box(); b.left >= c.x0 && b.right <= c.x1 && b.top >= c.y0 && b.bottom <= c.y1 && s.clear(f, m, c, b) {
					s.polygon(grey(0xFF), coordinate{b.left, b.top}, coordinate{b.right, b.top},
						coordinate{b.right, b.bottom}, coordinate{b.left, b.bottom})
					s.write(t)
					goto next
				}
			}
		}
	next:
	}
}

// inside reports whether a place lies in a polygon.
func inside(polygon []coordinate, at coordinate) bool {
	in := false
	for i, p := range polygon {
		q := polygon[(i+1)%len(polygon)]
		if (p.y <= at.y) != (q.y <= at.y) && at.x < p.x+(q.x-p.x)*(at.y-p.y)/(q.y-p.y) {
			in = !in
		}
	}
	return in
}

// clear reports whether a box on a panel is free of lines and text.
func (s *scene) clear(f *Figure, m measures, c *cell, b box) bool {
	wide := box{b.left - m.marker, b.top - m.marker, b.right + m.marker, b.bottom + m.marker}
	for i := range c.panel.Series {
		points := c.panel.Series[i].Points
		for j := 1; j < len(points); j++ {
			p, q := points[j-1], points[j]
			if known(p.Value) && known(q.Value) && b.crossed(c.at(p.At, p.Value), c.at(q.At, q.Value)) {
				return false
			}
		}
		for _, q := range c.panel.Series[i].Observed {
			if p := c.at(q.At, q.Value); known(q.Value) && wide.crossed(p, p) {
				return false
			}
		}
	}
	for i := range c.panel.Series {
		se := &c.panel.Series[i]
		for _, a := range f.excess(c.panel, se) {
			edge := make([]coordinate, len(a.edge))
			for j, q := range a.edge {
				edge[j] = c.at(q.x, q.y)
			}
			mid := (b.top + b.bottom) / 2
			for _, x := range []float64{b.left, (b.left + b.right) / 2, b.right} {
				if inside(edge, coordinate{x, mid}) {
					return false
				}
			}
		}
	}
	if c.ribboned(b) {
		return false
	}
	for _, step := range merged(c.panel.Ceilings) {
		if b.crossed(c.at(step.From, step.Value), c.at(step.Until, step.Value)) {
			return false
		}
	}
	for i := range s.texts {
		if b.touches(s.texts[i].box()) {
			return false
		}
	}
	return true
}
