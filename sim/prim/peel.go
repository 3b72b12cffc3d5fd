package prim

import (
	"math"
	"slices"
)

// A table is the futures with every value replaced by its rank among the
// different values of its input, so that a box is a range of ranks.
type table struct {
	inputs []Input
	values [][]float64 // by input: the different values, ascending
	ranks  [][]int32   // by input and future
	fails  []bool
}

func tabulate(inputs []Input, futures [][]float64, fails []bool) *table {
	t := &table{inputs: inputs, fails: fails}
	for j := range inputs {
		column := make([]float64, len(futures))
		for i, row := range futures {
			column[i] = row[j] + 0 // −0 is 0
		}
		values := slices.Clone(column)
		slices.Sort(values)
		values = slices.Compact(values)
		ranks := make([]int32, len(column))
		for i, v := range column {
			at, _ := slices.BinarySearch(values, v)
			ranks[i] = int32(at)
		}
		t.values, t.ranks = append(t.values, values), append(t.ranks, ranks)
	}
	return t
}

// all lists the futures.
func (t *table) all() []int32 {
	all := make([]int32, len(t.fails))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

func (t *table) failures(of []int32) int {
	n := 0
	for _, i := range of {
		if t.fails[i] {
			n++
		}
	}
	return n
}

// A span is a range of ranks, both ends included.
type span struct{ low, high int32 }

// spans is a box: a span an input.
type spans []span

func (t *table) whole() spans {
	b := make(spans, len(t.inputs))
	for j := range b {
		b[j].high = int32(len(t.values[j]) - 1)
	}
	return b
}

// restricts reports whether a box asks anything of an input.
func (t *table) restricts(b spans, j int) bool {
	return b[j].low > 0 || int(b[j].high) < len(t.values[j])-1
}

// restricted lists the inputs of which a box asks something.
func (t *table) restricted(b spans) []int {
	var of []int
	for j := range b {
		if t.restricts(b, j) {
			of = append(of, j)
		}
	}
	return of
}

// reading is a box's range of an input in values.
func (t *table) reading(b spans, j int) Range {
	r := Range{Input: j, HasLow: b[j].low > 0, HasHigh: int(b[j].high) < len(t.values[j])-1}
	if r.HasLow {
		r.Low = t.values[j][b[j].low]
	}
	if r.HasHigh {
		r.High = t.values[j][b[j].high]
	}
	return r
}

// A search is for one box among some futures.
type search struct {
	*table
	Options
	of    []int32 // the futures searched
	n, f  int     // how many they are, and how many of them fail
	least int     // futures in a box
	limit float64 // largest quasi-p-value

	every, failing set
}

func newSearch(t *table, of []int32, o Options) *search {
	s := &search{table: t, Options: o, of: of, n: len(of), f: t.failures(of)}
	s.least = max(int(math.Ceil(float64(o.Support*float64(s.n)))), fewest/2)
	s.limit = o.Chance
	if o.Chance < 1 {
		s.limit /= max(s.slices(), 1)
	}
	s.every = s.set(func(int32) bool { return true })
	s.failing = s.set(func(i int32) bool { return t.fails[i] })
	return s
}

// slices is how many slices there are to choose from at the outset.
func (s *search) slices() float64 {
	n := 0.0
	for _, values := range s.values {
		n += float64(2 * min(1/s.Alpha, float64(len(values)-1)))
	}
	return n
}

// step measures a box of the peeling.
func (s *search) step(b spans, futures, failures int) Step {
	step := Step{Measure: measure(futures, failures, s.n, s.f)}
	for _, j := range s.restricted(b) {
		step.Ranges = append(step.Ranges, s.reading(b, j))
	}
	return step
}

// A slice is whole values at one end of an input.
type slice struct {
	input, end  int   // 0 is the low end, 1 the high end
	bound       int32 // rank of the end that the box has after it
	k, failures int
}

// move sets the end of a box that a slice is at.
func (b spans) move(cut slice) {
	if cut.end == 0 {
		b[cut.input].low = cut.bound
	} else {
		b[cut.input].high = cut.bound
	}
}

// A peeler holds the futures of a box, counted by the ranks of each input.
type peeler struct {
	*search
	box     spans
	inside  []int32
	f       int       // failures inside
	edges   spans     // by input: the ranks of the least and the largest value inside
	futures [][]int32 // by input and rank
	failed  [][]int32
}

// peel returns the boxes of the peeling, from that which holds all inward.
func (s *search) peel() (boxes []spans, steps []Step) {
	p := &peeler{search: s, box: s.whole(), edges: s.whole(), inside: slices.Clone(s.of), f: s.f}
	for _, values := range s.values {
		p.futures = append(p.futures, make([]int32, len(values)))
		p.failed = append(p.failed, make([]int32, len(values)))
	}
	for _, i := range p.inside {
		p.count(i, 1)
	}
	for {
		boxes = append(boxes, slices.Clone(p.box))
		steps = append(steps, s.step(p.box, len(p.inside), p.f))
		cut, ok := p.best()
		if !ok {
			return boxes, steps
		}
		p.cut(cut)
	}
}

func (p *peeler) count(i, by int32) {
	for j := range p.futures {
		p.futures[j][p.ranks[j][i]] += by
		if p.fails[i] {
			p.failed[j][p.ranks[j][i]] += by
		}
	}
}

// best is the slice to cut next; ok is false where none raises the density and
// leaves enough.
func (p *peeler) best() (best slice, ok bool) {
	n, most := len(p.inside), 0.0
	density := float64(p.f) / float64(n)
	share := max(float64(p.Alpha*float64(n)), handful)
	for j := range p.box {
		for end := range 2 {
			cut, some := p.slice(j, end, share)
			if !some || n-cut.k < p.least {
				continue
			}
			raise := float64(p.f-cut.failures)/float64(n-cut.k) - density
			worth := raise / max(float64(cut.k), share)
			if worth > most || ok && worth == most && p.restricts(p.box, j) && !p.restricts(p.box, best.input) {
				best, most, ok = cut, worth, true
			}
		}
	}
	return best, ok
}

// slice takes whole values from one end of an input, as many as a share of the
// futures has and at least one; some is false where there is only one value.
func (p *peeler) slice(j, end int, share float64) (cut slice, some bool) {
	at, last, way := p.tighten(j, end)
	cut = slice{input: j, end: end}
	for values := 0; at != last; at += way {
		k := int(p.futures[j][at])
		if k == 0 {
			continue
		}
		if values > 0 && float64(cut.k+k) > share {
			break
		}
		cut.k += k
		cut.failures += int(p.failed[j][at])
		values++
	}
	for p.futures[j][at] == 0 {
		at += way
	}
	cut.bound = at
	return cut, cut.k > 0
}

// tighten moves the edges of an input to values that some future inside has,
// and returns the edge at one end, the other, and the way between them.
func (p *peeler) tighten(j, end int) (at, last, way int32) {
	e := &p.edges[j]
	for p.futures[j][e.low] == 0 {
		e.low++
	}
	for p.futures[j][e.high] == 0 {
		e.high--
	}
	if end == 0 {
		return e.low, e.high, 1
	}
	return e.high, e.low, -1
}

// cut takes a slice off the box.
func (p *peeler) cut(cut slice) {
	p.box.move(cut)
	ranks, s := p.ranks[cut.input], p.box[cut.input]
	p.inside = slices.DeleteFunc(p.inside, func(i int32) bool {
		out := ranks[i] < s.low || ranks[i] > s.high
		if out {
			p.count(i, -1)
		}
		return out
	})
	p.f -= cut.failures
}
