package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"drawdown/scenarios/tables"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// A Style says how to lay text out on a terminal, or in a pipe.
type Style struct {
	Width int  // in characters
	Color bool // whether the terminal shows bold and colours
}

func (s Style) paint(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s Style) bold(text string) string { return s.paint("1", text) }

// paragraph wraps text to the width, every line indented, the first by hang.
func (s Style) paragraph(hang, indent, text string) string {
	var b strings.Builder
	line := hang
	for _, w := range unbroken(text) {
		if len([]rune(line))+1+len([]rune(w)) > s.Width && strings.TrimSpace(line) != "" {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = indent
		}
		if line != "" && !strings.HasSuffix(line, " ") {
			line += " "
		}
		line += w
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
	return b.String()
}

// unbroken are the words of a text; a sign for per cent stays with its number.
func unbroken(text string) []string {
	var words []string
	for w := range strings.FieldsSeq(text) {
		if n := len(words); n > 0 && strings.HasPrefix(w, "%") {
			words[n-1] += " " + w
			continue
		}
		words = append(words, w)
	}
	return words
}

// Text is the verdict in sentences, and a compact table.
func (r *Report) Text(s Style) []byte {
	var b bytes.Buffer
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", r.Document.Scenario.Title), "\n")) + "\n")
	b.WriteString(s.paragraph("", "", r.span()) + "\n")
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", r.Headline+"."), "\n")) + "\n")
	if r.Tightest != "" {
		b.WriteString(s.paragraph("", "", r.Tightest))
	}
	for _, t := range r.Treaties {
		b.WriteString("\n" + s.paragraph("", "", t.Status))
		for _, p := range t.Parties {
			b.WriteString("\n" + s.bold(p.Party.Name) + "\n")
			for _, l := range p.Limits {
				hang := "  " + l.Standing.Limit.Key + ": "
				b.WriteString(s.paragraph(hang, "    ", l.Says))
			}
		}
	}
	b.WriteString("\n" + r.caveats(s))
	if table := r.compact(s); table != "" {
		b.WriteString("\n" + table)
	}
	return b.Bytes()
}

// span says from when to when the states go, and of whom.
func (r *Report) span() string {
	tr := r.Assessment.Trajectory
	first, last := tr.Date(0), tr.Date(len(tr.States)-1)
	if first == last {
		return fmt.Sprintf("One state, of %s, of %s", first.Long(), r.sides())
	}
	return fmt.Sprintf("%s to %s, %s, one state a year", first.Long(), last.Long(), r.sides())
}

// sides names the parties.
func (r *Report) sides() string {
	var names []string
	for _, p := range r.Document.Scenario.Parties {
		names = append(names, p.Name)
	}
	if len(names) > 4 {
		return fmt.Sprintf("%d parties", len(names))
	}
	if len(names) == 0 {
		return "no parties"
	}
	return verdict.List(names)
}

// caveats says what was missing, what could not be computed and how well the
// opening is known.
func (r *Report) caveats(s Style) string {
	var b strings.Builder
	list := func(title, none string, all []string) {
		if len(all) == 0 {
			if none != "" {
				b.WriteString(s.paragraph("", "  ", s.bold(title)+" "+none))
			}
			return
		}
		b.WriteString(s.bold(title) + "\n")
		for _, text := range all {
			b.WriteString(s.paragraph("  ", "    ", text))
		}
	}
	list("Shortfalls:", "none; every schedule got what it asked for.", r.Shortfalls)
	list("Not computable:", "", r.Gaps)
	if r.Grades != "" {
		b.WriteString(s.paragraph("", "  ", s.bold("How well it is known:")+" "+r.Grades))
	}
	if len(r.Document.Law) > 0 {
		b.WriteString(s.paragraph("", "  ", s.bold("Other law:")+" the forces are tested against "+verdict.List(r.Document.Law)+" instead of the scenario's own treaties, claims and record."))
	}
	if len(r.Document.Set) > 0 {
		b.WriteString(s.paragraph("", "  ", s.bold("Changed with --set:")+" "+strings.Join(r.Document.Set, ", ")))
	}
	return b.String()
}

// compact is one line for each party and limit, a table for each treaty.
func (r *Report) compact(s Style) string {
	var b strings.Builder
	for _, tv := range r.Treaties {
		if len(tv.Parties) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		if len(r.Treaties) > 1 {
			b.WriteString(s.bold(tv.Treaty.Short) + "\n")
		}
		b.WriteString(s.compact(tv))
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + s.paragraph("", "", "margin: ceiling − count on the day the limit binds; at end: on the last date. over: on how many dates the count exceeds.")
}

// compact is the table of one treaty.
func (s Style) compact(tv TreatyVerdict) string {
	t := s.table("party", "limit", "ceiling", "binds", "margin", "under from", "lastingly", "at end", "over")
	margin, end := len("margin"), len("at end")
	for _, p := range tv.Parties {
		for _, l := range p.Limits {
			st := l.Standing
			margin = max(margin, utf8.RuneCountInString(verdict.Number(st.MarginAtBinding)))
			end = max(end, utf8.RuneCountInString(verdict.Number(st.MarginEnd)))
			cells := table.Row{st.Party.Code, st.Limit.Key, "", "", "", date(st.FirstUnder.String()), date(st.LastingUnder.String()), "", "0"}
			switch {
			case st.Binds != 0:
				cells[2], cells[3], cells[4] = verdict.Number(st.Ceiling), st.Binds.String(), s.signed(st.MarginAtBinding)
			case st.HasEnd:
				cells[2], cells[3] = verdict.Number(st.CeilingEnd), "–"
			}
			if st.HasEnd {
				cells[7] = s.signed(st.MarginEnd)
			}
			if st.Exceeds > 0 {
				cells[8] = s.paint("1;31", fmt.Sprint(st.Exceeds))
			}
			t.AppendRow(cells)
		}
	}
	const fixed = 55 // party, ceiling, three dates, over, and what parts the columns
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 2, WidthMax: max(s.Width-fixed-margin-end, 8), WidthMaxEnforcer: text.WrapHard},
		right(3), right(5), right(8), right(9),
	})
	return trimmed(t)
}

