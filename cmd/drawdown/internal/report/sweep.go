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
	"drawdown/sim/ensemble"
	"drawdown/sim/sweep"
	"drawdown/sim/treaty"
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
	st.Headline, st.Says = v.headline(true), v.says()
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
// the range, with draws no finer than they allow, rounded to the side on which it
// is kept.
func told(l sweep.Lever, e sweep.Edge, band *sweep.Band) float64 {
	unit := grain(l, band)
	if unit == 0 {
		return e.At
	}
	if e.AtLeast {
		return up(e.At, unit)
	}
	return down(e.At, unit)
}

// grain is to what an end is written; 0: as it was found.
func grain(l sweep.Lever, band *sweep.Band) float64 {
	if l.Whole {
		return 0
	}
	unit := tens((l.To - l.From) / 1000)
	if band == nil {
		if unit <= l.Unit() || l.Step > 0 && unit > l.Step {
			return 0
		}
		return unit
	}
	width := band.To - band.From
	if math.IsInf(width, 1) {
		width = (l.To - l.From) / float64(max(l.Count()-1, 1))
	}
	return max(unit, tens(width/10))
}

// tens is the largest power of ten up to x.
func tens(x float64) float64 { return math.Pow(10, math.Floor(math.Log10(max(x, 1e-6))+1e-9)) }

func down(x, unit float64) float64 { return math.Round(math.Floor(x/unit+1e-9)*unit*1e6) / 1e6 }
func up(x, unit float64) float64   { return math.Round(math.Ceil(x/unit-1e-9)*unit*1e6) / 1e6 }

// lies writes how far an edge may be off: " (400 to 410)". Empty: not at all.
func lies(l sweep.Lever, band *sweep.Band) string {
	from, to := band.From, band.To
	if unit := grain(l, band); unit > 0 {
		from, to = down(from, unit), up(to, unit)
	}
	switch below, above := math.IsInf(from, -1), math.IsInf(to, 1); {
	case below && above:
		return " (too few draws to say)"
	case below:
		return " (" + number(l, to) + " at most)"
	case above:
		return " (" + number(l, from) + " at least)"
	case from == to:
		return ""
	}
	return " (" + number(l, from) + " to " + number(l, to) + ")"
}

// called names a lever in a sentence: by its label, else by its address.
func called(l sweep.Lever) string {
	if l.Label == "" {
		return l.Address
	}
	return "“" + l.Label + "”"
}

// levers names all levers.
func (v *sweepView) levers() string {
	var names []string
	for _, l := range v.Levers {
		names = append(names, called(l))
	}
	return verdict.List(names)
}

// every says where along a lever: all of its values.
func (v *sweepView) every(lever int) string { return v.anyOf("every value", lever) }

func (v *sweepView) anyOf(what string, lever int) string {
	l, values := v.Levers[lever], v.Grid.Values[lever]
	return fmt.Sprintf("%s of %s from %s to %s", what, called(l), number(l, values[0]), number(l, values[len(values)-1]))
}

