package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"drawdown/scenarios"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/verdict"
)

// arithmetic is units × each, with what lies beyond a rule's first units.
func (c *Contribution) arithmetic() (units, each string) {
	units, each = verdict.Number(float64(c.Units)), verdict.Number(c.Each)
	if c.BeyondUnits > 0 {
		units += " + " + verdict.Number(float64(c.BeyondUnits))
		each += ", " + verdict.Number(c.Beyond)
	}
	return units, each
}

// Text explains a count on a terminal.
func (e *Explanation) Text(s Style) []byte {
	var b bytes.Buffer
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", e.Headline()+"."), "\n")) + "\n")
	tr := e.Report.Assessment.Trajectory
	if d := tr.Date(e.State); d != e.Finding.Date {
		b.WriteString(s.paragraph("", "", "Counted are the holdings of the latest state, of "+d.Long()+"."))
	}
	if e.Finding.Limit.Article != "" {
		b.WriteString(s.paragraph("", "", e.Finding.Limit.Article+": "+e.Finding.Limit.Name+"."))
	}
	for _, g := range e.Report.Assessment.Gaps {
		if g.Rule.Limit == e.Finding.Limit && g.System.Party == e.Finding.Party {
			b.WriteString(s.paragraph("", "", "It needs what is not known: "+scenarios.GapSays(g)+"."))
		}
	}
	for _, r := range e.Rules {
		b.WriteString("\n" + s.paragraph("", "  ", s.bold("Rule "+r.Rule.Key)+ruleSays(r)))
		w := s.table("system", "units", "× each", "= count")
		for i := range r.Lines {
			l := &r.Lines[i]
			units, each := l.arithmetic()
			w.AppendRow(table.Row{l.System.Name, units, each, verdict.Number(l.Product())})
		}
		w.AppendRow(table.Row{"sum", "", "", verdict.Number(r.Sum)})
		w.SetColumnConfigs([]table.ColumnConfig{right(2), right(3), right(4)})
		b.WriteString(trimmed(w))
	}
	b.WriteString("\n" + s.bold("Where the numbers come from") + "\n")
	told := map[*arsenal.System]bool{}
	for _, r := range e.Rules {
		for _, l := range r.Lines {
			if told[l.System] {
				continue
			}
			told[l.System] = true
			b.WriteString(s.paragraph("  ", "    ", s.bold(l.System.Name)+" ("+l.System.Address()+")"))
			for _, root := range l.Roots {
				b.WriteString(rootText(root, tr.Scenario.Start, s))
			}
		}
	}
	if len(e.Grades) > 0 {
		b.WriteString("\n" + s.paragraph("", "  ", s.bold("How well it is known:")+" "+e.gradeSays()))
	}
	return b.Bytes()
}

func ruleSays(r RuleSum) string {
	var parts []string
	for _, p := range []string{r.Rule.Article, r.Rule.Says} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ": ") + ")"
}

// rootText tells one number from its opening on.
func rootText(root Root, start civil.Date, s Style) string {
	var b strings.Builder
	if root.Property {
		return s.paragraph("    ", "      ", fmt.Sprintf("%s %s (%s)", root.What, verdict.Number(root.Opening), origin(root.Place)))
	}
	b.WriteString(s.paragraph("    ", "      ", fmt.Sprintf("%s %s on %s (%s)", root.What, verdict.Number(root.Opening), start, origin(root.Place))))
	if root.Place.Note != "" && len(root.Movers) == 0 {
		b.WriteString(s.paragraph("      ", "      ", root.Place.Note))
	}
	for _, m := range root.Movers {
		when := "on " + m.First.String()
		if m.Last != m.First {
			when = m.First.String() + " to " + m.Last.String()
		}
		who := "fewer launchers or missiles than were deployed"
		if m.Schedule != nil {
			who = m.Schedule.Address() + " (" + origin(m.Place) + ")"
		}
		b.WriteString(s.paragraph("      ", "        ", fmt.Sprintf("%s → %s, %s: %s", verdict.Number(m.From), verdict.Number(m.To), when, who)))
	}
	return b.String()
}

