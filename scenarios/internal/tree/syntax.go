package tree

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"drawdown/scenarios/diag"
)

// A slip is a value that is written as TOML writes values and means nothing: a
// day that no calendar has, a number past all bounds. Reading goes on behind
// it.
type slip struct {
	at      diag.Span
	code    diag.Code
	message string
	hint    string
}

// The library reads a text from its beginning again behind each slip; these
// bound how often.
const (
	maxSlips     = 50
	maxSlipBytes = 32 << 20
)

// lenient is decode, but reads on behind slips: a value in the place of each
// keeps all others where they are.
func lenient(text string) (values map[string]any, meta toml.MetaData, slips []slip, err error) {
	for {
		values = nil
		meta, err = decode(text, &values)
		s, instead, ok := impossible(text, err)
		if !ok {
			return values, meta, slips, err
		}
		slips = append(slips, s)
		if len(slips) == maxSlips || len(text)*len(slips) > maxSlipBytes {
			return nil, meta, slips, nil
		}
		text = text[:s.at.Start] + instead + strings.Repeat(" ", s.at.End-s.at.Start-len(instead)) + text[s.at.End:]
	}
}

// impossible recognises the error of a slip; instead is what can be read in
// its place, and no longer.
func impossible(text string, err error) (s slip, instead string, ok bool) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return s, "", false
	}
	start := pe.Position.Start
	end := start + pe.Position.Len
	if start < 0 || end > len(text) || start >= end {
		return s, "", false
	}
	written := strings.TrimRight(text[start:end], " \t\r")
	s.at = diag.Span{Start: start, End: start + len(written)}
	switch {
	case strings.HasPrefix(pe.Message, "invalid datetime") && len(written) >= len("0:0"):
		s.code, instead = diag.BadDate, "1"
		s.message, s.hint = impossibleDate(written)
	case strings.Contains(pe.Message, "is out of range for"):
		s.code, instead = diag.OutOfRange, "1"
		s.message = Short(written) + " is a larger number than any can be here"
		s.hint = "counts go up to 1,000,000"
	default:
		return s, "", false
	}
	return s, instead, true
}

var (
	looseDate = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	farYear   = regexp.MustCompile(`^\d{5,}-`)
)

// impossibleDate says what is wrong with a date.
func impossibleDate(written string) (message, hint string) {
	message = Short(written) + " is not a day of the calendar"
	if m := looseDate.FindStringSubmatch(written); m != nil && (len(m[2]) == 1 || len(m[3]) == 1) {
		return message, fmt.Sprintf("write months and days with two digits, as in %s-%02s-%02s", m[1], m[2], m[3])
	}
	if farYear.MatchString(written) {
		return message, "years have four digits, and a scenario covers at most 200 of them"
	}
	if len(written) > len("2018-02-05") || strings.Contains(written, ":") {
		return Short(written) + " is not a date", "write a date as 2018-02-05, without a time"
	}
	if strings.HasSuffix(written, "-02-29") {
		return message, "that year has no 29 February"
	}
	return message, "write a date as year-month-day, as in 2018-02-05"
}

