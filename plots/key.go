package plots

import (
	"fmt"
	"image/color"
)

// key explains the signs that a figure uses, and only those, in lines below
// the subtitle. It returns where the next line may begin.
func (s *scene) key(f *Figure, m measures, left, y, room float64) float64 {
	entries := keyOf(f)
	if len(entries) == 0 {
		return y
	}
	size := m.tick
	y += 0.45*size + ascent*size
	x := left
	for _, e := range entries {
		sample := e.sample * size
		for i, words := range wrap(e.words, size, false, room-sample-0.4*size) {
			w := sample + 0.4*size + width(words, size, false)
			if i > 0 || x > left && x+w > left+room {
				x = left
				y += 1.35 * size
			}
			if i == 0 {
				e.draw(s, m, box{x, y - 0.7*size, x + sample, y + 0.02*size})
			}
			s.write(text{x: x + sample + 0.4*size, y: y, s: words, size: size, color: quiet, role: "key"})
			x += w + 1.3*size
		}
	}
	return y + 0.5*size
}

type keyEntry struct {
	words  string
	sample float64 // width of the sign, in font sizes
	draw   func(*scene, measures, box)
}

// keyOf lists the signs that a figure uses.
func keyOf(f *Figure) []keyEntry {
	var binding, brief, ahead, lapsed, pale, strong, line, filled, hollow, floor bool
	var tracks tracksShown
	var errors errorsShown
	var ribbons ribbonsShown
	var columns columnsShown
	for i := range f.Panels {
		p := &f.Panels[i]
		tracks.see(p.Rows)
		errors.see(p.Errors)
		columns.see(p.Columns)
		floor = floor || p.Floor
		for _, c := range merged(p.Ceilings) {
			binding = binding || c.State == Binding && !c.brief()
			brief = brief || c.brief()
			ahead = ahead || c.State == Ahead
			lapsed = lapsed || c.State == Lapsed
		}
		for j := range p.Series {
			se := &p.Series[j]
			for _, a := range f.excess(p, se) {
				pale = pale || a.state == Ahead
				strong = strong || a.state == Binding
			}
			line = line || len(se.Points) > 0
			ribbons.see(se)
			for _, q := range se.Observed {
				filled = filled || known(q.Value) && !q.Hollow
				hollow = hollow || known(q.Value) && q.Hollow
			}
		}
	}
	var out []keyEntry
	add := func(use bool, sample float64, words string, draw func(*scene, measures, box)) {
		if use {
			out = append(out, keyEntry{words, sample, draw})
		}
	}
	rule := func(c color.NRGBA, w float64, dash ...float64) func(*scene, measures, box) {
		return func(s *scene, m measures, b box) {
			scaled := make([]float64, len(dash))
			for i := range dash {
				scaled[i] = dash[i] * m.line
			}
			mid := (b.top + b.bottom) / 2
			s.line(c, w*m.line, scaled, coordinate{b.left, mid}, coordinate{b.right, mid})
		}
	}
	dot := func(hollow bool) func(*scene, measures, box) {
		return func(s *scene, m measures, b box) {
			at := coordinate{(b.left + b.right) / 2, (b.top + b.bottom) / 2}
			s.marks(circle, quiet, m.marker, 0.45*m.line, hollow, at)
		}
	}
	patch := func(strong bool) func(*scene, measures, box) {
		return func(s *scene, m measures, b box) {
			half := (b.left + b.right) / 2
			plain, hatched := style{line: quiet, solid: true}, style{line: quiet, hatch: 45}
			s.shade(m, plain, strong, []coordinate{{b.left, b.top}, {half, b.top}, {half, b.bottom}, {b.left, b.bottom}})
			s.shade(m, hatched, strong, []coordinate{{half, b.top}, {b.right, b.top}, {b.right, b.bottom}, {half, b.bottom}})
		}
	}
	for i, name := range f.Runs {
		tag := name
		if f.numbered() {
			tag = fmt.Sprintf("%d %s", i+1, name)
		}
		add(line, 2.6, tag, func(s *scene, m measures, b box) {
			st := runStyle(i, f.BW)
			rule(st.line, 0.85, st.dash...)(s, m, b)
		})
	}
	out = append(out, f.signs()...)
	out = append(out, f.leverSigns()...)
	out = append(out, f.fieldSigns()...)
	out = append(out, tracks.entries(f)...)
	out = append(out, errors.entries()...)
	out = append(out, columns.entries(f)...)
	out = append(out, ribbons.entries()...)
	add(line && (filled || hollow) && !ribbons.median, 2.1, "simulated", rule(quiet, 1))
	add(filled, 0.7, "declared", dot(false))
	add(hollow, 0.7, "declared, not verified", dot(true))
	add(binding && (ahead || lapsed), 2.1, "limit that binds", rule(ink, 0.72, 3, 1.7))
	add(brief, 1.3, "limit that binds on that day", rule(ink, 1.3))
	add(ahead, 2.1, "limit still to come", rule(faint, 0.6, 2, 2))
	add(lapsed, 2.1, "limit not in force", rule(faint, 0.6, 0.7, 1.6))
	over, exceeds := "above a limit still to come", "exceeds a limit that binds"
	if floor {
		over, exceeds = "excess over a limit still to come", "excess over a limit that binds"
	}
	add(pale, 3, over, patch(false))
	add(strong, 3, exceeds, patch(true))
	return out
}
