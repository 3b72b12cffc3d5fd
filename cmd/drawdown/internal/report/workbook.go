package report

import (
	"archive/zip"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// The sheets of a workbook besides those of its tables.
const (
	aboutSheet   = "About"
	chartsSheet  = "Charts"
	columnsSheet = "Columns"
	sourcesSheet = "Sources"
	dataSheet    = "Chart data"
)

// A book is a workbook as data: a sheet about it, native charts, a sheet for
// each table, and sheets that say what the columns are and on which sources
// the numbers rest.
type book struct {
	title   string
	about   []said
	graphs  []graph
	tables  []*tables.Table
	sources []reference
}

// A said is a line of the first sheet.
type said struct{ label, text string }

// Workbook is the run as an XLSX file. Equal reports give equal bytes.
func (r *Report) Workbook() ([]byte, error) {
	d := r.Document
	b := &book{title: d.Scenario.Title, tables: r.Tables, sources: references([]*scenarios.Document{d})}
	b.say("Scenario", fmt.Sprintf("%s to %s, %s, one state a year", d.Scenario.Start.Long(), d.Scenario.End.Long(), r.sides()))
	b.say("Verdict", append([]string{r.Headline + "."}, r.sentences()...)...)
	b.say("Shortfalls", r.Shortfalls...)
	b.say("Not computable", r.Gaps...)
	b.say("How well it is known", nonempty(r.Grades)...)
	b.say("Changed with --set", d.Set...)
	b.say("Program", "drawdown "+r.Version)
	b.say("Files read, with SHA-256", fileLines(r.Manifest().Inputs)...)
	b.say("Hash of all of it", d.Hash())
	b.say("How to cite", r.citation(), "Cite the sheet “"+sourcesSheet+"”, not the program, for a figure that somebody declared or reported.")
	b.say("Dates", datesSay)
	b.graphs = r.graphs()
	return b.write()
}

// Workbook is the comparison as an XLSX file.
func (c *Comparison) Workbook() ([]byte, error) {
	b := &book{title: c.Title(), tables: c.Tables, sources: references(c.documents())}
	for i, r := range c.Reports {
		b.say("Scenarios", c.Compare.Runs[i].Name+": "+r.Document.Scenario.Title)
	}
	b.say("Verdict", append([]string{c.Headline + ".", c.Span()}, c.Says...)...)
	b.say("Changed with --set", c.Manifest().Set...)
	b.say("Program", "drawdown "+c.Version)
	b.say("Files read, with SHA-256", fileLines(c.Manifest().Inputs)...)
	b.say("Hash of all of it", c.hash())
	b.say("How to cite", c.citation(), "Cite the sheet “"+sourcesSheet+"”, not the program, for a figure that somebody declared or reported.")
	b.say("Dates", datesSay+" Columns that begin with d_ are differences to the baseline, of dates in days.")
	b.graphs = c.graphs()
	return b.write()
}

const datesSay = "Columns with dates hold days of the calendar, shown as 2018-02-05, not text. A state falls on the scenario's start and on each anniversary; `date` is that of the state or of a ceiling's step, `state` that of the holdings counted, `binds` the first day on which a limit was put to the test."

// say adds lines under a label.
func (b *book) say(label string, texts ...string) {
	for _, text := range texts {
		if n := len(b.about); n > 0 && b.label(n-1) == label {
			b.about = append(b.about, said{"", text})
			continue
		}
		b.about = append(b.about, said{label, text})
	}
}

// label is the label under which a line stands.
func (b *book) label(i int) string {
	for b.about[i].label == "" {
		i--
	}
	return b.about[i].label
}

func nonempty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func fileLines(files []FileHash) []string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name+"  "+f.SHA256)
	}
	return all
}

// epoch stands for every time in the file: it bears none of its own.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// stamped writes every part of the file with the same time.
type stamped struct{ *zip.Writer }

func (w stamped) Create(name string) (io.Writer, error) {
	return w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
}

