// Package naive is a second, independent reading of the scenario format. It was
// written from the text of the format alone, rule by rule, in the words of the
// text, without a thought for speed. Nothing but tests imports it: they hold the
// simulator's tables against the ones made here, byte for byte, on the worked
// cases and on scenarios made at random (see [Random] and [Scenarios]). Ensembles
// it runs member by member, each from scratch (see [RunEnsemble]).
//
// It takes a scenario to be valid. What it cannot make sense of is an error
// without further help; finding and explaining mistakes is the simulator's work.
package naive

import (
	"errors"
	"fmt"
	"io/fs"
)

// Tables are the four tables of section 4, as CSV.
type Tables struct {
	Findings string
	Holdings string
	Pools    string
	Summary  string
}

// Library tells which file of the file system a library name stands for. The
// kind is "scenario" or "treaty".
type Library func(kind, name string) string

// Run reads the scenario in the file at path, which may name other files of fsys
// by relative path but nothing of a library, and returns its tables.
func Run(fsys fs.FS, path string) (Tables, error) {
	return RunWith(fsys, path, nil)
}

// RunWith is Run for scenarios that use library names.
func RunWith(fsys fs.FS, path string, library Library) (tables Tables, err error) {
	defer rescue(&err)
	s := reader{fsys: fsys, library: library}.document(path).build()
	states := s.run()
	findings := s.findings(states)
	return Tables{
		Findings: findingsTable(findings),
		Holdings: s.holdingsTable(states),
		Pools:    s.poolsTable(states),
		Summary:  s.summaryTable(findings),
	}, nil
}

// unexpected is what fail panics with and rescue turns into an error: it keeps the
// rules below free of error handling.
type unexpected struct{ error }

// rescue, deferred, returns as err what fail panicked with.
func rescue(err *error) {
	switch r := recover().(type) {
	case nil:
	case unexpected:
		*err = r.error
	default:
		panic(r)
	}
}

func fail(format string, args ...any) {
	panic(unexpected{fmt.Errorf(format, args...)})
}

func check(err error, where string) {
	if err != nil {
		panic(unexpected{errors.Join(errors.New(where), err)})
	}
}
