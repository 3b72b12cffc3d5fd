package ensemble

import (
	"math"

	"drawdown/sim"
	"drawdown/sim/arsenal"
)

// A plan is a schedule laid out: how far along it is in each year after its
// base, which a delay does not change.
type plan struct {
	of     *sim.Schedule
	index  int
	inputs []int     // that reach it
	timed  bool      // whether its beginning is drawn
	laid   bool      // whether `along` holds: levels or shares whose intervals are not drawn
	along  []float64 // by year of movement: the share of the way from one waypoint to the next
	last   []int     // by waypoint: the year of movement in which it is reached
}

// plans lays every schedule out.
func (k *Kernel) plans() []*plan {
	var all []*plan
	for i, s := range k.Study.Scenario.Schedules {
		p := &plan{of: s, index: i, laid: s.Form == sim.Levels || s.Form == sim.Share}
		for j, in := range k.Study.Inputs {
			reaches := false
			for _, n := range in.Numbers {
				if !n.Kind.ofSchedule() || n.At != i {
					continue
				}
				reaches = true
				p.timed = p.timed || n.Kind == Delay || n.Kind == From
				p.laid = p.laid && n.Kind != From
			}
			if reaches {
				p.inputs = append(p.inputs, j)
			}
		}
		if p.laid {
			from := s.Base
			for _, w := range s.Way {
				for y := from + 1; y <= w.Year; y++ {
					p.along = append(p.along, s.Pace.Of(float64(y-from)/float64(w.Year-from)))
				}
				from = w.Year
				p.last = append(p.last, from-s.Base)
			}
		}
		all = append(all, p)
	}
	return all
}

// near bounds targets that are rounded the quick way, far above any count that
// a scenario can write.
const near = 1e9

// rounded is arsenal.Whole for targets that are near. Adding a half and cutting
// off is right but for the number just under a half, which the sum rounds up
// to one.
func rounded(t float64) int {
	if t < 0 {
		i := int(t - 0.5)
		if float64(i)+0.5 < t {
			i++
		}
		return i
	}
	i := int(t + 0.5)
	if float64(i)-0.5 > t {
		i--
	}
	return i
}

// lift is what bounds a quantity's yearly move.
type lift struct {
	most, lot int
	a, b      []int // deployed: launchers, and missiles where modelled; nil: no bound
}

// next is a count after a year: towards the target, within the cap, in whole
// lots, not under nought, no more than there is.
func (l *lift) next(x, target, k int) int {
	move := target - x
	if move > l.most {
		move = l.most
	} else if move < -l.most {
		move = -l.most
	}
	if l.lot > 1 && move != 0 {
		move = move / l.lot * l.lot
	}
	if x += move; x < 0 {
		x = 0
	}
	if l.a != nil {
		if x > l.a[k] {
			x = l.a[k]
		}
		if l.b != nil && x > l.b[k] {
			x = l.b[k]
		}
	}
	return x
}

// hold keeps a count from state k up to state last, both included, but for what
// there is.
func (l *lift) hold(out []int, x, k, last int) int {
	for ; k <= last; k++ {
		if l.a != nil {
			x = min(x, l.a[k])
			if l.b != nil {
				x = min(x, l.b[k])
			}
		}
		out[k] = x
	}
	return x
}

// count follows launchers, missiles or deployed through the states.
func (r *Runner) count(s *system, q arsenal.Quantity, c *course) {
	own := r.member.Scenario.Systems[s.of.Index]
	out := c.count[q]
	l := lift{lot: 1}
	if q.InLots() {
		l.lot = own.Lot
	}
	x := own.Opening.Launchers
	switch q {
	case arsenal.Missiles:
		x = own.Opening.Missiles
	case arsenal.Deployed:
		x = own.Opening.Deployed
		l.a = c.count[arsenal.Launchers]
		if own.HasMissiles {
			l.b = c.count[arsenal.Missiles]
		}
	}
	out[0] = x
	end := len(out) - 1
	k := 1
	moves := r.inOrder(s, q)
	for i, p := range moves {
		sch := r.member.Scenario.Schedules[p.index]
		base := sch.Base - r.start
		if base >= end {
			break
		}
		x = l.hold(out, x, k, base)
		k = base + 1
		until := end
		if i+1 < len(moves) {
			until = min(until, r.member.Scenario.Schedules[moves[i+1].index].Base-r.start)
		}
		l.most = int(sch.MaxYear)
		if l.most == 0 {
			l.most = math.MaxInt
		}
		x = drive(p, sch, &l, out, x, base, until)
		k = max(k, until+1)
	}
	l.hold(out, x, k, end)
}

// drive moves a count from the state after base to the state until.
func drive(p *plan, sch *sim.Schedule, l *lift, out []int, x, base, until int) int {
	outset := float64(x)
	k := base + 1
	switch {
	case p.laid:
		a, j := outset, 0
		for i, last := range p.last {
			c := sch.Way[i].Level
			if sch.Form == sim.Share {
				c *= outset
				if !(c < near && c > -near) {
					return plain(sch, l, out, x, base, until, k)
				}
			}
			for d := c - a; j < last && k <= until; j++ {
				x = l.next(x, rounded(a+float64(d*p.along[j])), k)
				out[k] = x
				k++
			}
			a = c
		}
		for target := rounded(a); k <= until; k++ {
			if x == target && l.a == nil {
				return l.hold(out, x, k, until)
			}
			x = l.next(x, target, k)
			out[k] = x
		}
		return x
	case sch.Form == sim.PerYear:
		rate, year := sch.Rate, 1
		years := until - base
		if sch.Until != 0 {
			years = min(years, sch.Until-sch.Base)
		}
		low, high := stops(sch, outset)
		if far := outset + rate*float64(years); !(far < near && far > -near) {
			break
		}
		for ; k <= until; k++ {
			t := outset + float64(rate*float64(min(year, years)))
			if t < low {
				t = low
			} else if t > high {
				t = high
			}
			x = l.next(x, rounded(t), k)
			out[k] = x
			year++
		}
		return x
	}
	return plain(sch, l, out, x, base, until, k)
}

