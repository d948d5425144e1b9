package mcpchat

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// What the tools take.
type (
	askArgs struct {
		Question     string       `json:"question,omitempty" jsonschema:"in bokmål, nynorsk or English, at most 4000 characters; never with a personal number"`
		Language     content.Lang `json:"language,omitempty" jsonschema:"to answer in; the question's where it is left out"`
		Conversation string       `json:"conversation,omitempty" jsonschema:"what the answer before gave as conversation, to ask on; left out for a new one"`
		Choice       string       `json:"choice,omitempty" jsonschema:"in place of a question: the number of a choice of the answer before, or an entry's id"`
		Municipality string       `json:"municipality,omitempty" jsonschema:"its number, four digits: local offers of there stand beside the national ones; left out for the national ones alone"`
	}
	entryArgs struct {
		Entry    string          `json:"entry" jsonschema:"id (kvalifiseringsprogram) or permalink"`
		Section  content.Section `json:"section,omitempty" jsonschema:"left out for the whole entry"`
		Language content.Lang    `json:"language,omitempty" jsonschema:"the permalink's, else nb, where it is left out"`
	}
	journeyArgs struct {
		Journey  string       `json:"journey" jsonschema:"id (jamal) or permalink"`
		Step     int          `json:"step,omitempty" jsonschema:"from 1; left out for whose journey it is and the list of its steps"`
		Language content.Lang `json:"language,omitempty" jsonschema:"the permalink's, else nb, where it is left out"`
	}
	compareArgs struct {
		Entries  []string        `json:"entries" jsonschema:"two or three ids or permalinks"`
		Section  content.Section `json:"section,omitempty" jsonschema:"to compare by; left out for those that tell most"`
		Language content.Lang    `json:"language,omitempty" jsonschema:"nb where it is left out"`
	}
)

// tool says what a tool is. All of them read.
type tool struct{ name, title, description string }

func (s *Server) addTools() error {
	return errors.Join(
		addTool(s, tool{
			"ask", "Ask the guide", "Answer a question from the guide: one to three statements, each with its source; or choices; or that nothing answers, and who can be asked.",
		}, replier.ask),
		addTool(s, tool{"entry", "Read an entry", "All that the guide has of an offer, a support, a right, an actor or a topic, or of one section of it, also as it stood."}, replier.entry),
		addTool(s, tool{"journey", "Follow a journey", "A participant's way, constructed from sources: who, where to, and its steps, or one step."}, replier.journey),
		addTool(s, tool{"compare", "Compare entries", "Two or three entries side by side, by a section or by those that tell most."}, replier.compare),
		addTool(s, tool{"changes", "What is changed", "Changes of law that touch the guide, those to come and those in force since a day, and the entries that have changed since."}, replier.changes),
	)
}

// answering is what a tool gives: data that is text too.
type answering interface {
	plain(*locales.Words) string
	lang() content.Lang
}

func (r reply) lang() content.Lang { return r.Lang }

// addTool adds a tool that do answers, of today's guide.
func addTool[In any, Out answering](s *Server, t tool, do func(replier, context.Context, In) (Out, error)) error {
	in, err := jsonschema.For[In](&jsonschema.ForOptions{TypeSchemas: words()})
	if err != nil {
		return fmt.Errorf("what %s takes: %w", t.name, err)
	}
	out, err := schemaOf[Out]()
	if err != nil {
		return fmt.Errorf("what %s gives: %w", t.name, err)
	}
	never := false
	mcp.AddTool(s.sdk, &mcp.Tool{
		Name: t.name, Title: t.title, Description: t.description, InputSchema: each(in, func(*jsonschema.Schema) {}), OutputSchema: out,
		Annotations: &mcp.ToolAnnotations{Title: t.title, ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &never, OpenWorldHint: &never},
	}, func(ctx context.Context, _ *mcp.CallToolRequest, args In) (*mcp.CallToolResult, Out, error) {
		b, done := s.c.Bot.Current()
		defer done()
		got, err := do(replier{Server: s, bot: b}, ctx, args)
		if err != nil {
			return nil, got, s.told(ctx, t.name, err)
		}
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: got.plain(s.words(got.lang()))}}}, got, nil
	})
	return nil
}

