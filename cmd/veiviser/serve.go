package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
	"veiviser/search"
)

func serveCommand(e env) *cobra.Command {
	var flags config
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Serve the web chat, and Slack and Teams where their secrets are set",
		Example: "  veiviser serve --addr 127.0.0.1:8080 --data data",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := loadConfig(flags, e.getenv)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), c, e)
		},
	}
	cmd.Flags().StringVar(&flags.Addr, "addr", "", `address to listen on (default ":8080", or VEIVISER_ADDR)`)
	cmd.Flags().StringVar(&flags.Data, "data", "", `folder for what must be kept (default "data", or VEIVISER_DATA)`)
	cmd.Flags().StringVar(&flags.Content, "content", "", "folder of the guide (default: the one built in, or VEIVISER_CONTENT)")
	cmd.Flags().StringVar(&flags.Local, "local", "", "folders of local entries (default: VEIVISER_LOCAL, or none)")
	return cmd
}

// How long the server waits: a phone on a bad line may take its time, nobody else.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 2 * time.Minute
)

// serve runs the service until ctx ends, then drains it: no new connections, the open
// requests and the chats' events, the journal, the index. See end.go for how long that
// takes.
func serve(ctx context.Context, c config, e env) (err error) {
	lg := slog.New(chat.RequestLog{Handler: slog.NewJSONHandler(e.log, nil)})
	p, err := newParts(c.guide(), c.store(lg))
	if err != nil {
		return unservable(err)
	}
	defer func() { err = errors.Join(err, p.index.Close()) }()
	tellFit(lg, p.index)
	if c.unnamed() {
		lg.Warn("people write to this service in chats, and the page on privacy does not say who answers for it: set VEIVISER_OPERATOR and VEIVISER_OPERATOR_CONTACT")
	}
	s := newSite(lg)
	if c.Traces != "" {
		t, err := newTraces(ctx, c.Traces, lg)
		if err != nil {
			return fmt.Errorf("VEIVISER_TRACES_URL: %w", err)
		}
		defer t.close()
		s.tracer = t.tracer()
	}
	var stop func()
	s.hangups, stop = hangups()
	defer stop()
	j, err := openJournal(ctx, c, lg, s.metrics.panicked("journal"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	if err := j.Versions.Record(ctx, p.guide); err != nil {
		lg.Error("the guide's versions are not recorded yet", "err", err)
	}
	// A taken port must fail at start, not in a goroutine.
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("%w: choose another address with --addr", err)
	}
	if c.Teams.Dev && c.BaseURL == "" { // a Teams on this machine opens pages on this machine
		c.BaseURL = "http://" + shownAddr(l.Addr())
	}
	if err := s.wire(ctx, c, p, j); err != nil {
		return errors.Join(err, l.Close())
	}
	// Reading and indexing the guide leaves twice its size in garbage behind.
	debug.FreeOSMemory()
	fmt.Fprintf(e.out, "Veiviser answers on http://%s\n", shownAddr(l.Addr()))
	return s.run(ctx, l)
}

// guide is where the guide is that is served.
func (c config) guide() guideAt { return guideAt{c.Content, c.Local} }

// store is where the service keeps its indexes: the one of the last start is read by the
// next.
func (c config) store(lg *slog.Logger) *search.Store {
	return storeIn(c.Index, filepath.Join(c.Data, "index"), lg)
}

// unservable says of a guide with problems what to do; they stand below, one a line.
func unservable(err error) error {
	ps, ok := errors.AsType[content.Problems](err)
	if !ok {
		return err
	}
	return fmt.Errorf("the guide has %s; it is served when none is left (veiviser check lists warnings too):\n%w", counted(len(ps), "error"), ps)
}

// startTimeout is how long a start waits for a database that starts at the same time.
const startTimeout = 30 * time.Second

// openJournal opens the journal where c keeps it; panicked counts its panics, nil does
// not.
func openJournal(ctx context.Context, c config, lg *slog.Logger, panicked func(job string)) (*journal.Journal, error) {
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	j, err := journal.Open(ctx, journal.Config{
		URL: string(c.DatabaseURL), Dir: c.Data, Key: key, Log: lg, Panicked: panicked, FreeText: noPersonalNumber, StartTimeout: startTimeout,
	})
	switch {
	case err == nil:
		return j, nil
	case c.DatabaseURL != "":
		return nil, fmt.Errorf("VEIVISER_DATABASE_URL: %w", err)
	}
	return nil, fmt.Errorf("%w: choose another data folder with --data", err)
}

// shownAddr is an address a person can open.
func shownAddr(a net.Addr) string {
	t, ok := a.(*net.TCPAddr)
	if !ok || !t.IP.IsUnspecified() {
		return a.String()
	}
	return fmt.Sprintf("localhost:%d", t.Port)
}
