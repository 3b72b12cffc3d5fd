package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// large is a scenario of three parties with 24 systems each, two pools and six
// limits of two treaties; n varies it.
func large(n int) *sim.Assessment {
	sc := &sim.Scenario{Title: "Three parties, made up", Start: day(2026, 2, 5), End: day(2041, 2, 5)}
	var codes []string
	for i, name := range []string{"United States", "Russian Federation", "China"} {
		p := &arsenal.Party{Code: []string{"US", "RU", "CN"}[i], Name: name, Index: i}
		codes = append(codes, p.Code)
		sc.Parties = append(sc.Parties, p)
		for j, key := range []string{"missile", "bomber"} {
			pool := &arsenal.Pool{
				Party: p, Key: key, Index: len(sc.Pools), RemovedTo: arsenal.ToRetired,
				Opening:        arsenal.Stock{Reserve: 900 - 700*j, Retired: 1200 - 300*i},
				RetirePerYear:  20 * j,
				ProducePerYear: 10 * i, DismantlePerYear: 60 + 20*n,
			}
			p.Pools, sc.Pools = append(p.Pools, pool), append(sc.Pools, pool)
		}
		for j := range 24 {
			leg := []arsenal.Type{arsenal.ICBM, arsenal.SLBM, arsenal.HeavyBomber}[j%3]
			s := &arsenal.System{
				Party: p, Key: fmt.Sprintf("system-%d", j), Name: fmt.Sprintf("SS-%d (mobile, modified)", 10+j), Type: leg,
				Index: len(sc.Systems), Capacity: 6, Lot: 1, Pool: p.Pools[j%3/2],
				Opening: arsenal.Holding{Launchers: 40 + j, Deployed: 30 + j - 5*i, Loading: 1 + float64(j%4)*0.3},
			}
			s.Pool.Systems = append(s.Pool.Systems, s)
			p.Systems, sc.Systems = append(p.Systems, s), append(sc.Systems, s)
			sc.Schedules = append(sc.Schedules, &sim.Schedule{
				Key: fmt.Sprintf("%s-down-%d", strings.ToLower(p.Code), j), Index: len(sc.Schedules), Systems: []*arsenal.System{s},
				Quantity: arsenal.Quantity(j % 4), Base: 2026, Pace: sim.Pace(n % 5),
				Way: []sim.Waypoint{{Year: 2031 + n, Level: []float64{20, 25, 12, 2.5}[j%4] + float64(n*j%7)}},
			})
		}
	}
	for k, short := range []string{"Observed limits", "Successor 1,000"} {
		t := &treaty.Treaty{
			ID: fmt.Sprintf("treaty-%d", k), Short: short, Kind: treaty.KindCommitment, Parties: codes[:2+k],
			InForce: day(2026, 2, 5), Expires: day(2041, 1, 1),
		}
		for j, name := range []string{
			"Deployed ICBMs, deployed SLBMs and deployed heavy bombers",
			"Warheads on deployed ICBMs and SLBMs, and nuclear warheads counted for deployed heavy bombers",
			"Deployed and non-deployed launchers and heavy bombers",
		} {
			l := &treaty.Limit{
				Treaty: t, Key: []string{"deployed", "warheads", "launchers"}[j], Name: name,
				Unit: []string{"delivery vehicles", "warheads", "launchers and bombers"}[j],
				Ceiling: []treaty.Step{
					{From: day(2026, 2, 5), Most: []float64{900, 1300, 1200}[j] * float64(2-k) * 0.6},
					{From: day(2033, 7, 1), Most: []float64{700, 1000, 900}[j] * float64(2-k) * 0.6},
				},
			}
			l.Rules = []*treaty.Rule{{
				Limit: l, Key: "all", Quantity: []string{treaty.CountDeployed, treaty.CountWarheads, treaty.CountLaunchers}[j],
				Each: treaty.Weight{Number: 1},
			}}
			t.Limits = append(t.Limits, l)
		}
		sc.Treaties = append(sc.Treaties, t)
	}
	return sim.Assess(sim.Run(sc))
}

// tenRuns are ten scenarios of three parties.
func tenRuns() []Run {
	var runs []Run
	for n := range 10 {
		runs = append(runs, Run{[]string{
			"observe", "upload", "thousand", "thousand-front", "thousand-back",
			"thousand-late", "trilateral", "one-sided", "freeze", "slow",
		}[n], large(n)})
	}
	return runs
}

