package naive_test

import (
	"os"
	"path"
	"testing"

	"drawdown/scenarios/internal/naive"
)

// The worked cases, byte for byte.
func TestCases(t *testing.T) {
	cases := os.DirFS("../../testdata/cases")
	for _, name := range []string{"plan-2014", "features"} {
		t.Run(name, func(t *testing.T) {
			got, err := naive.Run(cases, path.Join(name, "scenario.toml"))
			if err != nil {
				t.Fatal(err)
			}
			for table, text := range map[string]string{
				"findings": got.Findings, "holdings": got.Holdings, "pools": got.Pools, "summary": got.Summary,
			} {
				want, err := os.ReadFile(path.Join("../../testdata/cases", name, table+".csv"))
				if err != nil {
					t.Fatal(err)
				}
				if text != string(want) {
					t.Errorf("%s:\n%s\nwant:\n%s", table, text, want)
				}
			}
		})
	}
}