// Short cuts what an author wrote to a length that fits into a sentence.
func Short(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

var (
	thousands  = regexp.MustCompile(`^([-+]?\d{1,3})((?:[,.' ’\x{a0}\x{202f}]\d{3})+)$`)
	comma      = regexp.MustCompile(`^([-+]?\d+),(\d+)$`)
	dayFirst   = regexp.MustCompile(`^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$`)
	slashDate  = regexp.MustCompile(`^\d{4}[./]\d{1,2}[./]\d{1,2}$`)
	wordDate   = regexp.MustCompile(`(?i)^(\d{1,2}(st|nd|rd|th|\.)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d`)
	perCent    = regexp.MustCompile(`^([-+]?\d+(?:\.\d+)?)\s*%`)
	withUnit   = regexp.MustCompile(`^([-+]?(?:[1-9]\d*|0)(?:\.\d+)?)(?:\s+\pL|[a-df-wyz~])`)
	openPoint  = regexp.MustCompile(`^([-+]?)\.(\d+)$`)
	pointEnd   = regexp.MustCompile(`^([-+]?\d+)\.$`)
	zeroFirst  = regexp.MustCompile(`^([-+]?)0+(\d+(?:\.\d+)?)$`)
	digitComma = regexp.MustCompile(`\d,\d`)
)

// Slip returns a hint at how a number or a date is written, where s looks like
// one that is written in another way; else "".
func Slip(s string) string {
	s = strings.TrimSpace(s)
	if m := thousands.FindStringSubmatch(s); m != nil && strings.Count(m[2], ".") != 1 {
		digits := regexp.MustCompile(`\D`).ReplaceAllString(m[2], "")
		return fmt.Sprintf("write %s%s: a number has no thousands separators, and a point for its decimals", m[1], digits)
	}
	if m := comma.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("write %s.%s: decimals follow a point", m[1], m[2])
	}
	if isDate(s) {
		return "write a date as year-month-day, as in 2018-02-05"
	}
	if m := perCent.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("write %s without the per cent sign", m[1])
	}
	if m := openPoint.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("write %s0.%s", m[1], m[2])
	}
	if m := pointEnd.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("write %s", m[1])
	}
	if m := zeroFirst.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("write %s%s, without zeros before it", m[1], m[2])
	}
	if m := withUnit.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("write %s by itself: a number stands without its unit", m[1])
	}
	return ""
}

// isNot says what the author meant a slip to be.
func isNot(written string) string {
	if isDate(written) {
		return Short(written) + " is not written as a date"
	}
	return Short(written) + " is not written as a number"
}

func isDate(s string) bool {
	return dayFirst.MatchString(s) || slashDate.MatchString(s) || wordDate.MatchString(s)
}

// syntaxError turns the library's error into a diagnostic in a user's words.
func syntaxError(src *diag.Source, list *diag.List, err error) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		list.Errorf(diag.Syntax, src, diag.Span{}, "%s", strings.TrimPrefix(err.Error(), "toml: "))
		return
	}
	start := min(max(pe.Position.Start, 0), len(src.Text))
	f := fault{text: src.Text, library: pe.Message, at: diag.Span{Start: start, End: min(start+max(pe.Position.Len, 1), len(src.Text))}}
	f.explain()
	list.Errorf(diag.Syntax, src, f.at, "%s", f.message).Hint = f.hint
}

// fault is a syntax error on its way from the library's words to a user's.
type fault struct {
	text    string
	library string
	at      diag.Span
	message string
	hint    string
}

func (f *fault) says(part string) bool { return strings.Contains(f.library, part) }

// line returns what stands on the line before the place and from it on.
func (f *fault) line() (before, after string) {
	before = f.text[:f.at.Start]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _, _ = strings.Cut(f.text[f.at.Start:], "\n")
	return before, strings.TrimRight(after, "\r")
}

// found moves the place to the character that the library stumbled over and
// names it.
func (f *fault) found() string {
	_, after := f.line()
	f.at.Start += len(after) - len(strings.TrimLeft(after, " \t"))
	r, size := utf8.DecodeRuneInString(f.text[f.at.Start:])
	f.at.End = f.at.Start + max(size, 1)
	if f.at.Start >= len(f.text) {
		f.at.End = f.at.Start
	}
	return character(r, f.at.Start >= len(f.text))
}

// character names a character in a sentence.
func character(r rune, end bool) string {
	names := map[rune]string{
		'\n': "the end of the line", '\r': "the end of the line", '#': "a comment", ',': "a comma", '.': "a point", ':': "a colon", ';': "a semicolon", '=': "an equals sign",
		'"': "a quotation mark", '\'': "a quotation mark", '[': "a square bracket", ']': "a square bracket", '{': "a brace", '}': "a brace",
	}
	switch name := names[r]; {
	case end:
		return "the end of the file"
	case name != "":
		return name
	case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		return "a space"
	case unicode.IsControl(r):
		return "a control character"
	}
	return "`" + string(r) + "`"
}

