package tree

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"drawdown/scenarios/diag"
)

// MaxDepth is how deep brackets, braces and dotted keys may nest.
const MaxDepth = 64

// Parse reads a TOML text. It returns nil after a mistake that stops the
// reading, which is then in the list.
func Parse(src *diag.Source, list *diag.List) *Node {
	text := src.Text
	switch {
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"):
		list.Errorf(diag.NotText, src, diag.Span{}, "this file is UTF-16, not UTF-8").
			Hintf("save it as UTF-8 (in Notepad: Save as, Encoding)")
		return nil
	case strings.HasPrefix(text, "\xef\xbb\xbf"):
		// The position index starts behind the byte order mark, as readers do.
		src.Text = text[3:]
		text = src.Text
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		list.Errorf(diag.NotText, src, diag.Span{Start: i, End: i + 1}, "the file has a NUL byte: it is not a text file").
			Hintf("is this the file you meant?")
		return nil
	}
	if !utf8.ValidString(text) {
		i := invalidAt(text)
		list.Errorf(diag.NotText, src, diag.Span{Start: i, End: i + 1}, "this byte is not UTF-8").
			Hintf("save the file as UTF-8")
		return nil
	}
	if i, deep := tooDeep(text); deep {
		list.Errorf(diag.TooDeep, src, diag.Span{Start: i, End: i + 1}, "nested more than %d levels deep", MaxDepth)
		return nil
	}
	var values map[string]any
	meta, err := decode(text, &values)
	if err != nil {
		syntaxError(src, list, err)
		return nil
	}
	root := &Node{Kind: Table, Source: src}
	s := scanner{src: src, text: text, root: root}
	s.document()
	if s.err != nil || len(s.keys) != len(meta.Keys()) || !fill(root, values) {
		list.Errorf(diag.Syntax, src, diag.Span{Start: s.at, End: s.at + 1}, "this way of writing TOML is not understood")
		return nil
	}
	return root
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

// syntaxError turns the library's error into a diagnostic in a user's words.
func syntaxError(src *diag.Source, list *diag.List, err error) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		list.Errorf(diag.Syntax, src, diag.Span{}, "%s", strings.TrimPrefix(err.Error(), "toml: "))
		return
	}
	pe.Position.Start = min(max(pe.Position.Start, 0), len(src.Text))
	at := diag.Span{Start: pe.Position.Start, End: pe.Position.Start + max(pe.Position.Len, 1)}
	d := list.Errorf(diag.Syntax, src, at, "%s", strings.TrimSuffix(pe.Message, "."))
	d.Hint = syntaxHint(src, pe)
}

// syntaxHint guesses at the usual slip behind a syntax error.
func syntaxHint(src *diag.Source, pe toml.ParseError) string {
	line := src.Text[:pe.Position.Start]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	rest, _, _ := strings.Cut(src.Text[pe.Position.Start:], "\n")
	whole := line + rest
	switch {
	case strings.Contains(pe.Message, "already been defined"), strings.Contains(pe.Message, "already exists"):
		return "every key and every [table] stands once in a file; merge the two"
	case strings.Contains(pe.Message, "out of range"):
		return "counts go up to 1,000,000"
	case strings.Count(whole, `"`)%2 == 1:
		return "a quotation mark is missing on this line"
	case strings.Contains(whole, "“"), strings.Contains(whole, "”"):
		return "use straight quotation marks (\"), not the curly ones of a word processor"
	case strings.Contains(whole, ",") && strings.Contains(whole, "=") && !strings.ContainsAny(whole, `{["'`):
		return "write numbers without thousands separators (1550, or 1_550), and decimals with a point"
	case strings.Count(whole, "[") != strings.Count(whole, "]"):
		return "a square bracket is missing on this line"
	case !strings.Contains(whole, "=") && !strings.HasPrefix(strings.TrimSpace(whole), "["):
		return "a line is `key = value`, a [table] header, or a # comment"
	}
	return ""
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
		if len(n.Raw) == len(time.DateOnly) {
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
