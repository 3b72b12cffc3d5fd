package scenarios

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
)

//go:embed *.toml treaties/*.toml records/*.csv
var library embed.FS

// A Kind is what a library file holds.
type Kind uint8

// The kinds of library files.
const (
	KindScenario Kind = iota
	KindTreaty
	KindRecord
)

func (k Kind) String() string { return [...]string{"scenario", "treaty", "record"}[k] }

func (k Kind) ending() string {
	if k == KindRecord {
		return ".csv"
	}
	return ".toml"
}

func (k Kind) folder() string { return [...]string{".", "treaties", "records"}[k] }

// An Entry is a file of the library.
type Entry struct {
	Kind Kind
	Name string // as scenarios name it, as in "new-start"
	Path string // in the library
}

// Address is the entry's name where kinds could be confused, as in
// "treaties/new-start"; of a scenario its name.
func (e Entry) Address() string { return path.Join(e.Kind.folder(), e.Name) }

// Text returns the file as it is.
func (e Entry) Text() string {
	text, err := library.ReadFile(e.Path)
	if err != nil {
		panic(err) // embedded with the listing it came from
	}
	return string(text)
}

// Title says in one line what the entry is.
func (e Entry) Title() string {
	if e.Kind == KindRecord {
		lines := strings.Split(strings.TrimSpace(e.Text()), "\n")
		first, _, _ := strings.Cut(lines[min(1, len(lines)-1)], ",")
		last, _, _ := strings.Cut(lines[len(lines)-1], ",")
		return fmt.Sprintf("%d figures, %s to %s", len(lines)-1, first, last)
	}
	root := tree.Parse(&diag.Source{Name: e.Path, Text: e.Text()}, &diag.List{})
	title, _ := table{root}.text("title")
	if short, ok := (table{root}).text("short"); ok && e.Kind == KindTreaty {
		return short + ": " + title
	}
	return title
}

// Library lists the embedded files: scenarios, treaties, records, by name.
func Library() []Entry {
	var all []Entry
	for _, k := range []Kind{KindScenario, KindTreaty, KindRecord} {
		files, _ := library.ReadDir(k.folder())
		for _, f := range files {
			if name, ok := strings.CutSuffix(f.Name(), k.ending()); ok && !f.IsDir() {
				all = append(all, Entry{k, name, path.Join(k.folder(), f.Name())})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Name, b.Name))
	})
	return all
}

func lookup(k Kind, name string) *Entry {
	all := Library()
	i := slices.IndexFunc(all, func(e Entry) bool { return e.Kind == k && e.Name == name })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// Lookup finds a library file by its name or its address: a scenario first,
// then a treaty, then a record.
func Lookup(name string) *Entry {
	for _, e := range Library() {
		if e.Name == name || e.Address() == name || e.Path == name {
			return &e
		}
	}
	return nil
}

// names lists the library's names of one kind.
func names(k Kind) []string {
	var all []string
	for _, e := range Library() {
		if e.Kind == k {
			all = append(all, e.Name)
		}
	}
	return all
}
