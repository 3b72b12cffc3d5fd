package diag

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidate that a name was probably meant to be, or "".
// Letter case, hyphens and underscores count for nothing; otherwise two letters
// may differ, or a third of a longer name.
func Nearest(name string, candidates []string) string {
	best, bestDistance := "", max(len(name)/3+1, min(len(name)-1, 3))
	for _, c := range candidates {
		if c == name {
			continue
		}
		d := distance(plain(name), plain(c))
		if d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance counts the letters to change, add or take away; letters that only
// changed places count as one.
func distance(a, b string) int {
	if a != b && slices.Equal(letters(a), letters(b)) {
		return 1
	}
	return levenshtein.ComputeDistance(a, b)
}

func letters(s string) []rune {
	r := []rune(s)
	slices.Sort(r)
	return r
}

func plain(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}
