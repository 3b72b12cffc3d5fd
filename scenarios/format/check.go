package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/civil"
)

// Check holds a tree against a table's description and reports every key that
// is unknown, missing, of the wrong kind or out of range. Nodes that are wrong
// are marked Bad, so that later checks can pass over them. Of a partial tree
// (its base could not be read) no key is missed.
func Check(n *tree.Node, t *Table, partial bool, list *diag.List) {
	c := checker{list, partial}
	c.table(n, t, "", "")
}

type checker struct {
	list    *diag.List
	partial bool
}

func (c checker) bad(n *tree.Node, code diag.Code, at diag.Span, format string, args ...any) *diag.Diagnostic {
	n.Bad = true
	return c.list.Errorf(code, n.Source, at, format, args...)
}

// in is " in <where>", or nothing for a file's own keys.
func in(where string) string {
	if where == "" {
		return ""
	}
	return " in " + where
}

// table checks the keys of a table. where names it in messages ("" is the file
// itself), id is the part of that by which tables within it are named.
func (c checker) table(n *tree.Node, t *Table, where, id string) {
	meant := map[string]bool{} // keys that an unknown one was probably meant to be
	for _, child := range n.Children {
		k := t.Key(child.Key)
		if k == nil {
			meant[c.unknown(child, t, n, where)] = true
			continue
		}
		c.value(child, k, t, where, id)
	}
	for _, k := range t.Keys {
		if k.Required && !c.partial && n.Child(k.Name) == nil && !meant[k.Name] {
			d := c.list.Errorf(diag.MissingKey, n.Source, n.At, "%s needs `%s`", subject(t, where), k.Name)
			if k.Example != "" {
				d.Hintf("add a line such as `%s = %s`", k.Name, k.Example)
			}
		}
	}
}

// subject names a table at the beginning of a message.
func subject(t *Table, where string) string {
	if where == "" {
		return t.Name
	}
	return where
}

// unknown reports a key that the table does not have and returns the one that
// was probably meant.
func (c checker) unknown(child *tree.Node, t *Table, parent *tree.Node, where string) string {
	d := c.bad(child, diag.UnknownKey, child.At, "%s has no key `%s`", subject(t, where), child.Key)
	names := t.names()
	near := diag.Nearest(child.Key, names)
	switch {
	case near != "" && parent.Child(near) == nil:
		d.Hintf("did you mean `%s`?", near)
	case near != "":
		d.Hintf("did you mean `%s`? That key stands here already", near)
	default:
		slices.Sort(names)
		d.Hintf("the keys of %s are %s", t.Name, strings.Join(slices.Compact(names), ", "))
	}
	return near
}

// wants reports that a node is not of the kind that its key takes.
func (c checker) wants(n *tree.Node, k *Key, what, where string) {
	d := c.bad(n, diag.WrongType, n.Val, "`%s`%s must be %s, not %s", k.Name, in(where), what, n.Kind)
	switch {
	case n.Kind == tree.Text && (k.Kind == Whole || k.Kind == Number || k.Kind == Weight) && isNumber(n.Text()):
		d.Hintf("write %s without quotation marks", n.Text())
	case n.Kind == tree.Text && k.Kind == Date:
		d.Hintf("write the date without quotation marks, as in %s = 2018-02-05", k.Name)
	case n.Kind == tree.Time && k.Kind == Date:
		d.Hintf("leave the time out, as in %s = %s", k.Name, n.Time().Format("2006-01-02"))
	case n.Kind != tree.Text && n.Kind != tree.Table && n.Kind != tree.Array && k.Kind == Text:
		d.Hintf("write it in quotation marks: %s = \"%s\"", k.Name, n.Raw)
	case n.Kind == tree.Text && (k.Kind == Texts || k.Kind == Choices):
		d.Hintf("write a list: %s = [\"%s\"]", k.Name, n.Text())
	case k.Example != "":
		d.Hintf("as in %s = %s", k.Name, k.Example)
	case k.Kind == Named:
		d.Hintf("as in [%s.a-name]", k.Name)
	}
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	return err == nil
}

