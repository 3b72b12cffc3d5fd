// Package format describes the keys of scenario and treaty files: what each
// takes, in which range, and what it means.
//
// The descriptions are data with three readers: Check, which finds the
// mistakes in a tree; Reference, which writes the documentation; and Schema,
// which tells editors.
package format

// A Kind says what a key takes.
type Kind uint8

// The kinds of keys.
const (
	Text       Kind = iota
	Texts           // a list of text
	Choice          // one of Key.Choices
	Choices         // a list of them
	Date            // a day of the calendar
	Dates           // a list of them
	DateOrYear      // a day, or a whole number for a year
	Whole           // a whole number in Key's range
	Number          // any finite number in Key's range
	Numbers         // a list of finite numbers
	Years           // a table: year = number in Key's range
	Steps           // a table: date = number in Key's range, or "none"
	Weight          // a number in Key's range, or one of Key.Choices
	Grade           // one of Key.Choices, or a table: key = one of them
	Cite            // text, a list of text, or a table: key = one of the two
	Fixed           // a table with the keys of Key.Table
	Named           // a table of tables with names of the author's choice, each with the keys of Key.Table
	Addressed       // like Named; the names are addresses
	Free            // a table of anything
)

// A Key describes one key of a table.
type Key struct {
	Name     string
	Kind     Kind
	Required bool
	Min, Max float64 // the range of numbers; Max 0: no upper bound
	AboveMin bool    // Min itself is excluded
	Signed   bool    // no lower bound either
	Least    int     // of a list, or of named tables: how many there are at least
	Most     int     // of a list: and at most; 0: any number
	Once     bool    // of a list: nothing stands in it twice
	Choices  []string
	Table    *Table // Fixed, Named and Addressed
	Default  string // in words; empty: none
	Unit     string
	Help     string // a sentence or two; Markdown
	Example  string // a value as it is written
}

// A Table describes the keys of a table.
type Table struct {
	Name  string // what one such table is, as in "a system"
	Help  string
	Keys  []*Key
	Plain bool // no grade and source keys: the table is itself about sources, or a file's head
	Bonds []Bond
	Alone bool // nothing in it is ever inherited from a file that is extended
}

// A Bond is what has to hold between keys of a table. Check does not hold it
// against anything, for it knows no more than the file: those who read a
// scenario do, once all its files are laid over one another.
type Bond struct {
	If    string   // where this key stands; empty: always
	Is    []string // and is one of these; empty: whatever it is
	One   []string // exactly one of these keys stands in the table
	Some  []string // at least one of them
	None  []string // none of them
	Whole []string // their numbers are whole
}

// Key returns the description of a key, or nil.
func (t *Table) Key(name string) *Key {
	for _, k := range t.Keys {
		if k.Name == name {
			return k
		}
	}
	for _, k := range t.common() {
		if k.Name == name {
			return k
		}
	}
	return nil
}

func (t *Table) common() []*Key {
	if t.Plain {
		return common[2:]
	}
	return common
}

// names lists the keys that the table knows.
func (t *Table) names() []string {
	var names []string
	for _, k := range t.Keys {
		names = append(names, k.Name)
	}
	for _, k := range t.common() {
		names = append(names, k.Name)
	}
	return names
}

// MaxCount is the largest count that a scenario may write.
const MaxCount = 1_000_000

// MaxYears is the longest span of a scenario, in years.
const MaxYears = 200

// Grades are how well a number is known, best first.
var Grades = []string{"declared", "reported", "estimated", "assumed"}

// common are the keys that every table may have.
var common = []*Key{
	{Name: "grade", Kind: Grade, Choices: Grades, Example: `"declared"`, Help: "How well the numbers of this table are known: `declared` by the party or in a treaty's exchange, `reported` by a source with knowledge, `estimated` from other figures, `assumed` by the author. Where the keys differ: `grade = { launchers = \"declared\", loading = \"estimated\" }`."},
	{Name: "source", Kind: Cite, Example: `"state-2014-09"`, Help: "The key of a `[source]`, a list of them, or by key as with `grade`."},
	{Name: "note", Kind: Text, Example: `"..."`, Help: "Free text: what a reader should know about these numbers."},
}

// At returns the description of the key at an address below a table, or nil.
// The names of an author's choice, years and dates in it may be any.
func (t *Table) At(address []string) *Key {
	if len(address) == 0 {
		return nil
	}
	k, rest := t.Key(address[0]), address[1:]
	switch {
	case k == nil || len(rest) == 0:
		return k
	case k.Kind == Fixed:
		return k.Table.At(rest)
	case (k.Kind == Named || k.Kind == Addressed) && len(rest) > 1:
		return k.Table.At(rest[1:])
	case (k.Kind == Named || k.Kind == Addressed || k.Kind == Years || k.Kind == Steps) && len(rest) == 1:
		return k
	}
	return nil
}
