package sweep

import (
	"cmp"
	"context"
	"math"
	"slices"

	"drawdown/sim"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Lever is a number of a scenario that goes through a range.
type Lever struct {
	Axis
	Address string
	Label   string  // what it is, in the author's words; "": not said
	Year    bool    // its values are years
	Written float64 // NaN: the scenario does not have it
}

// A Result is what a point shows of one tally. A zero date means "never".
type Result struct {
	Binds     civil.Date // the first date on which the limit binds
	AtBinding float64    // the margin then
	Worst     float64    // the smallest margin on the dates on which it binds
	WorstOn   civil.Date

	HasEnd bool
	End    float64 // the margin on the last date that has one

	FirstUnder, LastingUnder civil.Date

	// With draws: how many members were drawn that have a margin, and in how
	// many of them no binding ceiling is exceeded; of a limit that never binds,
	// in how many the count is under the ceiling at the end.
	Draws, Kept int
	// With draws: fingerprints of what the members are judged by, one after the
	// other, and of all their margins. They are equal where all of these are.
	Spread, Course uint64
}

// Margin is what a tally is judged by: the worst margin, or that at the end
// where the limit never binds. ok is false where there is neither.
func (r *Result) Margin() (margin float64, ok bool) {
	if r.Binds != 0 {
		return r.Worst, true
	}
	return r.End, r.HasEnd
}

// judgedAlike reports whether two results are judged by the same: by equal
// margins, with draws in every member. Equal shares of draws are not enough: two
// values of a lever may show the same share and yet lie on either side of where
// another lever turns it.
func (r *Result) judgedAlike(o *Result) bool {
	a, known := r.Margin()
	b, also := o.Margin()
	return known == also && a == b && r.Draws == o.Draws && r.Kept == o.Kept && r.Spread == o.Spread
}

// Probability is the share of draws in which the limit is kept.
func (r *Result) Probability() float64 { return float64(r.Kept) / float64(r.Draws) }

// Results sums an assessment up, by tally.
func Results(a *sim.Assessment) []Result {
	var all []Result
	for _, s := range a.Standings() {
		r := Result{
			Binds: s.Binds, AtBinding: s.MarginAtBinding, HasEnd: s.HasEnd, End: s.MarginEnd,
			FirstUnder: s.FirstUnder, LastingUnder: s.LastingUnder,
		}
		for _, f := range s.Findings {
			if m, ok := f.Margin(); ok && f.Status.Binding() && (r.WorstOn == 0 || m < r.Worst) {
				r.Worst, r.WorstOn = m, f.Date
			}
		}
		all = append(all, r)
	}
	return all
}

// An Outcome is what a point shows.
type Outcome struct {
	Why     string   // why the point is impossible; "": it is not
	Results []Result // by tally; nil: impossible
}

// A Study says what to explore.
type Study struct {
	Levers  []Lever         // one or two
	Tallies []*treaty.Tally // in the order of sim.Tallies
	Written Outcome         // what the scenario shows as it is written
	Sure    []float64       // with draws: the probabilities whose frontiers are sought; nil: nothing is drawn
}

// Found is what exploring found.
type Found struct {
	Study
	Grid      *Grid[Outcome]
	Depends   [][]bool // by tally and lever: whether what it is judged by does
	Touched   []bool   // by tally: whether anything else of its results depends on a lever
	Frontiers []*Frontier
}

// A Frontier is where a tally is just kept along a lever.
type Frontier struct {
	Tally int
	Lever int
	Given int     // the place of the other lever's value; −1: there is none, or it makes no difference
	Sure  float64 // with draws: the probability with which it is kept
	Edges []Edge  // ascending; none: it is kept nowhere, or everywhere
	Bands []Band  // with draws: how far each edge may be off because they are finite
	First Verdict // at the lowest value that is possible; Unknown: none is
}

// A Band is between which values of a lever an edge lies: where the ends of the
// 95 % interval of the share (ensemble.Interval) cross the probability. Infinite:
// they do not in the range.
type Band struct{ From, To float64 }

// Explore works the grid out and finds the frontiers of what depends on the
// levers. With two levers they are those of the second for each value of the
// first, and, if more of the values of the second have one, also those of the
// first; where a tally depends on one lever only, that of this one. It does if
// the other changes nothing that it is judged by, in any draw, at the points of
// the grid and at both ends of every edge.
func Explore(ctx context.Context, s Study, at Func[Outcome], o Options) (*Found, error) {
	axes := make([]Axis, len(s.Levers))
	for i, l := range s.Levers {
		axes[i] = l.Axis
	}
	g, err := Work(ctx, axes, at, o)
	if err != nil {
		return nil, err
	}
	f := &Found{Study: s, Grid: g}
	for t := range s.Tallies {
		depends, touched := f.dependence(t)
		f.Depends, f.Touched = append(f.Depends, depends), append(f.Touched, touched)
	}
	return f, f.findFrontiers(ctx, o)
}

// Possible counts the points that are possible.
func (f *Found) Possible() int {
	n := 0
	for i := range f.Grid.Points {
		if f.Grid.Points[i].Why == "" {
			n++
		}
	}
	return n
}

// dependence finds out on which levers a tally depends: those along which what
// it is judged by differs while the other stays; and whether anything else
// differs along any.
func (f *Found) dependence(tally int) (depends []bool, touched bool) {
	depends = make([]bool, len(f.Levers))
	for axis := range f.Levers {
		for other := range f.others(axis) {
			var first *Result
			for place := range f.Grid.Values[axis] {
				p := &f.Grid.Points[f.Grid.Point(axis, place, other)]
				if p.Why != "" {
					continue
				}
				r := &p.Results[tally]
				if first == nil {
					first = r
				}
				depends[axis] = depends[axis] || !first.judgedAlike(r)
				touched = touched || *first != *r
			}
		}
	}
	return depends, touched
}

// others is how many places the other axis has.
func (f *Found) others(axis int) int {
	if len(f.Levers) == 1 {
		return 1
	}
	return len(f.Grid.Values[1-axis])
}

// DependsOn tells on how many levers a tally depends, and on which one at
// least.
func (f *Found) DependsOn(tally int) (levers, last int) {
	for i, d := range f.Depends[tally] {
		if d {
			levers, last = levers+1, i
		}
	}
	return levers, last
}

// Widest is the place on the other axis that leaves most values of an axis
// possible; among equals the one nearest to what is written.
func (f *Found) Widest(axis int) int {
	best, most := 0, -1
	for _, other := range f.nearest(axis) {
		n := 0
		for place := range f.Grid.Values[axis] {
			if f.Grid.Points[f.Grid.Point(axis, place, other)].Why == "" {
				n++
			}
		}
		if n > most {
			best, most = other, n
		}
	}
	return best
}

// nearest are the places on the other axis, those nearest to what is written
// first.
func (f *Found) nearest(axis int) []int {
	all := make([]int, f.others(axis))
	for i := range all {
		all[i] = i
	}
	if len(f.Levers) == 2 && !math.IsNaN(f.Levers[1-axis].Written) {
		away := func(i int) float64 { return math.Abs(f.Grid.Values[1-axis][i] - f.Levers[1-axis].Written) }
		slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(away(a), away(b)) })
	}
	return all
}

