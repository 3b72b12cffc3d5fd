package cli

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/plots"
	"drawdown/scenarios/tables"
)

const manifestName = "manifest.json"

// dotsPerInch is the resolution of PNG charts, fit for print.
const dotsPerInch = 300

// outFlags are the flags of commands that write a folder.
type outFlags struct {
	dir    string
	force  bool
	charts string
	bw     bool
	width  string
	size   plots.Size // from width
	kinds  []string   // of charts, from charts
	flags  *pflag.FlagSet
}

func (o *outFlags) add(cmd *cobra.Command) {
	o.flags = cmd.Flags()
	cmd.Flags().StringVar(&o.dir, "out", "", "write tables, charts, a workbook, references and a README to the folder `DIR`")
	cmd.Flags().BoolVar(&o.force, "force", false, "with --out: use a folder that holds other files")
	cmd.Flags().StringVar(&o.charts, "charts", "svg", "with --out: which kinds of charts, as in `svg,png`; none for none")
	cmd.Flags().BoolVar(&o.bw, "bw", false, "with --out: draw in black and greys")
	cmd.Flags().StringVar(&o.width, "width", string(plots.Page), "with --out: how wide charts are printed: column, page, slide, or as in `120mm`")
	_ = cmd.RegisterFlagCompletionFunc("width", completeWidths)
}

// check reads the flags that need reading.
func (o *outFlags) check() (err error) {
	if o.dir == "" {
		for _, name := range []string{"force", "charts", "bw", "width"} {
			if o.flags.Changed(name) {
				return mistake{"--" + name + " goes with --out DIR", "to draw one chart: drawdown chart SCENARIO limits -o chart.svg"}
			}
		}
	}
	if o.size, err = plots.ParseSize(o.width); err != nil {
		return mistake{"--width: " + err.Error(), ""}
	}
	o.kinds, err = chartKinds(o.charts)
	return err
}

