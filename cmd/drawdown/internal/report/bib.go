package report

import (
	"bytes"
	"fmt"
	"strings"

	"drawdown/scenarios"
)

// References is what the run rests on as BibTeX: the program, then the sources
// that the scenario cites, then those of the declared figures in the charts.
func (r *Report) References() []byte {
	return bibliography(r.Version, []*scenarios.Document{r.Document})
}

// References is what the runs compared rest on as BibTeX.
func (c *Comparison) References() []byte { return bibliography(c.Version, c.documents()) }

func bibliography(version string, docs []*scenarios.Document) []byte {
	var b bytes.Buffer
	b.WriteString("% UTF-8. The program first, then the sources in the order of the scenario.\n\n")
	bibEntry(&b, "software", "drawdown-"+citeKey(version), [][2]string{
		{"author", literal("the drawdown authors")},
		{"title", literal("drawdown: a simulator of arms reductions")},
		{"version", literal(version)},
	})
	for _, s := range references(docs) {
		b.WriteByte('\n')
		bibEntry(&b, kindOf(s), s.key, fields(s))
	}
	return b.Bytes()
}

// kindOf is techreport where all is known that one needs, otherwise misc.
func kindOf(s reference) string {
	if s.Author != "" && s.Publisher != "" && s.Published != "" {
		return "techreport"
	}
	return "misc"
}

func fields(s reference) [][2]string {
	var all [][2]string
	add := func(name, value string) {
		if value != "" {
			all = append(all, [2]string{name, value})
		}
	}
	text := func(s string) string {
		if s == "" {
			return ""
		}
		return literal(s)
	}
	author := s.Author
	if author == "" {
		author = s.Publisher // the body that answers for it
	}
	add("author", text(author))
	add("title", text(s.Title))
	switch {
	case kindOf(s) == "techreport":
		add("institution", text(s.Publisher))
	case s.Author != "":
		add("howpublished", text(s.Publisher))
	}
	if len(s.Published) >= 4 {
		add("year", text(s.Published[:4]))
	}
	if len(s.Published) > 4 {
		add("date", text(s.Published))
	}
	if s.URL != "" {
		add("url", "{"+bibURL(s.URL)+"}")
	}
	if s.Accessed != 0 {
		add("urldate", text(s.Accessed.String()))
	}
	var notes []string
	if s.AsOf != 0 {
		notes = append(notes, "data of "+s.AsOf.Long())
	}
	if s.Note != "" {
		notes = append(notes, s.Note)
	}
	add("note", text(strings.Join(notes, "; ")))
	return all
}

func bibEntry(b *bytes.Buffer, kind, key string, fields [][2]string) {
	fmt.Fprintf(b, "@%s{%s,\n", kind, key)
	for _, f := range fields {
		fmt.Fprintf(b, "  %-12s = %s,\n", f[0], f[1])
	}
	b.WriteString("}\n")
}

// literal writes text that is printed as it stands: two pairs of braces keep
// capitals in titles, and bodies from being read as surname and first name.
func literal(s string) string { return "{{" + bibText(s) + "}}" }

// bibText escapes what TeX takes for its own. BibTeX counts braces even behind
// a backslash, so these are written by name.
func bibText(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
		"&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	).Replace(strings.Join(strings.Fields(s), " "))
}

// bibURL percent-encodes what would end the field or the address; the rest
// stands verbatim.
func bibURL(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`{}\"<>^`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
