package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/hindcast"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// Hindcast shows how far simulated counts are from the record: a panel for
// each limit and party, a point for each declaration, over the band that the
// record itself swings in. Options.Meta holds the scenario's title and hash;
// fits do not know them.
func Hindcast(fits []*hindcast.Fit, o Options) *Figure {
	fits = slices.DeleteFunc(slices.Clone(fits), func(f *hindcast.Fit) bool { return f == nil || len(f.Residuals) == 0 })
	sc := &sim.Scenario{}
	for i, f := range fits {
		first, last := f.Residuals[0].Date, f.Residuals[len(f.Residuals)-1].Date
		if i == 0 || first < sc.Start {
			sc.Start = first
		}
		sc.End = max(sc.End, last)
	}
	f := o.figure(sc)
	const what = "simulated counts minus those of the record"
	if len(fits) == 0 {
		if f.Headline == "" {
			f.Headline = "There is no record to hold the model against"
		}
		if f.Subtitle == "" {
			f.Subtitle = titleOf(f) + ": " + what + "."
		}
		return f.without(noRecord)
	}
	if f.Headline == "" {
		f.Headline = fitted(fits)
	}
	if f.Subtitle == "" {
		f.Subtitle = titled(f, sc, what) +
			". States are yearly; between two of them the simulated count is taken on the straight line."
	}
	f.Reading = "Above zero the model is too high, below it too low. Filled points test it. " +
		"Crosses were used in its making, and hollow points are not verified; neither tests it. " +
		"The band is the swing of the record about its own course (±2σ), estimated from successive points. " +
		"A point is judged by the swing estimated without it; where it is beyond that, its stem is strong. " +
		"Bias is the mean error, with its sign; panels of one limit share their scale."
	f.Desc = sentence(f.Headline)

	var parties []*arsenal.Party
	var limits []*treaty.Limit
	for _, fit := range fits {
		if !slices.Contains(parties, fit.Party) {
			parties = append(parties, fit.Party)
		}
		if !slices.Contains(limits, fit.Limit) {
			limits = append(limits, fit.Limit)
		}
	}
	slices.SortStableFunc(parties, func(a, b *arsenal.Party) int { return cmp.Compare(a.Index, b.Index) })
	if len(parties) == 2 || len(parties) == 3 {
		f.Across = len(parties)
	}
	for i, l := range limits {
		for _, p := range parties {
			panel := Panel{
				Title: p.Name + ": " + shortly(l, limits), Unit: l.Unit, Scale: i + 1,
				From: decimal(sc.Start), Until: decimal(sc.End),
			}
			k := slices.IndexFunc(fits, func(f *hindcast.Fit) bool { return f.Party == p && f.Limit == l })
			switch {
			case k >= 0:
				panel.Errors = errorsOf(fits[k])
				f.Desc += " " + sentence(panel.Title) + " " + toldFit(fits[k])
			case f.Across == 0:
				continue // no grid to keep
			default:
				panel.Missing = "The record has no such count of " + p.Name + "."
				f.Desc += " " + sentence(panel.Title) + " " + panel.Missing
			}
			f.Panels = append(f.Panels, panel)
		}
	}
	return f
}

const noRecord = "No count of the scenario can be held against a record in its years. Name one under [observed], with points that fall between the first state and the last."

// shortly names a limit by its unit, if that tells it from the others.
func shortly(l *treaty.Limit, among []*treaty.Limit) string {
	name, same, treaties := l.Unit, 0, 0
	for _, other := range among {
		if other.Treaty == l.Treaty && other.Unit == l.Unit {
			same++
		}
		if other.Treaty != l.Treaty {
			treaties++
		}
	}
	if name == "" || same > 1 {
		name = l.Name
	}
	if treaties > 0 {
		name += ", " + l.Treaty.Short
	}
	return name
}

// errorsOf makes the layer of one fit.
func errorsOf(f *hindcast.Fit) *Errors {
	e := &Errors{Party: f.Party.Index, Swing: f.Swing, Note: noted(f)}
	for i := range f.Residuals {
		r := &f.Residuals[i]
		e.Points = append(e.Points, Error{
			At: decimal(r.Date), Value: r.Error(), Kind: r.Kind(),
			Beyond: !math.IsNaN(r.Swing) && !r.Within(),
		})
	}
	return e
}

// noted sums up in few words how a panel's test points lie.
func noted(f *hindcast.Fit) string {
	s := f.Score(hindcast.Test)
	if s.Points == 0 {
		return "no test points"
	}
	note := fmt.Sprintf("bias %s, mean absolute error %s", bias(s.Bias), rough(s.Absolute))
	if s.Judged > 0 {
		note += fmt.Sprintf(", %d of %d within", s.Within, s.Judged)
	}
	return note
}

// rough writes an error without more digits than it deserves.
func rough(v float64) string {
	if math.Abs(v) >= 10 {
		v = math.Round(v)
	}
	return Number(v)
}

