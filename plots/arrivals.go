package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/sim"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
	"drawdown/sim/verdict"
)

// mostSlots is how many groups of columns for years a panel has: more of them
// could not be read in a journal's column.
const mostSlots = 12

// Arrivals shows from which date each party is lastingly under each ceiling,
// over the draws: one panel for each limit, columns for the years and one for
// "never".
func Arrivals(e *Ensemble, o Options) *Figure {
	slots := e.slots()
	what := "from when each party is lastingly at or under each ceiling"
	f := e.figure(o, what)
	f.SameScale = true
	if f.Headline == "" {
		f.Headline = unbroken(e.lastToArrive())
	}
	if lack := e.lack(); lack != "" {
		return f.without(lack)
	}
	f.Reading = "Each column is the share of draws in which the party is at or under the ceiling from a date of that year on to the end of the scenario"
	unit := "% of draws"
	if slots.step > 1 {
		unit += fmt.Sprintf(", in steps of %d years", slots.step)
		f.Reading = "Each column is the share of draws in which the party is at or under the ceiling to the end of the scenario " +
			"from a date on between the beginning of the year named and the next one named"
	}
	if slots.start {
		f.Reading += "; “" + fromStart + "”: from its first day on"
	}
	f.Reading += "; “never”: it is above the ceiling at the end. A party’s columns make 100" + string(noBreak) + "%." + ofDraws + e.warning()
	e.panels(f, func(p *Panel, _ *treaty.Course, on []held) string {
		p.Title, p.Unit, p.Percent = atMost(p.Title, on[0].Standing), unit, true
		k := &Columns{Slots: slots.names(), Apart: 1}
		told := ""
		var without []string
		for _, h := range on {
			told += " " + h.Party.Name + ": " + h.arrival.told()
			if !h.arrival.known() {
				without = append(without, h.Party.Name)
				continue
			}
			k.Of = append(k.Of, Heap{Name: h.Party.Name, Party: h.Party.Index, Values: slots.shares(h.arrival)})
		}
		if len(k.Of) == 0 {
			p.Missing = "No arrival can be told: there is no ceiling in these years, or no count."
			return ""
		}
		if len(without) > 0 {
			k.Note = verdict.List(without) + " not computable"
		}
		p.Columns = k
		return told
	})
	return f
}

// fromStart is what the scenario's first day is called.
const fromStart = "start"

// A slots is the years that the arrivals of an ensemble fall into.
type slots struct {
	day   civil.Date // the scenario's first
	start bool       // a slot for that day alone
	first int        // year; a multiple of step where that is above 1
	step  int        // years in a slot
	n     int        // slots for years
}

// slots finds the years from the first arrival in any draw to the last.
func (e *Ensemble) slots() slots {
	s := slots{day: e.Assessment.Trajectory.Scenario.Start, step: 1}
	first, last := math.MaxInt, math.MinInt
	for i := range e.Arrivals {
		a := &e.Arrivals[i]
		for k, d := range a.Dates {
			switch v := nth(a.Share, k); {
			case !(v > 0):
			case d <= s.day:
				s.start = true
			default:
				first, last = min(first, d.Year()), max(last, d.Year())
			}
		}
	}
	if first > last {
		return s
	}
	for _, s.step = range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000} {
		s.first = first - first%s.step
		if s.n = (last-s.first)/s.step + 1; s.n <= mostSlots {
			break
		}
	}
	return s
}

// names are the slots' names, "never" the last.
func (s *slots) names() []string {
	var out []string
	if s.start {
		out = append(out, fromStart)
	}
	for k := range s.n {
		out = append(out, strconv.Itoa(max(s.first+k*s.step, s.day.Year())))
	}
	return append(out, never)
}

// shares puts an arrival into the slots, in percent.
func (s *slots) shares(a *Arrival) []float64 {
	out := make([]float64, 0, s.n+2)
	offset := 0
	if s.start {
		out, offset = append(out, 0), 1
	}
	out = append(out, make([]float64, s.n+1)...)
	for k, d := range a.Dates {
		v := nth(a.Share, k)
		if !(v > 0) {
			continue
		}
		i := 0
		if d > s.day {
			i = offset + (d.Year()-s.first)/s.step
		}
		out[i] += 100 * v
	}
	out[len(out)-1] = 100 * a.Never
	return out
}

// known reports whether there is a distribution at all.
func (a *Arrival) known() bool {
	return a != nil && known(a.Never) && (a.Never > 0 || slices.ContainsFunc(a.Share, func(v float64) bool { return v > 0 }))
}

// by returns the first date by which a share of all draws has arrived; ok is
// false where fewer do.
func (a *Arrival) by(share float64) (d civil.Date, ok bool) {
	sum := 0.0
	for k, d := range a.Dates {
		if v := nth(a.Share, k); v > 0 {
			sum += v
		}
		if sum >= share-1e-9 {
			return d, true
		}
	}
	return 0, false
}

// told says in a sentence when a party arrives.
func (a *Arrival) told() string {
	if !a.known() {
		return "no arrival can be told."
	}
	var parts []string
	var seen civil.Date
	for _, share := range []float64{0.05, 0.5, 0.95, 1 - a.Never} {
		d, ok := a.by(share)
		if !ok || d == seen || share <= 0 {
			continue
		}
		seen = d
		sum := 0.0
		for k := range a.Dates {
			if v := nth(a.Share, k); v > 0 && a.Dates[k] <= d {
				sum += v
			}
		}
		parts = append(parts, fmt.Sprintf("%s by %s", inPercent(min(sum, 1)), d.Long()))
	}
	if len(parts) == 0 {
		return "never in any draw."
	}
	return "lastingly at or under the ceiling in " + strings.Join(parts, ", ") + "; never in " + inPercent(a.Never) + " of draws."
}

// lastToArrive is the headline: which party most often never comes under a
// ceiling lastingly; where all do, by when.
func (e *Ensemble) lastToArrive() string {
	if lack := e.lack(); lack != "" {
		return e.nothing(lack)
	}
	all := e.held()
	var of *held
	var last civil.Date
	gaps := false
	for i := range all {
		h := &all[i]
		if !h.arrival.known() {
			gaps = true
			continue
		}
		if of == nil || h.arrival.Never > of.arrival.Never {
			of = h
		}
		for k, d := range h.arrival.Dates {
			if nth(h.arrival.Share, k) > 0 {
				last = max(last, d)
			}
		}
	}
	counts := "All counts"
	if gaps {
		counts += " that have a ceiling"
	}
	start := e.Assessment.Trajectory.Scenario.Start
	switch {
	case of == nil:
		return "In no draw can a count be held against a ceiling"
	case of.arrival.Never <= 0 && last <= start:
		return fmt.Sprintf("%s are at or under their ceilings throughout, in %s, %s", counts, shareOf(1, e.Draws), given)
	case of.arrival.Never <= 0:
		return fmt.Sprintf("%s are lastingly at or under their ceilings by %s, in %s, %s", counts, last.Long(), shareOf(1, e.Draws), given)
	}
	a := of.arrival
	says := fmt.Sprintf("In %s %s never comes lastingly under %s", shareOf(a.Never, e.Draws), of.Party.Name, ceilingAtEnd(of.Standing))
	if d, ok := a.by(0.5); ok && e.Draws >= fewDraws && d > start {
		says += "; in half of all draws it has by " + d.Long()
	}
	return says + ", " + given
}

// ceilingAtEnd is the ceiling that a party is under in the end, in words.
func ceilingAtEnd(s *sim.Standing) string {
	if !s.HasEnd {
		return "its ceiling"
	}
	return amount(s.Limit, s.CeilingEnd)
}
