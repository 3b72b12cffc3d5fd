package plots

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"drawdown/sim/verdict"
)

// Columns show how a whole is shared out over slots, the columns of several
// parties beside each other in each slot. They stand on zero.
type Columns struct {
	Slots []string
	Lead  int // how many slots, from the first, stand apart from the others
	Apart int // how many do from the end
	Of    []Heap
	Note  string // said above the plot
	Named int    // a slot that has its name, if all cannot have theirs
	Marks []SlotMark
}

// A SlotMark is an event in a slot: a dashed line behind its columns.
type SlotMark struct {
	Slot  int
	Label string
}

// A Heap is one party's columns.
type Heap struct {
	Name   string
	Party  int
	Values []float64 // one for each slot, in percent; NaN: not known
}

// slotGap is the room before the slots that stand apart, in slots.
const slotGap = 0.6

// note is what is said above the plot, after the unit.
func (k *Columns) note(unit string) string {
	if unit == "" {
		return verdict.Capital(clean(k.Note))
	}
	return unit + "; " + k.Note
}

// values calls see with whatever the vertical axis must hold.
func (k *Columns) values(see func(float64)) {
	for i := range k.Of {
		for j := range k.Slots {
			if v := nth(k.Of[i].Values, j); known(v) {
				see(0)
				see(v)
			}
		}
	}
}

// percentAxis makes a vertical axis of shares: from 0 to 100, or for columns to
// the greatest of them, with room for a number above it. n is how many
// intervals there is room for.
func percentAxis(hi float64, n int, columns bool) axis {
	a := axis{step: 50, hi: 103}
	if n >= 4 {
		a.step = 25
	}
	if columns {
		hi = min(max(hi, 1), 100)
		a.step = niceStep(hi, max(n, 2), false)
		a.hi = hi * (1 + 0.75/float64(max(n, 2)))
	}
	for k := 0.0; k*a.step <= min(a.hi, 100); k++ {
		a.ticks = append(a.ticks, k*a.step)
	}
	return a
}

// slotAt returns the middle of a slot and the width of one.
func (c *cell) slotAt(i int) (mid, wide float64) {
	k := c.panel.Columns
	n, apart := float64(len(k.Slots)), len(k.Slots)-min(max(k.Apart, 0), len(k.Slots))
	lead := min(max(k.Lead, 0), apart)
	gap, before := 0.0, 0.0
	if apart > 0 && apart < len(k.Slots) {
		gap = slotGap
	}
	if lead > 0 && lead < apart {
		before = slotGap
	}
	wide = (c.x1 - c.x0) / (n + gap + before)
	mid = c.x0 + wide*(float64(i)+0.5)
	if i >= lead {
		mid += before * wide
	}
	if i >= apart {
		mid += gap * wide
	}
	return mid, wide
}

// columns draws the columns, the names of the slots below, and above the
// columns their numbers where nothing is in the way.
func (s *scene) columns(f *Figure, m measures, c *cell, left float64) {
	k := c.panel.Columns
	if len(k.Slots) == 0 || len(k.Of) == 0 {
		return
	}
	s.slotMarks(m, c, left)
	type column struct {
		box
		value float64
		st    style
	}
	var all []column
	for j := range k.Of {
		st := f.barStyle(k.Of[j].Party)
		st.text = styleOf(k.Of[j].Party, f.BW).text
		for i := range k.Slots {
			v := nth(k.Of[j].Values, i)
			if !known(v) || v <= 0 {
				continue
			}
			mid, slot := c.slotAt(i)
			// A few slots do not make broad columns.
			wide := min(0.7*slot/float64(len(k.Of)), 14*m.line)
			x := mid + (float64(j)-float64(len(k.Of))/2)*wide
			b := box{x + 0.06*wide, c.atY(v), x + 0.94*wide, c.y1}
			b.top = min(b.top, c.y1-0.8*m.line) // a small share is seen
			all = append(all, column{b, v, st})
			s.upright(m, st, b)
		}
	}
	// The greatest shares have their numbers first. All that would say 1 or more
	// have one, or none has: a column without a number must not look like nothing.
	slices.SortStableFunc(all, func(a, b column) int { return cmp.Compare(b.value, a.value) })
	var numbers []text
	for _, a := range all {
		if a.value < 1 {
			continue
		}
		t := text{s: shareNumber(a.value), size: m.tick, bold: true, color: a.st.text, role: "value"}
		w := width(t.s, t.size, true)
		mid := (a.left + a.right) / 2
		free := func() bool {
			b := t.box()
			tight := box{b.left - 0.5, t.y - 0.72*t.size, b.right + 0.5, t.y}
			loose := box{b.left - 0.7, b.top, b.right + 0.7, b.bottom}
			return tight.top >= c.y0-0.8*m.tick &&
				!slices.ContainsFunc(all, func(o column) bool { return o.box != a.box && tight.touches(o.box) }) &&
				!slices.ContainsFunc(numbers, func(o text) bool { return loose.touches(o.box()) }) &&
				!slices.ContainsFunc(s.texts, func(o text) bool { return loose.touches(o.box()) })
		}
		found := false
	place:
		for _, shifts := range [][]float64{{0, -0.15, 0.15, -0.3, 0.3, -0.45, 0.45}, {-0.6, 0.6, -0.8, 0.8, -0.95, 0.95}} {
			for up := range 9 {
				t.y = a.top - (0.24+0.42*float64(up))*m.tick
				for _, shift := range shifts {
					t.x = min(max(mid-w/2+shift*w, c.left), c.left+c.width-w)
					if found = free(); found {
						break place
					}
				}
			}
		}
		if !found {
			numbers = nil
			break
		}
		numbers = append(numbers, t)
	}
	for _, t := range numbers {
		if len(k.Marks) > 0 {
			b := t.box() // off the line of an event
			s.polygon(grey(0xFF), coordinate{b.left, b.top + 0.3}, coordinate{b.right, b.top + 0.3}, coordinate{b.right, t.y + 0.3}, coordinate{b.left, t.y + 0.3})
		}
		s.write(t)
	}
	s.slots(m, c)
}

