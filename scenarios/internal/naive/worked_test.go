package naive_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"drawdown/scenarios/internal/naive"
)

// Small scenarios whose tables are worked out by hand, in the comment beside each.

// run runs a scenario that begins on 1 January 2020 and ends on the first of
// January of a year; other files are given as name, text, name, text.
func run(t *testing.T, end, text string, others ...string) naive.Tables {
	t.Helper()
	files := naive.Files{naive.Main: `
format = 1
title = "Worked by hand"
start = 2020-01-01
end = ` + end + `-01-01
` + text}
	for i := 0; i < len(others); i += 2 {
		files[others[i]] = others[i+1]
	}
	tables, err := naive.Run(files.FS(), naive.Main)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// column is one column of the rows of a table that have the given values in other
// columns (name=value), as one line of text; an empty field is shown as a dash.
func column(t *testing.T, table, name string, where ...string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
rows:
	for _, row := range rows[1:] {
		for _, condition := range where {
			key, value, _ := strings.Cut(condition, "=")
			if row[slices.Index(rows[0], key)] != value {
				continue rows
			}
		}
		field := row[slices.Index(rows[0], name)]
		if field == "" {
			field = "-"
		}
		out = append(out, field)
	}
	return strings.Join(out, " ")
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

const silo = `
[party.US]
name = "United States"
[party.US.system.silo]
name = "Silo"
type = "icbm"
`

func TestSchedules(t *testing.T) {
	tests := []struct {
		name     string
		system   string // keys of the system
		schedule string // keys of the schedule
		quantity string
		want     string // the quantity in 2020, 2021, 2022, 2023, 2024, 2025
	}{
		// From 100 down to 20 in four years: 80 to go, of which the share f(t) is
		// done after a quarter, a half, three quarters and all of the time.
		{
			"even", // f = 1/4, 1/2, 3/4, 1
			"launchers = 100", "levels = { 2024 = 20 }", "launchers",
			"100 80 60 40 20 20",
		},
		{
			"step", // f = 0, 0, 0, 1
			"launchers = 100", "levels = { 2024 = 20 }\npace = 'step'", "launchers",
			"100 100 100 100 20 20",
		},
		{
			// f = 1 - (3/4)² = 7/16, 1 - (1/2)² = 3/4, 1 - (1/4)² = 15/16, 1: 35, 60, 75, 80 gone
			"front",
			"launchers = 100", "levels = { 2024 = 20 }\npace = 'front'", "launchers",
			"100 65 40 25 20 20",
		},
		{
			"back", // f = 1/16, 1/4, 9/16, 1: 5, 20, 45, 80 gone
			"launchers = 100", "levels = { 2024 = 20 }\npace = 'back'", "launchers",
			"100 95 80 55 20 20",
		},
		{
			// f = 3/16 - 2/64 = 5/32, 1/2, 27/16 - 27/32 = 27/32, 1: 12.5, 40, 67.5, 80
			// gone; 87.5 and 32.5 left are rounded up, away from zero
			"s-curve",
			"launchers = 100", "levels = { 2024 = 20 }\npace = 's-curve'", "launchers",
			"100 88 60 33 20 20",
		},
		{
			"two levels", // 100 to 90 in two years, 90 to 30 in three
			"launchers = 100", "levels = { 2022 = 90, 2025 = 30 }", "launchers",
			"100 95 90 70 50 30",
		},
		{
			// targets 85, 70, then held at 70: what the cap held back still moves
			"a cap on the moves",
			"launchers = 100", "levels = { 2022 = 70 }\nmax_per_year = 10", "launchers",
			"100 90 80 70 70 70",
		},
		{
			// The second interval runs from the level 70, not from the 90 that there
			// are: 2023 wants 80, and 90 - 80 is no more than the cap.
			"a cap, then another level",
			"launchers = 100", "levels = { 2022 = 70, 2024 = 90 }\nmax_per_year = 5", "launchers",
			"100 95 90 85 90 90",
		},
		{
			"share", // 0.5 of 30 is 15 in 2022; 0.25 of 30 is 7.5, so 8, in 2023
			"launchers = 30", "share = { 2022 = 0.5, 2023 = 0.25 }", "launchers",
			"30 23 15 8 8 8",
		},
		{
			"a delay of one year", // nothing in 2021; the level of 2022 comes in 2023
			"launchers = 10", "levels = { 2022 = 0 }\ndelay = 1", "launchers",
			"10 10 5 0 0 0",
		},
		{
			"from a later year", // nothing up to 2022
			"launchers = 10", "levels = { 2024 = 0 }\nfrom = 2022", "launchers",
			"10 10 10 5 0 0",
		},
		{
			"so many a year", // 92.5, 85, 77.5, 70, 62.5: halves are rounded up
			"launchers = 100", "per_year = -7.5", "launchers",
			"100 93 85 78 70 63",
		},
		{
			"so many a year to a level",
			"launchers = 100", "per_year = -7.5\nto = 80", "launchers",
			"100 93 85 80 80 80",
		},
		{
			"so many a year until a year, slipped by one", // moves in 2022 and 2023
			"launchers = 100", "per_year = -7.5\nuntil = 2022\ndelay = 1", "launchers",
			"100 100 93 85 85 85",
		},
		{
			// wants 70, 40 and no less; what the cap held back moves after until
			"so many a year, capped",
			"launchers = 100", "per_year = -30\nuntil = 2022\nmax_per_year = 25", "launchers",
			"100 75 50 40 40 40",
		},
		{
			"down to nothing, never under it", // 40, -20
			"launchers = 100", "per_year = -60", "launchers",
			"100 40 0 0 0 0",
		},
		{
			"half of it every year", // 50, 25, 12.5, 6.25, 3.125 of the 100
			"launchers = 100", "percent_per_year = -50", "launchers",
			"100 50 25 13 6 3",
		},
		{
			"a tenth more every year up to 130", // 110, 121, 133.1
			"launchers = 100", "percent_per_year = 10\nto = 130", "launchers",
			"100 110 121 130 130 130",
		},
		{
			// wants 30, 20, 10, 0: 10 is not a lot of 16, 20 is one, then 24 - 10 is
			// none, 24 is one; in 2025 it wants -10, which is one lot from 8: -8, so 0
			"whole lots",
			"launchers = 40\nlot = 16", "per_year = -10", "launchers",
			"40 40 24 24 8 0",
		},
		{
			"lots under a cap", // 20 a year is one lot of 16
			"launchers = 64\nlot = 16", "levels = { 2021 = 0 }\nmax_per_year = 20", "launchers",
			"64 48 32 16 0 0",
		},
		{
			"no more deployed than launchers", // wants 6, 7, 8, 9, 10 of 8
			"launchers = 8\ndeployed = 5", "per_year = 1", "deployed",
			"5 6 7 8 8 8",
		},
		{
			"no more deployed than missiles",
			"launchers = 8\ndeployed = 5\nmissiles = 6", "per_year = 1", "deployed",
			"5 6 6 6 6 6",
		},
		{
			"loading is not rounded", // 2.5 less 0.625 a year
			"launchers = 10\nloading = 2.5", "levels = { 2024 = 0 }", "loading",
			"2.5 1.875 1.25 0.625 0 0",
		},
		{
			"loading under a cap", // targets 1.5 and 1; 2 less 0.25 a year
			"launchers = 10\nloading = 2", "levels = { 2022 = 1 }\nmax_per_year = 0.25", "loading",
			"2 1.75 1.5 1.25 1 1",
		},
		{
			"loading up to the capacity", // 2.5, rounded up, is 3
			"launchers = 10\nloading = 2.5", "per_year = 0.25", "loading",
			"2.5 2.75 3 3 3 3",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tables := run(t, "2025", silo+test.system+`
[schedule.s]
system = "US.silo"
quantity = "`+test.quantity+`"
`+test.schedule)
			expect(t, test.quantity, column(t, tables.Holdings, test.quantity), test.want)
		})
	}
}

// 5 launchers with 2.5, 2.25, 2, 1.75 warheads on average: 12.5, 11.25, 10 and 8.75.
func TestWarheads(t *testing.T) {
	tables := run(t, "2023", silo+`
launchers = 5
loading = 2.5
[schedule.s]
system = "US.silo"
quantity = "loading"
per_year = -0.25
`)
	expect(t, "warheads", column(t, tables.Holdings, "warheads"), "13 11 10 9")
	expect(t, "missiles", column(t, tables.Holdings, "missiles"), "- - - -")
}

// The first schedule wants 25 and 0 in 2021 and 2022, but 10 a year leave 40 and
// 30. The second starts from the state of 2022: from the 30 there are, 100 in 2023.
// The first would still want 0; the second has ended that.
func TestNextSchedule(t *testing.T) {
	tables := run(t, "2024", silo+`
launchers = 50
[schedule.first]
system = "US.silo"
quantity = "launchers"
levels = { 2022 = 0 }
max_per_year = 10
[schedule.second]
systems = ["US.*"]
quantity = "launchers"
from = 2022
levels = { 2023 = 100 }
`)
	expect(t, "launchers", column(t, tables.Holdings, "launchers"), "50 40 30 100 100")
}

// What [defaults] says holds where a schedule does not say otherwise.
func TestDefaults(t *testing.T) {
	const text = `
[defaults]
pace = "step"
delay = 1
max_per_year = 6
` + silo + `
launchers = 10
[schedule.s]
system = "US.silo"
quantity = "launchers"
levels = { 2022 = 0 }
`
	// one step in 2023, of 6, then the rest
	expect(t, "launchers", column(t, run(t, "2025", text).Holdings, "launchers"), "10 10 10 4 0 0")
	expect(t, "launchers", column(t, run(t, "2025", text+"pace = 'even'\ndelay = 0\nmax_per_year = 7").Holdings, "launchers"),
		"10 5 0 0 0 0")
}

// Deployed missiles of two systems change; the pool gives and takes. There are 25
// warheads in all, and 2 more every year.
func TestPool(t *testing.T) {
	tables := run(t, "2024", `
[party.US]
name = "United States"
[party.US.pool.all]
reserve = 5
removed_to = "retired"
produce_per_year = 2
retire_per_year = 1
dismantle_per_year = 4
[party.US.system.first]
name = "First"
type = "icbm"
launchers = 20
deployed = 10
loading = 1
[party.US.system.second]
name = "Second"
type = "slbm"
launchers = 40
deployed = 10
loading = 1
[schedule.first]
system = "US.first"
quantity = "deployed"
levels = { 2021 = 6, 2023 = 10 }
[schedule.second]
system = "US.second"
quantity = "deployed"
levels = { 2021 = 13, 2022 = 21 }
`)
	// 2021: 5 + 2 produced = 7. First wants 6 of its 10: 4 to retired. Second wants
	//       13, draws 3: reserve 4. One retired: reserve 3, retired 5. Four
	//       dismantled: retired 1.
	// 2022: 3 + 2 = 5. First wants 8, draws 2: 3. Second wants 21, draws all 3 that
	//       are left and has 16. Nothing to retire. One dismantled.
	// 2023: 0 + 2 = 2. First wants 10, draws 2. Second still wants 21: nothing left.
	// 2024: 0 + 2 = 2. Second draws 2 and has 18.
	expect(t, "first", column(t, tables.Holdings, "warheads", "system=first"), "10 6 8 10 10")
	expect(t, "second", column(t, tables.Holdings, "warheads", "system=second"), "10 13 16 16 18")
	expect(t, "emplaced", column(t, tables.Pools, "emplaced"), "20 19 24 26 28")
	expect(t, "reserve", column(t, tables.Pools, "reserve"), "5 3 0 0 0")
	expect(t, "retired", column(t, tables.Pools, "retired"), "0 1 0 0 0")
	expect(t, "dismantled", column(t, tables.Pools, "dismantled"), "0 4 5 5 5")
	expect(t, "produced", column(t, tables.Pools, "produced"), "0 2 4 6 8")
}

// What one system gives up, a system that stands before it in the file can draw in
// the same year: all give before any draws. A pool of its own is not touched.
//
// The first wants 8, has 4; the second wants 0, has 3: 3 come free, the first gets
// 7. With nothing more in the reserve it stays there, and then wants only 5: it
// gives up 2, measured from the 7 it has.
func TestPoolGivesBeforeItTakes(t *testing.T) {
	tables := run(t, "2023", `
[party.US]
name = "United States"
[party.US.system.first]
name = "First"
type = "icbm"
launchers = 8
deployed = 4
loading = 1
pool = "missile"
[party.US.system.second]
name = "Second"
type = "icbm"
launchers = 3
loading = 1
pool = "missile"
[party.US.system.bomber]
name = "Bomber"
type = "heavy-bomber"
launchers = 1
loading = 20
pool = "bomber"
[party.US.pool.missile]
[party.US.pool.bomber]
reserve = 100
[schedule.first]
system = "US.first"
quantity = "deployed"
levels = { 2021 = 8, 2022 = 8, 2023 = 5 }
[schedule.second]
system = "US.second"
quantity = "deployed"
levels = { 2021 = 0 }
`)
	expect(t, "first", column(t, tables.Holdings, "warheads", "system=first"), "4 7 7 5")
	expect(t, "second", column(t, tables.Holdings, "warheads", "system=second"), "3 0 0 0")
	expect(t, "missile reserve", column(t, tables.Pools, "reserve", "pool=missile"), "0 0 0 2")
	expect(t, "bomber reserve", column(t, tables.Pools, "reserve", "pool=bomber"), "100 100 100 100")
}

const forces = `
[party.US]
name = "United States"
[party.US.system.a]
name = "A"
type = "icbm"
traits = ["silo", "mirv"]
launchers = 10
deployed = 8
missiles = 12
loading = 3
attributed = 4
throw_weight = 1.5
equipped = 6
[party.US.system.b]
name = "B"
type = "slbm"
traits = ["mirv"]
launchers = 20
deployed = 5
loading = 2.5
attributed = 8
[party.US.system.c]
name = "C"
type = "heavy-bomber"
launchers = 3
deployed = 0
`

// One rule each, on the forces above: 8 deployed of A, 5 of B, none of C.
func TestCounts(t *testing.T) {
	tests := []struct{ rule, want string }{
		{`quantity = "launchers"`, "33"},
		{`quantity = "deployed"`, "13"},
		{`quantity = "nondeployed"`, "20"}, // 2 + 15 + 3
		{`quantity = "warheads"`, "37"},    // 24 + 12.5, rounded: 13
		{`quantity = "deployed"
types = ["icbm", "heavy-bomber"]`, "8"},
		{`quantity = "deployed"
with = ["mirv"]
without = ["silo"]`, "5"},
		{`quantity = "deployed"
parties = ["RU"]`, "0"},
		{`quantity = "deployed"
each = 0.5`, "6.5"},
		{`quantity = "deployed"
each = "attributed"`, "72"}, // 8 × 4 + 5 × 8; C lacks it but has none deployed
		{`quantity = "launchers"
each = "attributed"`, "-"}, // C has launchers
		{`quantity = "deployed"
types = ["icbm"]
each = "throw_weight"`, "12"},
		{`quantity = "missiles"
with = ["silo"]`, "12"},
		{`quantity = "missiles"`, "-"}, // B has none on record
		{`quantity = "missiles"
types = ["heavy-bomber"]`, "-"}, // C has none on record, and no launchers in use either
		{`quantity = "deployed"
first = 10
each = 10
beyond = 1`, "103"}, // 8 of A and 2 of B at 10, 3 of B at 1
		{`quantity = "deployed"
first = 5
each = 10
beyond = "attributed"`, "102"}, // 5 of A at 10, 3 of A at 4, 5 of B at 8
		{`quantity = "deployed"
first = 100
each = 10
beyond = "equipped"`, "-"}, // B lacks it, even though none of B is beyond
		{`quantity = "deployed"
types = ["icbm"]
first = 100
beyond = "equipped"`, "8"}, // each is 1 where it is left out
	}
	for _, test := range tests {
		tables := run(t, "2020", "treaties = ['../t.toml']\n"+forces, "t.toml", `
format = 1
title = "T"
short = "T"
parties = ["US", "RU"]
[limit.l]
name = "L"
ceiling = { 2020-01-01 = 100 }
[limit.l.count.r]
`+test.rule)
		expect(t, test.rule, column(t, tables.Findings, "count"), test.want)
	}
}

const twoParties = `
[party.US]
name = "United States"
[party.US.system.s]
name = "S"
type = "icbm"
launchers = 10
[party.RU]
name = "Russia"
[party.RU.system.s]
name = "S"
type = "icbm"
launchers = 20
`

// A treaty of the two, in force from 2 January 2021 to the end of 2025, with a
// ceiling of 15 from 1 July 2022 and none from 1 January 2025. Under each way the
// status of both parties on each date.
func TestStatus(t *testing.T) {
	const treaty = `
[treaty.t]
short = "T"
parties = ["US", "RU"]
in_force = 2021-01-02
expires = 2026-01-01
[treaty.t.limit.l]
name = "L"
ceiling = { 2022-07-01 = 15, 2025-01-01 = "none" }
[treaty.t.limit.l.count.r]
quantity = "launchers"
`
	short := strings.NewReplacer("not-in-force", "out", "not-yet-binding", "yet", "no-longer-binding", "past",
		"suspended", "susp")
	// dates: the first of January of 2020, 2021, 2022, then 1 July 2022, then 2023 to 2026
	tests := []struct{ name, events, us, ru string }{
		{
			"no events", "",
			"out out yet within within within past out",
			"out out yet exceeds exceeds exceeds past out",
		},
		{
			"suspended by one and resumed", `
[event.b]
date = 2024-01-01
treaty = "t"
what = "resumes"
party = "RU"
[event.a]
date = 2022-07-01
treaty = "t"
what = "suspends"
party = "RU"
`,
			"out out yet within within within past out",
			"out out yet susp susp exceeds past out",
		},
		{
			"on one date in the order of the file", `
[event.b]
date = 2023-01-01
treaty = "t"
what = "resumes"
[event.a]
date = 2023-01-01
treaty = "t"
what = "suspends"
`,
			"out out yet within susp susp susp out",
			"out out yet exceeds susp susp susp out",
		},
		{
			"the treaty's own events first on one date", `
[event.b]
date = 2023-01-01
treaty = "t"
what = "resumes"
[treaty.t.event.own]
date = 2023-01-01
what = "suspends"
`,
			"out out yet within within within past out",
			"out out yet exceeds exceeds exceeds past out",
		},
		{
			"one of two withdraws: it ends for both, for good", `
[event.a]
date = 2023-01-01
treaty = "t"
what = "withdraws"
party = "RU"
[event.b]
date = 2024-01-01
treaty = "t"
what = "extends"
until = 2030-01-01
`,
			"out out yet within out out out out",
			"out out yet exceeds out out out out",
		},
		{
			"extended after it has ended, for one", `
[event.a]
date = 2026-01-01
treaty = "t"
what = "extends"
party = "US"
until = 2026-01-02
`,
			"out out yet within within within past past",
			"out out yet exceeds exceeds exceeds past out",
		},
		{
			"enters into force before", `
[event.a]
date = 2021-01-01
treaty = "t"
what = "enters-into-force"
`,
			"out yet yet within within within past out",
			"out yet yet exceeds exceeds exceeds past out",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tables := run(t, "2026", twoParties+treaty+test.events)
			expect(t, "US", short.Replace(column(t, tables.Findings, "status", "party=US")), test.us)
			expect(t, "RU", short.Replace(column(t, tables.Findings, "status", "party=RU")), test.ru)
		})
	}
}

