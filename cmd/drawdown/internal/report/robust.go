package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"drawdown/plots"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
	"drawdown/sim/prim"
	"drawdown/sim/robust"
	"drawdown/sim/verdict"
)

// Robust says how schedules do in the same futures, the baseline first.
func Robust(reports []*Report, res *robust.Result, sampling Sampling, command []string) *Study {
	st := &Study{Version: reports[0].Version, Reports: reports, Command: command, Kind: "robust", Sampling: &sampling, Ranges: true}
	v := &robustView{Study: st, Result: res}
	for s := range res.Trial.Schedules {
		v.names = append(v.names, res.Trial.Schedules[s].Name)
		v.breaks = append(v.breaks, sought(res, s))
	}
	st.Title = verdict.List(v.names) + " in the same futures"
	if len(v.names) == 1 {
		st.Title = v.names[0] + " in many futures"
	}
	st.Span = v.span()
	st.Headline, st.Says = v.headline(), v.says()
	st.Notes = v.notes()
	st.Glance = v.glances()
	st.Tables = tables.RobustTables(st.documents(), res, v.breaks)
	st.Figures = v.figures
	return st
}

// sought is what is to be known of where a schedule fails, and if that is mostly,
// where it holds.
func sought(res *robust.Result, s int) []*robust.Break {
	if !res.Trial.Binds(s) {
		return nil
	}
	breaks := res.Breaks(s, prim.Options{})
	kept := res.KeptAll(s)
	if kept < robust.Fewest || 2*kept >= res.Done || tellsAll(breaks.Result) {
		return []*robust.Break{breaks}
	}
	return []*robust.Break{breaks, res.Saves(s, prim.Options{})}
}

// tellsAll reports whether all failures and nothing else lie in a box.
func tellsAll(r *prim.Result) bool {
	return len(r.Boxes) == 1 && r.Boxes[0].Coverage == 1 && r.Boxes[0].Density == 1
}

// robustView words schedules in the same futures.
type robustView struct {
	*Study
	*robust.Result
	names  []string
	breaks [][]*robust.Break // by schedule
}

func (v *robustView) span() string {
	t := v.Trial
	s := v.Sampling.brokenOff() + v.Sampling.drawn(v.Done, len(t.Inputs))
	if len(v.names) == 1 {
		return s + "; " + v.Reports[0].span() + "."
	}
	years := fmt.Sprintf("the %d state years that they share, %d to %d", t.To-t.From+1, t.From, t.To)
	if t.From == t.To {
		years = fmt.Sprintf("the one state year that they share, %d", t.From)
	}
	if v.Trial.Common() == 0 {
		years = "nothing, since no limit binds in all of them"
	}
	return fmt.Sprintf("%s, the same for %s schedules. Held against each other on %s. The baseline is %s.", s, allOf(len(v.names)), years, v.names[0])
}

// headline names the schedule that holds most often.
func (v *robustView) headline() string {
	most := 0
	for s := range v.names {
		most = max(most, v.KeptAll(s))
	}
	var best []string
	for s, name := range v.names {
		if v.KeptAll(s) == most {
			best = append(best, name)
		}
	}
	under := "under all ceilings that bind in " + share(most, v.Done)
	switch {
	case !slices.ContainsFunc(v.indices(), v.Trial.Binds):
		return "No limit binds in these scenarios, so nothing can fail"
	case len(v.names) == 1:
		return fmt.Sprintf("%s stays %s, %s", v.names[0], under, GivenRanges)
	case len(best) == len(v.names):
		return fmt.Sprintf("%s schedules stay %s, %s", verdict.Capital(allOf(len(best))), under, GivenRanges)
	case len(best) > 1:
		return fmt.Sprintf("%s hold most often: each stays %s, %s", verdict.List(best), under, GivenRanges)
	}
	s := fmt.Sprintf("%s holds most often: it stays %s", best[0], under)
	if 3*most < v.Done {
		s = fmt.Sprintf("No schedule holds in even a third of the draws; %s does most often: it stays %s", best[0], under)
	}
	if best[0] != v.names[0] {
		s += fmt.Sprintf(" (the baseline in %s)", Percent(v.KeptAll(0), v.Done))
	}
	return s + ", " + GivenRanges
}

