package main

import (
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
	cmd := &cobra.Command{
		Use:     "rank FILE.jsonl",
		Short:   "Score the search on a set of questions",
		Example: "  veiviser rank search/testdata/heldout.jsonl",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
				return err
			}
			questions, err := readJudged(args[0])
			if err != nil {
				return err
			}
			ix, err := openIndex(dir)
			if err != nil {
				return err
			}
			defer ix.Close()
			rep, err := search.Evaluate(cmd.Context(), ix, questions)
			if err != nil {
				return err
			}
			if format == "json" {
				return json.NewEncoder(e.out).Encode(rep)
			}
			printReport(e.out, rep)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	return cmd
}

func readJudged(name string) ([]search.Judged, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("questions: %w", err)
	}
	defer f.Close()
	qs, err := search.ReadJudged(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return qs, nil
}

// openIndex loads the guide in dir (empty: the built-in one) and indexes it.
func openIndex(dir string) (*search.Index, error) {
	fsys, err := guideFS(dir)
	if err != nil {
		return nil, err
	}
	g, err := content.Load(fsys)
	if err != nil {
		return nil, err
	}
	return search.New(g)
}

func printReport(w io.Writer, rep search.Report) {
	const row = "%-16s %4d  %9.3f %9.3f %7.3f %7.3f %8.3f %11.3f %14.3f\n"
	fmt.Fprintf(w, "%-16s %4s  %9s %9s %7s %7s %8s %11s %14s\n", "", "n", "success@1", "success@3", "mrr@10", "ndcg@5", "ndcg@10", "none_recall", "none_precision")
	line := func(name string, m search.Metrics) {
		fmt.Fprintf(w, row, name, m.N, m.Success1, m.Success3, m.MRR10, m.NDCG5, m.NDCG10, m.NoneRecall, m.NonePrecision)
	}
	line("all", rep.Metrics)
	for _, by := range []map[string]search.Metrics{rep.ByLang, rep.ByType} {
		for _, k := range slices.Sorted(maps.Keys(by)) {
			line(k, by[k])
		}
	}
	fmt.Fprintf(w, "latency ms: p50 %.2f, p99 %.2f\n", rep.Latency.P50, rep.Latency.P99)
	for _, m := range rep.Misses {
		fmt.Fprintf(w, "miss %s %q want %s got %s\n", m.ID, m.Query, strings.Join(m.Want, ","), strings.Join(m.Got, ","))
	}
}
