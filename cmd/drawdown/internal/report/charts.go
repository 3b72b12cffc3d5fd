package report

import "drawdown/plots"

// A Chart is a figure with the name of its file.
type Chart struct {
	Name   string
	Figure *plots.Figure
}

// Charts are the figures of a report.
func (r *Report) Charts(size plots.Size, bw bool) []Chart {
	o := plots.Options{Size: size, BW: bw, Source: r.sourceLine(true), Meta: plots.Meta{
		Title: r.Document.Scenario.Title, Hash: r.Document.Hash(), Version: r.Version,
	}}
	if rec := r.Document.Record; rec != nil {
		for i := range rec.Points {
			q := &rec.Points[i]
			o.Observed = append(o.Observed, plots.Observed{Date: q.Date, Party: q.Party, Limit: q.Limit, Value: q.Value, Verified: q.Verified()})
		}
	}
	limits := plots.Limits(r.Assessment, o)
	o.Source = r.sourceLine(false)
	return []Chart{{"limits", limits}, {"legs", plots.Legs(r.Assessment.Trajectory, "", o)}}
}

// sourceLine says where a chart's numbers come from.
func (r *Report) sourceLine(withRecord bool) string {
	s := "Source: simulated with drawdown " + r.Version + " from the scenario “" + r.Document.Scenario.Title + "”"
	if rec := r.Document.Record; withRecord && rec != nil && len(rec.Points) > 0 {
		s += "; declared figures from the record " + rec.Name
	}
	return s + "."
}
