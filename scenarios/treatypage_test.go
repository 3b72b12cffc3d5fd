package scenarios_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"drawdown/scenarios"
)

// laws are the treaties of the library.
func laws() []scenarios.Entry {
	var all []scenarios.Entry
	for _, e := range scenarios.Library() {
		if e.Kind == scenarios.KindTreaty {
			all = append(all, e)
		}
	}
	return all
}

// Every treaty of the library has a page, written from its file, and no page is
// left of one that has gone.
func TestTreatyPagesFresh(t *testing.T) {
	var names []string
	for _, e := range laws() {
		page, err := scenarios.TreatyPage(e)
		if err != nil {
			t.Error(err)
			continue
		}
		names = append(names, e.Name+".md")
		fresh(t, filepath.Join("treaties", e.Name+".md"), page)
	}
	pages, err := filepath.Glob(filepath.Join("treaties", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		if slices.Contains(names, filepath.Base(name)) {
			continue
		}
		if !*update {
			t.Errorf("%s is a page on no treaty of the library; run: go test ./scenarios -run Fresh -update", name)
		} else if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

// The library holds the treaties' files, not the pages on them.
func TestPagesAreNotInTheLibrary(t *testing.T) {
	for _, e := range scenarios.Library() {
		if strings.HasSuffix(e.Path, ".md") {
			t.Errorf("%s is in the library", e.Path)
		}
	}
}

// A page says all that its treaty's file does.
func TestTreatyPageSaysAll(t *testing.T) {
	for _, e := range laws() {
		page, err := scenarios.TreatyPage(e)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := scenarios.LoadTreaty(e)
		if err != nil {
			t.Fatal(err)
		}
		tr := doc.Scenario.Treaties[0]
		has := func(what, text string) {
			if !strings.Contains(page, text) {
				t.Errorf("the page on %s lacks %s %q", e.Name, what, text)
			}
		}
		has("the name", "# "+tr.Short)
		for _, s := range tr.NotLimited {
			has("what is not limited:", s)
		}
		for _, s := range doc.Sources {
			has("the source", s.URL)
		}
		for _, v := range tr.Events {
			has("the event of", v.Date.String())
		}
		for _, l := range tr.Limits {
			has("the limit", l.Name)
			has("the article", l.Article)
			for _, step := range l.Ceiling {
				has("the ceiling of", step.From.String())
			}
			for _, u := range l.Rules {
				has("the rule", "**`"+u.Key+"`**")
				has("the words", u.Says)
				has("the article", u.Article)
			}
		}
		has("its use", "--treaty "+e.Name)
		if strings.Contains(page, "%!") || strings.Contains(page, "None: no system") {
			t.Errorf("the page on %s has a slip in it:\n%s", e.Name, page)
		}
	}
}

func TestTreatyPageOfAnother(t *testing.T) {
	if _, err := scenarios.TreatyPage(*scenarios.Lookup("new-start")); err == nil {
		t.Error("a scenario has a page of a treaty")
	}
}
