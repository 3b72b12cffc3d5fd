package scenarios

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim"
	"drawdown/sim/arsenal"
)

// forms are the ways in which a schedule can state where it goes.
var forms = []struct {
	key  string
	form sim.Form
}{{"levels", sim.Levels}, {"share", sim.Share}, {"per_year", sim.PerYear}, {"percent_per_year", sim.PercentPerYear}}

func (r *resolver) schedules() {
	type claim struct {
		sch *sim.Schedule
		t   table
	}
	type lane struct {
		sys *arsenal.System
		q   arsenal.Quantity
	}
	taken := map[lane][]claim{}
	for _, t := range (table{r.root}).tables("schedule") {
		sch := r.schedule(t)
		if sch == nil || !r.dated() {
			continue
		}
		end := r.s.Start.Year() + r.s.States() - 1
		first, last := sch.Occupies(end)
		for _, sys := range sch.Systems {
			k := lane{sys, sch.Quantity}
			for _, other := range taken[k] {
				oFirst, oLast := other.sch.Occupies(end)
				if from, to := max(first, oFirst), min(last, oLast); from <= to {
					years := strconv.Itoa(from)
					if to > from {
						years += " to " + strconv.Itoa(to)
					}
					r.list.Errorf(diag.ScheduleClash, t.n.Source, t.n.At, "schedule %s and schedule %s both move the %s of %s in %s", sch.Key, other.sch.Key, sch.Quantity, sys.Address(), years).
						See(other.t.n.Source, other.t.n.At, "schedule %s", other.sch.Key).
						Hintf("end one before the other begins, or drop one")
					break
				}
			}
			taken[k] = append(taken[k], claim{sch, t})
		}
		sch.Index = len(r.s.Schedules)
		r.s.Schedules = append(r.s.Schedules, sch)
	}
}

// schedule resolves one schedule; nil where too much of it is wrong to compare
// it with others.
func (r *resolver) schedule(t table) *sim.Schedule {
	s := &sim.Schedule{Key: t.n.Key}
	s.Origin = r.origin(t.n, t.n, "", "schedule."+s.Key)
	fine := true
	if q, ok := t.text("quantity"); ok {
		s.Quantity = arsenal.Quantity(slices.Index(arsenal.QuantityNames[:], q))
	} else {
		fine = false
	}
	s.Systems = r.driven(t, s, fine)

	var stated []string
	for _, f := range forms {
		if t.has(f.key) {
			stated = append(stated, "`"+f.key+"`")
			s.Form = f.form
		}
	}
	switch len(stated) {
	case 0:
		r.list.Errorf(diag.ScheduleForm, t.n.Source, t.n.At, "schedule %s does not say where it goes", s.Key).
			Hintf("add one of levels, share, per_year, percent_per_year, as in `levels = { 2018 = 400 }`")
		return nil
	case 1:
	default:
		r.list.Errorf(diag.ScheduleForm, t.n.Source, t.n.At, "schedule %s says where it goes in more than one way: %s", s.Key, strings.Join(stated, ", ")).
			Hintf("keep one; where one is inherited, `drop = [\"schedule.%s.%s\"]`", s.Key, strings.Trim(stated[0], "`"))
		return nil
	}

	from := r.s.Start.Year()
	if y, ok := t.whole("from"); ok {
		if r.s.Start != 0 && y < from {
			r.errorAt(t.n.Child("from"), diag.TooEarly, "schedule %s starts from %d, before the scenario does (%d)", s.Key, y, from).
				Hintf("leave `from` out to start with the scenario")
			fine = false
		} else {
			from = y
		}
	}
	s.Delay, _ = r.inherited(t, "delay").whole("delay")
	s.Base = from + s.Delay
	if p, ok := r.inherited(t, "pace").text("pace"); ok {
		s.Pace = sim.Pace(max(slices.Index(sim.PaceNames, p), 0))
	}
	if s.Form == sim.Levels || s.Form == sim.Share {
		fine = r.way(t, s, from) && fine
		r.noEffect(t, s, "until", "to")
	} else {
		fine = r.rate(t, s, from) && fine
		r.noEffect(t, s, "pace")
	}
	fine = r.cap(t, s) && fine
	if !fine {
		return nil
	}
	return s
}

// inherited returns the table that sets a key of a schedule: the schedule, or
// else the defaults.
func (r *resolver) inherited(t table, key string) table {
	if t.has(key) {
		return t
	}
	return r.defaults
}