// told is what a client is told of an error: what it can do something about as it is, and
// of a fault of ours no more than that, which the log tells.
func (s *Server) told(ctx context.Context, tool string, err error) error {
	if w, ok := errors.AsType[wrong](err); ok {
		return w
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.c.Log.ErrorContext(ctx, "a tool does not answer", "platform", bot.MCP, "tool", tool, "err", err)
	return errors.New(s.failed(ctx, ""))
}

// ask answers a question as every chat does.
func (s replier) ask(ctx context.Context, in askArgs) (reply, error) {
	if in.Municipality != "" && !chat.IsMunicipality(in.Municipality) {
		return reply{}, wrong(s.words(in.Language).Text(locales.LocalBad))
	}
	id := in.Conversation
	switch w := s.words(in.Language); {
	case id == "":
		id = bot.NewConversationID()
	case !bot.IsConversationID(id):
		return reply{}, wrong(w.Text(locales.McpNoConversation))
	case !s.turns.Allow(id):
		return reply{}, wrong(w.Text(locales.ChatTooFast))
	}
	a, err := s.bot.Answer(ctx, bot.Question{
		Text: strings.ToValidUTF8(in.Question, ""), Lang: in.Language, Platform: bot.MCP, Conversation: "mcp:" + id, Choice: in.Choice, Municipality: in.Municipality,
	})
	if err != nil {
		return reply{}, err
	}
	r := s.answer(a.Card)
	r.Lang, r.Confidence, r.Conversation = a.Lang, string(a.Confidence), id
	return r, nil
}

// entry gives an entry, today's or as it stood.
func (s replier) entry(ctx context.Context, in entryArgs) (reply, error) {
	r, ok := s.place(in.Entry, in.Language)
	if !ok {
		return reply{}, s.unknown(ctx, in.Language, in.Entry)
	}
	if r.Section = cmp.Or(in.Section, r.Section); in.Section != "" {
		r.Step = 0
	}
	_, c, err := s.open(ctx, r, in.Entry)
	if err != nil {
		return reply{}, err
	}
	return s.whole(c), nil
}

// journey gives a journey with its steps, or one of them.
func (s replier) journey(ctx context.Context, in journeyArgs) (reply, error) {
	r, ok := s.place(in.Journey, in.Language)
	if !ok {
		return reply{}, s.unknown(ctx, in.Language, in.Journey)
	}
	r.Step, r.Section = cmp.Or(in.Step, r.Step), ""
	res, c, err := s.open(ctx, r, in.Journey)
	if err != nil {
		return reply{}, err
	}
	switch w, steps := s.words(r.Lang), len(res.Entry.Steps); {
	case res.Entry.Kind != content.Journey:
		return reply{}, wrong(w.Text(locales.McpNoJourney))
	case r.Step < 0 || r.Step > steps:
		return reply{}, wrong(w.Text(locales.NoSuchPlaceTitle, "Last", steps))
	}
	return s.whole(c), nil
}

// compare sets entries side by side.
func (s replier) compare(ctx context.Context, in compareArgs) (reply, error) {
	var ids []string
	for _, named := range in.Entries[:min(len(in.Entries), bot.MaxCompared+1)] {
		r, ok := s.place(named, in.Language)
		if !ok {
			return reply{}, s.unknown(ctx, in.Language, named)
		}
		res, err := s.bot.Resolve(ctx, r)
		switch {
		case err != nil:
			return reply{}, err
		case res.Today == nil:
			return reply{}, s.unknown(ctx, in.Language, named)
		case !slices.Contains(ids, res.Today.ID):
			ids = append(ids, res.Today.ID)
		}
	}
	l := cmp.Or(in.Language, content.Bokmal)
	c, ok := s.bot.Compare(l, ids, in.Section)
	if !ok || len(in.Entries) > bot.MaxCompared {
		return reply{}, wrong(s.words(l).Text(locales.McpCompare))
	}
	return s.answer(c), nil
}
