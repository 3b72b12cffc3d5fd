package verdict

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var numbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// Small writes small numbers as words: three, but 13.
func Small(n int) string {
	if n < len(numbers) {
		return numbers[n]
	}
	return strconv.Itoa(n)
}

// Capital writes the first letter large.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// List joins names: "A", "A and B", "A, B and C".
func List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	k := len(names) - 1
	return strings.Join(names[:k], ", ") + " and " + names[k]
}
