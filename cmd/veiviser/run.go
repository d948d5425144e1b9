package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veiviser/content"
)

// env is what the program takes from the process it runs in, so that a test can
// start it whole.
type env struct {
	getenv func(string) string
	out    io.Writer
	log    io.Writer
	// window is how wide the window is that out is shown in; ok is false for a file
	// or pipe.
	window func() (columns int, ok bool)
	// cache is the folder for what a user's programs can make anew; an error where the
	// system has none.
	cache func() (dir string, err error)
}

// run executes the command named by args.
func run(ctx context.Context, args []string, e env) error {
	root := &cobra.Command{
		Use:           "veiviser",
		Short:         "Guidance on qualification pathways for adult immigrants in Norway",
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceUsage:  true,
		SilenceErrors: true,

		SuggestionsMinimumDistance: 2, // letters between what was typed and what was meant
	}
	root.AddCommand(askCommand(e), checkCommand(e), healthCommand(e), linksCommand(e), localCommand(e), mapCommand(e), mcpCommand(e), pathCommand(e), rankCommand(e), recordCommand(e), reportCommand(e), serveCommand(e),
		slackCommand(e), teamsCommand(e), trainCommand(e), versionCommand(e), watchCommand(e))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w: %s --help lists them", err, cmd.CommandPath())
	})
	root.SetArgs(args)
	root.SetOut(e.out)
	root.SetErr(e.log)
	return root.ExecuteContext(ctx)
}

func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		return fmt.Errorf("no command %q: did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return fmt.Errorf("no command %q: %s --help lists them", args[0], root.Name())
}

// usage adds to an error about arguments which ones the command takes.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return fmt.Errorf("%w: write %s", err, cmd.UseLine())
		}
		return nil
	}
}

// oneOf checks the value of a flag with few choices.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	last := len(allowed) - 1
	return fmt.Errorf("--%s %q: want %s or %s", flag, value, strings.Join(allowed[:last], ", "), allowed[last])
}

// guideFS returns the guide's files: the folder dir, or the embedded guide when dir
// is empty.
func guideFS(dir string) (fs.FS, error) {
	if dir == "" {
		return content.FS(), nil
	}
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("no folder %q: give a folder with one .yaml file an entry", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%q is a file: give the folder it lies in", dir)
	}
	return os.DirFS(dir), nil
}
