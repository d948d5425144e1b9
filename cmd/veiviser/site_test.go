package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A request that breaks its handler gets a plain answer, and the log says where.
func TestRecovered(t *testing.T) {
	t.Parallel()
	log := &lockedBuffer{}
	s := &site{mux: http.NewServeMux(), log: slog.New(slog.NewTextHandler(log, nil))}
	s.mux.HandleFunc("GET /broken/{id}", func(http.ResponseWriter, *http.Request) { panic("no such thing") })
	w := httptest.NewRecorder()
	s.recovered(s.mux).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/broken/1", nil))
	if w.Code != http.StatusInternalServerError || w.Body.String() != "Internal Server Error\n" {
		t.Errorf("answered %d %q", w.Code, w.Body)
	}
	if got := log.String(); !strings.Contains(got, "GET /broken/{id}") || !strings.Contains(got, "site_test.go") {
		t.Errorf("logged %s", got)
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
