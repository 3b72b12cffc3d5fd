package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios"
	"drawdown/scenarios/format"
	"drawdown/sim/verdict"
)

// A Layout says what else is in the folder that a README.md is for.
type Layout struct {
	Charts []Chart
	Kinds  []string // of the charts' files, as in "svg"; none: no charts were drawn
	Flags  []string // that shape the charts, as typed: "--charts", "svg,png"
}

// Readme says what was run and what came of it, how well it is known, how to
// cite it and how to make it again.
func (r *Report) Readme(l Layout) []byte {
	var b bytes.Buffer
	d, sc := r.Document, r.Document.Scenario
	fmt.Fprintf(&b, "# %s\n\n", escape(sc.Title))
	fmt.Fprintf(&b, "%s to %s, %s, one state a year. Simulated with drawdown %s.\n\n", sc.Start.Long(), sc.End.Long(), escape(r.sides()), escape(r.Version))
	paragraph(&b, sc.Summary)
	b.WriteString("## Verdict\n\n")
	fmt.Fprintf(&b, "**%s.** %s\n\n", escape(r.Headline), escape(r.Tightest))
	for _, t := range r.Treaties {
		paragraph(&b, t.Status)
		for _, p := range t.Parties {
			fmt.Fprintf(&b, "### %s\n\n", escape(p.Party.Name))
			for _, v := range p.Limits {
				fmt.Fprintf(&b, "- **%s** (%s): %s\n", escape(v.Standing.Limit.Address()), escape(v.Standing.Limit.Name), escape(v.Says))
			}
			b.WriteString("\n")
		}
	}
	l.charts(&b)
	b.WriteString("## Shortfalls\n\n")
	if len(r.Shortfalls) == 0 {
		b.WriteString("None: every schedule got what it asked for.\n\n")
	}
	items(&b, r.Shortfalls)
	if len(r.Gaps) > 0 {
		b.WriteString("## Not computable\n\n")
		items(&b, r.Gaps)
	}
	if len(r.Warnings) > 0 {
		b.WriteString("## Worth a second look\n\n")
		items(&b, r.Warnings)
	}
	b.WriteString("## How well it is known\n\n")
	paragraph(&b, r.Grades)
	b.WriteString(assumptions(d))
	b.WriteString(ranges(d))
	l.files(&b, r.Manifest(), tableNames(r))
	cited(&b, r.citation(), references([]*scenarios.Document{d}))
	command := append([]string{"drawdown", "run"}, r.Argument()...)
	if len(d.Law) > 0 {
		command = append(command, "--treaty", strings.Join(d.Law, ","))
	}
	reproduce(&b, command, d.Set, l.Flags, r.Manifest().Inputs)
	return b.Bytes()
}

// Readme says what was compared and what came of it.
func (c *Comparison) Readme(l Layout) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n", escape(c.Title()))
	paragraph(&b, c.Span()+" Simulated with drawdown "+c.Version+".")
	for i, r := range c.Reports {
		fmt.Fprintf(&b, "- **%s**: %s. %s\n", escape(c.Compare.Runs[i].Name), escape(strings.TrimSuffix(r.Document.Scenario.Title, ".")), escape(r.Headline+"."))
	}
	b.WriteString("\n## Verdict\n\n")
	fmt.Fprintf(&b, "**%s.**\n\n", escape(c.Headline))
	items(&b, c.Says)
	l.charts(&b)
	for _, t := range c.Tables {
		switch {
		case t.Name == "inputs" && len(t.Rows) == 0:
			b.WriteString("## Why they differ\n\nThe scenarios' inputs are the same.\n\n")
		case t.Name == "inputs":
			fmt.Fprintf(&b, "## Why they differ\n\nThe scenarios differ in %d inputs; `inputs.csv` has them all.\n\n", len(t.Rows))
			some := *t
			some.Rows = t.Rows[:min(len(t.Rows), mostInputs)]
			markdownTable(&b, &some)
			if n := len(t.Rows) - mostInputs; n > 0 {
				fmt.Fprintf(&b, "\n… and %d more.\n", n)
			}
			b.WriteString("\n")
		case t.Name == "dominance" && len(t.Rows) > 0:
			fmt.Fprintf(&b, "## Which is better than which\n\n%s\n\n", escape(t.Help))
			markdownTable(&b, t)
			b.WriteString("\n")
		}
	}
	b.WriteString("## How well it is known\n\n")
	for i, r := range c.Reports {
		if r.Grades != "" {
			fmt.Fprintf(&b, "- **%s**: %s\n", escape(c.Compare.Runs[i].Name), escape(r.Grades))
		}
		for _, s := range r.Shortfalls {
			fmt.Fprintf(&b, "- **%s**, shortfall: %s\n", escape(c.Compare.Runs[i].Name), escape(s))
		}
	}
	b.WriteString("\nThe README.md that `drawdown run` writes for each scenario lists its assumptions.\n\n")
	l.files(&b, c.Manifest(), comparisonNames(c))
	cited(&b, c.citation(), references(c.documents()))
	args := []string{"drawdown", "compare"}
	for _, r := range c.Reports {
		args = append(args, r.Argument()...)
	}
	flags := l.Flags
	if percent := strconv.FormatFloat(100*c.Compare.Corridor, 'f', -1, 64) + "%"; percent != "10%" {
		flags = append([]string{"--corridor", percent}, flags...)
	}
	reproduce(&b, args, c.Manifest().Set, flags, c.Manifest().Inputs)
	return b.Bytes()
}

