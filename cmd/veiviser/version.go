package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"veiviser/content"
)

func versionCommand(e env) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the program's version and the release of its guide",
		Example: "  veiviser version",
		Args:    usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			g, err := content.Load(content.FS())
			if err != nil {
				return err
			}
			fmt.Fprintf(e.out, "veiviser %s (%s)\nguide %s, %d entries\n", revision(), runtime.Version(), g.Release(), len(g.Entries()))
			return nil
		},
	}
}

// revision returns the commit the program was built from, as far as the build knows.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}
