package scenarios

import (
	"slices"
	"strings"

	"drawdown/scenarios/internal/tree"
	"drawdown/sim/ensemble"
)

// A Grading is what a table of the scenario, or of one of its treaties, says of
// how well one of its numbers is known and on what it rests.
type Grading struct {
	Table   string    // address of the table, as in "party.US.system.trident-2"
	Key     string    // as in "deployed"; "": the table as a whole, where it holds no number
	Grade   string    // "": the file does not say
	Sources []*Source // in the order cited
	Note    string    // of the table
}

// Gradings lists the numbers that stand in tables with a grade or a source, in
// file order. A key that holds numbers by year or by date counts once.
func (d *Document) Gradings() []Grading {
	var all []Grading
	var walk func(address string, n *tree.Node)
	walk = func(address string, n *tree.Node) {
		if n.Child("grade") != nil || isCites(n.Child("source")) {
			all = append(all, d.gradings(address, n)...)
		}
		for _, c := range n.Children {
			if c.Kind == tree.Table && c.Key != "grade" && !(c.Key == "source" && isCites(c)) {
				walk(strings.TrimPrefix(address+"."+c.Key, "."), c)
			}
		}
	}
	walk("", d.root)
	return all
}

// isCites reports whether a key named source cites sources, rather than being
// a system of that name or the sources themselves.
func isCites(n *tree.Node) bool {
	return n != nil && (n.Kind != tree.Table || !slices.ContainsFunc(n.Children, func(c *tree.Node) bool { return c.Kind == tree.Table }))
}

// aside are keys that are no figures: what is said of these, and the years of a
// schedule.
var aside = []string{"grade", "source", "from", "until"}

// gradings reads one table with a grade or a source.
func (d *Document) gradings(address string, n *tree.Node) []Grading {
	t := table{n}
	note, _ := t.text("note")
	grade, cites := n.Child("grade"), n.Child("source")
	var keys []string
	for _, c := range n.Children {
		named := grade != nil && grade.Kind == tree.Table && grade.Child(c.Key) != nil
		if named || !slices.Contains(aside, c.Key) && holdsNumbers(c) {
			keys = append(keys, c.Key)
		}
	}
	if len(keys) == 0 {
		keys = []string{""}
	}
	var all []Grading
	for _, key := range keys {
		g := Grading{Table: address, Key: key, Note: note}
		switch {
		case grade == nil:
		case grade.Kind == tree.Table:
			g.Grade, _ = table{grade}.text(key)
		default:
			g.Grade, _ = t.text("grade")
		}
		var cited []string
		switch {
		case cites == nil:
		case cites.Kind == tree.Table:
			cited, _ = table{cites}.texts(key)
		default:
			cited, _ = t.texts("source")
		}
		for _, k := range cited {
			if s := d.source(k, treatyOf(address)); s != nil {
				g.Sources = append(g.Sources, s)
			}
		}
		if g.Grade != "" || len(g.Sources) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// holdsNumbers reports whether a key holds a number, or numbers by year, date
// or place.
func holdsNumbers(n *tree.Node) bool {
	if n.Kind == tree.Table || n.Kind == tree.Array {
		return slices.ContainsFunc(n.Children, (*tree.Node).IsNumber) &&
			!slices.ContainsFunc(n.Children, func(c *tree.Node) bool { return c.Kind == tree.Table })
	}
	return n.IsNumber()
}

// source finds a source as the reader of the scenario did: in a treaty's tables
// the treaty's own first, then the scenario's; elsewhere the scenario's first,
// then its treaties'.
func (d *Document) source(key, treaty string) *Source {
	var elsewhere *Source
	for _, s := range d.Sources {
		switch {
		case s.Key != key:
		case s.Treaty == treaty:
			return s
		case elsewhere == nil && (treaty == "" || s.Treaty == ""):
			elsewhere = s
		}
	}
	return elsewhere
}

// Parameters names the parameters of a distribution, as in "low, mode, high";
// "" where each of them is a value.
func Parameters(shape ensemble.Shape) string {
	for _, s := range shapes {
		if s.name == shape && s.count > 0 {
			return s.says
		}
	}
	return ""
}
