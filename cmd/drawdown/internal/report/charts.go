package report

import (
	"drawdown/plots"
	"drawdown/sim/hindcast"
)

// A Chart is a figure with the name of its file.
type Chart struct {
	Name   string
	Figure *plots.Figure
}

// Charts are all figures of a report that have something to show.
func (r *Report) Charts(size plots.Size, bw bool) []Chart {
	var all []Chart
	for _, k := range plots.Kinds {
		if f := k.Make(r.Assessment, r.ChartOptions(k.Name, size, bw)); f.Missing == "" {
			all = append(all, Chart{k.Name, f})
		}
	}
	if f := r.HindcastChart(size, bw); f.Missing == "" {
		all = append(all, Chart{"hindcast", f})
	}
	return all
}

// HindcastChart is the chart of how the run fits its record.
func (r *Report) HindcastChart(size plots.Size, bw bool) *plots.Figure {
	var fits []*hindcast.Fit
	if h := r.Hindcast(); h != nil {
		fits = h.Fits
	}
	return plots.Hindcast(fits, r.ChartOptions("hindcast", size, bw))
}

// ChartOptions are the options of one kind of chart.
func (r *Report) ChartOptions(kind string, size plots.Size, bw bool) plots.Options {
	o := plots.Options{Size: size, BW: bw, Lang: "en", Meta: plots.Meta{
		Title: r.Document.Scenario.Title, Hash: r.Document.Hash(), Version: r.Version,
	}}
	o.Source = "Source: simulated with drawdown " + r.Version + " from the scenario “" + r.Document.Scenario.Title + "”"
	if kind == "limits" || kind == "hindcast" {
		o.Observed = r.observed()
		if len(o.Observed) > 0 {
			o.Source += "; declared figures from the record " + r.Document.Record.Name
		}
	}
	o.Source += "."
	return o
}

// observed is the scenario's record as charts take it.
func (r *Report) observed() []plots.Observed {
	var all []plots.Observed
	if rec := r.Document.Record; rec != nil {
		for i := range rec.Points {
			q := &rec.Points[i]
			all = append(all, plots.Observed{Date: q.Date, Party: q.Party, Limit: q.Limit, Value: q.Value, Verified: q.Verified()})
		}
	}
	return all
}

// Charts are all figures of a comparison that have something to show.
func (c *Comparison) Charts(size plots.Size, bw bool) []Chart {
	var all []Chart
	for _, k := range plots.Comparisons {
		if f := k.Make(c.ChartRuns(), c.ChartOptions(size, bw)); f.Missing == "" {
			all = append(all, Chart{k.Name, f})
		}
	}
	return all
}

// ChartRuns are the runs as charts take them.
func (c *Comparison) ChartRuns() []plots.Run {
	runs := make([]plots.Run, len(c.Compare.Runs))
	for i, r := range c.Compare.Runs {
		runs[i] = plots.Run{Name: r.Name, Assessment: r.Assessment}
	}
	return runs
}

// ChartOptions are the options of a comparison's charts.
func (c *Comparison) ChartOptions(size plots.Size, bw bool) plots.Options {
	return plots.Options{Size: size, BW: bw, Lang: "en", Source: "Source: simulated with drawdown " + c.Version + ".", Meta: plots.Meta{
		Title: c.Title(), Hash: c.hash(), Version: c.Version,
	}}
}