// slotMarks draws events behind the columns, with their labels above the plot,
// to the right of left.
func (s *scene) slotMarks(m measures, c *cell, left float64) {
	var want, widths []float64
	var labels []string
	gap, room := 0.8*m.tick, c.left+c.width-left
	for _, mark := range c.panel.Columns.Marks {
		if mark.Slot < 0 || mark.Slot >= len(c.panel.Columns.Slots) {
			continue
		}
		x, _ := c.slotAt(mark.Slot)
		s.line(ink, 0.5*m.line, []float64{2 * m.line, 1.4 * m.line}, coordinate{x, c.y0 - 0.2*m.tick}, coordinate{x, c.y1})
		label := clean(mark.Label)
		w := width(label, m.tick, false)
		if room -= w + gap; label == "" || room < -gap {
			continue
		}
		labels, want, widths = append(labels, label), append(want, x), append(widths, w)
	}
	for i, x := range place(want, widths, gap, left, c.left+c.width) {
		s.line(quiet, m.hairline, nil, coordinate{x, c.y0 - 0.8*m.tick}, coordinate{want[i], c.y0 - 0.2*m.tick})
		s.write(text{x: x - widths[i]/2, y: c.y0 - 1.05*m.tick, s: labels[i], size: m.tick, color: ink, role: "note"})
	}
}

// shareNumber writes a percentage above a column.
func shareNumber(v float64) string {
	switch p := math.Round(v); {
	case p < 1:
		return "<1"
	case p > 99 && v < 100-1e-9:
		return ">99"
	default:
		return strconv.FormatFloat(p, 'f', 0, 64)
	}
}

// upright draws one column.
func (s *scene) upright(m measures, st style, b box) {
	corners := []coordinate{{b.left, b.bottom}, {b.right, b.bottom}, {b.right, b.top}, {b.left, b.top}}
	if st.solid {
		s.polygon(st.line, corners...)
		return
	}
	tint := 0.14
	if st.hatch < 0 {
		tint = 0.36 // hatched the other way, and darker
	}
	s.polygon(over(st.line, tint), corners...)
	s.shapes = append(s.shapes,
		shape{paths: hatch(corners, st.hatch, 1.9*m.line), stroke: st.line, width: 0.45 * m.line},
		shape{paths: [][]coordinate{corners}, closed: true, stroke: st.line, width: 0.4 * m.line})
}

// slots writes the names of the slots: those that stand apart first, then as
// many as there is room for.
func (s *scene) slots(m measures, c *cell) {
	k := c.panel.Columns
	n := len(k.Slots)
	apart := n - min(max(k.Apart, 0), n)
	var done []box
	put := func(i int) {
		mid, _ := c.slotAt(i)
		t := text{s: clean(k.Slots[i]), size: m.tick, color: quiet, role: "tick"}
		w := width(t.s, t.size, false)
		if w > c.width {
			return
		}
		t.x = min(max(mid-w/2, c.left), c.left+c.width-w)
		t.y = c.y1 + (yearGap+ascent)*m.tick
		b := t.box()
		b.left, b.right = b.left-0.25*m.tick, b.right+0.25*m.tick
		if slices.ContainsFunc(done, b.touches) {
			return
		}
		done = append(done, b)
		s.write(t)
	}
	for i := apart; i < n; i++ {
		put(i)
	}
	lead := min(max(k.Lead, 0), apart)
	for i := range lead {
		put(i)
	}
	most := 0.0
	for i := lead; i < apart; i++ {
		most = max(most, width(clean(k.Slots[i]), m.tick, false)+0.5*m.tick)
	}
	every := 1
	if _, wide := c.slotAt(0); wide > 0 && apart > 0 {
		every = max(1, int(math.Ceil(most/wide)))
	}
	first := lead
	if k.Named > lead {
		first += (k.Named - lead) % every
	}
	for i := first; i < apart; i += every {
		put(i)
	}
}

// columnsShown are the parties whose columns a figure shows.
type columnsShown struct{ heaps []Heap }

func (k *columnsShown) see(c *Columns) {
	if c == nil {
		return
	}
	for _, h := range c.Of {
		if !slices.ContainsFunc(k.heaps, func(o Heap) bool { return o.Name == h.Name && o.Party == h.Party }) {
			k.heaps = append(k.heaps, h)
		}
	}
}

// entries name the parties.
func (k *columnsShown) entries(f *Figure) []keyEntry {
	var out []keyEntry
	for _, h := range k.heaps {
		out = append(out, keyEntry{clean(h.Name), 1.2, func(s *scene, m measures, b box) {
			s.upright(m, f.barStyle(h.Party), b)
		}})
	}
	return out
}