// poor are assessments that lack something that charts need.
func poor() map[string]*sim.Assessment {
	change := func(f func(*sim.Scenario)) *sim.Assessment {
		sc := scenario(day(2011, 2, 5), day(2020, 2, 5), map[string][]force{"US": icbms(900, 700, 2016), "RU": icbms(0, 0, 2016)}, "US", "RU")
		f(sc)
		return sim.Assess(sim.Run(sc))
	}
	return map[string]*sim.Assessment{
		"nothing at all": sim.Assess(sim.Run(&sim.Scenario{Start: day(2011, 2, 5), End: day(2011, 2, 5)})),
		"no systems": sim.Assess(sim.Run(&sim.Scenario{
			Title: "No systems", Start: day(2011, 2, 5), End: day(2015, 2, 5), Parties: []*arsenal.Party{{Code: "US", Name: "United States"}},
		})),
		"no treaty":     change(func(sc *sim.Scenario) { sc.Treaties = nil }),
		"no ceiling":    change(func(sc *sim.Scenario) { sc.Treaties[0].Limits[0].Ceiling = nil }),
		"one state":     change(func(sc *sim.Scenario) { sc.End = sc.Start }),
		"no schedule":   change(func(sc *sim.Scenario) { sc.Schedules = nil }),
		"not in force":  change(func(sc *sim.Scenario) { sc.Treaties[0].InForce = 0 }),
		"no warheads":   change(func(sc *sim.Scenario) { sc.Systems[0].Opening.Loading = 0 }),
		"cannot count":  change(func(sc *sim.Scenario) { sc.Treaties[0].Limits[1].Rules[0].Quantity = treaty.CountMissiles }),
		"nothing moves": change(func(sc *sim.Scenario) { sc.Parties, sc.Treaties[0].Parties = sc.Parties[:1], nil }),
	}
}

// everyChart calls see with every chart of some scenarios, easy, hard and poor.
func everyChart(o Options, see func(name string, f *Figure)) {
	all := poor()
	all["New START"], all["large"] = twoSides(420), large(0)
	for name, a := range all {
		for _, k := range Kinds {
			see(name+", "+k.Name, k.Make(a, o))
		}
		see(name+", hindcast", Hindcast(recorded(a, everyKind), o))
	}
	for name, e := range ensembles() {
		for _, k := range Ensembles {
			see(name+", "+k.Name, k.Make(e, o))
		}
	}
	leverCharts(o, see)
	ten := tenRuns()
	late := scenario(day(2030, 1, 1), day(2040, 1, 1), map[string][]force{"US": icbms(900, 700, 2036)}, "US")
	runs := map[string][]Run{
		"none": nil, "one": ten[:1], "three": ten[:3], "ten": ten,
		"no year in common": {{"old", twoSides(290)}, {"new", sim.Assess(sim.Run(late))}},
		"late":              {ten[0], {"late", sim.Assess(sim.Run(late))}},
		"all alike":         {ten[0], {"again", ten[0].Assessment}},
		"with and without":  {ten[0], {"poor", all["no treaty"]}},
		"two old":           {{"low", twoSides(290)}, {"high", twoSides(420)}},
	}
	for name, a := range all {
		runs["poor: "+name] = []Run{{"a", a}, {"b", a}}
	}
	for name, runs := range runs {
		for _, k := range Comparisons {
			see(name+", "+k.Name, k.Make(runs, o))
		}
	}
}

