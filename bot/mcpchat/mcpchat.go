// Package mcpchat is the guide for other assistants: a server of the Model Context
// Protocol, on standard input and output or at /mcp of the served web.
//
// [New] makes a [Server], [Server.Run] serves one client on a pipe and [Server.Register]
// puts it on a mux. Its tools give what the bot says as data and as plain text, every
// statement with its source, the law, when that was read and a permalink. It has no model
// and decides nothing: what is said is the bot's. A personal number in any argument is
// refused before anything reads it.
package mcpchat

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// News knows what changed in the guide.
type News interface {
	// Changed returns the ids of the entries that are new or changed since, newest first.
	Changed(ctx context.Context, since time.Time) ([]string, error)
}

// Config is what a [Server] is made of. Bot, Words and Log are required.
type Config struct {
	Bot     *bot.Bot
	Words   *locales.Catalog
	Log     *slog.Logger
	Version string // of the program, as clients show it

	// BaseURL ("https://veiviser.example.no") stands before every address that is given.
	// Empty gives them a scheme of their own, "veiviser:/nb/jamal", which resources are
	// read by.
	BaseURL string

	News News // nil: changes tells of the law alone

	// Over HTTP.
	Token     string                     // opens it, at least MinToken long; empty: it is open to all
	PerMinute int                        // requests from one asker in a minute; 0: 600; below: as many as come
	Asker     func(*http.Request) string // who a request is from; "" is held to no limit; nil: everybody is that

	Panicked func(job string) // counts a panic; nil: nothing
	Now      func() time.Time // nil: time.Now
}

// Server answers clients of the protocol. It is safe for concurrent use.
type Server struct {
	c       Config
	base    string
	origin  *url.URL // of BaseURL; nil for none
	sdk     *mcp.Server
	recover chat.Recoverer
	asked   *chat.Limiter // requests, by who sends them
	turns   *chat.Limiter // questions, by conversation
}

// scheme stands before addresses where the guide has no pages.
const scheme = "veiviser:"

// usualPerMinute is as many as the web answers one address.
const usualPerMinute = 600

// turnsPerMinute are in one conversation: more than anybody reads, as on the web.
const turnsPerMinute = 30

// instructions tell a model how the tools are meant.
const instructions = "Veiviser is a guide to qualification pathways for adult immigrants in Norway, for advisers in NAV, municipalities and counties. " +
	"It has no language model: each statement stands in the guide with its source, the law it rests on, the day that was read, and a permalink. " +
	"Use ask for a question; its answer is statements, choices to choose among, or that the guide does not know. " +
	"Quote statements as they are, with source and permalink, add nothing to them, and say so where the guide has no answer. " +
	"Never send anything about a person that tells who it is: a personal number is refused. " +
	"Languages: nb (Norwegian bokmål), nn (Norwegian nynorsk), en."

// New returns a server of c.Bot.
func New(c Config) (*Server, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{
		c: c, base: cmp.Or(c.BaseURL, scheme),
		recover: chat.Recoverer{Part: "mcp", Log: c.Log, Count: c.Panicked},
		turns:   chat.NewLimiter(chat.Same(chat.PerMinute(turnsPerMinute))),
		asked:   chat.NewLimiter(chat.Same()),
	}
	if c.PerMinute >= 0 {
		s.asked = chat.NewLimiter(chat.Same(chat.PerMinute(cmp.Or(c.PerMinute, usualPerMinute))))
	}
	if err := s.checkSite(); err != nil {
		return nil, err
	}
	s.sdk = mcp.NewServer(
		&mcp.Implementation{Name: "veiviser", Title: "Veiviser", Version: c.Version, WebsiteURL: c.BaseURL},
		&mcp.ServerOptions{
			Instructions: instructions, CompletionHandler: s.complete,
			// What is offered stays the same as long as the program runs, and it logs nothing to clients.
			Capabilities: &mcp.ServerCapabilities{
				Tools: &mcp.ToolCapabilities{}, Prompts: &mcp.PromptCapabilities{}, Resources: &mcp.ResourceCapabilities{},
			},
		})
	s.sdk.AddReceivingMiddleware(s.guarded)
	if err := s.addTools(); err != nil {
		return nil, err
	}
	s.addResources()
	s.addPrompts()
	return s, nil
}

// maxLine bounds a message on a pipe. It is many times what a client has to say, and
// whoever sends more is cut off.
const maxLine = 1 << 20

// Run serves the client that writes to in and reads from out, until it is gone or ctx
// ends. Only messages are written to out.
func (s *Server) Run(ctx context.Context, in io.ReadCloser, out io.WriteCloser) error {
	err := s.sdk.Run(ctx, &mcp.IOTransport{Reader: in, Writer: out, MaxLineLength: maxLine})
	if ctx.Err() != nil {
		return nil // as it was told to
	}
	return err
}

// words are the bot's words in a language; bokmål for none.
func (s *Server) words(l content.Lang) *locales.Words {
	return s.c.Words.In(string(cmp.Or(l, content.Bokmal)))
}

// url is the address of a path of the site; empty for none.
func (s *Server) url(path string) string {
	if path == "" {
		return ""
	}
	return s.base + path
}
