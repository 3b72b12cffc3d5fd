package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/sim/ensemble"
	"drawdown/sim/robust"
	"drawdown/sim/sample"
)

// stopped is the context after Ctrl-C.
func stopped() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// A run that is told to stop before it writes says that it wrote nothing.
func TestStopsBeforeWriting(t *testing.T) {
	for _, args := range [][]string{
		{"run", "new-start"},
		{"sensitivity", "new-start"},
		{"ensemble", "new-start"},
		{"robust", "thousand", "thousand-front"},
	} {
		var out, errs bytes.Buffer
		p := &program{in: strings.NewReader(""), out: &out, err: &errs}
		dir := filepath.Join(t.TempDir(), "out")
		root := p.root()
		root.SetArgs(append(args, "--out", dir))
		status := p.finish(root.ExecuteContext(stopped()))
		if status != exitRefused || !strings.Contains(errs.String(), "interrupted; nothing was written") || out.Len() > 0 {
			t.Errorf("%s: status %d: %s%s", args[0], status, &errs, &out)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: something was written", args[0])
		}
	}
}

// One that is told to stop while it writes does not say so.
func TestStopsWhileWriting(t *testing.T) {
	var errs bytes.Buffer
	p := &program{out: io.Discard, err: &errs}
	d := &folder{ctx: stopped(), dir: t.TempDir()}
	if status := p.finish(d.write("a", nil)); status != exitRefused || !strings.Contains(errs.String(), "what was written is whole") {
		t.Errorf("status %d: %s", status, &errs)
	}
}

// Files of draws stop when they are told to.
func TestFilesOfDrawsStop(t *testing.T) {
	p := &program{out: io.Discard, err: io.Discard}
	_, r := p.load("new-start", nil)
	f := drawFlags{draws: 10, seed: 1, method: string(sample.Random), workers: 1}
	kernel, points, err := f.study(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := drawsFile(stopped(), kernel, points, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("draws: %v", err)
	}
	trial, err := newTrial([]*report.Report{r})
	if err != nil {
		t.Fatal(err)
	}
	res, err := trial.Run(context.Background(), robust.Options{Points: points, Futures: 10, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := futuresFile(stopped(), res, points); !errors.Is(err, context.Canceled) {
		t.Errorf("futures: %v", err)
	}
}

// Ctrl-C while the file of the draws is made leaves it out, and all else is
// whole; but the file of draws that were broken off is written.
func TestStopsInFileOfDraws(t *testing.T) {
	for _, c := range []struct {
		of    int // draws, of which 20 are done
		file  bool
		says  string
		draws int
	}{
		{20, false, "interrupted: draws.csv.gz was left out; all else is printed and written whole", 0},
		{90, true, "interrupted after 20 of 90 draws", 20},
	} {
		var out, errs bytes.Buffer
		p := &program{out: &out, err: &errs}
		_, r := p.load("new-start", nil)
		f := drawFlags{draws: 20, seed: 1, method: string(sample.Random), workers: 1}
		kernel, points, err := f.study(r)
		if err != nil {
			t.Fatal(err)
		}
		res, err := kernel.Run(context.Background(), ensemble.Options{Points: points, Until: 20, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		d := drawn{done: 20, of: c.of, name: "draws.csv.gz", file: func(ctx context.Context) ([]byte, error) {
			cancel()
			return drawsFile(ctx, kernel, points, 20)
		}}
		dir := t.TempDir()
		show := &studyFlags{format: "text", output: outFlags{dir: dir}}
		st := report.Ensemble(r, res, f.sampling(), []string{"drawdown"})
		if status := p.finish(p.showDrawn(ctx, st, show, d)); status != exitRefused || !strings.Contains(errs.String(), c.says) {
			t.Errorf("status %d: %s", status, &errs)
		}
		m, _ := readManifest(dir)
		for _, o := range m.Outputs {
			if _, err := os.Stat(filepath.Join(dir, o.Name)); err != nil {
				t.Error(err)
			}
		}
		listed := func(name string) bool {
			return slices.ContainsFunc(m.Outputs, func(o report.FileHash) bool { return o.Name == name })
		}
		if !listed("quantiles.csv") || !listed(report.ReadmeName) || listed(d.name) != c.file || out.Len() == 0 {
			t.Errorf("of %d draws: %d bytes printed, %v written", c.of, out.Len(), m.Outputs)
		}
		if n := lines(t, filepath.Join(dir, d.name)); n != c.draws {
			t.Errorf("of %d draws %d were written, not %d", c.of, n, c.draws)
		}
	}
}

// lines counts the lines of a gzipped file below its head; 0: there is none.
func lines(t *testing.T, name string) int {
	t.Helper()
	b, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(text, []byte("\n")) - 1
}
