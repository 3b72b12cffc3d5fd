package scenarios

import (
	"math"
	"slices"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/ensemble"
)

// A Settable is a number of a scenario that can be set.
type Settable struct {
	Address string  // as the [lever] and [uncertain] tables spell it
	Written float64 // NaN: the scenario does not have it
	Whole   bool    // only whole numbers are possible
	Year    bool    // it is a year
}

// Settable looks an address up. Where there is no such number, it returns nil,
// why, and the address that was probably meant, if any.
func (d *Document) Settable(address string) (s *Settable, why, near string) {
	a := tree.Address(address)
	s = &Settable{Address: tree.Join(a), Written: math.NaN()}
	k := format.ScenarioKeys.At(a)
	n, parent := d.root.Find(a), d.root.Find(a[:len(a)-1])
	switch {
	case n == nil && (k == nil || (parent == nil || parent.Kind != tree.Table) && a[0] != "defaults"):
		return nil, "the scenario has no " + s.Address, d.nearNumber(s.Address)
	case n != nil && !n.IsNumber():
		return nil, s.Address + " is " + n.Kind.String() + ", not a number", ""
	case k == nil || len(a) == 1 || a[0] == "expect" || slices.Contains(tree.Abouts, a[0]) || !numeric(k, a[len(a)-1]):
		return nil, s.Address + " is no number that a result could rest on", ""
	case n != nil:
		s.Written = n.Float()
	}
	s.Whole = k.Kind == format.Whole
	s.Year = s.Whole && (k.Name == "from" || k.Name == "until")
	r := resolver{root: d.root, s: d.Scenario}
	if n := r.numbersAt(s.Address); len(n) > 0 {
		s.Whole = s.Whole || slices.ContainsFunc(n, func(n ensemble.Number) bool { return n.Whole })
	}
	return s, "", ""
}

// numeric reports whether what a key takes at the end of an address is a number.
func numeric(k *format.Key, last string) bool {
	switch k.Kind {
	case format.Whole, format.Number, format.Weight:
		return true
	case format.Years, format.Steps:
		return last != k.Name
	}
	return false
}

// nearNumber is the number whose address is nearest; levers go first.
func (d *Document) nearNumber(address string) string {
	var all []string
	for _, l := range d.Levers {
		all = append(all, l.Address)
	}
	if near := diag.Nearest(address, all); near != "" {
		return near
	}
	all = nil
	d.root.Walk(func(a []string, n *tree.Node) {
		if n.IsNumber() {
			all = append(all, tree.Join(a))
		}
	})
	return diag.Nearest(address, all)
}
