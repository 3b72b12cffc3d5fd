package tables_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drawdown/scenarios"
	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/naive"
	"drawdown/scenarios/internal/tree"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// What must hold for every scenario: the laws of the format's section 6, and
// pairs of scenarios that differ in what should make no difference. The
// scenarios are made at random and shrink to a plain one where a law fails.

// files draws the files of a valid scenario.
func files(t *rapid.T) naive.Files { return naive.Scenarios().Draw(t, "scenario") }

// read loads the scenario of some files, with values set.
func read(t *rapid.T, f naive.Files, set ...string) *scenarios.Document {
	t.Helper()
	fsys := f.FS()
	doc, list := scenarios.Load(naive.Main, scenarios.Options{
		Set:  set,
		Read: func(name string) (io.ReadCloser, error) { return fsys.Open(name) },
	})
	if doc == nil {
		t.Fatalf("refused: %s\n%s", list.All(), f)
	}
	return doc
}

// csv runs a scenario and returns its tables, by name.
func csv(s *sim.Scenario) map[string]string {
	all := map[string]string{}
	for _, table := range tables.All(sim.Assess(sim.Run(s))) {
		all[table.Name] = string(table.CSV())
	}
	return all
}

// same demands equal tables.
func same(t *rapid.T, want, got map[string]string, why string) {
	t.Helper()
	for _, name := range tables.Names {
		if got[name] != want[name] {
			t.Fatalf("%s: %s differ\nwant\n%s\ngot\n%s", why, name, want[name], got[name])
		}
	}
}

// keep returns the lines of a table for which f holds; the header always.
func keep(table string, f func(fields []string) bool) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if i == 0 || f(strings.Split(line, ",")) {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// Emplaced + reserve + retired + dismantled − produced never changes; what is
// emplaced is what stands on the pool's launchers; nothing falls under 0.
func TestConservation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := read(t, files(t)).Scenario
		tr := sim.Run(s)
		for _, p := range s.Pools {
			sum := func(k int) int {
				st := tr.States[k].Stocks[p.Index]
				return st.Emplaced + st.Reserve + st.Retired + st.Dismantled - st.Produced
			}
			for k := range tr.States {
				if sum(k) != sum(0) {
					t.Fatalf("%s on %s: %d warheads, %d at the start", p.Address(), tr.Date(k), sum(k), sum(0))
				}
				st := tr.States[k].Stocks[p.Index]
				if min(st.Emplaced, st.Reserve, st.Retired, st.Dismantled, st.Produced) < 0 {
					t.Fatalf("%s on %s: %+v", p.Address(), tr.Date(k), st)
				}
				emplaced := 0
				for _, sys := range p.Systems {
					emplaced += tr.Holding(k, sys).Warheads
				}
				if emplaced != st.Emplaced {
					t.Fatalf("%s on %s: %d emplaced by its systems, %d by the pool", p.Address(), tr.Date(k), emplaced, st.Emplaced)
				}
			}
		}
	})
}

// The moves of a year lead from one state to the next. Those of a schedule are
// what Schedule.Target asks for, in whole lots and under the cap. What there
// is in the end is possible: deployed within launchers and missiles, loading
// within the capacity, warheads no more than wanted, and fewer only with a
// shortfall.
func TestMovesLeadFromStateToState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := read(t, files(t)).Scenario
		tr := sim.Run(s)
		for k := 1; k < len(tr.States); k++ {
			st := &tr.States[k]
			sum := map[*arsenal.System]*[arsenal.NumQuantities]float64{}
			for _, sys := range s.Systems {
				l := levels(tr.Holding(k-1, sys))
				sum[sys] = &l
			}
			for _, m := range st.Moves {
				at := &sum[m.System][m.Quantity]
				if m.From != *at || m.From == m.To {
					t.Fatalf("%s: a move of %s %s from %v to %v, and it stood at %v", tr.Date(k), m.System.Address(), m.Quantity, m.From, m.To, *at)
				}
				*at = m.To
				if m.Schedule != nil {
					checkMove(t, tr, k, m)
				}
			}
			for _, sys := range s.Systems {
				h := tr.Holding(k, sys)
				if levels(h) != *sum[sys] {
					t.Fatalf("%s: %s holds %v, its moves lead to %v", tr.Date(k), sys.Address(), levels(h), *sum[sys])
				}
				short := slices.ContainsFunc(st.Shortfalls, func(f sim.Shortfall) bool { return f.System == sys && f.Lacking == "warheads" })
				switch {
				case h.Deployed > h.Launchers, sys.HasMissiles && h.Deployed > h.Missiles, h.Deployed < 0, h.Missiles < 0,
					h.Loading < 0, h.Loading > sys.Capacity, h.Warheads > h.Wanted(), (h.Warheads < h.Wanted()) != short:
					t.Fatalf("%s: %s holds %+v of a capacity %v, short of warheads: %v", tr.Date(k), sys.Address(), h, sys.Capacity, short)
				}
			}
		}
	})
}

