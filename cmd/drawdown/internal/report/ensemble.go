package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"drawdown/plots"
	"drawdown/scenarios/tables"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/ensemble"
	"drawdown/sim/verdict"
)

// Ensemble says what many draws of a scenario show.
func Ensemble(r *Report, res *ensemble.Result, sampling Sampling, command []string) *Study {
	d := r.Document
	st := &Study{
		Version: r.Version, Reports: []*Report{r}, Command: command, Kind: "ensemble", Sampling: &sampling, Ranges: true,
		Title: d.Scenario.Title,
	}
	e := &ensembleView{Study: st, Result: res}
	st.Span = e.span()
	st.Headline, st.Says = e.headline(), e.says()
	st.Notes = sampling.notes()
	st.Glance = []*tables.Table{e.glance()}
	st.Tables = tables.EnsembleTables(d, res)
	st.Figures = e.figures
	return st
}

// ensembleView words an ensemble.
type ensembleView struct {
	*Study
	*ensemble.Result
}

func (e *ensembleView) span() string {
	return e.Sampling.brokenOff() + e.Sampling.drawn(e.Done, len(e.Kernel.Study.Inputs)) + "; " + e.Reports[0].span() + "."
}

// telling returns the row that tells most of a tally: that of the day on which
// it first binds, else the last with a ceiling.
func telling(k *ensemble.Kernel, t *ensemble.Tally) (row int, ok bool) {
	row = -1
	for _, i := range t.Rows {
		switch w := &k.Rows[i]; {
		case w.Binding:
			return i, true
		case w.HasCeiling:
			row = i
		}
	}
	return row, row >= 0
}

// ceiling is the ceiling of a row with the written values.
func (e *ensembleView) ceiling(row int) string {
	return verdict.Number(e.Kernel.Base.Findings[row].Ceiling)
}

// bound names the ceiling of a row: "1,550 warheads".
func (e *ensembleView) bound(row int) string {
	w := &e.Kernel.Rows[row]
	if w.Drawn() {
		return fmt.Sprintf("a drawn ceiling (written %s) of %s", e.ceiling(row), unitOf(w))
	}
	return e.ceiling(row) + " " + unitOf(w)
}

// headline names the limit that is least sure, and how sure all of them are.
func (e *ensembleView) headline() string {
	binds := slices.ContainsFunc(e.Kernel.Tallies(), func(t *ensemble.Tally) bool { return t.Binds })
	least, chance, found := -1, 2.0, false
	for _, t := range e.Kernel.Tallies() {
		row, ok := telling(e.Kernel, t)
		if !ok || binds && !t.Binds {
			continue
		}
		under, draws := e.Under(row)
		if p := float64(under) / float64(draws); draws > 0 && p < chance {
			least, chance, found = row, p, true
		}
	}
	if !found {
		return "No limit with a ceiling counts anything in this scenario, so nothing can be said of chances"
	}
	kept, told := e.KeptAll()
	switch {
	case binds && told == 0:
		return e.under(least) + ", " + GivenRanges + "; whether all limits that bind are kept cannot be told, since counts are missing"
	case binds && kept == told:
		return "All limits that bind are kept throughout, by all, in " + share(kept, told) + ", " + GivenRanges
	case binds:
		return e.under(least) + "; all limits that bind are kept throughout, by all, in " + share(kept, told) + ", " + GivenRanges
	}
	return e.under(least) + ", " + GivenRanges
}

// under says in how many draws a party is under a ceiling on a row's date.
func (e *ensembleView) under(row int) string {
	w := &e.Kernel.Rows[row]
	under, draws := e.Under(row)
	return fmt.Sprintf("%s is at or under the %s limit of %s on %s in %s",
		w.Party.Name, w.Limit.Treaty.Short, e.bound(row), w.Date.Long(), share(under, draws))
}

// unitOf is the unit of a row's limit, or else its key.
func unitOf(w *ensemble.Row) string {
	if w.Limit.Unit != "" {
		return w.Limit.Unit
	}
	return "(" + w.Limit.Key + ")"
}

