package main_test

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// Whole processes, as a user starts them: the program by itself, a library
// scenario to the terminal (mark: 50 ms), with its charts (mark: 150 ms).
func BenchmarkProcess(b *testing.B) {
	exe := filepath.Join(b.TempDir(), "drawdown")
	if out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"start", []string{"--version"}},
		{"run", []string{"run", "new-start"}},
		{"charts", []string{"run", "new-start", "--out", b.TempDir()}},
		{"compare", []string{"compare", "thousand", "thousand-late"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command(exe, c.args...).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}
