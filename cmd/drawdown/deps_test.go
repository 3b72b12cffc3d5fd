package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// depsRules is what may import what. It is a statement of policy: a picture of
// the house, not a list of what happens to be so.
//
// "a, b < c, d" means that c and d may import a and b, and whatever these may.
// A name ending in /... stands for the packages below it too, and these may
// import one another. STD is the standard library but for what reaches the
// world; WORLD is the rest of it.
const depsRules = `
	# The simulator computes. It reaches neither files nor clocks nor nets.
	STD < drawdown/sim/civil;
	STD, drawdown/sim/civil < drawdown/sim/arsenal;
	drawdown/sim/arsenal < drawdown/sim/treaty;
	drawdown/sim/treaty < drawdown/sim;

	# Chance and what it tells, of functions of the unit cube, not of arms.
	STD < drawdown/sim/sample;
	drawdown/sim/sample < drawdown/sim/sensitivity, drawdown/sim/ensemble;

	# What is built on runs, below sim.
	drawdown/sim < drawdown/sim/compare, drawdown/sim/hindcast, drawdown/sim/verdict, drawdown/sim/plan, drawdown/sim/ensemble;
	drawdown/sim/ensemble < drawdown/sim/sweep;
	drawdown/sim/ensemble, drawdown/sim/sensitivity < drawdown/sim/influence;
	drawdown/sim/ensemble, drawdown/sim/sample, drawdown/sim/prim < drawdown/sim/robust;

	# What finds ranges in tables of numbers knows nothing of arsenals.
	STD < drawdown/sim/prim;

	# Bytes to scenarios, results to tables.
	github.com/agnivade/levenshtein < drawdown/scenarios/diag;
	pgregory.net/rapid < drawdown/scenarios/internal/naive;
	drawdown/sim/..., github.com/BurntSushi/toml, WORLD < drawdown/scenarios/...;

	# Results to charts. A chart knows nothing of files of scenarios.
	drawdown/sim/..., gonum.org/v1/plot/..., codeberg.org/go-fonts/..., golang.org/x/image/..., WORLD < drawdown/plots/...;

	# Commands see everything.
	drawdown/scenarios/..., drawdown/plots/..., ANY < drawdown/cmd/...;
`

// reachesTheWorld lists the standard packages (and what is below them) that
// only the two ends of the program use: files, nets, processes, logs, chance.
var reachesTheWorld = []string{"os", "io/fs", "io/ioutil", "net", "log", "syscall", "embed", "path/filepath", "runtime", "plugin", "unsafe", "math/rand", "testing"}

// A rule of depsRules.
type rule struct{ from, to []string }

func parseRules(t *testing.T, text string) []rule {
	t.Helper()
	var lines []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		lines = append(lines, strings.TrimSpace(line))
	}
	var rules []rule
	for _, statement := range strings.Split(strings.Join(lines, " "), ";") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		sides := strings.Split(statement, "<")
		if len(sides) != 2 {
			t.Fatalf("a rule is `a, b < c, d`, not %q", statement)
		}
		names := func(s string) []string {
			var all []string
			for _, n := range strings.Split(s, ",") {
				all = append(all, strings.TrimSpace(n))
			}
			return all
		}
		rules = append(rules, rule{names(sides[0]), names(sides[1])})
	}
	return rules
}

// matches reports whether a package is the one named or, with /..., below it.
func matches(name, pkg string) bool {
	root, below := strings.CutSuffix(name, "/...")
	return pkg == root || below && strings.HasPrefix(pkg, root+"/")
}

// allowed reports whether a package may import another.
func allowed(rules []rule, pkg, imported string) bool {
	return reaches(rules, func(name string) bool { return matches(name, pkg) }, imported, map[string]bool{})
}

// reaches follows the rules to the left from whatever `is` says is meant.
func reaches(rules []rule, is func(name string) bool, imported string, seen map[string]bool) bool {
	for _, r := range rules {
		i := slices.IndexFunc(r.to, is)
		if i < 0 {
			continue
		}
		if strings.HasSuffix(r.to[i], "/...") && matches(r.to[i], imported) {
			return true // side by side
		}
		for _, from := range r.from {
			switch {
			case from == "ANY",
				from == "STD" && isStandard(imported) && !isWorld(imported),
				from == "WORLD" && isStandard(imported),
				matches(from, imported):
				return true
			case seen[from]:
			default:
				seen[from] = true
				if reaches(rules, func(name string) bool { return name == from }, imported, seen) {
					return true
				}
			}
		}
	}
	return false
}

func isStandard(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return !strings.Contains(first, ".") && first != "drawdown"
}

func isWorld(pkg string) bool {
	return slices.ContainsFunc(reachesTheWorld, func(w string) bool { return matches(w+"/...", pkg) })
}

