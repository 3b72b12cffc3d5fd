package sim

import (
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Standing sums up one party's findings under one limit. A zero date means
// "never"; the Has fields say whether there is a number.
type Standing struct {
	Party *arsenal.Party
	Limit *treaty.Limit

	Binds           civil.Date // the first finding within or exceeding
	Ceiling         float64    // on that date, when the limit binds
	MarginAtBinding float64

	FirstUnder   civil.Date // the first finding with a margin of at least 0
	LastingUnder civil.Date // the first from which the margin stays at least 0 to the end

	End        civil.Date // the last finding that has a margin
	HasEnd     bool
	CeilingEnd float64
	MarginEnd  float64

	Exceeds int // findings that exceed

	Findings []*treaty.Finding // by date
}

// Standings sums the findings up by party, treaty and limit, in file order.
func (a *Assessment) Standings() []*Standing {
	var all []*Standing
	of := map[[2]any]*Standing{}
	for _, tally := range Tallies(a.Trajectory.Scenario) {
		s := &Standing{Party: tally.Party, Limit: tally.Limit}
		of[[2]any{tally.Party, tally.Limit}] = s
		all = append(all, s)
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		of[[2]any{f.Party, f.Limit}].add(f)
	}
	return all
}

// Stand sums up findings of one party under one limit, by date.
func Stand(p *arsenal.Party, l *treaty.Limit, findings []*treaty.Finding) *Standing {
	s := &Standing{Party: p, Limit: l}
	for _, f := range findings {
		s.add(f)
	}
	return s
}

func (s *Standing) add(f *treaty.Finding) {
	s.Findings = append(s.Findings, f)
	if f.Status == treaty.Exceeds {
		s.Exceeds++
	}
	margin, ok := f.Margin()
	if s.Binds == 0 && f.Status.Binding() {
		s.Binds, s.Ceiling, s.MarginAtBinding = f.Date, f.Ceiling, margin
	}
	if !ok {
		return
	}
	s.End, s.HasEnd, s.CeilingEnd, s.MarginEnd = f.Date, true, f.Ceiling, margin
	switch {
	case margin < 0:
		s.LastingUnder = 0
		return
	case s.FirstUnder == 0:
		s.FirstUnder = f.Date
	}
	if s.LastingUnder == 0 {
		s.LastingUnder = f.Date
	}
}
