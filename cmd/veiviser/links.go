package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"veiviser/content"
)

// The bounds of a run: how many sites are asked at once, and how long one may take.
const (
	linkWorkers = 6
	linkTimeout = 20 * time.Second
)

func linksCommand(e env) *cobra.Command {
	var dir, remember string
	var pause time.Duration
	cmd := &cobra.Command{
		Use:     "links",
		Short:   "Ask whether every page the guide links to is still there",
		Example: "  veiviser links --content content/guide",
		Long: "Ask for every address in the guide's sources, links and rules, one at a time of each site.\n" +
			"Ends with 1 when a page is gone; what can't be reached is told and fails nothing. The pages\n" +
			"that are gone are remembered with the day they were first seen so.",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			fsys, err := guideFS(dir)
			if err != nil {
				return err
			}
			g, err := content.Load(fsys)
			if err != nil {
				return err
			}
			l := linkCheck{client: &http.Client{Timeout: linkTimeout}, pause: pause, progress: e.progress()}
			found, err := l.run(cmd.Context(), g.Cited().Addresses())
			if err != nil {
				return err
			}
			return printLinks(e.out, found, remember)
		},
	}
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	cmd.Flags().StringVar(&remember, "remember", filepath.Join(cmp.Or(e.getenv("VEIVISER_DATA"), "data"), "links.json"), "file that remembers which pages were gone")
	cmd.Flags().DurationVar(&pause, "pause", time.Second, "how long to wait between two questions to one site")
	return cmd
}

// progress is where a bar may be drawn: the log, when somebody watches the window.
func (e env) progress() io.Writer {
	if _, ok := e.window(); ok {
		return e.log
	}
	return io.Discard
}

// linkCheck asks for addresses.
type linkCheck struct {
	client   *http.Client
	pause    time.Duration
	progress io.Writer
}

// linkState is what became of one address. Status is 0 where no answer came.
type linkState struct {
	content.Address
	Status int
}

// gone reports whether the site says that there is no such page any more.
func (s linkState) gone() bool { return s.Status == http.StatusNotFound || s.Status == http.StatusGone }

// run asks for every address: the sites side by side, the pages of a site in turn.
func (l linkCheck) run(ctx context.Context, all []content.Address) ([]linkState, error) {
	out := make([]linkState, len(all))
	bySite := map[string][]int{}
	for i, a := range all {
		out[i].Address = a
		site := a.URL
		if u, err := url.Parse(a.URL); err == nil {
			site = u.Host
		}
		bySite[site] = append(bySite[site], i)
	}
	var mu sync.Mutex
	done := 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(linkWorkers)
	for _, pages := range bySite {
		group.Go(func() error {
			for n, i := range pages {
				if n > 0 && !sleep(ctx, l.pause) {
					return ctx.Err()
				}
				out[i].Status = l.ask(ctx, all[i].URL)
				mu.Lock()
				done++
				bar := strings.Repeat("#", done*40/len(all))
				fmt.Fprintf(l.progress, "\r[%-40s] %d of %d", bar, done, len(all))
				mu.Unlock()
				if n == 2 && out[i].Status == 0 && out[pages[0]].Status == 0 && out[pages[1]].Status == 0 {
					return nil // the site can't be reached: don't wait for the rest of it
				}
			}
			return nil
		})
	}
	err := group.Wait()
	fmt.Fprint(l.progress, "\r\n")
	return out, err
}

// sleep waits, and reports false when ctx ends first.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}

// ask returns the status of the page, 0 where none came. Some sites refuse HEAD, so the
// page is asked for and its body left unread.
func (l linkCheck) ask(ctx context.Context, page string) int {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return 0
	}
	req.Header.Set("User-Agent", "veiviser-links/1")
	res, err := l.client.Do(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

// printLinks prints what is gone and what could not be reached, and remembers the former.
func printLinks(w io.Writer, found []linkState, remember string) error {
	known, err := readGone(remember)
	if err != nil {
		return err
	}
	gone, answered, silent := map[string]string{}, 0, 0
	for _, s := range found {
		if s.Status == 0 {
			silent++
			continue
		}
		answered++
		switch {
		case s.gone():
			gone[s.URL] = cmp.Or(known[s.URL], time.Now().Format(time.DateOnly))
			fmt.Fprintf(w, "gone since %s: %s\n  %s\n", gone[s.URL], s.URL, strings.Join(s.Where, " "))
		case s.Status >= http.StatusBadRequest:
			fmt.Fprintf(w, "answers %d: %s\n  %s\n", s.Status, s.URL, strings.Join(s.Where, " "))
		}
	}
	if answered == 0 {
		fmt.Fprintln(w, "offline: no site could be reached, and nothing was checked")
		return nil
	}
	for _, s := range found {
		if s.Status == 0 {
			fmt.Fprintf(w, "not reached: %s\n", s.URL)
			if since, ok := known[s.URL]; ok {
				gone[s.URL] = since // still not known to be back
			}
		}
	}
	fmt.Fprintf(w, "%d addresses: %d answered, %d gone, %d not reached\n", len(found), answered, len(gone), silent)
	if err := writeGone(remember, gone); err != nil {
		return err
	}
	if len(gone) > 0 {
		return fmt.Errorf("the guide links to %s that are gone", counted(len(gone), "page"))
	}
	return nil
}

// readGone reads the remembered pages and the day each was first seen gone.
func readGone(name string) (map[string]string, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("remembered links: %w", err)
	}
	var gone map[string]string
	if err := json.Unmarshal(b, &gone); err != nil {
		return nil, fmt.Errorf("remembered links %q: %w", name, err)
	}
	return gone, nil
}

func writeGone(name string, gone map[string]string) error {
	b, err := json.MarshalIndent(gone, "", "  ")
	if err != nil {
		return fmt.Errorf("remembered links: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("remembered links: %w", err)
	}
	if err := os.WriteFile(name, append(b, '\n'), 0o644); err != nil {
		return fmt.Errorf("remembered links: %w", err)
	}
	return nil
}