// gradeSays says how much of a count rests on which grade; each contribution
// counts with the worst grade among its numbers and what moved them.
func (e *Explanation) gradeSays() string {
	var parts []string
	for _, g := range e.Grades {
		grade := g.Grade
		if grade == "" {
			grade = "partly ungraded"
		}
		parts = append(parts, fmt.Sprintf("%s %s (%.0f %%)", verdict.Number(g.Count), grade, 100*g.Count/e.Finding.Count))
	}
	return "of " + verdict.Number(e.Finding.Count) + ", by the weakest number that each part rests on: " + verdict.List(parts) + "."
}

// Markdown explains a count for pasting into a report.
func (e *Explanation) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "**%s.**\n\n| system | rule | units | each | count | where the numbers come from |\n| --- | --- | ---: | ---: | ---: | --- |\n", escape(e.Headline()))
	for _, r := range e.Rules {
		for i := range r.Lines {
			l := &r.Lines[i]
			units, each := l.arithmetic()
			var from []string
			for _, root := range l.Roots {
				text := fmt.Sprintf("%s %s (%s)", root.What, verdict.Number(root.Opening), origin(root.Place))
				for _, m := range root.Movers {
					if m.Schedule != nil {
						text += fmt.Sprintf(", %s by %s", verdict.Number(m.To), m.Schedule.Address())
					}
				}
				from = append(from, text)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", escape(l.System.Name), escape(r.Rule.Article+" "+r.Rule.Key), units, each, verdict.Number(l.Product()), escape(strings.Join(from, "; ")))
		}
	}
	fmt.Fprintf(&b, "| **sum** | | | | **%s** | |\n", verdict.Number(e.Finding.Count))
	if len(e.Grades) > 0 {
		fmt.Fprintf(&b, "\nHow well it is known: %s\n", escape(e.gradeSays()))
	}
	return b.Bytes()
}

