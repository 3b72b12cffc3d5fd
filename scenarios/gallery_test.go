package scenarios_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"drawdown/scenarios"
	"drawdown/scenarios/diag"
)

// gallery lists the bad scenarios: every file right in testdata/gallery or in
// its folder syntax. Files deeper down belong to the one whose folder they are
// in.
func gallery(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"testdata/gallery/*.toml", "testdata/gallery/syntax/*.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, f := range files {
			all = append(all, filepath.ToSlash(f))
		}
	}
	return all
}

var wantComment = regexp.MustCompile(`# want((?: [a-z-]+)+)\r?$`)

// wants reads what the `# want code code` comments of a scenario and of the
// files in its folder expect, as "FILE:LINE code".
func wants(t *testing.T, name string) []string {
	t.Helper()
	var all []string
	files := []string{name}
	_ = fs.WalkDir(os.DirFS("."), strings.TrimSuffix(name, ".toml"), func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(file) == ".toml" {
			files = append(files, file)
		}
		return nil
	})
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if m := wantComment.FindStringSubmatch(line); m != nil {
				for _, code := range strings.Fields(m[1]) {
					all = append(all, fmt.Sprintf("%s:%d %s", file, i+1, code))
				}
			}
		}
	}
	return append(all, elsewhere[path.Base(name)]...)
}

// elsewhere is wanted where no comment can stand: in records, and for a file
// as a whole.
var elsewhere = map[string][]string{
	"missing-keys.toml": {
		at("missing-keys.toml", 1, diag.UnknownFormat), at("missing-keys.toml", 1, diag.MissingKey), at("missing-keys.toml", 1, diag.MissingKey),
	},
	"treaty-files.toml": {at("treaty-files/mistakes.toml", 1, diag.UnknownFormat)},
	"record-rows.toml": {
		at("record/rows.csv", 2, diag.BadRecord), at("record/rows.csv", 3, diag.BadRecord), at("record/rows.csv", 4, diag.BadRecord),
		at("record/rows.csv", 5, diag.BadRecord), at("record/rows.csv", 6, diag.BadRecord), at("record/rows.csv", 7, diag.BadRecord),
		at("record/rows.csv", 8, diag.BadRecord), at("record/rows.csv", 9, diag.NoEffect), at("record/rows.csv", 10, diag.BadRecord),
	},
	"record-columns.toml":    {at("record/columns.csv", 1, diag.BadRecord), at("record/columns.csv", 1, diag.BadRecord), at("record/columns.csv", 1, diag.BadRecord)},
	"record-turned.toml":     {at("record/turned.csv", 2, diag.BadRecord), at("record/turned.csv", 3, diag.BadRecord)},
	"record-semicolons.toml": {at("record/semicolons.csv", 1, diag.BadRecord)},
	"record-quotes.toml":     {at("record/quotes.csv", 2, diag.BadRecord)},
	"record-empty.toml":      {at("record/empty.csv", 1, diag.BadRecord)},
	"record-bom.toml":        {at("record/bom.csv", 1, diag.BadRecord), at("record/bom.csv", 1, diag.BadRecord)},
}

func at(file string, line int, code diag.Code) string {
	return fmt.Sprintf("testdata/gallery/%s:%d %s", file, line, code)
}

// got lists diagnostics as wants does.
func got(list *diag.List) []string {
	var all []string
	for _, d := range list.All() {
		all = append(all, fmt.Sprintf("%s:%d %s", filepath.ToSlash(d.Source.Name), d.Pos().Line, d.Code))
	}
	return all
}

func compare(t *testing.T, name string, want []string, list *diag.List) {
	t.Helper()
	missing := slices.Clone(want)
	for _, g := range got(list) {
		if i := slices.Index(missing, g); i >= 0 {
			missing = slices.Delete(missing, i, i+1)
		} else {
			t.Errorf("%s: surplus: %s", name, g)
		}
	}
	for _, m := range missing {
		t.Errorf("%s: missing: %s", name, m)
	}
	if t.Failed() {
		var b strings.Builder
		list.Render(&b, false)
		t.Log(b.String())
	}
}

