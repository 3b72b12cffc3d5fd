package format_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"pgregory.net/rapid"

	"drawdown/scenarios"
	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/naive"
	"drawdown/scenarios/internal/tree"
)

var update = flag.Bool("update", false, "write goldens anew")

func schemaOf(t testing.TB, table *format.Table) []byte {
	t.Helper()
	text, err := format.Schema(table)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSchemaGolden(t *testing.T) {
	for name, table := range map[string]*format.Table{"scenario": format.ScenarioKeys, "treaty": format.TreatyKeys} {
		got := schemaOf(t, table)
		file := filepath.Join("testdata", name+".schema.json")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is out of date; run: go test ./scenarios/format -run Golden -update", file)
		}
		if !bytes.Equal(got, schemaOf(t, table)) {
			t.Errorf("the schema of %s is not the same twice", name)
		}
	}
}

// editor is a schema as editors read it: by its own draft, or as draft 7.
type editor struct{ own, seven *jsonschema.Schema }

func compile(t testing.TB, table *format.Table) editor {
	t.Helper()
	text := schemaOf(t, table)
	// Compiling holds the schema against the metaschema of its draft.
	as := func(draft string) *jsonschema.Schema {
		const own = "https://json-schema.org/draft/2020-12/schema"
		if !bytes.Contains(text, []byte(own)) {
			t.Fatal("the schema does not name its draft")
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(text, []byte(own), []byte(draft), 1)))
		if err != nil {
			t.Fatal(err)
		}
		id := doc.(map[string]any)["$id"].(string)
		c := jsonschema.NewCompiler()
		if err := c.AddResource(id, doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return editor{as("https://json-schema.org/draft/2020-12/schema"), as("http://json-schema.org/draft-07/schema#")}
}

// A complaint is one mistake that a schema finds, with the lines of all that
// it is about. What is about a table's keys together the reader may say of
// any one of them.
type complaint struct {
	lines, keys []int
	says        string
}

func (c complaint) about(line int) bool {
	return slices.Contains(c.lines, line) || slices.Contains(c.keys, line)
}

// complaints returns what a schema finds in a tree.
func (e editor) complaints(t fataler, root *tree.Node) []complaint {
	t.Helper()
	v := asJSON(root)
	err := e.own.Validate(v)
	if seven := e.seven.Validate(v); (err == nil) != (seven == nil) {
		t.Fatalf("the drafts differ:\n%v\n%v", err, seven)
	}
	if err == nil {
		return nil
	}
	var all []complaint
	flatten(root, err.(*jsonschema.ValidationError), &all)
	return all
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// flatten collects the leaves of an error; what is about alternatives stays
// together.
func flatten(root *tree.Node, err *jsonschema.ValidationError, all *[]complaint) {
	switch err.ErrorKind.(type) {
	case *kind.AnyOf, *kind.OneOf, *kind.Not, *kind.PropertyNames:
	default:
		if len(err.Causes) > 0 {
			for _, c := range err.Causes {
				flatten(root, c, all)
			}
			return
		}
	}
	c := complaint{lines: linesOf(root, err), says: err.Error()}
	switch err.ErrorKind.(type) {
	case *kind.AnyOf, *kind.OneOf, *kind.Not, *kind.Required:
		for _, child := range find(root, err.InstanceLocation).Children {
			c.keys = append(c.keys, lineOf(child, child.At))
		}
	}
	*all = append(*all, c)
}

func lineOf(n *tree.Node, at diag.Span) int { return n.Source.Pos(at.Start).Line }

// find follows a path of keys and of places in lists, as far as it leads: the
// name of a key is itself an instance.
func find(n *tree.Node, path []string) *tree.Node {
	for _, key := range path {
		c := n.Child(key)
		if i := 0; c == nil && n.Kind == tree.Array {
			fmt.Sscan(key, &i)
			c = n.Children[i]
		}
		if c == nil {
			break
		}
		n = c
	}
	return n
}

func linesOf(root *tree.Node, err *jsonschema.ValidationError) []int {
	n := find(root, err.InstanceLocation)
	lines := []int{lineOf(n, n.At), lineOf(n, n.Val)}
	switch k := err.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		lines = nil
		for _, key := range k.Properties {
			lines = append(lines, lineOf(n, n.Child(key).At))
		}
	case *kind.PropertyNames:
		lines = nil // the validator's location of these is not to be relied on
		root.Walk(func(address []string, n *tree.Node) {
			if address[len(address)-1] == k.Property {
				lines = append(lines, lineOf(n, n.At))
			}
		})
	}
	for _, c := range err.Causes {
		lines = append(lines, linesOf(root, c)...)
	}
	return lines
}

// asJSON is a TOML tree as editors hold it against a schema: dates are text,
// and what JSON has no number for is null. What is not TOML is not there.
func asJSON(n *tree.Node) any {
	switch n.Kind {
	case tree.Table:
		o := map[string]any{}
		for _, c := range n.Children {
			if !c.Bad {
				o[c.Key] = asJSON(c)
			}
		}
		return o
	case tree.Array:
		all := []any{}
		for _, c := range n.Children {
			if !c.Bad {
				all = append(all, asJSON(c))
			}
		}
		return all
	case tree.Text:
		return n.Text()
	case tree.Whole:
		return json.Number(fmt.Sprint(n.Whole()))
	case tree.Number:
		if !n.IsFinite() {
			return nil
		}
		return n.Float()
	case tree.Bool:
		return n.Truth()
	}
	return n.Raw
}

func parse(t fataler, name, text string) *tree.Node {
	t.Helper()
	var list diag.List
	root := tree.Parse(&diag.Source{Name: name, Text: text}, &list)
	if root == nil || list.HasErrors() {
		t.Fatalf("%s: %v\n%s", name, list.All(), text)
	}
	return root
}

// editors are the two schemas.
type editors struct{ scenario, treaty editor }

func compileBoth(t testing.TB) editors {
	return editors{compile(t, format.ScenarioKeys), compile(t, format.TreatyKeys)}
}

// of chooses the schema that a file's author would name.
func (e editors) of(root *tree.Node) editor {
	if root.Child("start") == nil && (root.Child("short") != nil || root.Child("limit") != nil) {
		return e.treaty
	}
	return e.scenario
}

func TestSchemaAcceptsLibrary(t *testing.T) {
	e := compileBoth(t)
	count := map[scenarios.Kind]int{}
	for _, entry := range scenarios.Library() {
		if entry.Kind == scenarios.KindRecord {
			continue
		}
		count[entry.Kind]++
		root := parse(t, entry.Path, entry.Text())
		s := e.scenario
		if entry.Kind == scenarios.KindTreaty {
			s = e.treaty
		}
		for _, c := range s.complaints(t, root) {
			t.Errorf("%s:%v: %s", entry.Path, c.lines, c.says)
		}
	}
	if count[scenarios.KindScenario] == 0 || count[scenarios.KindTreaty] == 0 {
		t.Errorf("the library has %v", count)
	}
}

// Whatever is valid is accepted, files that extend others included. A file made
// to be extended need not be whole; then the schema misses what the reader
// does.
func TestSchemaAcceptsRandom(t *testing.T) {
	e := compileBoth(t)
	extending, refused := 0, 0
	try := func(t fataler, files naive.Files) {
		read := func(name string) (io.ReadCloser, error) { return files.FS().Open(filepath.ToSlash(name)) }
		for name, text := range files {
			root := parse(t, name, text)
			if root.Child("extends") != nil {
				extending++
			}
			found := e.of(root).complaints(t, root)
			if len(found) == 0 {
				continue
			}
			refused++
			list := scenarios.Validate(name, scenarios.Options{Read: read})
			for _, c := range found {
				if !confirmed(c, name, list.All()) {
					t.Fatalf("%s:%v: only the schema sees %s\n%s", name, c.lines, c.says, files)
				}
			}
		}
	}
	for seed := range uint64(300) {
		try(t, naive.Random(seed))
	}
	if extending < 50 || refused > 200 {
		t.Errorf("%d files extend others, %d are refused", extending, refused)
	}
	rapid.Check(t, func(t *rapid.T) { try(t, naive.Scenarios().Draw(t, "scenario")) })
}

// confirmed reports whether the reader has an error where the schema has one.
func confirmed(c complaint, name string, list []*diag.Diagnostic) bool {
	return slices.ContainsFunc(list, func(d *diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Source.Name == name && c.about(d.Pos().Line)
	})
}

// What editors can be told of each code.
const (
	always    = "every mistake of this code"
	sometimes = "some"
)

// sight says of every code whether the schema sees it, or why it cannot.
var sight = map[diag.Code]string{
	diag.UnknownKey:    always,
	diag.MissingKey:    always,
	diag.WrongType:     always, // but see blind
	diag.NotWhole:      always,
	diag.NotFinite:     always,
	diag.OutOfRange:    sometimes, // not a date outside of the scenario
	diag.BadChoice:     always,
	diag.UnknownFormat: always,
	diag.BadName:       sometimes, // not the name of a treaty's file
	diag.BadDate:       sometimes, // not a 29 February
	diag.ScheduleForm:  always,
	diag.TreatyRule:    always,
	diag.ExpectForm:    sometimes, // not until before from
	diag.Uncertainty:   sometimes, // not low above high

	diag.Duplicate:      sometimes, // not two treaties of one name
	diag.UnknownAddress: sometimes, // not which addresses there are

	diag.Syntax:         "there is nothing to hold against a schema; the editor says so by itself",
	diag.TooLarge:       "about the file, not about what is in it",
	diag.TooDeep:        "about the file, not about what is in it",
	diag.Unreadable:     "takes the file named",
	diag.NotText:        "about the file, not about what is in it",
	diag.ExtendsLoop:    "takes the file named",
	diag.ExtendsTooDeep: "takes the file named",
	diag.UnknownName:    "takes what stands elsewhere",
	diag.Balance:        "takes what stands elsewhere",
	diag.BalanceSum:     "arithmetic",
	diag.EndBeforeStart: "arithmetic",
	diag.TooLong:        "arithmetic",
	diag.DeployedOver:   "arithmetic",
	diag.LoadingOver:    "arithmetic",
	diag.PoolUnclear:    "takes what stands elsewhere",
	diag.ScheduleClash:  "takes what stands elsewhere",
	diag.TooEarly:       "arithmetic",
	diag.CapUnderLot:    "takes what stands elsewhere",
	diag.NoMissiles:     "takes what stands elsewhere",
	diag.BadRecord:      "takes the file named",
	diag.NameStyle:      "a warning, and a schema has none",
	diag.NoEffect:       "a warning, and a schema has none",
	diag.TreatyDates:    "a warning, and a schema has none",
	diag.UnusedSource:   "a warning, and a schema has none",
	diag.NotComputable:  "a warning, and a schema has none",
}

var quotedDate = regexp.MustCompile(`"[0-9]{4}-[0-9]{2}-[0-9]{2}"`)

// blind reports whether an editor is blind to a mistake for want of TOML's own
// types, dates are text to it and 400.0 is 400, or of the file that is named.
func blind(d *diag.Diagnostic) bool {
	value := d.Source.Text[d.Span.Start:d.Span.End]
	switch d.Code {
	case diag.WrongType:
		return quotedDate.MatchString(value) || strings.HasSuffix(d.Message, " belongs here") || strings.Contains(d.Message, "must be text, not a date") ||
			strings.Contains(d.Message, "a list of text, not a date")
	case diag.NotWhole:
		return strings.HasSuffix(value, ".0")
	case diag.UnknownKey:
		return d.Message == "this file is a treaty, not a scenario"
	}
	return false
}

// Of the bad scenarios of the gallery the schema refuses what it can, on the
// line on which the reader does, and nothing else.
func TestSchemaRefusesGallery(t *testing.T) {
	for _, c := range diag.Codes {
		if sight[c.Code] == "" {
			t.Errorf("is the schema to see %s?", c.Code)
		}
	}
	e := compileBoth(t)
	files, err := filepath.Glob("../testdata/gallery/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no gallery", err)
	}
	seen := map[diag.Code]int{}
	for _, name := range files {
		_, list := scenarios.Load(name, scenarios.Options{})
		bySource := map[*diag.Source][]*diag.Diagnostic{}
		for _, d := range list.All() {
			bySource[d.Source] = append(bySource[d.Source], d)
		}
		for src, diagnostics := range bySource {
			if filepath.Ext(src.Name) != ".toml" {
				continue
			}
			var slips diag.List
			root := tree.Parse(src, &slips)
			if root == nil {
				continue
			}
			found := e.of(root).complaints(t, root)
			extends := root.Child("extends") != nil
			for _, d := range diagnostics {
				on := slices.ContainsFunc(found, func(c complaint) bool {
					return slices.Contains(c.lines, d.Pos().Line) || together[d.Code] && c.about(d.Pos().Line)
				})
				slip := slices.ContainsFunc(slips.All(), func(s *diag.Diagnostic) bool { return s.Pos().Line == d.Pos().Line })
				switch {
				case on:
					seen[d.Code]++
				case extends && (d.Code == diag.MissingKey || d.Code == diag.ScheduleForm): // what is inherited, nobody sees here
				case sight[d.Code] == always && !blind(d) && !slip:
					t.Errorf("the schema does not see %s", d)
				}
			}
			if src.Name != filepath.ToSlash(name) && src.Name != name {
				// What another file is laid over is not read for itself.
				diagnostics = scenarios.Validate(src.Name, scenarios.Options{}).All()
			}
			if slices.ContainsFunc(diagnostics, func(d *diag.Diagnostic) bool { return stops[d.Code] }) {
				continue
			}
			for _, c := range found {
				if !confirmed(c, src.Name, diagnostics) {
					t.Errorf("%s:%v: only the schema sees %s", src.Name, c.lines, c.says)
				}
			}
		}
	}
	for code, how := range sight {
		if (how == always || how == sometimes) && seen[code] == 0 {
			t.Errorf("nothing in the gallery shows that the schema sees %s", code)
		}
	}
}

