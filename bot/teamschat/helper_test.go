package teamschat_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
	"veiviser/locales"
)

const (
	base     = "https://veiviser.example.no"
	appID    = "11111111-2222-3333-4444-555555555555"
	tenantID = "99999999-8888-7777-6666-555555555555"
	// number has the form and check digits of a personal number.
	number = "01010700066"
)

func newWords(tb testing.TB) *locales.Catalog { return bottest.Whole(tb).Words }

func newBot(tb testing.TB) *bot.Bot { return newBotWith(tb, nil) }

// newBotWith returns a bot that knows entries as they stood.
func newBotWith(tb testing.TB, v bot.Versions) *bot.Bot {
	tb.Helper()
	p := bottest.Whole(tb)
	return bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(1000), Versions: v, BaseURL: base})
}

// microsoft is the Bot Framework and Teams as far as we talk to them: the signing keys,
// the login and the conversations.
type microsoft struct {
	*httptest.Server
	key  *rsa.PrivateKey
	sent chan sent

	down    atomic.Bool  // the key server does not answer
	fetches atomic.Int32 // of the keys
	logins  atomic.Int32
	noLogin atomic.Bool              // the login refuses everybody
	shown   func(*http.Request) bool // whether the login knows the app; nil: by its secret
	posts   atomic.Int32             // requests to the conversations
	mu      sync.Mutex
	fail    []int         // statuses of the next sends; then 201
	delay   time.Duration // of a send

	retryAfter string // what a status of fail asks for
}

// sent is an activity that reached Teams.
type sent struct {
	Method, Path, Token string
	Activity            map[string]any
	At                  time.Time
}

// signingKey is made once: a big number takes a while to find.
var signingKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

func newMicrosoft(tb testing.TB) *microsoft {
	tb.Helper()
	key, err := signingKey()
	if err != nil {
		tb.Fatal(err)
	}
	newBot(tb) // the index has workers of its own, which must not be of a bubble
	m := &microsoft{key: key, sent: make(chan sent, 2000)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /openid", func(w http.ResponseWriter, r *http.Request) {
		if m.down.Load() {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		writeJSON(w, map[string]any{
			"issuer": "https://api.botframework.com", "jwks_uri": m.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		m.fetches.Add(1)
		writeJSON(w, map[string]any{"keys": []any{
			jwk("teams", &key.PublicKey, "msteams"), jwk("skype", &key.PublicKey, "skype"),
			map[string]any{"kty": "EC", "kid": "other"},
		}})
	})
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		m.logins.Add(1)
		knows := m.shown
		if knows == nil {
			knows = func(r *http.Request) bool { return r.FormValue("client_secret") == "s3cret" }
		}
		if m.noLogin.Load() || !knows(r) || r.FormValue("scope") != "https://api.botframework.com/.default" {
			http.Error(w, `{"error":"invalid_client"}`, http.StatusUnauthorized)
			return
		}
		writeJSON(w, map[string]any{"access_token": "granted", "token_type": "Bearer", "expires_in": 3600})
	})
	mux.HandleFunc("/teams/", m.receive)
	m.Server = httptest.NewServer(mux)
	tb.Cleanup(m.Close)
	return m
}

// receive takes what the bot sends.
func (m *microsoft) receive(w http.ResponseWriter, r *http.Request) {
	m.posts.Add(1)
	path := r.URL.Path
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	s := sent{Method: r.Method, Path: path, Token: r.Header.Get("Authorization"), At: time.Now()}
	body, _ := io.ReadAll(r.Body)
	m.mu.Lock()
	status, delay := http.StatusCreated, m.delay
	if len(m.fail) > 0 {
		status, m.fail = m.fail[0], m.fail[1:]
	}
	m.mu.Unlock()
	time.Sleep(delay)
	if status != http.StatusCreated && m.retryAfter != "" {
		w.Header().Set("Retry-After", m.retryAfter)
	}
	w.WriteHeader(status)
	if status != http.StatusCreated {
		return
	}
	if strings.HasSuffix(r.URL.Path, "/v3/conversations") { // of one person with the bot
		var asked struct {
			Members []struct {
				ID string `json:"id"`
			} `json:"members"`
		}
		_ = json.Unmarshal(body, &asked)
		_, _ = io.WriteString(w, `{"id":"alone-`+asked.Members[0].ID+`"}`)
		return
	}
	_, _ = io.WriteString(w, `{"id":"1"}`)
	_ = json.Unmarshal(body, &s.Activity)
	m.sent <- s
}

