package report

import (
	"bytes"
	"encoding/json"

	"drawdown/scenarios/tables"
)

// A Manifest says what a result came from, so that it can be made again.
type Manifest struct {
	Program  string     `json:"program"`
	Version  string     `json:"version"`
	Format   int        `json:"format"`
	Scenario string     `json:"scenario"`
	Title    string     `json:"title"`
	Inputs   []FileHash `json:"inputs"`
	Set      []string   `json:"set"`
	Law      []string   `json:"treaties,omitempty"` // put in place of the scenario's own
	Levers   []string   `json:"levers,omitempty"`   // of a sweep
	Sampling *Sampling  `json:"sampling,omitempty"`
	Outputs  []FileHash `json:"outputs,omitempty"`
	Nested   []string   `json:"folders,omitempty"` // --out with several scenarios: a folder each
}

// A Sampling says how the members of a study were drawn.
type Sampling struct {
	Method       string `json:"method"`
	Draws        int    `json:"draws,omitempty"`
	Rows         int    `json:"rows,omitempty"`         // of Sobol indices
	Trajectories int    `json:"trajectories,omitempty"` // of Morris's screening
	Seed         uint64 `json:"seed"`
	Done         int    `json:"done,omitempty"`    // of a partial result
	Partial      bool   `json:"partial,omitempty"` // broken off
}

// A FileHash is a file and the SHA-256 of its bytes.
type FileHash struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Manifest returns the manifest of a report.
func (r *Report) Manifest() Manifest {
	m := Manifest{
		Program: "drawdown", Version: r.Version, Format: 1,
		Scenario: r.Document.Name, Title: r.Document.Scenario.Title,
		Set: append([]string{}, r.Document.Set...), Law: r.Document.Law,
	}
	for _, f := range r.Document.Files {
		m.Inputs = append(m.Inputs, FileHash(f))
	}
	return m
}

// row is a table's row that keeps the order of its columns in JSON.
type row struct {
	table *tables.Table
	cells []any
}

func (r row) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range r.table.Columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + c.Name + `":`)
		switch v := r.cells[i].(type) {
		case nil:
			b.WriteString("null")
		case int, float64:
			b.WriteString(tables.Format(v))
		default:
			text, err := json.Marshal(tables.Format(v))
			if err != nil {
				return nil, err
			}
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type jsonTables struct{ list []*tables.Table }

func (t jsonTables) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, table := range t.list {
		if i > 0 {
			b.WriteByte(',')
		}
		rows := make([]row, len(table.Rows))
		for k, cells := range table.Rows {
			rows[k] = row{table, cells}
		}
		text, err := json.Marshal(rows)
		if err != nil {
			return nil, err
		}
		b.WriteString(`"` + table.Name + `":`)
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type jsonShortfall struct {
	Date     string  `json:"date"`
	System   string  `json:"system"`
	Lacking  string  `json:"lacking"`
	Asked    int     `json:"asked"`
	Got      int     `json:"got"`
	Schedule *string `json:"schedule"`
	Pool     *string `json:"pool"`
}

// JSON writes everything: verdict, tables, shortfalls, warnings, manifest.
func (r *Report) JSON() ([]byte, error) {
	shortfalls := []jsonShortfall{}
	for _, s := range tables.Shortfalls(r.Assessment.Trajectory) {
		j := jsonShortfall{Date: s.Date.String(), System: s.System.Address(), Lacking: s.Lacking, Asked: s.Asked, Got: s.Got}
		if s.Schedule != nil {
			a := s.Schedule.Address()
			j.Schedule = &a
		}
		if s.Pool != nil {
			a := "party." + s.Pool.Party.Code + ".pool." + s.Pool.Key
			j.Pool = &a
		}
		shortfalls = append(shortfalls, j)
	}
	return indented(struct {
		Manifest   Manifest        `json:"manifest"`
		Headline   string          `json:"headline"`
		Verdict    []string        `json:"verdict"`
		Tables     jsonTables      `json:"tables"`
		Shortfalls []jsonShortfall `json:"shortfalls"`
		Warnings   []string        `json:"warnings"`
	}{r.Manifest(), r.Headline, r.sentences(), jsonTables{r.Tables}, shortfalls, append([]string{}, r.Warnings...)})
}

// sentences is the verdict without layout.
func (r *Report) sentences() []string {
	var all []string
	for _, t := range r.Treaties {
		for _, p := range t.Parties {
			for _, l := range p.Limits {
				all = append(all, p.Party.Name+", "+l.Standing.Limit.Address()+": "+l.Says)
			}
		}
	}
	if r.Tightest != "" {
		all = append(all, r.Tightest)
	}
	return all
}
