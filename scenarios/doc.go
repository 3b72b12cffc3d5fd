// Package scenarios answers "what does the file say?": it reads a scenario, a
// treaty or a record, finds every mistake in it, and hands a scenario to the
// simulator that cannot be wrong any more. It also holds the library.
//
//	doc, list := scenarios.Load("new-start", scenarios.Options{})
//	list.Render(os.Stderr, false)       // mistakes and warnings
//	if doc == nil { ... }               // there were mistakes
//	run := sim.Run(doc.Scenario)        // what is held in every year
//	result := sim.Assess(run)           // counts held against ceilings
//	doc.Warn(result, list)              // what could not be computed
//	tables.All(result)                  // rows and columns
//	doc.Test(result)                    // the file's own claims
//
// [Validate] does the reading alone, of treaties too. [Library] lists the
// embedded files, [Text] gives one as it is, and [Document.Resolved] writes a
// scenario after all that it extends and all that was set.
//
// # Conventions
//
// A name without the ending .toml is one of the library; anything else is a
// path. An address is the chain of keys of one number, as in
// "party.US.system.trident-2.deployed". It is the same in the file, in --set,
// in diagnostics and in [Document.Place], which tells where a number is written
// and how well it is known.
//
// Nothing is silently ignored, and no mistake hides another: the diagnostics
// (package diag) hold all of them, each with its place. Package format
// describes the keys; REFERENCE.md in this folder is written from it. Loading
// looks at no clock and no environment: equal files give equal documents.
package scenarios
