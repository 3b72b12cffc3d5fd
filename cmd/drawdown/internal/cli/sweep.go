package cli

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios"
	"drawdown/scenarios/diag"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/sample"
	"drawdown/sim/sweep"
)

// sweepFlags are the flags of `sweep`.
type sweepFlags struct {
	levers []string
	sure   []float64
	studyFlags
	drawFlags
}

// mostPoints is how many points a grid may have: more than anyone reads.
const mostPoints = 20_000

// usualSure are the probabilities whose frontiers are found unless others are
// asked for.
var usualSure = []float64{0.9, 0.5, 0.1}

func (p *program) sweepCommand() *cobra.Command {
	var f sweepFlags
	cmd := &cobra.Command{
		Use:   "sweep SCENARIO",
		Short: "What if a party chooses otherwise? One or two numbers over their ranges",
		Long: `Run a scenario with one or two of its numbers (levers) at every value of their
ranges, and say which limits change, and where each is just kept.

A value means what ` + "`drawdown run SCENARIO --set ADDRESS=VALUE`" + ` means. Values
that the scenario cannot have are named and passed over.

A scenario states its levers as [lever] tables; --lever picks one or two, or
gives any other number a range. With --draws, what is uncertain is drawn for
each value, and the result is how likely each limit is kept. A lever is chosen
and not drawn: if it is uncertain too, its range plays no part, and all other
numbers draw what they draw in ` + "`drawdown ensemble`" + `.`,
		Example: `  drawdown sweep new-start --lever schedule.us-icbm-deployed.levels.2018
  drawdown sweep new-start --lever schedule.us-tubes.max_per_year=4:56:4
  drawdown sweep thousand --lever schedule.us-slbm-loads.levels.2036 --draws 1000
  drawdown sweep upload --lever schedule.us-icbm-loaded.levels.2031 --out loads`,
		Args:              needs(1, true, "one scenario", "drawdown sweep upload --lever schedule.us-icbm-loaded.levels.2031"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, name := range []string{"seed", "method", "sure"} {
				if f.draws == 0 && cmd.Flags().Changed(name) {
					return mistake{"--" + name + " goes with --draws N", "without it nothing is drawn"}
				}
			}
			return p.sweep(cmd.Context(), args[0], &f)
		},
	}
	cmd.Flags().StringArrayVar(&f.levers, "lever", nil, "sweep this number: `ADDRESS` of a [lever], or ADDRESS=FROM:TO[:STEP]; repeatable, two at most")
	_ = cmd.RegisterFlagCompletionFunc("lever", completeLevers)
	f.drawFlags.add(cmd, 0)
	cmd.Flags().Float64SliceVar(&f.sure, "sure", usualSure, "with --draws: find where a limit is kept with the probabilities `P`")
	cmd.Flags().Lookup("sure").DefValue = joined(f.sure)
	f.studyFlags.add(cmd, tables.SweepNames)
	return cmd
}

