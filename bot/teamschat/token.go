package teamschat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

const (
	// renewBefore leaves time for Microsoft's login to be down for a while.
	renewBefore = 10 * time.Minute
	renewPause  = 10 * time.Second
	grantScope  = "https://api.botframework.com/.default"
)

// tokenSource is our access token to the Bot Framework, cached and renewed early. It is safe
// for concurrent use.
type tokenSource struct {
	config clientcredentials.Config
	shows  *credential
	http   *http.Client
	now    func() time.Time

	lock  chan struct{} // of one: held while the fields below are read or changed
	token *oauth2.Token
	next  time.Time // no renewal before
}

// newTokenSource asks the app's home tenant for tokens, or whom the app names instead, with
// what it shows there.
func newTokenSource(shows *credential, client *http.Client, now func() time.Time) *tokenSource {
	app := shows.app
	url := app.TokenURL
	if url == "" {
		url = "https://login.microsoftonline.com/" + app.TenantID + "/oauth2/v2.0/token"
	}
	return &tokenSource{
		config: clientcredentials.Config{
			ClientID: app.ID, ClientSecret: app.Password, TokenURL: url,
			Scopes: []string{grantScope}, AuthStyle: oauth2.AuthStyleInParams,
		},
		shows: shows, http: client, now: now, lock: make(chan struct{}, 1),
	}
}

// get returns a token that is good now. While it can't be renewed, the old one goes on
// until it expires.
func (t *tokenSource) get(ctx context.Context) (string, error) {
	select {
	case t.lock <- struct{}{}:
		defer func() { <-t.lock }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	now := t.now()
	good := t.token != nil && now.Before(t.token.Expiry)
	if good && (now.Before(t.token.Expiry.Add(-renewBefore)) || now.Before(t.next)) {
		return t.token.AccessToken, nil
	}
	t.next = now.Add(renewPause)
	fresh, err := t.ask(ctx, now)
	switch {
	case err == nil:
		t.token = fresh
	case !good:
		return "", fmt.Errorf("access token: %w", withoutBody(err))
	}
	return t.token.AccessToken, nil
}

// ask asks for a token; the lock is held.
func (t *tokenSource) ask(ctx context.Context, now time.Time) (*oauth2.Token, error) {
	params, err := t.shows.params(now, t.config.TokenURL)
	if err != nil {
		return nil, err
	}
	t.config.EndpointParams = params
	return t.config.Token(context.WithValue(ctx, oauth2.HTTPClient, t.http))
}

// drop forgets a token that was refused.
func (t *tokenSource) drop(ctx context.Context, token string) {
	select {
	case t.lock <- struct{}{}:
		defer func() { <-t.lock }()
	case <-ctx.Done():
		return
	}
	if t.token != nil && t.token.AccessToken == token {
		t.token = nil
	}
}

// withoutBody tells what the token server said without its text, which can quote the
// request.
func withoutBody(err error) error {
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return fmt.Errorf("status %d %s", refused.Response.StatusCode, refused.ErrorCode)
	}
	return err
}
