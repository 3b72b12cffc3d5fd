package plots

import (
	"math"
	"slices"
	"time"
)

// A Figure is one chart as data: what it says, and the panels that show it.
type Figure struct {
	Headline string // the finding, as a sentence
	Subtitle string // what is shown; remarks on the axes are added when drawn
	Source   string // where the numbers come from, with title and version
	Desc     string // the chart in sentences that a screen reader can speak
	Lang     string // language of the texts as a BCP 47 tag; empty: "en"
	Size     Size   // empty: Page
	BW       bool   // black and greys only
	// SameScale gives all panels one vertical axis, so that they compare.
	SameScale bool
	// Runs names the scenarios that a figure compares, the baseline first; the
	// Party of a series is then its scenario's place here.
	Runs    []string
	Reading string // how to read it, in sentences, for the caption
	Missing string // said in place of panels: what there is not, and what to do
	Fronts  string // what the marks at the fronts of levers are, for the key
	Across  int    // panels that belong beside each other; 0: as many as fit
	Meta    Meta
	Panels  []Panel
}

// Meta travels inside the file and is not drawn.
type Meta struct {
	Title   string // of the scenario
	Hash    string // of the scenario
	Version string // of the program
}

// A Panel is a pair of axes and the layers drawn on them.
type Panel struct {
	Title string
	Unit  string // of the vertical axis; printed where the title does not say it
	// From and Until bound the horizontal axis, in decimal years. Both zero:
	// as far as the data go.
	From, Until float64
	Ceilings    []Ceiling // by time
	Series      []Series
	Stack       *Stack
	Errors      *Errors
	Rows        *Rows    // alone: a panel of rows has no other layer
	Columns     *Columns // alone, as rows are
	Marks       []Mark   // by time
	// Floor turns ceilings upside down: what lies below them is in excess. The
	// series are margins.
	Floor   bool
	Scale   int    // panels of one number above 0 share a vertical axis
	Signed  bool   // the series are differences, written with their sign
	Lever   *Lever // the horizontal axis is amounts; nil: it is time
	Field   *Field // alone: over two levers
	Percent bool   // the values are shares of a whole, 0 to 100, and bear the sign
	Missing string // said where there is nothing to draw
}

// A Series is one party's counts through time: a line through Points, and the
// declared counts laid over it.
type Series struct {
	Name     string
	Party    int
	Points   []Point   // by time, joined by a line
	Observed []Point   // by time, not joined
	Ribbons  []Ribbon  // behind the line, the widest first
	Faint    []Stretch // times in which the line is pale, ascending
}

// A Stretch is some time, without its last moment.
type Stretch struct{ From, Until float64 } // decimal years

// A Point is a count on a date.
type Point struct {
	At     float64 // decimal year
	Value  float64 // NaN: not known
	Hollow bool    // not verified
	// Between says that a line goes through the point without a marker.
	Between bool
}

// A Ceiling is the most allowed during a time: one step of a staircase.
type Ceiling struct {
	From, Until float64 // decimal years
	Value       float64
	State       State
	Parties     []int // on whom; nil: all
}

// State says what a ceiling does during its time.
type State uint8

// The states of a ceiling.
const (
	Ahead   State = iota // it does not bind yet
	Binding              // it binds
	Lapsed               // it is suspended, expired or not in force
)

// A Stack shows what a total is made of, as columns, or as areas where there
// are too many dates for columns. It stands on zero.
type Stack struct {
	Party int
	At    []float64 // decimal years, ascending
	Bands []Band    // from the bottom up
	Apart bool      // the total of the bands means nothing, and is not named
}

// A Band is one part of a stack.
type Band struct {
	Name   string
	Values []float64 // one for each date of the stack; NaN: not known
	Note   string    // said after the last value
}

// A Mark is an event that a vertical hairline shows.
type Mark struct {
	At    float64 // decimal year
	Label string
}

// Decimal returns a date as a decimal year: 2018-07-02 12:00 is 2018.5.
func Decimal(t time.Time) float64 {
	t = t.UTC()
	first := time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	next := time.Date(t.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	return float64(t.Year()) + t.Sub(first).Seconds()/next.Sub(first).Seconds()
}

// brief reports whether a ceiling binds for a day at most: what counts is
// where a line stands on that day.
func (c Ceiling) brief() bool { return c.State == Binding && c.Until-c.From < 1.5/365 }

// on reports whether a ceiling holds for a party.
func (c *Ceiling) on(party int) bool {
	if c.Parties == nil {
		return true
	}
	for _, p := range c.Parties {
		if p == party {
			return true
		}
	}
	return false
}

// last returns the latest known point of a series, simulated before declared.
func (s *Series) last() (Point, bool) {
	for _, points := range [][]Point{s.Points, s.Observed} {
		for i := len(points) - 1; i >= 0; i-- {
			if known(points[i].Value) {
				return points[i], true
			}
		}
	}
	return Point{}, false
}

// trimmed returns a figure without the points outside its panels' axes.
func trimmed(f *Figure) *Figure {
	g := *f
	g.Panels = slices.Clone(f.Panels)
	for i := range g.Panels {
		p := &g.Panels[i]
		from, until := p.span()
		outside := func(q Point) bool { return !(q.At >= from && q.At <= until) }
		p.Errors = p.Errors.within(from, until)
		p.Series = slices.Clone(p.Series)
		for j := range p.Series {
			s := &p.Series[j]
			s.Points = slices.DeleteFunc(slices.Clone(s.Points), outside)
			s.Observed = slices.DeleteFunc(slices.Clone(s.Observed), outside)
			s.Ribbons = ribbonsWithin(s.Ribbons, from, until)
		}
	}
	return &g
}

// span returns the first and the last date of a panel.
func (p *Panel) span() (from, until float64) {
	if p.From != 0 || p.Until != 0 {
		return p.From, max(p.From, p.Until)
	}
	from, until = math.Inf(1), math.Inf(-1)
	see := func(at float64) { from, until = min(from, at), max(until, at) }
	for i := range p.Series {
		for _, q := range p.Series[i].Points {
			see(q.At)
		}
		for _, q := range p.Series[i].Observed {
			see(q.At)
		}
	}
	if p.Stack != nil {
		for _, at := range p.Stack.At {
			see(at)
		}
	}
	if p.Errors != nil {
		for _, q := range p.Errors.Points {
			see(q.At)
		}
	}
	if p.Rows != nil {
		p.Rows.dates(see)
	}
	if from > until {
		for i := range p.Ceilings {
			see(p.Ceilings[i].From)
			see(p.Ceilings[i].Until)
		}
	}
	if from > until {
		return 0, 0
	}
	return from, until
}

// missing is the value of a count that could not be computed.
var missing = math.NaN()

// known reports whether a value can be drawn.
func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
