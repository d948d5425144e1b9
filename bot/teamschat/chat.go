// Package teamschat is the bot in Microsoft Teams: a bot with buttons over the Bot
// Framework's activity protocol, an outgoing webhook whose cards have links only, and
// a message extension that searches the guide and unfurls its links.
//
// [New] makes a [Chat], [Chat.Register] puts its routes on a mux and [Chat.Run]
// answers what they take on. [WritePackage] writes the package an
// administrator uploads. The cards are laid out by package cards. This package owns
// the JWT library; it keeps nothing itself.
package teamschat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
)

// App is the bot's registration with Microsoft Entra (single tenant).
type App struct {
	ID       string
	Password string // client secret; never logged
	TenantID string // the organisation that is served, and no other

	OpenIDURL string // metadata of the signing keys; empty for [BotFrameworkOpenID]
	TokenURL  string // gives our access tokens; empty for the tenant's at Microsoft
	// ServiceHosts are allowed in a serviceUrl besides those of Teams, "host:port",
	// over http too: for tests and the Playground.
	ServiceHosts []string
	// RequestsPerSecond is the most we send to Teams; 0 for what Teams allows.
	RequestsPerSecond int
}

// Config is what a [Chat] is made of. Bot, Words, Log and BaseURL are required, and
// one of App, Development and WebhookSecret.
type Config struct {
	Bot   *bot.Bot
	Words *locales.Catalog
	Log   *slog.Logger

	// BaseURL ("https://veiviser.example.no") stands before links and pictures, which
	// Teams wants absolute.
	BaseURL string

	App           App    // zero: POST /teams/messages is off
	WebhookSecret string // the token Teams shows, base64; empty: POST /teams/webhook is off
	// Development takes activities without a token, from this machine only, and
	// answers at any loopback address. For the Playground; App must be zero.
	Development bool

	Events   Events                                                                              // nil: kept in the process
	Feedback func(Feedback) error                                                                // nil: dropped
	Panicked func(job string)                                                                    // counts a panic in a job of that kind; may be nil
	Noted    func(entry string, l content.Lang)                                                  // a case note was made; may be nil
	Version  func(ctx context.Context, id, digest string) (e *content.Entry, ok bool, err error) // entries as they stood; nil: today's alone

	HTTP *http.Client     // nil: one with timeouts that follows no redirect
	Now  func() time.Time // nil: time.Now
}

// Events remembers which activities were taken on, so that each is answered once.
type Events interface {
	// Claim reports whether this is the first claim of the id. With an error, first is
	// still the best answer there is.
	Claim(ctx context.Context, id string) (first bool, err error)
	// Forget undoes a claim of what was not taken on after all.
	Forget(ctx context.Context, id string)
}

// Feedback is what a reader thought of a card.
type Feedback struct {
	Entry   string
	Lang    content.Lang
	Helpful bool
}

// Chat is the bot in Teams. It is safe for concurrent use.
type Chat struct {
	c         Config
	render    cards.Renderer
	verify    *verifier // nil in development and without an app
	connector *connector
	queue     *queue
	recover   chat.Recoverer
	webhook   []byte // key of the outgoing webhook
}

// New returns the Teams chat of c.Bot. The error joins everything that is wrong with c
// and names no secret.
func New(c Config) (*Chat, error) {
	base, err := baseURL(c.BaseURL)
	key, keyErr := webhookKey(c.WebhookSecret)
	if err := errors.Join(err, keyErr, checkApp(c)); err != nil {
		return nil, err
	}
	c.BaseURL = base
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.HTTP == nil {
		c.HTTP = newClient()
	}
	if c.Events == nil {
		c.Events = newRecent(maxRecent)
	}
	rec := chat.Recoverer{Part: "teams", Log: c.Log, Count: c.Panicked}
	teams := &Chat{c: c, render: cards.Renderer{Words: c.Words, BaseURL: base}, queue: newQueue(rec), recover: rec, webhook: key}
	teams.connector = &connector{http: c.HTTP, pace: newPace(c.App.RequestsPerSecond, c.Now)}
	if c.App.ID != "" {
		teams.connector.grant = newGrant(c.App, c.HTTP, c.Now)
		teams.verify = newVerifier(c, rec)
	}
	if c.Development {
		c.Log.Warn("TEAMS DEVELOPMENT MODE: activities are taken WITHOUT AUTHENTICATION, from this machine only. Never use it in operation")
	}
	return teams, nil
}

func newVerifier(c Config, rec chat.Recoverer) *verifier {
	openID := c.App.OpenIDURL
	if openID == "" {
		openID = BotFrameworkOpenID
	}
	return &verifier{
		keys:     &keyring{url: openID, http: c.HTTP, now: c.Now, recover: rec},
		audience: c.App.ID, tenant: c.App.TenantID, now: c.Now, hosts: hosts{also: c.App.ServiceHosts},
	}
}

// checkApp reports which parts of the registration are missing or at odds.
func checkApp(c Config) error {
	var problems []error
	a := c.App
	if c.Development && (a.ID != "" || a.Password != "" || a.TenantID != "") {
		problems = append(problems, errors.New("teams: development mode takes no app registration: leave one out"))
	}
	some := a.ID != "" || a.Password != "" || a.TenantID != ""
	for _, part := range []struct{ name, value string }{
		{"app id", a.ID}, {"app password", a.Password}, {"tenant id", a.TenantID},
	} {
		if some && part.value == "" {
			problems = append(problems, fmt.Errorf("teams: no %s, but other parts of the registration are set", part.name))
		}
	}
	if !some && !c.Development && c.WebhookSecret == "" {
		problems = append(problems, errors.New("teams: neither an app registration nor a webhook secret"))
	}
	return errors.Join(problems...)
}

// baseURL checks the address the site has to the world and takes its last slash off.
func baseURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("teams: base url %q is no web address (want \"https://veiviser.example.no\")", s)
	}
	return strings.TrimSuffix(s, "/"), nil
}

// newClient follows no redirects: a serviceUrl must not send us on to the inside.
func newClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = workers
	return &http.Client{
		Transport: t, Timeout: 20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (c *Chat) words(l content.Lang) *locales.Words { return c.c.Words.In(string(l)) }

// Register puts the routes that are switched on on mux.
func (c *Chat) Register(mux *http.ServeMux) {
	if c.verify != nil || c.c.Development {
		mux.HandleFunc("POST /teams/messages", c.handle(c.messages))
	}
	if c.webhook != nil {
		mux.HandleFunc("POST /teams/webhook", c.handle(c.outgoing))
	}
}

// Run answers what was taken on until ctx ends, and then, for at most ten seconds,
// what is left. Activities that come after that are refused with 503, so that Teams
// brings them to another replica. It returns nil.
func (c *Chat) Run(ctx context.Context) error {
	c.queue.run(ctx)
	if c.verify != nil {
		c.verify.keys.wait()
	}
	return nil
}

// handle answers with the status of f's error and nothing else of it; a panic of f is
// an error of ours.
func (c *Chat) handle(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := c.recover.Call(r.URL.Path, func() error { return f(w, r) })
		if err == nil {
			return
		}
		code := status(err)
		level := slog.LevelInfo // strangers knock on every door
		if code >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		c.c.Log.Log(r.Context(), level, "teams request refused", "path", r.URL.Path, "status", code, "err", err)
		http.Error(w, http.StatusText(code), code)
	}
}
