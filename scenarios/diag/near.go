package diag

import (
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
		d := levenshtein.ComputeDistance(plain(name), plain(c))
		if d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

func plain(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}
