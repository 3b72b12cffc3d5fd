package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"drawdown/plots"
	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
	"drawdown/sim/verdict"
)

// A Study is everything to say about many runs: an ensemble, what a result is
// sensitive to, a sweep, schedules tested in the same futures. Whoever makes
// one fills in what there is; the renderers only lay it out.
type Study struct {
	Version string
	Reports []*Report // of the scenarios as written
	Command []string  // that makes it again, without --out
	Kind    string    // as in "ensemble"

	Title    string
	Span     string   // what was run
	Headline string   // the finding, without a full stop
	Says     []string // sentences
	Notes    []string // how to read it, and what it does not say
	Glance   []*tables.Table
	Tables   []*tables.Table
	Figures  func(size plots.Size, bw bool) []Chart
	Sampling *Sampling // nil: nothing was drawn
	Ranges   bool      // whether results rest on the ranges stated
	Swept    []string  // levers, as ADDRESS=FROM:TO:STEP
	Chosen   []string  // addresses that were not drawn though they are uncertain
}

// GivenRanges qualifies every probability.
const GivenRanges = "given the ranges stated"

// Table returns the table of that name.
func (st *Study) Table(name string) *tables.Table {
	for _, t := range st.Tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func (st *Study) documents() []*scenarios.Document {
	docs := make([]*scenarios.Document, len(st.Reports))
	for i, r := range st.Reports {
		docs[i] = r.Document
	}
	return docs
}

// Text is the study in sentences and compact tables.
func (st *Study) Text(s Style) []byte {
	var b bytes.Buffer
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", st.Title), "\n")) + "\n")
	b.WriteString(s.paragraph("", "", st.Span) + "\n")
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", st.Headline+"."), "\n")) + "\n")
	for _, text := range st.Says {
		b.WriteString(s.paragraph("- ", "  ", text))
	}
	for _, t := range st.Glance {
		b.WriteString("\n")
		if t.Help != "" {
			b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", t.Help), "\n")) + "\n")
		}
		b.WriteString(s.glance(t))
	}
	b.WriteString("\n")
	for _, text := range st.Notes {
		b.WriteString(s.paragraph("", "", text))
	}
	if st.Ranges {
		b.WriteString("\n" + s.bold("The ranges stated") + "\n")
		for _, r := range st.ranges() {
			b.WriteString(s.paragraph("  ", "    ", r))
		}
	}
	if set := st.Reports[0].Document.Set; len(set) > 0 {
		b.WriteString("\n" + s.paragraph("", "  ", s.bold("Changed with --set:")+" "+strings.Join(set, ", ")))
	}
	return b.Bytes()
}

// glance lays a small table out for reading.
func (s Style) glance(t *tables.Table) string {
	header := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		header[i] = c.Name
	}
	w := s.table(header...)
	var rows []table.Row
	for _, cells := range t.Rows {
		row := make(table.Row, len(cells))
		for i, cell := range cells {
			row[i] = s.cell(t.Columns[i], cell)
		}
		rows = append(rows, row)
	}
	w.AppendRows(rows)
	w.SetColumnConfigs(s.fit(t.Columns, rows))
	return trimmed(w)
}

// fit aligns columns, and wraps the widest one of text where the table would be
// wider than a line.
func (s Style) fit(columns []tables.Column, rows []table.Row) []table.ColumnConfig {
	const least = 16
	configs := make([]table.ColumnConfig, len(columns))
	widest, width, total := -1, 0, 0
	for i, c := range columns {
		w := text.StringWidth(c.Name)
		for _, row := range rows {
			w = max(w, text.StringWidth(row[i].(string)))
		}
		total += w + 1
		configs[i] = table.ColumnConfig{Number: i + 1}
		switch {
		case c.IsNumber():
			configs[i] = right(i + 1)
		case w > width:
			widest, width = i, w
		}
	}
	if over := total - 1 - s.Width; over > 0 && widest >= 0 {
		configs[widest].WidthMax, configs[widest].WidthMaxEnforcer = max(width-over, least), text.WrapSoft
	}
	return configs
}

