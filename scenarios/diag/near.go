package diag

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidate that a name was probably meant to be, or "".
// Letter case, hyphens and underscores count for nothing; otherwise about a
// third of the letters may differ.
func Nearest(name string, candidates []string) string {
	best, bestDistance := "", len(name)/3+1
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
