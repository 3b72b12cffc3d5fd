package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
)

// ensembleFlags are the flags of `ensemble`.
type ensembleFlags struct {
	studyFlags
	drawFlags
	keep  bool
	shard string // I/N; "": all of it
}

func (p *program) ensembleCommand() *cobra.Command {
	var f ensembleFlags
	cmd := &cobra.Command{
		Use:   "ensemble SCENARIO",
		Short: "How sure are we? Many draws of what is uncertain",
		Long: `Run a scenario many times, each time with every number of [uncertain] drawn anew
from its range, and say in how many draws each party is under each ceiling, from
when on, and how far the counts spread.

The draws are fixed by the seed: equal seeds give equal results, on any machine
and with any number of workers. What comes out is a statement about the ranges
that the scenario states, not about the world.`,
		Example: `  drawdown ensemble new-start
  drawdown ensemble new-start --draws 100000 --seed 7 --table probability --format csv
  drawdown ensemble thousand --method sobol --draws 16384 --out sure`,
		Args:              needs(1, true, "one scenario", "drawdown ensemble new-start"),
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.ensemble(cmd.Context(), args[0], &f)
		},
	}
	f.drawFlags.add(cmd, 10000)
	f.studyFlags.add(cmd, tables.EnsembleNames)
	cmd.Flags().BoolVar(&f.keep, "keep-draws", false, "with --out: write every draw too, as draws.csv.gz")
	cmd.Flags().StringVar(&f.shard, "shard", "", "work out part `I/N` alone, into a file in --out DIR that drawdown merge joins to the others")
	return cmd
}

func (p *program) ensemble(ctx context.Context, name string, f *ensembleFlags) error {
	if err := f.drawFlags.check(); err != nil {
		return err
	}
	if f.keep && f.output.dir == "" {
		return mistake{"--keep-draws goes with --out DIR", "the draws are written there as draws.csv.gz"}
	}
	if err := f.checkShard(name); err != nil {
		return err
	}
	check := func() error { return f.studyFlags.check(p, "drawdown ensemble "+name, tables.EnsembleNames) }
	if f.shard != "" {
		check = f.output.check
	}
	if err := check(); err != nil {
		return err
	}
	_, r := p.load(name, f.set, f.law...)
	if r == nil {
		return exit(exitRefused)
	}
	if f.shard != "" {
		return p.shard(ctx, r, f)
	}
	counts := f.format == "csv" && f.output.dir == "" && (f.table == "quantiles" || f.table == "probability")
	st, res, err := p.draw(ctx, r, &f.drawFlags, f.studyFlags.typed(), counts)
	if err != nil {
		return err
	}
	shown := drawn{done: res.Done, of: f.draws}
	if f.keep {
		shown.name, shown.file = "draws.csv.gz", func(ctx context.Context) ([]byte, error) {
			_, points, err := f.study(r)
			if err != nil {
				return nil, err
			}
			return drawsFile(ctx, res.Kernel, points, res.Done)
		}
	}
	return p.showDrawn(ctx, st, &f.studyFlags, shown)
}

// draw works an ensemble out. typed are the flags that it was asked for with;
// counts says that no more than counts is wanted.
func (p *program) draw(ctx context.Context, r *report.Report, f *drawFlags, typed []string, counts bool) (*report.Study, *ensemble.Result, error) {
	kernel, points, err := f.study(r)
	if err != nil {
		return nil, nil, err
	}
	m := p.meter("draws", f.draws)
	res, err := kernel.Run(ctx, ensemble.Options{Points: points, Until: f.draws, Workers: f.workers, Progress: m.done, CountsOnly: counts})
	m.stop()
	if err != nil {
		return nil, nil, invalid(r.Document.Name, err)
	}
	if res.Done == 0 {
		return nil, nil, context.Canceled
	}
	sampling := f.sampling()
	if res.Partial {
		sampling.Partial, sampling.Done = true, res.Done
	}
	command := slices.Concat([]string{"drawdown", "ensemble"}, r.Argument(), f.typed(), typed)
	return report.Ensemble(r, res, sampling, command), res, nil
}

// drawsFile is every draw as gzipped CSV: the member, its values as drawn,
// whether it exceeds no limit that binds.
func drawsFile(ctx context.Context, k *ensemble.Kernel, points ensemble.Points, draws int) ([]byte, error) {
	head := []string{"member"}
	for _, in := range k.Study.Inputs {
		head = append(head, in.Address)
	}
	run := k.Runner()
	values := make([]float64, len(k.Study.Inputs))
	kept := map[ensemble.Verdict]string{ensemble.Kept: "1", ensemble.Exceeded: "0"} // else empty: cannot be told
	return zipped(ctx, append(head, "kept"), draws, func(m int, row []string) ([]string, error) {
		k.Draw(points, m, values)
		if invalid := run.Run(values); invalid != nil {
			return nil, invalid
		}
		for _, x := range values {
			row = append(row, exactly(x))
		}
		return append(row, kept[run.Stands()]), nil
	})
}

// zipped is a table of draws as gzipped CSV: cells adds those of a draw to a row
// that begins with its number.
func zipped(ctx context.Context, head []string, draws int, cells func(m int, row []string) ([]string, error)) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := csv.NewWriter(z)
	if err := w.Write(head); err != nil {
		return nil, err
	}
	var row []string
	for m := range draws {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if row, err = cells(m, append(row[:0], strconv.Itoa(m))); err != nil {
			return nil, err
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// exactly writes a value so that it can be read back to the last bit.
func exactly(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
