package plots

import (
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
		f.Subtitle = fmt.Sprintf("%s tested in the same %s.", count(len(r.Schedules), "schedule"), count(r.Futures, "future"))
		if r.Futures == 0 {
			f.Subtitle = fmt.Sprintf("%s tested in the same futures.", count(len(r.Schedules), "schedule"))
		}
		f.Subtitle = verdict.Capital(f.Subtitle)
	}
	if len(r.Schedules) == 0 {
		return f.without("No schedule was tested. Name one or more, the baseline first.")
	}
	held := &Rows{Party: r.Party, AtLeast: 100}
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
			a.Label = inPercent(t.Held.Value)
			if e := t.Held; known(e.Low) && known(e.High) {
				interval = true
				a.Spans = []Span{{At: missing, Low: 100 * e.Low, High: 100 * e.High}}
			}
			fmt.Fprintf(&desc, " under all ceilings in %s of futures,", inPercent(t.Held.Value))
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
	f.Reading = fmt.Sprintf("The first schedule, %s, is the baseline.", r.Schedules[0].Name)
	if shares {
		held.Signs = []Sign{{Words: "share of futures", Tone: Counted}}
		if interval {
			held.Signs = append(held.Signs, Sign{Words: "95% interval", Look: AsWhisker})
		}
		f.Panels = append(f.Panels, Panel{Title: "Futures in which it stays under all ceilings", Percent: true, Rows: held})
	}
	if costs {
		regret.Signs = []Sign{
			{Words: "median regret", Look: AsMedian},
			{Words: "middle half of futures", Look: AsBox},
			{Words: "5th to 95th percentile", Look: AsWhisker},
		}
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
	s := fmt.Sprintf("%s stays under all ceilings most often, in %s of futures", best.Name, inPercent(best.Held.Value))
	base := &r.Schedules[0]
	switch {
	case len(r.Schedules) == 1:
		s = fmt.Sprintf("%s stays under all ceilings in %s of futures", best.Name, inPercent(best.Held.Value))
	case len(level) == len(r.Schedules):
		s = fmt.Sprintf("All %s schedules stay under all ceilings equally often, in %s of futures", verdict.Small(len(level)), inPercent(best.Held.Value))
	case len(level) > 1:
		s = fmt.Sprintf("%s stay under all ceilings most often, in %s of futures", verdict.List(level), inPercent(best.Held.Value))
	case best != base && known(base.Held.Value):
		s += fmt.Sprintf(" (%s: %s)", base.Name, inPercent(base.Held.Value))
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
