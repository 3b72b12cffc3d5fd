package prim

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// A set has a bit for every future searched.
type set []uint64

func (s *search) set(has func(i int32) bool) set {
	out := make(set, (s.n+63)/64)
	for k, i := range s.of {
		if has(i) {
			out[k/64] |= 1 << (k % 64)
		}
	}
	return out
}

// A bound is one end of a box's range of an input, with the futures that keep it.
type bound struct {
	input, end int // 0 is the low end, 1 the high end
	keep       set
}

// bounds lists what a box asks, input by input, the low end first.
func (s *search) bounds(b spans) []bound {
	var of []bound
	for _, j := range s.restricted(b) {
		ranks, low, high := s.ranks[j], b[j].low, b[j].high
		if low > 0 {
			of = append(of, bound{j, 0, s.set(func(i int32) bool { return ranks[i] >= low })})
		}
		if int(high) < len(s.values[j])-1 {
			of = append(of, bound{j, 1, s.set(func(i int32) bool { return ranks[i] <= high })})
		}
	}
	return of
}

// A part is what of a box may be dropped: an end of a range, or all of it.
type part struct{ input, end int }

// The ends of a part besides 0, low, and 1, high.
const both = 2

var nothing = part{-1, both}

func (d part) has(b bound) bool { return d.input == b.input && (d.end == both || d.end == b.end) }

// parts lists what may be dropped of some bounds: each of them, and both of a
// range that has two.
func parts(of []bound) []part {
	var out []part
	for k, b := range of {
		out = append(out, part{b.input, b.end})
		if k > 0 && of[k-1].input == b.input {
			out = append(out, part{b.input, both})
		}
	}
	return out
}

// within is the set of futures that keep all bounds but those of a part.
func (s *search) within(of []bound, without part) set {
	out := slices.Clone(s.every)
	for _, b := range of {
		if !without.has(b) {
			for k := range out {
				out[k] &= b.keep[k]
			}
		}
	}
	return out
}

// count counts the futures of a set, and those that fail.
func (s *search) count(in set) (n, f int) {
	for k, word := range in {
		n += bits.OnesCount64(word)
		f += bits.OnesCount64(word & s.failing[k])
	}
	return n, f
}

// worth weighs a box by what it holds and asks, as the package comment says.
func (s *search) worth(in set, bounds int) float64 {
	n, f := s.count(in)
	cost := float64(s.Price * float64(bounds))
	base := float64(s.f) / float64(s.n)
	coverage, gain := float64(f)/float64(s.f), (float64(f)/float64(max(n, 1))-base)/(1-base)
	if coverage <= 0 || gain <= 0 {
		return -cost
	}
	return float64(2*coverage*gain/(coverage+gain)) - cost
}

// drop takes a part out of a box.
func (s *search) drop(b spans, of []bound, d part) []bound {
	if d.end != 1 {
		b[d.input].low = 0
	}
	if d.end != 0 {
		b[d.input].high = int32(len(s.values[d.input]) - 1)
	}
	return slices.DeleteFunc(of, d.has)
}

// prune drops from a box what is not worth its price, and what is too much. It
// returns what the box is worth then, and how many bounds it has.
func (s *search) prune(b spans) (worth float64, left int) {
	of := s.bounds(b)
	worth = s.worth(s.within(of, nothing), len(of))
	for len(of) > 0 {
		best, most := nothing, math.Inf(-1)
		for _, d := range parts(of) {
			rest := len(of) - 1
			if d.end == both {
				rest--
			}
			if w := s.worth(s.within(of, d), rest); w >= most { // of equals the later
				best, most = d, w
			}
		}
		if most < worth && len(s.restricted(b)) <= s.Inputs {
			break
		}
		of, worth = s.drop(b, of, best), most
	}
	return worth, len(of)
}

// paste lets a box grow at its ends as long as its density does not fall.
func (s *search) paste(b spans) {
	for {
		of := s.bounds(b)
		n, f := s.count(s.within(of, nothing))
		share := float64(s.Paste * float64(n))
		best, some := slice{}, false
		for _, at := range of {
			add := s.beyond(b, at, s.within(of, part{at.input, at.end}), share)
			if add.k == 0 { // nothing is there to be kept out
				best, some = add, true
				break
			}
			if add.failures*n >= f*add.k && (!some || denser(add, best, n, f)) {
				best, some = add, true
			}
		}
		if !some {
			return
		}
		b.move(best)
	}
}

// denser reports whether a box of n futures, f of which fail, is denser with one
// slice than with another, or as dense and larger.
func denser(a, b slice, n, f int) bool {
	x, y := (f+a.failures)*(n+b.k), (f+b.failures)*(n+a.k)
	return x > y || x == y && a.k > b.k
}

