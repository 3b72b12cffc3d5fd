package scenarios

import (
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// Validate reads a scenario or a treaty file and returns all that is wrong or
// worth a second look. A treaty is told from a scenario by its keys: it has
// `short` or `limit`, and neither `start` nor `party`.
func Validate(name string, o Options) *diag.List {
	list := &diag.List{}
	l := newLoader(o, list)
	p := find(name)
	if e := Lookup(name); e != nil && e.Kind == KindTreaty && !strings.HasSuffix(name, ".toml") && lookup(KindScenario, name) == nil {
		p = place{e.Path, true}
	}
	root := l.layers(p, KindScenario, citation{}, nil)
	if root == nil {
		return list
	}
	if isTreaty(root) {
		id := strings.TrimSuffix(base(p.path), ".toml")
		root.Key = id
		all := &tree.Node{Key: "treaty", Kind: tree.Table, Source: root.Source, Children: []*tree.Node{root}}
		root = &tree.Node{Kind: tree.Table, Source: root.Source, Children: []*tree.Node{all}}
		l.partial = true // a treaty alone has none of a scenario's keys
	}
	l.check(root, o)
	if !list.HasErrors() || !l.partial {
		resolve(l, root)
	}
	return list
}

func isScenario(root *tree.Node) bool {
	return root.Child("start") != nil || root.Child("schedule") != nil
}

func isTreaty(root *tree.Node) bool {
	return (root.Child("short") != nil || root.Child("limit") != nil) && root.Child("start") == nil && root.Child("party") == nil
}

// Text returns a file as it is: of the library by name or address, or from a
// path.
func Text(name string, o Options) (string, *diag.List) {
	list := &diag.List{}
	if e := Lookup(name); e != nil {
		return e.Text(), list
	}
	if src := newLoader(o, list).read(find(name), citation{}); src != nil {
		return src.Text, list
	}
	return "", list
}

// Warn adds a warning for everything that makes counts of a run impossible: one
// for each limit, party and thing that is missing, with every system that lacks
// it and the rules that need it.
func (d *Document) Warn(a *sim.Assessment, list *diag.List) {
	type lack struct {
		limit *treaty.Limit
		party *arsenal.Party
		what  string
	}
	var order []lack
	of := map[lack][]treaty.Gap{}
	for _, g := range a.Gaps {
		k := lack{g.Rule.Limit, g.System.Party, g.Lacks}
		if of[k] == nil {
			order = append(order, k)
		}
		of[k] = append(of[k], g)
	}
	for _, k := range order {
		var systems, rules []string
		for _, g := range of[k] {
			if s := g.System.Address(); !slices.Contains(systems, s) {
				systems = append(systems, s)
			}
			if !slices.Contains(rules, g.Rule.Key) {
				rules = append(rules, g.Rule.Key)
			}
		}
		what := k.what
		if what == "missiles" {
			what = "missiles on record"
		}
		verb := "system " + systems[0] + " has"
		if len(systems) > 1 {
			verb = "systems " + strings.Join(systems, ", ") + " have"
		}
		p := d.Place(of[k][0].System.Origin)
		list.Warnf(diag.NotComputable, p.source, p.span, "the count of %s for %s cannot be computed: %s no %s", k.limit.Address(), k.party.Code, verb, what).
			Hintf("the rule %s needs it; add it where a source gives it", strings.Join(rules, ", "))
	}
}

// GapSays says in words what makes a count impossible.
func GapSays(g treaty.Gap) string {
	if g.Lacks == "missiles" {
		return "system " + g.System.Address() + " has no missiles on record"
	}
	return "system " + g.System.Address() + " has no " + g.Lacks
}
