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
const mostSlots = 20

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
	marked, named := false, 0
	f.Reading = "Each column is the share of draws in which the party is at or under the ceiling from a date of that year on to the end of the scenario"
	unit := "% of draws"
	if slots.step > 1 {
		unit += fmt.Sprintf(", in steps of %d years", slots.step)
		f.Reading = "Each column is the share of draws in which the party is at or under the ceiling to the end of the scenario " +
			"from a date in the years named on"
	}
	if slots.start {
		f.Reading += "; “" + fromStart + "”: from its first day on, " + slots.day.Long()
	}
	f.Reading += "; “never”: it is above the ceiling at the end. A party’s columns make 100" + string(noBreak) + "%; those under 1" + string(noBreak) + "% have no number."
	e.panels(f, func(p *Panel, _ *treaty.Course, on []held) string {
		p.Title, p.Unit, p.Percent = atMost(p.Title, on[0].Standing), unit, true
		k := &Columns{Slots: slots.names(), Apart: 1}
		if slots.start {
			k.Lead = 1
		}
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
		k.Marks = slots.marks(on)
		if len(k.Marks) > 0 && !marked {
			marked, named = true, k.Marks[0].Slot
		}
		p.Columns = k
		return told
	})
	for i := range f.Panels {
		if k := f.Panels[i].Columns; k != nil {
			k.Named = named // the same years in all panels
		}
	}
	if marked {
		f.Reading += " The dashed line stands in the year in which the limit begins to bind; whoever arrives on that very day is in time."
	}
	f.Reading += ofDraws + e.warning()
	return f
}

// marks say in which slots the limit begins to bind, after the first day.
func (s *slots) marks(on []held) []SlotMark {
	var out []SlotMark
	var who [][]string
	for _, h := range on {
		i, ok := s.of(h.Binds)
		if h.Binds == 0 || h.Binds <= s.day || !ok {
			continue
		}
		label := "binds " + h.Binds.Long()
		k := slices.IndexFunc(out, func(m SlotMark) bool { return m.Label == label })
		if k < 0 {
			k = len(out)
			out, who = append(out, SlotMark{i, label}), append(who, nil)
		}
		who[k] = append(who[k], h.Party.Name)
	}
	for i := range out {
		if len(out) > 1 {
			out[i].Label = verdict.List(who[i]) + ": " + out[i].Label
		}
		out[i].Label = unbroken(out[i].Label)
	}
	return out
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

// slots finds the years from the first arrival in any draw to the last, and to
// the day on which a limit begins to bind. Years between have a slot, with or
// without an arrival.
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
	for _, h := range e.held() {
		if h.arrival.known() && h.Binds > s.day && h.Binds <= e.Assessment.Trajectory.Scenario.End {
			first, last = min(first, h.Binds.Year()), max(last, h.Binds.Year())
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
		from := max(s.first+k*s.step, s.day.Year())
		until := s.first + (k+1)*s.step - 1
		switch name := strconv.Itoa(from); {
		case from == s.day.Year() && s.start && s.step == 1:
			out = append(out, "later in "+name)
		case until > from && until/100 == from/100:
			out = append(out, fmt.Sprintf("%s–%02d", name, until%100))
		case until > from:
			out = append(out, fmt.Sprintf("%s–%d", name, until))
		default:
			out = append(out, name)
		}
	}
	return append(out, never)
}

// of is the slot of a day; ok is false where there is none.
func (s *slots) of(d civil.Date) (i int, ok bool) {
	offset := 0
	if s.start {
		offset = 1
	}
	switch {
	case d <= s.day:
		return 0, s.start
	case d.Year() < s.first || d.Year() >= s.first+s.n*s.step:
		return 0, false
	}
	return offset + (d.Year()-s.first)/s.step, true
}

// shares puts an arrival into the slots, in percent.
func (s *slots) shares(a *Arrival) []float64 {
	out := make([]float64, len(s.names()))
	for k, d := range a.Dates {
		v := nth(a.Share, k)
		if !(v > 0) {
			continue
		}
		i, _ := s.of(d)
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
	says := fmt.Sprintf("%s: never lastingly under %s in %s", of.Party.Name, ceilingAtEnd(of.Standing), shareOf(a.Never, e.Draws))
	if d, ok := a.by(0.5); ok && e.Draws >= fewDraws && d > start {
		says += ", by " + d.Long() + " in half of them"
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
