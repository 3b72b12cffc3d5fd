package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"drawdown/scenarios"
)

// pause is how long to wait after a change for more of them: editors save in
// several steps.
const pause = 150 * time.Millisecond

// watch runs scenarios again whenever a file they rest on is saved, until it
// is interrupted.
func (p *program) watch(ctx context.Context, args []string, f *runFlags) error {
	if slices.Contains(args, "-") {
		return mistake{"--watch needs files, not standard input", ""}
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return mistake{"files cannot be watched: " + cause(err), ""}
	}
	defer watcher.Close()
	for {
		files := p.watched(args)
		if len(files) == 0 {
			return mistake{"there is no file to watch: library scenarios do not change", "copy one: drawdown new mine.toml --from " + args[0]}
		}
		// Folders are watched, not files: many editors save by renaming.
		for _, name := range files {
			if err := watcher.Add(filepath.Dir(name)); err != nil {
				return mistake{filepath.Dir(name) + " cannot be watched: " + cause(err), ""}
			}
		}
		if err := p.once(ctx, args, f); err != nil {
			return err
		}
		changed, err := next(ctx, watcher, files)
		if err != nil {
			return p.flush(fmt.Sprintf("\n%s\n", "Stopped."))
		}
		if err := p.flush(fmt.Sprintf("\n%s changed; running again.\n\n", changed)); err != nil {
			return err
		}
	}
}

// once runs and shows; a scenario that is refused has been explained, and may
// be right after the next save.
func (p *program) once(ctx context.Context, args []string, f *runFlags) error {
	err := p.run(ctx, args, f)
	if errors.Is(err, context.Canceled) {
		return brokenOff{err} // runs before this one may have written
	}
	var status exit
	if err != nil && !errors.As(err, &status) {
		return err
	}
	return p.flush("\nWatching for changes; stop with Ctrl-C.\n")
}

// flush writes what is buffered, and then a line.
func (p *program) flush(line string) error {
	p.printf("%s", line)
	_, err := p.out.Write(p.buffered.Bytes())
	p.buffered.Reset()
	return err
}

// watched lists the files on disk that scenarios rest on, as far as they can be
// read.
func (p *program) watched(args []string) []string {
	var files []string
	for _, name := range args {
		doc, _ := scenarios.Load(name, scenarios.Options{Read: p.open})
		if doc == nil {
			if strings.HasSuffix(name, ".toml") {
				files = append(files, filepath.Clean(name))
			}
			continue
		}
		for _, file := range doc.Files {
			if !strings.HasPrefix(file.Name, "library:") {
				files = append(files, filepath.Clean(file.Name))
			}
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// next waits for a change of one of the files and names it.
func next(ctx context.Context, w *fsnotify.Watcher, files []string) (string, error) {
	var changed string
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case err := <-w.Errors:
			return "", err
		case e := <-w.Events:
			if name := filepath.Clean(e.Name); slices.Contains(files, name) && !e.Has(fsnotify.Chmod) {
				changed, settled = name, time.After(pause)
			}
		case <-settled:
			return changed, nil
		}
	}
}
