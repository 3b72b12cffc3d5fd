package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/verdict"
)

// Influences say how far each uncertain input moves one output.
type Influences struct {
	Output  string   // "Russia, warheads counted under New START on 5 February 2018"
	Count   string   // the same in few words, for the headline: "Russia, warheads on 5 February 2018"; "": as Output
	Unit    string   // of the output
	Party   int      // fixes the colour
	Middle  float64  // the output with all inputs at their medians
	Ceiling *float64 // on the output; nil: none
	Inputs  []Influence
}

// An Influence is what one uncertain input does to an output, all others being
// at their medians.
type Influence struct {
	Label     string  // with the unit: "Warheads per SS-27"
	Low, High string  // the input's 5th and 95th percentile: "8.6", "9.9"
	AtLow     float64 // the output with the input at its 5th percentile; NaN: not computable
	AtHigh    float64 // … at its 95th
	// Total and First are Sobol indices: the shares of the output's variance
	// in which the input has a part, and which it causes alone. nil: not
	// estimated.
	Total, First *Estimate
}

// An Estimate is a value with its interval of 95%.
type Estimate struct {
	Value     float64
	Low, High float64 // NaN: not known
}

// mostInputs is how many inputs a tornado shows.
const mostInputs = 12

// swing is how far an input moves the output, whichever way.
func (i *Influence) swing(middle float64) float64 {
	lo, hi := middle, middle
	for _, v := range []float64{i.AtLow, i.AtHigh} {
		if known(v) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return hi - lo
}

// index is an estimate that a drawing can use, or nil.
func (e *Estimate) index() *Estimate {
	if e == nil || !known(e.Value) {
		return nil
	}
	return e
}

// Tornado shows which uncertain inputs move an output most: bars from the
// output at each input's 5th to that at its 95th percentile, the widest first,
// and beside them Sobol indices where there are any.
func Tornado(t *Influences, o Options) *Figure {
	f := o.figure(&sim.Scenario{})
	inputs := slices.Clone(t.Inputs)
	slices.SortStableFunc(inputs, func(a, b Influence) int {
		rank := func(i *Influence) float64 {
			if e := i.Total.index(); e != nil {
				return e.Value
			}
			return 0
		}
		return cmp.Or(cmp.Compare(b.swing(t.Middle), a.swing(t.Middle)), cmp.Compare(rank(&b), rank(&a)))
	})
	shown := inputs[:min(len(inputs), mostInputs)]
	if f.Headline == "" {
		f.Headline = unbroken(t.finding(inputs))
	}
	var remarks []string
	if len(inputs) > len(shown) {
		remarks = append(remarks, fmt.Sprintf("The %d inputs of %d that move it most; the other %d move it by at most %s each.",
			len(shown), len(inputs), len(inputs)-len(shown), withUnit(inputs[len(shown)].swing(t.Middle), t.Unit)))
	}
	far := t.Ceiling != nil && !t.near(inputs)
	if far {
		remarks = append(remarks, fmt.Sprintf("The ceiling of %s is off the scale.", Number(*t.Ceiling)))
	}
	if f.Subtitle == "" {
		what := "what each uncertain input does to the count, one at a time, all others at their medians."
		if f.Subtitle = verdict.Capital(what); f.Meta.Title != "" {
			f.Subtitle = titleOf(f) + ": " + what
		}
		if len(remarks) > 0 {
			f.Subtitle += " " + strings.Join(remarks, " ")
		}
	}
	switch {
	case len(inputs) == 0:
		return f.without("No input of this scenario is uncertain. Write the range of at least one.")
	case !known(t.Middle):
		return f.without("The output cannot be computed with all inputs at their medians.")
	}
	f.Reading = "Each bar runs from the output with the input at its 5th percentile (hatched side) to that at its 95th (solid side); " +
		"the numbers at its ends are the input’s. The solid upright line is the output with all numbers at their medians"
	bars := &Rows{Party: t.Party, Free: true, Base: &Line{At: t.Middle, Name: "all numbers at their medians"}}
	if t.Ceiling != nil && !far {
		bars.Lines = []Line{{*t.Ceiling, "ceiling", Binding}}
		f.Reading += ", the dashed one the ceiling"
	}
	f.Reading += ". The median of many draws may differ from the solid line, above all where an input is a choice between few values."
	bars.Signs = []Sign{{Words: "input at its 5th percentile", Tone: Possible}, {Words: "at its 95th", Tone: Whole}}
	bars.Signs = append(bars.Signs, Sign{Words: "all numbers at their medians", Look: AsBase})
	if len(bars.Lines) > 0 {
		bars.Signs = append(bars.Signs, Sign{Words: "ceiling", Look: AsCeiling})
	}
	shares := &Rows{Party: t.Party, Beside: true, AtLeast: 1}
	var desc strings.Builder
	fmt.Fprintf(&desc, "%s %s: %s with all inputs at their medians.", sentence(f.Headline), strings.TrimSuffix(t.Output, "."), withUnit(t.Middle, t.Unit))
	if t.Ceiling != nil {
		fmt.Fprintf(&desc, " The ceiling is %s.", Number(*t.Ceiling))
	}
	for i := range shown {
		in := &shown[i]
		bars.Rows = append(bars.Rows, in.bars(t.Middle))
		shares.Rows = append(shares.Rows, in.shares())
		fmt.Fprintf(&desc, " %s: %s.", in.Label, in.told())
	}
	f.Panels = []Panel{{Title: t.Output, Unit: t.Unit, Rows: bars}}
	dots := func(e func(*Influence) *Estimate) bool {
		return slices.ContainsFunc(shown, func(i Influence) bool { return e(&i) != nil })
	}
	total, first := dots(func(i *Influence) *Estimate { return i.Total.index() }), dots(func(i *Influence) *Estimate { return i.First.index() })
	if total || first {
		title := "Share of its variance"
		if total {
			shares.Signs = append(shares.Signs, Sign{Words: "share in which the input has a part (total index)", Look: AsDot})
		}
		if first {
			shares.Signs = append(shares.Signs, Sign{Words: "share due to it alone (first-order index)", Look: AsRing})
		}
		shares.Signs = append(shares.Signs, Sign{Words: "95" + string(noBreak) + "% interval", Look: AsWhisker})
		f.Reading += " Points are Sobol indices: shares of the output’s variance, with their intervals of 95" + string(noBreak) + "%."
		f.Panels = append(f.Panels, Panel{Title: title, Rows: shares})
		f.Across = 2
	}
	f.Reading = strings.TrimSpace(f.Reading + " " + strings.Join(remarks, " "))
	f.Desc = strings.TrimSpace(desc.String() + " " + strings.Join(remarks, " "))
	return f
}

// near reports whether a ceiling stands on the scale of the bars or close by.
func (t *Influences) near(inputs []Influence) bool {
	lo, hi := t.Middle, t.Middle
	for _, i := range inputs {
		for _, v := range []float64{i.AtLow, i.AtHigh} {
			if known(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	room := 0.4 * (hi - lo)
	return *t.Ceiling >= lo-room && *t.Ceiling <= hi+room
}

// bars makes the row of an input's bars. Where both ends move the output the
// same way, the bars lie under each other.
func (i *Influence) bars(middle float64) Row {
	r := Row{Name: i.Label}
	if !known(i.AtLow) && !known(i.AtHigh) {
		r.Bars = []Bar{{middle, middle, Possible}}
		r.Tags = []Tag{{At: middle, Text: "not computable", Side: After}}
		return r
	}
	low, high := i.AtLow-middle, i.AtHigh-middle
	r.Apart = low*high > 0
	for _, e := range []struct {
		v    float64
		text string
		tone Tone
		side Side // where the bar has no length
	}{{i.AtLow, i.Low, Possible, Before}, {i.AtHigh, i.High, Whole, After}} {
		if !known(e.v) {
			continue
		}
		side := e.side
		switch {
		case e.v > middle:
			side = After
		case e.v < middle:
			side = Before
		case e.tone == Possible && high < 0: // the other end has the left side
			side = After
		case e.tone == Whole && low > 0:
			side = Before
		}
		r.Tags = append(r.Tags, Tag{At: e.v, Text: e.text, Side: side, Lane: len(r.Bars)})
		r.Bars = append(r.Bars, Bar{middle, e.v, e.tone})
	}
	return r
}

// shares makes the row of an input's indices.
func (i *Influence) shares() Row {
	r := Row{Name: i.Label}
	for k, e := range []*Estimate{i.Total.index(), i.First.index()} {
		if e != nil {
			r.Spans = append(r.Spans, Span{At: e.Value, Low: e.Low, High: e.High, Hollow: k == 1})
		}
	}
	if len(r.Spans) == 0 {
		r.Tags = []Tag{{At: 0, Text: "not estimated", Side: After}}
	}
	return r
}

// told says in words what an input does.
func (i *Influence) told() string {
	s := ""
	for _, e := range []struct {
		v    float64
		text string
	}{{i.AtLow, i.Low}, {i.AtHigh, i.High}} {
		if s != "" {
			s += ", "
		}
		what := "not computable"
		if known(e.v) {
			what = Number(e.v)
		}
		s += what + " at " + e.text
	}
	if e := i.Total.index(); e != nil {
		s += ", total index " + e.words()
	}
	if e := i.First.index(); e != nil {
		s += ", first-order index " + e.words()
	}
	return s
}

func (e *Estimate) words() string {
	s := format(e.Value, 2)
	if known(e.Low) && known(e.High) {
		s += fmt.Sprintf(" (%s to %s)", format(e.Low, 2), format(e.High, 2))
	}
	return s
}

// withUnit writes a count with its unit.
func withUnit(v float64, unit string) string { return strings.TrimSpace(Number(v) + " " + unit) }

// noInput begins what no input does by itself.
const noInput = "within its 5th to 95th percentile, no input alone"

// count names the output in the headline.
func (t *Influences) count() string { return strings.TrimSuffix(cmp.Or(t.Count, t.Output), ".") }

// finding is the headline of a tornado: the input that moves the output most,
// and what the ceiling makes of it.
func (t *Influences) finding(inputs []Influence) string {
	switch {
	case len(inputs) == 0:
		return "No input is uncertain"
	case !known(t.Middle):
		return "The output cannot be computed"
	case !slices.ContainsFunc(inputs, func(i Influence) bool { return known(i.AtLow) || known(i.AtHigh) }):
		return "The output cannot be computed at the ends of any input"
	case inputs[0].swing(t.Middle) == 0:
		return fmt.Sprintf("%s: no input alone moves it from %s", t.count(), withUnit(t.Middle, t.Unit))
	}
	first := &inputs[0]
	lo, hi := t.Middle, t.Middle
	for _, v := range []float64{first.AtLow, first.AtHigh} {
		if known(v) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	s := fmt.Sprintf("%s: “%s” moves it most, from %s to %s", t.count(), first.Label, Number(lo), Number(hi))
	if t.Unit != "" && !strings.Contains(strings.ToLower(t.count()), strings.ToLower(t.Unit)) {
		s += " " + t.Unit
	}
	if t.Ceiling == nil {
		return s
	}
	past := 0
	for _, i := range inputs {
		if t.Middle <= *t.Ceiling && max(orElse(i.AtLow, t.Middle), orElse(i.AtHigh, t.Middle)) > *t.Ceiling ||
			t.Middle > *t.Ceiling && min(orElse(i.AtLow, t.Middle), orElse(i.AtHigh, t.Middle)) <= *t.Ceiling {
			past++
		}
	}
	switch which := verdict.Small(past); {
	case t.Middle <= *t.Ceiling && past == 0:
		return s + "; " + noInput + " lifts it above the ceiling"
	case t.Middle <= *t.Ceiling && past == 1 && hi > *t.Ceiling:
		return s + "; only this input can alone lift it above the ceiling"
	case t.Middle <= *t.Ceiling && past == 1:
		return s + "; only one input can alone lift it above the ceiling"
	case t.Middle <= *t.Ceiling:
		return fmt.Sprintf("%s; %s inputs can each lift it above the ceiling", s, which)
	case past == 0:
		return s + "; " + noInput + " brings it under the ceiling"
	case past == 1:
		return s + "; only one input can alone bring it under the ceiling"
	default:
		return fmt.Sprintf("%s; %s inputs can each bring it under the ceiling", s, which)
	}
}

// orElse is a value, or another where it is not known.
func orElse(v, other float64) float64 {
	if math.IsNaN(v) {
		return other
	}
	return v
}
