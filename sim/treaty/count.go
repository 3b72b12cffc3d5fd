package treaty

import (
	"slices"

	"drawdown/sim/arsenal"
)

// What a counting rule counts of a system.
const (
	CountLaunchers   = "launchers"   // deployed and non-deployed
	CountDeployed    = "deployed"    // deployed launchers
	CountNondeployed = "nondeployed" // launchers − deployed
	CountMissiles    = "missiles"    // deployed and non-deployed missiles
	CountWarheads    = "warheads"    // emplaced
)

// Counted lists what a counting rule can count.
var Counted = []string{CountLaunchers, CountDeployed, CountNondeployed, CountMissiles, CountWarheads}

// Properties are the numbers of a system that a rule can count each unit at.
var Properties = []string{"attributed", "equipped", "throw_weight", "capacity"}

// A Rule counts some systems of a party towards a limit: the sum over the
// systems it selects of quantity × each.
type Rule struct {
	Limit    *Limit
	Key      string
	Types    []arsenal.Type // nil: all
	With     []string       // traits that a system must have
	Without  []string       // traits that a system must not have
	Parties  []string       // nil: all
	Quantity string         // one of Counted
	Each     Weight         // what one unit counts
	First    int            // with HasFirst: so many units, in file order, count Each
	HasFirst bool
	Beyond   Weight // with HasFirst: what each unit past the first counts
	Article  string
	Says     string // the rule in the treaty's words
	Origin   arsenal.Origin
}

// A Weight is what one unit counts: a number, or a property of its system.
type Weight struct {
	Number   float64
	Property string // one of Properties; empty: Number
}

// Of returns the weight of one unit of a system. ok is false where the system
// lacks the property.
func (w Weight) Of(s *arsenal.System) (weight float64, ok bool) {
	var p arsenal.Property
	switch w.Property {
	case "":
		return w.Number, true
	case "attributed":
		p = s.Attributed
	case "equipped":
		p = s.Equipped
	case "throw_weight":
		p = s.ThrowWeight
	case "capacity":
		return s.Capacity, true
	}
	return p.Value, p.Known
}

// Selects reports whether the rule counts a system.
func (r *Rule) Selects(s *arsenal.System) bool {
	if r.Parties != nil && !slices.Contains(r.Parties, s.Party.Code) {
		return false
	}
	if r.Types != nil && !slices.Contains(r.Types, s.Type) {
		return false
	}
	for _, t := range r.With {
		if !slices.Contains(s.Traits, t) {
			return false
		}
	}
	for _, t := range r.Without {
		if slices.Contains(s.Traits, t) {
			return false
		}
	}
	return true
}

// Amount is how much a holding has of what a rule can count, one of Counted.
func Amount(of string, h *arsenal.Holding) int {
	switch of {
	case CountLaunchers:
		return h.Launchers
	case CountDeployed:
		return h.Deployed
	case CountNondeployed:
		return h.Launchers - h.Deployed
	case CountMissiles:
		return h.Missiles
	default:
		return h.Warheads
	}
}

// A Tally is a limit bound to one party's systems, ready to count.
type Tally struct {
	Limit *Limit
	Party *arsenal.Party
	terms []term
}

// term is one system under one rule. A rule's terms stand together.
type term struct {
	system       *arsenal.System
	rule         *Rule
	each, beyond float64
	lacks        string // the property that the system lacks, or "missiles"
	opens        bool   // the first term of its rule
}

// Bind selects the systems of a party that a limit's rules count.
func (l *Limit) Bind(p *arsenal.Party) *Tally {
	t := &Tally{Limit: l, Party: p}
	for _, r := range l.Rules {
		opens := true
		for _, s := range p.Systems {
			if !r.Selects(s) {
				continue
			}
			t.terms = append(t.terms, term{system: s, rule: r, opens: opens})
			opens = false
		}
	}
	t.Weigh()
	return t
}

// Weigh reads anew what each unit counts: after a change of a rule's numbers,
// or of a property of a system.
func (t *Tally) Weigh() {
	for i := range t.terms {
		e := &t.terms[i]
		e.lacks = ""
		var ok bool
		if e.each, ok = e.rule.Each.Of(e.system); !ok {
			e.lacks = e.rule.Each.Property
		}
		if e.rule.HasFirst {
			if e.beyond, ok = e.rule.Beyond.Of(e.system); !ok && e.lacks == "" {
				e.lacks = e.rule.Beyond.Property
			}
		}
	}
}

