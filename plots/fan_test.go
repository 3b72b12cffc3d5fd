package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"drawdown/sim/civil"
)

// byHand is an ensemble of 10,000 draws by hand: what it says is known exactly.
func byHand(draws int) *Ensemble {
	a := twoSides(290)
	sc := a.Trajectory.Scenario
	l := sc.Treaties[0].Limits[1] // warheads
	dates := []civil.Date{day(2011, 2, 5), day(2017, 2, 5), day(2018, 2, 5), day(2020, 2, 5), day(2026, 2, 5)}
	nan := math.NaN()
	return &Ensemble{
		Assessment: a, Draws: draws,
		Spreads: []Spread{
			{
				Party: sc.Parties[0], Limit: l, Dates: dates,
				Q05: []float64{1780, 1400, 1320, 1310, 1300}, Q25: []float64{1790, 1430, 1350, 1340, 1330},
				Q50: []float64{1800, 1460, 1380, 1370, 1360},
				Q75: []float64{1810, 1490, 1410, 1400, 1390}, Q95: []float64{1820, 1520, 1440, 1430, 1420},
				Under: []float64{0, 1, 1, 1, 1},
			},
			{
				Party: sc.Parties[1], Limit: l, Dates: dates,
				Q05: []float64{1500, nan, 1380.5, 1380, 1390}, Q25: []float64{1520, nan, 1420, 1420, 1430},
				Q50: []float64{1537, nan, 1444.5, 1450, 1460},
				Q75: []float64{1550, nan, 1500, 1510, 1520}, Q95: []float64{1580, nan, 1620.2, 1630, 1640},
				Under: []float64{0.75, nan, 0.834, 0.8, 0.78},
			},
		},
		Arrivals: []Arrival{
			{Party: sc.Parties[0], Limit: l, Dates: dates, Share: []float64{0, 1, 0, 0, 0}, Never: 0},
			{Party: sc.Parties[1], Limit: l, Dates: dates, Share: []float64{0.4, 0.2, 0.18, 0, 0.002}, Never: 0.218},
		},
	}
}

