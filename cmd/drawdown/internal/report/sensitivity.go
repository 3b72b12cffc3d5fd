package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/plots"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
	"drawdown/sim/influence"
	"drawdown/sim/sample"
	"drawdown/sim/sensitivity"
	"drawdown/sim/verdict"
)

// Telling are the rows that tell most of each party under each limit.
func Telling(k *ensemble.Kernel) []int {
	var rows []int
	for _, t := range k.Tallies() {
		if row, ok := telling(k, t); ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// TellingOf is the row that tells most of one party under one limit.
func TellingOf(k *ensemble.Kernel, t *ensemble.Tally) (row int, ok bool) { return telling(k, t) }

// Sensitivity says which uncertain numbers of a scenario matter.
func Sensitivity(r *Report, a *influence.Analysis, o influence.Options, command []string) *Study {
	v := &influenceView{Analysis: a, Options: o, report: r, names: inputNames(r.Document, a.Kernel.Study)}
	for o := range a.Rows {
		v.counts = append(v.counts, v.count(o))
	}
	st := &Study{
		Version: r.Version, Reports: []*Report{r}, Command: command, Kind: "sensitivity", Ranges: true,
		Sampling: &Sampling{Method: string(o.Method), Rows: o.Rows, Trajectories: o.Trajectories, Seed: o.Seed},
		Title:    r.Document.Scenario.Title,
	}
	if o.Rows == 0 {
		st.Sampling.Method = "morris"
	}
	lead := v.lead()
	st.Span = v.span()
	st.Headline, st.Says = v.headline(lead), v.says(lead)
	st.Notes = v.notes(lead)
	if lead >= 0 {
		st.Glance = []*tables.Table{v.glance(lead)}
	}
	st.Tables = tables.InfluenceTables(r.Document, a)
	st.Figures = func(size plots.Size, bw bool) []Chart { return v.figures(st.ChartOptions(size, bw)) }
	return st
}

// influenceView words what matters.
type influenceView struct {
	*influence.Analysis
	Options influence.Options
	report  *Report
	names   []string // of inputs
	counts  []count  // by output
}

// A count is one output, and how inputs bear on it.
type count struct {
	output int
	row    *ensemble.Row
	name   string // "Russia's warheads under New START on 5 February 2018"
	brief  string // "Russia's warheads", where all outputs are of one treaty and one date
	varies bool
	gap    bool   // it cannot be computed in some run
	shares []part // by input, the one that does most first; those that do nothing are left out

	ceiling       float64 // with the written values
	median, sigma float64 // of the draws; by a screening estimated
}

// A part is what one input does to one output.
type part struct {
	input        int
	first, total sensitivity.Estimate // NaN without indices
	effect       sensitivity.Effect   // NaN without a screening
	swing        sensitivity.Swing
}

// weight ranks inputs: by their total index, or else by the screening.
func (v *influenceView) weight(p *part) float64 {
	if v.Indices != nil {
		return p.total.Value
	}
	return p.effect.Absolute
}

// count gathers what is known of an output.
func (v *influenceView) count(o int) count {
	row := &v.Kernel.Rows[v.Rows[o]]
	c := count{output: o, row: row, name: v.outputName(o, true), brief: v.outputName(o, false), ceiling: v.Kernel.Base.Findings[v.Rows[o]].Ceiling, median: v.Tornado.Middle[o]}
	unknown := math.NaN()
	none := sensitivity.Estimate{Value: unknown, Low: unknown, High: unknown}
	var squares float64
	for i := range v.names {
		p := part{input: i, first: none, total: none, swing: v.Tornado.Swings[o][i]}
		p.effect = sensitivity.Effect{Mean: unknown, Absolute: unknown, Error: unknown, Spread: unknown}
		if v.Screening != nil {
			p.effect = v.Screening.Effects[o][i]
			// The standard deviation of what is spread evenly over its range.
			squares += p.effect.Absolute * p.effect.Absolute / 12
		}
		if v.Indices != nil && v.Indices.Outputs[o].Inputs != nil {
			p.first, p.total = v.Indices.Outputs[o].Inputs[i].First, v.Indices.Outputs[o].Inputs[i].Total
		}
		if v.weight(&p) > 0 {
			c.shares = append(c.shares, p)
		}
	}
	slices.SortStableFunc(c.shares, func(a, b part) int { return cmp.Compare(v.weight(&b), v.weight(&a)) })
	switch {
	case v.Indices != nil:
		out := &v.Indices.Outputs[o]
		c.varies, c.gap = out.Variation == sensitivity.Varies, out.Variation == sensitivity.Undefined
		c.median, c.sigma = out.Median, math.Sqrt(out.Variance)
	default:
		c.gap = math.IsNaN(squares)
		c.varies, c.sigma = squares > 0, math.Sqrt(squares)
	}
	return c
}

// room is how far the median lies from the ceiling, in standard deviations.
func (c *count) room() float64 {
	if !c.row.HasCeiling || !c.varies {
		return math.Inf(1)
	}
	return math.Abs(c.ceiling-c.median) / c.sigma
}

// lead is the output that the ranges leave least sure, of those that bind where
// there are such; −1 where none varies.
func (v *influenceView) lead() int {
	least := -1
	better := func(a, b *count) bool {
		if a.row.Binding != b.row.Binding {
			return a.row.Binding
		}
		return a.room() < b.room()
	}
	for o := range v.counts {
		if c := &v.counts[o]; c.varies && (least < 0 || better(c, &v.counts[least])) {
			least = o
		}
	}
	return least
}

// outputName names an output, in full or without what all of them share; with
// its limit's key where the words do not tell it apart from another.
func (v *influenceView) outputName(o int, full bool) string {
	first := &v.Kernel.Rows[v.Rows[0]]
	law, date := full, full
	for _, row := range v.Rows {
		w := &v.Kernel.Rows[row]
		law, date = law || w.Limit.Treaty != first.Limit.Treaty, date || w.Date != first.Date
	}
	words := func(row int) string {
		w := &v.Kernel.Rows[row]
		s := possessive(w.Party.Name) + " " + cmp.Or(w.Limit.Unit, "count "+w.Limit.Key)
		if law {
			s += " under " + w.Limit.Treaty.Short
		}
		if date {
			s += " on " + w.Date.Long()
		}
		return s
	}
	name := words(v.Rows[o])
	for other, row := range v.Rows {
		if other != o && words(row) == name {
			return name + " (" + v.Kernel.Rows[v.Rows[o]].Limit.Address() + ")"
		}
	}
	return name
}

// possessive is whose something is.
func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

func (v *influenceView) span() string {
	n := len(v.names)
	numbers := verdict.Small(n) + " uncertain numbers"
	if n == 1 {
		numbers = "one uncertain number"
	}
	says := fmt.Sprintf("Which of %s matter", numbers)
	if n == 1 {
		says = "What " + numbers + " does"
	}
	var by []string
	if v.Screening != nil {
		by = append(by, fmt.Sprintf("Morris's screening (%s trajectories)", thousands(v.Screening.Trajectories)))
	}
	if v.Indices != nil {
		by = append(by, fmt.Sprintf("Sobol indices (%s rows, method %s)", thousands(v.Indices.Rows), v.Options.Method))
	}
	return fmt.Sprintf("%s: %s runs for swings%s, seed %d; %s.", says, thousands(v.Options.Runs(n)), and(by), v.Options.Seed, v.report.span())
}

// and goes on with a list.
func and(more []string) string {
	switch len(more) {
	case 0:
		return ""
	case 1:
		return " and " + more[0]
	}
	return ", " + verdict.List(more)
}

func thousands(n int) string { return verdict.Number(float64(n)) }

// headline says where the spread of the leading output comes from.
func (v *influenceView) headline(lead int) string {
	if lead < 0 {
		return "No count studied here varies within the ranges stated"
	}
	c := &v.counts[lead]
	if v.Indices == nil {
		return fmt.Sprintf("%s moves %s most: by %s over its range, as a screening estimates, %s",
			verdict.Capital(v.names[c.shares[0].input]), c.name, figures(c.shares[0].effect.Absolute, 2), GivenRanges)
	}
	k := c.main()
	from := "one number"
	if k > 1 {
		from = verdict.Small(k) + " numbers"
	}
	how := "Most"
	switch rest := c.rest(k); {
	case rest == 0 && k == 1:
		return fmt.Sprintf("All of the spread of %s comes from one number, %s: %s", c.name, GivenRanges, v.names[c.shares[0].input])
	case rest == 0:
		how = "All"
	case rest <= little:
		how = "Nearly all"
	case rest > 0.5:
		return fmt.Sprintf("No few numbers make up the spread of %s; the largest parts come from %s, %s", c.name, v.named(c.shares[:k], true), GivenRanges)
	}
	return fmt.Sprintf("%s of the spread of %s comes from %s, %s: %s", how, c.name, from, GivenRanges, v.named(c.shares[:k], true))
}

const (
	// little is the share of a variance that may come from other numbers where
	// a few are said to make nearly all of it.
	little = 0.1
	// mostNamed is how many numbers a sentence names.
	mostNamed = 3
)

// main is how many numbers are worth naming: enough for nearly all of the
// variance, or as many as a sentence holds.
func (c *count) main() int {
	k := 1
	for k < min(mostNamed, len(c.shares)) && c.rest(k) > little {
		k++
	}
	return k
}

// rest bounds the share of the variance in which the numbers after the first k
// have a part: that of several is at most the sum of their total indices.
func (c *count) rest(k int) float64 {
	sum := 0.0
	for _, p := range c.shares[k:] {
		sum += max(p.total.Value, 0)
	}
	return min(sum, 1)
}

// named lists numbers with what each does by itself.
func (v *influenceView) named(parts []part, explain bool) string {
	var all []string
	for i, p := range parts {
		s := inPercent(p.first.Value)
		if explain && i == 0 {
			s += " of the variance by itself"
		}
		all = append(all, fmt.Sprintf("%s (%s)", v.names[p.input], s))
	}
	return verdict.List(all)
}

// inPercent writes a share that is an estimate, without decimals; what is
// beyond 0 and 1 is so by error.
func inPercent(share float64) string {
	switch p := math.Round(100 * share); {
	case share <= 0:
		return "0 %"
	case p < 1:
		return "under 1 %"
	case p > 99:
		return "practically all"
	default:
		return fmt.Sprintf("%.0f %%", p)
	}
}

// says is what there is to say of the leading output, and a line for each other
// one.
func (v *influenceView) says(lead int) []string {
	var all []string
	add := func(s string) {
		if s != "" {
			all = append(all, s)
		}
	}
	if lead >= 0 {
		c := &v.counts[lead]
		add(v.sure(c))
		if v.Indices != nil {
			add(v.others(c))
			add(interactions(c))
			add(v.screened(c))
		} else {
			add(v.screening(c))
		}
		add(v.alone(c))
	}
	var still []*count
	explained := lead >= 0 && len(v.counts[lead].shares) > 1
	for o := range v.counts {
		switch c := &v.counts[o]; {
		case c.gap:
			add(fmt.Sprintf("%s cannot be computed in some runs, so nothing can be told of its spread.", verdict.Capital(c.brief)))
		case !c.varies:
			still = append(still, c)
		case o != lead:
			add(v.line(c, !explained))
			explained = true
		}
	}
	add(constant(still))
	if slices.ContainsFunc(v.Kernel.Study.Inputs, func(in *ensemble.Input) bool {
		return len(in.Numbers) > 0 && in.Numbers[0].Kind == ensemble.Ceiling
	}) {
		add("A ceiling is uncertain too. It moves no count, so it has no share here; ceilings are those written.")
	}
	return all
}

// sure says why the leading output leads.
func (v *influenceView) sure(c *count) string {
	if !c.row.HasCeiling || math.IsNaN(c.median) {
		return ""
	}
	what := "Its median in the draws is "
	if v.Indices == nil {
		what = "With all numbers at their medians it is "
	}
	s := what + reading(c.median)
	side := "under"
	if c.median > c.ceiling {
		side = "over"
	}
	if c.median == c.ceiling {
		s += ", the ceiling itself"
	} else {
		s += fmt.Sprintf(", %s %s the ceiling of %s, which is %s", distance(c.ceiling, c.median), side, verdict.Number(c.ceiling), deviations(c.room()))
	}
	if v.Indices == nil {
		s += ", as the screening estimates it"
	}
	rivals := 0
	for i := range v.counts {
		if o := &v.counts[i]; o.varies && o.row.HasCeiling && o.row.Binding == c.row.Binding {
			rivals++
		}
	}
	if rivals > 1 {
		s += fmt.Sprintf(": of %s counts that vary it is the least sure", verdict.Small(rivals))
	}
	return s + "."
}

// deviations writes a distance in standard deviations.
func deviations(x float64) string {
	switch s := figures(x, 2); {
	case x < 0.1:
		return "less than a tenth of a standard deviation"
	case s == "1":
		return "one standard deviation"
	default:
		return s + " standard deviations"
	}
}

// distance writes how far two counts are from each other.
func distance(a, b float64) string {
	if d := math.Abs(a - b); d != math.Trunc(d) {
		return figures(d, 2)
	}
	return verdict.Number(math.Abs(a - b))
}

// reading writes a count for reading: of one that is not whole, four figures.
func reading(x float64) string {
	if x == math.Trunc(x) {
		return verdict.Number(x)
	}
	return figures(x, 4)
}

// others says what is left to the numbers that the headline does not name.
func (v *influenceView) others(c *count) string {
	k := c.main()
	left, idle := len(c.shares)-k, len(v.names)-len(c.shares)
	s := ""
	switch {
	case left == 1:
		s = fmt.Sprintf("One other number, %s, has a part in %s of the variance", v.names[c.shares[k].input], inPercent(c.rest(k)))
	case left > 1:
		s = fmt.Sprintf("The next %s numbers together have a part in at most %s of it", verdict.Small(left), inPercent(c.rest(k)))
	}
	switch {
	case idle == 0 && s == "":
		return ""
	case idle == 0:
	case s == "" && idle == 1:
		s = "The other number does nothing to it"
	case s == "":
		s = fmt.Sprintf("The other %s numbers do nothing to it", verdict.Small(idle))
	case idle == 1:
		s += "; one does nothing to it"
	default:
		s += fmt.Sprintf("; %s do nothing to it", verdict.Small(idle))
	}
	return s + "."
}

// interactions says what numbers do only together, and how far indices may be
// off.
func interactions(c *count) string {
	sum, squares, most := 0.0, 0.0, 0.0
	for _, p := range c.shares {
		sum += p.first.Value
		half := (p.first.High - p.first.Low) / 2
		squares += half * half
		most = max(most, half, (p.total.High-p.total.Low)/2)
	}
	errs := fmt.Sprintf("The indices have a sampling error of up to ±%s percentage points.", figures(100*most, 1))
	switch together := 1 - sum; {
	case len(c.shares) < 2:
		return ""
	case together > math.Sqrt(squares):
		return fmt.Sprintf("Interactions: about %s of the variance comes from numbers that act together. %s", inPercent(together), errs)
	default:
		return "Interactions: none that show above the sampling error; the numbers act by themselves, and their parts add up. " + errs
	}
}

// screened says what a screening beside the indices finds.
func (v *influenceView) screened(c *count) string {
	if v.Screening == nil {
		return ""
	}
	by := slices.Clone(c.shares)
	slices.SortStableFunc(by, func(a, b part) int { return cmp.Compare(b.effect.Absolute, a.effect.Absolute) })
	var all []string
	for _, p := range by[:min(mostNamed, len(by))] {
		all = append(all, v.names[p.input])
	}
	return fmt.Sprintf("Morris's screening (%s runs) puts first: %s.", thousands(v.Screening.Evaluations), verdict.List(all))
}

// screening says what there is to say where indices were not computed.
func (v *influenceView) screening(c *count) string {
	near := 0
	for _, p := range c.shares[1:] {
		if p.effect.Absolute >= little*c.shares[0].effect.Absolute {
			near++
		}
	}
	s := fmt.Sprintf("%s of the other %s numbers move it at least a tenth as much.", verdict.Capital(verdict.Small(near)), verdict.Small(len(v.names)-1))
	if near == 1 {
		s = fmt.Sprintf("One of the other %s numbers moves it at least a tenth as much.", verdict.Small(len(v.names)-1))
	}
	return s + fmt.Sprintf(" A screening ranks numbers; shares of the variance with their errors take %s runs: add --rows %d.",
		thousands(influence.IndexRuns(usualRows, len(v.names))), usualRows)
}

// usualRows is how many rows indices are usually computed from.
const usualRows = 1024

// alone says which numbers by themselves carry the output past its ceiling.
func (v *influenceView) alone(c *count) string {
	middle := v.Tornado.Middle[c.output]
	if !c.row.HasCeiling || math.IsNaN(middle) {
		return ""
	}
	over := middle > c.ceiling
	var past []string
	for _, p := range c.shares {
		for _, end := range []struct {
			at         float64
			percentile string
		}{{p.swing.Low, "5th"}, {p.swing.High, "95th"}} {
			if !math.IsNaN(end.at) && (end.at > c.ceiling) != over {
				past = append(past, fmt.Sprintf("%s at the %s percentile (to %s)", v.names[p.input], end.percentile, reading(end.at)))
			}
		}
	}
	does := "lift it over the ceiling"
	if over {
		does = "bring it under the ceiling"
	}
	s := ""
	if middle != c.median {
		s = fmt.Sprintf("With all numbers at their medians it is %s. ", reading(middle))
	}
	switch n := len(past); {
	case n == 0:
		return s + fmt.Sprintf("No number alone can %s between its 5th and its 95th percentile.", does)
	case n == 1:
		return s + fmt.Sprintf("One number alone can %s: %s.", does, past[0])
	case n <= mostNamed:
		return s + fmt.Sprintf("%s numbers can each %s: %s.", verdict.Capital(verdict.Small(n)), does, verdict.List(past))
	default:
		return s + fmt.Sprintf("%s numbers can each %s, first %s.", verdict.Capital(verdict.Small(n)), does, past[0])
	}
}

// line says what makes another output spread; the first that names shares says
// of what they are.
func (v *influenceView) line(c *count, explain bool) string {
	if v.Indices == nil {
		var all []string
		for _, p := range c.shares[:min(mostNamed, len(c.shares))] {
			all = append(all, fmt.Sprintf("%s (by %s)", v.names[p.input], figures(p.effect.Absolute, 2)))
		}
		return fmt.Sprintf("%s: moved most by %s.", verdict.Capital(c.brief), verdict.List(all))
	}
	k := c.main()
	s := fmt.Sprintf("%s: %s", verdict.Capital(c.brief), v.named(c.shares[:k], explain))
	if rest := c.rest(k); rest > little {
		s += fmt.Sprintf("; others have a part in up to %s", inPercent(rest))
	}
	return s + "."
}

// constant names the outputs that do not vary: a few in words, many by party
// and limit.
func constant(still []*count) string {
	switch len(still) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("One count does not vary: %s.", still[0].brief)
	}
	var names []string
	for i, c := range still {
		switch w := c.row; {
		case len(still) <= mostNamed:
			names = append(names, c.brief)
		case i > 0 && still[i-1].row.Party == w.Party:
			names[len(names)-1] += ", " + w.Limit.Address()
		default:
			names = append(names, w.Party.Name+" "+w.Limit.Address())
		}
	}
	return fmt.Sprintf("%s counts do not vary: %s.", verdict.Capital(verdict.Small(len(still))), strings.Join(names, "; "))
}

// notes says what such numbers are, and are not.
func (v *influenceView) notes(lead int) []string {
	var notes []string
	if lead >= 0 && v.Indices != nil {
		notes = append(notes,
			"First: the share of the variance (the spread, squared) that would go, on average, if that number alone were known. Total: the share that would stay if all numbers but that one were known; it adds what the number does together with others.")
	} else if lead >= 0 {
		notes = append(notes, "Effect: what the count changes by, on average, over the number's whole range. Scatter: how much that differs with the other numbers; next to the effect it is small where a number acts straight and by itself.")
	}
	if lead >= 0 {
		s := "At 5 % and at 95 %: the count with the number at that percentile of its range, all others at their medians."
		if v.Indices != nil {
			s += " In brackets: intervals of 95 %, from drawing the rows anew"
			if v.Options.Method != sample.Random {
				s += "; points laid out by " + string(v.Options.Method) + " are usually nearer than that"
			}
			s += "."
		}
		notes = append(notes, s)
	}
	return append(notes, "All of this is a statement about the ranges below, not about the world: a number whose range is stated too narrow seems to matter less than it does. Numbers are drawn independently of each other.")
}

// mostLines is how many numbers the table for reading has.
const mostLines = 12

// glance is a line for each number that bears on the leading output.
func (v *influenceView) glance(lead int) *tables.Table {
	c := &v.counts[lead]
	t := &tables.Table{Help: verdict.Capital(c.name), Columns: []tables.Column{
		{Name: "number", Kind: tables.Text},
		{Name: "written", Kind: tables.Number},
		{Name: "5–95 %", Kind: tables.Number},
		{Name: "at 5 %", Kind: tables.Number},
		{Name: "at 95 %", Kind: tables.Number},
	}}
	if v.Indices != nil {
		t.Columns = append(t.Columns, tables.Column{Name: "first, %", Kind: tables.Number}, tables.Column{Name: "total, %", Kind: tables.Number})
	} else {
		t.Columns = append(t.Columns, tables.Column{Name: "effect", Kind: tables.Number}, tables.Column{Name: "scatter", Kind: tables.Number})
	}
	shown := c.shares[:min(mostLines, len(c.shares))]
	if left := len(c.shares) - len(shown); left > 0 {
		t.Help += fmt.Sprintf(": the %s numbers of %s that do most to it", verdict.Small(len(shown)), verdict.Small(len(c.shares)))
	}
	for _, p := range shown {
		in := v.Kernel.Study.Inputs[p.input]
		cells := []any{
			v.names[p.input], writtenValue(v.report.Document, in),
			inputValue(in, v.Value(p.input, sensitivity.Low)) + " to " + inputValue(in, v.Value(p.input, sensitivity.High)),
			countAt(p.swing.Low), countAt(p.swing.High),
		}
		if v.Indices != nil {
			cells = append(cells, share100(p.first), share100(p.total))
		} else {
			cells = append(cells, figures(p.effect.Absolute, 2), figures(p.effect.Spread, 2))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// countAt is a count, or that there is none.
func countAt(x float64) any {
	if math.IsNaN(x) {
		return "–"
	}
	return reading(x)
}

// share100 is an index in per cent with its interval.
func share100(e sensitivity.Estimate) string {
	value := hundredth(e.Value)
	if e.Value > 0 && value == "0" {
		value = "<1"
	}
	return fmt.Sprintf("%s (%s–%s)", value, hundredth(e.Low), hundredth(e.High))
}

func hundredth(x float64) string { return verdict.Number(math.Round(100*x) + 0) }

// figures are a tornado for each output that varies.
func (v *influenceView) figures(o plots.Options) []Chart {
	var all []Chart
	taken := map[string]bool{}
	for i := range v.counts {
		c := &v.counts[i]
		if !c.varies {
			continue
		}
		name := strings.Join([]string{"tornado", c.row.Party.Code, c.row.Limit.Treaty.ID, c.row.Limit.Key}, "-")
		if taken[name] {
			name += "-" + c.row.Date.String()
		}
		taken[name] = true
		all = append(all, Chart{name, plots.Tornado(v.drawn(c), o)})
	}
	return all
}

// drawn is an output as charts take it. What does nothing to it is left out.
func (v *influenceView) drawn(c *count) *plots.Influences {
	w := c.row
	out := &plots.Influences{
		Output: fmt.Sprintf("%s, %s under %s on %s", w.Party.Name, cmp.Or(w.Limit.Unit, "count "+w.Limit.Key), w.Limit.Treaty.Short, w.Date.Long()),
		Count:  fmt.Sprintf("%s, %s on %s", w.Party.Name, cmp.Or(w.Limit.Unit, "count "+w.Limit.Key), w.Date.Long()),
		Unit:   w.Limit.Unit, Party: w.Party.Index, Middle: v.Tornado.Middle[c.output],
	}
	if w.HasCeiling {
		out.Ceiling = &c.ceiling
	}
	for _, p := range c.shares {
		in := v.Kernel.Study.Inputs[p.input]
		i := plots.Influence{
			Label: verdict.Capital(v.names[p.input]), AtLow: p.swing.Low, AtHigh: p.swing.High,
			Low: inputValue(in, v.Value(p.input, sensitivity.Low)), High: inputValue(in, v.Value(p.input, sensitivity.High)),
		}
		if v.Indices != nil {
			i.First, i.Total = (*plots.Estimate)(&p.first), (*plots.Estimate)(&p.total)
		}
		out.Inputs = append(out.Inputs, i)
	}
	return out
}
