package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
	"drawdown/sim/robust"
	"drawdown/sim/sample"
	"drawdown/sim/treaty"
)

// mostFutures is how many futures are tried at most, since each is kept: a
// million of three schedules with 19 numbers take about a minute and a half on
// two cores and 0.9 GB, nearly all of it to find what breaks one.
const mostFutures = 1_000_000

// robustFlags are the flags of `robust`.
type robustFlags struct {
	studyFlags
	drawFlags
	keep bool
}

func (p *program) robustCommand() *cobra.Command {
	var f robustFlags
	cmd := &cobra.Command{
		Use:   "robust BASELINE SCENARIO...",
		Short: "Which schedule holds whatever happens? Several in the same futures",
		Long: `Test schedules in the same futures: the uncertain numbers of all scenarios are
drawn together, many times, and every schedule is run with each draw. Says in how
many draws each stays under all ceilings that bind, how much room it leaves where
it is tightest, how far it is behind the best schedule for the same draw (regret),
which dominates which, and in what ranges of which numbers each mostly fails.

A number that several scenarios are uncertain about is drawn once for all; where
they state different ranges, each has its own value at the same place in its
range. What comes out is a statement about the ranges stated, not about the world.`,
		Example: `  drawdown robust thousand thousand-front thousand-late
  drawdown robust thousand mine.toml --draws 100000 --table boxes --format csv
  drawdown robust thousand thousand-front --out robust --charts svg,png`,
		Args:              needs(1, false, "a baseline, and scenarios to hold against it", "drawdown robust thousand thousand-late"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.robust(cmd.Context(), args, &f)
		},
	}
	f.drawFlags.add(cmd, 10000)
	f.studyFlags.add(cmd, tables.RobustNames)
	cmd.Flags().BoolVar(&f.keep, "keep-draws", false, "with --out: write every future too, as futures.csv.gz")
	return cmd
}

func (f *robustFlags) check(p *program, args []string) error {
	if err := f.drawFlags.check(); err != nil {
		return err
	}
	switch {
	case f.draws > mostFutures:
		return mistake{fmt.Sprintf("--draws cannot be %d here", f.draws), fmt.Sprintf("`robust` keeps every future in memory, at most %d; the error of a share is then below 0.1 percentage points", mostFutures)}
	case f.keep && f.output.dir == "":
		return mistake{"--keep-draws goes with --out DIR", "the futures are written there as futures.csv.gz"}
	}
	return f.studyFlags.check(p, "drawdown robust "+strings.Join(args, " "), tables.RobustNames)
}

// computable refuses a scenario with a limit that binds and cannot be counted:
// whether it holds cannot be told.
func computable(r *report.Report) error {
	for i := range r.Assessment.Findings {
		if f := &r.Assessment.Findings[i]; f.Status == treaty.NotComputable {
			return mistake{
				fmt.Sprintf("whether %s holds cannot be told: the count of %s for %s cannot be computed", r.Document.Name, f.Limit.Address(), f.Party.Name),
				"add what the warning names, or test the schedules against other treaties with --treaty",
			}
		}
	}
	return nil
}

func (p *program) robust(ctx context.Context, args []string, f *robustFlags) error {
	if err := f.check(p, args); err != nil {
		return err
	}
	reports, err := p.reports(ctx, args, f.set, f.law...)
	if err != nil {
		return err
	}
	for _, r := range reports {
		if err := computable(r); err != nil {
			return err
		}
	}
	trial, err := newTrial(reports)
	if err != nil {
		return err
	}
	points, err := f.points(len(trial.Inputs))
	if err != nil {
		return err
	}
	m := p.meter("draws", f.draws)
	res, err := trial.Run(ctx, robust.Options{Points: points, Futures: f.draws, Workers: f.workers, Progress: m.done})
	m.stop()
	var bad *robust.Invalid
	if errors.As(err, &bad) {
		return invalid(trial.Schedules[bad.Schedule].Name, bad.Invalid)
	}
	if err != nil {
		return err
	}
	if res.Done == 0 {
		return context.Canceled
	}
	sampling := f.sampling()
	if res.Partial {
		sampling.Partial, sampling.Done = true, res.Done
	}
	command := []string{"drawdown", "robust"}
	for _, r := range reports {
		command = append(command, r.Argument()...)
	}
	st := report.Robust(reports, res, sampling, slices.Concat(command, f.drawFlags.typed(), f.studyFlags.typed()))
	shown := drawn{done: res.Done, of: f.draws}
	if f.keep {
		shown.name, shown.file = "futures.csv.gz", func(ctx context.Context) ([]byte, error) { return futuresFile(ctx, res, points) }
	}
	return p.showDrawn(ctx, st, &f.studyFlags, shown)
}

// newTrial readies reports' scenarios for the same futures.
func newTrial(reports []*report.Report) (*robust.Trial, error) {
	var schedules []robust.Schedule
	for i, name := range distinct(reports) {
		schedules = append(schedules, robust.Schedule{Name: name, Kernel: ensemble.Compile(reports[i].Document.Study())})
	}
	t := robust.New(schedules)
	switch {
	case len(t.Inputs) == 0 && len(reports) == 1:
		return nil, noRange(schedules[0].Name + " states no range")
	case len(t.Inputs) == 0:
		return nil, noRange("none of the scenarios states a range")
	case t.From > t.To:
		return nil, mistake{"the scenarios share no year, so they cannot be held against each other", "give them years in common: drawdown run NAME says from when to when each goes"}
	}
	return t, nil
}

// futuresFile is every future as gzipped CSV: the member, each input as drawn,
// and for each schedule its tightest room and whether it exceeds no limit that
// binds. Where schedules state different ranges, the input has a column for each
// of these, with the schedule's name before the address.
func futuresFile(ctx context.Context, r *robust.Result, points *sample.Points) ([]byte, error) {
	head := []string{"member"}
	for _, in := range r.Trial.Inputs {
		for i, s := range in.Versions() {
			if i == 0 {
				head = append(head, in.Address)
			} else {
				head = append(head, r.Trial.Schedules[s].Name+":"+in.Address)
			}
		}
	}
	for _, s := range r.Trial.Schedules {
		head = append(head, s.Name+":room", s.Name+":kept")
	}
	u := make([]float64, len(r.Trial.Inputs))
	return zipped(ctx, head, r.Done, func(m int, row []string) ([]string, error) {
		points.Point(m, u)
		for k, in := range r.Trial.Inputs {
			for _, s := range in.Versions() {
				row = append(row, exactly(in.Of[s].Quantile(u[k])))
			}
		}
		for s := range r.Trial.Schedules {
			room, kept := "", "1"
			if x := r.Rooms[s][m]; !math.IsNaN(x) {
				room = exactly(x)
			}
			if r.Fails[s][m] {
				kept = "0"
			}
			row = append(row, room, kept)
		}
		return row, nil
	})
}
