package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/plots"
)

const manifestName = "manifest.json"

// dotsPerInch is the resolution of PNG charts, fit for print.
const dotsPerInch = 300

// writeOut writes tables, charts and manifest of each report: into the folder,
// or with several reports into a folder each.
func (p *program) writeOut(ctx context.Context, f *runFlags, kinds []string, reports []*report.Report) error {
	if err := claim(f.out, f.force); err != nil {
		return err
	}
	if len(reports) == 1 {
		return p.writeReport(ctx, f, kinds, f.out, reports[0])
	}
	top := report.Manifest{Program: "drawdown", Version: Version, Format: 1, Set: f.set}
	taken := map[string]bool{}
	for _, r := range reports {
		name := r.Document.Name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s-%d", r.Document.Name, n)
		}
		taken[name] = true
		dir := filepath.Join(f.out, name)
		if err := claim(dir, f.force); err != nil {
			return err
		}
		if err := p.writeReport(ctx, f, kinds, dir, r); err != nil {
			return err
		}
		top.Nested = append(top.Nested, name)
	}
	return writeManifest(f.out, top)
}

// claim makes a folder, or makes sure that what is in it was written by
// drawdown.
func claim(dir string, force bool) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return mistake{dir + " cannot be made: " + cause(err), ""}
		}
		return nil
	case err != nil:
		return mistake{dir + " cannot be used: " + cause(err), "--out takes the name of a folder"}
	case len(entries) == 0 || force:
		return nil
	}
	if _, ok := readManifest(dir); !ok {
		return mistake{fmt.Sprintf("the folder %s holds files that drawdown did not write", dir), "name another folder, or add --force to write into this one"}
	}
	return nil
}

func readManifest(dir string) (report.Manifest, bool) {
	var m report.Manifest
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil || json.Unmarshal(text, &m) != nil {
		return m, false
	}
	return m, m.Program == "drawdown"
}

func writeManifest(dir string, m report.Manifest) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, manifestName), append(text, '\n'))
}

// writeReport writes one report's files, the manifest last, and removes those
// of an earlier run that this one does not have.
func (p *program) writeReport(ctx context.Context, f *runFlags, kinds []string, dir string, r *report.Report) error {
	old, _ := readManifest(dir)
	m := r.Manifest()
	write := func(name string, content []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, name), content); err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		m.Outputs = append(m.Outputs, report.FileHash{Name: name, SHA256: hex.EncodeToString(sum[:])})
		return nil
	}
	for _, t := range r.Tables {
		if err := write(t.Name+".csv", t.CSV()); err != nil {
			return err
		}
	}
	for _, chart := range r.Charts(plots.Size(f.size), f.bw) {
		for _, kind := range kinds {
			draw := plots.SVG
			if kind == "png" {
				draw = func(f *plots.Figure) ([]byte, error) { return plots.PNG(f, dotsPerInch) }
			}
			content, err := draw(chart.Figure)
			if err != nil {
				return fmt.Errorf("the chart %s cannot be drawn: %w", chart.Name, err)
			}
			if err := write(chart.Name+"."+kind, content); err != nil {
				return err
			}
		}
	}
	for _, o := range old.Outputs {
		stale := true
		for _, n := range m.Outputs {
			stale = stale && n.Name != o.Name
		}
		if stale && filepath.Base(o.Name) == o.Name {
			_ = os.Remove(filepath.Join(dir, o.Name)) // gone already is as good
		}
	}
	return writeManifest(dir, m)
}
