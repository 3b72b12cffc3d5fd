package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// A Run is an assessed scenario in a comparison. In a list of runs the first
// is the baseline.
type Run struct {
	Name       string // short, as it stands beside a line
	Assessment *sim.Assessment
}

// A comparison is some runs side by side, on the state years that they share.
// Parties are the same by their codes, limits by their addresses.
type comparison struct {
	runs        []Run
	standings   [][]*sim.Standing // by run
	first, last int               // years
	parties     []*arsenal.Party
	limits      []*treaty.Limit
}

func compare(runs []Run) *comparison {
	c := &comparison{runs: runs, first: math.MinInt, last: math.MaxInt}
	for _, r := range runs {
		t := r.Assessment.Trajectory
		c.standings = append(c.standings, r.Assessment.Standings())
		c.first = max(c.first, t.Date(0).Year())
		c.last = min(c.last, t.Date(len(t.States)-1).Year())
		for _, p := range t.Scenario.Parties {
			if !slices.ContainsFunc(c.parties, func(q *arsenal.Party) bool { return q.Code == p.Code }) {
				c.parties = append(c.parties, p)
			}
		}
		for _, tr := range t.Scenario.Treaties {
			for _, l := range tr.Limits {
				if !slices.ContainsFunc(c.limits, func(q *treaty.Limit) bool { return q.Address() == l.Address() }) {
					c.limits = append(c.limits, l)
				}
			}
		}
	}
	// A limit on none of the parties compares nothing.
	c.limits = slices.DeleteFunc(c.limits, func(l *treaty.Limit) bool {
		return !slices.ContainsFunc(c.parties, func(p *arsenal.Party) bool { return c.has(p, l) })
	})
	return c
}

// shared says which years are shown.
func (c *comparison) shared() string {
	if c.first == c.last {
		return fmt.Sprintf("in %d, the year they share", c.first)
	}
	return fmt.Sprintf("%d to %d, the years they share", c.first, c.last)
}

// span is the time from the first to the last shared state.
func (c *comparison) span() (from, until float64) {
	from, until = math.Inf(1), math.Inf(-1)
	for _, r := range c.runs {
		start := r.Assessment.Trajectory.Scenario.Start
		years := start.Year()
		from = min(from, decimal(start.AddYears(c.first-years)))
		until = max(until, decimal(start.AddYears(c.last-years)))
	}
	return from, until
}

// standing is how a party of run i stands under a limit, or nil.
func (c *comparison) standing(i int, p *arsenal.Party, l *treaty.Limit) *sim.Standing {
	for _, s := range c.standings[i] {
		if s.Party.Code == p.Code && s.Limit.Address() == l.Address() {
			return s
		}
	}
	return nil
}

// has reports whether a limit is on a party in some run.
func (c *comparison) has(p *arsenal.Party, l *treaty.Limit) bool {
	for i := range c.runs {
		sc := c.runs[i].Assessment.Trajectory.Scenario
		if q := sc.Party(p.Code); q != nil && slices.ContainsFunc(sc.Treaties, func(t *treaty.Treaty) bool {
			return slices.ContainsFunc(t.Limits, func(x *treaty.Limit) bool { return x.Address() == l.Address() && x.Binds(p.Code) })
		}) {
			return true
		}
	}
	return false
}

// inYears reports whether a date is one of the shared years.
func (c *comparison) inYears(d civil.Date) bool { return d.Year() >= c.first && d.Year() <= c.last }

// names are the runs' names.
func (c *comparison) names() []string {
	var out []string
	for _, r := range c.runs {
		out = append(out, r.Name)
	}
	return out
}

// figure is the frame that all figures of a comparison share.
func (c *comparison) figure(o Options) *Figure {
	if o.Meta.Title == "" {
		o.Meta.Title = verdict.List(c.names())
		if len(c.runs) > 4 {
			o.Meta.Title = fmt.Sprintf("%s and %s others", c.runs[0].Name, verdict.Small(len(c.runs)-1))
		}
	}
	if o.Source == "" {
		f := &Figure{Meta: o.Meta}
		o.Source = fmt.Sprintf("Source: scenarios %s, simulated with %s.", verdict.List(c.names()), strings.ReplaceAll(software(f), " ", string(noBreak)))
	}
	f := o.figure(&sim.Scenario{})
	f.Runs = c.names()
	return f
}

