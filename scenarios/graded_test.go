package scenarios

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// What tables say of how well their numbers are known is read key by key.
func TestGradings(t *testing.T) {
	const text = `
format = 1
title  = "graded"
start  = 2020-01-01
end    = 2022-01-01

[source.one]
title = "One"

[source.two]
title = "Two"

[party.A]
name = "A"

[party.A.system.m]
name      = "M"
type      = "icbm"
launchers = 10
deployed  = 8
loading   = 1
grade     = { launchers = "declared", loading = "assumed" }
source    = { launchers = ["one", "two"] }
note      = "why"

[schedule.s]
system   = "A.m"
quantity = "launchers"
levels   = { 2021 = 5 }
grade    = "estimated"
source   = "two"
`
	doc, list := Load("graded.toml", Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	var got []string
	for _, g := range doc.Gradings() {
		var keys []string
		for _, s := range g.Sources {
			keys = append(keys, s.Key)
		}
		got = append(got, fmt.Sprintf("%s %s %s %v %s", g.Table, g.Key, g.Grade, keys, g.Note))
	}
	want := []string{
		"party.A.system.m launchers declared [one two] why",
		"party.A.system.m loading assumed [] why",
		"schedule.s levels estimated [two] ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Every source that the library's main scenario cites is cited by a table with
// numbers or by one that stands for itself.
func TestGradingsReachSources(t *testing.T) {
	doc, _ := Load("new-start", Options{})
	reached := map[*Source]bool{}
	for _, g := range doc.Gradings() {
		for _, s := range g.Sources {
			reached[s] = true
		}
	}
	for _, s := range doc.Sources {
		if s.Cited && !reached[s] {
			t.Errorf("nothing is said of what rests on the source %s", s.Key)
		}
	}
}
