package scenarios_test

import (
	"io"
	"strings"
	"testing"

	"drawdown/scenarios"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// Where the figures below were published.
const (
	insideDefense2011 = "https://insidedefense.com/insider/nuke-numbers"
	airForce2014      = "http://airforcemag.cloudapp.net/DRArchive/Pages/2015/January%202015/January%2006%202015/Snapshot-of-the-Strategic-Missile-and-Bomber-Force.aspx"
	defense2014       = "http://www.deagel.com/news/United-States-of-America-Announces-Strategic-Force-Structure-by-2018_n000012564.aspx"
	reuters2014       = "http://uk.reuters.com/article/usa-defense-nuclear-idUKL2N0N00W920140408"
	state2020         = "https://www.globalsecurity.org/wmd/library/news/usa/2020/usa-201201-state01.htm"
	aca2018           = "https://armscontrol.org/act/2018-03/news-briefs/us-russia-meet-new-start-limits"
	defenseDaily2017  = "http://www.defensedaily.com/latest-new-start-release-breaks-icbm-slbm-bomber-types-2/"
	memorandum1990    = "https://nuke.fas.org/control/start1/news/strtdata.htm"
	centralLimits1991 = "https://nuke.fas.org/control/start1/news/startcen.htm"
	basics1991        = "https://nuke.fas.org/control/start1/news/strtbasi.htm"
	infLimits1988     = "https://fas.org/nuke/control/inf/infbook/ch6a.html"
	infTotals1991     = "https://fas.org/nuke/control/inf/infbook/ch6.html"
	fasExpiration     = "https://fas.org/publication/the-expiration-of-new-start"
)

// assessed runs a scenario of the library.
func assessed(t *testing.T, name string) *sim.Assessment {
	t.Helper()
	doc, list := scenarios.Load(name, scenarios.Options{})
	if doc == nil {
		t.Fatal(list.All())
	}
	return sim.Assess(sim.Run(doc.Scenario))
}

func limitOf(t *testing.T, s *sim.Scenario, address string) *treaty.Limit {
	t.Helper()
	for _, tr := range s.Treaties {
		for _, l := range tr.Limits {
			if l.Address() == address {
				return l
			}
		}
	}
	t.Fatalf("there is no limit %s", address)
	return nil
}

// Counts of library scenarios that a party declared, or announced for the day.
func TestKnownCounts(t *testing.T) {
	runs := map[string]*sim.Assessment{}
	for _, test := range []struct {
		scenario, party               string
		on                            civil.Date
		deployed, warheads, launchers float64 // 0: not published
		url                           string
	}{
		{"new-start", "US", civil.Of(2011, 2, 5), 882, 1800, 1124, insideDefense2011},
		{"new-start", "RU", civil.Of(2011, 2, 5), 521, 1537, 865, insideDefense2011},
		{"us-plan-2014", "US", civil.Of(2014, 9, 1), 794, 1642, 912, airForce2014},
		{"us-plan-2014", "US", civil.Of(2018, 2, 5), 700, 0, 800, defense2014},
	} {
		a := runs[test.scenario]
		if a == nil {
			a = assessed(t, test.scenario)
			runs[test.scenario] = a
		}
		s := a.Trajectory.Scenario
		for key, want := range map[string]float64{"deployed": test.deployed, "warheads": test.warheads, "launchers": test.launchers} {
			f := a.On(test.on, s.Party(test.party), limitOf(t, s, "new-start."+key))
			if want != 0 && (!f.Computable || f.Count != want) {
				t.Errorf("%s, %s on %s: %v %s, published: %v (%s)", test.scenario, test.party, test.on, f.Count, key, want, test.url)
			}
		}
	}
}

// The US plan of 2014, leg by leg: launchers before and after, and the
// treaty's limits to the unit.
func TestKnownPlanOf2014(t *testing.T) {
	a := assessed(t, "us-plan-2014")
	s := a.Trajectory.Scenario
	us := s.Party("US")
	on := civil.Of(2018, 2, 5)
	var deployed, launchers float64
	for _, leg := range []struct {
		what                arsenal.Type
		deployed, launchers float64
		url                 string
	}{
		{arsenal.ICBM, 400, 454, defense2014},
		{arsenal.SLBM, 240, 280, defense2014},
		{arsenal.HeavyBomber, 60, 66, defense2014},
	} {
		for quantity, want := range map[string]float64{"deployed": leg.deployed, "launchers": leg.launchers} {
			of := limitOf(t, s, "new-start."+quantity)
			l := *of
			l.Rules = []*treaty.Rule{{Limit: &l, Types: []arsenal.Type{leg.what}, Quantity: quantity, Each: flat(1)}}
			if f := a.On(on, us, &l); !f.Computable || f.Count != want {
				t.Errorf("%v %s %s, announced: %v (%s)", f.Count, leg.what, quantity, want, leg.url)
			}
		}
		deployed, launchers = deployed+leg.deployed, launchers+leg.launchers
	}
	if deployed != 700 || launchers != 800 {
		t.Errorf("the legs announced add to %v and %v", deployed, launchers)
	}
	for _, sum := range []struct {
		says      string
		got, want int
		url       string
	}{
		{"336 tubes less four on each of 14 submarines", 336 - 4*14, 280, reuters2014},
		{"96 bombers less 30 converted", 96 - 30, 66, reuters2014},
		{"launchers before the cuts", 454 + 336 + 96, 886, reuters2014},
	} {
		if sum.got != sum.want {
			t.Errorf("%s: %d, published: %d (%s)", sum.says, sum.got, sum.want, sum.url)
		}
	}
}

// A tally is a party's systems under a treaty of the test's own,
// and what they count.
type tally struct {
	says   string
	forces string // [party.A.system...] tables
	rules  string // [treaty.test.limit.l.count...] tables
	want   float64
	url    string
}

const us1990 = `
[party.A.system.minuteman-2]
name = "Minuteman II"
type = "icbm"
launchers = 450
attributed = 1
[party.A.system.minuteman-3]
name = "Minuteman III"
type = "icbm"
launchers = 500
attributed = 3
[party.A.system.peacekeeper]
name = "Peacekeeper"
type = "icbm"
launchers = 50
attributed = 10
[party.A.system.poseidon]
name = "Poseidon C-3"
type = "slbm"
launchers = 192
attributed = 10
[party.A.system.trident-1]
name = "Trident I C-4"
type = "slbm"
launchers = 384
attributed = 8
[party.A.system.trident-2]
name = "Trident II D-5"
type = "slbm"
launchers = 96
attributed = 8
[party.A.system.b-52-alcm]
name = "B-52 with cruise missiles"
type = "heavy-bomber"
traits = ["alcm"]
launchers = 189
equipped = 12
[party.A.system.b-52]
name = "B-52 without"
type = "heavy-bomber"
launchers = 290
[party.A.system.b-1]
name = "B-1"
type = "heavy-bomber"
launchers = 95
`

const ussr1990 = `
[party.A.system]
ss-11 = { name = "SS-11", type = "icbm", launchers = 326, attributed = 1 }
ss-13 = { name = "SS-13", type = "icbm", launchers = 40, attributed = 1 }
ss-17 = { name = "SS-17", type = "icbm", launchers = 47, attributed = 4 }
ss-18 = { name = "SS-18", type = "icbm", traits = ["heavy"], launchers = 308, attributed = 10 }
ss-19 = { name = "SS-19", type = "icbm", launchers = 300, attributed = 6 }
ss-24-silo = { name = "SS-24 in silos", type = "icbm", launchers = 56, attributed = 10 }
ss-24-rail = { name = "SS-24 on rails", type = "icbm", traits = ["mobile"], launchers = 33, attributed = 10 }
ss-25 = { name = "SS-25", type = "icbm", traits = ["mobile"], launchers = 288, attributed = 1 }
ss-n-6 = { name = "SS-N-6", type = "slbm", launchers = 192, attributed = 1 }
ss-n-8 = { name = "SS-N-8", type = "slbm", launchers = 280, attributed = 1 }
ss-n-17 = { name = "SS-N-17", type = "slbm", launchers = 12, attributed = 1 }
ss-n-18 = { name = "SS-N-18", type = "slbm", launchers = 224, attributed = 3 }
ss-n-20 = { name = "SS-N-20", type = "slbm", launchers = 120, attributed = 10 }
ss-n-23 = { name = "SS-N-23", type = "slbm", launchers = 112, attributed = 4 }
bear-alcm = { name = "Bear with cruise missiles", type = "heavy-bomber", traits = ["alcm"], launchers = 84 }
bear = { name = "Bear without", type = "heavy-bomber", launchers = 63 }
blackjack = { name = "Blackjack", type = "heavy-bomber", traits = ["alcm"], launchers = 15 }
`

const (
	ruleVehicles  = "v = { quantity = \"launchers\" }\n"
	ruleMissiles  = "m = { types = [\"icbm\", \"slbm\"], quantity = \"launchers\", each = \"attributed\" }\n"
	ruleBombers   = "b = { types = [\"heavy-bomber\"], without = [\"alcm\"], quantity = \"launchers\" }\n"
	ruleUSALCM    = "c = { types = [\"heavy-bomber\"], with = [\"alcm\"], quantity = \"launchers\", each = 10, first = 150, beyond = \"equipped\" }\n"
	ruleSovALCM   = "c = { types = [\"heavy-bomber\"], with = [\"alcm\"], quantity = \"launchers\", each = 8, first = 180, beyond = 16 }\n"
	ruleOnMissile = "m = { types = [\"icbm\", \"slbm\"], with = [\"%\"], quantity = \"launchers\", each = \"attributed\" }\n"
)

// Published totals, counted anew from published numbers by type and the
// published rules.
func TestKnownTotals(t *testing.T) {
	for _, test := range []tally{
		{"START I, US vehicles of 1 September 1990", us1990, ruleVehicles, 2246, memorandum1990},
		{"START I, US warheads", us1990, ruleMissiles + ruleBombers + ruleUSALCM, 10563, memorandum1990},
		{"START I, US warheads on missiles", us1990, ruleMissiles, 8210, memorandum1990},
		{"START I, 189 US bombers with cruise missiles: 150 × 10 + 39 × 12", us1990, ruleUSALCM, 1968, memorandum1990},
		{"START I, Soviet vehicles of 1 September 1990", ussr1990, ruleVehicles, 2500, memorandum1990},
		{"START I, Soviet warheads", ussr1990, ruleMissiles + ruleBombers + ruleSovALCM, 10271, memorandum1990},
		{"START I, Soviet warheads on missiles", ussr1990, ruleMissiles, 9416, memorandum1990},
		{"START I, Soviet warheads on heavy missiles", ussr1990, strings.Replace(ruleOnMissile, "%", "heavy", 1), 3080, memorandum1990},
		{"START I, Soviet warheads on mobile missiles", ussr1990, strings.Replace(ruleOnMissile, "%", "mobile", 1), 618, memorandum1990},
		{
			"START I, 180 Soviet bombers with cruise missiles at eight each", `
[party.A.system]
bear = { name = "Bear", type = "heavy-bomber", traits = ["alcm"], launchers = 180, equipped = 16 }
`, ruleSovALCM, 1440, centralLimits1991,
		},
		{
			"START I, 308 heavy missiles less 22 a year for seven years", `
[party.A.system]
ss-18 = { name = "SS-18", type = "icbm", launchers = 308 }
[schedule.side-letter]
system = "A.ss-18"
quantity = "launchers"
per_year = -22
until = 2007
[schedule.with-their-missiles]
system = "A.ss-18"
quantity = "deployed"
per_year = -22
until = 2007
`, ruleVehicles, 154, basics1991,
		},
		{
			"INF, launchers able to hold 171 warheads: 57 of the SS-20", `
[party.A.system]
ss-20 = { name = "SS-20", type = "ground-launched-missile", launchers = 57, capacity = 3 }
`, "l = { quantity = \"launchers\", each = \"capacity\" }\n", 171, infLimits1988,
		},
		{
			"INF, US missiles eliminated", `
[party.A.system]
pershing-2 = { name = "Pershing II", type = "ground-launched-missile", launchers = 0, missiles = 234 }
pershing-1a = { name = "Pershing IA", type = "ground-launched-missile", launchers = 0, missiles = 169 }
glcm = { name = "BGM-109G", type = "ground-launched-missile", launchers = 0, missiles = 443 }
`, "m = { quantity = \"missiles\" }\n", 846, infTotals1991,
		},
		{
			"New START, US ICBM launchers of 1 September 2020: 397 with a missile and 57 without", `
[party.A.system]
minuteman = { name = "Minuteman III", type = "icbm", launchers = 454, deployed = 397 }
`, "d = { quantity = \"deployed\" }\nn = { quantity = \"nondeployed\" }\n", 454, state2020,
		},
		{
			"New START, those without", `
[party.A.system]
minuteman = { name = "Minuteman III", type = "icbm", launchers = 454, deployed = 397 }
`, "n = { quantity = \"nondeployed\" }\n", 57, state2020,
		},
	} {
		text := "format = 1\ntitle = \"made\"\nstart = 2000-01-01\nend = 2008-01-01\n[party.A]\nname = \"A\"\n" + test.forces +
			"[treaty.test]\nshort = \"test\"\nparties = [\"A\", \"B\"]\nin_force = 2000-01-01\n" +
			"[treaty.test.limit.l]\nname = \"l\"\nceiling = { 2000-01-01 = 1 }\n[treaty.test.limit.l.count]\n" + test.rules
		doc, list := scenarios.Load("made.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(text)), nil
		}})
		if doc == nil {
			t.Errorf("%s: %v", test.says, list.All())
			continue
		}
		s := doc.Scenario
		f := sim.Assess(sim.Run(s)).On(s.End, s.Parties[0], s.Treaties[0].Limits[0])
		if !f.Computable || f.Count != test.want {
			t.Errorf("%s: %v, published: %v (%s)", test.says, f.Count, test.want, test.url)
		}
	}
}

