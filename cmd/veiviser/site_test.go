package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"veiviser/bot/chat/chattest"
)

// A request that breaks its handler gets a plain answer, the log says where and not
// with what, and it is counted.
func TestRecovered(t *testing.T) {
	t.Parallel()
	log := &chattest.Log{}
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