func levels(h arsenal.Holding) [arsenal.NumQuantities]float64 {
	return [...]float64{float64(h.Launchers), float64(h.Missiles), float64(h.Deployed), h.Loading}
}

// checkMove holds a schedule's move in state k against what the schedule says.
func checkMove(t *rapid.T, tr *sim.Trajectory, k int, m sim.Move) {
	year := tr.Date(k).Year()
	base := m.Schedule.Base - tr.Scenario.Start.Year()
	outset := levels(tr.Holding(base, m.System))[m.Quantity]
	if want := m.Schedule.Target(year, outset); m.Target != want {
		t.Fatalf("%d: %s aims at %v, by itself at %v", year, m.Schedule.Address(), m.Target, want)
	}
	by := m.To - m.From
	if most := m.Schedule.MaxYear; most > 0 && max(by, -by) > most*(1+1e-12) {
		t.Fatalf("%d: %s moves %s by %v, and at most %v a year", year, m.Schedule.Address(), m.System.Address(), by, most)
	}
	if m.Quantity.InLots() && m.To > 0 && int(by)%m.System.Lot != 0 {
		t.Fatalf("%d: %s moves %s by %v, in lots of %d", year, m.Schedule.Address(), m.System.Address(), by, m.System.Lot)
	}
	if wanted := m.Target - m.From; by*wanted < 0 {
		t.Fatalf("%d: %s wants %v and moves %s by %v", year, m.Schedule.Address(), m.Target, m.System.Address(), by)
	}
}

// A finding's count is the sum of the contributions that explain it, its units
// are all that the rule selects, and a count is missing exactly where something
// it needs is.
func TestCountsAreTheirContributions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := read(t, files(t)).Scenario
		a := sim.Assess(sim.Run(s))
		for i := range a.Findings {
			f := &a.Findings[i]
			holdings := a.Trajectory.States[a.Trajectory.At(f.State)].Holdings
			tally := f.Limit.Bind(f.Party)
			sum, units := 0.0, map[*treaty.Rule]int{}
			computable := tally.Contributions(holdings, func(c treaty.Contribution) {
				sum += c.Product()
				units[c.Rule] += c.Units + c.BeyondUnits
				if c.Rule.HasFirst && c.BeyondUnits > 0 && c.Units > c.Rule.First {
					t.Fatalf("%s: %d of the first %d", c.Rule.Key, c.Units, c.Rule.First)
				}
			})
			if computable != f.Computable || computable != (len(tally.Gaps(holdings)) == 0) {
				t.Fatalf("%s of %s on %s: computable %v, by its contributions %v, gaps %v", f.Limit.Address(), f.Party.Code, f.Date, f.Computable, computable, tally.Gaps(holdings))
			}
			if computable && sum != f.Count {
				t.Fatalf("%s of %s on %s: %v, its contributions sum to %v", f.Limit.Address(), f.Party.Code, f.Date, f.Count, sum)
			}
			for _, r := range f.Limit.Rules {
				want := 0
				for _, sys := range f.Party.Systems {
					if h := holdings[sys.Index]; r.Selects(sys) {
						want += map[string]int{
							treaty.CountLaunchers: h.Launchers, treaty.CountDeployed: h.Deployed, treaty.CountMissiles: h.Missiles,
							treaty.CountNondeployed: h.Launchers - h.Deployed, treaty.CountWarheads: h.Warheads,
						}[r.Quantity]
					}
				}
				if units[r] != want {
					t.Fatalf("rule %s of %s counts %d %s of %d", r.Key, f.Limit.Address(), units[r], r.Quantity, want)
				}
			}
		}
	})
}

