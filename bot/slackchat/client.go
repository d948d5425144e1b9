package slackchat

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/slack-go/slack"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
)

const (
	// callTimeout is long: who hangs up on a slow Slack does not learn whether the answer
	// is out.
	callTimeout = 30 * time.Second
	// extraTimeout is for calls that an answer is as good without: it is not held up for
	// them.
	extraTimeout = 500 * time.Millisecond
	// clientTTL bounds how long another replica's new installation goes unseen.
	clientTTL = 5 * time.Minute
	// maxClients is the most workspaces whose clients are kept.
	maxClients = 10_000
)

// newHTTP returns a client for many calls at a time to one host: Go's own keeps two
// connections to it and makes the others anew for each call.
func newHTTP() *http.Client {
	t := &http.Transport{Proxy: http.ProxyFromEnvironment}
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		t = standard.Clone()
	}
	t.MaxIdleConnsPerHost = t.MaxIdleConns
	return &http.Client{Timeout: callTimeout, Transport: t}
}

// workspace is where something happened, and how the app is installed there.
type workspace struct {
	enterprise, team string
}

// String names the workspace for logs and keys.
func (w workspace) String() string { return w.enterprise + "/" + w.team }

// owner names what a person belongs to: in an organisation one person has one id in
// all its workspaces.
func (w workspace) owner() string {
	if w.enterprise != "" {
		return w.enterprise
	}
	return w.team
}

// clients holds one client a workspace.
type clients struct {
	c     Config
	mu    sync.Mutex
	by    *lru.Cache[workspace, *client]
	hooks *client // without a token, for response_urls

	warnings *chat.Limiter         // of log lines that every event could cause
	expiring *chat.Limiter         // likewise, of workspaces whose token ends
	refused  atomic.Pointer[error] // why Slack doesn't take the one workspace's token; nil: it does
}

func newClients(c Config) *clients {
	return &clients{c: c, by: newCache[workspace, *client](maxClients), hooks: newClient(c, ""), warnings: chat.NewLimiter(chat.Same(chat.PerMinute(1))), expiring: chat.NewLimiter(chat.Same(chat.Rate{PerSecond: 1.0 / 3600, Burst: 1}))}
}

// newCache returns a cache of the keys used last.
func newCache[K comparable, V any](size int) *lru.Cache[K, V] {
	cache, err := lru.New[K, V](size)
	if err != nil {
		panic(err) // only for a size below one
	}
	return cache
}

// client talks to one workspace within its rates.
type client struct {
	api   *slack.Client
	calls *limitedCalls
	token string
	until time.Time
}

// of returns the client of a workspace, chat.ErrNotInstalled if there is none.
func (cs *clients) of(ctx context.Context, w workspace) (*client, error) {
	if cs.c.BotToken != "" {
		w = workspace{}
	}
	now := cs.c.Now()
	cs.mu.Lock()
	cl, ok := cs.by.Get(w)
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
		cs.expires(ctx, "use", i)
	}
	return cs.keep(w, token, now), nil
}

// keep gives the workspace a client with the token; one with the same token stays, and
// so do its rates.
func (cs *clients) keep(w workspace, token string, now time.Time) *client {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cl, ok := cs.by.Get(w)
	if !ok || cl.token != token {
		cl = newClient(cs.c, token)
	} else {
		copied := *cl // another goroutine may be reading until
		cl = &copied
	}
	cl.until = now.Add(clientTTL)
	cs.by.Add(w, cl)
	return cl
}

// failed looks at how a call ended: it forgets a client whose token Slack no longer
// takes, and names a scope that is missing to the operator, each once a minute.
func (cs *clients) failed(ctx context.Context, w workspace, err error) error {
	e, ok := errors.AsType[slack.SlackErrorResponse](err)
	switch {
	case err == nil:
		cs.refused.Store(nil)
	case !ok:
	case slices.Contains(deadToken, e.Err):
		cs.deadToken(ctx, w, e.Err)
	case e.Needed != "":
		cs.c.Count("refused", "scope")
		if cs.warnings.Allow(e.Needed) {
			cs.c.Log.ErrorContext(ctx, "slack refuses a call: the app lacks a scope", "workspace", w.String(), "missing_scope", e.Needed, "granted", e.Provided)
		}
	}
	return err
}

// expires tells the operator of a token that ends, which nobody renews: the app was not
// made from our manifest. Workspaces installed before are told of too, once an hour, when
// they are next used.
func (cs *clients) expires(ctx context.Context, when string, i chat.Installation) {
	if i.Expires.IsZero() {
		return
	}
	cs.c.Count("token expires", when)
	if cs.expiring.Allow(i.String()) {
		cs.c.Log.WarnContext(ctx, "slack token of a workspace expires: switch token rotation off in the app's settings and install it again",
			"workspace", i.String(), "expires", i.Expires)
	}
}

var deadToken = []string{"invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"}

func (cs *clients) deadToken(ctx context.Context, w workspace, reason string) {
	cs.forget(w)
	cs.c.Count("refused", "token")
	if cs.c.BotToken != "" {
		err := fmt.Errorf("slack takes the bot token no more: %s", reason)
		cs.refused.Store(&err)
	}
	if cs.warnings.Allow("token " + w.String()) {
		cs.c.Log.ErrorContext(ctx, "slack takes a workspace's token no more: install the app anew", "workspace", w.String(), "err", reason)
	}
}

func (cs *clients) forget(w workspace) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.by.Remove(w)
}

