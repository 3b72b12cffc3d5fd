package sweep

import (
	"cmp"
	"context"
	"slices"
)

// A Verdict says whether what is asked for holds at a point.
type Verdict uint8

// The verdicts.
const (
	Unknown Verdict = iota // the point is impossible, or there is nothing to judge
	Fails
	Holds
)

// An Edge is where holding ends along an axis.
type Edge struct {
	At      float64 // the last value that was found to hold
	Beyond  float64 // the next that was found to fail
	AtLeast bool    // it holds from At upwards; otherwise up to At
	Gap     bool    // the values between the two are impossible
}

// A Line is a question along an axis.
type Line[T any] struct {
	Axis  int
	Other int // place on the other axis, where there is one
	Judge func(*T) Verdict
}

// verdict judges a point of the grid.
func (g *Grid[T]) verdict(l *Line[T], place int) Verdict {
	return l.Judge(&g.Points[g.Point(l.Axis, place, l.Other)])
}

// An interval is where two neighbours that are not impossible may differ.
type interval struct{ axis, other, from, to int }

// Edges finds the edges of each line, ascending, and keeps the points at their
// ends in Beside.
func (g *Grid[T]) Edges(ctx context.Context, lines []Line[T], o Options) ([][]Edge, error) {
	return g.edges(ctx, lines, "frontier", o)
}

func (g *Grid[T]) edges(ctx context.Context, lines []Line[T], what string, o Options) ([][]Edge, error) {
	var all []interval
	asked := map[interval][]int{} // lines by interval: what is worked out for one serves all
	for i := range lines {
		l := &lines[i]
		last := -1
		for place := range g.places[l.Axis] {
			v := g.verdict(l, place)
			if v == Unknown {
				continue
			}
			if last >= 0 && g.verdict(l, last) != v {
				in := interval{l.Axis, l.Other, last, place}
				if asked[in] == nil {
					all = append(all, in)
				}
				asked[in] = append(asked[in], i)
			}
			last = place
		}
	}
	found := make([][]Edge, len(all)) // by interval, for each line asked
	beside := make([][]Beside[T], len(all))
	err := each(ctx, len(all), what, o, func(i int) error {
		h := g.halve(ctx, all[i])
		for _, of := range asked[all[i]] {
			e, err := h.edge(lines[of].Judge)
			if err != nil {
				return err
			}
			found[i] = append(found[i], e)
		}
		beside[i] = h.beside()
		return nil
	})
	edges := make([][]Edge, len(lines))
	if err != nil {
		return edges, err
	}
	g.Beside = append(g.Beside, slices.Concat(beside...)...)
	for i, in := range all {
		for k, of := range asked[in] {
			edges[of] = append(edges[of], found[i][k])
		}
	}
	for _, e := range edges {
		slices.SortFunc(e, func(a, b Edge) int { return cmp.Compare(a.At, b.At) })
	}
	return edges, nil
}

// A halving looks for edges in an interval. Its steps are numbered from 0.
type halving[T any] struct {
	last  int // the number of the interval's end
	value func(step int) float64
	work  func(step int) (T, error)
	known map[int]T
	ends  []int // of the edges found
	x     func(step int) []float64
}

// halve readies an interval.
func (g *Grid[T]) halve(ctx context.Context, in interval) *halving[T] {
	from, to, unit := g.places[in.axis][in.from], g.places[in.axis][in.to], g.Axes[in.axis].unit()
	h := &halving[T]{last: (to - from + unit - 1) / unit, known: map[int]T{}}
	h.value = func(step int) float64 { return value(min(from+step*unit, to)) }
	h.x = func(step int) []float64 {
		x := g.X(g.Point(in.axis, in.from, in.other))
		x[in.axis] = h.value(step)
		return x
	}
	h.work = func(step int) (T, error) { return g.at(ctx, h.x(step)) }
	h.known[0] = g.Points[g.Point(in.axis, in.from, in.other)]
	h.known[h.last] = g.Points[g.Point(in.axis, in.to, in.other)]
	return h
}

// beside are the ends of the edges found that are no points of the grid.
func (h *halving[T]) beside() []Beside[T] {
	slices.Sort(h.ends)
	var all []Beside[T]
	for _, step := range slices.Compact(h.ends) {
		if step > 0 && step < h.last {
			all = append(all, Beside[T]{h.x(step), h.known[step]})
		}
	}
	return all
}

func (h *halving[T]) judge(step int, judge func(*T) Verdict) (Verdict, error) {
	p, ok := h.known[step]
	if !ok {
		var err error
		if p, err = h.work(step); err != nil {
			return Unknown, err
		}
		h.known[step] = p
	}
	return judge(&p), nil
}

// edge finds an edge between the ends of the interval, which differ. Where it
// comes upon what is impossible, it looks for the ends of that gap: if the edge
// is on neither side, it is the gap itself.
func (h *halving[T]) edge(judge func(*T) Verdict) (Edge, error) {
	low, high := 0, h.last
	below, _ := h.judge(low, judge) // the ends are known
	above, _ := h.judge(high, judge)
	for high-low > 1 {
		middle := low + (high-low)/2
		v, err := h.judge(middle, judge)
		if err != nil {
			return Edge{}, err
		}
		switch v {
		case below:
			low = middle
			continue
		case above:
			high = middle
			continue
		}
		l, onLow, err := h.shore(low, middle, judge)
		if err != nil {
			return Edge{}, err
		}
		r, onHigh, err := h.shore(high, middle, judge)
		switch {
		case err != nil:
			return Edge{}, err
		case onLow != below:
			high = l
		case onHigh != above:
			low = r
		default:
			return h.make(l, r, below, true), nil
		}
	}
	return h.make(low, high, below, false), nil
}

// shore finds the last step before a gap, seen from a step that is known, with
// its verdict.
func (h *halving[T]) shore(known, gap int, judge func(*T) Verdict) (int, Verdict, error) {
	at, err := h.judge(known, judge)
	for err == nil && (gap-known > 1 || known-gap > 1) {
		middle := known + (gap-known)/2
		var v Verdict
		if v, err = h.judge(middle, judge); v == Unknown {
			gap = middle
		} else {
			known, at = middle, v
		}
	}
	return known, at, err
}

func (h *halving[T]) make(low, high int, below Verdict, gap bool) Edge {
	h.ends = append(h.ends, low, high)
	if below == Holds {
		return Edge{h.value(low), h.value(high), false, gap}
	}
	return Edge{h.value(high), h.value(low), true, gap}
}