// together are the codes of what is wrong between keys.
var together = map[diag.Code]bool{
	diag.ScheduleForm: true, diag.TreatyRule: true, diag.ExpectForm: true, diag.Uncertainty: true, diag.UnknownKey: true,
}

// stops are the codes after which the reader does not look at everything.
var stops = map[diag.Code]bool{
	diag.UnknownFormat: true, diag.Unreadable: true, diag.ExtendsLoop: true, diag.ExtendsTooDeep: true, diag.TooLarge: true,
	diag.Duplicate: true, // of two treaties of one name, the reader looks at one
}

// values are of every kind that TOML has, and then some.
var values = []string{
	`true`, `0`, `1`, `-1`, `5`, `2018`, `1_000_001`, `1.5`, `-0.5`, `4.0`, `nan`, `inf`, `""`, `"text"`, `"none"`, `"even"`, `"icbm"`,
	`"deployed"`, `"declared"`, `"5"`, `"2018-02-05"`, `2018-02-05`, `2018-02-05T10:00:00Z`, `10:00:00`, `[]`, `["text"]`, `["icbm", "slbm"]`,
	`[1, 2.5]`, `[1, "a"]`, `["a", ["b"]]`, `[2018-02-05]`, `["2018-02-05"]`, `[nan]`, `[{}]`, `{}`, `{ a = 1 }`, `{ a = {} }`, `{ "a b" = {} }`, `{ "a.b" = {} }`,
	`{ "a.b" = 1 }`, `{ 2018 = 1 }`, `{ 2018 = 1.5, 2019 = 2 }`, `{ 2018 = -1 }`, `{ 2018 = "none" }`, `{ 18 = 1 }`, `{ 2018 = 1, y = 2 }`, `{ 2018-02-05 = 1 }`, `{ 2018-02-05 = -1 }`,
	`{ 2018-02-05 = "none" }`, `{ 2018-02-05 = "some" }`, `{ 2018-02-05 = {} }`, `{ 2018-13-01 = 1 }`, `{ 2018-2-5 = 1 }`, `{ name = "declared" }`,
	`{ name = "text" }`, `{ name = ["text"] }`, `{ name = [1] }`, `{ note = "declared" }`, `{ party = "declared" }`, `{ a = { frobnicate = 1 } }`,
}

