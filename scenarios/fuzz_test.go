package scenarios_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim"
)

// corpus returns scenarios to spoil, and the files by their last name that
// these name.
func corpus(t testing.TB) (texts []string, files map[string]string) {
	t.Helper()
	files = map[string]string{}
	for _, root := range []string{"testdata/cases", "testdata/gallery"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			files[d.Name()] = string(text)
			if path.Ext(name) == ".toml" && !strings.Contains(name, "syntax") {
				texts = append(texts, string(text))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range scenarios.Library() {
		if e.Kind != scenarios.KindRecord {
			texts = append(texts, e.Text())
		}
	}
	return append(texts, good), files
}

// holds loads a text as a scenario and tests what must be true of any text.
func holds(t testing.TB, text string, files map[string]string, set ...string) (loads bool) {
	t.Helper()
	begin := time.Now()
	o := scenarios.Options{Set: set, Read: func(name string) (io.ReadCloser, error) {
		name = filepath.ToSlash(name)
		other, ok := files[path.Base(name)]
		switch {
		case name == "main.toml":
			other = text
		case !ok:
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(other)), nil
	}}
	doc, list := scenarios.Load("main.toml", o)
	if (doc == nil) != list.HasErrors() {
		t.Fatalf("a document: %t, errors: %v", doc != nil, list.All())
	}
	for _, d := range list.All() {
		p := d.Pos()
		if p.Line < 1 || p.Col < 1 || d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(d.Source.Text)+1 {
			t.Fatalf("%s stands at %v", d, d.Span)
		}
		if d.Message == "" || d.Hint == "" || d.Source.Name == "" {
			t.Fatalf("%s: hint %q", d, d.Hint)
		}
		if r := d.Related; r != nil && (r.Source == nil || r.Span.Start > len(r.Source.Text)) {
			t.Fatalf("%s: related %v", d, r)
		}
	}
	list.Render(io.Discard, true)
	scenarios.Validate("main.toml", o).Render(io.Discard, false)
	if doc != nil {
		want := runs(t, doc)
		text = string(doc.Resolved())
		o.Set = nil
		again, list := scenarios.Load("main.toml", o)
		if again == nil {
			t.Fatalf("as resolved it has errors: %v\n%s", list.All(), text)
		}
		if got := runs(t, again); got != want {
			t.Fatalf("as resolved it runs to\n%s\nnot to\n%s\n%s", got, want, text)
		}
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Fatalf("took %v", took)
	}
	return doc != nil
}

// runs runs a scenario that loads: its numbers stay within what there can be,
// and no warhead is lost. It returns the tables.
func runs(t testing.TB, doc *scenarios.Document) string {
	t.Helper()
	s := doc.Scenario
	trajectory := sim.Run(s)
	first := make([]int, len(s.Pools))
	for k := range trajectory.States {
		st := &trajectory.States[k]
		for i, h := range st.Holdings {
			sys := s.Systems[i]
			if h.Deployed < 0 || h.Deployed > h.Launchers || sys.HasMissiles && h.Deployed > h.Missiles || h.Warheads < 0 ||
				math.IsNaN(h.Loading) || h.Loading < 0 || h.Loading > sys.Capacity {
				t.Fatalf("%s in state %d: %+v", sys.Address(), k, h)
			}
		}
		for i, p := range st.Stocks {
			sum := p.Emplaced + p.Reserve + p.Retired + p.Dismantled - p.Produced
			if k == 0 {
				first[i] = sum
			}
			if sum != first[i] || min(p.Emplaced, p.Reserve, p.Retired, p.Dismantled, p.Produced) < 0 {
				t.Fatalf("%s in state %d: %+v is %d, at the start %d", s.Pools[i].Address(), k, p, sum, first[i])
			}
		}
	}
	a := sim.Assess(trajectory)
	for _, f := range a.Findings {
		if f.Computable && (math.IsNaN(f.Count) || math.IsInf(f.Count, 0)) {
			t.Fatalf("%s of %s on %s: %v", f.Limit.Address(), f.Party.Code, f.Date, f.Count)
		}
	}
	var all strings.Builder
	for _, table := range tables.All(a) {
		csv := table.CSV()
		all.Write(csv)
		if bytes.Contains(csv, []byte("NaN")) || bytes.Contains(csv, []byte("Inf")) {
			t.Fatalf("%s", csv)
		}
	}
	doc.Test(a)
	return all.String()
}

// Whatever stands in a file, reading it ends, in a document or in errors.
func FuzzLoad(f *testing.F) {
	texts, files := corpus(f)
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200_000 {
			t.Skip("large files have their own test")
		}
		holds(t, text, files)
	})
}