// beyond is the slice next to one end of a box, of the futures that keep its
// other bounds: as many whole values as fit into a share, at least one. Where no
// future is beyond, it is empty and its bound is the last value of all.
func (s *search) beyond(b spans, at bound, others set, share float64) slice {
	add := slice{input: at.input, end: at.end}
	if at.end == 1 {
		add.bound = int32(len(s.values[at.input]) - 1)
	}
	out := s.outside(at, others)
	for k := 0; k < len(out); {
		next, failures := k, 0
		for ; next < len(out) && s.ranks[at.input][out[next]] == s.ranks[at.input][out[k]]; next++ {
			if s.fails[out[next]] {
				failures++
			}
		}
		if k > 0 && float64(next) > share {
			return add
		}
		add.bound, add.k, add.failures = s.ranks[at.input][out[k]], next, add.failures+failures
		k = next
	}
	return add
}

// outside lists the futures of a set that do not keep a bound, the nearest
// first.
func (s *search) outside(at bound, of set) []int32 {
	var out []int32
	for k, word := range of {
		for word &^= at.keep[k]; word != 0; word &= word - 1 {
			out = append(out, s.of[k*64+bits.TrailingZeros64(word)])
		}
	}
	ranks := s.ranks[at.input]
	slices.SortFunc(out, func(x, y int32) int {
		if at.end == 0 {
			x, y = y, x
		}
		return cmp.Compare(ranks[x], ranks[y])
	})
	return out
}

// doubt drops the restrictions that may be chance, the likeliest first.
func (s *search) doubt(b spans) {
	for of := s.bounds(b); ; {
		n, f := s.count(s.within(of, nothing))
		worst, most := nothing, s.limit
		for _, j := range s.restricted(b) {
			without, failing := s.count(s.within(of, part{j, both}))
			if p := tail(n, f, float64(failing)/float64(without)); p > most {
				worst, most = part{j, both}, p
			}
		}
		if worst == nothing {
			return
		}
		of = s.drop(b, of, worst)
	}
}

// find peels, chooses a box and words it; it is nil where nothing stands out.
func (s *search) find() *Box {
	boxes, steps := s.peel()
	chosen, most, least := 0, 0.0, 0
	var b spans
	for k, box := range boxes {
		worth, bounds := s.prune(box)
		if worth > most || b != nil && worth == most && bounds < least {
			b, chosen, most, least = box, k, worth, bounds
		}
	}
	if b == nil {
		return nil
	}
	s.paste(b)
	s.prune(b)
	s.doubt(b)
	if len(s.restricted(b)) == 0 {
		return nil
	}
	return &Box{Restrictions: s.restrictions(b), Trajectory: steps, Chosen: chosen}
}

// restrictions words a box, that which matters most first.
func (s *search) restrictions(b spans) []Restriction {
	var out []Restriction
	for _, j := range s.restricted(b) {
		r := Restriction{Range: s.reading(b, j)}
		if r.HasLow {
			r.Low = s.round(b, bound{input: j, end: 0}, r.Low)
		}
		if r.HasHigh {
			r.High = s.round(b, bound{input: j, end: 1}, r.High)
		}
		r.From, r.To = place(s.inputs[j], r.Range)
		out = append(out, r)
	}
	of := s.bounds(b)
	n, f := s.count(s.within(of, nothing))
	for k := range out {
		without, failing := s.count(s.within(of, part{out[k].Input, both}))
		out[k].Without = measure(without, failing, s.n, s.f)
		out[k].P = tail(n, f, out[k].Without.Density)
	}
	slices.SortStableFunc(out, func(x, y Restriction) int { return cmp.Compare(x.Without.Density, y.Without.Density) })
	return out
}

// round takes a bound outward to as few decimals as let no other future in, and
// moves the end of the box to the values that keep it.
func (s *search) round(b spans, at bound, v float64) float64 {
	values := s.values[at.input]
	if s.inputs[at.input].Whole {
		return v
	}
	of := s.bounds(b)
	k := slices.IndexFunc(of, part{at.input, at.end}.has)
	beyond := s.beyond(b, of[k], s.within(of, part{at.input, at.end}), 0)
	out := values[beyond.bound] // that of the nearest future kept out
	if at.end == 0 {
		v = 0 - plain(-out, -v) // never −0
		first, _ := slices.BinarySearch(values, v)
		b[at.input].low = int32(first)
		return v
	}
	v = plain(out, v)
	first, exact := slices.BinarySearch(values, v)
	if !exact {
		first--
	}
	b[at.input].high = int32(first)
	return v
}

// plain is the number of the fewest decimals that is at least v and below out;
// of those with a coarser step than 1, that of the largest power of ten. It is v
// where none of 15 decimals is.
func plain(out, v float64) float64 {
	for decimals := -15; decimals <= 15; decimals++ {
		step := math.Pow10(max(decimals, -decimals))
		var near float64
		if decimals < 0 {
			near = float64(math.Ceil(v/step) * step)
		} else {
			near = math.Ceil(float64(v*step)) / step
		}
		if near >= v && near < out {
			return near + 0
		}
	}
	return v
}

// place is where a range lies on the stated range of its input.
func place(in Input, r Range) (from, to float64) {
	from, to = 0, 1
	if !(in.High > in.Low) || math.IsInf(in.High-in.Low, 0) {
		return from, to
	}
	share := func(v float64) float64 { return min(max((v-in.Low)/(in.High-in.Low), 0), 1) }
	if r.HasLow {
		from = share(r.Low)
	}
	if r.HasHigh {
		to = share(r.High)
	}
	return from, to
}
