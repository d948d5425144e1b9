package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot/webchat/diff"
	"veiviser/content"
)

func watchCommand(e env) *cobra.Command {
	var dir, older string
	var accept bool
	cmd := &cobra.Command{
		Use:     "watch DIR",
		Short:   "List what changed in the law under the guide",
		Example: "  veiviser watch --old lovdata-juni lovdata-juli\n  veiviser watch --accept --content content/guide lovdata-juli",
		Long: "Compare every section that the guide cites with Lovdata's open data unpacked in DIR and\n" +
			"with what the section was when it was last accepted. Ends with 1 when something needs a\n" +
			"person. --accept, after a person has read what is listed, renews the digests and the day\n" +
			"each rule on a changed section was checked.",
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			guideDir, err := guideFS(dir)
			if err != nil {
				return err
			}
			g, err := content.Load(guideDir)
			if err != nil {
				return err
			}
			law, old, err := lawFolders(args[0], older)
			if err != nil {
				return err
			}
			watched, err := g.Cited().Watch(law, old)
			if err != nil {
				return err
			}
			need := printWatched(e.out, watched)
			if accept {
				return acceptWatched(e, g, dir, watched)
			}
			if need > 0 {
				return fmt.Errorf("%s a person", needs(need))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	cmd.Flags().StringVar(&older, "old", "", "folder of the older open data, to show which words changed")
	cmd.Flags().BoolVar(&accept, "accept", false, "keep today's sections as read, and renew the day their rules were checked")
	return cmd
}

func needs(n int) string {
	if n == 1 {
		return "1 section needs"
	}
	return fmt.Sprintf("%d sections need", n)
}

// lawFolders opens the folder of today's law, and the older one where it is named.
func lawFolders(now, older string) (law, old fs.FS, err error) {
	for _, dir := range []string{now, older} {
		if info, err := os.Stat(dir); dir != "" && (err != nil || !info.IsDir()) {
			return nil, nil, fmt.Errorf("no folder %q: unpack Lovdata's open data there", dir)
		}
	}
	if older != "" {
		old = os.DirFS(older)
	}
	return os.DirFS(now), old, nil
}

// printWatched prints what needs a person and how many sections there are of each kind,
// and returns how many need one.
func printWatched(w io.Writer, watched []content.Watched) (need int) {
	counts := map[content.WatchState]int{}
	for _, s := range watched {
		counts[s.State]++
		if !s.NeedsPerson() {
			continue
		}
		need++
		fmt.Fprintf(w, "%s: %s\n  %s\n", s.Law, s.State, s.URL)
		for _, p := range s.Points {
			fmt.Fprintf(w, "  point %s\n", p)
		}
		for _, r := range s.Rates {
			fmt.Fprintf(w, "  rate %s\n", r)
		}
		switch s.State {
		case content.Reworded:
			printReworded(w, s)
		case content.NoteAdded:
			for _, n := range s.Notes {
				fmt.Fprintf(w, "  note %s\n", strings.Trim(n, "*"))
			}
		}
	}
	for _, state := range []content.WatchState{content.Unchanged, content.Unmarked, content.Reworded, content.NoteAdded, content.IsRepealed, content.Missing} {
		fmt.Fprintf(w, "%s: %d\n", state, counts[state])
	}
	return need
}

// printReworded shows which words went and came, where the older text is known.
func printReworded(w io.Writer, s content.Watched) {
	if s.Before == "" {
		fmt.Fprintln(w, "  the words from before are not known: give --old, the folder it was last accepted with")
		return
	}
	for _, line := range diff.Lines(strings.Split(s.Before, "\n"), strings.Split(s.Text, "\n")) {
		if line.Kind == diff.Same {
			continue
		}
		var b strings.Builder
		for _, span := range line.Spans {
			switch span.Kind {
			case diff.Removed:
				b.WriteString("[-" + span.Text + "-]")
			case diff.Added:
				b.WriteString("{+" + span.Text + "+}")
			default:
				b.WriteString(span.Text)
			}
		}
		fmt.Fprintf(w, "  %s\n", b.String())
	}
}

// acceptWatched writes today's digests, and the days the rules on changed sections were
// checked, into the guide's folder.
func acceptWatched(e env, g *content.Guide, dir string, watched []content.Watched) error {
	if dir == "" {
		return errors.New("--accept writes into the guide: name its folder with --content")
	}
	files, err := g.Cited().Accept(os.DirFS(dir), watched, time.Now())
	if err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o644); err != nil {
			return fmt.Errorf("accept: %w", err)
		}
	}
	left := 0
	for _, s := range watched {
		if s.State == content.IsRepealed || s.State == content.Missing {
			left++
		}
	}
	if left > 0 {
		return fmt.Errorf("%s a person: what rests on a repealed or missing section is written anew", needs(left))
	}
	fmt.Fprintf(e.out, "accepted: %d files written\n", len(files))
	return nil
}