func (r *resolver) noEffect(t table, s *sim.Schedule, keys ...string) {
	for _, key := range keys {
		if c := t.n.Child(key); c != nil {
			r.list.Warnf(diag.NoEffect, c.Source, c.At, "`%s` changes nothing in schedule %s", key, s.Key).
				Hintf("`pace` goes with levels and share; `until` and `to` go with per_year and percent_per_year")
		}
	}
}

// wholeFor reports a fraction where the quantity of a schedule is whole.
func (r *resolver) wholeFor(n *tree.Node, s *sim.Schedule) bool {
	if !s.Quantity.Whole() || n.Kind == tree.Whole {
		return true
	}
	if n.Float() == math.Trunc(n.Float()) {
		r.errorAt(n, diag.NotWhole, "%s are counted in whole numbers: %s in schedule %s", s.Quantity, n.Raw, s.Key).
			Hintf("write %s", FormatNumber(n.Float()))
	} else {
		r.errorAt(n, diag.NotWhole, "%s are counted in whole numbers: %s in schedule %s", s.Quantity, n.Raw, s.Key).
			Hintf("round it up or down yourself; the program does not guess which way")
	}
	return false
}

// way reads levels or shares.
func (r *resolver) way(t table, s *sim.Schedule, from int) bool {
	key := "levels"
	if s.Form == sim.Share {
		key = "share"
	}
	c := t.get(key, tree.Table)
	if c == nil {
		return false
	}
	fine := true
	for _, e := range c.Children {
		year, _ := strconv.Atoi(e.Key)
		if s.Form == sim.Levels && !r.wholeFor(e, s) {
			fine = false
		}
		if r.s.Start != 0 && year <= from {
			r.list.Errorf(diag.TooEarly, e.Source, e.At, "schedule %s starts from the state of %d, so a level in %d comes too early", s.Key, from, year).
				Hintf("the first year that a schedule can move is %d", from+1)
			fine = false
		}
		s.Way = append(s.Way, sim.Waypoint{
			Year: year + s.Delay, Level: e.Float(),
			Origin: r.origin(e, t.n, key, "schedule."+s.Key+"."+key+"."+e.Key),
		})
	}
	slices.SortFunc(s.Way, func(a, b sim.Waypoint) int { return a.Year - b.Year })
	return fine && len(s.Way) > 0
}

// rate reads per_year or percent_per_year with until and to.
func (r *resolver) rate(t table, s *sim.Schedule, from int) bool {
	var fine bool
	if s.Form == sim.PerYear {
		s.Rate, fine = t.number("per_year")
	} else {
		s.Rate, fine = t.number("percent_per_year")
	}
	if y, ok := t.whole("until"); ok {
		if r.s.Start != 0 && y <= from {
			r.errorAt(t.n.Child("until"), diag.TooEarly, "schedule %s starts from the state of %d, so it cannot end in %d", s.Key, from, y).
				Hintf("the first year that a schedule can move is %d", from+1)
			fine = false
		}
		s.Until = y + s.Delay
	} else if t.has("until") {
		fine = false
	}
	s.To, s.HasTo = t.number("to")
	if s.HasTo && !r.wholeFor(t.n.Child("to"), s) {
		fine = false
	}
	return fine
}

// cap reads max_per_year.
func (r *resolver) cap(t table, s *sim.Schedule) bool {
	of := r.inherited(t, "max_per_year")
	n := of.get("max_per_year", tree.Whole, tree.Number)
	if n == nil {
		return true
	}
	s.MaxYear = n.Float()
	if !r.wholeFor(n, s) {
		return false
	}
	if !s.Quantity.InLots() {
		return true
	}
	for _, sys := range s.Systems {
		if s.MaxYear < float64(sys.Lot) {
			r.errorAt(n, diag.CapUnderLot, "schedule %s may move %s %s a year, but %s moves in lots of %d", s.Key, n.Raw, s.Quantity, sys.Address(), sys.Lot).
				Hintf("raise `max_per_year` to %d or more", sys.Lot)
			return false
		}
	}
	return true
}

