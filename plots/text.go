package plots

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
)

// Fonts are parsed when the first figure is drawn, not when the program
// starts. (The root package of gonum/plot parses them in its init; this
// package uses only its canvases.)
var fonts = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

// face returns Liberation Sans at a size in points.
func face(size float64, bold bool) font.Face {
	f := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if bold {
		f.Weight = xfont.WeightBold
	}
	return fonts().Lookup(f, font.Length(size))
}

// Parts of the font size that text reaches above and below its baseline.
const (
	ascent  = 0.74
	descent = 0.22
)

// width returns how wide a line of text is, in points.
func width(s string, size float64, bold bool) float64 {
	if s == "" {
		return 0
	}
	f := face(size, bold)
	return float64(f.Width(shown(s)))
}

// shown is a text as the font can draw it: what it has no glyph for is a box.
// Marks that join or change the character before them are left out then.
func shown(s string) string {
	if strings.IndexFunc(s, lacks) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !lacks(r):
			return r
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			return -1
		}
		return replacement
	}, s)
}

// replacement stands for a character that the font lacks.
const replacement = '□'

var lacking sync.Map // of runes already looked up: whether the font lacks them

// lacks reports whether the font has no glyph for a character.
func lacks(r rune) bool {
	if r >= ' ' && r <= '~' {
		return false
	}
	if known, ok := lacking.Load(r); ok {
		return known.(bool)
	}
	missing := false
	for _, bold := range []bool{false, true} {
		var b sfnt.Buffer
		i, err := face(10, bold).Face.GlyphIndex(&b, r)
		missing = missing || err != nil || i == 0
	}
	lacking.Store(r, missing)
	return missing
}

// clean makes text safe to draw: valid UTF-8 on one line, without control
// characters, which XML cannot hold. No-break spaces stay.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == noBreak:
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, s)
	return strings.Join(words(s), " ")
}

const noBreak = '\u00A0'

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })
}

// wrap breaks text into lines no wider than most. A word that is wider by
// itself is broken too.
func wrap(s string, size float64, bold bool, most float64) []string {
	var lines []string
	line := ""
	for _, word := range words(clean(s)) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if width(joined, size, bold) <= most {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; width(line, size, bold) > most; {
			n := fit(line, size, bold, most)
			if n >= len(line) {
				break
			}
			lines = append(lines, line[:n])
			line = line[n:]
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// balanced breaks text like wrap, into lines of about one length.
func balanced(s string, size float64, bold bool, most float64) []string {
	lines := wrap(s, size, bold, most)
	if len(lines) < 2 {
		return lines
	}
	lo, hi := most/float64(len(lines)), most
	for range 7 {
		mid := (lo + hi) / 2
		if len(wrap(s, size, bold, mid)) > len(lines) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return wrap(s, size, bold, hi)
}

// fit returns how many bytes of a word fit into a width, up to its last hyphen
// if it has one there; at least one character's.
func fit(word string, size float64, bold bool, most float64) int {
	n := 0
	for n < len(word) {
		_, k := utf8.DecodeRuneInString(word[n:])
		if n > 0 && width(word[:n+k], size, bold) > most {
			break
		}
		n += k
	}
	if hyphen := strings.LastIndexByte(word[:n], '-'); hyphen > 0 && n < len(word) {
		return hyphen + 1
	}
	return n
}
