package scenarios_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/scenarios/format"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// law reads a treaty of the library.
func law(t *testing.T, e scenarios.Entry) (*scenarios.Document, *treaty.Treaty) {
	t.Helper()
	doc, err := scenarios.LoadTreaty(e)
	if err != nil {
		t.Fatal(err)
	}
	return doc, doc.Scenario.Treaties[0]
}

// grounded reports whether a thing cites a source that can be looked up, or is
// graded assumed and says why.
func grounded(doc *scenarios.Document, o arsenal.Origin) bool {
	p := doc.Place(o)
	sources := slices.Clone(p.Sources)
	for _, g := range doc.Gradings() {
		if g.Table == p.Address {
			sources = append(sources, g.Sources...)
			if g.Grade == "assumed" && g.Note != "" {
				return true
			}
		}
	}
	return slices.ContainsFunc(sources, func(s *scenarios.Source) bool {
		return strings.HasPrefix(s.URL, "http://") || strings.HasPrefix(s.URL, "https://")
	})
}

func TestRegistryIDs(t *testing.T) {
	ids, shorts := map[string]bool{}, map[string]string{}
	for _, e := range laws() {
		_, tr := law(t, e)
		if tr.ID != e.Name || !format.IsName(tr.ID) {
			t.Errorf("the file %s holds a treaty named %s", e.Path, tr.ID)
		}
		if ids[tr.ID] {
			t.Errorf("there are two treaties named %s", tr.ID)
		}
		ids[tr.ID] = true
		if other := shorts[tr.Short]; other != "" {
			t.Errorf("%s and %s are both called %q", other, tr.ID, tr.Short)
		}
		shorts[tr.Short] = tr.ID
		limits := map[string]bool{}
		for _, l := range tr.Limits {
			if limits[l.Key] {
				t.Errorf("there are two limits %s", l.Address())
			}
			limits[l.Key] = true
			rules := map[string]bool{}
			for _, u := range l.Rules {
				if rules[u.Key] {
					t.Errorf("%s has two rules %s", l.Address(), u.Key)
				}
				rules[u.Key] = true
			}
		}
		if len(tr.NotLimited) == 0 {
			t.Errorf("%s does not say what it does not limit", tr.ID)
		}
	}
}

// Every limit and every rule has an article and a source that can be looked
// up, unless it is graded assumed and says why. What is no law has no articles,
// and says in a note what it is.
func TestRegistryArticlesAndSources(t *testing.T) {
	for _, e := range laws() {
		doc, tr := law(t, e)
		lawful := tr.Kind == treaty.KindTreaty
		for _, l := range tr.Limits {
			at := doc.Place(l.Origin)
			switch {
			case l.Article != "":
			case lawful:
				t.Errorf("%s has no article", l.Address())
			case at.Note == "":
				t.Errorf("%s has neither an article nor a note", l.Address())
			}
			if !grounded(doc, l.Origin) {
				t.Errorf("%s cites nothing that can be looked up", l.Address())
			}
			if l.Unit == "" {
				t.Errorf("%s has no unit", l.Address())
			}
			if len(l.Rules) == 0 {
				t.Errorf("%s has no rule", l.Address())
			}
			for _, u := range l.Rules {
				switch {
				case lawful && u.Article == "":
					t.Errorf("%s, rule %s, has no article", l.Address(), u.Key)
				case !grounded(doc, u.Origin) && !grounded(doc, l.Origin):
					t.Errorf("%s, rule %s, cites nothing that can be looked up", l.Address(), u.Key)
				}
				if u.Says == "" {
					t.Errorf("%s, rule %s, is not said in words", l.Address(), u.Key)
				}
			}
		}
		for _, s := range doc.Sources {
			if s.URL == "" || s.Title == "" {
				t.Errorf("the source %s of %s has no title or no URL", s.Key, tr.ID)
			}
		}
	}
}

func TestRegistryDates(t *testing.T) {
	for _, e := range laws() {
		_, tr := law(t, e)
		for _, wrong := range disordered(tr) {
			t.Errorf("%s: %s", tr.ID, wrong)
		}
		if tr.Kind == treaty.KindTreaty && tr.Signed == 0 {
			t.Errorf("%s does not say when it was signed", tr.ID)
		}
	}
}

