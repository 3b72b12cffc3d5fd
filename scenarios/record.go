package scenarios

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Record is what was observed: figures declared or reported, to lay over a
// simulated course.
type Record struct {
	Name   string
	Points []Point // those of the scenario's parties and limits, by date
	Used   []civil.Date
}

// A Point is one observed figure.
type Point struct {
	Date   civil.Date
	Party  *arsenal.Party
	Limit  *treaty.Limit
	Value  float64
	Grade  string // "": the record does not say
	Source string // a URL, or the key of a [source]
	Note   string
	Used   bool // it went into the making of the scenario
}

// Verified reports whether somebody who knows declared or reported the figure,
// rather than it being estimated or assumed.
func (p *Point) Verified() bool { return p.Grade != "estimated" && p.Grade != "assumed" }

var (
	recordColumns  = []string{"date", "party", "limit", "value"}
	recordOptional = []string{"grade", "source", "note"}
)

// record reads the [observed] table and the file that it names.
func (r *resolver) record() {
	c := r.root.Child("observed")
	if c == nil || c.Kind != tree.Table {
		return
	}
	t := table{c}
	file := t.get("file", tree.Text)
	if file == nil {
		return
	}
	p, ok := r.locate(file, KindRecord)
	if !ok {
		return
	}
	src := r.read(p, cite(file))
	if src == nil || !tree.IsText(src, r.list) {
		return
	}
	rec := &Record{Name: strings.TrimSuffix(file.Text(), ".csv")}
	if used := t.get("used", tree.Array); used != nil {
		for _, e := range used.Children {
			rec.Used = append(rec.Used, civil.FromTime(e.Time()))
		}
	}
	r.rows(src, rec)
	slices.SortStableFunc(rec.Points, func(a, b Point) int { return int(a.Date) - int(b.Date) })
	for i, d := range rec.Used {
		if len(rec.Points) > 0 && !r.list.HasErrors() && !slices.ContainsFunc(rec.Points, func(p Point) bool { return p.Date == d }) {
			e := t.n.Child("used").Children[i]
			r.list.Warnf(diag.NoEffect, e.Source, e.Val, "%s has no figure of %s for this scenario", file.Text(), d).
				Hintf("`used` lists the dates whose figures went into the making of the scenario")
		}
	}
	if len(rec.Points) == 0 && !r.list.HasErrors() {
		r.list.Warnf(diag.NoEffect, file.Source, file.Val, "no row of %s is about a party and a limit of this scenario", file.Text()).
			Hintf("name the treaty of the record in `treaties`, or remove [observed]")
	}
	r.doc.Record = rec
}

