// Package compare holds the runs of several scenarios side by side: which
// schedule is earlier, safer, more even, more reversible?
//
//	c := compare.New(runs, 0.1) // baseline first; a corridor of parity of 10 %
//
// Scenarios are aligned by state year and compared on the years that all of
// them share. Parties are the same when their codes are, limits when their
// addresses are; where a scenario lacks one, its cell is empty.
package compare

import (
	"math"
	"slices"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// A Run is a scenario's assessment under a name.
type Run struct {
	Name       string
	Assessment *sim.Assessment
}

// A Comparison is several runs on the years they share.
type Comparison struct {
	Runs     []Run // the baseline first
	From, To int   // the first and the last state year that all share; From > To: none
	Corridor float64

	Limits    []*Limit
	Parities  []*Parity
	Paces     []*Pace
	Warheads  []*Warheads
	Dominance []Dominance
}

// New compares runs. corridor is how far the smaller of two counts may fall
// short of the larger, as a share: 0.1 is 10 %.
func New(runs []Run, corridor float64) *Comparison {
	c := &Comparison{Runs: runs, Corridor: corridor, From: math.MinInt, To: math.MaxInt}
	for _, r := range runs {
		s := r.Assessment.Trajectory.Scenario
		c.From = max(c.From, s.Start.Year())
		c.To = min(c.To, s.Start.Year()+s.States()-1)
	}
	if c.From > c.To {
		return c
	}
	c.limits()
	c.parities()
	c.paces()
	c.warheads()
	c.dominance()
	return c
}

// states returns the indices of a run's first and last shared state.
func (c *Comparison) states(r int) (first, last int) {
	start := c.Runs[r].Assessment.Trajectory.Scenario.Start.Year()
	return c.From - start, c.To - start
}

// A Limit is one party's standing under one limit in every run.
type Limit struct {
	Party     string // code
	Name      string // of the party, in the first run that has it
	Limit     *treaty.Limit
	Standings []*sim.Standing // by run; nil where it has no such party or limit
	Excess    []float64       // by run: Σ max(0, −margin) over the findings that exceed
}

func (c *Comparison) limits() {
	find := func(s *sim.Standing) *Limit {
		for _, l := range c.Limits {
			if l.Party == s.Party.Code && l.Limit.Address() == s.Limit.Address() {
				return l
			}
		}
		l := &Limit{
			Party: s.Party.Code, Name: s.Party.Name, Limit: s.Limit,
			Standings: make([]*sim.Standing, len(c.Runs)), Excess: make([]float64, len(c.Runs)),
		}
		c.Limits = append(c.Limits, l)
		return l
	}
	for i, r := range c.Runs {
		for _, s := range r.Assessment.Standings() {
			shared := slices.DeleteFunc(slices.Clone(s.Findings), func(f *treaty.Finding) bool {
				return f.State.Year() < c.From || f.State.Year() > c.To
			})
			if len(shared) == 0 {
				continue
			}
			l := find(s)
			l.Standings[i] = sim.Stand(s.Party, s.Limit, shared)
			for _, f := range shared {
				if m, ok := f.Margin(); ok && f.Status == treaty.Exceeds {
					l.Excess[i] += max(0, -m)
				}
			}
		}
	}
	order := c.partyOrder()
	slices.SortStableFunc(c.Limits, func(a, b *Limit) int { return slices.Index(order, a.Party) - slices.Index(order, b.Party) })
}

// partyOrder lists the codes of all runs' parties in the order in which they
// first appear.
func (c *Comparison) partyOrder() []string {
	var codes []string
	for _, r := range c.Runs {
		for _, p := range r.Assessment.Trajectory.Scenario.Parties {
			if !slices.Contains(codes, p.Code) {
				codes = append(codes, p.Code)
			}
		}
	}
	return codes
}

// A Parity is how alike the parties' counts under one limit are in every run:
// the smallest ÷ the largest, 1 where they are equal (also where all are 0).
type Parity struct {
	Limit *treaty.Limit
	Runs  []*Balance // nil where fewer than two parties have a count
}

// A Balance is a parity in one run.
type Balance struct {
	Worst     float64 // the smallest parity of any shared year
	WorstYear int
	Outside   []int   // the years in which it lies below 1 − corridor
	End       float64 // in the last shared year
}

func (c *Comparison) parities() {
	for i, r := range c.Runs {
		type counts struct{ least, most float64 }
		of := map[*treaty.Limit]map[int]counts{}
		parties := map[*treaty.Limit]map[string]bool{}
		for k := range r.Assessment.Findings {
			f := &r.Assessment.Findings[k]
			if f.Date != f.State || !f.Computable || f.Date.Year() < c.From || f.Date.Year() > c.To {
				continue
			}
			if of[f.Limit] == nil {
				of[f.Limit], parties[f.Limit] = map[int]counts{}, map[string]bool{}
			}
			parties[f.Limit][f.Party.Code] = true
			now, seen := of[f.Limit][f.Date.Year()]
			if !seen {
				now = counts{f.Count, f.Count}
			}
			of[f.Limit][f.Date.Year()] = counts{min(now.least, f.Count), max(now.most, f.Count)}
		}
		for _, t := range r.Assessment.Trajectory.Scenario.Treaties {
			for _, l := range t.Limits {
				if len(parties[l]) < 2 {
					continue
				}
				b := &Balance{Worst: math.Inf(1)}
				for year := c.From; year <= c.To; year++ {
					n, ok := of[l][year]
					if !ok {
						continue
					}
					share := 1.0
					if n.most > 0 {
						share = n.least / n.most
					}
					if share < b.Worst {
						b.Worst, b.WorstYear = share, year
					}
					if share < 1-c.Corridor {
						b.Outside = append(b.Outside, year)
					}
					b.End = share
				}
				c.parity(l).Runs[i] = b
			}
		}
	}
}

func (c *Comparison) parity(l *treaty.Limit) *Parity {
	for _, p := range c.Parities {
		if p.Limit.Address() == l.Address() {
			return p
		}
	}
	p := &Parity{Limit: l, Runs: make([]*Balance, len(c.Runs))}
	c.Parities = append(c.Parities, p)
	return p
}

// A Pace is how evenly one leg of a party moves in every run.
type Pace struct {
	Party string
	Leg   arsenal.Type
	Runs  []*Stride // nil where the run has no such leg
}

// A Stride sums up the yearly moves of a leg's deployed launchers, regardless
// of direction.
type Stride struct {
	Largest     int // units in one year
	LargestYear int
	Mean        float64 // units a year, over all shared years
}

// Ratio is the largest yearly move ÷ the mean one: 1 where every year moves as
// much, the number of years where one year does it all; 0 where nothing moves.
func (s *Stride) Ratio() float64 {
	if s.Mean == 0 {
		return 0
	}
	return float64(s.Largest) / s.Mean
}

func (c *Comparison) paces() {
	for i, r := range c.Runs {
		tr := r.Assessment.Trajectory
		first, last := c.states(i)
		for _, p := range tr.Scenario.Parties {
			for _, leg := range arsenal.Types {
				var systems []*arsenal.System
				for _, s := range p.Systems {
					if s.Type == leg {
						systems = append(systems, s)
					}
				}
				if len(systems) == 0 || first == last {
					continue
				}
				stride := &Stride{}
				total := 0
				for k := first + 1; k <= last; k++ {
					move := 0
					for _, s := range systems {
						move += abs(tr.Holding(k, s).Deployed - tr.Holding(k-1, s).Deployed)
					}
					if move > stride.Largest {
						stride.Largest, stride.LargestYear = move, tr.Date(k).Year()
					}
					total += move
				}
				stride.Mean = float64(total) / float64(last-first)
				c.pace(p.Code, leg).Runs[i] = stride
			}
		}
	}
}

func (c *Comparison) pace(party string, leg arsenal.Type) *Pace {
	for _, p := range c.Paces {
		if p.Party == party && p.Leg == leg {
			return p
		}
	}
	p := &Pace{Party: party, Leg: leg, Runs: make([]*Stride, len(c.Runs))}
	c.Paces = append(c.Paces, p)
	return p
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// Warheads is where one party's warheads went in every run.
type Warheads struct {
	Party string
	Runs  []*Account // nil where the run has no such party
}

// An Account follows warheads over the shared years.
type Account struct {
	Before, After int // emplaced in the first and the last shared state
	Removed       int // taken off launchers, summed over systems and years
	Loaded        int // put on launchers

	Pools      bool // whether the party has any; the rest is 0 without
	Dismantled int
	Waiting    int     // retired, in the last shared state
	Cleared    int     // the year from which on none waits; 0: some do in the last
	Years      float64 // to clear these at the pools' stated rates; +Inf at a rate of 0
	Reloadable int     // pool by pool, no more than were removed: what its reserve has and its launchers of the last state could take
}

// Reversible is the share of the warheads removed that could go back; ok is
// false where none was removed or no pool says where they went.
func (a *Account) Reversible() (share float64, ok bool) {
	if a.Removed == 0 || !a.Pools {
		return 0, false
	}
	return float64(a.Reloadable) / float64(a.Removed), true
}

func (c *Comparison) warheads() {
	for i, r := range c.Runs {
		tr := r.Assessment.Trajectory
		first, last := c.states(i)
		uploads := tr.Uploads(last)
		for _, p := range tr.Scenario.Parties {
			a := &Account{}
			removed, loadable := map[*arsenal.Pool]int{}, map[*arsenal.Pool]int{}
			for _, s := range p.Systems {
				a.Before += tr.Holding(first, s).Warheads
				a.After += tr.Holding(last, s).Warheads
				for k := first + 1; k <= last; k++ {
					change := tr.Holding(k, s).Warheads - tr.Holding(k-1, s).Warheads
					a.Loaded += max(change, 0)
					a.Removed += max(-change, 0)
					removed[s.Pool] += max(-change, 0)
				}
				loadable[s.Pool] += uploads[s.Index].Loadable
			}
			a.Cleared = tr.Date(first).Year()
			for k := first; k <= last; k++ {
				for _, pool := range p.Pools {
					if tr.States[k].Stocks[pool.Index].Retired > 0 {
						a.Cleared = tr.Date(k).Year() + 1
					}
				}
			}
			if a.Cleared > c.To {
				a.Cleared = 0
			}
			for _, pool := range p.Pools {
				a.Pools = true
				a.Reloadable += min(removed[pool], loadable[pool])
				a.Dismantled += tr.States[last].Stocks[pool.Index].Dismantled - tr.States[first].Stocks[pool.Index].Dismantled
				if waiting := tr.States[last].Stocks[pool.Index].Retired; waiting > 0 {
					a.Waiting += waiting
					a.Years = max(a.Years, float64(waiting)/float64(pool.DismantlePerYear))
				}
			}
			c.account(p.Code).Runs[i] = a
		}
	}
}

func (c *Comparison) account(party string) *Warheads {
	for _, w := range c.Warheads {
		if w.Party == party {
			return w
		}
	}
	w := &Warheads{Party: party, Runs: make([]*Account, len(c.Runs))}
	c.Warheads = append(c.Warheads, w)
	return w
}

// Dominance is how one run stands to another over every party and limit that
// both have, each judged by four things: lastingly under earlier, a larger
// margin when the limit first binds, a larger margin at the end, less
// cumulative excess.
type Dominance struct {
	Run, Over           int // indices of the runs
	Better, Same, Worse int // judgements
	Apart               int // limits on a party that only one of the two has
}

// Dominates reports whether the run is better in something and worse in
// nothing. Runs under different limits do not dominate one another.
func (d Dominance) Dominates() bool { return d.Better > 0 && d.Worse == 0 && d.Apart == 0 }

func (c *Comparison) dominance() {
	for i := range c.Runs {
		for j := range c.Runs {
			if i == j {
				continue
			}
			d := Dominance{Run: i, Over: j}
			for _, l := range c.Limits {
				a, b := l.Standings[i], l.Standings[j]
				if a == nil || b == nil {
					if a != b {
						d.Apart++
					}
					continue
				}
				d.judge(-lasting(a), -lasting(b))
				if a.Binds != 0 && b.Binds != 0 {
					d.judge(a.MarginAtBinding, b.MarginAtBinding)
				}
				if a.HasEnd && b.HasEnd {
					d.judge(a.MarginEnd, b.MarginEnd)
				}
				d.judge(-l.Excess[i], -l.Excess[j])
			}
			c.Dominance = append(c.Dominance, d)
		}
	}
}

// lasting orders dates lastingly under, never last.
func lasting(s *sim.Standing) float64 {
	if s.LastingUnder == 0 {
		return math.Inf(1)
	}
	return float64(s.LastingUnder)
}

// judge counts which of two numbers, the larger being better, is better.
func (d *Dominance) judge(a, b float64) {
	switch {
	case a > b:
		d.Better++
	case a < b:
		d.Worse++
	default:
		d.Same++
	}
}
