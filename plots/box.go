package plots

import (
	"fmt"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/verdict"
)

// A Discovery is what breaks a schedule: a box of inputs in which it fails more
// often than elsewhere. Or what saves it, a box in which it holds more often.
type Discovery struct {
	Schedule string  // its name
	Holds    bool    // the shares are of futures in which it holds, not of failures
	Density  float64 // the share of futures in the box in which it fails, 0 to 1
	Coverage float64 // the share of all failures that are in the box, 0 to 1
	Failing  float64 // the share of all futures in which it fails, 0 to 1; NaN: not known
	Futures  int     // tested; 0: not said
	Party    int     // fixes the colour
	Inputs   []Restricted
}

// A Restricted is an input that the box bounds on one side or on both.
type Restricted struct {
	Label string // as in a sentence: "warheads per SS-27"
	Says  string // the range in the box, in words: "a delay of two years or more"; "": made from its ends
	Unit  string // "" where the label says it
	Whole bool   // only whole values are possible
	Year  bool   // values are years
	// From and Until are the stated range.
	From, Until float64
	// Low and High are the range in the box; NaN, or the stated end: not
	// bounded there.
	Low, High float64
	// Values are those that can occur, ascending; nil: all of the range can.
	Values []float64
}

// below and above report on which sides the box bounds an input.
func (r *Restricted) bounded() (below, above bool) {
	return known(r.Low) && r.Low > r.From, known(r.High) && r.High < r.Until
}

func (r *Restricted) number(v float64) string { return (&Lever{Year: r.Year}).number(v) }

// phrase says in words where the box is: "X above 21", "Y two or more".
func (r *Restricted) phrase() string {
	if r.Says != "" {
		return r.Says
	}
	below, above := r.bounded()
	lo, hi := r.number(r.Low), r.number(r.High)
	unit := ""
	if r.Unit != "" {
		unit = " " + r.Unit
	}
	discrete := r.Whole || r.Year
	if r.Whole && r.Low == float64(int(r.Low)) && r.Low >= 1 && r.Low <= 10 {
		lo = verdict.Small(int(r.Low))
	}
	if r.Whole && r.High == float64(int(r.High)) && r.High >= 1 && r.High <= 10 {
		hi = verdict.Small(int(r.High))
	}
	switch {
	case below && above && r.Low == r.High:
		return fmt.Sprintf("%s at %s%s", r.Label, lo, unit)
	case below && above:
		return fmt.Sprintf("%s from %s to %s%s", r.Label, lo, hi, unit)
	case below && r.Year:
		return fmt.Sprintf("%s %s or later", r.Label, lo)
	case above && r.Year:
		return fmt.Sprintf("%s %s or earlier", r.Label, hi)
	case below && discrete:
		return fmt.Sprintf("%s %s%s or more", r.Label, lo, unit)
	case above && discrete:
		return fmt.Sprintf("%s %s%s or fewer", r.Label, hi, unit)
	case below:
		return fmt.Sprintf("%s above %s%s", r.Label, lo, unit)
	case above:
		return fmt.Sprintf("%s below %s%s", r.Label, hi, unit)
	}
	return r.Label + " unbounded"
}

// Box shows a discovery: a row for each restricted input, with its stated range
// and the range in which the schedule fails.
func Box(b *Discovery, o Options) *Figure {
	f := o.figure(&sim.Scenario{})
	var inputs []Restricted
	for _, r := range b.Inputs {
		below, above := r.bounded()
		if known(r.From) && known(r.Until) && r.Until > r.From && (below || above) {
			inputs = append(inputs, r)
		}
	}
	if f.Headline == "" {
		f.Headline = b.finding(inputs)
	}
	if f.Subtitle == "" {
		f.Subtitle = b.overall()
	}
	if len(inputs) == 0 {
		return f.without(fmt.Sprintf("No range of any input sets the %s apart: they are too few, too many, or spread over all futures.", b.those()))
	}
	rows := &Rows{Party: b.Party, Own: true}
	f.Reading = "Each row is an input on a scale of its own."
	if slices.ContainsFunc(inputs, func(r Restricted) bool { return r.Values == nil }) {
		rows.Signs = append(rows.Signs, Sign{Words: "stated range", Tone: Counted}, Sign{Words: "range in the box", Tone: Whole})
		f.Reading += " A pale bar is a stated range, its strong part the range in the box."
	}
	if slices.ContainsFunc(inputs, func(r Restricted) bool { return r.Values != nil }) {
		rows.Signs = append(rows.Signs, Sign{Words: "value in the box", Look: AsDot}, Sign{Words: "value outside", Look: AsRing})
		f.Reading += " Dots are the only values that an input can have, filled in the box."
	}
	f.Reading += " A future lies in the box if all these inputs do. " + b.figures()
	var desc strings.Builder
	desc.WriteString(sentence(f.Headline) + " " + b.figures())
	for i := range inputs {
		r := &inputs[i]
		rows.Rows = append(rows.Rows, r.row())
		fmt.Fprintf(&desc, " %s, of a stated range from %s to %s.", verdict.Capital(r.phrase()), r.number(r.From), r.number(r.Until))
	}
	f.Desc = desc.String()
	f.Panels = []Panel{{Title: "Inputs that the box bounds", Rows: rows}}
	return f
}

