package plots

import (
	"regexp"
	"strings"
)

var days = regexp.MustCompile(`\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b`)

// unbroken keeps a line from breaking inside a date.
func unbroken(s string) string {
	return days.ReplaceAllStringFunc(s, func(day string) string {
		return strings.ReplaceAll(day, " ", string(noBreak))
	})
}