// Of three parties one may go; when a second goes the treaty ends for the last.
func TestWithdrawalOfThree(t *testing.T) {
	tables := run(t, "2023", twoParties+`
[treaty.t]
short = "T"
parties = ["US", "RU", "CN"]
in_force = 2019-01-01
[treaty.t.limit.l]
name = "L"
ceiling = { 2019-01-01 = 20 }
[treaty.t.limit.l.count.r]
quantity = "launchers"
[event.ru]
date = 2021-01-01
treaty = "t"
what = "withdraws"
party = "RU"
[treaty.t.event.cn]
date = 2022-01-02
what = "withdraws"
party = "CN"
`)
	expect(t, "US", column(t, tables.Findings, "status", "party=US"), "within within within not-in-force")
	expect(t, "RU", column(t, tables.Findings, "status", "party=RU"), "within not-in-force not-in-force not-in-force")
}

// Launchers fall from 20 by 5 a year. The ceiling: none, though a 12 lies ahead, up
// to 1 July 2021; 12 from then; 0 from 1 January 2023; none from 2 January 2024.
// The steps of 1 July 2021 and 2 January 2024 are findings of their own, from the
// holdings of the January before; those of 2020 and 2023 are on a state; that of
// 2025 is after the end.
func TestFindingsAndSummary(t *testing.T) {
	tables := run(t, "2025", silo+`
launchers = 20
[schedule.s]
system = "US.silo"
quantity = "launchers"
per_year = -5
[treaty.t]
short = "T"
parties = ["US"]
in_force = 2020-01-01
[treaty.t.limit.l]
name = "L"
ceiling = { 2020-01-01 = "none", 2021-07-01 = 12, 2023-01-01 = 0, 2024-01-02 = "none", 2025-01-02 = 3 }
[treaty.t.limit.l.count.r]
quantity = "launchers"
`)
	want := `date,party,treaty,limit,count,ceiling,margin,status,state
2020-01-01,US,t,l,20,12,-8,not-yet-binding,2020-01-01
2021-01-01,US,t,l,15,12,-3,not-yet-binding,2021-01-01
2021-07-01,US,t,l,15,12,-3,exceeds,2021-01-01
2022-01-01,US,t,l,10,12,2,within,2022-01-01
2023-01-01,US,t,l,5,0,-5,exceeds,2023-01-01
2024-01-01,US,t,l,0,0,0,within,2024-01-01
2024-01-02,US,t,l,0,3,3,not-yet-binding,2024-01-01
2025-01-01,US,t,l,0,3,3,not-yet-binding,2025-01-01
`
	if tables.Findings != want {
		t.Errorf("findings:\n%s\nwant:\n%s", tables.Findings, want)
	}
	// It binds first on 1 July 2021, when 15 exceed 12 by 3. Under it first in
	// 2022, lastingly from 2024 on. The last finding has 3 to spare under 3. It was
	// exceeded twice.
	want = `party,treaty,limit,ceiling,binds,margin_at_binding,first_under,lasting_under,ceiling_end,margin_end,exceeds
US,t,l,12,2021-07-01,-3,2022-01-01,2024-01-01,3,3,2
`
	if tables.Summary != want {
		t.Errorf("summary:\n%s\nwant:\n%s", tables.Summary, want)
	}
}

