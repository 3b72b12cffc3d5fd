// Package tables lays the results of a run out as the tables of the scenario
// format: findings, holdings, pools and summary.
//
// A Table is data with typed columns; CSV writes it to the byte as the format
// demands. Everything that shows results (terminal, Markdown, JSON, workbook)
// renders these tables.
package tables

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"

	"drawdown/scenarios"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Kind is what a column holds.
type Kind uint8

// The kinds of columns.
const (
	Text Kind = iota
	Date
	Whole
	Number
	Year
)

// A Column describes one column of a table.
type Column struct {
	Name string
	Kind Kind
	Help string // what it is, with its unit
}

// IsNumber reports whether the column holds numbers, years included.
func (c Column) IsNumber() bool { return c.Kind == Whole || c.Kind == Number || c.Kind == Year }

// A Table is a result with typed columns. A cell is a string, a civil.Date, an
// int, a float64, or nil where there is nothing.
type Table struct {
	Name    string
	Help    string
	Columns []Column
	Rows    [][]any
}

// Format writes a cell as the tables do: dates as 2018-02-05, numbers rounded
// to six decimals, nothing as nothing.
func Format(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return scenarios.FormatNumber(v)
	case civil.Date:
		return v.String()
	}
	return ""
}

// CSV writes the table with a header line.
func (t *Table) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	row := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = c.Name
	}
	_ = w.Write(row) // a buffer takes everything
	for _, cells := range t.Rows {
		for i, cell := range cells {
			row[i] = Format(cell)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

// Names lists the tables in the order in which All returns them.
var Names = []string{"findings", "holdings", "pools", "summary", "views"}

// All returns every table of a run.
func All(a *sim.Assessment) []*Table {
	return []*Table{Findings(a), Holdings(a.Trajectory), Pools(a.Trajectory), Summary(a), Views(a)}
}

var (
	dateColumn   = Column{"date", Date, "the date of the state or of the ceiling's step"}
	partyColumn  = Column{"party", Text, "the party's code"}
	treatyColumn = Column{"treaty", Text, "the treaty's library name, its file's name or its ID"}
	limitColumn  = Column{"limit", Text, "the limit's key in the treaty"}
)

// known returns a number, or nil where there is none.
func known(x float64, ok bool) any {
	if !ok {
		return nil
	}
	return x
}

// on returns a date, or nil where there is none.
func on(d civil.Date) any {
	if d == 0 {
		return nil
	}
	return d
}

// Findings is every count held against its ceiling.
func Findings(a *sim.Assessment) *Table {
	t := &Table{Name: "findings", Help: "Every count held against its ceiling, on every state and on each date on which a step of the ceiling begins.", Columns: []Column{
		dateColumn, partyColumn, treatyColumn, limitColumn,
		{"count", Number, "what the limit's rules count, in its unit; empty where a system lacks what a rule needs"},
		{"ceiling", Number, "the most allowed: the step that binds, else the next one ahead"},
		{"margin", Number, "ceiling − count; negative for an excess"},
		{"status", Text, "not-in-force, suspended, not-yet-binding, no-longer-binding, not-computable, within or exceeds"},
		{"state", Date, "the date of the holdings counted"},
	}}
	for i := range a.Findings {
		f := &a.Findings[i]
		t.Rows = append(t.Rows, []any{
			f.Date, f.Party.Code, f.Limit.Treaty.ID, f.Limit.Key,
			known(f.Count, f.Computable), known(f.Ceiling, f.HasCeiling), known(f.Margin()), string(f.Status), f.State,
		})
	}
	return t
}

// Holdings is what each party has of each system in each state.
func Holdings(tr *sim.Trajectory) *Table {
	t := &Table{Name: "holdings", Help: "What each party has of each system, in each state.", Columns: []Column{
		dateColumn, partyColumn,
		{"system", Text, "the system's key"},
		{"launchers", Whole, "deployed and non-deployed launchers, or bombers"},
		{"deployed", Whole, "those deployed"},
		{"missiles", Whole, "deployed and non-deployed missiles; empty where not modelled"},
		{"loading", Number, "warheads wanted on each deployed launcher, on average"},
		{"warheads", Whole, "warheads emplaced; for bombers the weapons stored for them"},
	}}
	for k := range tr.States {
		for _, s := range tr.Scenario.Systems {
			h := tr.Holding(k, s)
			var missiles any
			if s.HasMissiles {
				missiles = h.Missiles
			}
			t.Rows = append(t.Rows, []any{tr.Date(k), s.Party.Code, s.Key, h.Launchers, h.Deployed, missiles, h.Loading, h.Warheads})
		}
	}
	return t
}

// Pools is the content of each pool in each state.
func Pools(tr *sim.Trajectory) *Table {
	t := &Table{Name: "pools", Help: "The warheads of each pool, in each state. Emplaced + reserve + retired + dismantled − produced never changes.", Columns: []Column{
		dateColumn, partyColumn,
		{"pool", Text, "the pool's key"},
		{"emplaced", Whole, "warheads on deployed launchers of the systems that use the pool"},
		{"reserve", Whole, "usable warheads not on launchers"},
		{"retired", Whole, "warheads awaiting dismantlement"},
		{"dismantled", Whole, "warheads dismantled since the start"},
		{"produced", Whole, "warheads produced since the start"},
	}}
	for k := range tr.States {
		for _, p := range tr.Scenario.Pools {
			s := tr.States[k].Stocks[p.Index]
			t.Rows = append(t.Rows, []any{tr.Date(k), p.Party.Code, p.Key, s.Emplaced, s.Reserve, s.Retired, s.Dismantled, s.Produced})
		}
	}
	return t
}

// Summary is one line for each party and limit.
func Summary(a *sim.Assessment) *Table {
	t := &Table{Name: "summary", Help: "One line for each party and limit.", Columns: []Column{
		partyColumn, treatyColumn, limitColumn,
		{"ceiling", Number, "the ceiling on the day the limit binds"},
		{"binds", Date, "the first date on which the count was put to the test"},
		{"margin_at_binding", Number, "ceiling − count on that day"},
		{"first_under", Date, "the first date with a margin of at least 0"},
		{"lasting_under", Date, "the first date from which the margin stays at least 0 to the end"},
		{"ceiling_end", Number, "the ceiling at the end"},
		{"margin_end", Number, "ceiling − count at the end"},
		{"exceeds", Whole, "how many findings exceed"},
	}}
	for _, s := range a.Standings() {
		t.Rows = append(t.Rows, []any{
			s.Party.Code, s.Limit.Treaty.ID, s.Limit.Key,
			known(s.Ceiling, s.Binds != 0), on(s.Binds), known(s.MarginAtBinding, s.Binds != 0),
			on(s.FirstUnder), on(s.LastingUnder),
			known(s.CeilingEnd, s.HasEnd), known(s.MarginEnd, s.HasEnd), s.Exceeds,
		})
	}
	return t
}

// Views is three views of one force: what a limit on warheads counts, what is
// really emplaced, and what could be after a full upload; and how much of the
// stockpile the limit touches.
func Views(a *sim.Assessment) *Table {
	t := &Table{Name: "views", Help: "Three views of one force, in each state, for each limit that counts warheads: counted by the limit's rules, emplaced in fact on the systems that it counts (weapons for bombers included), and possible on them after a full upload from the pools.", Columns: []Column{
		dateColumn, partyColumn, treatyColumn, limitColumn,
		{"counted", Number, "what the limit's rules count"},
		{"actual", Whole, "warheads emplaced on deployed launchers, and stored for deployed bombers"},
		{"capable", Whole, "the same after a full upload: deployed launchers up to their capacity, as far as the reserves go"},
		{"stockpile", Whole, "emplaced + reserve + retired; empty where a system of the party has no pool"},
		{"share", Number, "counted ÷ stockpile: how much of the stockpile the limit touches"},
	}}
	tr := a.Trajectory
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Date != f.State || !countsWarheads(f.Limit) {
			continue
		}
		k := tr.At(f.Date)
		actual, capable, emplaced, pooled := 0, 0, 0, true
		for _, u := range tr.Uploads(k) {
			if u.System.Party == f.Party && counts(f.Limit, u.System) {
				actual += u.Emplaced
				capable += u.Capable()
			}
			if u.System.Party == f.Party {
				pooled = pooled && u.System.Pool != nil
				emplaced += u.Emplaced
			}
		}
		row := []any{f.Date, f.Party.Code, f.Limit.Treaty.ID, f.Limit.Key, known(f.Count, f.Computable), actual, capable, nil, nil}
		if stock := emplaced; pooled && len(f.Party.Pools) > 0 {
			for _, p := range f.Party.Pools {
				s := tr.States[k].Stocks[p.Index]
				stock += s.Reserve + s.Retired
			}
			row[7] = stock
			row[8] = known(f.Count/float64(max(stock, 1)), f.Computable)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// counts reports whether a limit's rules select a system.
func counts(l *treaty.Limit, s *arsenal.System) bool {
	return slices.ContainsFunc(l.Rules, func(r *treaty.Rule) bool { return r.Selects(s) })
}

// countsWarheads reports whether a limit is one on warheads: a rule counts them
// as emplaced, or as attributed to a type.
func countsWarheads(l *treaty.Limit) bool {
	return slices.ContainsFunc(l.Rules, func(r *treaty.Rule) bool {
		return r.Quantity == treaty.CountWarheads || r.Each.Property == "attributed"
	})
}

// A Shortfall is what was asked for and not there.
type Shortfall struct {
	Date     civil.Date
	System   *arsenal.System
	Lacking  string // "launchers", "missiles" or "warheads"
	Asked    int
	Got      int
	Schedule *sim.Schedule // nil: no schedule any more
	Pool     *arsenal.Pool // nil: launchers or missiles ran out
}

// Shortfalls lists them by date.
func Shortfalls(tr *sim.Trajectory) []Shortfall {
	var all []Shortfall
	for k := range tr.States {
		for _, s := range tr.States[k].Shortfalls {
			all = append(all, Shortfall{tr.Date(k), s.System, s.Lacking, s.Asked, s.Got, s.Schedule, s.Pool})
		}
	}
	return all
}
