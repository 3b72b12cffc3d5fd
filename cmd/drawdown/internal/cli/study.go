package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios"
	"drawdown/sim/ensemble"
	"drawdown/sim/sample"
)

// studyFlags are the flags of commands that show what many runs show.
type studyFlags struct {
	table, format string
	set, law      []string
	output        outFlags
}

func (f *studyFlags) add(cmd *cobra.Command, names []string) {
	f.addShown(cmd, names)
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text (`ADDRESS=VALUE`); repeatable")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	cmd.Flags().StringSliceVar(&f.law, "treaty", nil, "test the same forces against other treaties, as in `start-1,sort`")
	_ = cmd.RegisterFlagCompletionFunc("treaty", completeTreaties)
}

// addShown adds the flags that say what is shown.
func (f *studyFlags) addShown(cmd *cobra.Command, names []string) {
	cmd.Flags().SortFlags = false
	choiceFlag(cmd, &f.table, "table", "", "TABLE", "print one table whole", names...)
	choiceFlag(cmd, &f.format, "format", "text", "FORMAT", "how to print", "text", "csv", "json", "markdown", "xlsx")
	f.output.add(cmd)
}

// check refuses what cannot be shown.
func (f *studyFlags) check(p *program, command string, names []string) error {
	switch {
	case f.format == "csv" && f.table == "":
		return mistake{"CSV is one table at a time", "add --table with one of " + strings.Join(names, ", ") + "; --out DIR writes them all"}
	case f.format == "xlsx" && f.table != "":
		return mistake{"a workbook holds every table", "leave --table out, or choose another --format"}
	case f.format == "xlsx":
		if err := p.binary(command); err != nil {
			return err
		}
	}
	if err := f.output.check(); err != nil || f.output.dir == "" {
		return err
	}
	_, err := free(f.output.dir, f.output.force) // before the work, not after it
	return err
}

// typed gives the flags that shape a result as one would type them.
func (f *studyFlags) typed() []string {
	var all []string
	for _, s := range f.set {
		all = append(all, "--set", s)
	}
	if len(f.law) > 0 {
		all = append(all, "--treaty", strings.Join(f.law, ","))
	}
	return all
}

// drawFlags say which members are drawn, and how.
type drawFlags struct {
	draws   int
	seed    uint64
	method  string
	workers int
}

func (f *drawFlags) add(cmd *cobra.Command, draws int) {
	cmd.Flags().IntVar(&f.draws, "draws", draws, "how many `N` times the uncertain numbers are drawn")
	f.addPoints(cmd, sample.Random)
}

// addPoints adds the flags that say how draws are made, whatever their number.
func (f *drawFlags) addPoints(cmd *cobra.Command, method sample.Method) {
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "the number `N` that fixes all draws: equal seeds give equal results")
	var methods []string
	for _, m := range sample.Methods {
		methods = append(methods, string(m))
	}
	choiceFlag(cmd, &f.method, "method", string(method), "METHOD", "how draws are laid out", methods...)
	f.addWorkers(cmd)
}

func (f *drawFlags) addWorkers(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.workers, "workers", 0, "how many `N` draws are worked out at the same time; the result is the same (default the processor's cores)")
}

func (f *drawFlags) check() error {
	if f.draws < 1 || f.draws > ensemble.MostMembers {
		return mistake{fmt.Sprintf("--draws cannot be %d", f.draws), fmt.Sprintf("it takes a whole number from 1 to %d", ensemble.MostMembers)}
	}
	return checkWorkers(&f.workers)
}

// checkWorkers checks --workers, and counts the cores where it does not say.
func checkWorkers(workers *int) error {
	if *workers < 0 || *workers > 4096 {
		return mistake{fmt.Sprintf("--workers cannot be %d", *workers), "it takes a whole number from 1, or 0 for one a core"}
	}
	if *workers == 0 {
		*workers = runtime.NumCPU()
	}
	return nil
}

// typed gives the flags that fix the draws as one would type them.
func (f *drawFlags) typed() []string {
	all := []string{"--draws", strconv.Itoa(f.draws), "--seed", strconv.FormatUint(f.seed, 10)}
	if f.method != string(sample.Random) {
		all = append(all, "--method", f.method)
	}
	return all
}

func (f *drawFlags) sampling() report.Sampling {
	return report.Sampling{Method: f.method, Draws: f.draws, Seed: f.seed}
}

// uncertain is a scenario's study, which has something to draw.
func uncertain(r *report.Report) (*ensemble.Study, error) {
	study := r.Document.Study()
	if len(study.Inputs) == 0 {
		return nil, noRange(r.Document.Name + " states no range")
	}
	return study, nil
}

// study compiles a scenario's study, and readies its points.
func (f *drawFlags) study(r *report.Report) (*ensemble.Kernel, *sample.Points, error) {
	study, err := uncertain(r)
	if err != nil {
		return nil, nil, err
	}
	points, err := f.points(len(study.Inputs))
	if err != nil {
		return nil, nil, err
	}
	return ensemble.Compile(study), points, nil
}

