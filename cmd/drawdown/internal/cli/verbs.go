package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"drawdown/scenarios"
)

func (p *program) validateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check scenario and treaty files; say every mistake, nothing else",
		Long: `Check files without running them: every mistake in one pass, each with its line,
its column and a hint. Silence means that all is well.`,
		Example:           "  drawdown validate mine.toml",
		Args:              needs(1, false, "a file", "drawdown validate mine.toml"),
		ValidArgsFunction: completeScenarios,
		RunE: func(_ *cobra.Command, args []string) error {
			refused := false
			for _, name := range args {
				list := scenarios.Validate(name, scenarios.Options{Read: p.open})
				p.diagnose(list)
				refused = refused || list.HasErrors()
			}
			if refused {
				return exit(exitRefused)
			}
			return nil
		},
	}
}

func (p *program) testCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test FILE...",
		Short: "Test the claims that scenarios make about their results",
		Long: `Run scenarios and test their [expect] claims, a line each. The exit status is 1
if a claim fails.`,
		Example:           "  drawdown test mine.toml",
		Args:              needs(1, false, "a scenario", "drawdown test new-start"),
		ValidArgsFunction: completeScenarios,
		RunE: func(_ *cobra.Command, args []string) error {
			refused, failed := false, 0
			for _, name := range args {
				doc, r := p.load(name, nil)
				if doc == nil {
					refused = true
					continue
				}
				verdicts := doc.Test(r.Assessment)
				for _, v := range verdicts {
					if v.Holds {
						p.printf("ok    %s %s: %s\n", doc.Name, v.Claim.Key, v.Claim)
						continue
					}
					failed++
					place := doc.Place(v.Claim.Origin)
					p.printf("FAIL  %s %s: %s\n", doc.Name, v.Claim.Key, v.Claim)
					p.printf("      %s (%s:%d)\n", v.Got, place.File, place.Line)
					if v.Claim.Why != "" {
						p.printf("      why it should: %s\n", v.Claim.Why)
					}
				}
				if len(verdicts) == 0 {
					p.printf("%s makes no claims; [expect] tables would\n", doc.Name)
				}
			}
			switch {
			case refused:
				return exit(exitRefused)
			case failed > 0:
				return exit(exitExceeds)
			}
			return nil
		},
	}
}

func (p *program) listCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the scenarios, treaties and records of the library",
		Args:  needs(0, true, "no names", "drawdown list"),
		RunE: func(*cobra.Command, []string) error {
			heads := []string{"Scenarios (drawdown run NAME)", "Treaties (treaties = [\"NAME\"])", "Records (file = \"NAME\" in [observed])"}
			kind := -1
			for _, e := range scenarios.Library() {
				if int(e.Kind) != kind {
					if kind >= 0 {
						p.printf("\n")
					}
					kind = int(e.Kind)
					p.printf("%s\n", heads[kind])
				}
				p.printf("  %-20s %s\n", e.Name, shorten(e.Title(), p.style.Width-23))
			}
			p.printf("\n%s\n", "Print one with drawdown show NAME; where two share a name, treaties/NAME.")
			return nil
		},
	}
}

// shorten cuts text at a word, with an ellipsis.
func shorten(s string, width int) string {
	runes := []rune(s)
	if len(runes) <= width {
		return s
	}
	cut := width - 1
	for i := cut; i > cut/2; i-- {
		if runes[i] == ' ' {
			cut = i
			break
		}
	}
	return string(runes[:cut]) + "…"
}

func (p *program) showCommand() *cobra.Command {
	var resolved bool
	var set []string
	cmd := &cobra.Command{
		Use:   "show NAME [ADDRESS...]",
		Short: "Print a scenario, treaty or record, or a part of it",
		Long: `Print a file of the library, or your own; with addresses only what stands there.
With --resolved: what a scenario is after extends, defaults, treaties and --set,
as one file that runs to the same tables.`,
		Example: `  drawdown show new-start
  drawdown show new-start schedule.us-tubes
  drawdown show treaties/new-start
  drawdown show mine.toml --resolved > whole.toml`,
		Args: needs(1, false, "a name", "drawdown show new-start"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return addresses(args[0]), cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, e := range scenarios.Library() {
				names = append(names, e.Address())
			}
			return names, cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if resolved || len(args) > 1 {
				if e := scenarios.Lookup(args[0]); e != nil && e.Kind != scenarios.KindScenario {
					return mistake{fmt.Sprintf("%s is a %s: --resolved and addresses are for scenarios", args[0], e.Kind), "see it through a scenario, as in drawdown show new-start treaty.new-start.limit.warheads"}
				}
				doc, list := scenarios.Load(args[0], scenarios.Options{Set: set, Read: p.open})
				p.diagnose(list)
				if doc == nil {
					return exit(exitRefused)
				}
				if len(args) > 1 {
					return p.showParts(doc, args[1:])
				}
				p.print(doc.Resolved())
				return nil
			}
			if len(set) > 0 {
				return mistake{"--set goes with --resolved here", "drawdown show " + args[0] + " --resolved --set " + set[0]}
			}
			text, list := scenarios.Text(args[0], scenarios.Options{Read: p.open})
			p.diagnose(list)
			if list.HasErrors() {
				return exit(exitRefused)
			}
			p.printf("%s", text)
			return nil
		},
	}
	cmd.Flags().BoolVar(&resolved, "resolved", false, "the scenario after extends, defaults, treaties and --set, in one file")
	cmd.Flags().StringArrayVar(&set, "set", nil, "with --resolved: set one number or text (`ADDRESS=VALUE`); repeatable")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	return cmd
}

// showParts prints what stands at addresses.
func (p *program) showParts(doc *scenarios.Document, parts []string) error {
	for i, address := range parts {
		text, near, ok := doc.At(address)
		if !ok {
			m := mistake{says: doc.Name + " has no " + address}
			if near != "" {
				m.hint = "did you mean " + near + "?"
			}
			return m
		}
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%s", text)
	}
	return nil
}
