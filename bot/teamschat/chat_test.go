package teamschat_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf16"

	"veiviser/bot"
	"veiviser/bot/teamschat"
	"veiviser/search"
)

func TestAsk(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	a := m.message("Hva kreves for fagbrev på jobb?")
	r.send(t, a)
	got := m.next(t)
	id := a["id"].(string)
	if want := "/teams/v3/conversations/c-" + id + "/activities/" + id; got.Method != "POST" || got.Path != want {
		t.Errorf("sent %s %s, want POST %s", got.Method, got.Path, want)
	}
	if got.Token != "Bearer granted" {
		t.Errorf("sent with token %q", got.Token)
	}
	if got.Activity["replyToId"] != id || !strings.HasPrefix(fmt.Sprint(got.Activity["summary"]), "Fagbrev på jobb, krav: ") {
		t.Errorf("replyToId %v, summary %q", got.Activity["replyToId"], got.Activity["summary"])
	}
	if c := card(t, got.Activity); !strings.Contains(c, "[Fagbrev på jobb](") || !strings.Contains(c, "** · krav") {
		t.Errorf("the answer is not of the entry and its requirements: %.300s", c)
	}
	citations := got.Activity["entities"].([]any)[0].(map[string]any)["citation"].([]any)
	if n := len(citations); n == 0 || n > 20 {
		t.Errorf("%d citations, want 1 to 20", n)
	}
	if text := got.Activity["text"].(string); !strings.Contains(text, "[1]") {
		t.Errorf("text %q does not name the first source", text)
	}
}

// TestLargest: the message with the longest card stays below what Teams takes.
func TestLargest(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	for _, entry := range []string{"introduksjonsprogram", "videregaende-opplaering-for-voksne", "livsopphold-og-finansiering"} {
		a := m.activity("message")
		a["value"] = map[string]any{"verb": "show", "lang": "nn", "entry": entry}
		r.send(t, a)
		body := string(encode(t, m.next(t).Activity))
		if n := 2 * len(utf16.Encode([]rune(body))); n > 80_000 {
			t.Errorf("%s: %d bytes of UTF-16, want at most 80000", entry, n)
		}
	}
}

// TestChannel: in a channel the bot answers in the thread, to who mentions it.
func TestChannel(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	channel := func(text string, mentioned ...string) map[string]any {
		a := m.message(text)
		a["conversation"] = map[string]any{"id": "19:x@thread.tacv2;messageid=7", "conversationType": "channel", "tenantId": tenantID}
		var entities []any
		for _, id := range mentioned {
			entities = append(entities, map[string]any{"type": "mention", "mentioned": map[string]any{"id": id}})
		}
		a["entities"] = entities
		return a
	}
	r.send(t, channel("hei alle sammen"))
	r.send(t, channel("<at>Ola</at> hei", "29:ola"))
	r.send(t, channel("<at>Veiviser</at>&nbsp;kart\n", "28:bot"))
	got := m.next(t)
	if !strings.Contains(got.Path, "19:x@thread.tacv2;messageid=7") {
		t.Errorf("answered at %s, want the thread", got.Path)
	}
	if c := card(t, got.Activity); !strings.Contains(c, "Mulighetskartet") {
		t.Errorf("the mention was not taken off the command: %.200s", c)
	}
	if n := len(m.sent); n != 0 {
		t.Errorf("%d more answers, to messages that were not for the bot", n)
	}
}

// TestFollowUp: "hva lever hun av?" is about what the conversation was about.
func TestFollowUp(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	first, second := m.message("fagbrev på jobb"), m.message("og hva lever hun av?")
	second["conversation"] = first["conversation"]
	r.send(t, first)
	m.next(t)
	r.send(t, second)
	if c := card(t, m.next(t).Activity); !strings.Contains(c, "[Fagbrev på jobb](") {
		t.Errorf("the follow-up is not about the entry: %.300s", c)
	}
}

// TestLinks: a link to a page of ours names its entry, also under other words.
func TestLinks(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	link := base + "/nb/fagbrev-pa-jobb"
	for name, text := range map[string]string{
		"bare": link, "a tag": `hva er <a href="` + link + `">denne siden</a>?`, "Markdown": "[denne siden](" + link + ")",
		"escaped": `<a title="x" href='` + link + `?a=1&amp;b=2'>x</a>`, "foreign": `<a href="https://elsewhere.example/nb/jamal">fagbrev på jobb</a>`,
	} {
		r.send(t, m.message(text))
		if c := card(t, m.next(t).Activity); !strings.Contains(c, "[Fagbrev på jobb](") {
			t.Errorf("%s: answered with %.300s", name, c)
		}
	}
	under := m.message("hva er denne siden?")
	under["attachments"] = []any{
		map[string]any{"contentType": "text/html", "content": `<div><p>hva er <a href="` + link + `" rel="x">denne siden</a>?</p></div>`},
		map[string]any{"contentType": "text/html", "content": map[string]any{"no": "text"}},
		map[string]any{"contentType": "image/png", "contentUrl": "https://elsewhere.example/x.png"},
	}
	r.send(t, under)
	if c := card(t, m.next(t).Activity); !strings.Contains(c, "[Fagbrev på jobb](") {
		t.Errorf("a link under words: answered with %.300s", c)
	}
}

