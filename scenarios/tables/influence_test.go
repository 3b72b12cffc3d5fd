package tables_test

import (
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
	"drawdown/sim/influence"
	"drawdown/sim/sample"
)

// plain counts 100·x, x even over 1 to 3, and of B always 7.
const plain = `
format = 1
title  = "Plain"
start  = 2020-01-01
end    = 2021-01-01
party.A.name = "Aland"
party.A.system.x = { name = "X", type = "icbm", launchers = 100, loading = 2, capacity = 9 }
party.B.name = "Bland"
party.B.system.z = { name = "Z", type = "icbm", launchers = 7, loading = 1 }
[uncertain."party.A.system.x.loading"]
uniform = [1, 3]
[treaty.t]
title    = "T"
short    = "T"
parties  = ["A", "B"]
signed   = 2019-01-01
in_force = 2019-01-01
[treaty.t.limit.w]
name    = "Warheads"
ceiling = { 2020-01-01 = 250 }
count.all = { types = ["icbm"], quantity = "warheads", each = 1 }
`

// The tables of what matters, worked by hand: between 1.1 and 2.9 are nine
// tenths of 1 to 3, one number alone makes all of the variance, and what does not
// vary has no shares of it.
func TestInfluenceTables(t *testing.T) {
	doc, list := scenarios.Load("plain.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(plain)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	k := ensemble.Compile(doc.Study())
	var rows []int
	for i := range k.Rows {
		if k.Rows[i].Date == doc.Scenario.Start {
			rows = append(rows, i)
		}
	}
	a, err := influence.Analyse(t.Context(), k, rows, influence.Options{Rows: 64, Method: sample.Sobol, Trajectories: 4, Levels: 4, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	all := tables.InfluenceTables(doc, a)
	var names []string
	for _, table := range all {
		names = append(names, table.Name)
	}
	if !slices.Equal(names, tables.InfluenceNames) {
		t.Errorf("tables %v, want %v", names, tables.InfluenceNames)
	}
	const input = "party.A.system.x.loading"
	want := map[string]string{
		"swings": "party,treaty,limit,date,input,low,high,at_low,at_middle,at_high\n" +
			"A,t,w,2020-01-01," + input + ",1.1,2.9,110,200,290\nB,t,w,2020-01-01," + input + ",1.1,2.9,7,7,7\n",
		"morris": "party,treaty,limit,date,input,mean,absolute,error,spread\n" +
			"A,t,w,2020-01-01," + input + ",200,200,0,0\nB,t,w,2020-01-01," + input + ",0,0,0,0\n",
	}
	for _, table := range all {
		if w, ok := want[table.Name]; ok && string(table.CSV()) != w {
			t.Errorf("%s:\n%swant\n%s", table.Name, table.CSV(), w)
		}
	}
	indices := all[0]
	if got := strings.SplitN(string(indices.CSV()), "\n", 2)[0]; got != "party,treaty,limit,date,input,first,first_low,first_high,total,total_low,total_high" {
		t.Errorf("columns %s", got)
	}
	for i := 5; i < 11; i++ {
		within := 0.5 // of ends of intervals
		if i == 5 || i == 8 {
			within = 0.05
		}
		if x, ok := indices.Rows[0][i].(float64); !ok || math.Abs(x-1) > within {
			t.Errorf("%s is %v, want 1", indices.Columns[i].Name, indices.Rows[0][i])
		}
		if indices.Rows[1][i] != nil {
			t.Errorf("what does not vary: %s is %v", indices.Columns[i].Name, indices.Rows[1][i])
		}
	}

	// Without rows and trajectories there are no tables of them.
	if a, err = influence.Analyse(t.Context(), k, rows, influence.Options{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	if got := tables.InfluenceTables(doc, a); len(got) != 2 || got[0].Name != "swings" || got[1].Name != "ranges" {
		t.Errorf("%d tables of swings alone", len(got))
	}
}