// Every chart of every scenario is sound in every size, says what it shows, and
// never has an empty panel without a reason.
func TestEveryChart(t *testing.T) {
	for _, size := range []Size{Column, Page, Slide, "60mm", "120mm", "400mm"} {
		everyChart(Options{Size: size, BW: size == Page}, func(name string, f *Figure) {
			s := lay(f)
			if err := sound(s); err != nil {
				t.Errorf("%s, %s: %v", name, size, err)
			}
			if want := measure(size).width; s.width != want {
				t.Errorf("%s, %s: %.1f points wide, want %.1f", name, size, s.width, want)
			}
			if size != Page {
				return
			}
			if f.Headline == "" || f.Source == "" || !strings.HasPrefix(f.Desc, f.Headline) {
				t.Errorf("%s: headline %q, source %q, desc %q", name, f.Headline, f.Source, f.Desc)
			}
			if (len(f.Panels) == 0) != (f.Missing != "") {
				t.Errorf("%s: %d panels, and missing is %q", name, len(f.Panels), f.Missing)
			}
			if len(f.Panels) > 0 && (f.Reading == "" || f.Subtitle == "") {
				t.Errorf("%s: subtitle %q, reading %q", name, f.Subtitle, f.Reading)
			}
			for i := range f.Panels {
				if p := &f.Panels[i]; p.empty() && p.Missing == "" {
					t.Errorf("%s: panel %q is empty and does not say why", name, p.Title)
				}
			}
			for _, words := range []string{f.Headline, f.Subtitle, f.Desc, f.Missing} {
				for _, bad := range []string{"  ", "NaN", "not known", " .", "%!", "(, ", " ,", "limits limit"} {
					if strings.Contains(words, bad) {
						t.Errorf("%s: %q in %q", name, bad, words)
					}
				}
			}
			for _, sh := range s.shapes {
				for _, c := range []color.NRGBA{sh.fill, sh.stroke} {
					if c.R != c.G || c.G != c.B {
						t.Errorf("%s: a colour in black and white: %v", name, c)
						return
					}
				}
			}
		})
	}
}

func TestEqualChartsGiveEqualBytes(t *testing.T) {
	draw := func() map[string][]byte {
		out := map[string][]byte{}
		a, runs := large(3), tenRuns()
		add := func(name string, f *Figure) {
			b, err := SVG(f)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = append(b, f.Caption()...)
		}
		for _, k := range Kinds {
			add(k.Name, k.Make(a, Options{}))
		}
		for _, k := range Comparisons {
			add(k.Name, k.Make(runs, Options{}))
		}
		e := uncertain(20)
		for _, k := range Ensembles {
			add(k.Name, k.Make(e, Options{}))
		}
		return out
	}
	first := draw()
	if n := len(Kinds) + len(Comparisons) + len(Ensembles); len(first) != n {
		t.Errorf("%d names for %d charts", len(first), n)
	}
	for name, b := range draw() {
		if !bytes.Equal(first[name], b) {
			t.Errorf("%s: two drawings differ", name)
		}
	}
}

// What the options give is what is shown.
func TestOptionsHoldForEveryChart(t *testing.T) {
	o := Options{Headline: "H1", Subtitle: "S1", Source: "Q1", Lang: "de", Size: Slide, BW: true}
	everyChart(o, func(name string, f *Figure) {
		if f.Headline != "H1" || f.Source != "Q1" || f.Lang != "de" || f.Size != Slide || !f.BW {
			t.Errorf("%s: %+v", name, f)
		}
		if f.Subtitle != "S1" {
			t.Errorf("%s: subtitle %q", name, f.Subtitle)
		}
	})
}

func TestParseSize(t *testing.T) {
	for in, want := range map[string]Size{
		"column": Column, "Page": Page, " slide ": Slide, "85mm": Column, "180 mm": Page, "120MM": "120mm", "60mm": "60mm", "87.5mm": "87.5mm", "400mm": "400mm",
	} {
		if got, err := ParseSize(in); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"":       `"" is not a size; write column, page, slide or a width such as 120mm`,
		"poster": `"poster" is not a size; write column, page, slide or a width such as 120mm`,
		"8cm":    `"8cm" is not a size; write column, page, slide or a width such as 120mm`,
		"120":    `the width "120" has no unit; write 120mm`,
		"59.9mm": `a width of 59.9mm is not between 60mm and 400mm`,
		"401mm":  `a width of 401mm is not between 60mm and 400mm`,
		"-90mm":  `a width of -90mm is not between 60mm and 400mm`,
		"nanmm":  `a width of nanmm is not between 60mm and 400mm`,
	} {
		if got, err := ParseSize(in); err == nil || err.Error() != want {
			t.Errorf("%q: %q, %v; want %s", in, got, err, want)
		}
	}
}

