package scenarios

import (
	"strconv"
	"strings"
)

// FormatNumber writes a number as every table does: correctly rounded to six
// decimals, without trailing zeros, a bare point or the sign of a zero.
func FormatNumber(x float64) string {
	s := strconv.FormatFloat(x, 'f', 6, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
