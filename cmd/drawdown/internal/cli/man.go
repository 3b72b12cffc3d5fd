package cli

import (
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write manual pages to a folder",
		Args:  needs(1, true, "a folder", "drawdown man man"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return unwritable(args[0], err)
			}
			// The date of the pages is that of the format, so that equal programs
			// write equal pages.
			date := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
			header := &doc.GenManHeader{Title: "DRAWDOWN", Section: "1", Source: "drawdown " + Version, Manual: "drawdown", Date: &date}
			if err := doc.GenManTree(cmd.Root(), header, args[0]); err != nil {
				return unwritable(filepath.Clean(args[0]), err)
			}
			p.printf("manual pages are in %s; read one with: man %s\n", args[0], filepath.Join(args[0], "drawdown.1"))
			return nil
		},
	}
}
