package naive_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"drawdown/scenarios/internal/naive"
)

// W2 is a scenario of two made-up forces with 28 systems and 71 schedules. The
// sums are those of the tables that the reference of the format's author printed.
func TestEnsembleW2(t *testing.T) {
	if testing.Short() {
		t.Skip("200 members take a second or two")
	}
	probability, quantiles, err := naive.RunEnsemble(os.DirFS("../../../sim/ensemble/testdata/w2"), "w2.toml", nil, 200, 1)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "quantiles", sha(quantiles), "bc763d7e3b8b0d6f2366e392c542ad37ee1ffd80b5cb8736b9848fc530949bdc")
	expect(t, "probability", sha(probability), "42a1a2a64b74a790a6f34203cba05d0d53e51df3498a8fe6be4bcc78b64f94bd")
}

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// ensemble draws an ensemble with the seed 0 of a scenario that begins on 1 January
// 2020 and ends on the first of January of a year.
func ensemble(draws int, end, text string, others ...string) (probability, quantiles string, err error) {
	files := naive.Files{naive.Main: "format = 1\ntitle = 'Worked by hand'\nstart = 2020-01-01\nend = " + end + "-01-01\n" + text}
	for i := 0; i < len(others); i += 2 {
		files[others[i]] = others[i+1]
	}
	library := func(kind, name string) string { return "library/" + kind + "/" + name + ".toml" }
	return naive.RunEnsemble(files.FS(), naive.Main, library, draws, 0)
}

// counting is a treaty that counts what a rule says.
func counting(rule string) string {
	return `
[treaty.t]
short = "T"
parties = ["US"]
in_force = 2020-01-01
[treaty.t.limit.l]
name = "L"
ceiling = { 2020-01-01 = 9 }
[treaty.t.limit.l.count.r]
` + rule + "\n"
}

// Four members with the seed 0 draw u = 0.883310808, 0.645803300, 0.577262198 and
// 0.600651762 for the first address. It is what one launcher counts at, so the
// quantiles 25, 50, 75 and 95 of the count are the four draws in order of size. The
// means are of the draws rounded to six decimals.
func TestDistributions(t *testing.T) {
	for _, test := range []struct{ distribution, want string }{
		// 2 + 2u
		{"uniform = [2, 4]", "3.154524 3.201304 3.291607 3.766622 3.353514"},
		// c = 1/4, so each lies above the mode: 4 - √((1-u)·12)
		{"triangular = [0, 1, 4]", "1.7477 1.810895 1.93836 2.81667 2.078406"},
		// c = 1, each below: √(16u)
		{"triangular = [0, 4, 4]", "3.039111 3.100069 3.214476 3.759385 3.27826"},
		// c = 0, none below: 4 - √((1-u)·16)
		{"triangular = [0, 0, 4]", "1.399268 1.47224 1.619423 2.633608 1.781135"},
		// 10 + 2z with z = 0.194894, 0.255034, 0.374015, 1.191701. A quarter of
		// 44.03129 is half way between two numbers of six decimals; the float64
		// nearest to that sum lies just under it.
		{"normal = [10, 2]", "10.389789 10.510069 10.748029 12.383403 11.007822"},
		// Φ(-1/2) = 0.308538, Φ(1) = 0.841345, so p = 0.616107, 0.628569, 0.652626, 0.779172
		{"normal = [10, 2]\nmin = 9\nmax = 12", "10.590544 10.656132 10.784841 11.538799 10.892579"},
		// p from 0.308538 to 1; the sum is 46.46415, a little less in float64
		{"normal = [10, 2]\nmin = 9", "11.093313 11.188728 11.381167 12.800942 11.616037"},
		// p from 0 to 0.308538
		{"normal = [10, 2]\nmax = 9", "8.154794 8.209477 8.311426 8.789669 8.366342"},
		// 10·exp(z/2)
		{"lognormal = [10, 0.5]", "11.023532 11.360044 12.056361 18.145739 13.146419"},
		// between Φ(2·ln 0.8) and Φ(2·ln 1.2)
		{"lognormal = [10, 0.5]\nmin = 8\nmax = 12", "10.11739 10.211183 10.394949 11.433162 10.539171"},
		// F is 0 at a bound that is not above 0
		{"lognormal = [10, 0.5]\nmin = -1\nmax = 12", "8.479856 8.64906 8.979878 10.885307 9.248525"},
		// 3 + ⌊5u⌋
		{"integers = [3, 7]", "5 6 6 7 6"},
		// ⌊4u⌋ is 3 once and 2 thrice
		{"choice = [100, 200, 0.25, 7]", "0.25 0.25 0.25 7 1.9375"},
		{"choice = [1.5]", "1.5 1.5 1.5 1.5 1.5"},
		// 4e-7 thrice is no millionth, 1.4e-6 is one: a quarter of one on average
		{"choice = [1, 1, 4e-7, 1.4e-6]", "0 0 0 0.000001 0"},
	} {
		_, quantiles, err := ensemble(4, "2020", silo+"launchers = 1\n"+counting("quantity = 'launchers'\neach = 1")+
			"[uncertain.'treaty.t.limit.l.count.r.each']\n"+test.distribution)
		if err != nil {
			t.Error(test.distribution, err)
			continue
		}
		var got []string
		for _, name := range []string{"q25", "q50", "q75", "q95", "mean"} {
			got = append(got, column(t, quantiles, name))
		}
		expect(t, test.distribution, strings.Join(got, " "), test.want)
		expect(t, test.distribution+" q05", column(t, quantiles, "q05"), column(t, quantiles, "min"))
		expect(t, test.distribution+" max", column(t, quantiles, "max"), column(t, quantiles, "q95"))
	}
}

