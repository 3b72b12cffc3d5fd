package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
)

// Schema returns a JSON Schema of the files that a table describes:
// ScenarioKeys or TreatyKeys. Equal descriptions give equal bytes.
//
// An editor turns a TOML file into JSON, dates into text, and holds it against
// the schema. It sees that file alone. So keys are missed only in a file that
// does not extend another, and whatever takes a second file, a second table or
// arithmetic is left to `drawdown validate`.
//
// Two parts stand side by side. The properties say what each key takes and
// means; editors complete from them. Beside them, out of an editor's way, an
// if/then says which keys there have to be. What is not said is said so on
// purpose: editors read the schema as draft 7 too, which passes over keywords
// of later drafts and over whatever stands beside a $ref; and some complete
// nothing from a table with an allOf.
func Schema(t *Table) ([]byte, error) {
	w := schemer{defs: map[string]*object{}}
	word := w.name(t)
	root := &object{}
	root.set("$schema", "https://json-schema.org/draft/2020-12/schema")
	root.set("$id", fmt.Sprintf("urn:drawdown:%s:%s", word, formatRange(t.Key("format").Max)))
	root.set("title", fmt.Sprintf("A drawdown %s, format %s", word, formatRange(t.Key("format").Max)))
	w.shape(root, t)
	root.set("required", []any{"format"}) // in every file, whatever it extends
	w.extends(root, t)
	defs := &object{}
	slices.Sort(w.order)
	for _, name := range w.order {
		defs.set(name, w.defs[name])
	}
	root.set("$defs", defs)
	if w.err != nil {
		return nil, w.err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(root)
	return b.Bytes(), err
}

// schemer collects the parts of a schema that are used more than once.
type schemer struct {
	defs  map[string]*object // nil: asks for nothing
	order []string
	err   error
}

const (
	datePattern = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`
	yearPattern = `^[0-9]{4}$`
	namePattern = `^[A-Za-z0-9_-]+$`
)

// name is what one table is, as a part of a reference: "counting-rule".
func (w *schemer) name(t *Table) string {
	if t == treatyEvents {
		return "treaty-event" // a scenario has events too
	}
	_, noun, _ := strings.Cut(t.Name, " ") // behind the article
	return strings.ReplaceAll(noun, " ", "-")
}

// define adds a part under a name, once, and returns a reference to it; nil
// where the part turns out to be nothing.
func (w *schemer) define(name string, fill func(*object)) *object {
	part, known := w.defs[name]
	if !known {
		part = &object{}
		w.defs[name] = part
		fill(part)
		if len(*part) == 0 {
			part = nil
			w.defs[name] = nil
		} else {
			w.order = append(w.order, name)
		}
	}
	if part == nil {
		return nil
	}
	return of("$ref", "#/$defs/"+name)
}

// shape says which keys a table may have and what each takes.
func (w *schemer) shape(o *object, t *Table) {
	o.set("description", t.Help)
	o.set("type", "object")
	keys := &object{}
	for _, k := range t.Keys {
		keys.set(k.Name, w.key(k, t))
	}
	for _, k := range t.common() {
		if !keys.has(k.Name) { // a file's own `source` is the table of sources
			keys.set(k.Name, w.key(k, t))
		}
	}
	o.set("properties", keys)
	o.set("additionalProperties", false)
}

// table refers to the shape of a table.
func (w *schemer) table(t *Table) *object {
	return w.define(w.name(t), func(o *object) {
		o.set("title", heading(t))
		w.shape(o, t)
	})
}

// key says what a key takes.
func (w *schemer) key(k *Key, t *Table) *object {
	o := &object{}
	if k.Kind != Fixed && k.Kind != Grade && k.Kind != Weight {
		o.set("description", k.describe())
	}
	switch k.Kind {
	case Text:
		o.set("type", "string")
	case Choice:
		o.set("enum", list(k.Choices))
	case Texts:
		k.array(o, of("type", "string"))
	case Choices:
		k.array(o, of("enum", list(k.Choices)))
	case Date:
		date(o, "string")
	case Dates:
		day := &object{}
		date(day, "string")
		k.array(o, day)
	case DateOrYear:
		date(o, []any{"string", "integer"})
		o.set("minimum", 1)
		o.set("maximum", 9999)
	case Whole:
		k.number(o, "integer")
	case Number:
		k.number(o, "number")
	case Numbers:
		k.array(o, of("type", "number"))
	case Years:
		level := &object{}
		k.number(level, "number")
		entries(o, yearPattern, level)
	case Steps:
		most := &object{}
		k.number(most, "number")
		entries(o, datePattern, of("anyOf", []any{most, of("const", "none")}))
	case Weight:
		// Some editors show what is said of an alternative, and not what is said
		// around the alternatives.
		number := of("description", k.describe())
		k.number(number, "number")
		o.set("anyOf", []any{number, of("enum", list(k.Choices))})
	case Grade:
		one := w.define("grade", func(o *object) {
			o.set("description", k.describe())
			o.set("enum", list(k.Choices))
		})
		byKey := of("type", "object")
		w.byKey(byKey, t, one)
		o.set("anyOf", []any{one, byKey})
	case Cite:
		o.set("type", []any{"string", "array", "object"})
		o.set("items", of("type", "string"))
		w.byKey(o, t, w.define("citation", func(o *object) {
			o.set("type", []any{"string", "array"})
			o.set("items", of("type", "string"))
		}))
	case Fixed:
		return w.table(k.Table) // nothing may stand beside a reference
	case Named, Addressed:
		o.set("type", "object")
		names := namePattern
		if k.Kind == Addressed {
			names = `\.` // an address is two keys or more
		}
		o.set("propertyNames", of("pattern", names))
		o.set("additionalProperties", w.table(k.Table))
	case Free:
		o.set("type", "object")
	}
	if v, ok := k.initial(); ok {
		o.set("default", v)
	}
	if k.Example != "" && k.Example != `"..."` {
		o.set("examples", []any{w.example(k)})
	}
	return o
}

// byKey allows a table that says a thing of each key of another.
func (w *schemer) byKey(o *object, t *Table, one *object) {
	keys := &object{}
	for _, k := range t.Keys {
		if k.Kind != Named {
			keys.set(k.Name, one)
		}
	}
	o.set("properties", keys)
	o.set("additionalProperties", false)
}

// describe is a key's help, with what else people ask of it.
func (k *Key) describe() string {
	s := k.Help
	if k.Unit != "" {
		s += " Unit: " + k.Unit + "."
	}
	if k.Default != "" {
		s += " If left out: " + k.Default + "."
	}
	return s
}

// initial is the value that a key has where it is left out, if it is a value
// and not a rule.
func (k *Key) initial() (any, bool) {
	switch k.Kind {
	case Choice:
		return k.Default, slices.Contains(k.Choices, k.Default)
	case Whole, Number, Weight:
		_, err := strconv.ParseFloat(k.Default, 64)
		return json.Number(k.Default), err == nil
	}
	return nil, false
}

// number limits a number to a key's range.
func (k *Key) number(o *object, kind string) {
	o.set("type", kind)
	exact := func(x float64) json.Number { return json.Number(formatRange(x)) }
	switch {
	case k.Signed:
		return
	case k.Max > 0 && k.Min == k.Max:
		o.set("const", exact(k.Min))
		return
	case k.AboveMin:
		o.set("exclusiveMinimum", exact(k.Min))
	default:
		o.set("minimum", exact(k.Min))
	}
	if k.Max > 0 {
		o.set("maximum", exact(k.Max))
	}
}

// array limits a list to what a key says of its length.
func (k *Key) array(o, element *object) {
	o.set("type", "array")
	o.set("items", element)
	if k.Least > 0 {
		o.set("minItems", k.Least)
	}
	if k.Most > 0 {
		o.set("maxItems", k.Most)
	}
	if k.Once {
		o.set("uniqueItems", true)
	}
}

func date(o *object, kind any) {
	o.set("type", kind)
	o.set("format", "date")
	o.set("pattern", datePattern) // not every reader minds the format
}

// entries is a table of which every key is of one pattern.
func entries(o *object, pattern string, value *object) {
	o.set("type", "object")
	o.set("minProperties", 1)
	o.set("patternProperties", of(pattern, value))
	o.set("additionalProperties", false)
}

// extends asks for all that a file needs, or only for what it needs though it
// is laid over another.
func (w *schemer) extends(o *object, t *Table) {
	part, whole := w.demands(t, true), w.demands(t, false)
	o.set("if", of("required", []any{"extends"}))
	if part != nil {
		o.set("then", part)
	}
	if whole != nil {
		o.set("else", whole)
	}
}

// demands says which keys a table needs and which go together; nil: it asks
// for nothing. Of a part everything may be inherited.
func (w *schemer) demands(t *Table, part bool) *object {
	part = part && !t.Alone
	name := "whole-" + w.name(t)
	if part {
		name = "part-of-" + w.name(t)
	}
	return w.define(name, func(o *object) {
		var needed []string
		inner := &object{}
		for _, k := range t.Keys {
			if k.Required && !part {
				needed = append(needed, k.Name)
			}
			within := &object{}
			if k.Kind == Named && k.Least > 0 && !part {
				within.set("minProperties", k.Least)
			}
			if k.Table != nil {
				var demanded *object
				if k.Table.Key("extends") != nil && !part {
					demanded = &object{}
					w.extends(demanded, k.Table)
				} else {
					demanded = w.demands(k.Table, part)
				}
				switch {
				case demanded == nil:
				case k.Kind == Fixed:
					within = demanded
				default:
					within.set("additionalProperties", demanded)
				}
			}
			if len(*within) > 0 {
				inner.set(k.Name, within)
			}
		}
		if len(needed) > 0 {
			o.set("required", list(needed))
		}
		if len(*inner) > 0 {
			o.set("properties", inner)
		}
		var bonds []any
		for _, b := range t.Bonds {
			if s := b.schema(t, part); s != nil {
				bonds = append(bonds, s)
			}
		}
		if len(bonds) > 0 {
			o.set("allOf", bonds)
		}
	})
}

// schema says a bond; of a part only that which nothing inherited can mend.
func (b Bond) schema(t *Table, part bool) *object {
	o := &object{}
	if len(b.One) > 0 {
		one := each(b.One)
		if part {
			one = append(one, of("not", of("anyOf", each(b.One))))
		}
		o.set("oneOf", one)
	}
	switch {
	case part:
	case len(b.Some) == 1:
		o.set("required", list(b.Some))
	case len(b.Some) > 1:
		o.set("anyOf", each(b.Some))
	}
	if len(b.None) > 0 {
		o.set("not", of("anyOf", each(b.None)))
	}
	if len(b.Whole) > 0 {
		keys := &object{}
		for _, name := range b.Whole {
			whole := of("type", "integer")
			switch t.Key(name).Kind {
			case Numbers:
				whole = of("items", whole)
			case Years:
				whole = of("additionalProperties", whole)
			}
			keys.set(name, whole)
		}
		o.set("properties", keys)
	}
	if len(*o) == 0 {
		return nil
	}
	if b.If == "" {
		return o
	}
	when := &object{}
	if len(b.Is) > 0 {
		when.set("properties", of(b.If, of("enum", list(b.Is))))
	}
	when.set("required", []any{b.If})
	return &object{{"if", when}, {"then", o}}
}

// each asks for one key, for each of them.
func each(keys []string) []any {
	all := make([]any, len(keys))
	for i, k := range keys {
		all[i] = of("required", []any{k})
	}
	return all
}

// example is a key's example as an editor would read it.
func (w *schemer) example(k *Key) any {
	var slips diag.List
	root := tree.Parse(&diag.Source{Name: k.Name, Text: "v = " + k.Example}, &slips)
	if root == nil || slips.HasErrors() {
		w.err = fmt.Errorf("the example of the key %s is not TOML: %s", k.Name, k.Example)
		return nil
	}
	return asJSON(root.Child("v"))
}

func asJSON(n *tree.Node) any {
	switch n.Kind {
	case tree.Table:
		o := &object{}
		for _, c := range n.Children {
			o.set(c.Key, asJSON(c))
		}
		return o
	case tree.Array:
		all := make([]any, len(n.Children))
		for i, c := range n.Children {
			all[i] = asJSON(c)
		}
		return all
	case tree.Text:
		return n.Text()
	case tree.Whole:
		return n.Whole()
	case tree.Number:
		return n.Float()
	case tree.Bool:
		return n.Truth()
	}
	return n.Raw // a date or a time, as it is written
}

// object is a JSON object that keeps the order of its members.
type object []property

type property struct {
	key   string
	value any
}

func of(key string, value any) *object { return &object{{key, value}} }

func (o *object) set(key string, value any) { *o = append(*o, property{key, value}) }

func (o *object) has(key string) bool {
	return slices.ContainsFunc(*o, func(m property) bool { return m.key == key })
}

// MarshalJSON writes the members in order.
func (o *object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i, m := range *o {
		b.WriteByte("{,"[min(i, 1)])
		if err := e.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	if len(*o) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func list(words []string) []any {
	all := make([]any, len(words))
	for i, s := range words {
		all[i] = s
	}
	return all
}
