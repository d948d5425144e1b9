package teamschat

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Expiry is the end of what the app shows Microsoft's login.
type Expiry struct {
	What string // "certificate" or "secret"
	At   time.Time
}

// credential is what the app shows Microsoft's login: its secret, an assertion signed with
// its certificate, or one that a platform signs for it and puts into a file.
type credential struct {
	app    App
	key    *rsa.PrivateKey // nil without a certificate
	digest string          // of the certificate: SHA-256, base64url
	expiry Expiry          // zero where the end is not known
}

// maxCredential is far above a key with a chain of certificates, or an assertion.
const maxCredential = 64 << 10

// newCredential reads what app names. One that has ended is an error: no token can be had
// with it.
func newCredential(app App, now time.Time) (*credential, error) {
	c := &credential{app: app}
	switch {
	case app.Certificate != "":
		if err := c.readCertificate(); err != nil {
			return nil, fmt.Errorf("certificate %s: %w", app.Certificate, err)
		}
	case app.FederatedTokenFile != "":
		if _, err := c.federated(); err != nil {
			return nil, err
		}
	case !app.PasswordEnds.IsZero():
		c.expiry = Expiry{"secret", app.PasswordEnds}
	}
	if err := c.expired(now); err != nil {
		return nil, err
	}
	return c, nil
}

// expired is an error that says when the credential ended, nil where it has not.
func (c *credential) expired(now time.Time) error {
	if c.expiry.At.IsZero() || now.Before(c.expiry.At) {
		return nil
	}
	return fmt.Errorf("the app's %s ended on %s: make a new one in Microsoft Entra and set it", c.expiry.What, c.expiry.At.UTC().Format(time.DateOnly))
}

// readCertificate reads the PEM file with the app's key and certificate. What is wrong is
// said without a word of the key.
func (c *credential) readCertificate() error {
	raw, err := readBounded(c.app.Certificate)
	if err != nil {
		return err
	}
	pair, err := tls.X509KeyPair(raw, raw)
	if err != nil {
		return errors.New("is no PEM file with a key and its certificate (neither encrypted nor of another key)")
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return errors.New("holds a certificate that can't be read")
	}
	key, ok := pair.PrivateKey.(*rsa.PrivateKey)
	if !ok || key.N.BitLen() < minRSA {
		return fmt.Errorf("has no RSA key of %d bits, which Microsoft asks for", minRSA)
	}
	sum := sha256.Sum256(leaf.Raw)
	c.key, c.digest, c.expiry = key, base64.RawURLEncoding.EncodeToString(sum[:]), Expiry{"certificate", leaf.NotAfter}
	return nil
}

// readBounded reads a file that is no longer than a credential can be.
func readBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxCredential+1))
	if err == nil && len(raw) > maxCredential {
		err = fmt.Errorf("%s is longer than %d bytes", name, maxCredential)
	}
	return raw, err
}

// federated reads the assertion that the platform keeps anew in the file.
func (c *credential) federated() (string, error) {
	raw, err := readBounded(c.app.FederatedTokenFile)
	if err != nil {
		return "", fmt.Errorf("federated token: %w", err)
	}
	token := strings.TrimSpace(string(raw))
	if token == "" {
		return "", fmt.Errorf("federated token: %s is empty", c.app.FederatedTokenFile)
	}
	return token, nil
}

// assertionLife is how long one of our assertions is good: Microsoft asks for at most ten
// minutes.
const assertionLife = 5 * time.Minute

// params are what a request for a token holds beside the secret: nothing, or an assertion
// for the login at audience.
func (c *credential) params(now time.Time, audience string) (url.Values, error) {
	var assertion string
	var err error
	switch {
	case c.key != nil:
		assertion, err = c.sign(now, audience)
	case c.app.FederatedTokenFile != "":
		assertion, err = c.federated()
	default:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return url.Values{
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}, "client_assertion": {assertion},
	}, nil
}

// sign makes an assertion as Microsoft's login reads it: PS256, the certificate named by
// its SHA-256.
func (c *credential) sign(now time.Time, audience string) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodPS256, jwt.RegisteredClaims{
		Issuer: c.app.ID, Subject: c.app.ID, Audience: jwt.ClaimStrings{audience}, ID: rand.Text(),
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(assertionLife)),
	})
	t.Header["x5t#S256"] = c.digest
	s, err := t.SignedString(c.key)
	if err != nil {
		return "", errors.New("the certificate's key signs nothing")
	}
	return s, nil
}

// hashKey keys hashes that replicas of one app share. With a federated credential there is
// no secret to key them with; the journal keys them once more.
func (c *credential) hashKey() []byte {
	if c.key != nil {
		return x509.MarshalPKCS1PrivateKey(c.key)
	}
	if c.app.Password != "" {
		return []byte(c.app.Password)
	}
	return []byte(c.app.ID)
}
