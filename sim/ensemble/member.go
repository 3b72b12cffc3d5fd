package ensemble

import (
	"fmt"
	"math"
	"strconv"

	"drawdown/sim"
	"drawdown/sim/arsenal"
)

// A Member is a scenario of its own in which uncertain numbers can be set
// again and again. Running it with sim.Run is the plain way to a member's
// result; a Kernel is the fast one.
type Member struct {
	Scenario *sim.Scenario
	study    *Study
	slots    []slot
	drawn    []int     // systems whose opening deployed has to be found anew
	deployed []int     // by system: the opening deployed as written
	timed    []*timing // schedules whose years are drawn
	checks   []check
}

// A slot is where a draw goes.
type slot struct {
	input int
	whole bool
	real  *float64
	count *int
}

// timing is a schedule's years before its delay is added.
type timing struct {
	schedule           *sim.Schedule
	from, delay, until int // until 0: not stated
	way                []int
}

// An Invalid says why a draw makes a scenario that cannot be.
type Invalid struct {
	Member  int
	Address string
	Value   float64
	Why     string
}

func (e *Invalid) Error() string {
	return fmt.Sprintf("member %d: %s = %s: %s", e.Member, e.Address, short(e.Value), e.Why)
}

// short writes a number for people, to six figures.
func short(x float64) string {
	if math.Abs(x) >= 1e6 && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

// Member makes a member of a study, with the written values.
func (s *Study) Member() *Member {
	m := &Member{Scenario: s.Scenario.Clone(), study: s}
	timed := map[int]*timing{}
	for i, in := range s.Inputs {
		for _, n := range in.Numbers {
			sl := slot{input: i, whole: n.Whole}
			if n.Kind.timing() {
				t := timed[n.At]
				if t == nil {
					t = newTiming(m.Scenario.Schedules[n.At])
					timed[n.At] = t
					m.timed = append(m.timed, t)
				}
				sl.count = map[Kind]*int{Delay: &t.delay, From: &t.from, Until: &t.until}[n.Kind]
			} else {
				sl.real, sl.count = m.find(n)
			}
			m.slots = append(m.slots, sl)
		}
	}
	for i, sys := range s.Scenario.Systems {
		m.deployed = append(m.deployed, sys.Opening.Deployed)
		if s.touches(i, Launchers, Missiles, Deployed) {
			m.drawn = append(m.drawn, i)
		}
	}
	m.checks = m.makeChecks()
	return m
}

func newTiming(s *sim.Schedule) *timing {
	t := &timing{schedule: s, from: s.Base - s.Delay, delay: s.Delay, until: s.Until}
	if s.Until != 0 {
		t.until -= s.Delay
	}
	for _, w := range s.Way {
		t.way = append(t.way, w.Year-s.Delay)
	}
	return t
}

// set gives the schedule its years.
func (t *timing) set() {
	s := t.schedule
	s.Base, s.Delay = t.from+t.delay, t.delay
	if t.until != 0 {
		s.Until = t.until + t.delay
	}
	for i, y := range t.way {
		s.Way[i].Year = y + t.delay
	}
}

// touches reports whether an input sets one of these numbers of a system.
func (s *Study) touches(system int, kinds ...Kind) bool {
	for _, in := range s.Inputs {
		for _, n := range in.Numbers {
			for _, k := range kinds {
				if n.Kind == k && n.At == system {
					return true
				}
			}
		}
	}
	return false
}

// find returns where a number stands in the member's scenario.
func (m *Member) find(n Number) (real *float64, count *int) {
	sc := m.Scenario
	switch {
	case n.Kind.ofSystem():
		s := sc.Systems[n.At]
		switch n.Kind {
		case Launchers:
			return nil, &s.Opening.Launchers
		case Missiles:
			return nil, &s.Opening.Missiles
		case Deployed:
			return nil, &s.Opening.Deployed
		case Loading:
			return &s.Opening.Loading, nil
		case Capacity:
			return &s.Capacity, nil
		case Lot:
			return nil, &s.Lot
		case Attributed:
			return &s.Attributed.Value, nil
		case Equipped:
			return &s.Equipped.Value, nil
		}
		return &s.ThrowWeight.Value, nil
	case n.Kind.ofPool():
		p := sc.Pools[n.At]
		return nil, map[Kind]*int{
			PoolReserve: &p.Opening.Reserve, PoolRetired: &p.Opening.Retired,
			Produce: &p.ProducePerYear, Retire: &p.RetirePerYear, Dismantle: &p.DismantlePerYear,
		}[n.Kind]
	case n.Kind.ofSchedule():
		s := sc.Schedules[n.At]
		switch n.Kind {
		case Level:
			return &s.Way[n.Of].Level, nil
		case Rate:
			return &s.Rate, nil
		case To:
			return &s.To, nil
		}
		return &s.MaxYear, nil
	}
	l := sc.Treaties[n.At].Limits[n.Of]
	switch n.Kind {
	case Ceiling:
		return &l.Ceiling[n.Sub].Most, nil
	case Each:
		return &l.Rules[n.Sub].Each.Number, nil
	case Beyond:
		return &l.Rules[n.Sub].Beyond.Number, nil
	}
	return nil, &l.Rules[n.Sub].First
}

// Set sets every input to a value, as drawn: whole numbers are rounded, a
// deployed above launchers or missiles becomes that number, balances are taken.
// It returns nil unless the scenario cannot be.
func (m *Member) Set(values []float64) *Invalid {
	for _, i := range m.drawn {
		m.Scenario.Systems[i].Opening.Deployed = m.deployed[i]
	}
	for i := range m.slots {
		s := &m.slots[i]
		x := values[s.input]
		switch {
		case s.count != nil:
			*s.count = whole(x)
		case s.whole:
			*s.real = float64(whole(x))
		default:
			*s.real = x
		}
	}
	for _, t := range m.timed {
		t.set()
	}
	for _, i := range m.drawn {
		s := m.Scenario.Systems[i]
		h := &s.Opening
		h.Deployed = min(h.Deployed, h.Launchers)
		if s.HasMissiles {
			h.Deployed = min(h.Deployed, h.Missiles)
		}
	}
	for i := range m.checks {
		c := &m.checks[i]
		if why := c.fails(m, values); why != "" {
			in := m.study.Inputs[c.input]
			return &Invalid{Address: in.Address, Value: values[c.input], Why: why}
		}
	}
	for _, b := range m.study.Balances {
		if invalid := m.balance(b); invalid != nil {
			return invalid
		}
	}
	return nil
}

// balance gives a balance's system the loading that its total leaves.
func (m *Member) balance(b *Balance) *Invalid {
	rest := b.Total
	for _, o := range b.Others {
		rest -= m.Scenario.Systems[o.Index].Opening.Wanted()
	}
	s := m.Scenario.Systems[b.System.Index]
	s.Opening.Loading = 0
	if s.Opening.Deployed > 0 {
		s.Opening.Loading = float64(rest) / float64(s.Opening.Deployed)
	}
	why := ""
	switch {
	case rest < 0:
		why = fmt.Sprintf("the other systems already have %d warheads more than the total of %d", -rest, b.Total)
	case rest > 0 && s.Opening.Deployed == 0:
		why = fmt.Sprintf("%d warheads of the total are left, and none of the system is deployed", rest)
	case s.Opening.Loading > s.Capacity:
		why = fmt.Sprintf("the balance of %d warheads on %d launchers is more than the %s that each can carry", rest, s.Opening.Deployed, short(s.Capacity))
	default:
		return nil
	}
	return &Invalid{Address: b.Address, Value: s.Opening.Loading, Why: why}
}

// whole rounds to the nearest whole number, halves away from zero, within what
// a count can be.
func whole(x float64) int {
	if x < near && x > -near {
		return rounded(x)
	}
	return arsenal.Whole(x)
}

// A check is a condition that a draw may break, on behalf of one input.
type check struct {
	input int
	fails func(m *Member, values []float64) (why string)
}

// makeChecks lists what no range of the inputs rules out by itself.
func (m *Member) makeChecks() []check {
	var all []check
	for i, in := range m.study.Inputs {
		for _, n := range in.Numbers {
			low, high := in.Range()
			if n.Whole {
				low, high = math.Round(low), math.Round(high)
			}
			if low < n.Low || high > n.High || n.AboveLow && low <= n.Low {
				all = append(all, check{i, inRange(i, n)})
			}
			all = append(all, m.relations(i, n, low, high)...)
		}
	}
	return all
}

// inRange holds a draw against the range of its number.
func inRange(input int, n Number) func(*Member, []float64) string {
	return func(_ *Member, values []float64) string {
		x := values[input]
		if n.Whole {
			x = math.Round(x)
		}
		switch {
		case n.AboveLow && !(x > n.Low):
			return "it must be more than " + short(n.Low)
		case !(x >= n.Low):
			return "it must be at least " + short(n.Low)
		case !(x <= n.High):
			return "it must be at most " + short(n.High)
		}
		return ""
	}
}

// relations are the checks of a number against others.
func (m *Member) relations(input int, n Number, low, high float64) []check {
	var all []check
	add := func(fails func(*Member, []float64) string) { all = append(all, check{input, fails}) }
	sc := m.Scenario
	switch {
	case n.Kind == Loading || n.Kind == Capacity:
		s := sc.Systems[n.At]
		if n.Kind == Loading && !m.study.touches(n.At, Capacity) && high <= s.Capacity ||
			n.Kind == Capacity && !m.study.touches(n.At, Loading) && !m.balanced(n.At) && low >= s.Opening.Loading {
			break
		}
		if n.Kind == Capacity && m.balanced(n.At) {
			break // the balance checks it
		}
		add(func(*Member, []float64) string {
			if s.Opening.Loading > s.Capacity {
				return fmt.Sprintf("%s warheads on each launcher of %s, which can carry %s", short(s.Opening.Loading), s.Address(), short(s.Capacity))
			}
			return ""
		})
	case n.Kind == MaxYear || n.Kind == Lot:
		for i, sch := range sc.Schedules {
			if !sch.Quantity.InLots() || sch.MaxYear == 0 || n.Kind == MaxYear && i != n.At {
				continue
			}
			for _, s := range sch.Systems {
				if n.Kind == Lot && s.Index != n.At {
					continue
				}
				if n.Kind == MaxYear && !m.study.touches(s.Index, Lot) && low >= float64(s.Lot) {
					continue
				}
				add(func(*Member, []float64) string {
					if sch.MaxYear < float64(s.Lot) {
						return fmt.Sprintf("schedule %s may move %s a year, but %s moves in lots of %d", sch.Key, short(sch.MaxYear), s.Address(), s.Lot)
					}
					return ""
				})
			}
		}
	case n.Kind.timing():
		t := m.timing(n.At)
		if n.Kind != Delay {
			add(t.ordered(sc.Start.Year()))
		}
		for _, other := range m.rivals(t.schedule) {
			end := sc.Start.Year() + sc.States() - 1
			add(func(*Member, []float64) string {
				first, last := t.schedule.Occupies(end)
				from, until := other.Occupies(end)
				if max(first, from) <= min(last, until) {
					return fmt.Sprintf("schedule %s and schedule %s both move a quantity in %d", t.schedule.Key, other.Key, max(first, from))
				}
				return ""
			})
		}
	}
	return all
}

func (m *Member) balanced(system int) bool {
	for _, b := range m.study.Balances {
		if b.System.Index == system {
			return true
		}
	}
	return false
}

// timing returns the drawn years of a schedule.
func (m *Member) timing(schedule int) *timing {
	for _, t := range m.timed {
		if t.schedule.Index == schedule {
			return t
		}
	}
	return nil
}

// ordered checks that a schedule begins with the scenario or later, and moves
// only after it begins.
func (t *timing) ordered(start int) func(*Member, []float64) string {
	return func(*Member, []float64) string {
		switch {
		case t.from < start:
			return fmt.Sprintf("schedule %s starts from %d, before the scenario does (%d)", t.schedule.Key, t.from, start)
		case t.until != 0 && t.until <= t.from:
			return fmt.Sprintf("schedule %s starts from the state of %d, so it cannot end in %d", t.schedule.Key, t.from, t.until)
		case len(t.way) > 0 && t.way[0] <= t.from:
			return fmt.Sprintf("schedule %s starts from the state of %d, so a level in %d comes too early", t.schedule.Key, t.from, t.way[0])
		}
		return ""
	}
}

// rivals are the schedules that move a quantity which this one moves too.
func (m *Member) rivals(s *sim.Schedule) []*sim.Schedule {
	var all []*sim.Schedule
	for _, other := range m.Scenario.Schedules {
		if other != s && other.Quantity == s.Quantity && shares(s.Systems, other.Systems) {
			all = append(all, other)
		}
	}
	return all
}

func shares(a, b []*arsenal.System) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
