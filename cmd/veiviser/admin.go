package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// adminWriteTimeout leaves room for a profile of a minute.
const adminWriteTimeout = 90 * time.Second

// addAdmin puts what operators read where it belongs: at an address of its own where c
// names one, with profiles, else beside the pages.
func (s *site) addAdmin(ctx context.Context, c config) error {
	ok := func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "ok") }
	metrics := promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})
	s.mux.HandleFunc("GET /healthz", ok)
	if c.AdminAddr == "" {
		s.mux.HandleFunc("GET /readyz", s.ready)
		s.mux.Handle("GET /metrics", metrics)
		return nil
	}
	s.mux.HandleFunc("GET /readyz", s.readyOnly)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", ok)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", metrics)
	mux.HandleFunc("GET /debug/pprof/", pprof.Index) // the profiles by name too
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.AdminAddr)
	if err != nil {
		return fmt.Errorf("VEIVISER_ADMIN_ADDR: %w", err)
	}
	s.log.Info("operators are answered", "addr", shownAddr(l.Addr()))
	s.admin = func(ctx context.Context) error { return s.serveAdmin(ctx, l, mux) }
	return nil
}

// serveAdmin serves on l until ctx ends, which is after the pages are no longer served:
// an operator can see them end.
func (s *site) serveAdmin(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: s.recovered(h), ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		WriteTimeout: adminWriteTimeout, IdleTimeout: idleTimeout,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() }) // nobody waits for what an operator reads
	defer stop()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve operators: %w", err)
	}
	return nil
}