// listed is a package as `go list -json` tells of it.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Deps       []string
}

func list(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,Deps", "drawdown/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// Imports follow the picture.
func TestImports(t *testing.T) {
	rules := parseRules(t, depsRules)
	packages := list(t)
	if len(packages) < 10 {
		t.Fatalf("only %d packages", len(packages))
	}
	for _, p := range packages {
		if !slices.ContainsFunc(rules, func(r rule) bool {
			return slices.ContainsFunc(r.to, func(name string) bool { return matches(name, p.ImportPath) })
		}) {
			t.Errorf("%s has no place in depsRules", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if !allowed(rules, p.ImportPath, imported) {
				t.Errorf("%s may not import %s", p.ImportPath, imported)
			}
		}
	}
}

// The rules refuse what they are there to refuse.
func TestRulesRefuse(t *testing.T) {
	rules := parseRules(t, depsRules)
	for _, c := range []struct {
		pkg, imported string
		want          bool
	}{
		{"drawdown/sim", "drawdown/sim/treaty", true},
		{"drawdown/sim", "drawdown/sim/civil", true},
		{"drawdown/sim", "slices", true},
		{"drawdown/sim", "os", false},
		{"drawdown/sim", "io/fs", false},
		{"drawdown/sim", "net/http", false},
		{"drawdown/sim", "log/slog", false},
		{"drawdown/sim", "pgregory.net/rapid", false},
		{"drawdown/sim", "drawdown/sim/verdict", false},
		{"drawdown/sim/verdict", "drawdown/sim", true},
		{"drawdown/sim/verdict", "os", false},
		{"drawdown/sim/prim", "math/bits", true},
		{"drawdown/sim/prim", "math/rand/v2", false},
		{"drawdown/sim/prim", "drawdown/sim", false},
		{"drawdown/sim/robust", "drawdown/sim/prim", true},
		{"drawdown/sim/robust", "os", false},
		{"drawdown/sim/ensemble", "drawdown/sim/robust", false},
		{"drawdown/sim", "drawdown/scenarios", false},
		{"drawdown/sim/treaty", "drawdown/sim", false},
		{"drawdown/sim/arsenal", "drawdown/sim/treaty", false},
		{"drawdown/sim/civil", "drawdown/sim/arsenal", false},
		{"drawdown/scenarios", "drawdown/sim", true},
		{"drawdown/scenarios", "os", true},
		{"drawdown/scenarios", "drawdown/scenarios/internal/tree", true},
		{"drawdown/scenarios", "drawdown/plots", false},
		{"drawdown/scenarios", "pgregory.net/rapid", false},
		{"drawdown/scenarios/tables", "github.com/agnivade/levenshtein", false},
		{"drawdown/scenarios/tables", "drawdown/cmd/drawdown/internal/cli", false},
		{"drawdown/scenarios", "gonum.org/v1/plot", false},
		{"drawdown/plots", "drawdown/sim/treaty", true},
		{"drawdown/plots", "gonum.org/v1/plot/vg", true},
		{"drawdown/plots", "drawdown/scenarios", false},
		{"drawdown/plots", "github.com/BurntSushi/toml", false},
		{"drawdown/cmd/drawdown", "github.com/spf13/cobra", true},
	} {
		if got := allowed(rules, c.pkg, c.imported); got != c.want {
			t.Errorf("%s may import %s: %v, want %v", c.pkg, c.imported, got, c.want)
		}
	}
}

// The simulator has no clock: package civil knows the calendar, nobody knows
// what time it is, and no other package of the tree imports time.
func TestNoClock(t *testing.T) {
	for _, p := range list(t) {
		if !matches("drawdown/sim/...", p.ImportPath) {
			continue
		}
		if slices.Contains(p.Imports, "time") && p.ImportPath != "drawdown/sim/civil" {
			t.Errorf("%s imports time", p.ImportPath)
		}
		for _, file := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Local"}, s.Sel.Name) {
						t.Errorf("%s uses time.%s", filepath.Join(p.ImportPath, file), s.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

// What a scenario's tables come from does not depend on how they are drawn,
// not even by way of others.
func TestNoPlotsBehindScenarios(t *testing.T) {
	for _, p := range list(t) {
		for _, dep := range p.Deps {
			scenarios, plots := matches("drawdown/scenarios/...", p.ImportPath), matches("drawdown/plots/...", p.ImportPath)
			if scenarios && (matches("drawdown/plots/...", dep) || matches("gonum.org/v1/plot/...", dep)) || plots && matches("drawdown/scenarios/...", dep) {
				t.Errorf("%s depends on %s", p.ImportPath, dep)
			}
		}
	}
}
