package tables_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"drawdown/scenarios"
	"drawdown/scenarios/internal/naive"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/ensemble"
	"drawdown/sim/sample"
)

// blurred lays random uncertainties over a scenario: any of its numbers, up to
// eight of them, spread near what is written. Many a member cannot be; that is
// for the caller to pass over.
func blurred(rng *rand.Rand, fsys fs.FS, main string) *scenarios.Document {
	read := func(name string) (io.ReadCloser, error) { return fsys.Open(name) }
	doc, _ := scenarios.Load(main, scenarios.Options{Read: read})
	if doc == nil {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "format = 1\ntitle = \"Blurred\"\nextends = %q\n", main)
	addresses := doc.Addresses()
	taken := map[string]bool{}
	for range 200 {
		address := addresses[rng.IntN(len(addresses))]
		_, written, ok := strings.Cut(strings.TrimSpace(textAt(doc, address)), " = ")
		x, err := strconv.ParseFloat(written, 64)
		if !ok || err != nil || taken[address] || strings.HasPrefix(address, "expect") || strings.HasPrefix(address, "uncertain") || strings.HasPrefix(address, "lever") {
			continue
		}
		taken[address] = true
		spread := 1 + float64(int(0.2*x))
		if spread < 0 {
			spread = 1 - spread
		}
		switch {
		case strings.HasSuffix(address, ".delay"), strings.HasSuffix(address, ".from"), strings.HasSuffix(address, ".until"):
			fmt.Fprintf(&b, "[uncertain.%q]\nintegers = [%d, %d]\n", address, int(x)-rng.IntN(2), int(x)+rng.IntN(4))
		case x == float64(int(x)) && rng.IntN(2) == 0:
			fmt.Fprintf(&b, "[uncertain.%q]\nintegers = [%d, %d]\n", address, int(x-spread), int(x+spread))
		case rng.IntN(4) == 0:
			fmt.Fprintf(&b, "[uncertain.%q]\nchoice = [%v, %v, %v]\n", address, x, x+spread/2, x+spread)
		case rng.IntN(2) == 0:
			fmt.Fprintf(&b, "[uncertain.%q]\ntriangular = [%v, %v, %v]\n", address, x-spread/3, x, x+spread)
		default:
			fmt.Fprintf(&b, "[uncertain.%q]\nuniform = [%v, %v]\n", address, x-spread, x+spread)
		}
		if len(taken) == 8 {
			break
		}
	}
	over := fstest.MapFS{"blurred.toml": {Data: []byte(b.String())}}
	doc, _ = scenarios.Load("blurred.toml", scenarios.Options{Read: func(name string) (io.ReadCloser, error) {
		if f, err := over.Open(name); err == nil {
			return f, nil
		}
		return fsys.Open(name)
	}})
	return doc
}

func textAt(doc *scenarios.Document, address string) string {
	text, _, _ := doc.At(address)
	return text
}

// The fast way to a member's counts and the plain one agree in every unit, on
// random scenarios in which any number is uncertain.
func TestKernelAgreesWithThePlainStep(t *testing.T) {
	scenarioSeeds, members := uint64(400), 24
	if testing.Short() {
		scenarioSeeds = 60
	}
	compared, varied := 0, 0
	for seed := range scenarioSeeds {
		rng := rand.New(rand.NewPCG(seed, 1))
		files := naive.Random(seed)
		doc := blurred(rng, files.FS(), naive.Main)
		if doc == nil {
			continue
		}
		study := doc.Study()
		fast, plain := ensemble.Compile(study).Runner(), study.Member()
		values := make([]float64, len(study.Inputs))
		for range members {
			for i, in := range study.Inputs {
				values[i] = in.Quantile(rng.Float64())
			}
			invalid := plain.Set(values)
			if other := fast.Run(values); (other == nil) != (invalid == nil) {
				t.Fatalf("seed %d: %v and %v", seed, invalid, other)
			}
			if invalid != nil {
				continue
			}
			compared++
			varied += agree(t, fast, plain.Scenario, func() string {
				return fmt.Sprintf("seed %d, values %v of %v\n%s", seed, values, addressesOf(study), files)
			})
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("%d members compared, %d counts varied", compared, varied)
	if compared < int(scenarioSeeds)*members/4 || varied < compared {
		t.Errorf("only %d members were compared, and %d counts differed from the written ones", compared, varied)
	}
}

func addressesOf(s *ensemble.Study) []string {
	var all []string
	for _, in := range s.Inputs {
		all = append(all, in.Address+" "+in.String())
	}
	return all
}

// agree compares a member worked out fast with its plain run, and returns how
// many of its counts differ from those with the written values.
func agree(t *testing.T, fast *ensemble.Runner, sc *sim.Scenario, where func() string) (varied int) {
	t.Helper()
	a := sim.Assess(sim.Run(sc))
	written := fast.Kernel().Base.Findings
	for row := range a.Findings {
		f := &a.Findings[row]
		count, ok := fast.Count(row)
		if ok != f.Computable || ok && count != f.Count {
			t.Errorf("%s %s %s: fast %v %v, plain %v %v\n%s", f.Date, f.Party.Code, f.Limit.Address(), count, ok, f.Count, f.Computable, where())
			return varied
		}
		margin, ok := fast.Margin(row)
		if want, wantOK := f.Margin(); ok != wantOK || ok && margin != want {
			t.Errorf("%s %s %s: margin fast %v %v, plain %v %v\n%s", f.Date, f.Party.Code, f.Limit.Address(), margin, ok, want, wantOK, where())
			return varied
		}
		if binding := f.Status.Binding(); binding && !fast.Kernel().Rows[row].Binding {
			t.Errorf("%s %s %s binds", f.Date, f.Party.Code, f.Limit.Address())
		}
		if f.Count != written[row].Count {
			varied++
		}
	}
	return varied
}

// ensembleOf draws an ensemble by the contract's method.
func ensembleOf(t *testing.T, doc *scenarios.Document, draws int, seed uint64, workers int) *ensemble.Result {
	t.Helper()
	k := ensemble.Compile(doc.Study())
	points, err := sample.New(sample.Random, draws, seed, len(k.Study.Inputs))
	if err != nil {
		t.Fatal(err)
	}
	r, err := k.Run(context.Background(), ensemble.Options{Points: points, Until: draws, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The tables of an ensemble are those of a second, naive reading of the format,
// to the digit.
func TestEnsembleAgainstNaive(t *testing.T) {
	seeds := uint64(150)
	if testing.Short() {
		seeds = 20
	}
	for seed := range seeds {
		const draws = 8
		files := naive.Random(seed, naive.Uncertain)
		fsys := files.FS()
		probability, quantiles, err := naive.RunEnsemble(fsys, naive.Main, nil, draws, seed)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		doc, list := scenarios.Load(naive.Main, scenarios.Options{Read: func(name string) (io.ReadCloser, error) { return fsys.Open(name) }})
		if doc == nil {
			t.Fatalf("seed %d: %v\n%s", seed, list.All(), files)
		}
		r := ensembleOf(t, doc, draws, seed, 1+int(seed%3))
		if got := string(tables.Probability(r).CSV()); got != probability {
			t.Fatalf("seed %d: probability differs: %s\n%s", seed, firstDifference(probability, got), files)
		}
		if got := string(tables.Quantiles(r).CSV()); got != quantiles {
			t.Fatalf("seed %d: quantiles differ: %s\n%s", seed, firstDifference(quantiles, got), files)
		}
	}
}

// firstDifference shows the first line in which two tables differ.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(b), len(a))
}
