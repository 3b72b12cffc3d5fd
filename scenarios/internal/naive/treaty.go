package naive

import (
	"slices"
)

type treaty struct {
	name             string
	parties          []string
	inForce, expires string // "" where there is none
	events           []event
	limits           []*limit
}

type event struct {
	id, date, treaty, what string
	party                  string // "": all
	until                  string
}

type limit struct {
	id      string
	parties []string // nil: all of the treaty's
	steps   []ceilingStep
	rules   []rule
}

// ceilingStep is the most allowed from a date on; not a number where it is "none".
type ceilingStep struct {
	date    string
	ceiling float64
	none    bool
}

type rule struct {
	types, with, without, parties []string
	allTypes, allParties          bool
	quantity                      string
	each, beyond                  factor
	isFirst                       bool
	first                         float64
}

// factor is a number, or the property of a system that stands for one.
type factor struct {
	number   float64
	property string
}

func newTreaty(name string, t *table) *treaty {
	t.only("format", "title", "short", "kind", "parties", "signed", "in_force", "expires", "event", "limit", "meta")
	t.text("short")
	tr := &treaty{
		name:    name,
		parties: t.list("parties"),
		inForce: t.dateOr("in_force"),
		expires: t.dateOr("expires"),
		events:  newEvents(t.sub("event")),
	}
	for _, id := range t.sub("limit").keys {
		tr.limits = append(tr.limits, newLimit(id, get[*table](t.sub("limit"), id)))
	}
	if len(tr.parties) == 0 {
		fail("treaty %s has no parties", name)
	}
	return tr
}

func newEvents(t *table) []event {
	var events []event
	for _, id := range t.keys {
		e := get[*table](t, id)
		e.only("date", "treaty", "what", "party", "until")
		ev := event{id: id, date: e.date("date"), what: e.text("what"), until: e.dateOr("until")}
		if e.has("treaty") {
			ev.treaty = e.text("treaty")
		}
		if e.has("party") {
			ev.party = e.text("party")
		}
		if (ev.what == "extends") != (ev.until != "") {
			fail("%s: until belongs to extends", e.path)
		}
		events = append(events, ev)
	}
	return events
}

func newLimit(id string, t *table) *limit {
	t.only("name", "article", "unit", "ceiling", "parties", "count")
	l := &limit{id: id, parties: t.list("parties")}
	ceiling := t.sub("ceiling")
	dates := slices.Sorted(slices.Values(ceiling.keys))
	for _, date := range dates {
		if ceiling.values[date] == "none" {
			l.steps = append(l.steps, ceilingStep{date: date, none: true})
		} else {
			l.steps = append(l.steps, ceilingStep{date: date, ceiling: ceiling.number(date)})
		}
	}
	for _, id := range t.sub("count").keys {
		l.rules = append(l.rules, newRule(get[*table](t.sub("count"), id)))
	}
	if len(l.steps) == 0 || len(l.rules) == 0 {
		fail("%s: no ceiling or no rule", t.path)
	}
	return l
}

func newRule(t *table) rule {
	t.only("types", "with", "without", "parties", "quantity", "each", "first", "beyond", "article", "says")
	r := rule{
		types: t.list("types"), allTypes: !t.has("types"),
		with: t.list("with"), without: t.list("without"),
		parties: t.list("parties"), allParties: !t.has("parties"),
		quantity: t.text("quantity"),
		each:     factor{number: 1},
	}
	if t.has("each") {
		r.each = newFactor(t, "each")
	}
	if t.has("first") {
		r.isFirst, r.first, r.beyond = true, t.whole("first"), newFactor(t, "beyond")
	}
	return r
}

func newFactor(t *table, key string) factor {
	if property, ok := t.values[key].(string); ok {
		if !slices.Contains([]string{"attributed", "equipped", "throw_weight"}, property) {
			fail("%s: %s is not a property", t.path, property)
		}
		return factor{property: property}
	}
	return factor{number: t.number(key)}
}

// of is the factor for a system; false where it needs a property that the system
// lacks.
func (f factor) of(sys *system) (float64, bool) {
	if f.property == "" {
		return f.number, true
	}
	value, ok := sys.properties[f.property]
	return value, ok
}