// write lays the book out.
func (b *book) write() (content []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return stamped{zip.NewWriter(w)} })
	w := &sheets{f: f}
	w.try(f.SetSheetName(f.GetSheetName(0), aboutSheet))
	w.try(f.SetDocProps(&excelize.DocProperties{
		Title: b.title, Creator: "drawdown", LastModifiedBy: "drawdown",
		Created: epoch.Format(time.RFC3339), Modified: epoch.Format(time.RFC3339),
	}))
	w.try(f.SetAppProps(&excelize.AppProperties{Application: "drawdown"}))
	w.styles()
	if len(b.graphs) > 0 {
		w.add(chartsSheet)
		w.paper(chartsSheet)
	}
	for _, t := range b.tables {
		w.table(t)
	}
	w.columns(b.tables)
	w.sources(b.sources)
	if len(b.graphs) > 0 {
		w.graphs(b.graphs)
	}
	w.about(b)
	if w.err != nil {
		return nil, fmt.Errorf("the workbook cannot be made: %w", w.err)
	}
	// Types of pictures come in the order of a map.
	types := f.ContentTypes.Defaults
	sort.Slice(types, func(i, k int) bool { return types[i].Extension < types[k].Extension })
	buf, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("the workbook cannot be made: %w", err)
	}
	return buf.Bytes(), nil
}

// sheets writes sheets and keeps the first error.
type sheets struct {
	f   *excelize.File
	err error

	title, header, bold, wrap, link int // styles
	date, thousands, plain          int
	red, alarm                      int // conditional
}

func (w *sheets) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

// face is the typeface that excelize gives cells without a style.
const face = "Calibri"

func (w *sheets) styles() {
	style := func(s *excelize.Style) int {
		id, err := w.f.NewStyle(s)
		w.try(err)
		return id
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	format := func(s string) *excelize.Style { return &excelize.Style{CustomNumFmt: &s} }
	w.title = style(&excelize.Style{Font: &excelize.Font{Family: face, Bold: true, Size: 16}})
	w.header = style(&excelize.Style{
		Font: &excelize.Font{Family: face, Size: 11, Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF0"}},
		Border: []excelize.Border{{Type: "bottom", Color: "606060", Style: 1}}, Alignment: &excelize.Alignment{Vertical: "top"},
	})
	w.bold = style(&excelize.Style{Font: &excelize.Font{Family: face, Size: 11, Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}})
	w.wrap = style(&excelize.Style{Alignment: top})
	w.link = style(&excelize.Style{Alignment: top, Font: &excelize.Font{Family: face, Size: 11, Color: "0563C1", Underline: "single"}})
	day := format("yyyy-mm-dd")
	day.Alignment = &excelize.Alignment{Horizontal: "left", Vertical: "top"}
	w.date = style(day)
	w.thousands = style(format("#,##0_)")) // with room to the text beside it
	w.plain = style(format("0"))
	conditional := func(s *excelize.Style) int {
		id, err := w.f.NewConditionalStyle(s)
		w.try(err)
		return id
	}
	w.red = conditional(&excelize.Style{Font: &excelize.Font{Color: "9C0006"}})
	w.alarm = conditional(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "9C0006"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}},
	})
}

func (w *sheets) add(name string) {
	_, err := w.f.NewSheet(name)
	w.try(err)
}

// cell names a cell: column and row count from 1.
func cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // no table is that large
	}
	return name
}

// put writes one value with its own type. Text stays text, even where it
// begins with a sign that would make it a formula.
func (w *sheets) put(sheet string, column, row int, value any) {
	at := cell(column, row)
	switch v := value.(type) {
	case string:
		w.try(w.f.SetCellStr(sheet, at, v))
	case int:
		w.try(w.f.SetCellInt(sheet, at, int64(v)))
	case float64:
		x, err := strconv.ParseFloat(scenarios.FormatNumber(v), 64) // what all tables say
		w.try(err)
		w.try(w.f.SetCellFloat(sheet, at, x, -1, 64))
	case civil.Date:
		n, ok := serial(v)
		if !ok {
			w.try(w.f.SetCellStr(sheet, at, v.String()))
			return
		}
		w.try(w.f.SetCellInt(sheet, at, int64(n)))
		w.paint(sheet, column, row, w.date)
	}
}

