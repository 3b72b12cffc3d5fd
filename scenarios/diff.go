package scenarios

import (
	"slices"
	"strings"

	"drawdown/scenarios/internal/tree"
)

// A Difference is an input that is not the same in several scenarios.
type Difference struct {
	Address string
	Values  []string // by document, as written; "" where it is absent, "present" for a whole table
}

// inert are the keys that change no count: what is said about numbers, not the
// numbers.
var inert = []string{
	"title", "summary", "author", "name", "note", "why", "says", "article", "short", "unit",
	"source", "grade", "expect", "meta", "observed", "uncertain", "balance", "lever", "format",
}

// Diff lists by address the inputs in which documents differ. A table that
// some lack stands for all that is in it, unless that is three keys or fewer.
func Diff(docs []*Document) []Difference {
	nodes := make([]*tree.Node, len(docs))
	for i, d := range docs {
		nodes[i] = d.root
	}
	var all []Difference
	diff(nil, nodes, &all)
	return all
}

func diff(address []string, nodes []*tree.Node, all *[]Difference) {
	var keys []string
	for _, n := range nodes {
		if n == nil {
			continue
		}
		for _, c := range n.Children {
			if !slices.Contains(keys, c.Key) && !slices.Contains(inert, c.Key) {
				keys = append(keys, c.Key)
			}
		}
	}
	for _, key := range keys {
		at := append(slices.Clip(address), key)
		children := make([]*tree.Node, len(nodes))
		tables := true
		for i, n := range nodes {
			children[i] = n.Child(key)
			tables = tables && (children[i] == nil && short(nodes, key) || children[i] != nil && children[i].Kind == tree.Table)
		}
		if tables {
			diff(at, children, all)
			continue
		}
		values := make([]string, len(nodes))
		for i, c := range children {
			switch {
			case c == nil:
			case c.Kind == tree.Table && !inline(c):
				values[i] = "present"
			default:
				values[i] = value(c)
			}
		}
		if key == "treaties" || len(slices.Compact(slices.Clone(values))) == 1 {
			continue
		}
		*all = append(*all, Difference{strings.Join(at, "."), values})
	}
}

// short reports whether what some lack is told as briefly key by key.
func short(nodes []*tree.Node, key string) bool {
	leaves := 0
	for _, n := range nodes {
		c := n.Child(key)
		if c == nil {
			continue
		}
		if c.Kind != tree.Table {
			return false
		}
		c.Walk(func(_ []string, n *tree.Node) {
			if n.Kind != tree.Table {
				leaves++
			}
		})
	}
	return leaves <= 3
}
