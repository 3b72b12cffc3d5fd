package scenarios

import (
	"slices"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/arsenal"
)

// sources reads the [source] tables of the scenario and of its treaties.
func (r *resolver) sources() {
	r.cites = map[string]map[string]*Source{}
	read := func(treaty string, t table) {
		r.cites[treaty] = map[string]*Source{}
		for _, u := range t.tables("source") {
			s := &Source{Key: u.n.Key, Treaty: treaty}
			s.Title, _ = u.text("title")
			s.Author, _ = u.text("author")
			s.Publisher, _ = u.text("publisher")
			if d, ok := u.date("published"); ok {
				s.Published = d.String()
			} else if c := u.get("published", tree.Whole); c != nil {
				s.Published = c.Raw
			}
			s.AsOf, _ = u.date("as_of")
			s.Accessed, _ = u.date("accessed")
			s.URL, _ = u.text("url")
			s.Note, _ = u.text("note")
			r.cites[treaty][s.Key] = s
			r.doc.Sources = append(r.doc.Sources, s)
		}
	}
	read("", table{r.root})
	for _, t := range (table{r.root}).tables("treaty") {
		read(t.n.Key, t)
	}
}

// sourceOf finds the source that a key means: for a treaty's tables the
// treaty's own first, then the scenario's; for the scenario's its own, then
// those of its treaties.
func (r *resolver) sourceOf(key, treaty string) *Source {
	if s := r.cites[treaty][key]; s != nil {
		return s
	}
	if treaty != "" {
		return r.cites[""][key]
	}
	for _, tr := range (table{r.root}).tables("treaty") {
		if s := r.cites[tr.n.Key][key]; s != nil {
			return s
		}
	}
	return nil
}

// origin records where a thing stands and how well its table says it is known,
// and returns the mark under which Document.Place finds it. key is the key of
// the table that the thing belongs to.
func (r *resolver) origin(n, of *tree.Node, key, address string) arsenal.Origin {
	pos := n.Source.Pos(n.At.Start)
	p := Place{Address: address, File: n.Source.Name, Line: pos.Line, Col: pos.Col, source: n.Source, span: n.At}
	t := table{of}
	if g := of.Child("grade"); g != nil && !g.Bad {
		switch {
		case g.Kind == tree.Table && key == "":
			p.Grade = worst(g)
		case g.Kind == tree.Table:
			p.Grade, _ = table{g}.text(key)
		default:
			p.Grade, _ = t.text("grade")
		}
	}
	if s := of.Child("source"); s != nil && !s.Bad {
		keys, _ := t.texts("source")
		if s.Kind == tree.Table && key != "" {
			keys, _ = table{s}.texts(key)
		} else if s.Kind == tree.Table {
			for _, c := range s.Children {
				more, _ := table{s}.texts(c.Key)
				keys = append(keys, more...)
			}
		}
		for _, k := range keys {
			if src := r.sourceOf(k, treatyOf(address)); src != nil {
				p.Sources = append(p.Sources, src)
			}
		}
	}
	p.Note, _ = t.text("note")
	r.doc.places = append(r.doc.places, p)
	return arsenal.Origin(len(r.doc.places) - 1)
}

// worst is the worst grade of a table that grades key by key: what a thing as a
// whole is worth.
func worst(grades *tree.Node) string {
	last := -1
	for _, c := range grades.Children {
		last = max(last, slices.Index(format.Grades, c.Text()))
	}
	if last < 0 {
		return ""
	}
	return format.Grades[last]
}

// treatyOf is the treaty in whose table an address lies, or "".
func treatyOf(address string) string {
	if parts := tree.Address(address); parts[0] == "treaty" && len(parts) > 1 {
		return parts[1]
	}
	return ""
}

// citations checks that every source cited exists, and warns of those that
// nothing cites.
func (r *resolver) citations() {
	r.follow(r.root, format.ScenarioKeys, "")
	if r.otherwise {
		return // what cited a source may have gone with the scenario's own law
	}
	for _, treaty := range append([]string{""}, r.treatyIDs()...) {
		of := r.root
		if treaty != "" {
			of = r.root.Child("treaty").Child(treaty)
		}
		for _, t := range (table{of}).tables("source") {
			if s := r.cites[treaty][t.n.Key]; s != nil && !s.Cited && !r.cited[s.Key] {
				r.list.Warnf(diag.UnusedSource, t.n.Source, t.n.At, "nothing cites the source %s", s.Key).
					Hintf("add `source = %q` to the tables whose numbers come from it, or remove it", s.Key)
			}
		}
	}
}

// follow walks a tree along its description and marks the sources that its
// `source` keys cite; a system may be named source and cites nothing by that.
func (r *resolver) follow(n *tree.Node, t *format.Table, treaty string) {
	for _, c := range n.Children {
		k := t.Key(c.Key)
		switch {
		case k == nil:
		case k.Kind == format.Cite && !c.Bad:
			r.mark(c, treaty)
		case k.Kind == format.Fixed:
			r.follow(c, k.Table, treaty)
		case k.Kind == format.Named || k.Kind == format.Addressed:
			for _, e := range c.Children {
				in := treaty
				if k.Table == format.TreatyKeys {
					in = e.Key
				}
				r.follow(e, k.Table, in)
			}
		}
	}
}

func (r *resolver) mark(c *tree.Node, treaty string) {
	switch c.Kind {
	case tree.Table, tree.Array:
		for _, e := range c.Children {
			r.mark(e, treaty)
		}
	case tree.Text:
		s := r.sourceOf(c.Text(), treaty)
		alone := r.laws[c.Source] // a treaty's file is read without the scenario's
		if s != nil && !(alone && s.Treaty == "") {
			s.Cited = true
			return
		}
		if r.lacking {
			return
		}
		var keys []string
		for _, s := range r.doc.Sources {
			if (!alone || s.Treaty == treaty) && !slices.Contains(keys, s.Key) {
				keys = append(keys, s.Key)
			}
		}
		r.unknown(c, "source", c.Text(), keys)
	}
}
