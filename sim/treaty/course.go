package treaty

import (
	"slices"

	"drawdown/sim/civil"
)

// A Course is the state of a treaty's law for each of its parties through
// time: signed, in force, suspended, expired, withdrawn from.
type Course struct {
	treaty *Treaty
	events []Event // by date; on one date in the treaty's order
}

// Follow puts a treaty's events in order.
func Follow(t *Treaty) *Course {
	events := slices.Clone(t.Events)
	slices.SortStableFunc(events, func(a, b Event) int { return int(a.Date) - int(b.Date) })
	return &Course{t, events}
}

// On returns NotInForce, Suspended or "" (in force) for a party on a date.
func (c *Course) On(party string, d civil.Date) Status {
	inForce, expires := c.treaty.InForce, c.treaty.Expires
	suspended, withdrawn := false, false
	var gone []string // parties that withdrew
	for i := range c.events {
		e := &c.events[i]
		if e.Date > d {
			break
		}
		if e.What == Withdraws {
			for _, p := range c.treaty.Parties {
				if (e.Party == "" || e.Party == p) && !slices.Contains(gone, p) {
					gone = append(gone, p)
				}
			}
			withdrawn = slices.Contains(gone, party) || len(c.treaty.Parties)-len(gone) < 2
			continue
		}
		if e.Party != "" && e.Party != party {
			continue
		}
		switch e.What {
		case Suspends:
			suspended = true
		case Resumes:
			suspended = false
		case Extends:
			expires = e.Until
		case EntersIntoForce:
			inForce = e.Date
		}
	}
	switch {
	case inForce == 0, d < inForce, expires != 0 && d >= expires, withdrawn:
		return NotInForce
	case suspended:
		return Suspended
	}
	return ""
}
