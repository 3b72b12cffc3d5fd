package scenarios

import (
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
	if src == nil {
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
	if len(rec.Points) == 0 && !r.list.HasErrors() {
		r.list.Warnf(diag.NoEffect, file.Source, file.Val, "no row of %s is about a party and a limit of this scenario", file.Text())
	}
	r.doc.Record = rec
}

// rows reads a record's rows. Those of other parties and treaties are passed
// over: one record serves many scenarios.
func (r *resolver) rows(src *diag.Source, rec *Record) {
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(src.Text, "\xef\xbb\xbf")))
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	columns := map[string]int{}
	bad := func(field int, format string, args ...any) *diag.Diagnostic {
		line, col := reader.FieldPos(field)
		return r.list.Errorf(diag.BadRecord, src, lineSpan(src, line, col), format, args...)
	}
	for first := true; ; first = false {
		row, err := reader.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			var pe *csv.ParseError
			at := diag.Span{}
			if errors.As(err, &pe) {
				at, err = lineSpan(src, pe.Line, pe.Column), pe.Err
			}
			r.list.Errorf(diag.BadRecord, src, at, "this row is not CSV: %v", err)
			return
		}
		if first {
			for i, name := range row {
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
		if len(row) < len(recordColumns) {
			bad(0, "this row has %d of %d columns", len(row), len(columns))
			continue
		}
		p := Point{Grade: get("grade"), Source: get("source"), Note: get("note")}
		if p.Date, err = civil.Parse(get("date")); err != nil {
			bad(columns["date"], "%v", err)
		}
		p.Value, err = strconv.ParseFloat(get("value"), 64)
		if err != nil || math.IsNaN(p.Value) || math.IsInf(p.Value, 0) || p.Value < 0 {
			bad(columns["value"], "%q is not a number of 0 or more", get("value"))
			continue
		}
		if p.Grade != "" && !slices.Contains(format.Grades, p.Grade) {
			d := bad(columns["grade"], "there is no grade %q", p.Grade)
			d.Hintf("it is one of %s", strings.Join(format.Grades, ", "))
		}
		p.Party = r.s.Party(get("party"))
		p.Limit = r.limitNamed(get("limit"))
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