// Linear calls yield with every system under every rule and reports whether
// the count is the plain sum of amount × each, whatever the holdings: no rule
// counts its first units in another way, and no system lacks what a rule needs.
func (t *Tally) Linear(yield func(s *arsenal.System, quantity string, each float64)) bool {
	for i := range t.terms {
		e := &t.terms[i]
		if e.rule.HasFirst || e.lacking(1) != "" {
			return false
		}
	}
	for i := range t.terms {
		e := &t.terms[i]
		yield(e.system, e.rule.Quantity, e.each)
	}
	return true
}

// Systems are those that the tally counts, each once.
func (t *Tally) Systems() []*arsenal.System {
	var all []*arsenal.System
	for i := range t.terms {
		if s := t.terms[i].system; !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// A Contribution is what one system adds to a count under one rule:
// Units × Each + BeyondUnits × Beyond.
type Contribution struct {
	System      *arsenal.System
	Rule        *Rule
	Units       int
	Each        float64
	BeyondUnits int // units past the rule's first N
	Beyond      float64
}

// Product is what the contribution adds to the count.
func (c *Contribution) Product() float64 {
	return product(c.Units, c.Each, c.BeyondUnits, c.Beyond)
}

// product rounds each product by itself: float64() forbids a fused
// multiply-add.
func product(units int, each float64, beyondUnits int, beyond float64) float64 {
	return float64(float64(units)*each) + float64(float64(beyondUnits)*beyond)
}

// A Gap says why a count cannot be computed: what a system lacks that a rule
// needs.
type Gap struct {
	System *arsenal.System
	Rule   *Rule
	Lacks  string // "attributed", "equipped", "throw_weight" or "missiles"
}

// lacking returns what a term needs to count n units and does not have.
func (e *term) lacking(n int) string {
	if e.rule.Quantity == CountMissiles && !e.system.HasMissiles {
		return "missiles"
	}
	if n > 0 {
		return e.lacks
	}
	return ""
}

// Contributions calls yield with every contribution to the count of the given
// holdings (indexed by System.Index), in the order in which they are added.
// computable is false where a system lacks what a rule needs; Gaps then says
// what.
func (t *Tally) Contributions(holdings []arsenal.Holding, yield func(Contribution)) (computable bool) {
	computable = true
	left := 0
	for i := range t.terms {
		e := &t.terms[i]
		first, beyond, ok := e.units(holdings, &left)
		computable = computable && ok
		yield(Contribution{System: e.system, Rule: e.rule, Units: first, Each: e.each, BeyondUnits: beyond, Beyond: e.beyond})
	}
	return computable
}

// units returns how many units a term counts at each and at beyond; left is
// how many of its rule still count as the first. ok is false where the system
// lacks what the rule needs.
func (e *term) units(holdings []arsenal.Holding, left *int) (first, beyond int, ok bool) {
	n := Amount(e.rule.Quantity, &holdings[e.system.Index])
	first = n
	if e.rule.HasFirst {
		if e.opens {
			*left = e.rule.First
		}
		first = min(n, *left)
		*left -= first
	}
	return first, n - first, e.lacking(n) == ""
}

// Gaps returns everything that makes the count of the given holdings
// impossible.
func (t *Tally) Gaps(holdings []arsenal.Holding) []Gap {
	var gaps []Gap
	for i := range t.terms {
		e := &t.terms[i]
		if l := e.lacking(Amount(e.rule.Quantity, &holdings[e.system.Index])); l != "" {
			gaps = append(gaps, Gap{e.system, e.rule, l})
		}
	}
	return gaps
}

// Count sums the contributions. computable is false where a system lacks what
// a rule needs.
func (t *Tally) Count(holdings []arsenal.Holding) (count float64, computable bool) {
	computable = true
	left := 0
	for i := range t.terms {
		e := &t.terms[i]
		first, beyond, ok := e.units(holdings, &left)
		computable = computable && ok
		count += product(first, e.each, beyond, e.beyond)
	}
	return count, computable
}
