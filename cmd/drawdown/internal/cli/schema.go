package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
)

// schemas are the kinds of files that have a schema.
var schemas = []string{"scenario", "treaty"}

// schemaFile is the name under which `new` writes the schema of scenarios, and
// by which they refer to it.
const schemaFile = "drawdown-scenario.schema.json"

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema scenario|treaty",
		Short: "Print the JSON Schema of scenario or treaty files, for your editor",
		Long: `Print the JSON Schema (2020-12) of scenario or treaty files. It is made from the
descriptions that files are checked with, so an editor completes their keys,
explains them and marks mistakes while you write. For VS Code:

    code --install-extension tamasfe.even-better-toml
    drawdown schema scenario > ` + schemaFile + `
    #:schema ./` + schemaFile + `

The last of these is the first line of your scenario, and the path starts from
the scenario's folder. ` + "`drawdown new`" + ` writes that line, and the schema beside it.

An editor sees one file at a time. Names that refer to nothing, sums, dates and
whatever comes from a file that is extended are left to ` + "`drawdown validate`" + `.`,
		Example: `  drawdown schema scenario > ` + schemaFile + `
  drawdown schema treaty > drawdown-treaty.schema.json`,
		Args: needs(1, true, "one word, scenario or treaty", "drawdown schema scenario > "+schemaFile),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return schemas, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			schema, err := schemaOf(args[0])
			if err == nil {
				p.print(schema)
			}
			return err
		},
	}
}

func schemaOf(kind string) ([]byte, error) {
	switch kind {
	case "scenario":
		return format.Schema(format.ScenarioKeys)
	case "treaty":
		return format.Schema(format.TreatyKeys)
	}
	m := mistake{fmt.Sprintf("there is no schema %q", kind), "there are schemas of scenario and treaty files"}
	if near := diag.Nearest(kind, schemas); near != "" {
		m.hint = fmt.Sprintf("did you mean `drawdown schema %s`?", near)
	}
	return nil, m
}

// layOut writes the schema of scenarios into a folder, where none is there
// yet, and returns what a user should know of it. One that differs is left
// alone: it may be another version's, and other scenarios rely on it.
func layOut(folder string) (says string, err error) {
	schema, err := schemaOf("scenario")
	if err != nil {
		return "", err
	}
	name := filepath.Join(folder, schemaFile)
	switch old, err := os.ReadFile(name); {
	case errors.Is(err, fs.ErrNotExist):
		if err := writeFile(name, schema); err != nil {
			return "", err
		}
		return fmt.Sprintf("%s is written too, for your editor: drawdown schema --help\n", name), nil
	case err != nil || !bytes.Equal(old, schema):
		return fmt.Sprintf("%s is there already and is not this version's; it was left as it is.\nTo replace it: drawdown schema scenario > %s\n", name, name), nil
	}
	return "", nil
}