// row makes the row of an input.
func (r *Restricted) row() Row {
	share := func(v float64) float64 { return min(max((v-r.From)/(r.Until-r.From), 0), 1) }
	name := verdict.Capital(r.Label)
	if r.Unit != "" && !strings.Contains(strings.ToLower(name), strings.ToLower(r.Unit)) {
		name += ", " + r.Unit
	}
	below, above := r.bounded()
	lo, hi := 0.0, 1.0
	row := Row{Name: name, Tags: []Tag{{0, r.number(r.From), Before, 0}, {1, r.number(r.Until), After, 0}}}
	if below {
		lo = share(r.Low)
		row.Tags = append(row.Tags, Tag{lo, r.number(r.Low), Below, 0})
	}
	if above {
		hi = share(r.High)
		if !below || r.High != r.Low {
			row.Tags = append(row.Tags, Tag{hi, r.number(r.High), Below, 0})
		}
	}
	if lo == hi { // one value is a strip
		lo, hi = max(0, lo-0.01), min(1, hi+0.01)
	}
	if r.Values == nil {
		row.Bars = []Bar{{0, 1, Counted}, {lo, hi, Whole}}
		return row
	}
	for _, v := range r.Values {
		row.Dots = append(row.Dots, Dot{share(v), below && v < r.Low || above && v > r.High})
	}
	if len(r.Values) <= mostDots {
		row.Tags = nil
		for _, v := range r.Values {
			row.Tags = append(row.Tags, Tag{share(v), r.number(v), Below, 0})
		}
	}
	return row
}

// mostDots is how many values of an input are all written.
const mostDots = 6

// overall says how often the schedule fails at all, which the headline does not.
func (b *Discovery) overall() string {
	if !known(b.Failing) {
		return fmt.Sprintf("Where the %s lie among the inputs.", b.those())
	}
	of := "futures"
	if b.Futures > 0 {
		of = count(b.Futures, "future")
	}
	return fmt.Sprintf("Of all %s, it %s in %s.", of, b.does(), inTenths(b.Failing))
}

// figures are density and coverage in sentences.
func (b *Discovery) figures() string {
	var parts []string
	if known(b.Density) {
		parts = append(parts, fmt.Sprintf("Density: it %s in %s of the futures in the box.", b.does(), inTenths(b.Density)))
	}
	if known(b.Coverage) {
		parts = append(parts, fmt.Sprintf("Coverage: %s of all %s are in the box.", inTenths(b.Coverage), b.those()))
	}
	if known(b.Failing) {
		parts = append(parts, b.overall())
	}
	if len(parts) == 0 {
		return fmt.Sprintf("Where the %s lie among the inputs.", b.those())
	}
	return strings.Join(parts, " ")
}

// does and those say what is shown of a schedule, and how often.
func (b *Discovery) does() string {
	if b.Holds {
		return "holds"
	}
	return "fails"
}

func (b *Discovery) those() string {
	if b.Holds {
		return "successes"
	}
	return "failures"
}

// finding is the headline: where a schedule fails.
func (b *Discovery) finding(inputs []Restricted) string {
	who := b.Schedule
	if who == "" {
		who = "The schedule"
	}
	if len(inputs) == 0 {
		if b.Failing == 0 {
			return fmt.Sprintf("%s %s in no future", who, b.does())
		}
		return fmt.Sprintf("No combination of inputs says where %s %s", who, b.does())
	}
	var where []string
	for i := range inputs {
		where = append(where, inputs[i].phrase())
	}
	if len(where) > 3 {
		where = append(where[:3], fmt.Sprintf("%s more bounds", verdict.Small(len(where)-3)))
		if len(inputs) == 4 {
			where[3] = "one more bound"
		}
	}
	s := fmt.Sprintf("%s %s mostly with %s", who, b.does(), verdict.List(where))
	if known(b.Density) {
		s = fmt.Sprintf("%s %s in %s of futures with %s", who, b.does(), inTenths(b.Density), verdict.List(where))
	}
	if known(b.Coverage) {
		s += fmt.Sprintf(", which are %s of all its %s", inTenths(b.Coverage), b.those())
	}
	return s
}
