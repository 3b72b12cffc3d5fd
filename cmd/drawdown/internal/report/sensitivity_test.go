package report

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"drawdown/plots"
	"drawdown/sim/ensemble"
	"drawdown/sim/influence"
	"drawdown/sim/sample"
)

// two counts 1,000·x + 2,000·y, x even over 1 to 5 and y over 2 to 3: of the
// variance four fifths are X's, one fifth is Y's, and nothing else is.
const two = `
format = 1
title  = "Two loads"
start  = 2020-01-01
end    = 2022-01-01

party.A.name = "Aland"
party.A.system.x = { name = "X (big)", type = "icbm", launchers = 1000, loading = 2, capacity = 9 }
party.A.system.y = { name = "Y", type = "icbm", launchers = 2000, loading = 2, capacity = 9 }
party.B.name = "Blands"
party.B.system.z = { name = "Z", type = "icbm", launchers = 100, loading = 1, capacity = 9 }

[uncertain."party.A.system.x.loading"]
uniform = [1, 5]
[uncertain."party.A.system.y.loading"]
uniform = [2, 3]
[uncertain."party.B.system.z.loading"]
uniform = [1, 2]

[treaty.t]
title    = "T"
short    = "T"
parties  = ["A", "B"]
signed   = 2019-01-01
in_force = 2019-01-01
[treaty.t.limit.w]
name    = "Warheads"
unit    = "warheads"
ceiling = { 2021-01-01 = 9000 }
count.all = { types = ["icbm"], quantity = "warheads", each = 1 }
[treaty.t.limit.v]
name    = "Launchers"
unit    = "launchers"
ceiling = { 2021-01-01 = 4000 }
count.all = { types = ["icbm"], quantity = "launchers", each = 1 }
`

func sensitivityOf(t *testing.T, text string, o influence.Options) *Study {
	t.Helper()
	r := load(t, "two.toml", text)
	k := ensemble.Compile(r.Document.Study())
	a, err := influence.Analyse(t.Context(), k, Telling(k), o)
	if err != nil {
		t.Fatal(err)
	}
	return Sensitivity(r, a, o, []string{"drawdown", "sensitivity", "two.toml"})
}

var rows = influence.Options{Rows: 4096, Method: sample.Sobol, Seed: 1, Workers: 2}

// What is said of shares that are known.
func TestSensitivityWords(t *testing.T) {
	st := sensitivityOf(t, two, rows)
	if want := "All of the spread of Aland's warheads under T on 1 January 2021 comes from two numbers, given the ranges stated: warheads on each X (80 % of the variance by itself) and warheads on each Y (20 %)"; st.Headline != want {
		t.Errorf("headline:\n%s\nwant\n%s", st.Headline, want)
	}
	says := strings.Join(st.Says, "\n")
	for _, want := range []string{
		"The other number does nothing to it.",
		"Interactions: none that show above the sampling error",
		"One number alone can lift it over the ceiling: warheads on each X at the 95th percentile (to 9,800).",
		"Blands' warheads: warheads on each Z (practically all).",
		"Two counts do not vary: Aland's launchers; Blands' launchers.",
	} {
		if !strings.Contains(says, want) {
			t.Errorf("it does not say %q, but\n%s", want, says)
		}
	}
	// The standard deviation is 1,000·√(16/12 + 4/12) = 1,291.
	if want := regexp.MustCompile(`^Its median in the draws is (8,0|7,9)\d\d, \S+ under the ceiling of 9,000, which is 0\.7[78] standard deviations: of two counts that vary it is the least sure\.`); !want.MatchString(says) {
		t.Errorf("the room that it has:\n%s", says)
	}
	text := string(st.Text(Style{Width: 80}))
	if !regexp.MustCompile(`(?m)^warheads on each X +2 +1\.2 to 4\.8 +6,200 +9,800 +80 \(\d\d–\d\d\) +80 \(\d\d–\d\d\)$`).MatchString(text) {
		t.Errorf("the table:\n%s", text)
	}
}