// allOf says all of so many.
func allOf(n int) string {
	if n == 2 {
		return "both"
	}
	return "all " + verdict.Small(n)
}

// indices numbers the schedules.
func (v *robustView) indices() []int {
	all := make([]int, len(v.names))
	for s := range all {
		all[s] = s
	}
	return all
}

func (v *robustView) says() []string {
	var all []string
	for s := range v.names {
		all = append(all, v.schedule(s))
	}
	all = append(all, v.dominance()...)
	if s := v.leastRegret(); s != "" {
		all = append(all, s)
	}
	for s := range v.names {
		for _, b := range v.breaks[s] {
			all = append(all, v.breaking(v.names[s], b))
		}
	}
	return all
}

// schedule says how often a schedule holds, and with how much room.
func (v *robustView) schedule(s int) string {
	name := v.names[s]
	if !v.Trial.Binds(s) {
		return fmt.Sprintf("No limit binds in %s.", name)
	}
	kept := v.KeptAll(s)
	says := fmt.Sprintf("%s stays under all ceilings that bind in %s (%s with the sampling error)", name, share(kept, v.Done), interval(kept, v.Done))
	if s > 0 && kept > 0 && v.KeptAll(0) > 0 {
		more, fewer := v.Instead(s, 0), v.Instead(0, s)
		if more+fewer == 0 {
			says += ", the same as " + v.names[0]
		} else {
			says += fmt.Sprintf("; %s it holds and %s does not, %s the reverse", inDraws(more, v.Done), v.names[0], inDraws(fewer, v.Done))
		}
	}
	switch q := v.Spread(s); {
	case q.N == 0:
	case q.Min == q.Max:
		says += fmt.Sprintf(". Its tightest room is %s %% of a ceiling in each", points(q.Min))
	case q.N < few:
		says += fmt.Sprintf(". Its tightest room is between %s and %s %% of a ceiling", points(q.Min), points(q.Max))
	default:
		says += fmt.Sprintf(". Its tightest room is %s %% of a ceiling in the middle draw, between %s and %s in nine of ten", points(q.Q50), points(q.Q05), points(q.Q95))
	}
	var arrivals []arrival
	for _, a := range v.Arrivals(s) {
		arrivals = append(arrivals, arrival{a.Date, a.Futures})
	}
	return says + ". " + lastingly("all of them", arrivals, v.Done)
}

// inDraws is "in 12 %", or "in none".
func inDraws(k, n int) string {
	if k == 0 {
		return "in none"
	}
	return "in " + Percent(k, n)
}

