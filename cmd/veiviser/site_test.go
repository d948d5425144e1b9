package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// A request that breaks its handler gets a plain answer, the log says where and not
// with what, and it is counted.
func TestRecovered(t *testing.T) {
	t.Parallel()
	log := &lockedBuffer{}
	s := newSite(slog.New(slog.NewTextHandler(log, nil)))
	s.mux.HandleFunc("GET /broken/{id}", func(http.ResponseWriter, *http.Request) { panic("deltakeren min heter Kari") })
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/broken/1", nil))
	if w.Code != http.StatusInternalServerError || w.Body.String() != "Internal Server Error\n" {
		t.Errorf("answered %d %q", w.Code, w.Body)
	}
	if got := log.String(); !strings.Contains(got, "GET /broken/{id}") || !strings.Contains(got, "site_test.go") || strings.Contains(got, "Kari") {
		t.Errorf("logged %s", got)
	}
	if got := s.scrape(t); !strings.Contains(got, `veiviser_panics_total{job="GET /broken/{id}",part="serve"} 1`) {
		t.Errorf("the panic is not counted:\n%s", got)
	}
}

// scrape returns the metrics as an operator's program gets them.
func (s *site) scrape(tb testing.TB) string {
	tb.Helper()
	w := httptest.NewRecorder()
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Body.String()
}

// A worker that panics outside its jobs ends the service in good order, with an error
// that says where.
func TestWorkerPanics(t *testing.T) {
	t.Parallel()
	log := &lockedBuffer{}
	s := newSite(slog.New(slog.NewTextHandler(log, nil)))
	drained := false
	s.workers = []func(context.Context) error{
		func(context.Context) error { panic("deltakeren min heter Kari") },
		func(ctx context.Context) error { <-ctx.Done(); drained = true; return nil },
	}
	err := s.run(t.Context(), listen(t))
	if err == nil || !strings.Contains(err.Error(), "site_test.go") || !drained {
		t.Errorf("run ended with %v, the other worker drained: %v", err, drained)
	}
	if strings.Contains(log.String()+err.Error(), "Kari") {
		t.Errorf("the value is told: %v, %s", err, log)
	}
}

func listen(tb testing.TB) net.Listener {
	tb.Helper()
	l, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// From the end's beginning on /readyz says so: the workers, which end last, see it.
func TestShutdownTellsOfItself(t *testing.T) {
	t.Parallel()
	s := newSite(slog.New(slog.DiscardHandler))
	ready := func() string {
		w := httptest.NewRecorder()
		s.ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		return w.Body.String()
	}
	ctx, end := context.WithCancel(t.Context())
	var before bool
	var after string
	s.workers = []func(context.Context) error{func(ctx context.Context) error {
		before = s.stopping.Load()
		end()
		<-ctx.Done()
		after = ready()
		return nil
	}}
	if err := s.run(ctx, listen(t)); err != nil {
		t.Fatal(err)
	}
	if before || after != "stopping\n" {
		t.Errorf("stopping before the end: %v; at the end /readyz says %q", before, after)
	}
}

// A load balancer is told to send nothing more while the last requests are answered.
func TestStopping(t *testing.T) {
	t.Parallel()
	s := &site{}
	s.stopping.Store(true)
	w := httptest.NewRecorder()
	s.ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable || w.Body.String() != "stopping\n" {
		t.Errorf("/readyz answers %d %q", w.Code, w.Body)
	}
}