type jsonPlace struct {
	Address string   `json:"address"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Grade   string   `json:"grade,omitempty"`
	Sources []string `json:"sources,omitempty"`
	Note    string   `json:"note,omitempty"`
}

func placeJSON(p scenarios.Place) *jsonPlace {
	if p.File == "" {
		return nil
	}
	j := &jsonPlace{Address: p.Address, File: p.File, Line: p.Line, Grade: p.Grade, Note: p.Note}
	for _, s := range p.Sources {
		j.Sources = append(j.Sources, s.Key)
	}
	return j
}

// JSON explains a count to a program.
func (e *Explanation) JSON() ([]byte, error) {
	type mover struct {
		Schedule string     `json:"schedule,omitempty"`
		First    string     `json:"first"`
		Last     string     `json:"last"`
		From     float64    `json:"from"`
		To       float64    `json:"to"`
		Place    *jsonPlace `json:"place,omitempty"`
	}
	type root struct {
		What    string     `json:"what"`
		Opening float64    `json:"opening"`
		Now     float64    `json:"now"`
		Place   *jsonPlace `json:"place"`
		Movers  []mover    `json:"moved_by,omitempty"`
	}
	type line struct {
		System  string  `json:"system"`
		Rule    string  `json:"rule"`
		Article string  `json:"article,omitempty"`
		Says    string  `json:"says,omitempty"`
		Units   int     `json:"units"`
		Each    float64 `json:"each"`
		Beyond  int     `json:"beyond_units,omitempty"`
		EachB   float64 `json:"beyond_each,omitempty"`
		Count   float64 `json:"count"`
		Roots   []root  `json:"numbers"`
	}
	type grade struct {
		Grade string  `json:"grade"`
		Count float64 `json:"count"`
	}
	f := &e.Finding
	out := struct {
		Party   string   `json:"party"`
		Limit   string   `json:"limit"`
		Date    string   `json:"date"`
		State   string   `json:"state"`
		Count   *float64 `json:"count"`
		Ceiling *float64 `json:"ceiling"`
		Margin  *float64 `json:"margin"`
		Status  string   `json:"status"`
		Lines   []line   `json:"contributions"`
		Grades  []grade  `json:"grades"`
	}{Party: f.Party.Code, Limit: f.Limit.Address(), Date: f.Date.String(), State: f.State.String(), Status: string(f.Status), Lines: []line{}, Grades: []grade{}}
	if f.Computable {
		out.Count = &f.Count
	}
	if f.HasCeiling {
		out.Ceiling = &f.Ceiling
	}
	if m, ok := f.Margin(); ok {
		out.Margin = &m
	}
	for _, r := range e.Rules {
		for _, c := range r.Lines {
			l := line{
				System: c.System.Address(), Rule: r.Rule.Key, Article: r.Rule.Article, Says: r.Rule.Says,
				Units: c.Units, Each: c.Each, Beyond: c.BeyondUnits, EachB: c.Contribution.Beyond, Count: c.Product(),
			}
			for _, x := range c.Roots {
				n := root{What: x.What, Opening: x.Opening, Now: x.Now, Place: placeJSON(x.Place)}
				for _, m := range x.Movers {
					j := mover{First: m.First.String(), Last: m.Last.String(), From: m.From, To: m.To, Place: placeJSON(m.Place)}
					if m.Schedule != nil {
						j.Schedule = m.Schedule.Address()
					}
					n.Movers = append(n.Movers, j)
				}
				l.Roots = append(l.Roots, n)
			}
			out.Lines = append(out.Lines, l)
		}
	}
	for _, g := range e.Grades {
		out.Grades = append(out.Grades, grade(g))
	}
	return indented(out)
}

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// Headline says the change.
func (s *Split) Headline() string {
	return fmt.Sprintf("%s, %s from %s to %s: %s − %s = %s", s.Past.Party.Name, s.Past.Limit.Address(), s.Before.Date.Long(), s.Past.Date.Long(),
		verdict.Number(s.Past.Count), verdict.Number(s.Before.Count), verdict.Number(s.Past.Count-s.Before.Count))
}

// Text splits a change on a terminal.
func (s *Split) Text(st Style) []byte {
	var b bytes.Buffer
	b.WriteString(st.bold(strings.TrimRight(st.paragraph("", "", s.Headline()+"."), "\n")) + "\n\n")
	w := st.table("system", "cause", "units", "count")
	for _, p := range s.Parts {
		w.AppendRow(table.Row{p.System.Name, p.Says, signed(float64(p.Units)), signed(p.Count)})
	}
	w.AppendRow(table.Row{"sum", "", "", signed(s.Past.Count - s.Before.Count)})
	w.SetColumnConfigs([]table.ColumnConfig{
		{Number: 1, WidthMax: 24, WidthMaxEnforcer: text.WrapSoft},
		{Number: 2, WidthMax: max(st.Width-44, 12), WidthMaxEnforcer: text.WrapSoft},
		right(3), right(4),
	})
	b.WriteString(trimmed(w))
	b.WriteString(st.paragraph("", "", "units: launchers, missiles or warheads, as the rule counts them; count: what they weigh under it."))
	return b.Bytes()
}

func signed(x float64) string {
	if x > 0 {
		return "+" + verdict.Number(x)
	}
	return verdict.Number(x)
}

// Markdown splits a change for pasting into a report.
func (s *Split) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "**%s.**\n\n| system | rule | cause | units | count |\n| --- | --- | --- | ---: | ---: |\n", escape(s.Headline()))
	for _, p := range s.Parts {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", escape(p.System.Name), escape(p.Rule.Key), escape(p.Says), signed(float64(p.Units)), signed(p.Count))
	}
	fmt.Fprintf(&b, "| **sum** | | | | **%s** |\n", signed(s.Past.Count-s.Before.Count))
	return b.Bytes()
}

// JSON splits a change for a program.
func (s *Split) JSON() ([]byte, error) {
	type part struct {
		System string     `json:"system"`
		Rule   string     `json:"rule"`
		Cause  string     `json:"cause"`
		Units  int        `json:"units"`
		Count  float64    `json:"count"`
		Place  *jsonPlace `json:"place,omitempty"`
	}
	parts := []part{}
	for _, p := range s.Parts {
		parts = append(parts, part{p.System.Address(), p.Rule.Key, p.Says, p.Units, p.Count, placeJSON(p.Place)})
	}
	return indented(struct {
		Party  string  `json:"party"`
		Limit  string  `json:"limit"`
		From   string  `json:"from"`
		To     string  `json:"to"`
		Before float64 `json:"before"`
		After  float64 `json:"after"`
		Change float64 `json:"change"`
		Parts  []part  `json:"parts"`
	}{s.Past.Party.Code, s.Past.Limit.Address(), s.Before.Date.String(), s.Past.Date.String(), s.Before.Count, s.Past.Count, s.Past.Count - s.Before.Count, parts})
}

// HoldingText follows one system's numbers to a date.
func (r *Report) HoldingText(sys *arsenal.System, on civil.Date, s Style) []byte {
	tr := r.Assessment.Trajectory
	k := tr.At(on)
	h := tr.Holding(k, sys)
	var b bytes.Buffer
	line := fmt.Sprintf("%s (%s) on %s: %s launchers, %s deployed, %s warheads", sys.Name, sys.Address(), tr.Date(k).Long(),
		verdict.Number(float64(h.Launchers)), verdict.Number(float64(h.Deployed)), verdict.Number(float64(h.Warheads)))
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", line+"."), "\n")) + "\n")
	if p := r.Document.Place(sys.Origin); p.Note != "" {
		b.WriteString(s.paragraph("", "", p.Note))
	}
	b.WriteString("\n")
	for q := range arsenal.NumQuantities {
		if q == arsenal.Missiles && !sys.HasMissiles {
			continue
		}
		root := r.root(sys, q, k)
		root.Place.Note = ""
		b.WriteString(rootText(root, tr.Scenario.Start, s))
	}
	if want := h.Wanted(); want != h.Warheads {
		b.WriteString(s.paragraph("    ", "      ", fmt.Sprintf("warheads wanted %s, emplaced %s: the reserve has no more", verdict.Number(float64(want)), verdict.Number(float64(h.Warheads)))))
	}
	return b.Bytes()
}

// PoolText follows a pool's warheads year by year to a date.
func (r *Report) PoolText(pool *arsenal.Pool, on civil.Date, s Style) []byte {
	tr := r.Assessment.Trajectory
	last := tr.At(on)
	var b bytes.Buffer
	now := tr.States[last].Stocks[pool.Index]
	line := fmt.Sprintf("Pool %s on %s: %s in reserve, %s retired, %s on launchers, %s dismantled since the start", pool.Address(), tr.Date(last).Long(),
		verdict.Number(float64(now.Reserve)), verdict.Number(float64(now.Retired)), verdict.Number(float64(now.Emplaced)), verdict.Number(float64(now.Dismantled)))
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", line+"."), "\n")) + "\n")
	place := r.Document.Place(pool.Origin)
	b.WriteString(s.paragraph("", "", "Stated at "+origin(place)+". "+place.Note) + "\n")
	w := s.table("year", "made", "taken off", "put on", "retired", "dismantled", "reserve", "waiting", "emplaced")
	for k := 0; k <= last; k++ {
		stock := tr.States[k].Stocks[pool.Index]
		row := table.Row{tr.Date(k).Year(), "", "", "", "", "", verdict.Number(float64(stock.Reserve)), verdict.Number(float64(stock.Retired)), verdict.Number(float64(stock.Emplaced))}
		if k > 0 {
			before := tr.States[k-1].Stocks[pool.Index]
			off, up := 0, 0
			for _, sys := range pool.Systems {
				change := tr.Holding(k, sys).Warheads - tr.Holding(k-1, sys).Warheads
				up += max(change, 0)
				off += max(-change, 0)
			}
			dismantled := stock.Dismantled - before.Dismantled
			retired := stock.Retired - before.Retired + dismantled
			if pool.RemovedTo == arsenal.ToRetired {
				retired -= off
			}
			for i, n := range []int{stock.Produced - before.Produced, off, up, retired, dismantled} {
				row[i+1] = verdict.Number(float64(n))
			}
		}
		w.AppendRow(row)
	}
	var configs []table.ColumnConfig
	for i := 2; i <= 9; i++ {
		configs = append(configs, right(i))
	}
	w.SetColumnConfigs(configs)
	b.WriteString(trimmed(w))
	to := "the reserve"
	if pool.RemovedTo == arsenal.ToRetired {
		to = "the retired"
	}
	b.WriteString(s.paragraph("", "", "What is taken off launchers goes to "+to+"; retired: moved from the reserve; waiting: retired and not yet dismantled."))
	return b.Bytes()
}
