package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"drawdown/scenarios"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/ensemble"
	"drawdown/sim/verdict"
)

// inputNames says in words what each uncertain number of a study is; two that
// the words do not tell apart bear their addresses.
func inputNames(st *ensemble.Study) []string {
	names := make([]string, len(st.Inputs))
	times := map[string]int{}
	for i, in := range st.Inputs {
		names[i] = inputName(st.Scenario, in)
		times[names[i]]++
	}
	for i, in := range st.Inputs {
		if times[names[i]] > 1 {
			names[i] += " (" + in.Address + ")"
		}
	}
	return names
}

// inputName says what a number is: "warheads on each SS-18".
func inputName(sc *sim.Scenario, in *ensemble.Input) string {
	if len(in.Numbers) == 0 {
		return in.Address // no result rests on it
	}
	n := in.Numbers[0]
	switch {
	case len(in.Numbers) > 1:
		return "default " + strings.ReplaceAll(strings.TrimPrefix(in.Address, "defaults."), "_", " ")
	case n.Kind <= ensemble.ThrowWeight:
		return fmt.Sprintf(systemWords[n.Kind], shortName(sc, sc.Systems[n.At]))
	case n.Kind <= ensemble.Dismantle:
		p := sc.Pools[n.At]
		return fmt.Sprintf("%s, pool %s.%s", poolWords[n.Kind], p.Party.Code, p.Key)
	case n.Kind <= ensemble.Until:
		return ofSchedule(sc, sc.Schedules[n.At], n)
	}
	l := sc.Treaties[n.At].Limits[n.Of]
	if n.Kind == ensemble.Ceiling {
		return fmt.Sprintf("ceiling of %s from %s", l.Address(), l.Ceiling[n.Sub].From.Long())
	}
	return fmt.Sprintf("%s under %s (%s)", ruleWords[n.Kind], l.Address(), l.Rules[n.Sub].Key)
}

// What kinds of numbers are called.
var (
	systemWords = map[ensemble.Kind]string{
		ensemble.Launchers: "number of %s", ensemble.Missiles: "%s missiles", ensemble.Deployed: "deployed %s",
		ensemble.Loading: "warheads on each %s", ensemble.Capacity: "warheads that a %s can carry", ensemble.Lot: "lot of %s",
		ensemble.Attributed: "warheads attributed to a %s", ensemble.Equipped: "weapons that a %s is equipped for", ensemble.ThrowWeight: "throw-weight of %s",
	}
	poolWords = map[ensemble.Kind]string{
		ensemble.PoolReserve: "reserve", ensemble.PoolRetired: "retired warheads",
		ensemble.Produce: "production a year", ensemble.Retire: "retirement a year", ensemble.Dismantle: "dismantlement a year",
	}
	ruleWords = map[ensemble.Kind]string{
		ensemble.Each: "what a unit counts", ensemble.First: "how many units count by the first rule", ensemble.Beyond: "what a unit beyond them counts",
	}
	// quantityWords are those of several systems that a schedule moves.
	quantityWords = map[arsenal.Quantity]string{
		arsenal.Launchers: "number of launchers", arsenal.Missiles: "missiles", arsenal.Deployed: "deployed launchers", arsenal.Loading: "warheads on each launcher",
	}
	quantityKinds = map[arsenal.Quantity]ensemble.Kind{
		arsenal.Launchers: ensemble.Launchers, arsenal.Missiles: ensemble.Missiles, arsenal.Deployed: ensemble.Deployed, arsenal.Loading: ensemble.Loading,
	}
)

// shortName is a system's name without what stands in brackets behind it, where
// no other system's is the same.
func shortName(sc *sim.Scenario, s *arsenal.System) string {
	cut := func(name string) string {
		short, _, _ := strings.Cut(name, " (")
		return short
	}
	for _, other := range sc.Systems {
		if other != s && cut(other.Name) == cut(s.Name) {
			return s.Name
		}
	}
	return cut(s.Name)
}

// ofSchedule says what a number of a schedule is.
func ofSchedule(sc *sim.Scenario, s *sim.Schedule, n ensemble.Number) string {
	what := quantityWords[s.Quantity] + " (schedule " + s.Key + ")"
	if len(s.Systems) == 1 {
		what = fmt.Sprintf(systemWords[quantityKinds[s.Quantity]], shortName(sc, s.Systems[0]))
	}
	switch n.Kind {
	case ensemble.Level:
		if s.Form == sim.Share {
			what = "share left of the " + what
		}
		return fmt.Sprintf("%s in %d", what, s.Way[n.Of].Year)
	case ensemble.Rate:
		return "yearly change in the " + what
	case ensemble.To:
		return "end level of the " + what
	case ensemble.MaxYear:
		return "most yearly change in the " + what
	case ensemble.Delay:
		return "delay of schedule " + s.Key
	case ensemble.From:
		return "start of schedule " + s.Key
	}
	return "end of schedule " + s.Key
}

// inputValue writes a value of an uncertain number for people: a year as one,
// else with three figures, or whole.
func inputValue(in *ensemble.Input, x float64) string {
	if isYear(in) {
		return strconv.Itoa(int(math.Round(x)))
	}
	return figures(x, 3)
}

// writtenValue is the number as the scenario writes it.
func writtenValue(d *scenarios.Document, in *ensemble.Input) string {
	written := d.WrittenAt(in.Address)
	if x, err := strconv.ParseFloat(written, 64); err == nil && !isYear(in) {
		return verdict.Number(x)
	}
	return written
}

// isYear reports whether a number is a year.
func isYear(in *ensemble.Input) bool {
	return len(in.Numbers) > 0 && (in.Numbers[0].Kind == ensemble.From || in.Numbers[0].Kind == ensemble.Until)
}

// figures writes a number with so many figures at least, and no more decimals
// than that takes.
func figures(x float64, n int) string {
	decimals := 0
	if x != 0 {
		decimals = n - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	}
	scale := math.Pow(10, float64(min(max(decimals, 0), 6)))
	return verdict.Number(math.Round(x*scale) / scale)
}