// mostInputs is how many differing inputs a README lists.
const mostInputs = 40

func tableNames(r *Report) [][2]string {
	var all [][2]string
	for _, t := range r.Tables {
		all = append(all, [2]string{t.Name + ".csv", t.Help})
	}
	return all
}

func comparisonNames(c *Comparison) [][2]string {
	var all [][2]string
	for _, t := range c.Tables {
		all = append(all, [2]string{t.Name + ".csv", t.Help})
	}
	return all
}

// begins is what would make a paragraph something else.
var begins = regexp.MustCompile(`^([#>+\-=]|\d+[.)])`)

// paragraph writes text that comes from elsewhere.
func paragraph(b *bytes.Buffer, s string) {
	if s = strings.TrimSpace(escape(s)); s == "" {
		return
	}
	b.WriteString(guard(s) + "\n\n")
}

// guard keeps the first letters from making a heading, a quotation or a list.
func guard(s string) string {
	if at := begins.FindStringIndex(s); at != nil {
		return s[:at[1]-1] + `\` + s[at[1]-1:]
	}
	return s
}

func items(b *bytes.Buffer, all []string) {
	for _, s := range all {
		fmt.Fprintf(b, "- %s\n", guard(escape(s)))
	}
	if len(all) > 0 {
		b.WriteString("\n")
	}
}

// code shows text as it is typed.
func code(s string) string {
	if s == "" || strings.ContainsAny(s, "`\n\r") {
		return escape(s)
	}
	return "`" + s + "`"
}

// charts shows each chart with its caption.
func (l Layout) charts(b *bytes.Buffer) {
	if len(l.Kinds) == 0 || len(l.Charts) == 0 {
		return
	}
	kind := l.Kinds[0]
	if slices.Contains(l.Kinds, "svg") {
		kind = "svg"
	}
	b.WriteString("## Charts\n\n")
	for i, c := range l.Charts {
		fmt.Fprintf(b, "![%s](%s.%s)\n\n*Figure %d.* %s\n\n", escape(c.Figure.Headline), c.Name, kind, i+1, c.Figure.Caption())
	}
}

// files says what is in the folder.
func (l Layout) files(b *bytes.Buffer, m Manifest, tables [][2]string) {
	b.WriteString("## What is in this folder\n\n")
	fmt.Fprintf(b, "- %s: all tables with native charts, what each column is, and the sources\n", code(WorkbookName))
	for _, t := range tables {
		fmt.Fprintf(b, "- %s: %s\n", code(t[0]), escape(t[1]))
	}
	if len(l.Charts) > 0 && len(l.Kinds) > 0 {
		var names []string
		for _, c := range l.Charts {
			for _, k := range l.Kinds {
				names = append(names, code(c.Name+"."+k))
			}
		}
		fmt.Fprintf(b, "- %s: the charts\n", strings.Join(names, ", "))
	}
	fmt.Fprintf(b, "- %s: describes the CSV tables to programs (Frictionless Data Package)\n", code(PackageName))
	fmt.Fprintf(b, "- %s: the program and the sources, for BibTeX\n", code(ReferencesName))
	fmt.Fprintf(b, "- %s: version, inputs and outputs with their SHA-256\n\n", code("manifest.json"))
}

// The names of the files that describe a result.
const (
	WorkbookName   = "results.xlsx"
	PackageName    = "datapackage.json"
	ReferencesName = "references.bib"
	ReadmeName     = "README.md"
)

