// Package verdict puts an assessment into sentences: who is under which limit
// since when, by what margin, and which limit is tightest.
//
// Headline is the most important finding; Standing tells one party's course
// under one limit; Tightest names the limit with the least room; Law says what
// state a treaty is in. All are English, and the same wherever they are shown.
package verdict

import (
	"fmt"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// Headline states the most important finding of an assessment in a sentence
// without a full stop: who exceeds what and when; if nobody does, that all are
// under the limits when they bind; if none binds, that.
func Headline(a *sim.Assessment) string {
	sc := a.Trajectory.Scenario
	standings := a.Standings()
	var bound, over, open []*sim.Standing
	for _, s := range standings {
		if s.Binds != 0 {
			bound = append(bound, s)
		}
		if s.Exceeds > 0 {
			over = append(over, s)
		}
		if slices.ContainsFunc(s.Findings, func(f *treaty.Finding) bool { return f.Status == treaty.NotComputable }) {
			open = append(open, s)
		}
	}
	switch {
	case len(standings) == 0:
		return "No limit applies to the parties of this scenario"
	case len(over) > 0:
		return exceeding(standings, over)
	case len(bound) == 0 && len(open) > 0:
		return "No count that a limit needs can be computed"
	case len(bound) == 0:
		return unbound(sc, standings)
	case len(open) > 0:
		return "No count that can be computed exceeds a limit that binds"
	}
	return within(standings, bound)
}

// within: nobody exceeds anything.
func within(standings, bound []*sim.Standing) string {
	who, plural := sides(bound, standings)
	verb := "is"
	if plural {
		verb = "are"
	}
	when := "whenever they bind"
	if one(bound, func(s *sim.Standing) civil.Date { return s.Binds }) {
		when = "when they bind on " + bound[0].Binds.Long()
	}
	limits := limitsOf(bound)
	if len(limits) == 1 {
		when = strings.Replace(when, "they bind", "it binds", 1)
	}
	what := each(limits, "all ")
	if len(limitsOf(standings)) > len(limits) {
		what, when = "every limit that binds", ""
	} else if len(bound) < len(limits)*len(partiesOf(bound)) {
		what = "all limits on them"
	}
	// A count at its ceiling is within the limit, but not under it.
	where := "under"
	if slices.ContainsFunc(bound, func(s *sim.Standing) bool { return s.MarginAtBinding == 0 }) {
		where = "within"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s", who, verb, where, what, when)) + afterwards(bound)
}

// afterwards says who stands above a ceiling that no longer binds, which is no
// excess in law and yet what a reader wants to know; "" where nobody does.
func afterwards(bound []*sim.Standing) string {
	var worst *treaty.Finding
	var since civil.Date
	for _, s := range bound {
		f := unboundExcess(s)
		if f == nil {
			continue
		}
		last := s.Findings[len(s.Findings)-1]
		if worst == nil || room(last) < room(worst) {
			worst, since = last, f.Date
		}
	}
	if worst == nil {
		return ""
	}
	return fmt.Sprintf("; from %d %s stands above %s%s", since.Year(), worst.Party.Name, of(worst), while(worst.Status))
}

// unbound: no limit is ever put to the test.
func unbound(sc *sim.Scenario, standings []*sim.Standing) string {
	under, counted := 0, 0
	for _, s := range standings {
		if s.HasEnd {
			counted++
			if s.MarginEnd >= 0 {
				under++
			}
		}
	}
	head := fmt.Sprintf("No limit binds between %d and %d", sc.Start.Year(), sc.End.Year())
	if sc.Start.Year() == sc.End.Year() {
		head = fmt.Sprintf("No limit binds in %d", sc.Start.Year())
	}
	switch {
	case counted == 0:
		return head
	case under == counted && counted < len(standings):
		return fmt.Sprintf("%s; %d of %d counts end under their ceilings, and the others cannot be computed", head, under, len(standings))
	case under == counted:
		return head + "; all counts end under their ceilings"
	case under == 0:
		return head + "; no count ends under its ceiling"
	}
	return fmt.Sprintf("%s; %d of %d counts end under their ceilings", head, under, counted)
}

// exceeding: somebody exceeds something.
func exceeding(standings, over []*sim.Standing) string {
	who, plural := sides(over, standings)
	verb := "exceeds"
	if plural {
		verb = "exceed"
	}
	limits, all := limitsOf(over), limitsOf(standings)
	if len(limits) == 1 && !one(over, func(s *sim.Standing) string { return period([]*sim.Standing{s}) }) && len(over) <= 3 {
		var each []string
		for _, s := range over {
			each = append(each, s.Party.Name+" "+period([]*sim.Standing{s}))
		}
		return fmt.Sprintf("%s %s the %s: %s", who, verb, name(limits[0], over), List(each))
	}
	if len(limits) == 1 {
		return fmt.Sprintf("%s %s the %s %s", who, verb, name(limits[0], over), period(over))
	}
	what := each(limits, "all ")
	if len(limits) < len(all) {
		of := each(all, "the ")
		if len(all) == 2 {
			of = "the two" + strings.TrimPrefix(of, "both")
		}
		what = Small(len(limits)) + " of " + of
	}
	if one(over, func(s *sim.Standing) string { return s.Party.Code }) {
		return fmt.Sprintf("%s %s %s %s", who, verb, what, period(over))
	}
	worst := largest(over)
	if len(over) < len(limits)*len(partiesOf(over)) { // not every one of them exceeds every limit
		return fmt.Sprintf("%s %s ceilings that bind; furthest %s, with %s of %s in %d",
			who, verb, worst.Party.Name, Number(worst.Count), of(worst), worst.Date.Year())
	}
	return fmt.Sprintf("%s %s %s, %s by up to %s over %s in %d",
		who, verb, what, worst.Party.Name, Number(worst.Count-worst.Ceiling), of(worst), worst.Date.Year())
}

// of names a ceiling with its unit: "1,550 warheads".
func of(f *treaty.Finding) string {
	return strings.TrimSpace(Number(f.Ceiling) + " " + f.Limit.Unit)
}

// largest returns the finding with the largest excess as a share of its
// ceiling; the first of equals.
func largest(over []*sim.Standing) *treaty.Finding {
	var worst *treaty.Finding
	share := func(f *treaty.Finding) float64 { return (f.Count - f.Ceiling) / max(f.Ceiling, 1) }
	for _, s := range over {
		for _, f := range s.Findings {
			if f.Status == treaty.Exceeds && (worst == nil || share(f) > share(worst)) {
				worst = f
			}
		}
	}
	return worst
}

// name calls a limit by its number where it has one while it is exceeded:
// "New START limit of 1,550 warheads".
func name(l *treaty.Limit, over []*sim.Standing) string {
	var first *treaty.Finding
	steady := true
	for _, s := range over {
		for _, f := range s.Findings {
			if f.Status != treaty.Exceeds {
				continue
			}
			if first == nil {
				first = f
			}
			steady = steady && f.Ceiling == first.Ceiling
		}
	}
	if steady {
		return l.Treaty.Short + " limit of " + of(first)
	}
	return l.Treaty.Short + " limit on " + l.Unit
}

// period says from when to when counts exceed.
func period(over []*sim.Standing) string {
	var first, last civil.Date
	whole, lasts := true, true // no gaps; to the end
	for _, s := range over {
		begun, broken, over := false, false, false
		for _, f := range s.Findings {
			over = f.Status == treaty.Exceeds
			if f.Status == treaty.Exceeds {
				if first == 0 || f.Date < first {
					first = f.Date
				}
				last = max(last, f.Date)
				whole = whole && !broken
				begun = true
			} else if begun && f.Status == treaty.Within {
				broken = true
			}
		}
		lasts = lasts && over
	}
	switch {
	case first.Year() == last.Year():
		return fmt.Sprintf("in %d", first.Year())
	case !whole:
		return fmt.Sprintf("at times between %d and %d", first.Year(), last.Year())
	case lasts:
		return fmt.Sprintf("from %d on", first.Year())
	case len(over) > 1 && !one(over, func(s *sim.Standing) string { return period([]*sim.Standing{s}) }):
		return fmt.Sprintf("between %d and %d", first.Year(), last.Year())
	}
	return fmt.Sprintf("from %d to %d", first.Year(), last.Year())
}

// sides names the parties of some standings as a subject; all is where they
// come from.
func sides(some, all []*sim.Standing) (who string, plural bool) {
	names, every := partiesOf(some), partiesOf(all)
	switch {
	case len(names) == 1:
		return names[0], false
	case len(names) == 2 && len(every) == 2:
		return "Both sides", true
	case len(names) == len(every):
		return "All " + Small(len(names)) + " parties", true
	case len(names) <= 3:
		return List(names), true
	}
	return Capital(Small(len(names))) + " of " + Small(len(every)) + " parties", true
}

func partiesOf(standings []*sim.Standing) []string {
	var out []string
	for _, s := range standings {
		if !slices.Contains(out, s.Party.Name) {
			out = append(out, s.Party.Name)
		}
	}
	return out
}

func limitsOf(standings []*sim.Standing) []*treaty.Limit {
	var out []*treaty.Limit
	for _, s := range standings {
		if !slices.Contains(out, s.Limit) {
			out = append(out, s.Limit)
		}
	}
	return out
}

// each names limits together: "all three New START limits", "both limits",
// "the New START limit".
func each(limits []*treaty.Limit, article string) string {
	short := limits[0].Treaty.Short + " "
	for _, l := range limits {
		if l.Treaty != limits[0].Treaty {
			short = ""
		}
	}
	switch len(limits) {
	case 1:
		return "the " + short + "limit"
	case 2:
		return "both " + short + "limits"
	}
	return article + Small(len(limits)) + " " + short + "limits"
}

// one reports whether all standings agree in something.
func one[T comparable](standings []*sim.Standing, of func(*sim.Standing) T) bool {
	return !slices.ContainsFunc(standings, func(s *sim.Standing) bool { return of(s) != of(standings[0]) })
}
