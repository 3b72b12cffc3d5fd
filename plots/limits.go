package plots

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// Options say how a simulation becomes a figure.
type Options struct {
	Size     Size
	BW       bool
	Lang     string     // BCP 47 tag of the texts given here; empty: "en"
	Headline string     // empty: the most important finding
	Subtitle string     // empty: what is shown, from when to when
	Source   string     // empty: the scenario's title and the program's version
	Meta     Meta       // Title empty: the scenario's
	Observed []Observed // declared counts to lay over the simulated ones

	Forces Forces       // what charts of forces count; empty: Warheads, or Deployed where there are none
	From   civil.Date   // Changes: the state to begin with; zero: the first
	Until  civil.Date   // Changes: the state to end with; zero: the last
	Dates  []civil.Date // Views: on which days; UploadCurve: the first of them. nil: their own choice
}

// An Observed is a count that was declared or reported.
type Observed struct {
	Date     civil.Date
	Party    *arsenal.Party
	Limit    *treaty.Limit
	Value    float64 // in the limit's unit
	Verified bool    // false: drawn hollow
}

// Limits shows an assessment: one panel for each limit of each treaty, with
// all parties that it is on. Headline and description are made from the
// findings.
func Limits(a *sim.Assessment, o Options) *Figure {
	sc := a.Trajectory.Scenario
	f := o.figure(sc)
	standings := a.Standings()
	if f.Headline == "" {
		f.Headline = unbroken(verdict.Headline(a))
	}
	if f.Subtitle == "" {
		f.Subtitle = titled(f, sc, "counts under the treaty’s rules") + "."
	}
	f.Reading = "Lines are simulated counts. The dashed line is the ceiling, strong where it binds. " +
		"A pale tint marks what stands above a ceiling still to come, a strong fill what exceeds one that binds."
	if len(o.Observed) > 0 {
		f.Reading += " Points are declared counts, hollow where they were not verified."
	}
	if len(standings) == 0 {
		return f.without(noLimits)
	}
	f.Desc = sentence(f.Headline)
	titles := titlesOf(standings, sc)
	from, until := decimal(sc.Start), decimal(sc.End)
	for _, t := range sc.Treaties {
		course := treaty.Follow(t)
		for _, l := range t.Limits {
			p := Panel{Title: titles[l], Unit: l.Unit, From: from, Until: until}
			var steps [][]Ceiling // by series
			courses := ""
			for _, s := range standings {
				if s.Limit != l {
					continue
				}
				p.Series = append(p.Series, seriesOf(s, sc, o.Observed))
				steps = append(steps, staircase(s, course, sc))
				courses += " " + s.Party.Name + ": " + told(s)
			}
			if len(p.Series) == 0 {
				continue
			}
			p.Ceilings = common(p.Series, steps)
			p.Marks = marksOf(t, sc)
			f.Panels = append(f.Panels, p)
			f.Desc += " " + sentence(p.Title) + courses
		}
	}
	if slices.ContainsFunc(f.Panels, func(p Panel) bool { return slices.ContainsFunc(p.Ceilings, Ceiling.brief) }) {
		f.Reading += " A short solid bar is a limit that binds on that day."
	}
	return f
}

// What there is nothing to show of, and what would change that.
const (
	noParties = "The scenario has no party that holds anything. Write a [party.XX] with a [party.XX.system.NAME] into it."
	noLimits  = "No treaty of the scenario has a limit on any of its parties. Name one under “treaties”, or write a [treaty.NAME] with limits."
	noPools   = "The scenario models no pool of warheads, so none wait for dismantlement. Write a [party.XX.pool.NAME] with its reserve and its rates into it."
)

// without makes a figure that says what is missing instead of showing an empty
// panel.
func (f *Figure) without(what string) *Figure {
	f.Panels, f.Missing, f.Reading = nil, what, ""
	f.Desc = sentence(f.Headline) + " " + what
	return f
}

// titlesOf names each limit, with its treaty where there are several.
func titlesOf(standings []*sim.Standing, sc *sim.Scenario) map[*treaty.Limit]string {
	several := 0
	for _, t := range sc.Treaties {
		if slices.ContainsFunc(standings, func(s *sim.Standing) bool { return s.Limit.Treaty == t }) {
			several++
		}
	}
	titles := map[*treaty.Limit]string{}
	for _, s := range standings {
		titles[s.Limit] = s.Limit.Name
		if several > 1 {
			titles[s.Limit] = s.Limit.Treaty.Short + ": " + s.Limit.Name
		}
	}
	return titles
}

// told says in sentences how a party's count goes and stands under a limit.
func told(s *sim.Standing) string {
	first, last := s.Findings[0], s.Findings[len(s.Findings)-1]
	if !first.Computable || !last.Computable {
		return verdict.Standing(s)
	}
	return fmt.Sprintf("%s on %s, %s on %s. %s",
		Number(first.Count), first.Date.Long(), Number(last.Count), last.Date.Long(), verdict.Standing(s))
}

// figure is the frame that all figures of a scenario share.
func (o *Options) figure(sc *sim.Scenario) *Figure {
	f := &Figure{
		Headline: o.Headline, Subtitle: o.Subtitle, Source: o.Source,
		Lang: o.Lang, Size: o.Size, BW: o.BW, Meta: o.Meta,
	}
	if f.Meta.Title == "" {
		f.Meta.Title = sc.Title
	}
	if f.Source == "" {
		of := "a scenario without a title"
		if f.Meta.Title != "" {
			of = "scenario “" + f.Meta.Title + "”"
		}
		f.Source = fmt.Sprintf("Source: %s, simulated with %s.", of, strings.ReplaceAll(software(f), " ", string(noBreak)))
	}
	return f
}