// One member whose numbers are drawn from a choice of one: the count in 2020, 2021,
// 2022, 2023 and 2024.
func TestDrawnNumbers(t *testing.T) {
	const launchers, warheads = "quantity = 'launchers'", "quantity = 'warheads'"
	schedule := func(quantity, keys string) string {
		return "\n[schedule.s]\nsystem = 'US.silo'\nquantity = '" + quantity + "'\n" + keys + "\n"
	}
	for _, test := range []struct {
		name   string
		forces string // keys of the system, then other tables
		rule   string
		drawn  map[string]string // address: value
		want   string
	}{
		{
			"halves go away from zero", "launchers = 3", launchers,
			map[string]string{"party.US.system.silo.launchers": "8.5"},
			"9 9 9 9 9",
		},
		{
			"-0.4 is rounded before it is looked at", "launchers = 3", launchers,
			map[string]string{"party.US.system.silo.launchers": "-0.4"},
			"0 0 0 0 0",
		},
		{
			"the default of deployed is the written launchers", "launchers = 10", "quantity = 'deployed'",
			map[string]string{"party.US.system.silo.launchers": "14"},
			"10 10 10 10 10",
		},
		{
			"but no more than there are", "launchers = 10", "quantity = 'deployed'",
			map[string]string{"party.US.system.silo.launchers": "5.5"},
			"6 6 6 6 6",
		},
		{
			"deployed above launchers", "launchers = 10\ndeployed = 4", "quantity = 'deployed'",
			map[string]string{"party.US.system.silo.deployed": "20"},
			"10 10 10 10 10",
		},
		{
			"deployed above missiles", "launchers = 10\ndeployed = 4\nmissiles = 9", "quantity = 'deployed'",
			map[string]string{"party.US.system.silo.deployed": "9", "party.US.system.silo.missiles": "7.5"},
			"8 8 8 8 8",
		},
		{
			// 10 × 1.25 is 12.5
			"loading is not rounded", "launchers = 10\nloading = 2", warheads,
			map[string]string{"party.US.system.silo.loading": "1.25"},
			"13 13 13 13 13",
		},
		{
			// 2.5 rounded up is 3, though 1.2 rounded up is 2
			"the default of capacity is the written loading rounded up",
			"launchers = 10\nloading = 2.5" + schedule("loading", "levels = { 2021 = 9 }"), warheads,
			map[string]string{"party.US.system.silo.loading": "1.2"},
			"12 30 30 30 30",
		},
		{
			"a capacity is a whole number",
			"launchers = 10\nloading = 2\ncapacity = 3" + schedule("loading", "levels = { 2021 = 9 }"), warheads,
			map[string]string{"party.US.system.silo.capacity": "4.5"},
			"20 50 50 50 50",
		},
		{
			// a lot of 3: of the 4, 5 and 6 that are wanted 3, 3 and 6 go
			"lot", "launchers = 10\nlot = 1" + schedule("launchers", "per_year = -4"), launchers,
			map[string]string{"party.US.system.silo.lot": "2.5"},
			"10 7 4 0 0",
		},
		{
			"reserve",
			"launchers = 1\nloading = 1\ncapacity = 9\n[party.US.pool.p]\nreserve = 8" +
				schedule("loading", "levels = { 2021 = 9 }"), warheads,
			map[string]string{"party.US.pool.p.reserve": "2.5"},
			"1 4 4 4 4",
		},
		{
			"production",
			"launchers = 1\nloading = 1\ncapacity = 9\n[party.US.pool.p]\nproduce_per_year = 8" +
				schedule("loading", "levels = { 2021 = 9 }"), warheads,
			map[string]string{"party.US.pool.p.produce_per_year": "1.5"},
			"1 3 5 7 9",
		},
		{
			// Two are produced, one is retired and what is left is drawn a year later:
			// systems draw before anything retires.
			"retirement",
			"launchers = 1\nloading = 1\ncapacity = 9\n[party.US.pool.p]\nreserve = 4\nretire_per_year = 0" +
				schedule("loading", "levels = { 2023 = 5 }\npace = 'step'"), warheads,
			map[string]string{"party.US.pool.p.retire_per_year": "0.5"},
			"1 1 1 3 3",
		},
		{
			"delay", "launchers = 10" + schedule("launchers", "levels = { 2021 = 0 }\ndelay = 0"), launchers,
			map[string]string{"schedule.s.delay": "1.5"},
			"10 10 10 0 0",
		},
		{
			"the delay of the defaults",
			"launchers = 10\n[defaults]\ndelay = 0" + schedule("launchers", "levels = { 2021 = 0 }"), launchers,
			map[string]string{"defaults.delay": "0.5"},
			"10 10 0 0 0",
		},
		{
			"a delay of its own",
			"launchers = 10\n[defaults]\ndelay = 0" + schedule("launchers", "levels = { 2021 = 0 }\ndelay = 2"), launchers,
			map[string]string{"defaults.delay": "1"},
			"10 10 10 0 0",
		},
		{
			"from", "launchers = 10" + schedule("launchers", "per_year = -1\nfrom = 2020"), launchers,
			map[string]string{"schedule.s.from": "2020.5"},
			"10 10 9 8 7",
		},
		{
			"until", "launchers = 10" + schedule("launchers", "per_year = -1\nuntil = 2023"), launchers,
			map[string]string{"schedule.s.until": "2021.5"},
			"10 9 8 8 8",
		},
		{
			"a level of a whole quantity", "launchers = 10" + schedule("launchers", "levels = { 2021 = 3, 2023 = 0 }"), launchers,
			map[string]string{"schedule.s.levels.2021": "4.5", "schedule.s.levels.2023": "2.5"},
			"10 5 4 3 3",
		},
		{
			"a level of loading", "launchers = 10\ncapacity = 2" + schedule("loading", "levels = { 2021 = 1 }"), warheads,
			map[string]string{"schedule.s.levels.2021": "1.25"},
			"0 13 13 13 13",
		},
		{
			"to", "launchers = 10" + schedule("launchers", "per_year = -4\nto = 1"), launchers,
			map[string]string{"schedule.s.to": "4.5"},
			"10 6 5 5 5",
		},
		{
			"to of loading", "launchers = 10\ncapacity = 2" + schedule("loading", "per_year = 1\nto = 1"), warheads,
			map[string]string{"schedule.s.to": "1.25"},
			"0 10 13 13 13",
		},
		{
			"a rate", "launchers = 10" + schedule("launchers", "per_year = -1"), launchers, // 7.5, 5, 2.5, 0
			map[string]string{"schedule.s.per_year": "-2.5"}, "10 8 5 3 0",
		},
		{
			"a rate in percent", "launchers = 100" + schedule("launchers", "percent_per_year = -1"), launchers, // 50, 25, 12.5, 6.25
			map[string]string{"schedule.s.percent_per_year": "-50"}, "100 50 25 13 6",
		},
		{
			"share", "launchers = 10" + schedule("launchers", "share = { 2021 = 1 }"), launchers,
			map[string]string{"schedule.s.share.2021": "0.25"},
			"10 3 3 3 3",
		},
		{
			"max_per_year", "launchers = 10" + schedule("launchers", "levels = { 2021 = 0 }\nmax_per_year = 9"), launchers,
			map[string]string{"schedule.s.max_per_year": "2.5"},
			"10 7 4 1 0",
		},
		{
			"max_per_year of loading",
			"launchers = 10\ncapacity = 2" + schedule("loading", "levels = { 2021 = 2 }\nmax_per_year = 1"), warheads,
			map[string]string{"schedule.s.max_per_year": "0.75"},
			"0 8 15 20 20",
		},
		{
			"the max_per_year of the defaults, of a whole quantity",
			"launchers = 10\n[defaults]\nmax_per_year = 9" + schedule("launchers", "levels = { 2021 = 0 }"), launchers,
			map[string]string{"defaults.max_per_year": "2.5"},
			"10 7 4 1 0",
		},
		{
			"the max_per_year of the defaults, of loading",
			"launchers = 10\ncapacity = 2\n[defaults]\nmax_per_year = 9" + schedule("loading", "levels = { 2021 = 2 }"), warheads,
			map[string]string{"defaults.max_per_year": "0.75"},
			"0 8 15 20 20",
		},
		{
			"a max_per_year of its own",
			"launchers = 10\n[defaults]\nmax_per_year = 9" + schedule("launchers", "levels = { 2021 = 0 }\nmax_per_year = 4"), launchers,
			map[string]string{"defaults.max_per_year": "3"},
			"10 6 2 0 0",
		},
		{
			"a property", "launchers = 10\nattributed = 3", launchers + "\neach = 'attributed'",
			map[string]string{"party.US.system.silo.attributed": "1.25"},
			"12.5 12.5 12.5 12.5 12.5",
		},
		{
			// 4 at 0.5, 6 at 2.25
			"a first-N rule", "launchers = 10", launchers + "\nfirst = 2\neach = 1\nbeyond = 2",
			map[string]string{
				"treaty.t.limit.l.count.r.first": "3.5", "treaty.t.limit.l.count.r.each": "0.5",
				"treaty.t.limit.l.count.r.beyond": "2.25",
			},
			"15.5 15.5 15.5 15.5 15.5",
		},
	} {
		text := silo + test.forces + counting(test.rule)
		for address, value := range test.drawn {
			text += "[uncertain.'" + address + "']\nchoice = [" + value + "]\n"
		}
		_, quantiles, err := ensemble(1, "2024", text)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		expect(t, test.name, column(t, quantiles, "max"), test.want)
	}
}

