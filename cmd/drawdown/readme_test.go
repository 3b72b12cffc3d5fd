package main_test

import (
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// Where the documents stand, seen from this folder.
const (
	root        = "../.."
	readme      = root + "/README.md"
	readmeChart = root + "/plots/examples/new-start.svg"
)

// shell runs one command line in a folder, with drawdown on the path, and
// returns its output and its exit status.
func shell(t *testing.T, dir, line string) (output string, status int) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the commands are written for a Unix shell")
	}
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return strings.TrimRight(string(out), "\n"), cmd.ProcessState.ExitCode()
}

// fence begins a block: its language and, of a file to be written, its name.
var fence = regexp.MustCompile("^```([a-z]+) ?(.*)$")

// elsewhere are commands that the README shows and that are not tried here:
// they build or test this very program.
var elsewhere = regexp.MustCompile(`^(make|go run|go install|go test)\b`)

// TestREADME does what README.md says, from top to bottom in one empty folder.
//
//	```toml NAME     is written to the file NAME
//	```sh            is run, a command a line, and must succeed
//	```console       is run where a line begins with "$ "; what follows is the
//	                 output to the letter, where a line ... stands for any lines
//
// With -update the outputs are written anew.
func TestREADME(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	lines := strings.Split(string(text), "\n")
	var fresh []string
	commands := 0
	for i := 0; i < len(lines); i++ {
		fresh = append(fresh, lines[i])
		m := fence.FindStringSubmatch(lines[i])
		if m == nil {
			continue
		}
		first := i + 1
		length := slices.Index(lines[first:], "```")
		if length < 0 {
			t.Fatalf("README.md:%d: this block does not end", i+1)
		}
		block := lines[first : first+length]
		i += length
		switch language, name := m[1], m[2]; {
		case language == "toml" && name != "":
			if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(block, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		case language == "sh":
			for k, line := range block {
				line, _, _ = strings.Cut(line, "#")
				if line = strings.TrimSpace(line); line == "" || elsewhere.MatchString(line) {
					continue
				}
				commands++
				if out, status := shell(t, dir, line); status != 0 {
					t.Errorf("README.md:%d: %s: status %d\n%s", first+k+1, line, status, out)
				}
			}
		case language == "console":
			block = console(t, dir, block, first+1)
			commands++
		}
		fresh = append(fresh, block...)
	}
	if commands < 10 {
		t.Errorf("README.md shows %d commands; are its blocks still found?", commands)
	}
	if got := strings.Join(fresh, "\n"); *update && got != string(text) {
		if err := os.WriteFile(readme, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// console runs the commands of a block and returns it with today's output.
func console(t *testing.T, dir string, block []string, at int) []string {
	t.Helper()
	var fresh []string
	for i := 0; i < len(block); {
		command, ok := strings.CutPrefix(block[i], "$ ")
		if !ok {
			t.Errorf("README.md:%d: a console block begins with a command", at+i)
			return block
		}
		end := i + 1
		for end < len(block) && !strings.HasPrefix(block[end], "$ ") {
			end++
		}
		shown := block[i+1 : end]
		out, status := shell(t, dir, command)
		refused := strings.Contains(out, ": error: ") || strings.HasPrefix(out, "drawdown: ")
		if want := map[bool]int{true: 2}[refused]; status != want {
			t.Errorf("README.md:%d: %s: status %d, not %d\n%s", at+i, command, status, want, out)
		}
		got := strings.Split(out, "\n")
		if out == "" {
			got = nil
		}
		today, same := elide(shown, got)
		if !same && !*update {
			t.Errorf("README.md:%d: %s\nprints today (go test ./cmd/drawdown -run README -update writes it anew):\n%s\n\nand not\n%s",
				at+i, command, strings.Join(today, "\n"), strings.Join(shown, "\n"))
		}
		fresh = append(append(fresh, block[i]), today...)
		i = end
	}
	return fresh
}

const ellipsis = "..."

// elide leaves out of an output what is left out of the one shown, and reports
// whether the rest is as shown. Where it is not, it keeps the lines that are
// most like those shown.
func elide(shown, got []string) (today []string, same bool) {
	if !slices.Contains(shown, ellipsis) {
		return got, slices.Equal(shown, got)
	}
	same = true
	next := 0 // in got
	for i := 0; i < len(shown); {
		if shown[i] == ellipsis {
			today = append(today, ellipsis)
			i++
			continue
		}
		end := i
		for end < len(shown) && shown[end] != ellipsis {
			end++
		}
		part := shown[i:end]
		from := next
		switch {
		case i > 0 && end == len(shown):
			from = max(len(got)-len(part), next)
		case i > 0:
			from = likeliest(part, got, next)
		}
		to := min(from+len(part), len(got))
		same = same && slices.Equal(part, got[from:to])
		today = append(today, got[from:to]...)
		next, i = to, end
	}
	return today, same
}

// likeliest finds where in got, from next on, the lines of part stand, or
// those most like them.
func likeliest(part, got []string, next int) int {
	best, most := next, -1
	for p := next; p < len(got); p++ {
		score := 0
		for k := 0; k < len(part) && p+k < len(got); k++ {
			if part[k] == got[p+k] {
				score += 1000
				continue
			}
			for j := 0; j < min(len(part[k]), len(got[p+k])) && part[k][j] == got[p+k][j]; j++ {
				score++
			}
		}
		if score > most {
			best, most = p, score
		}
	}
	return best
}

// The chart at the top of the README is what the program draws today.
func TestREADMEChart(t *testing.T) {
	dir := t.TempDir()
	if out, status := shell(t, dir, "drawdown run new-start --out out --charts svg"); status != 0 {
		t.Fatal(out)
	}
	got, err := os.ReadFile(filepath.Join(dir, "out", "limits.svg"))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(readmeChart), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(readmeChart, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(readmeChart)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("plots/examples/new-start.svg is not what the program draws today; run: go test ./cmd/drawdown -run README -update")
	}
}

// The commands that the README shows and that are not run have targets.
func TestREADMEMake(t *testing.T) {
	text, err := os.ReadFile(root + "/Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"run", "test", "bench", "dist"} {
		if !regexp.MustCompile(`(?m)^` + target + `:`).Match(text) {
			t.Errorf("the Makefile has no target %s", target)
		}
	}
}

// The README compares the simulated counts of 5 February 2018 with the
// declared ones: | warheads | 1,540 | 1,350 | 1,534 | 1,444 |.
func TestREADMEComparison(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| (deployed|warheads|launchers) \| ([0-9,]+) \| ([0-9,]+) \| ([0-9,]+) \| ([0-9,]+) \|$`)
	rows := row.FindAllStringSubmatch(string(text), -1)
	if len(rows) != 3 {
		t.Fatalf("the comparison has %d rows, not 3", len(rows))
	}
	simulated := column(t, "drawdown run new-start --table findings --format csv", 2, 3, 4)
	declared := column(t, "drawdown show records/new-start-exchange", -1, 2, 3)
	for _, r := range rows {
		for i, party := range []string{"US", "RU"} {
			key := party + " new-start." + r[1]
			for k, have := range []map[string]string{simulated, declared} {
				if shown := strings.ReplaceAll(r[2+2*i+k], ",", ""); shown != have[key] {
					t.Errorf("%s: the README has %s, it is %s", key, shown, have[key])
				}
			}
		}
	}
}

// column reads the figures of 5 February 2018 from a CSV table: by party and
// limit. The columns are those of the treaty (-1: part of the limit), the
// limit and the figure.
func column(t *testing.T, command string, treaty, limit, figure int) map[string]string {
	t.Helper()
	out, status := shell(t, t.TempDir(), command)
	if status != 0 {
		t.Fatal(out)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, row := range rows {
		if row[0] != "2018-02-05" {
			continue
		}
		key := row[limit]
		if treaty >= 0 {
			key = row[treaty] + "." + key
		}
		all[row[1]+" "+key] = row[figure]
	}
	return all
}

// The example of a citation names today's version and today's file.
func TestREADMECitation(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	scenario, err := os.ReadFile(root + "/scenarios/new-start.toml")
	if err != nil {
		t.Fatal(err)
	}
	version, _ := shell(t, t.TempDir(), "drawdown --version")
	want := fmt.Sprintf("> Simulated with %s (the drawdown authors) from the scenario \"New START, 2011 to 2026\" (new-start.toml, SHA-256 %.4x…)",
		version, sha256.Sum256(scenario))
	example := regexp.MustCompile(`> Simulated with .*…\)`)
	if *update {
		fresh := example.ReplaceAllLiteral(text, []byte(want))
		if err := os.WriteFile(readme, fresh, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := string(example.Find(text)); got != want {
		t.Errorf("the example reads\n%s\nand not\n%s", got, want)
	}
}

// Every module that go.mod asks for directly is in the table of dependencies,
// under its path without the version's suffix, and the other way round.
func TestREADMEDependencies(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(root + "/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n## Dependencies\n")
	table, _, _ = strings.Cut(table, "\n## ")
	needed := regexp.MustCompile(`(?m)^(?:require )?\s*([a-z][^\s]*\.[^\s]*/[^\s]+) v[^\s]+( // indirect)?$`)
	version := regexp.MustCompile(`/v[0-9]+$`)
	direct := 0
	known := map[string]bool{}
	for _, m := range needed.FindAllStringSubmatch(string(mod), -1) {
		path := m[1]
		if !strings.HasPrefix(path, "gonum.org/") {
			path = version.ReplaceAllString(path, "")
		}
		known[path] = true
		if m[2] != "" {
			continue
		}
		direct++
		if !regexp.MustCompile(`(?m)^\|.*\b` + regexp.QuoteMeta(path) + `[ ,]`).MatchString(table) {
			t.Errorf("README.md does not name %s, which go.mod requires", path)
		}
	}
	if direct < 10 {
		t.Errorf("go.mod has %d direct requirements; are they still found?", direct)
	}
	for _, path := range regexp.MustCompile(`[a-z.]+\.[a-z]+/[A-Za-z0-9/-]+`).FindAllString(table, -1) {
		if !known[path] {
			t.Errorf("README.md names %s, which go.mod does not require", path)
		}
	}
}

// Every file that --out writes is in the README: charts by their kind, in
// backticks.
func TestREADMENames(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, line := range []string{
		"drawdown run new-start --out out",
		"drawdown compare thousand thousand-late --out both",
	} {
		if out, status := shell(t, dir, line); status != 0 {
			t.Fatalf("%s: status %d\n%s", line, status, out)
		}
	}
	written, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(written) < 20 {
		t.Fatalf("%d files, %v", len(written), err)
	}
	for _, file := range written {
		name := filepath.Base(file)
		if filepath.Base(filepath.Dir(file)) == "both" && strings.HasSuffix(name, ".csv") {
			continue // "its own tables"
		}
		if name = strings.TrimSuffix(name, ".svg"); !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("README.md does not name %s", name)
		}
	}
}

// What the README links to in this repository is there: files, and headings.
func TestREADMELinks(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(string(text), -1)
	if len(links) < 20 {
		t.Errorf("README.md has %d links; are they still found?", len(links))
	}
	for _, m := range links {
		switch to := m[1]; {
		case strings.HasPrefix(to, "https://"):
		default:
			file, heading, anchored := strings.Cut(to, "#")
			if file == "" {
				file = "README.md"
			}
			if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				t.Errorf("README.md links to %s, which is not there", to)
			} else if anchored && !headings(t, filepath.Join(root, file))[heading] {
				t.Errorf("README.md links to %s, and there is no such heading", to)
			}
		}
	}
}

// headings are the anchors of a document's headings.
func headings(t *testing.T, name string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(string(text), -1) {
		plain := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		anchors[strings.ReplaceAll(plain, " ", "-")] = true
	}
	return anchors
}
