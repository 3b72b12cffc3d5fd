package scenarios

import (
	"math"
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
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
		key := q.String()
		if q == arsenal.Deployed && !t.has(key) {
			key = "launchers" // which it is, where it is not written
		}
		n := t.n
		if c := t.n.Child(key); c != nil {
			n = c
		}
		s.Origins[q] = r.origin(n, t.n, key, address+"."+key)
	}
	p.Systems = append(p.Systems, s)
	r.s.Systems = append(r.s.Systems, s)
}