// Two files under the scenario. The base has A and B and ends in 2021; the file
// over it takes out A and adds C; the scenario sets A anew, so that it comes last,
// replaces the whole year table of the schedule, and keeps the treaty, whose path is
// relative to the base. The state of B: 10, then 4 in 2022 instead of 0 in 2021.
func TestExtends(t *testing.T) {
	const base = `
format = 1
title = "Base"
start = 2020-01-01
end = 2021-01-01
treaties = ["t.toml"]
[party.US]
name = "United States"
[party.US.system.a]
name = "A"
type = "icbm"
launchers = 1
[party.US.system.b]
name = "B"
type = "icbm"
launchers = 10
[schedule.b]
system = "US.b"
quantity = "launchers"
levels = { 2021 = 0 }
pace = "step"
`
	const middle = `
format = 1
title = "Middle"
extends = "base/base.toml"
drop = ["party.US.system.a"]
[party.US.system.c]
name = "C"
type = "icbm"
launchers = 3
`
	tables := run(t, "2022", `
extends = "../middle.toml"
[party.US.system.a]
name = "A"
type = "slbm"
launchers = 7
[schedule.b.levels]
2022 = 4
[treaty.stricter]
extends = "../base/t.toml"
short = "Stricter"
limit.l.ceiling = { 2021-01-01 = 13 }
`, "middle.toml", middle, "base/base.toml", base, "base/t.toml", `
format = 1
title = "T"
short = "T"
parties = ["US"]
in_force = 2020-01-01
[limit.l]
name = "L"
ceiling = { 2020-01-01 = 25 }
[limit.l.count.r]
quantity = "launchers"
`)
	want := `date,party,system,launchers,deployed,missiles,loading,warheads
2020-01-01,US,b,10,10,,0,0
2020-01-01,US,c,3,3,,0,0
2020-01-01,US,a,7,7,,0,0
2021-01-01,US,b,10,10,,0,0
2021-01-01,US,c,3,3,,0,0
2021-01-01,US,a,7,7,,0,0
2022-01-01,US,b,4,4,,0,0
2022-01-01,US,c,3,3,,0,0
2022-01-01,US,a,7,7,,0,0
`
	if tables.Holdings != want {
		t.Errorf("holdings:\n%s\nwant:\n%s", tables.Holdings, want)
	}
	expect(t, "treaties", column(t, tables.Findings, "treaty"), "t stricter t stricter t stricter")
	expect(t, "status", column(t, tables.Findings, "status"), "within not-yet-binding within exceeds within exceeds")
}