func (c checker) value(n *tree.Node, k *Key, t *Table, where, id string) {
	switch k.Kind {
	case Text:
		if n.Kind != tree.Text {
			c.wants(n, k, "text", where)
		}
	case Choice:
		c.choice(n, k, where)
	case Texts, Choices, Dates, Numbers:
		c.array(n, k, where)
	case Date:
		if n.Kind != tree.Date {
			c.wants(n, k, "a date", where)
		} else {
			c.date(n)
		}
	case DateOrYear:
		if n.Kind != tree.Date && n.Kind != tree.Whole {
			c.wants(n, k, "a date or a year", where)
		}
	case Whole:
		if n.Kind == tree.Whole {
			c.inRange(n, k, where)
		} else if n.Kind == tree.Number && n.IsFinite() {
			c.bad(n, diag.NotWhole, n.Val, "`%s`%s must be a whole number, not %s", k.Name, in(where), n.Raw)
		} else if n.Kind == tree.Number {
			c.bad(n, diag.NotFinite, n.Val, "`%s`%s must be a whole number, not %s", k.Name, in(where), n.Raw)
		} else {
			c.wants(n, k, "a whole number", where)
		}
	case Number:
		c.number(n, k, where)
	case Weight:
		if n.Kind == tree.Text {
			c.choice(n, k, where)
		} else {
			c.number(n, k, where)
		}
	case Years:
		c.years(n, k, where)
	case Steps:
		c.steps(n, k, where)
	case Grade, Cite:
		c.basis(n, k, t, where)
	case Fixed:
		if n.Kind != tree.Table {
			c.wants(n, k, "a table", where)
			return
		}
		c.table(n, k.Table, k.Table.Name, "")
	case Named, Addressed:
		c.named(n, k, where, id)
	case Free:
		if n.Kind != tree.Table {
			c.wants(n, k, "a table", where)
		}
	}
}

func (c checker) number(n *tree.Node, k *Key, where string) {
	switch {
	case !n.IsNumber():
		what := "a number"
		if k.Kind == Weight {
			what = "a number, or one of " + strings.Join(k.Choices, ", ")
		}
		c.wants(n, k, what, where)
	case !n.IsFinite():
		c.bad(n, diag.NotFinite, n.Val, "`%s`%s must be a number, not %s", k.Name, in(where), n.Raw)
	default:
		c.inRange(n, k, where)
	}
}

func (c checker) inRange(n *tree.Node, k *Key, where string) {
	x := n.Float()
	switch {
	case k.Signed:
	case x < k.Min, k.AboveMin && x == k.Min:
		least := "at least " + formatRange(k.Min)
		if k.AboveMin {
			least = "more than " + formatRange(k.Min)
		}
		c.bad(n, diag.OutOfRange, n.Val, "`%s`%s must be %s, not %s", k.Name, in(where), least, n.Raw)
	case k.Max > 0 && x > k.Max:
		c.bad(n, diag.OutOfRange, n.Val, "`%s`%s must be at most %s, not %s", k.Name, in(where), formatRange(k.Max), n.Raw)
	}
}