// completeLevers offers the levers of a scenario, with what they are.
func completeLevers(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var all []string
	if len(args) > 0 {
		if doc, _ := scenarios.Load(args[0], scenarios.Options{}); doc != nil {
			for _, l := range doc.Levers {
				all = append(all, l.Address+"\t"+l.Label)
			}
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// check refuses what cannot be asked.
func (f *sweepFlags) check(p *program, name string) error {
	if f.draws != 0 {
		if err := f.drawFlags.check(); err != nil {
			return err
		}
		for _, s := range f.sure {
			if !(s > 0 && s <= 1) {
				return mistake{fmt.Sprintf("--sure cannot be %v", s), "it takes probabilities above 0, up to 1, as in 0.9"}
			}
		}
		f.sure = slices.Compact(slices.Sorted(slices.Values(f.sure)))
		slices.Reverse(f.sure)
	} else if err := checkWorkers(&f.workers); err != nil {
		return err
	}
	if len(f.levers) > 2 {
		return mistake{fmt.Sprintf("%d levers are too many: a sweep takes one or two", len(f.levers)), "sweep two of them, and --set the others"}
	}
	if f.table == "ranges" && f.draws == 0 {
		return mistake{"--table ranges goes with --draws N", "without it no range plays a part"}
	}
	return f.studyFlags.check(p, "drawdown sweep "+name, tables.SweepNames)
}

func (p *program) sweep(ctx context.Context, name string, f *sweepFlags) error {
	if err := f.check(p, name); err != nil {
		return err
	}
	options := scenarios.Options{Set: f.set, Law: f.law, Read: p.open, Memory: &scenarios.Memory{}}
	r := p.read(name, options)
	if r == nil {
		return exit(exitRefused)
	}
	levers, err := chosen(name, r.Document, f.levers)
	if err != nil {
		return err
	}
	at := &choices{name: name, options: options, levers: levers}
	if f.draws > 0 {
		if err := at.draw(r.Document, &f.drawFlags); err != nil {
			return err
		}
	}
	study := sweep.Study{Levers: levers, Tallies: sim.Tallies(r.Document.Scenario)}
	if f.draws > 0 {
		study.Sure = f.sure
	}
	if study.Written, err = at.written(ctx); err != nil {
		return err
	}
	found, err := p.explore(ctx, study, at, f.workers)
	if err != nil {
		return err
	}
	if found.Possible() == 0 {
		first := make([]string, len(levers))
		for i, x := range found.Grid.X(0) {
			first[i] = levers[i].Address + "=" + scenarios.FormatNumber(x)
		}
		return mistake{"no value is possible. With " + strings.Join(first, " and ") + ": " + found.Grid.Points[0].Why, "give a range with --lever ADDRESS=FROM:TO"}
	}
	var sampling *report.Sampling
	command := append([]string{"drawdown", "sweep"}, r.Argument()...)
	for _, l := range f.levers {
		command = append(command, "--lever", l)
	}
	if f.draws > 0 {
		s := f.sampling()
		sampling = &s
		command = append(command, f.drawFlags.typed()...)
		if !slices.Equal(f.sure, usualSure) {
			command = append(command, "--sure", joined(f.sure))
		}
	}
	return p.showStudy(ctx, report.Sweep(r, found, sampling, append(command, f.studyFlags.typed()...)), &f.studyFlags, nil)
}

func joined(all []float64) string {
	var words []string
	for _, x := range all {
		words = append(words, scenarios.FormatNumber(x))
	}
	return strings.Join(words, ",")
}

// explore sweeps, with a meter for each part of it.
func (p *program) explore(ctx context.Context, s sweep.Study, at *choices, workers int) (*sweep.Found, error) {
	var m *meter
	part := ""
	stop := func() {
		if m != nil {
			m.stop()
		}
	}
	defer func() { stop() }()
	return sweep.Explore(ctx, s, at.work, sweep.Options{Workers: workers, Progress: func(what string, done, of int) {
		if what != part {
			stop()
			m, part = p.meter(what, of), what
		}
		m.done(done)
	}})
}

// chosen are the levers asked for; where none is, those of the file.
func chosen(name string, d *scenarios.Document, asked []string) ([]sweep.Lever, error) {
	if len(asked) == 0 {
		switch n := len(d.Levers); {
		case n == 0:
			return nil, mistake{d.Name + " states no lever", "give a number a range: --lever ADDRESS=FROM:TO; `drawdown show " + name + "` prints its numbers. Or write a lever into the file, as in" + leverWritten}
		case n > 2:
			return nil, mistake{fmt.Sprintf("%s states %d levers, and a sweep takes one or two", d.Name, n), "pick with --lever" + leversOf(d)}
		}
		for _, l := range d.Levers {
			asked = append(asked, l.Address)
		}
	}
	var all []sweep.Lever
	values := 1
	for _, a := range asked {
		l, err := leverOf(name, d, a)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(o sweep.Lever) bool { return o.Address == l.Address }) {
			return nil, mistake{l.Address + " is named twice", "a sweep takes one lever, or two different ones"}
		}
		all = append(all, l)
		if values *= l.Count(); values > mostPoints {
			return nil, mistake{fmt.Sprintf("that is more than %d points", mostPoints), "take larger steps: --lever ADDRESS=FROM:TO:STEP"}
		}
	}
	return all, nil
}

// leverWritten shows how a file states a lever.
const leverWritten = `
  [lever."schedule.KEY.levels.2036"]
  range = [200, 400]
  label = "Missiles left in 2036"`

// leversOf lists a scenario's levers with what they are, a line each.
func leversOf(d *scenarios.Document) string {
	var all strings.Builder
	for _, l := range d.Levers {
		all.WriteString(strings.TrimSuffix("\n  "+l.Address+"  "+l.Label, "  "))
	}
	return all.String()
}

// leverOf reads ADDRESS or ADDRESS=FROM:TO[:STEP].
func leverOf(name string, d *scenarios.Document, asked string) (sweep.Lever, error) {
	address, span, ranged := strings.Cut(asked, "=")
	number, why, near := d.Settable(strings.TrimSpace(address))
	if number == nil {
		hint := "`drawdown show " + name + "` prints its numbers"
		if near != "" {
			hint = "did you mean " + near + "?"
		} else if len(d.Levers) > 0 {
			hint = "its levers are" + leversOf(d)
		}
		return sweep.Lever{}, mistake{"--lever: " + why, hint}
	}
	l := sweep.Lever{Address: number.Address, Year: number.Year, Written: number.Written, Axis: sweep.Axis{Whole: number.Whole}}
	stated := false
	for _, own := range d.Levers {
		if own.Address == l.Address {
			stated = true
			l.Label, l.From, l.To, l.Step = own.Label, own.From, own.To, own.Step
		}
	}
	switch {
	case ranged:
		if err := readRange(&l, strings.TrimSpace(span)); err != nil {
			return l, err
		}
	case !stated:
		hint := "give it one: --lever " + l.Address + "=FROM:TO"
		if len(d.Levers) > 0 {
			hint += ", or pick one of" + leversOf(d)
		}
		return l, mistake{d.Name + " states no range of " + l.Address, hint}
	}
	if max(math.Abs(l.From), math.Abs(l.To)) > sweep.Most {
		return l, mistake{fmt.Sprintf("the range of %s goes beyond %v", l.Address, sweep.Most), "write smaller numbers"}
	}
	if l.Count() < 2 {
		return l, mistake{fmt.Sprintf("there are no two values of %s from %v to %v", l.Address, l.From, l.To), "numbers have six decimals at most, and some are whole"}
	}
	return l, nil
}

// readRange reads FROM:TO[:STEP].
func readRange(l *sweep.Lever, span string) error {
	parts := strings.Split(span, ":")
	form := "--lever " + l.Address + "=FROM:TO or FROM:TO:STEP, as in 0:50:5"
	if len(parts) < 2 || len(parts) > 3 {
		return mistake{fmt.Sprintf("--lever %s: %q is no range", l.Address, span), form}
	}
	numbers := make([]float64, 3)
	for i, s := range parts {
		x, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		switch {
		case err != nil || math.IsNaN(x) || math.IsInf(x, 0):
			return mistake{fmt.Sprintf("--lever %s: %q is no number", l.Address, s), form}
		case l.Whole && x != math.Trunc(x):
			return mistake{fmt.Sprintf("--lever %s takes whole numbers, not %s", l.Address, s), form}
		}
		numbers[i] = x
	}
	l.From, l.To, l.Step = numbers[0], numbers[1], numbers[2]
	switch {
	case l.From >= l.To:
		return mistake{fmt.Sprintf("--lever %s: the range goes from %v to %v", l.Address, l.From, l.To), "the lowest value comes first, then a higher one"}
	case len(parts) == 3 && !(l.Step >= 1e-6):
		return mistake{fmt.Sprintf("--lever %s: the step cannot be %s", l.Address, parts[2]), "a step is more than 0, and has six decimals at most"}
	}
	return nil
}

// choices works out what values of the levers lead to.
type choices struct {
	name    string
	options scenarios.Options
	levers  []sweep.Lever
	draws   *sweep.Draws // nil: none
}

// draw readies the draws of what is uncertain and no lever.
func (c *choices) draw(d *scenarios.Document, f *drawFlags) error {
	inputs := d.Study().Inputs
	var own []int
	for i, in := range inputs {
		if !slices.ContainsFunc(c.levers, func(l sweep.Lever) bool { return l.Address == in.Address }) {
			own = append(own, i)
		}
	}
	if len(own) == 0 {
		return mistake{"nothing is uncertain in " + d.Name + " but what is swept, so there is nothing to draw", "leave --draws out, or state a range under [uncertain]"}
	}
	points, err := sample.New(sample.Method(f.method), f.draws, f.seed, len(inputs))
	if err != nil {
		return mistake{err.Error(), "--method and --draws say how many draws are laid out, and how"}
	}
	c.draws = &sweep.Draws{Points: points, Count: f.draws, All: len(inputs), Own: own}
	return nil
}

// work works out a point: the scenario with the levers --set to its values.
func (c *choices) work(ctx context.Context, x []float64) (sweep.Outcome, error) {
	var set []string
	for i, l := range c.levers {
		set = append(set, l.Address+"="+scenarios.FormatNumber(x[i]))
	}
	return c.with(ctx, set)
}

// written works out the scenario as it is.
func (c *choices) written(ctx context.Context) (sweep.Outcome, error) { return c.with(ctx, nil) }

func (c *choices) with(ctx context.Context, set []string) (sweep.Outcome, error) {
	o := c.options
	o.Set = append(slices.Clip(o.Set), set...)
	doc, list := scenarios.Load(c.name, o)
	switch {
	case doc == nil:
		return sweep.Outcome{Why: refusal(list)}, ctx.Err()
	case c.draws == nil:
		return sweep.Outcome{Results: sweep.Results(sim.Assess(sim.Run(doc.Scenario)))}, ctx.Err()
	}
	return c.draws.Outcome(ctx, doc.Study())
}

// refusal is why a scenario was refused: its first error.
func refusal(list *diag.List) string {
	for _, d := range list.All() {
		if d.Severity == diag.Error {
			return d.Message
		}
	}
	return "it is refused"
}