func date(s string) string {
	if s == "" {
		return "never"
	}
	return s
}

func (s Style) signed(x float64) string {
	if x < 0 {
		return s.paint("1;31", verdict.Number(x))
	}
	return verdict.Number(x)
}

func right(n int) table.ColumnConfig {
	return table.ColumnConfig{Number: n, Align: text.AlignRight, AlignHeader: text.AlignRight}
}

// trimmed renders a table without the padding behind its last column.
func trimmed(t table.Writer) string {
	var b strings.Builder
	for line := range strings.Lines(t.Render() + "\n") {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), rule)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// rule is what the line under a table's header is made of.
const rule = "─"

// table is an empty table in the program's style.
func (s Style) table(header ...string) table.Writer {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.Options{SeparateHeader: true}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", " "
	style.Box.MiddleHorizontal = rule
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	cells := make(table.Row, len(header))
	for i, h := range header {
		cells[i] = h
	}
	t.AppendHeader(cells)
	return t
}

// TableText lays one table out for reading. Columns that say the same in every
// row are said once, above.
func TableText(title string, t *tables.Table, s Style) []byte {
	var b bytes.Buffer
	b.WriteString(s.bold(title) + "\n")
	b.WriteString(s.paragraph("", "", t.Help))
	if len(t.Rows) == 0 {
		b.WriteString("\n(no rows)\n")
		return b.Bytes()
	}
	var keep []int
	for i, c := range t.Columns {
		switch first := tables.Format(t.Rows[0][i]); {
		case (c.Name == "treaty" || c.Name == "party") && len(t.Rows) > 1 && same(t, i):
			fmt.Fprintf(&b, "%s: %s\n", c.Name, first)
		case c.Name == "state":
			b.WriteString(s.paragraph("", "", "On a date between two states the count is that of the latest state."))
		default:
			keep = append(keep, i)
		}
	}
	b.WriteString("\n")
	header := make([]string, len(keep))
	var configs []table.ColumnConfig
	for k, i := range keep {
		header[k] = strings.ReplaceAll(t.Columns[i].Name, "_", " ")
		if t.Columns[i].IsNumber() {
			configs = append(configs, right(k+1))
		}
	}
	w := s.table(header...)
	w.SetColumnConfigs(configs)
	for _, cells := range t.Rows {
		row := make(table.Row, len(keep))
		for k, i := range keep {
			row[k] = s.cell(t.Columns[i], cells[i])
		}
		w.AppendRow(row)
	}
	b.WriteString(trimmed(w))
	return b.Bytes()
}