// crossed is the share of the other lever's values for which the grid shows that
// a tally is kept at one value of a lever and not at another.
func (f *Found) crossed(tally, lever int, sure float64) float64 {
	n := 0
	for other := range f.others(lever) {
		holds, fails := false, false
		for place := range f.Grid.Values[lever] {
			switch f.Grid.Points[f.Grid.Point(lever, place, other)].Judge(tally, sure) {
			case Holds:
				holds = true
			case Fails:
				fails = true
			}
		}
		if holds && fails {
			n++
		}
	}
	return float64(n) / float64(f.others(lever))
}

// Border are the frontiers of a tally that tell most, all along one lever, for
// one probability: those of which most have an edge.
func (f *Found) Border(tally int, sure float64) []*Frontier {
	var best []*Frontier
	share := -1.0
	for lever := range slices.Backward(f.Levers) {
		var own []*Frontier
		n := 0
		for _, fr := range f.Frontiers {
			if fr.Tally == tally && fr.Lever == lever && (fr.Sure == sure || math.IsNaN(fr.Sure)) {
				own = append(own, fr)
				n += min(len(fr.Edges), 1)
			}
		}
		if s := float64(n) / float64(len(own)); len(own) > 0 && s > share {
			best, share = own, s
		}
	}
	return best
}

// Binds reports whether a tally's limit binds at any point.
func (f *Found) Binds(tally int) bool {
	for i := range f.Grid.Points {
		if p := &f.Grid.Points[i]; p.Why == "" && p.Results[tally].Binds != 0 {
			return true
		}
	}
	return false
}