// The base's addresses come first, new ones after. Of member 0 the first two u are
// 0.883311 and 0.431528, of member 1 0.645803 and 0.338225.
func TestOrderOfAddresses(t *testing.T) {
	base := "format = 1\ntitle = 'Base'\nstart = 2020-01-01\nend = 2020-01-01\n" + silo + "launchers = 1\n" +
		counting("quantity = 'launchers'\neach = 1") + `
[treaty.t.limit.m]
name = "M"
ceiling = { 2020-01-01 = 9 }
[treaty.t.limit.m.count.r]
quantity = "launchers"
each = 1
[uncertain]
"treaty.t.limit.l.count.r.each" = { uniform = [5, 9] }
`
	_, quantiles, err := ensemble(2, "2020", `
extends = "base.toml"
[uncertain."treaty.t.limit.m.count.r.each"]
uniform = [0, 1]
[uncertain."treaty.t.limit.l.count.r.each"]
uniform = [0, 1]
`, "scenarios/base.toml", base)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "max", column(t, quantiles, "max"), "0.883311 0.431528")
	expect(t, "min", column(t, quantiles, "min"), "0.645803 0.338225")
}

// What is taken out of the base and set anew comes last: of member 0 the second u is
// 0.431528.
func TestDroppedUncertainty(t *testing.T) {
	base := "format = 1\ntitle = 'Base'\nstart = 2020-01-01\nend = 2020-01-01\n" + silo + "launchers = 1\nlot = 1\n" +
		counting("quantity = 'launchers'\neach = 1") + `
[uncertain]
"treaty.t.limit.l.count.r.each" = { normal = [5, 9] }
"party.US.system.silo.lot" = { choice = [1] }
`
	_, quantiles, err := ensemble(1, "2020", `
extends = "base.toml"
drop = ['uncertain."treaty.t.limit.l.count.r.each"']
[uncertain."treaty.t.limit.l.count.r.each"]
uniform = [0, 1]
`, "scenarios/base.toml", base)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "max", column(t, quantiles, "max"), "0.431528")
}

