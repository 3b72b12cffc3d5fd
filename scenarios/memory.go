package scenarios

import (
	"sync"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
)

// A Memory keeps the files that were read. Loads that share one read and parse
// each file once: a scenario that is loaded again and again, each time with other
// values, is the same scenario, also where it comes from standard input or is
// being edited, and most of the work is done once. The zero Memory is empty and
// ready to use, by several goroutines at once.
type Memory struct {
	mu    sync.Mutex
	files map[place]*memory
}

// memory is one file.
type memory struct {
	src    *diag.Source
	sha256 string
	root   *tree.Node // nil: not parsed, or with mistakes
}

// file is what is known of a file, or nil.
func (m *Memory) file(p place) *memory {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.files[p]
}

// keep keeps a file.
func (m *Memory) keep(p place, f *memory) {
	if m == nil {
		return
	}
	f.src.Pos(0) // so that it only reads from now on
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[place]*memory{}
	}
	if m.files[p] == nil {
		m.files[p] = f
	}
}
