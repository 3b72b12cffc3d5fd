package scenarios

import (
	"io"
	"path/filepath"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
)

// A Document is a scenario with all that its files say beyond what a run
// needs: where every number stands, how well it is known and on which source
// it rests, the record, the claims.
type Document struct {
	Name      string // as it was asked for, without folder and ending
	Scenario  *sim.Scenario
	Files     []FileRead // every file read, in the order of reading
	Set       []string   // the --set values laid over it
	Law       []string   // the treaties put in place of its own, by --treaty
	Sources   []*Source  // every [source] of the scenario and its treaties, in file order
	Record    *Record    // nil: none
	Claims    []*Claim
	Uncertain []*Uncertainty
	Balances  []*Balance
	Levers    []*Lever

	places []Place // by arsenal.Origin
	root   *tree.Node
}

// A Place is where a thing is written and what its file says of how well it is
// known.
type Place struct {
	Address string // as in "party.US.system.trident-2.deployed"
	File    string
	Line    int
	Col     int
	Grade   string    // "": the file does not say
	Sources []*Source // in the order cited
	Note    string

	source *diag.Source
	span   diag.Span
}

// Place tells where a thing of the scenario was written.
func (d *Document) Place(o arsenal.Origin) Place {
	if o <= 0 || int(o) >= len(d.places) {
		return Place{}
	}
	return d.places[o]
}

// PlaceOf tells where a property of a system was written, as in "attributed".
func (d *Document) PlaceOf(s *arsenal.System, key string) Place {
	n := d.root.Find([]string{"party", s.Party.Code, "system", s.Key})
	at := n.Child(key)
	if at == nil {
		return Place{}
	}
	p := Place{Address: "party." + s.Party.Code + ".system." + s.Key + "." + key, File: at.Source.Name, source: at.Source, span: at.At}
	pos := at.Source.Pos(at.At.Start)
	p.Line, p.Col = pos.Line, pos.Col
	for _, g := range d.gradings("party."+s.Party.Code+".system."+s.Key, n) {
		if g.Key == key {
			p.Grade, p.Sources, p.Note = g.Grade, g.Sources, g.Note
		}
	}
	return p
}

// RecordNote is what the author says of the record and of how the scenario
// fits it.
func (d *Document) RecordNote() string {
	n := d.root.Child("observed")
	if n == nil {
		return ""
	}
	note, _ := table{n}.text("note")
	return note
}

// A Source is a work that numbers rest on.
type Source struct {
	Key       string
	Treaty    string // the treaty in whose file it stands; "": the scenario
	Title     string
	Author    string
	Publisher string
	Published string // a date or a year
	AsOf      civil.Date
	Accessed  civil.Date
	URL       string
	Note      string
	Cited     bool // whether anything cites it
}

// Load reads a scenario: a library name, a path, or "-" for whatever
// Options.Read gives under that name. The list holds everything that is wrong
// or worth a second look; where it has errors, the document is nil.
func Load(name string, o Options) (*Document, *diag.List) {
	list := &diag.List{}
	l := newLoader(o, list)
	root := l.layers(find(name), KindScenario, citation{}, nil)
	if root == nil {
		return nil, list
	}
	if isTreaty(root) {
		n := root.Child("limit")
		if n == nil {
			n = root.Child("short")
		}
		list.Errorf(diag.UnknownKey, n.Source, n.At, "this file is a treaty, not a scenario").
			Hintf("name it in the `treaties` of a scenario; `drawdown validate` checks it by itself")
		return nil, list
	}
	l.check(root, o)
	if l.partial {
		return nil, list
	}
	d := resolve(l, root)
	d.Name = strings.TrimSuffix(filepath.Base(name), ".toml")
	d.Set, d.Law = o.Set, o.Law
	d.Files = l.files
	if list.HasErrors() {
		return nil, list
	}
	return d, list
}

// find tells library names and paths apart.
func find(name string) place {
	if !strings.HasSuffix(name, ".toml") {
		name := strings.TrimPrefix(name, "library:")
		if e := lookup(KindScenario, name); e != nil {
			return place{e.Path, true}
		}
	}
	if rest, ok := strings.CutPrefix(name, "library:"); ok {
		return place{rest, true}
	}
	return place{path: name}
}

// Open reads one of the options' files, for callers that need the bytes.
func (o Options) Open(name string) (io.ReadCloser, error) {
	return newLoader(o, nil).open(name)
}
