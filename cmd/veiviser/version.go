package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

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
			b := thisBuild()
			fmt.Fprintf(e.out, "veiviser %s (%s)\n", b, runtime.Version())
			fmt.Fprintf(e.out, "guide %s, %d entries\n", g.Release(), len(g.Entries()))
			return nil
		},
	}
}

// build is what a program knows of how it was built.
type build struct {
	Version  string // the tag it was built at, or what Go makes of the commit; "(devel)" where the build knew no commit
	Commit   string // empty where the build knew none
	Time     string // of the commit
	Modified bool   // there was more in the folder than the commit has
}

// thisBuild tells how this program was built. The Go command writes it into every program
// that is built in a clone; one that is run by "go run", or a test, knows no commit.
func thisBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return build{Version: "unknown"}
	}
	return buildOf(info)
}

func buildOf(info *debug.BuildInfo) build {
	b := build{Version: info.Main.Version}
	if b.Version == "" {
		b.Version = "(devel)"
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// String is the build in a line: version, commit, its time, and whether more was built
// than the commit has.
func (b build) String() string {
	parts := []string{b.Version}
	if b.Commit != "" {
		parts = append(parts, "commit "+b.Commit)
	}
	if b.Time != "" {
		parts = append(parts, "of "+b.Time)
	}
	if b.Modified {
		parts = append(parts, "with changes")
	}
	return strings.Join(parts, " ")
}
