package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/verdict"
)

// A Dial is a lever as an axis: what is turned, and its values.
type Dial struct {
	Label   string    // "Warheads per SS-27 from 2021"
	Unit    string    // "" where the label says it
	Values  []float64 // ascending, also those that turn out to be impossible
	Written float64   // the value in the scenario; NaN: it has none
	Whole   bool      // only whole values are possible
	Year    bool      // the values are years
	// Tried are those of the values that belong to the grid; the others were
	// worked out between them to find frontiers. nil: all belong to it.
	Tried []float64
}

// A Sweep is what becomes of margins when one lever goes through its values
// and all else stays as written.
type Sweep struct {
	Lever Dial
	Shows Shown
	Lines []SweepLine // one for each party and limit
}

// Shown says what the values of a sweep are.
type Shown uint8

// What there is to show.
const (
	LeastMargins  Shown = iota // the smallest margin while the limit binds
	MedianMargins              // its median over draws, with Low and High
	Probabilities              // the probability that the limit is held, 0 to 1
)

// A SweepLine is one party under one limit.
type SweepLine struct {
	Party string
	Index int    // of the party; fixes colour, marker and dash
	Limit string // its title; lines of one title share a panel
	Unit  string // of the limit
	// Ceiling is the most allowed; 0: not known, or not one number.
	Ceiling float64
	// Values are as the sweep shows, one for each value of the lever; NaN: the
	// lever cannot have this value, or nothing can be computed.
	Values []float64
	// Low and High are the 5th and 95th percentile of the margin; nil: no
	// draws were made.
	Low, High []float64
	// Frontier are the lever's values at which the ceiling is just met; with
	// Probabilities those at which the chance crosses what is asked for.
	Frontier []float64
	Sure     []float64 // the chance asked for at each of these; nil: not said
}

// title is what stands at an axis.
func (d *Dial) title() string {
	if d.Unit == "" || strings.Contains(strings.ToLower(d.Label), strings.ToLower(d.Unit)) {
		return d.Label
	}
	return d.Label + ", " + d.Unit
}

// lever makes the horizontal axis. Amounts that need not be whole are written to
// a thousandth of the range, rounded down to a power of ten.
func (d *Dial) lever() *Lever {
	l := &Lever{Title: d.title(), Whole: d.Whole, Year: d.Year}
	if from, until := d.ends(); !d.Whole && until > from {
		l.Fine = math.Pow(10, math.Floor(math.Log10((until-from)/1000)))
	}
	return l
}

// number writes a value.
func (d *Dial) number(v float64) string { return d.lever().number(v) }

// ends are the least and the greatest value.
func (d *Dial) ends() (from, until float64) {
	if len(d.Values) == 0 {
		return 0, 0
	}
	return slices.Min(d.Values), slices.Max(d.Values)
}

// what says what is shown.
func (s Shown) what() string {
	switch s {
	case MedianMargins:
		return "median of the smallest margin while the limit binds"
	case Probabilities:
		return "chance that the limit is held"
	}
	return "smallest margin while the limit binds"
}