// says is a sentence or two on each party and limit that is not certain, and
// one on those that are.
func (e *ensembleView) says() []string {
	var all []string
	var sure, idle, untold listed
	for i, t := range e.Kernel.Tallies() {
		row, ok := telling(e.Kernel, t)
		if !ok {
			continue
		}
		under, draws := e.Under(row)
		kept, told := e.Kept(i)
		switch {
		case draws == 0:
			untold.add(t)
		case under == draws && t.Binds && kept == e.Done:
			sure.add(t)
		case under == draws && !t.Binds:
			idle.add(t)
		default:
			s := fmt.Sprintf("%s, %s: %s. %s", t.Party.Name, t.Limit.Address(), e.spread(row), e.arrival(i))
			if t.Binds && told < e.Done {
				s += fmt.Sprintf(" In %s a count that binds cannot be computed.", share(e.Done-told, e.Done))
			}
			all = append(all, s)
		}
	}
	all = append(all, sure.say(" keeps these limits in every draw, on every date on which they bind ("+interval(e.Done, e.Done)+" with the sampling error): ")...)
	all = append(all, idle.say(" is at or under these ceilings in every draw at the end, and they bind on no date: ")...)
	all = append(all, untold.say(" has no count under these limits in any draw, so nothing can be told of them: ")...)
	for _, p := range e.Kernel.Study.Scenario.Parties {
		if kept, told := e.KeptBy(p.Index); e.Kernel.BindsOn(p) && len(e.Kernel.Study.Scenario.Parties) > 1 && kept < told {
			all = append(all, fmt.Sprintf("%s exceeds no limit on any date on which it binds in %s (%s).", p.Name, share(kept, told), interval(kept, told)))
		}
	}
	return all
}

// listed are limits by party, in order.
type listed struct {
	parties []*arsenal.Party
	limits  [][]string
}

func (l *listed) add(t *ensemble.Tally) {
	i := slices.Index(l.parties, t.Party)
	if i < 0 {
		i = len(l.parties)
		l.parties, l.limits = append(l.parties, t.Party), append(l.limits, nil)
	}
	l.limits[i] = append(l.limits[i], t.Limit.Address())
}

// say puts each party and its limits into a sentence.
func (l *listed) say(what string) []string {
	var all []string
	for i, p := range l.parties {
		all = append(all, p.Name+what+verdict.List(l.limits[i])+".")
	}
	return all
}

// spread says in how many draws a count is under its ceiling, and how far it
// spreads.
func (e *ensembleView) spread(row int) string {
	under, draws := e.Under(row)
	s := fmt.Sprintf("at or under %s on %s in %s (%s with the sampling error)",
		e.bound(row), e.Kernel.Rows[row].Date.Long(), share(under, draws), interval(under, draws))
	switch q := e.Quantiles(row); {
	case q.Min == q.Max:
		s += fmt.Sprintf("; the count is %s in each", verdict.Number(q.Min))
	case q.N < few:
		s += fmt.Sprintf("; counts lie between %s and %s", verdict.Number(q.Min), verdict.Number(q.Max))
	default:
		s += fmt.Sprintf("; nine in ten counts lie between %s and %s, the median is %s", verdict.Number(q.Q05), verdict.Number(q.Q95), verdict.Number(q.Q50))
	}
	return s
}

// few is under how many draws tenths of them say nothing.
const few = 20

// arrival says from when on a party is lastingly under a ceiling.
func (e *ensembleView) arrival(i int) string {
	var all []arrival
	for _, a := range e.Arrivals(i) {
		all = append(all, arrival{a.Date, a.Lasting})
	}
	return lastingly("", all, e.Done)
}

// An arrival is how many draws are lastingly under a ceiling from a date on;
// zero: never.
type arrival struct {
	date  civil.Date
	draws int
}

