package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"sync/atomic"

	"golang.org/x/sync/semaphore"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/bot/picture"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// site is everything that is served, wired together.
type site struct {
	mux       *http.ServeMux
	log       *slog.Logger
	journal   *journal.Journal
	metrics   *metrics
	platforms []*platform
	checks    []check
	expiries  []expiry
	bodies    *semaphore.Weighted
	hangups   <-chan os.Signal            // each asks for the guide to be reloaded; nil: nobody does
	reload    func(context.Context) error // reloads the guide; ends with the platforms
	keep      func(context.Context) error // writes the journal; ends after the platforms
	admin     func(context.Context) error // answers operators, likewise; nil: the pages do
	tracer    bot.Tracer                  // is told of the work on every request and event; nil: nobody is
	stopping  atomic.Bool
}

// newSite returns a site that serves nothing yet. Its metrics are there already: the
// journal counts in them, and is opened before the site is wired to it.
func newSite(lg *slog.Logger) *site {
	return &site{mux: http.NewServeMux(), log: lg, metrics: newMetrics(), bodies: semaphore.NewWeighted(maxBodies)}
}

// wire connects the bot to the journal and to every platform that c switches on.
func (s *site) wire(ctx context.Context, c config, p *parts, j *journal.Journal) error {
	s.journal, s.keep = j, j.Run
	s.metrics.watch(p.guide, j)
	// What stays as long as the program does begins with a guide of nothing: the first one
	// served goes as any other when another takes its place.
	nothing := new(content.Guide)
	p.bot = nil
	b := bot.New(bot.Config{
		Guide: nothing, Words: p.words,
		Conversations: j.Conversations, Counter: counters{s.metrics, j.Counts}, Versions: j.Versions, BaseURL: c.BaseURL, NoPaths: !c.Paths,
	})
	b.Replace(p.guide, p.index, func() {})
	painter, err := picture.New(nothing)
	if err != nil {
		return err
	}
	painter.Recover = chat.Call
	e := s.newEditors(p, j)
	web, err := webchat.New(webchat.Config{
		Bot: b, Words: p.words, Log: s.log, BaseURL: c.BaseURL,
		Pictures: pictures{painter, p.words, c.BaseURL},
		Journal:  j.Counts, Reporter: j.Counts, ReportToken: string(c.ReportToken),
		Desk: e, Inquiries: j.Inquiries, History: j.Versions,
		Proxies: c.Proxies, Limits: webchat.Limits{Questions: c.Questions},
		Operator: c.Operator, Kept: whatIsKept(journal.Retention{}.WithDefaults()), Framers: c.framers(),
		Panicked: s.metrics.panicked("web"),
	})
	if err != nil {
		return err
	}
	web.Register(s.mux)
	if err := errors.Join(s.addChats(c, b, p, j, e), s.addMCP(c, b, p, j)); err != nil {
		return err
	}
	s.addCheck(true, s.journalState)
	s.addReloader(c, b, p)
	return s.addAdmin(ctx, c)
}

// addReloader lets the guide be reloaded while the site is served.
func (s *site) addReloader(c config, b *bot.Bot, p *parts) {
	r := &reloader{
		at: c.guide(), parts: p, bot: b, versions: s.journal.Versions, metrics: s.metrics, log: s.log, recover: s.recoverer(), changed: s.reloaded,
	}
	s.addCheck(false, r.state)
	s.reload = func(ctx context.Context) error { return r.run(ctx, s.hangups) }
}

// reloaded tells the chats that another guide is served.
func (s *site) reloaded() {
	for _, p := range s.platforms {
		if c, ok := p.chat.(interface{ Reloaded() }); ok {
			c.Reloaded()
		}
	}
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
	h := s.metrics.observe(identified(s.recovered(boundBodies(s.bodies, s.mux))))
	if t, ok := s.tracer.(tracer); ok {
		h = t.traced(h)
	}
	return h
}

// identified gives each request an id, the one a proxy gave it or a new one, which
// stands in its log lines, in its answer and on its error page.
func identified(next http.Handler) http.Handler {
	const header = "X-Request-Id"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := chat.NewRequestID(r.Header.Get(header))
		w.Header().Set(header, id)
		named := r.WithContext(chat.WithRequestID(r.Context(), id))
		next.ServeHTTP(w, named)
		r.Pattern = named.Pattern // the mux has noted the route it took
	})
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
		s.recoverer().In(r.Context()).Report(cmp.Or(r.Pattern, "none"), err) // the mux has noted the route it took
		writeText(w, http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError))
	})
}
