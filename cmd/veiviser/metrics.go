package main

import (
	"cmp"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/content"
)

// metrics are the numbers operators scrape; none holds a word of a question.
type metrics struct {
	registry *prometheus.Registry
	answers  *prometheus.CounterVec
	requests *prometheus.HistogramVec
	chats    *prometheus.CounterVec
	panics   *prometheus.CounterVec
	guide    *prometheus.GaugeVec
	reloads  *prometheus.CounterVec
	problems prometheus.Gauge
	release  string // the one in guide
}

// newMetrics returns metrics in a registry of their own.
func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "veiviser_answers_total", Help: "Answers given.",
		}, []string{"platform", "lang", "confidence"}),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "veiviser_request_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
		}, []string{"route", "status"}),
		chats: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "veiviser_chat_events_total", Help: "What happened on a chat platform.",
		}, []string{"platform", "what", "detail"}),
		panics: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "veiviser_panics_total", Help: "Panics that ended one job; the log says where.",
		}, []string{"part", "job"}),
		guide: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "veiviser_guide_info", Help: "Entries of the release served.",
		}, []string{"release"}),
		reloads: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "veiviser_guide_reloads_total", Help: "Times the guide was to be reloaded: done, or failed with the one before going on.",
		}, []string{"result"}),
		problems: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "veiviser_guide_problems", Help: "Errors in the guide that was to be reloaded last; 0 where it is served.",
		}),
	}
	m.registry.MustRegister(m.guide, m.reloads, m.problems, m.answers, m.requests, m.chats, m.panics, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// watch adds what is read from the guide and the journal when it is scraped.
func (m *metrics) watch(g *content.Guide, j *journal.Journal) {
	m.serving(g)
	stat := func(name, help string, read func(journal.Stats) float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "veiviser_journal_" + name, Help: help},
			func() float64 { return read(j.Stats()) }))
	}
	stat("waiting", "Rows that wait to be written.", func(s journal.Stats) float64 { return float64(s.Waiting) })
	stat("written", "Rows written since start.", func(s journal.Stats) float64 { return float64(s.Written) })
	stat("retried", "Batches that failed and were tried again.", func(s journal.Stats) float64 { return float64(s.Retried) })
	stat("dropped", "Writes lost.", func(s journal.Stats) float64 { return float64(s.Dropped) })
	stat("reads_failed", "Memories that could not be read in time.", func(s journal.Stats) float64 { return float64(s.ReadsFailed) })
}

// serving tells which guide is served.
func (m *metrics) serving(g *content.Guide) {
	m.guide.WithLabelValues(g.Release()).Set(float64(len(g.Entries())))
	if m.release != "" && m.release != g.Release() {
		m.guide.DeleteLabelValues(m.release)
	}
	m.release = g.Release()
}

// reloaded counts a guide that took the place of the one before.
func (m *metrics) reloaded(g *content.Guide) {
	m.serving(g)
	m.reloads.WithLabelValues("done").Inc()
	m.problems.Set(0)
}

// notReloaded counts a guide that can't be served, by its errors.
func (m *metrics) notReloaded(problems int) {
	m.reloads.WithLabelValues("failed").Inc()
	m.problems.Set(float64(max(problems, 1))) // one that can't be read has one
}

// Count implements [bot.Counter].
func (m *metrics) Count(e bot.Event) {
	m.answers.WithLabelValues(string(e.Platform), string(e.Lang), string(e.Confidence)).Inc()
}

// counterFor returns a counter of what happens on one chat platform.
func (m *metrics) counterFor(platform string) func(what, detail string) {
	return func(what, detail string) { m.chats.WithLabelValues(platform, what, detail).Inc() }
}

// panicked returns a counter of the panics in one part of the program, by job.
func (m *metrics) panicked(part string) func(job string) {
	return func(job string) { m.panics.WithLabelValues(part, job).Inc() }
}

// observe times every request by its route.
func (m *metrics) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		sw := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(sw, r)
		// The mux has noted the route it took.
		m.requests.WithLabelValues(cmp.Or(r.Pattern, "none"), strconv.Itoa(sw.status)).Observe(time.Since(start).Seconds())
	})
}

// statusWriter remembers the status of a response.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
