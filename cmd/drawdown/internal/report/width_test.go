package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"drawdown/scenarios"
)

// No line that the library gives to a terminal of 80 columns is wider.
func TestWidth(t *testing.T) {
	var reports []*Report
	var names []string
	check := func(what string, text []byte) {
		for line := range strings.Lines(string(text)) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
				t.Errorf("%s: %d columns: %s", what, n, line)
			}
		}
	}
	style := Style{Width: 80}
	for _, e := range scenarios.Library() {
		if e.Kind != scenarios.KindScenario {
			continue
		}
		doc, list := scenarios.Load(e.Name, scenarios.Options{})
		if doc == nil {
			t.Fatalf("%s was refused", e.Name)
		}
		r := New("0", doc, list)
		reports, names = append(reports, r), append(names, e.Name)
		check("run "+e.Name, r.Text(style))
		for _, tr := range doc.Scenario.Treaties {
			for _, p := range doc.Scenario.Parties {
				for _, l := range tr.Limits {
					if l.Binds(p.Code) {
						check("explain "+e.Name, r.Explain(p, l, doc.Scenario.Start).Text(style))
					}
				}
			}
		}
		if h := r.Hindcast(); h != nil {
			check("hindcast "+e.Name, h.Text(style))
		}
	}
	for i := range reports {
		check("compare thousand "+names[i], Compare("0", []*Report{reports[0], reports[i]}, []string{"thousand", "other"}, 0.1).Text(style))
	}
}

// The contributions that are shown sum to the count, and the parts of a change
// to the change, for every count of the library.
func TestExplanationsSum(t *testing.T) {
	for _, e := range scenarios.Library() {
		if e.Kind != scenarios.KindScenario {
			continue
		}
		doc, list := scenarios.Load(e.Name, scenarios.Options{})
		r := New("0", doc, list)
		states := len(r.Assessment.Trajectory.States)
		for i := range r.Assessment.Findings {
			f := &r.Assessment.Findings[i]
			sum := 0.0
			for _, rule := range r.Explain(f.Party, f.Limit, f.Date).Rules {
				lines := 0.0
				for _, l := range rule.Lines {
					lines += l.Product()
				}
				if lines != rule.Sum {
					t.Errorf("%s: rule %s adds %v, its lines %v", e.Name, rule.Rule.Key, rule.Sum, lines)
				}
				sum += rule.Sum
			}
			if f.Computable && sum != f.Count {
				t.Errorf("%s: %s of %s on %s is %v, explained %v", e.Name, f.Limit.Address(), f.Party.Code, f.Date, f.Count, sum)
			}
		}
		for _, s := range r.Assessment.Standings() {
			split := r.Split(s.Party, s.Limit, 0, states-1)
			sum := 0.0
			for _, p := range split.Parts {
				sum += p.Count
			}
			if want := split.Past.Count - split.Before.Count; sum-want > 1e-6 || want-sum > 1e-6 {
				t.Errorf("%s: %s of %s changes by %v, explained %v", e.Name, s.Limit.Address(), s.Party.Code, want, sum)
			}
		}
	}
}
