package format

import (
	"math"
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
		if k.Required && !c.partial && !n.Partial && n.Child(k.Name) == nil && !meant[k.Name] {
			d := c.list.Errorf(diag.MissingKey, n.Source, n.At, "%s needs `%s`", subject(t, where), k.Name)
			if k.Example != "" {
				d.Hintf("add a line such as `%s = %s`", k.Name, k.Example)
			} else {
				d.Hintf("add a table: this header with .%s.a-name behind it", k.Name)
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
	if c.list.Full() {
		return ""
	}
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
	case n.Kind == tree.Text && (k.Kind == Whole || k.Kind == Number || k.Kind == Weight || k.Kind == Numbers) && isNumber(n.Text()):
		d.Hintf("write %s without quotation marks", tree.Short(n.Text()))
	case n.Kind == tree.Text && isDate(n.Text()) && (k.Kind == Date || k.Kind == Dates || k.Kind == DateOrYear):
		d.Hintf("write %s without quotation marks", n.Text())
	case n.Kind == tree.Text && (k.Kind == Whole || k.Kind == Number || k.Kind == Date) && tree.Slip(n.Text()) != "":
		d.Hint = tree.Slip(n.Text())
	case n.Kind == tree.Text && k.Kind == Date:
		d.Hintf("write a date as year-month-day and without quotation marks, as in %s = 2018-02-05", k.Name)
	case n.Kind == tree.Time && k.Kind == Date && n.Time().Year() > 0:
		d.Hintf("leave the time out, as in %s = %s", k.Name, n.Time().Format("2006-01-02"))
	case n.Kind != tree.Text && n.Kind != tree.Table && n.Kind != tree.Array && k.Kind == Text:
		d.Hintf("write it in quotation marks: %s = \"%s\"", k.Name, tree.Short(n.Raw))
	case n.Kind == tree.Text && (k.Kind == Numbers || k.Kind == Dates):
		d.Hintf("as in %s = %s", k.Name, k.Example)
	case n.Kind == tree.Array && k.Kind == Named:
		d.Hintf("each has a name, in single brackets: [%s.a-name]", k.Name)
	case n.Kind == tree.Text && k.Kind == Named && k.Name == "treaty":
		d.Hintf("did you mean treaties = [%q]?", n.Text())
	case n.Kind == tree.Text && (k.Kind == Texts || k.Kind == Choices):
		d.Hintf("write a list: %s = [\"%s\"]", k.Name, n.Text())
	case k.Example != "":
		name, _, _ := strings.Cut(k.Name, ".")
		d.Hintf("as in %s = %s", name, k.Example)
	case k.Kind == Named || k.Kind == Addressed:
		d.Hintf("as in [%s.a-name]", k.Name)
	case k.Kind == Fixed || k.Kind == Free:
		d.Hintf("it is the header of a table: [%s]", k.Name)
	}
}

// isNumber and isDate report whether a text would be right without its
// quotation marks.
func isNumber(s string) bool { return plainNumber.MatchString(s) }

func isDate(s string) bool {
	_, err := civil.Parse(s)
	return err == nil
}

var plainNumber = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

func (c checker) value(n *tree.Node, k *Key, t *Table, where, id string) {
	if n.Bad {
		return
	}
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
		switch {
		case n.Kind == tree.Date:
			c.date(n)
		case n.Kind != tree.Whole:
			c.wants(n, k, "a date or a year", where)
		case n.Whole() < 1 || n.Whole() > 9999:
			c.bad(n, diag.OutOfRange, n.Val, "`%s`%s must be a year, not %s", k.Name, in(where), n.Raw).Hintf("as in %s = 2018", k.Name)
		}
	case Whole:
		if n.Kind == tree.Whole {
			c.inRange(n, k, where)
		} else if n.Kind == tree.Number && n.IsFinite() {
			d := c.bad(n, diag.NotWhole, n.Val, "`%s`%s must be a whole number, not %s", k.Name, in(where), n.Raw)
			if x := n.Float(); x == math.Trunc(x) && math.Abs(x) < 1e15 {
				d.Hintf("write %s", formatRange(x))
			} else {
				d.Hintf("round it up or down yourself; the program does not guess which way")
			}
		} else if n.Kind == tree.Number {
			c.example(c.bad(n, diag.NotFinite, n.Val, "`%s`%s must be a whole number, not %s", k.Name, in(where), n.Raw), k)
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
	case n.Bad:
	case !n.IsNumber():
		what := "a number"
		if len(k.Choices) == 1 {
			what = "a number, or " + strconv.Quote(k.Choices[0])
		} else if k.Kind == Weight {
			what = "a number, or one of " + strings.Join(k.Choices, ", ")
		}
		c.wants(n, k, what, where)
	case !n.IsFinite():
		c.example(c.bad(n, diag.NotFinite, n.Val, "`%s`%s must be a finite number, not %s", k.Name, in(where), n.Raw), k)
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
		c.example(c.bad(n, diag.OutOfRange, n.Val, "`%s`%s must be %s, not %s", k.Name, in(where), least, n.Raw), k)
	case k.Max > 0 && x > k.Max:
		c.example(c.bad(n, diag.OutOfRange, n.Val, "`%s`%s must be at most %s, not %s", k.Name, in(where), formatRange(k.Max), n.Raw), k)
	}
}

// example hints at how a key's value is written.
func (c checker) example(d *diag.Diagnostic, k *Key) {
	name, _, _ := strings.Cut(k.Name, ".")
	d.Hintf("as in %s = %s", name, k.Example)
	if k.Unit != "" {
		d.Hint += " (" + k.Unit + ")"
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
	d := c.bad(n, diag.BadChoice, n.Val, "`%s`%s cannot be %q", k.Name, in(where), tree.Short(n.Text()))
	if near := diag.Nearest(n.Text(), k.Choices); near != "" {
		d.Hintf("did you mean %q?", near)
	} else if len(k.Choices) == 1 {
		d.Hintf("write a number, or %q", k.Choices[0])
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
		if e.Bad {
			n.Bad = true
			continue
		}
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
			} else if !e.Bad {
				c.date(e)
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
		c.bad(n, diag.BadDate, n.Val, "there is no year %d", y).Hintf("write a date as year-month-day, as in 2018-02-05")
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
		one.Name = k.Name + "." + e.Key
		c.number(e, &one, where)
		if !isYear(e.Key) {
			c.bad(e, diag.BadDate, e.At, "%q in `%s`%s is not a year of four digits", e.Key, k.Name, in(where)).Hintf("as in %s = %s", k.Name, k.Example)
		}
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
		one.Name = k.Name + "." + e.Key
		c.value(e, &one, nil, where, "")
		if _, err := civil.Parse(e.Key); err != nil {
			c.bad(e, diag.BadDate, e.At, "%q in `%s`%s is not a day of the calendar", e.Key, k.Name, in(where)).Hintf("as in %s = %s", k.Name, k.Example)
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
		switch {
		case k.Kind == Named:
			c.name(e, k)
		case !strings.Contains(e.Key, "."):
			c.bad(e, diag.UnknownAddress, e.At, "`%s` takes the address of a number, in quotation marks", k.Name).
				Hintf("as in [%s.%q]", k.Name, spelt(e, k.Table))
			continue
		}
		if e.Kind != tree.Table {
			c.bad(e, diag.WrongType, e.At, "`%s.%s` must be a table, not %s", k.Name, e.Key, e.Kind).
				Hintf("give it a table of its own, with a header that ends in %s.%s]", k.Name, e.Key)
			continue
		}
		c.table(e, k.Table, what+" "+id+e.Key, id+e.Key)
	}
}

// spelt is the address that a chain of tables was probably meant to be, of
// which e is the first.
func spelt(e *tree.Node, t *Table) string {
	address := e.Key
	for e.Kind == tree.Table && len(e.Children) == 1 && t.Key(e.Children[0].Key) == nil {
		e = e.Children[0]
		address += "." + e.Key
	}
	if !strings.Contains(address, ".") {
		return "party.RU.system.ss-18.loading"
	}
	return address
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
			c.list.Warnf(diag.NameStyle, e.Source, e.At, "the name of %s is by custom written %s: %s", k.Table.Name, want, e.Key).
				Hintf("rename it, unless you have a reason")
		}
	}
}

// IsName reports whether a name can stand in an address.
func IsName(s string) bool { return bareName.MatchString(s) }
