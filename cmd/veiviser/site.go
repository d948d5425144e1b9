package main

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"veiviser/bot"
	"veiviser/bot/chat"
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

// newSite returns a site that serves nothing yet. Its metrics are there already: the
// journal counts in them, and is opened before the site is wired to it.
func newSite(lg *slog.Logger) *site {
	return &site{mux: http.NewServeMux(), log: lg, metrics: newMetrics()}
}

// wire connects the bot to the journal and to every platform that c switches on.
func (s *site) wire(c config, p *parts, j *journal.Journal) error {
	s.journal, s.workers = j, []func(context.Context) error{j.Run}
	s.metrics.watch(p.guide, j)
	b := bot.New(bot.Config{
		Guide: p.guide, Index: p.index, Words: p.words,
		Threads: threads{j}, Counter: counters{j, s.metrics},
	})
	painter, err := picture.New(p.guide)
	if err != nil {
		return err
	}
	web, err := webchat.New(webchat.Config{
		Bot: b, Words: p.words, Log: s.log, BaseURL: c.BaseURL,
		Versions: versions{j}, Pictures: pictures{painter, p.words, c.BaseURL},
		Journal: readers{j}, Reporter: reporter{j}, ReportToken: string(c.ReportToken),
		Panicked: s.metrics.panicked("web"),
	})
	if err != nil {
		return err
	}
	web.Register(s.mux)
	if err := s.addChats(c, b, p, j); err != nil {
		return err
	}
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "ok") })
	s.mux.HandleFunc("GET /readyz", s.ready)
	s.mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	return nil
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

// recoverer ends nothing but the job that panics, in what belongs to no chat.
func (s *site) recoverer() chat.Recoverer {
	return chat.Recoverer{Part: "serve", Log: s.log, Count: s.metrics.panicked("serve")}
}

// recovered answers a request whose handler panicked, so that one bad request never
// ends the others. The chats answer their own before, in words.
func (s *site) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := chat.Call(func() error { next.ServeHTTP(w, r); return nil })
		if err == nil {
			return
		}
		s.recoverer().Report(cmp.Or(r.Pattern, "none"), err) // the mux has noted the route it took
		writeText(w, http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError))
	})
}
