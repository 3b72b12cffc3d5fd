// Package diag holds what is wrong with a scenario, as data: where, what, and
// what to do about it.
//
// Readers gather Diagnostics in a List; one place (List.Render) turns them
// into words on a terminal. Lines and columns count from 1, columns in
// characters.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// A Source is a text that diagnostics point into: a file, a library file, or a
// value given on the command line.
type Source struct {
	Name  string // as shown to the user
	Text  string
	Order int // sources are reported in this order
	lines []int
}

// Span is a part of a source, in bytes. The zero Span is the whole source.
type Span struct{ Start, End int }

// Pos is a place in a source.
type Pos struct{ Line, Col int }

// Pos turns a byte offset into a line and a column.
func (s *Source) Pos(offset int) Pos {
	if s.lines == nil {
		s.lines = append(s.lines, 0)
		for i := range len(s.Text) {
			if s.Text[i] == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	offset = min(max(offset, 0), len(s.Text))
	line := sort.SearchInts(s.lines, offset+1)
	start := s.lines[line-1]
	return Pos{line, utf8.RuneCountInString(s.Text[start:offset]) + 1}
}

// line returns the text of the line at a byte offset and where it starts.
func (s *Source) line(offset int) (text string, start int) {
	offset = min(max(offset, 0), len(s.Text))
	start = strings.LastIndexByte(s.Text[:offset], '\n') + 1
	text, _, _ = strings.Cut(s.Text[start:], "\n")
	return strings.TrimSuffix(text, "\r"), start
}

// A Severity says whether a diagnostic stops the program.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Diagnostic is one mistake, or one thing worth a second look.
type Diagnostic struct {
	Severity Severity
	Code     Code
	Source   *Source
	Span     Span
	Message  string // one sentence, no full stop
	Hint     string // what to do; may be empty
	Related  *Related
}

// Related is another place that a diagnostic speaks of.
type Related struct {
	Source  *Source
	Span    Span
	Message string
}

// Pos is where the diagnostic points.
func (d *Diagnostic) Pos() Pos { return d.Source.Pos(d.Span.Start) }

// String is the diagnostic's first line: FILE:LINE:COL: error: MESSAGE [code].
func (d *Diagnostic) String() string {
	p := d.Pos()
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", printable(d.Source.Name), p.Line, p.Col, d.Severity, printable(d.Message), d.Code)
}

// A List gathers diagnostics. The zero List is empty and ready to use.
type List struct{ all []*Diagnostic }

// Add appends a diagnostic and returns it for more to be said.
func (l *List) Add(d Diagnostic) *Diagnostic {
	l.all = append(l.all, &d)
	return l.all[len(l.all)-1]
}

// Errorf adds an error.
func (l *List) Errorf(code Code, src *Source, at Span, format string, args ...any) *Diagnostic {
	return l.Add(Diagnostic{Code: code, Source: src, Span: at, Message: fmt.Sprintf(format, args...)})
}

// Warnf adds a warning.
func (l *List) Warnf(code Code, src *Source, at Span, format string, args ...any) *Diagnostic {
	return l.Add(Diagnostic{Severity: Warning, Code: code, Source: src, Span: at, Message: fmt.Sprintf(format, args...)})
}

// Hintf sets what to do about a diagnostic.
func (d *Diagnostic) Hintf(format string, args ...any) *Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// See points to another place.
func (d *Diagnostic) See(src *Source, at Span, format string, args ...any) *Diagnostic {
	d.Related = &Related{src, at, fmt.Sprintf(format, args...)}
	return d
}

// HasErrors reports whether anything stops the program.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.all, func(d *Diagnostic) bool { return d.Severity == Error })
}

// All returns the diagnostics by source, then position; what was said twice of
// one place is said once.
func (l *List) All() []*Diagnostic {
	slices.SortStableFunc(l.all, func(a, b *Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Source.Order, b.Source.Order),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Severity, b.Severity),
		)
	})
	l.all = slices.CompactFunc(l.all, func(a, b *Diagnostic) bool {
		return a.Source == b.Source && a.Span.Start == b.Span.Start && a.Code == b.Code && a.Message == b.Message
	})
	return l.all
}

// Counts returns how many errors and warnings there are.
func (l *List) Counts() (errors, warnings int) {
	for _, d := range l.All() {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}
