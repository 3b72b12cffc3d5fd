package plots

import (
	"fmt"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// soon says within how long each leg could be loaded, as sim.UploadOrder tells.
var soon = map[arsenal.Type]string{
	arsenal.HeavyBomber:    "+ bombers, in hours",
	arsenal.SLBM:           "+ submarines, in months",
	arsenal.ICBM:           "+ ICBMs, in years",
	arsenal.GroundLaunched: "+ ground-launched",
	arsenal.Other:          "+ other",
}

// UploadCurve shows how many warheads could be emplaced as one leg after the
// other is loaded to the full: one panel for each party, from what is emplaced
// to what could be, beside the ceilings on warheads. The date is the first of
// the options' or the last state.
func UploadCurve(a *sim.Assessment, o Options) *Figure {
	t := a.Trajectory
	sc := t.Scenario
	f := o.figure(sc)
	f.SameScale = true
	k := len(t.States) - 1
	if len(o.Dates) > 0 {
		k = max(0, t.At(o.Dates[0]))
	}
	d := t.Date(k)
	if f.Headline == "" {
		f.Headline = fullLoad(t, k)
	}
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("%s: warheads as each leg is loaded to its capacity from the reserve, on %s.", titleOf(f), unbroken(d.Long()))
	}
	f.Reading = "The full bar is what is emplaced; each hatched bar is what loading one leg adds, the last one what there could be. " +
		"Upright lines are ceilings; they hold counts under the treaty’s rules, which may differ from what is emplaced."
	if len(sc.Systems) == 0 {
		return f.without(noParties)
	}
	var desc strings.Builder
	desc.WriteString(sentence(f.Headline))
	uploads := t.Uploads(k)
	for _, p := range sc.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		r := &Rows{Party: p.Index, Steps: true, Lines: ceilingsOn(sc, p, d)}
		emplaced, capable := carried(t, k, p)
		r.total("Emplaced", emplaced)
		fmt.Fprintf(&desc, " %s: %s emplaced.", p.Name, Number(emplaced))
		sum := emplaced
		for _, leg := range sim.UploadOrder {
			if !has(p, leg) {
				continue
			}
			loadable, room := 0, 0
			for _, u := range uploads {
				if u.System.Party == p && u.System.Type == leg {
					loadable += u.Loadable
					room += u.Room
				}
			}
			name := soon[leg]
			if room > loadable {
				name += fmt.Sprintf(" (room for %s)", Number(float64(room)))
			}
			r.step(name, sum, float64(loadable))
			r.Rows[len(r.Rows)-1].Bars[0].Tone = Possible
			fmt.Fprintf(&desc, " %s: %s.", strings.TrimPrefix(name, "+ "), signed(float64(loadable)))
			sum += float64(loadable)
		}
		r.total("After full upload", capable)
		r.Rows[len(r.Rows)-1].Bars[0].Tone = Possible
		fmt.Fprintf(&desc, " %s after full upload.", Number(capable))
		f.Panels = append(f.Panels, Panel{Title: p.Name, Unit: "warheads", Rows: r})
	}
	if slices.ContainsFunc(uploads, func(u sim.Upload) bool { return u.Room > u.Loadable }) {
		f.Reading += " Where a leg has room for more than it gets, the reserve runs out."
	}
	f.Desc = desc.String()
	return f
}

// ceilingsOn are the ceilings on warheads that a party has on a date, the
// lowest first.
func ceilingsOn(sc *sim.Scenario, p *arsenal.Party, d civil.Date) []Line {
	var out []Line
	limits := warheadLimits(sc)
	for _, l := range limits {
		most, binds, ok := l.CeilingOn(d)
		if !ok || !l.Binds(p.Code) {
			continue
		}
		line := Line{At: most, Name: limitName(l, limits)}
		switch law := treaty.Follow(l.Treaty).On(p.Code, d); {
		case law != "":
			line.State = Lapsed
			line.Name += " (not in force)"
			if law == treaty.Suspended {
				line.Name = strings.Replace(line.Name, "not in force", "suspended", 1)
			}
		case binds:
			line.State = Binding
		}
		out = append(out, line)
	}
	slices.SortStableFunc(out, func(a, b Line) int { return int(a.At - b.At) })
	return out
}

// fullLoad is the headline: what each party could carry, and which leg adds
// most.
func fullLoad(t *sim.Trajectory, k int) string {
	var parts []string
	var sumEmplaced, sumCapable float64
	for _, p := range t.Scenario.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		emplaced, capable := carried(t, k, p)
		sumEmplaced, sumCapable = sumEmplaced+emplaced, sumCapable+capable
		if capable == 0 {
			parts = append(parts, p.Name+" has no warheads and could load none")
			continue
		}
		if capable == emplaced {
			parts = append(parts, fmt.Sprintf("%s could load no more than its %s warheads", p.Name, Number(emplaced)))
			continue
		}
		byLeg := map[arsenal.Type]int{}
		for _, u := range t.Uploads(k) {
			if u.System.Party == p {
				byLeg[u.System.Type] += u.Loadable
			}
		}
		top := arsenal.Other
		for _, leg := range sim.UploadOrder {
			if byLeg[leg] > byLeg[top] {
				top = leg
			}
		}
		parts = append(parts, fmt.Sprintf("%s could go from %s to %s warheads, most of all on its %s", p.Name,
			Number(emplaced), Number(capable), plural[top]))
	}
	switch n := len(parts); {
	case n == 0:
		return "No party holds any forces"
	case n > 2:
		return fmt.Sprintf("Loaded to the full, the %s parties could go from %s to %s warheads", verdict.Small(n), Number(sumEmplaced), Number(sumCapable))
	}
	return "Loaded to the full, " + strings.Join(parts, "; ")
}

var plural = map[arsenal.Type]string{
	arsenal.ICBM: "ICBMs", arsenal.SLBM: "submarines", arsenal.HeavyBomber: "bombers",
	arsenal.GroundLaunched: "ground-launched missiles", arsenal.Other: "other systems",
}
