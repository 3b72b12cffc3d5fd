package naive

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// node is a table of a generated file, or a value under a key.
type node struct {
	key      string
	value    string   // of a leaf, as TOML
	files    []string // of a leaf: paths, to be written relative to the file they stand in
	isArray  bool     // the paths are an array
	kids     []*node  // of a table
	keep     bool     // a table that is written even where it is empty
	replaced bool     // a table that one laid over it replaces
}

func group(key string) *node { return &node{key: key} }

func (n *node) isLeaf() bool { return n.value != "" || n.files != nil }

func (n *node) kid(key string) *node {
	for _, kid := range n.kids {
		if kid.key == key {
			return kid
		}
	}
	return nil
}

// at is the table at an address below n, made where it is not there.
func (n *node) at(address string) *node {
	for _, key := range strings.Split(address, ".") {
		kid := n.kid(key)
		if kid == nil {
			kid = group(key)
			n.kids = append(n.kids, kid)
		}
		n = kid
	}
	return n
}

// leaf sets the value at an address below n.
func (n *node) leaf(address, value string) {
	n.at(address).value = value
}

func (n *node) remove(key string) {
	n.kids = slices.DeleteFunc(n.kids, func(kid *node) bool { return kid.key == key })
}

func (n *node) clone() *node {
	out := *n
	out.kids = nil
	for _, kid := range n.kids {
		out.kids = append(out.kids, kid.clone())
	}
	return &out
}

// put puts a copy of a node below n, under the tables that an address names.
func (n *node) put(address []string, kid *node) {
	for _, key := range address {
		n = n.at(key)
	}
	n.remove(kid.key)
	n.kids = append(n.kids, kid.clone())
}

// leaves is how many values there are below n.
func (n *node) leaves() int {
	if n.isLeaf() {
		return 1
	}
	count := 0
	for _, kid := range n.kids {
		count += kid.leaves()
	}
	if count == 0 && n.keep {
		return 1
	}
	return count
}

// write writes a scenario into files: as one file, or as a chain of files of which
// each extends the next.
func (g *generator) write(files Files, name string, root *node) {
	for i := range choose(g, 0, 0, 0, 1, 1, 2, 3) {
		base, over := g.split(root)
		next := choose(g, "scenarios/", "scenarios/bases/", "") + fmt.Sprintf("base-%d.toml", i+1)
		over.kids = append(over.kids, &node{key: "extends", files: []string{next}})
		g.writeOne(files, name, over)
		root, name = base, next
	}
	g.writeOne(files, name, root)
}

// split divides a scenario into a base and a file to lay over it that gives the
// scenario again.
func (g *generator) split(whole *node) (base, over *node) {
	s := splitter{generator: g, base: whole.clone(), over: group("")}
	for _, kid := range slices.Clone(s.base.kids) {
		s.divide(nil, s.base, kid)
	}
	s.base.leaf("title", quote("A base"))
	s.over.leaf("title", quote("Laid over a base"))
	s.over.leaf("format", "1")
	s.addToDrop()
	if len(s.drops) > 0 {
		s.over.leaf("drop", quotes(shuffled(g, s.drops)))
	}
	return s.base, s.over
}

type splitter struct {
	*generator
	base, over *node
	drops      []string
}

// divide decides what of a node of the base goes into the file over it. The
// address is that of its parent.
func (s *splitter) divide(address []string, parent, n *node) {
	dotted := strings.Join(append(slices.Clone(address), n.key), ".")
	switch {
	case n.key == "format" || n.key == "title" || n.key == "source" || n.key == "drop" || n.key == "extends":
		return // a base may cite only the sources it has itself

	case n.isLeaf() || n.replaced:
		switch {
		case s.chance(4): // only above
			s.over.put(address, n)
			parent.remove(n.key)
		case s.chance(8): // another value above
			s.over.put(address, n)
			s.spoil(n)
		case s.chance(3): // taken out and set anew
			s.over.put(address, n)
			s.drops = append(s.drops, dotted)
		case n.replaced && s.chance(10) && s.isYears(n): // a year too many below
			year := s.lastYear + 40
			for n.kid(strconv.Itoa(year)) != nil {
				year++
			}
			n.leaf(strconv.Itoa(year), "3")
			s.drops = append(s.drops, dotted+"."+strconv.Itoa(year))
		}
		return

	case len(address) == 0 && n.key == "uncertain":
		for _, entry := range slices.Clone(n.kids) {
			s.divideUncertainty(n, entry)
		}
		return

	case len(address) == 0 && n.key != "defaults" && n.key != "meta":
		// party, schedule, event, treaty: only what is in them

	case s.chance(8): // only above
		s.over.put(address, n)
		parent.remove(n.key)
		return
	case n.leaves() > 0 && s.chance(3): // taken out and set anew
		s.over.put(address, n)
		s.drops = append(s.drops, dotted)
		return
	}
	for _, kid := range slices.Clone(n.kids) {
		s.divide(append(slices.Clone(address), n.key), n, kid)
	}
}

