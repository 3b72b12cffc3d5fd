package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/tables"
	"drawdown/sim/ensemble"
)

// parseShard reads I/N.
func parseShard(s string, draws int) (part, of int, err error) {
	a, b, _ := strings.Cut(s, "/")
	part, errA := strconv.Atoi(strings.TrimSpace(a))
	of, errB := strconv.Atoi(strings.TrimSpace(b))
	hint := "it takes the number of the part and how many there are, as in 3/8, counted from 1"
	switch {
	case errA != nil || errB != nil || part < 1 || of < 1 || part > of || of > report.MostShards:
		return 0, 0, mistake{fmt.Sprintf("--shard cannot be %q", s), hint}
	case of > draws:
		return 0, 0, mistake{fmt.Sprintf("%d draws cannot be cut into %d parts", draws, of), "raise --draws, or cut it into fewer"}
	}
	return part, of, nil
}

// shard runs a part of an ensemble and writes it to a file that `merge` takes.
func (p *program) shard(ctx context.Context, r *report.Report, f *ensembleFlags) error {
	part, of, err := parseShard(f.shard, f.draws)
	if err != nil {
		return err
	}
	k, points, err := f.study(r)
	if err != nil {
		return err
	}
	sampling := f.sampling()
	s := report.NewShard(r, sampling, part, of)
	name := filepath.Join(f.output.dir, s.FileName(r.Document.Name))
	if !f.output.force {
		if err := replaceable(name, s); err != nil {
			return err
		}
	}
	m := p.meter("draws", s.Until-s.From)
	res, err := k.Run(ctx, ensemble.Options{Points: points, From: s.From, Until: s.Until, Workers: f.workers, Progress: m.done})
	m.stop()
	if err != nil {
		return invalid(r.Document.Name, err)
	}
	if res.Partial {
		p.complain("interrupted; no shard was written, since a part of a part cannot be merged", "run it again")
		return exit(exitRefused)
	}
	content, err := s.File(res)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.output.dir, 0o755); err != nil {
		return mistake{f.output.dir + " cannot be made: " + cause(err), ""}
	}
	if err := writeFile(name, content); err != nil {
		return err
	}
	p.printf("%s holds members %d to %d of %d. With all %d parts: drawdown merge %s\n", name, s.From, s.Until-1, f.draws, of, filepath.Join(f.output.dir, "*.shard"))
	return nil
}

// replaceable refuses to write a part over a file that is something else.
func replaceable(name string, s *report.Shard) error {
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	why := "no part that can be read"
	if old, err := readShard(name); err == nil {
		if why = old.Differs(s); why == "" && old.Part != s.Part {
			why = fmt.Sprintf("part %d", old.Part)
		}
	}
	if why == "" {
		return nil
	}
	return mistake{fmt.Sprintf("%s is there and is not this part of this ensemble: it is %s", name, why), "name another folder, or add --force to write over it"}
}

// checkShard refuses flags that a part of an ensemble cannot have, and a
// scenario that `merge` cannot read again.
func (f *ensembleFlags) checkShard(scenario string) error {
	switch {
	case f.shard == "" && f.output.flags.Changed("shard"):
		return mistake{"--shard is empty", "it takes the number of the part and how many there are, as in 3/8; a variable of the shell may not be set"}
	case f.shard == "":
		return nil
	case scenario == "-":
		return mistake{"a scenario from standard input cannot be cut into parts, since `drawdown merge` reads it again", "save it in a file that ends in .toml"}
	case f.output.dir == "":
		return mistake{"--shard writes a file, and there is no --out DIR", "as in --shard 3/8 --out parts"}
	case f.table != "" || f.format != "text":
		return mistake{"a part of an ensemble has no tables yet", "`drawdown merge` takes --table and --format"}
	case f.keep:
		return mistake{"--keep-draws goes with whole ensembles", "any draw can be made again: the seed fixes it"}
	}
	return nil
}

func (p *program) mergeCommand() *cobra.Command {
	var f studyFlags
	cmd := &cobra.Command{
		Use:   "merge SHARD...",
		Short: "Join the parts of an ensemble that several machines worked out",
		Long: `Join the files that ` + "`drawdown ensemble --shard`" + ` wrote to the very bytes that one
machine would have written. Parts that are missing, doubled, damaged or of
another ensemble are refused. The scenario must still be where it was, unchanged:
its path starts from the folder in which the parts were made.

On one machine, with GNU parallel:

    parallel drawdown ensemble mine.toml --draws 1000000 --workers 1 \
        --shard {}/8 --out parts ::: $(seq 8)
    drawdown merge parts/*.shard --out sure

On a cluster, as a Slurm array job (sbatch --array=1-100 job.sh):

    #!/bin/sh
    #SBATCH --cpus-per-task=4
    drawdown ensemble mine.toml --draws 100000000 --workers 4 \
        --shard "$SLURM_ARRAY_TASK_ID/100" --out parts`,
		Example: `  drawdown merge parts/*.shard
  drawdown merge parts/*.shard --table quantiles --format csv`,
		Args: needs(1, false, "the parts of an ensemble", "drawdown merge parts/*.shard"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.merge(cmd.Context(), args, &f) },
	}
	f.addShown(cmd, tables.EnsembleNames)
	return cmd
}

