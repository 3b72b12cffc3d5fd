package verdict

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drawdown/sim"
	"drawdown/sim/treaty"
)

// Law says what state a treaty is in: its kind, since when it is in force, and
// what happened to it.
func Law(t *treaty.Treaty, s *sim.Scenario) string {
	var b strings.Builder
	b.WriteString(t.Short + " is ")
	force := "in force"
	switch t.Kind {
	case treaty.KindCommitment:
		b.WriteString("a political commitment, ")
		force = "observed"
	case treaty.KindProposal:
		b.WriteString("a proposal, ")
		force = "here taken as in force"
	default:
		b.WriteString("a treaty ")
	}
	extended := slices.ContainsFunc(t.Events, func(e treaty.Event) bool { return e.What == treaty.Extends })
	switch {
	case t.InForce == 0:
		b.WriteString("that never entered into force")
	case t.Expires == 0:
		fmt.Fprintf(&b, "%s from %s without an end", force, t.InForce.Long())
	case extended:
		fmt.Fprintf(&b, "%s from %s, at first until %s", force, t.InForce.Long(), t.Expires.Long())
	default:
		fmt.Fprintf(&b, "%s from %s until %s", force, t.InForce.Long(), t.Expires.Long())
	}
	b.WriteString(".")
	c := treaty.Follow(t)
	for _, e := range t.Events {
		who := "All parties"
		if e.Party != "" {
			who = e.Party
			if p := s.Party(e.Party); p != nil {
				who = p.Name
			}
		}
		switch e.What {
		case treaty.Suspends:
			fmt.Fprintf(&b, " %s suspended it on %s.", who, e.Date.Long())
		case treaty.Resumes:
			fmt.Fprintf(&b, " %s resumed it on %s.", who, e.Date.Long())
		case treaty.Withdraws:
			ended := ""
			if !slices.ContainsFunc(t.Parties, func(code string) bool { return c.On(code, e.Date) != treaty.NotInForce }) {
				ended = ", which ended it for all"
			}
			if e.Party == "" {
				fmt.Fprintf(&b, " It ended for all on %s.", e.Date.Long())
				continue
			}
			fmt.Fprintf(&b, " %s withdrew on %s%s.", who, e.Date.Long(), ended)
		case treaty.Extends:
			fmt.Fprintf(&b, " On %s it was extended to %s.", e.Date.Long(), e.Until.Long())
		case treaty.EntersIntoForce:
			fmt.Fprintf(&b, " It entered into force on %s.", e.Date.Long())
		}
	}
	return b.String()
}

// Standing says how a party stands under a limit: since when it is under the
// ceiling, the margin when the limit first binds and at the end.
func Standing(s *sim.Standing) string {
	if !s.HasEnd {
		for _, f := range s.Findings {
			if !f.Computable {
				return "The count cannot be computed."
			}
		}
		return "No ceiling applies in these years."
	}
	var b strings.Builder
	b.WriteString(course(s))
	if s.Binds != 0 {
		fmt.Fprintf(&b, " When the limit first binds, on %s, it has %s counted of %s: %s.",
			s.Binds.Long(), Number(s.Ceiling-s.MarginAtBinding), Number(s.Ceiling), Margin(s.MarginAtBinding))
	} else {
		b.WriteString(" " + unbinding(s))
	}
	if s.Exceeds > 0 {
		b.WriteString(" " + excess(s))
	}
	if late := unboundExcess(s); late != nil && s.Binds != 0 {
		fmt.Fprintf(&b, " From %s it stands above the ceiling of %s%s.", late.Date.Long(), Number(late.Ceiling), while(late.Status))
	}
	if s.End != s.Binds {
		fmt.Fprintf(&b, " At the end, on %s, %s%s.", s.End.Long(), Margin(s.MarginEnd), while(s.Findings[len(s.Findings)-1].Status))
	}
	return b.String()
}

// while says why a limit is not put to the test; "" where it is.
func while(status treaty.Status) string {
	return map[treaty.Status]string{
		treaty.NotInForce:      ", while the treaty is not in force",
		treaty.Suspended:       ", while the treaty is suspended",
		treaty.NotYetBinding:   ", before the limit binds",
		treaty.NoLongerBinding: ", when the limit no longer binds",
	}[status]
}

// unbinding says why a limit is never put to the test.
func unbinding(s *sim.Standing) string {
	seen := map[treaty.Status]bool{}
	for _, f := range s.Findings {
		seen[f.Status] = true
	}
	switch {
	case len(seen) == 1 && seen[treaty.NotInForce]:
		return "The treaty is not in force in these years."
	case len(seen) == 1 && seen[treaty.Suspended]:
		return "The treaty is suspended in these years."
	case seen[treaty.NotYetBinding] && !seen[treaty.NoLongerBinding]:
		return "The limit does not bind yet in these years."
	}
	return "The limit does not bind in these years."
}

// unboundExcess is the first finding of those at the end that stand above a
// ceiling which was put to the test before and is not any more; nil where there
// is none.
func unboundExcess(s *sim.Standing) *treaty.Finding {
	var first *treaty.Finding
	for _, f := range s.Findings {
		m, ok := f.Margin()
		switch {
		case s.Binds == 0 || f.Date <= s.Binds || f.Status.Binding():
			first = nil
		case ok && m < 0 && first == nil && f.Status != treaty.NotYetBinding:
			first = f
		case ok && m >= 0:
			first = nil
		}
	}
	return first
}

