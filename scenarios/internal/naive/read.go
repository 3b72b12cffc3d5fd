package naive

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

type reader struct {
	fsys    fs.FS
	library Library
}

func (r reader) file(name string) *table {
	text, err := fs.ReadFile(r.fsys, name)
	check(err, name)
	t := parseTable(string(text), name)
	if t.whole("format") != 1 {
		fail("%s: format is not 1", name)
	}
	return t
}

// locate finds the file that a name stands for: a path that ends in .toml is
// relative to the file it is written in, anything else is a library name.
func (r reader) locate(kind, name, writtenIn string) string {
	if strings.HasSuffix(name, ".toml") {
		return path.Join(path.Dir(writtenIn), name)
	}
	if r.library == nil {
		fail("%s: no library to look up %s %s in", writtenIn, kind, name)
	}
	return r.library(kind, name)
}

// named is a treaty as it was named, with the file that the name stands for.
type named struct{ name, file string }

// scenario reads the file and the files it extends, and lays them one over the
// other. File names are resolved here, where it is known which file they are
// written in.
func (r reader) scenario(name string, depth int) *table {
	if depth > 8 {
		fail("%s: more than 8 files in a chain, or a loop", name)
	}
	own := r.file(name)
	if own.has("treaties") {
		var treaties []named
		for _, treaty := range own.list("treaties") {
			treaties = append(treaties, r.named(treaty, name))
		}
		own.set("treaties", treaties)
	}
	for _, id := range own.sub("treaty").keys {
		treaty := get[*table](own.sub("treaty"), id)
		if treaty.has("extends") {
			treaty.set("extends", r.named(treaty.text("extends"), name))
		}
	}
	if !own.has("extends") {
		return own
	}

	base := r.scenario(r.locate("scenario", own.text("extends"), name), depth+1)
	for _, address := range own.list("drop") {
		drop(base, keysOf(address))
	}
	own.remove("extends")
	if own.has("drop") {
		own.remove("drop")
	}
	if base.has("expect") { // not inherited
		base.remove("expect")
	}
	return lay(own, base)
}

func (r reader) named(treaty, writtenIn string) named {
	return named{
		name: strings.TrimSuffix(path.Base(treaty), ".toml"),
		file: r.locate("treaty", treaty, writtenIn),
	}
}

// keysOf are the keys of an address. That of an entry of [uncertain] or [lever] is
// an address itself, in quotes or not.
func keysOf(address string) []string {
	for _, of := range []string{"uncertain", "lever"} {
		if entry, ok := strings.CutPrefix(address, of+"."); ok {
			return []string{of, strings.Trim(entry, `"'`)}
		}
	}
	return strings.Split(address, ".")
}

// drop takes an address out of a table.
func drop(t *table, address []string) {
	for len(address) > 1 {
		t = get[*table](t, address[0])
		address = address[1:]
	}
	t.remove(address[0])
}

// lay lays one table over another: tables merge key by key, everything else is
// replaced, the year tables of a schedule and the dates of a ceiling too. The
// base's keys come first, new ones after.
func lay(over, base *table) *table {
	for _, key := range over.keys {
		upper, isTable := over.values[key].(*table)
		lower, wasTable := base.values[key].(*table)
		if isTable && wasTable && !replaced(upper.path) {
			lay(upper, lower)
		} else {
			base.set(key, over.values[key])
		}
	}
	return base
}

// replaced tells whether the table at an address is one of those that are
// replaced, not merged: schedule.ID.levels, schedule.ID.share, limit.ID.ceiling in
// a treaty's file, treaty.ID.limit.ID.ceiling in a scenario.
func replaced(address string) bool {
	keys := strings.Split(address, ".")
	if keys[0] == "treaty" && len(keys) > 2 {
		keys = keys[2:]
	}
	if len(keys) != 3 {
		return false
	}
	return keys[0] == "schedule" && (keys[2] == "levels" || keys[2] == "share") ||
		keys[0] == "limit" && keys[2] == "ceiling"
}

// document is a scenario with all that it is read from, laid together: the numbers
// it is built of, each at its address.
type document struct {
	root     *table
	treaties []treatyTable // those of `treaties`, then the [treaty.ID]s
}

// treatyTable is a treaty's table under its name.
type treatyTable struct {
	name  string
	table *table
}

func (r reader) document(path string) document {
	root := r.scenario(path, 1)
	return document{root: root, treaties: r.treaties(root)}
}

// treaties reads the treaties of a scenario.
func (r reader) treaties(scenario *table) []treatyTable {
	var treaties []treatyTable
	add := func(name string, table *table) {
		if slices.ContainsFunc(treaties, func(t treatyTable) bool { return t.name == name }) {
			fail("two treaties of the name %s", name)
		}
		treaties = append(treaties, treatyTable{name, table})
	}
	if scenario.has("treaties") {
		for _, n := range get[[]named](scenario, "treaties") {
			add(n.name, r.file(n.file))
		}
	}
	for _, id := range scenario.sub("treaty").keys {
		t := get[*table](scenario.sub("treaty"), id)
		if t.has("extends") {
			base := r.file(get[named](t, "extends").file)
			t.remove("extends")
			t = lay(t, base)
		}
		add(id, t)
	}
	return treaties
}

// build makes the scenario of a document.
func (d document) build() *scenario {
	s := newScenario(d.root)
	for _, t := range d.treaties {
		s.treaties = append(s.treaties, newTreaty(t.name, t.table))
	}
	s.checkTreaties()
	return s
}

func (d document) clone() document {
	out := document{root: d.root.clone()}
	for _, t := range d.treaties {
		out.treaties = append(out.treaties, treatyTable{t.name, t.table.clone()})
	}
	return out
}
