package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// mostChanges is how many changes of a party a chart shows one by one; the
// others are summed, and it says how many they are.
const mostChanges = 8

// Changes shows what led from one state to another as a waterfall: one panel
// for each party, a bar for each system and cause, the largest first. The bars
// sum to the difference of the totals.
func Changes(t *sim.Trajectory, o Options) *Figure {
	sc := t.Scenario
	f := o.figure(sc)
	forces := o.Forces.orWhatThereIs(t)
	from, to := 0, len(t.States)-1
	if o.From != 0 {
		from = max(0, t.At(o.From))
	}
	if o.Until != 0 {
		to = max(from, t.At(o.Until))
	}
	all := t.Changes(from, to, forces.counted())
	if f.Headline == "" {
		f.Headline = mainChange(t, from, to, forces, all)
	}
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("%s: changes of %s by system and cause, %d to %d.", titleOf(f),
			forces, t.Date(from).Year(), t.Date(to).Year())
		if len(sc.Parties) > 1 && from < to {
			f.Subtitle += " Each panel has its own scale."
		}
	}
	f.Reading = "Full bars are totals; each bar between them starts where the one above ends. " +
		"Solid bars take away, hatched ones add. In brackets is the schedule that did it."
	switch {
	case len(sc.Systems) == 0:
		return f.without(noParties)
	case from == to:
		return f.without("The time shown has one state only, so nothing can change. Set a later “end”, or choose other years.")
	}
	var desc strings.Builder
	desc.WriteString(sentence(f.Headline))
	for _, p := range sc.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		mine := func(s *arsenal.System) bool { return s.Party == p }
		a, b := sumOf(t, mine, forces, from), sumOf(t, mine, forces, to)
		r := &Rows{Party: p.Index, Steps: true}
		r.total(t.Date(from).Long(), a)
		sum := a
		fmt.Fprintf(&desc, " %s: %s on %s.", p.Name, Number(a), t.Date(from).Long())
		for _, s := range stepsOf(all, p) {
			r.step(s.name, sum, s.by)
			sum += s.by
			fmt.Fprintf(&desc, " %s: %s.", s.name, signed(s.by))
		}
		if len(r.Rows) == 1 {
			r.Rows = append(r.Rows, Row{Name: "No change"})
		}
		r.total(t.Date(to).Long(), b)
		fmt.Fprintf(&desc, " %s on %s.", Number(b), t.Date(to).Long())
		f.Panels = append(f.Panels, Panel{Title: p.Name, Unit: string(forces), Rows: r})
	}
	f.Desc = desc.String()
	return f
}

// counted is the quantity as counting rules name it.
func (forces Forces) counted() string {
	switch forces {
	case Deployed:
		return treaty.CountDeployed
	case Launchers:
		return treaty.CountLaunchers
	}
	return treaty.CountWarheads
}

// total adds a full bar.
func (r *Rows) total(name string, v float64) {
	r.Rows = append(r.Rows, Row{Name: name, Label: Number(v), Bars: []Bar{{0, v, Whole}}})
}

// step adds a bar that begins where another ends.
func (r *Rows) step(name string, from, by float64) {
	tone := Fall
	if by > 0 {
		tone = Rise
	}
	r.Rows = append(r.Rows, Row{Name: name, Label: signed(by), Bars: []Bar{{from, from + by, tone}}})
}

// signed writes a change: +12, −12, ±0.
func signed(v float64) string {
	switch {
	case v > 0:
		return "+" + Number(v)
	case v == 0:
		return "±0"
	}
	return Number(v)
}

// A step is a named change of a party's forces.
type step struct {
	name string
	by   float64
}

// stepsOf lists the changes of a party, the largest first and the small ones
// summed; roundings are one.
func stepsOf(all []sim.Change, p *arsenal.Party) []step {
	var out []step
	rounding := 0
	for i := range all {
		c := &all[i]
		switch {
		case c.System.Party != p:
		case c.Cause == sim.Rounding:
			rounding += c.By
		default:
			out = append(out, step{nameOf(c), float64(c.By)})
		}
	}
	slices.SortStableFunc(out, func(a, b step) int { return cmp.Compare(math.Abs(b.by), math.Abs(a.by)) })
	if rounding != 0 {
		out = append(out, step{"Rounding to whole warheads", float64(rounding)})
	}
	if n := len(out) - mostChanges; n > 1 {
		rest := step{name: fmt.Sprintf("%d other changes", n)}
		for _, c := range out[mostChanges:] {
			rest.by += c.by
		}
		out = append(out[:mostChanges], rest)
	}
	return out
}

