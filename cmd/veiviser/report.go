package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot/journal"
	"veiviser/content"
)

func reportCommand(e env) *cobra.Command {
	var format, data string
	var days int
	cmd := &cobra.Command{
		Use:     "report",
		Short:   "Print for editors what was shown, opened, noted and found helpful, and what was asked for in vain",
		Example: "  veiviser report --days 30 --format csv",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := oneOf("format", format, "text", "csv"); err != nil {
				return err
			}
			if days < 1 {
				return fmt.Errorf("--days %d: want 1 or more", days)
			}
			c, err := loadConfig(config{Data: data}, e.getenv)
			if err != nil {
				return err
			}
			// Nothing is to be made where nothing was served from.
			if _, err := os.Stat(c.Data); c.DatabaseURL == "" && err != nil {
				return fmt.Errorf("%w: give the data folder of serve with --data", err)
			}
			j, err := openJournal(cmd.Context(), c, slog.New(slog.DiscardHandler), nil)
			if err != nil {
				return err
			}
			defer j.Close()
			rep, err := j.Report(cmd.Context(), time.Now().AddDate(0, 0, -days))
			if err != nil {
				return err
			}
			if format == "csv" {
				return writeCSV(e.out, rep)
			}
			return writeTable(e.out, rep)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or csv")
	cmd.Flags().StringVar(&data, "data", "", `folder for what must be kept (default "data", or VEIVISER_DATA)`)
	cmd.Flags().IntVar(&days, "days", 90, "how many days back")
	return cmd
}

// reportHead names the columns of the report.
var reportHead = []string{"entry", "shown", "opened", "noted", "helpful", "not_helpful", "missing"}

func reportLine(r journal.Row) []string {
	var missing []string
	for _, s := range content.Sections() {
		if n := r.Missing[s]; n > 0 {
			missing = append(missing, fmt.Sprintf("%s %d", s, n))
		}
	}
	n := strconv.Itoa
	return []string{r.Entry, n(r.Shown), n(r.Opened), n(r.Noted), n(r.Helpful), n(r.Unhelpful), strings.Join(missing, ", ")}
}

func writeCSV(w io.Writer, rep journal.Report) error {
	c := csv.NewWriter(w)
	lines := [][]string{reportHead}
	for _, r := range rep.Rows {
		lines = append(lines, reportLine(r))
	}
	return c.WriteAll(lines)
}

func writeTable(w io.Writer, rep journal.Report) error {
	const row = "%-42s %6s %6s %6s %7s %11s  %s\n"
	fmt.Fprintf(w, row, toAny(reportHead)...)
	for _, r := range rep.Rows {
		fmt.Fprintf(w, row, toAny(reportLine(r))...)
	}
	for _, a := range rep.Answers {
		fmt.Fprintf(w, "answers %s %s: %d strong, %d weak, %d none\n", a.Platform, a.Lang, a.Strong, a.Weak, a.None)
	}
	return nil
}

func toAny(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}