// lack says why there is nothing to compare; "" where there is.
func (c *comparison) lack() string {
	switch {
	case len(c.runs) == 0:
		return "No scenario was named. Name two or more, the baseline first."
	case c.first > c.last:
		var years []string
		for _, r := range c.runs {
			t := r.Assessment.Trajectory
			years = append(years, fmt.Sprintf("%s runs from %d to %d", r.Name, t.Date(0).Year(), t.Date(len(t.States)-1).Year()))
		}
		return "The scenarios have no year in common: " + verdict.List(years) + "."
	case len(c.parties) == 0:
		return "None of the scenarios has a party. " + noParties
	}
	return ""
}

// grid makes a panel for each limit and party, parties side by side. draw
// fills one; it returns why it is empty, or "".
func (c *comparison) grid(f *Figure, limits []*treaty.Limit, signs bool, draw func(*Panel, *arsenal.Party, *treaty.Limit) string) {
	units := map[[2]string]int{}
	shorts := map[string]bool{}
	for _, l := range limits {
		units[[2]string{l.Treaty.Short, l.Unit}]++
		shorts[l.Treaty.Short] = true
	}
	if len(c.parties) > 1 && len(c.parties) <= 3 {
		f.Across = len(c.parties)
	}
	from, until := c.span()
	for i, l := range limits {
		what := l.Unit
		if l.Unit == "" || units[[2]string{l.Treaty.Short, l.Unit}] > 1 {
			what = l.Name
		}
		if len(shorts) > 1 {
			what += ", " + l.Treaty.Short
		}
		for _, p := range c.parties {
			panel := Panel{Title: p.Name + ": " + what, Unit: l.Unit, From: from, Until: until, Scale: i + 1, Signed: signs}
			if len(c.parties) == 1 {
				panel.Title = verdict.Capital(what)
			}
			panel.Missing = draw(&panel, p, l)
			if f.Across == 0 && panel.Missing != "" {
				continue // no grid to keep
			}
			f.Panels = append(f.Panels, panel)
		}
	}
}

const (
	notOn  = "This limit is not on %s."
	noLine = "No scenario has a count that can be computed."
)

// Overlay shows the counts of several scenarios in one place: a panel for each
// limit and party, a line for each scenario.
func Overlay(runs []Run, o Options) *Figure {
	c := compare(runs)
	f := c.figure(o)
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("Counts under treaty rules in %s scenarios, %s.", verdict.Small(len(runs)), c.shared())
	}
	f.Reading = "Each line is a scenario, black and solid for " + c.baseline() + ", the baseline. " +
		"Dashed level lines are ceilings, strong where they bind. Panels of one row share their scale."
	if why := c.lack(); why != "" {
		return f.nothing("There is nothing to compare", why)
	}
	if len(c.limits) == 0 {
		return f.nothing("No limit applies to the parties of these scenarios", noLimits)
	}
	if f.Headline == "" {
		f.Headline = c.spread()
	}
	f.Desc = sentence(f.Headline)
	c.grid(f, c.limits, false, func(panel *Panel, p *arsenal.Party, l *treaty.Limit) string {
		if !c.has(p, l) {
			return fmt.Sprintf(notOn, p.Name)
		}
		f.Desc += " " + sentence(panel.Title)
		var steps [][]Ceiling
		for i := range c.runs {
			r := &c.runs[i]
			s := c.standing(i, p, l)
			if s == nil {
				continue
			}
			sc := r.Assessment.Trajectory.Scenario
			series := seriesOf(s, sc, nil)
			series.Name, series.Party = r.Name, i
			panel.Series = append(panel.Series, series)
			steps = append(steps, staircase(s, treaty.Follow(s.Limit.Treaty), sc))
			if q, ok := c.at(s, c.last); ok {
				f.Desc += fmt.Sprintf(" %s: %s in %d.", r.Name, Number(q), c.last)
			}
		}
		panel.Ceilings = cropped(common(panel.Series, steps), panel.From, panel.Until)
		for i := range panel.Ceilings {
			panel.Ceilings[i].Parties = nil
		}
		if panel.empty() {
			return noLine
		}
		return ""
	})
	return f
}