func (w *sheets) paint(sheet string, column, row, style int) {
	w.try(w.f.SetCellStyle(sheet, cell(column, row), cell(column, row), style))
}

// serial is a day as spreadsheets count them. Before March 1900 they disagree
// on the number.
func serial(d civil.Date) (int, bool) {
	n := int(d.Time().Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	return n, n > 60
}

// table gives a table its sheet.
func (w *sheets) table(t *tables.Table) {
	name := verdict.Capital(t.Name)
	w.add(name)
	for i, c := range t.Columns {
		w.put(name, i+1, 1, c.Name)
		w.paint(name, i+1, 1, w.header)
		width := len(c.Name) + 3 // for the filter's button
		style := numbers(t, i)
		for k, row := range t.Rows {
			w.put(name, i+1, k+2, row[i])
			width = max(width, len([]rune(tables.Format(row[i])))+2)
			switch {
			case row[i] == nil:
			case style == ayear:
				w.paint(name, i+1, k+2, w.plain)
			case style == grouped:
				w.paint(name, i+1, k+2, w.thousands)
			}
		}
		w.width(name, i+1, min(width, 60))
		w.emphasise(name, c, i+1, len(t.Rows))
	}
	w.head(name, len(t.Columns), len(t.Rows))
}

// numbering is how a column of numbers is shown.
type numbering uint8

const (
	plainly numbering = iota // as many decimals as there are
	grouped                  // 1,550
	ayear                    // 2018
)

func numbers(t *tables.Table, column int) numbering {
	switch c := t.Columns[column]; {
	case c.Kind == tables.Year:
		return ayear
	case c.Kind != tables.Whole && c.Kind != tables.Number:
		return plainly
	}
	for _, row := range t.Rows {
		if x, ok := row[column].(float64); ok && x != float64(int64(x)) {
			return plainly
		}
	}
	return grouped
}

func (w *sheets) width(sheet string, column, width int) {
	name, err := excelize.ColumnNumberToName(column)
	w.try(err)
	w.try(w.f.SetColWidth(sheet, name, name, float64(width)))
}

// emphasise makes excesses stand out, whatever is changed or sorted later. A
// negative margin is only red: before the limit binds it breaks nothing.
func (w *sheets) emphasise(sheet string, c tables.Column, column, rows int) {
	o := excelize.ConditionalFormatOptions{Type: "cell", Value: "0", Format: &w.alarm}
	switch {
	case c.Name == "status":
		o.Criteria, o.Value = "==", `"`+string(treaty.Exceeds)+`"`
	case strings.HasPrefix(c.Name, "margin"):
		o.Criteria, o.Format = "<", &w.red
	case c.Name == "exceeds" || c.Name == "excess":
		o.Criteria = ">"
	}
	if o.Criteria == "" || rows == 0 {
		return
	}
	w.try(w.f.SetConditionalFormat(sheet, cell(column, 2)+":"+cell(column, rows+1), []excelize.ConditionalFormatOptions{o}))
}

// head freezes the header, lets it filter, and repeats it on paper.
func (w *sheets) head(sheet string, columns, rows int) {
	w.try(w.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	w.try(w.f.AutoFilter(sheet, "A1:"+cell(columns, rows+1), nil))
	w.paper(sheet)
	w.try(w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!$1:$1", Scope: sheet}))
}

// paper fits a sheet's width to the page.
func (w *sheets) paper(sheet string) {
	fit, landscape, any := true, "landscape", 0
	w.try(w.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.try(w.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToHeight: &any}))
}

// about writes the first sheet.
func (w *sheets) about(b *book) {
	widths := []int{26, 110}
	for i, width := range widths {
		w.width(aboutSheet, i+1, width)
	}
	w.put(aboutSheet, 1, 1, b.title)
	w.paint(aboutSheet, 1, 1, w.title)
	row := 3
	line := func(label, text, target string) {
		w.put(aboutSheet, 1, row, label)
		w.paint(aboutSheet, 1, row, w.bold)
		w.put(aboutSheet, 2, row, text)
		w.paint(aboutSheet, 2, row, w.wrap)
		if target != "" {
			w.try(w.f.SetCellHyperLink(aboutSheet, cell(1, row), "'"+target+"'!A1", "Location"))
			w.paint(aboutSheet, 1, row, w.link)
		}
		w.height(aboutSheet, row, widths, label, text)
		row++
	}
	for i, s := range b.about {
		if i > 0 && s.label != "" {
			row++
		}
		line(s.label, s.text, "")
	}
	row++
	line("Sheets", "", "")
	if len(b.graphs) > 0 {
		line(chartsSheet, "The counts under each limit and the forces by leg, as charts that can be edited.", chartsSheet)
	}
	for _, t := range b.tables {
		line(verdict.Capital(t.Name), t.Help, verdict.Capital(t.Name))
	}
	line(columnsSheet, "What each column of each table is.", columnsSheet)
	line(sourcesSheet, "The sources that the numbers rest on.", sourcesSheet)
	if len(b.graphs) > 0 {
		line(dataSheet, "What the charts show, by date.", dataSheet)
	}
	w.paper(aboutSheet)
}

// columns writes what each column of each table is.
func (w *sheets) columns(all []*tables.Table) {
	w.add(columnsSheet)
	kinds := map[tables.Kind]string{tables.Text: "text", tables.Date: "date", tables.Whole: "whole number", tables.Number: "number", tables.Year: "year"}
	rows := [][]any{}
	for _, t := range all {
		for _, c := range t.Columns {
			rows = append(rows, []any{verdict.Capital(t.Name), c.Name, kinds[c.Kind], c.Help})
		}
	}
	w.list(columnsSheet, []string{"sheet", "column", "holds", "what it is"}, []int{14, 24, 14, 90}, rows)
}

// sources writes what the numbers rest on.
func (w *sheets) sources(all []reference) {
	w.add(sourcesSheet)
	var rows [][]any
	for _, s := range all {
		var accessed, asOf any
		if s.Accessed != 0 {
			accessed = s.Accessed
		}
		if s.AsOf != 0 {
			asOf = s.AsOf
		}
		rows = append(rows, []any{s.key, s.Title, s.Author, s.Publisher, s.Published, asOf, accessed, s.URL, s.used, s.Note})
	}
	w.list(sourcesSheet, []string{"key", "title", "author", "publisher", "published", "data of", "accessed", "address", "used for numbers", "note"},
		[]int{24, 60, 20, 30, 12, 12, 12, 60, 24, 30}, rows)
	for k, s := range all {
		if isPage(s.URL) && len(s.URL) < longestLink {
			w.try(w.f.SetCellHyperLink(sourcesSheet, cell(8, k+2), s.URL, "External"))
			w.paint(sourcesSheet, 8, k+2, w.link)
		}
	}
}

// list writes a sheet of wrapped text.
func (w *sheets) list(sheet string, header []string, widths []int, rows [][]any) {
	for i, h := range header {
		w.put(sheet, i+1, 1, h)
		w.paint(sheet, i+1, 1, w.header)
		w.width(sheet, i+1, widths[i])
		for k, row := range rows {
			w.put(sheet, i+1, k+2, row[i])
			if _, ok := row[i].(string); ok {
				w.paint(sheet, i+1, k+2, w.wrap)
			}
		}
	}
	for k, row := range rows {
		w.height(sheet, k+2, widths, row...)
	}
	w.head(sheet, len(header), len(rows))
}

// height makes a row high enough for its wrapped text; not every program does
// so when it opens a file.
func (w *sheets) height(sheet string, row int, widths []int, cells ...any) {
	lines := 1
	for i, c := range cells {
		lines = max(lines, (len([]rune(tables.Format(c)))+widths[i]-1)/widths[i])
	}
	if lines > 1 {
		w.try(w.f.SetRowHeight(sheet, row, float64(min(15*lines, 400))))
	}
}

// longestLink is the longest address, in bytes, that spreadsheets follow.
const longestLink = 2000
