package teamschat_test

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"veiviser/bot"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
	"veiviser/content"
	"veiviser/search"
)

// broke is what everything here panics with: what was asked.
const broke = "deltakeren min heter Kari"

// panicking is a search that breaks.
type panicking struct{}

func (panicking) Search(context.Context, search.Query) (search.Result, error) { panic(broke) }

// breaks is everything that is asked or told of the guide's past and its use.
type breaks struct{}

func (breaks) Version(context.Context, string, string) (bot.Version, bool, error) { panic(broke) }
func (breaks) Versions(context.Context, string) ([]bot.Version, error)            { panic(broke) }
func (breaks) Feedback(bot.Feedback) error                                        { panic(broke) }
func (breaks) NoteCopied(string, content.Lang)                                    { panic(broke) }

// fragile is a registered bot, with a webhook, whose search, counter of notes and
// former versions panic. Jobs that panicked are sent to the channel.
func fragile(t *testing.T, m *microsoft) (c teamschat.Config, log *chattest.Log, panics chan string) {
	t.Helper()
	log, panics = &chattest.Log{}, make(chan string, 100)
	c = m.config(t)
	c.Log, c.WebhookSecret = slog.New(slog.NewTextHandler(log, nil)), secret
	c.Bot = bot.New(bot.Config{Guide: c.Bot.Guide(), Index: panicking{}, Words: newWords(t), Versions: breaks{}, BaseURL: base})
	c.Panicked = func(job string) { panics <- job }
	c.Editors = breaks{}
	return c, log, panics
}

// TestPanic: whatever breaks in a job ends that job alone, is counted by its kind, is
// told to who waits in their language, and leaves nothing of its value in the log.
func TestPanic(t *testing.T) {
	m := newMicrosoft(t)
	c, log, panics := fragile(t, m)
	r := run(t, m, c)
	failed := map[string]string{"nb-NO": "Noe gikk galt", "nn-NO": "Noko gjekk gale", "en-US": "Something went wrong", "sv-SE": "Noe gikk galt", "": "Noe gikk galt"}
	in := func(locale string, a map[string]any) map[string]any { a["locale"] = locale; return a }
	var want []string
	for locale, words := range failed {
		told := func(door, got string) {
			t.Helper()
			if !strings.Contains(got, words) {
				t.Errorf("%s in %q: told %.300s, want %q in it", door, locale, got, words)
			}
		}
		r.send(t, in(locale, m.message("fagbrev på jobb")))
		told("a message", string(encode(t, m.next(t).Activity)))
		note := map[string]any{"verb": "note", "lang": content.LangOfTag(locale), "entry": "fagbrev-pa-jobb"}
		if note["lang"] == content.Lang("") {
			note["lang"] = content.Bokmal // a button is always of a language
		}
		press := in(locale, m.activity("message"))
		press["value"] = note
		r.send(t, press)
		told("a press of an older client", string(encode(t, m.next(t).Activity)))
		told("the webhook", r.hook(t, in(locale, m.message("fagbrev på jobb"))).Body.String())
		invoke := func(name string, value any) string {
			a := in(locale, m.activity("invoke"))
			a["name"], a["value"] = name, value
			return r.send(t, a).Body.String()
		}
		told("a press", invoke("adaptiveCard/action", map[string]any{"action": map[string]any{"data": note}}))
		told("the extension", invoke("composeExtension/query", map[string]any{
			"parameters": []any{map[string]any{"name": "query", "value": "fagbrev"}},
		}))
		want = append(want, "message", "note", "webhook", "note", "search")
	}
	link := m.activity("invoke")
	link["name"], link["value"] = "composeExtension/queryLink", map[string]any{"url": base + "/nb/fagbrev-pa-jobb@000000000000"}
	if w := r.post(m.token(t, "teams", m.claims(nil)), encode(t, link)); w.Code != http.StatusInternalServerError {
		t.Errorf("a link that broke: status %d, want 500", w.Code)
	}
	want = append(want, "/teams/messages")
	r.send(t, m.message("kurs for 01010750160")) // a number is never searched for
	if got := string(encode(t, m.next(t).Activity)); strings.Contains(got, "gikk galt") {
		t.Errorf("afterwards: %.300s", got)
	}
	close(panics)
	var got []string
	for job := range panics {
		got = append(got, job)
	}
	slices.Sort(got)
	if slices.Sort(want); !slices.Equal(got, want) {
		t.Errorf("counted panics in %q, want %q", got, want)
	}
	for _, hidden := range []string{"Kari", "fagbrev på jobb"} {
		if strings.Contains(log.String(), hidden) {
			t.Errorf("the log holds %q", hidden)
		}
	}
	if !strings.Contains(log.String(), "panicking.Search") || !strings.Contains(log.String(), "part=teams") {
		t.Errorf("the log does not say where it broke: %s", log)
	}
}

// TestPanicInNotice: even the notice of a failure can break. Then the message is not
// acknowledged, and the conversation, and the others, go on.
func TestPanicInNotice(t *testing.T) {
	m := newMicrosoft(t)
	c, log, panics := fragile(t, m)
	transport := &breaking{path: "/teams/"}
	c.HTTP = &http.Client{Transport: transport}
	r := run(t, m, c)
	transport.set(true)
	for range 9 { // more than one conversation may have waiting
		a := m.message("fagbrev på jobb")
		a["conversation"] = map[string]any{"id": "one", "conversationType": "personal", "tenantId": tenantID}
		if w := r.post(m.token(t, "teams", m.claims(nil)), encode(t, a)); w.Code != http.StatusInternalServerError {
			t.Fatalf("status %d, want 500: nobody was told", w.Code)
		}
		got := []string{<-panics, <-panics}
		if want := []string{"message", "message failed"}; !slices.Equal(got, want) {
			t.Fatalf("counted panics in %q, want %q", got, want)
		}
	}
	transport.set(false)
	r.send(t, m.message("hjelp"))
	m.next(t)
	if strings.Contains(log.String(), "Kari") {
		t.Error("the log holds the value")
	}
}

// TestPanicInKeys: a key server whose answer breaks us is one that is down, for those
// who wait for its keys too.
func TestPanicInKeys(t *testing.T) {
	m := newMicrosoft(t)
	c, log, panics := fragile(t, m)
	transport := &breaking{path: "/keys"}
	c.HTTP = &http.Client{Transport: transport}
	transport.set(true)
	r := run(t, m, c)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			w := r.post(m.token(t, "teams", m.claims(nil)), encode(t, m.message("hjelp")))
			if w.Code != http.StatusServiceUnavailable {
				t.Errorf("status %d, want 503", w.Code)
			}
		})
	}
	wg.Wait()
	if len(panics) != 1 || <-panics != "signing keys" {
		t.Errorf("%d panics are counted, want that of the keys", len(panics))
	}
	if strings.Contains(log.String(), "Kari") {
		t.Error("the log holds the value")
	}
}

// breaking is a transport that panics on the way to a path while it is set.
type breaking struct {
	path string
	mu   sync.Mutex
	on   bool
}

func (b *breaking) set(on bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.on = on
}

func (b *breaking) RoundTrip(r *http.Request) (*http.Response, error) {
	b.mu.Lock()
	on := b.on
	b.mu.Unlock()
	if on && strings.HasPrefix(r.URL.Path, b.path) {
		panic(broke)
	}
	return http.DefaultTransport.RoundTrip(r)
}