// Every bad scenario says what its comments want, no less and no more; between
// them they want every code.
func TestGallery(t *testing.T) {
	wanted := map[string]bool{}
	for _, name := range gallery(t) {
		t.Run(strings.TrimPrefix(name, "testdata/gallery/"), func(t *testing.T) {
			want := wants(t, name)
			for _, w := range want {
				wanted[w[strings.LastIndexByte(w, ' ')+1:]] = true
			}
			if len(want) == 0 {
				t.Error("wants nothing")
			}
			doc, list := scenarios.Load(filepath.FromSlash(name), scenarios.Options{})
			compare(t, name, want, list)
			if (doc == nil) != list.HasErrors() {
				t.Errorf("a document: %t, errors: %t", doc != nil, list.HasErrors())
			}
		})
	}
	for _, m := range made {
		for _, code := range m.want {
			wanted[code[strings.LastIndexByte(code, ' ')+1:]] = true
		}
	}
	// A count that cannot be computed shows when a scenario runs; its test is
	// beside the assessment.
	wanted[string(diag.NotComputable)] = true
	for _, c := range diag.Codes {
		if !wanted[string(c.Code)] {
			t.Errorf("nothing in the gallery wants %s", c.Code)
		}
	}
}

const good = `format = 1
title  = "Good"
start  = 2020-01-01
end    = 2030-01-01
[party.US]
name = "United States"
[party.US.system.silo]
name      = "Silo missile"
type      = "icbm"
launchers = 450
[schedule.s]
system   = "US.silo"
quantity = "deployed"
levels   = { 2025 = 400 }
`

// made are files that are no text, and those too large to keep.
var made = []struct {
	name  string
	bytes string
	want  []string // FILE:LINE code
}{
	{"good", good, nil},
	{"bom", "\xef\xbb\xbf" + good, nil},
	{"crlf", strings.ReplaceAll(good, "\n", "\r\n"), nil},
	{"no last line end", strings.TrimSuffix(good, "\n"), nil},
	{"utf-16 little", "\xff\xfe" + wide(good), []string{"made.toml:1 not-text"}},
	{"utf-16 big", "\xfe\xff\x00" + wide(good), []string{"made.toml:1 not-text"}},
	{"utf-16 bare", wide(good), []string{"made.toml:1 not-text"}},
	{"latin 1", good + "# Gr\xf6\xdfe\n", []string{"made.toml:15 not-text"}},
	{"half a character", good + "# Gr\xc3", []string{"made.toml:15 not-text"}},
	{"nul", good + "\x00", []string{"made.toml:15 not-text"}},
	{"empty", "", []string{"made.toml:1 unknown-format", "made.toml:1 missing-key", "made.toml:1 missing-key", "made.toml:1 missing-key"}},
	{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", []string{"made.toml:3 not-text"}},
	{"4 MB of comment", good + "#" + strings.Repeat("x", 4<<20), []string{"made.toml:1 too-large"}},
	{"million brackets", good + "x = " + strings.Repeat("[", 1e6), []string{"made.toml:15 too-deep"}},
	{"million braces", good + "x = " + strings.Repeat("{a=", 1e6), []string{"made.toml:15 too-deep"}},
	{"million points", good + strings.Repeat("a.", 1e6) + "a = 1", []string{"made.toml:15 too-deep"}},
	{"million points in a header", good + "[" + strings.Repeat("a.", 1e6) + "a]", []string{"made.toml:15 too-deep"}},
	{"million backslashes", good + `x = "` + strings.Repeat(`\"`, 1e6), []string{"made.toml:15 syntax"}},
	{"million digits", good + "x = " + strings.Repeat("9", 1e6), []string{"made.toml:15 out-of-range", "made.toml:15 unknown-key"}},
}

// wide is how UTF-16 writes ASCII, low byte first.
func wide(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		b.WriteByte(0)
	}
	return b.String()
}

