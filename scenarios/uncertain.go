package scenarios

import (
	"math"
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/arsenal"
	"drawdown/sim/ensemble"
)

// An Uncertainty is a number of the scenario that nobody knows exactly.
type Uncertainty struct {
	ensemble.Input
	Label  string // its name in sentences and charts; "": none
	Why    string
	Origin arsenal.Origin
}

// A Balance is a loading that takes up what a known total leaves.
type Balance struct {
	ensemble.Balance
	Why    string
	Origin arsenal.Origin
}

// A Lever is a number of the scenario that a party chooses.
type Lever struct {
	Address string
	From    float64
	To      float64
	Step    float64 // 0: not stated
	Label   string
	Why     string
	Origin  arsenal.Origin
}

// shapes are the distributions with the number of their parameters; 0: one or
// more.
var shapes = []struct {
	name  ensemble.Shape
	count int
	says  string

	example string
}{
	{ensemble.Triangular, 3, "low, mode, high", "[8, 10, 10]"},
	{ensemble.Uniform, 2, "low, high", "[6, 14]"},
	{ensemble.Normal, 2, "mean, standard deviation", "[100, 5]"},
	{ensemble.Lognormal, 2, "median, sigma", "[100, 0.2]"},
	{ensemble.Integers, 2, "lowest, highest", "[0, 4]"},
	{ensemble.Choice, 0, "one value or more", "[10, 20, 40]"},
}

func (r *resolver) uncertainties() {
	for _, t := range (table{r.root}).tables("uncertain") {
		r.uncertainty(t)
	}
	for _, t := range (table{r.root}).tables("lever") {
		r.lever(t)
	}
	for _, t := range (table{r.root}).tables("balance") {
		r.balance(t)
	}
	r.entangled()
}

// numberAt reports an address that is no number of the scenario.
func (r *resolver) numberAt(t table) {
	n := r.root.Find(tree.Address(t.n.Key))
	switch {
	case n == nil && r.lacking && strings.HasPrefix(t.n.Key, "treaty."):
	case n == nil:
		d := r.list.Errorf(diag.UnknownAddress, t.n.Source, t.n.At, "the scenario has no %s", t.n.Key)
		a := tree.Address(t.n.Key)
		parent, key := r.root.Find(a[:len(a)-1]), format.ScenarioKeys.At(a)
		if parent != nil && parent.Kind == tree.Table && key != nil && (key.Kind == format.Whole || key.Kind == format.Number) {
			d.Hintf("only a number that is written has an address: write it first, as in %s = %s", t.n.Key, key.Example)
			return
		}
		r.suggestAddress(d, r.root, t.n.Key)
	case n.Bad:
	case !n.IsNumber():
		r.list.Errorf(diag.UnknownAddress, t.n.Source, t.n.At, "%s is %s, not a number", t.n.Key, n.Kind).
			Hintf("name the address of one number, as in party.RU.system.ss-18.loading")
	}
}

func (t table) numbers(key string) []float64 {
	c := t.get(key, tree.Array)
	if c == nil {
		return nil
	}
	all := make([]float64, len(c.Children))
	for i, e := range c.Children {
		all[i] = e.Float()
	}
	return all
}

// uncertainty reads an [uncertain] table and checks it.
func (r *resolver) uncertainty(t table) {
	r.numberAt(t)
	u := r.readUncertainty(t)
	if u.Parameters == nil {
		return
	}
	d := &u.Distribution
	sound := r.parameters(t, d)
	if sound = r.bounds(t, d) && sound; sound && d.Empty() {
		r.unsure(t, laidOver(t, "min", "max"), "the bounds leave nothing of the distribution %s", d).
			Hintf("bounds that are apart, and within 37 standard deviations of the middle, leave something")
	}
	if r.list.HasErrors() {
		return // what it names may be missing
	}
	u.Numbers = r.numbersAt(u.Address)
	if len(u.Numbers) == 0 {
		r.list.Warnf(diag.NoEffect, t.n.Source, t.n.At, "no result rests on %s, so its uncertainty changes nothing", u.Address).
			Hintf("take it out, or name a number of a system, a pool, a schedule or a treaty")
	}
	r.doc.Uncertain = append(r.doc.Uncertain, u)
}

// unsure reports a mistake in an [uncertain] table: at a key of it, or at its
// header.
func (r *resolver) unsure(t table, key, format string, args ...any) *diag.Diagnostic {
	n := t.n
	if c := n.Child(key); c != nil {
		n = c
	}
	return r.list.Errorf(diag.Uncertainty, n.Source, n.At, format, args...)
}

// laidOver is the key that another source laid over a table, the last of those
// named; else the last that the table has; "" where it has none.
func laidOver(t table, keys ...string) string {
	key, over := "", false
	for _, c := range t.n.Children {
		if later := c.Source != t.n.Source; slices.Contains(keys, c.Key) && (later || !over) {
			key, over = c.Key, later
		}
	}
	return key
}