// chartKinds reads --charts.
func chartKinds(s string) ([]string, error) {
	if s == "none" || s == "" {
		return nil, nil
	}
	var kinds []string
	for k := range strings.SplitSeq(s, ",") {
		k = strings.TrimSpace(k)
		if k != "svg" && k != "png" {
			return nil, mistake{fmt.Sprintf("--charts cannot be %q", k), "it takes svg, png, svg,png or none"}
		}
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds, nil
}

// writeOut writes tables, charts and manifest of each report: into the folder,
// or with several reports into a folder each.
func (p *program) writeOut(ctx context.Context, f *runFlags, reports []*report.Report) error {
	if err := claim(f.output.dir, f.output.force); err != nil {
		return err
	}
	if len(reports) == 1 {
		return p.writeReport(ctx, &f.output, f.output.dir, reports[0])
	}
	top := report.Manifest{Program: "drawdown", Version: Version, Format: 1, Set: append([]string{}, f.set...)}
	for i, name := range distinct(reports) {
		dir := filepath.Join(f.output.dir, name)
		if err := claim(dir, f.output.force); err != nil {
			return err
		}
		if err := p.writeReport(ctx, &f.output, dir, reports[i]); err != nil {
			return err
		}
		top.Nested = append(top.Nested, name)
	}
	return writeManifest(f.output.dir, top)
}

// claim makes a folder, or makes sure that what is in it was written by
// drawdown.
func claim(dir string, force bool) error {
	there, err := free(dir, force)
	if err != nil || there {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return mistake{dir + " cannot be made: " + cause(err), ""}
	}
	return nil
}

// free refuses a folder that drawdown may not write into, and reports whether
// it is there.
func free(dir string, force bool) (there bool, err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return true, mistake{dir + " cannot be used: " + cause(err), "--out takes the name of a folder"}
	case len(entries) == 0:
		return true, nil
	}
	old, ours := readManifest(dir)
	written := slices.ContainsFunc(old.Outputs, func(f report.FileHash) bool { return f.Name == report.ReadmeName })
	_, err = os.Stat(filepath.Join(dir, report.ReadmeName))
	switch {
	case err == nil && !written && (force || ours):
		return true, mistake{fmt.Sprintf("the folder %s has a %s that drawdown did not write", dir, report.ReadmeName), "name another folder, or move that file"}
	case !ours && !force:
		return true, mistake{fmt.Sprintf("the folder %s holds files that drawdown did not write", dir), "name another folder, or add --force to write into this one"}
	}
	return true, nil
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

// A folder is what one run writes: files, the manifest last.
type folder struct {
	ctx      context.Context
	dir      string
	manifest report.Manifest
}

// open marks the folder as drawdown's, so that a run which is broken off leaves
// one that the next may write into.
func (d *folder) open() error {
	if _, ok := readManifest(d.dir); ok {
		return nil
	}
	return writeManifest(d.dir, d.manifest)
}

// brokenOff is the end of a run that had begun to write files.
type brokenOff struct{ error }

// write writes one file.
func (d *folder) write(name string, content []byte) error {
	if err := d.ctx.Err(); err != nil {
		return brokenOff{err}
	}
	if err := writeFile(filepath.Join(d.dir, name), content); err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	d.manifest.Outputs = append(d.manifest.Outputs, report.FileHash{Name: name, SHA256: hex.EncodeToString(sum[:])})
	return nil
}

// tables writes each table as CSV.
func (d *folder) tables(all []*tables.Table) error {
	for _, t := range all {
		if err := d.write(t.Name+".csv", t.CSV()); err != nil {
			return err
		}
	}
	return nil
}

// charts draws each chart in each kind.
func (d *folder) charts(all []report.Chart, kinds []string) error {
	for _, c := range all {
		for _, kind := range kinds {
			content, err := draw(c.Figure, kind)
			if err != nil {
				return fmt.Errorf("the chart %s cannot be drawn: %w", c.Name, err)
			}
			if err := d.write(c.Name+"."+kind, content); err != nil {
				return err
			}
		}
	}
	return nil
}

func draw(f *plots.Figure, kind string) ([]byte, error) {
	if kind == "png" {
		return plots.PNG(f, dotsPerInch)
	}
	return plots.SVG(f)
}

// close removes the files of an earlier run that this one does not have, and
// writes the manifest.
func (d *folder) close() error {
	old, _ := readManifest(d.dir)
	for _, o := range old.Outputs {
		fresh := slices.ContainsFunc(d.manifest.Outputs, func(n report.FileHash) bool { return n.Name == o.Name })
		if !fresh && filepath.Base(o.Name) == o.Name {
			_ = os.Remove(filepath.Join(d.dir, o.Name)) // gone already is as good
		}
	}
	return writeManifest(d.dir, d.manifest)
}

// A result is what a folder is about: a run or a comparison.
type result interface {
	Workbook() ([]byte, error)
	DataPackage() ([]byte, error)
	References() []byte
	Readme(report.Layout) []byte
}

// papers writes what goes with tables and charts: the workbook, and the files
// that describe and cite them.
func (d *folder) papers(r result, o *outFlags, charts []report.Chart) error {
	workbook, err := r.Workbook()
	if err != nil {
		return err
	}
	description, err := r.DataPackage()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name    string
		content []byte
	}{
		{report.WorkbookName, workbook},
		{report.PackageName, description},
		{report.ReferencesName, r.References()},
		{report.ReadmeName, r.Readme(report.Layout{Charts: charts, Kinds: o.kinds, Flags: o.typed()})},
	} {
		if err := d.write(f.name, f.content); err != nil {
			return err
		}
	}
	return nil
}

// typed gives the flags that shape charts as one would type them.
func (o *outFlags) typed() []string {
	var all []string
	if o.charts != "svg" {
		all = append(all, "--charts", cmp.Or(strings.Join(o.kinds, ","), "none"))
	}
	if o.bw {
		all = append(all, "--bw")
	}
	if o.size != plots.Page {
		all = append(all, "--width", string(o.size))
	}
	return all
}

// binary refuses to write a workbook where a person would read it.
func (p *program) binary(command string) error {
	if f, ok := p.out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return mistake{"a workbook cannot be read on a terminal", "add > file.xlsx, or write a folder: " + command + " --out results"}
	}
	return nil
}

// writeReport writes one report's files.
func (p *program) writeReport(ctx context.Context, o *outFlags, dir string, r *report.Report) error {
	d := &folder{ctx, dir, r.Manifest()}
	if err := d.open(); err != nil {
		return err
	}
	if err := d.tables(r.Tables); err != nil {
		return err
	}
	charts := r.Charts(o.size, o.bw)
	if err := d.charts(charts, o.kinds); err != nil {
		return err
	}
	if err := d.papers(r, o, charts); err != nil {
		return err
	}
	return d.close()
}

// writeComparison writes a comparison's files.
func (p *program) writeComparison(ctx context.Context, o *outFlags, c *report.Comparison) error {
	if err := claim(o.dir, o.force); err != nil {
		return err
	}
	d := &folder{ctx, o.dir, c.Manifest()}
	if err := d.open(); err != nil {
		return err
	}
	if err := d.tables(c.Tables); err != nil {
		return err
	}
	charts := c.Charts(o.size, o.bw)
	if err := d.charts(charts, o.kinds); err != nil {
		return err
	}
	if err := d.papers(c, o, charts); err != nil {
		return err
	}
	return d.close()
}
