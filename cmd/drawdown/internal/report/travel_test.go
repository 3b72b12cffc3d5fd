package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"drawdown/plots"
)

var bibKey = regexp.MustCompile(`(?m)^@(\w+)\{([^,]*),$`)

// The references are exactly the sources cited, and the pages of the record,
// under keys that BibTeX takes.
func TestReferences(t *testing.T) {
	for _, r := range []*Report{load(t, "new-start", ""), load(t, "us-plan-2014", ""), load(t, "awkward.toml", awkward)} {
		text := string(r.References())
		if !bytes.Equal(r.References(), []byte(text)) {
			t.Error("two lists of references differ")
		}
		pages := map[string]bool{}
		want := 1 // the program
		for _, s := range r.Document.Sources {
			if s.Cited {
				want++
				pages[s.URL] = true
			}
			if listed := strings.Contains(text, bibText(s.Title)); listed != s.Cited {
				t.Errorf("%s: %s is cited: %v, listed: %v", r.Document.Name, s.Key, s.Cited, listed)
			}
		}
		if rec := r.Document.Record; rec != nil {
			for _, p := range rec.Points {
				if isPage(p.Source) && !pages[p.Source] {
					pages[p.Source] = true
					want++
				}
			}
		}
		keys := map[string]bool{}
		all := bibKey.FindAllStringSubmatch(text, -1)
		for _, m := range all {
			if keys[m[2]] || !regexp.MustCompile(`^[A-Za-z0-9-]+$`).MatchString(m[2]) {
				t.Errorf("%s: the key %q is there twice, or BibTeX does not take it", r.Document.Name, m[2])
			}
			keys[m[2]] = true
		}
		if len(all) != want {
			t.Errorf("%s: %d entries, want %d", r.Document.Name, len(all), want)
		}
		depth := 0
		for _, c := range text {
			switch c {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 {
				break
			}
		}
		if depth != 0 {
			t.Errorf("%s: the braces do not match", r.Document.Name)
		}
	}
}

// Signs that TeX takes for its own are escaped, letters of other languages are
// not.
func TestReferencesEscape(t *testing.T) {
	got := string(load(t, "awkward.toml", awkward).References())
	want := `@techreport{t-odd-key,
  author       = {{Café Ünlü}},
  title        = {{Tanks \& \textbraceleft{}braces\textbraceright{} 100\% \#1 under\_score \textbackslash{} \textasciitilde{}tilde\textasciicircum{} Größe \$5}},
  institution  = {{A\_B \& C}},
  year         = {{2019}},
  date         = {{2019-03-04}},
  url          = {https://example.org/a_b%20c?d=%7Be%7D&f#g},
  urldate      = {{2020-01-02}},
  note         = {{a \textbraceright{} alone}},
}

@misc{t-odd-key-2,
  title        = {{The same key once the signs are gone}},
  year         = {{2018}},
  url          = {https://example.org/2},
}
`
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant at the end\n%s", got, want)
	}
}

