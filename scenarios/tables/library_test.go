package tables_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/civil"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// library lists the library's scenarios.
func library() []string {
	var names []string
	for _, e := range scenarios.Library() {
		if e.Kind == scenarios.KindScenario {
			names = append(names, e.Name)
		}
	}
	return names
}

// runEntry loads a library scenario, which must be without fault or warning, and
// runs it.
func runEntry(t *testing.T, name string) (*scenarios.Document, *sim.Assessment) {
	t.Helper()
	doc, list := scenarios.Load(name, scenarios.Options{})
	for _, d := range list.All() {
		t.Errorf("%s", d)
	}
	if doc == nil {
		t.Fatalf("%s was refused", name)
	}
	a := sim.Assess(sim.Run(doc.Scenario))
	doc.Warn(a, list)
	for _, d := range list.All() {
		t.Errorf("%s", d)
	}
	return doc, a
}

// The tables of every library scenario are those under testdata/golden, and
// there are no others; -update rewrites them.
func TestGolden(t *testing.T) {
	const root = "../testdata/golden"
	want := map[string]bool{}
	for _, name := range library() {
		_, a := runEntry(t, name)
		for _, table := range tables.All(a) {
			path := filepath.Join(root, name, table.Name+".csv")
			want[path] = true
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, table.CSV(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			golden, err := os.ReadFile(path)
			if err != nil {
				t.Errorf("%v; go test ./scenarios/tables -run Golden -update writes it", err)
			} else if string(golden) != string(table.CSV()) {
				t.Errorf("%s: %s differs from %s:\n%s", name, table.Name, path, table.CSV())
			}
		}
	}
	have, err := filepath.Glob(root + "/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range have {
		if !want[path] {
			t.Errorf("%s belongs to no library scenario", path)
		}
	}
}

// Every library scenario makes at least three claims, says why, and they hold.
func TestLibraryClaims(t *testing.T) {
	for _, name := range library() {
		doc, a := runEntry(t, name)
		verdicts := doc.Test(a)
		if len(verdicts) < 3 {
			t.Errorf("%s makes %d claims", name, len(verdicts))
		}
		for _, v := range verdicts {
			if !v.Holds {
				t.Errorf("%s: expect.%s: %s; %s", name, v.Claim.Key, v.Claim, v.Got)
			}
			if v.Claim.Why == "" {
				t.Errorf("%s: expect.%s does not say why", name, v.Claim.Key)
			}
		}
	}
}

// No library file, treaties included, has anything to warn of.
func TestLibraryIsClean(t *testing.T) {
	for _, e := range scenarios.Library() {
		if e.Kind == scenarios.KindRecord {
			continue
		}
		for _, d := range scenarios.Validate(e.Address(), scenarios.Options{}).All() {
			t.Errorf("%s: %s", e.Address(), d)
		}
	}
}

// New START opens as the parties declared it, data of 5 February 2011:
// https://insidedefense.com/insider/nuke-numbers
func TestNewStartOpensAsDeclared(t *testing.T) {
	const source = "https://insidedefense.com/insider/nuke-numbers"
	declared := map[string]float64{
		"US new-start.deployed": 882, "US new-start.warheads": 1800, "US new-start.launchers": 1124,
		"RU new-start.deployed": 521, "RU new-start.warheads": 1537, "RU new-start.launchers": 865,
	}
	doc, a := runEntry(t, "new-start")
	start := civil.Of(2011, 2, 5)
	for _, p := range doc.Record.Points {
		if p.Date != start {
			continue
		}
		name := p.Party.Code + " " + p.Limit.Address()
		if p.Value != declared[name] || p.Source != source {
			t.Errorf("the record has %v for %s, from %s; declared: %v, %s", p.Value, name, p.Source, declared[name], source)
		}
		if f := a.On(start, p.Party, p.Limit); !f.Computable || f.Count != p.Value {
			t.Errorf("new-start opens with %v for %s; declared: %v", f.Count, name, p.Value)
		}
		delete(declared, name)
	}
	for name := range declared {
		t.Errorf("the record has no %s on %s", name, start)
	}
}