// A free width lies between the sizes that have names.
func TestMeasuresOfFreeWidths(t *testing.T) {
	a, b, c := measure(Column), measure("132.5mm"), measure(Page)
	if b.headline != (a.headline+c.headline)/2 || math.Abs(b.width-132.5*pointsPerMM) > 1e-9 || b.height != 0 {
		t.Errorf("between %+v and %+v: %+v", a, c, b)
	}
	if m := measure("60mm"); m.tick != 7 || m.label < 7 {
		t.Errorf("60 mm: %+v", m)
	}
	if m := measure("elephant"); m != measure(Page) {
		t.Errorf("not a size: %+v", m)
	}
}

func TestCaption(t *testing.T) {
	f := &Figure{
		Headline: "A_b exceeds *the* limit", Subtitle: "Counts", Reading: "Lines are counts.", Source: "Source: <x> [y].",
		Panels: []Panel{{Series: []Series{{Points: []Point{{At: 2011, Value: 900}, {At: 2012, Value: 800}}}}}},
	}
	want := `**A\_b exceeds \*the\* limit.** Counts. The vertical axis does not start at zero. Lines are counts. Source: \<x\> \[y\].`
	if got := f.Caption(); got != want {
		t.Errorf("caption:\n got %s\nwant %s", got, want)
	}
	f = Queue(twoSides(290).Trajectory, Options{Source: "S"})
	want = "**No warheads outside deployed launchers are modelled.** New START, made up: warheads retired, in reserve and dismantled since the start, 2011 to 2026. " +
		`The scenario models no pool of warheads, so none wait for dismantlement. Write a \[party.XX.pool.NAME\] with its reserve and its rates into it. S.`
	if got := f.Caption(); got != want {
		t.Errorf("caption:\n got %s\nwant %s", got, want)
	}
}

func rowsOf(p *Panel) string {
	var out []string
	for _, r := range p.Rows.Rows {
		out = append(out, r.Name+" "+r.Label)
	}
	return strings.Join(out, "|")
}

func TestSystemsNameTheLargestAndSumTheRest(t *testing.T) {
	a := large(0)
	f := Systems(a.Trajectory, Options{})
	p := &f.Panels[0]
	if n := len(p.Stack.Bands); n != mostBands+1 {
		t.Fatalf("%d bands", n)
	}
	if got := p.Stack.Bands[mostBands].Name; got != "18 other systems" {
		t.Errorf("last band: %q", got)
	}
	for k := range p.Stack.At {
		sum := 0.0
		for _, b := range p.Stack.Bands {
			sum += b.Values[k]
		}
		want := sumOf(a.Trajectory, func(s *arsenal.System) bool { return s.Party.Index == 0 }, Warheads, k)
		if sum != want {
			t.Errorf("state %d: bands sum to %v, holdings to %v", k, sum, want)
		}
	}
	two := twoSides(290).Trajectory
	if got, want := Systems(two, Options{}).Headline, "In 2026 slbm makes up 67 % of United States’ deployed warheads, up from 65 %; icbm 62 % of Russia’s, up from 59 %"; got != want {
		t.Errorf("headline %q, want %q", got, want)
	}
}

func TestMarginsAsData(t *testing.T) {
	sc := scenario(day(2011, 2, 5), day(2020, 2, 5), map[string][]force{"US": icbms(900, 900, 2016)}, "US")
	sc.Treaties[0].Limits = sc.Treaties[0].Limits[:1]
	l := sc.Treaties[0].Limits[0]
	l.Ceiling = []treaty.Step{{From: day(2012, 2, 5), Most: 1000}, {From: day(2015, 8, 5), Most: 800}, {From: day(2018, 2, 5), None: true}}
	f := Margins(sim.Assess(sim.Run(sc)), Options{})
	p := &f.Panels[0]
	var got []string
	for _, q := range p.Series[0].Points {
		if q.At > 2014 && q.At < 2019.5 {
			got = append(got, fmt.Sprintf("%.1f %v", q.At, q.Value))
		}
	}
	// On the day of a step the margin falls from the old ceiling's to the new one's.
	want := "2014.1 100|2015.1 100|2015.6 100|2015.6 -100|2016.1 -100|2017.1 -100|2018.1 -100|2018.1 NaN|2019.1 NaN"
	if strings.Join(got, "|") != want {
		t.Errorf("margins:\n got %s\nwant %s", strings.Join(got, "|"), want)
	}
	areas := f.excess(p, &p.Series[0])
	if len(areas) != 1 || areas[0].state != Binding {
		t.Fatalf("areas in excess: %+v", areas)
	}
	lo, hi := areas[0].edge[0].x, areas[0].edge[0].x
	for _, q := range areas[0].edge {
		lo, hi = min(lo, q.x), max(hi, q.x)
		if q.y > 0 {
			t.Errorf("an area reaches above zero: %v", q)
		}
	}
	if fmt.Sprintf("%.1f–%.1f", lo, hi) != "2015.6–2018.1" {
		t.Errorf("in excess from %.1f to %.1f", lo, hi)
	}
	if want := "United States stands up to 100 above the ceiling of 800 deployed launchers (New START), in 2015"; f.Headline != want {
		t.Errorf("headline %q, want %q", f.Headline, want)
	}
}

