package scenarios

import (
	"slices"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

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
	tr.NotLimited, _ = t.texts("not_limited")
	tr.Origin = r.origin(t.n, t.n, "", address)
	for _, e := range t.tables("event") {
		tr.Events = append(tr.Events, r.event(e, tr, address+".event."+e.n.Key))
	}
	for _, l := range t.tables("limit") {
		tr.Limits = append(tr.Limits, r.limit(l, tr, address+".limit."+l.n.Key))
	}
	for i, l := range t.tables("limit") {
		r.within(l, tr, tr.Limits[i])
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

// within finds the limit of which another is a sublimit.
func (r *resolver) within(t table, tr *treaty.Treaty, l *treaty.Limit) {
	key, ok := t.text("within")
	if !ok {
		return
	}
	var others []string
	for _, o := range tr.Limits {
		if o.Key == key && o != l {
			l.Within = o
			return
		}
		if o != l {
			others = append(others, o.Key)
		}
	}
	r.unknown(t.n.Child("within"), "other limit of "+tr.ID+" named", key, others)
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
