package tables_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"drawdown/scenarios"
	"drawdown/sim"
	"drawdown/sim/civil"
)

// Year tables worked out by hand, for a reader who knows arms control and not
// Go: see scenarios/testdata/years/README.md.
func TestYears(t *testing.T) {
	paths, err := filepath.Glob("../testdata/years/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no year tables", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			checkYears(t, string(text))
		})
	}
}

// A table that is wrong anywhere is found out.
func TestYearsFindsMistakes(t *testing.T) {
	text, err := os.ReadFile("../testdata/years/shortfalls.txtar")
	if err != nil {
		t.Fatal(err)
	}
	right := yearMistakes(t, string(text))
	if len(right) > 0 {
		t.Skip("wrong as it is")
	}
	for _, change := range [][2]string{
		{"US.silo.deployed          8    9    9", "US.silo.deployed          8    9    8"},
		{"US.mine.all count        21   22", "US.mine.all count        21   23"},
		{"US.mine.all status   within exceeds", "US.mine.all status   within within"},
		{"US.pool.all.reserve       5    0", "US.pool.all.reserve       5    1"},
		{"US.gone.launchers", "US.gone.silos"},
		{"2022 US.silo: 10 deployed asked, 9 got, launchers short, schedule.up\n", ""},
		{"10 deployed asked, 9 got, launchers", "10 deployed asked, 8 got, launchers"},
		{"2023 US.boat: 8 deployed", "2023 US.boat: 9 deployed"},
		{"-- years --\n", "-- yeers --\n"},
	} {
		wrong := strings.Replace(string(text), change[0], change[1], 1)
		if wrong == string(text) {
			t.Errorf("shortfalls.txtar has no %q", change[0])
		} else if len(yearMistakes(t, wrong)) == 0 {
			t.Errorf("%q in place of %q goes unnoticed", change[1], change[0])
		}
	}
}

func checkYears(t *testing.T, text string) {
	t.Helper()
	for _, m := range yearMistakes(t, text) {
		t.Error(m)
	}
}

// yearMistakes runs a fixture's scenario and returns what its tables say
// otherwise.
func yearMistakes(t *testing.T, text string) []string {
	t.Helper()
	archive := txtar.Parse([]byte(text))
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	if strings.TrimSpace(string(archive.Comment)) == "" {
		t.Error("the file does not begin with a line that explains it")
	}
	doc, list := scenarios.Load("scenario.toml", scenarios.Options{Read: func(name string) (io.ReadCloser, error) {
		text, ok := files[name]
		if !ok {
			return nil, os.ErrNotExist
		}
		return io.NopCloser(strings.NewReader("format = 1\ntitle = \"A year table\"\n" + text)), nil
	}})
	if doc == nil {
		t.Fatalf("%s", list.All())
	}
	a := sim.Assess(sim.Run(doc.Scenario))
	mistakes := yearTable(a, files["years"])
	return append(mistakes, shortfallNotes(a, files["shortfalls"])...)
}

// yearTable holds a run against a table: a first line of years or dates, then
// a line for each subject with what it is on these dates.
func yearTable(a *sim.Assessment, text string) (mistakes []string) {
	var days []civil.Date
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
			continue
		case days == nil:
			for _, f := range fields {
				days = append(days, day(a, f))
			}
			continue
		case len(fields) < len(days)+1:
			return append(mistakes, fmt.Sprintf("too few columns: %s", line))
		}
		subject := strings.Join(fields[:len(fields)-len(days)], " ")
		for i, want := range fields[len(fields)-len(days):] {
			if got := cell(a, subject, days[i]); got != want {
				mistakes = append(mistakes, fmt.Sprintf("%s on %s is %s, not %s", subject, days[i], got, want))
			}
		}
	}
	if days == nil {
		mistakes = append(mistakes, "there is no year table")
	}
	return mistakes
}

// day reads a date, or a year as the date of its state.
func day(a *sim.Assessment, text string) civil.Date {
	if d, err := civil.Parse(text); err == nil {
		return d
	}
	year, err := strconv.Atoi(text)
	if err != nil {
		panic(text + " is neither a year nor a date")
	}
	start := a.Trajectory.Scenario.Start
	return start.AddYears(year - start.Year())
}

// cell is what a subject is on a date: PARTY.SYSTEM.QUANTITY, PARTY.pool.POOL.STOCK,
// or PARTY.TREATY.LIMIT with count, ceiling, margin or status; "-" where there
// is nothing, "?" for a subject that there is not.
func cell(a *sim.Assessment, subject string, d civil.Date) string {
	s := a.Trajectory.Scenario
	address, what, isLimit := strings.Cut(subject, " ")
	parts := strings.Split(address, ".")
	if isLimit {
		for i := range a.Findings {
			f := &a.Findings[i]
			if f.Date != d || f.Party.Code+"."+f.Limit.Address() != address {
				continue
			}
			margin, hasMargin := f.Margin()
			switch what = strings.TrimSpace(what); what {
			case "count":
				return number(f.Count, f.Computable)
			case "ceiling":
				return number(f.Ceiling, f.HasCeiling)
			case "margin":
				return number(margin, hasMargin)
			case "status":
				return string(f.Status)
			}
			return "?"
		}
		return "-"
	}
	state := &a.Trajectory.States[a.Trajectory.At(d)]
	for _, p := range s.Pools {
		if len(parts) == 4 && parts[1] == "pool" && p.Party.Code == parts[0] && p.Key == parts[2] {
			st := state.Stocks[p.Index]
			stock, ok := map[string]int{"emplaced": st.Emplaced, "reserve": st.Reserve, "retired": st.Retired, "dismantled": st.Dismantled, "produced": st.Produced}[parts[3]]
			if ok {
				return strconv.Itoa(stock)
			}
		}
	}
	for _, sys := range s.Systems {
		if len(parts) == 3 && sys.Party.Code == parts[0] && sys.Key == parts[1] {
			h := state.Holdings[sys.Index]
			quantity, ok := map[string]float64{
				"launchers": float64(h.Launchers), "deployed": float64(h.Deployed), "missiles": float64(h.Missiles),
				"loading": h.Loading, "warheads": float64(h.Warheads),
			}[parts[2]]
			if ok {
				return scenarios.FormatNumber(quantity)
			}
		}
	}
	return "?"
}

func number(x float64, ok bool) string {
	if !ok {
		return "-"
	}
	return scenarios.FormatNumber(x)
}

// shortfallNotes holds the shortfalls of a run against the lines that tell
// them: all of them, in order.
func shortfallNotes(a *sim.Assessment, text string) (mistakes []string) {
	var want, got []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			want = append(want, line)
		}
	}
	for k := range a.Trajectory.States {
		for _, f := range a.Trajectory.States[k].Shortfalls {
			what, why := "deployed", "no schedule"
			if f.Lacking == "warheads" {
				what = "warheads"
			}
			if f.Schedule != nil {
				why = f.Schedule.Address()
			}
			got = append(got, fmt.Sprintf("%d %s: %d %s asked, %d got, %s short, %s", a.Trajectory.Date(k).Year(), f.System.Address(), f.Asked, what, f.Got, f.Lacking, why))
		}
	}
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			mistakes = append(mistakes, "there is no shortfall "+want[i])
		case i >= len(want):
			mistakes = append(mistakes, "a shortfall is not told: "+got[i])
		case want[i] != got[i]:
			mistakes = append(mistakes, fmt.Sprintf("the shortfall is %s\nnot %s", got[i], want[i]))
		}
	}
	return mistakes
}
