package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"drawdown/scenarios"
)

// drawdown runs the program as it is typed.
func drawdown(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if status := Main(args, strings.NewReader(""), &out, &errs); status != exitAnswered {
		t.Fatalf("drawdown %s: status %d: %s", strings.Join(args, " "), status, &errs)
	}
	return out.String()
}

// table runs the program for a table: its rows, by column.
func table(t *testing.T, args ...string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(drawdown(t, append(args, "--format", "csv")...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		rows = append(rows, row)
	}
	return rows
}

// worst is the smallest margin of a tally's findings that bind, and its date.
func worst(findings []map[string]string, of map[string]string) (margin, date string) {
	least := 0.0
	for _, f := range findings {
		if f["party"] != of["party"] || f["treaty"] != of["treaty"] || f["limit"] != of["limit"] || f["status"] != "within" && f["status"] != "exceeds" {
			continue
		}
		if m, _ := strconv.ParseFloat(f["margin"], 64); date == "" || m < least {
			least, margin, date = m, f["margin"], f["date"]
		}
	}
	return margin, date
}

// A point of a sweep is the run with --set, to the cell; its ends of frontiers
// are within, and just not.
func TestSweepIsRun(t *testing.T) {
	for _, test := range [][]string{
		{"new-start", "schedule.us-icbm-deployed.levels.2018", "schedule.us-tubes.levels.2018"},
		{"new-start", "schedule.ru-download.share.2018=0.8:0.9:0.05"},
		{"thousand", "schedule.us-tubes.max_per_year=2:8:2", "schedule.us-icbm-pulled.levels.2036=250:290:20"},
		{"observe", "party.US.system.trident-2.loading=3:9:3"},
	} {
		args := []string{"sweep", test[0]}
		for _, l := range test[1:] {
			args = append(args, "--lever", l)
		}
		rows := table(t, append(args, "--table", "sweep")...)
		var summary, findings []map[string]string
		last := ""
		for _, row := range rows {
			var set []string
			for i := range test[1:] {
				n := strconv.Itoa(i + 1)
				set = append(set, "--set", row["lever"+n]+"="+row["value"+n])
			}
			if key := strings.Join(set, " "); key != last && row["impossible"] == "" {
				last = key
				summary = table(t, append([]string{"run", test[0], "--table", "summary"}, set...)...)
				findings = table(t, append([]string{"run", test[0], "--table", "findings"}, set...)...)
			}
			if row["impossible"] != "" {
				var out, errs bytes.Buffer
				if Main(append([]string{"run", test[0]}, set...), nil, &out, &errs) != exitRefused || !strings.Contains(errs.String(), row["impossible"]) {
					t.Errorf("%v is impossible (%s), but runs", set, row["impossible"])
				}
				continue
			}
			for _, s := range summary {
				if s["party"] != row["party"] || s["treaty"] != row["treaty"] || s["limit"] != row["limit"] {
					continue
				}
				w, on := worst(findings, s)
				kept := map[bool]string{true: "1", false: "0"}[s["exceeds"] == "0"]
				if s["binds"] == "" {
					kept = ""
				}
				for name, want := range map[string]string{
					"worst_margin": w, "worst_on": on, "margin_at_binding": s["margin_at_binding"], "margin_end": s["margin_end"],
					"first_under": s["first_under"], "lasting_under": s["lasting_under"], "kept": kept,
				} {
					if row[name] != want {
						t.Errorf("%v: %s of %s %s is %q, run says %q", set, name, row["party"], row["limit"], row[name], want)
					}
				}
			}
		}
		for _, f := range table(t, append(args, "--table", "frontier")...) {
			for end, within := range map[string]bool{"at": true, "beyond": false} {
				run := []string{"run", test[0], "--table", "findings", "--set", f["lever"] + "=" + f[end]}
				if f["given"] != "" {
					run = append(run, "--set", f["given"]+"="+f["value"])
				}
				w, _ := worst(table(t, run...), f)
				if m, err := strconv.ParseFloat(w, 64); err != nil || m >= 0 != within {
					t.Errorf("%v: %s %s has a margin of %s", run, f["party"], f["limit"], w)
				}
			}
		}
	}
}

// With draws, a point of a lever that is not uncertain is the ensemble with
// --set; one that is uncertain is the ensemble without its range.
func TestSweepIsEnsemble(t *testing.T) {
	compare := func(sweep, ensemble []string) {
		t.Helper()
		kept := table(t, append(ensemble, "--table", "kept", "--draws", "300", "--seed", "3")...)
		n := 0
		for _, row := range table(t, append(sweep, "--table", "sweep", "--draws", "300", "--seed", "3")...) {
			if len(ensemble) > 2 && row["value1"] != ensemble[3][strings.Index(ensemble[3], "=")+1:] {
				continue
			}
			for _, k := range kept {
				if k["party"] == row["party"] && k["treaty"] == row["treaty"] && k["limit"] == row["limit"] {
					n++
					for _, name := range []string{"draws", "probability", "low", "high"} {
						if row[name] != k[name] {
							t.Errorf("%v: %s of %s %s is %s, ensemble says %s", sweep, name, k["party"], k["limit"], row[name], k[name])
						}
					}
				}
			}
		}
		if n == 0 {
			t.Errorf("%v: nothing to compare", sweep)
		}
	}
	const lever = "schedule.us-slbm-loads.levels.2036"
	compare([]string{"sweep", "thousand", "--lever", lever + "=3.4:3.7:0.1"}, []string{"ensemble", "thousand", "--set", lever + "=3.5"})

	doc, _ := scenarios.Load("thousand", scenarios.Options{})
	last := doc.Uncertain[len(doc.Uncertain)-1].Address
	file := filepath.Join(t.TempDir(), "less.toml")
	text := "format = 1\ntitle = \"less\"\nextends = \"thousand\"\ndrop = ['uncertain.\"" + last + "\"']\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	written := doc.WrittenAt(last)
	x, _ := strconv.ParseFloat(written, 64)
	span := last + "=" + scenarios.FormatNumber(x) + ":" + scenarios.FormatNumber(x*1.1)
	compare([]string{"sweep", "thousand", "--lever", span}, []string{"ensemble", file, "--set", last + "=" + written})
}

// With draws and two levers, the ends of every frontier are what the ensemble
// says of both levers set: the limit is kept with the probability, and just not.
func TestSweepFrontierIsEnsemble(t *testing.T) {
	const tubes, icbm = "schedule.us-tubes.levels.2018", "schedule.us-icbm-deployed.levels.2018"
	draws := []string{"--draws", "200", "--seed", "1"}
	rows := table(t, append([]string{"sweep", "new-start", "--lever", tubes + "=224:336:56", "--lever", icbm, "--sure", "0.9", "--table", "frontier"}, draws...)...)
	given := map[string]bool{}
	for _, row := range rows {
		for end, reached := range map[string]bool{"at": true, "beyond": false} {
			args := append([]string{"ensemble", "new-start", "--table", "kept", "--set", row["lever"] + "=" + row[end]}, draws...)
			if row["given"] != "" {
				given[row["limit"]+" "+row["value"]+" "+row["at"]] = true
				args = append(args, "--set", row["given"]+"="+row["value"])
			}
			for _, k := range table(t, args...) {
				if k["party"] != row["party"] || k["limit"] != row["limit"] {
					continue
				}
				if p, err := strconv.ParseFloat(k["probability"], 64); err != nil || p >= 0.9 != reached {
					t.Errorf("%v: %s is kept in %s of draws", args, k["limit"], k["probability"])
				}
			}
		}
	}
	for _, want := range []string{"deployed 224 418", "deployed 280 402", "deployed 336 402", "warheads 280 401"} {
		if !given[want] {
			t.Errorf("no frontier of %s in %v", want, given)
		}
	}
}

// Every lever of the library can be swept; what is said fits 80 columns, and is
// the same with any number of workers.
func TestLeversOfTheLibrary(t *testing.T) {
	for _, e := range scenarios.Library() {
		if e.Kind != scenarios.KindScenario {
			continue
		}
		doc, _ := scenarios.Load(e.Name, scenarios.Options{})
		for i, l := range doc.Levers {
			args := []string{"sweep", e.Name, "--lever", l.Address}
			if i%3 == 1 {
				args = append(args, "--draws", "20", "--sure", "0.8")
			}
			said := drawdown(t, append(args, "--workers", "1")...)
			if i == 0 && said != drawdown(t, append(args, "--workers", "3")...) {
				t.Errorf("%v: more workers say otherwise", args)
			}
			if i == 1 && (e.Name == "new-start" || e.Name == "start-1") {
				said += drawdown(t, append(args, "--lever", doc.Levers[0].Address)...)
			}
			for line := range strings.Lines(said) {
				if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
					t.Errorf("%v: %d columns: %s", args, n, line)
				}
			}
		}
	}
}

// A sweep that is told to stop says so and writes nothing.
func TestSweepStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	p := &program{in: strings.NewReader(""), out: &out, err: &errs}
	dir := filepath.Join(t.TempDir(), "out")
	root := p.root()
	root.SetArgs([]string{"sweep", "new-start", "--lever", "schedule.ru-yars.per_year", "--out", dir})
	if status := p.finish(root.ExecuteContext(ctx)); status != exitRefused || !strings.Contains(errs.String(), "interrupted; nothing was written") {
		t.Errorf("status %d: %s", status, &errs)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("something was written")
	}
}
