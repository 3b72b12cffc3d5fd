package scenarios_test

import (
	"context"
	"slices"
	"testing"
	"unicode/utf8"

	"drawdown/scenarios"
	"drawdown/sim/civil"
	"drawdown/sim/ensemble"
)

// random makes the points that the format describes for its method `random`.
type random struct{ seed uint64 }

func (r random) Point(member int, u []float64) {
	for k := range u {
		z := r.seed + (uint64(member)*65536+uint64(k)+1)*0x9E3779B97F4A7C15
		z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		z ^= z >> 31
		u[k] = float64(z>>11) * 0x1p-53
	}
}

// corners makes points in which every input is at one end of its range.
type corners struct{}

func (corners) Point(member int, u []float64) {
	random{2}.Point(member, u)
	for k := range u {
		if u[k] < 0.5 {
			u[k] = 0
		} else {
			u[k] = 1 - 0x1p-53
		}
	}
}

// studied are the scenarios of the library, read without a word of complaint.
func studied(t *testing.T, each func(t *testing.T, doc *scenarios.Document)) {
	for _, e := range scenarios.Library() {
		if e.Kind != scenarios.KindScenario {
			continue
		}
		t.Run(e.Name, func(t *testing.T) {
			doc, list := scenarios.Load(e.Name, scenarios.Options{})
			if doc == nil || len(list.All()) != 0 {
				t.Fatal(list.All())
			}
			each(t, doc)
		})
	}
}

// draw runs members of a study; an impossible one fails the test with its
// number, its address and the value.
func draw(t *testing.T, doc *scenarios.Document, points ensemble.Points, members int) *ensemble.Result {
	t.Helper()
	r, err := ensemble.Compile(doc.Study()).Run(context.Background(),
		ensemble.Options{Points: points, Until: members, Workers: 2, CountsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Every range of the library says where it comes from and what its number is
// called, which is not what another is called. No number is both unknown and chosen.
func TestRangesAreExplained(t *testing.T) {
	studied(t, func(t *testing.T, doc *scenarios.Document) {
		if len(doc.Uncertain) == 0 || len(doc.Levers) == 0 {
			t.Errorf("%d uncertainties and %d levers: every scenario has some of both", len(doc.Uncertain), len(doc.Levers))
		}
		var unknown []string
		labels := map[string]string{}
		for _, u := range doc.Uncertain {
			unknown = append(unknown, u.Address)
			if u.Why == "" {
				t.Errorf("uncertain %s has no why", u.Address)
			}
			switch {
			case u.Label == "":
				t.Errorf("uncertain %s has no label", u.Address)
			case utf8.RuneCountInString(u.Label) > 48:
				t.Errorf("uncertain %s: %q has %d characters, too many for a row of a chart", u.Address, u.Label, utf8.RuneCountInString(u.Label))
			case labels[u.Label] != "":
				t.Errorf("%s and %s are both called %q", labels[u.Label], u.Address, u.Label)
			}
			labels[u.Label] = u.Address
		}
		for _, b := range doc.Balances {
			if b.Why == "" {
				t.Errorf("balance %s has no why", b.Address)
			}
		}
		for _, l := range doc.Levers {
			if l.Why == "" || l.Label == "" || l.Step == 0 {
				t.Errorf("lever %s lacks a why, a label or a step", l.Address)
			}
			if slices.Contains(unknown, l.Address) {
				t.Errorf("%s is a lever and uncertain", l.Address)
			}
		}
	})
}

// No draw of the library makes a scenario that cannot be, nor do the ends of its
// ranges together.
func TestRangesAreDrawn(t *testing.T) {
	studied(t, func(t *testing.T, doc *scenarios.Document) {
		draw(t, doc, random{1}, 2000)
		draw(t, doc, corners{}, 2000)
	})
}

// What both sides declared for 5 February 2011 is exact in every draw.
func TestRangesKeepDeclaredTotals(t *testing.T) {
	doc, _ := scenarios.Load("new-start", scenarios.Options{})
	result := draw(t, doc, random{1}, 2000)
	declared := map[string]float64{
		"US new-start.deployed": 882, "US new-start.warheads": 1800, "US new-start.launchers": 1124,
		"RU new-start.deployed": 521, "RU new-start.warheads": 1537, "RU new-start.launchers": 865,
	}
	for i, row := range result.Kernel.Rows {
		if row.Date != civil.Of(2011, 2, 5) {
			continue
		}
		name := row.Party.Code + " " + row.Limit.Address()
		q := result.Quantiles(i)
		if q.Min != declared[name] || q.Max != declared[name] {
			t.Errorf("%s: from %v to %v, declared %v", name, q.Min, q.Max, declared[name])
		}
		delete(declared, name)
	}
	if len(declared) != 0 {
		t.Errorf("not counted: %v", declared)
	}
}

// The files of the family of `thousand` that carry out the same plan otherwise
// are drawn alike, so that a member means the same future in all of them.
func TestRangesOfAFamily(t *testing.T) {
	addresses := func(name string) (all []string) {
		doc, _ := scenarios.Load(name, scenarios.Options{})
		for _, u := range doc.Uncertain {
			all = append(all, u.Address)
		}
		return all
	}
	want := addresses("thousand")
	for _, name := range []string{"thousand-front", "thousand-back", "thousand-late"} {
		if got := addresses(name); !slices.Equal(got, want) {
			t.Errorf("%s draws %v, thousand %v", name, got, want)
		}
	}
}