func formatRange(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func (c checker) choice(n *tree.Node, k *Key, where string) {
	if n.Kind != tree.Text {
		c.wants(n, k, "one of "+strings.Join(k.Choices, ", "), where)
		return
	}
	if slices.Contains(k.Choices, n.Text()) {
		return
	}
	d := c.bad(n, diag.BadChoice, n.Val, "`%s`%s cannot be %q", k.Name, in(where), n.Text())
	if near := diag.Nearest(n.Text(), k.Choices); near != "" {
		d.Hintf("did you mean %q?", near)
	} else {
		d.Hintf("it is one of %s", strings.Join(k.Choices, ", "))
	}
}

func (c checker) array(n *tree.Node, k *Key, where string) {
	what := map[Kind]string{Texts: "a list of text", Choices: "a list of text", Dates: "a list of dates", Numbers: "a list of numbers"}[k.Kind]
	if n.Kind != tree.Array {
		c.wants(n, k, what, where)
		return
	}
	one := *k
	for _, e := range n.Children {
		switch k.Kind {
		case Texts:
			if e.Kind != tree.Text {
				c.wants(e, k, what, where)
			}
		case Choices:
			c.choice(e, k, where)
		case Dates:
			if e.Kind != tree.Date {
				c.wants(e, k, what, where)
			}
		case Numbers:
			one.Kind, one.Signed = Number, true
			c.number(e, &one, where)
		}
		n.Bad = n.Bad || e.Bad
	}
}

func (c checker) date(n *tree.Node) {
	if y := n.Time().Year(); y < 1 {
		c.bad(n, diag.BadDate, n.Val, "there is no year %d", y)
	}
}

func (c checker) years(n *tree.Node, k *Key, where string) {
	if n.Kind != tree.Table {
		c.wants(n, k, "a table of years", where)
		return
	}
	if len(n.Children) == 0 {
		c.bad(n, diag.WrongType, n.Val, "`%s`%s names no year", k.Name, in(where)).Hintf("as in %s = %s", k.Name, k.Example)
	}
	one := *k
	one.Kind = Number
	for _, e := range n.Children {
		if !isYear(e.Key) {
			c.bad(e, diag.BadDate, e.At, "%q in `%s`%s is not a year", e.Key, k.Name, in(where)).Hintf("as in %s = %s", k.Name, k.Example)
		}
		one.Name = k.Name + "." + e.Key
		c.number(e, &one, where)
		n.Bad = n.Bad || e.Bad
	}
}

var yearKey = regexp.MustCompile(`^[0-9]{4}$`)

func isYear(s string) bool { return yearKey.MatchString(s) }

func (c checker) steps(n *tree.Node, k *Key, where string) {
	if n.Kind != tree.Table {
		c.wants(n, k, "a table of dates", where)
		return
	}
	if len(n.Children) == 0 {
		c.bad(n, diag.WrongType, n.Val, "`%s`%s names no date", k.Name, in(where)).Hintf("as in %s = %s", k.Name, k.Example)
	}
	one := *k
	one.Kind, one.Choices = Weight, []string{"none"}
	for _, e := range n.Children {
		if _, err := civil.Parse(e.Key); err != nil {
			c.bad(e, diag.BadDate, e.At, "%q in `%s`%s is not a date", e.Key, k.Name, in(where)).Hintf("as in %s = %s", k.Name, k.Example)
		}
		one.Name = k.Name + "." + e.Key
		if e.Kind == tree.Text {
			c.choice(e, &one, where)
		} else {
			c.number(e, &one, where)
		}
		n.Bad = n.Bad || e.Bad
	}
}

// basis checks a grade or a citation: for the whole table, or by key.
func (c checker) basis(n *tree.Node, k *Key, t *Table, where string) {
	if n.Kind == tree.Table {
		for _, e := range n.Children {
			if of := t.Key(e.Key); of == nil || of.Kind == Named || slices.Contains(common, of) {
				c.unknown(e, t, n, where)
				continue
			}
			c.basis1(e, k, where)
			n.Bad = n.Bad || e.Bad
		}
		return
	}
	c.basis1(n, k, where)
}

func (c checker) basis1(n *tree.Node, k *Key, where string) {
	if k.Kind == Grade {
		c.choice(n, k, where)
		return
	}
	if n.Kind == tree.Array {
		for _, e := range n.Children {
			if e.Kind != tree.Text {
				c.wants(e, k, "the key of a [source], or a list of them", where)
			}
			n.Bad = n.Bad || e.Bad
		}
	} else if n.Kind != tree.Text {
		c.wants(n, k, "the key of a [source], or a list of them", where)
	}
}

var (
	bareName  = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	lowerName = regexp.MustCompile(`^[a-z0-9-]+$`)
	upperName = regexp.MustCompile(`^[A-Z0-9-]+$`)
)

// named checks a table of named tables. A table within another carries its
// name: system US.minuteman-3, limit new-start.warheads.
func (c checker) named(n *tree.Node, k *Key, where, id string) {
	if n.Kind != tree.Table {
		c.wants(n, k, "a table of named tables", where)
		return
	}
	if id != "" {
		id += "."
	}
	what := k.Name
	if k.Table == rules {
		what = "rule"
	}
	for _, e := range n.Children {
		if k.Kind == Named {
			c.name(e, k)
		}
		if e.Kind != tree.Table {
			c.bad(e, diag.WrongType, e.At, "`%s.%s` must be a table, not %s", k.Name, e.Key, e.Kind).
				Hintf("as in [%s.a-name]", k.Name)
			continue
		}
		c.table(e, k.Table, what+" "+id+e.Key, id+e.Key)
	}
}

func (c checker) name(e *tree.Node, k *Key) {
	switch style := lowerName; {
	case !bareName.MatchString(e.Key):
		c.bad(e, diag.BadName, e.At, "%q cannot be a name", e.Key).
			Hintf("names are made of letters a to z, digits, hyphens and underscores")
	default:
		want := "lower-case with hyphens"
		if k.Name == "party" {
			style, want = upperName, "upper-case"
		}
		if !style.MatchString(e.Key) {
			c.list.Warnf(diag.NameStyle, e.Source, e.At, "the name of %s is by custom written %s: %s", k.Table.Name, want, e.Key)
		}
	}
}

// IsName reports whether a name can stand in an address.
func IsName(s string) bool { return bareName.MatchString(s) }