// from reads files that are held in memory.
func from(files map[string]string) scenarios.Options {
	return scenarios.Options{Read: func(name string) (io.ReadCloser, error) {
		text, ok := files[filepath.ToSlash(name)]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

func TestMadeFiles(t *testing.T) {
	for _, m := range made {
		t.Run(m.name, func(t *testing.T) {
			begin := time.Now()
			doc, list := scenarios.Load("made.toml", from(map[string]string{"made.toml": m.bytes}))
			compare(t, m.name, m.want, list)
			if doc == nil && len(m.want) == 0 {
				t.Error("not read")
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// Large files, of as many things as fit, are answered in good time: none costs
// the square of its size.
func TestLargeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	fill := func(pattern string) string {
		var b strings.Builder
		b.WriteString(good)
		for i := 0; b.Len() < 1_500_000; i++ {
			b.WriteString(strings.ReplaceAll(pattern, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"headers":      fill("[a#]\n"),
		"keys":         fill("a# = 1\n"),
		"parties":      fill("[party.P#]\n"),
		"systems":      fill("[party.US.system.s#]\nname=\"x\"\ntype=\"icbm\"\nlaunchers=5\n"),
		"on one line":  good + "[meta]\nx = {" + strings.Repeat(" ", 10) + strings.TrimSuffix(fill("a#=1,")[len(good):], ",") + "}\n",
		"dates":        fill("a# = 2018-02-30\n"),
		"dotted":       fill("meta.a#.b = 1\n"),
		"strings":      fill("a# = \"\"\"\n\"\"\"\n"),
		"one string":   good + "x = '" + strings.Repeat("ä", 750_000) + "'",
		"list":         good + "drop = [" + strings.Repeat(`"a",`, 350_000) + "]",
		"schedules":    fill("[schedule.s#]\nsystem=\"US.silo\"\nquantity=\"launchers\"\nper_year=-1\n"),
		"unclosed":     good + strings.Repeat("[", 60) + strings.Repeat("'\n", 750_000),
		"wrong quotes": good + strings.Repeat("\"\"\"\"", 350_000),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, list := scenarios.Load("large.toml", from(map[string]string{"large.toml": text}))
			list.Render(io.Discard, false)
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if n := len(list.All()); n > diag.Most+1 {
				t.Errorf("%d diagnostics", n)
			}
		})
	}
}

// Files that are none, and that cannot be read.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("scenario.toml", good)
	huge := write("huge.toml", good)
	if err := os.Truncate(huge, 100<<20); err != nil {
		t.Fatal(err)
	}
	closed := write("closed.toml", good)
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		code    diag.Code
		message string
		hint    string
	}{
		{filepath.Join(dir, "nothing.toml"), diag.Unreadable, "there is no file", "drawdown list"},
		{filepath.Join(dir, "scenari.toml"), diag.Unreadable, "there is no file", "scenario.toml"},
		{filepath.Join(dir, "scenario"), diag.Unreadable, "there is no file", "scenario.toml"},
		{"new-strat", diag.Unreadable, "there is no file", "new-start"},
		{dir, diag.Unreadable, "is a directory", "name a file in it"},
		{huge, diag.TooLarge, "larger than", ""},
		{"/dev/zero", diag.TooLarge, "larger than", ""},
		{closed, diag.Unreadable, "permission denied", ""},
		{"", diag.Unreadable, "there is no file", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "/dev/zero" {
				if _, err := os.Stat(c.name); err != nil {
					t.Skip("no such device here")
				}
			}
			if c.name == closed && (os.Geteuid() == 0 || runtime.GOOS == "windows") {
				t.Skip("everything may be read here")
			}
			begin := time.Now()
			doc, list := scenarios.Load(c.name, scenarios.Options{})
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			all := list.All()
			if doc != nil || len(all) != 1 {
				t.Fatalf("%v", got(list))
			}
			if d := all[0]; d.Code != c.code || !strings.Contains(d.Message, c.message) || !strings.Contains(d.Hint, c.hint) {
				t.Errorf("%s\nhint: %s", d, d.Hint)
			}
		})
	}
}

// A file that breaks off while it is read is unreadable, whatever had come.
func TestBrokenOff(t *testing.T) {
	broken := errors.New("the disk is on fire")
	for name, open := range map[string]func(string) (io.ReadCloser, error){
		"opening": func(string) (io.ReadCloser, error) { return nil, broken },
		"reading": func(string) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(good), failing{broken})), nil
		},
	} {
		_, list := scenarios.Load("x.toml", scenarios.Options{Read: open})
		if all := list.All(); len(all) != 1 || all[0].String() != "x.toml:1:1: error: x.toml cannot be read: the disk is on fire [unreadable]" {
			t.Errorf("%s: %v", name, all)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// Values of --set are checked like those of a file, and point into what was
// typed.
func TestSet(t *testing.T) {
	const base = good + `
treaty.t = { short = "T", parties = ["US"], limit.l = { name = "L", ceiling = { 2025-01-01 = 400 }, count.c.quantity = "deployed" } }
`
	base2 := strings.Replace(base, "\ntreaty.t", "\n[treaty]\nt", 1)
	for _, c := range []struct{ set, want string }{
		{"party.US.system.silo.launchers=500", ""},
		{"  party.US.system.silo.launchers =  500 ", ""},
		{"schedule.s.levels.2025=380", ""},
		{"schedule.s.levels={ 2027 = 300 }", ""},
		{"schedule.s.pace=front", ""},
		{"defaults.pace=back", ""},
		{"title=Another title, with a comma", ""},
		{`title="Another = title"`, ""},
		{"end=2031-01-01", ""},
		{"treaty.t.limit.l.ceiling.2027-01-01=none", ""},
		{"schedule.s.delay=2", ""},

		{"party.US.system.silo.launchers=fünf", "1:32 wrong-type"},
		{"party.US.system.silo.launchers=1,550", "1:32 wrong-type"},
		{"party.US.system.silo.launchers=-1", "1:32 out-of-range"},
		{"party.US.system.silo.launchers=4.5", "1:32 not-whole"},
		{"party.US.system.silo.launchers=nan", "1:32 not-finite"},
		{"party.US.system.silo.launchers=99999999999999999999", "1:32 out-of-range"},
		{"party.US.system.silo.launchers = 2000000", "1:34 out-of-range"},
		{"party.US.system.silo.deployed=451", "1:31 deployed-over"},
		{"party.US.system.silo.deployd=3", "1:1 unknown-key"},
		{"party.US.system.silos.deployed=3", "1:1 unknown-address"},
		{"party.us.system.silo.deployed=3", "1:1 unknown-address"},
		{"party.US.system.silo.name.x=3", "1:1 unknown-address"},
		{"titel=3", "1:1 unknown-key"},
		{"start=2018-02-30", "1:7 bad-date"},
		{"start=30.1.2018", "1:7 wrong-type"},
		{"start=2020-02-29", "1:7 bad-date"},
		{"end=2019-12-31", "1:5 end-before-start"},
		{"end=12020-01-01", "1:5 bad-date"},
		{"schedule.s.pace=quick", "1:17 bad-choice"},
		{"schedule.s.system=US.sillo", "1:19 unknown-name"},
		{"schedule.s.levels.2019=3", "1:1 too-early"},
		{"schedule.s.levels.202=3", "1:1 bad-date"},
		{"schedule.s.levels={ 2027 = 300", "1:19 syntax"},
		{`title="Another`, "1:7 syntax"},
		{"schedule.s.per_year=-1", "1:1 schedule-form"},
		{"extends=new-start", "1:1 unknown-address"},
		{"drop=[]", "1:1 unknown-address"},
		{"treaties=[]", "1:1 unknown-address"},
		{"format=2", "1:1 unknown-address"},
		{"treaty.t.extends=new-start", "1:1 unknown-address"},
		{"treaty.t={}", "1:1 unknown-address"},
		{"no equals sign", "1:1 unknown-address"},
		{"=5", "1:1 unknown-address"},
		{"title=", "1:1 unknown-address"},
		{"", "1:1 unknown-address"},
		{"..=5", "1:1 unknown-address"},
		{".=5", "1:1 unknown-address"},
	} {
		o := from(map[string]string{"x.toml": base2})
		o.Set = []string{c.set}
		doc, list := scenarios.Load("x.toml", o)
		var all []string
		for _, d := range list.All() {
			if c.want != "1:1 schedule-form" && d.Source.Name != "--set" {
				t.Errorf("%s: in %s", c.set, d.Source.Name)
			}
			all = append(all, fmt.Sprintf("%d:%d %s", d.Pos().Line, d.Pos().Col, d.Code))
			noGo(t, d)
		}
		if c.want == "1:1 schedule-form" {
			if len(all) != 1 || list.All()[0].Code != diag.ScheduleForm {
				t.Errorf("%s: %v", c.set, list.All())
			}
			continue
		}
		if g := strings.Join(all, ", "); g != c.want || (doc == nil) != (c.want != "") {
			t.Errorf("%s: got %q, want %q; %v", c.set, g, c.want, list.All())
		}
	}
}

// What stands in a table that an address names can be set: the address inside is
// in quotation marks. What is wrong then is said of what was typed, and the hint
// can be followed.
func TestSetAbout(t *testing.T) {
	const (
		base = good + `
[party.US.system.sub]
name = "Submarine missile"
type = "slbm"
launchers = 100
loading = 4
[uncertain."party.US.system.sub.loading"]
normal = [4, 0.1]
min = 3
[balance."party.US.system.sub.loading"]
systems = ["US.sub"]
total = 400
[lever."party.US.system.sub.launchers"]
range = [0, 100]
`
		about = `"party.US.system.sub.loading"`
	)
	sure := base[:strings.Index(base, "[uncertain")] + base[strings.Index(base, "[balance"):]
	unsure := base[:strings.Index(base, "[balance")]
	for _, c := range []struct{ base, set, address, want, hint string }{
		{unsure, `uncertain.` + about + `.min=3.5`, "", "min = 3.5", ""},
		{unsure, `uncertain.` + about + `.max = 5`, "", "max = 5", ""},
		{unsure, `uncertain.'party.US.system.sub.loading'.normal=[4, 0.2]`, "", "normal = [4, 0.2]", ""},
		{unsure, `uncertain.` + about + `.label=loads`, "", `label = "loads"`, ""},
		{unsure, `uncertain.` + about + `={ uniform = [3, 4] }`, "", "{ uniform = [3, 4] }", ""},
		{unsure, `uncertain.party.US.system.sub.loading={ uniform = [3, 4] }`, "", "{ uniform = [3, 4] }", ""},
		{sure, `balance.` + about + `.total=400`, "balance." + about, "total = 400", ""},
		{sure, `lever."party.US.system.sub.launchers".range=[50, 100]`, `lever."party.US.system.sub.launchers"`, "range = [50, 100]", ""},

		{sure, `balance.` + about + `.total=300`, "balance." + about, "total = 300", ""}, // only warned of
		{unsure, `uncertain.` + about + `.max=2`, "", "uncertainty", "exchange them"},
		{unsure, `uncertain.` + about + `.min=8`, "", "uncertainty", "bounds that are apart, and within 37 standard deviations of the middle, leave something"},
		{unsure, `uncertain.` + about + `.mean=1`, "", "unknown-key", "did you mean `min`? That key stands here already"},
		{unsure, `uncertain.` + about + `.uniform=[3, 4]`, "", "uncertainty", "set the whole table: 'uncertain." + about + "={ uniform = [3, 4] }'"},
		{unsure, `uncertain."party.US.system.subs.loading".min=1`, "", "unknown-address", `did you mean uncertain.` + about + `.min?`},
		{unsure, `uncertain.party.US.system.sub.loading.min=1`, "", "wrong-type", "the address inside takes quotation marks: 'uncertain." + about + ".min=1'"},
		{unsure, `uncertain."party.US.system.sub.loading.min=1`, "", "wrong-type", `a key of it stands behind the address in quotation marks, as in 'uncertain."party.RU.system.ss-18.loading".min=0'`},
	} {
		o := from(map[string]string{"x.toml": c.base})
		o.Set = []string{c.set}
		doc, list := scenarios.Load("x.toml", o)
		if doc == nil {
			d := list.All()[0]
			if len(list.All()) != 1 || string(d.Code) != c.want || d.Source.Name != "--set" || d.Hint != c.hint {
				t.Errorf("%s: %v\nhint: %s", c.set, list.All(), d.Hint)
			}
			continue
		}
		if c.address == "" {
			c.address = "uncertain." + about
		}
		if text, _, _ := doc.At(c.address); !strings.Contains(text, c.want) {
			t.Errorf("%s: no %s in %s", c.set, c.want, text)
		}
	}
}

// What is set in a table about an address is shown by its own, and a wrong one
// gets the right one as a hint, in its quotation marks.
func TestShowAbout(t *testing.T) {
	doc, list := scenarios.Load("testdata/gallery/uncertain-over/base.toml", scenarios.Options{})
	if doc == nil {
		t.Fatal(list.All())
	}
	const deployed = `uncertain."party.US.system.silo.deployed"`
	for address, want := range map[string]string{
		deployed + ".min": deployed + ".min = 300\n",
		deployed + ".mi":  deployed + ".min",
		deployed:          "[" + deployed + "]\nnormal = [400, 10]\nmin = 300\nmax = 450\n",
		"uncertain.party.US.system.silo.deployed": "[" + deployed + "]\nnormal = [400, 10]\nmin = 300\nmax = 450\n",
	} {
		if text, near, _ := doc.At(address); text+near != want {
			t.Errorf("%s: %s%s, want %s", address, text, near, want)
		}
	}
	if s, why, _ := doc.Settable(deployed + ".min"); s != nil || why == "" {
		t.Errorf("a bound can be swept: %v", s)
	}
}

// A distribution laid over another one names the file that did it, and the hint
// helps, with quotation marks or without.
func TestDistributionOver(t *testing.T) {
	base, err := os.ReadFile("testdata/gallery/uncertain-over/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	const over = "format = 1\nextends = \"base.toml\"\nDROP\n[uncertain.\"party.US.system.silo.launchers\"]\ntriangular = [400, 410, 450]\n"
	read := func(drop string) (*scenarios.Document, *diag.List) {
		return scenarios.Load("x.toml", from(map[string]string{"x.toml": strings.Replace(over, "DROP", drop, 1), "base.toml": string(base)}))
	}
	_, list := read("")
	d := list.All()[0]
	if d.String() != "x.toml:5:1: error: party.US.system.silo.launchers needs exactly one distribution, and has `uniform` already [uncertainty]" {
		t.Error(d)
	}
	_, drop, _ := strings.Cut(d.Hint, "with ")
	drop, _, _ = strings.Cut(drop, ";")
	for _, drop := range []string{drop, `drop = ['uncertain."party.US.system.silo.launchers"']`} {
		doc, list := read(drop)
		if doc == nil || doc.Uncertain[len(doc.Uncertain)-1].String() != "triangular = [400, 410, 450]" {
			t.Errorf("%s: %v", drop, list.All())
		}
	}
}

// goWords are words of the program's language, which users do not speak.
var goWords = regexp.MustCompile(`\b(u?int(8|16|32|64)?|float(32|64)|nil|struct|map|slice|interface|unmarshal|strconv|parse error|EOF|goroutine|panic|rune|byte array)\b|%!|<nil>`)

func noGo(t *testing.T, d *diag.Diagnostic) {
	t.Helper()
	for _, s := range []string{d.Message, d.Hint} {
		if w := goWords.FindString(s); w != "" {
			t.Errorf("%s\nhint: %s\nspeaks Go: %q", d, d.Hint, w)
		}
	}
	if strings.HasSuffix(d.Message, ".") || strings.HasSuffix(d.Hint, ".") && !strings.HasSuffix(d.Hint, "...") || d.Message == "" {
		t.Errorf("%q, hint %q: no sentence of ours", d.Message, d.Hint)
	}
}

// All messages of the gallery, to be read by people.
func TestGalleryGolden(t *testing.T) {
	var b bytes.Buffer
	for _, name := range gallery(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		fmt.Fprintf(&b, "== %s\n   %s\n\n", strings.TrimPrefix(name, "testdata/gallery/"), strings.TrimSpace(strings.TrimPrefix(first, "\ufeff")))
		_, list := scenarios.Load(filepath.FromSlash(name), scenarios.Options{})
		for _, d := range list.All() {
			noGo(t, d)
			if d.Hint == "" {
				t.Errorf("%s: without a hint", d)
			}
			d.Render(&b, false)
			b.WriteByte('\n')
		}
	}
	text := strings.ReplaceAll(b.String(), filepath.FromSlash("testdata/gallery/"), "")
	if runtime.GOOS == "windows" {
		t.Skip("file names differ")
	}
	const golden = "testdata/gallery.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		a, b := strings.Split(text, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("%s:%d\n got: %s\nwant: %s\n(go test ./scenarios -run GalleryGolden -update, and read what changed)", golden, i+1, a[i], b[i])
			}
		}
		t.Fatal("the messages end sooner or later than those of " + golden)
	}
}

// Places are exact: the key, or the value, or the character that is wrong.
func TestPositions(t *testing.T) {
	golden, err := os.ReadFile("testdata/gallery.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"several.toml:5:7: error: the end",
		"several.toml:6:26: error: the library has no treaty",
		"several.toml:10:30: error: `type`",
		"several.toml:10:50: error: `launchers`",
		"several.toml:10:54: error: system US.a has no key `deployd`",
		"several.toml:11:61: error: system US.b has 6 deployed", // behind a tab, which is one character
		"several.toml:13:10: error: there is no system US.c",
		"several.toml:15:22: error: \"20\"",
		"bom.toml:2:1: error: a scenario has no key",
		"crlf-keys.toml:9:8: error: `name`",
		"crlf.toml:9:15: error: the value ends here",
		"dates.toml:4:10: error: 2018-02-30",
		"dates.toml:23:21: error: 2011-02-31",
		"dates.toml:30:31: error: \"2018-2-5\"",
		"long-line.toml:9:248: error: `launchers`", // behind 200 characters of two bytes
		"missing-keys.toml:4:18: error: system US.silo needs `type`",
		"schedules.toml:52:24: error: schedule early-level",
		"schedules.toml:78:11: error: schedule second and schedule first",
		"schedules.toml:110:25: warning: schedule twice",
		"names.toml:15:68: error: there is no source nowhere",
		"base-mistakes/base.toml:13:12: error: system US.silo has 460 deployed",
		"base-mistakes.toml:4:28: error: the base has nothing at the address \"schedule.odl\"",
		"treaty-files.toml:9:3: error: there is no file",
		"treaty-files/mistakes.toml:2:18: error: `parties`",
		"record/rows.csv:8:50: error: this row has 8 fields",
		"record/rows.csv:3:34: error: \"1,357\"",
		"syntax/thousands-comma.toml:7:12: error: 1,550",
		"syntax/quote-missing-at-end.toml:6:10: error: this text",
		"syntax/header-open.toml:6:7: error: the header",
		"syntax/braces-open.toml:7:10: error: these braces",
		"syntax/key-twice.toml:7:1: error: `author`",
		"nested.toml:7:69: error: brackets",
	} {
		if !strings.Contains(string(golden), "\n"+want) {
			t.Errorf("the gallery has no %s", want)
		}
	}
}

// Diagnostics come file by file in the order of reading, and down each file.
func TestOrder(t *testing.T) {
	for _, name := range gallery(t) {
		_, list := scenarios.Load(filepath.FromSlash(name), scenarios.Options{})
		all := list.All()
		for i := 1; i < len(all); i++ {
			a, b := all[i-1], all[i]
			if a.Source.Order > b.Source.Order || a.Source == b.Source && a.Span.Start > b.Span.Start {
				t.Errorf("%s: %s before %s", name, a, b)
			}
		}
	}
}