// cropped cuts ceilings to the time that is shown.
func cropped(steps []Ceiling, from, until float64) []Ceiling {
	var out []Ceiling
	for _, s := range steps {
		moment := s.From == s.Until && s.From >= from && s.Until <= until
		s.From, s.Until = max(s.From, from), min(s.Until, until)
		if s.From < s.Until || moment {
			out = append(out, s)
		}
	}
	return out
}

// baseline names the first run.
func (c *comparison) baseline() string {
	if len(c.runs) == 0 {
		return "the first"
	}
	return c.runs[0].Name
}

// nothing gives a figure its headline and says what is missing.
func (f *Figure) nothing(headline, why string) *Figure {
	if f.Headline == "" {
		f.Headline = headline
	}
	if strings.Contains(f.Subtitle, "share") {
		f.Subtitle = ""
	}
	return f.without(why)
}

// at returns the count of the state of a year.
func (c *comparison) at(s *sim.Standing, year int) (float64, bool) {
	for _, f := range s.Findings {
		if f.Date == f.State && f.Date.Year() == year && f.Computable {
			return f.Count, true
		}
	}
	return 0, false
}

// spread is the headline of an overlay: how far the scenarios are apart in the
// last shared year, where they are furthest as a share.
func (c *comparison) spread() string {
	var party *arsenal.Party
	var limit *treaty.Limit
	var lo, hi float64
	var least, most string
	for _, l := range c.limits {
		for _, p := range c.parties {
			a, b, an, bn, n := math.Inf(1), math.Inf(-1), "", "", 0
			for i := range c.runs {
				s := c.standing(i, p, l)
				if s == nil {
					continue
				}
				if v, ok := c.at(s, c.last); ok {
					n++
					if v < a {
						a, an = v, c.runs[i].Name
					}
					if v > b {
						b, bn = v, c.runs[i].Name
					}
				}
			}
			if n > 1 && (party == nil || (b-a)*max(hi, 1) > (hi-lo)*max(b, 1)) {
				party, limit, lo, hi, least, most = p, l, a, b, an, bn
			}
		}
	}
	switch {
	case party == nil:
		return "No two scenarios have a count in common"
	case lo == hi:
		return fmt.Sprintf("All %s scenarios end on the same counts in %d", verdict.Small(len(c.runs)), c.last)
	}
	return fmt.Sprintf("In %d %s counts from %s %s (%s) to %s (%s)", c.last, party.Name, Number(lo), limit.Unit, least, Number(hi), most)
}

