package tables_test

import (
	"io"
	"io/fs"
	"testing"

	"drawdown/scenarios"
	"drawdown/scenarios/internal/naive"
)

// A second, naive implementation of the format, written from its text alone,
// must print the same tables for random scenarios.
func TestAgainstNaive(t *testing.T) {
	seeds := uint64(400)
	if testing.Short() {
		seeds = 40
	}
	for seed := range seeds {
		files := naive.Random(seed)
		fsys := files.FS()
		want, err := naive.Run(fsys, naive.Main)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		got := run(t, naive.Main, scenarios.Options{Read: func(name string) (io.ReadCloser, error) { return open(fsys, name) }})
		for name, want := range map[string]string{
			"findings": want.Findings, "holdings": want.Holdings, "pools": want.Pools, "summary": want.Summary,
		} {
			if got[name] != want {
				t.Errorf("seed %d: %s differ\n%s\nwant\n%s\ngot\n%s", seed, name, files, want, got[name])
			}
		}
		if t.Failed() {
			return
		}
	}
}

func open(fsys fs.FS, name string) (io.ReadCloser, error) { return fsys.Open(name) }
