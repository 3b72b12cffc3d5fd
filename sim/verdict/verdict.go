package verdict

import (
	"fmt"
	"strconv"
	"strings"

	"drawdown/sim"
	"drawdown/sim/treaty"
)

// Law says what state a treaty is in: its kind, since when it is in force, and
// what happened to it.
func Law(t *treaty.Treaty, s *sim.Scenario) string {
	kind := map[string]string{treaty.KindTreaty: "a treaty", treaty.KindCommitment: "a political commitment", treaty.KindProposal: "a proposal"}[t.Kind]
	var b strings.Builder
	fmt.Fprintf(&b, "%s is %s", t.Short, kind)
	if t.InForce == 0 {
		b.WriteString(" that never entered into force")
	} else {
		fmt.Fprintf(&b, " in force from %s", t.InForce.Long())
		if t.Expires == 0 {
			b.WriteString(" without an end")
		} else {
			fmt.Fprintf(&b, ", set to expire on %s", t.Expires.Long())
		}
	}
	b.WriteString(".")
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
			fmt.Fprintf(&b, " %s withdrew on %s.", who, e.Date.Long())
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
		b.WriteString(" The limit does not bind in these years.")
	}
	if s.Exceeds > 0 {
		b.WriteString(" " + excess(s))
	}
	if s.End != s.Binds {
		fmt.Fprintf(&b, " At the end, on %s, %s.", s.End.Long(), Margin(s.MarginEnd))
	}
	return b.String()
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
	by := Number(worst.Count - worst.Ceiling)
	if first == last {
		return fmt.Sprintf("It exceeds the limit on %s, by %s.", first.Date.Long(), by)
	}
	return fmt.Sprintf("It exceeds the limit on %d dates from %s to %s, by up to %s (%s).",
		s.Exceeds, first.Date.Long(), last.Date.Long(), by, worst.Date.Long())
}

// Tightest names the limit with the smallest margin ÷ ceiling on a date on
// which it binds; where none binds, on any date; "" where no count has a
// ceiling.
func Tightest(standings []*sim.Standing) string {
	var tight *treaty.Finding
	share := func(f *treaty.Finding) float64 {
		m, _ := f.Margin()
		if f.Ceiling == 0 && m == 0 {
			return 0
		}
		return m / f.Ceiling // −Inf for an excess over a ceiling of 0
	}
	pick := func(binding bool) {
		for _, s := range standings {
			for _, f := range s.Findings {
				if _, ok := f.Margin(); ok && (f.Status.Binding() || !binding) && (tight == nil || share(f) < share(tight)) {
					tight = f
				}
			}
		}
	}
	pick(true)
	qualifier := ""
	if tight == nil {
		qualifier = ", though it does not bind"
		pick(false)
	}
	if tight == nil {
		return ""
	}
	m, _ := tight.Margin()
	percent := ""
	if tight.Ceiling > 0 {
		percent = fmt.Sprintf(" (%.1f %%)", 100*m/tight.Ceiling)
		percent = strings.ReplaceAll(percent, "-", "−")
	}
	return fmt.Sprintf("The tightest limit is %s for %s%s: %s of %s on %s, %s%s.",
		tight.Limit.Address(), tight.Party.Name, qualifier, Number(tight.Count), Number(tight.Ceiling), tight.Date.Long(), Margin(m), percent)
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