// uncommented cuts a comment off the rest of a line.
func uncommented(s string) string {
	s, _, _ = strings.Cut(s, "#")
	return strings.TrimSpace(s)
}

const (
	lineIs     = "a line is `key = value`, a [table] header, or a # comment"
	newSpace   = "delete the space and type it again: it came from a web page or a word processor"
	straight   = "use straight quotation marks (\"), not the curly ones of a word processor"
	standsOnce = "every key and every [table] stands once in a file; merge the two"
)

// explain finds the words for what is wrong, and for the slip behind it.
func (f *fault) explain() {
	before, after := f.line()
	switch {
	case f.says("already been defined"), f.says("already created"), f.says("is not a table"):
		key := f.library
		if _, rest, ok := strings.Cut(key, "'"); ok {
			key, _, _ = strings.Cut(rest, "'")
		}
		f.message, f.hint = "`"+Short(key)+"` stands in this file already", standsOnce
	case f.says("control characters"):
		f.message, f.hint = "this character cannot be seen, and a file cannot hold it", "delete it and type the line again"
	case f.says("invalid escape"), f.says("hexadecimal digits after"), f.says("Escaped character"):
		f.message = "in text, a backslash begins a special character, and this is none"
		f.hint = `write \\ for a backslash, or put the text between single quotation marks: 'C:\data'`
	case f.says("strings cannot contain newlines"), f.says("unexpected EOF; expected '\"'"), f.says(`expected "'"`):
		f.open(`"'`, before)
		f.message, f.hint = "this text has no closing quotation mark", `close it on this line; text over several lines stands between """ and """`
	case f.says(`expected '"""'`), f.says(`expected "'''"`):
		quote := `"""`
		if f.says("'''") {
			quote = "'''"
		}
		if i := strings.LastIndex(f.text[:f.at.Start], quote); i >= 0 {
			f.at = diag.Span{Start: i, End: i + 3}
		}
		f.message, f.hint = "this text is never closed", "close it with three quotation marks: "+quote
	case f.says("top-level item to end"):
		f.goesOn(before, after)
	case f.says("expected '.' or '='"), f.says("expected key separator"):
		f.keyEnds(before, after)
	case f.says("expected value"), f.says("floats must start"), f.says("expected a digit"):
		f.noValue(before, after)
	case f.says("Invalid"), f.says("invalid float"), f.says("sign with non-decimal"), f.says("not a binary"), f.says("not an octal"), f.says("not a hexadecimal"):
		written := uncommented(f.text[f.at.Start:f.at.End])
		if f.says("sign with") || f.says("invalid float") || f.says("not a") {
			written = word(after)
			f.at.End = f.at.Start + len(written)
		}
		f.message, f.hint = isNot(written), Slip(written)
		if f.hint == "" {
			f.hint = "write numbers as 1550, 1_550, 4.5 or -20"
		}
	case f.says("table name"), f.says("table separator"), f.says("end of table array name"):
		f.header(before, after)
	case f.says("unexpected '='"):
		f.message, f.hint = "there is no key before the equals sign", lineIs
	case f.says("unexpected '.'"), f.says("cannot start with a '.'"):
		f.message, f.hint = "a key cannot begin with a point", lineIs
	case f.says("unexpected comma"):
		f.message, f.hint = "there is a comma too many", "between two values stands one comma"
	case f.says("array terminator"):
		f.message = "this list goes on with " + f.found() + ", where a comma or its closing bracket should be"
		f.hint = "write a list as [2020, 2021]"
		if f.unclosed(before, '[', ']') {
			f.message, f.hint = "this list is not closed", "close it with a square bracket: ]"
		}
	case f.says("inline table terminator"):
		f.message = "these braces go on with " + f.found() + ", where a comma or their closing brace should be"
		f.hint = "write a table in braces as { 2020 = 400, 2021 = 380 }"
		if f.unclosed(before, '{', '}') {
			f.message, f.hint = "these braces are not closed", "close them: }"
		}
		if digitComma.MatchString(before) {
			f.hint = "a comma parts keys: write decimals with a point (4.5) and thousands without a separator (1000)"
		}
	default:
		f.message = "this is not TOML"
		f.hint = lineIs
	}
}

