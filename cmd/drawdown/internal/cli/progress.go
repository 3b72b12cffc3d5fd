package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/jedib0t/go-pretty/v6/progress"
)

// patience is how long a run may take before it is worth a word.
const patience = time.Second

// A meter tells a waiting person how far a run is: with a bar and the time left
// on a terminal, with a line for every tenth elsewhere. Runs that are over soon
// pass in silence.
type meter struct {
	out   io.Writer
	what  string
	total int
	start time.Time

	mu      sync.Mutex
	tenth   int
	bar     progress.Writer // nil: none yet, or lines
	tracker *progress.Tracker
}

func (p *program) meter(what string, total int) *meter {
	return &meter{out: p.err, what: what, total: total, start: time.Now()}
}

// done says how many of the total are done.
func (m *meter) done(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if time.Since(m.start) < patience {
		m.tenth = 10 * n / m.total
		return
	}
	if isTerminal(m.out) && os.Getenv("TERM") != "dumb" {
		m.draw(n)
		return
	}
	if tenth := 10 * n / m.total; tenth > m.tenth {
		m.tenth = tenth
		fmt.Fprintf(m.out, "%s: %d %% (%d of %d)\n", m.what, 10*tenth, n, m.total)
	}
}

// draw moves the bar.
func (m *meter) draw(n int) {
	if m.bar == nil {
		m.bar = progress.NewWriter()
		m.bar.SetOutputWriter(m.out)
		m.bar.SetTrackerLength(30)
		m.bar.SetUpdateFrequency(100 * time.Millisecond)
		style := progress.StyleDefault
		style.Visibility = progress.StyleVisibility{ETA: true, Percentage: true, Time: true, Tracker: true, Value: true}
		style.Options.ETAString = "left"
		style.Options.TimeInProgressPrecision = time.Second
		m.bar.SetStyle(style)
		m.tracker = &progress.Tracker{Message: m.what, Total: int64(m.total)}
		m.bar.AppendTracker(m.tracker)
		go m.bar.Render()
	}
	m.tracker.SetValue(int64(n))
}

// stop takes the bar away.
func (m *meter) stop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar == nil {
		return
	}
	m.tracker.MarkAsDone()
	m.bar.Stop()
	for m.bar.IsRenderInProgress() {
		time.Sleep(time.Millisecond)
	}
	fmt.Fprint(m.out, "\x1b[1A\x1b[2K") // up one line, and clear it: that it is done, the result shows
}