// Most of a spread, or no few numbers, where many take part in it.
func TestSensitivityOfMany(t *testing.T) {
	for n, want := range map[int]string{
		4:  "Most of the spread of Aland's warheads under T on 1 January 2021 comes from three numbers",
		12: "No few numbers make up the spread of Aland's warheads under T on 1 January 2021",
	} {
		st := sensitivityOf(t, many(n), rows)
		if !strings.HasPrefix(st.Headline, want) {
			t.Errorf("%d alike:\n%s\nwant\n%s", n, st.Headline, want)
		}
	}
	st := sensitivityOf(t, many(12), influence.Options{Trajectories: 20, Levels: 4, Seed: 1})
	if want := regexp.MustCompile(`^Warheads on each M-\d+ moves Aland's warheads under T on 1 January 2021 most: by 1,000 over its range, as a screening estimates, given`); !want.MatchString(st.Headline) {
		t.Errorf("screening: %s", st.Headline)
	}
	if says := strings.Join(st.Says, "\n"); !strings.Contains(says, "Eleven of the other eleven numbers move it at least a tenth as much. A screening ranks numbers; shares of the variance with their errors take 14,336 runs: add --rows 1024.") {
		t.Errorf("screening:\n%s", says)
	}
	if st.Table("indices") != nil || st.Table("morris") == nil {
		t.Error("a screening has no indices, but a table of its own")
	}
}

// many has n numbers that do alike.
func many(n int) string {
	var systems, uncertain strings.Builder
	for i := range n {
		fmt.Fprintf(&systems, "party.A.system.m%d = { name = \"M-%d\", type = \"icbm\", launchers = 1000, loading = 2, capacity = 9 }\n", i, i)
		fmt.Fprintf(&uncertain, "[uncertain.\"party.A.system.m%d.loading\"]\nuniform = [2, 3]\n", i)
	}
	head, rest, _ := strings.Cut(two, "party.A.system.x")
	_, treaty, _ := strings.Cut(rest, "[treaty.t]")
	treaty = strings.Replace(treaty, `["A", "B"]`, `["A"]`, 1)
	return head + systems.String() + uncertain.String() + "[treaty.t]" + treaty
}

// What acts only together is said to: of a product of two numbers about nought,
// neither alone moves it.
func TestInteractions(t *testing.T) {
	text := strings.NewReplacer(
		"uniform = [1, 5]", "uniform = [0, 2]", `[uncertain."party.A.system.y.loading"]`, `[uncertain."party.A.system.x.deployed"]`,
		"uniform = [2, 3]", "uniform = [0, 1000]",
		"launchers = 1000, loading = 2", "launchers = 1000, deployed = 500, loading = 1",
	).Replace(two)
	st := sensitivityOf(t, text, rows)
	// d·x, both even from nought: first-order 3/7 each, together 1/7.
	if want := regexp.MustCompile(`^All of .* two numbers, .*: .* X \(4[234] % of the variance by itself\) and .* X \(4[234] %\)$`); !want.MatchString(st.Headline) {
		t.Errorf("headline: %s", st.Headline)
	}
	if says := strings.Join(st.Says, "\n"); !regexp.MustCompile(`Interactions: about 1[345] % of the variance comes from numbers that act together`).MatchString(says) {
		t.Errorf("interactions:\n%s\n%s", st.Headline, says)
	}
}

// An uncertain ceiling moves no count, and that is said.
func TestUncertainCeiling(t *testing.T) {
	const says = "A ceiling is uncertain too. It moves no count"
	o := influence.Options{Rows: 64, Method: sample.Sobol, Seed: 1}
	if all := strings.Join(sensitivityOf(t, two, o).Says, "\n"); strings.Contains(all, says) {
		t.Errorf("no ceiling is uncertain:\n%s", all)
	}
	st := sensitivityOf(t, two+"[uncertain.\"treaty.t.limit.w.ceiling.2021-01-01\"]\nuniform = [8000, 9500]\n", o)
	if all := strings.Join(st.Says, "\n"); !strings.Contains(all, says) || !strings.Contains(all, "two do nothing") && !strings.Contains(all, "The other two numbers do nothing") {
		t.Errorf("a ceiling is uncertain:\n%s", all)
	}
}

