package plots

import "drawdown/sim"

// A Kind is a chart that can be asked for by name: of one assessed scenario,
// of several runs, or of many draws.
type Kind[From any] struct {
	Name string // as people type it
	Help string // what it shows, without a full stop
	Make func(From, Options) *Figure
}

// Kinds are the charts of one scenario, those of the report first.
var Kinds = []Kind[*sim.Assessment]{
	{"limits", "counts under each limit through time, with ceilings", Limits},
	{"margins", "what is left under each ceiling through time", Margins},
	{"legs", "forces by leg, stacked", func(a *sim.Assessment, o Options) *Figure { return Legs(a.Trajectory, o.Forces, o) }},
	{"systems", "forces by system, stacked", ofTrajectory(Systems)},
	{"changes", "what led from the start to the end, by system and cause (waterfall)", ofTrajectory(Changes)},
	{"views", "warheads counted, emplaced and possible, side by side", Views},
	{"upload", "warheads as one leg after the other is loaded to the full", UploadCurve},
	{"queue", "warheads retired, in reserve and dismantled", ofTrajectory(Queue)},
}

// Comparisons are the charts of several runs, the baseline first.
var Comparisons = []Kind[[]Run]{
	{"overlay", "counts under each limit, a line for each scenario", Overlay},
	{"difference", "counts minus those of the baseline", Difference},
	{"queues", "warheads that await dismantlement, a line for each scenario", Queues},
	{"dates", "when each party comes under each ceiling", Dates},
}

// Ensembles are the charts of many draws of one scenario.
var Ensembles = []Kind[*Ensemble]{
	{"fan", "counts under each limit through time, in bands of the draws", Fan},
	{"chance", "share of draws under each ceiling by date", Chances},
	{"arrivals", "from when each party is lastingly under each ceiling, over the draws", Arrivals},
}

func ofTrajectory(chart func(*sim.Trajectory, Options) *Figure) func(*sim.Assessment, Options) *Figure {
	return func(a *sim.Assessment, o Options) *Figure { return chart(a.Trajectory, o) }
}
