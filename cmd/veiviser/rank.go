package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veiviser/content"
	"veiviser/search"
)

func rankCommand(e env) *cobra.Command {
	var format, dir string
	var leaveOut bool
	cmd := &cobra.Command{
		Use:     "rank FILE.jsonl | rank --leave-out [FILE.json]",
		Short:   "Score the search on a set of questions, or on phrases left out of the guide",
		Example: "  veiviser rank search/testdata/heldout.jsonl",
		Args: usage(func(cmd *cobra.Command, args []string) error {
			if leaveOut {
				return cobra.MaximumNArgs(1)(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
				return err
			}
			if leaveOut {
				g, err := loadGuide(dir)
				if err != nil {
					return err
				}
				rep, err := search.LeaveOut(cmd.Context(), g)
				if err != nil {
					return err
				}
				return writeReport(e.out, rep, format, args...)
			}
			ix, err := guideAt{dir: dir}.open(ownStore(e))
			if err != nil {
				return err
			}
			defer ix.Close()
			rep, err := rankFile(cmd.Context(), ix, args[0])
			if err != nil {
				return err
			}
			return writeReport(e.out, rep, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	cmd.Flags().BoolVar(&leaveOut, "leave-out", false, "ask the guide's own phrases, each left out of index and classifier; FILE.json is written too")
	return cmd
}

// rankFile scores the search on the questions in a file.
func rankFile(ctx context.Context, ix *search.Index, name string) (search.Report, error) {
	questions, err := readQuestions(name, search.ReadJudged)
	if err != nil {
		return search.Report{}, err
	}
	return search.Evaluate(ctx, ix, questions)
}

// writeReport prints a report, and writes it as JSON to the named files as well.
func writeReport(w io.Writer, rep search.Report, format string, files ...string) error {
	for _, name := range files {
		b, err := json.Marshal(rep)
		if err != nil {
			return fmt.Errorf("report: %w", err)
		}
		if err := os.WriteFile(name, append(b, '\n'), 0o644); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	if format == "json" {
		return json.NewEncoder(w).Encode(rep)
	}
	printReport(w, rep)
	return nil
}

// readQuestions reads a file of questions, an error names it.
func readQuestions[T any](name string, read func(io.Reader) ([]T, error)) ([]T, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("questions: %w", err)
	}
	defer f.Close()
	qs, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return qs, nil
}

// loadGuide loads the guide in dir, the built-in one where dir is empty.
func loadGuide(dir string) (*content.Guide, error) {
	fsys, err := guideFS(dir)
	if err != nil {
		return nil, err
	}
	return content.Load(fsys)
}

func printReport(w io.Writer, rep search.Report) {
	heads := []string{"n", "success@1", "success@3", "mrr@10", "ndcg@5", "ndcg@10", "none_recall", "none_precision", "strong", "strong_right", "strong_wrong"}
	fmt.Fprintf(w, "%-18s", "")
	for _, h := range heads {
		fmt.Fprintf(w, " %*s", width(h), h)
	}
	fmt.Fprintln(w)
	line := func(name string, m search.Metrics) {
		fmt.Fprintf(w, "%-18s %*d", name, width(heads[0]), m.N)
		for i, v := range []float64{m.Success1, m.Success3, m.MRR10, m.NDCG5, m.NDCG10, m.NoneRecall, m.NonePrecision, m.Strong, m.StrongRight, m.StrongWrong} {
			fmt.Fprintf(w, " %*.3f", width(heads[i+1]), v)
		}
		fmt.Fprintln(w)
	}
	line("all", rep.Metrics)
	for _, by := range []map[string]search.Metrics{rep.ByLang, rep.ByType, rep.ByForm} {
		for _, k := range slices.Sorted(maps.Keys(by)) {
			line(k, by[k])
		}
	}
	fmt.Fprintf(w, "latency ms: p50 %.2f, p99 %.2f\n", rep.Latency.P50, rep.Latency.P99)
	for _, m := range rep.Misses {
		fmt.Fprintf(w, "miss %s %q want %s got %s\n", m.ID, m.Query, strings.Join(m.Want, ","), strings.Join(m.Got, ","))
	}
}

// width is that of a column.
func width(head string) int { return max(6, len(head)) }
