package diag

import (
	"strings"
	"testing"
)

func render(text, part string, color bool) string {
	at := strings.Index(text, part)
	var l List
	l.Errorf(Syntax, &Source{Name: "f.toml", Text: text}, Span{at, at + len(part)}, "wrong").Hintf("mend it")
	var b strings.Builder
	l.Render(&b, color)
	return b.String()
}

func TestRender(t *testing.T) {
	long := strings.Repeat("Ä", 300)
	for _, c := range []struct{ name, text, part, want string }{
		{"plain", "a = 1\nb = two\n", "two", "f.toml:2:5: error: wrong [syntax]\n    b = two\n        ^~~\nhint: mend it\n"},
		{"tab", "\tb =\ttwo\n", "two", "f.toml:1:6: error: wrong [syntax]\n    \tb =\ttwo\n    \t   \t^~~\nhint: mend it\n"},
		{"windows", "a = 1\r\nb = two\r\n", "two", "f.toml:2:5: error: wrong [syntax]\n    b = two\n        ^~~\nhint: mend it\n"},
		{"characters", "größe = \"é\" # x", "x", "f.toml:1:15: error: wrong [syntax]\n    größe = \"é\" # x\n                  ^\nhint: mend it\n"},
		{"over lines", "a = [\n1,\n]\n", "[\n1,\n]", "f.toml:1:5: error: wrong [syntax]\n    a = [\n        ^\nhint: mend it\n"},
		{"control", "a = \x1b[31m\x07", "\x1b", "f.toml:1:5: error: wrong [syntax]\n    a = �[31m�\n        ^\nhint: mend it\n"},
		{"far along", long + "x" + long, "x", "f.toml:1:301: error: wrong [syntax]\n    …" + long[:100] + "x" + long[:96] + "…\n    " + strings.Repeat(" ", 51) + "^\nhint: mend it\n"},
		{"long itself", "a = " + long, long, "f.toml:1:5: error: wrong [syntax]\n    a = " + long[:192] + "…\n        ^" + strings.Repeat("~", 95) + "\nhint: mend it\n"},
		{"empty line", "a\n\nb", "\nb", "f.toml:2:1: error: wrong [syntax]\nhint: mend it\n"},
		{"empty file", "", "", "f.toml:1:1: error: wrong [syntax]\nhint: mend it\n"},
		{"end of the line", "ab\n", "\n", "f.toml:1:3: error: wrong [syntax]\n    ab\n      ^\nhint: mend it\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := render(c.text, c.part, false); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			colored := render(c.text, c.part, true)
			if !strings.Contains(colored, "\x1b[1;31merror:\x1b[0m") {
				t.Errorf("no red: %q", colored)
			}
			for _, paint := range []string{"1", "1;31", "36", "0"} {
				colored = strings.ReplaceAll(colored, "\x1b["+paint+"m", "")
			}
			if colored != c.want {
				t.Errorf("colors change the words: %q", colored)
			}
		})
	}
}

func TestPos(t *testing.T) {
	text := strings.Repeat("ä", 5000) + "\n" + strings.Repeat("日本", 3000) + "x\r\nend"
	s := &Source{Text: text}
	for _, c := range []struct {
		at        int
		line, col int
	}{
		{0, 1, 1},
		{2, 1, 2},
		{9998, 1, 5000},
		{10000, 1, 5001},
		{10001, 2, 1},
		{10001 + 3*4096, 2, 4097},
		{strings.Index(text, "x"), 2, 6001},
		{strings.Index(text, "end"), 3, 1},
		{len(text), 3, 4},
		{len(text) + 10, 3, 4},
		{-1, 1, 1},
	} {
		if p := s.Pos(c.at); p.Line != c.line || p.Col != c.col {
			t.Errorf("byte %d is at %v, want %d:%d", c.at, p, c.line, c.col)
		}
	}
}

func TestFull(t *testing.T) {
	var l List
	s := &Source{Name: "f"}
	for i := range 5 * Most {
		l.Warnf(NoEffect, s, Span{i, i}, "%d", i)
	}
	if n := len(l.All()); n != Most+1 || !l.HasErrors() || !l.Full() {
		t.Errorf("%d diagnostics, errors: %t", n, l.HasErrors())
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"launchers", "deployed", "missiles", "loading", "lot", "max_per_year", "name"}
	for name, want := range map[string]string{
		"lauchers": "launchers", "Launchers": "launchers", "deployd": "deployed", "delpoyed": "deployed",
		"max-per-year": "max_per_year", "maxPerYear": "max_per_year", "nmae": "name", "lots": "lot",
		"warheads": "", "zzz": "", "": "", "x": "",
	} {
		if got := Nearest(name, keys); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