// lastingly says how arrivals are spread, by date. what they are under may be
// left out where that is the ceiling spoken of.
func lastingly(what string, all []arrival, draws int) string {
	never := 0
	all = slices.DeleteFunc(all, func(a arrival) bool {
		if a.date == 0 {
			never += a.draws
		}
		return a.date == 0 || a.draws == 0
	})
	reached := draws - never
	if what != "" {
		what = " under " + what
	}
	if reached == 0 {
		return "Lastingly" + cmp.Or(what, " under it") + " in no draw."
	}
	at := func(percent int) string {
		seen, want := 0, (percent*reached+99)/100
		for _, a := range all {
			if seen += a.draws; seen >= want {
				return a.date.Long()
			}
		}
		return ""
	}
	when := "from " + at(50) + " on"
	switch first, last := at(5), at(95); {
	case reached < few && len(all) > 1:
		when = fmt.Sprintf("from a date between %s and %s on", all[0].date.Long(), all[len(all)-1].date.Long())
	case first != last:
		when = fmt.Sprintf("from %s on in the middle one, between %s and %s in nine of ten", at(50), first, last)
	case len(all) > 1:
		when += ", but for a few"
	}
	if never == 0 {
		return fmt.Sprintf("Lastingly%s in every draw, %s.", what, when)
	}
	return fmt.Sprintf("Lastingly%s in %s of draws, of these %s; never in %s.", what, Percent(reached, draws), when, Percent(never, draws))
}

// glance is a line for each party and limit.
func (e *ensembleView) glance() *tables.Table {
	t := &tables.Table{Columns: []tables.Column{
		{Name: "party", Kind: tables.Text},
		{Name: "limit", Kind: tables.Text},
		{Name: "ceiling", Kind: tables.Number},
		{Name: "on", Kind: tables.Date},
		{Name: "5 %", Kind: tables.Number},
		{Name: "median", Kind: tables.Number},
		{Name: "95 %", Kind: tables.Number},
		{Name: "under", Kind: tables.Number},
		{Name: "kept", Kind: tables.Number},
	}}
	several := len(e.Kernel.Study.Scenario.Treaties) > 1
	for i, tally := range e.Kernel.Tallies() {
		row, ok := telling(e.Kernel, tally)
		if !ok {
			continue
		}
		q := e.Quantiles(row)
		under, draws := e.Under(row)
		name := tally.Limit.Key
		if several {
			name = tally.Limit.Address()
		}
		cells := []any{tally.Party.Code, name, e.ceiling(row), e.Kernel.Rows[row].Date, nil, nil, nil, nil, nil}
		if q.N > 0 {
			cells[4], cells[5], cells[6], cells[7] = q.Q05, q.Q50, q.Q95, Percent(under, draws)
		}
		if kept, told := e.Kept(i); tally.Binds && told > 0 {
			cells[8] = Percent(kept, told)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// figures are the ensemble's charts.
func (e *ensembleView) figures(size plots.Size, bw bool) []Chart {
	data := e.drawn()
	o := e.ChartOptions(size, bw)
	var all []Chart
	for _, k := range plots.Ensembles {
		own := o
		if k.Name == "fan" {
			own.Observed = e.Reports[0].observed()
		}
		all = append(all, Chart{k.Name, k.Make(data, own)})
	}
	return all
}

// drawn is the ensemble as charts take it.
func (e *ensembleView) drawn() *plots.Ensemble {
	out := &plots.Ensemble{Assessment: e.Kernel.Base, Draws: e.Done, Partial: e.Partial}
	for i, t := range e.Kernel.Tallies() {
		s := plots.Spread{Party: t.Party, Limit: t.Limit}
		for _, row := range t.Rows {
			q := e.Quantiles(row)
			s.Dates = append(s.Dates, e.Kernel.Rows[row].Date)
			for _, to := range []struct {
				list *[]float64
				x    float64
			}{{&s.Q05, q.Q05}, {&s.Q25, q.Q25}, {&s.Q50, q.Q50}, {&s.Q75, q.Q75}, {&s.Q95, q.Q95}} {
				if q.N == 0 {
					to.x = math.NaN()
				}
				*to.list = append(*to.list, to.x)
			}
			under := math.NaN()
			if k, n := e.Under(row); n > 0 && e.Kernel.Rows[row].HasCeiling {
				under = float64(k) / float64(n)
			}
			s.Under = append(s.Under, under)
		}
		out.Spreads = append(out.Spreads, s)
		if !t.HasCeiling || e.CountsOnly {
			continue
		}
		a := plots.Arrival{Party: t.Party, Limit: t.Limit}
		for _, on := range e.Arrivals(i) {
			share := float64(on.Lasting) / float64(e.Done)
			if on.Date == 0 {
				a.Never = share
				continue
			}
			a.Dates, a.Share = append(a.Dates, on.Date), append(a.Share, share)
		}
		out.Arrivals = append(out.Arrivals, a)
	}
	return out
}
