package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/ensemble"
	"drawdown/sim/influence"
	"drawdown/sim/sample"
)

// sensitivityFlags are the flags of `sensitivity`; its draws are rows.
type sensitivityFlags struct {
	studyFlags
	drawFlags
	of           []string
	morris       bool
	trajectories int
	asked        bool // for so many rows
}

const (
	// manyInputs is how many uncertain numbers are screened before they are
	// studied: from there on indices take tens of thousands of runs.
	manyInputs = 30
	// levels is the grid of the screening; four is what nearly everybody takes.
	levels = 4
	// mostNumbers bounds what indices keep in memory: half a gigabyte.
	mostNumbers = 1 << 26
	// mostRows and mostTrajectories are far above any use.
	mostRows, mostTrajectories = 1 << 20, 10000
)

func (p *program) sensitivityCommand() *cobra.Command {
	var f sensitivityFlags
	cmd := &cobra.Command{
		Use:   "sensitivity SCENARIO",
		Short: "Which uncertainty matters? Shares of the spread, number by number",
		Long: `Find out which of the numbers of [uncertain] make a scenario's counts spread: for
each party and limit the count on the day on which the limit first binds, or on
the last date with a ceiling. --of chooses other counts.

Three methods answer it. Swings move one number at a time from its 5th to its
95th percentile, all others at their medians. Sobol indices draw all of them at
once, and divide the variance of a count: the first-order index is the share
that would go if the number alone were known, the total index the share that
would stay if everything else were. They take ROWS × (numbers + 2) runs, and
come with intervals of 95 %. Morris's screening (--morris) takes far fewer, and
tells the numbers that do something from those that do nothing; with more than
30 numbers it is what is done unless --rows is given.

Equal seeds give equal results, on any machine and with any number of workers.
What comes out is a statement about the ranges that the scenario states: a
number whose range is too narrow seems to matter less than it does.`,
		Example: `  drawdown sensitivity new-start
  drawdown sensitivity new-start --of RU,warheads --of RU,warheads,2022 --rows 4096
  drawdown sensitivity new-start --morris --table morris --format csv`,
		Args:              needs(1, true, "one scenario", "drawdown sensitivity new-start"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.asked = cmd.Flags().Changed("rows")
			return p.sensitivity(cmd.Context(), args[0], &f)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringArrayVar(&f.of, "of", nil, "study one count, `PARTY,LIMIT[,DATE]`, as in RU,warheads,2018-02-05; repeatable")
	cmd.Flags().IntVar(&f.draws, "rows", 1024, "how many `N` rows the Sobol indices rest on; with the method sobol best a power of two")
	f.addPoints(cmd, sample.Sobol)
	cmd.Flags().BoolVar(&f.morris, "morris", false, "screen the numbers by Morris's method too")
	cmd.Flags().IntVar(&f.trajectories, "trajectories", 20, "with --morris: how many `N` times each number is moved")
	f.studyFlags.add(cmd, tables.InfluenceNames)
	return cmd
}

func (p *program) sensitivity(ctx context.Context, name string, f *sensitivityFlags) error {
	if err := f.check(p, name); err != nil {
		return err
	}
	_, r := p.load(name, f.set, f.law...)
	if r == nil {
		return exit(exitRefused)
	}
	study, err := uncertain(r)
	if err != nil {
		return err
	}
	kernel := ensemble.Compile(study)
	rows, err := f.outputs(kernel, r.Document.Name)
	if err != nil {
		return err
	}
	o, err := f.options(len(study.Inputs), len(rows))
	if err != nil {
		return err
	}
	m := p.meter("runs", o.Runs(len(study.Inputs)))
	o.Progress = m.done
	a, err := influence.Analyse(ctx, kernel, rows, o)
	m.stop()
	if err != nil {
		return impossible(r.Document.Name, err)
	}
	command := append(append(append([]string{"drawdown", "sensitivity"}, r.Argument()...), f.typed(o)...), f.studyFlags.typed()...)
	return p.showStudy(ctx, report.Sensitivity(r, a, o, command), &f.studyFlags, nil)
}

func (f *sensitivityFlags) check(p *program, name string) error {
	switch {
	case f.draws < 2 || f.draws > mostRows:
		return mistake{fmt.Sprintf("--rows cannot be %d", f.draws), fmt.Sprintf("it takes a whole number from 2 to %d, best a power of two, as in 1024", mostRows)}
	case f.trajectories < 2 || f.trajectories > mostTrajectories:
		return mistake{fmt.Sprintf("--trajectories cannot be %d", f.trajectories), fmt.Sprintf("it takes a whole number from 2 to %d", mostTrajectories)}
	}
	f.morris = f.morris || f.table == "morris"
	if err := checkWorkers(&f.workers); err != nil {
		return err
	}
	return f.studyFlags.check(p, "drawdown sensitivity "+name, tables.InfluenceNames)
}

// outputs are the rows to study.
func (f *sensitivityFlags) outputs(k *ensemble.Kernel, name string) ([]int, error) {
	if len(f.of) == 0 {
		rows := report.Telling(k)
		if len(rows) == 0 {
			return nil, mistake{"no limit of " + name + " has a ceiling, so no count stands out to be studied", "name one with --of PARTY,LIMIT,DATE"}
		}
		return rows, nil
	}
	var rows []int
	for _, s := range f.of {
		row, err := theRow(k, s)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// theRow reads PARTY,LIMIT[,DATE]. On a date between two rows the count is that
// of the earlier one.
func theRow(k *ensemble.Kernel, s string) (int, error) {
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) < 2 || len(parts) > 3 {
		return 0, mistake{fmt.Sprintf("--of cannot be %q", s), "it takes PARTY,LIMIT or PARTY,LIMIT,DATE, as in RU,new-start.warheads,2018-02-05"}
	}
	sc := k.Study.Scenario
	tally, err := theTally(k, sc, parts[0], parts[1])
	if err != nil {
		return 0, err
	}
	if len(parts) == 2 {
		if row, ok := report.TellingOf(k, tally); ok {
			return row, nil
		}
		return tally.Rows[len(tally.Rows)-1], nil
	}
	date, err := theDate(sc, "--of", parts[2])
	if err != nil {
		return 0, err
	}
	if date == 0 {
		return 0, mistake{fmt.Sprintf("--of cannot be %q", s), "leave the last comma out, or put a date after it"}
	}
	found := tally.Rows[0]
	for _, row := range tally.Rows {
		if k.Rows[row].Date <= date {
			found = row
		}
	}
	return found, nil
}

// theTally finds a party under a limit.
func theTally(k *ensemble.Kernel, sc *sim.Scenario, code, address string) (*ensemble.Tally, error) {
	party, err := theParty(sc, "--of", code)
	if err != nil {
		return nil, err
	}
	limit, err := theLimit(sc, party, "--of", address)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(k.Tallies(), func(t *ensemble.Tally) bool { return t.Party == party && t.Limit == limit })
	return k.Tallies()[i], nil
}

// options decides what is computed for so many numbers and counts.
func (f *sensitivityFlags) options(inputs, outputs int) (influence.Options, error) {
	o := influence.Options{Rows: f.draws, Method: sample.Method(f.method), Levels: levels, Seed: f.seed, Workers: f.workers}
	few := inputs <= manyInputs
	if f.morris || !few {
		o.Trajectories = f.trajectories
	}
	if !few && !f.asked {
		o.Rows = 0
	}
	runs := influence.IndexRuns(f.draws, inputs)
	switch {
	case f.table == "indices" && o.Rows == 0:
		return o, mistake{fmt.Sprintf("indices of %d numbers take %d runs, so they are computed only when asked for", inputs, runs), fmt.Sprintf("add --rows %d, or look at --table morris", f.draws)}
	case o.Rows > 0 && runs > mostNumbers/outputs:
		return o, mistake{fmt.Sprintf("indices of %d numbers by %d rows take %d runs, which is more than can be kept", inputs, o.Rows, runs), "take fewer --rows, or fewer counts with --of"}
	}
	if o.Rows > 0 {
		if _, err := sample.New(o.Method, o.Rows, o.Seed, 2*inputs); err != nil {
			return o, mistake{fmt.Sprintf("indices draw twice as many numbers as are uncertain (%d): %v", inputs, err), "choose another --method, or screen with --morris"}
		}
	}
	return o, nil
}

// typed gives the flags that fix the results as one would type them.
func (f *sensitivityFlags) typed(o influence.Options) []string {
	var all []string
	for _, s := range f.of {
		all = append(all, "--of", s)
	}
	if o.Rows > 0 {
		all = append(all, "--rows", strconv.Itoa(o.Rows))
		if o.Method != sample.Sobol {
			all = append(all, "--method", f.method)
		}
	}
	if o.Trajectories > 0 {
		all = append(all, "--morris", "--trajectories", strconv.Itoa(o.Trajectories))
	}
	return append(all, "--seed", strconv.FormatUint(o.Seed, 10))
}

// impossible words a run that cannot be.
func impossible(name string, err error) error {
	var i *influence.Invalid
	if !errors.As(err, &i) {
		return err
	}
	return cannotBe(fmt.Sprintf("run %d of the %s of %s", i.Run, i.Of, name), i.Draw)
}
