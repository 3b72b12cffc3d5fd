package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/format"
	"drawdown/scenarios/internal/tree"
)

const (
	maxBytes = 4 << 20 // a scenario of three parties with sixty systems each has a tenth of it
	maxChain = 8       // files that extend one another
)

// A FileRead names a file that a result rests on.
type FileRead struct {
	Name   string // as shown to the user; library files begin with "library:"
	SHA256 string // of its bytes, in hexadecimal
}

// Options changes how a scenario is read. The zero value reads from disk.
type Options struct {
	Set  []string                                 // ADDRESS=VALUE, laid over the scenario in order
	Law  []string                                 // treaties to test against instead of the scenario's: library names or paths
	Read func(name string) (io.ReadCloser, error) // how to open a path; nil: from disk
	// Memory is shared by the loads of one scenario with several values; nil: none.
	Memory *Memory
}

// place is where a file lives: in the embedded library or on disk.
type place struct {
	path    string
	library bool
}

func (p place) String() string {
	if p.library {
		return "library:" + p.path
	}
	return p.path
}

// loader reads the files of one scenario.
type loader struct {
	list      *diag.List
	open      func(string) (io.ReadCloser, error)
	memory    *Memory
	files     []FileRead
	places    map[*diag.Source]place
	sources   map[place]*diag.Source
	laws      map[*diag.Source]bool // the treaty files, which stand by themselves
	partial   bool                  // a base could not be read
	lacking   bool                  // a treaty could not be read
	otherwise bool                  // other treaties stand in place of the scenario's own
	dropped   map[string]bool       // addresses that a `drop` took out
	orphans   map[[2]string]bool    // uncertainties, balances and levers about them
	cited     map[string]bool       // what bases cite, before anything is dropped
}

func newLoader(o Options, list *diag.List) *loader {
	l := &loader{list: list, open: o.Read, memory: o.Memory, places: map[*diag.Source]place{}, sources: map[place]*diag.Source{}, laws: map[*diag.Source]bool{}, dropped: map[string]bool{}, orphans: map[[2]string]bool{}, cited: map[string]bool{}}
	if l.open == nil {
		l.open = func(name string) (io.ReadCloser, error) { return os.Open(name) }
	}
	return l
}

// citation is the place in a file that names another; the zero citation is the
// command line.
type citation struct {
	src *diag.Source
	at  diag.Span
}

func cite(n *tree.Node) citation { return citation{n.Source, n.Val} }

// read returns a file's text as a source, or nil and a diagnostic where it is
// named.
func (l *loader) read(p place, by citation) *diag.Source {
	if src := l.sources[p]; src != nil {
		return src
	}
	if f := l.memory.file(p); f != nil {
		l.take(p, f.src, f.sha256)
		return f.src
	}
	src := &diag.Source{Name: p.String(), Order: len(l.places)}
	fail := func(code diag.Code, format string, args ...any) *diag.Diagnostic {
		if by.src == nil {
			by.src = src
		}
		return l.list.Errorf(code, by.src, by.at, format, args...)
	}
	var r io.ReadCloser
	var err error
	if p.library {
		r, err = library.Open(p.path)
	} else {
		r, err = l.open(p.path)
	}
	var text []byte
	if err == nil {
		defer r.Close()
		text, err = io.ReadAll(io.LimitReader(r, maxBytes+1))
	}
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		d := fail(diag.Unreadable, "there is no file %s", p.path)
		if near := diag.Nearest(p.path, names(KindScenario)); near != "" && by.src == src {
			d.Hintf("did you mean the library's %s?", near)
		} else if near := nearFile(p); near != "" {
			d.Hintf("did you mean %s?", near)
		} else if by.src != src {
			d.Hintf("a path starts from the folder of the file in which it is written")
		} else {
			d.Hintf("`drawdown list` names the scenarios of the library; files end in .toml")
		}
		return nil
	case errors.Is(err, fs.ErrPermission):
		fail(diag.Unreadable, "%s may not be read: permission denied", p.path)
		return nil
	case isDirectory(p.path):
		fail(diag.Unreadable, "%s is a directory, not a file", p.path).Hintf("name a file in it")
		return nil
	default:
		fail(diag.Unreadable, "%s cannot be read: %v", p.path, cause(err))
		return nil
	}
	if len(text) > maxBytes {
		fail(diag.TooLarge, "%s is larger than %d MB, far more than any scenario has", p.path, maxBytes>>20).Hintf("is this the file you meant?")
		return nil
	}
	sum := sha256.Sum256(text)
	src.Text = string(text)
	l.take(p, src, hex.EncodeToString(sum[:]))
	return src
}

