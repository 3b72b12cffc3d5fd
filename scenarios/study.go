package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/arsenal"
	"drawdown/sim/ensemble"
	"drawdown/sim/treaty"
)

// Study is the scenario with what is uncertain about it.
func (d *Document) Study() *ensemble.Study {
	s := &ensemble.Study{Scenario: d.Scenario}
	for _, u := range d.Uncertain {
		s.Inputs = append(s.Inputs, &u.Input)
	}
	for _, b := range d.Balances {
		s.Balances = append(s.Balances, &b.Balance)
	}
	return s
}

// Label is what the author calls a number, of an uncertainty or a lever; "" where
// nothing does.
func (d *Document) Label(address string) string {
	for _, u := range d.Uncertain {
		if u.Address == address && u.Label != "" {
			return u.Label
		}
	}
	for _, l := range d.Levers {
		if l.Address == address {
			return l.Label
		}
	}
	return ""
}

// kinds are the numbers of things by their keys.
var (
	systemKinds = map[string]ensemble.Kind{
		"launchers": ensemble.Launchers, "missiles": ensemble.Missiles, "deployed": ensemble.Deployed, "loading": ensemble.Loading,
		"capacity": ensemble.Capacity, "lot": ensemble.Lot,
		"attributed": ensemble.Attributed, "equipped": ensemble.Equipped, "throw_weight": ensemble.ThrowWeight,
	}
	poolKinds = map[string]ensemble.Kind{
		"reserve": ensemble.PoolReserve, "retired": ensemble.PoolRetired,
		"produce_per_year": ensemble.Produce, "retire_per_year": ensemble.Retire, "dismantle_per_year": ensemble.Dismantle,
	}
	scheduleKinds = map[string]ensemble.Kind{
		"levels": ensemble.Level, "share": ensemble.Level, "per_year": ensemble.Rate, "percent_per_year": ensemble.Rate,
		"to": ensemble.To, "max_per_year": ensemble.MaxYear, "delay": ensemble.Delay, "from": ensemble.From, "until": ensemble.Until,
	}
	ruleKinds = map[string]ensemble.Kind{"each": ensemble.Each, "first": ensemble.First, "beyond": ensemble.Beyond}
)

// numbersAt finds the numbers of the resolved scenario that an address sets;
// none where no result rests on it.
func (r *resolver) numbersAt(address string) []ensemble.Number {
	a := tree.Address(address)
	k := format.ScenarioKeys.At(a)
	if k == nil {
		return nil
	}
	n := ensemble.Number{Low: k.Min, High: k.Max, AboveLow: k.AboveMin, Whole: k.Kind == format.Whole}
	if k.Signed {
		n.Low = -math.MaxFloat64
	}
	if k.Max == 0 {
		n.High = math.MaxFloat64
	}
	switch {
	case len(a) == 5 && a[0] == "party" && a[2] == "system":
		n.Kind = systemKinds[a[4]]
		n.Whole = n.Whole || n.Kind == ensemble.Capacity
		n.At = slices.IndexFunc(r.s.Systems, func(s *arsenal.System) bool { return s.Party.Code == a[1] && s.Key == a[3] })
	case len(a) == 5 && a[0] == "party" && a[2] == "pool":
		n.Kind = poolKinds[a[4]]
		n.At = slices.IndexFunc(r.s.Pools, func(p *arsenal.Pool) bool { return p.Party.Code == a[1] && p.Key == a[3] })
	case a[0] == "schedule" && len(a) >= 3:
		return r.ofSchedules(n, a[2:], func(key string) bool { return key == a[1] })
	case a[0] == "defaults" && len(a) == 2:
		return r.ofSchedules(n, a[1:], func(key string) bool { return r.root.Find([]string{"schedule", key, a[1]}) == nil })
	case a[0] == "treaty" && len(a) >= 6:
		return r.ofLimit(n, a)
	default:
		return nil
	}
	return []ensemble.Number{n}
}

// ofSchedules finds a number of every schedule whose key is meant.
func (r *resolver) ofSchedules(n ensemble.Number, a []string, meant func(key string) bool) []ensemble.Number {
	var all []ensemble.Number
	n.Kind = scheduleKinds[a[0]]
	for i, s := range r.s.Schedules {
		if !meant(s.Key) {
			continue
		}
		n.At = i
		switch n.Kind {
		case ensemble.Level:
			year, _ := strconv.Atoi(a[1])
			n.Of = -1
			for j, w := range s.Way {
				if w.Year == year+s.Delay {
					n.Of = j
				}
			}
			n.Whole = s.Quantity.Whole() && a[0] == "levels"
		case ensemble.To, ensemble.MaxYear:
			n.Whole = s.Quantity.Whole()
		}
		all = append(all, n)
	}
	return all
}