// Ceilings of 1 + ⌊8u⌋, that is 8, 6, 5 and 5, for 6 launchers: over in two of four
// members, for a margin of nought is under. Missiles are not on record, so nothing
// can be said of them; of what has no ceiling there is no row.
func TestProbability(t *testing.T) {
	probability, quantiles, err := ensemble(4, "2021", silo+"launchers = 6\n"+counting("quantity = 'launchers'")+`
[treaty.t.limit.missiles]
name = "Missiles"
ceiling = { 2020-01-01 = 9, 2021-01-01 = "none" }
[treaty.t.limit.missiles.count.r]
quantity = "missiles"
[uncertain."treaty.t.limit.l.ceiling.2020-01-01"]
integers = [1, 8]
`)
	if err != nil {
		t.Fatal(err)
	}
	if want := `date,party,treaty,limit,draws,under,over,probability
2020-01-01,US,t,l,4,2,2,0.5
2020-01-01,US,t,missiles,0,0,0,
2021-01-01,US,t,l,4,2,2,0.5
`; probability != want {
		t.Errorf("got\n%s\nwant\n%s", probability, want)
	}
	if want := `date,party,treaty,limit,q05,q25,q50,q75,q95,mean,min,max
2020-01-01,US,t,l,6,6,6,6,6,6,6,6
2020-01-01,US,t,missiles,,,,,,,,
2021-01-01,US,t,l,6,6,6,6,6,6,6,6
2021-01-01,US,t,missiles,,,,,,,,
`; quantiles != want {
		t.Errorf("got\n%s\nwant\n%s", quantiles, want)
	}
}

