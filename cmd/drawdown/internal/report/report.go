// Package report is the view of a run that every output renders: terminal,
// Markdown, CSV, JSON and the files of --out.
//
// New gathers what there is to say once; the renderers only lay it out. Equal
// scenarios give equal bytes: nothing here looks at a clock.
package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/scenarios"
	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// A Report is everything to say about one run.
type Report struct {
	Version    string // of the program
	Document   *scenarios.Document
	Assessment *sim.Assessment

	Headline   string // the most important finding, without a full stop
	Treaties   []TreatyVerdict
	Tightest   string   // a sentence on the limit with the smallest margin; "": none has one
	Shortfalls []string // sentences; empty: everything asked for was there
	Gaps       []string // sentences on what could not be computed
	Grades     string   // a sentence on how well the opening figures are known; "": the file does not say
	Warnings   []string // each diagnostic that did not stop the run

	Tables []*tables.Table
}

// A TreatyVerdict is what there is to say under one treaty.
type TreatyVerdict struct {
	Treaty  *treaty.Treaty
	Status  string // one sentence on its law: kind, in force when, what happened to it
	Parties []PartyVerdict
}

// A PartyVerdict is one party's standing under one treaty's limits.
type PartyVerdict struct {
	Party  *arsenal.Party
	Limits []LimitVerdict
}

// A LimitVerdict is one sentence or two on one limit.
type LimitVerdict struct {
	Standing *sim.Standing
	Says     string
}

// New runs a document and gathers what there is to say. The list holds the
// diagnostics of its reading; those of the run are added to it.
func New(version string, doc *scenarios.Document, list *diag.List) *Report {
	a := sim.Assess(sim.Run(doc.Scenario))
	doc.Warn(a, list)
	r := &Report{Version: version, Document: doc, Assessment: a, Headline: verdict.Headline(a), Tables: tables.All(a)}
	standings := a.Standings()
	for _, t := range doc.Scenario.Treaties {
		v := TreatyVerdict{Treaty: t, Status: verdict.Law(t, doc.Scenario)}
		for _, p := range doc.Scenario.Parties {
			pv := PartyVerdict{Party: p}
			for _, s := range standings {
				if s.Party == p && s.Limit.Treaty == t {
					pv.Limits = append(pv.Limits, LimitVerdict{s, verdict.Standing(s)})
				}
			}
			if len(pv.Limits) > 0 {
				v.Parties = append(v.Parties, pv)
			}
		}
		r.Treaties = append(r.Treaties, v)
	}
	r.Tightest = verdict.Tightest(standings)
	r.Shortfalls = shortfalls(a.Trajectory)
	r.Gaps = gaps(a, standings)
	r.Grades = strings.TrimSpace(grades(doc) + " " + r.restsOn(standings))
	for _, d := range list.All() {
		r.Warnings = append(r.Warnings, d.String())
	}
	return r
}

// Exceeds reports whether any finding exceeds.
func (r *Report) Exceeds() bool {
	return slices.ContainsFunc(r.Assessment.Findings, func(f treaty.Finding) bool { return f.Status == treaty.Exceeds })
}

// Table returns the table of that name.
func (r *Report) Table(name string) *tables.Table {
	for _, t := range r.Tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// shortfalls says what was asked for and not there, one sentence for each
// system, cause and run of years.
func shortfalls(tr *sim.Trajectory) []string {
	type key struct {
		sys     *arsenal.System
		sch     *sim.Schedule
		pool    *arsenal.Pool
		lacking string
	}
	type run struct {
		key
		first, last tables.Shortfall
		worst       int
	}
	var runs []*run
	open := map[key]*run{}
	for _, s := range tables.Shortfalls(tr) {
		k := key{s.System, s.Schedule, s.Pool, s.Lacking}
		r := open[k]
		if r == nil {
			r = &run{key: k, first: s}
			open[k] = r
			runs = append(runs, r)
		}
		r.last = s
		r.worst = max(r.worst, s.Asked-s.Got)
	}
	var all []string
	for _, r := range runs {
		when := "on " + r.first.Date.Long()
		if r.last.Date != r.first.Date {
			when = "from " + r.first.Date.Long() + " to " + r.last.Date.Long()
		}
		by := "What it is to hold"
		if r.sch != nil {
			by = r.sch.Address()
		}
		what := fmt.Sprintf("more deployed than there are %s", r.lacking)
		if r.pool != nil {
			what = fmt.Sprintf("more warheads than the reserve of pool %s has", r.pool.Address())
		}
		all = append(all, fmt.Sprintf("%s asks %s for %s, %s: short by up to %s.", by, r.sys.Address(), what, when, verdict.Number(float64(r.worst))))
	}
	return all
}

// gaps says which counts could not be computed, and why.
func gaps(a *sim.Assessment, standings []*sim.Standing) []string {
	var all []string
	for _, s := range standings {
		n := 0
		for _, f := range s.Findings {
			if !f.Computable {
				n++
			}
		}
		if n == 0 {
			continue
		}
		var why []string
		for _, g := range a.Gaps {
			if g.Rule.Limit == s.Limit && g.System.Party == s.Party {
				why = append(why, scenarios.GapSays(g))
			}
		}
		all = append(all, fmt.Sprintf("%s for %s on %d of %d dates: %s.", s.Limit.Address(), s.Party.Name, n, len(s.Findings), strings.Join(slices.Compact(why), ", ")))
	}
	return all
}

// grades tots up how well the opening figures are known.
func grades(doc *scenarios.Document) string {
	count := map[string]int{}
	total := 0
	for _, s := range doc.Scenario.Systems {
		for q := range arsenal.NumQuantities {
			place := doc.Place(s.Origins[q])
			if !strings.HasSuffix(place.Address, "."+q.String()) || !doc.Written(place.Address) {
				continue
			}
			count[place.Grade]++
			total++
		}
	}
	if count[""] == total {
		return ""
	}
	var parts []string
	for _, g := range format.Grades {
		if n := count[g]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, g))
		}
	}
	if n := count[""]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d without a grade", n))
	}
	return fmt.Sprintf("Of %d opening figures, %s.", total, verdict.List(parts))
}

// restsOn says how much of the counts rests on numbers of which grade, on the
// day on which each limit first binds, else at the start. Each part of a count
// goes by the weakest number that it rests on; each count weighs the same.
func (r *Report) restsOn(standings []*sim.Standing) string {
	shares := map[string]float64{}
	counts, unbound := 0, false
	for _, s := range standings {
		on := s.Binds
		if on == 0 {
			on, unbound = r.Document.Scenario.Start, true
		}
		e := r.Explain(s.Party, s.Limit, on)
		if !e.Finding.Computable || e.Finding.Count == 0 {
			continue
		}
		counts++
		for _, g := range e.Grades {
			shares[g.Grade] += g.Count / e.Finding.Count
		}
	}
	if counts == 0 || shares[""] == float64(counts) {
		return ""
	}
	var parts []string
	for _, g := range append(slices.Clone(format.Grades), "") {
		percent := math.Round(100 * shares[g] / float64(counts))
		if percent > 0 {
			parts = append(parts, fmt.Sprintf("%.0f %% on %s", percent, cmp.Or(g, "ungraded")))
		}
	}
	when := "on the day that their limits first bind"
	if unbound {
		when += ", or at the start where they do not,"
	}
	return "Counts " + when + " rest " + verdict.List(parts) + " numbers, schedules included."
}
