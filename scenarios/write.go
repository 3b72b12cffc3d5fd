package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
)

// Hash identifies what a document was read from: the SHA-256 of the hashes of
// its files and of its --set values, in hexadecimal.
func (d *Document) Hash() string {
	h := sha256.New()
	for _, f := range d.Files {
		fmt.Fprintln(h, f.SHA256)
	}
	for _, s := range append(slices.Clone(d.Set), d.Law...) {
		fmt.Fprintln(h, s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Addresses lists every number, text and date of the scenario by its address,
// its treaties' included.
func (d *Document) Addresses() []string {
	var all []string
	d.root.Walk(func(a []string, n *tree.Node) {
		if n.Kind != tree.Table && n.Kind != tree.Array && a[0] != "format" {
			all = append(all, tree.Join(a))
		}
	})
	return all
}

// WrittenAt is the number or text at an address as it is written; "" where
// nothing is.
func (d *Document) WrittenAt(address string) string {
	if n := d.root.Find(tree.Address(address)); n != nil && inline(n) {
		return value(n)
	}
	return ""
}

// Written reports whether something stands at an address, rather than being
// filled in.
func (d *Document) Written(address string) bool { return d.root.Find(tree.Address(address)) != nil }

// Resolved writes the scenario after extends, defaults, treaties and --set as
// one TOML file that runs to the same tables.
func (d *Document) Resolved() []byte {
	root := d.root.Clone()
	root.Remove([]string{"treaties"})
	d.applyDefaults(root)
	if f := root.Find([]string{"observed", "file"}); f != nil && strings.HasSuffix(f.Text(), KindRecord.ending()) {
		if path, err := filepath.Abs(filepath.Join(filepath.Dir(f.Source.Name), f.Text())); err == nil && !filepath.IsAbs(f.Text()) {
			f.Raw = quote(path)
		}
	}
	var w writer
	w.table(nil, root, false)
	return []byte(strings.TrimLeft(w.String(), "\n"))
}

// At writes what stands at an address as TOML, as At("schedule.us-tubes"). ok is
// false where nothing does; near is then the address that was probably meant.
func (d *Document) At(address string) (text, near string, ok bool) {
	parts := tree.Address(address)
	n := d.root.Find(parts)
	if n == nil {
		var all []string
		d.root.Walk(func(a []string, _ *tree.Node) { all = append(all, tree.Join(a)) })
		return "", diag.Nearest(address, all), false
	}
	var w writer
	if inline(n) {
		fmt.Fprintf(&w, "%s = %s\n", dotted(parts), value(n))
	} else {
		w.table(parts, n, true)
	}
	return strings.TrimLeft(w.String(), "\n"), "", true
}

// applyDefaults moves [defaults] into the schedules that it is for. It stays
// where an uncertainty or a lever is about one of its numbers.
func (d *Document) applyDefaults(root *tree.Node) {
	defaults := root.Child("defaults")
	for _, of := range tree.Abouts {
		for _, c := range children(root.Child(of)) {
			if strings.HasPrefix(c.Key, "defaults.") {
				return
			}
		}
	}
	root.Remove([]string{"defaults"})
	schedules := root.Child("schedule")
	if defaults == nil || schedules == nil {
		return
	}
	for _, s := range schedules.Children {
		for _, def := range defaults.Children {
			rate := s.Child("per_year") != nil || s.Child("percent_per_year") != nil
			if s.Child(def.Key) == nil && !(def.Key == "pace" && rate) {
				s.Children = append(s.Children, def.Clone())
			}
		}
	}
}

func children(n *tree.Node) []*tree.Node {
	if n == nil {
		return nil
	}
	return n.Children
}

// ScheduleTexts returns each schedule as TOML, as a start for a variation.
func (d *Document) ScheduleTexts() []string {
	var all []string
	if schedules := d.root.Child("schedule"); schedules != nil {
		for _, s := range schedules.Children {
			c := s.Clone()
			c.Remove([]string{"source"})
			c.Remove([]string{"grade"})
			c.Remove([]string{"note"})
			var w writer
			w.table([]string{"schedule", s.Key}, c, true)
			all = append(all, strings.TrimLeft(w.String(), "\n"))
		}
	}
	return all
}

// writer writes a tree as TOML. Tables that were written inline stay so.
type writer struct{ strings.Builder }

func inline(n *tree.Node) bool { return n.Kind != tree.Table || n.Raw != "" }

func (w *writer) table(address []string, n *tree.Node, header bool) {
	// The order of tables is that of the results: one in braces behind one with a
	// header gets a header too, and so do all where there is nothing but tables.
	simple, headers := 0, false
	scalar := func(c *tree.Node) bool { return c.Kind != tree.Table }
	tables := !slices.ContainsFunc(n.Children, scalar) && slices.ContainsFunc(n.Children, func(c *tree.Node) bool { return !inline(c) })
	inline := func(c *tree.Node) bool { return inline(c) && (scalar(c) || !headers && !tables) }
	for _, c := range n.Children {
		if inline(c) {
			simple++
		} else {
			headers = true
		}
	}
	headers = false
	if header && (simple > 0 || len(n.Children) == 0) {
		fmt.Fprintf(w, "\n[%s]\n", dotted(address))
	}
	for _, c := range n.Children {
		if inline(c) {
			fmt.Fprintf(w, "%s = %s\n", key(c.Key), value(c))
		} else {
			headers = true
		}
	}
	headers = false
	for _, c := range n.Children {
		if !inline(c) {
			headers = true
			w.table(append(address[:len(address):len(address)], c.Key), c, true)
		}
	}
}

// value writes a value on one line where it was, and as it was spelt.
func value(n *tree.Node) string {
	switch {
	case n.Kind == tree.Table:
		parts := make([]string, len(n.Children))
		for i, c := range n.Children {
			parts[i] = key(c.Key) + " = " + value(c)
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	case n.Raw != "":
		return n.Raw
	}
	return FormatNumber(n.Float())
}

var bare = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func key(s string) string {
	if bare.MatchString(s) {
		return s
	}
	return quote(s)
}

// dotted writes an address as a TOML key.
func dotted(address []string) string {
	keys := make([]string, len(address))
	for i, a := range address {
		keys[i] = key(a)
	}
	return strings.Join(keys, ".")
}

// quote writes text as a TOML string.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
