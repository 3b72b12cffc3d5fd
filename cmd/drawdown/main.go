// Drawdown simulates arms reductions: it steps arsenals through the years and
// tests them against treaty ceilings.
package main

import (
	"os"

	"drawdown/cmd/drawdown/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
