package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"veiviser/search"
)

func trainCommand(e env) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "train DIR",
		Short: "Train the search's classifier on the guide and write it to a folder",
		Long: `Train trains the classifier on the guide and fits the rules of confidence on its
phrases, and writes both to DIR. The program uses what was in search/trained when it
was built, and only over the guide it was trained on: go generate ./search after a
change of the guide, then build.`,
		Example: "  veiviser train search/trained",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			g, err := loadGuide(dir)
			if err != nil {
				return err
			}
			t, err := search.Train(cmd.Context(), g)
			if err != nil {
				return err
			}
			if err := t.Write(args[0]); err != nil {
				return err
			}
			fmt.Fprintf(e.out, "trained on %d entries\n", len(g.Entries()))
			return nil
		},
	}
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	return cmd
}
