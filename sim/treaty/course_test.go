package treaty

import (
	"testing"

	"drawdown/sim/civil"
)

func year(y int) civil.Date { return civil.Of(y, 1, 1) }

// The state of a treaty's law for a party on the first of January of the years
// 2020 to 2029: n not in force, s suspended, f in force.
func TestCourse(t *testing.T) {
	two, three := []string{"US", "RU"}, []string{"US", "RU", "CN"}
	for _, test := range []struct {
		name           string
		parties        []string
		inForce, until int // years; 0: never, unlimited
		events         []Event
		want           map[string]string
	}{
		{"never in force", two, 0, 0, nil, map[string]string{"US": "nnnnnnnnnn"}},
		{"in force from a day on", two, 2022, 0, nil, map[string]string{"US": "nnffffffff", "RU": "nnffffffff"}},
		{"expires on a day", two, 2022, 2025, nil, map[string]string{"US": "nnfffnnnnn"}},
		{"enters into force", two, 0, 0, []Event{{Date: year(2023), What: EntersIntoForce}}, map[string]string{"US": "nnnfffffff"}},
		{
			"enters into force for one", two, 0, 0,
			[]Event{{Date: year(2023), What: EntersIntoForce, Party: "RU"}},
			map[string]string{"US": "nnnnnnnnnn", "RU": "nnnfffffff"},
		},
		{
			"extended", two, 2020, 2023,
			[]Event{{Date: year(2022), What: Extends, Until: year(2026)}},
			map[string]string{"US": "ffffffnnnn"},
		},
		{
			"extended after it expired", two, 2020, 2022,
			[]Event{{Date: year(2024), What: Extends, Until: year(2026)}},
			map[string]string{"US": "ffnnffnnnn"},
		},
		{
			"cut short", two, 2020, 0,
			[]Event{{Date: year(2022), What: Extends, Until: year(2024)}},
			map[string]string{"US": "ffffnnnnnn"},
		},
		{
			"one suspends and resumes", two, 2020, 2028,
			[]Event{{Date: year(2022), What: Suspends, Party: "RU"}, {Date: year(2025), What: Resumes, Party: "RU"}},
			map[string]string{"US": "ffffffffnn", "RU": "ffsssfffnn"},
		},
		{
			"all suspend, one resumes", two, 2020, 0,
			[]Event{{Date: year(2022), What: Suspends}, {Date: year(2025), What: Resumes, Party: "RU"}},
			map[string]string{"US": "ffssssssss", "RU": "ffsssfffff"},
		},
		{
			"suspended before it is in force", two, 2023, 0,
			[]Event{{Date: year(2021), What: Suspends, Party: "US"}},
			map[string]string{"US": "nnnsssssss", "RU": "nnnfffffff"},
		},
		{
			"one of two withdraws: over for both", two, 2020, 0,
			[]Event{{Date: year(2023), What: Withdraws, Party: "US"}},
			map[string]string{"US": "fffnnnnnnn", "RU": "fffnnnnnnn"},
		},
		{
			"one of three withdraws: over for it alone", three, 2020, 0,
			[]Event{{Date: year(2023), What: Withdraws, Party: "CN"}},
			map[string]string{"US": "ffffffffff", "RU": "ffffffffff", "CN": "fffnnnnnnn"},
		},
		{
			"two of three withdraw: over for all", three, 2020, 0,
			[]Event{{Date: year(2026), What: Withdraws, Party: "US"}, {Date: year(2023), What: Withdraws, Party: "CN"}},
			map[string]string{"US": "ffffffnnnn", "RU": "ffffffnnnn", "CN": "fffnnnnnnn"},
		},
		{
			"one withdraws twice: still one", three, 2020, 0,
			[]Event{{Date: year(2023), What: Withdraws, Party: "CN"}, {Date: year(2024), What: Withdraws, Party: "CN"}},
			map[string]string{"US": "ffffffffff", "CN": "fffnnnnnnn"},
		},
		{
			"all withdraw", three, 2020, 0,
			[]Event{{Date: year(2024), What: Withdraws}},
			map[string]string{"US": "ffffnnnnnn", "RU": "ffffnnnnnn"},
		},
		{
			"withdrawn for good", three, 2020, 2025,
			[]Event{
				{Date: year(2022), What: Withdraws, Party: "US"},
				{Date: year(2023), What: Resumes, Party: "US"},
				{Date: year(2023), What: EntersIntoForce, Party: "US"},
				{Date: year(2023), What: Extends, Until: year(2029)},
			},
			map[string]string{"US": "ffnnnnnnnn", "RU": "fffffffffn"},
		},
		{
			"on one date in the order given", two, 2020, 0,
			[]Event{{Date: year(2023), What: Suspends}, {Date: year(2023), What: Resumes}, {Date: year(2022), What: Suspends}},
			map[string]string{"US": "ffsfffffff"},
		},
	} {
		tr := &Treaty{Parties: test.parties, Events: test.events}
		if test.inForce != 0 {
			tr.InForce = year(test.inForce)
		}
		if test.until != 0 {
			tr.Expires = year(test.until)
		}
		course := Follow(tr)
		for party, want := range test.want {
			got := ""
			for y := 2020; y < 2030; y++ {
				got += map[Status]string{NotInForce: "n", Suspended: "s", "": "f"}[course.On(party, year(y))]
			}
			if got != want {
				t.Errorf("%s: %s %s, want %s", test.name, party, got, want)
			}
		}
	}
}