func TestOnce(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	a := m.message("hjelp")
	for range 4 {
		r.send(t, a)
	}
	welcome := m.activity("conversationUpdate")
	welcome["membersAdded"] = []any{map[string]any{"id": "28:bot"}, map[string]any{"id": "29:kari"}}
	installed := m.activity("installationUpdate")
	installed["action"], installed["conversation"] = "add", welcome["conversation"]
	other := m.activity("conversationUpdate")
	other["membersAdded"] = []any{map[string]any{"id": "29:kari"}}
	for _, a := range []map[string]any{welcome, installed, welcome, other} {
		r.send(t, a)
	}
	m.next(t)
	m.next(t)
	last := m.message("kart")
	r.send(t, last)
	if c := card(t, m.next(t).Activity); !strings.Contains(c, "Mulighetskartet") {
		t.Errorf("something was answered twice: %.200s", c)
	}
}

// TestGuard: nothing of a personal number comes back or is logged.
func TestGuard(t *testing.T) {
	var log bytes.Buffer
	m := newMicrosoft(t)
	c := m.config(t)
	c.Log = slog.New(slog.NewJSONHandler(&log, nil))
	c.WebhookSecret = secret
	r := run(t, m, c)
	question := "Hva kan Kari Nordmann " + number + " søke på?"
	r.send(t, m.message(question))
	got := encode(t, m.next(t).Activity)
	if !bytes.Contains(got, []byte("fødselsnummer")) {
		t.Errorf("the guard does not say what it found: %s", got)
	}
	found := encode(t, r.invoke(t, "composeExtension/query", query(question)))
	hooked := r.hook(t, m.message(question)).Body.Bytes()
	for where, text := range map[string][]byte{"answer": got, "search": found, "webhook": hooked, "log": log.Bytes()} {
		for _, secret := range []string{number, "Nordmann"} {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("the %s has %q", where, secret)
			}
		}
	}
}

// broken is a search that fails.
type broken struct{}

func (broken) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, errors.New("index closed")
}

// TestFailure: the asker is told, with an id that the log has too.
func TestFailure(t *testing.T) {
	var log bytes.Buffer
	m := newMicrosoft(t)
	c := m.config(t)
	c.Log = slog.New(slog.NewTextHandler(&log, nil))
	c.Bot = bot.New(bot.Config{Guide: c.Bot.Guide(), Index: broken{}, Words: newWords(t)})
	r := run(t, m, c)
	a := m.message("what about a secret question")
	a["locale"] = "en-US"
	r.send(t, a)
	text := m.next(t).Activity["text"].(string)
	_, after, _ := strings.Cut(text, "the code ")
	id, _, _ := strings.Cut(after, " ")
	if id == "" || !strings.Contains(log.String(), "id="+id) {
		t.Errorf("told %q, logged %s", text, log.String())
	}
	if strings.Contains(log.String(), "secret question") {
		t.Error("the question is in the log")
	}
}

func TestNew(t *testing.T) {
	m := newMicrosoft(t)
	tests := []struct {
		name   string
		change func(*teamschat.Config)
		want   []string
	}{
		{"nothing", func(c *teamschat.Config) { c.App = teamschat.App{} }, []string{"neither an app registration nor a webhook secret"}},
		{"half a registration", func(c *teamschat.Config) { c.App.Password, c.App.TenantID = "", "" }, []string{"no app password", "no tenant id"}},
		{"development and app", func(c *teamschat.Config) { c.Development = true }, []string{"leave one out"}},
		{"bad url and secret", func(c *teamschat.Config) { c.BaseURL, c.WebhookSecret = "veiviser.no", "%" }, []string{"no web address", "not base64"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := m.config(t)
			tt.change(&c)
			_, err := teamschat.New(c)
			for _, want := range tt.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want %q", err, want)
				}
			}
			if err != nil && strings.Contains(err.Error(), "s3cret") {
				t.Error("the error holds the password")
			}
		})
	}
}
