package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/sim"
	"drawdown/sim/civil"
	"drawdown/sim/hindcast"
)

type hindcastFlags struct {
	format, table string
	test, set     []string
}

func (p *program) hindcastCommand() *cobra.Command {
	var f hindcastFlags
	cmd := &cobra.Command{
		Use:   "hindcast SCENARIO",
		Short: "Does it fit the past? The simulated course against the record",
		Long: `Hold the simulated course against [observed]: bias, mean and largest error, and the
share of points within the swing between declarations. Points that went into the
making of the scenario and points never verified are scored apart.

` + report.Method + `

With --test: is a new declared figure beyond the swing? The status is then 1 if it is.`,
		Example: `  drawdown hindcast new-start
  drawdown hindcast new-start --table residuals --format csv
  drawdown hindcast new-start --test 2022-09-01,RU,new-start.warheads,1549
  drawdown chart new-start hindcast -o fit.svg`,
		Args:              needs(1, true, "a scenario", "drawdown hindcast new-start"),
		ValidArgsFunction: completeScenarios,
		RunE:              func(_ *cobra.Command, args []string) error { return p.hindcast(args[0], &f) },
	}
	cmd.Flags().SortFlags = false
	choiceFlag(cmd, &f.table, "table", "", "TABLE", "print one table whole", "scores", "residuals")
	choiceFlag(cmd, &f.format, "format", "text", "FORMAT", "how to print", "text", "csv", "json", "markdown")
	cmd.Flags().StringArrayVar(&f.test, "test", nil, "test a new figure: `DATE,PARTY,LIMIT,VALUE`; repeatable")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text (`ADDRESS=VALUE`); repeatable")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	return cmd
}

func (p *program) hindcast(name string, f *hindcastFlags) error {
	_, r := p.load(name, f.set)
	if r == nil {
		return exit(exitRefused)
	}
	h := r.Hindcast()
	if h == nil {
		return mistake{name + " names no record to hold it against", "add [observed] with file = \"new-start-exchange\", or a CSV file of your own"}
	}
	if len(f.test) > 0 {
		return p.testFigures(r, h, f.test)
	}
	if f.table != "" || f.format == "csv" {
		return p.printTable(r, h, f)
	}
	return p.printAs(f.format, func() []byte { return h.Text(p.style) }, h.Markdown, h.JSON)
}

// printTable prints one of a hindcast's tables, the scores unless told
// otherwise.
func (p *program) printTable(r *report.Report, h *report.Hindcast, f *hindcastFlags) error {
	t := h.Scores()
	if f.table == "residuals" {
		t = h.Residuals()
	}
	switch f.format {
	case "csv":
		p.print(t.CSV())
	case "json":
		text, err := h.JSON()
		p.print(text)
		return err
	case "markdown":
		p.print(r.Markdown(t))
	default:
		p.print(report.TableText(r.Document.Scenario.Title, t, p.style))
	}
	return nil
}

// testFigures tells of new figures whether they are beyond the swing.
func (p *program) testFigures(r *report.Report, h *report.Hindcast, figures []string) error {
	any := false
	for _, figure := range figures {
		point, err := thePoint(r.Document.Scenario, figure)
		if err != nil {
			return err
		}
		says, beyond := h.Test(point)
		any = any || beyond
		p.printf("%s\n", says)
	}
	if any {
		return exit(exitExceeds)
	}
	return nil
}

// thePoint reads DATE,PARTY,LIMIT,VALUE.
func thePoint(sc *sim.Scenario, s string) (hindcast.Point, error) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return hindcast.Point{}, mistake{fmt.Sprintf("--test cannot be %q", s), "it takes DATE,PARTY,LIMIT,VALUE, as in 2022-09-01,RU,new-start.warheads,1549"}
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	d, err := civil.Parse(parts[0])
	if err != nil {
		return hindcast.Point{}, mistake{"--test: " + err.Error(), ""}
	}
	party, err := theParty(sc, "--test", parts[1])
	if err != nil {
		return hindcast.Point{}, err
	}
	limit, err := theLimit(sc, party, "--test", parts[2])
	if err != nil {
		return hindcast.Point{}, err
	}
	value, err := strconv.ParseFloat(parts[3], 64)
	if err != nil || !(value >= 0 && value < 1e9) {
		return hindcast.Point{}, mistake{fmt.Sprintf("--test: %q is not a count", parts[3]), ""}
	}
	return hindcast.Point{Date: d, Party: party, Limit: limit, Value: value, Verified: true}, nil
}