// Following a treaty leaves its events as they are.
func TestFollowCopies(t *testing.T) {
	tr := &Treaty{Events: []Event{{Key: "late", Date: year(2023)}, {Key: "early", Date: year(2021)}}}
	Follow(tr)
	if tr.Events[0].Key != "late" {
		t.Error("the treaty's events were reordered")
	}
}

func TestCeilingOn(t *testing.T) {
	none := Step{None: true}
	at := func(y int, s Step) Step { s.From = year(y); return s }
	most := func(m float64) Step { return Step{Most: m} }
	for _, test := range []struct {
		name    string
		ceiling []Step
		year    int
		most    float64
		binds   bool
		ok      bool
	}{
		{"before the first", []Step{at(2022, most(700))}, 2021, 700, false, true},
		{"on its day", []Step{at(2022, most(700))}, 2022, 700, true, true},
		{"after it", []Step{at(2022, most(700))}, 2040, 700, true, true},
		{"the last begun", []Step{at(2022, most(700)), at(2025, most(600))}, 2024, 700, true, true},
		{"the second", []Step{at(2022, most(700)), at(2025, most(600))}, 2025, 600, true, true},
		{"nought is a ceiling", []Step{at(2022, most(0))}, 2023, 0, true, true},
		{"ended", []Step{at(2022, most(700)), at(2025, none)}, 2025, 0, false, false},
		{"a pause shows the next", []Step{at(2022, most(700)), at(2025, none), at(2027, most(500))}, 2026, 500, false, true},
		{"a pause behind a pause", []Step{at(2022, none), at(2025, none), at(2027, most(500))}, 2023, 500, false, true},
		{"none ahead", []Step{at(2022, none)}, 2021, 0, false, false},
		{"nothing", nil, 2021, 0, false, false},
	} {
		l := &Limit{Ceiling: test.ceiling}
		if most, binds, ok := l.CeilingOn(year(test.year)); most != test.most || binds != test.binds || ok != test.ok {
			t.Errorf("%s: %v, binds %v, ok %v", test.name, most, binds, ok)
		}
	}
}

func TestBinds(t *testing.T) {
	tr := &Treaty{Parties: []string{"US", "RU"}}
	for _, test := range []struct {
		limit []string
		party string
		want  bool
	}{
		{nil, "US", true},
		{nil, "CN", false},
		{[]string{"US"}, "US", true},
		{[]string{"US"}, "RU", false},
		{[]string{"CN"}, "CN", false}, // not the treaty's
	} {
		l := &Limit{Treaty: tr, Parties: test.limit}
		if got := l.Binds(test.party); got != test.want {
			t.Errorf("a limit on %v binds %s: %v", test.limit, test.party, got)
		}
	}
}
