package slackchat_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/slackchat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

// Slack keeps the contract of every platform.
func TestContract(t *testing.T) {
	chattest.Exercise(t, func(t *testing.T, p chattest.Parts) chattest.Harness {
		s := &wire{fakeSlack: newHandler(t), mux: http.NewServeMux()}
		ch, err := slackchat.New(slackchat.Config{
			Bot: p.Bot, Words: p.Words, Ledger: p.Ledger, Log: p.Log, Count: p.Count, People: p.People,
			BaseURL: base, SigningSecret: secret, BotToken: "xoxb-one", APIURL: s.apiURL(), HTTP: &http.Client{Transport: s},
		})
		if err != nil {
			t.Fatal(err)
		}
		ch.Register(s.mux)
		return chattest.Harness{Deliver: s.deliver, Seen: s.seen, Fail: s.setFault, Run: func(ctx context.Context) {
			if err := ch.Run(ctx); err != nil {
				t.Error(err)
			}
		}}
	})
}

// wire is Slack and the program without a network between them.
type wire struct {
	*fakeSlack
	mux *http.ServeMux // the program's

	mu    sync.Mutex
	shown []chattest.Seen
}

// RoundTrip carries a call of the program's to Slack.
func (w *wire) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	rec := httptest.NewRecorder()
	defer func() {
		if recover() != nil { // Slack hung up
			resp, err = nil, io.ErrUnexpectedEOF
		}
	}()
	w.fakeSlack.ServeHTTP(rec, r)
	return rec.Result(), nil
}

func (w *wire) setFault(f chattest.Fault) {
	w.breakAll(map[chattest.Fault]*fault{
		chattest.Down: {status: 500}, chattest.Limited: {status: 429, retryAfter: "30"},
		chattest.LostReply: {drop: true}, chattest.Refusing: {err: "restricted_action"},
	}[f])
}

// deliver signs what a person does, as Slack would, and brings it to the program.
func (w *wire) deliver(in chattest.Inbound) bool {
	channel, kind := in.Channel, obj{"type": "app_mention"}
	if channel == "" {
		channel, kind = "D"+in.Person, obj{"type": "message", "channel_type": "im"}
	}
	if in.Text == "" {
		return w.post("/slack/interactions", form, url.Values{"payload": {w.pressed(in, channel)}}.Encode())
	}
	kind["user"], kind["text"], kind["ts"], kind["channel"] = in.Person, in.Text, in.ID, channel
	if in.Thread != "" {
		w.wrote(channel, in.Thread)
		kind["thread_ts"] = in.Thread
	}
	return w.post("/slack/events", "application/json", string(event(in.ID, kind)))
}

// pressed is a press of a button of a message in a thread.
func (w *wire) pressed(in chattest.Inbound, channel string) string {
	value := blocks.Value(in.Ref, in.Value)
	if in.Verb == chat.Feedback {
		value = in.Value + ":" + in.Ref.String()
	}
	under := "b"
	if in.Asker != "" {
		under = "row " + in.Asker
	}
	b, _ := json.Marshal(obj{
		"type": "block_actions", "trigger_id": in.ID, "response_url": w.hookURL(in.Person), "user": obj{"id": in.Person}, "team": obj{"id": "T1"},
		"channel": obj{"id": channel}, "message": obj{"ts": "1.2", "thread_ts": in.Thread},
		"container": obj{"type": "message", "channel_id": channel, "message_ts": "1.2", "thread_ts": in.Thread},
		"actions":   []obj{{"type": "button", "block_id": under, "action_id": string(in.Verb) + ":1", "value": value}},
	})
	return string(b)
}

func (w *wire) post(path, contentType, body string) bool {
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, sign(path, contentType, []byte(body), time.Now()))
	return rec.Code == http.StatusOK
}

// seen is what Slack showed, and to whom.
func (w *wire) seen() []chattest.Seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.calls) > 0 {
		c := <-w.calls
		to := ""
		switch channel := c.args.Get("channel"); {
		case c.method == "assistant.threads.setStatus":
			continue
		case c.method == "chat.postEphemeral":
			to = c.args.Get("user")
		case strings.HasPrefix(channel, "D"):
			to = channel[1:]
		case strings.HasPrefix(c.method, "views."):
			to = "ada" // whose trigger it was, the one who presses in the contract
		case strings.HasPrefix(c.method, "hook ") && c.body["response_type"] == "ephemeral":
			to = strings.TrimPrefix(c.method, "hook ")
		}
		w.shown = append(w.shown, chattest.Seen{To: to, Body: c.all()})
	}
	return w.shown
}

// A command and a press that Slack has seen acknowledged are answered by another
// program where theirs was killed.
func TestKilledAfterAcknowledging(t *testing.T) {
	s := bottest.Whole(t)
	synctest.Test(t, func(t *testing.T) {
		store, w := chattest.NewStore(), &wire{fakeSlack: newHandler(t), mux: http.NewServeMux()}
		program := func() *slackchat.Chat {
			l := store.NewLedger()
			ch, err := slackchat.New(slackchat.Config{
				Bot: bot.New(bot.Config{Guide: s.Guide, Index: s.Index, Words: s.Words}), Words: s.Words, Ledger: l, Keeper: l, Log: quietLog,
				SigningSecret: secret, BotToken: "xoxb-one", APIURL: w.apiURL(), HTTP: &http.Client{Transport: w},
			})
			if err != nil {
				t.Fatal(err)
			}
			return ch
		}
		program().Register(w.mux) // and it never does what it takes
		command := url.Values{"command": {"/veiviser"}, "text": {"hjelp"}, "team_id": {"T1"}, "user_id": {"U1"}, "trigger_id": {"tr1"}, "response_url": {w.hookURL("command")}}
		if !w.post("/slack/commands", form, command.Encode()) {
			t.Error("the command was not acknowledged")
		}
		if !w.deliver(chattest.Inbound{ID: "tr2", Person: "press", Channel: "C1", Verb: chat.Feedback, Value: chat.Helpful, Ref: bot.Ref{Lang: content.Bokmal, Entry: "jobbsjansen"}}) {
			t.Error("the press was not acknowledged")
		}
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { _ = program().Run(ctx) })
		time.Sleep(time.Minute)
		cancel()
		wg.Wait()
		got := map[string]int{}
		for len(w.calls) > 0 {
			got[(<-w.calls).method]++
		}
		if got["hook command"] != 1 || got["hook press"] != 1 || len(got) != 2 {
			t.Errorf("Slack got %v, want an answer to each", got)
		}
	})
}
