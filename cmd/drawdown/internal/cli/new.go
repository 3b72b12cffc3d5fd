package cli

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/scenarios"
)

//go:embed new.toml
var starter string

func (p *program) newCommand() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a commented scenario to start from, which runs as it is",
		Long: `Write a commented scenario to start from, which runs as it is. Its first line
names the schema of scenario files, by which an editor completes and checks it;
the schema is written beside it where it is not there yet.`,
		Example: `  drawdown new mine.toml
  drawdown new mine.toml --from new-start`,
		Args: needs(1, true, "the name of a file to write", "drawdown new mine.toml"),
		RunE: func(_ *cobra.Command, args []string) error {
			name := args[0]
			if !strings.HasSuffix(name, ".toml") {
				return mistake{"a scenario's name ends in .toml", "drawdown new " + name + ".toml"}
			}
			if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
				return mistake{name + " is there already", "choose another name; nothing was changed"}
			}
			text := starter
			if from != "" {
				doc, list := scenarios.Load(from, scenarios.Options{})
				p.diagnose(list)
				if doc == nil {
					return exit(exitRefused)
				}
				text = variation(from, doc)
			}
			schema, err := layOut(filepath.Dir(name))
			if err != nil {
				return err
			}
			if err := writeFile(name, []byte("#:schema ./"+schemaFile+"\n"+text)); err != nil {
				return err
			}
			p.printf("%s is written. Run it with: drawdown run %s\n%s", name, name, schema)
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "start from a `LIBRARY` scenario: a short file that extends it")
	_ = cmd.RegisterFlagCompletionFunc("from", completeScenarios)
	return cmd
}

// variation is a short scenario that extends another, with every schedule's
// numbers as comments to uncomment and change.
func variation(from string, doc *scenarios.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# A variation of %s: everything is as there, but for what stands here.\n", from)
	fmt.Fprintf(&b, "# See what you can change: drawdown show %s\n\n", from)
	fmt.Fprintf(&b, "format  = 1\n")
	fmt.Fprintf(&b, "title   = %q\n", "A variation of "+doc.Scenario.Title)
	fmt.Fprintf(&b, "extends = %q\n\n", from)
	if text, _, ok := doc.At("defaults"); ok {
		b.WriteString("# For all schedules that do not say otherwise:\n")
		for line := range strings.Lines(text) {
			b.WriteString("# " + line)
		}
		b.WriteString("\n")
	}
	b.WriteString("# Take a schedule out with: drop = [\"schedule.its-name\"] (above, beside extends).\n")
	b.WriteString("# Change one by taking the # off its lines and changing the number.\n")
	for _, t := range doc.ScheduleTexts() {
		b.WriteString("\n")
		for line := range strings.Lines(t) {
			b.WriteString("# " + line)
		}
	}
	b.WriteString(`
# A number may be uncertain, or chosen (drawdown ensemble, sensitivity, sweep). To replace a range of the base, take
# the old one out first: drop = ["uncertain.ADDRESS"] (above, beside extends).
#
# [uncertain."ADDRESS OF A NUMBER"]
# triangular = [8, 9, 10]             # or uniform, integers, choice, normal, lognormal
# why        = "where the range comes from"
#
# [lever."ADDRESS OF A NUMBER"]
# range = [0, 50]
# step  = 5
`)
	return b.String()
}
