package tree

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/BurntSushi/toml"

	"drawdown/scenarios/diag"
)

// The scanner's keys must be those of the library, in the same order, for every
// text that the library accepts.
func FuzzIndex(f *testing.F) {
	files, _ := filepath.Glob("../../*.toml")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{
		"a.b.c = 1\n[x]\ny = { z = [1, {q = 2}], \"quoted key\" = 'x' }\n",
		"[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3",
		"s = \"\"\"x\"\"\"\"\"\nt = '''it's'''\nu = \"a # not a comment\" # a comment\n",
		"d = 2018-02-05\nt = 2018-02-05 10:00:00Z\n",
		"[a . b]\n'c'.d = +1_000\n",
		"x = [ # comment\n 1,\n]\r\ny = inf\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var list diag.List
		src := &diag.Source{Name: "fuzz", Text: text}
		root := Parse(src, &list)
		var values map[string]any
		meta, err := decode(src.Text, &values)
		if err != nil || root == nil {
			if root == nil && !list.HasErrors() {
				t.Fatal("no tree and no error")
			}
			return
		}
		s := scanner{src: src, text: src.Text, root: &Node{}}
		s.document()
		want := meta.Keys()
		if !slices.EqualFunc(s.keys, want, func(a, b toml.Key) bool { return slices.Equal(a, b) }) {
			t.Fatalf("keys %v, the library says %v", s.keys, want)
		}
		root.Walk(func(_ []string, n *Node) {
			p := src.Pos(n.At.Start)
			if p.Line < 1 || p.Col < 1 || n.At.End > len(src.Text) || n.Val.End > len(src.Text) {
				t.Fatalf("%q stands at %v %v", n.Key, n.At, n.Val)
			}
		})
	})
}

// The address of a number splits at its points; one that names a table stays
// whole, and what is written splits the same way again.
func TestAddress(t *testing.T) {
	for _, c := range []struct {
		address string
		want    []string
	}{
		{"end", []string{"end"}},
		{"a.b.c", []string{"a", "b", "c"}},
		{"uncertain", []string{"uncertain"}},
		{"uncertain.a.b.min", []string{"uncertain", "a.b.min"}},
		{`uncertain."a.b"`, []string{"uncertain", "a.b"}},
		{`uncertain.'a.b'`, []string{"uncertain", "a.b"}},
		{`uncertain."a.b".min`, []string{"uncertain", "a.b", "min"}},
		{`balance.'a.b'.total`, []string{"balance", "a.b", "total"}},
		{`lever."a.b".x.y`, []string{"lever", "a.b", "x", "y"}},
		{`lever."a'b".x`, []string{"lever", "a'b", "x"}},
		{`lever.'a"b'.x`, []string{"lever", `a"b`, "x"}},
		{`other."a.b".min`, []string{"other", `"a`, `b"`, "min"}},
		// What is not quoted well is no address of anything.
		{`uncertain."a.b`, []string{"uncertain", `"a.b`}},
		{`uncertain."a.b"min`, []string{"uncertain", `"a.b"min`}},
		{`uncertain.`, []string{"uncertain", ""}},
	} {
		got := Address(c.address)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s is %q, want %q", c.address, got, c.want)
		}
		if again := Address(Join(got)); !slices.Equal(again, got) {
			t.Errorf("%q is joined to %s, which is %q", got, Join(got), again)
		}
	}
}