// take notes a file that was read.
func (l *loader) take(p place, src *diag.Source, sha256 string) {
	if !slices.ContainsFunc(l.files, func(f FileRead) bool { return f.Name == src.Name }) {
		l.files = append(l.files, FileRead{src.Name, sha256})
	}
	l.places[src], l.sources[p] = p, src
}

// parse makes a tree of a file.
func (l *loader) parse(p place, src *diag.Source) *tree.Node {
	if f := l.memory.file(p); f != nil && f.root != nil {
		return f.root.Clone()
	}
	before, _ := l.list.Counts()
	root := tree.Parse(src, l.list)
	if now, _ := l.list.Counts(); root != nil && now == before {
		l.memory.keep(p, &memory{src, l.sha256(src), root.Clone()})
	}
	return root
}

func (l *loader) sha256(src *diag.Source) string {
	for _, f := range l.files {
		if f.Name == src.Name {
			return f.SHA256
		}
	}
	return ""
}

func isDirectory(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// cause strips the operation and the path from a file error.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// nearFile suggests a file whose name is close to a missing one.
func nearFile(p place) string {
	if p.library {
		return ""
	}
	if _, err := os.Stat(p.path + ".toml"); err == nil {
		return p.path + ".toml"
	}
	var names []string
	entries, _ := os.ReadDir(filepath.Dir(p.path))
	for _, e := range entries {
		if filepath.Ext(e.Name()) == filepath.Ext(p.path) {
			names = append(names, e.Name())
		}
	}
	if near := diag.Nearest(filepath.Base(p.path), names); near != "" {
		return filepath.Join(filepath.Dir(p.path), near)
	}
	return ""
}

// locate finds what a file names: a path with the given ending, relative to
// the file, or a library name of the given kind.
func (l *loader) locate(n *tree.Node, kind Kind) (place, bool) {
	name := n.Text()
	if strings.HasSuffix(name, kind.ending()) {
		from := l.places[n.Source]
		if from.library {
			return place{path.Join(path.Dir(from.path), name), true}, true
		}
		if filepath.IsAbs(name) || from.path == "" {
			return place{path: filepath.Clean(name)}, true
		}
		return place{path: filepath.Join(filepath.Dir(from.path), filepath.FromSlash(name))}, true
	}
	if e := lookup(kind, name); e != nil {
		return place{e.Path, true}, true
	}
	d := l.list.Errorf(diag.UnknownName, n.Source, n.Val, "the library has no %s %q", kind, name)
	if near := diag.Nearest(name, names(kind)); near != "" {
		d.Hintf("did you mean %q? A file's name ends in %s", near, kind.ending())
	} else {
		d.Hintf("it has %s; a file's name ends in %s", strings.Join(names(kind), ", "), kind.ending())
	}
	return place{}, false
}

// layers reads a file and everything it extends, laid over one another.
func (l *loader) layers(p place, kind Kind, by citation, chain []place) *tree.Node {
	if slices.Contains(chain, p) {
		l.list.Errorf(diag.ExtendsLoop, by.src, by.at, "%s extends itself%s", p.path, byWayOf(chain, p)).
			Hintf("take one `extends` out")
		return nil
	}
	if len(chain) == maxChain {
		l.list.Errorf(diag.ExtendsTooDeep, by.src, by.at, "more than %d files extend one another", maxChain).
			Hintf("put what two of them say into one")
		return nil
	}
	src := l.read(p, by)
	if src == nil {
		return nil
	}
	root := l.parse(p, src)
	if root == nil {
		return nil
	}
	if !l.understood(root) {
		return nil
	}
	switch law := isTreaty(root); {
	case by.src == nil && law:
		kind = KindTreaty // to be checked by itself
	case law != (kind == KindTreaty) && (law || isScenario(root)):
		is, wanted := KindScenario, KindTreaty
		if law {
			is, wanted = wanted, is
		}
		l.list.Errorf(diag.WrongType, by.src, by.at, "%s is a %s, and a %s belongs here", p.path, is, wanted).
			Hintf("a scenario `extends` scenarios and names its treaties in `treaties`; a treaty `extends` treaties")
		return nil
	}
	l.laws[src] = kind == KindTreaty
	return l.overlay(root, kind, append(slices.Clip(chain), p))
}

// overlay lays a table over what its `extends` names, without what its `drop`
// names.
func (l *loader) overlay(over *tree.Node, kind Kind, chain []place) *tree.Node {
	extends, drop := over.Child("extends"), over.Child("drop")
	if extends == nil {
		if drop != nil {
			l.list.Errorf(diag.UnknownKey, drop.Source, drop.At, "`drop` takes addresses out of a base, and no `extends` names one here").
				Hintf("add `extends`, or remove `drop`")
		}
		return over
	}
	baseless := func() *tree.Node {
		if kind == KindTreaty {
			l.lacking = true
		} else {
			l.partial = true
		}
		over.Partial = true
		return over
	}
	if extends.Kind != tree.Text {
		return baseless() // the check says so
	}
	p, ok := l.locate(extends, kind)
	if !ok {
		return baseless()
	}
	base := l.layers(p, kind, cite(extends), chain)
	if base == nil {
		return baseless()
	}
	l.note(base)
	var dropped []string
	if drop != nil {
		dropped = l.drop(base, drop)
	}
	base.Remove([]string{"expect"})
	over.Remove([]string{"extends"})
	over.Remove([]string{"drop"})
	l.orphan(base, over, dropped)
	base.Lay(over, nil, oneValue)
	base.Key, base.Source, base.At = over.Key, over.Source, over.At
	return base
}

// oneValue reports whether a table is one value that a later file replaces:
// the year tables of a schedule and the dates of a ceiling.
func oneValue(address []string) bool {
	n := len(address)
	switch {
	case n == 3 && address[0] == "schedule":
		return address[2] == "levels" || address[2] == "share"
	case n == 3 && address[0] == "limit", n == 5 && address[0] == "treaty" && address[2] == "limit":
		return address[n-1] == "ceiling"
	}
	return false
}

// note keeps what a base cites: a source is not idle because a `drop` took out
// what rests on it.
func (l *loader) note(base *tree.Node) {
	var texts func(n *tree.Node)
	texts = func(n *tree.Node) {
		l.cited[n.Text()] = true
		for _, c := range n.Children {
			texts(c)
		}
	}
	base.Walk(func(_ []string, n *tree.Node) {
		if n.Key == "source" {
			texts(n)
		}
	})
}

func byWayOf(chain []place, p place) string {
	i := slices.Index(chain, p)
	if i == len(chain)-1 {
		return ""
	}
	var way []string
	for _, c := range chain[i+1:] {
		way = append(way, c.path)
	}
	return " by way of " + strings.Join(way, ", ")
}

// understood checks the version of a file's format.
func (l *loader) understood(root *tree.Node) bool {
	f := root.Child("format")
	switch {
	case f == nil:
		l.list.Errorf(diag.UnknownFormat, root.Source, root.At, "the file does not say which format it is in").
			Hintf("begin it with `format = 1`")
		return true // whatever else is wrong can be said all the same
	case f.Kind == tree.Whole && f.Whole() == 1:
		return true
	}
	l.list.Errorf(diag.UnknownFormat, f.Source, f.Val, "format %s is not understood: this program reads format 1", f.Raw).
		Hintf("write `format = 1`, or use a newer drawdown")
	return false
}

// drop takes out of a base what a `drop` names, and returns the addresses.
func (l *loader) drop(base, drop *tree.Node) (dropped []string) {
	if drop.Kind != tree.Array {
		l.list.Errorf(diag.WrongType, drop.Source, drop.Val, "`drop` must be a list of addresses, not %s", drop.Kind).
			Hintf(`as in drop = ["schedule.us-icbm"]`)
		return nil
	}
	for _, e := range drop.Children {
		switch {
		case e.Kind != tree.Text:
			l.list.Errorf(diag.WrongType, e.Source, e.Val, "`drop` must be a list of addresses in quotation marks, and this is %s", e.Kind).
				Hintf(`as in drop = ["schedule.us-icbm"]`)
		case base.Remove(tree.Address(e.Text())):
			l.dropped[e.Text()] = true
			dropped = append(dropped, e.Text())
		default:
			d := l.list.Errorf(diag.UnknownAddress, e.Source, e.Val, "the base has nothing at the address %q", e.Text())
			l.suggestAddress(d, base, e.Text())
		}
	}
	return dropped
}

// orphan marks the base's uncertainties, balances and levers about what is
// dropped, unless the file over it states them anew.
func (l *loader) orphan(base, over *tree.Node, dropped []string) {
	for _, of := range tree.Abouts {
		for _, c := range children(base.Child(of)) {
			about := slices.ContainsFunc(dropped, func(address string) bool {
				return c.Key == address || strings.HasPrefix(c.Key, address+".")
			})
			if key := [2]string{of, c.Key}; over.Child(of).Child(c.Key) != nil {
				delete(l.orphans, key)
			} else if about {
				l.orphans[key] = true
			}
		}
	}
}

// forget takes out what is about something that was dropped and not written
// anew.
func (l *loader) forget(root *tree.Node) {
	for key := range l.orphans {
		if root.Find(tree.Address(key[1])) == nil {
			root.Remove(key[:])
		}
	}
}

// suggestAddress hints at the address that was probably meant.
func (l *loader) suggestAddress(d *diag.Diagnostic, root *tree.Node, address string) {
	if l.list.Full() {
		return
	}
	var all []string
	depth := len(tree.Address(address))
	root.Walk(func(a []string, _ *tree.Node) {
		if len(a) == depth {
			all = append(all, tree.Join(a))
		}
	})
	if near := diag.Nearest(address, all); near != "" {
		d.Hintf("did you mean %s?", near)
		return
	}
	parts := tree.Address(address)
	for i := len(parts) - 1; i > 0; i-- {
		if n := root.Find(parts[:i]); n != nil && len(n.Children) > 0 && n.Kind == tree.Table {
			d.Hintf("%s has %s", tree.Join(parts[:i]), strings.Join(n.Keys(), ", "))
			return
		}
	}
	d.Hintf("an address is a chain of keys, as in schedule.us-icbm.per_year")
}

// treaties replaces the tree's `treaties` and [treaty] by one [treaty] table of
// all, those of files first.
func (l *loader) treaties(root *tree.Node) {
	all := &tree.Node{Key: "treaty", Kind: tree.Table, Source: root.Source}
	add := func(name string, t *tree.Node, at citation) {
		if old := all.Child(name); old != nil {
			d := l.list.Errorf(diag.Duplicate, at.src, at.at, "there are two treaties named %s", name)
			d.See(old.Source, old.At, "the other one")
			d.Hintf("a treaty's name is its library name, its file's name without .toml, or the name in [treaty.name]; to change a treaty, write a new one that extends it")
			return
		}
		t.Key = name
		all.Children = append(all.Children, t)
	}
	if names := root.Child("treaties"); names != nil && names.Kind == tree.Array {
		for _, n := range names.Children {
			if n.Kind != tree.Text {
				continue
			}
			p, ok := l.locate(n, KindTreaty)
			if !ok {
				l.lacking = true
				continue
			}
			t := l.layers(p, KindTreaty, cite(n), nil)
			if t == nil {
				l.lacking = true
				continue
			}
			name := strings.TrimSuffix(base(p.path), ".toml")
			if !format.IsName(name) {
				l.list.Errorf(diag.BadName, n.Source, n.Val, "a treaty's name is its file's name, and %q cannot be one", name).
					Hintf("rename the file, with letters a to z, digits and hyphens")
				l.lacking = true
				continue
			}
			add(name, t, cite(n))
		}
	}
	if own := root.Child("treaty"); own != nil && own.Kind == tree.Table {
		for _, t := range own.Children {
			if t.Kind == tree.Table {
				add(t.Key, l.overlay(t, KindTreaty, nil), citation{t.Source, t.At})
			} else {
				all.Children = append(all.Children, t)
			}
		}
		all.At, all.Val, all.Source = own.At, own.Val, own.Source
	} else if own != nil {
		format.Check(&tree.Node{Kind: tree.Table, Source: root.Source, Children: []*tree.Node{own}}, format.ScenarioKeys, true, l.list)
		l.lacking = true
	}
	root.Remove([]string{"treaty"})
	if len(all.Children) > 0 {
		root.Children = append(root.Children, all)
	}
}

// setName is the name under which --set values are reported.
const setName = "--set"

// otherLaw puts the forces of a scenario under other treaties. What it says
// about its own goes: their events, the claims, the record, and whatever is
// uncertain about them.
func (l *loader) otherLaw(root *tree.Node, names []string) {
	l.otherwise = true
	list := &tree.Node{Key: "treaties", Kind: tree.Array}
	kept := map[string]bool{}
	for i, name := range names {
		src := &diag.Source{Name: "--treaty", Text: "treaty=" + name, Order: 2000 + i}
		l.places[src] = place{}
		v := l.value(src, name)
		if v == nil {
			return
		}
		v.At = v.Val
		list.Children = append(list.Children, v)
		kept[strings.TrimSuffix(base(name), KindTreaty.ending())] = true
	}
	list.Source = list.Children[0].Source
	for _, key := range []string{"treaties", "treaty", "expect", "observed"} {
		root.Remove([]string{key})
	}
	if events := root.Child("event"); events != nil {
		events.Children = slices.DeleteFunc(events.Children, func(e *tree.Node) bool {
			t := e.Child("treaty")
			return t != nil && t.Kind == tree.Text && !kept[t.Text()]
		})
	}
	for _, of := range tree.Abouts {
		if n := root.Child(of); n != nil {
			n.Children = slices.DeleteFunc(n.Children, func(c *tree.Node) bool { return strings.HasPrefix(c.Key, "treaty.") })
		}
	}
	root.Children = append(root.Children, list)
}

// set lays ADDRESS=VALUE over the tree. A value that is not TOML is text.
func (l *loader) set(root *tree.Node, n int, arg string) {
	src := &diag.Source{Name: setName, Text: arg, Order: 1000 + n}
	address, value, ok := strings.Cut(arg, "=")
	address, value = strings.TrimSpace(address), strings.TrimSpace(value)
	if !ok || address == "" || value == "" {
		l.list.Errorf(diag.UnknownAddress, src, diag.Span{End: len(arg)}, "--set takes ADDRESS=VALUE, not %q", arg).
			Hintf("as in --set schedule.us-icbm.per_year=-20")
		return
	}
	parts := tree.Address(address)
	early := ""
	switch n := len(parts); {
	case slices.Contains([]string{"extends", "drop", "treaties", "format"}, parts[0]):
		early = parts[0]
	case parts[0] == "treaty" && (n <= 2 || n == 3 && (parts[2] == "extends" || parts[2] == "drop")):
		early = address
	}
	if early != "" {
		l.list.Errorf(diag.UnknownAddress, src, diag.Span{End: len(address)}, "`%s` is read before values are set; change it in a file", early).
			Hintf("a file of a few lines that extends this one can do it")
		return
	}
	node := l.value(src, value)
	if node == nil {
		return
	}
	parent := root.Find(parts[:len(parts)-1])
	if parent == nil && len(parts) == 2 && parts[0] == "defaults" {
		parent = &tree.Node{Key: "defaults", Kind: tree.Table, Source: src}
		root.Children = append(root.Children, parent)
	}
	if parent == nil || parent.Kind != tree.Table {
		d := l.list.Errorf(diag.UnknownAddress, src, diag.Span{End: len(address)}, "the scenario has nothing at the address %q", tree.Join(parts[:max(len(parts)-1, 1)]))
		l.suggestAddress(d, root, address)
		return
	}
	node.Key, node.At = parts[len(parts)-1], diag.Span{End: len(address)}
	if len(parts) == 2 && slices.Contains(tree.Abouts, parts[0]) && node.Kind != tree.Table {
		l.wantsTable(parent, node, parts[0])
		return
	}
	over := &tree.Node{Kind: tree.Table, Children: []*tree.Node{node}}
	parent.Lay(over, nil, func([]string) bool { return true })
}

// wantsTable reports a --set that gives a table of abouts something else, most
// likely a key of it behind an address without quotation marks.
func (l *loader) wantsTable(parent, node *tree.Node, of string) {
	d := l.list.Errorf(diag.WrongType, node.Source, node.At, "`%s.%s` must be a table, not %s", of, node.Key, node.Kind)
	for _, c := range parent.Children {
		if key, ok := strings.CutPrefix(node.Key, c.Key+"."); ok {
			d.Hintf(`the address inside takes quotation marks: '%s.%q.%s=%s'`, of, c.Key, key, value(node))
			return
		}
	}
	d.Hintf(`a key of it stands behind the address in quotation marks, as in 'uncertain."party.RU.system.ss-18.loading".min=0'`)
}

// value reads the value of a --set. What does not begin like a value of TOML
// is text.
func (l *loader) value(src *diag.Source, value string) *tree.Node {
	arg := src.Text
	start := strings.IndexByte(arg, '=') + 1
	start += strings.Index(arg[start:], value)
	// As long before the value as the argument is, so that positions are the
	// same.
	src.Text = "v" + strings.Repeat(" ", start-2) + "=" + value
	var found diag.List
	root := tree.Parse(src, &found)
	src.Text = arg
	switch {
	case root != nil && len(root.Children) == 1:
	case !strings.ContainsAny(value[:1], `"'[{`):
		n := tree.NewText(value, src, diag.Span{Start: start, End: start + len(value)})
		n.Raw = quote(value)
		return n
	}
	for _, d := range found.All() {
		l.list.Add(*d)
	}
	if root == nil {
		return nil
	}
	return root.Children[0]
}

// base is the last part of a path, whichever way its slashes lean.
func base(name string) string { return path.Base(filepath.ToSlash(name)) }

// check completes a scenario's tree with its treaties and the --set values, and
// holds it against the format.
func (l *loader) check(root *tree.Node, o Options) {
	if len(o.Law) > 0 {
		l.otherLaw(root, o.Law)
	}
	l.treaties(root)
	l.forget(root)
	for i, s := range o.Set {
		l.set(root, i, s)
	}
	format.Check(root, format.ScenarioKeys, l.partial, l.list)
}