// rows reads a record's rows. Those of other parties and treaties are passed
// over: one record serves many scenarios.
func (r *resolver) rows(src *diag.Source, rec *Record) {
	reader := csv.NewReader(strings.NewReader(src.Text))
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	columns := map[string]int{}
	unknown := map[string]bool{} // limits that a treaty of the scenario does not have
	fields := 0
	bad := func(field int, format string, args ...any) *diag.Diagnostic {
		line, col := reader.FieldPos(min(field, fields-1))
		return r.list.Errorf(diag.BadRecord, src, lineSpan(src, line, col), format, args...)
	}
	for first := true; ; first = false {
		row, err := reader.Read()
		if err == io.EOF && first {
			r.list.Errorf(diag.BadRecord, src, diag.Span{}, "the record is empty").Hintf("its first line names the columns: %s", strings.Join(recordColumns, ","))
		}
		if err == io.EOF || r.list.Full() {
			return
		}
		if err != nil {
			var pe *csv.ParseError
			at := diag.Span{}
			if errors.As(err, &pe) {
				at = lineSpan(src, pe.StartLine, 1)
				if pe.Line == pe.StartLine {
					at = lineSpan(src, pe.Line, pe.Column)
				}
			}
			d := r.list.Errorf(diag.BadRecord, src, at, "a quotation mark is wrong in this row")
			d.Hintf(`put a field with a quotation mark or a comma between quotation marks, and write "" for one within it`)
			return
		}
		fields = len(row)
		if first {
			if len(row) == 1 && strings.ContainsAny(row[0], ";\t") {
				bad(0, "the columns are not separated by commas").Hintf("save the file as CSV with commas, and decimals with a point")
				return
			}
			for i, name := range row {
				if _, twice := columns[name]; twice {
					bad(i, "the column %q is there twice", name).Hintf("take one of them out")
				}
				columns[name] = i
				if !slices.Contains(recordColumns, name) && !slices.Contains(recordOptional, name) {
					bad(i, "a record has no column %q", name).
						Hintf("the columns are %s, and if you like %s", strings.Join(recordColumns, ","), strings.Join(recordOptional, ","))
				}
			}
			for _, name := range recordColumns {
				if _, ok := columns[name]; !ok {
					bad(0, "the record has no column %q", name).Hintf("the first line names the columns: %s", strings.Join(recordColumns, ","))
					return
				}
			}
			continue
		}
		get := func(name string) string {
			if i, ok := columns[name]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		switch {
		case len(row) > len(columns):
			bad(len(columns), "this row has %d fields, and there are %d columns", len(row), len(columns)).
				Hintf("a field with a comma in it stands between quotation marks; numbers have no thousands separators")
			continue
		case slices.ContainsFunc(recordColumns, func(name string) bool { return columns[name] >= len(row) }):
			bad(0, "this row has %d of %d columns", len(row), len(columns)).Hintf("a row has a field for each column of the first line, separated by commas")
			continue
		}
		p := Point{Grade: get("grade"), Source: get("source"), Note: get("note")}
		if p.Date, err = civil.Parse(get("date")); err != nil {
			bad(columns["date"], "%q is not a day of the calendar", get("date")).Hintf("write a date as 2018-02-05")
		}
		p.Value, err = strconv.ParseFloat(get("value"), 64)
		if err != nil || math.IsNaN(p.Value) || math.IsInf(p.Value, 0) || p.Value < 0 {
			bad(columns["value"], "%q is not a number of 0 or more", get("value")).Hint = cmp.Or(tree.Slip(get("value")), "write numbers as 1550 or 4.5")
			continue
		}
		if p.Grade != "" && !slices.Contains(format.Grades, p.Grade) {
			d := bad(columns["grade"], "there is no grade %q", p.Grade)
			d.Hintf("it is one of %s", strings.Join(format.Grades, ", "))
		}
		p.Party = r.s.Party(get("party"))
		p.Limit = r.limitNamed(get("limit"))
		if id, key, _ := strings.Cut(get("limit"), "."); p.Limit == nil && r.treatyNamed(id) != nil && !unknown[get("limit")] {
			unknown[get("limit")] = true
			line, col := reader.FieldPos(columns["limit"])
			r.list.Warnf(diag.NoEffect, src, lineSpan(src, line, col), "treaty %s has no limit %q, so this figure is not used", id, key).
				Hintf("compare the spelling with the treaty's limits")
		}
		p.Used = slices.Contains(rec.Used, p.Date)
		if p.Party != nil && p.Limit != nil && p.Limit.Binds(p.Party.Code) {
			rec.Points = append(rec.Points, p)
		}
		if s := r.cites[""][p.Source]; s != nil {
			s.Cited = true
		}
	}
}

// lineSpan turns a line and a byte column into a span.
func lineSpan(src *diag.Source, line, col int) diag.Span {
	at := 0
	for range line - 1 {
		i := strings.IndexByte(src.Text[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	at += max(col-1, 0)
	return diag.Span{Start: at, End: at + 1}
}

// limitNamed finds a limit by its address treaty.limit, or returns nil.
func (r *resolver) limitNamed(address string) *treaty.Limit {
	id, key, _ := strings.Cut(address, ".")
	if tr := r.treatyNamed(id); tr != nil {
		for _, l := range tr.Limits {
			if l.Key == key {
				return l
			}
		}
	}
	return nil
}

func (r *resolver) limitAddresses() []string {
	var all []string
	for _, tr := range r.s.Treaties {
		for _, l := range tr.Limits {
			all = append(all, l.Address())
		}
	}
	return all
}