func (p *program) merge(ctx context.Context, args []string, f *studyFlags) error {
	if err := f.check(p, "drawdown merge "+strings.Join(args, " "), tables.EnsembleNames); err != nil {
		return err
	}
	shards, err := readShards(args)
	if err != nil {
		return err
	}
	first := shards[0]
	if err := inputsThere(first); err != nil {
		return err
	}
	_, r := p.load(first.Scenario, first.Set, first.Law...)
	if r == nil {
		return exit(exitRefused)
	}
	if !first.Made(r) {
		return mistake{fmt.Sprintf("%s is not what the parts were made from", first.Scenario), "put the files back as they were, or work all parts out again"}
	}
	if first.Version != Version {
		return mistake{fmt.Sprintf("the parts were made with drawdown %s, and this is %s", first.Version, Version), "merge them with the same version"}
	}
	kernel := ensemble.Compile(r.Document.Study())
	var res *ensemble.Result
	for i, s := range shards {
		if err := ctx.Err(); err != nil {
			return err
		}
		if res, err = s.Add(kernel, res); err != nil {
			return mistake{fmt.Sprintf("part %d of %d cannot be joined: %v", i+1, first.Of, err), "work it out again"}
		}
	}
	return p.showStudy(ctx, report.Ensemble(r, res, first.Sampling, ensembleCommand(r, first)), f, nil)
}

// inputsThere refuses to merge parts where a file that they were made from is
// not.
func inputsThere(s *report.Shard) error {
	for _, f := range s.Inputs {
		if strings.HasPrefix(f.Name, "library:") {
			continue
		}
		if _, err := os.Stat(f.Name); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		hint := "put it back where it was"
		if !filepath.IsAbs(f.Name) {
			hint = "its path starts from the folder in which the parts were made: merge them from there"
		}
		return mistake{fmt.Sprintf("there is no file %s, from which the parts were made", f.Name), hint}
	}
	return nil
}

// ensembleCommand is what one machine would have been told.
func ensembleCommand(r *report.Report, s *report.Shard) []string {
	draws := drawFlags{draws: s.Sampling.Draws, seed: s.Sampling.Seed, method: s.Sampling.Method}
	study := studyFlags{set: s.Set, law: s.Law}
	return slices.Concat([]string{"drawdown", "ensemble"}, r.Argument(), draws.typed(), study.typed())
}

// readShards reads the parts of one ensemble, all of it, in order.
func readShards(names []string) ([]*report.Shard, error) {
	var all []*report.Shard
	from := map[int]string{}
	for _, name := range names {
		s, err := readShard(name)
		if err != nil {
			return nil, err
		}
		if len(all) > 0 {
			if why := s.Differs(all[0]); why != "" {
				return nil, mistake{fmt.Sprintf("%s does not belong to %s: it is %s", name, names[0], why), "merge the parts of one ensemble at a time"}
			}
		}
		if other, ok := from[s.Part]; ok {
			return nil, mistake{fmt.Sprintf("part %d of %d is there twice: %s and %s", s.Part, s.Of, other, name), "name each part once"}
		}
		from[s.Part] = name
		all = append(all, s)
	}
	if says := missing(from, all[0].Of); says != "" {
		return nil, mistake{fmt.Sprintf("%s missing of %d", says, all[0].Of), "work out what is missing with --shard, and name all parts"}
	}
	slices.SortFunc(all, func(a, b *report.Shard) int { return a.Part - b.Part })
	return all, nil
}

// missing says which parts are not there: by number where they are few.
func missing(from map[int]string, of int) string {
	const few = 20
	n := of - len(from)
	if n > few {
		return fmt.Sprintf("%d parts are", n)
	}
	var numbers []string
	for i := 1; i <= of && len(numbers) < n; i++ {
		if from[i] == "" {
			numbers = append(numbers, strconv.Itoa(i))
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "part " + numbers[0] + " is"
	}
	return "parts " + strings.Join(numbers, ", ") + " are"
}

func readShard(name string) (*report.Shard, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, mistake{"there is no file " + name, "`drawdown ensemble --shard 1/8 --out parts` writes one"}
	}
	if err != nil {
		return nil, mistake{name + " cannot be read: " + cause(err), ""}
	}
	defer file.Close()
	s, err := report.ReadShard(file)
	if err != nil {
		return nil, mistake{fmt.Sprintf("%s cannot be merged: %v", name, err), "`drawdown ensemble --shard` writes shards; work a damaged one out again"}
	}
	return s, nil
}
