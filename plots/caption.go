package plots

import "strings"

// Caption is the figure's caption in Markdown, ready to be pasted under it:
// the finding, what is shown, how to read it, and the source.
func (f *Figure) Caption() string {
	var parts []string
	if f.Headline != "" {
		parts = append(parts, "**"+plain(sentence(f.Headline))+"**")
	}
	shown := f.Subtitle
	if len(f.Panels) > 0 {
		m := measure(f.Size)
		g := trimmed(f)
		shown = subtitle(g, makeCells(g, m, columnsOf(g)))
	}
	for _, s := range []string{shown, f.Missing, f.Reading, f.Source} {
		if s != "" {
			parts = append(parts, plain(sentence(s)))
		}
	}
	return strings.Join(parts, " ")
}

// plain keeps Markdown from reading signs into text.
func plain(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		if strings.ContainsRune("\\`*_[]<>|~&$#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