// Difference shows how far the counts of scenarios are from the baseline's: a
// panel for each limit and party, a line for each scenario, zero being the
// baseline.
func Difference(runs []Run, o Options) *Figure {
	c := compare(runs)
	f := c.figure(o)
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("Counts under treaty rules minus those of %s, %s.", c.baseline(), c.shared())
	}
	f.Reading = "Zero is " + c.baseline() + ", the baseline; a line above it counts more, one below it less. Panels of one row share their scale."
	if why := c.lack(); why != "" {
		return f.nothing("There is nothing to compare", why)
	}
	if len(runs) < 2 {
		return f.nothing("There is nothing to compare", "A difference needs two scenarios or more, the baseline first; only "+c.baseline()+" was named.")
	}
	var limits []*treaty.Limit
	for _, l := range c.limits {
		if slices.ContainsFunc(c.parties, func(p *arsenal.Party) bool { return c.standing(0, p, l) != nil }) {
			limits = append(limits, l)
		}
	}
	if len(limits) == 0 {
		return f.nothing("The baseline has no limit to compare with", noLimits)
	}
	type far struct {
		by    float64
		words string
	}
	var most, peak far
	desc := ""
	c.grid(f, limits, true, func(panel *Panel, p *arsenal.Party, l *treaty.Limit) string {
		base := c.standing(0, p, l)
		if base == nil {
			return fmt.Sprintf(notOn, p.Name)
		}
		desc += " " + sentence(panel.Title)
		for i := range c.runs {
			s := c.standing(i, p, l)
			if s == nil {
				continue
			}
			series := Series{Name: c.runs[i].Name, Party: i}
			for year := c.first; year <= c.last; year++ {
				q := Point{At: decimal(c.runs[0].Assessment.Trajectory.Scenario.Start.AddYears(year - base.Findings[0].Date.Year())), Value: missing}
				v, ok := c.at(s, year)
				if b, on := c.at(base, year); ok && on {
					q.Value = v - b
					if math.Abs(q.Value) > math.Abs(peak.by) {
						peak = far{q.Value, fmt.Sprintf("%s gives %s up to %s than %s, in %d", c.runs[i].Name, p.Name,
							more(q.Value, l.Unit), c.baseline(), year)}
					}
				}
				series.Points = append(series.Points, q)
			}
			panel.Series = append(panel.Series, series)
			end := series.Points[len(series.Points)-1].Value
			if i == 0 || !known(end) {
				continue
			}
			desc += fmt.Sprintf(" %s: %s in %d.", c.runs[i].Name, signed(end), c.last)
			if math.Abs(end) > math.Abs(most.by) {
				most = far{end, fmt.Sprintf("In %d %s gives %s %s than %s", c.last, c.runs[i].Name, p.Name,
					more(end, l.Unit), c.baseline())}
			}
		}
		if panel.empty() {
			return noLine
		}
		return ""
	})
	if f.Headline == "" {
		switch {
		case most.by != 0:
			f.Headline = most.words
		case peak.by != 0:
			f.Headline = fmt.Sprintf("%s; all end alike in %d", peak.words, c.last)
		default:
			f.Headline = "All counts are those of " + c.baseline() + " in every year"
		}
	}
	f.Desc = sentence(f.Headline) + desc
	return f
}

// more writes a difference of counts: "12 more warheads".
func more(by float64, unit string) string {
	way := " more "
	if by < 0 {
		way = " fewer "
	}
	return strings.TrimSpace(Number(math.Abs(by)) + way + unit)
}

// Queues shows the warheads that await dismantlement in several scenarios: a
// panel for each party, a line for each scenario that models pools.
func Queues(runs []Run, o Options) *Figure {
	c := compare(runs)
	f := c.figure(o)
	f.SameScale = true
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("Retired warheads that await dismantlement in %s scenarios, %s.", verdict.Small(len(runs)), c.shared())
	}
	f.Reading = "Each line is a scenario, black and solid for " + c.baseline() + ", the baseline."
	if why := c.lack(); why != "" {
		return f.nothing("There is nothing to compare", why)
	}
	var without []string
	for _, r := range runs {
		if len(r.Assessment.Trajectory.Scenario.Pools) == 0 {
			without = append(without, r.Name)
		}
	}
	if len(without) == len(runs) {
		return f.nothing("No warheads outside deployed launchers are modelled", "None of the scenarios models a pool of warheads, so none wait for dismantlement. Write a [party.XX.pool.NAME] with its reserve and its rates into them.")
	}
	if len(without) > 0 && o.Subtitle == "" {
		f.Subtitle += " No pools are modelled in " + verdict.List(without) + "."
	}
	from, until := c.span()
	var waits []waiting // by run, all parties together
	desc := ""
	for i := range c.runs {
		waits = append(waits, c.waiting(i))
	}
	for _, p := range c.parties {
		panel := Panel{Title: p.Name, Unit: "warheads", From: from, Until: until}
		desc += " " + sentence(p.Name)
		for i := range c.runs {
			t := c.runs[i].Assessment.Trajectory
			q := t.Scenario.Party(p.Code)
			if q == nil || len(q.Pools) == 0 {
				continue
			}
			s := Series{Name: c.runs[i].Name, Party: i}
			for k := range t.States {
				if c.inYears(t.Date(k)) {
					s.Points = append(s.Points, Point{At: decimal(t.Date(k)), Value: float64(retired(t, k, q))})
				}
			}
			last, _ := s.last()
			desc += fmt.Sprintf(" %s: %s in %d.", s.Name, Number(last.Value), c.last)
			panel.Series = append(panel.Series, s)
		}
		if len(panel.Series) > 0 {
			f.Panels = append(f.Panels, panel)
		}
	}
	if f.Headline == "" {
		f.Headline = c.cleared(waits)
	}
	f.Desc = sentence(f.Headline) + desc
	return f
}