func TestViewsAsData(t *testing.T) {
	a := large(0)
	sc := a.Trajectory.Scenario
	f := Views(a, Options{Dates: []civil.Date{day(2041, 2, 5), day(2026, 2, 5), day(2099, 1, 1)}})
	p := &f.Panels[0]
	emplaced, capable := 0, 0
	for _, u := range a.Trajectory.Uploads(15) {
		if u.System.Party == sc.Parties[0] {
			emplaced, capable = emplaced+u.Emplaced, capable+u.Capable()
		}
	}
	count := a.On(day(2041, 2, 5), sc.Parties[0], sc.Treaties[0].Limits[1]).Count
	got := rowsOf(p)
	want := fmt.Sprintf("|5 February 2041 |Counted: Observed limits %s|Counted: Successor 1,000 %s|Emplaced %s|After full upload %s",
		Number(count), Number(count), Number(float64(emplaced)), Number(float64(capable)))
	if !strings.HasPrefix(got, "5 February 2026 |Counted") || !strings.HasSuffix(got, want) || len(p.Rows.Rows) != 10 {
		t.Errorf("rows:\n got %s\nwant … %s", got, want)
	}
	if n := len(f.Panels[2].Rows.Rows); n != 8 {
		t.Errorf("China, whom one limit does not bind, has %d rows", n)
	}
}

func TestUploadCurveGoesFromEmplacedToCapable(t *testing.T) {
	a := large(0)
	f := UploadCurve(a, Options{})
	for i := range f.Panels {
		r := f.Panels[i].Rows
		first, last := r.Rows[0].Bars[0].To, r.Rows[len(r.Rows)-1].Bars[0].To
		at := first
		for _, row := range r.Rows[1 : len(r.Rows)-1] {
			if row.Bars[0].From != at {
				t.Errorf("%q begins at %v, not at %v", row.Name, row.Bars[0].From, at)
			}
			at = row.Bars[0].To
		}
		emplaced, capable := carried(a.Trajectory, 15, a.Trajectory.Scenario.Parties[i])
		if first != emplaced || at != last || last != capable {
			t.Errorf("%v to %v to %v, want %v to %v", first, at, last, emplaced, capable)
		}
	}
	us := f.Panels[0].Rows
	if got := fmt.Sprint(us.Lines); got != "[{600 Successor 1,000 (not in force) 2} {1200 Observed limits (not in force) 2}]" {
		t.Errorf("ceilings: %s", got)
	}
	if !strings.HasPrefix(us.Rows[1].Name, "+ bombers, in hours") || !strings.HasPrefix(us.Rows[3].Name, "+ ICBMs, in years") {
		t.Errorf("legs: %s", rowsOf(&f.Panels[0]))
	}
}

func TestQueueAsData(t *testing.T) {
	a := large(0)
	f := Queue(a.Trajectory, Options{})
	if len(f.Panels) != 6 || f.Panels[0].Title != "United States: missile" {
		t.Fatalf("%d panels, the first %q", len(f.Panels), f.Panels[0].Title)
	}
	b := f.Panels[0].Stack.Bands
	for k, st := range a.Trajectory.States {
		if s := st.Stocks[0]; b[0].Values[k] != float64(s.Retired) || b[1].Values[k] != float64(s.Reserve) || b[2].Values[k] != float64(s.Dismantled) {
			t.Errorf("state %d: %v, %v, %v for %+v", k, b[0].Values[k], b[1].Values[k], b[2].Values[k], s)
		}
	}
	last := a.Trajectory.States[15].Stocks[0]
	if want := yearsOf(last.Retired, 60) + " to clear"; b[0].Note != want {
		t.Errorf("note %q, want %q", b[0].Note, want)
	}
	for n, want := range map[int]string{1030: "4.3 years", 239: "1 year", 10: "under 0.1 years", 478: "2 years"} {
		if got := yearsOf(n, 239); got != want {
			t.Errorf("%d at 239 a year: %s, want %s", n, got, want)
		}
	}
}

