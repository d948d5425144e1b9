package slackchat

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot/slackchat/blocks"
)

const (
	callTimeout = 10 * time.Second
	maxRetries  = 3
	// clientTTL bounds how long another replica's new installation goes unseen.
	clientTTL = 5 * time.Minute
)

// workspace is where something happened, and how the app is installed there.
type workspace struct {
	enterprise, team string
}

// String names the workspace for logs and keys.
func (w workspace) String() string { return w.enterprise + "/" + w.team }

// clients holds one client a workspace.
type clients struct {
	c  Config
	mu sync.Mutex
	by map[workspace]*client

	hooks *client // without a token, for response_urls
}

func newClients(c Config) *clients {
	return &clients{c: c, by: map[workspace]*client{}, hooks: newClient(c, "")}
}

// client talks to one workspace at its pace.
type client struct {
	api    *slack.Client
	apiURL string
	token  string
	pace   *pace
	until  time.Time
}

// of returns the client of a workspace, chat.ErrNotInstalled if there is none.
func (cs *clients) of(ctx context.Context, w workspace) (*client, error) {
	if cs.c.BotToken != "" {
		w = workspace{}
	}
	now := cs.c.Now()
	cs.mu.Lock()
	cl, ok := cs.by[w]
	cs.mu.Unlock()
	if ok && now.Before(cl.until) {
		return cl, nil
	}
	token := cs.c.BotToken
	if token == "" {
		i, err := cs.c.Installations.Installation(ctx, w.enterprise, w.team)
		if err != nil {
			cs.forget(w)
			return nil, fmt.Errorf("installation of %s: %w", w, err)
		}
		token = i.BotToken
	}
	return cs.keep(w, token, now), nil
}

// keep gives the workspace a client with the token; one with the same token stays, and
// so does its pace.
func (cs *clients) keep(w workspace, token string, now time.Time) *client {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cl, ok := cs.by[w]
	if !ok || cl.token != token {
		cl = newClient(cs.c, token)
	} else {
		copied := *cl // another goroutine may be reading until
		cl = &copied
	}
	cl.until = now.Add(clientTTL)
	cs.by[w] = cl
	return cl
}

// refused forgets a client whose token Slack no longer takes.
func (cs *clients) refused(w workspace, err error) {
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok && slices.Contains(deadToken, e.Err) {
		cs.forget(w)
	}
}

var deadToken = []string{"invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"}

func (cs *clients) forget(w workspace) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	delete(cs.by, w)
}

func newClient(c Config, token string) *client {
	p := newPace(c.HTTP, c.APIURL)
	retry := slack.DefaultRetryConfig()
	retry.MaxRetries, retry.BackoffMax, retry.BackoffJitter = maxRetries, 5*time.Second, 100*time.Millisecond
	retry.Handlers = append(slack.AllBuiltinRetryHandlers(retry), slack.NewServerErrorRetryHandler(retry))
	return &client{
		api: slack.New(token, slack.OptionHTTPClient(p), slack.OptionAPIURL(c.APIURL), slack.OptionRetryConfig(retry)),
		// PostMessage takes the method's whole address where a field of ours is added.
		apiURL: c.APIURL, token: token, pace: p,
	}
}

// place is where a message goes.
type place struct {
	channel, thread string
	only            string // the one user who sees it; empty for everybody
	key             string // tells a repeated call of the same message apart; empty for none
}

// post sends a message. A picture that Slack can't fetch is left out, not the answer.
func (cl *client) post(ctx context.Context, p place, m blocks.Message) error {
	if p.only == "" { // what one person sees has no rate of its channel
		if err := cl.pace.channel(ctx, p.channel); err != nil {
			return err
		}
	}
	err := cl.send(ctx, p, m)
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok && e.Err == "invalid_blocks" {
		if plain, had := withoutPictures(m); had {
			p.key += " plain"
			return cl.send(ctx, p, plain)
		}
	}
	return err
}

func (cl *client) send(ctx context.Context, p place, m blocks.Message) error {
	opts := append(messageOptions(m), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if p.thread != "" {
		opts = append(opts, slack.MsgOptionTS(p.thread))
	}
	if p.only != "" {
		_, err := cl.api.PostEphemeralContext(ctx, p.channel, p.only, opts...)
		return err
	}
	if p.key != "" {
		// A call whose answer was lost is sent again; by its client_msg_id Slack knows
		// the message it has already posted.
		id := messageID(p.key)
		opts = append(opts, slack.UnsafeMsgOptionEndpoint(cl.apiURL+"chat.postMessage", func(v url.Values) { v.Set("client_msg_id", id) }))
	}
	_, _, err := cl.api.PostMessageContext(ctx, p.channel, opts...)
	return err
}

// messageID makes a UUID of the key, the same each time.
func messageID(key string) string {
	h := sha256.Sum256([]byte(key))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80 // version 8: made of our own
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

func messageOptions(m blocks.Message) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...)}
}

func withoutPictures(m blocks.Message) (plain blocks.Message, had bool) {
	plain.Text = m.Text
	for _, b := range m.Blocks {
		if b.BlockType() == slack.MBTImage {
			had = true
			continue
		}
		plain.Blocks = append(plain.Blocks, b)
	}
	return plain, had
}

// clean takes the address out of a network error: a response_url is a secret.
func clean(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("%s: %w", strings.ToLower(e.Op), e.Err)
	}
	return err
}

// forgetAll forgets a workspace's client, or with org those of all an organisation's.
func (cs *clients) forgetAll(w workspace, org bool) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	delete(cs.by, w)
	for k := range cs.by {
		if org && k.enterprise == w.enterprise {
			delete(cs.by, k)
		}
	}
}
