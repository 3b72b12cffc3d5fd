package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/sweep"
	"drawdown/sim/verdict"
)

// Sweep says what becomes of limits as one or two levers go through their
// ranges. Sampling is nil where nothing was drawn.
func Sweep(r *Report, found *sweep.Found, sampling *Sampling, command []string) *Study {
	d := r.Document
	st := &Study{
		Version: r.Version, Reports: []*Report{r}, Command: command, Kind: "sweep", Sampling: sampling, Ranges: sampling != nil,
		Title: d.Scenario.Title,
	}
	v := &sweepView{Study: st, Found: found, standings: r.Assessment.Standings()}
	for _, l := range found.Levers {
		st.Swept = append(st.Swept, l.Address+"="+spanOf(l))
		if slices.ContainsFunc(d.Uncertain, func(u *scenarios.Uncertainty) bool { return u.Address == l.Address }) {
			st.Chosen = append(st.Chosen, l.Address)
		}
	}
	st.Span = v.span()
	st.Headline, st.Says = v.headline(), v.says()
	st.Notes = v.notes()
	st.Glance = v.glances()
	st.Tables = tables.SweepTables(d, found)
	st.Figures = v.figures
	return st
}

// spanOf writes a lever's range as the command line takes it.
func spanOf(l sweep.Lever) string {
	s := scenarios.FormatNumber(l.From) + ":" + scenarios.FormatNumber(l.To)
	if l.Step > 0 {
		s += ":" + scenarios.FormatNumber(l.Step)
	}
	return s
}

// sweepView words a sweep.
type sweepView struct {
	*Study
	*sweep.Found
	standings []*sim.Standing // as written, by tally
}

// number writes a value of a lever.
func number(l sweep.Lever, x float64) string {
	if l.Year {
		return scenarios.FormatNumber(x)
	}
	return verdict.Number(x)
}

// told writes an end of where a limit is kept for a sentence: to a thousandth of
// the range, rounded to the side on which it is kept.
func told(l sweep.Lever, e sweep.Edge) float64 {
	if l.Whole {
		return e.At
	}
	unit := math.Pow(10, math.Floor(math.Log10((l.To-l.From)/1000)))
	if unit <= l.Unit() || l.Step > 0 && unit > l.Step {
		return e.At
	}
	x := math.Floor(e.At/unit+1e-9) * unit
	if e.AtLeast {
		x = math.Ceil(e.At/unit-1e-9) * unit
	}
	return math.Round(x*1e6) / 1e6
}

// span says what was swept.
func (v *sweepView) span() string {
	var says []string
	for i, l := range v.Levers {
		name := l.Address
		if l.Label != "" {
			name = l.Label + " (" + l.Address + ")"
		}
		written := "not written in the scenario"
		if !math.IsNaN(l.Written) {
			written = "written as " + number(l, l.Written)
		}
		values := v.Grid.Values[i]
		says = append(says, fmt.Sprintf("%s, %s, in %d values from %s to %s", name, written, len(values), number(l, values[0]), number(l, values[len(values)-1])))
	}
	s := "Lever: " + says[0]
	if len(says) > 1 {
		s = "Levers: " + says[0] + "; and " + says[1] + fmt.Sprintf("; %s points", verdict.Number(float64(len(v.Grid.Points))))
	}
	if v.Sampling != nil {
		s += fmt.Sprintf("; at each point %s draws (%s, seed %d)", verdict.Number(float64(v.Sampling.Draws)), v.Sampling.Method, v.Sampling.Seed)
	}
	return s + ". " + v.Reports[0].span() + "."
}

// limit names the limit of a tally, with its ceiling if it has one and no lever
// moves it.
func (v *sweepView) limit(tally int) string {
	s := v.standings[tally]
	ceiling, known, steady := 0.0, false, true
	for _, f := range s.Findings {
		if _, ok := f.Margin(); ok && (s.Binds == 0 || f.Status.Binding()) {
			steady = steady && (!known || f.Ceiling == ceiling)
			ceiling, known = f.Ceiling, true
		}
	}
	for _, l := range v.Levers {
		steady = steady && !strings.HasPrefix(l.Address, "treaty."+s.Limit.Treaty.ID+".limit."+s.Limit.Key+".")
	}
	switch {
	case !known || !steady:
		return fmt.Sprintf("the %s limit “%s”", s.Limit.Treaty.Short, s.Limit.Key)
	case s.Limit.Unit == "":
		return fmt.Sprintf("the %s limit of %s (%s)", s.Limit.Treaty.Short, verdict.Number(ceiling), s.Limit.Key)
	}
	return fmt.Sprintf("the %s limit of %s %s", s.Limit.Treaty.Short, verdict.Number(ceiling), s.Limit.Unit)
}