// disordered holds the dates of a treaty against one another and says what is
// out of order.
func disordered(tr *treaty.Treaty) []string {
	var wrong []string
	before := func(what string, a civil.Date, than string, b civil.Date, orSame bool) {
		if a != 0 && b != 0 && (a > b || a == b && !orSame) {
			wrong = append(wrong, fmt.Sprintf("%s (%s) does not come before %s (%s)", what, a, than, b))
		}
	}
	before("signed", tr.Signed, "in force", tr.InForce, true)
	before("signed", tr.Signed, "expires", tr.Expires, true)
	before("in force", tr.InForce, "expires", tr.Expires, true)
	for _, v := range tr.Events {
		before("signed", tr.Signed, "event "+v.Key, v.Date, true)
		if v.What == treaty.Extends {
			before("event "+v.Key, v.Date, "its until", v.Until, false)
		}
	}
	for _, l := range tr.Limits {
		if len(l.Ceiling) == 0 {
			wrong = append(wrong, l.Key+" has no ceiling")
		}
		for i, s := range l.Ceiling {
			before("signed", tr.Signed, "ceiling of "+l.Key, s.From, true)
			if i > 0 {
				before("ceiling of "+l.Key, l.Ceiling[i-1].From, "the next", s.From, false)
			}
		}
	}
	return wrong
}

// Grades are known ones, and what is assumed says why.
func TestRegistryGrades(t *testing.T) {
	for _, e := range laws() {
		doc, tr := law(t, e)
		for _, g := range doc.Gradings() {
			if g.Grade != "" && !slices.Contains(format.Grades, g.Grade) {
				t.Errorf("%s: %s has the grade %q", tr.ID, g.Table, g.Grade)
			}
			if g.Grade == "assumed" && g.Note == "" {
				t.Errorf("%s: %s is assumed and does not say why", tr.ID, g.Table)
			}
		}
	}
}

// Sublimits end somewhere, and lie in a limit on the parties that they bind.
func TestRegistryNesting(t *testing.T) {
	for _, e := range laws() {
		_, tr := law(t, e)
		for _, l := range tr.Limits {
			depth := 0
			for o := l.Within; o != nil; o = o.Within {
				if depth++; depth > len(tr.Limits) {
					t.Errorf("%s lies within itself", l.Address())
					break
				}
			}
			for _, p := range tr.Parties {
				if l.Within != nil && l.Binds(p) && !l.Within.Binds(p) {
					t.Errorf("%s binds %s, and %s does not", l.Address(), p, l.Within.Address())
				}
			}
		}
	}
}

// force is what the examples are worked on. US: 10 silos with 8 missiles of 12;
// two test silos with one of two; 20 tubes with 16 of 25; seven bombers with
// cruise missiles and four without. RU: five mobile missiles.
func force() (us, ru *arsenal.Party, holdings []arsenal.Holding) {
	us, ru = &arsenal.Party{Code: "US"}, &arsenal.Party{Code: "RU"}
	known := func(x float64) arsenal.Property { return arsenal.Property{Value: x, Known: true} }
	add := func(p *arsenal.Party, s arsenal.System, launchers, deployed, missiles, warheads int) {
		s.Party, s.Index, s.Lot = p, len(holdings), 1
		s.HasMissiles = s.Type != arsenal.HeavyBomber
		p.Systems = append(p.Systems, &s)
		holdings = append(holdings, arsenal.Holding{Launchers: launchers, Deployed: deployed, Missiles: missiles, Warheads: warheads})
	}
	add(us, arsenal.System{Key: "silo", Type: arsenal.ICBM, Traits: []string{"silo", "mirv"}, Capacity: 5, Attributed: known(3), ThrowWeight: known(1.1)}, 10, 8, 12, 24)
	add(us, arsenal.System{Key: "test", Type: arsenal.ICBM, Traits: []string{"silo", "test"}, Capacity: 3, Attributed: known(3), ThrowWeight: known(1.1)}, 2, 1, 2, 1)
	add(us, arsenal.System{Key: "tube", Type: arsenal.SLBM, Traits: []string{"mirv"}, Capacity: 8, Attributed: known(8), ThrowWeight: known(2.8)}, 20, 16, 25, 72)
	add(us, arsenal.System{Key: "alcm", Type: arsenal.HeavyBomber, Traits: []string{"alcm"}, Capacity: 20, Attributed: known(10), Equipped: known(12)}, 7, 5, 0, 60)
	add(us, arsenal.System{Key: "bomb", Type: arsenal.HeavyBomber, Capacity: 16, Attributed: known(1)}, 4, 4, 0, 64)
	add(ru, arsenal.System{Key: "mobile", Type: arsenal.ICBM, Traits: []string{"mobile"}, Capacity: 1, Attributed: known(1), ThrowWeight: known(1)}, 5, 5, 6, 5)
	return us, ru, holdings
}

