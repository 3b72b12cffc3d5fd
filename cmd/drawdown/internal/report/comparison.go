package report

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/compare"
	"drawdown/sim/verdict"
)

// A Comparison is everything to say about several runs side by side.
type Comparison struct {
	Version string
	Reports []*Report // the baseline first
	Compare *compare.Comparison
	Tables  []*tables.Table

	Headline string
	Says     []string // what differs from the baseline, a sentence each
}

// Compare holds reports side by side, the baseline first. Names must differ.
func Compare(version string, reports []*Report, names []string, corridor float64) *Comparison {
	runs := make([]compare.Run, len(reports))
	docs := make([]*scenarios.Document, len(reports))
	for i, r := range reports {
		runs[i] = compare.Run{Name: names[i], Assessment: r.Assessment}
		docs[i] = r.Document
	}
	c := &Comparison{Version: version, Reports: reports, Compare: compare.New(runs, corridor)}
	c.Tables = tables.Comparison(c.Compare, scenarios.Diff(docs))
	c.Headline = c.headline()
	c.Says = c.says()
	return c
}

// Table returns the table of that name.
func (c *Comparison) Table(name string) *tables.Table {
	for _, t := range c.Tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Title names what is compared.
func (c *Comparison) Title() string {
	var names []string
	for _, r := range c.Compare.Runs {
		names = append(names, r.Name)
	}
	return "Comparison of " + verdict.List(names)
}

// Span says on which years the scenarios are compared.
func (c *Comparison) Span() string {
	k := c.Compare
	if k.From > k.To {
		return "The scenarios share no year, so nothing can be compared."
	}
	years := fmt.Sprintf("the %d state years they share, %d to %d", k.To-k.From+1, k.From, k.To)
	if k.From == k.To {
		years = fmt.Sprintf("the one state year they share, %d, which tells little", k.From)
	}
	s := fmt.Sprintf("Compared on %s. The baseline is %s.", years, k.Runs[0].Name)
	var beyond []string
	for _, r := range k.Runs {
		sc := r.Assessment.Trajectory.Scenario
		if from, to := sc.Start.Year(), sc.Start.Year()+sc.States()-1; from < k.From || to > k.To {
			beyond = append(beyond, fmt.Sprintf("%s (%d to %d)", r.Name, from, to))
		}
	}
	if len(beyond) > 0 {
		s += " Other years are left out of " + verdict.List(beyond) + "."
	}
	return s
}

// headline says who dominates whom.
func (c *Comparison) headline() string {
	runs := c.Compare.Runs
	if len(c.Compare.Limits) == 0 {
		return "The scenarios have no limit to compare"
	}
	var parts []string
	for i, r := range runs {
		var over []string
		for _, d := range c.Compare.Dominance {
			if d.Run == i && d.Dominates() {
				over = append(over, runs[d.Over].Name)
			}
		}
		if len(over) > 0 {
			parts = append(parts, r.Name+" dominates "+verdict.List(over))
		}
	}
	if len(parts) == 0 {
		return "No scenario dominates another"
	}
	return strings.Join(parts, "; ")
}

// says compares each scenario with the baseline, limit by limit.
func (c *Comparison) says() []string {
	var all []string
	k := c.Compare
	for i := 1; i < len(k.Runs); i++ {
		same, both := 0, 0
		var lacks, adds []string
		for _, l := range k.Limits {
			a, b := l.Standings[0], l.Standings[i]
			switch {
			case a == nil && b == nil:
			case b == nil:
				lacks = append(lacks, l.Party+" "+l.Limit.Address())
			case a == nil:
				adds = append(adds, l.Party+" "+l.Limit.Address())
			default:
				both++
				if s := differs(a, b, l.Excess[0], l.Excess[i]); s != "" {
					all = append(all, fmt.Sprintf("%s, %s, under %s: %s.", l.Name, l.Limit.Address(), k.Runs[i].Name, s))
				} else {
					same++
				}
			}
		}
		if same > 0 {
			all = append(all, fmt.Sprintf("%s has the baseline's dates, margins and excess in %d of %d counts.", k.Runs[i].Name, same, both))
		}
		if len(lacks) > 0 {
			all = append(all, fmt.Sprintf("%s lacks limits that the baseline has: %s.", k.Runs[i].Name, verdict.List(lacks)))
		}
		if len(adds) > 0 {
			all = append(all, fmt.Sprintf("%s has limits that the baseline lacks: %s.", k.Runs[i].Name, verdict.List(adds)))
		}
	}
	return all
}

// differs says how a standing differs from the baseline's; "" where it does
// not.
func differs(base, s *sim.Standing, baseExcess, excess float64) string {
	var parts []string
	switch a, b := base.LastingUnder, s.LastingUnder; {
	case a == b:
	case b == 0:
		parts = append(parts, "not lastingly under the ceiling, which the baseline is from "+a.Long()+" on")
	case a == 0:
		parts = append(parts, "lastingly under the ceiling from "+b.Long()+" on, which the baseline never is")
	default:
		parts = append(parts, fmt.Sprintf("lastingly under the ceiling %s (%s)", apart(a, b), b.Long()))
	}
	if base.Binds != 0 && s.Binds != 0 && s.MarginAtBinding != base.MarginAtBinding {
		parts = append(parts, fmt.Sprintf("margin %s when the limit first binds (%s)", than(s.MarginAtBinding-base.MarginAtBinding), verdict.Margin(s.MarginAtBinding)))
	}
	if base.HasEnd && s.HasEnd && s.MarginEnd != base.MarginEnd {
		parts = append(parts, fmt.Sprintf("margin %s at the end (%s)", than(s.MarginEnd-base.MarginEnd), verdict.Margin(s.MarginEnd)))
	}
	if excess != baseExcess {
		parts = append(parts, fmt.Sprintf("cumulative excess %s instead of %s", verdict.Number(excess), verdict.Number(baseExcess)))
	}
	return strings.Join(parts, "; ")
}

// apart says how much later or earlier b is than a.
func apart(a, b civil.Date) string {
	word := "later"
	if b < a {
		a, b, word = b, a, "earlier"
	}
	if a.Month() == b.Month() && a.Day() == b.Day() {
		if n := b.Year() - a.Year(); n > 1 {
			return fmt.Sprintf("%d years %s", n, word)
		}
		return "a year " + word
	}
	return fmt.Sprintf("%.0f days %s", b.Time().Sub(a.Time()).Hours()/24, word)
}

// than says how a margin differs.
func than(d float64) string {
	if d > 0 {
		return verdict.Number(d) + " larger"
	}
	return verdict.Number(-d) + " smaller"
}

// Text is the comparison in sentences, and compact tables.
func (c *Comparison) Text(s Style) []byte {
	var b bytes.Buffer
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", c.Title()), "\n")) + "\n")
	b.WriteString(s.paragraph("", "", c.Span()) + "\n")
	if c.Compare.From > c.Compare.To {
		return b.Bytes()
	}
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", c.Headline+"."), "\n")) + "\n")
	for _, text := range c.Says {
		b.WriteString(s.paragraph("- ", "  ", text))
	}
	var same []string
	for _, l := range c.Compare.Limits {
		if alike(l) {
			same = append(same, l.Party+" "+l.Limit.Address())
			continue
		}
		b.WriteString("\n" + s.bold(l.Name+", "+l.Limit.Address()) + "\n" + c.limitText(l, s))
	}
	if len(same) > 0 {
		b.WriteString("\n" + s.paragraph("", "", "The same dates, margins and excess in all scenarios: "+verdict.List(same)+"."))
	}
	b.WriteString("\n" + s.paragraph("", "", "Δ: difference to the baseline, dates in years. excess: Σ of what exceeds, over the dates on which it does."))
	b.WriteString(c.rest(s))
	return b.Bytes()
}

// alike reports whether all scenarios have a limit and none differs from the
// baseline.
func alike(l *compare.Limit) bool {
	for i, st := range l.Standings {
		if st == nil || l.Standings[0] == nil || differs(l.Standings[0], st, l.Excess[0], l.Excess[i]) != "" || st.FirstUnder != l.Standings[0].FirstUnder {
			return false
		}
	}
	return true
}

// limitText is a line for each scenario.
func (c *Comparison) limitText(l *compare.Limit, s Style) string {
	w := s.table("scenario", "first under", "lastingly", "Δ", "margin", "Δ", "at end", "Δ", "excess")
	base := l.Standings[0]
	for i, st := range l.Standings {
		if st == nil {
			continue
		}
		row := table.Row{shorten(c.Compare.Runs[i].Name, s.Width-61), date(st.FirstUnder.String()), date(st.LastingUnder.String()), "", "", "", "", "", verdict.Number(l.Excess[i])}
		if i > 0 && base != nil {
			row[3] = years(base.LastingUnder, st.LastingUnder)
		}
		if st.Binds != 0 {
			row[4] = s.signed(st.MarginAtBinding)
			if i > 0 && base != nil && base.Binds != 0 {
				row[5] = delta(st.MarginAtBinding - base.MarginAtBinding)
			}
		}
		if st.HasEnd {
			row[6] = s.signed(st.MarginEnd)
			if i > 0 && base != nil && base.HasEnd {
				row[7] = delta(st.MarginEnd - base.MarginEnd)
			}
		}
		w.AppendRow(row)
	}
	w.SetColumnConfigs([]table.ColumnConfig{right(4), right(5), right(6), right(7), right(8), right(9)})
	return trimmed(w)
}

// years is the difference of two dates in years, with one decimal where it is
// not whole.
func years(base, d civil.Date) string {
	if base == 0 || d == 0 {
		return ""
	}
	days := d.Time().Sub(base.Time()).Hours() / 24
	n := math.Round(days/365.25*10) / 10
	if base.Month() == d.Month() && base.Day() == d.Day() {
		n = float64(d.Year() - base.Year())
	}
	return delta(n)
}

// delta writes a difference with its sign.
func delta(x float64) string {
	switch {
	case x > 0:
		return "+" + verdict.Number(x)
	case x == 0:
		return "="
	}
	return verdict.Number(x)
}

func shorten(s string, width int) string {
	if r := []rune(s); len(r) > max(width, 8) {
		return string(r[:max(width, 8)-1]) + "…"
	}
	return s
}

// rest says parity, pace and warheads in compact tables.
func (c *Comparison) rest(s Style) string {
	var b strings.Builder
	runs := c.Compare.Runs
	name := func(i int) string { return shorten(runs[i].Name, 24) }
	if len(c.Compare.Parities) > 0 {
		percent := verdict.Number(100 * c.Compare.Corridor)
		b.WriteString("\n" + s.bold("Parity (smallest ÷ largest count; corridor "+percent+" %)") + "\n")
		w := s.table("limit", "scenario", "worst", "in", "years outside", "at end")
		for _, p := range c.Compare.Parities {
			for i, v := range p.Runs {
				if v != nil {
					w.AppendRow(table.Row{p.Limit.Address(), name(i), fmt.Sprintf("%.2f", v.Worst), v.WorstYear, len(v.Outside), fmt.Sprintf("%.2f", v.End)})
				}
			}
		}
		w.SetColumnConfigs([]table.ColumnConfig{right(3), right(4), right(5), right(6)})
		b.WriteString(trimmed(w))
	}
	if len(c.Compare.Paces) > 0 {
		b.WriteString("\n" + s.bold("Pace of deployed launchers (largest yearly move ÷ mean)") + "\n")
		w := s.table("party", "leg", "scenario", "largest", "in", "mean", "ratio")
		for _, p := range c.Compare.Paces {
			for i, v := range p.Runs {
				if v != nil && v.Mean > 0 {
					w.AppendRow(table.Row{p.Party, leg(p.Leg), name(i), v.Largest, v.LargestYear, fmt.Sprintf("%.1f", v.Mean), fmt.Sprintf("%.1f", v.Ratio())})
				}
			}
		}
		w.SetColumnConfigs([]table.ColumnConfig{right(4), right(5), right(6), right(7)})
		b.WriteString(trimmed(w))
	}
	b.WriteString("\n" + s.bold("Warheads") + "\n")
	w := s.table("party", "scenario", "removed", "loaded", "dismantled", "waiting", "cleared", "reversible")
	for _, p := range c.Compare.Warheads {
		for i, v := range p.Runs {
			if v == nil {
				continue
			}
			row := table.Row{p.Party, name(i), verdict.Number(float64(v.Removed)), verdict.Number(float64(v.Loaded)), "", "", "", ""}
			if v.Pools {
				row[4], row[5] = verdict.Number(float64(v.Dismantled)), verdict.Number(float64(v.Waiting))
				switch {
				case v.Cleared != 0:
					row[6] = v.Cleared
				case math.IsInf(v.Years, 1):
					row[6] = "never"
				default:
					row[6] = fmt.Sprintf("in %.1f years", v.Years)
				}
				if share, ok := v.Reversible(); ok {
					row[7] = fmt.Sprintf("%.0f %%", 100*share)
				}
			}
			w.AppendRow(row)
		}
	}
	w.SetColumnConfigs([]table.ColumnConfig{right(3), right(4), right(5), right(6), right(7), right(8)})
	b.WriteString(trimmed(w))
	b.WriteString(s.paragraph("", "", "waiting: retired and awaiting dismantlement; cleared: since when none waits, or in how many years at the stated rate. reversible: share of those removed that could be put back from reserve."))
	b.WriteString("\n" + c.inputs(s))
	return b.String()
}

func leg(t arsenal.Type) string { return strings.TrimSuffix(string(t), "-missile") }

// inputs lists what differs, a line or two each.
func (c *Comparison) inputs(s Style) string {
	t := c.Table("inputs")
	if len(t.Rows) == 0 {
		return s.paragraph("", "", "The scenarios' inputs are the same.")
	}
	var b strings.Builder
	b.WriteString(s.bold(fmt.Sprintf("Why: what differs in the inputs (%d)", len(t.Rows))) + "\n")
	const most = 20
	for k, row := range t.Rows {
		if k == most {
			b.WriteString(s.paragraph("  ", "    ", fmt.Sprintf("… and %d more: --table inputs", len(t.Rows)-most)))
			break
		}
		var values []string
		for i, v := range row[1:] {
			text := v.(string)
			if text == "" {
				text = "–"
			}
			values = append(values, c.Compare.Runs[i].Name+": "+strings.Join(strings.Fields(text), " "))
		}
		b.WriteString(s.paragraph("  ", "    ", row[0].(string)+" = "+strings.Join(values, "; ")))
	}
	return b.String()
}

// Markdown is the comparison for pasting into a report.
func (c *Comparison) Markdown(only *tables.Table) []byte {
	var b bytes.Buffer
	if only != nil {
		fmt.Fprintf(&b, "## %s: %s\n\n%s\n\n", escape(c.Title()), only.Name, only.Help)
		markdownTable(&b, only)
		return b.Bytes()
	}
	fmt.Fprintf(&b, "## %s\n\n**%s.** %s\n\n", escape(c.Title()), escape(c.Headline), escape(c.Span()))
	for _, s := range c.Says {
		fmt.Fprintf(&b, "- %s\n", escape(s))
	}
	for _, t := range c.Tables {
		if len(t.Rows) > 0 {
			fmt.Fprintf(&b, "\n### %s\n\n%s\n\n", strings.ToUpper(t.Name[:1])+t.Name[1:], t.Help)
			markdownTable(&b, t)
		}
	}
	fmt.Fprintf(&b, "\nComputed with drawdown %s.\n", c.Version)
	return b.Bytes()
}

// JSON writes everything.
func (c *Comparison) JSON() ([]byte, error) {
	manifests := make([]Manifest, len(c.Reports))
	warnings := []string{}
	for i, r := range c.Reports {
		manifests[i] = r.Manifest()
		manifests[i].Scenario = c.Compare.Runs[i].Name
		warnings = append(warnings, r.Warnings...)
	}
	return indented(struct {
		Scenarios []Manifest `json:"scenarios"`
		From      int        `json:"from_year"`
		To        int        `json:"to_year"`
		Corridor  float64    `json:"corridor"`
		Headline  string     `json:"headline"`
		Verdict   []string   `json:"verdict"`
		Tables    jsonTables `json:"tables"`
		Warnings  []string   `json:"warnings"`
	}{manifests, c.Compare.From, c.Compare.To, c.Compare.Corridor, c.Headline, append([]string{}, c.Says...), jsonTables{c.Tables}, warnings})
}

// Manifest returns the manifest of a comparison.
func (c *Comparison) Manifest() Manifest {
	m := Manifest{Program: "drawdown", Version: c.Version, Format: 1, Title: c.Title(), Set: append([]string{}, c.Reports[0].Document.Set...)}
	var names []string
	for i, r := range c.Reports {
		names = append(names, c.Compare.Runs[i].Name)
		for _, f := range r.Document.Files {
			if h := FileHash(f); !slices.Contains(m.Inputs, h) {
				m.Inputs = append(m.Inputs, h)
			}
		}
	}
	m.Scenario = strings.Join(names, " ")
	return m
}
