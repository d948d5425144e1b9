package teamschat

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/MicahParks/jwkset"

	"veiviser/bot/chat"
)

// BotFrameworkOpenID is where the Bot Framework publishes the keys it signs with.
const BotFrameworkOpenID = "https://login.botframework.com/v1/.well-known/openidconfiguration"

const (
	// The Bot Framework announces new keys a day ahead and the SDKs cache for five.
	keysFresh = 24 * time.Hour
	keysUsed  = 5 * 24 * time.Hour
	// Strangers can name any key: that must not make us ask for keys at their pace.
	keysPause = time.Minute
	// A server that is down is asked again sooner.
	keysRetry = 10 * time.Second
	keysWait  = 5 * time.Second
	maxKeys   = 1 << 20 // bytes of a key document
	minRSA    = 2048    // bits
)

var (
	errUnknownKey = errors.New("signed with a key that is not published")
	errNoKeys     = errors.New("the signing keys can't be had")
)

// signingKeys is what the Bot Framework signs with now.
type signingKeys struct {
	issuer     string
	algorithms []string
	keys       map[string]signingKey // by key id
}

type signingKey struct {
	public       *rsa.PublicKey
	endorsements []string // the channels whose activities it may sign
}

// keyring fetches and keeps the signing keys. It is safe for concurrent use.
type keyring struct {
	url     string
	http    *http.Client
	now     func() time.Time
	recover chat.Recoverer

	mu      sync.Mutex
	current *signingKeys
	fetched time.Time
	next    time.Time     // no fetch before
	flight  chan struct{} // closed when the fetch under way ends; nil for none
	cancel  func()        // ends the fetch under way
}

// find returns the key set that has the key id. A key that is not known, or keys that
// are old, lead to a fetch: one at a time, and at most one a pause. While the server
// is down, the keys of the last five days go on.
func (k *keyring) find(ctx context.Context, id string) (*signingKeys, error) {
	for {
		set, wait, err := k.look(id)
		if wait == nil {
			return set, err
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// look answers from what is there, or returns what to wait for.
func (k *keyring) look(id string) (set *signingKeys, wait <-chan struct{}, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	age := now.Sub(k.fetched)
	if k.current != nil && age > keysUsed {
		k.current = nil
	}
	known := false
	if k.current != nil {
		_, known = k.current.keys[id]
	}
	if known && age < keysFresh {
		return k.current, nil, nil
	}
	if k.flight == nil && !now.Before(k.next) {
		// It outlives the request that asks for it: others wait for it too.
		ctx, cancel := context.WithTimeout(context.Background(), keysWait)
		k.flight, k.cancel = make(chan struct{}), cancel
		go k.fetch(ctx, k.flight)
	}
	switch {
	case known:
		return k.current, nil, nil // old, but good while newer ones come
	case k.flight != nil:
		return nil, k.flight, nil
	case k.current == nil:
		return nil, nil, errNoKeys
	}
	return nil, nil, errUnknownKey
}

// fetch gets the keys anew and closes done, whatever happens.
func (k *keyring) fetch(ctx context.Context, done chan struct{}) {
	var set *signingKeys
	err := k.recover.Call("signing keys", func() (err error) {
		set, err = k.read(ctx)
		return err
	})
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	k.next = now.Add(keysRetry)
	if err == nil {
		k.current, k.fetched, k.next = set, now, now.Add(keysPause)
	}
	k.cancel()
	k.flight = nil
	close(done)
}

// end ends the fetch under way and waits for it.
func (k *keyring) end() {
	k.mu.Lock()
	flight := k.flight
	if flight != nil {
		k.cancel()
	}
	k.mu.Unlock()
	if flight != nil {
		<-flight
	}
}

// read reads the metadata and the keys it points to.
func (k *keyring) read(ctx context.Context) (*signingKeys, error) {
	var meta struct {
		Issuer     string   `json:"issuer"`
		KeysURL    string   `json:"jwks_uri"`
		Algorithms []string `json:"id_token_signing_alg_values_supported"`
	}
	if err := k.get(ctx, k.url, &meta); err != nil {
		return nil, fmt.Errorf("openid metadata: %w", err)
	}
	var doc struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := k.get(ctx, meta.KeysURL, &doc); err != nil {
		return nil, fmt.Errorf("signing keys: %w", err)
	}
	set := &signingKeys{issuer: meta.Issuer, algorithms: asymmetric(meta.Algorithms), keys: map[string]signingKey{}}
	for _, raw := range doc.Keys {
		if id, key, ok := readKey(raw); ok {
			set.keys[id] = key
		}
	}
	if set.issuer == "" || len(set.algorithms) == 0 || len(set.keys) == 0 {
		return nil, errors.New("metadata without issuer, algorithm or key")
	}
	return set, nil
}

// asymmetric keeps the algorithms made for published RSA keys: with a shared-secret
// one, everybody could sign with the public key.
func asymmetric(names []string) []string {
	var out []string
	for _, n := range names {
		switch n {
		case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512":
			out = append(out, n)
		}
	}
	return out
}

// readKey reads one published key; keys of other kinds are skipped.
func readKey(raw json.RawMessage) (id string, key signingKey, ok bool) {
	// The endorsements are the Bot Framework's own addition.
	var extra struct {
		Endorsements []string `json:"endorsements"`
	}
	if json.Unmarshal(raw, &extra) != nil {
		return "", key, false
	}
	jwk, err := jwkset.NewJWKFromRawJSON(raw, jwkset.JWKMarshalOptions{}, jwkset.JWKValidateOptions{SkipAll: true})
	if err != nil {
		return "", key, false
	}
	public, isRSA := jwk.Key().(*rsa.PublicKey)
	id = jwk.Marshal().KID
	if !isRSA || id == "" || public.N.BitLen() < minRSA {
		return "", key, false
	}
	return id, signingKey{public, extra.Endorsements}, true
}

func (k *keyring) get(ctx context.Context, url string, v any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := k.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return json.NewDecoder(io.LimitReader(resp.Body, maxKeys)).Decode(v)
}
