package scenarios

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// resolver turns a checked tree into a document: names become pointers,
// defaults are filled in, and what only shows between several keys is checked.
// Nodes already reported as wrong are passed over.
type resolver struct {
	*loader
	doc      *Document
	s        *sim.Scenario
	root     *tree.Node
	defaults table
	cites    map[string]map[string]*Source // by treaty ("" for the scenario's own), then key
}

func resolve(l *loader, root *tree.Node) *Document {
	r := &resolver{loader: l, root: root, s: &sim.Scenario{}}
	r.doc = &Document{Scenario: r.s, root: root, places: make([]Place, 1)}
	r.defaults = table{root.Child("defaults")}
	top := table{root}
	r.s.Title, _ = top.text("title")
	r.s.Summary, _ = top.text("summary")
	r.s.Author, _ = top.text("author")
	r.sources()
	r.span(top)
	r.parties()
	r.schedules()
	r.treatyTables()
	r.events()
	r.record()
	r.claims()
	r.uncertainties()
	r.citations()
	return r.doc
}

// table reads the keys of a table. Every reading says whether the key is there
// and right.
type table struct{ n *tree.Node }

func (t table) get(key string, kinds ...tree.Kind) *tree.Node {
	c := t.n.Child(key)
	if c == nil || c.Bad || !slices.Contains(kinds, c.Kind) {
		return nil
	}
	return c
}

func (t table) text(key string) (string, bool) {
	if c := t.get(key, tree.Text); c != nil {
		return c.Text(), true
	}
	return "", false
}

func (t table) date(key string) (civil.Date, bool) {
	if c := t.get(key, tree.Date); c != nil {
		return civil.FromTime(c.Time()), true
	}
	return 0, false
}

func (t table) whole(key string) (int, bool) {
	if c := t.get(key, tree.Whole); c != nil {
		return int(c.Whole()), true
	}
	return 0, false
}

func (t table) number(key string) (float64, bool) {
	if c := t.get(key, tree.Whole, tree.Number); c != nil {
		return c.Float(), true
	}
	return 0, false
}

func (t table) property(key string) arsenal.Property {
	x, ok := t.number(key)
	return arsenal.Property{Value: x, Known: ok}
}

// texts returns a list of text, with the node of each; a single text is a list
// of one.
func (t table) texts(key string) ([]string, []*tree.Node) {
	c := t.n.Child(key)
	if c == nil {
		return nil, nil
	}
	if c.Kind == tree.Text && !c.Bad {
		return []string{c.Text()}, []*tree.Node{c}
	}
	var list []string
	var nodes []*tree.Node
	for _, e := range c.Children {
		if e.Kind == tree.Text && !e.Bad {
			list = append(list, e.Text())
			nodes = append(nodes, e)
		}
	}
	return list, nodes
}

// tables returns the tables of a table of named tables, in order.
func (t table) tables(key string) []table {
	c := t.get(key, tree.Table)
	if c == nil {
		return nil
	}
	var all []table
	for _, e := range c.Children {
		if e.Kind == tree.Table && !e.Bad {
			all = append(all, table{e})
		}
	}
	return all
}

// has reports whether a key is written, right or wrong.
func (t table) has(key string) bool { return t.n.Child(key) != nil }

func (r *resolver) errorAt(n *tree.Node, code diag.Code, format string, args ...any) *diag.Diagnostic {
	return r.list.Errorf(code, n.Source, n.Val, format, args...)
}

// unknown reports a name that refers to nothing.
func (r *resolver) unknown(n *tree.Node, what, name string, candidates []string) {
	d := r.list.Errorf(diag.UnknownName, n.Source, n.Val, "there is no %s %s", what, name)
	if near := diag.Nearest(name, candidates); near != "" {
		d.Hintf("did you mean %s?", near)
	} else if len(candidates) == 1 {
		d.Hintf("there is only %s", candidates[0])
	} else if len(candidates) > 0 && len(candidates) <= 20 {
		d.Hintf("there are %s", strings.Join(candidates, ", "))
	} else {
		d.Hintf("compare the spelling with where it is defined")
	}
}

// span reads start and end.
func (r *resolver) span(top table) {
	start, okStart := top.date("start")
	end, okEnd := top.date("end")
	r.s.Start, r.s.End = start, end
	if okStart && start.Month() == 2 && start.Day() == 29 {
		r.errorAt(top.n.Child("start"), diag.BadDate, "a scenario cannot start on 29 February: most years do not have it").
			Hintf("start on 28 February or 1 March")
		r.s.Start = 0
	}
	if !okStart || !okEnd {
		return
	}
	switch {
	case end < start:
		r.errorAt(top.n.Child("end"), diag.EndBeforeStart, "the end, %s, lies before the start, %s", end, start).
			Hintf("exchange them, or mend the year")
		r.s.End = 0
	case int(end)-int(start) > format.MaxYears*10000:
		r.errorAt(top.n.Child("end"), diag.TooLong, "from %s to %s is more than %d years", start, end, format.MaxYears).
			Hintf("bring the end forward, to %s at the latest", start.AddYears(format.MaxYears))
		r.s.End = 0
	}
}