// limits are the titles of the limits, in order.
func (s *Sweep) limits() []string {
	var out []string
	for i := range s.Lines {
		if l := s.Lines[i].Limit; !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// SweepLines shows a sweep: a panel for each limit, a line for each party.
func SweepLines(s *Sweep, o Options) *Figure {
	f := o.figure(&sim.Scenario{})
	if f.Headline == "" {
		f.Headline = unbroken(s.finding())
	}
	if f.Subtitle == "" {
		f.Subtitle = fmt.Sprintf("%s for each value of the lever, all else as written.", verdict.Capital(s.Shows.what()))
	}
	f.Fronts = "where the ceiling is just met"
	if s.Shows == Probabilities {
		f.Fronts = "where the chance asked for is reached"
	}
	if why := s.lack(); why != "" {
		return f.without(why)
	}
	f.Reading = "Above zero there is room under the ceiling; below it, tinted or hatched, is in excess."
	if s.Shows == Probabilities {
		f.Reading = "100" + string(noBreak) + "% is a limit that is held in every draw."
	}
	f.Reading += " Markers are the values tried; the lines only join them."
	if known(s.Lever.Written) {
		f.Reading += " The dotted upright is the value that is written."
	}
	var desc strings.Builder
	fmt.Fprintf(&desc, "%s The lever is %s", sentence(f.Headline), s.Lever.title())
	if known(s.Lever.Written) {
		fmt.Fprintf(&desc, "; %s is written", s.Lever.number(s.Lever.Written))
	}
	desc.WriteString(".")
	gaps := false
	for _, limit := range s.limits() {
		p := s.panel(limit)
		fmt.Fprintf(&desc, " %s", sentence(s.panelName(limit)))
		for i := range s.Lines {
			if l := &s.Lines[i]; l.Limit == limit {
				desc.WriteString(" " + s.told(l))
				gaps = gaps || slices.ContainsFunc(l.Values, func(v float64) bool { return !known(v) })
			}
		}
		f.Panels = append(f.Panels, p)
	}
	if gaps {
		f.Reading += " Where a line has a gap, the lever cannot have that value, or nothing can be computed."
	}
	f.Desc = desc.String()
	return f
}

// lack says why there is nothing to show; "" where there is.
func (s *Sweep) lack() string {
	switch {
	case len(s.Lever.Values) == 0:
		return "The lever has no value to try. Give it a range."
	case len(s.Lines) == 0:
		return noLimits
	case !slices.ContainsFunc(s.Lines, func(l SweepLine) bool { return slices.ContainsFunc(l.Values, known) }):
		return "Nothing can be computed for any value of the lever: no value is possible, or no limit ever binds."
	}
	return ""
}

// panel draws one limit.
func (s *Sweep) panel(limit string) Panel {
	from, until := s.Lever.ends()
	p := Panel{
		Title: limit, From: from, Until: until, Lever: s.Lever.lever(), Floor: s.Shows != Probabilities, Percent: s.Shows == Probabilities,
		Missing: "Nothing can be computed: the limit never binds, or there is no count.",
	}
	scale := 1.0
	if s.Shows == Probabilities {
		scale, p.Unit = 100, "Chance"
	}
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Limit != limit {
			continue
		}
		if p.Unit == "" {
			p.Unit = strings.TrimSuffix("Margin, "+l.Unit, ", ")
		}
		se := Series{Name: l.Party, Party: l.Index}
		for k, v := range l.Values[:min(len(l.Values), len(s.Lever.Values))] {
			at := s.Lever.Values[k]
			between := s.Lever.Tried != nil && !slices.Contains(s.Lever.Tried, at)
			se.Points = append(se.Points, Point{At: at, Value: scale * v, Between: between})
		}
		p.Series = append(p.Series, se)
		if n := len(se.Points); s.Shows == MedianMargins && len(l.Low) >= n && len(l.High) >= n {
			p.Lever.Bands = append(p.Lever.Bands, Belt{l.Index, s.Lever.Values[:n], l.Low[:n], l.High[:n]})
		}
		p.Lever.Fronts = append(p.Lever.Fronts, s.fronts(l, se.Points)...)
	}
	switch {
	case p.empty():
		p.Lever.Fronts = nil
	case s.Shows != Probabilities:
		// Wider than the data, so that no width of an axis is a moment.
		p.Ceilings = []Ceiling{{From: from - 1, Until: until + 1, State: Binding}}
	}
	if known(s.Lever.Written) {
		p.Marks = []Mark{{s.Lever.Written, "written: " + s.Lever.number(s.Lever.Written)}}
	}
	return p
}

// fronts are the marks at a line's frontier: one for each amount. Where several
// chances are reached at one amount, its mark says which; it stands where the
// line is on the side that reaches them.
func (s *Sweep) fronts(l *SweepLine, points []Point) []Front {
	var out []Front
	of := map[string][]float64{} // chances, by the amount as it is written
	for k, at := range l.Frontier {
		if !known(at) {
			continue
		}
		name := s.Lever.number(at)
		sure := nth(l.Sure, k)
		if of[name] != nil {
			of[name] = append(of[name], sure)
			continue
		}
		of[name] = []float64{sure}
		q := Front{At: at, Party: l.Index}
		if v, ok := on(points, at); ok && (s.Shows == Probabilities || s.Lever.Whole) {
			q.Value = v // steps do not meet a ceiling exactly
		}
		out = append(out, q)
	}
	for i := range out {
		if all := of[s.Lever.number(out[i].At)]; len(all) > 1 && !slices.ContainsFunc(all, math.IsNaN) {
			var words []string
			for _, v := range all {
				words = append(words, Number(100*v))
			}
			out[i].Note = "(" + verdict.List(words) + string(noBreak) + "%)"
		}
	}
	return out
}

// write writes a value of a sweep.
func (s *Sweep) write(v float64) string {
	if s.Shows == Probabilities {
		return inPercent(v)
	}
	return Number(v)
}

// told says in words how a line goes.
func (s *Sweep) told(l *SweepLine) string {
	var first, last int
	n := 0
	for k, v := range l.Values[:min(len(l.Values), len(s.Lever.Values))] {
		if known(v) {
			if n == 0 {
				first = k
			}
			last = k
			n++
		}
	}
	if n == 0 {
		return l.Party + ": nothing can be computed."
	}
	out := fmt.Sprintf("%s: %s at %s, %s at %s", l.Party, s.write(l.Values[first]), s.Lever.number(s.Lever.Values[first]),
		s.write(l.Values[last]), s.Lever.number(s.Lever.Values[last]))
	if len(l.Frontier) > 0 {
		var at []string
		for _, v := range l.Frontier {
			at = append(at, s.Lever.number(v))
		}
		out += ", just met at " + verdict.List(at)
		if s.Shows == Probabilities {
			out = strings.Replace(out, "just met at", "the chance asked for at", 1)
		}
	}
	return out + "."
}

// finding is the headline: the frontier that is nearest to what is written.
func (s *Sweep) finding() string {
	from, until := s.Lever.ends()
	span := func(words string) string {
		return fmt.Sprintf(words, s.Lever.Label, s.Lever.number(from), s.Lever.number(until))
	}
	if s.lack() != "" {
		return "There is no sweep to show"
	}
	held := 0.0
	if s.Shows == Probabilities {
		held = 0.5
	}
	var near *SweepLine
	var at, away float64
	var fail, mixed *SweepLine
	every := "Every limit"
	for i := range s.Lines {
		l := &s.Lines[i]
		good := slices.ContainsFunc(l.Values, func(v float64) bool { return v >= held })
		bad := slices.ContainsFunc(l.Values, func(v float64) bool { return v < held })
		switch {
		case bad && !good && fail == nil:
			fail = l
		case bad && good && mixed == nil:
			mixed = l
		case !bad && !good:
			every = "Every limit that can be computed"
		}
		for _, v := range l.Frontier {
			d := math.Abs(v - orElse(s.Lever.Written, from))
			if known(v) && bad && good && (near == nil || d < away) {
				near, at, away = l, v, d
			}
		}
	}
	written := ""
	if known(s.Lever.Written) {
		written = fmt.Sprintf(" (written: %s)", s.Lever.number(s.Lever.Written))
	}
	switch {
	case near != nil && s.Shows == Probabilities:
		return fmt.Sprintf("%s: %s with the chance asked for where “%s” is %s%s", near.Party, near.keeping(), s.Lever.Label, s.side(near, at), written)
	case near != nil:
		return fmt.Sprintf("%s: %s only where “%s” is %s%s", near.Party, near.keeping(), s.Lever.Label, s.side(near, at), written)
	case mixed != nil && s.Shows == Probabilities:
		return fmt.Sprintf("%s: %s more likely than not, or not, as “%s” is chosen", mixed.Party, mixed.keeping(), s.Lever.Label)
	case mixed != nil:
		return fmt.Sprintf("%s: %s or not as “%s” is chosen", mixed.Party, mixed.keeping(), s.Lever.Label)
	case fail != nil && s.Shows == Probabilities:
		return fmt.Sprintf("%s: unlikely to be %s at any value of %s", fail.Party, fail.keeping(), span("“%s” from %s to %s"))
	case fail != nil:
		return fmt.Sprintf("%s: %s at no value of %s", fail.Party, fail.keeping(), span("“%s” from %s to %s"))
	case s.Shows == Probabilities:
		return every + " is more likely held than not at every value of " + span("“%s” from %s to %s")
	}
	return every + " is held at every value of " + span("“%s” from %s to %s")
}

// panelName names a panel for readers who do not see it: by its ceilings, where
// these are known, for the titles of limits are long.
func (s *Sweep) panelName(limit string) string {
	var names []string
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Limit != limit {
			continue
		}
		if l.Ceiling <= 0 || l.Unit == "" {
			return limit
		}
		if name := "At most " + withUnit(l.Ceiling, l.Unit); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " or ")
}

