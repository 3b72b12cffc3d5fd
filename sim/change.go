package sim

import (
	"slices"

	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// A Cause is why a party has more or fewer of a system than before.
type Cause uint8

// The causes of a change.
const (
	Scheduled Cause = iota // a schedule moved a quantity
	Unmatched              // fewer launchers or missiles were left than were deployed
	Reserve                // the reserve had fewer warheads than were wanted, or caught up
	Rounding               // what whole warheads differ from deployed × loading
)

// A Change is what one cause adds to one system between two states.
type Change struct {
	System   *arsenal.System
	Cause    Cause
	Schedule *Schedule     // Scheduled: which one
	Lacking  string        // Unmatched: "launchers" or "missiles"; Reserve: "warheads"
	Pool     *arsenal.Pool // Reserve: whose
	By       int           // units; negative: fewer
}

// Changes explains how the holdings of state `to` came from those of state
// `from`: one entry for each system and cause that changed what `of` names
// (one of treaty.Counted), by system in file order, each with the units that
// it added. They sum exactly to the difference, system by system.
//
// Emplaced warheads W are what is wanted, deployed D × loading L, rounded,
// without what the reserve lacked. In a year in which D and L go from D₀ and
// L₀ to D₁ and L₁,
//
//	D₁·L₁ − D₀·L₀ = (D₁ − D₀)·L₀ + (L₁ − L₀)·D₁
//
// so that a move of deployed is worth the old loading, and a move of loading
// the new number of deployed launchers. What the reserve lacks more or less
// than the year before is a cause of its own. Each cause is summed over the
// years and then rounded to whole units; Rounding is what is left.
//
// A schedule that asks for launchers which are not there has moved nothing:
// its move and the cut that follows it in the same year are offset.
func (t *Trajectory) Changes(from, to int, of string) []Change {
	var all []Change
	for _, sys := range t.Scenario.Systems {
		l := ledger{system: sys}
		for k := from + 1; k <= to; k++ {
			l.year(&t.States[k-1], &t.States[k], of)
		}
		before, after := t.Holding(from, sys), t.Holding(to, sys)
		all = append(all, l.close(treaty.Amount(of, &after)-treaty.Amount(of, &before))...)
	}
	return all
}

// A ledger adds up what each cause changes of one system.
type ledger struct {
	system  *arsenal.System
	entries []Change
	sums    []float64 // by entry
}

func (l *ledger) add(c Change, by float64) {
	if by == 0 {
		return
	}
	c.System = l.system
	k := slices.Index(l.entries, c)
	if k < 0 {
		k = len(l.entries)
		l.entries, l.sums = append(l.entries, c), append(l.sums, 0)
	}
	l.sums[k] += float64(by) // a product, rounded before it is added
}

// close rounds the entries to whole units that sum to the whole change.
func (l *ledger) close(whole int) []Change {
	for k := range l.entries {
		l.entries[k].By = arsenal.Whole(l.sums[k])
		whole -= l.entries[k].By
	}
	if whole != 0 {
		l.entries = append(l.entries, Change{System: l.system, Cause: Rounding, By: whole})
	}
	return slices.DeleteFunc(l.entries, func(c Change) bool { return c.By == 0 })
}

// year adds the moves of one year.
func (l *ledger) year(before, after *State, of string) {
	old, now := &before.Holdings[l.system.Index], &after.Holdings[l.system.Index]
	var deploys *Schedule
	var deployed, cut float64
	for i := range after.Moves {
		m := &after.Moves[i]
		if m.System != l.system {
			continue
		}
		by, who := m.To-m.From, Change{Schedule: m.Schedule}
		switch {
		case m.Schedule == nil:
			cut = by
		case m.Quantity == arsenal.Deployed:
			deploys, deployed = m.Schedule, by
		case m.Quantity == arsenal.Loading && of == treaty.CountWarheads:
			l.add(who, by*float64(now.Deployed))
		case m.Quantity == arsenal.Launchers && (of == treaty.CountLaunchers || of == treaty.CountNondeployed),
			m.Quantity == arsenal.Missiles && of == treaty.CountMissiles:
			l.add(who, by)
		}
	}
	if deployed > 0 {
		offset := min(deployed, -cut)
		deployed, cut = deployed-offset, cut+offset
	}
	worth := 0.0
	switch of {
	case treaty.CountDeployed:
		worth = 1
	case treaty.CountNondeployed:
		worth = -1
	case treaty.CountWarheads:
		worth = old.Loading
		l.add(Change{Cause: Reserve, Lacking: "warheads", Pool: l.system.Pool},
			float64((now.Warheads-now.Wanted())-(old.Warheads-old.Wanted())))
	}
	lacking := "launchers"
	if l.system.HasMissiles && now.Missiles < now.Launchers {
		lacking = "missiles"
	}
	l.add(Change{Schedule: deploys}, deployed*worth)
	l.add(Change{Cause: Unmatched, Lacking: lacking}, cut*worth)
}
