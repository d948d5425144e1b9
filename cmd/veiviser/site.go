package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/picture"
	"veiviser/bot/webchat"
)

// site is everything that is served, wired together.
type site struct {
	mux      *http.ServeMux
	log      *slog.Logger
	journal  *journal.Journal
	metrics  *metrics
	workers  []func(context.Context) error
	stopping atomic.Bool
}

// newSite wires the bot to every platform that c switches on.
func newSite(c config, p *parts, j *journal.Journal, lg *slog.Logger) (*site, error) {
	s := &site{mux: http.NewServeMux(), log: lg, journal: j, workers: []func(context.Context) error{j.Run}}
	reg := prometheus.NewRegistry()
	s.metrics = newMetrics(reg, p.guide, j)
	b := bot.New(bot.Config{
		Guide: p.guide, Index: p.index, Words: p.words,
		Threads: j.Conversations, Counter: counters{s.metrics, j.Counts}, Versions: j.Versions, BaseURL: c.BaseURL,
	})
	painter, err := picture.New(p.guide)
	if err != nil {
		return nil, err
	}
	web, err := webchat.New(webchat.Config{
		Bot: b, Words: p.words, Log: lg, BaseURL: c.BaseURL,
		Pictures: pictures{painter, p.words, c.BaseURL},
		Journal:  j.Counts, Reporter: j.Counts, ReportToken: string(c.ReportToken),
	})
	if err != nil {
		return nil, err
	}
	web.Register(s.mux)
	if err := s.addChats(c, b, p, j); err != nil {
		return nil, err
	}
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "ok") })
	s.mux.HandleFunc("GET /readyz", s.ready)
	s.mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	return s, nil
}

// ready tells a load balancer whether to send questions here, and an operator what is
// wrong. Without its journal the service still answers; it says so with 503.
func (s *site) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	if s.stopping.Load() {
		writeText(w, http.StatusServiceUnavailable, "stopping")
		return
	}
	if err := s.journal.Ping(ctx); err != nil {
		s.log.Warn("not ready", "error", err)
		writeText(w, http.StatusServiceUnavailable, "the journal can't be written; answers go on")
		return
	}
	writeText(w, http.StatusOK, "ready")
}

func writeText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// A reader that is gone needs no answer.
	_, _ = w.Write([]byte(text + "\n"))
}

// handler is the mux behind what every request goes through.
func (s *site) handler() http.Handler {
	return s.metrics.observe(s.recovered(s.mux))
}

// recovered answers a request whose handler panicked, and logs where, so that one bad
// request never ends the others.
func (s *site) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.log.Error("panic", "route", r.Pattern, "value", v, "stack", stack())
			writeText(w, http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError))
		}()
		next.ServeHTTP(w, r)
	})
}
