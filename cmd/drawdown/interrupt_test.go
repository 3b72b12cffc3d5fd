package main_test

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The first Ctrl-C is the program's to answer; where it is busy with what
// cannot be broken off, here with reading, a second one ends it at once.
func TestSecondInterruptKills(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no process can be sent an interrupt there")
	}
	cmd := exec.Command("drawdown", "run", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer cmd.Process.Kill()
	// More than a pipe holds: when it is written, the program is reading.
	if _, err := in.Write([]byte(strings.Repeat("# nothing\n", 1<<15))); err != nil {
		t.Fatal(err)
	}
	late := time.After(20 * time.Second)
	for {
		if err := cmd.Process.Signal(os.Interrupt); err != nil && err != os.ErrProcessDone {
			t.Fatal(err)
		}
		select {
		case <-ended:
			if s, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !s.Signaled() || s.Signal() != syscall.SIGINT {
				t.Errorf("it ended by itself: %v", cmd.ProcessState)
			}
			return
		case <-late:
			t.Fatal("interrupts do not end it")
		case <-time.After(50 * time.Millisecond):
		}
	}
}
