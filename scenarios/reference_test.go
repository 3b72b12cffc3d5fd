package scenarios_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"drawdown/scenarios/format"
	"drawdown/scenarios/tables"
)

var update = flag.Bool("update", false, "write goldens and generated documents anew")

// fresh holds a generated document against its file, or writes it anew.
func fresh(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is out of date; run: go test ./scenarios -run Fresh -update", filepath.Base(name))
	}
}

func TestReferenceFresh(t *testing.T) {
	fresh(t, "REFERENCE.md", format.Reference()+"\n"+tables.Reference())
}
