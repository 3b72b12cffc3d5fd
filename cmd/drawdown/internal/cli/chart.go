package cli

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/plots"
	"drawdown/scenarios"
	"drawdown/scenarios/diag"
	"drawdown/sim"
)

// hindcastChart is the chart that needs a record beside the scenario.
const hindcastChart = "hindcast"

type chartFlags struct {
	drawFlags
	out, width, title, lang string
	bw, caption             bool
	set                     []string
}

func (p *program) chartCommand() *cobra.Command {
	var f chartFlags
	var b strings.Builder
	b.WriteString("Draw one chart of a scenario, or of several held side by side (the baseline first).\n\nOf one scenario:\n")
	for _, k := range plots.Kinds {
		fmt.Fprintf(&b, "  %-10s  %s\n", k.Name, k.Help)
	}
	fmt.Fprintf(&b, "  %-10s  %s\n", hindcastChart, "simulated minus declared counts, and how much the record itself swings")
	b.WriteString("\nOf one scenario with [uncertain] numbers, drawn many times:\n")
	for _, k := range plots.Ensembles {
		fmt.Fprintf(&b, "  %-10s  %s\n", k.Name, k.Help)
	}
	b.WriteString("\nOf several:\n")
	for _, k := range plots.Comparisons {
		fmt.Fprintf(&b, "  %-10s  %s\n", k.Name, k.Help)
	}
	cmd := &cobra.Command{
		Use:   "chart SCENARIO... KIND",
		Short: "Draw one chart",
		Long:  strings.TrimRight(b.String(), "\n"),
		Example: `  drawdown chart new-start limits -o new-start.svg
  drawdown chart new-start legs -o legs.png --width 85mm --bw
  drawdown chart thousand thousand-late overlay -o late.svg
  drawdown chart new-start limits --caption`,
		Args: needs(2, false, "a scenario and a kind of chart", "drawdown chart new-start limits -o chart.svg"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			names, directive := completeScenarios(nil, nil, "")
			switch {
			case len(args) == 1:
				names = append(names, kindNames(1)...)
			case len(args) > 1:
				names = append(names, kindNames(2)...)
			}
			return names, directive
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.chart(cmd, args, &f)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "write to `FILE`, which ends in .svg or .png; without it an SVG goes to standard output")
	cmd.Flags().StringVar(&f.width, "width", string(plots.Page), "how wide it is printed: column, page, slide, or as in `120mm`")
	cmd.Flags().StringVar(&f.title, "title", "", "a `HEADLINE` of your own instead of the finding")
	cmd.Flags().BoolVar(&f.bw, "bw", false, "draw in black and greys")
	cmd.Flags().BoolVar(&f.caption, "caption", false, "print the caption as Markdown, instead of a chart without -o, beside it with")
	f.drawFlags.add(cmd, 10000)
	choiceFlag(cmd, &f.lang, "lang", "en", "LANGUAGE", "the language of the chart", "en")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text (`ADDRESS=VALUE`); repeatable")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	_ = cmd.RegisterFlagCompletionFunc("width", completeWidths)
	return cmd
}

var completeWidths = cobra.FixedCompletions([]string{"column", "page", "slide", "85mm", "180mm"}, cobra.ShellCompDirectiveNoFileComp)

// kindNames lists the kinds of charts of one scenario, or of several.
func kindNames(runs int) []string {
	var names []string
	if runs == 1 {
		for _, k := range plots.Kinds {
			names = append(names, k.Name)
		}
		for _, k := range plots.Ensembles {
			names = append(names, k.Name)
		}
		return append(names, hindcastChart)
	}
	for _, k := range plots.Comparisons {
		names = append(names, k.Name)
	}
	return names
}

func (p *program) chart(cmd *cobra.Command, args []string, f *chartFlags) error {
	size, err := plots.ParseSize(f.width)
	if err != nil {
		return mistake{"--width: " + err.Error(), ""}
	}
	kind := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.out)), ".")
	if f.out != "" && kind != "svg" && kind != "png" {
		return mistake{fmt.Sprintf("a chart's file ends in .svg or .png, and %s does not", f.out), ""}
	}
	names, of := args[:len(args)-1], args[len(args)-1]
	known := kindNames(len(names))
	if !slices.Contains(known, of) {
		return unknownKind(of, len(names), known)
	}
	reports, err := p.reports(cmd.Context(), names, f.set)
	if err != nil {
		return err
	}
	figure, err := p.figure(cmd.Context(), reports, of, size, f)
	if err != nil {
		return err
	}
	if f.out == "" && !f.caption {
		if file, ok := p.out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
			return mistake{"a chart is not for reading in a terminal", "add -o chart.svg"}
		}
	}
	if f.out != "" || !f.caption {
		content, err := draw(figure, kind)
		if err != nil {
			return err
		}
		if f.out == "" {
			p.print(content)
			return nil
		}
		if err := writeFile(f.out, content); err != nil {
			return err
		}
	}
	if f.caption {
		p.printf("%s\n", figure.Caption())
	}
	return nil
}