// A later end leaves earlier states, and the findings up to them, unchanged.
func TestLaterEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := files(t)
		long := read(t, f).Scenario
		years := rapid.IntRange(0, long.States()-1).Draw(t, "years")
		end := long.Start.AddYears(years)
		short := csv(read(t, f, "end="+end.String()).Scenario)
		want := csv(long)
		for _, name := range []string{"findings", "holdings", "pools"} {
			cut := keep(want[name], func(fields []string) bool { return fields[0] <= end.String() })
			if cut != short[name] {
				t.Fatalf("ending on %s: %s differ\nlonger\n%s\nshorter\n%s", end, name, cut, short[name])
			}
		}
	})
}

// Raising ceilings turns no within into exceeds, and lowering them no exceeds
// into within; nothing else of a finding but its ceiling changes.
func TestRaisedCeiling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := files(t)
		low, high := read(t, f).Scenario, read(t, f).Scenario
		for _, tr := range high.Treaties {
			for _, l := range tr.Limits {
				for i := range l.Ceiling {
					l.Ceiling[i].Most += float64(rapid.IntRange(0, 100).Draw(t, "raise"))
				}
			}
		}
		before, after := sim.Assess(sim.Run(low)).Findings, sim.Assess(sim.Run(high)).Findings
		if len(before) != len(after) {
			t.Fatalf("%d findings became %d", len(before), len(after))
		}
		for i, b := range before {
			a := after[i]
			fine := a.Status == b.Status || b.Status == treaty.Exceeds && a.Status == treaty.Within
			if !fine || a.Date != b.Date || a.Count != b.Count || a.HasCeiling != b.HasCeiling || a.Ceiling < b.Ceiling {
				t.Fatalf("%s of %s on %s: %s, %v of %v; then %s, %v of %v", b.Limit.Address(), b.Party.Code, b.Date, b.Status, b.Count, b.Ceiling, a.Status, a.Count, a.Ceiling)
			}
		}
	})
}

// section is a table of a TOML file: its header and the lines below.
type section struct {
	name  string // "" before the first header
	lines []string
}

// sections cuts a resolved scenario, in which every value is on one line.
func sections(text string) []section {
	all := []section{{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			all = append(all, section{name: strings.Trim(line, "[]")})
		default:
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
		}
	}
	return all
}

// join writes sections as a scenario's files.
func join(all []section) naive.Files {
	var b strings.Builder
	for _, s := range all {
		if s.name != "" {
			fmt.Fprintf(&b, "[%s]\n", s.name)
		}
		for _, line := range s.lines {
			b.WriteString(line + "\n")
		}
	}
	return naive.Files{naive.Main: b.String()}
}

// A scenario written out in full runs to the same tables, and written out again
// is the same text.
func TestResolved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := read(t, files(t))
		text := string(doc.Resolved())
		again := read(t, naive.Files{naive.Main: text})
		same(t, csv(doc.Scenario), csv(again.Scenario), "written out:\n"+text)
		if got := string(again.Resolved()); got != text {
			t.Fatalf("written out\n%s\nand again\n%s", text, got)
		}
	})
}

