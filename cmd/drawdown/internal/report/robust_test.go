package report

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"drawdown/plots"
	"drawdown/sim/ensemble"
	"drawdown/sim/prim"
	"drawdown/sim/robust"
	"drawdown/sim/sample"
)

// tried tests library scenarios in the same futures.
func tried(t *testing.T, draws int, names ...string) *Study {
	t.Helper()
	var reports []*Report
	var schedules []robust.Schedule
	for _, name := range names {
		r := load(t, name, "")
		reports = append(reports, r)
		schedules = append(schedules, robust.Schedule{Name: name, Kernel: ensemble.Compile(r.Document.Study())})
	}
	trial := robust.New(schedules)
	points, err := sample.New(sample.Random, draws, 1, len(trial.Inputs))
	if err != nil {
		t.Fatal(err)
	}
	res, err := trial.Run(context.Background(), robust.Options{Points: points, Futures: draws, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return Robust(reports, res, Sampling{Method: "random", Draws: draws, Seed: 1}, []string{"drawdown", "robust"})
}

// Whatever the library is tried with, no line is wider than the terminal and
// every chart can be drawn.
func TestRobustOfTheLibrary(t *testing.T) {
	for _, names := range [][]string{
		{"thousand"},
		{"inf", "inf"},
		{"new-start", "observe"},
		{"thousand", "thousand-front", "thousand-late"},
		{"thousand", "thousand-front", "thousand-back", "thousand-late", "one-sided"},
	} {
		st := tried(t, 1500, names...)
		for line := range strings.Lines(string(st.Text(Style{Width: 80}))) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
				t.Errorf("%s: %d columns: %s", names, n, line)
			}
		}
		taken := map[string]bool{}
		for _, size := range []plots.Size{plots.Page, plots.Column} {
			for _, c := range st.Figures(size, true) {
				if taken[string(size)+c.Name] {
					t.Errorf("%s: two charts %s", names, c.Name)
				}
				taken[string(size)+c.Name] = true
			}
		}
		if len(taken) < 2 {
			t.Errorf("%s: no chart", names)
		}
		for _, table := range st.Tables {
			for _, row := range table.Rows {
				if len(row) != len(table.Columns) {
					t.Errorf("%s: a row of %s has %d cells", names, table.Name, len(row))
				}
			}
		}
	}
}

// Ranges in words.
func TestWithin(t *testing.T) {
	column := func(address string, shape ensemble.Shape, whole bool, parameters ...float64) *robust.Column {
		return &robust.Column{Input: prim.Input{Whole: whole}, Of: &ensemble.Input{Address: address, Distribution: ensemble.Distribution{Shape: shape, Parameters: parameters}}}
	}
	delay := column("defaults.delay", ensemble.Choice, true, 0, 1, 1, 3)
	from := column("schedule.x.from", ensemble.Integers, true, 2026, 2030)
	loading := column("party.RU.system.m.loading", ensemble.Uniform, false, 2, 3)
	bombers := column("party.RU.system.b.deployed", ensemble.Integers, true, 27, 47)
	two := column("party.RU.system.s.launchers", ensemble.Choice, true, 112, 128)
	rate := column("schedule.x.max_per_year", ensemble.Triangular, true, 1, 13, 1700)
	low := func(x float64) prim.Range { return prim.Range{Low: x, HasLow: true} }
	high := func(x float64) prim.Range { return prim.Range{High: x, HasHigh: true} }
	both := func(a, b float64) prim.Range { return prim.Range{Low: a, High: b, HasLow: true, HasHigh: true} }
	for _, c := range []struct {
		of   *robust.Column
		r    prim.Range
		want string
	}{
		{delay, low(1), "a delay of one year or more"},
		{delay, high(1), "a delay of one year or less"},
		{delay, high(0), "no delay"},
		{delay, low(2), "a delay of three years"},
		{delay, both(1, 3), "a delay of one to three years"},
		{from, low(2028), "X in 2028 or later"},
		{from, high(2028), "X in 2028 or earlier"},
		{loading, low(2.7), "X above 2.7"},
		{loading, high(2.7), "X below 2.7"},
		{loading, both(2.25, 2.7), "X between 2.25 and 2.7"},
		{bombers, low(36), "X at 36 or more"},
		{bombers, both(30, 36), "X at 30 to 36"},
		{two, low(120), "X at 128"},
		{rate, high(11), "X at eleven or fewer"},
		{rate, low(1200), "X at 1,200 or more"},
	} {
		label := "X"
		if c.of == delay {
			label = "delay"
		}
		if got := within(label, c.of, c.r); got != c.want {
			t.Errorf("%s %+v: %s, want %s", c.of.Of.Address, c.r, got, c.want)
		}
	}
}

// Small and large shares keep a decimal, and never look certain.
func TestPercent(t *testing.T) {
	for _, c := range []struct {
		k, n int
		want string
	}{
		{0, 10000, "0 %"},
		{10000, 10000, "100 %"},
		{170, 10000, "1.7 %"},
		{4210, 10000, "42 %"},
		{9641, 10000, "96.4 %"},
		{9999, 10000, "99.99 %"},
		{1, 10000, "0.01 %"},
	} {
		if got := Percent(c.k, c.n); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.k, c.n, got, c.want)
		}
	}
}