// readUncertainty reads an [uncertain] table; without Parameters where its
// distribution cannot be read.
func (r *resolver) readUncertainty(t table) *Uncertainty {
	u := &Uncertainty{Origin: r.origin(t.n, t.n, "", "uncertain."+t.n.Key)}
	u.Address = t.n.Key
	u.Min, u.Max = t.property("min"), t.property("max")
	u.Label, _ = t.text("label")
	u.Why, _ = t.text("why")
	var stated []string
	for _, s := range shapes {
		name := string(s.name)
		if !t.has(name) {
			continue
		}
		stated = append(stated, name)
		u.Shape, u.Parameters = s.name, t.numbers(name)
		if p := u.Parameters; p != nil && (s.count != 0 && len(p) != s.count || len(p) == 0) {
			r.unsure(t, name, "`%s` takes a list: %s", s.name, s.says).Hintf("as in %s = %s", s.name, s.example)
			u.Parameters = nil
			return u
		}
	}
	if len(stated) != 1 {
		r.notOne(t, stated)
		u.Parameters = nil
	}
	return u
}

// notOne reports that a table states no distribution, or several.
func (r *resolver) notOne(t table, stated []string) {
	key := laidOver(t, stated...)
	over := t.n.Child(key)
	if over == nil || over.Source == t.n.Source {
		r.unsure(t, "", "%s needs exactly one distribution", t.n.Key).Hintf("one of triangular, uniform, normal, lognormal, integers, choice")
		return
	}
	i := slices.IndexFunc(stated, func(s string) bool { return s != key })
	old := t.n.Child(stated[i])
	d := r.unsure(t, key, "%s needs exactly one distribution, and has `%s` already", t.n.Key, old.Key)
	d.See(old.Source, old.At, "the one that it has")
	if over.Source.Name == setName {
		d.Hintf("set the whole table: 'uncertain.%q={ %s = %s }'", t.n.Key, key, value(over))
		return
	}
	d.Hintf("take out what is inherited with drop = [\"uncertain.%s\"]; what this file states then stands alone", t.n.Key)
}

// parameters reports whether the parameters are those of the distribution.
func (r *resolver) parameters(t table, d *ensemble.Distribution) bool {
	p := d.Parameters
	says, hint := "", ""
	switch d.Shape {
	case ensemble.Triangular:
		if p[0] > p[1] || p[1] > p[2] || p[0] == p[2] {
			says, hint = "a triangle goes from low by way of the mode to high", "as in triangular = [8, 10, 12]; low and high differ"
		}
	case ensemble.Uniform:
		if p[0] > p[1] {
			says, hint = "`uniform` goes from low to high", "exchange the two, or write a single value without [uncertain]"
		}
	case ensemble.Normal:
		if p[1] <= 0 {
			says, hint = "a standard deviation is more than 0", "`normal` takes the mean, then the standard deviation"
		}
	case ensemble.Lognormal:
		if p[0] <= 0 || p[1] <= 0 {
			says, hint = "the median and the sigma of a lognormal are more than 0", "`lognormal` takes the median, then the sigma of the logarithm"
		}
	case ensemble.Integers:
		if p[0] > p[1] || p[0] != math.Trunc(p[0]) || p[1] != math.Trunc(p[1]) {
			says, hint = "`integers` goes from one whole number up to another", "as in integers = [0, 4]"
		}
	}
	if says != "" {
		r.unsure(t, string(d.Shape), "%s", says).Hint = hint
	}
	return says == ""
}

// bounds reports whether the bounds may be those of the distribution.
func (r *resolver) bounds(t table, d *ensemble.Distribution) (ok bool) {
	ok = true
	for _, key := range []string{"min", "max"} {
		if t.has(key) && d.Shape != ensemble.Normal && d.Shape != ensemble.Lognormal {
			r.unsure(t, key, "`%s` bounds a normal or a lognormal, not %s", key, withArticle(string(d.Shape))).
				Hintf("take it out, or use a bounded normal")
			ok = false
		}
	}
	if d.Min.Known && d.Max.Known && d.Min.Value >= d.Max.Value {
		r.unsure(t, laidOver(t, "min", "max"), "`max` must be more than `min`").Hintf("exchange them")
		ok = false
	}
	return ok
}

func withArticle(s string) string {
	if strings.ContainsAny(s[:1], "aei") {
		return "an " + s
	}
	return "a " + s
}

func (r *resolver) lever(t table) {
	r.numberAt(t)
	l := &Lever{Address: t.n.Key, Origin: r.origin(t.n, t.n, "", "lever."+t.n.Key)}
	l.Step, _ = t.number("step")
	l.Label, _ = t.text("label")
	l.Why, _ = t.text("why")
	p := t.numbers("range")
	if p == nil {
		return
	}
	if len(p) != 2 || p[0] >= p[1] {
		r.list.Errorf(diag.Uncertainty, t.n.Source, t.n.Child("range").At, "`range` takes the lowest and the highest value").
			Hintf("as in range = [0, 50]")
		return
	}
	l.From, l.To = p[0], p[1]
	r.doc.Levers = append(r.doc.Levers, l)
}
