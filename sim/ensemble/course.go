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
		if i == -1 && t > -0.5 {
			i++
		}
		return i
	}
	i := int(t + 0.5)
	if i == 1 && t < 0.5 {
		i--
	}
	return i
}

// A drive is a stretch of years in which one schedule moves a quantity: from
// the state after base to the state until.
type drive struct {
	plan        *plan
	schedule    *sim.Schedule
	base, until int
}

// drive returns the stretch of the i-th of the schedules that move a quantity;
// ok is false where it begins too late to move anything.
func (r *Runner) drive(moves []*plan, i int) (d drive, ok bool) {
	d = drive{moves[i], r.member.Scenario.Schedules[moves[i].index], 0, r.kernel.states - 1}
	d.base = d.schedule.Base - r.start
	if d.base >= d.until {
		return d, false
	}
	if i+1 < len(moves) {
		d.until = min(d.until, r.member.Scenario.Schedules[moves[i+1].index].Base-r.start)
	}
	return d, d.until > d.base
}

// aim sets targets[k] to what the schedule wants in state k, where outset is
// the level in the state of its base.
func (d *drive) aim(outset float64, targets []float64) {
	p, sch := d.plan, d.schedule
	k := d.base + 1
	targets = targets[:d.until+1]
	switch {
	case p.laid && sch.Form == sim.Levels:
		a, j := outset, 0
		for i, last := range p.last {
			c := sch.Way[i].Level
			for by := c - a; j < last && k < len(targets); j++ {
				targets[k] = a + float64(by*p.along[j])
				k++
			}
			a = c
		}
		for ; k < len(targets); k++ {
			targets[k] = a
		}
	case sch.Form == sim.PerYear:
		years := d.until - d.base
		if sch.Until != 0 {
			years = min(years, sch.Until-sch.Base)
		}
		low, high := math.Inf(-1), math.Inf(1)
		if sch.HasTo && sch.To <= outset {
			low = sch.To
		} else if sch.HasTo {
			high = sch.To
		}
		most := float64(years)
		for year := 0.0; k < len(targets); {
			if year < most {
				year++
			}
			t := outset + float64(sch.Rate*year)
			if t < low {
				t = low
			} else if t > high {
				t = high
			}
			targets[k] = t
			k++
		}
	default:
		for ; k < len(targets); k++ {
			targets[k] = sch.Target(sch.Base+k-d.base, outset)
		}
	}
}

// count follows launchers, missiles or deployed through the states.
func (r *Runner) count(s *system, q arsenal.Quantity, c *course) {
	own := r.member.Scenario.Systems[s.of.Index]
	out := c.count[q]
	lot, x := 1, own.Opening.Launchers
	if q.InLots() {
		lot = own.Lot
	}
	a, b := r.boundless, r.boundless // what deployed launchers are held to
	switch q {
	case arsenal.Missiles:
		x = own.Opening.Missiles
	case arsenal.Deployed:
		x, a = own.Opening.Deployed, c.count[arsenal.Launchers]
		if own.HasMissiles {
			b = c.count[arsenal.Missiles]
		}
	}
	a, b = a[:len(out)], b[:len(out)]
	moves := r.inOrder(s, q)
	k := 0
	for i := range moves {
		d, ok := r.drive(moves, i)
		if !ok {
			continue
		}
		for ; k <= d.base; k++ {
			x = min(x, a[k], b[k])
			out[k] = x
		}
		d.aim(float64(x), r.targets)
		most := int(d.schedule.MaxYear)
		if most == 0 {
			most = math.MaxInt
		}
		for _, t := range r.targets[k : d.until+1] {
			target := rounded(t)
			if t >= near || t <= -near {
				target = arsenal.Whole(t)
			}
			// Branches, for they are foreseen: the chain from year to year is short.
			move := target - x
			if move > most {
				move = most
			} else if move < -most {
				move = -most
			}
			if lot > 1 {
				move = move / lot * lot
			}
			if x += move; x < 0 {
				x = 0
			}
			if x > a[k] {
				x = a[k]
			}
			if x > b[k] {
				x = b[k]
			}
			out[k] = x
			k++
		}
	}
	for ; k < len(out); k++ {
		x = min(x, a[k], b[k])
		out[k] = x
	}
}

// loading follows a system's loading through the states.
func (r *Runner) loading(s *system, c *course) {
	own := r.member.Scenario.Systems[s.of.Index]
	out := c.loading
	x, capacity := own.Opening.Loading, own.Capacity
	moves := r.inOrder(s, arsenal.Loading)
	k := 0
	for i := range moves {
		d, ok := r.drive(moves, i)
		if !ok {
			continue
		}
		for ; k <= d.base; k++ {
			out[k] = x
		}
		d.aim(x, r.targets)
		most := d.schedule.MaxYear
		free := most == 0
		if free {
			most = math.Inf(1)
		}
		for _, t := range r.targets[k : d.until+1] {
			move := t - x
			if free && t <= 2*x && x <= 2*t {
				// Then t − x is exact (Sterbenz 1974), and x + (t − x) is t: there
				// is no need to wait for it.
				move, x = 0, t
			} else if move > most {
				move = most
			} else if move < -most {
				move = -most
			}
			if x += move; x < 0 {
				x = 0
			} else if x > capacity {
				x = capacity
			}
			out[k] = x
			k++
		}
	}
	for ; k < len(out); k++ {
		out[k] = x
	}
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
			w := float64(float64(d) * l) // rounded, as everywhere, before a half is added
			if w >= near {
				n = arsenal.Whole(w)
			} else if n = int(w + 0.5); n == 1 && w < 0.5 {
				n--
			}
		}
		out[k] = n
	}
}
