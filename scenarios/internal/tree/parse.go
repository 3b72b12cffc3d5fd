package tree

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"drawdown/scenarios/diag"
)

// MaxDepth is how deep brackets, braces and dotted keys may nest.
const MaxDepth = 64

// IsText reports whether a source is UTF-8 text, and if not, why. It takes a
// byte order mark away: positions start behind it, as readers do.
func IsText(src *diag.Source, list *diag.List) bool {
	text := src.Text
	switch {
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"):
		list.Errorf(diag.NotText, src, diag.Span{}, "this file is UTF-16, not UTF-8").
			Hintf("save it as UTF-8 (in Notepad: Save as, Encoding; in Excel: CSV UTF-8)")
		return false
	case strings.HasPrefix(text, "\xef\xbb\xbf"):
		src.Text = text[3:]
		text = src.Text
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		list.Errorf(diag.NotText, src, diag.Span{Start: i, End: i + 1}, "the file has a NUL byte: it is not a text file").
			Hintf("is this the file you meant?")
		return false
	}
	if !utf8.ValidString(text) {
		i := invalidAt(text)
		list.Errorf(diag.NotText, src, diag.Span{Start: i, End: i + 1}, "this character is not UTF-8").
			Hintf("save the file as UTF-8; editors offer it under Save as, or Encoding")
		return false
	}
	return true
}

// Parse reads a TOML text. It returns nil after a mistake that stops the
// reading, which is then in the list.
func Parse(src *diag.Source, list *diag.List) *Node {
	if !IsText(src, list) {
		return nil
	}
	text := src.Text
	if i, deep := tooDeep(text); deep {
		list.Errorf(diag.TooDeep, src, diag.Span{Start: i, End: i + 1}, "brackets, braces or keys are nested more than %d deep", MaxDepth).
			Hintf("no scenario needs that; is this the file you meant?")
		return nil
	}
	values, meta, slips, err := lenient(text)
	if err != nil {
		syntaxError(src, list, err)
		return nil
	}
	for _, s := range slips {
		list.Errorf(s.code, src, s.at, "%s", s.message).Hint = s.hint
	}
	if values == nil && len(slips) > 0 {
		return nil
	}
	root := &Node{Kind: Table, Source: src}
	s := scanner{src: src, text: text, root: root}
	s.document()
	switch {
	case s.twice != nil:
		list.Errorf(diag.Syntax, src, s.twice.At, "`%s` stands in this file already", Short(s.twice.Key)).Hint = standsOnce
		return nil
	case s.err != nil || len(s.keys) != len(meta.Keys()) || !fill(root, values):
		list.Errorf(diag.Syntax, src, diag.Span{Start: s.at, End: s.at + 1}, "this way of writing TOML is not understood")
		return nil
	}
	for _, s := range slips {
		spoil(root, s.at)
	}
	return root
}

// spoil marks the node of a slip as wrong.
func spoil(n *Node, at diag.Span) {
	for _, c := range n.Children {
		if c.Val.Start == at.Start && len(c.Children) == 0 {
			c.Bad = true
		}
		spoil(c, at)
	}
}

// decode is toml.Decode, which panics on some malformed texts.
func decode(text string, v any) (meta toml.MetaData, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the file is not well formed")
		}
	}()
	return toml.Decode(text, v)
}

func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return len(s)
}

// tooDeep finds nesting that no scenario has, before it can cost anything.
// Strings and comments are skipped roughly: what it takes for nesting is at
// least as deep as what is nested.
func tooDeep(text string) (at int, deep bool) {
	depth, dots := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			if j := strings.IndexByte(text[i:], '\n'); j >= 0 {
				i += j - 1
			} else {
				return 0, false
			}
		case '"', '\'':
			if skip := stringLength(text[i:]); skip > 0 {
				i += skip - 1
			} else {
				return 0, false // text that does not end: reading ends here
			}
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth = max(depth-1, 0)
			dots = 0
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		}
		if depth > MaxDepth || dots > MaxDepth {
			return i, true
		}
	}
	return 0, false
}

// stringLength is the length in bytes of the TOML string that s starts with,
// quotation marks included; 0 where it does not end.
func stringLength(s string) int {
	quote := s[:1]
	if strings.HasPrefix(s, strings.Repeat(quote, 3)) {
		for i := 3; i < len(s); i++ {
			if quote == `"` && s[i] == '\\' {
				i++
			} else if strings.HasPrefix(s[i:], strings.Repeat(quote, 3)) {
				end := i + 3
				for end < len(s) && end < i+5 && s[end] == quote[0] {
					end++ // up to two quotation marks may stand before the closing three
				}
				return end
			}
		}
		return 0
	}
	for i := 1; i < len(s) && s[i] != '\n'; i++ {
		if quote == `"` && s[i] == '\\' {
			i++
		} else if s[i] == quote[0] {
			return i + 1
		}
	}
	return 0
}

// fill puts the library's values into the scanned tree and reports whether the
// two agree.
func fill(n *Node, v any) bool {
	switch v := v.(type) {
	case map[string]any:
		if n.Kind != Table || len(v) != len(n.Children) {
			return false
		}
		for _, c := range n.Children {
			if !fill(c, v[c.Key]) {
				return false
			}
		}
	case []map[string]any:
		return fillArray(n, v)
	case []any:
		return fillArray(n, v)
	case string:
		n.Kind, n.text = Text, v
	case int64:
		n.Kind, n.whole = Whole, v
	case float64:
		n.Kind, n.number = Number, v
	case bool:
		n.Kind, n.truth = Bool, v
	case time.Time:
		n.Kind, n.time = Time, v
		if len(n.Raw) == len(time.DateOnly) && n.Raw[4] == '-' {
			n.Kind = Date
		}
	default:
		return false
	}
	return true
}

func fillArray[T any](n *Node, v []T) bool {
	if n.Kind != Array || len(v) != len(n.Children) {
		return false
	}
	for i, c := range n.Children {
		if !fill(c, v[i]) {
			return false
		}
	}
	return true
}