// assumptions lists the numbers that nobody published, table by table, and
// counts the others.
func assumptions(d *scenarios.Document) string {
	var b strings.Builder
	all := d.Gradings()
	count := map[string]int{}
	for _, g := range all {
		if g.Key != "" {
			count[g.Grade]++
		}
	}
	if said := tally(count); said != "" && len(count) > 0 {
		fmt.Fprintf(&b, "Of the numbers that the scenario and its treaties grade or give a source for: %s.\n\n", said)
	}
	for _, grade := range slices.Backward(format.Grades) {
		if grade != "assumed" && grade != "estimated" {
			continue
		}
		heading := false
		for i := 0; i < len(all); {
			first := all[i]
			var keys []string
			for ; i < len(all) && all[i].Table == first.Table; i++ {
				if all[i].Grade == grade {
					keys = append(keys, code(strings.TrimPrefix(all[i].Key, ".")))
				}
			}
			if len(keys) == 0 {
				continue
			}
			if !heading {
				fmt.Fprintf(&b, "### %s\n\n", verdict.Capital(grade))
				heading = true
			}
			line := "- " + code(first.Table)
			if first.Key != "" {
				line += ": " + strings.Join(keys, ", ")
			}
			if note := strings.TrimSpace(first.Note); note != "" {
				line += ". " + strings.TrimSuffix(escape(note), ".")
			}
			b.WriteString(line + ".\n")
		}
		if heading {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// ranges lists the uncertainties that a scenario states.
func ranges(d *scenarios.Document) string {
	if len(d.Uncertain) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("### Ranges stated\n\nThe scenario says of these numbers how far they may be off. This run used the number itself; nothing here was drawn from the ranges.\n\n")
	for _, u := range d.Uncertain {
		line := "- " + code(u.Address) + ": " + distribution(&u.Input) + "."
		if u.Why != "" {
			line += " " + escape(u.Why)
		}
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	return b.String()
}

// citation is a sentence that names program, scenario and hash.
func (r *Report) citation() string {
	s := fmt.Sprintf("Simulated with drawdown %s (the drawdown authors) from the scenario “%s”", r.Version, r.Document.Scenario.Title)
	if a := r.Document.Scenario.Author; a != "" {
		s += " by " + a
	}
	if len(r.Document.Set) > 0 {
		s += " with " + verdict.List(r.Document.Set)
	}
	return s + fmt.Sprintf(" (hash %s).", r.Document.Hash()[:12])
}

func (c *Comparison) citation() string {
	var names []string
	for i, r := range c.Reports {
		names = append(names, fmt.Sprintf("“%s” (%s, hash %s)", r.Document.Scenario.Title, c.Compare.Runs[i].Name, r.Document.Hash()[:12]))
	}
	s := fmt.Sprintf("Compared with drawdown %s (the drawdown authors): the scenarios %s", c.Version, verdict.List(names))
	if set := c.Manifest().Set; len(set) > 0 {
		s += ", with " + verdict.List(set)
	}
	return s + "."
}

// hash identifies what a comparison was made from.
func (c *Comparison) hash() string {
	h := sha256.New()
	for _, r := range c.Reports {
		fmt.Fprintln(h, r.Document.Hash())
	}
	fmt.Fprintln(h, scenarios.FormatNumber(c.Compare.Corridor))
	return hex.EncodeToString(h.Sum(nil))
}

func cited(b *bytes.Buffer, citation string, refs []reference) {
	b.WriteString("## How to cite\n\n> " + escape(citation) + "\n\n")
	fmt.Fprintf(b, "For a figure that somebody declared or reported, cite the source and not the program: the %s in %s and on the sheet “%s” of %s.\n\n",
		counting(len(refs), "source"), code(ReferencesName), sourcesSheet, code(WorkbookName))
}

func counting(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Argument is the scenario as one types it.
func (r *Report) Argument() []string {
	if len(r.Document.Files) == 0 {
		return []string{r.Document.Name}
	}
	name := r.Document.Files[0].Name
	if rest, ok := strings.CutPrefix(name, "library:"); ok {
		name = strings.TrimSuffix(rest, ".toml")
	}
	return []string{name}
}

// reproduce says how to make the folder again.
func reproduce(b *bytes.Buffer, args, set, flags []string, inputs []FileHash) {
	for _, s := range set {
		args = append(args, "--set", s)
	}
	args = append(append(args, flags...), "--out", "results")
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = shell(a)
	}
	command := strings.Join(quoted, " ")
	if slices.Contains(args, "-") {
		command += " < scenario.toml"
	}
	fence := "```"
	for strings.Contains(command, fence) {
		fence += "`"
	}
	fmt.Fprintf(b, "## How to reproduce\n\n%ssh\n%s\n%s\n\n", fence, command, fence)
	b.WriteString("Equal input gives equal bytes: `manifest.json` has the SHA-256 of every file. What was read:\n\n| File | SHA-256 |\n| --- | --- |\n")
	for _, f := range inputs {
		fmt.Fprintf(b, "| %s | %s |\n", escape(f.Name), code(f.SHA256))
	}
}

var safe = regexp.MustCompile(`^[A-Za-z0-9_./:=,@%+-]+$`)

// shell quotes a word for a Unix shell.
func shell(s string) string {
	if safe.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