// dated reports whether start and end are both known, so that years can be
// checked against them.
func (r *resolver) dated() bool { return r.s.Start != 0 && r.s.End != 0 }

func (r *resolver) parties() {
	for _, t := range (table{r.root}).tables("party") {
		p := &arsenal.Party{Code: t.n.Key, Index: len(r.s.Parties)}
		p.Name, _ = t.text("name")
		address := "party." + p.Code
		p.Origin = r.origin(t.n, t.n, "", address)
		r.s.Parties = append(r.s.Parties, p)
		for _, u := range t.tables("pool") {
			r.pool(p, u)
		}
		for _, u := range t.tables("system") {
			r.system(p, u)
		}
		for _, pool := range p.Pools {
			for _, sys := range p.Systems {
				if sys.Pool == pool {
					pool.Systems = append(pool.Systems, sys)
				}
			}
		}
	}
}

func (r *resolver) pool(p *arsenal.Party, t table) {
	pool := &arsenal.Pool{Party: p, Key: t.n.Key, Index: len(r.s.Pools)}
	pool.Opening.Reserve, _ = t.whole("reserve")
	pool.Opening.Retired, _ = t.whole("retired")
	pool.ProducePerYear, _ = t.whole("produce_per_year")
	pool.RetirePerYear, _ = t.whole("retire_per_year")
	pool.DismantlePerYear, _ = t.whole("dismantle_per_year")
	if to, _ := t.text("removed_to"); to == "retired" {
		pool.RemovedTo = arsenal.ToRetired
	}
	pool.Origin = r.origin(t.n, t.n, "", "party."+p.Code+".pool."+pool.Key)
	p.Pools = append(p.Pools, pool)
	r.s.Pools = append(r.s.Pools, pool)
}

func (r *resolver) system(p *arsenal.Party, t table) {
	s := &arsenal.System{Party: p, Key: t.n.Key, Index: len(r.s.Systems)}
	address := "party." + p.Code + ".system." + s.Key
	s.Name, _ = t.text("name")
	kind, _ := t.text("type")
	s.Type = arsenal.Type(kind)
	s.Traits, _ = t.texts("traits")
	h := &s.Opening
	launchers, okLaunchers := t.whole("launchers")
	h.Launchers, h.Deployed = launchers, launchers
	deployed, okDeployed := t.whole("deployed")
	if okDeployed {
		h.Deployed = deployed
	}
	h.Missiles, s.HasMissiles = t.whole("missiles")
	h.Loading, _ = t.number("loading")
	s.Capacity = math.Ceil(h.Loading)
	if c, ok := t.number("capacity"); ok {
		s.Capacity = c
	}
	s.Lot = 1
	if lot, ok := t.whole("lot"); ok {
		s.Lot = lot
	}
	s.Attributed, s.Equipped, s.ThrowWeight = t.property("attributed"), t.property("equipped"), t.property("throw_weight")
	name := "system " + s.Address()
	if okDeployed && okLaunchers && deployed > launchers {
		r.errorAt(t.n.Child("deployed"), diag.DeployedOver, "%s has %d deployed but only %d launchers", name, deployed, launchers).
			Hintf("`launchers` counts deployed and non-deployed launchers together")
	} else if s.HasMissiles && okLaunchers && h.Deployed > h.Missiles && !(t.has("deployed") && !okDeployed) {
		r.errorAt(t.n.Child("missiles"), diag.DeployedOver, "%s has %d deployed but only %d missiles", name, h.Deployed, h.Missiles).
			Hintf("`missiles` counts deployed and non-deployed missiles together; leave it out where it is not known")
	}
	if l := t.get("loading", tree.Whole, tree.Number); l != nil && h.Loading > s.Capacity {
		r.errorAt(l, diag.LoadingOver, "%s has %s warheads on each launcher, which can carry %s", name, FormatNumber(h.Loading), FormatNumber(s.Capacity)).
			Hintf("raise `capacity` or lower `loading`")
	}
	switch key, ok := t.text("pool"); {
	case ok:
		i := slices.IndexFunc(p.Pools, func(q *arsenal.Pool) bool { return q.Key == key })
		if i < 0 {
			var keys []string
			for _, q := range p.Pools {
				keys = append(keys, q.Key)
			}
			r.unknown(t.n.Child("pool"), "pool of "+p.Code+" named", key, keys)
		} else {
			s.Pool = p.Pools[i]
		}
	case len(p.Pools) == 1:
		s.Pool = p.Pools[0]
	case len(p.Pools) > 1 && !t.has("pool"):
		r.list.Errorf(diag.PoolUnclear, t.n.Source, t.n.At, "%s does not say which pool of %s it uses", name, p.Code).
			Hintf("add a line such as `pool = %q`", p.Pools[0].Key)
	}
	s.Origin = r.origin(t.n, t.n, "", address)
	for q := range arsenal.NumQuantities {
		n := t.n
		if c := t.n.Child(q.String()); c != nil {
			n = c
		}
		s.Origins[q] = r.origin(n, t.n, q.String(), address+"."+q.String())
	}
	p.Systems = append(p.Systems, s)
	r.s.Systems = append(r.s.Systems, s)
}

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

