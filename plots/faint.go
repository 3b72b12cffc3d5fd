package plots

import "image/color"

// paleLine is how strong a line is while it is pale.
const paleLine = 0.42

// faintAt reports whether a series is pale on a date.
func (s *Series) faintAt(at float64) bool {
	for _, t := range s.Faint {
		if at >= t.From && at < t.Until {
			return true
		}
	}
	return false
}

// fading draws a line that is pale in some times, cut exactly where they begin
// and end.
func (s *scene) fading(c *cell, series *Series, line color.NRGBA, weight float64, dash []float64, run []coordinate) {
	var cuts []float64 // on the canvas
	for _, t := range series.Faint {
		for _, at := range []float64{t.From, t.Until} {
			if at > c.x.lo && at < c.x.hi {
				cuts = append(cuts, c.atX(at))
			}
		}
	}
	piece := run[:1:1]
	finish := func() {
		mid := (piece[0].x + piece[len(piece)-1].x) / 2
		shade := line
		if series.faintAt(c.x.lo + (mid-c.x0)/(c.x1-c.x0)*(c.x.hi-c.x.lo)) {
			shade = over(line, paleLine)
		}
		s.line(shade, weight, dash, piece...)
	}
	for i := 1; i < len(run); i++ {
		p, q := run[i-1], run[i]
		for _, x := range cuts {
			if x <= piece[0].x || x < p.x || x >= q.x {
				continue
			}
			cut := coordinate{x, p.y + (q.y-p.y)*(x-p.x)/(q.x-p.x)}
			if cut != piece[len(piece)-1] {
				piece = append(piece, cut)
			}
			finish()
			piece = []coordinate{cut}
		}
		piece = append(piece, q)
	}
	finish()
}

// faint parts places on a series into those where it is pale and the others.
func (c *cell) faint(series *Series, at []coordinate) (pale, strong []coordinate) {
	for _, p := range at {
		if series.faintAt(c.x.lo + (p.x-c.x0)/(c.x1-c.x0)*(c.x.hi-c.x.lo)) {
			pale = append(pale, p)
		} else {
			strong = append(strong, p)
		}
	}
	return pale, strong
}
