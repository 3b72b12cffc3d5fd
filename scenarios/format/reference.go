package format

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// prose is what the keys alone do not say. Lines of the form <!-- keys:... -->
// stand for what is written from the descriptions.
//
//go:embed reference.md
var prose string

// Reference returns the reference of the format, in Markdown: every key, from
// the descriptions that Check uses, and the rules that the keys alone do not
// carry.
func Reference() string {
	var b strings.Builder
	for line := range strings.Lines(prose) {
		switch strings.TrimSpace(line) {
		case "<!-- keys:common -->":
			keyTable(&b, common, nil)
		case "<!-- keys:scenario -->":
			d := documenter{b: &b, seen: map[*Table]string{TreatyKeys: "a treaty"}}
			d.table(ScenarioKeys, "")
		case "<!-- keys:treaty -->":
			d := documenter{b: &b, seen: map[*Table]string{sources: "a source"}}
			d.table(TreatyKeys, "")
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}

// documenter writes a table of keys, then those of the tables within it.
type documenter struct {
	b    *strings.Builder
	seen map[*Table]string // tables described elsewhere, with their headings
}

func (d documenter) table(t *Table, address string) {
	if address != "" {
		fmt.Fprintf(d.b, "\n### %s\n\n`[%s]`\n\n%s\n\n", heading(t), address, t.Help)
	}
	keyTable(d.b, t.Keys, d.see)
	for _, k := range t.Keys {
		if k.Table == nil || d.seen[k.Table] != "" {
			continue
		}
		d.seen[k.Table] = t.Name
		inner := k.Name
		if address != "" {
			inner = address + "." + k.Name
		}
		d.table(k.Table, inner+member(k))
	}
}

// see tells where the tables of a key are described.
func (d documenter) see(t *Table) string {
	return fmt.Sprintf("[%s](#%s)", t.Name, anchor(heading(t)))
}

// heading is a table's name as a heading.
func heading(t *Table) string {
	name := t.Name
	if t == treatyEvents {
		name += " of a treaty's own" // the scenario has events too
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// anchor is the name by which a Markdown page finds a heading.
func anchor(heading string) string {
	return strings.NewReplacer(" ", "-", "'", "").Replace(strings.ToLower(heading))
}

// member is the part of an address that the author chooses.
func member(k *Key) string {
	switch {
	case k.Kind == Addressed:
		return `."ADDRESS"`
	case k.Kind != Named:
		return ""
	case k.Table == parties:
		return ".CODE"
	}
	return ".NAME"
}

// keyTable writes keys as a Markdown table. see links to the tables of a key.
func keyTable(b *strings.Builder, keys []*Key, see func(*Table) string) {
	b.WriteString("| Key | Takes | If left out | Meaning | Example |\n| --- | --- | --- | --- | --- |\n")
	for _, k := range keys {
		without := k.Default
		if k.Required || k.Name == "format" {
			without = "**required**"
		}
		takes := k.takes()
		if k.Table != nil && see != nil {
			takes += ": " + see(k.Table)
		}
		example := ""
		if k.Example != "" {
			example = "`" + k.Example + "`"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", k.Name, cell(takes), cell(without), cell(k.Help), cell(example))
	}
}

// cell keeps a text from ending a cell of a Markdown table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// takes says in words what a key takes.
func (k *Key) takes() string {
	var s string
	switch k.Kind {
	case Text:
		return "text"
	case Texts:
		return "a list of text"
	case Choice:
		return "one of " + choices(k.Choices)
	case Choices:
		return "a list of " + choices(k.Choices)
	case Date:
		return "a date"
	case Dates:
		return "a list of dates"
	case DateOrYear:
		return "a date, or a year"
	case Numbers:
		return "a list of numbers"
	case Grade:
		return "one of " + choices(k.Choices) + "; or by key"
	case Cite:
		return "text, or a list of text; or by key"
	case Fixed:
		return "a table"
	case Named:
		return "tables, by name"
	case Addressed:
		return "tables, by address"
	case Free:
		return "a table of anything"
	case Whole:
		s = "a whole number"
	case Number:
		s = "a number"
	case Years:
		s = "a table: year = number"
	case Steps:
		s = "a table: date = number, or `\"none\"`"
	case Weight:
		s = "a number, or one of " + choices(k.Choices)
	}
	s += k.allowed()
	if k.Unit != "" {
		s += "; " + k.Unit
	}
	return s
}

// allowed says in words which numbers a key takes.
func (k *Key) allowed() string {
	switch most := thousands(k.Max); {
	case k.Signed:
		return ", also negative"
	case k.Max > 0 && k.Min == k.Max:
		return ": " + most
	case k.AboveMin && k.Max > 0:
		return fmt.Sprintf(", more than %s, at most %s", thousands(k.Min), most)
	case k.AboveMin:
		return ", more than " + thousands(k.Min)
	case k.Max > 0:
		return fmt.Sprintf(", %s to %s", thousands(k.Min), most)
	}
	return fmt.Sprintf(", %s or more", thousands(k.Min))
}

// thousands writes a bound for people; years stay together.
func thousands(x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if len(s) <= 4 || strings.Contains(s, ".") {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func choices(list []string) string {
	quoted := make([]string, len(list))
	for i, c := range list {
		quoted[i] = "`\"" + c + "\"`"
	}
	return strings.Join(quoted, ", ")
}