// Reordering parties reorders rows only.
func TestPartyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := read(t, files(t))
		var codes []string
		for _, p := range doc.Scenario.Parties {
			codes = append(codes, p.Code)
		}
		order := rapid.Permutation(codes).Draw(t, "order")
		all := sections(string(doc.Resolved()))
		rank := func(name string) int { // of party.US and what is below it
			parts := strings.Split(name, ".")
			if parts[0] != "party" || len(parts) == 1 {
				return -1
			}
			return slices.Index(order, parts[1])
		}
		slices.SortStableFunc(all, func(a, b section) int { return rank(a.name) - rank(b.name) })
		for _, s := range all {
			if s.name == "party" { // a line each
				slices.SortFunc(s.lines, func(a, b string) int {
					return rank("party."+strings.Fields(a)[0]) - rank("party."+strings.Fields(b)[0])
				})
			} else if s.name == "" && slices.ContainsFunc(s.lines, func(line string) bool { return strings.HasPrefix(line, "party = ") }) {
				t.Skip("all parties on one line")
			}
		}
		other := read(t, join(all)).Scenario
		for i, p := range other.Parties {
			if p.Code != order[i] {
				t.Fatalf("party %d is %s, not %s", i, p.Code, order[i])
			}
		}
		want, got := csv(doc.Scenario), csv(other)
		for _, name := range tables.Names {
			column := 1
			if name == "summary" {
				column = 0
			}
			for _, code := range codes {
				of := func(fields []string) bool { return fields[column] == code }
				if w, g := keep(want[name], of), keep(got[name], of); w != g {
					t.Fatalf("in the order %v: %s of %s differ\nwant\n%s\ngot\n%s", order, name, code, w, g)
				}
			}
			if len(want[name]) != len(got[name]) {
				t.Fatalf("%s: %d bytes became %d", name, len(want[name]), len(got[name]))
			}
		}
	})
}

// The order of keys in a table makes no difference, nor does that of the
// schedules: which one drives is a matter of years.
func TestKeyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := read(t, files(t))
		all := sections(string(doc.Resolved()))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var schedules []int
		for i, s := range all {
			if !slices.ContainsFunc(s.lines, func(line string) bool { return !strings.Contains(line, " = { ") }) {
				continue // systems, limits or rules, whose order counts
			}
			r.Shuffle(len(s.lines), func(a, b int) { s.lines[a], s.lines[b] = s.lines[b], s.lines[a] })
			if strings.HasPrefix(s.name, "schedule.") {
				schedules = append(schedules, i)
			}
		}
		r.Shuffle(len(schedules), func(a, b int) {
			all[schedules[a]], all[schedules[b]] = all[schedules[b]], all[schedules[a]]
		})
		shuffled := join(all)
		same(t, csv(doc.Scenario), csv(read(t, shuffled).Scenario), "shuffled:\n"+shuffled.String())
	})
}

// Setting every number, text and date to what is written changes nothing.
func TestSetToWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := files(t)
		doc := read(t, f)
		written := map[string]string{}
		root := tree.Parse(source(string(doc.Resolved())))
		root.Walk(func(a []string, n *tree.Node) { written[tree.Join(a)] = n.Raw })
		var set []string
		for _, address := range doc.Addresses() {
			if value := written[address]; value != "" && !strings.HasPrefix(address, "defaults.") {
				set = append(set, address+"="+value)
			}
		}
		if len(set) < 5 {
			t.Fatalf("only %d addresses", len(set))
		}
		same(t, csv(doc.Scenario), csv(read(t, f, set...).Scenario), "set: "+strings.Join(set, " "))
	})
}

// Everything n years later is the same n years later: no year is special.
func TestShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := files(t)
		n := rapid.IntRange(-500, 500).Draw(t, "years")
		then, later := read(t, f).Scenario, read(t, f).Scenario
		shift := func(d *civil.Date) {
			if *d != 0 {
				*d = d.AddYears(n)
			}
		}
		shift(&later.Start)
		shift(&later.End)
		for _, s := range later.Schedules {
			delay(s, n)
		}
		for _, tr := range later.Treaties {
			shift(&tr.InForce)
			shift(&tr.Expires)
			for i := range tr.Events {
				shift(&tr.Events[i].Date)
				shift(&tr.Events[i].Until)
			}
			for _, l := range tr.Limits {
				for i := range l.Ceiling {
					shift(&l.Ceiling[i].From)
				}
			}
		}
		want := sim.Assess(sim.Run(then))
		for i := range want.Findings {
			shift(&want.Findings[i].Date)
			shift(&want.Findings[i].State)
		}
		got := sim.Assess(sim.Run(later))
		equal := func(want, got *tables.Table) {
			if w, g := string(want.CSV()), string(got.CSV()); w != g {
				t.Fatalf("%d years later: %s differ\nwant\n%s\ngot\n%s", n, want.Name, w, g)
			}
		}
		equal(tables.Findings(want), tables.Findings(got))
		want.Trajectory.Scenario = later // which dates the states
		equal(tables.Holdings(want.Trajectory), tables.Holdings(got.Trajectory))
		equal(tables.Pools(want.Trajectory), tables.Pools(got.Trajectory))
	})
}