// driven returns the systems of a schedule; quantityKnown is false where the
// quantity is itself wrong.
func (r *resolver) driven(t table, s *sim.Schedule, quantityKnown bool) []*arsenal.System {
	if t.has("system") == t.has("systems") {
		if t.has("system") {
			r.list.Errorf(diag.ScheduleForm, t.n.Source, t.n.At, "schedule %s has `system` and `systems`", s.Key).
				Hintf("keep one of the two; `systems` takes a list")
			return nil
		}
		d := r.list.Errorf(diag.ScheduleForm, t.n.Source, t.n.At, "schedule %s does not say which system it moves", s.Key)
		r.suggestBase(d, t.n)
		return nil
	}
	patterns, nodes := t.texts("system")
	if t.has("systems") {
		patterns, nodes = t.texts("systems")
		if c := t.get("systems", tree.Array); c != nil && len(c.Children) == 0 {
			r.errorAt(c, diag.ScheduleForm, "schedule %s names no system", s.Key).Hintf(`as in systems = ["US.minuteman-3", "US.peacekeeper"]`)
		}
	}
	var all []*arsenal.System
	for i, pattern := range patterns {
		for _, sys := range r.match(pattern, nodes[i], s.Quantity, quantityKnown) {
			if slices.Contains(all, sys) {
				r.list.Warnf(diag.NoEffect, nodes[i].Source, nodes[i].Val, "schedule %s names %s twice", s.Key, sys.Address()).
					Hintf("take one of the two out")
				continue
			}
			all = append(all, sys)
		}
	}
	return all
}

// suggestBase hints that a schedule without a system may be a misspelt
// override of an inherited one.
func (r *resolver) suggestBase(d *diag.Diagnostic, n *tree.Node) {
	var others []string
	for _, c := range r.root.Child("schedule").Children {
		if c.Source != n.Source && c != n {
			others = append(others, c.Key)
		}
	}
	if near := diag.Nearest(n.Key, others); near != "" {
		d.Hintf("did you mean the inherited schedule %s?", near)
	} else {
		d.Hintf(`add a line such as system = "US.minuteman-3"`)
	}
}

// match returns the systems that a name stands for: one, or "US.*".
func (r *resolver) match(pattern string, n *tree.Node, q arsenal.Quantity, quantityKnown bool) []*arsenal.System {
	code, key, _ := strings.Cut(pattern, ".")
	p := r.s.Party(code)
	if p == nil {
		var codes []string
		for _, p := range r.s.Parties {
			codes = append(codes, p.Code)
			for _, sys := range p.Systems {
				if sys.Key == pattern {
					r.list.Errorf(diag.UnknownName, n.Source, n.Val, "the system %s is named without its party", pattern).
						Hintf("write %q", sys.Address())
					return nil
				}
			}
		}
		if r.dropped["party."+code] {
			r.errorAt(n, diag.UnknownName, "party %s is gone: a `drop` took it out", code).
				Hintf("drop what names it too, or keep the party")
			return nil
		}
		r.unknown(n, "party", code, codes)
		return nil
	}
	missiles := quantityKnown && q == arsenal.Missiles
	if key == "*" {
		var all []*arsenal.System
		for _, sys := range p.Systems {
			if !missiles || sys.HasMissiles {
				all = append(all, sys)
			}
		}
		if len(all) == 0 && missiles {
			r.errorAt(n, diag.NoMissiles, "no system of %s has missiles on record", code).
				Hintf("add `missiles` to those that the schedule moves")
		} else if len(all) == 0 {
			r.errorAt(n, diag.UnknownName, "%s stands for all systems of %s, and there are none", pattern, code).
				Hintf("add a system such as [party.%s.system.a-name]", code)
		}
		return all
	}
	for _, sys := range p.Systems {
		if sys.Key != key {
			continue
		}
		if missiles && !sys.HasMissiles {
			r.errorAt(n, diag.NoMissiles, "system %s has no missiles on record", pattern).
				Hintf("add `missiles` to the system")
			return nil
		}
		return []*arsenal.System{sys}
	}
	var keys, addresses []string
	for _, sys := range p.Systems {
		keys, addresses = append(keys, sys.Key), append(addresses, sys.Address())
	}
	d := r.errorAt(n, diag.UnknownName, "there is no system %s", pattern)
	if r.dropped["party."+code+".system."+key] {
		d.Hintf("a `drop` took it out; drop what names it too")
	} else if near := diag.Nearest(key, keys); near != "" {
		d.Hintf("did you mean %s.%s?", code, near)
	} else if len(addresses) > 0 && len(addresses) <= 20 {
		d.Hintf("%s has %s", code, strings.Join(addresses, ", "))
	} else {
		d.Hintf("compare the spelling with [party.%s.system.a-name]", code)
	}
	return nil
}
