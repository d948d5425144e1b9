package main

import (
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/content"
)

// fakePlatform is Slack's API and Teams' conversations, as far as counting what they
// get goes.
type fakePlatform struct {
	*httptest.Server
	mu  sync.Mutex
	got map[string]int // calls by their kind
}

func newFakePlatform(tb testing.TB) *fakePlatform {
	f := &fakePlatform{got: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/users.info", func(w http.ResponseWriter, r *http.Request) {
		i, err := strconv.Atoi(strings.TrimPrefix(r.FormValue("user"), "U"))
		if err != nil || i >= len(tags) {
			tb.Errorf("asked for the user %q", r.FormValue("user"))
			return
		}
		_, _ = io.WriteString(w, marshal(tb, object{"ok": true, "user": object{"id": r.FormValue("user"), "locale": tags[i]}}))
	})
	mux.HandleFunc("/api/{method}", func(w http.ResponseWriter, r *http.Request) {
		method := r.PathValue("method")
		if strings.HasPrefix(method, "chat.") {
			method = "post" // to everybody or, with a personal number, to one
		}
		f.count(method)
		_, _ = io.WriteString(w, `{"ok":true,"ts":"1.2","channel":"C1","id":"1","view":{"id":"V1"}}`)
	})
	mux.HandleFunc("/hook", func(w http.ResponseWriter, _ *http.Request) {
		f.count("hook")
		_, _ = io.WriteString(w, "ok")
	})
	mux.HandleFunc("/v3/", func(w http.ResponseWriter, r *http.Request) {
		f.count("teams " + r.Method)
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"1"}`)
	})
	f.Server = httptest.NewServer(mux)
	tb.Cleanup(f.Close)
	return f
}

func (f *fakePlatform) count(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.got[what]++
}

func (f *fakePlatform) counted() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.got)
}

// inEveryLang are values for a button: in the tag's own language, which no button of
// ours has, and in one of the guide's.
func inEveryLang(tag string) []string { return []string{tag, string(content.English)} }

// teams sends the bot messages, presses, what the extension sends, and the news that it
// was installed.
func (d *doors) teams(t *testing.T, i int, tag string) {
	t.Helper()
	activity := func(kind string, more object) object {
		a := message("t"+d.next(), "")
		maps.Copy(a, object{
			"type": kind, "text": "", "serviceUrl": d.platform.URL, "locale": tag, "conversation": object{"id": "a:" + d.next(), "conversationType": "personal"},
			"entities": []object{{"type": "clientInfo", "locale": tag}},
		})
		maps.Copy(a, more)
		return a
	}
	send := func(a object) (int, string) {
		t.Helper()
		return d.ok(t, http.MethodPost, "/teams/messages", marshal(t, a), "Content-Type", "application/json")
	}
	for _, text := range d.inTurn(i, 1) {
		send(activity("message", object{"text": text}))
		d.want["teams POST"]++
	}
	send(activity("conversationUpdate", object{"membersAdded": []object{{"id": "28:b"}}}))
	d.want["teams POST"]++
	for _, l := range inEveryLang(tag) {
		for _, verb := range []string{"card", "step", "note", "snippet", "feedback"} {
			data := object{"verb": verb, "lang": l, "entry": "jamal", "step": 2, "language": tag}
			send(activity("invoke", object{"name": "adaptiveCard/action", "value": object{"action": object{"data": data}}}))
		}
		send(activity("invoke", object{"name": "composeExtension/queryLink", "value": object{"url": publicURL + "/" + l + "/jamal?step=2"}}))
	}
	// In place of the card, and every other time as a message of its own.
	verb, how := [...]string{"step", "map"}[i%2], [...]string{"teams PUT", "teams POST"}[i%2]
	send(activity("message", object{"replyToId": "c1", "value": object{"verb": verb, "lang": "nn", "entry": "jamal", "step": 3}}))
	d.want[how]++
	for _, text := range d.inTurn(i, 4) {
		query := object{"parameters": []object{{"name": "query", "value": text}}}
		code, got := send(activity("invoke", object{"name": "composeExtension/query", "value": query}))
		if code != http.StatusOK || !strings.Contains(got, "composeExtension") || strings.Contains(got, "gikk galt") {
			t.Errorf("the extension asked %.20q in %.20q: %d %.200s", text, tag, code, got)
		}
	}
}

// slack sends commands, messages, the home tab, shortcuts, presses and dialogs.
func (d *doors) slack(t *testing.T, i int, tag string) {
	t.Helper()
	user := "U" + strconv.Itoa(i)
	for _, text := range d.texts {
		form := url.Values{"command": {"/veiviser"}, "text": {text}, "team_id": {"T1"}, "channel_id": {"C1"}, "user_id": {user}, "trigger_id": {"tr" + d.next()}, "response_url": {d.platform.URL + "/hook"}}
		d.signed(t, "/slack/commands", form.Encode(), "application/x-www-form-urlencoded")
		if strings.TrimSpace(text) == "" {
			d.want["views.open"]++
		} else {
			d.want["hook"]++
		}
	}
	event := func(inner object) {
		body := object{"type": "event_callback", "team_id": "T1", "event_id": "Ev" + d.next(), "event": inner}
		d.signed(t, "/slack/events", marshal(t, body), "application/json")
	}
	for _, text := range d.inTurn(i, 3) {
		event(object{"type": "message", "channel_type": "im", "user": user, "text": text, "ts": "1." + d.next(), "channel": "D" + d.next()})
		d.want["post"]++
	}
	event(object{"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home"})
	d.want["views.publish"]++
	interact := func(payload object) {
		maps.Copy(payload, object{"team": object{"id": "T1"}, "user": object{"id": user}, "trigger_id": "tr" + d.next()})
		d.signed(t, "/slack/interactions", url.Values{"payload": {marshal(t, payload)}}.Encode(), "application/x-www-form-urlencoded")
	}
	interact(object{"type": "shortcut", "callback_id": "ask"})
	d.want["views.open"]++
	interact(object{"type": "message_action", "callback_id": "find", "message": object{"text": "KVP"}, "channel": object{"id": "C1"}, "response_url": d.platform.URL + "/hook"})
	d.want["hook"]++
	for _, l := range inEveryLang(tag) {
		interact(object{
			"type": "block_actions", "response_url": d.platform.URL + "/hook", "channel": object{"id": "C1"}, "container": object{"type": "message", "is_ephemeral": true},
			"actions": []object{{"type": "button", "block_id": "b", "action_id": "step:1", "value": l + "/jamal//3"}},
		})
		d.want["hook"]++
	}
	interact(object{
		"type": "view_submission", "view": object{"id": "V" + d.next(), "type": "modal", "callback_id": "ask", "private_metadata": tag, "state": object{"values": object{
			"question": object{"question": object{"value": "KVP"}}, "language": object{"language": object{"selected_option": object{"value": tag}}},
		}}},
	})
	d.want["post"]++
}

// signed sends a request as Slack signs it, which must be taken.
func (d *doors) signed(t *testing.T, path, body, contentType string) {
	t.Helper()
	now := strconv.FormatInt(time.Now().Unix(), 10)
	code, got := d.ok(t, http.MethodPost, path, body, "Content-Type", contentType, "X-Slack-Request-Timestamp", now,
		"X-Slack-Signature", "v0="+hex.EncodeToString(mac([]byte(signingSecret), "v0:"+now+":"+body)))
	if code != http.StatusOK {
		t.Errorf("%s %.200s: %d %s", path, body, code, got)
	}
}