// forgetAll forgets a workspace's client, or with org those of all an organisation's.
func (cs *clients) forgetAll(w workspace, org bool) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.by.Remove(w)
	for _, k := range cs.by.Keys() {
		if org && k.enterprise == w.enterprise {
			cs.by.Remove(k)
		}
	}
}

func newClient(c Config, token string) *client {
	calls := &limitedCalls{http: c.HTTP, apiURL: c.APIURL, methods: chat.NewLimiter(rateOf)}
	return &client{api: slack.New(token, slack.OptionHTTPClient(calls), slack.OptionAPIURL(c.APIURL)), calls: calls, token: token}
}

// limitedCalls keeps the calls to one workspace within Slack's rates, and holds a
// method back for as long as a 429 says.
type limitedCalls struct {
	http    *http.Client
	apiURL  string
	methods *chat.Limiter
	scopes  atomic.Pointer[string] // what the token may do, as Slack said last; nil: nothing yet
}

// may reports whether the token has one of the scopes, as far as Slack has said.
func (l *limitedCalls) may(scopes ...string) bool {
	all := l.scopes.Load()
	return all != nil && slices.ContainsFunc(strings.Split(*all, ","), func(s string) bool { return slices.Contains(scopes, strings.TrimSpace(s)) })
}

// perMinute is how often a method may be called in a workspace (Slack's tiers);
// chat.postMessage is limited by channel instead, which package chat sees to.
var perMinute = map[string]int{
	"chat.postEphemeral": 100, "chat.update": 50, "chat.unfurl": 50, "views.open": 100, "views.update": 100, "views.push": 100, "views.publish": 100,
	"users.info": 100, "assistant.threads.setSuggestedPrompts": 100, "assistant.threads.setTitle": 20, "entity.presentDetails": 50, "conversations.replies": 50,
}

func rateOf(method string) []chat.Rate {
	if n := perMinute[method]; n > 0 {
		return []chat.Rate{chat.PerMinute(n)}
	}
	return nil
}

// Do implements slack-go's client: it waits for the method's turn, then calls. What
// does not go to the API (a response_url) has no method and a budget of its own.
func (l *limitedCalls) Do(req *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(req.URL.String(), l.apiURL) {
		return l.http.Do(req)
	}
	return l.call(req, path.Base(req.URL.Path))
}

// call calls a method in its turn.
func (l *limitedCalls) call(req *http.Request, method string) (*http.Response, error) {
	if err := l.methods.Wait(req.Context(), method); err != nil {
		return nil, chat.Retry(err, 0) // nothing was sent
	}
	resp, err := l.http.Do(req)
	if err == nil && resp.Header.Get("X-OAuth-Scopes") != "" {
		scopes := resp.Header.Get("X-OAuth-Scopes")
		l.scopes.Store(&scopes)
	}
	if err == nil && resp.StatusCode == http.StatusTooManyRequests {
		d, _ := time.ParseDuration(resp.Header.Get("Retry-After") + "s")
		l.methods.BackOff(method, d)
	}
	return resp, err
}

// outcome tells what an error of a call means for the event.
func outcome(err error) error {
	if err == nil {
		return nil
	}
	if f, ok := errors.AsType[*chat.Failure](err); ok {
		return f
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return chat.Retry(err, limited.RetryAfter)
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok {
		switch {
		case status.Code == http.StatusInternalServerError, status.Code == http.StatusServiceUnavailable:
			return chat.Retry(err, 0)
		case status.Code > http.StatusInternalServerError: // a gateway's: the call may have gone through
			return chat.Unknown(err)
		}
		return chat.Refused(err)
	}
	if refused, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		switch refused.Err {
		case "service_unavailable", "team_added_to_org", "ratelimited", "rate_limited":
			return chat.Retry(err, 0)
		case "fatal_error", "internal_error", "request_timeout": // Slack: some of it may have succeeded
			return chat.Unknown(err)
		}
		if slices.Contains(notReached, refused.Err) {
			return chat.Gone(err)
		}
		return chat.Refused(err)
	}
	return chat.Transport(err)
}

// target is where a message goes.
type target struct {
	channel, thread string
	only            string // the one person who sees it; empty for everybody
	over            string // the message whose place it takes; empty for none
	key             string // tells the message apart; empty for none
	asked           string // the message it answers; empty for none
}

// answerEvent is the type of the metadata by which an answer is found again.
const answerEvent = "veiviser_answer"

// What the metadata holds, hashed: which event it answers, and which message.
const (
	metaKey   = "key"
	metaAsked = "asked"
)

// metadata is what an answer can be found again by; nil for none.
func (t target) metadata() map[string]any {
	out := map[string]any{}
	if t.key != "" {
		out[metaKey] = messageID(t.key)
	}
	if t.asked != "" {
		out[metaAsked] = messageID(t.asked)
	}
	return out
}

// post sends a message and returns what Slack calls it. What Slack can't draw, such as a
// picture that it can't fetch, is left out, not the answer.
func (cl *client) post(ctx context.Context, t target, m blocks.Message) (ts string, err error) {
	ts, err = cl.send(ctx, t, m)
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok && e.Err == "invalid_blocks" && m.Plain != nil {
		m.Blocks = m.Plain
		ts, err = cl.send(ctx, t, m)
	}
	return ts, outcome(err)
}

// messageID makes a short name of the key, the same each time.
func messageID(key string) string {
	h := sha256.Sum256([]byte(key))
	return fmt.Sprintf("%x", h[:12])
}

func messageOptions(m blocks.Message) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...)}
}

// clean takes the address out of a network error: a response_url is a secret.
func clean(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("%s: %w", strings.ToLower(e.Op), e.Err)
	}
	return err
}