// subject says who keeps what: "Russia stays within …".
func (v *sweepView) subject(tally int) string {
	t := v.Tallies[tally]
	if !v.Binds(tally) {
		return fmt.Sprintf("%s is under %s at the end (it never binds)", t.Party.Name, v.limit(tally))
	}
	return fmt.Sprintf("%s stays within %s", t.Party.Name, v.limit(tally))
}

// of are the frontiers of a tally.
func (v *sweepView) of(tally int) []*sweep.Frontier {
	var all []*sweep.Frontier
	for _, fr := range v.Frontiers {
		if fr.Tally == tally {
			all = append(all, fr)
		}
	}
	return all
}

// where says at which values of its lever a tally is kept, as in "at 20 or
// more". Empty: at none.
func (v *sweepView) where(fr *sweep.Frontier) string {
	l := v.Levers[fr.Lever]
	holds, from := fr.First == sweep.Holds, math.Inf(-1)
	var parts []string
	add := func(to float64) {
		switch low, high := number(l, from), number(l, to); {
		case math.IsInf(from, -1) && math.IsInf(to, 1):
			parts = append(parts, "every value")
		case math.IsInf(from, -1):
			parts = append(parts, high+" or less")
		case math.IsInf(to, 1):
			parts = append(parts, low+" or more")
		case low == high:
			parts = append(parts, low+" alone")
		default:
			parts = append(parts, low+" to "+high)
		}
	}
	for _, e := range fr.Edges {
		if holds = e.AtLeast; holds {
			from = told(l, e)
		} else {
			add(told(l, e))
		}
	}
	if holds {
		add(math.Inf(1))
	}
	return strings.Join(parts, ", or ")
}

// judged says how a tally is judged at a frontier with draws: "in at least 90 %
// of draws".
func judged(sure float64) string {
	if sure == 1 {
		return "in all draws"
	}
	return "in at least " + percent(sure) + " of draws"
}

func percent(sure float64) string { return verdict.Number(100*sure) + " %" }

// asWritten says how a tally stands as it is written.
func (v *sweepView) asWritten(tally int) string {
	if v.Written.Results == nil {
		return ""
	}
	r := &v.Written.Results[tally]
	var values []string
	for i, l := range v.Levers {
		if v.Depends[tally][i] && !math.IsNaN(l.Written) {
			values = append(values, number(l, l.Written))
		}
	}
	written := strings.TrimSuffix("as written ("+strings.Join(values, ", ")+")", " ()")
	margin, ok := r.Margin()
	switch {
	case v.Sampling != nil && r.Draws > 0:
		return fmt.Sprintf("; %s in %s", written, share(r.Kept, r.Draws))
	case v.Sampling != nil || !ok:
		return ""
	case margin == 0:
		return "; " + written + " it is exactly at the ceiling"
	case margin < 0 && v.Binds(tally):
		return "; " + written + " the largest excess is " + verdict.Number(-margin)
	case v.Binds(tally):
		return "; " + written + " the smallest margin is " + verdict.Number(margin)
	}
	return "; " + written + " there is " + verdict.Margin(margin)
}

// short is the sentence on a tally that depends on the levers, without a full
// stop.
func (v *sweepView) short(tally int) string {
	levers, last := v.DependsOn(tally)
	all := v.of(tally)
	if levers == 2 {
		good, known := v.kept(tally, all[0].Sure)
		points := fmt.Sprintf("%s of %s points", verdict.Number(float64(good)), verdict.Number(float64(known)))
		switch good {
		case known:
			points = "all points"
		case 0:
			points = "no point"
		}
		s := v.subject(tally) + " at " + points
		if v.Sampling != nil {
			s += " " + judged(all[0].Sure)
		}
		return s
	}
	address := v.Levers[last].Address
	if v.Sampling == nil {
		where := v.where(all[0])
		switch {
		case all[0].First == sweep.Unknown:
			return fmt.Sprintf("%s has no count to hold against %s", v.Tallies[tally].Party.Name, v.limit(tally))
		case where == "" && v.Binds(tally):
			return fmt.Sprintf("%s exceeds %s at every value of %s", v.Tallies[tally].Party.Name, v.limit(tally), address)
		case where == "":
			return fmt.Sprintf("%s is over %s at the end (it never binds) at every value of %s", v.Tallies[tally].Party.Name, v.limit(tally), address)
		case where == "every value":
			return fmt.Sprintf("%s at every value of %s", v.subject(tally), address)
		}
		return fmt.Sprintf("%s with %s at %s", v.subject(tally), address, where)
	}
	var parts []string
	for _, fr := range v.differing(all) {
		where := cmp.Or(v.where(fr), "no value")
		switch {
		case len(parts) > 0:
			where = percent(fr.Sure) + " at " + where
		case where == "no value" || where == "every value":
			where = judged(fr.Sure) + " at " + where + " of " + address
		default:
			where = judged(fr.Sure) + " with " + address + " at " + where
		}
		parts = append(parts, where)
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%s has no count to hold against %s", v.Tallies[tally].Party.Name, v.limit(tally))
	}
	return v.subject(tally) + " " + verdict.List(parts)
}