// figure makes the chart of that name.
func (p *program) figure(ctx context.Context, reports []*report.Report, of string, size plots.Size, f *chartFlags) (*plots.Figure, error) {
	r := reports[0]
	if len(reports) > 1 {
		c := report.Compare(Version, reports, distinct(reports), 0)
		o := c.ChartOptions(size, f.bw)
		o.Headline, o.Lang = f.title, f.lang
		i := slices.IndexFunc(plots.Comparisons, func(k plots.Kind[[]plots.Run]) bool { return k.Name == of })
		return plots.Comparisons[i].Make(c.ChartRuns(), o), nil
	}
	if of == hindcastChart {
		figure := r.HindcastChart(size, f.bw)
		figure.Headline = cmp.Or(f.title, figure.Headline)
		return figure, nil
	}
	if slices.ContainsFunc(plots.Ensembles, func(k plots.Kind[*plots.Ensemble]) bool { return k.Name == of }) {
		return p.drawnFigure(ctx, r, of, size, f)
	}
	o := r.ChartOptions(of, size, f.bw)
	o.Headline, o.Lang = f.title, f.lang
	i := slices.IndexFunc(plots.Kinds, func(k plots.Kind[*sim.Assessment]) bool { return k.Name == of })
	return plots.Kinds[i].Make(r.Assessment, o), nil
}

// drawnFigure makes a chart of many draws.
func (p *program) drawnFigure(ctx context.Context, r *report.Report, of string, size plots.Size, f *chartFlags) (*plots.Figure, error) {
	if err := f.drawFlags.check(); err != nil {
		return nil, err
	}
	st, res, err := p.draw(ctx, r, &f.drawFlags, nil, false)
	if err != nil {
		return nil, err
	}
	if res.Partial {
		return nil, context.Canceled
	}
	for _, c := range st.Figures(size, f.bw) {
		if c.Name == of {
			c.Figure.Headline = cmp.Or(f.title, c.Figure.Headline)
			return c.Figure, nil
		}
	}
	return nil, fmt.Errorf("an ensemble has no chart %q", of)
}

// unknownKind says which kinds there are.
func unknownKind(of string, runs int, known []string) error {
	m := mistake{says: fmt.Sprintf("there is no chart %q of one scenario", of), hint: "it is one of " + strings.Join(known, ", ")}
	if runs > 1 {
		m.says = fmt.Sprintf("there is no chart %q of several scenarios", of)
	}
	other := 1
	if runs == 1 {
		other = 2
	}
	if slices.Contains(kindNames(other), of) {
		m.hint = map[int]string{1: of + " is a chart of one scenario", 2: of + " is a chart of several scenarios: name the baseline and others"}[other]
	} else if near := diag.Nearest(of, known); near != "" {
		m.hint = "did you mean " + near + "?"
	} else if strings.HasSuffix(of, ".toml") || slices.ContainsFunc(scenarios.Library(), func(e scenarios.Entry) bool { return e.Name == of }) {
		m = mistake{"the kind of chart is missing", "name it last: " + strings.Join(known, ", ")}
	}
	return m
}