var (
	missiles = []arsenal.Type{arsenal.ICBM, arsenal.SLBM}
	bombers  = []arsenal.Type{arsenal.HeavyBomber}
)

func its(property string) treaty.Weight { return treaty.Weight{Property: property} }
func flat(x float64) treaty.Weight      { return treaty.Weight{Number: x} }

// worked are counting rules with the count of the US force above, worked by
// hand. not means that the count cannot be computed.
var worked = []struct {
	says  string
	rules []treaty.Rule
	want  float64
	not   bool
}{
	{"10 + 2 + 20 launchers", []treaty.Rule{{Types: missiles, Quantity: "launchers", Each: flat(1)}}, 32, false},
	{"10 + 2 + 20 + 7 + 4: no types are all types", []treaty.Rule{{Quantity: "launchers", Each: flat(1)}}, 43, false},
	{"of no type", []treaty.Rule{{Types: []arsenal.Type{}, Quantity: "launchers", Each: flat(1)}}, 0, false},
	{"8 + 1 + 16 + 5 + 4 deployed", []treaty.Rule{{Quantity: "deployed", Each: flat(1)}}, 34, false},
	{"2 + 1 + 4 + 2 + 0 not deployed", []treaty.Rule{{Quantity: "nondeployed", Each: flat(1)}}, 9, false},
	{"12 + 2 + 25 missiles", []treaty.Rule{{Types: missiles, Quantity: "missiles", Each: flat(1)}}, 39, false},
	{"bombers have no missiles on record", []treaty.Rule{{Quantity: "missiles", Each: flat(1)}}, 0, true},
	{"24 + 1 + 72 warheads", []treaty.Rule{{Types: missiles, Quantity: "warheads", Each: flat(1)}}, 97, false},
	{"half of 24 + 1 + 72", []treaty.Rule{{Types: missiles, Quantity: "warheads", Each: flat(0.5)}}, 48.5, false},
	{"97 on missiles, one for each of 5 + 4 bombers", []treaty.Rule{
		{Types: missiles, Quantity: "warheads", Each: flat(1)},
		{Types: bombers, Quantity: "deployed", Each: flat(1)},
	}, 106, false},
	{"8 × 3 + 1 × 3 + 16 × 8 attributed to deployed missiles", []treaty.Rule{{Types: missiles, Quantity: "deployed", Each: its("attributed")}}, 155, false},
	{"10 × 3 + 2 × 3 + 20 × 8 attributed, empty launchers in full", []treaty.Rule{{Types: missiles, Quantity: "launchers", Each: its("attributed")}}, 196, false},
	{"10 × 3 + 20 × 8 without test launchers", []treaty.Rule{{Types: missiles, Without: []string{"test"}, Quantity: "launchers", Each: its("attributed")}}, 190, false},
	{"10 + 20 with mirv", []treaty.Rule{{With: []string{"mirv"}, Quantity: "launchers", Each: flat(1)}}, 30, false},
	{"10 with mirv and silo", []treaty.Rule{{With: []string{"mirv", "silo"}, Quantity: "launchers", Each: flat(1)}}, 10, false},
	{"7 + 4 with neither silo nor mirv", []treaty.Rule{{Without: []string{"silo", "mirv"}, Quantity: "launchers", Each: flat(1)}}, 11, false},
	{"2 with silo and without mirv", []treaty.Rule{{With: []string{"silo"}, Without: []string{"mirv"}, Quantity: "launchers", Each: flat(1)}}, 2, false},
	{"8 × 1.1 + 1 × 1.1 + 16 × 2.8 tonnes", []treaty.Rule{{Types: missiles, Quantity: "deployed", Each: its("throw_weight")}}, 54.7, false},
	{"bombers have no throw-weight", []treaty.Rule{{Quantity: "deployed", Each: its("throw_weight")}}, 0, true},
	{"10 × 5 + 2 × 3 + 20 × 8 that launchers can carry", []treaty.Rule{{Types: missiles, Quantity: "launchers", Each: its("capacity")}}, 216, false},
	{"7 × 12 equipped for", []treaty.Rule{{With: []string{"alcm"}, Quantity: "launchers", Each: its("equipped")}}, 84, false},
	{"four bombers are not known to be equipped for anything", []treaty.Rule{{Types: bombers, Quantity: "launchers", Each: its("equipped")}}, 0, true},
	{"3 × 10 + 4 × 12", []treaty.Rule{{With: []string{"alcm"}, Quantity: "launchers", Each: flat(10), HasFirst: true, First: 3, Beyond: its("equipped")}}, 78, false},
	{"7 × 10: fewer than the first 50", []treaty.Rule{{With: []string{"alcm"}, Quantity: "launchers", Each: flat(10), HasFirst: true, First: 50, Beyond: its("equipped")}}, 70, false},
	{"7 × 12: the first none", []treaty.Rule{{With: []string{"alcm"}, Quantity: "launchers", Each: flat(10), HasFirst: true, Beyond: its("equipped")}}, 84, false},
	{"10 × 2 + 1 × 2, then 1 + 20: the first 11 over three systems", []treaty.Rule{{Types: missiles, Quantity: "launchers", Each: flat(2), HasFirst: true, First: 11, Beyond: flat(1)}}, 43, false},
	{"a rule for RU counts nothing of US", []treaty.Rule{{Parties: []string{"RU"}, Quantity: "launchers", Each: flat(1)}}, 0, false},
	{"a rule each: 7 × 10 for US, nothing at 8", []treaty.Rule{
		{Parties: []string{"US"}, With: []string{"alcm"}, Quantity: "launchers", Each: flat(10)},
		{Parties: []string{"RU"}, With: []string{"alcm"}, Quantity: "launchers", Each: flat(8)},
	}, 70, false},
}

