package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
)

// mostBands is how many systems of a party a chart names; the others are
// summed, and it says how many they are.
const mostBands = 6

// Systems shows forces by system, stacked: one panel for each party, a column
// for each state. The systems with the most are named, by leg; the others are
// summed. These are holdings, not counts under any treaty's rules.
func Systems(t *sim.Trajectory, o Options) *Figure {
	forces := o.Forces.orWhatThereIs(t)
	return inBands(t, forces, o, "system", func() string { return largestSystems(t, forces) }, func(p *arsenal.Party, band func(string, func(*arsenal.System) bool)) {
		named, others := prominent(t, p, forces, mostBands)
		for _, s := range named {
			band(s.Name, func(x *arsenal.System) bool { return x == s })
		}
		if n := len(others); n > 0 {
			band(fmt.Sprintf("%d other systems", n), func(x *arsenal.System) bool { return slices.Contains(others, x) })
		}
	})
}

// prominent divides the systems of a party: those with the most over all
// states, by leg, and the others. Systems that never have any are neither; a
// single other is named.
func prominent(t *sim.Trajectory, p *arsenal.Party, forces Forces, most int) (named, others []*arsenal.System) {
	sums := map[*arsenal.System]float64{}
	for _, s := range p.Systems {
		for k := range t.States {
			sums[s] += sumOf(t, func(x *arsenal.System) bool { return x == s }, forces, k)
		}
		if sums[s] > 0 {
			named = append(named, s)
		}
	}
	if len(named) == 0 {
		return p.Systems[:min(1, len(p.Systems))], nil
	}
	slices.SortStableFunc(named, func(a, b *arsenal.System) int { return cmp.Compare(sums[b], sums[a]) })
	if len(named) > most+1 {
		named, others = named[:most], named[most:]
	}
	leg := func(s *arsenal.System) int { return slices.Index(arsenal.Types, s.Type) }
	slices.SortStableFunc(named, func(a, b *arsenal.System) int {
		if d := leg(a) - leg(b); d != 0 {
			return d
		}
		return a.Index - b.Index
	})
	return named, others
}

// largestSystems is the headline: which system carries most in the end, and
// how that was in the beginning.
func largestSystems(t *sim.Trajectory, forces Forces) string {
	last := len(t.States) - 1
	type share struct {
		party         *arsenal.Party
		system        *arsenal.System
		before, after float64 // per cent
		amount        float64
	}
	var all []share
	for _, p := range t.Scenario.Parties {
		of := func(k int, some func(*arsenal.System) bool) float64 { return sumOf(t, some, forces, k) }
		mine := func(s *arsenal.System) bool { return s.Party == p }
		var top share
		for _, s := range p.Systems {
			if v := of(last, func(x *arsenal.System) bool { return x == s }); v > top.amount {
				top = share{party: p, system: s, amount: v}
			}
		}
		if top.system == nil {
			continue
		}
		top.after = top.amount / of(last, mine) * 100
		if first := of(0, mine); first > 0 {
			top.before = of(0, func(x *arsenal.System) bool { return x == top.system }) / first * 100
		}
		all = append(all, top)
	}
	if len(all) == 0 {
		if len(t.Scenario.Systems) == 0 {
			return "No party holds any forces"
		}
		return fmt.Sprintf("No %s are left in %d", forces, t.Date(last).Year())
	}
	if len(all) > 2 {
		slices.SortStableFunc(all, func(a, b share) int { return cmp.Compare(b.amount, a.amount) })
		all = all[:1]
	}
	var parts []string
	for i, a := range all {
		before := ""
		switch {
		case last == 0:
		case a.before == 0:
			before = ", up from none"
		case a.before < 1:
			before = ", up from under 1" + string(noBreak) + "%"
		case math.Round(a.after) > math.Round(a.before):
			before = fmt.Sprintf(", up from %s%c%%", Number(math.Round(a.before)), noBreak)
		case math.Round(a.after) < math.Round(a.before):
			before = fmt.Sprintf(", down from %s%c%%", Number(math.Round(a.before)), noBreak)
		}
		what := ""
		if i == 0 {
			what = " " + string(forces)
		}
		parts = append(parts, fmt.Sprintf("%s makes up %s\u00a0%% of %s%s%s", a.system.Name,
			Number(math.Round(a.after)), possessive(a.party.Name), what, before))
		if i > 0 {
			parts[i] = strings.Replace(parts[i], " makes up", "", 1)
		}
	}
	return fmt.Sprintf("In %d %s", t.Date(last).Year(), strings.Join(parts, "; "))
}

// possessive is "Russia’s", "United States’".
func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "’"
	}
	return name + "’s"
}
