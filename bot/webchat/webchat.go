// Package webchat is the bot on the web: the chat page and its JSON API, a page for
// every entry with its versions and its case note, and the opportunity map.
//
// [New] makes a [Chat] and [Chat.Register] puts its routes on a mux. Every page is
// made on the server and works without JavaScript; no cookie is set. What the package
// needs beyond the bot it says in small interfaces; each may be nil, and then that
// part is left out.
package webchat

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/picture"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// Pictures draws the guide, the SVGs to stand in a page. A picture the guide has none of is an error that wraps
// [ErrNoPicture].
type Pictures interface {
	JourneyPNG(ctx context.Context, l content.Lang, id string, step int) ([]byte, error)
	StripPNG(ctx context.Context, l content.Lang, id string, step int) ([]byte, error)
	JourneySVG(ctx context.Context, l content.Lang, id string) ([]byte, error)
	MapSVG(ctx context.Context, l content.Lang) ([]byte, error)
	MapPDF(ctx context.Context, l content.Lang, paper string) ([]byte, error)
	// Of returns the pictures of another guide.
	Of(g *content.Guide) Pictures
}

// ErrNoPicture is wrapped by errors of [Pictures] about what the guide does not have.
var ErrNoPicture = errors.New("no such picture")

// Journal counts what readers do, for the editors. It must not block.
type Journal interface {
	Opened(entry string, l content.Lang)     // its page was opened
	NoteCopied(entry string, l content.Lang) // a case note was made of it
	Feedback(bot.Feedback) error
}

// Config is what a [Chat] is made of. Bot, Words and Log are required.
type Config struct {
	Bot   *bot.Bot
	Words *locales.Catalog
	Log   *slog.Logger

	// BaseURL ("https://veiviser.example.no") stands before the links that leave the
	// site. Empty leaves them relative: the request's Host is never trusted.
	BaseURL string

	Pictures    Pictures
	Journal     Journal
	Reporter    Reporter
	ReportToken string // opens the editors' report, at least MinReportToken long; empty closes it

	Desk      bot.Desk  // takes what readers send to the editors
	Inquiries Inquiries // the same, for the report

	History History // knows what changed; nil: there are no feeds

	Proxies Proxies // whose word on where a request comes from is taken
	Limits  Limits

	Operator Operator // who answers for the service
	Kept     []Kept   // what is kept, for the page on privacy
	Framers  []string // origins whose pages may show ours in a frame, as Content-Security-Policy has them; nil: none

	Panicked func(route string) // counts a panic in a handler; nil: nothing

	Now func() time.Time // nil: time.Now
}

// Chat is the bot on the web. It is safe for concurrent use.
type Chat struct {
	*site
	mu   sync.Mutex
	last *edition
}

// site is what pages are made with that stays when the guide changes.
type site struct {
	Config
	assets *assets.Files
	parsed map[content.Lang]*template.Template // each edition executes a copy of its own
	words  map[content.Lang]words
	share  string // path of the picture of pages that have none of their own
	layout string // of the pages: another one's answers don't fit into them
	// Nobody else's page may speak for our readers.
	sameSite *http.CrossOriginProtection
	recover  chat.Recoverer
	limits   *limiters
}

// New returns the web pages of c.Bot.
func New(c Config) (*Chat, error) {
	base, err := baseURL(c.BaseURL)
	if err != nil {
		return nil, err
	}
	c.BaseURL = base
	if n := len(c.ReportToken); n > 0 && n < MinReportToken {
		return nil, fmt.Errorf("the report's token has %d characters (want at least %d)", n, MinReportToken)
	}
	for _, k := range c.Kept {
		if err := k.check(); err != nil {
			return nil, err
		}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	files, err := staticFiles()
	if err != nil {
		return nil, err
	}
	web := &site{
		Config: c, assets: files, limits: newLimiters(c.Limits), sameSite: http.NewCrossOriginProtection(),
		recover: chat.Recoverer{Part: "web", Log: c.Log, Count: c.Panicked},
	}
	if c.BaseURL != "" {
		if err := web.sameSite.AddTrustedOrigin(origin(c.BaseURL)); err != nil {
			return nil, fmt.Errorf("base URL %q: %w", c.BaseURL, err)
		}
	}
	if web.share, err = files.Path(sharePicture); err != nil {
		return nil, err
	}
	if web.layout, err = layoutOf(templateFiles, files); err != nil {
		return nil, err
	}
	web.words = newWords(c.Words)
	if web.parsed, err = parseTemplates(web); err != nil {
		return nil, err
	}
	return &Chat{site: web}, nil
}

// edition is the pages of one guide. Its Bot and Pictures are that guide's: those of
// the Config behind it, which are of the first one served, can't be reached past them.
type edition struct {
	*site
	Bot      *bot.Bot
	Pictures Pictures // nil: nobody draws
	cache    *pageCache
	tongues  *tongues
	tmpl     map[content.Lang]*template.Template // the site's, with the words of the guide

	municipality string // that Bot is the bot of; empty for the national one
}

// edition is the pages of the guide served today, for one request, which ends with done.
func (c *Chat) edition() (e *edition, done func()) {
	b, done := c.Bot.Current()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || c.last.Bot != b {
		c.last = &edition{site: c.site, Bot: b, cache: newPageCache(c.Now), tongues: newTongues(b.Guide())}
		c.last.tmpl = templatesOf(c.parsed, c.last.tongues)
		if c.Pictures != nil {
			c.last.Pictures = c.Pictures.Of(b.Guide())
		}
	}
	return c.last, done
}

//go:embed static
var static embed.FS

// staticFiles are our own and the fonts of the drawings.
func staticFiles() (*assets.Files, error) {
	own, err := fs.Sub(static, "static")
	if err != nil {
		return nil, err
	}
	return assets.New(map[string]fs.FS{"": own, "picture": picture.Fonts()})
}

// baseURL checks the address the site has to the world and takes its last slash off.
func baseURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("base URL %q is no web address (want \"https://veiviser.example.no\")", s)
	}
	return strings.TrimSuffix(s, "/"), nil
}

// origin is the scheme and host of a checked base URL.
func origin(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		panic("webchat: base URL was not checked: " + err.Error())
	}
	return u.Scheme + "://" + u.Host
}