func count(rules []treaty.Rule, p *arsenal.Party, holdings []arsenal.Holding) (float64, bool) {
	l := &treaty.Limit{Treaty: &treaty.Treaty{ID: "example", Parties: []string{"US", "RU"}}}
	for i := range rules {
		u := rules[i]
		u.Limit = l
		l.Rules = append(l.Rules, &u)
	}
	return l.Bind(p).Count(holdings)
}

func TestCountingExamples(t *testing.T) {
	us, ru, holdings := force()
	for _, w := range worked {
		switch got, ok := count(w.rules, us, holdings); {
		case ok == w.not:
			t.Errorf("%s: computable is %v", w.says, ok)
		case ok && scenarios.FormatNumber(got) != scenarios.FormatNumber(w.want):
			t.Errorf("%s: counted %v, want %v", w.says, got, w.want)
		}
	}
	if got, _ := count([]treaty.Rule{{Parties: []string{"RU"}, Quantity: "launchers", Each: flat(1)}}, ru, holdings); got != 5 {
		t.Errorf("a rule for RU counts %v of RU's 5", got)
	}
}

// modes lists the ways of counting that a rule makes use of.
func modes(u *treaty.Rule) []string {
	all := []string{"quantity " + u.Quantity}
	add := func(is bool, mode string) {
		if is {
			all = append(all, mode)
		}
	}
	for _, w := range []treaty.Weight{u.Each, u.Beyond} {
		add(w.Property != "", "property "+w.Property)
	}
	add(u.HasFirst, "first and beyond")
	add(u.Types != nil, "types")
	add(len(u.With) > 0, "with")
	add(len(u.Without) > 0, "without")
	add(u.Parties != nil, "parties")
	return all
}

