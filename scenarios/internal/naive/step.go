package naive

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// state is all there is on one date.
type state struct {
	date     string
	year     int
	holdings map[string]holding // by the address of the system
	stocks   map[string]stock   // by the address of the pool
}

// run makes the states: one on start and one on each anniversary not after end.
func (s *scenario) run() []state {
	opening := state{date: s.start, year: yearOf(s.start), holdings: map[string]holding{}, stocks: map[string]stock{}}
	for _, p := range s.parties {
		for _, sys := range p.systems {
			opening.holdings[sys.address] = sys.opening
		}
		for _, pool := range p.pools {
			opening.stocks[pool.address] = pool.opening
		}
	}
	states := []state{opening}
	for {
		year := states[len(states)-1].year + 1
		date := fmt.Sprintf("%04d%s", year, s.start[4:])
		if date > s.end {
			return states
		}
		states = append(states, s.step(states, date, year))
	}
}

// step makes the state that follows the given ones.
func (s *scenario) step(before []state, date string, year int) state {
	previous := before[len(before)-1]
	next := state{date: date, year: year, holdings: map[string]holding{}, stocks: map[string]stock{}}

	for _, p := range s.parties {
		for _, sys := range p.systems {
			h := maps.Clone(previous.holdings[sys.address])
			for _, quantity := range []string{"launchers", "missiles", "deployed", "loading"} {
				d := s.driver(sys.address, quantity, year)
				if d == nil {
					continue
				}
				// v is the quantity's actual level in the state of year b.
				v := before[d.b-before[0].year].holdings[sys.address][quantity]
				h[quantity] = d.move(h[quantity], d.target(v, year), sys)
			}
			h["deployed"] = min(h["deployed"], h["launchers"])
			if missiles, modelled := h["missiles"]; modelled {
				h["deployed"] = min(h["deployed"], missiles)
			}
			// A system without a pool has what it wants; one with a pool keeps
			// what it has until the pool is done.
			if sys.pool == nil {
				h["warheads"] = wanted(h)
			}
			next.holdings[sys.address] = h
		}
	}

	for _, p := range s.parties {
		for _, pool := range p.pools {
			next.stocks[pool.address] = pool.step(previous.stocks[pool.address], p, next.holdings)
		}
	}
	return next
}

// wanted is deployed × loading, rounded to whole, halves away from zero.
func wanted(h holding) float64 {
	return math.Round(h["deployed"] * h["loading"])
}

// driver finds the schedule that drives a quantity of a system in a year: of
// those that start from a year before it, the one that starts last.
func (s *scenario) driver(address, quantity string, year int) *schedule {
	var driver *schedule
	for _, d := range s.schedules {
		if d.quantity == quantity && slices.Contains(d.systems, address) && d.b < year &&
			(driver == nil || d.b > driver.b) {
			driver = d
		}
	}
	return driver
}

// move moves a quantity from its previous level towards a target, as far as it
// may.
func (d *schedule) move(previous, target float64, sys *system) float64 {
	if d.quantity != "loading" {
		target = math.Round(target)
	}
	move := target - previous
	if d.hasMax {
		move = max(-d.maxMove, min(d.maxMove, move))
	}
	if d.quantity == "launchers" || d.quantity == "deployed" {
		move = math.Trunc(move/sys.lot) * sys.lot
	}
	result := max(0, previous+move)
	if d.quantity == "loading" {
		result = min(result, sys.capacity)
	}
	return result
}

// target is where a schedule that started from the level v wants the quantity to
// be in a year.
func (d *schedule) target(v float64, year int) float64 {
	switch d.kind {
	case "levels", "share":
		a, from := v, d.b
		for _, to := range d.sortedYears() {
			c := d.years[to]
			if d.kind == "share" {
				c = d.years[to] * v
			}
			if year <= to {
				t := float64(year-from) / float64(to-from)
				return a + float64((c-a)*paced(d.pace, t))
			}
			a, from = c, to
		}
		return a // after the last level the target stays there

	case "per_year":
		k := float64(min(year, d.until) - d.b)
		return d.stop(v, v+float64(d.rate*k))

	default: // percent_per_year
		m := 1.0
		for range min(year, d.until) - d.b {
			m *= 1 + d.rate/100
		}
		return d.stop(v, v*m)
	}
}

// stop applies `to`: where to ≤ v the target never falls below it, where to > v it
// never rises above it.
func (d *schedule) stop(v, target float64) float64 {
	switch {
	case !d.hasTo:
		return target
	case d.to <= v:
		return max(target, d.to)
	default:
		return min(target, d.to)
	}
}

// paced is f(t). Every operation is rounded by itself, products from left to
// right.
func paced(pace string, t float64) float64 {
	switch pace {
	case "even":
		return t
	case "step":
		if t < 1 {
			return 0
		}
		return 1
	case "front":
		return 1 - float64((1-t)*(1-t))
	case "back":
		return t * t
	case "s-curve":
		return float64(float64(3*t)*t) - float64(float64(float64(2*t)*t)*t)
	}
	fail("no pace %s", pace)
	return 0
}

// step is one year of a pool: production, then what the systems give up, then
// what they draw, in file order, then retirement, then dismantlement. It sets the
// warheads of the systems that use the pool.
func (p *pool) step(previous stock, of *party, holdings map[string]holding) stock {
	s := maps.Clone(previous)
	s["reserve"] += p.produce
	s["produced"] += p.produce

	for _, sys := range of.systems {
		h := holdings[sys.address]
		if sys.pool == p && wanted(h) < h["warheads"] {
			s[p.removedTo] += h["warheads"] - wanted(h)
			h["warheads"] = wanted(h)
		}
	}
	for _, sys := range of.systems {
		h := holdings[sys.address]
		if sys.pool == p && wanted(h) > h["warheads"] {
			drawn := min(wanted(h)-h["warheads"], s["reserve"])
			s["reserve"] -= drawn
			h["warheads"] += drawn
		}
	}

	retired := min(p.retire, s["reserve"])
	s["reserve"] -= retired
	s["retired"] += retired

	dismantled := min(p.dismantle, s["retired"])
	s["retired"] -= dismantled
	s["dismantled"] += dismantled
	return s
}