// open moves the place to the quotation mark that opened the text on the line.
func (f *fault) open(marks, before string) {
	if i := strings.LastIndexAny(before, marks); i >= 0 {
		start := f.at.Start - len(before) + i
		f.at = diag.Span{Start: start, End: start + 1}
	}
}

// unclosed reports whether the bracket around the place was opened on an
// earlier line and probably forgotten, and moves the place there.
func (f *fault) unclosed(before string, open, shut byte) bool {
	if strings.TrimSpace(before) != "" && f.at.Start < len(f.text) && !f.says("end of file") {
		return false
	}
	for i, depth := min(f.at.Start, len(f.text)-1), 0; i >= 0; i-- {
		switch f.text[i] {
		case shut:
			depth++
		case open:
			if depth == 0 {
				f.at = diag.Span{Start: i, End: i + 1}
				return true
			}
			depth--
		}
	}
	return false
}

// word is what stands up to the next blank or mark.
func word(s string) string {
	if i := strings.IndexAny(s, " \t,]}#\r\n"); i >= 0 {
		return s[:i]
	}
	return s
}

// goesOn explains a line that goes on behind its value.
func (f *fault) goesOn(before, after string) {
	lineStart := f.at.Start - len(before)
	_, value, pair := strings.Cut(before+after, "=")
	value = uncommented(value)
	what := f.found()
	switch {
	case !pair || strings.HasPrefix(strings.TrimSpace(before), "["):
		f.message, f.hint = "the header ends here, but the line goes on with "+what, "begin a new line behind a [table] header"
	case Slip(value) != "":
		start := lineStart + strings.Index(before+after, value)
		f.at = diag.Span{Start: start, End: start + len(value)}
		f.message, f.hint = isNot(value), Slip(value)
	case what == "a comma":
		f.message, f.hint = "the value ends here, but the line goes on with a comma", "no comma stands at the end of a line; a list stands in [ ]"
	case strings.HasPrefix(value, `"`) && !strings.Contains(after, "="):
		f.message = "the text ends here, but the line goes on with " + what
		f.hint = `write \" for a quotation mark within text`
	default:
		f.message, f.hint = "the value ends here, but the line goes on with "+what, "one key and one value stand on a line"
	}
}

// keyEnds explains a key that is not followed by an equals sign.
func (f *fault) keyEnds(before, after string) {
	line := before + after
	lineStart := f.at.Start - len(before)
	what := f.found()
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " \t"))
	whole := func() {
		f.at = diag.Span{Start: lineStart + len(line) - len(strings.TrimLeft(line, " \t")), End: lineStart + len(strings.TrimRight(line, " \t"))}
	}
	switch {
	case strings.HasPrefix(line, "<<<<<<<"), strings.HasPrefix(line, ">>>>>>>"), strings.HasPrefix(line, "======="), strings.HasPrefix(line, "|||||||"):
		whole()
		f.message, f.hint = "a version control program left this line here", "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
	case strings.TrimSpace(before) == "" && (r == '/' || r == ';' || r == '%'):
		f.message, f.hint = "a line cannot begin with "+what, "a comment begins with #"
	case digitComma.MatchString(before) && r == ',', digitComma.MatchString(before + string(r)):
		f.message, f.hint = "these braces go on with "+what+", where a key should be", "a comma parts keys: write decimals with a point (4.5) and thousands without a separator (1000)"
	case r == ':':
		f.message, f.hint = "a colon stands here, where an equals sign should be", "write key = value"
	case r == '\u200b', r == '\ufeff', r > unicode.MaxASCII && unicode.IsSpace(r):
		f.message, f.hint = "this space is not an ordinary one", newSpace
	case strings.ContainsRune("“”„‘’", r):
		f.message, f.hint = "this quotation mark is not an ordinary one", straight
	case unicode.IsLetter(r) && r > unicode.MaxASCII:
		f.message, f.hint = "a key cannot have the letter "+what, "keys and names are made of letters a to z, digits, hyphens and underscores"
	case strings.Contains(uncommented(after), "=") && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		f.message, f.hint = "a key cannot have a space in it", "join the words, as in max_per_year or us-icbm"
	default:
		f.message, f.hint = "after a key an equals sign should stand, not "+what, lineIs
	}
}

