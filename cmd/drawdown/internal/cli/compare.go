package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/tables"
)

type compareFlags struct {
	table, format string
	corridor      string
	set           []string
	output        outFlags
}

func (p *program) compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare BASELINE SCENARIO...",
		Short: "Hold schedules side by side: which is better, and why",
		Long: `Compare scenarios with a baseline, on the state years that all share: dates
first and lastingly under each ceiling, margins, parity between the parties,
cumulative excess, pace, what became of the warheads, who dominates whom, and
the inputs that differ.`,
		Example: `  drawdown compare thousand thousand-front thousand-late
  drawdown compare new-start mine.toml --table limits --format csv
  drawdown compare thousand thousand-front --out comparison`,
		Args:              needs(2, false, "a baseline and at least one other scenario", "drawdown compare thousand thousand-late"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.compare(cmd.Context(), args, &f)
		},
	}
	cmd.Flags().SortFlags = false
	choiceFlag(cmd, &f.table, "table", "", "TABLE", "print one table whole", tables.ComparisonNames...)
	choiceFlag(cmd, &f.format, "format", "text", "FORMAT", "how to print", "text", "csv", "json", "markdown", "xlsx")
	cmd.Flags().StringVar(&f.corridor, "corridor", "10%", "how far the smaller count may fall short of the larger in parity, as in `10%`")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text in every scenario (`ADDRESS=VALUE`); repeatable")
	f.output.add(cmd)
	return cmd
}

// percent reads 10% or 10 or 0.1 as a share.
func percent(s string) (float64, error) {
	text, sign := strings.CutSuffix(strings.TrimSpace(s), "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if sign || x >= 1 {
		x /= 100
	}
	if err != nil || !(x >= 0 && x < 1) {
		return 0, mistake{fmt.Sprintf("--corridor cannot be %q", s), "it takes a share, as in 10%"}
	}
	return x, nil
}

func (p *program) compare(ctx context.Context, args []string, f *compareFlags) error {
	corridor, err := percent(f.corridor)
	if err != nil {
		return err
	}
	if f.format == "csv" && f.table == "" {
		return mistake{"CSV is one table at a time", "add --table with one of " + strings.Join(tables.ComparisonNames, ", ") + "; --out DIR writes them all"}
	}
	if f.format == "xlsx" {
		if f.table != "" {
			return mistake{"a workbook holds every table", "leave --table out, or choose another --format"}
		}
		if err := p.binary("drawdown compare " + strings.Join(args, " ")); err != nil {
			return err
		}
	}
	if err := f.output.check(); err != nil {
		return err
	}
	reports, err := p.reports(ctx, args, f.set)
	if err != nil {
		return err
	}
	c := report.Compare(Version, reports, distinct(reports), corridor)
	if c.Compare.From > c.Compare.To {
		return mistake{c.Span(), "give them years in common: drawdown run NAME says from when to when each goes"}
	}
	if f.output.dir != "" {
		if err := p.writeComparison(ctx, &f.output, c); err != nil {
			return err
		}
	}
	switch {
	case f.format == "csv":
		p.print(c.Table(f.table).CSV())
	case f.format == "json":
		text, err := c.JSON()
		if err != nil {
			return err
		}
		p.print(text)
	case f.format == "xlsx":
		content, err := c.Workbook()
		if err != nil {
			return err
		}
		p.print(content)
	case f.format == "markdown" && f.table != "":
		p.print(c.Markdown(c.Table(f.table)))
	case f.format == "markdown":
		p.print(c.Markdown(nil))
	case f.table != "":
		p.print(report.TableText(c.Title(), c.Table(f.table), p.style))
	default:
		p.print(c.Text(p.style))
	}
	return nil
}

// distinct gives every report a name of its own.
func distinct(reports []*report.Report) []string {
	names := make([]string, len(reports))
	taken := map[string]bool{}
	for i, r := range reports {
		names[i] = r.Document.Name
		for n := 2; taken[names[i]]; n++ {
			names[i] = fmt.Sprintf("%s-%d", r.Document.Name, n)
		}
		taken[names[i]] = true
	}
	return names
}
