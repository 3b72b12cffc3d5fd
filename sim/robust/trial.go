// Package robust tests schedules in the same futures: which of them holds
// whatever happens, what does each cost in hindsight, and what breaks it?
//
//	trial     := robust.New(schedules)        // the baseline first
//	result, _ := trial.Run(ctx, options)      // every schedule in every future
//	result.Spread(s), result.Regret(s)        // what they show
//	result.Breaks(s)                          // the ranges in which s mostly fails
//
// # The same futures
//
// The uncertain numbers of all schedules are united by address: the baseline's
// in its file order, then what each other schedule adds, in its own. Future m
// is one u in [0, 1) for each united address (package sample), and every
// schedule draws its own quantile F⁻¹(u) of it. So schedules that state the
// same range draw the same value, those that state different ones draw values
// of the same rank, and what differs between them is not luck (common random
// numbers). One schedule alone has the members that package ensemble gives it.
//
// # Measures
//
// A row is a party, a limit and a date. Of one schedule in one future, over the
// rows on which a ceiling binds and a count can be computed:
//
//	margin = ceiling − count
//	kept   : no margin is below 0
//	room   = 100 · min over rows of margin / max(ceiling, 1)   per cent
//
// The tightest room is what is left where least is left, as a part of that
// ceiling; below 0 it is the worst excess. Of a ceiling of 0 every unit counts
// as 100 per cent. A limit counts as bound if it binds a party on some date;
// the date lastingly under all is the first from which on no margin is below 0
// under any such limit to the end, binding already or not.
//
// Schedules are held against each other on common rows only: those that bind in
// each of them, of state years that all share, with parties the same by code,
// limits by address, states by year and steps of ceilings by date. With
// common room as above over these rows,
//
//	regret = max over schedules of common room − own common room
//
// in percentage points: how much better the best schedule for that future
// would have done. It is 0 where a schedule is the best or as good as it.
//
// Schedule a is at least as good as b in a future if its margin is no smaller
// in any common row, and better if it also is larger in one. It dominates b if
// it is at least as good in every future and better in one.
//
// # What breaks a schedule
//
// A schedule fails in a future in which it is not kept. Package prim seeks the
// ranges of its inputs inside which it does so more often than elsewhere; of one
// that mostly fails, also those inside which it holds more often.
//
// All are statements about the futures that the schedules' ranges span, not
// about how likely these are in the world.
package robust

import (
	"math"
	"slices"

	"drawdown/sim/ensemble"
)

// A Schedule is a scenario with what is uncertain about it, under a name.
type Schedule struct {
	Name   string
	Kernel *ensemble.Kernel
}

// A Trial is schedules that are to be tested in the same futures.
type Trial struct {
	Schedules []Schedule // the baseline first
	Inputs    []*Input   // united
	From, To  int        // the first and the last state year that all share; From > To: none
	Left      [][]Left   // by schedule: what is not compared

	own    [][]int // by schedule and input of its own: the united one
	common [][]int // by common row and schedule: the row of its kernel
	alike  bool    // whether every row that binds in some schedule is common
}

// An Input is one address at which some schedule is uncertain.
type Input struct {
	Address string
	Of      []*ensemble.Input // by schedule; nil: certain there, or absent
}

// Versions are the schedules that state a range of their own: the first that
// states any, and each that differs from all before it.
func (in *Input) Versions() []int {
	var all []int
	for s, of := range in.Of {
		if of != nil && !slices.ContainsFunc(all, func(v int) bool { return in.Of[v].Distribution.String() == of.Distribution.String() }) {
			all = append(all, s)
		}
	}
	return all
}

// Lacks are the schedules that do not draw the input.
func (in *Input) Lacks() []int {
	var all []int
	for s, of := range in.Of {
		if of == nil {
			all = append(all, s)
		}
	}
	return all
}

// A Left is a limit on a party of which a schedule has binding rows that are
// not common.
type Left struct {
	Tally *ensemble.Tally
	Rows  int  // not common
	All   bool // none is common
}

// New readies a trial.
func New(schedules []Schedule) *Trial {
	t := &Trial{Schedules: schedules, From: math.MinInt, To: math.MaxInt}
	for i, s := range schedules {
		t.unite(i, s.Kernel.Study.Inputs)
		sc := s.Kernel.Study.Scenario
		t.From = max(t.From, sc.Start.Year())
		t.To = min(t.To, sc.Start.Year()+sc.States()-1)
	}
	t.pair()
	return t
}

// unite adds a schedule's inputs.
func (t *Trial) unite(schedule int, inputs []*ensemble.Input) {
	own := make([]int, len(inputs))
	for i, in := range inputs {
		own[i] = slices.IndexFunc(t.Inputs, func(u *Input) bool { return u.Address == in.Address })
		if own[i] < 0 {
			own[i] = len(t.Inputs)
			t.Inputs = append(t.Inputs, &Input{in.Address, make([]*ensemble.Input, len(t.Schedules))})
		}
		t.Inputs[own[i]].Of[schedule] = in
	}
	t.own = append(t.own, own)
}

// A place is what makes rows of different schedules the same.
type place struct {
	party, limit string
	state        bool
	on           int // a date; of a state its year
}

func placeOf(r *ensemble.Row) place {
	p := place{r.Party.Code, r.Limit.Address(), r.Date == r.State, int(r.Date)}
	if p.state {
		p.on = r.Date.Year()
	}
	return p
}

// pair finds the common rows, and what is left.
func (t *Trial) pair() {
	places := make([]map[place]int, len(t.Schedules))
	for s := range t.Schedules {
		places[s] = map[place]int{}
		for i := range t.Schedules[s].Kernel.Rows {
			if r := &t.Schedules[s].Kernel.Rows[i]; r.Binding && r.State.Year() >= t.From && r.State.Year() <= t.To {
				places[s][placeOf(r)] = i
			}
		}
	}
	taken := make([][]bool, len(t.Schedules))
	for s := range t.Schedules {
		taken[s] = make([]bool, len(t.Schedules[s].Kernel.Rows))
	}
	for i := range t.Schedules[0].Kernel.Rows {
		p := placeOf(&t.Schedules[0].Kernel.Rows[i])
		rows := make([]int, len(t.Schedules))
		all := true
		for s := range t.Schedules {
			row, ok := places[s][p]
			rows[s], all = row, all && ok
		}
		if !all {
			continue
		}
		t.common = append(t.common, rows)
		for s, row := range rows {
			taken[s][row] = true
		}
	}
	t.alike = true
	t.Left = make([][]Left, len(t.Schedules))
	for s := range t.Schedules {
		k := t.Schedules[s].Kernel
		for _, tally := range k.Tallies() {
			l := Left{Tally: tally, All: true}
			for _, row := range tally.Rows {
				switch {
				case !k.Rows[row].Binding:
				case taken[s][row]:
					l.All = false
				default:
					l.Rows++
				}
			}
			if l.Rows > 0 {
				t.Left[s] = append(t.Left[s], l)
				t.alike = false
			}
		}
	}
}

// Common is how many rows schedules are held against each other on.
func (t *Trial) Common() int { return len(t.common) }

// draw sets a schedule's values to those that it has in a future.
func (t *Trial) draw(schedule int, u, values []float64) {
	for i, in := range t.Schedules[schedule].Kernel.Study.Inputs {
		values[i] = in.Quantile(u[t.own[schedule][i]])
	}
}