// ranges lists what is uncertain, a line each, and what is balanced. Where
// scenarios differ, each line names its own.
func (st *Study) ranges() []string {
	type line struct {
		address, says string
		in            []string
	}
	var all []*line
	versions := map[string]int{}
	add := func(d *scenarios.Document, address, says, why string) {
		if why != "" {
			says += ". " + strings.TrimSuffix(why, ".")
		}
		i := slices.IndexFunc(all, func(l *line) bool { return l.address == address && l.says == says })
		if i < 0 {
			i = len(all)
			all = append(all, &line{address: address, says: says})
			versions[address]++
		}
		all[i].in = append(all[i].in, d.Name)
	}
	for _, d := range st.documents() {
		for _, u := range d.Uncertain {
			if !slices.Contains(st.Chosen, u.Address) {
				called := ""
				if u.Label != "" {
					called = " (" + u.Label + ")"
				}
				add(d, u.Address, fmt.Sprintf("%s = %s: %s", called, d.WrittenAt(u.Address), distribution(&u.Input)), u.Why)
			}
		}
		for _, b := range d.Balances {
			add(d, b.Address, fmt.Sprintf(" takes what the others leave of %s warheads", verdict.Number(float64(b.Total))), b.Why)
		}
	}
	out := make([]string, len(all))
	for i, l := range all {
		out[i] = l.address
		if versions[l.address] > 1 {
			out[i] += " in " + verdict.List(l.in)
		}
		out[i] += l.says + "."
	}
	return out
}

// distribution says a distribution in words.
func distribution(in *ensemble.Input) string {
	var p []string
	for _, x := range in.Parameters {
		p = append(p, scenarios.FormatNumber(x))
	}
	says := string(in.Shape) + " " + strings.Join(p, ", ")
	if names := scenarios.Parameters(in.Shape); names != "" {
		says += " (" + names + ")"
	}
	if in.Min.Known {
		says += ", at least " + scenarios.FormatNumber(in.Min.Value)
	}
	if in.Max.Known {
		says += ", at most " + scenarios.FormatNumber(in.Max.Value)
	}
	return says
}

// Markdown is the study for pasting into a report; with a table that table.
func (st *Study) Markdown(only *tables.Table) []byte {
	var b bytes.Buffer
	if only != nil {
		fmt.Fprintf(&b, "## %s: %s\n\n%s\n\n", escape(st.Title), only.Name, only.Help)
		markdownTable(&b, only)
		return b.Bytes()
	}
	fmt.Fprintf(&b, "## %s\n\n**%s.** %s\n\n", escape(st.Title), escape(st.Headline), escape(st.Span))
	st.body(&b, "###")
	fmt.Fprintf(&b, "Computed with drawdown %s.\n", st.Version)
	return b.Bytes()
}

// body is what Markdown and README.md share.
func (st *Study) body(b *bytes.Buffer, heading string) {
	items(b, st.Says)
	for _, t := range st.Glance {
		if t.Help != "" {
			fmt.Fprintf(b, "%s %s\n\n", heading, escape(t.Help))
		}
		markdownTable(b, t)
		b.WriteString("\n")
	}
	for _, text := range st.Notes {
		paragraph(b, text)
	}
	if st.Ranges {
		fmt.Fprintf(b, "%s The ranges stated\n\n", heading)
		items(b, st.ranges())
	}
}

// JSON writes everything.
func (st *Study) JSON() ([]byte, error) {
	warnings := []string{}
	for _, r := range st.Reports {
		warnings = append(warnings, r.Warnings...)
	}
	return indented(struct {
		Manifest Manifest   `json:"manifest"`
		Headline string     `json:"headline"`
		Verdict  []string   `json:"verdict"`
		Notes    []string   `json:"notes"`
		Tables   jsonTables `json:"tables"`
		Warnings []string   `json:"warnings"`
	}{st.Manifest(), st.Headline, append([]string{}, st.Says...), append([]string{}, st.Notes...), jsonTables{st.Tables}, warnings})
}

// Manifest says what the study came from.
func (st *Study) Manifest() Manifest {
	first := st.Reports[0].Document
	m := Manifest{
		Program: "drawdown", Version: st.Version, Format: 1, Title: st.Title,
		Set: append([]string{}, first.Set...), Law: first.Law, Levers: st.Swept, Sampling: st.Sampling,
	}
	var names []string
	for _, r := range st.Reports {
		names = append(names, r.Document.Name)
		for _, f := range r.Document.Files {
			if h := FileHash(f); !slices.Contains(m.Inputs, h) {
				m.Inputs = append(m.Inputs, h)
			}
		}
	}
	m.Scenario = strings.Join(names, " ")
	return m
}

