package main

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// fused are instructions of arm64 that multiply and add in one, with one
// rounding instead of two. The compiler makes them of x*y + z, but not of
// float64(x*y) + z.
var fused = regexp.MustCompile(`\((\S+\.go:\d+)\)\s+FN?M(ADD|SUB)[SD]\s`)

// Equal seeds give equal results on every machine. So the simulator, compiled
// for a processor that can fuse, fuses nothing.
func TestNothingFused(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another processor")
	}
	cmd := exec.Command("go", "build", "-gcflags=drawdown/sim/...=-S", "drawdown/sim/...")
	cmd.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, text)
	}
	if !regexp.MustCompile(`distribution\.go:\d+\)\s+FMULD\s`).Match(text) {
		t.Error("no multiplication is found where there are some")
	}
	seen := map[string]bool{}
	for _, m := range fused.FindAllSubmatch(text, -1) {
		if at := string(m[1]); !seen[at] {
			seen[at] = true
			t.Errorf("%s: write float64(x*y) where a product is added to something", at)
		}
	}
}