// A rule needs a property only of systems of which there are any: the three members
// of four without launchers have a count.
func TestMembersWithoutCount(t *testing.T) {
	probability, quantiles, err := ensemble(4, "2020", silo+"launchers = 6\n"+
		counting("quantity = 'launchers'\neach = 'attributed'")+
		"[uncertain.'party.US.system.silo.launchers']\nchoice = [9, 9, 0, 5]")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "draws", column(t, probability, "draws"), "3")
	expect(t, "probability", column(t, probability, "probability"), "1")
	expect(t, "mean", column(t, quantiles, "mean"), "0")
}

// The numbers of a treaty of the library are addressed by its name; those of one
// laid over it are others.
func TestTreatiesInDoubt(t *testing.T) {
	text := `
treaties = ["of-1990", "../treaties/by-path.toml"]
` + silo + `launchers = 6
[treaty.mine]
extends = "of-1990"
short = "Mine"
[uncertain."treaty.of-1990.limit.l.ceiling.2020-01-01"]
choice = [5.5]
[uncertain."treaty.by-path.limit.l.count.r.each"]
choice = [3]
[uncertain."treaty.mine.limit.l.count.r.each"]
choice = [0.5]
`
	treaty := "format = 1\ntitle = 'T'" + strings.ReplaceAll(
		strings.ReplaceAll(counting("quantity = 'launchers'\neach = 1"), "[treaty.t]", ""), "treaty.t.", "")
	probability, quantiles, err := ensemble(1, "2020", text, "library/treaty/of-1990.toml", treaty, "treaties/by-path.toml", treaty)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "treaty", column(t, quantiles, "treaty"), "of-1990 by-path mine")
	expect(t, "count", column(t, quantiles, "max"), "6 18 3")
	expect(t, "under", column(t, probability, "under"), "0 0 1")
}

