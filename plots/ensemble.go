package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// An Ensemble is many draws of one scenario, whose uncertain numbers differ
// from draw to draw.
type Ensemble struct {
	Assessment *sim.Assessment // of the numbers as they are written
	Draws      int             // how many were made
	Partial    bool            // fewer than were asked for
	Spreads    []Spread        // one for each party and limit
	Arrivals   []Arrival       // one for each party and limit
}

// A Spread is how one party's count under one limit is spread over the draws,
// date by date. Parties are the same by their codes, limits by their addresses.
type Spread struct {
	Party *arsenal.Party
	Limit *treaty.Limit
	Dates []civil.Date // of the findings, ascending

	Q05, Q25, Q50, Q75, Q95 []float64 // of the count; NaN where no draw has one

	// Under is the share of draws with a margin of at least 0; NaN where there
	// is no ceiling or no count.
	Under []float64
}

// An Arrival is when a party comes under a ceiling lastingly: on which date
// its margin is at least 0 and stays so to the end.
type Arrival struct {
	Party *arsenal.Party
	Limit *treaty.Limit
	Dates []civil.Date // ascending
	Share []float64    // of draws, by date; all NaN: no draw has a margin
	Never float64      // share of draws that do not end under the ceiling
}

// fewDraws is how many draws are counted one by one and not in percent: too few
// for their 5th and 95th percentiles to mean much.
const fewDraws = 20

// given reminds a reader what shares of draws rest on.
const given = "given the ranges stated"

// What shares of draws are, and are not.
const ofDraws = " Each draw takes the scenario’s uncertain numbers from the ranges stated for them. " +
	"Shares are of these draws: they say what follows from the ranges, not how likely it is in the world."

const noDraws = "No draw of the scenario was made, so there is nothing spread to show. Ask for one draw or more."

// figure is the frame that all figures of an ensemble share.
func (e *Ensemble) figure(o Options, what string) *Figure {
	sc := e.Assessment.Trajectory.Scenario
	f := o.figure(sc)
	if f.Subtitle == "" {
		f.Subtitle = titled(f, sc, what) + "."
		if e.Partial {
			f.Subtitle += " The draws were stopped early."
		}
	}
	return f
}

// warning says what a reader of few draws must know.
func (e *Ensemble) warning() string {
	switch {
	case e.Draws < fewDraws:
		return fmt.Sprintf(" With %s the shares are rough.", drawsOf(e.Draws))
	case e.Partial:
		return " Fewer draws were made than were asked for."
	}
	return ""
}

// lack says why there is nothing to show; "" where there is.
func (e *Ensemble) lack() string {
	switch {
	case len(e.Assessment.Standings()) == 0:
		return noLimits
	case e.Draws <= 0:
		return noDraws
	}
	return ""
}

// A held is one party under one limit: as written, and over the draws.
type held struct {
	*sim.Standing
	spread  *Spread  // nil: not told
	arrival *Arrival // nil: not told
}

// held lists all parties under all limits, in file order.
func (e *Ensemble) held() []held {
	var out []held
	for _, s := range e.Assessment.Standings() {
		h := held{Standing: s}
		is := func(p *arsenal.Party, l *treaty.Limit) bool {
			return p.Code == s.Party.Code && l.Address() == s.Limit.Address()
		}
		if i := slices.IndexFunc(e.Spreads, func(x Spread) bool { return is(x.Party, x.Limit) }); i >= 0 {
			h.spread = &e.Spreads[i]
		}
		if i := slices.IndexFunc(e.Arrivals, func(x Arrival) bool { return is(x.Party, x.Limit) }); i >= 0 {
			h.arrival = &e.Arrivals[i]
		}
		out = append(out, h)
	}
	return out
}

// panels makes a panel for each limit, in file order. draw fills it from the
// parties that the limit is on and returns what it says of them.
func (e *Ensemble) panels(f *Figure, draw func(*Panel, *treaty.Course, []held) string) {
	sc := e.Assessment.Trajectory.Scenario
	all := e.held()
	titles := titlesOf(e.Assessment.Standings(), sc)
	f.Desc = sentence(f.Headline)
	for _, t := range sc.Treaties {
		course := treaty.Follow(t)
		for _, l := range t.Limits {
			var on []held
			for _, h := range all {
				if h.Limit == l {
					on = append(on, h)
				}
			}
			if len(on) == 0 {
				continue
			}
			p := Panel{Title: titles[l]}
			told := draw(&p, course, on)
			if p.Missing != "" {
				p = Panel{Title: p.Title, Missing: p.Missing}
				told = " " + p.Missing
			}
			f.Panels = append(f.Panels, p)
			f.Desc += " " + sentence(p.Title) + told
		}
	}
}

// on returns the index of a date, or -1.
func (s *Spread) on(d civil.Date) int {
	if s == nil {
		return -1
	}
	i, ok := slices.BinarySearch(s.Dates, d)
	if !ok {
		return -1
	}
	return i
}

// last returns the index of the last date with a known value, or -1.
func (s *Spread) last(values []float64) int {
	for i := len(s.Dates) - 1; i >= 0; i-- {
		if known(nth(values, i)) {
			return i
		}
	}
	return -1
}

// atMost names a limit's panel with the ceilings that it has in the scenario's
// time, for charts whose axes do not show them.
func atMost(title string, s *sim.Standing) string {
	var values []string
	for _, f := range s.Findings {
		if v := Number(f.Ceiling); f.HasCeiling && (len(values) == 0 || values[len(values)-1] != v) {
			values = append(values, v)
		}
	}
	switch n := len(values); {
	case n == 0:
		return title
	case n <= 3:
		return title + ": at most " + strings.Join(values, ", later ")
	default:
		return title + ": at most " + values[0] + " at first, " + values[n-1] + " at last"
	}
}

// drawsOf counts draws: "10,000 draws".
func drawsOf(n int) string {
	switch n {
	case 0:
		return "no draws"
	case 1:
		return "a single draw"
	}
	return Number(float64(n)) + " draws"
}

// shareOf says a share of n draws: "83 % of 10,000 draws", "all 10,000 draws", "1 of
// 2 draws".
func shareOf(share float64, n int) string {
	k := math.Round(share * float64(n))
	switch {
	case n == 1 && share >= 1:
		return "the only draw"
	case n == 2 && share >= 1:
		return "both draws"
	case share >= 1:
		return "all " + drawsOf(n)
	case n == 1 && share <= 0:
		return "no draw, of the one made"
	case share <= 0:
		return "none of " + drawsOf(n)
	case n < fewDraws && math.Abs(share*float64(n)-k) < 1e-6:
		return fmt.Sprintf("%.0f of %s", k, drawsOf(n))
	}
	return inPercent(share) + " of " + drawsOf(n)
}

// amount is a number of what a limit counts: "1,550 warheads".
func amount(l *treaty.Limit, v ...float64) string {
	var words []string
	for _, v := range v {
		words = append(words, whole(v))
	}
	unit := l.Unit
	if unit == "" {
		unit = "counted"
	}
	return clean(strings.Join(words, " to ") + " " + unit)
}
