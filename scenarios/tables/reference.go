package tables

import (
	_ "embed"
	"fmt"
	"strings"

	"drawdown/sim"
)

// prose is what the columns alone do not say. The line <!-- tables --> stands
// for what is written from their descriptions.
//
//go:embed reference.md
var prose string

// Reference returns the description of the tables, in Markdown: every column,
// and the rules of writing that they share.
func Reference() string {
	var b strings.Builder
	for line := range strings.Lines(prose) {
		if strings.TrimSpace(line) != "<!-- tables -->" {
			b.WriteString(line)
			continue
		}
		nothing := &sim.Assessment{Trajectory: &sim.Trajectory{Scenario: &sim.Scenario{}}}
		for i, t := range All(nothing) {
			if i > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "### Table `%s`\n\n%s\n\n| Column | Holds | What it is |\n| --- | --- | --- |\n", t.Name, t.Help)
			for _, c := range t.Columns {
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, c.Kind, c.Help)
			}
		}
	}
	return b.String()
}

func (k Kind) String() string {
	return [...]string{"text", "a date", "a whole number", "a number", "a year"}[k]
}