// bias writes a mean error with its sign.
func bias(v float64) string {
	switch {
	case math.Abs(v) < 0.05:
		return "±0"
	case v > 0:
		return "+" + rough(v)
	}
	return rough(v)
}

// fitted is the headline: how many test points lie within the swing, and which
// is furthest off as a share of what was declared.
func fitted(fits []*hindcast.Fit) string {
	tests, judged, within, others := 0, 0, 0, 0
	var far *hindcast.Residual
	share := func(r *hindcast.Residual) float64 { return math.Abs(r.Error()) / max(math.Abs(r.Value), 1) }
	for _, f := range fits {
		s := f.Score(hindcast.Test)
		tests, judged, within, others = tests+s.Points, judged+s.Judged, within+s.Within, others+len(f.Residuals)-s.Points
		for i := range f.Residuals {
			if r := &f.Residuals[i]; r.Kind() == hindcast.Test && (far == nil || share(r) > share(far)) {
				far = r
			}
		}
	}
	switch {
	case tests == 0 && others == 1:
		return "Nothing tests the model: the only point was used in its making or is not verified"
	case tests == 0:
		return fmt.Sprintf("Nothing tests the model: all %s points were used in its making or are not verified", Number(float64(others)))
	}
	points := "test points"
	if tests == 1 {
		points = "test point"
	}
	lead := fmt.Sprintf("The model is within the record’s swing for %s of %s %s", Number(float64(within)), Number(float64(judged)), points)
	switch {
	case judged == 0:
		lead = fmt.Sprintf("%s %s, too few to know the record’s swing", verdict.Capital(verdict.Small(tests)), points)
	case judged < tests:
		lead += " that can be judged"
	}
	if tests == 1 && judged == 1 {
		lies := "beyond"
		if within == 1 {
			lies = "within"
		}
		return fmt.Sprintf("The one test point is %s the record’s swing: %s, %s%s in %s", lies, whose(far), off(far.Error()), percent(far), month(far.Date))
	}
	if far.Error() == 0 {
		return lead + "; it is right on every one"
	}
	return fmt.Sprintf("%s; furthest off: %s, %s%s in %s", lead, whose(far), off(far.Error()), percent(far), month(far.Date))
}

// whose names what a point counts: "Russia’s warheads".
func whose(r *hindcast.Residual) string {
	of := r.Limit.Unit
	if of == "" {
		of = r.Limit.Name
	}
	return possessive(r.Party.Name) + " " + of
}

// off says an error in words: "262 too low".
func off(by float64) string {
	switch {
	case by > 0:
		return rough(by) + " too high"
	case by < 0:
		return rough(-by) + " too low"
	}
	return "without error"
}

// percent writes an error as a share of what was declared: " (15%)".
func percent(r *hindcast.Residual) string {
	share := 100 * math.Abs(r.Error()) / math.Abs(r.Value)
	switch {
	case !known(share), share == 0:
		return ""
	case share < 1:
		return " (under 1" + string(noBreak) + "%)"
	}
	return fmt.Sprintf(" (%.0f%c%%)", share, noBreak)
}

// month writes a date without its day, not to be broken.
func month(d civil.Date) string {
	_, rest, _ := strings.Cut(d.Long(), " ")
	return strings.ReplaceAll(rest, " ", string(noBreak))
}

// toldFit says in sentences how one count fits.
func toldFit(f *hindcast.Fit) string {
	swing := "The swing of the record cannot be estimated: it has too few points."
	if known(f.Swing) {
		swing = "The record swings by ±" + rough(f.Swing) + "."
	}
	out := []string{swing}
	for _, k := range []hindcast.Kind{hindcast.Test, hindcast.Making, hindcast.Unverified} {
		s := f.Score(k)
		if s.Points == 0 {
			if k == hindcast.Test {
				out = append(out, "No test points.")
			}
			continue
		}
		kind := map[hindcast.Kind]string{
			hindcast.Test: "test %s", hindcast.Making: "%s used in the making", hindcast.Unverified: "unverified %s",
		}[k]
		points := "points"
		if s.Points == 1 {
			points = "point"
		}
		say := fmt.Sprintf("%s "+kind+": bias %s, mean absolute error %s, largest %s on %s",
			verdict.Capital(verdict.Small(s.Points)), points, bias(s.Bias), rough(s.Absolute), off(s.Largest.Error()), s.Largest.Date.Long())
		if s.Largest.Error() == 0 {
			say = fmt.Sprintf("%s "+kind+", without any error", verdict.Capital(verdict.Small(s.Points)), points)
		}
		if s.Judged > 0 {
			say += fmt.Sprintf("; %d of %d within the swing", s.Within, s.Judged)
		}
		out = append(out, say+".")
	}
	return strings.Join(out, " ")
}
