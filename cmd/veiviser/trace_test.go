package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"veiviser/bot"
	"veiviser/bot/chat/chattest"
)

// tracedSite is a site with the settings whose spans are kept in memory. It is served until
// end is called.
func tracedSite(t *testing.T, vars settings) (s *server, st *site, spans *tracetest.InMemoryExporter, end func()) {
	t.Helper()
	vars["VEIVISER_DATA"], vars["VEIVISER_CONTENT"], vars["VEIVISER_INDEX"] = t.TempDir(), small, "off"
	c, err := loadConfig(config{}, vars.get)
	if err != nil {
		t.Fatal(err)
	}
	log := &chattest.Log{}
	lg := slog.New(slog.NewJSONHandler(log, nil))
	p, err := newParts(c.guide(), c.store(lg))
	if err != nil {
		t.Fatal(err)
	}
	j, err := openJournal(t.Context(), c, lg, nil)
	if err != nil {
		t.Fatal(err)
	}
	spans = tracetest.NewInMemoryExporter()
	traces := tracesTo(sdktrace.WithSyncer(spans))
	st = newSite(lg)
	st.tracer = traces.tracer()
	if err := st.wire(t.Context(), c, p, j); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { st.runPlatforms(ctx) })
	running.Go(func() { _ = st.keep(ctx) })
	web := httptest.NewServer(st.handler())
	end = sync.OnceFunc(func() {
		web.Close()
		cancel()
		running.Wait()
		if err := errors.Join(j.Close(), p.index.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	return &server{url: web.URL, log: log}, st, spans, end
}

// A mention is traced from the request to the post, with words of our own lists alone.
func TestTraced(t *testing.T) {
	t.Parallel()
	slack := newFakeSlack(t)
	s, _, spans, end := tracedSite(t, slack.settings())
	s.mention(t, "Ev77", "1.1", "", "hvem betaler norskkurs for Kari Nordmann")
	within(t, slack.posts, "the answer")
	s.ask(t, "kva er språkpraksis")
	s.page(t, "/?q=hemmelighet")
	s.page(t, "/healthz")
	end()

	byName := map[string]tracetest.SpanStub{}
	ids := map[string]string{} // names of spans by their ids
	for _, sp := range spans.GetSpans() {
		ids[sp.SpanContext.SpanID().String()] = sp.Name
		if _, there := byName[sp.Name]; !there {
			byName[sp.Name] = sp
		}
	}
	way := []string{"POST /slack/events", "event", "answer", "search"}
	for i, name := range way[1:] {
		if got := ids[byName[name].Parent.SpanID().String()]; got != way[i] {
			t.Errorf("%s is traced below %q, want %q", name, got, way[i])
		}
	}
	if got := ids[byName["post"].Parent.SpanID().String()]; got != "event" {
		t.Errorf("the post is traced below %q", got)
	}
	if _, there := byName["POST /api/ask"]; !there || len(byName) != 7 {
		t.Errorf("traced %v", slices.Sorted(maps.Keys(byName)))
	}
	said := map[string]string{}
	for _, sp := range spans.GetSpans() {
		for _, a := range sp.Attributes {
			said[string(a.Key)] += a.Value.String() + "\n"
		}
		if sp.Status.Code == codes.Error || len(sp.Events)+len(sp.Links) > 0 {
			t.Errorf("%s: %+v", sp.Name, sp.Status)
		}
	}
	if got := strings.Join(slices.Sorted(maps.Keys(said)), " "); got != "http.response.status_code http.route veiviser.card veiviser.confidence veiviser.job veiviser.lang veiviser.platform veiviser.section" {
		t.Errorf("spans tell of %s", got)
	}
	for _, hidden := range []string{"betaler", "norskkurs", "Kari", "U1", "C1", "T1", "Ev77", "1.1", "hemmelighet", "xoxb", "127.0.0.1"} {
		for key, values := range said {
			if strings.Contains(values, hidden) {
				t.Errorf("%s tells %q: %s", key, hidden, values)
			}
		}
	}
	for key, want := range map[string]string{"veiviser.platform": "slack", "veiviser.job": "app_mention", "veiviser.section": "payer", "veiviser.confidence": "strong", "veiviser.lang": "nn"} {
		if !strings.Contains(said[key], want+"\n") {
			t.Errorf("%s tells %q, want %q", key, said[key], want)
		}
	}
}

// What fails is told of without its words: an error may hold what it was about.
func TestTracedFailure(t *testing.T) {
	t.Parallel()
	spans := tracetest.NewInMemoryExporter()
	tr := tracesTo(sdktrace.WithSyncer(spans)).tracer()
	_, end := bot.Trace(bot.WithTracer(t.Context(), tr), "post")
	end(bot.Span{Platform: bot.Teams, Job: "message", Failed: true})
	broken := tr.traced(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "Kari", http.StatusBadGateway) }))
	broken.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/nb/kari-nordmann", nil))
	for _, sp := range spans.GetSpans() {
		if sp.Status.Code != codes.Error || sp.Status.Description != "" || strings.Contains(sp.Name, "kari") {
			t.Errorf("%s: %+v", sp.Name, sp.Status)
		}
	}
	if n := len(spans.GetSpans()); n != 2 {
		t.Errorf("%d spans", n)
	}
}

// Who has no collector pays for none: a span that nobody is told of takes no memory.
func TestUntracedCostsNothing(t *testing.T) {
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() {
		within, end := bot.Trace(ctx, "answer")
		end(bot.Span{Platform: bot.Web, Failed: within == nil})
	}); n != 0 {
		t.Errorf("a span that nobody is told of takes memory %v times", n)
	}
}

// The program sends its spans to a collector, none of them with a word of a question, and a
// collector that hangs holds nobody up.
func TestTracesAreSent(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var got bytes.Buffer
	hang := make(chan struct{})
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		mu.Lock()
		if got.Write(b); err != nil || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("sent to %s as %s (%v)", r.URL.Path, r.Header.Get("Content-Type"), err)
		}
		mu.Unlock()
		<-hang
	}))
	defer collector.Close()
	defer close(hang)
	s := start(t, settings{"VEIVISER_TRACES_URL": collector.URL + "/"})
	s.ask(t, "hvem betaler norskkurs")
	began := time.Now()
	s.stop(t)
	if took := time.Since(began); took > tracesWait+3*time.Second {
		t.Errorf("a collector that hangs holds the end up for %v", took)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"service.name", "POST /api/ask", "search", "veiviser.confidence", "strong"} {
		if !bytes.Contains(got.Bytes(), []byte(want)) {
			t.Errorf("the collector is not sent %q", want)
		}
	}
	if bytes.Contains(got.Bytes(), []byte("betaler")) {
		t.Error("the collector is sent the question")
	}
	if _, err := try(t, settings{"VEIVISER_TRACES_URL": "collector:4318"}, "serve"); err == nil || !strings.Contains(err.Error(), "VEIVISER_TRACES_URL") {
		t.Errorf("an address that is none: %v", err)
	}
}