// What numbers of every kind are called.
func TestInputNames(t *testing.T) {
	text := `
format = 1
title  = "Kinds"
start  = 2020-01-01
end    = 2030-01-01
defaults.delay = 0
party.A.name = "Aland"
party.A.system.x = { name = "X (big)", type = "icbm", launchers = 10, missiles = 20, deployed = 5, loading = 2, capacity = 9, lot = 2, pool = "p" }
party.A.system.y = { name = "Y (old)", type = "icbm", launchers = 10, loading = 2, capacity = 9, pool = "p" }
party.A.system.y2 = { name = "Y (new)", type = "slbm", launchers = 10, loading = 2, capacity = 9, pool = "p" }
party.A.pool.p = { reserve = 100, retired = 10, produce_per_year = 1, retire_per_year = 1, dismantle_per_year = 1 }
schedule.one   = { system = "A.x", quantity = "launchers", levels = { 2022 = 8 }, max_per_year = 4 }
schedule.pace  = { system = "A.y", quantity = "deployed", per_year = -1, to = 3, from = 2021, until = 2025, delay = 0 }
schedule.loads = { systems = ["A.y", "A.y2"], quantity = "loading", share = { 2024 = 0.5 } }
[treaty.t]
title    = "T"
short    = "T"
parties  = ["A"]
signed   = 2019-01-01
in_force = 2019-01-01
[treaty.t.limit.w]
name    = "Warheads"
ceiling = { 2021-01-01 = 90 }
count.all = { types = ["icbm"], quantity = "deployed", each = 1 }
`
	want := map[string]string{
		"party.A.system.x.launchers":          "number of X",
		"party.A.system.x.missiles":           "X missiles",
		"party.A.system.x.deployed":           "deployed X",
		"party.A.system.x.loading":            "warheads on each X",
		"party.A.system.y.loading":            "warheads on each Y (old)",
		"party.A.system.x.capacity":           "warheads that a X can carry",
		"party.A.system.x.lot":                "lot of X",
		"party.A.pool.p.reserve":              "reserve, pool A.p",
		"party.A.pool.p.dismantle_per_year":   "dismantlement a year, pool A.p",
		"schedule.one.levels.2022":            "number of X in 2022",
		"schedule.one.max_per_year":           "most yearly change in the number of X",
		"schedule.pace.per_year":              "yearly change in the deployed Y (old)",
		"schedule.pace.to":                    "end level of the deployed Y (old)",
		"schedule.pace.delay":                 "delay of schedule pace",
		"schedule.pace.from":                  "start of schedule pace",
		"schedule.pace.until":                 "end of schedule pace",
		"schedule.loads.share.2024":           "share left of the warheads on each launcher (schedule loads) in 2024",
		"defaults.delay":                      "default delay",
		"treaty.t.limit.w.ceiling.2021-01-01": "ceiling of t.w from 1 January 2021",
		"treaty.t.limit.w.count.all.each":     "what a unit counts under t.w (all)",
	}
	for address, name := range want {
		st := load(t, "kinds.toml", text+fmt.Sprintf("[uncertain.%q]\nchoice = [1, 2]\n", address)).Document.Study()
		if got := inputNames(st)[0]; got != name {
			t.Errorf("%s is called %q, want %q", address, got, name)
		}
	}
	// What words do not tell apart bears its address.
	st := load(t, "two.toml", strings.Replace(two, `"Y"`, `"X (big)"`, 1)).Document.Study()
	if got, want := inputNames(st)[0], "warheads on each X (big) (party.A.system.x.loading)"; got != want {
		t.Errorf("two alike: %q, want %q", got, want)
	}
}

// A tornado for each count that varies, named after it.
func TestTornadoes(t *testing.T) {
	st := sensitivityOf(t, two, rows)
	charts := st.Charts(plots.Page, false)
	var names []string
	for _, c := range charts {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "tornado-A-t-w tornado-B-t-w" {
		t.Fatalf("charts: %s", got)
	}
	if h := charts[0].Figure.Headline; !strings.Contains(h, "Warheads on each X") || !strings.Contains(h, "6,200") {
		t.Errorf("headline of the first: %s", h)
	}
}
