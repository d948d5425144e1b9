// Package teamschat is the bot in Microsoft Teams: a bot with buttons over the Bot
// Framework's activity protocol, an outgoing webhook whose cards have links only, and
// a message extension that searches the guide and unfurls its links.
//
// [New] makes a [Chat], [Chat.Register] puts its routes on a mux and [Chat.Run]
// answers what they take on. What comes in (ingress.go, invoke.go, extension.go,
// webhook.go) becomes a question, an action or an event of package chat, which does it
// once and in turn; what goes out (egress.go, connector.go) is the [chat.Platform] that
// package answers through. [WritePackage] writes the package an administrator uploads.
// The cards are laid out by package cards. This package owns the JWT library; it keeps
// nothing itself.
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
	"veiviser/locales"
)

// App is the bot's registration with Microsoft Entra.
type App struct {
	ID       string
	TenantID string   // the home tenant: it is served, and tokens are asked for there
	Tenants  []string // further organisations that are served; no other is

	// One of the three is what Microsoft's login is shown.
	Password           string // client secret; never logged
	Certificate        string // name of a PEM file with an RSA key and its certificate
	FederatedTokenFile string // name of a file with an assertion, read anew for each token

	PasswordEnds time.Time // when the secret ends; zero where nobody knows
	// Admins may choose settings: [AdminName] of each. Teams tells a bot of no owner or
	// administrator. Empty: nobody may.
	Admins []string

	OpenIDURL string // metadata of the signing keys; empty for [BotFrameworkOpenID]
	TokenURL  string // gives our access tokens; empty for the tenant's at Microsoft
	// ServiceHosts are allowed in a serviceUrl besides those of Teams, "host:port",
	// over http too: for tests and the Playground.
	ServiceHosts []string
	// RequestsPerSecond is the most we send to Teams; 0 for what Teams allows.
	RequestsPerSecond int
}

// Credentials is how many of the three are set that Microsoft's login can be shown: of a
// whole registration, one.
func (a App) Credentials() int {
	n := 0
	for _, s := range []string{a.Password, a.Certificate, a.FederatedTokenFile} {
		if s != "" {
			n++
		}
	}
	return n
}

// Config is what a [Chat] is made of. Bot, Words, Ledger, Log and BaseURL are required, and
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
	// Starters says that the app package has prompt starters: then nobody is welcomed.
	Starters bool

	Ledger   chat.Ledger
	Kept     chat.Subscriptions        // nil: nobody is told of changes
	People   chat.People               // nil: nothing is remembered of a person
	Settings chat.SettingsKeeper       // nil: nobody chooses anything for an organisation
	Editors  chat.Editors              // nil: nobody is told what was of use
	Count    func(what, detail string) // counts what happens, for metrics; nil: nothing
	Panicked func(job string)          // counts a panic in a job of that kind; nil: nothing
	Inbox    chat.InboxConfig          // sizes and times; zero fields get the defaults

	HTTP *http.Client     // nil: one with timeouts that follows no redirect
	Now  func() time.Time // nil: time.Now
}

// Chat is the bot in Teams. It is safe for concurrent use.
type Chat struct {
	c     Config
	in    *ingress
	shows *credential // nil without an app
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
	if c.Count == nil {
		c.Count = func(string, string) {}
	}
	var shows *credential
	var hashKey []byte
	if c.App.ID != "" {
		if shows, err = newCredential(c.App, c.Now()); err != nil {
			return nil, err
		}
		hashKey = shows.hashKey()
	}
	out := &egress{c: c, render: cards.Renderer{Words: c.Words, BaseURL: base, Subscribe: c.Kept != nil}, connector: newConnector(c, shows), shown: newShown()}
	engine := chat.New(chat.Config{
		Bot: c.Bot, Words: c.Words, Platform: out, Ledger: c.Ledger, Log: c.Log, People: c.People, Editors: c.Editors,
		Kept: c.Kept, Count: c.Count, Panicked: c.Panicked, BaseURL: base, Now: c.Now, Inbox: c.Inbox, Settings: c.Settings,
	})
	in := newIngress(c, engine, out, key, hashKey)
	if c.Development {
		c.Log.Warn("TEAMS DEVELOPMENT MODE: activities are taken WITHOUT AUTHENTICATION, from this machine only. Never use it in operation")
	}
	return &Chat{c: c, in: in, shows: shows}, nil
}

// checkApp reports which parts of the registration are missing or at odds.
func checkApp(c Config) error {
	var problems []error
	a := c.App
	shown := a.Credentials()
	some := a.ID != "" || shown > 0 || a.TenantID != ""
	if c.Development && some {
		problems = append(problems, errors.New("teams: development mode takes no app registration: leave one out"))
	}
	for _, part := range []struct {
		name  string
		there bool
	}{
		{"app id", a.ID != ""}, {"app password, certificate or federated token", shown > 0}, {"tenant id", a.TenantID != ""},
	} {
		if some && !part.there {
			problems = append(problems, fmt.Errorf("teams: no %s, but other parts of the registration are set", part.name))
		}
	}
	if shown > 1 {
		problems = append(problems, errors.New("teams: more than one of app password, certificate and federated token: leave all but one out"))
	}
	problems = append(problems, checkTenants(a))
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
	t.MaxIdleConnsPerHost = 32 // as many as are answered at a time
	return &http.Client{
		Transport: t, Timeout: 20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Register puts the routes that are switched on on mux.
func (c *Chat) Register(mux *http.ServeMux) {
	if c.in.verify != nil || c.c.Development {
		mux.HandleFunc("POST /teams/messages", c.in.handle(c.in.messages))
	}
	if c.in.webhook != nil {
		mux.HandleFunc("POST /teams/webhook", c.in.handle(webhook{c.in}.outgoing))
	}
}

// Run answers what was taken on until ctx ends, and then, within the inbox's drain,
// what is left. Activities that come after that are refused with 503, so that Teams
// brings them to another replica. It returns nil.
func (c *Chat) Run(ctx context.Context) error {
	c.in.chat.Run(ctx)
	if c.in.verify != nil {
		c.in.verify.keys.end()
	}
	return nil
}

// Err tells what of the chat is off, nil for nothing: what Microsoft's login is shown has
// ended.
func (c *Chat) Err() error {
	if c.shows == nil {
		return nil
	}
	return c.shows.expired(c.c.Now())
}

// Expiry is when what Microsoft's login is shown ends; ok is false where nobody knows.
func (c *Chat) Expiry() (e Expiry, ok bool) {
	if c.shows == nil || c.shows.expiry.At.IsZero() {
		return Expiry{}, false
	}
	return c.shows.expiry, true
}

// Waiting returns how many events wait and are being done, for metrics.
func (c *Chat) Waiting() (waiting, running int) { return c.in.chat.Inbox().Waiting() }