// ofLimit finds a number of a limit: of its ceiling, or of a counting rule.
func (r *resolver) ofLimit(n ensemble.Number, a []string) []ensemble.Number {
	n.At = slices.IndexFunc(r.s.Treaties, func(t *treaty.Treaty) bool { return t.ID == a[1] })
	if n.At < 0 {
		return nil
	}
	limits := r.s.Treaties[n.At].Limits
	n.Of = slices.IndexFunc(limits, func(l *treaty.Limit) bool { return l.Key == a[3] })
	if n.Of < 0 {
		return nil
	}
	switch {
	case a[4] == "ceiling":
		n.Kind = ensemble.Ceiling
		n.Sub = slices.IndexFunc(limits[n.Of].Ceiling, func(s treaty.Step) bool { return s.From.String() == a[5] })
	case a[4] == "count" && len(a) == 7:
		n.Kind = ruleKinds[a[6]]
		n.Sub = slices.IndexFunc(limits[n.Of].Rules, func(rule *treaty.Rule) bool { return rule.Key == a[5] })
	default:
		return nil
	}
	return []ensemble.Number{n}
}

// balance reads a [balance] table.
func (r *resolver) balance(t table) {
	b := &Balance{Origin: r.origin(t.n, t.n, "", "balance."+t.n.Key)}
	b.Address = t.n.Key
	b.Why, _ = t.text("why")
	a := tree.Address(b.Address)
	if len(a) != 5 || a[0] != "party" || a[2] != "system" || a[4] != "loading" {
		r.list.Errorf(diag.Balance, t.n.Source, t.n.At, "%s is no system's loading, and only a loading can take a balance", b.Address).
			Hintf("as in [balance.\"party.RU.system.ss-27.loading\"]")
		return
	}
	for _, s := range r.s.Systems {
		if s.Party.Code == a[1] && s.Key == a[3] {
			b.System = s
		}
	}
	if b.System == nil || r.root.Find(a) == nil {
		r.numberAt(t)
		return
	}
	if slices.ContainsFunc(r.doc.Uncertain, func(u *Uncertainty) bool { return u.Address == b.Address }) {
		r.list.Errorf(diag.Balance, t.n.Source, t.n.At, "%s is uncertain too, and a balance leaves it no choice", b.Address).
			Hintf("take [uncertain.%q] out", b.Address)
		return
	}
	patterns, nodes := t.texts("systems")
	for i, pattern := range patterns {
		for _, s := range r.match(pattern, nodes[i], arsenal.Loading, true) {
			if s != b.System && !slices.Contains(b.Others, s) {
				b.Others = append(b.Others, s)
			}
		}
	}
	total, ok := t.whole("total")
	if !ok || r.list.HasErrors() {
		return
	}
	b.Total = total
	sum := b.System.Opening.Wanted()
	for _, s := range b.Others {
		sum += s.Opening.Wanted()
	}
	if sum != total {
		n := t.n.Child("total")
		r.list.Warnf(diag.BalanceSum, n.Source, n.Val, "the loadings as written add up to %d warheads, not to %d", sum, total).
			Hintf("`run` uses them as they are, draws give %s what the others leave; %s", b.Address, r.balancing(b, total-sum))
	}
	r.doc.Balances = append(r.doc.Balances, b)
}

// entangled reports balances of which one works out what another one counts:
// no order would make both right.
func (r *resolver) entangled() {
	for _, b := range r.doc.Balances {
		for _, other := range r.doc.Balances {
			if b != other && slices.Contains(b.Others, other.System) {
				p := r.doc.Place(b.Origin)
				r.list.Errorf(diag.Balance, p.source, p.span, "the balance of %s counts %s, whose loading is a balance itself", b.System.Address(), other.System.Address()).
					Hintf("let each balance count systems of its own")
			}
		}
	}
}

// balancing says what would make a balance right.
func (r *resolver) balancing(b *Balance, lacking int) string {
	h := b.System.Opening
	if h.Deployed > 0 {
		if w := h.Wanted() + lacking; w >= 0 {
			return fmt.Sprintf("it would have to be %s", FormatNumber(float64(w)/float64(h.Deployed)))
		}
	}
	return "compare the loadings of `systems` with what is known of the total"
}