// The data package describes the CSV files as they are.
func TestDataPackage(t *testing.T) {
	r := load(t, "new-start", "")
	text, err := r.DataPackage()
	if err != nil {
		t.Fatal(err)
	}
	var p dataPackage
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^[a-z0-9._/-]+$`).MatchString(p.Name) || p.Version != "0.0.1" || p.Title == "" || len(p.Sources) == 0 {
		t.Errorf("the package is called %q, %q, version %q, with %d sources", p.Name, p.Title, p.Version, len(p.Sources))
	}
	if len(p.Resources) != len(r.Tables) {
		t.Fatalf("%d resources for %d tables", len(p.Resources), len(r.Tables))
	}
	for i, res := range p.Resources {
		content := r.Tables[i].CSV()
		rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range res.Schema.Fields {
			names = append(names, f.Name)
			if f.Description == "" || !slices.Contains([]string{"date", "integer", "number", "string"}, f.Type) {
				t.Errorf("%s.%s is %q: %q", res.Name, f.Name, f.Type, f.Description)
			}
		}
		if !slices.Equal(names, rows[0]) {
			t.Errorf("%s has the fields %v, its file %v", res.Name, names, rows[0])
		}
		sum := sha256.Sum256(content)
		if res.Bytes != len(content) || res.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
			t.Errorf("%s has other bytes than its file", res.Name)
		}
		if !slices.Equal(res.Schema.MissingValues, []string{""}) {
			t.Errorf("%s: what is missing is %q", res.Name, res.Schema.MissingValues)
		}
	}
}

// render parses Markdown as forges do, and returns what it shows.
func render(t *testing.T, source []byte) (doc ast.Node, page string) {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	doc = md.Parser().Parse(text.NewReader(source))
	var b bytes.Buffer
	if err := md.Convert(source, &b); err != nil {
		t.Fatal(err)
	}
	return doc, b.String()
}

// A README shows its charts and keeps texts of the scenario from being read as
// Markdown or HTML.
func TestReadme(t *testing.T) {
	r := load(t, "awkward.toml", awkward)
	charts := r.Charts(plots.Page, false)
	readme := r.Readme(Layout{Charts: charts, Kinds: []string{"png", "svg"}, Flags: []string{"--charts", "png,svg"}})
	doc, page := render(t, readme)
	var images, titles []string
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Image:
			if entering {
				images = append(images, string(n.Destination))
			}
		case *ast.RawHTML, *ast.HTMLBlock:
			t.Errorf("a text became HTML: %s", page)
		case *ast.Link:
			t.Errorf("a text became a link to %s", n.Destination)
		case *ast.Heading:
			if entering && n.Level == 1 {
				titles = append(titles, "")
			}
		}
		return ast.WalkContinue, nil
	})
	var want []string
	for _, c := range charts {
		want = append(want, c.Name+".svg")
	}
	if len(want) < 2 || !slices.Equal(images, want) {
		t.Errorf("the images are %v, want %v", images, want)
	}
	if len(titles) != 1 {
		t.Errorf("%d titles", len(titles))
	}
	for _, bad := range []string{"<script", "<img src=x", "<b>", "<del>", "<em>plain"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	for _, want := range []string{
		"<h1>=HYPERLINK(&quot;x&quot;) &lt;script&gt;alert(1)&lt;/script&gt; &amp; [a](javascript:b)</h1>",
		"<p># No heading &lt;img src=x onerror=y&gt; *plain* ~~struck~~</p>",
		"<h3>Assumed</h3>", "<h3>Estimated</h3>",
		"<code>party.A.system.m</code>: <code>loading</code>. 1. no list &lt;b&gt;no bold&lt;/b&gt; | [no](",
		"drawdown run awkward.toml --charts png,svg --out results",
		"2 declared, 4 estimated, 1 assumed", // a schedule's levels and a system's
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s\n%s", want, page)
		}
	}
}

// A comparison's README names what is compared and how to do it again.
func TestComparisonReadme(t *testing.T) {
	reports := []*Report{load(t, "new-start", ""), load(t, "us-plan-2014", "")}
	c := Compare("0.0.1", reports, []string{"new-start", "us-plan-2014"}, 0.25)
	_, page := render(t, c.Readme(Layout{}))
	for _, want := range []string{
		"<h1>Comparison of new-start and us-plan-2014</h1>", "The baseline is new-start.", "<h2>Why they differ</h2>",
		"drawdown compare new-start us-plan-2014 --corridor 25% --out results",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(page, "<img") {
		t.Error("there is an image, but no chart was drawn")
	}
}

// Words are quoted for a shell only where they must be.
func TestShell(t *testing.T) {
	for word, want := range map[string]string{
		"schedule.a.per_year=-20": "schedule.a.per_year=-20",
		"title=it's $HOME":        `'title=it'\''s $HOME'`,
		"":                        "''",
	} {
		if got := shell(word); got != want {
			t.Errorf("%q is quoted as %s, want %s", word, got, want)
		}
	}
}