// divideUncertainty decides what of an entry of [uncertain] goes into the file over
// the base. Tables merge, so a distribution is replaced by one of the same kind.
func (s *splitter) divideUncertainty(all, entry *node) {
	switch {
	case s.chance(30): // only above
		s.over.put([]string{all.key}, entry)
		all.remove(entry.key)
	case s.chance(4): // taken out and set anew
		s.over.put([]string{all.key}, entry)
		s.drops = append(s.drops, all.key+"."+entry.key)
	case s.chance(10): // other numbers above
		s.over.put([]string{all.key}, entry)
		for kind, other := range map[string]string{
			"uniform": "[0, 1]", "integers": "[0, 1]", "triangular": "[0, 1, 2]", "choice": "[1]",
			"normal": "[0, 1]", "lognormal": "[1, 1]",
		} {
			if leaf := entry.kid(kind); leaf != nil {
				leaf.value = other
			}
		}
	}
}

func (s *splitter) isYears(n *node) bool { return n.key == "levels" || n.key == "share" }

// spoil changes a value into another of its kind, where it knows one.
func (s *splitter) spoil(n *node) {
	switch n.key {
	case "launchers", "deployed", "capacity", "loading", "reserve", "retired", "lot", "per_year", "delay":
		n.value = s.whole(s.between(1, 40))
	case "name", "short", "summary":
		n.value = quote("Another")
	case "type":
		n.value = quote("other")
	case "pace":
		n.value = quote("step")
	case "levels", "share":
		n.kids = []*node{{key: strconv.Itoa(s.lastYear + 1), value: "1"}}
	case "ceiling":
		n.kids = []*node{{key: iso(s.end), value: "1"}}
	case "end":
		n.value = iso(s.end.AddDate(1, 0, 0))
	case "in_force", "date":
		n.value = iso(s.start)
	}
}

// addToDrop adds to the base what the file over it takes out.
func (s *splitter) addToDrop() {
	add := func(address string, leaves ...string) {
		if i := strings.LastIndex(address, "."); i >= 0 && s.base.at(address[:i]).kid(address[i+1:]) != nil {
			return // from another round
		}
		if s.dropped(address) {
			return
		}
		for i := 0; i < len(leaves); i += 2 {
			s.base.leaf(address+"."+leaves[i], leaves[i+1])
		}
		s.drops = append(s.drops, address)
	}
	var systems []string
	if parties := s.base.kid("party"); parties != nil {
		for _, p := range parties.kids {
			if group := p.kid("system"); group != nil {
				for _, sys := range group.kids {
					systems = append(systems, p.key+".system."+sys.key)
				}
			}
		}
	}
	if len(systems) == 0 {
		return
	}
	system := choose(s.generator, systems...)
	code, id := strings.Split(system, ".")[0], strings.Split(system, ".")[2]
	if s.chance(25) {
		add("schedule.to-drop", "system", quote(code+"."+id), "quantity", quote("loading"),
			"levels."+strconv.Itoa(s.start.Year()+1), "0")
	}
	if s.chance(20) {
		add("party."+code+".system.to-drop", "name", quote("Ghost"), "type", quote("icbm"), "launchers", "5",
			"pool", quote("missile"))
	}
	if s.chance(15) {
		add("party.DROP", "name", quote("Nobody"), "system.none.name", quote("None"),
			"system.none.type", quote("other"), "system.none.launchers", "3")
	}
	if s.chance(15) && len(s.treaties) > 0 {
		add("event.to-drop", "date", iso(s.start), "treaty", quote(s.treaties[0].name), "what", quote("suspends"))
	}
	if s.chance(25) {
		// only this once, and only where it has none
		address := "party." + system
		for _, key := range []string{"attributed", "equipped", "throw_weight"} {
			if s.base.at(address).kid(key) == nil && s.over.find(address+"."+key) == nil && !s.dropped(address) {
				s.base.leaf(address+"."+key, "7")
				s.drops = append(s.drops, address+"."+key)
				break
			}
		}
	}
}

