package report

import (
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
	st.Notes = e.notes()
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
	r := e.Reports[0]
	n := len(e.Kernel.Study.Inputs)
	numbers := fmt.Sprintf("%d uncertain numbers", n)
	if n == 1 {
		numbers = "one uncertain number"
	}
	draws := verdict.Number(float64(e.Done)) + " draws"
	if e.Done == 1 {
		draws = "one draw"
	}
	s := fmt.Sprintf("%s of %s (%s, seed %d); %s.", verdict.Capital(draws), numbers, e.Sampling.Method, e.Sampling.Seed, r.span())
	if e.Partial {
		s = fmt.Sprintf("PARTIAL: broken off after %s of %s draws. ", verdict.Number(float64(e.Done)), verdict.Number(float64(e.Sampling.Draws))) + s
	}
	return s
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
	if found && binds && e.KeptAll() == e.Done {
		return "All limits that bind are kept throughout in " + share(e.Done, e.Done) + ", " + GivenRanges
	}
	if !found {
		return "No limit with a ceiling counts anything in this scenario, so nothing can be said of chances"
	}
	s := e.under(least)
	if binds {
		s += "; all limits that bind are kept throughout in " + share(e.KeptAll(), e.Done)
	}
	return s + ", " + GivenRanges
}

// under says in how many draws a party is under a ceiling on a row's date.
func (e *ensembleView) under(row int) string {
	w := &e.Kernel.Rows[row]
	under, draws := e.Under(row)
	return fmt.Sprintf("%s is under the %s limit of %s %s on %s in %s",
		w.Party.Name, w.Limit.Treaty.Short, e.ceiling(row), unitOf(w), w.Date.Long(), share(under, draws))
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
	sure := map[*arsenal.Party][]string{}
	for i, t := range e.Kernel.Tallies() {
		row, ok := telling(e.Kernel, t)
		if !ok {
			continue
		}
		under, draws := e.Under(row)
		switch {
		case draws == 0:
			all = append(all, fmt.Sprintf("%s, %s: no draw has a count.", t.Party.Name, t.Limit.Address()))
		case under == draws && (!t.Binds || e.Kept(i) == e.Done):
			sure[t.Party] = append(sure[t.Party], t.Limit.Address())
		default:
			all = append(all, fmt.Sprintf("%s, %s: %s. %s", t.Party.Name, t.Limit.Address(), e.spread(row), e.arrival(i, t)))
		}
	}
	for _, p := range e.Kernel.Study.Scenario.Parties {
		if limits := sure[p]; len(limits) > 0 {
			all = append(all, fmt.Sprintf("%s is at or under the ceiling in every draw, on every date on which it binds: %s.", p.Name, verdict.List(limits)))
		}
	}
	for _, p := range e.Kernel.Study.Scenario.Parties {
		if e.Kernel.BindsOn(p) && len(e.Kernel.Study.Scenario.Parties) > 1 && e.KeptBy(p.Index) < e.Done {
			kept := e.KeptBy(p.Index)
			low, high := ensemble.Interval(kept, e.Done)
			all = append(all, fmt.Sprintf("%s exceeds no limit on any date on which it binds in %s (%s).", p.Name, share(kept, e.Done), between(low, high)))
		}
	}
	return all
}

// spread says in how many draws a count is under its ceiling, and how far it
// spreads.
func (e *ensembleView) spread(row int) string {
	w := &e.Kernel.Rows[row]
	under, draws := e.Under(row)
	s := fmt.Sprintf("at or under %s %s on %s in %s", e.ceiling(row), unitOf(w), w.Date.Long(), share(under, draws))
	if under > 0 && under < draws {
		s += fmt.Sprintf(" (%s)", between(ensemble.Interval(under, draws)))
	}
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

// between writes the interval that the number of draws allows.
func between(low, high float64) string {
	decimals := 0
	for ; decimals < 4 && fmt.Sprintf("%.*f", decimals, 100*low) == fmt.Sprintf("%.*f", decimals, 100*high); decimals++ {
	}
	if 100*(high-low) < 3 {
		decimals = max(decimals, 1)
	}
	return fmt.Sprintf("%.*f to %.*f %% with the sampling error", decimals, 100*low, decimals, 100*high)
}

// arrival says from when on a party is lastingly under a ceiling.
func (e *ensembleView) arrival(i int, t *ensemble.Tally) string {
	all := e.Arrivals(i)
	never := all[len(all)-1].Lasting
	reached := e.Done - never
	if reached == 0 {
		return "It is lastingly under it in no draw."
	}
	at := func(percent int) civil.Date {
		seen, want := 0, (percent*reached+99)/100
		for _, a := range all {
			if seen += a.Lasting; seen >= want {
				return a.Date
			}
		}
		return 0
	}
	s := "Lastingly from " + at(50).Long() + " on in every draw"
	if reached < few && at(1) != at(100) {
		s = fmt.Sprintf("Lastingly from a date between %s and %s on in draws", at(1).Long(), at(100).Long())
	} else if at(5) != at(95) {
		s = fmt.Sprintf("Lastingly from %s on in the middle draw, between %s and %s in nine of ten", at(50).Long(), at(5).Long(), at(95).Long())
	} else if all[0].Lasting != reached {
		s = "Lastingly from " + at(50).Long() + " on in nearly every draw"
	}
	if never > 0 {
		if at(5) == at(95) {
			s = fmt.Sprintf("Lastingly from %s on where it is at all", at(50).Long())
		} else {
			s += " that get there"
		}
		s += "; never in " + Percent(never, e.Done)
	}
	return s + "."
}

// notes says what such a number is, and is not.
func (e *ensembleView) notes() []string {
	notes := e.aboutDraws()
	if e.Partial {
		notes = append(notes, "This result is partial. What is done are the first members; --draws "+fmt.Sprint(e.Done)+" would give the same with the method random.")
	}
	return notes
}

// aboutDraws says what a share of draws is, and is not.
func (st *Study) aboutDraws() []string {
	error := "Sampling error: how far a share may be off because draws are finite (95 % interval, Wilson)."
	if method := st.Sampling.Method; method != "random" {
		error = "Sampling error: as of random draws (95 % interval, Wilson); draws laid out by " + method + " are usually nearer than that."
	}
	return []string{
		"A share of draws is a statement about the ranges below, not about the world: nobody knows how likely the futures are. Draws of different numbers are independent of each other.",
		error,
	}
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
		if tally.Binds {
			cells[8] = Percent(e.Kept(i), e.Done)
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