func TestOverlayIsAGridOfLimitsAndParties(t *testing.T) {
	f := Overlay(tenRuns(), Options{})
	if len(f.Panels) != 18 || f.Across != 3 || len(f.Runs) != 10 {
		t.Fatalf("%d panels, %d across, %d runs", len(f.Panels), f.Across, len(f.Runs))
	}
	if got := f.Panels[2].Missing; got != "This limit is not on China." {
		t.Errorf("third panel: %q", got)
	}
	p := &f.Panels[4]
	if p.Title != "Russian Federation: warheads, Observed limits" || len(p.Series) != 10 || p.Series[9].Party != 9 || p.Scale != f.Panels[3].Scale {
		t.Errorf("fifth panel: %q, %d series", p.Title, len(p.Series))
	}
	if f.excess(p, &p.Series[0]) != nil {
		t.Error("areas where lines are too many")
	}
}

func TestDifferenceIsCountMinusBaseline(t *testing.T) {
	runs := []Run{{"low", twoSides(290)}, {"high", twoSides(420)}}
	f := Difference(runs, Options{})
	p := &f.Panels[3] // Russia: warheads
	base, other := runs[0].Assessment, runs[1].Assessment
	for k, q := range p.Series[1].Points {
		d := other.Trajectory.Date(k)
		ru := func(a *sim.Assessment) float64 {
			sc := a.Trajectory.Scenario
			return a.On(d, sc.Parties[1], sc.Treaties[0].Limits[1]).Count
		}
		if want := ru(other) - ru(base); q.Value != want || p.Series[0].Points[k].Value != 0 {
			t.Errorf("%v: %v, want %v", d, q.Value, want)
		}
	}
	if want := "In 2026 high gives Russia 390 more warheads than low"; f.Headline != want {
		t.Errorf("headline %q, want %q", f.Headline, want)
	}
	var labels []string
	for _, x := range lay(f).texts {
		if x.role == "label" {
			labels = append(labels, x.s)
		}
	}
	if !slices.Contains(labels, "high +390") {
		t.Errorf("labels: %q", labels)
	}
}

// Scenarios of different years are aligned on the ones that they share.
func TestComparisonsShareYears(t *testing.T) {
	late := sim.Assess(sim.Run(scenario(day(2020, 1, 1), day(2030, 1, 1), map[string][]force{"US": icbms(690, 650, 2026)}, "US")))
	runs := []Run{{"old", twoSides(290)}, {"late", late}}
	for _, k := range Comparisons[:2] {
		f := k.Make(runs, Options{})
		if !strings.Contains(f.Subtitle, "2020 to 2026, the years they share") {
			t.Errorf("%s: %q", k.Name, f.Subtitle)
		}
		for _, p := range f.Panels {
			if p.From < 2020 || p.Until > 2026.2 {
				t.Errorf("%s: %v to %v", k.Name, p.From, p.Until)
			}
		}
	}
	f := Overlay([]Run{{"old", twoSides(290)}, {"new", large(0)}}, Options{})
	if f.Missing != "" || !strings.Contains(f.Subtitle, "in 2026, the year they share") {
		t.Errorf("one year: %q, %q", f.Subtitle, f.Missing)
	}
	sc := scenario(day(2030, 1, 1), day(2040, 1, 1), map[string][]force{"US": icbms(900, 700, 2036)}, "US")
	f = Dates([]Run{{"old", twoSides(290)}, {"new", sim.Assess(sim.Run(sc))}}, Options{})
	if want := "The scenarios have no year in common: old runs from 2011 to 2026 and new runs from 2030 to 2040."; f.Missing != want {
		t.Errorf("missing: %q, want %q", f.Missing, want)
	}
}

