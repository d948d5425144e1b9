package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"weak"

	"veiviser/content"
	"veiviser/search"
)

// Nothing keeps the guide that the program began with once another took its place.
func TestFirstGuideIsFreed(t *testing.T) {
	t.Parallel()
	lg := slog.New(slog.DiscardHandler)
	c := config{Content: small, Data: t.TempDir()}
	j, err := openJournal(t.Context(), c, lg, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	s := newSite(lg)
	signals := make(chan os.Signal)
	s.hangups = signals
	p, first := serving(t, s, c, func(p *parts) error { return s.wire(t.Context(), c, p, j) })
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		if err := s.reload(ctx); err != nil {
			t.Error(err)
		}
	})
	signals <- syscall.SIGHUP // taken, and done before it looks whether ctx has ended
	cancel()
	all.Wait()
	defer p.index.Close()
	opened(s)
	runtime.GC()
	runtime.GC() // what the first one found to be cleaned up
	if first.Value() != nil {
		t.Error("the guide that the program began with is still there")
	}
	runtime.KeepAlive(s)
}

// serving wires a site to the guide of c and opens its first page. Nobody but the site
// holds the guide afterwards.
func serving(t *testing.T, s *site, c config, wire func(*parts) error) (*parts, weak.Pointer[content.Guide]) {
	t.Helper()
	p, err := newParts(c.guide(), search.NewStore("", nil))
	if err == nil {
		err = wire(p)
	}
	if err != nil {
		t.Fatal(err)
	}
	if code := opened(s); code != http.StatusOK {
		t.Fatalf("the first page is answered %d", code)
	}
	return p, weak.Make(p.guide)
}

func opened(s *site) int {
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/nb/norskkurs", nil))
	return w.Code
}