// causeOf says what happened to the system of a change, and by which schedule:
// "lower loading", "us-download".
func causeOf(c *sim.Change) (what, by string) {
	switch c.Cause {
	case sim.Unmatched:
		return "too few " + c.Lacking, ""
	case sim.Reserve:
		if c.By > 0 {
			return "reserve caught up", ""
		}
		return "reserve ran out", ""
	case sim.Rounding:
		return "rounding", ""
	}
	what = "fewer "
	if c.By > 0 {
		what = "more "
	}
	switch q := c.Schedule.Quantity; {
	case q == arsenal.Loading && c.By > 0:
		what = "higher loading"
	case q == arsenal.Loading:
		what = "lower loading"
	case q == arsenal.Launchers && c.System.Type == arsenal.HeavyBomber:
		what += "bombers"
	default:
		what += q.String()
	}
	return what, c.Schedule.Key
}

// nameOf names a change: "Trident II: lower loading (us-download)".
func nameOf(c *sim.Change) string {
	what, by := causeOf(c)
	if by != "" {
		what += " (" + by + ")"
	}
	return c.System.Name + ": " + what
}

// longHeadline is how many characters a headline has before it is told in
// fewer words.
const longHeadline = 130

// mainChange is the headline: from where to where each party goes, and the
// systems that gained and lost most, all causes together.
func mainChange(t *sim.Trajectory, from, to int, forces Forces, all []sim.Change) string {
	var parts, shorts []string
	var sizes []float64
	for _, p := range t.Scenario.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		mine := func(s *arsenal.System) bool { return s.Party == p }
		a, b := sumOf(t, mine, forces, from), sumOf(t, mine, forces, to)
		course := fmt.Sprintf("goes from %s to %s", Number(a), Number(b))
		if a == b {
			course = "stays at " + Number(a)
		}
		if len(parts) == 0 || len(t.Scenario.Parties) > 2 {
			course += " " + string(forces)
		}
		s := p.Name + " " + course
		short := s
		if len(parts) > 0 {
			short = p.Name + " " + strings.TrimPrefix(course, "goes ")
		}
		up, down := extremes(all, p)
		var words, brief []string
		for _, x := range []step{up, down} {
			switch {
			case x.by > 0:
				words = append(words, fmt.Sprintf("most added by %s (%s)", x.name, signed(x.by)))
			case x.by < 0:
				words = append(words, fmt.Sprintf("most removed from %s (%s)", x.name, signed(x.by)))
			default:
				continue
			}
			brief = append(brief, x.name+" "+signed(x.by))
		}
		if -down.by > up.by && len(words) == 2 { // the larger first
			slices.Reverse(words)
			slices.Reverse(brief)
		}
		if len(words) > 0 {
			s += ", " + strings.Join(words, ", ")
			largest := ""
			if len(shorts) == 0 {
				largest = "largest: "
			}
			short += " (" + largest + strings.Join(brief, ", ") + ")"
		}
		parts, shorts, sizes = append(parts, s), append(shorts, short), append(sizes, math.Abs(b-a))
	}
	switch {
	case len(parts) == 0:
		return "No party holds any forces"
	case from == to:
		return fmt.Sprintf("Nothing changes in %d", t.Date(from).Year())
	case len(parts) > 2:
		k := 0
		for i := range sizes {
			if sizes[i] > sizes[k] {
				k = i
			}
		}
		return parts[k]
	}
	if s := strings.Join(parts, "; "); utf8.RuneCountInString(s) <= longHeadline {
		return s
	}
	return strings.Join(shorts, "; ")
}

// extremes finds the systems of a party that gained and lost most, the causes
// of each summed. A change of 0 is none.
func extremes(all []sim.Change, p *arsenal.Party) (up, down step) {
	sums := map[*arsenal.System]float64{}
	for i := range all {
		sums[all[i].System] += float64(all[i].By)
	}
	for _, s := range p.Systems {
		switch by := sums[s]; {
		case by > up.by:
			up = step{shortName(s), by}
		case by < down.by:
			down = step{shortName(s), by}
		}
	}
	return up, down
}

// shortName is a system's name without what follows in brackets, unless
// another system of the party would have the same.
func shortName(s *arsenal.System) string {
	short, _, _ := strings.Cut(s.Name, " (")
	for _, o := range s.Party.Systems {
		if other, _, _ := strings.Cut(o.Name, " ("); o != s && other == short {
			return s.Name
		}
	}
	return short
}