// unseen lists, by what a key takes, the values that only TOML tells apart.
func unseen(k *format.Key, value string) bool {
	switch k.Kind {
	case format.Text:
		return slices.Contains([]string{`2018-02-05`, `2018-02-05T10:00:00Z`, `10:00:00`}, value)
	case format.Cite:
		return slices.Contains([]string{`2018-02-05`, `2018-02-05T10:00:00Z`, `10:00:00`, `[2018-02-05]`}, value)
	case format.Texts:
		return value == `[2018-02-05]`
	case format.Date, format.DateOrYear:
		return value == `"2018-02-05"` || k.Kind == format.DateOrYear && value == `4.0`
	case format.Dates:
		return value == `["2018-02-05"]`
	case format.Whole:
		return value == `4.0` && k.Name != "format"
	}
	return false
}

// Of every key and every kind of value, the schema says the same as the
// reader, but for what only TOML tells apart.
func TestSchemaAgreesWithCheck(t *testing.T) {
	e := compileBoth(t)
	tried := 0
	try := func(s editor, of, t2 *format.Table, address string, k *format.Key) {
		for _, value := range values {
			if (k.Least > 0 || k.Once) && strings.HasPrefix(value, "[") {
				continue // the reader counts later
			}
			if k.Table != nil && k.Table.Alone && strings.HasPrefix(value, "{") {
				continue // and sees later what a claim is about
			}
			head := "format = 1\nextends = \"base\"\n"
			if address == "" && strings.Contains(head, k.Name+" =") {
				head = "" // a file that says nothing else misses keys, on its first line
			}
			if address != "" {
				head += "[" + address + "]\n"
			}
			line := strings.Count(head, "\n") + 2
			root := parse(t, "x.toml", head+"\n"+k.Name+" = "+value+"\n")
			var list diag.List
			found := s.complaints(t, root)
			format.Check(root, of, true, &list)
			reader := slices.ContainsFunc(list.All(), func(d *diag.Diagnostic) bool { return d.Severity == diag.Error && d.Pos().Line == line })
			schema := slices.ContainsFunc(found, func(c complaint) bool { return slices.Contains(c.lines, line) })
			tried++
			if blind := unseen(k, value); blind && (schema || !reader) || !blind && schema != reader {
				t.Errorf("[%s] %s = %s: the reader refuses: %t, the schema refuses: %t", address, k.Name, value, reader, schema)
			}
		}
	}
	var walk func(s editor, of, table *format.Table, address string)
	walk = func(s editor, of, table *format.Table, address string) {
		keys := append(slices.Clone(table.Keys), &format.Key{Name: "frobnicate", Kind: format.Free})
		for _, name := range []string{"grade", "source", "note"} {
			if k := table.Key(name); k != nil && !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
		for _, k := range keys {
			try(s, of, table, address, k)
			if k.Table == nil {
				continue
			}
			inner := strings.TrimPrefix(address+"."+k.Name, ".")
			switch k.Kind {
			case format.Named:
				inner += ".a"
			case format.Addressed:
				inner += `."a.b"`
			}
			walk(s, of, k.Table, inner)
		}
	}
	walk(e.scenario, format.ScenarioKeys, format.ScenarioKeys, "")
	walk(e.treaty, format.TreatyKeys, format.TreatyKeys, "")
	if tried < 5000 {
		t.Errorf("only %d values were tried", tried)
	}
}

// Every key of the descriptions is in the schema, explained, and nothing else.
func TestSchemaKeys(t *testing.T) {
	for _, table := range []*format.Table{format.ScenarioKeys, format.TreatyKeys} {
		var root map[string]any
		if err := json.Unmarshal(schemaOf(t, table), &root); err != nil {
			t.Fatal(err)
		}
		follow := func(v any) map[string]any {
			o, _ := v.(map[string]any)
			if ref, ok := o["$ref"].(string); ok {
				if len(o) > 1 {
					t.Errorf("something stands beside %s, and draft 7 passes over it", ref)
				}
				o, _ = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
				if o == nil {
					t.Errorf("%s leads nowhere", ref)
				}
			}
			return o
		}
		var walk func(o map[string]any, table *format.Table, at string)
		walk = func(o map[string]any, table *format.Table, at string) {
			if o["additionalProperties"] != false || o["allOf"] != nil || o["description"] == nil {
				t.Errorf("%s: other keys are allowed, or editors cannot complete these", at)
			}
			properties := o["properties"].(map[string]any)
			count := 0
			for _, name := range slices.Concat(names(table.Keys), []string{"grade", "source", "note"}) {
				k := table.Key(name)
				if k == nil || name == "source" && k.Kind != format.Cite && !slices.Contains(table.Keys, k) {
					continue
				}
				p := follow(properties[name])
				if p == nil {
					t.Errorf("%s has no key %s", at, name)
					continue
				}
				says := p
				if any, ok := p["anyOf"].([]any); ok {
					says = follow(any[0])
				}
				help := k.Help
				if k.Kind == format.Fixed {
					help = k.Table.Help
				}
				if d, _ := says["description"].(string); !strings.HasPrefix(d, help) {
					t.Errorf("%s.%s is not explained: %q", at, name, d)
				}
				switch k.Kind {
				case format.Fixed:
					walk(p, k.Table, at+"."+name)
				case format.Named, format.Addressed:
					walk(follow(p["additionalProperties"]), k.Table, at+"."+name)
				}
			}
			for name := range properties {
				if table.Key(name) == nil {
					t.Errorf("%s has a key %s, which nothing describes", at, name)
				}
				count++
			}
			for _, b := range table.Bonds {
				for _, key := range slices.Concat(b.One, b.Some, b.None, b.Whole, []string{b.If}) {
					if key != "" && table.Key(key) == nil {
						t.Errorf("%s: a bond names %s, which is no key", at, key)
					}
				}
			}
		}
		walk(root, table, table.Name)
	}
}

func names(keys []*format.Key) []string {
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = k.Name
	}
	return all
}

