package plots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/verdict"
)

// Robustness is how several schedules do in the same futures.
type Robustness struct {
	Futures   int      // that each schedule was tested in; 0: not said
	Regret    string   // what regret is: "warheads above the best schedule of each future"
	Unit      string   // of regret
	Party     int      // fixes the colour
	Schedules []Tested // the baseline first
}

// A Tested is one schedule in all futures.
type Tested struct {
	Name   string
	Held   Estimate  // the share of futures in which it stays under all ceilings, 0 to 1; NaN: not known
	Regret Quantiles // over futures; NaN: not known
}

// Quantiles are a distribution by five of its percentiles.
type Quantiles struct{ P5, P25, P50, P75, P95 float64 }

// Robust shows how often each schedule stays under all ceilings, and beside it
// what it costs against the best one in hindsight.
func Robust(r *Robustness, o Options) *Figure {
	f := o.figure(&sim.Scenario{})
	if f.Headline == "" {
		f.Headline = r.finding()
	}
	if f.Subtitle == "" {
		futures := "futures"
		if r.Futures > 0 {
			futures = count(r.Futures, "future")
		}
		if len(r.Schedules) > 1 {
			futures = "the same " + futures
		}
		f.Subtitle = verdict.Capital(fmt.Sprintf("%s tested in %s.", count(len(r.Schedules), "schedule"), futures))
	}
	if len(r.Schedules) == 0 {
		return f.without("No schedule was tested. Name one or more, the baseline first.")
	}
	held := &Rows{Party: r.Party, AtLeast: r.most()}
	regret := &Rows{Party: r.Party, Beside: true}
	var shares, costs, interval bool
	var desc strings.Builder
	desc.WriteString(sentence(f.Headline))
	for i := range r.Schedules {
		t := &r.Schedules[i]
		name := t.Name
		if len(r.Schedules) > mostNamed {
			name = fmt.Sprintf("%d %s", i+1, t.Name)
		}
		a, b := Row{Name: name}, Row{Name: name}
		fmt.Fprintf(&desc, " %s:", t.Name)
		if known(t.Held.Value) {
			shares = true
			a.Bars = []Bar{{0, 100 * t.Held.Value, Counted}}
			a.Label = inTenths(t.Held.Value)
			if e := t.Held; known(e.Low) && known(e.High) {
				interval = true
				a.Spans = []Span{{At: missing, Low: 100 * e.Low, High: 100 * e.High}}
			}
			fmt.Fprintf(&desc, " under all ceilings in %s of futures,", inTenths(t.Held.Value))
		} else {
			a.Tags = []Tag{{At: 0, Text: "not known", Side: After}}
		}
		if q := t.Regret; known(q.P50) {
			costs = true
			b.Spans = []Span{{At: q.P50, Low: q.P5, High: q.P95, Boxed: true, Lower: q.P25, Upper: q.P75}}
			b.Label = Number(q.P50)
			fmt.Fprintf(&desc, " regret %s in the median", withUnit(q.P50, r.Unit))
			if known(q.P5) && known(q.P95) {
				fmt.Fprintf(&desc, ", %s to %s in nine of ten", Number(q.P5), Number(q.P95))
			}
			desc.WriteString(".")
		} else {
			b.Tags = []Tag{{At: 0, Text: "not known", Side: After}}
			desc.WriteString(" regret not computable.")
		}
		held.Rows, regret.Rows = append(held.Rows, a), append(regret.Rows, b)
	}
	f.Desc = desc.String()
	if !shares && !costs {
		return f.without("Nothing is known of any schedule: no future could be computed.")
	}
	if len(r.Schedules) > 1 {
		f.Reading = fmt.Sprintf("The first schedule, %s, is the baseline.", r.Schedules[0].Name)
	}
	if shares {
		if held.AtLeast < 100 {
			f.Reading = strings.TrimSpace(fmt.Sprintf("%s The scale of shares ends at %s%c%%.", f.Reading, Number(held.AtLeast), noBreak))
		}
		held.Signs = []Sign{{Words: "share of futures", Tone: Counted}}
		if interval {
			held.Signs = append(held.Signs, Sign{Words: "95" + string(noBreak) + "% interval of the share", Look: AsWhisker})
		}
		f.Panels = append(f.Panels, Panel{Title: "Futures in which it stays under all ceilings", Percent: true, Rows: held})
	}
	if costs {
		regret.Signs = []Sign{{Words: "regret: median, middle half, 5th to 95th percentile", Look: AsSpread}}
		title := "Regret"
		if r.Regret != "" {
			title += ": " + r.Regret
		}
		f.Panels = append(f.Panels, Panel{Title: title, Unit: r.Unit, Rows: regret})
		f.Reading += " Regret is how much worse a schedule does in a future than the best one for that future."
	}
	f.Across = len(f.Panels)
	return f
}

