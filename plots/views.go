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

// Views shows the same warheads in three ways, on a few dates: counted under
// each limit on warheads, emplaced on deployed launchers, and capable: after a
// full upload. One panel for each party. Without dates in the options they are
// the start, the day on which the first such limit binds, and the end.
func Views(a *sim.Assessment, o Options) *Figure {
	t := a.Trajectory
	sc := t.Scenario
	f := o.figure(sc)
	f.SameScale = true
	limits := warheadLimits(sc)
	dates := o.Dates
	if dates == nil {
		dates = []civil.Date{sc.Start, bindingDate(a, limits), t.Date(len(t.States) - 1)}
	}
	dates = within(t, dates)
	if f.Subtitle == "" {
		f.Subtitle = titleOf(f) + ": the same warheads counted under treaty rules, emplaced, and after a full upload."
	}
	f.Reading = "Counted: what the limit’s rules make of the forces. Emplaced: what stands on deployed launchers and bombers. " +
		"After full upload: what they could carry with what their reserves hold."
	if f.Headline == "" {
		f.Headline = manyViews(a, limits, dates)
	}
	switch {
	case len(sc.Systems) == 0:
		return f.without(noParties)
	case len(dates) == 0:
		return f.without("None of the chosen dates lies in the scenario’s time.")
	}
	var desc strings.Builder
	desc.WriteString(sentence(f.Headline))
	for _, p := range sc.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		r := &Rows{Party: p.Index}
		fmt.Fprintf(&desc, " %s.", p.Name)
		for _, d := range dates {
			r.Rows = append(r.Rows, Row{Name: d.Long(), Head: true})
			fmt.Fprintf(&desc, " %s:", d.Long())
			row := func(name string, v float64, tone Tone) {
				r.Rows = append(r.Rows, Row{Name: name, Label: Number(v), Bars: []Bar{{0, v, tone}}})
				fmt.Fprintf(&desc, " %s %s.", name, Number(v))
			}
			for _, l := range limits {
				if !l.Binds(p.Code) {
					continue
				}
				name := "Counted: " + limitName(l, limits)
				if x := a.On(d, p, l); x.Computable {
					row(name, x.Count, Counted)
				} else {
					r.Rows = append(r.Rows, Row{Name: name, Label: "not computable", Bars: []Bar{{0, 0, Counted}}})
				}
			}
			emplaced, capable := carried(t, t.At(d), p)
			row("Emplaced", emplaced, Whole)
			row("After full upload", capable, Possible)
		}
		f.Panels = append(f.Panels, Panel{Title: p.Name, Unit: "warheads", Rows: r})
	}
	f.Desc = desc.String()
	return f
}

// warheadLimits are the limits whose unit is warheads or whose rules count
// them.
func warheadLimits(sc *sim.Scenario) []*treaty.Limit {
	var out []*treaty.Limit
	for _, t := range sc.Treaties {
		for _, l := range t.Limits {
			if strings.Contains(strings.ToLower(l.Unit), "warhead") ||
				slices.ContainsFunc(l.Rules, func(r *treaty.Rule) bool { return r.Quantity == treaty.CountWarheads }) {
				out = append(out, l)
			}
		}
	}
	return out
}

// limitName is the treaty's short name, with the limit's key where the treaty
// has several in a list.
func limitName(l *treaty.Limit, limits []*treaty.Limit) string {
	for _, x := range limits {
		if x != l && x.Treaty == l.Treaty {
			return l.Treaty.Short + " " + l.Key
		}
	}
	return l.Treaty.Short
}

// bindingDate is the first day on which one of some limits binds a party; zero:
// none does.
func bindingDate(a *sim.Assessment, limits []*treaty.Limit) civil.Date {
	var first civil.Date
	for _, s := range a.Standings() {
		if slices.Contains(limits, s.Limit) && s.Binds != 0 && (first == 0 || s.Binds < first) {
			first = s.Binds
		}
	}
	return first
}

// within returns the dates that fall into a run, in order, each once.
func within(t *sim.Trajectory, dates []civil.Date) []civil.Date {
	dates = slices.Clone(dates)
	slices.Sort(dates)
	dates = slices.Compact(dates)
	return slices.DeleteFunc(dates, func(d civil.Date) bool { return d < t.Scenario.Start || d > t.Scenario.End })
}

// carried returns the warheads that a party has emplaced in state k, and those
// it could have after a full upload.
func carried(t *sim.Trajectory, k int, p *arsenal.Party) (emplaced, capable float64) {
	for _, u := range t.Uploads(k) {
		if u.System.Party == p {
			emplaced += float64(u.Emplaced)
			capable += float64(u.Capable())
		}
	}
	return emplaced, capable
}

// manyViews is the headline: the three numbers of each party on the last date.
func manyViews(a *sim.Assessment, limits []*treaty.Limit, dates []civil.Date) string {
	t := a.Trajectory
	if len(dates) == 0 {
		return "No date to show"
	}
	d := dates[len(dates)-1]
	var parts []string
	for _, p := range t.Scenario.Parties {
		if len(p.Systems) == 0 {
			continue
		}
		emplaced, capable := carried(t, t.At(d), p)
		s := fmt.Sprintf("%s has %s warheads emplaced and could carry %s", p.Name, Number(emplaced), Number(capable))
		for _, l := range limits {
			if !l.Binds(p.Code) {
				continue
			}
			if x := a.On(d, p, l); x.Computable {
				s = fmt.Sprintf("%s counts %s warheads, has %s emplaced and could carry %s", p.Name, Number(x.Count), Number(emplaced), Number(capable))
			}
			break
		}
		parts = append(parts, s)
	}
	switch n := len(parts); {
	case n == 0:
		return "No party holds any forces"
	case n > 2:
		var emplaced, capable float64
		for _, p := range t.Scenario.Parties {
			e, c := carried(t, t.At(d), p)
			emplaced, capable = emplaced+e, capable+c
		}
		parts = []string{fmt.Sprintf("the %s parties have %s warheads emplaced and could carry %s", verdict.Small(n), Number(emplaced), Number(capable))}
	case n == 2:
		parts[1] = strings.Replace(parts[1], " warheads", "", 1)
	}
	return fmt.Sprintf("In %d %s", d.Year(), strings.Join(parts, "; "))
}