// checkTreaties looks for events that name no treaty.
func (s *scenario) checkTreaties() {
	for _, e := range s.events {
		if !slices.ContainsFunc(s.treaties, func(t *treaty) bool { return t.name == e.treaty }) {
			fail("event %s: no treaty %q", e.id, e.treaty)
		}
	}
}

func (r rule) selects(p *party, sys *system) bool {
	if !r.allParties && !slices.Contains(r.parties, p.code) {
		return false
	}
	if !r.allTypes && !slices.Contains(r.types, sys.kind) {
		return false
	}
	for _, trait := range r.with {
		if !slices.Contains(sys.traits, trait) {
			return false
		}
	}
	for _, trait := range r.without {
		if slices.Contains(sys.traits, trait) {
			return false
		}
	}
	return true
}

// count is the sum over the rules, over the systems each selects, in file order,
// of quantity × each; false where it cannot be computed.
func (l *limit) count(p *party, holdings map[string]holding) (float64, bool) {
	sum := 0.0
	computable := true
	for _, r := range l.rules {
		left := r.first // of a first-N rule
		for _, sys := range p.systems {
			if !r.selects(p, sys) {
				continue
			}
			h := holdings[sys.address]
			quantity, known := h[r.quantity], true
			switch r.quantity {
			case "launchers", "deployed", "warheads":
			case "missiles":
				_, known = h["missiles"]
			case "nondeployed":
				quantity = h["launchers"] - h["deployed"]
			default:
				fail("no quantity %s", r.quantity)
			}
			each, hasEach := r.each.of(sys)
			beyond, hasBeyond := r.beyond.of(sys)
			if !known || quantity > 0 && !(hasEach && hasBeyond) {
				computable = false
				continue
			}
			if !r.isFirst {
				sum += float64(quantity * each)
				continue
			}
			taken := min(quantity, left)
			left -= taken
			contribution := float64(taken*each) + float64((quantity-taken)*beyond)
			sum += contribution
		}
	}
	return sum, computable
}

// binding returns the ceiling to show on a date: the one that binds, else the next
// one ahead that is a number, else none.
func (l *limit) binding(date string) (ceiling float64, shown, binds bool) {
	var begun *ceilingStep
	for _, step := range l.steps {
		if step.date <= date {
			begun = &step
		}
	}
	if begun != nil && !begun.none {
		return begun.ceiling, true, true
	}
	for _, step := range l.steps {
		if step.date > date && !step.none {
			return step.ceiling, true, false
		}
	}
	return 0, false, false
}

// standing is what events leave of a treaty for one party.
type standing struct {
	inForce, expires     string
	suspended, withdrawn bool
}

// standings applies the events on and before a date, in date order; on one date a
// treaty's own come first, then file order.
func (s *scenario) standings(t *treaty, date string) map[string]*standing {
	of := map[string]*standing{}
	for _, code := range t.parties {
		of[code] = &standing{inForce: t.inForce, expires: t.expires}
	}
	events := slices.Clone(t.events)
	for _, e := range s.events {
		if e.treaty == t.name {
			events = append(events, e)
		}
	}
	slices.SortStableFunc(events, func(a, b event) int {
		switch {
		case a.date < b.date:
			return -1
		case a.date > b.date:
			return 1
		}
		return 0
	})

	for _, e := range events {
		if e.date > date {
			continue
		}
		for _, code := range t.parties {
			if e.party != "" && e.party != code {
				continue
			}
			switch e.what {
			case "suspends":
				of[code].suspended = true
			case "resumes":
				of[code].suspended = false
			case "extends":
				of[code].expires = e.until
			case "enters-into-force":
				of[code].inForce = e.date
			case "withdraws":
				of[code].withdrawn = true
			default:
				fail("event %s: %s", e.id, e.what)
			}
		}
		if e.what == "withdraws" {
			left := 0
			for _, code := range t.parties {
				if !of[code].withdrawn {
					left++
				}
			}
			if left < 2 {
				for _, code := range t.parties {
					of[code].withdrawn = true
				}
			}
		}
	}
	return of
}