// titled says what a scenario's figure shows, and from when to when unless the
// scenario's title does.
func titled(f *Figure, sc *sim.Scenario, what string) string {
	title := titleOf(f)
	from, until := strconv.Itoa(sc.Start.Year()), strconv.Itoa(sc.End.Year())
	if strings.Contains(title, from) && strings.Contains(title, until) {
		return title + ": " + what
	}
	return fmt.Sprintf("%s: %s, %s to %s", title, what, from, until)
}

// titleOf is the scenario's title without a full stop.
func titleOf(f *Figure) string {
	if title := strings.TrimSuffix(f.Meta.Title, "."); title != "" {
		return title
	}
	return "Scenario without a title"
}

func decimal(d civil.Date) float64 { return Decimal(d.Time()) }

// seriesOf makes one party's line, a point for each finding, and the declared
// points that fall into the scenario's time.
func seriesOf(s *sim.Standing, sc *sim.Scenario, observed []Observed) Series {
	out := Series{Name: s.Party.Name, Party: s.Party.Index}
	for _, f := range s.Findings {
		q := Point{At: decimal(f.Date), Value: f.Count}
		if !f.Computable {
			q.Value = missing
		}
		out.Points = append(out.Points, q)
	}
	for _, d := range observed {
		if d.Party == s.Party && d.Limit == s.Limit && d.Date >= sc.Start && d.Date <= sc.End {
			out.Observed = append(out.Observed, Point{At: decimal(d.Date), Value: d.Value, Hollow: !d.Verified})
		}
	}
	slices.SortStableFunc(out.Observed, func(a, b Point) int {
		switch {
		case a.At < b.At:
			return -1
		case a.At > b.At:
			return 1
		}
		return 0
	})
	return out
}

// staircase follows one limit's ceiling for one party through the scenario's
// time: a piece between any two dates on which the number or the law changes.
func staircase(s *sim.Standing, course *treaty.Course, sc *sim.Scenario) []Ceiling {
	t := s.Limit.Treaty
	days := []civil.Date{sc.Start, t.InForce, t.Expires}
	for _, step := range s.Limit.Ceiling {
		days = append(days, step.From)
	}
	for _, e := range t.Events {
		days = append(days, e.Date, e.Until)
	}
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return d < sc.Start || d > sc.End })
	slices.Sort(days)
	days = slices.Compact(days)

	var out []Ceiling
	for i, d := range days {
		c := Ceiling{From: decimal(d), Until: decimal(sc.End)}
		if i+1 < len(days) {
			c.Until = decimal(days[i+1])
		}
		if sc.Start == sc.End {
			c.From, c.Until = c.From-0.5, c.Until+0.5 // a single state still shows its ceiling
		}
		most, binds, ok := s.Limit.CeilingOn(d)
		if !ok {
			continue
		}
		c.Value = most
		law := course.On(s.Party.Code, d)
		switch {
		case law == treaty.NotInForce && slices.ContainsFunc(days[i:], func(later civil.Date) bool {
			return course.On(s.Party.Code, later) == ""
		}):
			c.State = Ahead
		case law != "":
			c.State = Lapsed
		case binds:
			c.State = Binding
		}
		if d == sc.End && d != sc.Start {
			// Time ends here. A limit that binds on this day at last is a moment.
			if k := len(out) - 1; c.State != Binding || k >= 0 && out[k].State == Binding && out[k].Value == c.Value && out[k].Until == c.From {
				continue
			}
		}
		if k := len(out) - 1; k >= 0 && out[k].Until == c.From && out[k].Value == c.Value && out[k].State == c.State {
			out[k].Until = c.Until
			continue
		}
		out = append(out, c)
	}
	return out
}

// common puts the staircases of several parties together: those that are
// equal once, for all that have them.
func common(series []Series, steps [][]Ceiling) []Ceiling {
	same := func(a, b []Ceiling) bool {
		return slices.EqualFunc(a, b, func(x, y Ceiling) bool {
			return x.From == y.From && x.Until == y.Until && x.Value == y.Value && x.State == y.State
		})
	}
	var out []Ceiling
	done := make([]bool, len(steps))
	for i := range steps {
		if done[i] {
			continue
		}
		var parties []int
		for j := i; j < len(steps); j++ {
			if same(steps[i], steps[j]) {
				done[j] = true
				parties = append(parties, series[j].Party)
			}
		}
		if len(parties) == len(steps) {
			return steps[i]
		}
		for _, c := range steps[i] {
			c.Parties = parties
			out = append(out, c)
		}
	}
	return out
}

// marksOf makes a mark of each event of a treaty.
func marksOf(t *treaty.Treaty, sc *sim.Scenario) []Mark {
	var out []Mark
	for _, e := range t.Events {
		if e.Date <= sc.Start || e.Date >= sc.End {
			continue
		}
		who := ""
		if p := sc.Party(e.Party); p != nil {
			who = p.Name + " "
		}
		label := ""
		switch e.What {
		case treaty.Suspends:
			label = who + "suspends"
		case treaty.Resumes:
			label = who + "resumes"
		case treaty.Withdraws:
			label = who + "withdraws"
		case treaty.Extends:
			label = fmt.Sprintf("extended to %d", e.Until.Year())
		case treaty.EntersIntoForce:
			label = "enters into force"
		}
		if who == "" {
			switch e.What {
			case treaty.Suspends:
				label = "suspended"
			case treaty.Resumes:
				label = "resumed"
			case treaty.Withdraws:
				label = "ends"
			}
		}
		out = append(out, Mark{At: decimal(e.Date), Label: label})
	}
	slices.SortStableFunc(out, func(a, b Mark) int {
		switch {
		case a.At < b.At:
			return -1
		case a.At > b.At:
			return 1
		}
		return 0
	})
	return out
}
