package teamschat_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
	"veiviser/bot/teamschat/cards"
)

// withAuthentication starts the Playground with tokens on both ways, against a login of
// the test's own.
func withAuthentication(t *testing.T) *playground {
	t.Helper()
	dir := needNode(t)
	a := newAuthority(t)
	cert := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(cert, a.cert, 0o600); err != nil {
		t.Fatal(err)
	}
	hook, err := filepath.Abs(filepath.Join("testdata", "node", "authority.cjs"))
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := strings.Cut(a.Listener.Addr().String(), ":")
	return startPlayground(t, dir,
		[]string{"--cid", appID, "--cs", "s3cret", "--tid", tenantID},
		[]string{"NODE_OPTIONS=--require=" + hook, "NODE_EXTRA_CA_CERTS=" + cert, "TEST_AUTHORITY_PORT=" + port},
		func(host string) teamschat.Config {
			a.serviceURL = "http://" + host + "/_connector"
			return teamschat.Config{
				Bot: newBot(t), Words: newWords(t), Ledger: chattest.NewLedger(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)), BaseURL: base,
				HTTP: a.client(),
				App: teamschat.App{
					ID: appID, Password: "s3cret", TenantID: tenantID, ServiceHosts: []string{host},
					OpenIDURL: "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration",
				},
			}
		})
}

// TestPlayground asks in every kind of conversation, presses every button, walks a
// journey, searches and unfurls, all through Microsoft's own stand-in for Teams with
// authentication on.
func TestPlayground(t *testing.T) {
	p := withAuthentication(t)
	me := map[string]any{"id": "user-0"}
	mention := []any{map[string]any{"mentioned": map[string]any{"id": appID}, "text": "<at>Veiviser</at>"}}
	ask := func(where, text string) answered {
		t.Helper()
		m := map[string]any{"text": text, "textFormat": "plain", "from": me}
		if where != "personal" {
			m["text"], m["mentions"] = "<at>Veiviser</at> "+text, mention
		}
		p.answers.forget()
		p.post(t, "/conversations/"+where+"/messages", m)
		got := p.answers.next(t, text+" in "+where, func(a answered) bool {
			return strings.HasPrefix(a.Conversation, where) && len(a.Activity) > 0 && a.Activity["replyToId"] != nil
		})
		if got.Status >= http.StatusMultipleChoices {
			t.Fatalf("%s: the Playground answered %d", where, got.Status)
		}
		got.ID = p.card(t)
		return got
	}
	for _, where := range []string{"personal", "group", "channel"} {
		if got := ask(where, "Hva kreves for fagbrev på jobb?"); !strings.Contains(card(t, got.Activity), "Fagbrev på jobb") {
			t.Errorf("%s: not about the question", where)
		}
	}
	execute := func(a answered, action cards.Action) map[string]any {
		t.Helper()
		return p.post(t, "/invoke", map[string]any{
			"name": "adaptiveCard/action", "from": me, "conversation": map[string]any{"id": "personal"}, "replyToId": a.ID,
			"value": map[string]any{"action": map[string]any{"type": "Action.Execute", "verb": action.Verb, "data": action.Data}},
		})
	}

	t.Run("every button", func(t *testing.T) {
		for _, question := range []string{"fagbrev på jobb", "reise jamal", "norsk på jobben"} {
			a := ask("personal", question)
			ways := 0
			for _, action := range pressable(t, a.Activity) {
				if action.Data.Verb == chat.Show {
					if ways++; ways > 4 {
						continue // they are alike, and Teams' pace makes each wait
					}
				}
				switch action.Type {
				case "Action.Execute":
					body := encode(t, execute(a, action))
					if !bytes.Contains(body, []byte(`"type":"application/vnd.microsoft.`)) || bytes.Contains(body, []byte("error")) {
						t.Errorf("%s, %s: %.200s", question, action.Title, body)
					}
				case "Action.Submit":
					p.post(t, "/submit", map[string]any{
						"value": action.Data, "from": me, "conversation": map[string]any{"id": "personal"}, "replyToId": a.ID})
					p.answers.next(t, action.Title, func(a answered) bool { return a.Status < 300 && a.Method == http.MethodPost })
					p.card(t)
				}
			}
		}
	})

	t.Run("a whole journey", func(t *testing.T) {
		a := ask("personal", "reise jamal")
		step := 1
		for actions := pressable(t, a.Activity); ; {
			next := forward(actions, step+1)
			if next == nil {
				break
			}
			answer := execute(a, *next)
			step++
			body := encode(t, answer)
			if !bytes.Contains(body, []byte("Steg "+strconv.Itoa(step)+" av ")) {
				t.Fatalf("step %d: %.300s", step, body)
			}
			actions = actionsOf(t, encode(t, find(answer, "value")))
		}
		if step < 5 {
			t.Errorf("the journey ended at step %d", step)
		}
	})

	t.Run("message extension", func(t *testing.T) {
		value := query("fagbrev på jobb")
		answer := p.post(t, "/invoke", map[string]any{
			"name": "composeExtension/query", "from": me, "conversation": map[string]any{"id": "personal"}, "value": value})
		// A name alone tells no language: it is answered in the Playground's own.
		if !bytes.Contains(encode(t, answer), []byte(base+"/en/fagbrev-pa-jobb")) {
			t.Errorf("found %.300s", encode(t, answer))
		}
		for _, name := range []string{"composeExtension/queryLink", "composeExtension/anonymousQueryLink"} {
			answer := p.post(t, "/invoke", map[string]any{
				"name": name, "from": me, "conversation": map[string]any{"id": "personal"},
				"value": map[string]any{"url": base + "/nb/fagbrev-pa-jobb"}})
			if !bytes.Contains(encode(t, answer), []byte("Fagbrev på jobb")) {
				t.Errorf("%s unfurled %.300s", name, encode(t, answer))
			}
		}
	})
}