// noValue explains a place where a value should begin.
func (f *fault) noValue(before, after string) {
	if f.says("expected a digit") || f.says("floats must start") {
		// The library is behind the sign by now.
		sign := strings.TrimRight(before, " \t")
		if n := len(sign) - 1; n >= 0 && (sign[n] == '-' || sign[n] == '+') {
			f.at.Start -= len(before) - n
			before, after = f.line()
		}
	}
	written := uncommented(after)
	what := f.found()
	r, _ := utf8.DecodeRuneInString(written)
	mark := func(s string) { f.at.End = f.at.Start + len(s) }
	switch {
	case written == "":
		key, _, _ := strings.Cut(before, "=")
		f.message, f.hint = "`"+Short(strings.TrimSpace(key))+"` has no value", "write one behind the equals sign"
		if !strings.Contains(before, "=") {
			f.message = "the value is missing"
		}
	case strings.ContainsRune("“”„‘’«", r):
		f.message, f.hint = "this quotation mark is not an ordinary one", straight
	case strings.ContainsRune("−–—", r):
		f.message, f.hint = "this minus sign is not an ordinary one", "type it again as a hyphen: -20"
	case r == '\u200b', r == '\ufeff', r > unicode.MaxASCII && unicode.IsSpace(r):
		f.message, f.hint = "this space is not an ordinary one", newSpace
	case r == '=':
		f.message, f.hint = "there is an equals sign too many", lineIs
	case strings.EqualFold(word(written), "true"), strings.EqualFold(word(written), "false"):
		mark(word(written))
		f.message, f.hint = word(written)+" is written in small letters", "write "+strings.ToLower(word(written))
	case Slip(written) != "":
		mark(written)
		f.message, f.hint = isNot(written), Slip(written)
	case unicode.IsLetter(r):
		mark(written)
		f.message, f.hint = "text stands within quotation marks", `write "`+Short(strings.Trim(written, `"'[]{},`))+`"`
	case r == '-', r == '+':
		f.message, f.hint = "a number follows its sign without a space", "write numbers as 1550, 4.5 or -20"
	default:
		f.message, f.hint = "no value can begin with "+what, "a value is a number, a date, text within quotation marks, true, false, a [list], or a table in { braces }"
	}
}

// header explains a [table] header that is not well formed.
func (f *fault) header(before, after string) {
	switch {
	case f.says("cannot be empty"):
		f.message, f.hint = "a part of the table's name is missing", "a header is names joined by points, as in [party.US.system.minuteman-3]"
	case !strings.Contains(uncommented(after), "]"):
		f.found()
		f.message, f.hint = "the header is not closed", "close it with a square bracket: "+strings.TrimSpace(before)+"]"
	default:
		f.message, f.hint = "a table's name goes on with "+f.found()+", where a point or the closing bracket should be", "names are made of letters a to z, digits, hyphens and underscores; points join them"
	}
	if strings.HasPrefix(strings.TrimSpace(before), "[[") {
		f.hint = "tables that repeat have names here: [party.US], with single brackets"
	}
}
