package main

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veiviser/content"
	"veiviser/search"
)

func checkCommand(e env) *cobra.Command {
	var strict, stats bool
	var stale, local string
	cmd := &cobra.Command{
		Use:     "check [DIR]",
		Short:   "List every problem in the guide with file, line and hint",
		Example: "  veiviser check content/guide\n  veiviser check --strict --stale 2y\n  veiviser check --local local",
		Long: "List every problem in the guide with file, line and hint: in the folder DIR, else the\none VEIVISER_CONTENT names, else the guide built in." +
			" With --local, of local folders beside it.",
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := e.getenv("VEIVISER_CONTENT")
			if len(args) == 1 {
				dir = args[0]
			}
			fsys, err := guideFS(dir)
			if err != nil {
				return err
			}
			months, err := parseAge(stale)
			if err != nil {
				return err
			}
			problems, err := checked(fsys, local)
			if err != nil {
				return err
			}
			measured := ""
			if stats {
				measured = fmt.Sprint(content.Measure(fsys, time.Now()))
			}
			if err := e.found(problems, strict, measured); err != nil {
				return err
			}
			g, err := content.Load(fsys)
			if err != nil {
				return err
			}
			if err := noteFit(e, g); err != nil {
				return err
			}
			if months > 0 {
				listStale(e, g, months)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "let warnings fail the check too")
	cmd.Flags().BoolVar(&stats, "stats", false, "also print how well the guide rests on law")
	cmd.Flags().StringVar(&local, "local", e.getenv("VEIVISER_LOCAL"), "folders of local entries to check, too (default: none)")
	cmd.Flags().StringVar(&stale, "stale", "", "also list entries whose newest source is older than this (18mo, 2y)")
	return cmd
}

// checked are the findings of the guide in fsys, and of local folders beside it where it has
// no errors itself.
func checked(fsys fs.FS, local string) (content.Problems, error) {
	problems := content.Check(fsys, time.Now())
	if local == "" || len(problems.Errors()) > 0 {
		return problems, nil
	}
	g, err := content.Load(fsys)
	if err != nil {
		return nil, err
	}
	return append(problems, content.CheckLocal(g, content.ReadLocal(localIn(local)...), time.Now())...), nil
}

// found prints findings, what was measured, and how many they are; errors are an error, and
// so are warnings where they are held to.
func (e env) found(problems content.Problems, strict bool, measured string) error {
	for _, p := range problems {
		fmt.Fprintln(e.out, p)
	}
	fmt.Fprint(e.out, measured)
	errs := len(problems.Errors())
	fmt.Fprintf(e.out, "%s, %s\n", counted(errs, "error"), counted(len(problems)-errs, "warning"))
	if errs > 0 || strict && len(problems) > 0 {
		return fmt.Errorf("the guide has %s", counted(len(problems), "problem"))
	}
	return nil
}

// noteFit says that the guide says something else than when the search was trained on it.
func noteFit(e env, g *content.Guide) error {
	if fit, err := search.Trained(g); err != nil || fit != search.Near {
		return err
	}
	fmt.Fprintln(e.out, "note: the search was trained on an earlier text of this guide; go generate ./search trains it anew")
	return nil
}

// counted is a number of things: "1 error", "2 errors".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}

// listStale prints the entries whose newest source is older than so many months,
// oldest first.
func listStale(e env, g *content.Guide, months int) {
	limit := time.Now().AddDate(0, -months, 0)
	for _, en := range g.Stale(limit) {
		fmt.Fprintf(e.out, "%s\tnewest source %s, oldest %s\n", en.ID, en.Newest(), en.Oldest())
	}
}

// parseAge reads an age in months ("18mo") or years ("2y"); empty is none.
func parseAge(s string) (months int, err error) {
	if s == "" {
		return 0, nil
	}
	unit := 1
	digits, ok := strings.CutSuffix(s, "mo")
	if !ok {
		digits, ok = strings.CutSuffix(s, "y")
		unit = 12
	}
	n, convErr := strconv.Atoi(digits)
	if !ok || convErr != nil || n < 1 || n > 1200 {
		return 0, fmt.Errorf("--stale %q is not an age (want 18mo or 2y)", s)
	}
	return n * unit, nil
}