// The last state is the last anniversary not after the end.
func TestStates(t *testing.T) {
	for end, want := range map[string]string{
		"2024-02-27": "2021-02-28 2022-02-28 2023-02-28",
		"2024-02-28": "2021-02-28 2022-02-28 2023-02-28 2024-02-28",
		"2024-02-29": "2021-02-28 2022-02-28 2023-02-28 2024-02-28",
		"2021-02-28": "2021-02-28",
	} {
		files := naive.Files{naive.Main: "format = 1\ntitle = 'T'\nstart = 2021-02-28\nend = " + end + silo + "launchers = 1\n"}
		tables, err := naive.Run(files.FS(), naive.Main)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, end, column(t, tables.Holdings, "date"), want)
	}
}

// 0.0078125 has seven decimals and is held exactly: half way between 0.007812 and
// 0.007813 the even one is taken. 0.3 × 5 printed, -0.0000001 without its sign.
func TestNumbers(t *testing.T) {
	for loading, want := range map[string]string{
		"1": "1", "1.0": "1", "2.50": "2.5", "0.3333333333": "0.333333", "0.6666666666": "0.666667",
		"0.0078125": "0.007812", "0.0234375": "0.023438", "1e2": "100", "0.0000004": "0", "1_0.5": "10.5",
		"-0.0": "0", "+5": "5", "0.9999999": "1",
	} {
		tables := run(t, "2020", silo+"launchers = 0\ncapacity = 100\nloading = "+loading)
		expect(t, loading, column(t, tables.Holdings, "loading"), want)
	}
}
