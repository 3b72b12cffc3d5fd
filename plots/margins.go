package plots

import (
	"fmt"
	"strings"

	"drawdown/sim"
	"drawdown/sim/treaty"
)

// Margins shows what is left under each ceiling through time: one panel for
// each limit, with all parties. Below zero is in excess.
func Margins(a *sim.Assessment, o Options) *Figure {
	sc := a.Trajectory.Scenario
	f := o.figure(sc)
	standings := a.Standings()
	if f.Headline == "" {
		f.Headline = unbroken(leastMargin(standings))
	}
	if f.Subtitle == "" {
		f.Subtitle = titled(f, sc, "margin to each ceiling, ceiling − count") + "."
	}
	f.Reading = "At zero a count is exactly at its ceiling; above it there is room. " +
		"Below zero, a pale tint marks an excess over a ceiling still to come, a strong fill one over a ceiling that binds."
	if len(standings) == 0 {
		return f.without(noLimits)
	}
	f.Desc = sentence(f.Headline)
	titles := titlesOf(standings, sc)
	from, until := decimal(sc.Start), decimal(sc.End)
	for _, t := range sc.Treaties {
		course := treaty.Follow(t)
		for _, l := range t.Limits {
			p := Panel{Title: titles[l], Unit: l.Unit, From: from, Until: until, Floor: true}
			var steps [][]Ceiling // by series
			courses := ""
			for _, s := range standings {
				if s.Limit != l {
					continue
				}
				p.Series = append(p.Series, Series{Name: s.Party.Name, Party: s.Party.Index, Points: marginsOf(s)})
				steps = append(steps, level(staircase(s, course, sc)))
				courses += " " + s.Party.Name + ": " + toldMargin(s)
			}
			if len(p.Series) == 0 {
				continue
			}
			if p.empty() {
				p.Missing = "No margin can be computed: there is no ceiling in these years, or no count."
				f.Panels = append(f.Panels, p)
				f.Desc += " " + sentence(p.Title) + " " + p.Missing
				continue
			}
			p.Ceilings = common(p.Series, steps)
			p.Marks = marksOf(t, sc)
			f.Panels = append(f.Panels, p)
			f.Desc += " " + sentence(p.Title) + courses
		}
	}
	return f
}

// marginsOf makes a point for each finding, and one more where a new ceiling
// begins: the margin to the old one.
func marginsOf(s *sim.Standing) []Point {
	var out []Point
	for i, f := range s.Findings {
		at := decimal(f.Date)
		if i > 0 && f.Computable {
			before := s.Findings[i-1]
			if before.HasCeiling && (before.Ceiling != f.Ceiling || !f.HasCeiling) {
				out = append(out, Point{At: at, Value: before.Ceiling - f.Count})
			}
		}
		m, ok := f.Margin()
		if !ok {
			m = missing
		}
		out = append(out, Point{At: at, Value: m})
	}
	return out
}

// level puts a staircase on zero.
func level(steps []Ceiling) []Ceiling {
	var out []Ceiling
	for _, c := range steps {
		c.Value = 0
		if k := len(out) - 1; k >= 0 && out[k].Until == c.From && out[k].State == c.State {
			out[k].Until = c.Until
			continue
		}
		out = append(out, c)
	}
	return out
}

// toldMargin says in sentences how a margin begins, is least and ends.
func toldMargin(s *sim.Standing) string {
	var first, least, last *treaty.Finding
	for _, f := range s.Findings {
		m, ok := f.Margin()
		if !ok {
			continue
		}
		if first == nil {
			first = f
		}
		if least == nil || m < least.Ceiling-least.Count {
			least = f
		}
		last = f
	}
	if first == nil {
		return "no margin can be computed."
	}
	say := func(f *treaty.Finding) string {
		return fmt.Sprintf("%s on %s", Number(f.Ceiling-f.Count), f.Date.Long())
	}
	return fmt.Sprintf("%s, least %s, %s.", say(first), say(least), say(last))
}

// leastMargin is the headline: the worst excess over a limit that binds, or the
// least margin; where none binds, the least margin at the end.
func leastMargin(standings []*sim.Standing) string {
	share := func(f *treaty.Finding) float64 { return (f.Ceiling - f.Count) / max(f.Ceiling, 1) }
	var tight, ahead *treaty.Finding
	for _, s := range standings {
		for i, f := range s.Findings {
			_, ok := f.Margin()
			if !ok {
				continue
			}
			if f.Status.Binding() && (tight == nil || share(f) < share(tight)) {
				tight = f
			}
			if i == len(s.Findings)-1 && (ahead == nil || share(f) < share(ahead)) {
				ahead = f
			}
		}
	}
	of := func(f *treaty.Finding) string {
		return fmt.Sprintf("the ceiling of %s (%s)", strings.TrimSpace(Number(f.Ceiling)+" "+f.Limit.Unit), f.Limit.Treaty.Short)
	}
	switch {
	case len(standings) == 0:
		return "No limit applies to the parties of this scenario"
	case tight == nil && ahead == nil:
		return "No margin to any ceiling can be computed"
	case tight == nil && ahead.Count > ahead.Ceiling:
		return fmt.Sprintf("No limit binds; in the end %s stands %s above %s", ahead.Party.Name, Number(ahead.Count-ahead.Ceiling), of(ahead))
	case tight == nil:
		return fmt.Sprintf("No limit binds; in the end the least margin is %s to %s, of %s", Number(ahead.Ceiling-ahead.Count), of(ahead), ahead.Party.Name)
	case tight.Count > tight.Ceiling:
		return fmt.Sprintf("%s stands up to %s above %s, in %d", tight.Party.Name, Number(tight.Count-tight.Ceiling), of(tight), tight.Date.Year())
	case tight.Count == tight.Ceiling:
		return fmt.Sprintf("%s uses %s to the last unit, in %d", tight.Party.Name, of(tight), tight.Date.Year())
	}
	return fmt.Sprintf("The least margin to a limit that binds is %s to %s, of %s in %d",
		Number(tight.Ceiling-tight.Count), of(tight), tight.Party.Name, tight.Date.Year())
}