// hash identifies what the study was made from.
func (st *Study) hash() string {
	h := sha256.New()
	for _, r := range st.Reports {
		fmt.Fprintln(h, r.Document.Hash())
	}
	fmt.Fprintln(h, strings.Join(st.Command, " "))
	return hex.EncodeToString(h.Sum(nil))
}

// ChartOptions are the options of the study's charts.
func (st *Study) ChartOptions(size plots.Size, bw bool) plots.Options {
	o := plots.Options{Size: size, BW: bw, Lang: "en", Meta: plots.Meta{Title: st.Title, Hash: st.hash(), Version: st.Version}}
	var titles []string
	for _, r := range st.Reports {
		titles = append(titles, "“"+r.Document.Scenario.Title+"”")
	}
	what := "the scenario "
	if len(titles) > 1 {
		what = "the scenarios "
	}
	o.Source = "Source: simulated with drawdown " + st.Version + " from " + what + verdict.List(titles)
	if s := st.Sampling; s != nil {
		o.Source += "; " + s.words()
	}
	if st.Ranges {
		o.Source += ", " + GivenRanges
	}
	o.Source += "."
	return o
}

// words say how members were drawn.
func (s *Sampling) words() string {
	number := func(n int, of string) string { return verdict.Number(float64(n)) + " " + of }
	what := number(s.draws(), "draws")
	switch {
	case s.Rows > 0:
		what = "Sobol indices of " + number(s.Rows, "rows")
	case s.Trajectories > 0:
		what = number(s.Trajectories, "trajectories")
	}
	return fmt.Sprintf("%s (%s, seed %d)", what, s.Method, s.Seed)
}

// draws is how many there are.
func (s *Sampling) draws() int {
	if s.Partial {
		return s.Done
	}
	return s.Draws
}

// drawn says what was drawn.
func (s *Sampling) drawn(done, inputs int) string {
	numbers := verdict.Small(inputs) + " uncertain numbers"
	if inputs == 1 {
		numbers = "one uncertain number"
	}
	draws := verdict.Number(float64(done)) + " draws"
	if done == 1 {
		draws = "One draw"
	}
	return fmt.Sprintf("%s of %s (%s, seed %d)", draws, numbers, s.Method, s.Seed)
}

// brokenOff says that a result is partial; "" where it is not.
func (s *Sampling) brokenOff() string {
	if !s.Partial {
		return ""
	}
	return fmt.Sprintf("PARTIAL: broken off after %s of %s draws. ", verdict.Number(float64(s.Done)), verdict.Number(float64(s.Draws)))
}

// notes says what a share of draws is, and is not.
func (s *Sampling) notes() []string {
	notes := []string{"A share of draws is a statement about the ranges below, not about the world: nobody knows how likely the futures are. Draws of different numbers are independent of each other."}
	if s.Method == "random" {
		notes = append(notes, "Sampling error: how far a share may be off because draws are finite (95 % interval, Wilson).")
	} else {
		notes = append(notes, "Sampling error: as of random draws (95 % interval, Wilson); draws laid out by "+s.Method+" are usually nearer than that.")
	}
	if s.Partial {
		notes = append(notes, "This result is partial. What is done are the first members; --draws "+fmt.Sprint(s.Done)+" would give the same with the method random.")
	}
	return notes
}

// Charts are all figures that have something to show.
func (st *Study) Charts(size plots.Size, bw bool) []Chart {
	if st.Figures == nil {
		return nil
	}
	return slices.DeleteFunc(st.Figures(size, bw), func(c Chart) bool { return c.Figure.Missing != "" })
}

