package naive

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/fstest"

	"pgregory.net/rapid"
)

// Files are the files of a scenario by their path. The scenario itself is Main.
type Files map[string]string

// Main is the path of the scenario among its Files.
const Main = "scenarios/main.toml"

// FS returns the files as a file system.
func (f Files) FS() fs.FS {
	m := fstest.MapFS{}
	for name, text := range f {
		m[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return m
}

// String prints all files, for the report of a failed test.
func (f Files) String() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f)) {
		fmt.Fprintf(&b, "-- %s --\n%s\n", name, f[name])
	}
	return b.String()
}

// GoString is String: it is what a failed property prints.
func (f Files) GoString() string { return f.String() }

// Option asks for more in a scenario made at random.
type Option func(*generator)

// Uncertain adds an [uncertain] section of which every draw is valid. The rest of
// the scenario is as it would be without.
func Uncertain(g *generator) { g.uncertain = true }

// Random makes a valid scenario; the same seed makes the same one.
func Random(seed uint64, options ...Option) Files {
	r := rand.New(rand.NewPCG(seed, 0))
	return generate(r.IntN, options)
}

// Scenarios generates valid scenarios for a property; a failing one shrinks.
func Scenarios(options ...Option) *rapid.Generator[Files] {
	return rapid.Custom(func(t *rapid.T) Files {
		return generate(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") }, options)
	})
}