func TestDatesAsData(t *testing.T) {
	f := Dates([]Run{{"low", twoSides(290)}, {"high", twoSides(420)}}, Options{})
	say := func(run, party int) string {
		k := f.Panels[1].Rows.Rows[run].Tracks[party]
		return fmt.Sprintf("%s %.1f %.1f %.1f", k.Name, k.Binds, k.First, k.Lasting)
	}
	for _, c := range []struct {
		run, party int
		want       string
	}{
		{0, 0, "United States 2018.1 2015.1 2015.1"},
		{1, 1, "Russia 2018.1 2011.1 NaN"}, // under the ceiling at first
	} {
		if got := say(c.run, c.party); got != c.want {
			t.Errorf("run %d: %s, want %s", c.run, got, c.want)
		}
	}
	if want := "Only low of two scenarios brings every count under its ceiling to the end"; f.Headline != want {
		t.Errorf("headline %q, want %q", f.Headline, want)
	}
	if !strings.Contains(f.Desc, "high, Russia: first under the ceiling in 2011, but not to the end.") {
		t.Errorf("desc: %s", f.Desc)
	}
}

func TestQueuesAsData(t *testing.T) {
	runs := tenRuns()[:2]
	f := Queues(runs, Options{})
	if len(f.Panels) != 3 || len(f.Panels[0].Series) != 2 {
		t.Fatalf("%+v", f.Panels)
	}
	st := runs[1].Assessment.Trajectory.States[4].Stocks
	if got := f.Panels[0].Series[1].Points[4].Value; got != float64(st[0].Retired+st[1].Retired) {
		t.Errorf("%v retired, want %d + %d", got, st[0].Retired, st[1].Retired)
	}
}

func TestNumbersInARowAreJoined(t *testing.T) {
	for in, want := range map[string]string{
		"1": "1", "1, 2": "1, 2", "1, 2, 3": "1–3", "1, 3, 4, 5, 7, 8": "1, 3–5, 7, 8", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10": "1–10",
	} {
		if got := joined(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// dashDistance says how far two dash patterns look apart: by what factor their
// longest strokes, their widest gaps or the numbers of their strokes differ.
func dashDistance(a, b []float64) float64 {
	features := func(dash []float64) [3]float64 {
		if len(dash) == 0 {
			return [3]float64{100, 0.1, 1} // solid
		}
		out := [3]float64{0, 0, float64(len(dash) / 2)}
		for i, d := range dash {
			out[i%2] = max(out[i%2], d)
		}
		return out
	}
	x, y, most := features(a), features(b), 1.0
	for i := range x {
		most = max(most, x[i]/y[i], y[i]/x[i])
	}
	return most
}

func TestTenRunsLookDifferent(t *testing.T) {
	colourDistance := func(a, b color.NRGBA) float64 {
		d := func(x, y uint8) float64 { return float64(x) - float64(y) }
		return math.Hypot(math.Hypot(d(a.R, b.R), d(a.G, b.G)), d(a.B, b.B))
	}
	for _, bw := range []bool{false, true} {
		for i := range 10 {
			for j := range i {
				a, b := runStyle(i, bw), runStyle(j, bw)
				least := 1.3
				if !bw && colourDistance(a.line, b.line) < 90 {
					least = 2
				}
				if d := dashDistance(a.dash, b.dash); d < least {
					t.Errorf("black and white %v: the dashes of runs %d and %d differ by a factor of %.2f, want %v", bw, j, i, d, least)
				}
			}
		}
	}
}

// Lines that end together are numbered where they lie apart.
func TestLinesAreNumberedWhereTheyPart(t *testing.T) {
	f := &Figure{Size: Page}
	p := Panel{Title: "Waiting", From: 2020, Until: 2030}
	for i := range 8 {
		s := Series{Name: "run", Party: i}
		f.Runs = append(f.Runs, "run")
		for k := range 11 {
			s.Points = append(s.Points, Point{At: 2020 + float64(k), Value: float64(k*(10-k)) * float64(i/2+1)})
		}
		p.Series = append(p.Series, s)
	}
	f.Panels = []Panel{p}
	seen := map[string]bool{}
	s := lay(f)
	for i := range s.texts {
		seen[s.texts[i].s] = true
	}
	for _, want := range []string{"1–8", "1, 2", "3, 4", "5, 6", "7, 8"} {
		if !seen[want] {
			t.Errorf("no label %q", want)
		}
	}
}

func BenchmarkOverlay(b *testing.B) {
	runs := tenRuns()
	for b.Loop() {
		if _, err := SVG(Overlay(runs, Options{})); err != nil {
			b.Fatal(err)
		}
	}
}
