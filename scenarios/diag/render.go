package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// widest is how much of a source line is shown.
const widest = 100

// Render writes each diagnostic with its source line, a caret under the place
// and the hint. With color it uses the terminal's bold, red, yellow and cyan.
func (l *List) Render(w io.Writer, color bool) {
	for _, d := range l.All() {
		d.Render(w, color)
	}
}

// Render writes one diagnostic.
func (d *Diagnostic) Render(w io.Writer, color bool) {
	paint := func(code, s string) string {
		if !color || s == "" {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	hue := "1;31"
	if d.Severity == Warning {
		hue = "1;33"
	}
	p := d.Pos()
	fmt.Fprintf(w, "%s %s %s\n",
		paint("1", fmt.Sprintf("%s:%d:%d:", printable(d.Source.Name), p.Line, p.Col)),
		paint(hue, d.Severity.String()+":"),
		printable(d.Message)+" ["+string(d.Code)+"]")
	if text, caret := excerpt(d.Source, d.Span); text != "" {
		fmt.Fprintf(w, "    %s\n    %s\n", text, paint(hue, caret))
	}
	if r := d.Related; r != nil {
		p := r.Source.Pos(r.Span.Start)
		fmt.Fprintf(w, "  see %s:%d:%d: %s\n", printable(r.Source.Name), p.Line, p.Col, printable(r.Message))
	}
	if d.Hint != "" {
		fmt.Fprintf(w, "%s %s\n", paint("36", "hint:"), printable(d.Hint))
	}
}

// excerpt returns the source line around a span and a line that underlines it.
// Of a long line it keeps the part around the place.
func excerpt(src *Source, at Span) (text, caret string) {
	line, start := src.line(at.Start)
	if strings.TrimSpace(line) == "" {
		return "", ""
	}
	from := min(at.Start-start, len(line))
	to := min(max(at.End-start, from+1), len(line))
	before, marked, after := line[:from], line[from:max(from, to)], line[max(from, to):]
	if n := utf8.RuneCountInString(before); n > widest*2/3 {
		before = "…" + dropRunes(before, n-widest/2)
	}
	room := widest - utf8.RuneCountInString(before)
	marked = firstRunes(marked, room)
	after = firstRunes(after, room-utf8.RuneCountInString(marked))
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before)
	under := max(utf8.RuneCountInString(marked), 1)
	return printable(before + marked + after), pad + "^" + strings.Repeat("~", under-1)
}

func dropRunes(s string, n int) string {
	for range n {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n <= 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}

// printable replaces what a terminal would act on rather than show.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || unicode.IsPrint(r) {
			return r
		}
		return '�'
	}, s)
}
