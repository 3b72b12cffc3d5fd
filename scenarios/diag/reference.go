package diag

import (
	"fmt"
	"strings"
)

const head = `# Diagnostics

*This page is written by the program. Do not edit it: change the descriptions and run the tests with ` + "`-update`" + `.*

What drawdown says about a file has one form:

` + "```text" + `
FILE:LINE:COLUMN: error: MESSAGE [code]
    the line of the file
    ^~~~ the place in it
hint: what to do
` + "```" + `

Lines and columns count from 1, columns in characters. An *error* stops the run, and the program ends with status 2. A *warning* does not.
All are reported at once, by file and place. The codes do not change their meaning from one version to the next. The
examples are what the program really says of small files made for this page.

`

// Reference returns the list of all diagnostics, in Markdown. examples has
// rendered diagnostics by code; a code without one is described all the same.
func Reference(examples map[Code]string) string {
	var b strings.Builder
	b.WriteString(head)
	b.WriteString("| Code | | What is wrong |\n| --- | --- | --- |\n")
	for _, d := range Codes {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", d.Code, d.Code, d.Severity, strings.ReplaceAll(d.Says, "|", `\|`))
	}
	for _, d := range Codes {
		fmt.Fprintf(&b, "\n## %s\n\n%s: %s\n\nWhat to do: %s\n", d.Code, strings.ToUpper(d.Severity.String()[:1])+d.Severity.String()[1:], d.Says, d.Do)
		if e := examples[d.Code]; e != "" {
			fmt.Fprintf(&b, "\n```text\n%s\n```\n", strings.TrimRight(e, "\n"))
		}
	}
	return b.String()
}
