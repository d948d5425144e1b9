package mcpchat_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"os"
	"slices"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/mcpchat"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

const base = "https://veiviser.example.no"

// served is a server with what it is made of.
type served struct {
	*mcpchat.Server
	parts bottest.Parts
	bot   *bot.Bot
	log   *chattest.Log
}

// small is a guide of six entries.
func small(tb testing.TB) bottest.Parts {
	tb.Helper()
	g, err := content.Load(os.DirFS("../testdata/guide"))
	if err != nil {
		tb.Fatal(err)
	}
	ix, err := search.New(g)
	if err != nil {
		tb.Fatal(err)
	}
	w, err := locales.New()
	if err != nil {
		tb.Fatal(err)
	}
	return bottest.Parts{Guide: g, Index: ix, Words: w}
}

// serve returns a server of the guide that ships with the program, whose settings with may
// change.
func serve(tb testing.TB, with func(*mcpchat.Config)) served {
	tb.Helper()
	return serveOf(tb, bottest.Whole(tb), with)
}

func serveOf(tb testing.TB, parts bottest.Parts, with func(*mcpchat.Config)) served {
	tb.Helper()
	s := served{parts: parts, log: &chattest.Log{}}
	s.bot = bot.New(bot.Config{Guide: s.parts.Guide, Index: s.parts.Index, Words: s.parts.Words, Conversations: bot.NewMemory(100), BaseURL: base})
	c := mcpchat.Config{Bot: s.bot, Words: s.parts.Words, Log: slog.New(slog.NewJSONHandler(s.log, nil)), BaseURL: base}
	if with != nil {
		with(&c)
	}
	var err error
	if s.Server, err = mcpchat.New(c); err != nil {
		tb.Fatal(err)
	}
	return s
}

// dial connects a client to the server through a pipe, as a program that it starts.
func (s served) dial(tb testing.TB) client {
	tb.Helper()
	here, there := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- s.Run(context.WithoutCancel(tb.Context()), there, there) }()
	tb.Cleanup(func() { here.Close(); <-done })
	return connect(tb, &mcp.IOTransport{Reader: here, Writer: here})
}

// client is a client that knows nothing of the server but the protocol.
type client struct{ *mcp.ClientSession }

func connect(tb testing.TB, t mcp.Transport) client {
	tb.Helper()
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(tb.Context(), t, nil)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { session.Close() })
	return client{session}
}

// call calls a tool and returns its data and its text.
func (c client) call(tb testing.TB, tool string, args map[string]any) (data map[string]any, text string, failed bool) {
	tb.Helper()
	res, err := c.CallTool(tb.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		tb.Fatalf("%s: %v", tool, err)
	}
	for _, part := range res.Content {
		text += part.(*mcp.TextContent).Text
	}
	data, _ = res.StructuredContent.(map[string]any)
	return data, text, res.IsError
}

// must is call for what has to succeed.
func (c client) must(tb testing.TB, tool string, args map[string]any) (data map[string]any, text string) {
	tb.Helper()
	data, text, failed := c.call(tb, tool, args)
	if failed {
		tb.Fatalf("%s %v: %s", tool, args, text)
	}
	return data, text
}

// as reads data as a T.
func as[T any](tb testing.TB, data any) (out T) {
	tb.Helper()
	b, err := json.Marshal(data)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// reply is what the tests read of a reply.
type reply struct {
	Kind, Language, Confidence, Title, Side, Entry, Gap, Conversation, Page, Permalink, Release string

	Statements []statement
	Choices    []option
	Sections   []struct {
		Section    content.Section
		Gap        bool
		Statements []statement
	}
	Lists []struct{ Items []option }
	Step  struct {
		Origin      string
		Constructed bool
	}
	Table struct {
		Columns []option
		Rows    []struct {
			Section content.Section
			Cells   []struct {
				Short     string
				Statement *statement
			}
		}
	}
}

type statement struct {
	Text, Whole, Caution, Entry, Permalink string

	Section content.Section
	Sources []bot.Source
	Law     *bot.Rule
}

type option struct {
	Entry, Title, URL string
	Number            int
	Says              *statement
}

// all are the statements of a reply, wherever they stand.
func (r reply) all() []statement {
	out := slices.Clone(r.Statements)
	for _, c := range r.Choices {
		if c.Says != nil {
			out = append(out, *c.Says)
		}
	}
	for _, row := range r.Table.Rows {
		for _, c := range row.Cells {
			if c.Statement != nil {
				out = append(out, *c.Statement)
			}
		}
	}
	for _, s := range r.Sections {
		if !s.Gap && r.Entry != "" {
			out = append(out, s.Statements...)
		}
	}
	return out
}

// heldout are n of the questions that the search is judged by, from all of them.
func heldout(tb testing.TB, n int) []string {
	tb.Helper()
	all := bottest.Judged(tb, "../../search/testdata/heldout.jsonl")
	out := make([]string, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}
