package teamschat_test

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestTokens(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	good := func(change func(jwt.MapClaims)) string { return m.token(t, "teams", m.claims(change)) }
	unsigned := jwt.NewWithClaims(jwt.SigningMethodNone, m.claims(nil))
	unsigned.Header["kid"] = "teams"
	none, err := unsigned.SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&m.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	shared := jwt.NewWithClaims(jwt.SigningMethodHS256, m.claims(nil))
	shared.Header["kid"] = "teams"
	hs256, err := shared.SignedString(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	tests := []struct {
		name   string
		token  string
		change func(map[string]any) // of the activity
		want   int
	}{
		{"good", good(nil), nil, 200},
		{"none", "", nil, 401},
		{"garbage", "a.b.c", nil, 401},
		{"alg none", none, nil, 401},
		{"HS256 with the public key", hs256, nil, 401},
		{"another issuer", good(func(c jwt.MapClaims) { c["iss"] = "https://sts.windows.net/x/" }), nil, 401},
		{"another audience", good(func(c jwt.MapClaims) { c["aud"] = "22222222-2222-3333-4444-555555555555" }), nil, 401},
		{"no audience", good(func(c jwt.MapClaims) { delete(c, "aud") }), nil, 401},
		{"expired", good(func(c jwt.MapClaims) { c["exp"] = now.Add(-6 * time.Minute).Unix() }), nil, 401},
		{"expired within the skew", good(func(c jwt.MapClaims) { c["exp"] = now.Add(-4 * time.Minute).Unix() }), nil, 200},
		{"never expires", good(func(c jwt.MapClaims) { delete(c, "exp") }), nil, 401},
		{"not yet valid", good(func(c jwt.MapClaims) { c["nbf"] = now.Add(6 * time.Minute).Unix() }), nil, 401},
		{"not yet valid within the skew", good(func(c jwt.MapClaims) { c["nbf"] = now.Add(4 * time.Minute).Unix() }), nil, 200},
		{"unknown key", m.token(t, "nobody", m.claims(nil)), nil, 401},
		{"key of another channel", m.token(t, "skype", m.claims(nil)), nil, 403},
		{"another serviceUrl", good(func(c jwt.MapClaims) { c["serviceurl"] = "https://smba.trafficmanager.net/emea/" }), nil, 403},
		{"no serviceUrl claim", good(func(c jwt.MapClaims) { delete(c, "serviceurl") }), nil, 403},
		{"serviceUrl claim in another case", good(func(c jwt.MapClaims) { c["serviceUrl"] = c["serviceurl"]; delete(c, "serviceurl") }), nil, 200},
		{"another tenant", good(nil), func(a map[string]any) { a["conversation"].(map[string]any)["tenantId"] = "other" }, 403},
		{"no tenant", good(nil), func(a map[string]any) { delete(a["conversation"].(map[string]any), "tenantId") }, 403},
		{"token of another tenant", good(func(c jwt.MapClaims) { c["tid"] = "other" }), nil, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := m.message("hjelp")
			if tt.change != nil {
				tt.change(a)
			}
			w := r.post(tt.token, encode(t, a))
			if w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
			if tt.want == 200 {
				m.next(t)
			} else if body := strings.TrimSpace(w.Body.String()); body != http.StatusText(tt.want) {
				t.Errorf("body %q tells more than the status", body)
			}
		})
	}
	if n := len(m.sent); n > 0 {
		t.Errorf("%d refused activities were answered", n)
	}
}

// TestInsideServiceURL: whatever a token says, no request is made to the inside.
func TestInsideServiceURL(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.App.ServiceHosts = nil
	r := run(t, m, c)
	for _, u := range []string{
		m.URL + "/teams/", "http://169.254.169.254/", "https://10.0.0.1/", "https://localhost/", "https://[::1]/",
		"http://smba.trafficmanager.net/emea/", "https://evil.trafficmanager.net/", "https://smba.trafficmanager.net:8443/",
		"https://smba.trafficmanager.net@evil.example/", "https://smba.trafficmanager.net.evil.example/", "file:///etc/passwd", "x", "",
		"https://smba.trafficmanager.net/?x=", "https://botframework.com.evil.example/",
	} {
		a := m.message("hjelp")
		a["serviceUrl"] = u
		w := r.post(m.token(t, "teams", m.claims(func(c jwt.MapClaims) { c["serviceurl"] = u })), encode(t, a))
		if w.Code != http.StatusForbidden {
			t.Errorf("serviceUrl %q: status %d, want 403", u, w.Code)
		}
	}
	if n := len(m.sent); n > 0 {
		t.Errorf("%d requests were made to the inside", n)
	}
}

// inProcess carries requests to h without a network, so that a test can own the clock.
type inProcess struct{ h http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	return w.Result(), nil
}

// TestUnknownKeyFlood: naming keys that are not published does not make us fetch keys
// at a stranger's pace.
func TestUnknownKeyFlood(t *testing.T) {
	m := newMicrosoft(t)
	synctest.Test(t, func(t *testing.T) {
		c := m.config(t)
		c.HTTP = &http.Client{Transport: inProcess{m.Config.Handler}}
		r := run(t, m, c)
		var wg sync.WaitGroup
		body := encode(t, m.message("hjelp"))
		for range 500 {
			wg.Go(func() {
				if w := r.post(m.token(t, "nobody", m.claims(nil)), body); w.Code != http.StatusUnauthorized {
					t.Errorf("status %d, want 401", w.Code)
				}
			})
		}
		wg.Wait()
		if n := m.fetches.Load(); n != 1 {
			t.Errorf("%d fetches of the keys, want 1", n)
		}
		time.Sleep(61 * time.Second)
		r.post(m.token(t, "nobody", m.claims(nil)), body)
		if n := m.fetches.Load(); n != 2 {
			t.Errorf("%d fetches a minute later, want 2", n)
		}
	})
}

