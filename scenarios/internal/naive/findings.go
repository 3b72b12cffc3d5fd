package naive

import (
	"slices"
)

type finding struct {
	date, party, treaty, limit string
	count, ceiling, margin     *float64 // nil: empty
	status                     string
	state                      string
}

// findings are made for every limit on every state, and also, from the holdings
// of the latest state, on each date after start and not after end on which one of
// the limit's ceiling steps begins. Rows by date, then party, treaty and limit in
// file order.
func (s *scenario) findings(states []state) []finding {
	dates := map[string]bool{}
	for _, st := range states {
		dates[st.date] = true
	}
	for _, t := range s.treaties {
		for _, l := range t.limits {
			for _, step := range l.steps {
				if step.date > s.start && step.date <= s.end {
					dates[step.date] = true
				}
			}
		}
	}
	var inOrder []string
	for date := range dates {
		inOrder = append(inOrder, date)
	}
	slices.Sort(inOrder)

	var out []finding
	for _, date := range inOrder {
		latest := states[0]
		for _, st := range states {
			if st.date <= date {
				latest = st
			}
		}
		for _, p := range s.parties {
			for _, t := range s.treaties {
				if !slices.Contains(t.parties, p.code) {
					continue
				}
				for _, l := range t.limits {
					begins := slices.ContainsFunc(l.steps, func(c ceilingStep) bool { return c.date == date })
					if date != latest.date && !begins {
						continue
					}
					if l.parties != nil && !slices.Contains(l.parties, p.code) {
						continue
					}
					out = append(out, s.finding(date, p, t, l, latest))
				}
			}
		}
	}
	return out
}

func (s *scenario) finding(date string, p *party, t *treaty, l *limit, latest state) finding {
	f := finding{date: date, party: p.code, treaty: t.name, limit: l.id, state: latest.date}
	count, computable := l.count(p, latest.holdings)
	ceiling, shown, binds := l.binding(date)
	if computable {
		f.count = &count
	}
	if shown {
		f.ceiling = &ceiling
	}
	if computable && shown {
		margin := ceiling - count
		f.margin = &margin
	}

	standing := s.standings(t, date)[p.code]
	switch {
	case standing.withdrawn,
		standing.inForce == "",
		date < standing.inForce,
		standing.expires != "" && date >= standing.expires:
		f.status = "not-in-force"
	case standing.suspended:
		f.status = "suspended"
	case !binds && shown:
		f.status = "not-yet-binding"
	case !binds:
		f.status = "no-longer-binding"
	case !computable:
		f.status = "not-computable"
	case count <= ceiling:
		f.status = "within"
	default:
		f.status = "exceeds"
	}
	return f
}

// summary is one row of the summary, of the findings of one party under one limit
// in the order of their dates.
type summary struct {
	party, treaty, limit       string
	ceiling, atBinding         *float64
	binds, firstUnder, lasting string
	ceilingEnd, marginEnd      *float64
	exceeds                    int
}

func summarise(findings []finding) summary {
	out := summary{party: findings[0].party, treaty: findings[0].treaty, limit: findings[0].limit}
	for _, f := range findings {
		if out.binds == "" && (f.status == "within" || f.status == "exceeds") {
			out.binds, out.ceiling, out.atBinding = f.date, f.ceiling, f.margin
		}
		if f.status == "exceeds" {
			out.exceeds++
		}
	}
	// Findings without a margin say nothing about the sign of one.
	for _, f := range findings {
		if f.margin == nil {
			continue
		}
		if *f.margin >= 0 {
			if out.firstUnder == "" {
				out.firstUnder = f.date
			}
			if out.lasting == "" {
				out.lasting = f.date
			}
		} else {
			out.lasting = ""
		}
		out.ceilingEnd, out.marginEnd = f.ceiling, f.margin
	}
	return out
}
