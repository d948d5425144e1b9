package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot"
	"veiviser/content"
)

func reportCommand(e env) *cobra.Command {
	var format, data string
	var days int
	cmd := &cobra.Command{
		Use:     "report",
		Short:   "Print for editors what was shown, opened, noted and found helpful, what was asked for in vain, and what was sent to them",
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
			rep, err := j.Counts.Report(cmd.Context(), time.Now().AddDate(0, 0, -days))
			if err != nil {
				return err
			}
			if format == "csv" {
				return writeCSV(e.out, rep)
			}
			if err := writeTable(e.out, rep); err != nil {
				return err
			}
			open, err := j.Inquiries.Inquiries(cmd.Context())
			if err != nil {
				return err
			}
			return writeInquiries(e.out, open)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or csv")
	cmd.Flags().StringVar(&data, "data", "", `folder for what must be kept (default "data", or VEIVISER_DATA)`)
	cmd.Flags().IntVar(&days, "days", 90, "how many days back")
	return cmd
}

// reportHead names the columns of the report.
var reportHead = []string{"entry", "shown", "opened", "noted", "helpful", "not_helpful", "missing"}

func reportLine(r bot.ReportRow) []string {
	var missing []string
	for _, s := range content.Sections() {
		if n := r.Missing[s]; n > 0 {
			missing = append(missing, fmt.Sprintf("%s %d", s, n))
		}
	}
	n := strconv.Itoa
	return []string{r.Entry, n(r.Shown), n(r.Opened), n(r.Noted), n(r.Helpful), n(r.NotHelpful), strings.Join(missing, ", ")}
}

func writeCSV(w io.Writer, rep bot.Report) error {
	c := csv.NewWriter(w)
	lines := [][]string{reportHead}
	for _, r := range rep.Rows {
		lines = append(lines, reportLine(r))
	}
	return c.WriteAll(lines)
}

func writeTable(w io.Writer, rep bot.Report) error {
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

// writeInquiries lists what was sent to the editors and no one has closed.
func writeInquiries(w io.Writer, open []bot.OpenInquiry) error {
	var err error
	for _, i := range open {
		text := i.Text
		if i.Sealed {
			text = "(encrypted with another VEIVISER_SECRET_KEY)"
		}
		about := strings.TrimSuffix(cmp.Or(i.Entry, "-")+"/"+string(i.Section), "/")
		_, err = fmt.Fprintf(w, "asked %s, deleted %s, %s: %s\n", i.Day.Format(time.DateOnly), i.Deleted.Format(time.DateOnly), about, text)
	}
	return err
}

func toAny(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}