// Workbook is the study as an XLSX file.
func (st *Study) Workbook() ([]byte, error) {
	b := &book{title: st.Title, tables: st.Tables, sources: references(st.documents())}
	b.say("What was run", st.Span)
	b.say("Verdict", append([]string{st.Headline + "."}, st.Says...)...)
	b.say("How to read it", st.Notes...)
	b.say("Changed with --set", st.Manifest().Set...)
	b.say("Program", "drawdown "+st.Version)
	b.say("Made with", strings.Join(st.Command, " "))
	b.say("Files read, with SHA-256", fileLines(st.Manifest().Inputs)...)
	b.say("Hash of all of it", st.hash())
	b.say("How to cite", st.citation(), "Cite the sheet “"+sourcesSheet+"”, not the program, for a figure that somebody declared or reported.")
	return b.write()
}

// DataPackage is datapackage.json for the study's CSV tables.
func (st *Study) DataPackage() ([]byte, error) {
	p := dataPackage{Title: st.Title, Description: st.Headline + ". " + st.Span, Version: st.Version}
	p.Name, p.ID = st.Manifest().Scenario+"-"+st.Kind, st.hash()
	return p.write(st.Tables, st.documents())
}

// References is what the study rests on as BibTeX.
func (st *Study) References() []byte { return bibliography(st.Version, st.documents()) }

func (st *Study) citation() string {
	var names []string
	for _, r := range st.Reports {
		names = append(names, fmt.Sprintf("“%s” (hash %s)", r.Document.Scenario.Title, r.Document.Hash()[:12]))
	}
	s := fmt.Sprintf("Computed with drawdown %s (the drawdown authors), `%s`, from %s", st.Version, strings.Join(st.Command, " "), verdict.List(names))
	return s + "."
}

// Readme says what was run and what came of it.
func (st *Study) Readme(l Layout) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n", escape(st.Title))
	paragraph(&b, st.Span+" Simulated with drawdown "+st.Version+".")
	fmt.Fprintf(&b, "## Verdict\n\n**%s.**\n\n", escape(st.Headline))
	st.body(&b, "##")
	l.charts(&b)
	var names [][2]string
	for _, t := range st.Tables {
		names = append(names, [2]string{t.Name + ".csv", t.Help})
	}
	b.WriteString("## How well it is known\n\n")
	for _, r := range st.Reports {
		if r.Grades != "" {
			paragraph(&b, r.Document.Scenario.Title+": "+r.Grades)
		}
	}
	l.files(&b, st.Manifest(), names)
	cited(&b, st.citation(), references(st.documents()))
	reproduce(&b, slices.Clone(st.Command), nil, l.Flags, st.Manifest().Inputs)
	return b.Bytes()
}

// share says how many of the draws: "83 % of 10,000 draws".
func share(k, n int) string {
	of := " of " + verdict.Number(float64(n)) + " draws"
	switch {
	case n == 1 && k == 1:
		return "the one draw"
	case n == 1:
		return "no draw out of one"
	case k == n:
		return "all" + of
	case k == 0:
		return "none" + of
	}
	return Percent(k, n) + of
}

// Percent writes a share in per cent: with a decimal where whole per cent are
// coarse, and with as many as keep it from looking certain.
func Percent(k, n int) string {
	p := 100 * float64(k) / float64(n)
	if k == 0 || k == n {
		return fmt.Sprintf("%.0f %%", p)
	}
	decimals := 0
	if p < 10 || p > 90 {
		decimals = 1
	}
	for ; decimals < 8; decimals++ {
		if s := fmt.Sprintf("%.*f", decimals, p); !zero(s) && !hundred(s) {
			return s + " %"
		}
	}
	return fmt.Sprintf("%g %%", p)
}

func zero(s string) bool    { return strings.Trim(s, "0.") == "" }
func hundred(s string) bool { return s == "100" || strings.HasPrefix(s, "100.") }

// interval is the interval that so many draws allow (95 %): "82.3 to 83.7 %".
func interval(k, n int) string {
	low, high := ensemble.Interval(k, n)
	low, high = 100*low, 100*high
	decimals := 1
	for ; decimals < 6 && high-low < 2*math.Pow(10, -float64(decimals)); decimals++ {
	}
	switch {
	case k == 0:
		return fmt.Sprintf("under %.*f %%", decimals, high)
	case k == n:
		return fmt.Sprintf("over %.*f %%", decimals, low)
	}
	return fmt.Sprintf("%.*f to %.*f %%", decimals, low, decimals, high)
}
