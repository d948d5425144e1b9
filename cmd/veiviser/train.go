package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"veiviser/search"
)

func trainCommand(e env) *cobra.Command {
	var dir, questions string
	cmd := &cobra.Command{
		Use:   "train DIR",
		Short: "Train the search on the guide and write what it learnt to a folder",
		Long: `Train trains the classifiers on the guide, and what chooses the point that answers
on its points and on a file of questions, fits the rules of confidence on the guide's
phrases, and writes all to DIR. The program uses what was in search/trained when it
was built, and only over the guide it was trained on: go generate ./search after a
change of the guide, then build.`,
		Example: "  veiviser train --questions search/questions.tsv search/trained",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			g, err := loadGuide(dir)
			if err != nil {
				return err
			}
			var asked []search.PointQuestion
			if questions != "" {
				if asked, err = readQuestions(questions, search.ReadPointQuestions); err != nil {
					return err
				}
			}
			t, err := search.Train(cmd.Context(), g, asked)
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
	cmd.Flags().StringVar(&questions, "questions", "", "file of questions with the statement that answers each, tab-separated")
	return cmd
}
