package report

import (
	"archive/zip"
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"drawdown/scenarios/tables"
	"drawdown/sim/verdict"
)

type booked interface{ Workbook() ([]byte, error) }

func open(t *testing.T, r booked) (*excelize.File, []byte) {
	t.Helper()
	content, err := r.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, content
}

func rowsOf(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Each table has a sheet with a frozen header that filters; dates are days and
// numbers are numbers, and all say what the CSV says.
func TestWorkbookTables(t *testing.T) {
	r := load(t, "new-start", "")
	c := Compare("0.0.1", []*Report{r, load(t, "us-plan-2014", "")}, []string{"a", "b"}, 0.1)
	for _, of := range []struct {
		booked
		tables []*tables.Table
	}{{r, r.Tables}, {c, c.Tables}} {
		f, _ := open(t, of.booked)
		for _, table := range of.tables {
			sheet := verdict.Capital(table.Name)
			if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 1 {
				t.Errorf("%s: the header is not frozen: %+v %v", sheet, p, err)
			}
			for i, col := range table.Columns {
				if got, _ := f.GetCellValue(sheet, cell(i+1, 1)); got != col.Name {
					t.Errorf("%s: column %d is %q, want %q", sheet, i+1, got, col.Name)
				}
				for k, row := range table.Rows {
					at := cell(i+1, k+2)
					raw, _ := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
					shown, _ := f.GetCellValue(sheet, at)
					kind, _ := f.GetCellType(sheet, at)
					want := tables.Format(row[i])
					switch {
					case row[i] == nil:
						if raw != "" {
							t.Errorf("%s!%s = %q, want nothing", sheet, at, raw)
						}
					case col.Kind == tables.Date:
						if _, err := strconv.Atoi(raw); err != nil || shown != want || kind == excelize.CellTypeSharedString {
							t.Errorf("%s!%s = %q shown as %q (%v), want the day %s", sheet, at, raw, shown, kind, want)
						}
					case col.Kind == tables.Text:
						if raw != want || kind != excelize.CellTypeSharedString {
							t.Errorf("%s!%s = %q (%v), want the text %q", sheet, at, raw, kind, want)
						}
					default:
						x, err := strconv.ParseFloat(raw, 64)
						y, _ := strconv.ParseFloat(want, 64)
						if err != nil || x != y || kind == excelize.CellTypeSharedString {
							t.Errorf("%s!%s = %q (%v), want the number %s", sheet, at, raw, kind, want)
						}
					}
				}
			}
		}
		filters := 0
		for _, n := range f.GetDefinedName() {
			if n.Name == "_xlnm._FilterDatabase" {
				filters++
			}
		}
		if want := len(of.tables) + 2; filters != want {
			t.Errorf("%d sheets filter, want %d", filters, want)
		}
	}
}

// Sheets have names that spreadsheets take, and every number of the tables is
// explained.
func TestWorkbookSheets(t *testing.T) {
	r := load(t, "new-start", "")
	f, _ := open(t, r)
	for _, name := range f.GetSheetList() {
		if len(name) > excelize.MaxSheetNameLength || strings.ContainsAny(name, `[]:*?/\'`) {
			t.Errorf("no spreadsheet takes the sheet name %q", name)
		}
	}
	if first := f.GetSheetList()[0]; first != aboutSheet {
		t.Errorf("the first sheet is %s", first)
	}
	columns, rows := 0, rowsOf(t, f, columnsSheet)
	for _, table := range r.Tables {
		columns += len(table.Columns)
	}
	if len(rows)-1 != columns {
		t.Errorf("%d of %d columns are explained", len(rows)-1, columns)
	}
	about := ""
	for _, row := range rowsOf(t, f, aboutSheet) {
		about += strings.Join(row, " ") + "\n"
	}
	for _, want := range []string{r.Headline, r.Tightest, r.Document.Hash(), "drawdown 0.0.1", "shown as 2018-02-05"} {
		if !strings.Contains(about, want) {
			t.Errorf("the first sheet does not say %q", want)
		}
	}
	cited := 0
	for _, s := range r.Document.Sources {
		if s.Cited {
			cited++
		}
	}
	if n := len(rowsOf(t, f, sourcesSheet)) - 1; n < cited {
		t.Errorf("%d sources for %d cited", n, cited)
	}
}

// There is a chart for each limit and for each party's legs, along true dates.
func TestWorkbookCharts(t *testing.T) {
	_, content := open(t, load(t, "new-start", ""))
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for _, part := range z.File {
		if !part.Modified.Equal(epoch) {
			t.Errorf("%s bears the time %v", part.Name, part.Modified)
		}
		if !strings.HasPrefix(part.Name, "xl/charts/chart") {
			continue
		}
		charts++
		rc, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		_, _ = b.ReadFrom(rc)
		rc.Close()
		if text := b.String(); !strings.Contains(text, "<dateAx>") || !strings.Contains(text, "<cat><numRef>") || strings.Contains(text, "<cat><strRef>") {
			t.Errorf("%s has no axis of dates", part.Name)
		}
	}
	if charts != 5 {
		t.Errorf("%d charts, want three limits and two parties", charts)
	}
}

// Equal reports give equal bytes.
func TestWorkbookAgain(t *testing.T) {
	first, err := load(t, "new-start", "").Workbook()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := load(t, "new-start", "").Workbook()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("two workbooks of one run differ")
		}
	}
}

// Text that looks like a formula stays text.
func TestWorkbookFormulas(t *testing.T) {
	r := load(t, "awkward.toml", awkward)
	f, _ := open(t, r)
	seen := map[string]bool{}
	for _, sheet := range f.GetSheetList() {
		for k, row := range rowsOf(t, f, sheet) {
			for i, value := range row {
				seen[value] = true
				if formula, _ := f.GetCellFormula(sheet, cell(i+1, k+1)); formula != "" {
					t.Errorf("%s!%s is the formula %q", sheet, cell(i+1, k+1), formula)
				}
			}
		}
	}
	for _, want := range []string{r.Document.Scenario.Title, "@SUM(1+1)", "-2+3"} {
		if !seen[want] {
			t.Errorf("no cell says %q", want)
		}
	}
}

// A ceiling goes in steps: on a date on which it changes stand both numbers.
func TestLimitGraph(t *testing.T) {
	g := load(t, "awkward.toml", awkward).graphs()[0]
	var got []string
	for k, d := range g.dates {
		line := d.String()
		for _, s := range g.series {
			line += " " + tables.Format(s.values[k])
		}
		got = append(got, line)
	}
	want := []string{
		"2020-01-01 10 4 12", "2021-01-01 7 4 12", "2021-06-01 7 4 12", "2021-06-01 7 4 5", "2022-01-01 4 4 5", "2023-01-01 4 4 5",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