// noRange refuses what states no range.
func noRange(says string) error {
	return mistake{says + ", so there is nothing to draw", `say how far a number may be off, as in [uncertain."party.RU.system.ss-18.loading"] with triangular = [8, 9, 10]`}
}

// points readies the points of so many inputs.
func (f *drawFlags) points(inputs int) (*sample.Points, error) {
	points, err := sample.New(sample.Method(f.method), f.draws, f.seed, inputs)
	if err != nil {
		return nil, mistake{err.Error(), "--method and --draws say how many draws are laid out, and how"}
	}
	return points, nil
}

// invalid words a member that cannot be.
func invalid(name string, err error) error {
	var i *ensemble.Invalid
	if !errors.As(err, &i) {
		return err
	}
	return cannotBe(fmt.Sprintf("member %d of %s", i.Member, name), i)
}

// cannotBe words a draw that makes no scenario.
func cannotBe(which string, i *ensemble.Invalid) error {
	return mistake{
		fmt.Sprintf("%s cannot be: %s = %s: %s", which, i.Address, scenarios.FormatNumber(i.Value), i.Why),
		"narrow the range of that number, or of one that it depends on; nothing was written",
	}
}

// drawn is how far drawing went, and the file of the draws themselves.
type drawn struct {
	done, of int
	name     string
	file     func(context.Context) ([]byte, error) // nil: not asked for
}

// showDrawn prints and writes what draws show.
//
// The rule of Ctrl-C: the first one ends the drawing, and what was drawn is
// still printed and written, since it may have taken hours. The file of the
// draws takes about as long again as they did. Of draws that were broken off it
// is still written, as long as they are; of draws that are complete it is left
// out if Ctrl-C comes before it is made. A second Ctrl-C ends the program at
// once, whatever it is doing (see Main).
func (p *program) showDrawn(ctx context.Context, st *report.Study, f *studyFlags, d drawn) error {
	whole := context.WithoutCancel(ctx)
	if d.done < d.of {
		ctx = whole
	}
	leftOut := false
	var extra func(*folder) error
	if d.file != nil {
		extra = func(to *folder) error {
			content, err := d.file(ctx)
			if leftOut = errors.Is(err, context.Canceled); leftOut {
				return nil
			}
			if err != nil {
				return err
			}
			return to.write(d.name, content)
		}
	}
	if err := p.showStudy(whole, st, f, extra); err != nil {
		return err
	}
	switch {
	case d.done < d.of:
		return p.partial(d.done, d.of)
	case leftOut:
		p.complain(fmt.Sprintf("interrupted: %s was left out; all else is printed and written whole", d.name), "")
		return exit(exitRefused)
	}
	return nil
}

// partial tells of a result that was broken off; the status is 2.
func (p *program) partial(done, of int) error {
	p.complain(fmt.Sprintf("interrupted after %d of %d draws: what is printed and written is partial and says so", done, of), "")
	return exit(exitRefused)
}

// showStudy prints and writes a study. extra writes what else goes into the
// folder; nil: nothing.
func (p *program) showStudy(ctx context.Context, st *report.Study, f *studyFlags, extra func(*folder) error) error {
	if f.output.dir != "" {
		if err := p.writeStudy(ctx, &f.output, st, extra); err != nil {
			return err
		}
	}
	switch {
	case f.format == "csv":
		p.print(st.Table(f.table).CSV())
	case f.format == "xlsx":
		content, err := st.Workbook()
		if err != nil {
			return err
		}
		p.print(content)
	case f.format == "json":
		text, err := st.JSON()
		if err != nil {
			return err
		}
		p.print(text)
	case f.format == "markdown" && f.table != "":
		p.print(st.Markdown(st.Table(f.table)))
	case f.format == "markdown":
		p.print(st.Markdown(nil))
	case f.table != "":
		p.print(report.TableText(st.Title, st.Table(f.table), p.style))
	default:
		p.print(st.Text(p.style))
	}
	if f.output.dir != "" && f.format == "text" {
		p.printf("\nTables, charts and manifest are in %s\n", f.output.dir)
	}
	return nil
}

// writeStudy writes a study's files.
func (p *program) writeStudy(ctx context.Context, o *outFlags, st *report.Study, extra func(*folder) error) error {
	if err := claim(o.dir, o.force); err != nil {
		return err
	}
	d := &folder{ctx, o.dir, st.Manifest()}
	if err := d.open(); err != nil {
		return err
	}
	if err := d.tables(st.Tables); err != nil {
		return err
	}
	charts := st.Charts(o.size, o.bw)
	if err := d.charts(charts, o.kinds); err != nil {
		return err
	}
	if err := d.papers(st, o, charts); err != nil {
		return err
	}
	if extra != nil {
		if err := extra(d); err != nil {
			return err
		}
	}
	return d.close()
}

// isTerminal reports whether a person watches.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