// dropped tells whether an address or one that it is part of is taken out.
func (s *splitter) dropped(address string) bool {
	return slices.ContainsFunc(s.drops, func(d string) bool {
		return d == address || strings.HasPrefix(address, d+".")
	})
}

// find is the node at an address below n, nil where there is none.
func (n *node) find(address string) *node {
	for _, key := range strings.Split(address, ".") {
		if n = n.kid(key); n == nil {
			return nil
		}
	}
	return n
}

// writeOne writes one file.
func (g *generator) writeOne(files Files, name string, root *node) {
	w := writer{generator: g, file: name}
	lines, headers := w.content(root, "")
	for _, n := range headers {
		w.section(n, "")
	}
	sections := w.sections
	if g.chance(40) {
		sections = parentsFirst(shuffled(g, sections))
	}

	var b strings.Builder
	if g.chance(30) {
		b.WriteString("# made at random: nothing here means anything\n")
	}
	line := func(text string) {
		b.WriteString(text)
		if g.chance(2) {
			b.WriteString("   # a remark")
		}
		b.WriteString("\n")
	}
	for _, text := range lines {
		line(text)
	}
	for _, s := range sections {
		b.WriteString("\n")
		line("[" + s.path + "]")
		for _, text := range s.lines {
			line(text)
		}
	}
	files[name] = b.String()
}

type section struct {
	path  string
	lines []string
}

type writer struct {
	*generator
	file     string
	sections []section
}

// content returns the lines of a table's own values, in random order, and those of
// its tables that are to have a header. Small tables may be written inline or with
// dotted keys.
func (w *writer) content(n *node, prefix string) (lines []string, headers []*node) {
	for _, kid := range shuffled(w.generator, n.kids) {
		if kid.leaves() == 0 {
			continue
		}
		key := prefix + kid.key
		inline, dotted := 3, 3
		if kid.replaced {
			inline, dotted = 80, 10
		}
		if kid.leaves() > 12 {
			inline = 0
		}
		switch {
		case kid.isLeaf():
			lines = append(lines, key+" = "+w.text(kid))
		case w.chance(inline) || prefix != "" && w.chance(50) || prefix != "" && len(kid.kids) == 0:
			lines = append(lines, key+" = "+w.inline(kid))
		case prefix != "" || w.chance(dotted) && len(kid.kids) > 0:
			more, _ := w.content(kid, key+".")
			lines = append(lines, more...)
		default:
			headers = append(headers, kid)
		}
	}
	return lines, headers
}

// section writes a table under a header of its own, then the tables in it. A table
// without values needs no header.
func (w *writer) section(n *node, parent string) {
	full := parent + n.key
	lines, headers := w.content(n, "")
	if len(lines) > 0 || n.keep {
		w.sections = append(w.sections, section{full, lines})
	}
	for _, kid := range headers {
		w.section(kid, full+".")
	}
}

func (w *writer) inline(n *node) string {
	var parts []string
	for _, kid := range shuffled(w.generator, n.kids) {
		switch {
		case kid.leaves() == 0:
		case kid.isLeaf():
			parts = append(parts, kid.key+" = "+w.text(kid))
		default:
			parts = append(parts, kid.key+" = "+w.inline(kid))
		}
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// text is the value of a leaf, with paths relative to the file it stands in.
func (w *writer) text(n *node) string {
	if n.files == nil {
		return n.value
	}
	var relative []string
	for _, file := range n.files {
		up := strings.Repeat("../", strings.Count(w.file, "/"))
		if path.Dir(file) == path.Dir(w.file) {
			relative = append(relative, path.Base(file))
		} else {
			relative = append(relative, up+file)
		}
	}
	if n.isArray {
		return quotes(relative)
	}
	return quote(relative[0])
}

// parentsFirst moves sections so that none stands before one that it is part of:
// the order of a file's tables is then the same whether it goes by their headers or
// by their first mention.
func parentsFirst(sections []section) []section {
	var out []section
	placed := map[string]bool{}
	var place func(s section)
	place = func(s section) {
		if placed[s.path] {
			return
		}
		for _, other := range sections {
			if strings.HasPrefix(s.path, other.path+".") {
				place(other)
			}
		}
		if !placed[s.path] {
			placed[s.path] = true
			out = append(out, s)
		}
	}
	for _, s := range sections {
		place(s)
	}
	return out
}