// retired is how many warheads of a party await dismantlement in state k.
func retired(t *sim.Trajectory, k int, p *arsenal.Party) int {
	n := 0
	for _, pool := range p.Pools {
		n += t.States[k].Stocks[pool.Index].Retired
	}
	return n
}

// A waiting is the queue of a run, all parties together.
type waiting struct {
	run   string
	pools bool
	end   int // in the last shared year
	clear int // the year from which it is empty to the end; 0: it is not
	ever  bool
}

func (c *comparison) waiting(i int) waiting {
	t := c.runs[i].Assessment.Trajectory
	w := waiting{run: c.runs[i].Name, pools: len(t.Scenario.Pools) > 0}
	for k := range t.States {
		if !c.inYears(t.Date(k)) {
			continue
		}
		w.end = 0
		for _, p := range t.Scenario.Parties {
			w.end += retired(t, k, p)
		}
		switch {
		case w.end > 0:
			w.clear, w.ever = 0, true
		case w.clear == 0:
			w.clear = t.Date(k).Year()
		}
	}
	return w
}

// cleared is the headline of the queues: where they are longest in the end or,
// where none is left, when they are cleared.
func (c *comparison) cleared(waits []waiting) string {
	waits = slices.DeleteFunc(waits, func(w waiting) bool { return !w.pools })
	longest := slices.MaxFunc(waits, func(a, b waiting) int { return a.end - b.end })
	shortest := slices.MinFunc(waits, func(a, b waiting) int { return a.end - b.end })
	switch {
	case !slices.ContainsFunc(waits, func(w waiting) bool { return w.ever }):
		return "No retired warhead waits in any scenario"
	case longest.end > 0 && longest.end == shortest.end:
		return fmt.Sprintf("%s retired warheads still wait in %d in every scenario", Number(float64(longest.end)), c.last)
	case longest.end > 0:
		return fmt.Sprintf("In %d from %s (%s) to %s (%s) retired warheads still wait", c.last,
			Number(float64(shortest.end)), shortest.run, Number(float64(longest.end)), longest.run)
	}
	late := slices.MaxFunc(waits, func(a, b waiting) int { return a.clear - b.clear })
	early := slices.MinFunc(waits, func(a, b waiting) int { return a.clear - b.clear })
	if early.clear == late.clear {
		return fmt.Sprintf("All queues are cleared by %d", late.clear)
	}
	return fmt.Sprintf("The queue is cleared by %d in %s, by %d in %s", early.clear, early.run, late.clear, late.run)
}

// Dates shows when each party comes under each ceiling in several scenarios: a
// panel for each limit, a row for each scenario, a dot for each party.
func Dates(runs []Run, o Options) *Figure {
	c := compare(runs)
	f := c.figure(o)
	f.Runs = nil // colours are parties'
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("When counts come under their ceilings in %s scenarios, %s.", verdict.Small(len(runs)), c.shared())
	}
	f.Reading = "A hollow dot is the first date with a count at or under the ceiling, a filled one the date from which it stays there to the end; " +
		"the upright tick is the day on which the limit binds. An arrow at the right edge says that it never happens in these years."
	if why := c.lack(); why != "" {
		return f.nothing("There is nothing to compare", why)
	}
	if len(c.limits) == 0 {
		return f.nothing("No limit applies to the parties of these scenarios", noLimits)
	}
	from, until := c.span()
	good, bad := []string{}, []string{}
	failed := map[string]bool{}
	desc := ""
	units := map[string]int{}
	for _, l := range c.limits {
		units[l.Treaty.Short]++
	}
	for _, l := range c.limits {
		rows := &Rows{Time: true}
		title := l.Name
		if len(units) > 1 {
			title = l.Treaty.Short + ": " + title
		}
		desc += " " + sentence(title)
		for i := range c.runs {
			row := Row{Name: c.runs[i].Name}
			for j, p := range c.parties {
				if !c.has(p, l) {
					continue
				}
				track := c.track(c.standing(i, p, l))
				track.Name, track.Party = p.Name, j
				row.Tracks = append(row.Tracks, track)
				if !known(track.Lasting) && track.Missing != noSuchLimit && track.Missing != noCeiling {
					failed[c.runs[i].Name] = true
				}
				desc += fmt.Sprintf(" %s, %s: %s.", c.runs[i].Name, p.Name, track.words())
			}
			row.join()
			rows.Rows = append(rows.Rows, row)
		}
		f.Panels = append(f.Panels, Panel{Title: title, From: from, Until: until, Rows: rows})
	}
	for _, r := range runs {
		if failed[r.Name] {
			bad = append(bad, r.Name)
		} else {
			good = append(good, r.Name)
		}
	}
	if f.Headline == "" {
		f.Headline = outcome(good, bad)
	}
	f.Desc = sentence(f.Headline) + desc
	return f
}

