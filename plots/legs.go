package plots

import (
	"fmt"
	"math"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/verdict"
)

// Forces is what a chart of the legs counts.
type Forces string

// What Legs can count.
const (
	Warheads  Forces = "deployed warheads" // emplaced on deployed launchers, bombers with their loading
	Deployed  Forces = "deployed launchers and bombers"
	Launchers Forces = "launchers and bombers" // deployed and non-deployed
)

// legs are the types as a chart calls them, in the order of arsenal.Types.
var legs = map[arsenal.Type]string{
	arsenal.ICBM:           "ICBM",
	arsenal.SLBM:           "SLBM",
	arsenal.HeavyBomber:    "Bomber",
	arsenal.GroundLaunched: "Ground-launched",
	arsenal.Other:          "Other",
}

// Legs shows forces by leg, stacked: one panel for each party, a column for
// each state. Empty forces mean Warheads, or Deployed where there are no
// warheads. These are holdings, not counts under any treaty's rules.
func Legs(t *sim.Trajectory, forces Forces, o Options) *Figure {
	forces = forces.orWhatThereIs(t)
	return inBands(t, forces, o, "leg", func() string { return change(t, forces) }, func(p *arsenal.Party, band func(string, func(*arsenal.System) bool)) {
		for _, leg := range arsenal.Types {
			if has(p, leg) {
				band(legs[leg], func(s *arsenal.System) bool { return s.Party == p && s.Type == leg })
			}
		}
	})
}

// inBands shows forces stacked: one panel for each party, a column for each
// state. by is what a band is; cut calls band for each band of a party, from
// the bottom up, with its name and the systems in it.
func inBands(t *sim.Trajectory, forces Forces, o Options, by string, headline func() string, cut func(p *arsenal.Party, band func(name string, of func(*arsenal.System) bool))) *Figure {
	sc := t.Scenario
	f := o.figure(sc)
	f.SameScale = true
	if f.Headline == "" {
		f.Headline = headline()
	}
	if f.Subtitle == "" {
		f.Subtitle = titled(f, sc, string(forces)+" by "+by) + "; holdings, not counts under a treaty."
	}
	f.Reading = "Each column is a state, from the bottom up by " + by + "; the labels give the last one."
	if len(sc.Systems) == 0 {
		return f.without(noParties)
	}
	var desc strings.Builder
	desc.WriteString(sentence(f.Headline))
	last := len(t.States) - 1
	for _, p := range sc.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		stack := &Stack{Party: p.Index}
		for k := range t.States {
			stack.At = append(stack.At, decimal(t.Date(k)))
		}
		fmt.Fprintf(&desc, " %s.", p.Name)
		cut(p, func(name string, of func(*arsenal.System) bool) {
			b := Band{Name: name}
			for k := range t.States {
				b.Values = append(b.Values, sumOf(t, of, forces, k))
			}
			stack.Bands = append(stack.Bands, b)
			fmt.Fprintf(&desc, " %s: from %s in %d to %s in %d.", name,
				Number(b.Values[0]), t.Date(0).Year(), Number(b.Values[last]), t.Date(last).Year())
		})
		f.Panels = append(f.Panels, Panel{Title: p.Name, Unit: string(forces), Stack: stack})
	}
	f.Desc = desc.String()
	return f
}

// orWhatThereIs chooses for forces that are not chosen: Warheads, or Deployed
// where there are no warheads.
func (forces Forces) orWhatThereIs(t *sim.Trajectory) Forces {
	switch {
	case forces != "":
		return forces
	case sumOf(t, nil, Warheads, 0) == 0 && sumOf(t, nil, Warheads, len(t.States)-1) == 0:
		return Deployed
	}
	return Warheads
}

func has(p *arsenal.Party, leg arsenal.Type) bool {
	for _, s := range p.Systems {
		if s.Type == leg {
			return true
		}
	}
	return false
}

// sumOf adds up the forces of some systems (nil: all) in state k.
func sumOf(t *sim.Trajectory, some func(*arsenal.System) bool, forces Forces, k int) float64 {
	sum := 0
	for _, s := range t.Scenario.Systems {
		if some != nil && !some(s) {
			continue
		}
		switch h := t.Holding(k, s); forces {
		case Deployed:
			sum += h.Deployed
		case Launchers:
			sum += h.Launchers
		default:
			sum += h.Warheads
		}
	}
	return float64(sum)
}

// change is the headline: by how much the forces change from the first state
// to the last.
func change(t *sim.Trajectory, forces Forces) string {
	last := len(t.States) - 1
	years := fmt.Sprintf("from %d to %d", t.Date(0).Year(), t.Date(last).Year())
	moves := func(p *arsenal.Party, first bool) string {
		some := func(s *arsenal.System) bool { return s.Party == p }
		a, b := sumOf(t, some, forces, 0), sumOf(t, some, forces, last)
		what, of, to := "", "", ""
		if first {
			what = " " + string(forces)
			of, to = " of its"+what, " to its"+what
		}
		percent := "under 1" + string(noBreak) + "%"
		if v := math.Abs(b-a) / a * 100; v >= 1 {
			percent = Number(math.Round(v)) + "%"
		}
		switch {
		case a == b:
			return fmt.Sprintf("%s keeps %s%s", p.Name, Number(a), what)
		case a == 0:
			return fmt.Sprintf("%s goes from none to %s%s", p.Name, Number(b), what)
		case b < a:
			return fmt.Sprintf("%s cuts %s%s", p.Name, percent, of)
		default:
			return fmt.Sprintf("%s adds %s%s", p.Name, percent, to)
		}
	}
	var parts []string
	for i, p := range t.Scenario.Parties {
		parts = append(parts, moves(p, i == 0))
	}
	switch n := len(parts); {
	case n == 0:
		return "No party holds any forces"
	case last == 0:
		return fmt.Sprintf("%s by leg in %d", verdict.Capital(string(forces)), t.Date(0).Year())
	case n <= 3:
		return strings.Join(parts, ", ") + " " + years
	default:
		return fmt.Sprintf("Together the %s parties go from %s to %s %s %s", verdict.Small(n),
			Number(sumOf(t, nil, forces, 0)), Number(sumOf(t, nil, forces, last)), forces, years)
	}
}
