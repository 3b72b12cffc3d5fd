// Package tree reads TOML into an ordered tree that knows where everything
// stands, and lays one tree over another.
//
// BurntSushi/toml finds syntax errors and gives values; it does not say where a
// key is or in which order tables came. So the text is read twice: by that
// library, and by a scanner that only has to follow text already known to be
// well formed.
package tree

import (
	"math"
	"slices"
	"strings"
	"time"

	"drawdown/scenarios/diag"
)

// A Kind is what a node holds.
type Kind uint8

// The kinds of nodes.
const (
	Table Kind = iota
	Array
	Text
	Whole  // a TOML integer
	Number // a TOML float
	Bool
	Date // a local date, such as 2018-02-05
	Time // any other date or time
)

// String names the kind as TOML users do.
func (k Kind) String() string {
	return [...]string{"a table", "a list", "text", "a whole number", "a number with a decimal point", "true or false", "a date", "a date with a time"}[k]
}

// A Node is a key and what it holds, or an element of an array.
type Node struct {
	Key      string
	Kind     Kind
	Children []*Node // of a table in order of first appearance; of an array in order

	text   string // Text
	whole  int64
	number float64
	truth  bool
	time   time.Time

	Source *diag.Source
	At     diag.Span // the key; for an array's element the element
	Val    diag.Span // the value; of a [table] the header's last key
	Raw    string    // a scalar as it is written
	Bad    bool      // something is wrong with it and has been reported

	Partial bool // of a table: what it extends could not be read
}

// Child returns the child of a key, or nil.
func (n *Node) Child(key string) *Node {
	if n == nil || n.Kind != Table {
		return nil
	}
	for _, c := range n.Children {
		if c.Key == key {
			return c
		}
	}
	return nil
}

// Find follows an address from n, or returns nil.
func (n *Node) Find(address []string) *Node {
	for _, key := range address {
		n = n.Child(key)
	}
	return n
}

// Keys are the keys of a table in order.
func (n *Node) Keys() []string {
	keys := make([]string, len(n.Children))
	for i, c := range n.Children {
		keys[i] = c.Key
	}
	return keys
}

// Text returns the value of a Text node.
func (n *Node) Text() string { return n.text }

// NewText returns a Text node that stands in a source.
func NewText(text string, src *diag.Source, at diag.Span) *Node {
	return &Node{Kind: Text, text: text, Source: src, At: at, Val: at}
}

// Whole returns the value of a Whole node.
func (n *Node) Whole() int64 { return n.whole }

// Float returns the value of a Whole or a Number node.
func (n *Node) Float() float64 {
	if n.Kind == Whole {
		return float64(n.whole)
	}
	return n.number
}

// IsNumber reports whether the node is a Whole or a Number.
func (n *Node) IsNumber() bool { return n.Kind == Whole || n.Kind == Number }

// IsFinite reports whether a number is neither nan nor infinite.
func (n *Node) IsFinite() bool {
	return n.Kind == Whole || !math.IsNaN(n.number) && !math.IsInf(n.number, 0)
}

// Truth returns the value of a Bool node.
func (n *Node) Truth() bool { return n.truth }

// Time returns the value of a Date or a Time node.
func (n *Node) Time() time.Time { return n.time }

// SetNumber makes the node a number: a whole one where it is written so.
func (n *Node) SetNumber(x float64, whole bool) {
	if whole {
		n.Kind, n.whole = Whole, int64(x)
	} else {
		n.Kind, n.number = Number, x
	}
	n.Raw = ""
}

// Clone copies a tree. Sources are shared.
func (n *Node) Clone() *Node {
	c := *n
	c.Children = make([]*Node, len(n.Children))
	for i, child := range n.Children {
		c.Children[i] = child.Clone()
	}
	return &c
}

// Remove takes the node at an address out of its table and reports whether it
// was there.
func (n *Node) Remove(address []string) bool {
	table := n.Find(address[:len(address)-1])
	if table == nil || table.Kind != Table {
		return false
	}
	i := slices.IndexFunc(table.Children, func(c *Node) bool { return c.Key == address[len(address)-1] })
	if i < 0 {
		return false
	}
	table.Children = slices.Delete(table.Children, i, i+1)
	return true
}

// Lay lays a tree over n: tables merge key by key, n's keys first; everything
// else is replaced. replaced tells which tables count as one value (the year
// tables of a schedule, the dates of a ceiling); it gets the address.
func (n *Node) Lay(over *Node, address []string, replaced func(address []string) bool) {
	for _, o := range over.Children {
		at := append(slices.Clip(address), o.Key)
		i := slices.IndexFunc(n.Children, func(c *Node) bool { return c.Key == o.Key })
		switch {
		case i < 0:
			n.Children = append(n.Children, o.Clone())
		case n.Children[i].Kind == Table && o.Kind == Table && !replaced(at):
			n.Children[i].Lay(o, at, replaced)
		default:
			n.Children[i] = o.Clone()
		}
	}
}

// Abouts are the tables whose names are addresses themselves.
var Abouts = []string{"uncertain", "balance", "lever"}

// Address splits an address at its points. An address as the name of a table of
// Abouts stays whole: without quotation marks it is all the rest, as in
// uncertain.party.A.system.x.loading; with them keys of the table may follow, as
// in uncertain."party.A.system.x.loading".min.
func Address(s string) []string {
	head, rest, ok := strings.Cut(s, ".")
	if !ok || !slices.Contains(Abouts, head) {
		return strings.Split(s, ".")
	}
	name, keys, quoted := unquote(rest)
	switch {
	case !quoted:
		return []string{head, rest}
	case keys == "":
		return []string{head, name}
	}
	return append([]string{head, name}, strings.Split(keys[1:], ".")...)
}

// unquote takes a name in quotation marks from the beginning of s. Behind it
// there is nothing, or a point and keys.
func unquote(s string) (name, rest string, ok bool) {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return "", "", false
	}
	name, rest, ok = strings.Cut(s[1:], s[:1])
	return name, rest, ok && (rest == "" || rest[0] == '.')
}

// Join writes an address as Address reads it.
func Join(address []string) string {
	if len(address) > 2 && slices.Contains(Abouts, address[0]) {
		about := `"` + address[1] + `"`
		if strings.Contains(address[1], `"`) {
			about = "'" + address[1] + "'"
		}
		return address[0] + "." + about + "." + strings.Join(address[2:], ".")
	}
	return strings.Join(address, ".")
}

// Walk calls f for every key below n with its address, parents first. What
// stands in an array has no address and is passed over.
func (n *Node) Walk(f func(address []string, n *Node)) { n.walk(nil, f) }

func (n *Node) walk(address []string, f func([]string, *Node)) {
	if n.Kind != Table {
		return
	}
	for _, c := range n.Children {
		at := append(slices.Clip(address), c.Key)
		f(at, c)
		c.walk(at, f)
	}
}
