package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"veiviser/content"
)

// env is what the program takes from the process it runs in, so that a test can
// start it whole.
type env struct {
	getenv func(string) string
	out    io.Writer
	log    io.Writer
}

// run executes the command named by args.
func run(ctx context.Context, args []string, e env) error {
	root := &cobra.Command{
		Use:           "veiviser",
		Short:         "Guidance on qualification pathways for adult immigrants in Norway",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(askCommand(e), checkCommand(e), mapCommand(e), rankCommand(e), reportCommand(e), serveCommand(e),
		slackCommand(e), teamsCommand(e), versionCommand(e))
	root.SetArgs(args)
	root.SetOut(e.out)
	root.SetErr(e.log)
	return root.ExecuteContext(ctx)
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