func (s Style) cell(c tables.Column, cell any) string {
	switch v := cell.(type) {
	case int:
		if c.Kind != tables.Year {
			return verdict.Number(float64(v))
		}
	case float64:
		if c.Name == "margin" {
			return s.signed(v)
		}
		return verdict.Number(v)
	case string:
		if v == string(treaty.Exceeds) {
			return s.paint("1;31", v)
		}
	}
	return tables.Format(cell)
}

func same(t *tables.Table, column int) bool {
	for _, row := range t.Rows {
		if row[column] != t.Rows[0][column] {
			return false
		}
	}
	return true
}

// Markdown is the verdict and the summary for pasting into a report; with a
// table's name that table.
func (r *Report) Markdown(only *tables.Table) []byte {
	var b bytes.Buffer
	sc := r.Document.Scenario
	if only != nil {
		fmt.Fprintf(&b, "## %s: %s\n\n%s\n\n", escape(sc.Title), only.Name, only.Help)
		markdownTable(&b, only)
		return b.Bytes()
	}
	fmt.Fprintf(&b, "## %s\n\n**%s.** %s\n\n", escape(sc.Title), escape(r.Headline), escape(r.Tightest))
	for _, t := range r.Treaties {
		fmt.Fprintf(&b, "%s\n\n", escape(t.Status))
		for _, p := range t.Parties {
			fmt.Fprintf(&b, "### %s\n\n", escape(p.Party.Name))
			for _, l := range p.Limits {
				fmt.Fprintf(&b, "- **%s** (%s): %s\n", escape(l.Standing.Limit.Address()), escape(l.Standing.Limit.Name), escape(l.Says))
			}
			b.WriteString("\n")
		}
	}
	section := func(title string, all []string) {
		if len(all) == 0 {
			return
		}
		fmt.Fprintf(&b, "### %s\n\n", title)
		for _, s := range all {
			fmt.Fprintf(&b, "- %s\n", escape(s))
		}
		b.WriteString("\n")
	}
	section("Shortfalls", r.Shortfalls)
	section("Not computable", r.Gaps)
	if r.Grades != "" {
		section("How well it is known", []string{r.Grades})
	}
	markdownTable(&b, r.Table("summary"))
	fmt.Fprintf(&b, "\nComputed with drawdown %s.\n", r.Version)
	return b.Bytes()
}

func markdownTable(b *bytes.Buffer, t *tables.Table) {
	for _, c := range t.Columns {
		b.WriteString("| " + escape(c.Name) + " ")
	}
	b.WriteString("|\n")
	for _, c := range t.Columns {
		if c.IsNumber() {
			b.WriteString("| ---: ")
		} else {
			b.WriteString("| --- ")
		}
	}
	b.WriteString("|\n")
	for _, row := range t.Rows {
		for _, cell := range row {
			b.WriteString("| " + escape(tables.Format(cell)) + " ")
		}
		b.WriteString("|\n")
	}
}

// escape keeps text from being read as Markdown or HTML.
func escape(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "~", `\~`, "<", "&lt;", "&", "&amp;", "\n", " ", "\r", " ",
	).Replace(s)
}