// delay makes a schedule slip, whatever its own delay says.
func delay(s *sim.Schedule, years int) {
	s.Base += years
	for i := range s.Way {
		s.Way[i].Year += years
	}
	if s.Until != 0 {
		s.Until += years
	}
}

// With n years of delay in every schedule nothing moves for n years, and then
// everything does what it did n years earlier, as far as warheads are not short.
func TestDelay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := files(t)
		doc := read(t, f)
		n := rapid.IntRange(0, 5).Draw(t, "years")
		states := min(doc.Scenario.States(), 150) // 200 years are the most
		set := []string{"end=" + doc.Scenario.Start.AddYears(states-1+n).String()}
		for _, s := range doc.Scenario.Schedules {
			set = append(set, fmt.Sprintf("%s.delay=%d", s.Address(), s.Delay+n))
		}
		prompt, late := sim.Run(doc.Scenario), sim.Run(read(t, f, set...).Scenario)
		for k := range states + n {
			for i, sys := range prompt.Scenario.Systems {
				h := prompt.States[max(0, k-n)].Holdings[i]
				if got := levels(late.States[k].Holdings[i]); got != levels(h) {
					t.Fatalf("%s in state %d, %d years late: %v, not %v", sys.Address(), k, n, got, levels(h))
				}
			}
		}
	})
}

// A treaty more leaves holdings, pools and the findings under the others alone.
func TestUnusedTreaty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := read(t, files(t))
		s := doc.Scenario
		party := rapid.SampledFrom([]string{s.Parties[0].Code, "NOBODY"}).Draw(t, "party")
		day := s.Start.AddYears(rapid.IntRange(0, 3).Draw(t, "year"))/100*100 + 17
		f := naive.Files{naive.Main: string(doc.Resolved()) + fmt.Sprintf(`
[treaty.unused]
short = "Unused"
parties = [%q]
in_force = %s
[treaty.unused.limit.launchers]
name = "Launchers"
ceiling = { %s = 100 }
[treaty.unused.limit.launchers.count.all]
quantity = "launchers"
`, party, s.Start, day)}
		want, got := csv(s), csv(read(t, f).Scenario)
		findings, lines := strings.Count(want["findings"], "\n"), strings.Count(got["findings"], "\n")
		if (party == "NOBODY") != (findings == lines) {
			t.Fatalf("a treaty on %s: %d findings became %d", party, findings, lines)
		}
		got["findings"] = keep(got["findings"], func(fields []string) bool { return fields[2] != "unused" })
		got["summary"] = keep(got["summary"], func(fields []string) bool { return fields[1] != "unused" })
		same(t, want, got, "with one treaty more")
	})
}

func source(text string) (*diag.Source, *diag.List) {
	return &diag.Source{Name: "resolved", Text: text}, &diag.List{}
}

// A state taken back to the start, wherever it was, goes the same way again;
// two states of one program do not get into each other's way.
func TestReset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := read(t, files(t)).Scenario
		tr := sim.Run(s)
		p := sim.Compile(s)
		st, other := p.Open(), p.Open()
		for range rapid.IntRange(0, len(tr.States)-1).Draw(t, "steps before") {
			p.Step(st)
		}
		p.Reset(st)
		for k := range tr.States {
			if k > 0 {
				p.Step(st)
				p.Step(other)
			}
			want := &tr.States[k]
			for _, got := range []*sim.State{st, other} {
				if got.Index != k || !slices.Equal(got.Holdings, want.Holdings) || !slices.Equal(got.Stocks, want.Stocks) ||
					!slices.Equal(got.Moves, want.Moves) || !slices.Equal(got.Shortfalls, want.Shortfalls) {
					t.Fatalf("state %d is %+v, of a run %+v", k, got, want)
				}
			}
		}
	})
}
