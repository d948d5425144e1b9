// Package slackchat is Veiviser in Slack: requests in, Block Kit out.
//
// [New] makes a [Chat]; [Chat.Register] adds its routes, [Chat.Run] works on what came
// in and, with an app token, listens through Socket Mode. What comes in (ingress.go,
// events.go, interaction.go, dialog.go) becomes a question, an action or an event of
// package chat, which does it once and in turn; what goes out (egress.go, client.go)
// is the [chat.Platform] that package answers through. Package blocks lays cards out.
// The package never logs what people write.
package slackchat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/locales"
)

// Config is what a Chat is made of. Bot, Words, Ledger and Log are required, and so
// are a signing secret or an app token, and a bot token or what OAuth needs.
type Config struct {
	Bot    *bot.Bot
	Words  *locales.Catalog
	Ledger chat.Ledger
	Log    *slog.Logger

	BaseURL       string // public address of the web pages; empty: no links
	SigningSecret string // of requests over HTTP; empty: none are taken
	AppToken      string // for Socket Mode; empty: none
	BotToken      string // of the one workspace; empty: workspaces install by OAuth
	ClientID      string // for OAuth, with ClientSecret and Installations
	ClientSecret  string
	Installations chat.Installations

	Private    bool                // answers in channels are seen by the asker alone
	Channels   bool                // workspaces are asked to let the app read the channels it is in
	NoPictures bool                // Slack can't fetch pictures from BaseURL
	People     chat.People         // nil: nothing is remembered of a person
	Settings   chat.SettingsKeeper // nil: nobody chooses anything for a workspace
	News       News                // nil: the home tab tells no news
	Editors    chat.Editors        // nil: nobody is told what was of use
	Kept       chat.Subscriptions  // nil: nobody is told of changes
	Keeper     chat.Keeper         // nil: a command or press that takes long is lost where the program is killed over it

	Count    func(what, detail string) // counts what happens, for metrics; nil: nothing
	Panicked func(job string)          // counts a panic in a job of that kind; nil: nothing
	APIURL   string                    // Slack's API with a slash at its end; empty: Slack itself
	HTTP     *http.Client              // to reach Slack with; nil: one with sane timeouts
	Now      func() time.Time          // nil: time.Now

	Inbox chat.InboxConfig // sizes and times; zero fields get the defaults
}

// News knows what changed in the guide.
type News interface {
	// Changed returns the ids of the entries that are new or changed since, newest first.
	Changed(ctx context.Context, since time.Time) ([]string, error)
}

// Chat is the Slack end of a bot. It is safe for concurrent use.
type Chat struct {
	c       Config
	in      interactions
	install *installer            // nil without OAuth
	socket  *socket               // nil without an app token
	off     atomic.Pointer[error] // what keeps Socket Mode off
}

// New returns a chat from c, or an error that names everything missing.
func New(c Config) (*Chat, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	c = c.withDefaults()
	out := newEgress(c)
	in := interactions{&ingress{c: c, out: out, warnings: chat.NewLimiter(chat.Same(chat.PerMinute(1))), steps: chat.NewLimiter(chat.Same(chat.PerMinute(stepRate))), recover: chat.Recoverer{Part: "slack", Log: c.Log, Count: c.Panicked}}}
	in.home = &home{in.ingress}
	in.chat = chat.New(chat.Config{
		Bot: c.Bot, Words: c.Words, Platform: out, Ledger: c.Ledger, Log: c.Log, People: c.People, Editors: c.Editors,
		Count: c.Count, Panicked: c.Panicked, Private: c.Private, BaseURL: c.BaseURL, Now: c.Now, Inbox: c.Inbox,
		Kept: c.Kept, Keeper: c.Keeper, Resume: in.resume, Settings: c.Settings,
	})
	ch := &Chat{c: c, in: in}
	if c.ClientID != "" {
		ch.install = &installer{c: c, clients: out.clients}
	}
	if c.AppToken != "" {
		ch.socket = newSocket(in)
	}
	return ch, nil
}

func (c Config) withDefaults() Config {
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	if c.APIURL == "" {
		c.APIURL = "https://slack.com/api/"
	}
	if c.HTTP == nil {
		c.HTTP = newHTTP()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Count == nil {
		c.Count = func(string, string) {}
	}
	return c
}

// renderer lays cards out for this chat.
func (c Config) renderer() blocks.Renderer {
	// Slack fetches pictures itself, and only over https.
	return blocks.Renderer{Words: c.Words, Base: c.BaseURL, Pictures: !c.NoPictures && strings.HasPrefix(c.BaseURL, "https://")}
}

func (c Config) check() error {
	var errs []error
	add := func(bad bool, format string, args ...any) {
		if bad {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	add(c.Bot == nil || c.Words == nil || c.Ledger == nil || c.Log == nil, "a bot, words, a ledger and a log are required")
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

// Run works until ctx ends, then takes nothing more on and finishes what waits, within
// the inbox's drain. Socket Mode that Slack refuses for good is off from then on, which
// the log and [Chat.Err] tell; what comes over HTTP goes on.
func (ch *Chat) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	wg.Go(func() { ch.in.chat.Run(ctx) })
	if ch.socket != nil {
		if err := ch.socket.listen(ctx); err != nil {
			ch.off.Store(&err)
			ch.c.Count("off", "socket mode")
			ch.c.Log.Error("slack: Socket Mode is off until the next start", "err", err)
		}
	}
	wg.Wait()
	return nil
}

// Err tells what of the chat is off, nil for nothing: Socket Mode that Slack refused, the
// one workspace's token that it takes no more. A token of one workspace among many is
// that workspace's trouble: the log and the metrics tell.
func (ch *Chat) Err() error {
	var errs []error
	for _, err := range []*error{ch.off.Load(), ch.in.out.clients.refused.Load()} {
		if err != nil {
			errs = append(errs, *err)
		}
	}
	return errors.Join(errs...)
}

// Waiting returns how many events wait and are being done, for metrics.
func (ch *Chat) Waiting() (waiting, running int) { return ch.in.chat.Inbox().Waiting() }

// Register adds the routes Slack calls, and with OAuth those a browser calls.
func (ch *Chat) Register(mux *http.ServeMux) {
	if ch.c.SigningSecret != "" {
		mux.Handle("POST "+eventsPath, ch.in.handle(ch.in.takeEvent))
		mux.Handle("POST "+commandsPath, ch.in.handle(ch.in.takeCommand))
		mux.Handle("POST "+interactionsPath, ch.in.handle(ch.in.takeInteraction))
	}
	if ch.install != nil {
		mux.HandleFunc("GET /slack/install", ch.install.begin)
		mux.HandleFunc("GET "+oauthPath, ch.install.oauth)
	}
}

// The addresses that the manifest names.
const (
	eventsPath       = "/slack/events"
	commandsPath     = "/slack/commands"
	interactionsPath = "/slack/interactions"
	oauthPath        = "/slack/oauth"
)
