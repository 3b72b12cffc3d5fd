package plots

import (
	"math"
	"strconv"
)

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

// inTenths writes a share of a known number of futures: with one decimal where
// whole per cent are coarse.
func inTenths(share float64) string {
	if p := 100 * share; known(share) && share > 0 && share < 1 && (p < 10 || p > 90) {
		if s := strconv.FormatFloat(p, 'f', 1, 64); s != "0.0" && s != "100.0" {
			return s + string(noBreak) + "%"
		}
	}
	return inPercent(share)
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