// Slips of the kind that people make, in files that were right: lines lost,
// moved and doubled, and one word or number in the place of another.
func FuzzSlips(f *testing.F) {
	texts, files := corpus(f)
	for seed := range uint64(200) {
		f.Add(seed)
	}
	var words []string
	for _, text := range texts {
		words = append(words, strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n\t,={}[]", r) })...)
	}
	words = append(words, "0", "-1", "1", "1000000", "1e6", "1e308", "-1e308", "1e-320", "0.5", "nan", "9999", "2020", "9999-12-31", "0001-01-01", "2020-02-29",
		`"US.*"`, `"*"`, `"."`, `""`, `"none"`, "true", "{}", "[]", `"main.toml"`, `"made-up.toml"`, `"base.toml"`, `"new-start"`, "\"source\"", "source", "meta", "''", "-0.0")
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := rand.New(rand.NewPCG(seed, 0))
		text := texts[g.IntN(len(texts))]
		lines := strings.Split(text, "\n")
		for range 1 + g.IntN(6) {
			i, j := g.IntN(len(lines)), g.IntN(len(lines))
			switch g.IntN(8) {
			case 0:
				lines = slices.Delete(lines, i, i+1)
			case 1:
				lines = slices.Insert(lines, i, lines[j])
			case 2:
				lines[i], lines[j] = lines[j], lines[i]
			case 3:
				other := strings.Split(texts[g.IntN(len(texts))], "\n")
				lines = slices.Insert(lines, i, other[g.IntN(len(other))])
			default:
				if key, _, ok := strings.Cut(lines[i], "="); ok && g.IntN(2) == 0 {
					lines[i] = key + "= " + words[g.IntN(len(words))]
				} else if fields := strings.Fields(lines[i]); len(fields) > 0 {
					lines[i] = strings.Replace(lines[i], strings.Trim(fields[g.IntN(len(fields))], ",[]"), words[g.IntN(len(words))], 1)
				}
			}
			if len(lines) == 0 {
				break
			}
		}
		var set []string
		for g.IntN(3) == 0 {
			set = append(set, words[g.IntN(len(words))]+"."+words[g.IntN(len(words))]+"="+words[g.IntN(len(words))])
		}
		holds(t, strings.Join(lines, "\n"), files, set...)
	})
}

// Numbers of every size in every place of a scenario that is right: it loads
// and runs, or says why not.
func FuzzNumbers(f *testing.F) {
	_, files := corpus(f)
	names := []string{"testdata/cases/features/base.toml", "testdata/cases/features/scenario.toml", "testdata/cases/plan-2014/scenario.toml"}
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := rand.New(rand.NewPCG(seed, 1))
		text, err := os.ReadFile(names[g.IntN(len(names))])
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		for range 1 + g.IntN(10) {
			i := g.IntN(len(lines))
			fields := strings.Fields(lines[i])
			for k, word := range fields {
				if _, err := strconv.ParseFloat(strings.Trim(word, ","), 64); err == nil && k > 1 && fields[0] != "format" {
					fields[k] = strings.Replace(word, strings.Trim(word, ","), number(g), 1)
					lines[i] = strings.Join(fields, " ")
					break
				}
			}
		}
		holds(t, strings.Join(lines, "\n"), files)
	})
}

func number(g *rand.Rand) string {
	switch g.IntN(6) {
	case 0:
		return fmt.Sprint(g.IntN(3))
	case 1:
		return fmt.Sprint(g.IntN(1_000_001))
	case 2:
		return fmt.Sprint(2015 + g.IntN(25))
	case 3:
		return strconv.FormatFloat(g.NormFloat64()*math.Pow(10, float64(g.IntN(300))), 'e', -1, 64)
	case 4:
		return strconv.FormatFloat(g.NormFloat64()*100, 'f', 2, 64)
	}
	return fmt.Sprint(g.IntN(400) - 200)
}

// Rates and shares may be any finite number; what they ask for is held to what
// there can be.
func TestRunaway(t *testing.T) {
	const text = `format = 1
title = "Runaway"
start = 2020-01-01
end   = 2220-01-01
[party.US]
name = "United States"
[party.US.system.a]
name = "A"
type = "icbm"
launchers = 1000000
missiles = 1000000
loading = 10
capacity = 1000000
[party.US.pool.p]
reserve = 1000000
produce_per_year = 1000000
`
	for _, q := range []string{"launchers", "missiles", "deployed", "loading"} {
		for _, way := range []string{
			"share = { 2022 = 1e308, 2024 = -1e308, 2026 = 1e308 }", "share = { 2022 = 1e308, 2025 = 0.5 }\npace = \"step\"", "share = { 2022 = -1e308, 2026 = 1e308 }\npace = \"s-curve\"",
			"per_year = 1e308", "per_year = -1e308", "percent_per_year = 1e308", "percent_per_year = -1e308", "percent_per_year = -100", "percent_per_year = -250\nto = 3",
		} {
			schedule := "[schedule.s]\nsystem = \"US.a\"\nquantity = \"" + q + "\"\n" + way + "\n"
			if !holds(t, text+schedule, nil) {
				t.Errorf("does not load:\n%s", schedule)
			}
		}
	}
}