// differing are the frontiers of a tally that can be judged, for one probability
// after the other; where all say the same, the one that says most.
func (v *sweepView) differing(all []*sweep.Frontier) []*sweep.Frontier {
	all = slices.DeleteFunc(slices.Clone(all), func(fr *sweep.Frontier) bool { return fr.First == sweep.Unknown })
	if slices.ContainsFunc(all, func(fr *sweep.Frontier) bool { return v.where(fr) != v.where(all[0]) }) || len(all) == 0 {
		return all
	}
	if v.where(all[0]) == "" {
		return all[len(all)-1:]
	}
	return all[:1]
}

// kept counts the points at which a tally is kept, and those at which it can be
// judged.
func (v *sweepView) kept(tally int, sure float64) (good, known int) {
	for i := range v.Grid.Points {
		switch v.Grid.Points[i].Judge(tally, sure) {
		case sweep.Holds:
			good++
			known++
		case sweep.Fails:
			known++
		}
	}
	return good, known
}

// dependent reports whether a tally depends on a lever.
func (v *sweepView) dependent(tally int) bool { return slices.Contains(v.Depends[tally], true) }

// headline is the frontier nearest to what is written, of a limit that binds.
func (v *sweepView) headline() string {
	best, rank := -1, math.Inf(1)
	for t := range v.Tallies {
		if !v.dependent(t) {
			continue
		}
		if r := v.distance(t); best < 0 || r < rank {
			best, rank = t, r
		}
	}
	var names []string
	for _, l := range v.Levers {
		names = append(names, l.Address)
	}
	if best < 0 {
		return "No limit depends on " + verdict.List(names) + " in this range"
	}
	if v.distance(best) == keptEverywhere {
		s := "All limits that bind and depend on " + verdict.List(names) + " are kept at every value"
		if v.Sampling != nil {
			s += " " + judged(v.Sure[0]) + ", " + GivenRanges
		}
		return s
	}
	s := v.short(best)
	if v.Sampling != nil {
		s += ", " + GivenRanges
	}
	return s
}

// Ranks of limits without a frontier.
const (
	exceededEverywhere = 1e9
	keptEverywhere     = 2e9
	neverBinds         = 1e10
)

// distance ranks a tally for the headline: how far its nearest frontier is from
// what is written, as a share of the range. Limits that are exceeded everywhere
// come after those with a frontier, then those kept everywhere; limits that
// never bind come last.
func (v *sweepView) distance(tally int) float64 {
	if !v.Binds(tally) {
		return neverBinds
	}
	rank := math.Inf(1)
	for _, fr := range v.of(tally) {
		l := v.Levers[fr.Lever]
		from := l.Written
		if math.IsNaN(from) {
			from = l.From
		}
		for _, e := range fr.Edges {
			rank = min(rank, math.Abs(e.At-from)/(l.To-l.From))
		}
	}
	good, known := v.kept(tally, v.of(tally)[0].Sure)
	switch {
	case !math.IsInf(rank, 1):
		return rank
	case good == known:
		return keptEverywhere
	}
	return exceededEverywhere
}

// says is a sentence on each limit that depends on the levers, and on the
// others.
func (v *sweepView) says() []string {
	var all []string
	for t := range v.Tallies {
		if v.dependent(t) {
			all = append(all, v.short(t)+v.more(t)+v.asWritten(t)+".")
		}
	}
	return append(all, v.unmoved()...)
}

