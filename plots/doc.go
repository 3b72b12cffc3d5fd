// Package plots answers "what does it look like?": it turns counts, ceilings
// and forces into charts fit for a printed page, a journal column or a slide.
//
// A chart is plain data before it is a drawing:
//
//	Limits, Legs ──▶ Figure ──▶ SVG, PNG
//
// Build a [Figure] by hand, or from a simulation with [Limits] (one panel per
// limit, all parties) or [Legs] (one panel per party, forces by leg). Then
// draw it with [SVG], which is the master, or with [PNG]. Both are pure:
// equal figures give equal bytes.
//
// # Conventions
//
// The horizontal axis is time in decimal years: 2018 is the beginning of
// 1 January 2018 (see [Decimal]). Counts are in the unit of their panel; NaN is
// a count that could not be computed, and shows as a gap. A party is a number
// from 0 that fixes its colour, marker, dash and hatch in every panel, so that
// colour is never the only cue.
//
// A ceiling is drawn strong where it binds and faint before. Where a count
// stands above a ceiling still to come, the area between is tinted pale;
// where it exceeds a ceiling that binds, it is filled strongly.
//
// A panel is a pair of axes with layers on them: ceilings, series, a stack. A
// panel draws those layers that it has; a new kind of chart is a new layer.
//
// Lengths are printer's points (1/72 inch) throughout, and text is true at the
// printed size: never under 7 points.
package plots