const sound = `format = 1
title  = "Sound"
start  = 2020-01-01
end    = 2030-01-01
treaties = ["new-start"]
[party.US]
name = "United States"
[party.US.system.silo]
name      = "Silo missile"
type      = "icbm"
launchers = 450
loading   = 1
`

// What has to hold between keys, and how long a list is, the schema sees as
// the reader does.
func TestSchemaBonds(t *testing.T) {
	e := compile(t, format.ScenarioKeys)
	for _, c := range []struct {
		text  string
		right bool
	}{
		{"", true},
		{"[schedule.s]\nquantity = \"loading\"\nsystem = \"US.silo\"\nper_year = -0.1", true},
		{"[schedule.s]\nquantity = \"loading\"\nsystem = \"US.silo\"\nlevels.2025 = 0.5", true},
		{"[schedule.s]\nquantity = \"deployed\"\nsystem = \"US.silo\"\nlevels.2025 = 0.5", false},
		{"[schedule.s]\nquantity = \"deployed\"\nsystem = \"US.silo\"\nper_year = -0.5\nto = 0.5", false},
		{"[schedule.s]\nquantity = \"deployed\"\nsystem = \"US.silo\"\nper_year = -0.5\nmax_per_year = 1.5", false},
		{"[schedule.s]\nquantity = \"deployed\"\nsystem = \"US.silo\"\nper_year = -1\npercent_per_year = -1", false},
		{"[schedule.s]\nquantity = \"deployed\"\nsystem = \"US.silo\"", false},
		{"[schedule.s]\nquantity = \"deployed\"\nper_year = -1", false},
		{"[schedule.s]\nquantity = \"deployed\"\nper_year = -1\nsystems = []", false},
		{"[schedule.s]\nquantity = \"deployed\"\nper_year = -1\nsystem = \"US.silo\"\nsystems = [\"US.silo\"]", false},
		{"[event.e]\ntreaty = \"new-start\"\ndate = 2025-01-01\nwhat = \"withdraws\"", true},
		{"[event.e]\ntreaty = \"new-start\"\ndate = 2025-01-01\nwhat = \"extends\"", false},
		{"[event.e]\ntreaty = \"new-start\"\ndate = 2025-01-01\nwhat = \"extends\"\nuntil = 2027-01-01", true},
		{"[treaty.t]\nextends = \"new-start\"\ndrop = [\"expires\"]", true},
		{"[treaty.t]\nextends = \"new-start\"\ndrop = [\"expires\", \"expires\"]", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]", true},
		{"[treaty.t]\nshort = \"T\"\nparties = []", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\", \"US\"]", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]\ndrop = [\"expires\"]", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]\n[treaty.t.limit.l]\nname = \"L\"\nceiling.2025-01-01 = 1\ncount.c.quantity = \"deployed\"", true},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]\n[treaty.t.limit.l]\nname = \"L\"\nceiling.2025-01-01 = 1\ncount = {}", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]\n[treaty.t.limit.l]\nname = \"L\"\nceiling.2025-01-01 = 1\ncount.c = { quantity = \"deployed\", first = 1 }", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]\n[treaty.t.limit.l]\nname = \"L\"\nceiling.2025-01-01 = 1\ncount.c = { quantity = \"deployed\", beyond = 1 }", false},
		{"[treaty.t]\nshort = \"T\"\nparties = [\"US\"]\n[treaty.t.limit.l]\nname = \"L\"\nceiling.2025-01-01 = 1\ncount.c = { quantity = \"deployed\", first = 1, beyond = 1 }", true},
		{"[expect.e]\nlimit = \"new-start.warheads\"\nmax = 1", true},
		{"[expect.e]\nlimit = \"new-start.warheads\"\nstatus = \"within\"", true},
		{"[expect.e]\nholding = \"silo.deployed\"\nequals = 1\ntolerance = 1", true},
		{"[expect.e]\nlimit = \"new-start.warheads\"", false},
		{"[expect.e]\nlimit = \"new-start.warheads\"\nholding = \"silo.deployed\"\nmax = 1", false},
		{"[expect.e]\nmax = 1", false},
		{"[expect.e]\nholding = \"silo.deployed\"\nmax = 1\ntolerance = 1", false},
		{"[expect.e]\nholding = \"silo.deployed\"\nstatus = \"within\"", false},
		{"[expect.e]\nholding = \"silo.deployed\"\nmax = 500\nat = 2025-01-01\nuntil = 2026-01-01", false},
		{"[expect.e]\nholding = \"silo.deployed\"\nmax = 500\nat = 2025-01-01\nfrom = 2024-01-01", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\nnormal = [1, 0.1]\nmin = 0\nmax = 3", true},
		{"[uncertain.\"party.US.system.silo.loading\"]\nuniform = [1, 2]\nmin = 0", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\nuniform = [1, 2]\nmax = 3", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\nuniform = [1, 2]\nchoice = [1]", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\nuniform = [1, 2, 3]", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\ntriangular = [1, 2]", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\nchoice = []", false},
		{"[uncertain.\"party.US.system.silo.launchers\"]\nintegers = [1, 2.5]", false},
		{"[uncertain.\"party.US.system.silo.loading\"]\nwhy = \"?\"", false},
		{"[lever.\"party.US.system.silo.loading\"]\nrange = [1]", false},
		{"[lever.\"party.US.system.silo.loading\"]\nrange = [1, 2]\nstep = 0.5", true},
		{"[lever.loading]\nrange = [1, 2]", false},
	} {
		root := parse(t, "x.toml", sound+c.text)
		schema := len(e.complaints(t, root)) == 0
		list := scenarios.Validate("x.toml", scenarios.Options{Read: func(string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(sound + c.text)), nil
		}})
		if reader := !list.HasErrors(); reader != c.right || schema != c.right {
			t.Errorf("%s\nis right: %t; to the reader: %t, to the schema: %t\n%v", c.text, c.right, reader, schema, list.All())
		}
	}
}
