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
		sentence(d.Message)+" ["+string(d.Code)+"]")
	if text, caret := excerpt(d.Source, d.Span); text != "" {
		fmt.Fprintf(w, "    %s\n    %s\n", text, paint(hue, caret))
	}
	if r := d.Related; r != nil {
		p := r.Source.Pos(r.Span.Start)
		fmt.Fprintf(w, "  see %s:%d:%d: %s\n", printable(r.Source.Name), p.Line, p.Col, sentence(r.Message))
	}
	if d.Hint != "" {
		fmt.Fprintf(w, "%s %s\n", paint("36", "hint:"), sentence(d.Hint))
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
	if short := lastRunes(before, widest*2/3); short != before {
		before = "…" + lastRunes(before, widest/2)
	}
	room := widest - utf8.RuneCountInString(before)
	shown := firstRunes(marked, room)
	more := ""
	if shown == marked {
		more = firstRunes(after, room-utf8.RuneCountInString(shown))
	}
	if shown != marked || more != after {
		more += "…"
	}
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before)
	under := max(utf8.RuneCountInString(shown), 1)
	return printable(before + shown + more), pad + "^" + strings.Repeat("~", under-1)
}

// lastRunes returns the end of s, at most n characters of it.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// firstRunes returns the beginning of s, at most n characters of it.
func firstRunes(s string, n int) string {
	for i := range s {
		if n <= 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// longest is how much of a message is shown: some repeat what stands in the
// file, which can be of any length.
const longest = 400

func sentence(s string) string {
	if short := firstRunes(s, longest); short != s {
		s = short + "…"
	}
	return printable(s)
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
