// Package bot is the conversation: a [Question] in, an [Answer] out.
//
// [New] takes the guide, the search and the bot's words; [Bot.Answer] reads a
// question as a command, a follow-up, a filter or a search and lays the answer out as
// a [Card], which a chat package turns into its platform's form. The package knows no
// platform and no search library, and never keeps a question's words.
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Searcher finds entries; [search.Index] is one.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (search.Result, error)
}

// Threads remembers what a conversation was about last. [Memory] is one.
type Threads interface {
	// Last returns what Keep kept for the conversation; ok is false for none.
	Last(ctx context.Context, conversation string) (t Thread, ok bool, err error)
	Keep(ctx context.Context, conversation string, t Thread) error
}

// Thread is what is remembered of a conversation: never its words.
type Thread struct {
	Entry string       // id of the entry shown last
	Lang  content.Lang // language chosen by command; empty for none
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
}

// Config is what a Bot is made of. Guide, Index and Words are required.
type Config struct {
	Guide   *content.Guide
	Index   Searcher
	Words   *locales.Catalog
	Threads Threads // nil: follow-ups are not understood
	Counter Counter // nil: nothing is counted
}

// Bot answers questions. It is safe for concurrent use.
type Bot struct{ c Config }

// New returns a bot that answers from c.Guide.
func New(c Config) *Bot { return &Bot{c} }

// Guide returns the guide the bot answers from.
func (b *Bot) Guide() *content.Guide { return b.c.Guide }

// MaxQuestion is the longest question in characters: a page of pasted text. More is
// hardly a question, and Slack's own messages end at ten times that.
const MaxQuestion = 4000

// Answer answers q. Whatever the text is, the answer is a card that says what to do;
// an error means that something on our side failed, and holds nothing of the text.
func (b *Bot) Answer(ctx context.Context, q Question) (Answer, error) {
	text := Visible(q.Text)
	if kind := FindNumber(text); kind != "" {
		return b.guarded(q, kind), nil
	}
	lang, err := b.answerLang(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	if utf8.RuneCountInString(text) > MaxQuestion {
		l := q.orFallback(lang)
		return b.plain(l, tooLong(b.words(l))), nil
	}
	if a, ok, err := b.command(ctx, q, text, lang); ok || err != nil {
		return a, err
	}
	res, err := b.c.Index.Search(ctx, search.Query{Text: text, Lang: lang, Fallback: q.Fallback})
	if errors.Is(err, search.ErrEmptyQuery) {
		l := q.orFallback(lang)
		return b.plain(l, emptyCard(b.words(l))), nil
	}
	if err != nil {
		return Answer{}, fmt.Errorf("search: %w", err)
	}
	if res, err = b.followUp(ctx, q, text, res); err != nil {
		return Answer{}, err
	}
	a := b.lay(text, res)
	b.count(q, a)
	return a, b.keep(ctx, q, a)
}

// answerLang is the language to answer in: chosen with the question, chosen in the
// conversation before, or empty to detect it.
func (b *Bot) answerLang(ctx context.Context, q Question) (content.Lang, error) {
	if q.Lang != "" || q.Conversation == "" || b.c.Threads == nil {
		return q.Lang, nil
	}
	t, _, err := b.c.Threads.Last(ctx, q.Conversation)
	if err != nil {
		return "", fmt.Errorf("last entry of the conversation: %w", err)
	}
	return t.Lang, nil
}

// followUp answers a question that names a side but no entry ("og hva lever hun av?")
// from the entry the conversation was about.
func (b *Bot) followUp(ctx context.Context, q Question, text string, res search.Result) (search.Result, error) {
	if q.Conversation == "" || b.c.Threads == nil || !res.FollowUp {
		return res, nil
	}
	t, ok, err := b.c.Threads.Last(ctx, q.Conversation)
	if err != nil {
		return res, fmt.Errorf("last entry of the conversation: %w", err)
	}
	if e, known := b.c.Guide.Entry(t.Entry); ok && known {
		res.Confidence = search.Strong
		res.Hits = []search.Hit{{Entry: e, Score: 1}}
	}
	return res, nil
}

// lay chooses the card for what was found.
func (b *Bot) lay(text string, res search.Result) Answer {
	a := Answer{
		Lang: res.Lang, Confidence: res.Confidence, Section: res.Section, Hits: res.Hits,
		Release: b.c.Guide.Release(),
	}
	if f := ParseFilter(text); f.Lists() {
		a.Card = b.List(res.Lang, f)
		return a
	}
	switch res.Confidence {
	case search.Strong:
		a.Card = b.EntryCard(res.Lang, res.Hits[0].Entry, res.Section)
	case search.Weak:
		a.Card = b.choices(res)
	default:
		a.Card = b.none(res.Lang)
	}
	return a
}

func (b *Bot) keep(ctx context.Context, q Question, a Answer) error {
	if q.Conversation == "" || b.c.Threads == nil || a.Card.Entry == "" {
		return nil
	}
	t, _, err := b.c.Threads.Last(ctx, q.Conversation)
	if err == nil {
		t.Entry = a.Card.Entry
		err = b.c.Threads.Keep(ctx, q.Conversation, t)
	}
	if err != nil {
		return fmt.Errorf("keep the conversation's entry: %w", err)
	}
	return nil
}

// Showed tells the bot that a conversation was shown an entry without a question, by
// the press of a button, so that follow-ups are about it.
func (b *Bot) Showed(ctx context.Context, conversation, entry string) error {
	return b.keep(ctx, Question{Conversation: conversation}, Answer{Card: Card{Entry: entry}})
}

func (b *Bot) count(q Question, a Answer) {
	if b.c.Counter == nil || q.Draft {
		return
	}
	missing := len(a.Card.Sections) > 0 && a.Card.Sections[0].Gap
	b.c.Counter.Count(Event{
		Platform: q.Platform, Entry: a.Card.Entry, Section: a.Section, Lang: a.Lang,
		Confidence: a.Confidence, Missing: missing,
	})
}

func (b *Bot) words(l content.Lang) *locales.Words { return b.c.Words.In(string(l)) }

// orFallback is l, or the language of answers to texts that have none.
func (q Question) orFallback(l content.Lang) content.Lang {
	return cmp.Or(l, q.Fallback, content.Bokmal)
}

// plain is an answer that no search led to.
func (b *Bot) plain(l content.Lang, c Card) Answer {
	return Answer{Lang: l, Confidence: search.None, Card: c, Release: b.c.Guide.Release()}
}

func (b *Bot) guarded(q Question, kind NumberKind) Answer {
	l := q.orFallback(q.Lang)
	a := b.plain(l, guardCard(b.words(l), kind))
	a.Guard = kind
	return a
}
