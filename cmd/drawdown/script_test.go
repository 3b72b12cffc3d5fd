package main_test

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"drawdown/cmd/drawdown/internal/cli"
)

var update = flag.Bool("update", false, "rewrite goldens from what the program does now")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"drawdown": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// What a user types and sees, a story each.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
	})
}
