// Package treaty says what a treaty limits, how it counts, and what state its
// law is in on a date.
//
// A Treaty is data: parties, dates, limits. A Limit is a staircase of ceilings
// and the counting rules whose sum is held against them. Bind a limit to a
// party's systems once (Limit.Bind); the resulting Tally then counts holdings
// without looking anything up. Course follows the events (suspension,
// extension, withdrawal) that decide whether a treaty binds a party on a date.
package treaty

import (
	"slices"

	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
)

// Kinds of agreements, printed beside each verdict.
const (
	KindTreaty     = "treaty"     // law
	KindCommitment = "commitment" // political
	KindProposal   = "proposal"   // nobody's obligation
)

// A Treaty is an agreement that sets limits.
type Treaty struct {
	ID      string // as in "new-start"
	Title   string
	Short   string // as in "New START"
	Kind    string // KindTreaty, KindCommitment or KindProposal
	Parties []string
	Signed  civil.Date
	InForce civil.Date // zero: never entered into force
	Expires civil.Date // the first day on which it is no longer in force; zero: unlimited
	Limits  []*Limit
	Events  []Event // its own first, then the scenario's; Course sorts them by date
	Origin  arsenal.Origin

	NotLimited []string // what it does not limit, a sentence each
}

// An Event changes the state of a treaty on and after its date.
type Event struct {
	Key    string
	Date   civil.Date
	What   string
	Party  string     // a code; empty: all parties
	Until  civil.Date // Extends only
	Origin arsenal.Origin
}

// What events do.
const (
	Suspends        = "suspends"
	Resumes         = "resumes"
	Withdraws       = "withdraws"
	Extends         = "extends"
	EntersIntoForce = "enters-into-force"
)

// A Limit is one number that a treaty holds a party's forces against.
type Limit struct {
	Treaty  *Treaty
	Key     string
	Name    string
	Article string
	Unit    string
	Ceiling []Step   // by date
	Parties []string // nil: all of the treaty's
	Within  *Limit   // the limit of which this one is a sublimit, or nil
	Rules   []*Rule
	Origin  arsenal.Origin
}

// Address is the limit's name across treaties, as in "new-start.warheads".
func (l *Limit) Address() string { return l.Treaty.ID + "." + l.Key }

// Binds reports whether the limit is one on that party.
func (l *Limit) Binds(code string) bool {
	return slices.Contains(l.Treaty.Parties, code) && (l.Parties == nil || slices.Contains(l.Parties, code))
}

// A Step is one stair of a ceiling: the most allowed from a date on.
type Step struct {
	From   civil.Date
	Most   float64
	None   bool // no ceiling from then on
	Origin arsenal.Origin
}

// CeilingOn returns the ceiling shown on a date: the one that binds (the last
// step begun), else the next one ahead that is a number. ok is false where
// there is neither; binds says whether it binds already.
func (l *Limit) CeilingOn(d civil.Date) (most float64, binds, ok bool) {
	i, binds := l.StepOn(d)
	if i < 0 {
		return 0, false, false
	}
	return l.Ceiling[i].Most, binds, true
}

// StepOn returns the place in Ceiling of the step that CeilingOn shows; −1
// where it shows none.
func (l *Limit) StepOn(d civil.Date) (step int, binds bool) {
	for i := len(l.Ceiling) - 1; i >= 0; i-- {
		if s := l.Ceiling[i]; s.From <= d {
			if !s.None {
				return i, true
			}
			break
		}
	}
	for i, s := range l.Ceiling {
		if s.From > d && !s.None {
			return i, false
		}
	}
	return -1, false
}

// Status is how a party stands under a limit on a date. A party under a
// ceiling that binds is within it or exceeds it; whether that is a violation
// is for the parties to judge.
type Status string

// The statuses, in the order in which they are tried.
const (
	NotInForce      Status = "not-in-force"
	Suspended       Status = "suspended"
	NotYetBinding   Status = "not-yet-binding"
	NoLongerBinding Status = "no-longer-binding"
	NotComputable   Status = "not-computable"
	Within          Status = "within"
	Exceeds         Status = "exceeds"
)

// Statuses lists every status in the order in which they are tried.
var Statuses = []Status{NotInForce, Suspended, NotYetBinding, NoLongerBinding, NotComputable, Within, Exceeds}

// Binding reports whether the limit was put to the test: the party was within
// its ceiling or exceeded it.
func (s Status) Binding() bool { return s == Within || s == Exceeds }

// A Finding is one party's count held against one limit on one date.
type Finding struct {
	Date       civil.Date
	State      civil.Date // the date of the holdings counted
	Party      *arsenal.Party
	Limit      *Limit
	Count      float64 // in the limit's unit; meaningless unless Computable
	Computable bool
	Ceiling    float64 // meaningless unless HasCeiling
	HasCeiling bool
	Status     Status
}

// Margin is ceiling − count: what is left under the ceiling, negative for an
// excess. ok is false where there is no ceiling or no count.
func (f *Finding) Margin() (margin float64, ok bool) {
	if !f.HasCeiling || !f.Computable {
		return 0, false
	}
	return f.Ceiling - f.Count, true
}
