package sim_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/sim"
)

// load reads a scenario of the library.
func load(t testing.TB, name string) *sim.Scenario {
	t.Helper()
	doc, list := scenarios.Load(name, scenarios.Options{})
	if doc == nil {
		t.Fatalf("%s: %s", name, list.All())
	}
	return doc.Scenario
}

// loadText reads a scenario from a text.
func loadText(t testing.TB, text string) *sim.Scenario {
	t.Helper()
	doc, list := scenarios.Load("text.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	return doc.Scenario
}

// large writes the scenario that must still run in under a second: three
// parties with sixty systems each over 200 years, every system driven in turn
// by levels, a share, a rate and a percentage, with pools and six limits.
func large() string {
	var b strings.Builder
	b.WriteString("format = 1\ntitle = \"Large\"\nstart = 2000-01-01\nend = 2200-01-01\n")
	for _, party := range []string{"CN", "RU", "US"} {
		fmt.Fprintf(&b, "[party.%s]\nname = %q\n", party, party)
		fmt.Fprintf(&b, "[party.%s.pool.all]\nreserve = 100000\nretired = 500\nproduce_per_year = 10\nretire_per_year = 5\ndismantle_per_year = 100\n", party)
		for i := range 60 {
			kind := []string{"icbm", "slbm", "heavy-bomber"}[i%3]
			fmt.Fprintf(&b, "[party.%s.system.s-%d]\nname = \"S%d\"\ntype = %q\nlaunchers = %d\ndeployed = %d\nmissiles = 1000\nloading = 2.5\ncapacity = 8\nattributed = 3\n", party, i, i, kind, 200+i, 150+i)
			system := fmt.Sprintf("system = \"%s.s-%d\"", party, i)
			fmt.Fprintf(&b, "[schedule.%s-%d-launchers]\n%s\nquantity = \"launchers\"\nlevels = { 2020 = 150, 2100 = 400, 2180 = 90 }\npace = \"s-curve\"\n", party, i, system)
			fmt.Fprintf(&b, "[schedule.%s-%d-early]\n%s\nquantity = \"deployed\"\nper_year = -1.5\nuntil = 2050\nmax_per_year = 20\n", party, i, system)
			fmt.Fprintf(&b, "[schedule.%s-%d-late]\n%s\nquantity = \"deployed\"\nfrom = 2050\npercent_per_year = 2\nto = 300\n", party, i, system)
			fmt.Fprintf(&b, "[schedule.%s-%d-loading]\n%s\nquantity = \"loading\"\nshare = { 2090 = 1.5, 2190 = 0.5 }\npace = \"back\"\n", party, i, system)
		}
	}
	for i := range 2 {
		fmt.Fprintf(&b, "[treaty.t-%d]\nshort = \"T%d\"\nparties = [\"US\", \"RU\", \"CN\"]\nin_force = 2005-01-01\n", i, i)
		for _, quantity := range []string{"deployed", "warheads", "launchers"} {
			fmt.Fprintf(&b, "[treaty.t-%d.limit.%s]\nname = \"L\"\nceiling = { 2010-06-01 = 9000, 2050-06-01 = 5000 }\n", i, quantity)
			fmt.Fprintf(&b, "[treaty.t-%d.limit.%s.count.missiles]\ntypes = [\"icbm\", \"slbm\"]\nquantity = %q\n", i, quantity, quantity)
			fmt.Fprintf(&b, "[treaty.t-%d.limit.%s.count.bombers]\ntypes = [\"heavy-bomber\"]\nquantity = \"deployed\"\nfirst = 150\neach = 2\nbeyond = \"attributed\"\n", i, quantity)
		}
	}
	return b.String()
}

// A step allocates nothing once the state has been through the scenario: a
// million runs of it must not trouble the collector.
func TestStepAllocatesNothing(t *testing.T) {
	for name, s := range map[string]*sim.Scenario{"new-start": load(t, "new-start"), "large": loadText(t, large())} {
		p := sim.Compile(s)
		st := p.Open()
		run := func() {
			p.Reset(st)
			for range s.States() - 1 {
				p.Step(st)
			}
		}
		run()
		if n := testing.AllocsPerRun(10, run); n != 0 {
			t.Errorf("%s: a warm run from start to end allocates %v times", name, n)
		}
	}
}

// Counting allocates nothing either.
func TestCountAllocatesNothing(t *testing.T) {
	s := load(t, "new-start")
	tallies := sim.Tallies(s)
	st := sim.Compile(s).Open()
	if n := testing.AllocsPerRun(10, func() {
		for _, tally := range tallies {
			tally.Count(st.Holdings)
		}
	}); n != 0 {
		t.Errorf("counting allocates %v times", n)
	}
}

// BenchmarkStep is one year of new-start, and the opening one in sixteen.
func BenchmarkStep(b *testing.B) {
	for name, s := range map[string]*sim.Scenario{"new-start": load(b, "new-start"), "large": loadText(b, large())} {
		b.Run(name, func(b *testing.B) {
			p := sim.Compile(s)
			st := p.Open()
			last := s.States() - 1
			b.ReportAllocs()
			for b.Loop() {
				if st.Index == last {
					p.Reset(st)
				}
				p.Step(st)
			}
		})
	}
}

// BenchmarkCount is every limit of every party counted once.
func BenchmarkCount(b *testing.B) {
	s := load(b, "new-start")
	tallies := sim.Tallies(s)
	st := sim.Compile(s).Open()
	b.ReportAllocs()
	for b.Loop() {
		for _, tally := range tallies {
			tally.Count(st.Holdings)
		}
	}
}

// BenchmarkRun is a whole run with its findings.
func BenchmarkRun(b *testing.B) {
	for name, s := range map[string]*sim.Scenario{"new-start": load(b, "new-start"), "large": loadText(b, large())} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sim.Assess(sim.Run(s))
			}
		})
	}
}

// BenchmarkLarge is the large scenario from its text to its summary: it must
// take well under a second.
func BenchmarkLarge(b *testing.B) {
	text := large()
	b.ReportAllocs()
	for b.Loop() {
		sim.Assess(sim.Run(loadText(b, text))).Standings()
	}
}

// BenchmarkLoad reads new-start with its treaty and its record.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b, "new-start")
	}
}
