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

	lines  []int // where each line starts
	blocks []int // how many characters stand before each block of bytes
}

// block is the size of a block of Source.blocks, in bytes.
const block = 4096

// Span is a part of a source, in bytes. The zero Span is the whole source.
type Span struct{ Start, End int }

// Pos is a place in a source.
type Pos struct{ Line, Col int }

// Pos turns a byte offset into a line and a column.
func (s *Source) Pos(offset int) Pos {
	if s.lines == nil {
		s.lines = append(s.lines, 0)
		characters := 0
		for i := range len(s.Text) {
			if i%block == 0 {
				s.blocks = append(s.blocks, characters)
			}
			if utf8.RuneStart(s.Text[i]) {
				characters++
			}
			if s.Text[i] == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
		s.blocks = append(s.blocks, characters)
	}
	offset = min(max(offset, 0), len(s.Text))
	line := sort.SearchInts(s.lines, offset+1)
	return Pos{line, s.characters(offset) - s.characters(s.lines[line-1]) + 1}
}

// characters counts the characters before an offset, at the same cost however
// long the text or its lines are.
func (s *Source) characters(offset int) int {
	if offset == len(s.Text) {
		return s.blocks[len(s.blocks)-1]
	}
	n := s.blocks[offset/block]
	for i := offset / block * block; i < offset; i++ {
		if utf8.RuneStart(s.Text[i]) {
			n++
		}
	}
	return n
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
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", printable(d.Source.Name), p.Line, p.Col, d.Severity, sentence(d.Message), d.Code)
}

// A List gathers diagnostics. The zero List is empty and ready to use.
type List struct{ all []*Diagnostic }

// Most is how many diagnostics a List holds. No person reads more, and a file
// that was never meant to be a scenario has a mistake in every line.
const Most = 1000

// Full reports whether the list takes no more.
func (l *List) Full() bool { return len(l.all) > Most }

// Add appends a diagnostic and returns it for more to be said. The one past
// Most says that there is more; what comes after it is not kept.
func (l *List) Add(d Diagnostic) *Diagnostic {
	switch {
	case l.Full():
		return &d
	case len(l.all) == Most:
		l.all = append(l.all, &Diagnostic{
			Code: TooLarge, Source: d.Source, Span: d.Span, Message: fmt.Sprintf("more than %d mistakes; the rest is not shown", Most),
			Hint: "is this the file you meant?",
		})
		return &d
	}
	l.all = append(l.all, &d)
	return &d
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
	type said struct {
		source  *Source
		start   int
		code    Code
		message string
	}
	before := map[said]bool{}
	l.all = slices.DeleteFunc(l.all, func(d *Diagnostic) bool {
		s := said{d.Source, d.Span.Start, d.Code, d.Message}
		again := before[s]
		before[s] = true
		return again
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