// A draw that makes a member invalid stops the ensemble. The message has the
// member, the address and the value.
func TestInvalidMembers(t *testing.T) {
	const two = `
[schedule.one]
system = "US.silo"
quantity = "launchers"
per_year = -1
from = 2020
until = 2022
delay = 0
[schedule.two]
system = "US.silo"
quantity = "launchers"
levels = { 2025 = 0 }
from = 2022
max_per_year = 5
delay = 0
[schedule.three]
system = "US.silo"
quantity = "loading"
levels = { 2025 = 0 }
`
	const capped = "\n[defaults]\nmax_per_year = 9\n"
	for _, test := range []struct{ forces, uncertain, want string }{
		{"", "party.US.system.silo.launchers: choice = [-0.5]", "member 0: party.US.system.silo.launchers = -1"},
		{"", "party.US.system.silo.launchers: choice = [1000000.5]", "member 0: party.US.system.silo.launchers = 1.000001e+06"},
		{"", "party.US.system.silo.lot: choice = [0.4]", "member 0: party.US.system.silo.lot = 0"},
		{"", "party.US.system.silo.loading: choice = [-0.1]", "member 0: party.US.system.silo.loading = -0.1"},
		{"", "party.US.system.silo.loading: choice = [3.5]", "member 0: party.US.system.silo.loading = 3.5"},
		{"", "party.US.system.silo.capacity: choice = [1]", "member 0: party.US.system.silo.capacity = 1"},
		{"", "schedule.two.max_per_year: choice = [0.4]", "member 0: schedule.two.max_per_year = 0"},
		{"", "schedule.two.max_per_year: choice = [1]", "member 0: schedule.two.max_per_year = 1"}, // a lot is 2
		{"", "party.US.system.silo.lot: choice = [6]", "member 0: party.US.system.silo.lot = 6"},
		{capped, "defaults.max_per_year: choice = [1.4]", "member 0: defaults.max_per_year = 1.4"},
		{capped, "defaults.max_per_year: choice = [0]", "member 0: defaults.max_per_year = 0"},
		{"", "schedule.one.delay: choice = [-1]", "member 0: schedule.one.delay = -1"},
		{"", "schedule.one.delay: choice = [1]", "member 0: schedule.one.delay = 1"}, // it clashes
		{"", "schedule.one.until: choice = [2023]", "member 0: schedule.one.until = 2023"},
		{"", "schedule.one.until: choice = [2020]", "member 0: schedule.one.until = 2020"},
		{"", "schedule.one.from: choice = [2019]", "member 0: schedule.one.from = 2019"},
		{"", "schedule.two.from: choice = [2021]", "member 0: schedule.two.from = 2021"},
		{"", "schedule.two.from: choice = [2025]", "member 0: schedule.two.from = 2025"},
		{"", "schedule.two.levels.2025: choice = [-1]", "member 0: schedule.two.levels.2025 = -1"},
		{"", "schedule.one.per_year: lognormal = [1, 1e6]", "member 0: schedule.one.per_year = +Inf"},
		{"", "treaty.t.limit.l.ceiling.2020-01-01: choice = [-1]", "member 0: treaty.t.limit.l.ceiling.2020-01-01 = -1"},
		// u = 0.88, 0.65, 0.58, 0.60: the second member is the first with the third of four
		{"", "party.US.system.silo.loading: choice = [1, 1, 5, 1]", "member 1: party.US.system.silo.loading = 5"},
		// a loading of 5 is all right with a capacity of 6; the lot is not
		{
			"",
			"party.US.system.silo.loading: choice = [5]; party.US.system.silo.capacity: choice = [6]; " +
				"party.US.system.silo.lot: choice = [6]",
			"member 0: party.US.system.silo.lot = 6",
		},
		// each of two is enough
		{
			"", "party.US.system.silo.lot: choice = [6]; schedule.two.max_per_year: choice = [1]",
			"member 0: party.US.system.silo.lot = 6",
		},
		// not the address of a number of the scenario
		{"", "party.US.system.silo.deployed: choice = [1]", "deployed"},
		{"", "party.US.system.silo.name: choice = [1]", "name"},
		{"", "party.US.system.silo: choice = [1]", "silo"},
		{"", "party.US.system.other.launchers: choice = [1]", "other"},
		{"", "treaty.other.limit.l.ceiling.2020-01-01: choice = [1]", "no such treaty"},
		{"", "format: choice = [1]", "format"},
	} {
		text := silo + "launchers = 10\nloading = 2\ncapacity = 3\nlot = 2\n" + two + test.forces + counting("quantity = 'launchers'")
		for _, entry := range strings.Split(test.uncertain, "; ") {
			address, distribution, _ := strings.Cut(entry, ": ")
			text += "[uncertain.'" + address + "']\n" + distribution + "\n"
		}
		_, _, err := ensemble(4, "2024", text)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.uncertain, err, test.want)
		} else if strings.HasPrefix(test.want, "member") && !strings.HasPrefix(err.Error()+":", test.want) {
			t.Errorf("%s: %v does not begin with %s", test.uncertain, err, test.want)
		}
	}
}

// Without an ensemble the written values stand.
func TestWrittenValuesStand(t *testing.T) {
	text := silo + "launchers = 10\n" + counting("quantity = 'launchers'")
	doubt := "[uncertain.'party.US.system.silo.launchers']\nchoice = [3]\n"
	expect(t, "findings", run(t, "2024", text+doubt).Findings, run(t, "2024", text).Findings)
}
