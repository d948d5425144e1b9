// Package bot is the conversation: a [Question] in, an [Answer] out.
//
// [New] takes the guide, the search and the bot's words; [Bot.Answer] reads a
// question in its [Conversation], as manners, a command, a follow-up, a list or a search,
// and lays the answer out as a [Card], which a chat package turns into its platform's form. A [Ref] is a place in
// the guide, for pages, links and buttons alike; [Bot.Open] shows it. The package knows no
// platform and no search library, and never keeps a question's words.
package bot

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Searcher finds entries; [search.Index] is one.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (search.Result, error)
}

// Counter counts what happened, for editors and operators. It must not block.
type Counter interface {
	Count(Event)
}

// Event is one answer, without its question.
type Event struct {
	Platform   Platform
	Entry      string // empty when no single entry was shown
	Section    content.Section
	Lang       content.Lang
	Confidence search.Confidence
	Missing    bool // the section asked for has no source

	Offered []string // ids of the choices that were shown; nil for an answer without any
	Chosen  bool     // Entry was chosen of what was offered
	Refused []string // ids of what was offered, of which none was meant; such an event is no answer
}

// Config is what a Bot is made of. Guide, Index and Words are required.
type Config struct {
	Guide   *content.Guide
	Index   Searcher
	Words   *locales.Catalog
	Counter Counter // nil: nothing is counted

	// Conversations remembers what each is about; nil: every question is the first.
	Conversations Conversations

	// Versions finds entries as they stood; nil: today's alone are known.
	Versions Versions
	// NoPaths leaves paths of one's own out: nothing offers one, and asked for one the bot
	// answers as if it made none.
	NoPaths bool
	// BaseURL is the address of the pages ("https://veiviser.example.no"), by which
	// their links are known in a question. Empty: none are.
	BaseURL string
}

// Bot answers questions from one guide. It is safe for concurrent use. When
// [Bot.Replace] puts another guide in its place, it goes on answering from its own until
// whoever uses it is done: see [Bot.Current].
type Bot struct {
	Places
	c     Config
	index Searcher
	given *remembered
	names func() *search.Completer // made when first typed for
	line  *line

	place    string // number of the municipality, or its county, that it is the bot of; empty for the national one
	national *Bot   // of which a place's is; nil for itself
	placed   placed
}

// New returns a bot that answers from c.Guide.
func New(c Config) *Bot {
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	b := newBot(c)
	b.line = &line{current: b, users: map[*Bot]int{}, retired: map[*Bot]func(){}}
	return b
}

func newBot(c Config) *Bot {
	return &Bot{
		Places: Places{Cards{c.Guide, c.Words}, c.Versions, c.BaseURL}, c: c, index: c.Index, given: newRemembered(),
		names: sync.OnceValue(func() *search.Completer { return search.NewCompleter(c.Guide) }),
	}
}

// MakesPaths reports whether the bot makes paths of one's own.
func (b *Bot) MakesPaths() bool { return !b.c.NoPaths }

// MaxQuestion is the longest question in characters: a page of pasted text. More is
// hardly a question, and Slack's own messages end at ten times that.
const MaxQuestion = 4000

// TooLong reports whether text is longer than a question may be. Whoever takes a text
// from outside asks this before anything else reads the text: it is the one look at it
// that costs nothing.
func TooLong(text string) bool {
	return len(text) > utf8.UTFMax*MaxQuestion || utf8.RuneCountInString(text) > MaxQuestion
}

// Answer answers q. Whatever the text is, the answer is a card that says what to do;
// an error means that something on our side failed, and holds nothing of the text. It may
// be given to others too, so nothing of it is to be written to.
func (b *Bot) Answer(ctx context.Context, q Question) (Answer, error) {
	if q.Municipality != "" {
		at, err := b.at(q.Municipality)
		if err != nil {
			return Answer{}, err
		}
		b = at
	}
	ctx, traced := Trace(ctx, "answer")
	a, err := b.answer(ctx, q)
	traced(Span{
		Platform: q.Platform, Card: string(a.Card.Kind), Section: a.Section, Lang: a.Lang, Confidence: a.Confidence, Failed: err != nil,
	})
	return a, err
}

func (b *Bot) answer(ctx context.Context, q Question) (Answer, error) {
	q.Lang, q.Fallback = known(q.Lang), known(q.Fallback)
	if !TooLong(q.Text) {
		if kind := cmp.Or(FindNumber(q.Text), FindNumber(q.Choice)); kind != "" {
			if t, err := b.begin(ctx, q); err == nil { // else the refusal is in the language there is
				q.Lang, q.Fallback = t.lang, t.q.Fallback
			}
			return b.guarded(q, kind), nil
		}
	}
	if !q.Draft { // which keeps nothing
		done, err := b.line.turns.take(ctx, q.Conversation)
		if err != nil {
			return Answer{}, err
		}
		defer done()
	}
	t, err := b.begin(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	if TooLong(q.Text) {
		l := t.q.orFallback(t.lang)
		return b.plain(l, tooLong(b.words(l))), nil
	}
	a, ok, err := t.answerLink(ctx)
	if !ok && err == nil {
		a, err = b.given.answer(ctx, t)
	}
	if err != nil {
		return Answer{}, err
	}
	b.count(q, a)
	return a, t.end(ctx, a)
}

func (b *Bot) count(q Question, a Answer) {
	if b.c.Counter == nil || q.Draft {
		return
	}
	if len(a.refused) > 0 {
		b.c.Counter.Count(Event{Platform: q.Platform, Lang: a.Lang, Confidence: a.Confidence, Refused: a.refused})
	}
	if !a.counted {
		return
	}
	missing := len(a.Card.Sections) > 0 && a.Card.Sections[0].Gap
	b.c.Counter.Count(Event{
		Platform: q.Platform, Entry: a.Card.Entry, Section: a.Section, Lang: a.Lang,
		Confidence: a.Confidence, Missing: missing, Offered: choiceIDs(a.Card), Chosen: a.chosen,
	})
}

// orFallback is l, or the language of answers to texts that have none.
func (q Question) orFallback(l content.Lang) content.Lang {
	return cmp.Or(l, q.Fallback, content.Bokmal)
}

// plain is an answer that no search led to.
func (b *Bot) plain(l content.Lang, c Card) Answer {
	return Answer{Lang: l, Confidence: search.None, Card: c, Release: b.guide.Release()}
}

func (b *Bot) guarded(q Question, kind NumberKind) Answer {
	l := q.orFallback(q.Lang)
	a := b.plain(l, guardCard(b.words(l), kind))
	a.Guard = kind
	return a
}