// TestKeyServerDown: without keys activities are sent away to come again; with keys the
// bot goes on for days.
func TestKeyServerDown(t *testing.T) {
	m := newMicrosoft(t)
	synctest.Test(t, func(t *testing.T) {
		c := m.config(t)
		c.HTTP = &http.Client{Transport: inProcess{m.Config.Handler}}
		r := run(t, m, c)
		long := func() string {
			return m.token(t, "teams", m.claims(func(c jwt.MapClaims) { c["exp"] = time.Now().Add(1000 * time.Hour).Unix() }))
		}
		want := func(when string, code int) {
			t.Helper()
			a := m.activity("typing")
			if w := r.post(long(), encode(t, a)); w.Code != code {
				t.Errorf("%s: status %d, want %d", when, w.Code, code)
			}
		}
		m.down.Store(true)
		want("down from the start", 503)
		m.down.Store(false)
		want("up again, too soon to ask", 503)
		time.Sleep(11 * time.Second)
		want("up again", 200)
		m.down.Store(true)
		time.Sleep(4 * 24 * time.Hour)
		want("down for four days", 200)
		synctest.Wait()
		time.Sleep(2 * 24 * time.Hour)
		want("down for six days", 503)
	})
}

// TestBadActivities: what no Teams would send is refused, with a valid token too.
func TestBadActivities(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	token := m.token(t, "teams", m.claims(nil))
	deep := strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000)
	invoke := func(name string, value any) []byte {
		a := m.activity("invoke")
		a["name"] = name
		if value != nil {
			a["value"] = value
		}
		return encode(t, a)
	}
	noID := m.message("hjelp")
	delete(noID, "id")
	tests := []struct {
		name string
		body []byte
		want int
	}{
		{"5 MB", append([]byte(`{"type":"message","text":"`), make([]byte, 5<<20)...), 413},
		{"not JSON", []byte("hei"), 400},
		{"empty", nil, 400},
		{"a list", []byte("[]"), 400},
		{"no type", []byte("{}"), 400},
		{"deep", []byte(`{"type":"message","value":` + deep + `}`), 400},
		{"wrong types", []byte(`{"type":"message","text":{"a":1}}`), 400},
		{"no id", encode(t, noID), 400},
		{"unknown invoke", invoke("task/fetch", map[string]any{}), 501},
		{"query without value", invoke("composeExtension/query", nil), 400},
		{"link without value", invoke("composeExtension/queryLink", nil), 400},
		{"feedback without value", invoke("message/submitAction", nil), 400},
		{"unknown type", encode(t, m.activity("somethingNew")), 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if w := r.post(token, tt.body); w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
		})
	}
}

func press(data map[string]any) map[string]any {
	return map[string]any{"action": map[string]any{"type": "Action.Execute", "verb": data["verb"], "data": data}}
}

func FuzzActivity(f *testing.F) {
	m := newMicrosoft(f)
	r := run(f, m, m.config(f))
	for _, a := range []map[string]any{m.message("<at>Veiviser</at> fagbrev på jobb"), m.activity("conversationUpdate")} {
		f.Add(encode(f, a))
	}
	f.Add([]byte(`{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"data":{"verb":"step","lang":"nb","entry":"jamal","step":2}}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		token := m.token(t, "teams", m.claims(nil))
		w := r.post(token, body)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented && w.Code != http.StatusServiceUnavailable {
			t.Errorf("status %d", w.Code)
		}
		if w.Code == 200 && !json.Valid(w.Body.Bytes()) {
			t.Errorf("answer is no JSON: %q", w.Body)
		}
	})
}

// TestBadPresses: what is wrong with a press is told where Teams shows it to who
// pressed: in the body of a 200.
func TestBadPresses(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	refused := 0
	c.Count = func(what, _ string) {
		if what == "refused" {
			refused++
		}
	}
	r := run(t, m, c)
	values := map[string]any{
		"no value": nil, "no data": map[string]any{"action": map[string]any{}}, "text for data": map[string]any{"action": map[string]any{"data": "x"}},
		"unknown verb": press(map[string]any{"verb": "rm", "lang": "nb"}), "unknown language": press(map[string]any{"verb": "map", "lang": "xx"}),
		"no verb": press(map[string]any{"ref": "nb/jamal//0"}), "a place that is none": press(map[string]any{"verb": "show", "ref": "hva betaler NAV"}),
	}
	for name, value := range values {
		got := r.invoke(t, "adaptiveCard/action", value)
		said, _ := got["value"].(map[string]any)
		if got["type"] != "application/vnd.microsoft.error" || got["statusCode"] != 400.0 || said["code"] != "BadRequest" || !strings.Contains(fmt.Sprint(said["message"]), "på nytt") {
			t.Errorf("%s: answered %v", name, got)
		}
	}
	if refused != len(values) {
		t.Errorf("%d of %d are counted", refused, len(values))
	}
}