// most is where the scale of shares ends: at 100 %, or where all are small at a
// round number above the largest.
func (r *Robustness) most() float64 {
	largest := 0.0
	for i := range r.Schedules {
		for _, v := range []float64{r.Schedules[i].Held.Value, r.Schedules[i].Held.High} {
			if known(v) {
				largest = max(largest, 100*v)
			}
		}
	}
	if largest < 20 {
		for _, end := range []float64{1, 2, 5, 10, 20} {
			if 1.05*largest <= end {
				return end
			}
		}
	}
	return 100
}

// seldom is the headline where no schedule holds in half of the futures.
func (r *Robustness) seldom() string {
	const named = 4
	var all []*Tested
	for i := range r.Schedules {
		if known(r.Schedules[i].Held.Value) {
			all = append(all, &r.Schedules[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *Tested) int { return cmp.Compare(b.Held.Value, a.Held.Value) })
	if all[0].Held.Value == 0 {
		return "No schedule stays under all ceilings in any future"
	}
	var parts []string
	for i, t := range all[:min(len(all), named)] {
		share := inTenths(t.Held.Value)
		switch {
		case t.Held.Value == 0:
			share = "none"
		case i == 0:
			share += " of futures"
		}
		parts = append(parts, t.Name+" in "+share)
	}
	if n := len(all) - named; n > 0 {
		parts = append(parts, verdict.Small(n)+" more in no more")
	}
	return "None usually stays under all ceilings: " + strings.Join(parts, ", ")
}

// count writes how many there are of something: "one future", "1,000 futures".
func count(n int, what string) string {
	s := Number(float64(n))
	if n <= 10 {
		s = verdict.Small(n)
	}
	if n != 1 {
		what += "s"
	}
	return s + " " + what
}

// finding is the headline: which schedule holds most often, and whether it is
// the one with the least regret.
func (r *Robustness) finding() string {
	var best, least *Tested
	var level []string
	for i := range r.Schedules {
		t := &r.Schedules[i]
		if known(t.Held.Value) && (best == nil || t.Held.Value > best.Held.Value) {
			best = t
		}
		if known(t.Regret.P50) && (least == nil || t.Regret.P50 < least.Regret.P50) {
			least = t
		}
	}
	if best == nil {
		if least == nil {
			return "No schedule could be tested"
		}
		return fmt.Sprintf("%s has the least regret: %s in the median future", least.Name, withUnit(least.Regret.P50, r.Unit))
	}
	for i := range r.Schedules {
		if t := &r.Schedules[i]; t.Held.Value == best.Held.Value {
			level = append(level, t.Name)
		}
	}
	s := fmt.Sprintf("%s stays under all ceilings most often, in %s of futures", best.Name, inTenths(best.Held.Value))
	base := &r.Schedules[0]
	switch {
	case len(r.Schedules) == 1:
		s = fmt.Sprintf("%s stays under all ceilings in %s of futures", best.Name, inTenths(best.Held.Value))
	case best.Held.Value < 0.5:
		return r.seldom()
	case len(level) == len(r.Schedules):
		s = fmt.Sprintf("All %s schedules stay under all ceilings equally often, in %s of futures", verdict.Small(len(level)), inTenths(best.Held.Value))
	case len(level) > 1:
		s = fmt.Sprintf("%s stay under all ceilings most often, in %s of futures", verdict.List(level), inTenths(best.Held.Value))
	case best != base && known(base.Held.Value):
		s += fmt.Sprintf(" (%s: %s)", base.Name, inTenths(base.Held.Value))
	}
	if least != nil && len(level) == 1 && len(r.Schedules) > 1 {
		if least == best {
			s += ", and with the least regret"
		} else if !slices.Contains(level, least.Name) {
			s += fmt.Sprintf("; %s has the least regret", least.Name)
		}
	}
	return s
}