func TestFanAsData(t *testing.T) {
	f := Fan(byHand(10000), Options{})
	if len(f.Panels) != 3 {
		t.Fatalf("%d panels, want one for each limit", len(f.Panels))
	}
	if got := f.Panels[0].Missing; got != "No draw has a count under this limit." {
		t.Errorf("the first limit, of which nothing is told: %q", got)
	}
	p := &f.Panels[1]
	if len(p.Series) != 2 || p.Series[1].Points[2].Value != 1444.5 || !math.IsNaN(p.Series[1].Points[1].Value) {
		t.Errorf("medians: %+v", p.Series)
	}
	r := p.Series[1].Ribbons
	if len(r) != 2 || r[0].Share != 0.9 || r[0].Edges[4] != (Edge{decimal(day(2026, 2, 5)), 1390, 1640}) || r[1].Edges[4].High != 1520 {
		t.Errorf("ribbons: %+v", r)
	}
	if n := len(r[0].pieces()); n != 2 {
		t.Errorf("a gap parts a ribbon into %d pieces, want 2", n)
	}
	// Ceilings are those of Limits, and nothing is tinted beside the ribbons.
	if got, want := fmt.Sprint(p.Ceilings, p.Marks), fmt.Sprint(Limits(byHand(1).Assessment, Options{}).Panels[1].Ceilings, Limits(byHand(1).Assessment, Options{}).Panels[1].Marks); got != want {
		t.Errorf("ceilings and marks: %s, want %s", got, want)
	}
	if f.excess(p, &p.Series[0]) != nil {
		t.Error("areas in excess beside ribbons")
	}
	for got, want := range map[string]string{
		f.Headline:  "Russia: 1,381 to 1,620 warheads on 5 February 2018, of 1,550 allowed, in 90 % of 10,000 draws, given the ranges stated",
		f.Desc:      "Russia: median 1,537 on 5 February 2011, 90 % of draws from 1,500 to 1,580; median 1,445 on 5 February 2018, when the limit first binds, 90 % of draws from 1,381 to 1,620; median 1,460 on 5 February 2026, 90 % of draws from 1,390 to 1,640.",
		f.Reading:   "not one future",
		f.Caption(): "not how likely it is in the world",
	} {
		if got = spaced(got); !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

// spaced has plain spaces in the place of those that do not break.
func spaced(s string) string { return strings.ReplaceAll(s, string(noBreak), " ") }

// textsOf returns the texts of a role, from the first written to the last.
func textsOf(f *Figure, role string) string {
	var out []string
	for _, x := range lay(f).texts {
		if x.role == role {
			out = append(out, spaced(x.s))
		}
	}
	return strings.Join(out, "|")
}

func TestFanLabels(t *testing.T) {
	f := Fan(byHand(10000), Options{})
	if got, want := textsOf(f, "label"), "Limit 1,550|Russia 1,460|United States 1,360"; got != want {
		t.Errorf("labels %s, want %s", got, want)
	}
	if got, want := textsOf(f, "range"), "1,390–1,640|1,300–1,420"; got != want {
		t.Errorf("ranges %s, want %s", got, want)
	}
	if got, want := textsOf(f, "key"), "median of the draws|50 % of draws|90 % of draws|limit that binds|limit still to come"; got != want {
		t.Errorf("key %s, want %s", got, want)
	}
}

func TestRangesAreLeftOutWhereThereIsNoRoom(t *testing.T) {
	f := &Figure{Size: Slide}
	for range 12 {
		p := Panel{Title: "Warheads"}
		for i := range 5 {
			s := Series{Name: fmt.Sprint("Party ", i), Party: i}
			s.Points = []Point{{At: 2020, Value: 500}, {At: 2021, Value: 500}}
			s.Ribbons = []Ribbon{{0.9, []Edge{{2020, 400, 600}, {2021, 400, 600}}}}
			p.Series = append(p.Series, s)
		}
		f.Panels = append(f.Panels, p)
	}
	s := lay(f)
	if err := sound(s); err != nil {
		t.Error(err)
	}
	if got := textsOf(f, "range"); got != "" {
		t.Errorf("ranges in five lines' room: %s", got)
	}
	f.Panels = f.Panels[:1]
	if got := strings.Count(textsOf(f, "range"), "400–600"); got != 5 {
		t.Errorf("%d ranges, want 5", got)
	}
}

func TestChancesAsData(t *testing.T) {
	f := Chances(byHand(10000), Options{})
	p := &f.Panels[1]
	if p.Title != "Warheads on deployed ICBMs and SLBMs, and nuclear warheads counted for deployed heavy bombers: at most 1,550" || !p.Percent || p.Ceilings != nil {
		t.Errorf("panel: %+v", p)
	}
	if got := p.Series[1].Points[2].Value; math.Abs(got-83.4) > 1e-9 {
		t.Errorf("Russia in 2018: %v", got)
	}
	// Pale until the limit binds, and for Russia from its suspension on.
	for _, c := range []struct {
		party int
		at    float64
		want  bool
	}{
		{0, 2017, true}, {0, decimal(day(2018, 2, 5)), false}, {0, 2025, false}, {1, 2022, false}, {1, 2024, true}, {1, 2026.09, true},
	} {
		if got := p.Series[c.party].faintAt(c.at); got != c.want {
			t.Errorf("party %d in %.2f: pale is %v", c.party, c.at, got)
		}
	}
	if got, want := fmt.Sprint(p.Marks), fmt.Sprint([]Mark{{decimal(day(2018, 2, 5)), "limit binds"}, {decimal(day(2023, 2, 21)), "Russia suspends"}}); got != want {
		t.Errorf("marks %s, want %s", got, want)
	}
	if got, want := spaced(f.Headline), "Russia: at or under 1,550 warheads on 5 February 2018 in 83 % of 10,000 draws, but on 5 February 2020 in 80 %, given the ranges stated"; got != want {
		t.Errorf("headline %q, want %q", got, want)
	}
	if want := "Russia: at or under the ceiling in 75 % on 5 February 2011; 83 % on 5 February 2018, when the limit first binds; 78 % on 5 February 2026."; !strings.Contains(spaced(f.Desc), want) {
		t.Errorf("desc %q lacks %q", f.Desc, want)
	}
	if got, want := textsOf(f, "label"), "United States 100 %|Russia 78 %"; got != want {
		t.Errorf("labels %s, want %s", got, want)
	}
	// The lowest line reaches the axis and the highest has 100 written at it.
	ticks := "|" + textsOf(f, "tick") + "|"
	for _, want := range []string{"|% of draws|", "|0|", "|50|", "|100|"} {
		if !strings.Contains(ticks, want) {
			t.Errorf("ticks %s lack %s", ticks, want)
		}
	}
	if strings.Contains(ticks, "|125|") {
		t.Errorf("ticks beyond the whole: %s", ticks)
	}
}

// A pale line is cut on the day on which a limit begins to bind, also between
// two points, and its parts join.
func TestPaleLinesAreCut(t *testing.T) {
	f := &Figure{Panels: []Panel{{Percent: true, Series: []Series{{
		Points: []Point{{At: 2010, Value: 0}, {At: 2014, Value: 50}, {At: 2020, Value: 100}},
		Faint:  []Stretch{{math.Inf(-1), 2012}, {2017, 2018}},
	}}}}}
	var parts []shape
	st := styleOf(0, false)
	for _, sh := range lay(f).shapes {
		if sh.width == measure(Page).line && !sh.closed && (sh.stroke == st.line || sh.stroke == over(st.line, paleLine)) {
			parts = append(parts, sh)
		}
	}
	if len(parts) != 4 {
		t.Fatalf("%d parts, want 4", len(parts))
	}
	for i, sh := range parts {
		if pale := sh.stroke != st.line; pale != (i%2 == 0) {
			t.Errorf("part %d: pale is %v", i, pale)
		}
		if i > 0 {
			before := parts[i-1].paths[0]
			if before[len(before)-1] != sh.paths[0][0] {
				t.Errorf("part %d does not join the one before", i)
			}
		}
	}
}

func TestArrivalsAsData(t *testing.T) {
	f := Arrivals(byHand(10000), Options{})
	k := f.Panels[1].Columns
	if got, want := strings.Join(k.Slots, " "), "start 2017 2018 2019 2020 2021 2022 2023 2024 2025 2026 never"; got != want {
		t.Errorf("slots %s, want %s", got, want)
	}
	if got, want := fmt.Sprintf("%.1f", k.Of[1].Values), "[40.0 20.0 18.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.2 21.8]"; got != want {
		t.Errorf("Russia %s, want %s", got, want)
	}
	if got, want := spaced(f.Headline), "Russia: never lastingly under 1,550 warheads in 22 % of 10,000 draws, by 5 February 2017 in half of them, given the ranges stated"; got != want {
		t.Errorf("headline %q, want %q", got, want)
	}
	if want := "Russia: lastingly at or under the ceiling in 40 % by 5 February 2011, 60 % by 5 February 2017, 78 % by 5 February 2026; never in 22 % of draws."; !strings.Contains(spaced(f.Desc), want) {
		t.Errorf("desc %q lacks %q", f.Desc, want)
	}
	for _, f.Size = range Sizes {
		got := "|" + textsOf(f, "value") + "|"
		for _, want := range []string{"|100|", "|40|", "|22|", "|20|", "|18|"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no column bears %s: %s", f.Size, want, got)
			}
		}
	}
}

// A deadline has a slot of its own, no year between two slots is passed over, and
// either every column of a hundredth or more has its number or none has.
func TestArrivalsShowTheDeadline(t *testing.T) {
	f := Arrivals(byHand(10000), Options{})
	k := f.Panels[1].Columns
	if len(k.Marks) != 1 || k.Slots[k.Marks[0].Slot] != "2018" || spaced(k.Marks[0].Label) != "binds 5 February 2018" {
		t.Errorf("marks: %+v", k.Marks)
	}
	if got := textsOf(f, "note"); !strings.Contains(got, "binds 5 February 2018") {
		t.Errorf("notes: %s", got)
	}
	for i := range k.Of {
		k.Of[i].Party, k.Of[i].Values = 0, make([]float64, len(k.Slots))
		for j := range k.Slots {
			k.Of[i].Values[j] = 1 + float64(i*j)
		}
	}
	f.Panels, f.Size = f.Panels[1:2], "60mm"
	for range 4 {
		if n := strings.Count("|"+textsOf(f, "value"), "|"); textsOf(f, "value") != "" && n != len(k.Of)*len(k.Slots) {
			t.Errorf("%d of %d columns have numbers", n, len(k.Of)*len(k.Slots))
		}
		k.Of = append(k.Of, k.Of...)
	}
	if got := textsOf(f, "value"); got != "" {
		t.Errorf("numbers where there is no room: %s", got)
	}
}

// Many years make few columns, none of them named with a year before the
// scenario's.
func TestArrivalsOfCenturies(t *testing.T) {
	e := ensembles()["centuries"]
	f := Arrivals(e, Options{})
	k := f.Panels[0].Columns
	if got, want := strings.Join(k.Slots, " "), "start 1950–59 1960–69 1970–79 1980–89 1990–99 2000–09 2010–19 2020–29 2030–39 2040–49 2050–59 2060–69 2070–79 2080–89 2090–99 never"; got != want {
		t.Errorf("slots %s, want %s", got, want)
	}
	for i := range f.Panels {
		for _, h := range f.Panels[i].Columns.Of {
			sum := 0.0
			for _, v := range h.Values {
				sum += v
			}
			if math.Abs(sum-100) > 1e-6 {
				t.Errorf("%s: %s’s columns make %v", f.Panels[i].Title, h.Name, sum)
			}
		}
	}
	if !strings.Contains(f.Reading, "in the years named") || f.Panels[0].Unit != "% of draws, in steps of 10 years" {
		t.Errorf("unit %q, reading %q", f.Panels[0].Unit, f.Reading)
	}
}

func TestSharesOfDraws(t *testing.T) {
	for _, c := range []struct {
		share float64
		draws int
		want  string
	}{
		{0.834, 10000, "83 % of 10,000 draws"},
		{0.004, 10000, "under 1 % of 10,000 draws"},
		{0.9999, 10000, "over 99 % of 10,000 draws"},
		{1, 10000, "all 10,000 draws"},
		{0, 10000, "none of 10,000 draws"},
		{0.5, 2, "1 of 2 draws"},
		{1, 2, "both draws"},
		{1, 1, "the only draw"},
		{0, 1, "no draw, of the one made"},
		{0.51, 2, "51 % of 2 draws"}, // weighed: not a number of them
	} {
		if got := spaced(shareOf(c.share, c.draws)); got != c.want {
			t.Errorf("%v of %d: %q, want %q", c.share, c.draws, got, c.want)
		}
	}
}

func TestHeadlinesOfFewAndOfCertainDraws(t *testing.T) {
	for _, c := range []struct {
		name           string
		fan, chance, a string
	}{
		{
			"one draw", "United States: 630 deployed launchers on 5 February 2018, of 700 allowed, in the only draw",
			"All counts are at or under their ceilings whenever these bind, in the only draw, given the ranges stated",
			"All counts are lastingly at or under their ceilings by 5 February 2016, in the only draw, given the ranges stated",
		},
		{
			"certain", "The counts of 3 draws do not differ, given the ranges stated",
			"All counts are at or under their ceilings whenever these bind, in all 3 draws, given the ranges stated",
			"All counts are lastingly at or under their ceilings by 5 February 2016, in all 3 draws, given the ranges stated",
		},
		{"nothing drawn", "No draw of the scenario was made", "No draw of the scenario was made", "No draw of the scenario was made"},
		{"poor: no treaty", "No limit applies to the parties of this scenario", "No limit applies to the parties of this scenario", "No limit applies to the parties of this scenario"},
	} {
		for i, want := range []string{c.fan, c.chance, c.a} {
			if got := spaced(Ensembles[i].Make(ensembles()[c.name], Options{}).Headline); got != want {
				t.Errorf("%s, %s: %q, want %q", c.name, Ensembles[i].Name, got, want)
			}
		}
	}
	e := byHand(1000)
	for i := range e.Spreads {
		s := &e.Spreads[i]
		s.Q05, s.Q95 = s.Q50, s.Q50
	}
	if got, want := spaced(Fan(e, Options{}).Headline), "In 90 % of 1,000 draws or more each count is the same, given the ranges stated"; got != want {
		t.Errorf("no width: %q, want %q", got, want)
	}
	if f := Fan(byHand(100), Options{}); strings.Contains(f.Reading, "rough") {
		t.Errorf("reading of 100 draws: %s", f.Reading)
	}
	if f := Fan(byHand(12), Options{}); !strings.Contains(f.Reading, "With 12 draws the shares are rough.") {
		t.Errorf("reading of 12 draws: %s", f.Reading)
	}
	e = byHand(613)
	e.Partial = true
	if f := Chances(e, Options{}); !strings.Contains(f.Subtitle, ". The draws were stopped early.") || !strings.Contains(f.Reading, "Fewer draws were made than were asked for.") {
		t.Errorf("partial: %q, %q", f.Subtitle, f.Reading)
	}
}

func BenchmarkFan(b *testing.B) {
	e := ensembles()["centuries"]
	for b.Loop() {
		if _, err := SVG(Fan(e, Options{})); err != nil {
			b.Fatal(err)
		}
	}
}
