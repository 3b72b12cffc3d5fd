package plots

import "math"

// inPercent writes a share for people. What is neither nothing nor all is never
// rounded to that.
func inPercent(share float64) string {
	if !known(share) {
		return "not known"
	}
	p := math.Round(100 * share)
	switch {
	case share > 0 && p < 1:
		return "under 1" + string(noBreak) + "%"
	case share < 1 && p > 99:
		return "over 99" + string(noBreak) + "%"
	}
	return Number(p) + string(noBreak) + "%"
}

// whole writes a quantile of counts. That of whole numbers may lie between two
// of them, which says nothing of hundreds.
func whole(v float64) string {
	if math.Abs(v) >= 100 {
		v = math.Round(v)
	}
	return Number(v)
}

// nth is a value of a list that may be too short.
func nth(values []float64, i int) float64 {
	if i < 0 || i >= len(values) {
		return missing
	}
	return values[i]
}