// join makes one of tracks that all lack the same.
func (r *Row) join() {
	if len(r.Tracks) == 0 || r.Tracks[0].Missing == "" ||
		slices.ContainsFunc(r.Tracks, func(t Track) bool { return t.Missing != r.Tracks[0].Missing }) {
		return
	}
	r.Tracks = r.Tracks[:1]
	r.Tracks[0].Name, r.Tracks[0].Party = "", nobody
}

// outcome is the headline of the dates: which scenarios bring everybody under
// everything.
func outcome(good, bad []string) string {
	const what = "every count under its ceiling to the end"
	few := func(names []string) string {
		if len(names) > 3 {
			return verdict.Small(len(names))
		}
		return verdict.List(names)
	}
	switch {
	case len(bad) == 0 && len(good) == 1:
		return good[0] + " brings " + what
	case len(bad) == 0:
		return fmt.Sprintf("All %s scenarios bring %s", verdict.Small(len(good)), what)
	case len(good) == 0 && len(bad) == 1:
		return bad[0] + " does not bring " + what
	case len(good) == 0:
		return "No scenario brings " + what
	case len(good) <= len(bad):
		verb := "brings"
		if len(good) > 1 {
			verb = "bring"
		}
		return fmt.Sprintf("Only %s of %s scenarios %s %s", few(good), verdict.Small(len(good)+len(bad)), verb, what)
	}
	return fmt.Sprintf("%s of %s scenarios bring %s, but not %s", verdict.Capital(verdict.Small(len(good))), verdict.Small(len(good)+len(bad)), what, few(bad))
}

// track finds when a party comes under a ceiling in the shared years.
func (c *comparison) track(s *sim.Standing) Track {
	t := Track{Binds: missing, First: missing, Lasting: missing}
	if s == nil {
		t.Missing = noSuchLimit
		return t
	}
	counted, shown := false, false
	for _, f := range s.Findings {
		if !c.inYears(f.Date) {
			continue
		}
		shown = true
		if f.Status.Binding() && !known(t.Binds) {
			t.Binds = decimal(f.Date)
		}
		margin, ok := f.Margin()
		if !ok {
			continue
		}
		counted = true
		switch {
		case margin < 0:
			t.Lasting = missing
			continue
		case !known(t.First):
			t.First = decimal(f.Date)
		}
		if !known(t.Lasting) {
			t.Lasting = decimal(f.Date)
		}
	}
	switch {
	case counted || !shown:
	case slices.ContainsFunc(s.Findings, func(f *treaty.Finding) bool { return !f.Computable }):
		t.Missing = "not computable"
	default:
		t.Missing = noCeiling
	}
	return t
}

// Why a track may have no dates, though nobody failed to come under a ceiling.
const (
	noSuchLimit = "no such limit"
	noCeiling   = "no ceiling"
)

// words says what a track shows.
func (t *Track) words() string {
	year := func(at float64) string { return strconv.Itoa(int(math.Floor(at + 1e-9))) }
	switch {
	case t.Missing != "":
		return t.Missing
	case !known(t.First):
		return "never under the ceiling"
	case !known(t.Lasting):
		return "first under the ceiling in " + year(t.First) + ", but not to the end"
	case cmp.Compare(t.First, t.Lasting) == 0:
		return "under the ceiling from " + year(t.First) + " to the end"
	}
	return "first under the ceiling in " + year(t.First) + ", from " + year(t.Lasting) + " to the end"
}