// course says since when a party is under a ceiling.
func course(s *sim.Standing) string {
	opening := s.Findings[0].Date
	switch {
	case s.FirstUnder == 0:
		return "Never at or under the ceiling."
	case s.LastingUnder == 0 && s.FirstUnder == opening:
		return "At or under the ceiling at first, but not to the end."
	case s.LastingUnder == 0:
		return "First at or under the ceiling on " + s.FirstUnder.Long() + ", but not to the end."
	case s.FirstUnder == s.LastingUnder && s.FirstUnder == opening:
		return "At or under the ceiling throughout."
	case s.FirstUnder == s.LastingUnder:
		return "At or under the ceiling from " + s.FirstUnder.Long() + " to the end."
	case s.FirstUnder == opening:
		return "At or under the ceiling at first, lastingly from " + s.LastingUnder.Long() + "."
	}
	return "First at or under the ceiling on " + s.FirstUnder.Long() + ", lastingly from " + s.LastingUnder.Long() + "."
}

// Margin says how far a count is from its ceiling.
func Margin(m float64) string {
	switch {
	case m > 0:
		return "a margin of " + Number(m)
	case m < 0:
		return "an excess of " + Number(-m)
	}
	return "exactly at the ceiling"
}

// excess says when and by how much a limit is exceeded.
func excess(s *sim.Standing) string {
	var first, last, worst *treaty.Finding
	for _, f := range s.Findings {
		if f.Status != treaty.Exceeds {
			continue
		}
		if first == nil {
			first = f
		}
		last = f
		if worst == nil || f.Count-f.Ceiling > worst.Count-worst.Ceiling {
			worst = f
		}
	}
	by := Number(worst.Count-worst.Ceiling) + " over " + Number(worst.Ceiling)
	if first == last {
		return fmt.Sprintf("It exceeds the limit on %s, by %s.", first.Date.Long(), by)
	}
	return fmt.Sprintf("It exceeds the limit on %d dates from %s to %s, by up to %s (%s).",
		s.Exceeds, first.Date.Long(), last.Date.Long(), by, worst.Date.Long())
}

// Tightest names for each treaty the limit with the smallest margin ÷ ceiling
// on a date on which it binds, and those that are as tight; where none binds,
// on the last date. "" where no count has a ceiling.
func Tightest(standings []*sim.Standing) string {
	var treaties []*treaty.Treaty
	of := map[*treaty.Treaty][]*sim.Standing{}
	for _, s := range standings {
		t := s.Limit.Treaty
		if of[t] == nil {
			treaties = append(treaties, t)
		}
		of[t] = append(of[t], s)
	}
	var all []string
	for _, t := range treaties {
		if says := tightest(t, of[t], len(treaties) > 1); says != "" {
			all = append(all, says)
		}
	}
	return strings.Join(all, " ")
}

// tightest is Tightest for one treaty's standings; named says whether the
// treaty has to be.
func tightest(t *treaty.Treaty, standings []*sim.Standing, named bool) string {
	ties := tight(standings, true)
	qualifier := ""
	if len(ties) == 0 {
		ties = tight(standings, false)
		qualifier = ", though it does not bind"
	}
	if len(ties) == 0 {
		return ""
	}
	f := ties[0]
	m, _ := f.Margin()
	percent := ""
	if f.Ceiling > 0 {
		percent = strings.ReplaceAll(fmt.Sprintf(" (%.1f %%)", 100*m/f.Ceiling), "-", "−")
	}
	of := ""
	if named {
		of = " of " + t.Short
	}
	if positive := slices.DeleteFunc(slices.Clone(ties), func(f *treaty.Finding) bool { return f.Ceiling == 0 }); len(positive) > 0 {
		ties = positive
		f = ties[0]
	}
	more := ""
	const most = 4
	if len(ties) > most {
		more = fmt.Sprintf("; and %s more", Small(len(ties)-most))
		ties = ties[:most]
	}
	says := fmt.Sprintf("The tightest limit%s is %s for %s%s: %s of %s on %s, %s%s",
		of, f.Limit.Address(), f.Party.Name, qualifier, Number(f.Count), Number(f.Ceiling), f.Date.Long(), Margin(m), percent)
	for _, f := range ties[1:] {
		says += fmt.Sprintf("; as tight is %s for %s, %s of %s", f.Limit.Address(), f.Party.Name, Number(f.Count), Number(f.Ceiling))
	}
	return says + more + "."
}

// tight returns the first finding of each standing that has the smallest margin
// ÷ ceiling of all, among those that bind, or at the end.
func tight(standings []*sim.Standing, binding bool) []*treaty.Finding {
	var ties []*treaty.Finding
	for _, s := range standings {
		var own *treaty.Finding
		for _, f := range s.Findings {
			switch _, ok := f.Margin(); {
			case !ok:
			case !binding:
				own = f // where nothing binds, the last is what counts
			case f.Status.Binding() && (own == nil || room(f) < room(own)):
				own = f
			}
		}
		switch {
		case own == nil:
		case len(ties) == 0 || room(own) < room(ties[0]):
			ties = []*treaty.Finding{own}
		case room(own) == room(ties[0]):
			ties = append(ties, own)
		}
	}
	return ties
}

// room is margin ÷ ceiling; −Inf for an excess over a ceiling of 0.
func room(f *treaty.Finding) float64 {
	m, _ := f.Margin()
	if f.Ceiling == 0 && m == 0 {
		return 0
	}
	return m / f.Ceiling
}

// Number writes a number for people: thousands apart, at most six decimals.
func Number(x float64) string {
	s := plain(x)
	sign := ""
	if strings.HasPrefix(s, "-") && s != "-0" {
		sign = "−"
	}
	s = strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole
}

func plain(x float64) string {
	s := strconv.FormatFloat(x, 'f', 6, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