// pressable are the buttons and links-back of an activity's card.
func pressable(tb testing.TB, activity map[string]any) []cards.Action {
	tb.Helper()
	return actionsOf(tb, encode(tb, activity["attachments"]))
}

// actionsOf are all actions of a card that come back to the bot.
func actionsOf(tb testing.TB, card []byte) []cards.Action {
	tb.Helper()
	var v any
	if err := json.Unmarshal(card, &v); err != nil {
		tb.Fatal(err)
	}
	var out []cards.Action
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if v["type"] == "Action.Execute" || v["type"] == "Action.Submit" {
				var a cards.Action
				if err := json.Unmarshal(encode(tb, v), &a); err != nil {
					tb.Fatal(err)
				}
				out = append(out, a)
				return // not its fallback
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(v)
	return out
}

// forward is the button to a step, nil where there is none.
func forward(actions []cards.Action, step int) *cards.Action {
	for _, a := range actions {
		if a.Data != nil && a.Data.Verb == chat.Step && a.Data.Ref.Step == step {
			return &a
		}
	}
	return nil
}

// find is the first value of the key, however deep.
func find(v any, key string) any {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if got := find(e, key); got != nil {
				return got
			}
		}
	case map[string]any:
		if got, ok := v[key]; ok {
			return got
		}
		for _, e := range v {
			if got := find(e, key); got != nil {
				return got
			}
		}
	}
	return nil
}

// TestPlaygroundPage uses the Playground's web page in Chromium, in development mode.
func TestPlaygroundPage(t *testing.T) {
	dir := needNode(t)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("needs chromium:", err)
	}
	p := startPlayground(t, dir, nil, nil, func(string) teamschat.Config {
		return teamschat.Config{
			Bot: newBot(t), Words: newWords(t), Ledger: chattest.NewLedger(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)), BaseURL: base, Development: true,
		}
	})
	script := filepath.Join("testdata", "node", "playground.mjs")
	cmd := exec.CommandContext(t.Context(), "node", script, dir, p.url, chromium, os.Getenv("VEIVISER_TEST_PICTURE"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, step := range []string{"asked", "opened the rest", "read another section", "took a note", "read the text in Arabic", "went on", "walked 8 steps", "went back a step"} {
		if !bytes.Contains(out, []byte(`"`+step+`"`)) {
			t.Errorf("not done: %s", step)
		}
	}
}
