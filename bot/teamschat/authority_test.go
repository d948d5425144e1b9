package teamschat_test

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// authority stands in for Microsoft's login: it gives the Playground and the bot the
// tokens they show each other, and publishes the key they are signed with.
type authority struct {
	*httptest.Server
	cert       []byte // PEM
	serviceURL string // of the Playground
	tb         testing.TB
}

const authorityIssuer = "https://sts.windows.net/" + tenantID + "/"

func newAuthority(tb testing.TB) *authority {
	tb.Helper()
	key, err := signingKey()
	if err != nil {
		tb.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, DNSNames: []string{"login.microsoftonline.com"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		tb.Fatal(err)
	}
	a := &authority{tb: tb, cert: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}
	a.Server = httptest.NewUnstartedServer(http.HandlerFunc(a.serve))
	a.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	a.StartTLS()
	tb.Cleanup(a.Close)
	return a
}

func (a *authority) serve(w http.ResponseWriter, r *http.Request) {
	const host = "https://login.microsoftonline.com"
	key, err := signingKey()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	switch {
	case strings.HasSuffix(r.URL.Path, "/keys"):
		writeJSON(w, map[string]any{"keys": []any{jwk("test", &key.PublicKey, "msteams")}})
	case strings.HasSuffix(r.URL.Path, "/token"):
		audience := "https://api.botframework.com"
		if strings.HasPrefix(r.FormValue("scope"), appID) {
			audience = appID
		}
		now := time.Now()
		t := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
			"iss": authorityIssuer, "aud": audience, "tid": tenantID, "serviceurl": a.serviceURL, "appid": appID,
			"nbf": now.Add(-time.Minute).Unix(), "exp": now.Add(time.Hour).Unix(),
		})
		t.Header["kid"] = "test"
		s, err := t.SignedString(key)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		writeJSON(w, map[string]any{"access_token": s, "token_type": "Bearer", "expires_in": 3600})
	case strings.HasSuffix(r.URL.Path, "/openid-configuration"):
		tenant := host + "/" + tenantID
		writeJSON(w, map[string]any{
			"issuer": authorityIssuer, "jwks_uri": host + "/keys", "token_endpoint": tenant + "/oauth2/v2.0/token",
			"authorization_endpoint": tenant + "/oauth2/v2.0/authorize", "id_token_signing_alg_values_supported": []string{"RS256"},
		})
	default:
		http.NotFound(w, r)
	}
}

// client reaches the authority under Microsoft's name.
func (a *authority) client() *http.Client {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(a.cert)
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{RootCAs: pool, ServerName: "login.microsoftonline.com"}
	return &http.Client{Transport: sendTo{t, "login.microsoftonline.com", a.Listener.Addr().String()}}
}

// sendTo sends requests to a host to an address instead.
type sendTo struct {
	http.RoundTripper
	host, address string
}

func (s sendTo) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == s.host {
		r = r.Clone(r.Context())
		r.URL.Host = s.address
	}
	return s.RoundTripper.RoundTrip(r)
}
