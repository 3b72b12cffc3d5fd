package naive

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

func findingsTable(findings []finding) string {
	rows := [][]string{strings.Split("date,party,treaty,limit,count,ceiling,margin,status,state", ",")}
	for _, f := range findings {
		rows = append(rows, []string{
			f.date, f.party, f.treaty, f.limit,
			optional(f.count), optional(f.ceiling), optional(f.margin), f.status, f.state,
		})
	}
	return text(rows)
}

func (s *scenario) holdingsTable(states []state) string {
	rows := [][]string{strings.Split("date,party,system,launchers,deployed,missiles,loading,warheads", ",")}
	for _, st := range states {
		for _, p := range s.parties {
			for _, sys := range p.systems {
				h := st.holdings[sys.address]
				missiles := ""
				if _, modelled := h["missiles"]; modelled {
					missiles = number(h["missiles"])
				}
				rows = append(rows, []string{
					st.date, p.code, sys.id,
					number(h["launchers"]), number(h["deployed"]), missiles, number(h["loading"]), number(h["warheads"]),
				})
			}
		}
	}
	return text(rows)
}

func (s *scenario) poolsTable(states []state) string {
	rows := [][]string{strings.Split("date,party,pool,emplaced,reserve,retired,dismantled,produced", ",")}
	for _, st := range states {
		for _, p := range s.parties {
			for _, pool := range p.pools {
				emplaced := 0.0 // of the systems that use the pool
				for _, sys := range p.systems {
					if sys.pool == pool {
						emplaced += st.holdings[sys.address]["warheads"]
					}
				}
				k := st.stocks[pool.address]
				rows = append(rows, []string{
					st.date, p.code, pool.id,
					number(emplaced), number(k["reserve"]), number(k["retired"]), number(k["dismantled"]), number(k["produced"]),
				})
			}
		}
	}
	return text(rows)
}

func (s *scenario) summaryTable(findings []finding) string {
	rows := [][]string{strings.Split("party,treaty,limit,ceiling,binds,margin_at_binding,first_under,"+
		"lasting_under,ceiling_end,margin_end,exceeds", ",")}
	for _, p := range s.parties {
		for _, t := range s.treaties {
			for _, l := range t.limits {
				of := slices.DeleteFunc(slices.Clone(findings), func(f finding) bool {
					return f.party != p.code || f.treaty != t.name || f.limit != l.id
				})
				if len(of) == 0 {
					continue
				}
				r := summarise(of)
				rows = append(rows, []string{
					r.party, r.treaty, r.limit,
					optional(r.ceiling), r.binds, optional(r.atBinding), r.firstUnder, r.lasting,
					optional(r.ceilingEnd), optional(r.marginEnd), strconv.Itoa(r.exceeds),
				})
			}
		}
	}
	return text(rows)
}

func text(rows [][]string) string {
	var b strings.Builder
	check(csv.NewWriter(&b).WriteAll(rows), "csv")
	return b.String()
}

func optional(x *float64) string {
	if x == nil {
		return ""
	}
	return number(*x)
}

// number prints whole numbers plain, others correctly rounded to six decimals,
// then without trailing zeros, a bare point or the sign of a zero.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'f', 6, 64)
	s = strings.TrimRight(s, "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		return "0"
	}
	return s
}