// What the United States declared system by system on 1 September 2020 adds up
// to what it declared in all: the four test silos are among the 454 launchers,
// and 261 + 234 spare missiles count towards nothing.
func TestKnownDeclarationOf2020(t *testing.T) {
	const text = `
format = 1
title = "The United States on 1 September 2020"
start = 2020-09-01
end = 2020-09-01
treaties = ["new-start"]
[party.US]
name = "United States"
[party.US.system]
minuteman-3 = { name = "Minuteman III", type = "icbm", launchers = 450, deployed = 397, missiles = 658 }
test-silos = { name = "Test launchers", type = "icbm", traits = ["test"], launchers = 4, deployed = 0 }
trident-2 = { name = "Trident II", type = "slbm", launchers = 280, deployed = 230, missiles = 464 }
b-2a = { name = "B-2A", type = "heavy-bomber", launchers = 20, deployed = 12 }
b-52h = { name = "B-52H", type = "heavy-bomber", launchers = 46, deployed = 36 }
`
	doc, list := scenarios.Load("made.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	s := doc.Scenario
	a := sim.Assess(sim.Run(s))
	for key, want := range map[string]float64{"deployed": 675, "launchers": 800} {
		f := a.On(s.Start, s.Parties[0], limitOf(t, s, "new-start."+key))
		if !f.Computable || f.Count != want || f.Status != treaty.Within {
			t.Errorf("%v %s (%s), declared: %v (%s)", f.Count, key, f.Status, want, state2020)
		}
	}
}

// Declared figures held against the treaty's own ceilings: what bound when.
func TestKnownStanding(t *testing.T) {
	_, tr := law(t, *scenarios.Lookup("treaties/new-start"))
	for _, test := range []struct {
		limit    string
		on       civil.Date
		declared float64
		binds    bool
		within   bool
		url      string
	}{
		{"launchers", civil.Of(2011, 2, 5), 1124, false, false, insideDefense2011}, // the United States
		{"warheads", civil.Of(2016, 9, 1), 1796, false, false, defenseDaily2017},   // Russia, above the ceiling while nothing binds
		{"deployed", civil.Of(2018, 2, 5), 652, true, true, aca2018},               // the United States
		{"warheads", civil.Of(2018, 2, 5), 1350, true, true, aca2018},
		{"launchers", civil.Of(2018, 2, 5), 800, true, true, aca2018}, // to the unit
		{"deployed", civil.Of(2018, 2, 5), 527, true, true, aca2018},  // Russia
		{"warheads", civil.Of(2018, 2, 5), 1444, true, true, aca2018},
		{"launchers", civil.Of(2018, 2, 5), 779, true, true, aca2018},
	} {
		for _, l := range tr.Limits {
			if l.Key != test.limit {
				continue
			}
			most, binds, ok := l.CeilingOn(test.on)
			if !ok || binds != test.binds || (test.declared <= most) != test.within {
				t.Errorf("%s on %s: %v of %v, binds: %v (%s)", test.limit, test.on, test.declared, most, binds, test.url)
			}
		}
	}
}

// The treaty's last day.
func TestKnownLastDay(t *testing.T) {
	_, tr := law(t, *scenarios.Lookup("treaties/new-start"))
	course := treaty.Follow(tr)
	for _, test := range []struct {
		on   civil.Date
		want treaty.Status
		url  string
	}{
		{civil.Of(2011, 2, 4), treaty.NotInForce, insideDefense2011},
		{civil.Of(2011, 2, 5), "", insideDefense2011},
		{civil.Of(2021, 2, 5), "", fasExpiration}, // extended two days before
		{civil.Of(2026, 2, 4), "", fasExpiration},
		{civil.Of(2026, 2, 5), treaty.NotInForce, fasExpiration},
	} {
		for _, party := range []string{"US", "RU"} {
			if got := course.On(party, test.on); got != test.want {
				t.Errorf("%s on %s: %q, want %q (%s)", party, test.on, got, test.want, test.url)
			}
		}
	}
}
