package report

import (
	"fmt"
	"math"
	"slices"

	"drawdown/scenarios"
	"drawdown/scenarios/format"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// An Explanation is why a count is what it is: the sum of what each system
// adds, down to the line of the file and the article of the treaty.
type Explanation struct {
	Report  *Report
	Finding treaty.Finding
	State   int // index of the state counted
	Rules   []RuleSum
	Grades  []GradeShare // how much of the count rests on which grade, best first
}

// A RuleSum is what one counting rule adds.
type RuleSum struct {
	Rule  *treaty.Rule
	Lines []Contribution // those with units
	Sum   float64
}

// A Contribution is what one system adds under a rule, and where its numbers
// come from.
type Contribution struct {
	treaty.Contribution
	Roots []Root
}

// A Root is one number of a system: its opening and what moved it since.
type Root struct {
	What     string // "deployed", "loading", ... or a property of the system
	Opening  float64
	Now      float64
	Place    scenarios.Place // where the opening stands
	Movers   []Mover
	Property bool // nothing moves it
}

// A Mover is a schedule, or a want of launchers or missiles, that moved a
// number.
type Mover struct {
	Schedule *sim.Schedule // nil: fewer launchers or missiles than were deployed
	Place    scenarios.Place
	First    civil.Date
	Last     civil.Date
	From, To float64
}

// A GradeShare is how much of a count rests on numbers of a grade.
type GradeShare struct {
	Grade string
	Count float64
}

// Explain tells why a party's count under a limit is what it is on a date.
func (r *Report) Explain(p *arsenal.Party, l *treaty.Limit, on civil.Date) *Explanation {
	tr := r.Assessment.Trajectory
	e := &Explanation{Report: r, Finding: r.Assessment.On(on, p, l), State: tr.At(on)}
	holdings := tr.States[e.State].Holdings
	shares := map[string]float64{}
	l.Bind(p).Contributions(holdings, func(c treaty.Contribution) {
		if len(e.Rules) == 0 || e.Rules[len(e.Rules)-1].Rule != c.Rule {
			e.Rules = append(e.Rules, RuleSum{Rule: c.Rule})
		}
		rule := &e.Rules[len(e.Rules)-1]
		rule.Sum += c.Product()
		if c.Units+c.BeyondUnits == 0 {
			return
		}
		line := Contribution{c, r.roots(c.System, c.Rule, e.State)}
		rule.Lines = append(rule.Lines, line)
		shares[weakest(line.Roots)] += c.Product()
	})
	for _, g := range append(slices.Clone(format.Grades), "") {
		if n := shares[g]; n != 0 {
			e.Grades = append(e.Grades, GradeShare{g, n})
		}
	}
	return e
}

// roots are the numbers on which a contribution rests.
func (r *Report) roots(s *arsenal.System, rule *treaty.Rule, state int) []Root {
	quantities := map[string][]arsenal.Quantity{
		treaty.CountLaunchers:   {arsenal.Launchers},
		treaty.CountDeployed:    {arsenal.Deployed},
		treaty.CountNondeployed: {arsenal.Launchers, arsenal.Deployed},
		treaty.CountMissiles:    {arsenal.Missiles},
		treaty.CountWarheads:    {arsenal.Deployed, arsenal.Loading},
	}[rule.Quantity]
	var all []Root
	for _, q := range quantities {
		all = append(all, r.root(s, q, state))
	}
	for _, w := range []treaty.Weight{rule.Each, rule.Beyond} {
		if w.Property != "" {
			x, _ := w.Of(s)
			all = append(all, Root{What: w.Property, Opening: x, Now: x, Place: r.Document.PlaceOf(s, w.Property), Property: true})
		}
	}
	return all
}

// root follows one quantity of a system from the opening to a state.
func (r *Report) root(s *arsenal.System, q arsenal.Quantity, state int) Root {
	tr := r.Assessment.Trajectory
	opening, now := tr.Holding(0, s), tr.Holding(state, s)
	root := Root{What: q.String(), Opening: opening.Of(q), Now: now.Of(q), Place: r.Document.Place(s.Origins[q])}
	for k := 1; k <= state; k++ {
		for _, m := range tr.States[k].Moves {
			if m.System != s || m.Quantity != q {
				continue
			}
			if n := len(root.Movers); n > 0 && root.Movers[n-1].Schedule == m.Schedule {
				root.Movers[n-1].Last, root.Movers[n-1].To = tr.Date(k), m.To
				continue
			}
			mover := Mover{Schedule: m.Schedule, First: tr.Date(k), Last: tr.Date(k), From: m.From, To: m.To}
			if m.Schedule != nil {
				mover.Place = r.Document.Place(m.Schedule.Origin)
			}
			root.Movers = append(root.Movers, mover)
		}
	}
	return root
}

// weakest is the worst grade among numbers and what moved them; "" where one
// has none.
func weakest(roots []Root) string {
	worst := -1
	consider := func(grade string) {
		i := slices.Index(format.Grades, grade)
		if i < 0 {
			i = len(format.Grades)
		}
		worst = max(worst, i)
	}
	for _, root := range roots {
		if root.Opening != 0 || len(root.Movers) == 0 {
			consider(root.Place.Grade)
		}
		for _, m := range root.Movers {
			if m.Schedule != nil {
				consider(m.Place.Grade)
			}
		}
	}
	if worst < 0 || worst == len(format.Grades) {
		return ""
	}
	return format.Grades[worst]
}

// A Split is how a count came from one date to another: what each cause adds to
// each system. They sum to the difference.
type Split struct {
	Report       *Report
	Before, Past treaty.Finding
	Parts        []Part
}

// A Part is one cause of a change of a count.
type Part struct {
	System *arsenal.System
	Rule   *treaty.Rule
	Says   string // the cause
	Place  scenarios.Place
	Units  int
	Count  float64
}

// Split tells why a party's count changed between two states.
func (r *Report) Split(p *arsenal.Party, l *treaty.Limit, from, to int) *Split {
	a := r.Assessment
	tr := a.Trajectory
	s := &Split{Report: r, Before: a.On(tr.Date(from), p, l), Past: a.On(tr.Date(to), p, l)}
	tally := l.Bind(p)
	before, past := products(tally, tr.States[from].Holdings), products(tally, tr.States[to].Holdings)
	for _, rule := range l.Rules {
		changes := tr.Changes(from, to, rule.Quantity)
		for _, sys := range p.Systems {
			if !rule.Selects(sys) {
				continue
			}
			left := past[key{rule, sys}] - before[key{rule, sys}]
			each, _ := rule.Each.Of(sys)
			for _, c := range changes {
				if c.System != sys {
					continue
				}
				part := Part{System: sys, Rule: rule, Says: says(c), Units: c.By, Count: float64(c.By) * each}
				if c.Schedule != nil {
					part.Place = r.Document.Place(c.Schedule.Origin)
				}
				left -= part.Count
				s.Parts = append(s.Parts, part)
			}
			if rule.HasFirst && math.Abs(left) > 1e-9 {
				s.Parts = append(s.Parts, Part{System: sys, Rule: rule, Says: "beyond the rule's first units", Count: left})
			}
		}
	}
	return s
}

type key struct {
	rule   *treaty.Rule
	system *arsenal.System
}

func products(t *treaty.Tally, holdings []arsenal.Holding) map[key]float64 {
	all := map[key]float64{}
	t.Contributions(holdings, func(c treaty.Contribution) { all[key{c.Rule, c.System}] += c.Product() })
	return all
}

// says puts a cause into words.
func says(c sim.Change) string {
	switch c.Cause {
	case sim.Scheduled:
		if c.Schedule == nil {
			return "no schedule"
		}
		return c.Schedule.Address()
	case sim.Unmatched:
		return "fewer " + c.Lacking + " than were deployed"
	case sim.Reserve:
		if c.Pool != nil {
			return "what the reserve of pool " + c.Pool.Address() + " lacked, or caught up"
		}
		return "what the reserve lacked, or caught up"
	}
	return "rounding to whole warheads"
}

// Origin says in words where a number stands and how well it is known.
func origin(p scenarios.Place) string {
	if p.File == "" {
		return "not written"
	}
	s := fmt.Sprintf("%s:%d", p.File, p.Line)
	if p.Grade != "" {
		s += ", " + p.Grade
	}
	for _, src := range p.Sources {
		s += ", " + src.Key
	}
	return s
}

// Headline says the count and what it is held against.
func (e *Explanation) Headline() string {
	f := &e.Finding
	s := fmt.Sprintf("%s, %s on %s: ", f.Party.Name, f.Limit.Address(), f.Date.Long())
	if !f.Computable {
		return s + "the count cannot be computed"
	}
	s += verdict.Number(f.Count) + " counted"
	if m, ok := f.Margin(); ok {
		s += fmt.Sprintf(" of %s, %s", verdict.Number(f.Ceiling), verdict.Margin(m))
	}
	return s + " (" + string(f.Status) + ")"
}
