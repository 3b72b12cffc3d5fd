// Package cli is the command line: one file a verb. It reads scenarios, runs
// them and hands the results to package report; it decides nothing about arms.
//
// Exit status: 0 the question was answered; 1 it was answered with *exceeds*
// (under --fail-on-excess) or a claim failed; 2 it could not be answered.
package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/diag"
)

// Version is the program's version.
const Version = "0.1.0"

// Exit statuses.
const (
	exitAnswered = 0
	exitExceeds  = 1
	exitRefused  = 2
)

// An exit ends the program with a status; whatever there is to say has been
// said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// A mistake is a wrong use of the program, with a hint.
type mistake struct{ says, hint string }

func (m mistake) Error() string { return m.says }

// program is one invocation.
type program struct {
	in       io.Reader
	out, err io.Writer
	style    report.Style // of out
	errColor bool
	buffered bytes.Buffer // what goes to out, written once
}

// Main runs the program and returns its exit status.
func Main(args []string, in io.Reader, out, errs io.Writer) (status int) {
	p := &program{in: in, out: out, err: errs, style: report.Style{Width: 80}}
	p.style.Color, p.errColor = colors(out), colors(errs)
	if f, ok := out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w >= 40 {
			p.style.Width = min(w, 100)
		}
	}
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(errs, "drawdown: this is a mistake in the program, not in your scenario: %v\n", r)
			fmt.Fprintf(errs, "hint: please report it with the scenario and these lines (drawdown %s)\n%s", Version, debug.Stack())
			status = exitRefused
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	root := p.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(&p.buffered)
	root.SetErr(errs)
	return p.finish(root.ExecuteContext(ctx))
}

// finish writes what there is to write and turns an error into a status.
func (p *program) finish(err error) int {
	if _, werr := p.out.Write(p.buffered.Bytes()); werr != nil && !errors.Is(werr, syscall.EPIPE) {
		p.complain("the output cannot be written: "+cause(werr), "")
		return exitRefused
	}
	var status exit
	var m mistake
	switch {
	case err == nil:
		return exitAnswered
	case errors.As(err, &status):
		return int(status)
	case errors.As(err, &m):
		p.complain(m.says, m.hint)
	case errors.As(err, new(brokenOff)):
		p.complain("interrupted; what was written is whole", "")
	case errors.Is(err, context.Canceled):
		p.complain("interrupted; nothing was written", "")
	default:
		says, hint := plainWords(err)
		p.complain(says, hint)
	}
	return exitRefused
}

func (p *program) complain(says, hint string) {
	fmt.Fprintf(p.err, "drawdown: %s\n", says)
	if hint != "" {
		fmt.Fprintf(p.err, "hint: %s\n", hint)
	}
}

// print writes to standard output, at the end.
func (p *program) print(b []byte) { p.buffered.Write(b) }

func (p *program) printf(format string, args ...any) { fmt.Fprintf(&p.buffered, format, args...) }

// colors reports whether a writer is a terminal that wants colours.
func colors(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// report renders diagnostics on standard error.
func (p *program) diagnose(list *diag.List) { list.Render(p.err, p.errColor) }

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "drawdown",
		Short: "Simulate arms reductions and test them against treaty ceilings",
		Long: `Drawdown steps arsenals through the years and tests them against treaty
ceilings: when is each side under each limit, which one binds, by what margin?

Begin with the library's main scenario:

    drawdown run new-start

then copy it, change a number and see what follows:

    drawdown new mine.toml --from new-start
    drawdown run mine.toml --out results`,
		Version:       Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noSuchCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("drawdown {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(p.runCommand(), p.ensembleCommand(), p.sensitivityCommand(), p.sweepCommand(), p.robustCommand(), p.mergeCommand(), p.compareCommand(), p.chartCommand(), p.explainCommand(), p.hindcastCommand(), p.validateCommand(), p.testCommand(), p.listCommand(), p.showCommand(), p.newCommand(), p.schemaCommand(), p.manCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.Short = "Print a script that completes commands and scenario names in your shell"
		case "help":
			c.Short = "Explain a command"
		}
	}
	return root
}

// noSuchCommand refuses a first word that is no command.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Root().Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	m := mistake{says: fmt.Sprintf("there is no command %q", args[0])}
	if near := diag.Nearest(args[0], names); near != "" {
		m.hint = fmt.Sprintf("did you mean `drawdown %s`?", near)
	} else if strings.HasSuffix(args[0], ".toml") {
		m.hint = fmt.Sprintf("to run a scenario: drawdown run %s", args[0])
	} else {
		m.hint = "the commands are " + strings.Join(names, ", ")
	}
	return m
}

// flagError puts the flag library's words into a user's, with a suggestion for
// a mistyped flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var needs *pflag.ValueRequiredError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		m := mistake{says: fmt.Sprintf("`%s` has no flag --%s", cmd.CommandPath(), name)}
		if unknown.GetSpecifiedShortnames() != "" {
			m.says = fmt.Sprintf("`%s` has no flag -%s", cmd.CommandPath(), name)
		}
		if near := diag.Nearest(name, names); near != "" {
			m.hint = fmt.Sprintf("did you mean --%s?", near)
		} else {
			m.hint = fmt.Sprintf("its flags are --%s", strings.Join(names, ", --"))
		}
		return m
	case errors.As(err, &value):
		return mistake{fmt.Sprintf("--%s cannot be %q", value.GetFlag().Name, value.GetValue()), plainUsage(value.GetFlag())}
	case errors.As(err, &needs):
		return mistake{fmt.Sprintf("--%s needs a value", needs.GetFlag().Name), plainUsage(needs.GetFlag())}
	}
	return err
}

// plainUsage is what a flag takes, in words.
func plainUsage(f *pflag.Flag) string {
	says := strings.ReplaceAll(f.Usage, "`", "")
	switch f.Value.Type() {
	case "int", "uint64":
		return "it takes a whole number, as in --" + f.Name + " 1000: " + says
	}
	return says
}

// plainWords says an error that comes from elsewhere in a user's words.
func plainWords(err error) (says, hint string) {
	return err.Error(), ""
}

// needs demands at least (or exactly) so many names after a command.
func needs(least int, exact bool, what, example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return mistake{fmt.Sprintf("`%s` needs %s", cmd.CommandPath(), what), "as in " + example}
		case exact && len(args) > least:
			return mistake{fmt.Sprintf("`%s` takes %s, and %d were given", cmd.CommandPath(), what, len(args)), "as in " + example}
		}
		return nil
	}
}

// choice is a flag that takes one of a few words.
type choice struct {
	value   *string
	allowed []string
	what    string
}

func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}
func (c choice) Type() string { return c.what }

func (c choice) Set(s string) error {
	for _, a := range c.allowed {
		if a == s {
			*c.value = s
			return nil
		}
	}
	return errors.New("not one of them")
}

// choiceFlag adds a flag that takes one of a few words, with completion.
func choiceFlag(cmd *cobra.Command, value *string, name, initial, what, usage string, allowed ...string) {
	*value = initial
	cmd.Flags().Var(choice{value, allowed, what}, name, usage+": "+strings.Join(allowed, ", "))
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp))
}
