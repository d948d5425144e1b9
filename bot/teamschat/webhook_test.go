package teamschat_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"veiviser/bot/teamschat"
)

// secret is a webhook's token as Teams shows it.
const secret = "c2l4dGVlbiBieXRlcyBvZiBrZXk="

// sign is the header Teams sends with a body.
func sign(body []byte) string {
	key, _ := base64.StdEncoding.DecodeString(secret)
	h := hmac.New(sha256.New, key)
	h.Write(body)
	return "HMAC " + base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func (r running) hookRaw(header string, body []byte) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, "/teams/webhook", bytes.NewReader(body))
	req.Header.Set("Authorization", header)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w
}

// hook posts the activity to the webhook, signed.
func (r running) hook(tb testing.TB, a map[string]any) *httptest.ResponseRecorder {
	tb.Helper()
	body := encode(tb, a)
	return r.hookRaw(sign(body), body)
}

func TestWebhook(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.WebhookSecret = secret
	r := run(t, m, c)
	a := m.message("<at>Veiviser</at>&nbsp;Hvem betaler fagbrev på jobb?\n")
	w := r.hook(t, a)
	var got map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, %v", w.Code, err)
	}
	text := card(t, got)
	if !strings.Contains(text, "Fagbrev på jobb") {
		t.Errorf("answered %.200s", text)
	}
	for _, not := range []string{"Action.Execute", "Action.Submit", "Action.ToggleVisibility"} {
		if strings.Contains(text, not) {
			t.Errorf("the card has %s; webhooks take links only", not)
		}
	}
	if again := r.hook(t, a); again.Code != http.StatusOK || strings.TrimSpace(again.Body.String()) != "{}" {
		t.Errorf("a second time: %d %.100s, want nothing", again.Code, again.Body)
	}
}

// TestWebhookNotDone: Teams waits five seconds and doesn't come again: who asks is told
// to ask again.
func TestWebhookNotDone(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		c.WebhookSecret = secret
		r, run := stopped(t, m, c)
		told := func(want time.Duration) {
			t.Helper()
			begin := time.Now()
			w := r.hook(t, m.message("kart"))
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Prøv igjen") || time.Since(begin) != want {
				t.Errorf("%d %.200s after %v, want to be told within %v", w.Code, w.Body, time.Since(begin), want)
			}
		}
		told(4 * time.Second) // nobody does it
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		run(ctx)
		told(0) // nothing more is taken on
	})
}

func TestWebhookBad(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.WebhookSecret = secret
	r := run(t, m, c)
	body := encode(t, m.message("kart"))
	noID := []byte(`{"type":"message","text":"kart"}`)
	tests := []struct {
		name, header string
		body         []byte
		want         int
	}{
		{"unsigned", "", body, 401},
		{"of another body", sign([]byte("x")), body, 401},
		{"bearer", "Bearer " + strings.TrimPrefix(sign(body), "HMAC "), body, 401},
		{"not base64", "HMAC %%%", body, 401},
		{"cut short", sign(body)[:20], body, 401},
		{"not JSON", sign([]byte("hei")), []byte("hei"), 400},
		{"no id", sign(noID), noID, 400},
		{"5 MB", sign(nil), make([]byte, 5<<20), 413},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if w := r.hookRaw(tt.header, tt.body); w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
		})
	}
}

func FuzzWebhookSignature(f *testing.F) {
	m := newMicrosoft(f)
	c := m.config(f)
	c.WebhookSecret = secret
	r := run(f, m, c)
	f.Add([]byte(`{"type":"message","id":"1","text":"kart","conversation":{"id":"c"}}`), uint(3))
	f.Fuzz(func(t *testing.T, body []byte, flip uint) {
		header := sign(body)
		if len(body) > 0 {
			changed := bytes.Clone(body)
			changed[flip%uint(len(body))] ^= 1
			if w := r.hookRaw(header, changed); w.Code != http.StatusUnauthorized {
				t.Errorf("one bit flipped: status %d, want 401", w.Code)
			}
		}
		if w := r.hookRaw(header, body); w.Code == http.StatusUnauthorized || w.Code >= 500 {
			t.Errorf("rightly signed: status %d", w.Code)
		}
	})
}
