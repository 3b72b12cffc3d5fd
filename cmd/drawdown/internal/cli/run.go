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
	"drawdown/scenarios"
	"drawdown/scenarios/tables"
)

// runFlags are the flags of `run`.
type runFlags struct {
	table, format string
	set           []string
	law           []string
	failOnExcess  bool
	watch         bool
	output        outFlags
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
  drawdown run new-start --set schedule.us-tubes.max_per_year=10
  drawdown run mine.toml --out results --charts svg,png`,
		Args:              needs(1, false, "a scenario", "drawdown run new-start"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.watch {
				return p.watch(cmd.Context(), args, &f)
			}
			return p.run(cmd.Context(), args, &f)
		},
	}
	cmd.Flags().SortFlags = false
	choiceFlag(cmd, &f.table, "table", "", "TABLE", "print one table whole", tables.Names...)
	choiceFlag(cmd, &f.format, "format", "text", "FORMAT", "how to print", "text", "csv", "json", "markdown", "xlsx")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text: `ADDRESS=VALUE`, as in schedule.us-tubes.max_per_year=10; repeatable")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	cmd.Flags().StringSliceVar(&f.law, "treaty", nil, "test the same forces against other treaties, as in `start-1,sort`")
	_ = cmd.RegisterFlagCompletionFunc("treaty", completeTreaties)
	cmd.Flags().BoolVar(&f.failOnExcess, "fail-on-excess", false, "exit with status 1 if any count exceeds a ceiling that binds")
	cmd.Flags().BoolVar(&f.watch, "watch", false, "run again whenever a file of the scenario is saved, until Ctrl-C")
	f.output.add(cmd)
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

func completeTreaties(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, e := range scenarios.Library() {
		if e.Kind == scenarios.KindTreaty {
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
	all := addresses(args[0])
	for i := range all {
		all[i] += "="
	}
	return all, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// addresses lists those of a scenario, for completion.
func addresses(name string) []string {
	if doc, _ := scenarios.Load(name, scenarios.Options{}); doc != nil {
		return doc.Addresses()
	}
	return nil
}

// load reads a scenario and renders its diagnostics; nil where it is refused.
func (p *program) load(name string, set []string, law ...string) (*scenarios.Document, *report.Report) {
	r := p.read(name, scenarios.Options{Set: set, Law: law, Read: p.open})
	if r == nil {
		return nil, nil
	}
	return r.Document, r
}

// read is load with all options.
func (p *program) read(name string, o scenarios.Options) *report.Report {
	doc, list := scenarios.Load(name, o)
	if doc == nil {
		p.diagnose(list)
		if errors, _ := list.Counts(); errors > 1 {
			fmt.Fprintf(p.err, "%d errors\n", errors)
		}
		return nil
	}
	r := report.New(Version, doc, list)
	p.diagnose(list)
	return r
}

// reports runs scenarios; all of them are read before any is refused.
func (p *program) reports(ctx context.Context, args, set []string, law ...string) ([]*report.Report, error) {
	var all []*report.Report
	for _, name := range args {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if _, r := p.load(name, set, law...); r != nil {
			all = append(all, r)
		}
	}
	if len(all) < len(args) {
		return nil, exit(exitRefused)
	}
	return all, nil
}

// open reads a path; - is standard input.
func (p *program) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.in), nil
	}
	return os.Open(name)
}

func (p *program) run(ctx context.Context, args []string, f *runFlags) error {
	if f.format == "csv" && f.table == "" {
		return mistake{"CSV is one table at a time", "add --table with one of " + strings.Join(tables.Names, ", ") + "; --out DIR writes them all"}
	}
	if f.format == "xlsx" {
		if err := p.workbook(args, f); err != nil {
			return err
		}
	}
	if err := f.output.check(); err != nil {
		return err
	}
	reports, err := p.reports(ctx, args, f.set, f.law...)
	if err != nil {
		return err
	}
	if f.output.dir != "" {
		if err := p.writeOut(ctx, f, reports); err != nil {
			return err
		}
	}
	if err := p.show(f, reports); err != nil {
		return err
	}
	if f.output.dir != "" && f.format == "text" {
		p.printf("\nTables, charts and manifest are in %s\n", f.output.dir)
	}
	if f.failOnExcess && slices.ContainsFunc(reports, (*report.Report).Exceeds) {
		return exit(exitExceeds)
	}
	return nil
}

// workbook refuses what cannot be had as one workbook on standard output.
func (p *program) workbook(args []string, f *runFlags) error {
	switch {
	case f.table != "":
		return mistake{"a workbook holds every table", "leave --table out, or choose another --format"}
	case f.watch:
		return mistake{"--watch does not print workbooks", "add --out DIR: it holds " + report.WorkbookName}
	case len(args) > 1:
		return mistake{"a workbook holds one scenario", "`drawdown compare` puts several side by side; --out DIR writes a workbook for each"}
	}
	return p.binary("drawdown run " + args[0])
}

// show prints reports in the format asked for.
func (p *program) show(f *runFlags, reports []*report.Report) error {
	if f.format == "csv" {
		return p.showCSV(f.table, reports)
	}
	if f.format == "json" {
		return p.showJSON(reports)
	}
	if f.format == "xlsx" {
		content, err := reports[0].Workbook()
		p.print(content)
		return err
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
			p.print(report.TableText(r.Document.Scenario.Title, r.Table(f.table), p.style))
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