// next is the next activity the bot sent.
func (m *microsoft) next(tb testing.TB) sent {
	tb.Helper()
	select {
	case s := <-m.sent:
		return s
	case <-time.After(20 * time.Second):
		tb.Fatal("the bot sent nothing")
		return sent{}
	}
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func jwk(id string, k *rsa.PublicKey, channels ...string) map[string]any {
	return map[string]any{
		"kty": "RSA", "use": "sig", "kid": id, "x5t": id, "endorsements": channels,
		"n": base64.RawURLEncoding.EncodeToString(k.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes()),
	}
}

// claims are those of a good token; change alters them.
func (m *microsoft) claims(change func(jwt.MapClaims)) jwt.MapClaims {
	now := time.Now()
	c := jwt.MapClaims{
		"iss": "https://api.botframework.com", "aud": appID, "serviceurl": m.URL + "/teams/",
		"nbf": now.Add(-time.Minute).Unix(), "exp": now.Add(time.Hour).Unix(),
	}
	if change != nil {
		change(c)
	}
	return c
}

// token signs the claims with the key named kid.
func (m *microsoft) token(tb testing.TB, kid string, c jwt.MapClaims) string {
	tb.Helper()
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, c)
	t.Header["kid"] = kid
	s, err := t.SignedString(m.key)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// config is a bot registered with m.
func (m *microsoft) config(tb testing.TB) teamschat.Config {
	return teamschat.Config{
		Bot: newBot(tb), Words: newWords(tb), Ledger: chattest.NewLedger(), Log: slog.New(slog.DiscardHandler), BaseURL: base,
		App: teamschat.App{
			ID: appID, Password: "s3cret", TenantID: tenantID, OpenIDURL: m.URL + "/openid", TokenURL: m.URL + "/login",
			ServiceHosts: []string{strings.TrimPrefix(m.URL, "http://")},
		},
	}
}

// running is a bot that runs, and drains when the test ends.
type running struct {
	http.Handler
	m    *microsoft
	chat *teamschat.Chat
}

func run(tb testing.TB, m *microsoft, c teamschat.Config) running {
	tb.Helper()
	chat, err := teamschat.New(c)
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	chat.Register(mux)
	ctx, cancel := context.WithCancel(tb.Context())
	done := make(chan error, 1)
	go func() { done <- chat.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			tb.Error(err)
		}
	})
	return running{mux, m, chat}
}

// post posts a body with a token to the bot.
func (r running) post(token string, body []byte) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, "/teams/messages", bytes.NewReader(body))
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w
}

// send posts the activity with a good token and wants the status 200.
func (r running) send(tb testing.TB, a map[string]any) *httptest.ResponseRecorder {
	tb.Helper()
	w := r.post(r.m.token(tb, "teams", r.m.claims(nil)), encode(tb, a))
	if w.Code != http.StatusOK {
		tb.Fatalf("%s %s: status %d, want 200", a["type"], a["name"], w.Code)
	}
	return w
}

// invoke is the answer to an invoke.
func (r running) invoke(tb testing.TB, name string, value any) map[string]any {
	tb.Helper()
	a := r.m.activity("invoke")
	a["name"], a["value"] = name, value
	var out map[string]any
	if err := json.Unmarshal(r.send(tb, a).Body.Bytes(), &out); err != nil {
		tb.Fatal(err)
	}
	return out
}

var activityID atomic.Int64

// activity is one of a personal chat, with an id of its own.
func (m *microsoft) activity(kind string) map[string]any {
	id := "a" + big.NewInt(activityID.Add(1)).String()
	return map[string]any{
		"type": kind, "id": id, "serviceUrl": m.URL + "/teams/", "channelId": "msteams", "locale": "nb-NO",
		"from": map[string]any{"id": "29:kari", "name": "Kari"}, "recipient": map[string]any{"id": "28:bot", "name": "Veiviser"},
		"conversation": map[string]any{"id": "c-" + id, "conversationType": "personal", "tenantId": tenantID},
	}
}

func (m *microsoft) message(text string) map[string]any {
	a := m.activity("message")
	a["text"], a["textFormat"] = text, "plain"
	return a
}

func encode(tb testing.TB, v any) []byte {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// card is what an activity shows, as text to look into: its own text, and its card.
func card(tb testing.TB, activity map[string]any) string {
	tb.Helper()
	attachments, _ := activity["attachments"].([]any)
	text, _ := activity["text"].(string)
	switch {
	case len(attachments) == 0 && text != "":
		return text
	case len(attachments) != 1:
		tb.Fatalf("%d attachments and the text %q, want one thing or both", len(attachments), text)
	}
	return text + string(encode(tb, attachments[0].(map[string]any)["content"]))
}