// plain is drive by the schedule's own word, year by year from state k on.
func plain(sch *sim.Schedule, l *lift, out []int, x, base, until, k int) int {
	outset := float64(out[base])
	for ; k <= until; k++ {
		x = l.next(x, arsenal.Whole(sch.Target(sch.Base+k-base, outset)), k)
		out[k] = x
	}
	return x
}

// stops are the levels that a rate's target never passes.
func stops(sch *sim.Schedule, outset float64) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	if sch.HasTo {
		if sch.To <= outset {
			low = sch.To
		} else {
			high = sch.To
		}
	}
	return low, high
}

// loading follows a system's loading through the states.
func (r *Runner) loading(s *system, c *course) {
	own := r.member.Scenario.Systems[s.of.Index]
	out := c.loading
	x := own.Opening.Loading
	out[0] = x
	end := len(out) - 1
	k := 1
	moves := r.inOrder(s, arsenal.Loading)
	for i, p := range moves {
		sch := r.member.Scenario.Schedules[p.index]
		base := sch.Base - r.start
		if base >= end {
			break
		}
		for ; k <= base; k++ {
			out[k] = x
		}
		until := end
		if i+1 < len(moves) {
			until = min(until, r.member.Scenario.Schedules[moves[i+1].index].Base-r.start)
		}
		x = load(p, sch, own.Capacity, out, x, base, until)
		k = max(k, until+1)
	}
	for ; k <= end; k++ {
		out[k] = x
	}
}

// A weight is a loading on its way: how far it may move in a year, and how far
// at all.
type weight struct{ most, capacity float64 }

// next is a loading after a year: towards the target, within the cap, not under
// nought, not over what a launcher can carry.
func (w *weight) next(x, target float64) float64 {
	move := target - x
	if move > w.most {
		move = w.most
	} else if move < -w.most {
		move = -w.most
	}
	if x += move; x < 0 {
		return 0
	}
	if x > w.capacity {
		return w.capacity
	}
	return x
}

// load moves a loading from the state after base to the state until.
func load(p *plan, sch *sim.Schedule, capacity float64, out []float64, x float64, base, until int) float64 {
	outset := x
	w := weight{sch.MaxYear, capacity}
	if w.most == 0 {
		w.most = math.Inf(1)
	}
	k := base + 1
	switch {
	case p.laid && sch.Form == sim.Levels:
		a, j := outset, 0
		for i, last := range p.last {
			c := sch.Way[i].Level
			for d := c - a; j < last && k <= until; j++ {
				x = w.next(x, a+float64(d*p.along[j]))
				out[k] = x
				k++
			}
			a = c
		}
		for ; k <= until; k++ {
			if x != a {
				x = w.next(x, a)
			}
			out[k] = x
		}
	case sch.Form == sim.PerYear:
		years := until - base
		if sch.Until != 0 {
			years = min(years, sch.Until-sch.Base)
		}
		low, high := stops(sch, outset)
		for year := 1; k <= until; year++ {
			t := outset + float64(sch.Rate*float64(min(year, years)))
			if t < low {
				t = low
			} else if t > high {
				t = high
			}
			if x != t {
				x = w.next(x, t)
			}
			out[k] = x
			k++
		}
	default:
		for ; k <= until; k++ {
			x = w.next(x, sch.Target(sch.Base+k-base, outset))
			out[k] = x
		}
	}
	return x
}

// inOrder returns the schedules that move a quantity of a system, in the order
// in which they take over.
func (r *Runner) inOrder(s *system, q arsenal.Quantity) []*plan {
	if !s.timed[q] || len(s.moves[q]) < 2 {
		return s.moves[q]
	}
	all := append(r.order[:0], s.moves[q]...)
	base := func(p *plan) int { return r.member.Scenario.Schedules[p.index].Base }
	for i := 1; i < len(all); i++ {
		for j := i; j > 0 && (base(all[j]) < base(all[j-1]) || base(all[j]) == base(all[j-1]) && all[j].index < all[j-1].index); j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	r.order = all
	return all
}

// want finds the warheads that a system's deployed launchers ask for. Neither
// factor is negative, so a half is always rounded up. Years in which nothing
// moves ask for what the year before did.
func want(c *course) {
	deployed, loading, out := c.count[arsenal.Deployed], c.loading, c.wanted
	loading, out = loading[:len(deployed)], out[:len(deployed)]
	d0, l0, n := -1, -1.0, 0
	for k, d := range deployed {
		if l := loading[k]; d != d0 || l != l0 {
			d0, l0 = d, l
			w := float64(d) * l
			if w >= near {
				n = arsenal.Whole(w)
			} else if n = int(w + 0.5); float64(n)-0.5 > w {
				n--
			}
		}
		out[k] = n
	}
}