// span says what was swept.
func (v *sweepView) span() string {
	var says []string
	for i, l := range v.Levers {
		name := l.Address
		if l.Label != "" {
			name = called(l) + " (" + l.Address + ")"
		}
		written := "of which the scenario writes nothing"
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

// A place is where along its lever a tally is kept.
type place struct {
	says string // "20 or more"
	ends string // "up to 40, the most tried": where the range ends, not the place
}

// Where a tally is kept nowhere along its lever, or everywhere.
const (
	nowhere    = "no value"
	everywhere = "every value"
)

// where says at which values of its lever a tally is kept; with bands how far
// each end of them may be off.
func (v *sweepView) where(fr *sweep.Frontier, withBands bool) place {
	l := v.Levers[fr.Lever]
	holds, from := fr.First == sweep.Holds, ""
	least, most := v.tried(fr)
	var parts, ends []string
	for i, e := range fr.Edges {
		at, band := v.edge(fr, i), ""
		if withBands && fr.Bands != nil && fr.Sure < 1 {
			band = lies(l, &fr.Bands[i])
		}
		to := number(l, at) + band
		switch holds = e.AtLeast; {
		case holds:
			from = to
		case from == "":
			parts, ends = append(parts, to+" or less"), append(ends, "down to "+least+", the least tried")
		case from == to:
			parts = append(parts, to+" alone")
		default:
			parts = append(parts, from+" to "+to)
		}
	}
	switch {
	case holds && from == "":
		return place{says: everywhere}
	case holds:
		parts, ends = append(parts, from+" or more"), append(ends, "up to "+most+", the most tried")
	case len(parts) == 0:
		return place{says: nowhere}
	}
	return place{strings.Join(parts, ", or "), strings.Join(ends, ", and ")}
}

// edge is an end of where a tally is kept, as it is written.
func (v *sweepView) edge(fr *sweep.Frontier, i int) float64 {
	if fr.Bands == nil {
		return told(v.Levers[fr.Lever], fr.Edges[i], nil)
	}
	return told(v.Levers[fr.Lever], fr.Edges[i], &fr.Bands[i])
}

// tried are the least and the greatest value along a frontier at which its tally
// can be judged.
func (v *sweepView) tried(fr *sweep.Frontier) (least, most string) {
	other := fr.Given
	if other < 0 {
		other = v.Widest(fr.Lever)
	}
	for i, x := range v.Grid.Values[fr.Lever] {
		if v.Grid.Points[v.Grid.Point(fr.Lever, i, other)].Judge(fr.Tally, fr.Sure) == sweep.Unknown {
			continue
		}
		most = number(v.Levers[fr.Lever], x)
		least = cmp.Or(least, most)
	}
	return least, most
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

// asWritten says how a tally stands as it is written; "" where that is not known.
func (v *sweepView) asWritten(tally int) string {
	if v.Written.Results == nil {
		return ""
	}
	r := &v.Written.Results[tally]
	written := v.written(tally)
	margin, ok := r.Margin()
	switch {
	case v.Sampling != nil && r.Draws > 0:
		return fmt.Sprintf("%s in %s", written, v.share(r))
	case v.Sampling != nil || !ok:
		return ""
	case margin == 0:
		return written + " it is exactly at the ceiling"
	case margin < 0 && v.Binds(tally):
		return written + " the largest excess is " + verdict.Number(-margin)
	case v.Binds(tally):
		return written + " the smallest margin is " + verdict.Number(margin)
	}
	return written + " there is " + verdict.Margin(margin)
}

// written says what is written of the levers that a tally depends on: "as
// written (20)", or "without “Silos closed”" where the scenario has no such
// number.
func (v *sweepView) written(tally int) string {
	var values, without []string
	for i, l := range v.Levers {
		switch {
		case !v.Depends[tally][i]:
		case math.IsNaN(l.Written):
			without = append(without, called(l))
		default:
			values = append(values, number(l, l.Written))
		}
	}
	switch {
	case len(without) > 0 && len(values) > 0:
		return fmt.Sprintf("as written (%s), without %s,", strings.Join(values, ", "), verdict.List(without))
	case len(without) > 0:
		return "as it stands, without " + verdict.List(without) + ","
	}
	return "as written (" + strings.Join(values, ", ") + ")"
}

// share says in how many draws a limit is kept, with what the number of draws
// allows: "90 % of 200 draws (86 to 94 %)".
func (v *sweepView) share(r *sweep.Result) string {
	return share(r.Kept, r.Draws) + " (" + interval(r.Kept, r.Draws) + ")"
}

// short is the sentence on a tally that depends on the levers, without a full
// stop; with bands or without.
func (v *sweepView) short(tally int, withBands bool) string {
	levers, last := v.DependsOn(tally)
	all := v.of(tally)
	switch {
	case levers == 2:
		return v.shortOfTwo(tally, all[0].Sure)
	case all[0].First == sweep.Unknown:
		return fmt.Sprintf("%s has no count to hold against %s", v.Tallies[tally].Party.Name, v.limit(tally))
	case v.Sampling == nil:
		return v.shortOfOne(tally, last, v.where(all[0], false))
	}
	var parts []string
	for _, fr := range v.differing(all) {
		where := v.where(fr, withBands)
		switch at := where.says; {
		case len(parts) > 0:
			parts = append(parts, percent(fr.Sure)+" at "+at)
		case at == nowhere || at == everywhere:
			parts = append(parts, judged(fr.Sure)+" at "+v.anyOf(at, last))
		case withBands && where.ends != "":
			at += ", " + where.ends
			fallthrough
		default:
			parts = append(parts, judged(fr.Sure)+" with "+called(v.Levers[last])+" at "+at)
		}
	}
	return v.subject(tally) + " " + phrases(parts)
}

// phrases joins parts that may have commas in them.
func phrases(parts []string) string {
	if !strings.Contains(strings.Join(parts, ""), ", ") {
		return verdict.List(parts)
	}
	return strings.Join(parts, "; ")
}

// shortOfTwo is the sentence on a tally that depends on both levers.
func (v *sweepView) shortOfTwo(tally int, sure float64) string {
	good, known := v.kept(tally, sure)
	points := fmt.Sprintf("%s of %s points", verdict.Number(float64(good)), verdict.Number(float64(known)))
	switch good {
	case known:
		points = "all points"
	case 0:
		points = "no point"
	}
	s := v.subject(tally) + " at " + points
	if v.Sampling != nil {
		s += " " + judged(sure)
	}
	return s
}

// shortOfOne is the sentence on a tally that depends on one lever, without
// draws.
func (v *sweepView) shortOfOne(tally, lever int, where place) string {
	switch {
	case where.says == nowhere && v.Binds(tally):
		return fmt.Sprintf("%s exceeds %s at %s", v.Tallies[tally].Party.Name, v.limit(tally), v.every(lever))
	case where.says == nowhere:
		return fmt.Sprintf("%s is over %s at the end (it never binds) at %s", v.Tallies[tally].Party.Name, v.limit(tally), v.every(lever))
	case where.says == everywhere:
		return fmt.Sprintf("%s at %s", v.subject(tally), v.every(lever))
	}
	s := fmt.Sprintf("%s with %s at %s", v.subject(tally), called(v.Levers[lever]), where.says)
	if where.ends != "" {
		s += ", " + where.ends
	}
	return s
}

// differing are the frontiers of a tally that can be judged, for one probability
// after the other; where all say the same, the one that says most.
func (v *sweepView) differing(all []*sweep.Frontier) []*sweep.Frontier {
	all = slices.DeleteFunc(slices.Clone(all), func(fr *sweep.Frontier) bool { return fr.First == sweep.Unknown })
	if slices.ContainsFunc(all, func(fr *sweep.Frontier) bool { return v.where(fr, true) != v.where(all[0], true) }) || len(all) == 0 {
		return all
	}
	if v.where(all[0], true).says == nowhere {
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
func (v *sweepView) headline(withBands bool) string {
	best := v.first()
	switch {
	case best < 0:
		return v.nothing()
	case v.distance(best) == keptEverywhere:
		s := v.levers() + v.verb(" moves margins, but every limit that binds and feels it is kept", " move margins, but every limit that binds and feels them is kept") + " at all values tried"
		if v.Sampling != nil {
			s += " " + judged(v.Sure[0]) + ", " + GivenRanges
		}
		return s
	}
	s := v.short(best, withBands)
	if v.Sampling != nil {
		s += ", " + GivenRanges
	}
	return s
}

// verb picks a form by the number of levers.
func (v *sweepView) verb(one, two string) string {
	if len(v.Levers) == 1 {
		return one
	}
	return two
}

// nothing is the headline where no limit is judged by anything that changes.
func (v *sweepView) nothing() string {
	if !v.inert() {
		return v.levers() + v.verb(" changes", " change") + " dates or other margins, but the smallest margin of no limit"
	}
	unknown := 0
	for t := range v.Tallies {
		if v.unknown(t) {
			unknown++
		}
	}
	limit := "any limit"
	switch unknown {
	case 0:
	case len(v.Tallies):
		return "No limit can be judged, so nothing is known of what " + v.levers() + v.verb(" changes", " change")
	default:
		limit = "any limit that can be judged"
	}
	return v.levers() + v.verb(" changes", " change") + " nothing for " + limit + " at the values tried"
}

// inert reports whether nothing of any limit changes; then the headline says so.
func (v *sweepView) inert() bool {
	return v.first() < 0 && !slices.Contains(v.Touched, true)
}

// first is the tally of the headline; −1: none depends on the levers.
func (v *sweepView) first() int {
	best, rank := -1, math.Inf(1)
	for t := range v.Tallies {
		if !v.dependent(t) {
			continue
		}
		if r := v.distance(t); best < 0 || r < rank {
			best, rank = t, r
		}
	}
	return best
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

// says adds to the headline, and is a sentence on each other limit that depends
// on the levers, and on the others.
func (v *sweepView) says() []string {
	var all []string
	first := v.first()
	if first >= 0 && v.distance(first) == keptEverywhere {
		first = -1 // the headline is of all limits
	}
	if first >= 0 {
		if rest := v.rest(first); len(rest) > 0 {
			all = append(all, verdict.Capital(strings.Join(rest, "; "))+".")
		}
	}
	for t := range v.Tallies {
		if t != first && v.dependent(t) {
			all = append(all, v.whole(t)+".")
		}
	}
	return append(append(all, v.unmoved()...), v.few()...)
}

// whole is the sentence on a tally with all there is to say of it, without a
// full stop.
func (v *sweepView) whole(tally int) string {
	s := v.short(tally, true)
	for i, part := range v.rest(tally) {
		if i == 0 && strings.HasPrefix(part, "with ") {
			s += ": " + part
		} else {
			s += "; " + part
		}
	}
	return s
}

// fewDraws is how many draws are too few to rest on.
const fewDraws = 1000

// few warns of few draws.
func (v *sweepView) few() []string {
	if v.Sampling == nil || v.Sampling.Draws >= fewDraws {
		return nil
	}
	low, high := ensemble.Interval(v.Sampling.Draws/2, v.Sampling.Draws)
	points := verdict.Number(math.Ceil(50 * (high - low)))
	return []string{fmt.Sprintf("Draws are few (%s): a share may be off by up to %s percentage points. Take --draws %d or more to rest on them.", verdict.Number(float64(v.Sampling.Draws)), points, fewDraws)}
}

// rest is what there is to say of a tally beside its short sentence: a few of
// the frontier's places with two levers, how margins go where there is no
// frontier, and how it stands as written.
func (v *sweepView) rest(tally int) []string {
	all := v.of(tally)
	edges := slices.ContainsFunc(all, func(fr *sweep.Frontier) bool { return len(fr.Edges) > 0 })
	levers, _ := v.DependsOn(tally)
	var parts []string
	switch {
	case levers == 2 && edges:
		parts = v.places(tally)
	case !edges && v.Sampling == nil:
		parts = append(parts, v.margins(tally))
	}
	parts = append(parts, v.asWritten(tally))
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// margins says how margins go over all points.
func (v *sweepView) margins(tally int) string {
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
		return fmt.Sprintf("the excess goes from %s to %s", verdict.Number(-high), verdict.Number(-low))
	}
	return fmt.Sprintf("margins go from %s to %s", verdict.Number(low), verdict.Number(high))
}

// places gives the frontier at the first, the written or a middle one, and the
// last value of the other lever.
func (v *sweepView) places(tally int) []string {
	all := slices.DeleteFunc(v.Border(tally, v.of(tally)[0].Sure), func(fr *sweep.Frontier) bool { return fr.First == sweep.Unknown })
	var parts []string
	for _, fr := range v.picked(all) {
		where := v.where(fr, true)
		at := "at " + where.says
		other := 1 - fr.Lever
		given := number(v.Levers[other], v.Grid.Values[other][fr.Given])
		if len(parts) == 0 {
			at = called(v.Levers[fr.Lever]) + " " + at
			given = called(v.Levers[other]) + " at " + given
		}
		parts = append(parts, "with "+given+", "+at)
	}
	return parts
}

// picked are at most three frontiers: the first, the last, and that at what is
// written of the other lever, or one in the middle.
func (v *sweepView) picked(all []*sweep.Frontier) []*sweep.Frontier {
	if len(all) <= 3 {
		return all
	}
	middle := len(all) / 2
	for i, fr := range all[1 : len(all)-1] {
		if other := 1 - fr.Lever; v.Grid.Values[other][fr.Given] == v.Levers[other].Written {
			middle = i + 1
		}
	}
	return []*sweep.Frontier{all[0], all[middle], all[len(all)-1]}
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

// unmoved is a sentence on the limits that depend on no lever, one on those of
// which only the rest of the course does, and one on those that nothing can be
// said of.
func (v *sweepView) unmoved() []string {
	lever := v.verb("The lever changes", "The levers change")
	still := func(t int) bool { return !v.dependent(t) && !v.unknown(t) }
	var all []string
	if names := v.names(func(t int) bool { return still(t) && !v.Touched[t] }); names != "" && !v.inert() {
		all = append(all, lever+" nothing for "+names+".")
	}
	if names := v.names(func(t int) bool { return still(t) && v.Touched[t] }); names != "" {
		what := "smallest margin"
		if v.Sampling != nil {
			what += " in any draw"
		}
		all = append(all, fmt.Sprintf("%s dates or other margins, but not the %s, for %s.", lever, what, names))
	}
	if names := v.names(func(t int) bool { return !v.dependent(t) && v.unknown(t) && v.uncounted(t) }); names != "" {
		all = append(all, "The count cannot be computed at any value, so nothing is known, for "+names+".")
	}
	if names := v.names(func(t int) bool { return !v.dependent(t) && v.unknown(t) && !v.uncounted(t) }); names != "" {
		all = append(all, "There is no ceiling to hold a count against at any value for "+names+".")
	}
	if names := v.names(func(t int) bool { return !v.unknown(t) && v.uncounted(t) }); names != "" {
		all = append(all, "Dates on which the count cannot be computed are not judged; there are some for "+names+".")
	}
	var over []string
	for t, s := range v.standings {
		if still(t) && s.Exceeds > 0 {
			over = append(over, fmt.Sprintf("%s exceeds %s", v.Tallies[t].Party.Name, v.limit(t)))
		}
	}
	if len(over) > 0 && v.Sampling == nil {
		all = append(all, "At every value tried, "+verdict.List(over)+".")
	}
	return all
}

// unknown reports whether a tally has nothing to be judged by at any point.
func (v *sweepView) unknown(tally int) bool {
	return !slices.ContainsFunc(v.Grid.Points, func(p sweep.Outcome) bool {
		if p.Why != "" {
			return false
		}
		_, ok := p.Results[tally].Margin()
		return ok || p.Results[tally].Draws > 0
	})
}

// uncounted reports whether a tally's count cannot be computed on some date on
// which its limit binds or would.
func (v *sweepView) uncounted(tally int) bool {
	return slices.ContainsFunc(v.standings[tally].Findings, func(f *treaty.Finding) bool { return f.HasCeiling && !f.Computable })
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
	run := strings.Join(v.Reports[0].Argument(), " ") + " " + strings.Join(set, " ")
	notes := []string{fmt.Sprintf("Each value is what `drawdown run %s` says; all else stays as written.", run)}
	if v.Sampling != nil {
		notes = []string{fmt.Sprintf("“As written” is what `drawdown run %s` says, with what is uncertain as the file writes it. Shares are of draws of it; that the limit is kept as written does not make it likely.", run)}
	}
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
		found := "Where a limit is just kept is found to "
		if v.Sampling != nil {
			found = "Where a limit is just kept in so many of these draws is found to "
		}
		notes = append(notes, found+verdict.List(units)+" by bisection between neighbouring values of the grid; what comes and goes between two of them is not seen.")
	}
	if v.Sampling == nil {
		return notes
	}
	if len(v.Chosen) > 0 {
		notes = append(notes, verdict.List(v.Chosen)+": uncertain in the file, but set here and not drawn. All other numbers draw what they draw in `drawdown ensemble`.")
	}
	return append(append(notes, v.Sampling.notes()...), "In brackets: the range in which a share, or the value at which it crosses, lies with the sampling error.")
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
