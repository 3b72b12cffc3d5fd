package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/plots"
	"drawdown/scenarios"
	"drawdown/scenarios/tables"
)

// runFlags are the flags of `run`.
type runFlags struct {
	table, format string
	set           []string
	failOnExcess  bool
	out           string
	force         bool
	charts        string
	bw            bool
	size          string
}

func (p *program) runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run SCENARIO...",
		Short: "Run scenarios: the verdict first, then a table",
		Long: `Run scenarios and say, for each party and limit, when it is first and lastingly
under the ceiling, when the limit binds, and by what margin.

SCENARIO is the name of a library scenario (drawdown list), a file that ends in
.toml, or - for standard input. Nothing is written to disk without --out.`,
		Example: `  drawdown run new-start
  drawdown run new-start --table findings --format csv
  drawdown run new-start --set schedule.us-trident-tubes.max_per_year=10
  drawdown run mine.toml --out results --charts svg,png`,
		Args:              needs(1, false, "a scenario", "drawdown run new-start"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.run(cmd.Context(), args, &f)
		},
	}
	cmd.Flags().SortFlags = false
	choiceFlag(cmd, &f.table, "table", "", "TABLE", "print one table whole", tables.Names...)
	choiceFlag(cmd, &f.format, "format", "text", "FORMAT", "how to print", "text", "csv", "json", "markdown")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text, as in --set schedule.us-icbm.per_year=-20; repeatable (ADDRESS=VALUE)")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	cmd.Flags().BoolVar(&f.failOnExcess, "fail-on-excess", false, "exit with status 1 if any count exceeds a ceiling that binds")
	cmd.Flags().StringVar(&f.out, "out", "", "write tables, charts and a manifest to this folder (DIR)")
	cmd.Flags().BoolVar(&f.force, "force", false, "with --out: use a folder that holds other files")
	cmd.Flags().StringVar(&f.charts, "charts", "svg", "with --out: which kinds of charts, as in svg,png; none for none (KINDS)")
	cmd.Flags().BoolVar(&f.bw, "bw", false, "with --out: draw in black and greys")
	sizes := make([]string, len(plots.Sizes))
	for i, s := range plots.Sizes {
		sizes[i] = string(s)
	}
	choiceFlag(cmd, &f.size, "size", string(plots.Page), "SIZE", "with --out: how large charts are printed", sizes...)
	return cmd
}

func completeScenarios(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, e := range scenarios.Library() {
		if e.Kind == scenarios.KindScenario {
			names = append(names, e.Name)
		}
	}
	return names, cobra.ShellCompDirectiveDefault
}

// completeAddresses offers the addresses of the first scenario named.
func completeAddresses(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	doc, _ := scenarios.Load(args[0], scenarios.Options{})
	if doc == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []string
	for _, a := range doc.Addresses() {
		all = append(all, a+"=")
	}
	return all, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// load reads a scenario and renders its diagnostics; nil where it is refused.
func (p *program) load(name string, set []string) (*scenarios.Document, *report.Report) {
	doc, list := scenarios.Load(name, scenarios.Options{Set: set, Read: p.open})
	if doc == nil {
		p.diagnose(list)
		if errors, _ := list.Counts(); errors > 1 {
			fmt.Fprintf(p.err, "%d errors\n", errors)
		}
		return nil, nil
	}
	r := report.New(Version, doc, list)
	p.diagnose(list)
	return doc, r
}

// open reads a path; - is standard input.
func (p *program) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.in), nil
	}
	return os.Open(name)
}

func (p *program) run(ctx context.Context, args []string, f *runFlags) error {
	kinds, err := chartKinds(f.charts)
	if err != nil {
		return err
	}
	if f.format == "csv" && f.table == "" {
		return mistake{"CSV is one table at a time", "add --table with one of " + strings.Join(tables.Names, ", ") + "; --out DIR writes them all"}
	}
	if f.out == "" && f.force {
		return mistake{"--force goes with --out DIR", ""}
	}
	var reports []*report.Report
	refused := false
	for _, name := range args {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, r := p.load(name, f.set)
		if r == nil {
			refused = true
			continue
		}
		reports = append(reports, r)
	}
	if refused {
		return exit(exitRefused)
	}
	if f.out != "" {
		if err := p.writeOut(ctx, f, kinds, reports); err != nil {
			return err
		}
	}
	if err := p.show(f, reports); err != nil {
		return err
	}
	if f.out != "" && f.format == "text" {
		p.printf("\nTables, charts and manifest are in %s\n", f.out)
	}
	if f.failOnExcess && slices.ContainsFunc(reports, (*report.Report).Exceeds) {
		return exit(exitExceeds)
	}
	return nil
}

// show prints reports in the format asked for.
func (p *program) show(f *runFlags, reports []*report.Report) error {
	if f.format == "csv" {
		return p.showCSV(f.table, reports)
	}
	if f.format == "json" {
		return p.showJSON(reports)
	}
	for i, r := range reports {
		if i > 0 {
			p.printf("\n")
		}
		switch {
		case f.format == "markdown" && f.table != "":
			p.print(r.Markdown(r.Table(f.table)))
		case f.format == "markdown":
			p.print(r.Markdown(nil))
		case f.table != "":
			p.print(r.TableText(r.Table(f.table), p.style))
		default:
			p.print(r.Text(p.style))
		}
	}
	return nil
}

// showCSV prints one table; of several scenarios with a first column that
// names them.
func (p *program) showCSV(name string, reports []*report.Report) error {
	if len(reports) == 1 {
		p.print(reports[0].Table(name).CSV())
		return nil
	}
	w := csv.NewWriter(&p.buffered)
	for i, r := range reports {
		rows, err := csv.NewReader(bytes.NewReader(r.Table(name).CSV())).ReadAll()
		if err != nil {
			return err
		}
		for k, row := range rows {
			switch {
			case k > 0:
				row = append([]string{r.Document.Name}, row...)
			case i == 0:
				row = append([]string{"scenario"}, row...)
			default:
				continue
			}
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

// showJSON prints everything: an object, or of several scenarios a list.
func (p *program) showJSON(reports []*report.Report) error {
	var all []json.RawMessage
	for _, r := range reports {
		text, err := r.JSON()
		if err != nil {
			return err
		}
		if len(reports) == 1 {
			p.print(text)
			return nil
		}
		all = append(all, text)
	}
	text, err := json.MarshalIndent(all, "", "  ")
	p.print(append(text, '\n'))
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
