// Package plots answers "what does it look like?": it turns counts, ceilings
// and forces into charts fit for a printed page, a journal column or a slide.
//
// A chart is plain data before it is a drawing:
//
//	one scenario:  Limits Margins Legs Systems Changes Views UploadCurve Queue ─┐
//	several:       Overlay Difference Queues Dates ─────────────────────────────┼▶ Figure ──▶ SVG, PNG, Caption
//	many draws:    Fan Chances Arrivals ────────────────────────────────────────┤
//	the record:    Hindcast ────────────────────────────────────────────────────┤
//	many futures:  Tornado SweepLines SweepField Robust Box ────────────────────┘
//
// Build a [Figure] by hand, from an assessed scenario (the charts in [Kinds],
// as people name them), from several [Run]s, the baseline first (those in
// [Comparisons]), from an [Ensemble] of draws (those in [Ensembles]), or from
// what was found by turning levers and drawing uncertain inputs ([Influences],
// [Sweep], [Sweep2], [Robustness], [Discovery]: plain data that know no
// scenario). Then draw it with [SVG], which is the master, or with [PNG], and say
// under it what [Figure.Caption] says. All are pure: equal figures give equal
// bytes.
//
// A chart always has something to say: its headline states the finding, made
// from the data, and where a scenario has nothing to show (no pools, no limits,
// no year in common with another) the figure says so instead of standing empty.
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
// panel draws those layers that it has; a new kind of chart is a new layer. In
// margins the ceilings are upside down: below them is in excess. Errors are
// points on stems from zero, over the band that the record swings in. A panel of
// [Rows] has a level scale instead, of amounts or of dates, and a name on the
// left of each row; two such panels beside each other may share the names. One
// of [Columns] has slots with names in the place of dates. A panel with a [Lever]
// has amounts of it on the horizontal axis instead of time, one with a [Field]
// has levers on both, and a mark for each pair of values that was tried: what was
// not computed is not painted.
//
// Where a scenario is drawn many times, ribbons behind a line hold shares of the
// draws at each date, nothing is tinted above a ceiling, and only declared counts
// have markers. A line is pale at times in which a limit does not bind.
//
// Where scenarios are compared, colours and dashes are theirs and parties have
// panels; more than a few of them are numbered at the ends of their lines.
//
// Lengths are printer's points (1/72 inch) throughout, and text is true at the
// printed size: never under 7 points.
package plots
