package scenarios_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"drawdown/scenarios"
	"drawdown/scenarios/diag"
	"drawdown/sim"
)

const exampleHead = `format = 1
title  = "Example"
start  = 2020-01-01
end    = 2030-01-01
`

// The list of diagnostics shows what the program says today: each example is a
// small wrong file that is really read.
func TestDiagnosticsFresh(t *testing.T) {
	name, err := filepath.Abs(filepath.Join("diag", "DIAGNOSTICS.md"))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "examples.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i, f := range archive.Files {
		text := strings.Replace(string(f.Data), "@head\n", exampleHead, 1)
		text = strings.Replace(text, "@deep", strings.Repeat("[", 70)+strings.Repeat("]", 70), 1)
		archive.Files[i].Data = []byte(text)
	}
	if err := txtar.Write(archive, dir); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)

	examples := map[diag.Code]string{}
	names, err := filepath.Glob("*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		code := diag.Code(strings.TrimSuffix(name, ".toml"))
		if examples[code] = says(name, code); examples[code] == "" {
			t.Errorf("testdata/examples.txtar: %s does not give the code %s", name, code)
		}
	}
	fresh(t, name, diag.Reference(examples))
}

// says runs a file and returns the first diagnostic of a code, rendered.
func says(name string, code diag.Code) string {
	doc, list := scenarios.Load(name, scenarios.Options{})
	if doc != nil {
		doc.Warn(sim.Assess(sim.Run(doc.Scenario)), list)
	}
	for _, d := range list.All() {
		if d.Code == code {
			var b strings.Builder
			d.Render(&b, false)
			return b.String()
		}
	}
	return ""
}
