// Package slackchat is Veiviser in Slack: requests in, Block Kit out.
//
// [New] makes a [Chat]; [Chat.Register] adds its routes, [Chat.Run] works on what came
// in and, with an app token, listens through Socket Mode. Every validly signed request
// is acknowledged at once; the work waits on a bounded queue, each event is claimed in
// the journal before it is answered, and answers go out at Slack's pace. Package
// blocks lays the cards out. The package never logs what people write.
package slackchat

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
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// Config is what a Chat is made of. Bot, Words, Claims and Log are required, and so
// are a signing secret or an app token, and a bot token or what OAuth needs.
type Config struct {
	Bot    *bot.Bot
	Words  *locales.Catalog
	Claims Claims
	Log    *slog.Logger

	BaseURL       string // public address of the web pages; empty: no links
	SigningSecret string // of requests over HTTP; empty: none are taken
	AppToken      string // for Socket Mode; empty: none
	BotToken      string // of the one workspace; empty: workspaces install by OAuth
	ClientID      string // for OAuth, with ClientSecret and Installations
	ClientSecret  string
	Installations Installations

	Private     bool        // answers in channels are seen by the asker alone
	NoPictures  bool        // Slack can't fetch pictures from BaseURL
	Preferences Preferences // nil: nothing is remembered of a person
	History     History     // nil: old versions and news are not shown
	Editors     Editors     // nil: nobody is told what was of use

	Count    func(what, detail string) // counts what happens, for metrics; nil: nothing
	Panicked func(job string)          // counts a panic in a job of that kind; nil: nothing
	APIURL   string                    // Slack's API with a slash at its end; empty: Slack itself
	HTTP     *http.Client              // to reach Slack with; nil: one with sane timeouts
	Now      func() time.Time          // nil: time.Now

	Queue   int // events that wait; more are refused, for Slack to send again. 0: 1024
	Workers int // events answered at the same time. 0: 32
}

// Claims tells replicas and repeats apart.
type Claims interface {
	// Claim reports whether this is the first claim of id, by any replica, within 25
	// hours. With an error first is what this replica alone knows.
	Claim(ctx context.Context, id string) (first bool, err error)
}

// Installations keeps the workspaces that installed the app.
type Installations interface {
	// Installation returns the one of the workspace, else of its organisation; there
	// being none is ErrNotInstalled.
	Installation(ctx context.Context, enterpriseID, teamID string) (Installation, error)
	SaveInstallation(ctx context.Context, i Installation) error
	// DeleteInstallation deletes the one of exactly these ids, unless it was saved
	// after at. There being none is no error.
	DeleteInstallation(ctx context.Context, enterpriseID, teamID string, at time.Time) error
}

// Installation is the app in one workspace, or in every workspace of an organisation.
// Its fields are the journal's, so that one converts to the other.
type Installation struct {
	EnterpriseID string // empty outside Enterprise Grid
	TeamID       string // empty for the whole organisation

	AppID        string
	BotUserID    string
	BotToken     string    `json:"-"`
	RefreshToken string    `json:"-"` // empty: the manifest asks for tokens that last
	Expires      time.Time // of BotToken; zero for never
	Scopes       []string

	Saved time.Time // set by who keeps it
}

// String leaves the tokens out.
func (i Installation) String() string { return i.EnterpriseID + "/" + i.TeamID }

// GoString leaves the tokens out.
func (i Installation) GoString() string { return i.String() }

// ErrNotInstalled is a workspace the app is not installed in.
var ErrNotInstalled = errors.New("not installed")

// Preferences remembers what a person chose.
type Preferences interface {
	Preference(ctx context.Context, person string) (p Preference, ok bool)
	KeepPreference(person string, p Preference)
}

// Preference is what a person chose.
type Preference struct {
	Lang         content.Lang // empty for none
	Municipality string       // its number; empty for none
}

// History knows the guide's past.
type History interface {
	// Version returns an entry as it stood, by the beginning of its digest; ok is false
	// for one that never was.
	Version(ctx context.Context, id, digest string) (e *content.Entry, ok bool, err error)
	// Changed returns the ids of the entries that are new or changed since, newest first.
	Changed(ctx context.Context, since time.Time) ([]string, error)
}

// Editors want to know what was of use.
type Editors interface {
	Helpful(entry string, l content.Lang, helpful bool)
	NoteCopied(entry string, l content.Lang)
}

// Chat is the Slack end of a bot. It is safe for concurrent use.
type Chat struct {
	c       Config
	render  blocks.Renderer
	queue   *queue
	clients *clients
	locales *localeCache
	recover chat.Recoverer
}

// New returns a chat from c, or an error that names everything missing.
func New(c Config) (*Chat, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	if c.APIURL == "" {
		c.APIURL = "https://slack.com/api/"
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{Timeout: callTimeout}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Count == nil {
		c.Count = func(string, string) {}
	}
	ch := &Chat{
		c: c,
		// Slack fetches pictures itself, and only over https.
		render:  blocks.Renderer{Words: c.Words, Base: c.BaseURL, Pictures: !c.NoPictures && strings.HasPrefix(c.BaseURL, "https://")},
		clients: newClients(c),
		locales: newLocaleCache(),
		recover: chat.Recoverer{Part: "slack", Log: c.Log, Count: c.Panicked},
	}
	ch.queue = newQueue(ch, orDefault(c.Queue, 1024), orDefault(c.Workers, 32))
	return ch, nil
}

func orDefault(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

func (c Config) check() error {
	var errs []error
	add := func(bad bool, format string, args ...any) {
		if bad {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	add(c.Bot == nil || c.Words == nil || c.Claims == nil || c.Log == nil, "a bot, words, claims and a log are required")
	add(c.SigningSecret == "" && c.AppToken == "", "neither a signing secret (requests over HTTP) nor an app token (Socket Mode) is set")
	add(c.AppToken != "" && !strings.HasPrefix(c.AppToken, "xapp-"), "the app token does not begin with xapp-")
	add(c.BotToken == "" && c.ClientID == "", "neither a bot token (one workspace) nor a client id (OAuth) is set")
	add(c.BotToken != "" && !strings.HasPrefix(c.BotToken, "xoxb-"), "the bot token does not begin with xoxb-")
	add(c.ClientID != "" && (c.ClientSecret == "" || c.Installations == nil), "OAuth needs the client secret and a place to keep installations")
	add(c.ClientID != "" && c.BaseURL == "", "OAuth needs the public address")
	if u, err := url.Parse(c.BaseURL); c.BaseURL != "" {
		add(err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https", "the public address is no web address")
	}
	add(c.APIURL != "" && !strings.HasSuffix(c.APIURL, "/"), "the API's address does not end with a slash")
	return errors.Join(errs...)
}

// Run works until ctx ends, then takes nothing more on and finishes what waits, for at
// most ten seconds. The error is Socket Mode's, when Slack refuses the app token.
func (ch *Chat) Run(ctx context.Context) error {
	workers := make(chan struct{})
	go func() {
		defer close(workers)
		ch.queue.run()
	}()
	err := ch.listen(ctx)
	ch.queue.drain(workers)
	return err
}
