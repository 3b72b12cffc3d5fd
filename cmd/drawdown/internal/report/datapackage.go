package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"drawdown/scenarios"
	"drawdown/scenarios/tables"
	"drawdown/sim/verdict"
)

// A dataPackage describes the CSV tables of a folder to programs: a Tabular
// Data Package (https://specs.frictionlessdata.io/tabular-data-package/).
type dataPackage struct {
	Profile     string        `json:"profile"`
	Name        string        `json:"name"`
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Version     string        `json:"version"`
	Sources     []dataSource  `json:"sources"`
	Resources   []dataProfile `json:"resources"`
}

type dataSource struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

type dataProfile struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	Path        string     `json:"path"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Format      string     `json:"format"`
	Mediatype   string     `json:"mediatype"`
	Encoding    string     `json:"encoding"`
	Bytes       int        `json:"bytes"`
	Hash        string     `json:"hash"`
	Schema      dataSchema `json:"schema"`
}

type dataSchema struct {
	Fields        []dataField `json:"fields"`
	MissingValues []string    `json:"missingValues"`
}

type dataField struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Format      string `json:"format,omitempty"`
	Description string `json:"description"`
}

// DataPackage is datapackage.json for the run's CSV tables.
func (r *Report) DataPackage() ([]byte, error) {
	p := dataPackage{Title: r.Document.Scenario.Title, Description: r.Headline + ".", Version: r.Version}
	p.Name, p.ID = r.Document.Name, r.Document.Hash()
	return p.write(r.Tables, []*scenarios.Document{r.Document})
}

// DataPackage is datapackage.json for the comparison's CSV tables.
func (c *Comparison) DataPackage() ([]byte, error) {
	p := dataPackage{Title: c.Title(), Description: c.Headline + ". " + c.Span(), Version: c.Version}
	p.Name, p.ID = c.Manifest().Scenario, c.hash()
	return p.write(c.Tables, c.documents())
}

func (p *dataPackage) write(all []*tables.Table, docs []*scenarios.Document) ([]byte, error) {
	p.Profile = "tabular-data-package"
	p.Name = strings.ToLower(citeKey(p.Name))
	p.ID = "sha256:" + p.ID
	p.Sources = []dataSource{}
	for _, s := range references(docs) {
		d := dataSource{Title: s.Title}
		if isPage(s.URL) {
			d.Path = s.URL
		}
		p.Sources = append(p.Sources, d)
	}
	for _, t := range all {
		content := t.CSV()
		sum := sha256.Sum256(content)
		d := dataProfile{
			Profile: "tabular-data-resource", Name: t.Name, Path: t.Name + ".csv", Title: verdict.Capital(t.Name), Description: t.Help,
			Format: "csv", Mediatype: "text/csv", Encoding: "utf-8", Bytes: len(content), Hash: "sha256:" + hex.EncodeToString(sum[:]),
			Schema: dataSchema{MissingValues: []string{""}},
		}
		for _, c := range t.Columns {
			f := dataField{Name: c.Name, Description: c.Help}
			switch c.Kind {
			case tables.Date:
				f.Type, f.Format = "date", "default"
			case tables.Whole:
				f.Type = "integer"
			case tables.Year:
				f.Type = "year"
			case tables.Number:
				f.Type = "number"
			default:
				f.Type = "string"
			}
			d.Schema.Fields = append(d.Schema.Fields, f)
		}
		p.Resources = append(p.Resources, d)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(p)
	return b.Bytes(), err
}

// isPage reports whether text is the address of a page on the web.
func isPage(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}
