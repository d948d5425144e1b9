package teamschat_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"veiviser/bot/teamschat"
)

// pemFile writes the key and its certificate, which ends at until, into a file; der is the
// certificate.
func pemFile(tb testing.TB, key crypto.Signer, until time.Time) (name string, der []byte) {
	tb.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		tb.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		tb.Fatal(err)
	}
	text := append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	return write(tb, text), der
}

func write(tb testing.TB, text []byte) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "file")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		tb.Fatal(err)
	}
	return name
}

func rsaKey(tb testing.TB) *rsa.PrivateKey {
	tb.Helper()
	key, err := signingKey()
	if err != nil {
		tb.Fatal(err)
	}
	return key
}

// TestCertificate: the login is shown an assertion that the certificate signed, for itself
// and for minutes, and no secret.
func TestCertificate(t *testing.T) {
	m := newMicrosoft(t)
	key := rsaKey(t)
	name, der := pemFile(t, key, time.Now().Add(40*24*time.Hour))
	sum := sha256.Sum256(der)
	seen := map[string]bool{}
	m.shown = func(r *http.Request) bool {
		if r.Form.Has("client_secret") || r.FormValue("client_id") != appID || r.FormValue("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
			t.Errorf("the login is shown %v", r.Form)
		}
		var claims jwt.RegisteredClaims
		token, err := jwt.ParseWithClaims(r.FormValue("client_assertion"), &claims, func(*jwt.Token) (any, error) { return &key.PublicKey, nil },
			jwt.WithValidMethods([]string{"PS256"}), jwt.WithAudience(m.URL+"/login"), jwt.WithIssuer(appID), jwt.WithSubject(appID), jwt.WithExpirationRequired())
		if err != nil || token.Header["x5t#S256"] != base64.RawURLEncoding.EncodeToString(sum[:]) || token.Header["typ"] != "JWT" {
			t.Errorf("the assertion is %v, %v", token, err)
			return false
		}
		if life := claims.ExpiresAt.Sub(claims.NotBefore.Time); life > 10*time.Minute || claims.ID == "" || seen[claims.ID] {
			t.Errorf("an assertion of %v, called %q", life, claims.ID)
		}
		seen[claims.ID] = true
		return true
	}
	c := m.config(t)
	c.App.Password, c.App.Certificate = "", name
	r := run(t, m, c)
	r.send(t, m.message("hjelp"))
	m.next(t)
	if e, ok := r.chat.Expiry(); !ok || e.What != "certificate" || time.Until(e.At) < 39*24*time.Hour {
		t.Errorf("Expiry = %v, %v", e, ok)
	}
	m.fail = []int{401} // a token that is refused is asked for by a new assertion
	r.send(t, m.message("hjelp"))
	m.next(t)
	if len(seen) != 2 {
		t.Errorf("%d assertions, want 2", len(seen))
	}
}

// TestFederatedToken: the file is read anew for each token.
func TestFederatedToken(t *testing.T) {
	m := newMicrosoft(t)
	var mu sync.Mutex
	var got []string
	m.shown = func(r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, r.FormValue("client_assertion"))
		return !r.Form.Has("client_secret")
	}
	c := m.config(t)
	c.App.Password, c.App.FederatedTokenFile = "", write(t, []byte("first\n"))
	r := run(t, m, c)
	r.send(t, m.message("hjelp"))
	m.next(t)
	if err := os.WriteFile(c.App.FederatedTokenFile, []byte("second"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.fail = []int{401}
	r.send(t, m.message("hjelp"))
	m.next(t)
	mu.Lock()
	defer mu.Unlock()
	if strings.Join(got, " ") != "first second" {
		t.Errorf("the login is shown %q", got)
	}
	if _, ok := r.chat.Expiry(); ok {
		t.Error("the end of what somebody else keeps anew is known")
	}
}

// TestBadCredentials: what can't be shown to the login is said at the start, with the file
// and without a word of the key; what ends later shows when it does.
func TestBadCredentials(t *testing.T) {
	m := newMicrosoft(t)
	now := time.Now()
	good, der := pemFile(t, rsaKey(t), now.Add(time.Hour))
	expired, _ := pemFile(t, rsaKey(t), now.Add(-24*time.Hour))
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	elliptical, _ := pemFile(t, curve, now.Add(time.Hour))
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	ofAnother := write(t, append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...))
	for name, tt := range map[string]struct {
		change func(*teamschat.App)
		want   string
	}{
		"expired":           {func(a *teamschat.App) { a.Certificate = expired }, "certificate ended on " + now.Add(-24*time.Hour).UTC().Format(time.DateOnly)},
		"not there":         {func(a *teamschat.App) { a.Certificate = good + "x" }, "no such file"},
		"garbage":           {func(a *teamschat.App) { a.Certificate = write(t, []byte("hemmelig")) }, "no PEM file"},
		"key of another":    {func(a *teamschat.App) { a.Certificate = ofAnother }, "no PEM file"},
		"elliptic":          {func(a *teamschat.App) { a.Certificate = elliptical }, "no RSA key"},
		"far too long":      {func(a *teamschat.App) { a.Certificate = write(t, make([]byte, 1<<20)) }, "longer than"},
		"no federated file": {func(a *teamschat.App) { a.FederatedTokenFile = good + "x" }, "federated token"},
		"empty federated":   {func(a *teamschat.App) { a.FederatedTokenFile = write(t, []byte(" \n")) }, "is empty"},
		"two of them":       {func(a *teamschat.App) { a.Certificate, a.FederatedTokenFile = good, good }, "more than one"},
		"secret and more":   {func(a *teamschat.App) { a.Password, a.Certificate = "s3cret", good }, "more than one"},
		"secret that ended": {func(a *teamschat.App) { a.Password, a.PasswordEnds = "s3cret", now.Add(-time.Hour) }, "secret ended on"},
		"a tenant":          {func(a *teamschat.App) { a.Password, a.Tenants = "s3cret", []string{tenantID, "kommune.no"} }, `"kommune.no" is no tenant id`},
	} {
		c := m.config(t)
		c.App.Password = ""
		tt.change(&c.App)
		if _, err := teamschat.New(c); err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hemmelig") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v, want it to say %q", name, err, tt.want)
		}
	}
	c := m.config(t)
	at := now
	c.Now = func() time.Time { return at }
	c.App.Password, c.App.Certificate = "", good
	chat, err := teamschat.New(c)
	if err != nil || chat.Err() != nil {
		t.Fatal(err, chat.Err())
	}
	at = now.Add(2 * time.Hour)
	if err := chat.Err(); err == nil || !strings.Contains(err.Error(), "certificate ended on") {
		t.Errorf("Err after its end = %v", err)
	}
}
