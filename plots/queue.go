package plots

import (
	"fmt"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/verdict"
)

// Queue shows warheads outside deployed launchers: retired and awaiting
// dismantlement, in reserve, and dismantled since the start. One panel for
// each pool.
func Queue(t *sim.Trajectory, o Options) *Figure {
	sc := t.Scenario
	f := o.figure(sc)
	if f.Headline == "" {
		f.Headline = longestQueue(t)
	}
	if f.Subtitle == "" {
		f.Subtitle = titled(f, sc, "warheads retired, in reserve and dismantled since the start") + "."
	}
	f.Reading = "Each column is a state. At the bottom are the warheads that await dismantlement; " +
		"the years after their number are what clearing them takes at the stated rate."
	if len(sc.Pools) == 0 {
		return f.without(noPools)
	}
	f.Desc = sentence(f.Headline)
	var without []string
	for _, p := range sc.Parties {
		if len(p.Pools) == 0 && len(p.Systems) > 0 {
			without = append(without, p.Name)
		}
	}
	if len(without) > 0 {
		none := " No pool is modelled for " + verdict.List(without) + "."
		if o.Subtitle == "" {
			f.Subtitle += none
		}
		f.Desc += none
	}
	for _, p := range sc.Pools {
		stack := &Stack{Party: p.Party.Index, Apart: true, Bands: []Band{{Name: "Retired"}, {Name: "Reserve"}, {Name: "Dismantled"}}}
		for k := range t.States {
			s := &t.States[k].Stocks[p.Index]
			stack.At = append(stack.At, decimal(t.Date(k)))
			for i, v := range []int{s.Retired, s.Reserve, s.Dismantled} {
				stack.Bands[i].Values = append(stack.Bands[i].Values, float64(v))
			}
		}
		last := &t.States[len(t.States)-1].Stocks[p.Index]
		title := p.Party.Name
		if len(p.Party.Pools) > 1 {
			title += ": " + p.Key
		}
		note := clearing(last.Retired, p.DismantlePerYear)
		if last.Retired > 0 {
			stack.Bands[0].Note = note
		}
		f.Panels = append(f.Panels, Panel{Title: title, Unit: "warheads", Stack: stack})
		f.Desc += fmt.Sprintf(" %s In %d: %d retired (%s), %d in reserve, %d dismantled since the start.", sentence(title),
			t.Date(len(t.States)-1).Year(), last.Retired, note, last.Reserve, last.Dismantled)
	}
	return f
}

// clearing says how long a queue takes to clear.
func clearing(retired, perYear int) string {
	switch {
	case retired == 0:
		return "none wait"
	case perYear == 0:
		return "none are dismantled"
	}
	return yearsOf(retired, perYear) + " to clear"
}

// yearsOf writes how many years a queue takes at a rate.
func yearsOf(retired, perYear int) string {
	v := float64(retired) / float64(perYear)
	if s := Number(v); s != "1" {
		if s == "0" {
			return "under 0.1 years"
		}
		return s + " years"
	}
	return "1 year"
}

// longestQueue is the headline: the queue that takes longest to clear in the
// end.
func longestQueue(t *sim.Trajectory) string {
	last := len(t.States) - 1
	year := t.Date(last).Year()
	var worst *arsenal.Pool
	length := func(p *arsenal.Pool) float64 {
		return float64(t.States[last].Stocks[p.Index].Retired) / float64(p.DismantlePerYear)
	}
	dismantled := 0
	for _, p := range t.Scenario.Pools {
		s := &t.States[last].Stocks[p.Index]
		dismantled += s.Dismantled
		if s.Retired > 0 && (worst == nil || length(p) > length(worst)) {
			worst = p
		}
	}
	switch {
	case len(t.Scenario.Pools) == 0:
		return "No warheads outside deployed launchers are modelled"
	case worst == nil && dismantled == 0:
		return "No warhead is retired or dismantled"
	case worst == nil:
		return fmt.Sprintf("No retired warhead waits in %d; %s were dismantled since %d", year, Number(float64(dismantled)), t.Date(0).Year())
	}
	n := t.States[last].Stocks[worst.Index].Retired
	s := fmt.Sprintf("%s retired warheads of %s wait for dismantlement in %d", Number(float64(n)), worst.Party.Name, year)
	if n == 1 {
		s = strings.Replace(s, "warheads of", "warhead of", 1)
		s = strings.Replace(s, " wait ", " waits ", 1)
	}
	if worst.DismantlePerYear == 0 {
		return s + ", and none are dismantled"
	}
	return fmt.Sprintf("%s: %s at %s a year", s, yearsOf(n, worst.DismantlePerYear), Number(float64(worst.DismantlePerYear)))
}
