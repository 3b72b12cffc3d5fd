package report

import "drawdown/plots"

func (v *sweepView) figures(size plots.Size, bw bool) []Chart { return nil }