// more adds how margins go where there is no frontier, and with two levers a few
// of the frontier's places.
func (v *sweepView) more(tally int) string {
	all := v.of(tally)
	edges := slices.ContainsFunc(all, func(fr *sweep.Frontier) bool { return len(fr.Edges) > 0 })
	levers, _ := v.DependsOn(tally)
	switch {
	case levers == 2 && edges:
		return v.places(tally)
	case edges || v.Sampling != nil:
		return ""
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i := range v.Grid.Points {
		if p := &v.Grid.Points[i]; p.Why == "" {
			if m, ok := p.Results[tally].Margin(); ok {
				low, high = min(low, m), max(high, m)
			}
		}
	}
	switch {
	case low > high:
		return ""
	case low < 0:
		return fmt.Sprintf(", by %s to %s", verdict.Number(-high), verdict.Number(-low))
	}
	return fmt.Sprintf(", with margins of %s to %s", verdict.Number(low), verdict.Number(high))
}

// places gives the frontier at the first, a middle and the last value of the
// other lever.
func (v *sweepView) places(tally int) string {
	all := slices.DeleteFunc(v.Border(tally, v.of(tally)[0].Sure), func(fr *sweep.Frontier) bool { return fr.First == sweep.Unknown })
	var parts []string
	for _, i := range thin(len(all), 3) {
		fr := all[i]
		where := "at " + cmp.Or(v.where(fr), "no value")
		other := 1 - fr.Lever
		given := number(v.Levers[other], v.Grid.Values[other][fr.Given])
		if len(parts) == 0 {
			where = v.Levers[fr.Lever].Address + " " + where
			given = v.Levers[other].Address + " at " + given
		}
		parts = append(parts, "with "+given+", "+where)
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, "; ")
}

// thin picks at most so many places out of n: evenly, and the last.
func thin(n, most int) []int {
	stride := max((n+most-3)/(most-1), 1)
	var all []int
	for k := 0; k < n-1; k += stride {
		all = append(all, k)
	}
	if n > 0 {
		all = append(all, n-1)
	}
	return all
}

// unmoved is a sentence on the limits that depend on no lever, and one on those
// of which only the rest of the course does.
func (v *sweepView) unmoved() []string {
	lever := "The lever changes"
	if len(v.Levers) > 1 {
		lever = "The levers change"
	}
	var all []string
	if names := v.names(func(t int) bool { return !v.dependent(t) && !v.Touched[t] }); names != "" {
		all = append(all, lever+" nothing for "+names+".")
	}
	if names := v.names(func(t int) bool { return !v.dependent(t) && v.Touched[t] }); names != "" {
		what := "smallest margin"
		if v.Sampling != nil {
			what = "chance"
		}
		all = append(all, fmt.Sprintf("%s dates or other margins, but not the %s, for %s.", lever, what, names))
	}
	var over []string
	for t, s := range v.standings {
		if !v.dependent(t) && s.Exceeds > 0 {
			over = append(over, fmt.Sprintf("%s exceeds %s at any value", v.Tallies[t].Party.Name, v.limit(t)))
		}
	}
	if len(over) > 0 && v.Sampling == nil {
		all = append(all, verdict.List(over)+".")
	}
	return all
}

// names lists tallies by treaty and party: "Russia (deployed and warheads) under
// New START".
func (v *sweepView) names(meant func(tally int) bool) string {
	sc := v.Reports[0].Document.Scenario
	var all []string
	for _, treaty := range sc.Treaties {
		var parts []string
		for _, p := range sc.Parties {
			var keys []string
			for i, t := range v.Tallies {
				if t.Limit.Treaty.ID == treaty.ID && t.Party.Code == p.Code && meant(i) {
					keys = append(keys, t.Limit.Key)
				}
			}
			if len(keys) > 0 {
				parts = append(parts, fmt.Sprintf("%s (%s)", p.Name, verdict.List(keys)))
			}
		}
		if len(parts) > 0 {
			all = append(all, verdict.List(parts)+" under "+treaty.Short)
		}
	}
	return strings.Join(all, ", or for ")
}

// notes says how to read it.
func (v *sweepView) notes() []string {
	var set []string
	for range v.Levers {
		set = append(set, "--set ADDRESS=VALUE")
	}
	notes := []string{fmt.Sprintf("Each value is what `drawdown run %s %s` says; all else stays as written.", strings.Join(v.Reports[0].Argument(), " "), strings.Join(set, " "))}
	if s := v.impossible(); s != "" {
		notes = append(notes, s)
	}
	if len(v.Frontiers) > 0 {
		var units []string
		for _, l := range v.Levers {
			unit := scenarios.FormatNumber(l.Unit())
			if !slices.Contains(units, unit) {
				units = append(units, unit)
			}
		}
		notes = append(notes, "Where a limit is just kept is found to "+verdict.List(units)+" by bisection between neighbouring values of the grid; what comes and goes between two of them is not seen.")
	}
	if v.Sampling == nil {
		return notes
	}
	if len(v.Chosen) > 0 {
		notes = append(notes, verdict.List(v.Chosen)+": uncertain in the file, but set here and not drawn. All other numbers draw what they draw in `drawdown ensemble`.")
	}
	return append(notes, v.Sampling.notes()...)
}

// impossible says which points cannot be.
func (v *sweepView) impossible() string {
	n := len(v.Grid.Points) - v.Possible()
	if n == 0 {
		return ""
	}
	first := slices.IndexFunc(v.Grid.Points, func(p sweep.Outcome) bool { return p.Why != "" })
	var at []string
	for i, x := range v.Grid.X(first) {
		at = append(at, v.Levers[i].Address+"="+scenarios.FormatNumber(x))
	}
	return fmt.Sprintf("%d of %d values are impossible and passed over; with %s: %s.", n, len(v.Grid.Points), strings.Join(at, " and "), v.Grid.Points[first].Why)
}
