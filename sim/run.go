package sim

import (
	"slices"

	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Trajectory is a run: the states of a scenario, one a year.
type Trajectory struct {
	Scenario *Scenario
	States   []State
}

// Date is the date of state k.
func (t *Trajectory) Date(k int) civil.Date { return t.Scenario.Start.AddYears(k) }

// At returns the index of the latest state on or before a date; -1 before the
// start.
func (t *Trajectory) At(d civil.Date) int {
	k := d.Year() - t.Scenario.Start.Year()
	if t.Scenario.Start.AddYears(k) > d {
		k--
	}
	return min(max(k, -1), len(t.States)-1)
}

// Run steps a scenario from its start to its end.
func Run(s *Scenario) *Trajectory {
	p := Compile(s)
	t := &Trajectory{s, make([]State, s.States())}
	st := p.Open()
	for k := range t.States {
		if k > 0 {
			p.Step(st)
		}
		t.States[k] = State{
			Index:      k,
			Holdings:   slices.Clone(st.Holdings),
			Stocks:     slices.Clone(st.Stocks),
			Moves:      slices.Clone(st.Moves),
			Shortfalls: slices.Clone(st.Shortfalls),
		}
	}
	return t
}

// An Assessment is a trajectory held against the law.
type Assessment struct {
	Trajectory *Trajectory
	Findings   []treaty.Finding // by date, then party, then treaty and limit, in file order
	Gaps       []treaty.Gap     // what makes counts impossible, each once

	courses map[*treaty.Treaty]*treaty.Course
}

// Assess holds a trajectory against every limit of the scenario's treaties, on
// every state and on each date between states on which a step of that limit's
// ceiling begins.
func Assess(t *Trajectory) *Assessment {
	s := t.Scenario
	a := &Assessment{Trajectory: t, courses: map[*treaty.Treaty]*treaty.Course{}}
	for _, tr := range s.Treaties {
		a.courses[tr] = treaty.Follow(tr)
	}
	tallies := Tallies(s)
	seen := map[treaty.Gap]bool{}
	for _, d := range dates(s) {
		onState := t.Date(t.At(d)) == d
		for _, tally := range tallies {
			if !onState && !stepsOn(tally.Limit, d) {
				continue
			}
			f := a.find(d, tally)
			if !f.Computable {
				for _, g := range tally.Gaps(t.States[t.At(d)].Holdings) {
					if !seen[g] {
						seen[g] = true
						a.Gaps = append(a.Gaps, g)
					}
				}
			}
			a.Findings = append(a.Findings, f)
		}
	}
	return a
}

// On returns the finding of a party under a limit on any date of the run, from
// the holdings of the latest state.
func (a *Assessment) On(d civil.Date, p *arsenal.Party, l *treaty.Limit) treaty.Finding {
	return a.find(d, l.Bind(p))
}

func (a *Assessment) find(d civil.Date, tally *treaty.Tally) treaty.Finding {
	k := a.Trajectory.At(d)
	f := treaty.Finding{Date: d, State: a.Trajectory.Date(k), Party: tally.Party, Limit: tally.Limit}
	f.Count, f.Computable = tally.Count(a.Trajectory.States[k].Holdings)
	judge(&f, a.courses[tally.Limit.Treaty].On(tally.Party.Code, d))
	return f
}

// judge fills in the ceiling and the status of a finding; law is the state of
// the treaty for the party on the date.
func judge(f *treaty.Finding, law treaty.Status) {
	most, binds, ok := f.Limit.CeilingOn(f.Date)
	f.Ceiling, f.HasCeiling = most, ok
	switch {
	case law != "":
		f.Status = law
	case !binds && ok:
		f.Status = treaty.NotYetBinding
	case !binds:
		f.Status = treaty.NoLongerBinding
	case !f.Computable:
		f.Status = treaty.NotComputable
	case f.Count <= f.Ceiling:
		f.Status = treaty.Within
	default:
		f.Status = treaty.Exceeds
	}
}

// Tallies binds every limit to every party that it is on, by party, then
// treaty and limit, in file order.
func Tallies(s *Scenario) []*treaty.Tally {
	var tallies []*treaty.Tally
	for _, p := range s.Parties {
		for _, tr := range s.Treaties {
			for _, l := range tr.Limits {
				if l.Binds(p.Code) {
					tallies = append(tallies, l.Bind(p))
				}
			}
		}
	}
	return tallies
}

// dates are the days on which findings are made, in order.
func dates(s *Scenario) []civil.Date {
	var days []civil.Date
	for k := range s.States() {
		days = append(days, s.Start.AddYears(k))
	}
	for _, tr := range s.Treaties {
		for _, l := range tr.Limits {
			for _, step := range l.Ceiling {
				if step.From > s.Start && step.From <= s.End {
					days = append(days, step.From)
				}
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

func stepsOn(l *treaty.Limit, d civil.Date) bool {
	return slices.ContainsFunc(l.Ceiling, func(s treaty.Step) bool { return s.From == d })
}

// Holding returns a system's holding in state k.
func (t *Trajectory) Holding(k int, s *arsenal.System) arsenal.Holding {
	return t.States[k].Holdings[s.Index]
}