// treatyTables resolves every treaty of the tree, those of files first.
func (r *resolver) treatyTables() {
	for _, t := range (table{r.root}).tables("treaty") {
		r.s.Treaties = append(r.s.Treaties, r.treaty(t))
	}
}

func (r *resolver) treaty(t table) *treaty.Treaty {
	tr := &treaty.Treaty{ID: t.n.Key, Kind: treaty.KindTreaty}
	address := "treaty." + tr.ID
	tr.Title, _ = t.text("title")
	tr.Short, _ = t.text("short")
	if k, ok := t.text("kind"); ok {
		tr.Kind = k
	}
	tr.Parties = r.codes(t, "parties", nil)
	tr.Signed, _ = t.date("signed")
	tr.InForce, _ = t.date("in_force")
	tr.Expires, _ = t.date("expires")
	tr.Origin = r.origin(t.n, t.n, "", address)
	for _, e := range t.tables("event") {
		tr.Events = append(tr.Events, r.event(e, tr, address+".event."+e.n.Key))
	}
	for _, l := range t.tables("limit") {
		tr.Limits = append(tr.Limits, r.limit(l, tr, address+".limit."+l.n.Key))
	}
	return tr
}

// codes reads a list of party codes. Where allowed is not nil, each must be in
// it.
func (r *resolver) codes(t table, key string, allowed []string) []string {
	list, nodes := t.texts(key)
	all := []string{}
	for i, code := range list {
		switch {
		case slices.Contains(all, code):
			r.errorAt(nodes[i], diag.Duplicate, "`%s` names %s twice", key, code).Hintf("take one of the two out")
		case allowed != nil && !slices.Contains(allowed, code):
			r.unknown(nodes[i], "party of the treaty named", code, allowed)
		default:
			all = append(all, code)
		}
	}
	if c := t.get(key, tree.Array); c != nil && len(c.Children) == 0 && allowed == nil {
		r.errorAt(c, diag.MissingKey, "`%s` names no party", key).Hintf("as in %s = [\"US\", \"RU\"]", key)
	}
	return all
}

func (r *resolver) event(t table, tr *treaty.Treaty, address string) treaty.Event {
	e := treaty.Event{Key: t.n.Key, Origin: r.origin(t.n, t.n, "", address)}
	e.Date, _ = t.date("date")
	e.What, _ = t.text("what")
	e.Until, _ = t.date("until")
	if code, ok := t.text("party"); ok {
		e.Party = code
		if !slices.Contains(tr.Parties, code) && len(tr.Parties) > 0 {
			r.unknown(t.n.Child("party"), "party of "+tr.ID+" named", code, tr.Parties)
		}
	}
	switch {
	case e.What == treaty.Extends && !t.has("until"):
		r.list.Errorf(diag.MissingKey, t.n.Source, t.n.At, "event %s extends the treaty and needs `until`", e.Key).
			Hintf("the new first day on which it is no longer in force, as in until = 2026-02-05")
	case e.What != "" && e.What != treaty.Extends && t.has("until"):
		c := t.n.Child("until")
		r.list.Warnf(diag.NoEffect, c.Source, c.At, "`until` changes nothing in event %s: it goes with \"extends\"", e.Key).
			Hintf("take it out, or write what = \"extends\"")
	}
	return e
}