// keeping says what a party holds: "within 800 launchers and bombers".
func (l *SweepLine) keeping() string { return keeping(l.Ceiling, l.Unit, l.Limit) }

func keeping(ceiling float64, unit, limit string) string {
	switch {
	case ceiling > 0 && unit != "":
		return "within " + withUnit(ceiling, unit)
	case unit != "":
		return "within its limit on " + unit
	}
	return "within “" + limit + "”"
}

// side says on which side of a frontier a line is better: "280 or less".
func (s *Sweep) side(l *SweepLine, at float64) string {
	sum := func(left bool) (float64, bool) {
		total, n := 0.0, 0
		for k, v := range l.Values[:min(len(l.Values), len(s.Lever.Values))] {
			if x := s.Lever.Values[k]; known(v) && (left && x < at || !left && x > at) {
				total += v
				n++
			}
		}
		return total / float64(max(n, 1)), n > 0
	}
	a, left := sum(true)
	b, right := sum(false)
	switch {
	case left && right && a >= b, left && !right && a >= 0, !left && right && b < 0:
		return s.Lever.number(at) + orBeyond(s.Lever.Year, " or earlier", " or less")
	}
	return s.Lever.number(at) + orBeyond(s.Lever.Year, " or later", " or more")
}

func orBeyond(year bool, ofYears, ofAmounts string) string {
	if year {
		return ofYears
	}
	return ofAmounts
}
