package ensemble

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"
)

// A Counter holds how often each value of a count occurred, so that quantiles
// are exact and no order matters. Whole counts lie in bins, one a unit, while
// they are near each other; what is spread wider lies in a map.
type Counter struct {
	// Millionths: values are kept as whole millionths, correctly rounded to six
	// decimals, because the count need not be whole.
	Millionths bool

	low  int // the value of bins[0]
	bins []uint32
	wide map[int]uint32 // instead of bins; nil: bins
}

// mostBins is how far apart values may lie in bins.
const mostBins = 1 << 16

// add counts a value.
func (c *Counter) add(v int) {
	if i := uint(v - c.low); i < uint(len(c.bins)) {
		c.bins[i]++
		return
	}
	c.beyond(v, 1)
}

// beyond counts a value for which there is no bin yet.
func (c *Counter) beyond(v int, times uint32) {
	switch {
	case c.wide != nil:
		c.wide[v] += times
		return
	case c.Millionths:
		c.wide = map[int]uint32{v: times}
		return
	case c.bins == nil:
		const room = 16
		c.low, c.bins = v-room/2, make([]uint32, room)
	case uint(v-c.low) >= uint(len(c.bins)) && !c.grow(v):
		c.widen()
		c.wide[v] += times
		return
	}
	c.bins[v-c.low] += times
}

// grow makes a bin for a value that has none, unless it is too far away. An
// unsigned difference is right however far apart the two are.
func (c *Counter) grow(v int) bool {
	below, above := uint(c.low-v), uint(v-c.low)-uint(len(c.bins))+1
	more := min(below, above)
	if more > mostBins || len(c.bins)+int(more) > mostBins {
		return false
	}
	// Half as much again on the side that grew: what comes is near.
	size := len(c.bins) + int(more)
	bins := make([]uint32, size+size/2)
	if below < above {
		start := len(bins) - len(c.bins)
		copy(bins[start:], c.bins)
		c.low -= start
	} else {
		copy(bins, c.bins)
	}
	c.bins = bins
	return true
}

// widen moves what lies in bins into the map.
func (c *Counter) widen() {
	c.wide = map[int]uint32{}
	for i, n := range c.bins {
		if n > 0 {
			c.wide[c.low+i] = n
		}
	}
	c.bins = nil
}

// addReal counts a value that need not be whole.
func (c *Counter) addReal(x float64) { c.add(millionths(x)) }

// mostValue is the largest value that is kept, and its negative the smallest.
const mostValue = 9e18

// millionths rounds to six decimals as the format prints numbers, and returns
// whole millionths. It is correct to the last: x·10⁶ is rounded once by the
// multiplication, so what lies near a half is decided on the decimal digits.
func millionths(x float64) int {
	scaled := float64(x * 1e6)
	near := math.Round(scaled)
	if math.Abs(math.Abs(scaled-near)-0.5) > 1e-3 && math.Abs(scaled) < 1e12 {
		return int(near)
	}
	digits := strconv.FormatFloat(min(max(x, -mostValue/1e6), mostValue/1e6), 'f', 6, 64)
	point := len(digits) - 7
	n, _ := strconv.Atoi(digits[:point] + digits[point+1:])
	return n
}

// merge adds what another counter holds.
func (c *Counter) merge(other *Counter) {
	other.each(c.put)
}

// put counts a value so many times.
func (c *Counter) put(v int, times uint32) {
	if i := uint(v - c.low); i < uint(len(c.bins)) {
		c.bins[i] += times
		return
	}
	c.beyond(v, times)
}

// each calls yield with every value that occurred, in no order.
func (c *Counter) each(yield func(v int, n uint32)) {
	for i, n := range c.bins {
		if n > 0 {
			yield(c.low+i, n)
		}
	}
	for v, n := range c.wide {
		yield(v, n)
	}
}

// A tallied value is one that occurred, and how often.
type tallied struct {
	value int
	times uint32
}

// sorted returns the values that occurred, ascending.
func (c *Counter) sorted() []tallied {
	var all []tallied
	c.each(func(v int, n uint32) { all = append(all, tallied{v, n}) })
	slices.SortFunc(all, func(a, b tallied) int { return cmp.Compare(a.value, b.value) })
	return all
}

// value is a kept value as the count that it was.
func (c *Counter) value(v int) float64 {
	if c.Millionths {
		return float64(v) / 1e6
	}
	return float64(v)
}

// Quantiles sum up how a count is spread over the draws.
type Quantiles struct {
	N                       int // draws that have a count
	Q05, Q25, Q50, Q75, Q95 float64
	Mean, Min, Max          float64
}

// Quantiles are nearest ranks: quantile q of n values is the ⌈q·n⌉-th smallest,
// a value that occurred. The mean is the exact sum ÷ n.
func (c *Counter) Quantiles() Quantiles {
	all := c.sorted()
	q := Quantiles{}
	sum := new(big.Int)
	for _, t := range all {
		q.N += int(t.times)
		sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(t.value)), big.NewInt(int64(t.times))))
	}
	if q.N == 0 {
		return q
	}
	rank := func(percent int) float64 {
		want := (percent*q.N + 99) / 100
		seen := 0
		for _, t := range all {
			if seen += int(t.times); seen >= want {
				return c.value(t.value)
			}
		}
		return c.value(all[len(all)-1].value)
	}
	q.Q05, q.Q25, q.Q50, q.Q75, q.Q95 = rank(5), rank(25), rank(50), rank(75), rank(95)
	q.Min, q.Max = c.value(all[0].value), c.value(all[len(all)-1].value)
	total, _ := new(big.Float).SetInt(sum).Float64()
	if c.Millionths {
		total /= 1e6
	}
	q.Mean = total / float64(q.N)
	return q
}

// upTo is how many values are at most x.
func (c *Counter) upTo(x float64) int {
	n := 0
	c.each(func(v int, times uint32) {
		if c.value(v) <= x {
			n += int(times)
		}
	})
	return n
}
