package sweep

import (
	"cmp"
	"context"
	"math"
	"slices"

	"drawdown/sim/ensemble"
)

// Judge judges a tally: by its probability where sure is a number, else by its
// margin.
func (o *Outcome) Judge(tally int, sure float64) Verdict {
	return o.judge(tally, sure, (*Result).Probability)
}

// judge judges a tally, with draws by what is taken for its probability.
func (o *Outcome) judge(tally int, sure float64, probability func(*Result) float64) Verdict {
	if o.Why != "" {
		return Unknown
	}
	r := &o.Results[tally]
	margin, ok := r.Margin()
	good := margin >= 0
	if !math.IsNaN(sure) {
		ok = r.Draws > 0
		good = ok && probability(r) >= sure
	}
	switch {
	case !ok:
		return Unknown
	case good:
		return Holds
	}
	return Fails
}

// least and most are the ends of the interval that the number of draws allows;
// the slack is for ends that are whole but for rounding.
func least(r *Result) float64 {
	low, _ := ensemble.Interval(r.Kept, r.Draws)
	return low
}

func most(r *Result) float64 {
	_, high := ensemble.Interval(r.Kept, r.Draws)
	return high + 1e-12
}

// asking collects the frontiers to be found, and the lines that they ask for.
type asking struct {
	found     *Found
	frontiers []*Frontier
	lines     []Line[Outcome]
}

// each frontier asks for so many lines: of the share, and of both ends of its
// interval.
const linesEach = 3

// add asks for the frontiers of a tally along a lever.
func (a *asking) add(tally, lever, given, other int) {
	levels := a.found.Sure
	if levels == nil {
		levels = []float64{math.NaN()}
	}
	for _, sure := range levels {
		a.frontiers = append(a.frontiers, &Frontier{Tally: tally, Lever: lever, Given: given, Sure: sure})
		for _, by := range [linesEach]func(*Result) float64{(*Result).Probability, least, most} {
			judge := func(p *Outcome) Verdict { return p.judge(tally, sure, by) }
			a.lines = append(a.lines, Line[Outcome]{lever, other, judge})
		}
	}
}

// rows asks for the frontiers of a tally that depends on both levers.
func (a *asking) rows(tally int) {
	f := a.found
	for given := range f.Grid.Values[0] {
		a.add(tally, 1, given, given)
	}
	sure := math.NaN()
	if f.Sure != nil {
		sure = f.Sure[0]
	}
	if f.crossed(tally, 0, sure) <= f.crossed(tally, 1, sure) {
		return
	}
	for given := range f.Grid.Values[1] {
		a.add(tally, 0, given, given)
	}
}

// answer finds what is asked for.
func (a *asking) answer(ctx context.Context, what string, o Options) error {
	f := a.found
	edges, err := f.Grid.edges(ctx, a.lines, what, o)
	if err != nil {
		return err
	}
	for i, fr := range a.frontiers {
		own := edges[i*linesEach:]
		fr.Edges = own[0]
		if !math.IsNaN(fr.Sure) {
			fr.Bands = bands(own[0], own[1], own[2])
		}
		for place := range f.Grid.places[fr.Lever] {
			if fr.First = f.Grid.verdict(&a.lines[i*linesEach], place); fr.First != Unknown {
				break
			}
		}
	}
	f.Frontiers = append(f.Frontiers, a.frontiers...)
	slices.SortStableFunc(f.Frontiers, func(a, b *Frontier) int { return cmp.Compare(a.Tally, b.Tally) })
	return nil
}

// bands gives each edge the nearest edges of its kind of the lower and of the
// upper end of the interval: on the side where it holds, and where it fails.
func bands(edges, low, high []Edge) []Band {
	var all []Band
	for _, e := range edges {
		b := Band{math.Inf(-1), math.Inf(1)}
		below, above := low, high
		if e.AtLeast {
			below, above = high, low
		}
		for _, o := range below {
			if o.AtLeast == e.AtLeast && o.At <= e.At {
				b.From = max(b.From, o.At)
			}
		}
		for _, o := range above {
			if o.AtLeast == e.AtLeast && o.At >= e.At {
				b.To = min(b.To, o.At)
			}
		}
		all = append(all, b)
	}
	return all
}

func (f *Found) findFrontiers(ctx context.Context, o Options) error {
	a := &asking{found: f}
	for t := range f.Tallies {
		switch levers, last := f.DependsOn(t); levers {
		case 1:
			a.add(t, last, -1, f.Widest(last))
		case 2:
			a.rows(t)
		}
	}
	if err := a.answer(ctx, "frontier", o); err != nil {
		return err
	}
	both, err := f.misjudged(ctx, o)
	if err != nil || len(both) == 0 {
		return err
	}
	a = &asking{found: f}
	for _, t := range both {
		f.Depends[t] = []bool{true, true}
		a.rows(t)
	}
	f.Frontiers = slices.DeleteFunc(f.Frontiers, func(fr *Frontier) bool { return slices.Contains(both, fr.Tally) })
	return a.answer(ctx, "rows", o)
}

// An end is where along a lever an edge ends.
type end struct {
	lever int
	x     float64
}

// misjudged are the tallies that depend on one lever at the points of the grid,
// but at an end of an edge on the other one too.
func (f *Found) misjudged(ctx context.Context, o Options) ([]int, error) {
	if len(f.Levers) < 2 {
		return nil, nil
	}
	var ends []end
	tallies := map[end][]int{}
	for _, fr := range f.Frontiers {
		for _, e := range fr.Edges {
			for _, x := range []float64{e.At, e.Beyond} {
				if fr.Given >= 0 || slices.Contains(f.Grid.Values[fr.Lever], x) {
					continue
				}
				at := end{fr.Lever, x}
				if tallies[at] == nil {
					ends = append(ends, at)
				}
				tallies[at] = append(tallies[at], fr.Tally)
			}
		}
	}
	across := make([][]Outcome, len(ends))
	err := each(ctx, len(ends), "checks", o, func(i int) (err error) {
		across[i], err = f.across(ctx, ends[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	var both []int
	for i, at := range ends {
		for _, t := range tallies[at] {
			if !slices.Contains(both, t) && !alike(across[i], t) {
				both = append(both, t)
			}
		}
	}
	slices.Sort(both)
	return both, nil
}

// across works out a value of a lever with every value of the other.
func (f *Found) across(ctx context.Context, at end) ([]Outcome, error) {
	var all []Outcome
	x := make([]float64, 2)
	x[at.lever] = at.x
	for _, other := range f.Grid.Values[1-at.lever] {
		x[1-at.lever] = other
		p, err := f.Grid.at(ctx, x)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// alike reports whether a tally is judged by the same in all outcomes that are
// possible.
func alike(all []Outcome, tally int) bool {
	var first *Result
	for i := range all {
		if all[i].Why != "" {
			continue
		}
		r := &all[i].Results[tally]
		if first == nil {
			first = r
		}
		if !first.judgedAlike(r) {
			return false
		}
	}
	return true
}