func (r *resolver) limit(t table, tr *treaty.Treaty, address string) *treaty.Limit {
	l := &treaty.Limit{Treaty: tr, Key: t.n.Key}
	l.Name, _ = t.text("name")
	l.Article, _ = t.text("article")
	l.Unit, _ = t.text("unit")
	if t.has("parties") {
		l.Parties = r.codes(t, "parties", tr.Parties)
	}
	l.Origin = r.origin(t.n, t.n, "", address)
	if c := t.get("ceiling", tree.Table); c != nil {
		for _, e := range c.Children {
			step := treaty.Step{Origin: r.origin(e, t.n, "ceiling", address+".ceiling."+e.Key)}
			step.From, _ = civil.Parse(e.Key)
			if e.Kind == tree.Text {
				step.None = true
			} else {
				step.Most = e.Float()
			}
			l.Ceiling = append(l.Ceiling, step)
		}
		slices.SortFunc(l.Ceiling, func(a, b treaty.Step) int { return int(a.From) - int(b.From) })
	}
	rules := t.tables("count")
	if c := t.get("count", tree.Table); c != nil && len(c.Children) == 0 {
		r.list.Errorf(diag.TreatyRule, c.Source, c.At, "limit %s has no counting rule", l.Address()).
			Hintf("add a table such as [treaty.%s.limit.%s.count.all] with a `quantity`", tr.ID, l.Key)
	}
	for _, u := range rules {
		l.Rules = append(l.Rules, r.rule(u, l, address+".count."+u.n.Key))
	}
	return l
}

func (r *resolver) rule(t table, l *treaty.Limit, address string) *treaty.Rule {
	u := &treaty.Rule{Limit: l, Key: t.n.Key, Origin: r.origin(t.n, t.n, "", address)}
	if types, _ := t.texts("types"); t.has("types") {
		u.Types = []arsenal.Type{}
		for _, k := range types {
			u.Types = append(u.Types, arsenal.Type(k))
		}
	}
	u.With, _ = t.texts("with")
	u.Without, _ = t.texts("without")
	if t.has("parties") {
		u.Parties = r.codes(t, "parties", l.Treaty.Parties)
	}
	u.Quantity, _ = t.text("quantity")
	u.Each = treaty.Weight{Number: 1}
	if t.has("each") {
		u.Each = t.weight("each")
	}
	u.First, u.HasFirst = t.whole("first")
	if t.has("beyond") {
		u.Beyond = t.weight("beyond")
	}
	u.Article, _ = t.text("article")
	u.Says, _ = t.text("says")
	switch {
	case t.has("first") && !t.has("beyond"):
		r.list.Errorf(diag.TreatyRule, t.n.Source, t.n.Child("first").At, "rule %s says what the first %d units count, but not what those beyond count", u.Key, u.First).
			Hintf(`add "beyond", as in beyond = "equipped"`)
	case t.has("beyond") && !t.has("first"):
		r.list.Errorf(diag.TreatyRule, t.n.Source, t.n.Child("beyond").At, "rule %s has `beyond` without `first`", u.Key).
			Hintf("add `first`, the number of units that count `each`, or write `each` for `beyond`")
	}
	return u
}

func (t table) weight(key string) treaty.Weight {
	if p, ok := t.text(key); ok {
		return treaty.Weight{Property: p}
	}
	x, _ := t.number(key)
	return treaty.Weight{Number: x}
}

// Treaty returns the scenario's treaty of that ID, or nil.
func (r *resolver) treatyNamed(id string) *treaty.Treaty {
	for _, tr := range r.s.Treaties {
		if tr.ID == id {
			return tr
		}
	}
	return nil
}

func (r *resolver) treatyIDs() []string {
	var ids []string
	for _, tr := range r.s.Treaties {
		ids = append(ids, tr.ID)
	}
	return ids
}

// events hands the scenario's events to their treaties.
func (r *resolver) events() {
	for _, t := range (table{r.root}).tables("event") {
		id, ok := t.text("treaty")
		if !ok {
			continue
		}
		tr := r.treatyNamed(id)
		if tr == nil && r.lacking {
			continue
		} else if tr == nil {
			r.unknown(t.n.Child("treaty"), "treaty", id, r.treatyIDs())
			continue
		}
		tr.Events = append(tr.Events, r.event(t, tr, "event."+t.n.Key))
	}
	for i, tr := range r.s.Treaties {
		r.everInForce(tr, (table{r.root}).tables("treaty")[i])
	}
}

// everInForce warns of a treaty that expires before it begins: one that
// extends another inherits the other's expiry.
func (r *resolver) everInForce(tr *treaty.Treaty, t table) {
	if tr.InForce == 0 && !slices.ContainsFunc(tr.Events, func(e treaty.Event) bool { return e.What == treaty.EntersIntoForce }) {
		return
	}
	c := treaty.Follow(tr)
	days := []civil.Date{tr.InForce}
	for _, e := range tr.Events {
		days = append(days, e.Date)
	}
	for _, d := range days {
		for _, p := range tr.Parties {
			if c.On(p, d) != treaty.NotInForce {
				return
			}
		}
	}
	r.list.Warnf(diag.TreatyDates, t.n.Source, t.n.At, "treaty %s is never in force: it expires before it begins", tr.ID).
		Hintf("a treaty that extends another inherits its expiry and its events; set `expires`, or drop what is inherited")
}
