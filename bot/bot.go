// Package bot is the conversation: a [Question] in, an [Answer] out.
//
// [New] takes the guide, the search and the bot's words; [Bot.Answer] reads a
// question as a command, a follow-up, a filter or a search and lays the answer out as
// a [Card], which a chat package turns into its platform's form. A [Ref] is a place in
// the guide, for pages, links and buttons alike; [Bot.Open] shows it. The package knows no
// platform and no search library, and never keeps a question's words.
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Searcher finds entries; [search.Index] is one.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (search.Result, error)
}

// Threads remembers what a conversation was about last.
type Threads interface {
	// Last returns what Keep kept for the conversation; ok is false for none.
	Last(ctx context.Context, conversation string) (t Thread, ok bool, err error)
	Keep(ctx context.Context, conversation string, t Thread) error
}

// Thread is what is remembered of a conversation: never its words. It is kept as JSON
// for a day, so a field can be added but not renamed. Whatever is a string must be an
// entry's id or a word of the guide's own lists: nothing else is kept.
type Thread struct {
	Entry    string       `json:"entry,omitempty"`    // id of the entry shown last; empty for none
	Lang     content.Lang `json:"lang,omitempty"`     // language chosen by command, for the whole conversation; empty for none
	Answered content.Lang `json:"answered,omitempty"` // language of the last answer; empty for none
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

	// Versions finds entries as they stood; nil: today's alone are known.
	Versions Versions
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
	line  *line
}

// New returns a bot that answers from c.Guide.
func New(c Config) *Bot {
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	b := newBot(c)
	b.line = &line{current: b, users: map[*Bot]int{}, retired: map[*Bot]func(){}}
	return b
}

func newBot(c Config) *Bot {
	return &Bot{Places: Places{Cards{c.Guide, c.Words}, c.Versions, c.BaseURL}, c: c, index: c.Index}
}

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
// an error means that something on our side failed, and holds nothing of the text.
func (b *Bot) Answer(ctx context.Context, q Question) (Answer, error) {
	q.Lang, q.Fallback = known(q.Lang), known(q.Fallback)
	if TooLong(q.Text) {
		return b.refuseLong(ctx, q)
	}
	if kind := FindNumber(q.Text); kind != "" {
		return b.guarded(q, kind), nil
	}
	text := Visible(q.Text)
	lang, err := b.answerLang(ctx, &q)
	if err != nil {
		return Answer{}, err
	}
	if a, ok, err := b.command(ctx, q, text, lang); err != nil {
		return a, err
	} else if ok {
		return a, b.keep(ctx, q, a)
	}
	if a, ok, err := b.answerLink(ctx, q, text, lang); ok || err != nil {
		return a, err
	}
	res, err := b.index.Search(ctx, search.Query{Text: text, Lang: lang, Fallback: q.Fallback})
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
// conversation before, or empty to detect it. A question that tells none follows the
// last answer of the conversation, which becomes q.Fallback.
func (b *Bot) answerLang(ctx context.Context, q *Question) (content.Lang, error) {
	if q.Lang != "" || q.Conversation == "" || b.c.Threads == nil {
		return q.Lang, nil
	}
	t, _, err := b.c.Threads.Last(ctx, q.Conversation)
	if err != nil {
		return "", fmt.Errorf("last entry of the conversation: %w", err)
	}
	q.Fallback = cmp.Or(known(t.Answered), q.Fallback)
	return known(t.Lang), nil
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
	if e, known := b.guide.Entry(t.Entry); ok && known {
		res.Confidence = search.Strong
		res.Hits = []search.Hit{{Entry: e, Score: 1}}
	}
	return res, nil
}

// lay chooses the card for what was found.
func (b *Bot) lay(text string, res search.Result) Answer {
	co := b.in(res.Lang)
	a := Answer{
		Lang: co.lang, Confidence: res.Confidence, Section: res.Section, Hits: res.Hits,
		Release: b.guide.Release(),
	}
	if f := ParseFilter(text); f.Lists() {
		a.Card = lists{co}.list(f)
		return a
	}
	switch res.Confidence {
	case search.Strong:
		a.Card = co.entryCard(res.Hits[0].Entry, res.Section)
	case search.Weak:
		a.Card = lists{co}.choices(res.Hits)
	default:
		a.Card = lists{co}.none()
	}
	return a
}

// keep remembers what was answered: its language, and the entry that was shown.
func (b *Bot) keep(ctx context.Context, q Question, a Answer) error {
	if q.Conversation == "" || b.c.Threads == nil || q.Draft {
		return nil
	}
	t, _, err := b.c.Threads.Last(ctx, q.Conversation)
	if err == nil {
		t.Entry, t.Answered = cmp.Or(a.Card.Entry, t.Entry), cmp.Or(a.Lang, t.Answered)
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

// orFallback is l, or the language of answers to texts that have none.
func (q Question) orFallback(l content.Lang) content.Lang {
	return cmp.Or(l, q.Fallback, content.Bokmal)
}

// plain is an answer that no search led to.
func (b *Bot) plain(l content.Lang, c Card) Answer {
	return Answer{Lang: l, Confidence: search.None, Card: c, Release: b.guide.Release()}
}

// refuseLong answers a text that is too long to be read.
func (b *Bot) refuseLong(ctx context.Context, q Question) (Answer, error) {
	lang, err := b.answerLang(ctx, &q)
	if err != nil {
		return Answer{}, err
	}
	l := q.orFallback(lang)
	return b.plain(l, tooLong(b.words(l))), nil
}

func (b *Bot) guarded(q Question, kind NumberKind) Answer {
	l := q.orFallback(q.Lang)
	a := b.plain(l, guardCard(b.words(l), kind))
	a.Guard = kind
	return a
}
