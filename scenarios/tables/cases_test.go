package tables_test

import (
	"os"
	"testing"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim"
)

// run reads a scenario and returns its tables as CSV, by name.
func run(t *testing.T, name string, o scenarios.Options) map[string]string {
	t.Helper()
	doc, list := scenarios.Load(name, o)
	for _, d := range list.All() {
		t.Logf("%s", d)
	}
	if doc == nil {
		t.Fatalf("%s was refused", name)
	}
	csv := map[string]string{}
	for _, table := range tables.All(sim.Assess(sim.Run(doc.Scenario))) {
		csv[table.Name] = string(table.CSV())
	}
	return csv
}

// The cases come with tables that an independent implementation worked out.
func TestCases(t *testing.T) {
	for _, name := range []string{"features", "plan-2014"} {
		dir := "../testdata/cases/" + name + "/"
		got := run(t, dir+"scenario.toml", scenarios.Options{})
		for _, table := range []string{"findings", "holdings", "pools", "summary"} {
			want, err := os.ReadFile(dir + table + ".csv")
			if err != nil {
				t.Fatal(err)
			}
			if got[table] != string(want) {
				t.Errorf("%s: %s differs:\n%s", name, table, got[table])
			}
		}
	}
}
