package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

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

// mainChange is the headline: from where to where each party goes, and the
// largest cause.
func mainChange(t *sim.Trajectory, from, to int, forces Forces, all []sim.Change) string {
	var parts []string
	var sizes []float64
	for _, p := range t.Scenario.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		mine := func(s *arsenal.System) bool { return s.Party == p }
		a, b := sumOf(t, mine, forces, from), sumOf(t, mine, forces, to)
		s := fmt.Sprintf("%s goes from %s to %s", p.Name, Number(a), Number(b))
		if a == b {
			s = fmt.Sprintf("%s stays at %s", p.Name, Number(a))
		}
		s += " " + string(forces)
		var top *sim.Change
		for i := range all {
			c := &all[i]
			// What led there, not what went the other way.
			if c.System.Party == p && float64(c.By)*(b-a) > 0 && (top == nil || max(c.By, -c.By) > max(top.By, -top.By)) {
				top = c
			}
		}
		if top != nil {
			what, _ := causeOf(top)
			s += fmt.Sprintf(", above all %s: %s (%s)", top.System.Name, what, signed(float64(top.By)))
		}
		parts, sizes = append(parts, s), append(sizes, math.Abs(b-a))
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
	case len(parts) == 2:
		parts[1] = strings.Replace(parts[1], " "+string(forces), "", 1)
	}
	return strings.Join(parts, "; ")
}