// points writes per cent or percentage points, with one decimal.
func points(x float64) string {
	s := fmt.Sprintf("%.1f", x)
	if strings.Trim(s, "-0.") == "" {
		return "0.0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// dominance says who dominates whom; where nobody does, who comes nearest.
func (v *robustView) dominance() []string {
	if len(v.names) == 1 || v.Trial.Common() == 0 {
		return nil
	}
	var all []string
	near, of, most := -1, -1, 0
	for s, name := range v.names {
		var over []string
		for o := range v.names {
			switch n := v.AtLeast(s, o); {
			case s == o:
			case v.Dominates(s, o):
				over = append(over, v.names[o])
			case n > most && v.Better(s, o) > 0:
				near, of, most = s, o, n
			}
		}
		if len(over) > 0 {
			all = append(all, fmt.Sprintf("%s dominates %s: in no draw is a margin of it smaller, and in some one is larger.", name, verdict.List(over)))
		}
	}
	if len(all) > 0 {
		return all
	}
	s := "No schedule dominates another"
	if near >= 0 {
		s += fmt.Sprintf("; nearest comes %s, at least as good as %s under every limit on every date in %s", v.names[near], v.names[of], share(most, v.Done))
	}
	return []string{s + "."}
}

// leastRegret names the schedule with the least to be sorry for.
func (v *robustView) leastRegret() string {
	if len(v.names) == 1 {
		return ""
	}
	least := -1
	var regret robust.Regret
	for s := range v.names {
		g := v.Regret(s)
		if g.N > 0 && (least < 0 || g.Q95 < regret.Q95 || g.Q95 == regret.Q95 && g.Mean < regret.Mean) {
			least, regret = s, g
		}
	}
	if least < 0 {
		return ""
	}
	if regret.Max == 0 {
		return fmt.Sprintf("%s leaves the most room in every draw, or as much as any, so there is nothing to regret about it.", v.names[least])
	}
	return fmt.Sprintf("%s has the least regret: it leaves the most room in %s of the draws, and in 95 %% of them at most %s percentage points less than the best schedule for that draw.",
		v.names[least], Percent(regret.Best, regret.N), points(regret.Q95))
}

// breaking says what breaks a schedule, or saves it.
func (v *robustView) breaking(name string, b *robust.Break) string {
	r := b.Result
	does, those := "fails", "of all its failures"
	if b.Holds {
		does, those = "holds", "of the draws in which it holds"
	}
	switch {
	case r.Outcome == prim.NoFailures:
		return fmt.Sprintf("%s fails in no draw, so none shows what would break it.", name)
	case r.Outcome == prim.AllFail:
		return fmt.Sprintf("%s fails in every draw, so no range of a number tells when.", name)
	case r.Failures < robust.Fewest:
		return fmt.Sprintf("%s fails in only %s, too few to say what they share; more --draws may tell.", name, counting(r.Failures, "draw"))
	case len(r.Boxes) == 0:
		return fmt.Sprintf("No ranges of a few numbers set the draws in which %s %s apart from the others.", name, does)
	}
	var all []string
	for i, box := range r.Boxes {
		all = append(all, fmt.Sprintf("%s %s in %s draws with %s, against %s of all draws; these are %s %s (box of %d of %s).",
			name, does, manyOf(box.Failures, box.Futures), verdict.List(v.phrases(b, i)), Percent(r.Failures, r.Futures),
			Percent(box.Failures, r.Failures), those, len(box.Restrictions), counting(len(b.Columns), "number")))
	}
	return strings.Join(all, " ")
}

// manyOf says how many: "85 % of the", "all".
func manyOf(k, n int) string {
	if k == n {
		return "all"
	}
	return Percent(k, n) + " of the"
}

// phrases says the ranges of a box, that which matters most first.
func (v *robustView) phrases(b *robust.Break, box int) []string {
	var all []string
	for _, r := range b.Words[box] {
		all = append(all, v.phrase(b, r))
	}
	return all
}

func (v *robustView) phrase(b *robust.Break, r prim.Range) string {
	c := &b.Columns[r.Input]
	return within(v.label(c.Of.Address), c, r)
}

// label names an input in few words.
func (v *robustView) label(address string) string {
	for _, d := range v.documents() {
		st := d.Study()
		for i, name := range inputNames(d, st) {
			if st.Inputs[i].Address == address {
				return name
			}
		}
	}
	return address
}

// within says that an input lies in a range: "X above 21", "X at two or more".
func within(label string, c *robust.Column, r prim.Range) string {
	r, discrete := narrowed(c, r)
	w := wordsFor(c.Of.Address, label, c.Whole)
	number := func(x float64) string {
		switch {
		case w.plain:
			return fmt.Sprintf("%.0f", x)
		case c.Whole && x >= 1 && x <= 12:
			return verdict.Small(int(math.Round(x)))
		}
		return verdict.Number(x)
	}
	low, high := number(r.Low), number(r.High)
	unit := w.unit
	if r.HasLow && r.Low == 1 || !r.HasLow && r.High == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	switch {
	case r.HasLow && r.HasHigh && r.Low == 0 && r.High == 0 && w.none != "":
		return w.none
	case r.HasLow && r.HasHigh && r.Low == r.High:
		return w.label + w.at + low + unit
	case r.HasLow && r.HasHigh && discrete:
		return w.label + w.at + low + " to " + high + w.unit
	case r.HasLow && r.HasHigh:
		return w.label + " between " + low + " and " + high
	case r.HasLow && discrete:
		return w.label + w.at + low + unit + w.more
	case r.HasHigh && discrete:
		return w.label + w.at + high + unit + w.less
	case r.HasLow:
		return w.label + " above " + low
	}
	return w.label + " below " + high
}

// narrowed makes a range one value where an input can take but one in it.
func narrowed(c *robust.Column, r prim.Range) (narrow prim.Range, discrete bool) {
	values := c.Values()
	discrete = c.Whole || values != nil
	values = slices.DeleteFunc(values, func(x float64) bool { return !r.Holds(x) })
	if len(values) == 1 {
		r = prim.Range{Input: r.Input, Low: values[0], High: values[0], HasLow: true, HasHigh: true}
	}
	return r, discrete
}

// yearAt reports whether the number at an address is a year.
func yearAt(address string) bool {
	return strings.HasSuffix(address, ".from") || strings.HasSuffix(address, ".until")
}

// wording is what ranges of a kind of number are put in.
type wording struct {
	label, at, unit, more, less string
	none                        string // 0 in words; "": as any number
	plain                       bool   // a number that is no amount
}

func wordsFor(address, label string, whole bool) wording {
	article := "a "
	if strings.ContainsAny(label[:1], "aeiouAEIOU") {
		article = "an "
	}
	switch {
	case yearAt(address):
		return wording{label: label, at: " in ", more: " or later", less: " or earlier", plain: true}
	case strings.HasSuffix(address, ".delay"):
		return wording{label: article + label, none: "no " + label, at: " of ", unit: " years", more: " or more", less: " or less"}
	}
	fewer := " or less"
	if whole {
		fewer = " or fewer"
	}
	return wording{label: label, at: " at ", more: " or more", less: fewer}
}

// notes says what was measured, and what was left out.
func (v *robustView) notes() []string {
	notes := []string{"Tightest room: the smallest margin in per cent of its ceiling, over all limits, parties and dates on which a ceiling binds; below 0 it is the worst excess."}
	if len(v.names) > 1 && v.Trial.Common() > 0 {
		notes[0] += " Regret: how much more room the best schedule for the same draw leaves, in percentage points. One schedule dominates another if it is at least as good in every draw, under every limit on every date, and better somewhere."
	}
	if len(v.names) > 1 {
		notes = append(notes, "The futures are the same for all: what several schedules draw has the same place in its range in each of them, draw by draw, so that they differ by what they are and not by luck.")
	}
	boxed := func(b *robust.Break) bool { return len(b.Result.Boxes) > 0 }
	if slices.ContainsFunc(v.breaks, func(of []*robust.Break) bool { return slices.ContainsFunc(of, boxed) }) {
		notes = append(notes, "What breaks or saves a schedule was sought among the draws (patient rule induction), and says where failures lie, not why. Ranges in sentences are rounded; the table boxes has them exactly.")
	}
	notes = append(notes, v.different()...)
	notes = append(notes, v.left()...)
	return append(notes, v.Sampling.notes()...)
}

// different says which numbers are not drawn alike.
func (v *robustView) different() []string {
	var ranges, lacking []string
	for _, in := range v.Trial.Inputs {
		if versions := in.Versions(); len(versions) > 1 {
			ranges = append(ranges, fmt.Sprintf("%s (%s)", in.Address, verdict.List(v.named(versions))))
		}
		if lacks := in.Lacks(); len(lacks) > 0 {
			lacking = append(lacking, fmt.Sprintf("%s (not in %s)", in.Address, verdict.List(v.named(lacks))))
		}
	}
	var all []string
	if len(ranges) > 0 {
		all = append(all, "Not the same range in all schedules: "+verdict.List(some(ranges))+". Each draws from its own, at the same place.")
	}
	if len(lacking) > 0 {
		all = append(all, "Not drawn in all schedules: "+verdict.List(some(lacking))+". Where a number is not drawn it stays as written.")
	}
	return all
}

// some leaves out of a list what is too much to read.
func some(list []string) []string {
	const most = 6
	if len(list) <= most {
		return list
	}
	return append(slices.Clone(list[:most-1]), fmt.Sprintf("%d more", len(list)-most+1))
}

func (v *robustView) named(schedules []int) []string {
	var all []string
	for _, s := range schedules {
		all = append(all, v.names[s])
	}
	return all
}

// left says what regret and dominance leave out.
func (v *robustView) left() []string {
	var parts []string
	for s, left := range v.Trial.Left {
		var whole []string
		rows := 0
		for _, l := range left {
			if l.All {
				whole = append(whole, l.Tally.Party.Code+" "+l.Tally.Limit.Address())
			} else {
				rows += l.Rows
			}
		}
		if len(whole) > 0 {
			parts = append(parts, fmt.Sprintf("of %s %s", v.names[s], verdict.List(some(whole))))
		}
		if rows > 0 {
			parts = append(parts, fmt.Sprintf("of %s %s that bind on dates or in years which others lack", v.names[s], counting(rows, "count")))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	s := "Regret and dominance go by what binds in all schedules in the years that they share. Left out: " + strings.Join(parts, "; ") + ". How often a schedule holds, its tightest room and what breaks it go by all its own limits and years."
	if v.Trial.Common() == 0 {
		s += " Nothing is left to hold them against each other by."
	}
	return []string{s}
}

// glances are a line for each schedule: how often it holds and how much room it
// leaves, its regret, how often it keeps each limit, who dominates whom.
func (v *robustView) glances() []*tables.Table {
	all := []*tables.Table{v.rooms()}
	if len(v.names) > 1 && v.Trial.Common() > 0 {
		all = append(all, v.regrets())
	}
	if len(v.names) <= mostBeside {
		all = append(all, v.limits())
		if len(v.names) > 1 && v.Trial.Common() > 0 {
			all = append(all, v.pairs())
		}
	}
	return all
}

// mostBeside is how many schedules are shown side by side, or in pairs.
const mostBeside = 4

func columns(kind tables.Kind, names ...string) []tables.Column {
	all := []tables.Column{{Name: "scenario", Kind: tables.Text}}
	for _, n := range names {
		all = append(all, tables.Column{Name: n, Kind: kind})
	}
	return all
}

func (v *robustView) rooms() *tables.Table {
	t := &tables.Table{
		Help:    "Draws in which all limits are kept, and the tightest room in per cent of its ceiling",
		Columns: columns(tables.Number, "kept", "95 % interval", "5 %", "25 %", "median", "75 %", "95 %"),
	}
	for s, name := range v.names {
		if !v.Trial.Binds(s) {
			continue
		}
		q := v.Spread(s)
		row := []any{shorten(name, 24), Percent(v.KeptAll(s), v.Done), interval(v.KeptAll(s), v.Done)}
		t.Rows = append(t.Rows, append(row, spreadCells(q.N, q.Q05, q.Q25, q.Q50, q.Q75, q.Q95)...))
	}
	return t
}

// spreadCells writes numbers of a spread; nothing where it has no values.
func spreadCells(n int, values ...float64) []any {
	all := make([]any, len(values))
	for i, x := range values {
		if n > 0 {
			all[i] = points(x)
		}
	}
	return all
}

func (v *robustView) regrets() *tables.Table {
	t := &tables.Table{
		Help:    "Regret in percentage points, and the share of draws in which no schedule leaves more room",
		Columns: columns(tables.Number, "median", "75 %", "95 %", "largest", "mean", "best in"),
	}
	for s, name := range v.names {
		g := v.Regret(s)
		row := append([]any{shorten(name, 24)}, spreadCells(g.N, g.Q50, g.Q75, g.Q95, g.Max, g.Mean)...)
		if g.N > 0 {
			row = append(row, Percent(g.Best, g.N))
		} else {
			row = append(row, nil)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// limits says how often each limit is kept, a column for each schedule.
func (v *robustView) limits() *tables.Table {
	t := &tables.Table{Help: "Draws in which each limit is kept", Columns: []tables.Column{{Name: "party", Kind: tables.Text}, {Name: "limit", Kind: tables.Text}}}
	for _, name := range v.names {
		t.Columns = append(t.Columns, tables.Column{Name: shorten(name, 42/len(v.names)), Kind: tables.Number})
	}
	row := map[[2]string][]any{}
	cell := func(s int, party, limit string, kept int) {
		key := [2]string{party, limit}
		if row[key] == nil {
			row[key] = append([]any{party, limit}, make([]any, len(v.names))...)
			t.Rows = append(t.Rows, row[key])
		}
		row[key][2+s] = Percent(kept, v.Done)
	}
	for s := range v.names {
		k := v.Trial.Schedules[s].Kernel
		for i, tally := range k.Tallies() {
			if tally.Binds {
				cell(s, tally.Party.Code, tally.Limit.Address(), v.Kept(s, i))
			}
		}
	}
	for s := range v.names {
		k := v.Trial.Schedules[s].Kernel
		for _, p := range k.Study.Scenario.Parties {
			if k.BindsOn(p) {
				cell(s, p.Code, "all of its limits", v.KeptBy(s, p.Index))
			}
		}
	}
	return t
}

// pairs says which schedule is at least as good as which.
func (v *robustView) pairs() *tables.Table {
	t := &tables.Table{
		Help: "Draws in which a schedule is at least as good as another under every limit on every date",
		Columns: []tables.Column{
			{Name: "scenario", Kind: tables.Text},
			{Name: "over", Kind: tables.Text},
			{Name: "at least as good", Kind: tables.Number},
			{Name: "and better", Kind: tables.Number},
			{Name: "dominates", Kind: tables.Text},
		},
	}
	for s := range v.names {
		for o := range v.names {
			if s == o {
				continue
			}
			dominates := ""
			if v.Dominates(s, o) {
				dominates = "yes"
			}
			t.Rows = append(t.Rows, []any{
				shorten(v.names[s], 18), shorten(v.names[o], 18), Percent(v.AtLeast(s, o), v.Done), Percent(v.Better(s, o), v.Done), dominates,
			})
		}
	}
	return t
}

// figures are one chart of all schedules, and one of what breaks or saves each.
func (v *robustView) figures(size plots.Size, bw bool) []Chart {
	o := v.ChartOptions(size, bw)
	all := []Chart{{"robust", plots.Robust(v.tested(), o)}}
	for s, name := range v.names {
		for _, b := range v.breaks[s] {
			what := "breaks-"
			if b.Holds {
				what = "saves-"
			}
			for i := range b.Result.Boxes {
				all = append(all, Chart{free(all, what+name), plots.Box(v.discovery(s, b, i), o)})
			}
		}
	}
	return all
}

// unsafe is what has no place in the name of a chart's file.
var unsafe = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// free is a name for a chart's file that none of some charts has.
func free(charts []Chart, name string) string {
	name = unsafe.ReplaceAllString(name, "-")
	own := name
	for n := 2; slices.ContainsFunc(charts, func(c Chart) bool { return c.Name == own }); n++ {
		own = fmt.Sprintf("%s-%d", name, n)
	}
	return own
}

// tested is the schedules as their chart takes them.
func (v *robustView) tested() *plots.Robustness {
	out := &plots.Robustness{Futures: v.Done, Regret: "room short of the best schedule for the same draw", Unit: "percentage points of a ceiling"}
	nan := math.NaN()
	for s, name := range v.names {
		t := plots.Tested{Name: name, Held: plots.Estimate{Value: nan, Low: nan, High: nan}, Regret: plots.Quantiles{P5: nan, P25: nan, P50: nan, P75: nan, P95: nan}}
		if v.Trial.Binds(s) {
			t.Held.Value = float64(v.KeptAll(s)) / float64(v.Done)
			t.Held.Low, t.Held.High = ensemble.Interval(v.KeptAll(s), v.Done)
		}
		if g := v.Regret(s); g.N > 0 && len(v.names) > 1 {
			t.Regret = plots.Quantiles{P5: g.Q05, P25: g.Q25, P50: g.Q50, P75: g.Q75, P95: g.Q95}
		}
		out.Schedules = append(out.Schedules, t)
	}
	return out
}

// discovery is a box as its chart takes it.
func (v *robustView) discovery(s int, b *robust.Break, i int) *plots.Discovery {
	box := b.Result.Boxes[i]
	out := &plots.Discovery{
		Schedule: v.names[s], Holds: b.Holds, Density: box.Density, Coverage: box.Coverage,
		Failing: float64(b.Result.Failures) / float64(b.Result.Futures), Futures: v.Done,
	}
	for _, r := range b.Words[i] {
		c := &b.Columns[r.Input]
		x := plots.Restricted{
			Label: v.label(c.Of.Address), Says: v.phrase(b, r), Whole: c.Whole, Year: yearAt(c.Of.Address),
			From: c.Low, Until: c.High, Low: math.NaN(), High: math.NaN(), Values: c.Values(),
		}
		if r.HasLow {
			x.Low = r.Low
		}
		if r.HasHigh {
			x.High = r.High
		}
		out.Inputs = append(out.Inputs, x)
	}
	return out
}