// Every way of counting that the format knows is worked above, so what the
// library's rules do is too.
func TestEveryCountingModeIsWorked(t *testing.T) {
	var done []string
	for _, w := range worked {
		for i := range w.rules {
			if !w.not {
				done = append(done, modes(&w.rules[i])...)
			}
		}
	}
	want := []string{"first and beyond", "types", "with", "without", "parties"}
	for _, q := range treaty.Counted {
		want = append(want, "quantity "+q)
	}
	for _, p := range treaty.Properties {
		want = append(want, "property "+p)
	}
	for _, e := range laws() {
		_, tr := law(t, e)
		for _, l := range tr.Limits {
			for _, u := range l.Rules {
				want = append(want, modes(u)...)
			}
		}
	}
	slices.Sort(want)
	for _, m := range slices.Compact(want) {
		if !slices.Contains(done, m) {
			t.Errorf("no example works %s", m)
		}
	}
}

// The force made up for a rule's example on its page is one that the rule
// counts.
func TestRuleForces(t *testing.T) {
	for _, e := range laws() {
		_, tr := law(t, e)
		for _, l := range tr.Limits {
			for _, u := range l.Rules {
				p, holdings := scenarios.RuleForce(u)
				if got, ok := count([]treaty.Rule{*u}, p, holdings); !ok || got <= 0 {
					t.Errorf("%s, rule %s, counts %v of its example (computable: %v)", l.Address(), u.Key, got, ok)
				}
			}
		}
	}
}

// What rules say in words, one of each kind.
func TestRuleSays(t *testing.T) {
	for _, test := range []struct {
		rule treaty.Rule
		want string
	}{
		{treaty.Rule{Quantity: "launchers", Each: flat(1)}, "every launcher or bomber, deployed or not (of systems of any type) counts as one"},
		{treaty.Rule{Types: missiles, Quantity: "warheads", Each: flat(1)}, "every warhead emplaced on a deployed launcher (of ICBMs and SLBMs) counts as one"},
		{treaty.Rule{Types: missiles, Without: []string{"test"}, Quantity: "launchers", Each: its("attributed")}, "every launcher, deployed or not (of ICBMs and SLBMs, without the trait `test`) counts as the number of warheads attributed to its type"},
		{
			treaty.Rule{Types: bombers, With: []string{"alcm"}, Parties: []string{"US"}, Quantity: "deployed", Each: flat(10), HasFirst: true, First: 150, Beyond: its("equipped")},
			"every deployed heavy bomber (with the trait `alcm`, held by US) counts as 10 for the first 150, taken over the systems in the order of the file; each beyond these counts as the number of weapons it is equipped for",
		},
	} {
		u := test.rule
		if got := scenarios.RuleSays(&u); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// The tests of the registry find what they look for.
func TestRegistryDatesBite(t *testing.T) {
	good := treaty.Treaty{ID: "x", Signed: civil.Of(2000, 1, 1), InForce: civil.Of(2001, 1, 1), Expires: civil.Of(2010, 1, 1)}
	if wrong := disordered(&good); wrong != nil {
		t.Error(wrong)
	}
	for name, spoil := range map[string]func(*treaty.Treaty){
		"in force before signed":  func(x *treaty.Treaty) { x.InForce = civil.Of(1999, 1, 1) },
		"expires before in force": func(x *treaty.Treaty) { x.Expires = civil.Of(2000, 6, 1) },
		"event before signed":     func(x *treaty.Treaty) { x.Events = []treaty.Event{{Date: civil.Of(1999, 1, 1)}} },
		"no ceiling":              func(x *treaty.Treaty) { x.Limits = []*treaty.Limit{{Treaty: x}} },
		"two ceilings of one day": func(x *treaty.Treaty) {
			day := civil.Of(2005, 1, 1)
			x.Limits = []*treaty.Limit{{Treaty: x, Ceiling: []treaty.Step{{From: day, Most: 2}, {From: day, Most: 1}}}}
		},
	} {
		tr := good
		spoil(&tr)
		if len(disordered(&tr)) == 0 {
			t.Errorf("not found: %s", name)
		}
	}
}
