package ensemble

import (
	"context"
	"sync"
	"sync/atomic"

	"drawdown/sim/civil"
)

// Points are points of the unit cube, one for each member: what package sample
// makes.
type Points interface {
	// Point sets u[k] to the share, in [0, 1), that fixes input k of a member.
	Point(member int, u []float64)
}

// Options say which members are run, and how.
type Options struct {
	Points      Points
	From, Until int // members From up to, but not including, Until
	Workers     int // how many run at the same time; at least 1
	// CountsOnly leaves out what is known only member by member: dates, and
	// whether limits are kept.
	CountsOnly bool
	// Progress is told now and then how many members are done; calls do not
	// overlap. nil: nobody wants to know.
	Progress func(done int)
}

// chunk is how many members a worker takes at a time.
const chunk = 512

// Share hands members out to workers, some at a time and in order, and returns
// how many were done. A chunk that is begun is finished, so what is done has no
// gaps; no more are handed out once ctx ends or work returns false. progress is
// told now and then how many are done; calls do not overlap.
func Share(ctx context.Context, from, until, workers int, progress func(done int), work func(worker, from, until int) bool) int {
	var next, done atomic.Int64
	var failed atomic.Bool
	var told sync.Mutex
	var wg sync.WaitGroup
	next.Store(int64(from))
	for w := range workers {
		wg.Go(func() {
			for ctx.Err() == nil && !failed.Load() {
				from := int(next.Add(chunk)) - chunk
				if from >= until {
					return
				}
				to := min(from+chunk, until)
				if !work(w, from, to) {
					failed.Store(true)
					return
				}
				n := int(done.Add(int64(to - from)))
				if progress != nil {
					told.Lock()
					progress(n)
					told.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return int(done.Load())
}

// Run runs members and adds up what they show. Which worker runs a member, and
// when, changes nothing. When ctx ends early, the result holds the members up
// to the one it was cut off at, and is partial; an invalid member is an error.
func (k *Kernel) Run(ctx context.Context, o Options) (*Result, error) {
	workers := max(o.Workers, 1)
	results, runners := make([]*Result, workers), make([]*Runner, workers)
	errs := make([]*Invalid, workers)
	for w := range workers {
		results[w], runners[w] = k.newResult(o), k.Runner()
	}
	Share(ctx, o.From, o.Until, workers, o.Progress, func(w, from, until int) bool {
		errs[w] = runners[w].members(results[w], o, from, until)
		return errs[w] == nil
	})
	// Chunks are handed out in order, so the first invalid member was found by
	// someone.
	var first *Invalid
	for _, e := range errs {
		if e != nil && (first == nil || e.Member < first.Member) {
			first = e
		}
	}
	if first != nil {
		return nil, first
	}
	out := results[0]
	for _, r := range results[1:] {
		out.add(r)
	}
	out.Partial = out.Done < o.Until-o.From
	return out, nil
}

// Draw sets values to what a member draws.
func (k *Kernel) Draw(p Points, member int, values []float64) {
	p.Point(member, values)
	for i, in := range k.Study.Inputs {
		values[i] = in.Quantile(values[i])
	}
}

// members runs members and adds them to a result.
func (r *Runner) members(out *Result, o Options, from, until int) *Invalid {
	values := r.values
	for m := from; m < until; m++ {
		r.kernel.Draw(o.Points, m, values)
		if invalid := r.Run(values); invalid != nil {
			invalid.Member = m
			return invalid
		}
		out.take(r)
		if !o.CountsOnly {
			out.takeDates(r)
		}
		out.Done++
	}
	return nil
}

// A Result is what the members of an ensemble show.
type Result struct {
	Kernel     *Kernel
	Done       int  // members
	Partial    bool // fewer than were asked for
	CountsOnly bool // dates and limits kept are not known

	counts [][]Counter // by tally and state; nil: does not vary
	lacks  [][]int     // by tally and state: members without a count
	under  []int       // by row: members with a margin of at least 0, where counts do not tell

	first, lasting [][]int // by tally and place in its rows: members first and lastingly under from there; at the end those that never are
	stands         []Stand // by tally
	standsBy       []Stand // by party
	standsAll      Stand
}

// A Stand is how many members keep limits while they bind, and how many exceed
// none but have a count that cannot be computed.
type Stand struct{ Kept, Untold int }

func (s *Stand) take(v Verdict) {
	switch v {
	case Kept:
		s.Kept++
	case Untold:
		s.Untold++
	}
}

func (s *Stand) add(other Stand) {
	s.Kept += other.Kept
	s.Untold += other.Untold
}

func (k *Kernel) newResult(o Options) *Result {
	r := &Result{Kernel: k, CountsOnly: o.CountsOnly}
	n := len(k.tallies)
	r.counts, r.lacks = make([][]Counter, n), make([][]int, n)
	r.first, r.lasting = make([][]int, n), make([][]int, n)
	r.stands, r.standsBy = make([]Stand, n), make([]Stand, len(k.Study.Scenario.Parties))
	r.under = make([]int, len(k.Rows))
	for i, t := range k.tallies {
		r.first[i], r.lasting[i] = make([]int, len(t.Rows)+1), make([]int, len(t.Rows)+1)
		if !t.varies {
			continue
		}
		r.counts[i], r.lacks[i] = make([]Counter, k.states), make([]int, k.states)
		for j := range r.counts[i] {
			r.counts[i][j].Millionths = !t.whole
		}
	}
	return r
}

// take adds a member's counts.
func (out *Result) take(r *Runner) {
	k := r.kernel
	for i, t := range k.tallies {
		switch {
		case t.lane >= 0:
			counts := out.counts[i]
			for j, n := range r.sums[t.lane*k.states:][:len(counts)] {
				c := &counts[j]
				if bin := uint(n - c.low); bin < uint(len(c.bins)) {
					c.bins[bin]++
				} else {
					c.beyond(n, 1)
				}
			}
		case t.varies:
			for j, c := range r.counted[i] {
				switch {
				case !c.ok:
					out.lacks[i][j]++
				case t.whole:
					out.counts[i][j].add(int(c.count))
				default:
					out.counts[i][j].addReal(c.count)
				}
			}
		}
		if !t.plain() {
			for _, row := range t.Rows {
				if m, ok := r.Margin(row); ok && m >= 0 {
					out.under[row]++
				}
			}
		}
	}
}

// plain reports whether the counts tell how many members are under a ceiling.
func (t *tally) plain() bool { return t.whole && !t.drawn }

// takeDates adds a member's dates, and how it stands to the limits.
func (out *Result) takeDates(r *Runner) {
	all := Kept
	for p := range out.standsBy {
		by := Kept
		for i, t := range r.kernel.tallies {
			if t.Party.Index != p {
				continue
			}
			first, lasting, v := r.Follow(i)
			out.first[i][first]++
			out.lasting[i][lasting]++
			out.stands[i].take(v)
			by = max(by, v)
		}
		out.standsBy[p].take(by)
		all = max(all, by)
	}
	out.standsAll.take(all)
}

// add adds what another result of the same kernel holds.
func (out *Result) add(r *Result) {
	out.Done += r.Done
	out.standsAll.add(r.standsAll)
	sumInto(out.under, r.under)
	for i := range out.stands {
		out.stands[i].add(r.stands[i])
	}
	for i := range out.standsBy {
		out.standsBy[i].add(r.standsBy[i])
	}
	for i := range out.counts {
		sumInto(out.first[i], r.first[i])
		sumInto(out.lasting[i], r.lasting[i])
		sumInto(out.lacks[i], r.lacks[i])
		for j := range out.counts[i] {
			out.counts[i][j].merge(&r.counts[i][j])
		}
	}
}

func sumInto(into, from []int) {
	for i, n := range from {
		into[i] += n
	}
}

// Quantiles sum up the counts of a row; N is 0 where no member has one.
func (out *Result) Quantiles(row int) Quantiles {
	w := &out.Kernel.Rows[row]
	if counts := out.counts[w.Tally]; counts != nil {
		return counts[w.K].Quantiles()
	}
	f := &out.Kernel.Base.Findings[row]
	if !f.Computable {
		return Quantiles{}
	}
	c := Counter{Millionths: true}
	c.beyond(millionths(f.Count), uint32(out.Done))
	return c.Quantiles()
}

// Under tells how many members have a margin of at least 0 in a row that has a
// ceiling, and how many have a count at all.
func (out *Result) Under(row int) (under, draws int) {
	w := &out.Kernel.Rows[row]
	t := out.Kernel.tallies[w.Tally]
	f := &out.Kernel.Base.Findings[row]
	counts := out.counts[w.Tally]
	switch {
	case counts != nil:
		draws = out.Done - out.lacks[w.Tally][w.K]
	case f.Computable:
		draws = out.Done
	}
	switch {
	case !t.plain():
		return out.under[row], draws
	case counts != nil:
		return counts[w.K].upTo(f.Ceiling), draws
	case draws > 0 && f.Count <= f.Ceiling:
		return draws, draws
	}
	return 0, draws
}

// An Arrival is how many members come under a ceiling on a date.
type Arrival struct {
	Date           civil.Date // zero: never
	First, Lasting int        // members first and lastingly under from that date on
}

// Arrivals are the dates of one party under one limit on which some member
// comes under its ceiling, and last those that never do.
func (out *Result) Arrivals(tally int) []Arrival {
	var all []Arrival
	rows := out.Kernel.tallies[tally].Rows
	for j := range out.first[tally] {
		a := Arrival{First: out.first[tally][j], Lasting: out.lasting[tally][j]}
		if j < len(rows) {
			a.Date = out.Kernel.Rows[rows[j]].Date
		}
		if a.First+a.Lasting > 0 || j == len(rows) {
			all = append(all, a)
		}
	}
	return all
}

// Kept is in how many members one party keeps one limit while it binds, of so
// many for which that can be told.
func (out *Result) Kept(tally int) (kept, told int) { return out.told(out.stands[tally]) }

// KeptBy is the same for all limits on a party, by Party.Index.
func (out *Result) KeptBy(party int) (kept, told int) { return out.told(out.standsBy[party]) }

// KeptAll is the same for all limits on all parties.
func (out *Result) KeptAll() (kept, told int) { return out.told(out.standsAll) }

func (out *Result) told(s Stand) (kept, told int) { return s.Kept, out.Done - s.Untold }
