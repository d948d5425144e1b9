package chat

import (
	"context"
	"errors"
	"fmt"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Verb is what a button does. Verbs stand in messages for years: one that was sent is
// never given another meaning.
type Verb string

// The verbs that every chat has.
const (
	Show     Verb = "show"     // another entry, as an answer
	Step     Verb = "step"     // a step of a journey, in place of what is shown
	Again    Verb = "card"     // the card again, in place of a note or a text
	Note     Verb = "note"     // the case note
	Snippet  Verb = "snippet"  // the text to the participant; the value is its language
	Map      Verb = "map"      // the opportunity map
	Share    Verb = "share"    // what one person sees, to everybody
	Feedback Verb = "feedback" // whether it was of use; the value is Helpful or NotHelpful
)

// The values of Feedback.
const (
	Helpful    = "yes"
	NotHelpful = "no"
)

// ErrUnknownVerb is a button that this program has not.
var ErrUnknownVerb = errors.New("no such verb")

// Action is a button that was pressed.
type Action struct {
	IDs          []string // tell it apart; see [Event]
	Verb         Verb
	Ref          bot.Ref
	Value        string
	At           Address
	Conversation string // the same as of a [Question] there; empty for none
	Key          string // tells its answer apart; empty for the first id
}

// actions are the verbs with what they do.
var actions = map[Verb]func(*Chat, context.Context, Action) error{
	Show: (*Chat).show, Step: (*Chat).step, Again: (*Chat).again, Note: (*Chat).note, Snippet: (*Chat).snippet,
	Map: (*Chat).showMap, Share: (*Chat).share, Feedback: (*Chat).feedback,
}

// Known reports whether a verb is one of every chat's.
func Known(v Verb) bool { return actions[v] != nil }

// Act does what a button asks for. It returns as [Chat.Do] does; an unknown verb is
// [ErrUnknownVerb].
func (c *Chat) Act(ctx context.Context, a Action) error {
	do, ok := actions[a.Verb]
	if !ok {
		return fmt.Errorf("%w: %.20q", ErrUnknownVerb, a.Verb)
	}
	if a.At.Lang == "" {
		a.At.Lang = a.Ref.Lang
	}
	if len(a.IDs) > 0 && a.Key == "" {
		a.Key = a.IDs[0]
	}
	e := Event{IDs: a.IDs, Name: string(a.Verb), Do: func(ctx context.Context) error {
		err := do(c, ctx, a)
		if errors.Is(err, bot.ErrGone) {
			return c.gone(ctx, a.At)
		}
		return err
	}}
	return c.Do(ctx, e, a.At)
}

// card lays out the place an action is about.
func (c *Chat) card(ctx context.Context, r bot.Ref) (Message, *content.Entry, error) {
	res, card, err := c.c.Bot.Open(ctx, r)
	if err != nil {
		return Message{}, nil, err
	}
	return Message{Lang: r.Lang, Card: card, Ref: res.Ref, Changed: res.State == bot.Superseded}, res.Entry, nil
}

// gone tells that what a button shows is no longer there.
func (c *Chat) gone(ctx context.Context, at Address) error {
	l := c.Language(ctx, at)
	m := Message{Kind: TextMessage, Lang: l, Text: c.c.Words.In(string(l)).Text(locales.LinkGone)}
	if at.Surface == InDialog || at.Surface == OnHome {
		return c.open(ctx, at, m)
	}
	return c.Tell(ctx, at, m)
}

// open shows m in a dialog, or where there are none, in the place of what was pressed.
func (c *Chat) open(ctx context.Context, at Address, m Message) error {
	if o, ok := c.c.Platform.(Opener); ok {
		return o.Open(ctx, at, m)
	}
	return c.replace(ctx, at, m)
}

// replace puts m in the place of what was pressed, or where that can't be, shows it to
// the person alone.
func (c *Chat) replace(ctx context.Context, at Address, m Message) error {
	if r, ok := c.c.Platform.(Replacer); ok {
		return r.Replace(ctx, at, m)
	}
	return c.Tell(ctx, at, m)
}

// beside shows m where a person pressed for more: in the thread; where only they see
// what they pressed on, in its place; in a dialog from a dialog or the home page.
func (c *Chat) beside(ctx context.Context, a Action, m Message) error {
	switch s := a.At.Surface; {
	case s == InDialog || s == OnHome:
		m.Municipality = c.Preference(ctx, a.At).Municipality
		return c.open(ctx, a.At, m)
	case s == Ephemeral:
		m.Private, m.Municipality = true, c.Preference(ctx, a.At).Municipality
		return c.replace(ctx, a.At, m)
	case s == OnPreview, c.c.Private && !a.At.Direct:
		m.Private, m.Municipality = true, c.Preference(ctx, a.At).Municipality
		return c.Tell(ctx, a.At, m)
	}
	return c.Post(ctx, a.At, m)
}

// show answers with another entry; the conversation is about it from then on.
func (c *Chat) show(ctx context.Context, a Action) error {
	m, e, err := c.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	m.Key = a.Key
	if err := c.beside(ctx, a, m); err != nil {
		return err
	}
	if a.Conversation == "" {
		return nil
	}
	conversation := string(c.c.Platform.Name()) + "/" + a.At.Workspace + "/" + a.Conversation
	if err := c.c.Bot.Showed(ctx, conversation, e.ID); err != nil {
		c.c.Log.WarnContext(ctx, "a conversation's subject is not kept", "platform", c.c.Platform.Name(), "err", err)
	}
	return nil
}

// step puts another step in the place of the one shown.
func (c *Chat) step(ctx context.Context, a Action) error {
	m, _, err := c.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	if s := a.At.Surface; s == InDialog || s == OnHome || s == OnPreview {
		return c.beside(ctx, a, m)
	}
	m.Private = a.At.Surface == Ephemeral
	return c.replace(ctx, a.At, m)
}

func (c *Chat) again(ctx context.Context, a Action) error {
	m, _, err := c.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	return c.replace(ctx, a.At, m)
}

func (c *Chat) note(ctx context.Context, a Action) error {
	m, err := c.NoteOf(ctx, a.Ref)
	if err != nil {
		return err
	}
	if c.c.Editors != nil {
		c.c.Editors.NoteCopied(m.Ref.Entry, m.Lang)
	}
	return c.open(ctx, a.At, m)
}

// NoteOf makes the case note of a place.
func (c *Chat) NoteOf(ctx context.Context, r bot.Ref) (Message, error) {
	r.Note = true
	res, card, err := c.c.Bot.Open(ctx, r)
	if err != nil {
		return Message{}, err
	}
	n := c.c.Bot.Note(card, bot.NoteOptions{Base: c.c.BaseURL, On: c.c.Now(), Standing: c.c.Bot.Standing(res)})
	return Message{Kind: NoteMessage, Lang: card.Lang, Card: card, Ref: res.Ref, Note: n}, nil
}

// snippet shows the text to the participant: in the language of the value, else first
// in one that is neither the original's nor English, which advisers read themselves.
func (c *Chat) snippet(ctx context.Context, a Action) error {
	m, e, err := c.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	lang := a.Value
	if _, ok := e.Snippet(lang); !ok {
		lang = ""
	}
	for _, s := range e.Snippets {
		if a.Value != "" && lang != "" {
			break
		}
		if lang == "" || lang == string(content.Bokmal) || lang == string(content.English) {
			lang = s.Lang
		}
	}
	s, ok := c.c.Bot.Snippet(m.Lang, e, lang)
	if !ok {
		return bot.ErrGone
	}
	m.Kind, m.Snippet = SnippetMessage, s
	return c.open(ctx, a.At, m)
}

// showMap shows the map to who asked for it: it is long.
func (c *Chat) showMap(ctx context.Context, a Action) error {
	l := c.Language(ctx, a.At)
	m := Message{Lang: l, Card: c.c.Bot.Map(l)}
	if s := a.At.Surface; s == InDialog || s == OnHome {
		return c.open(ctx, a.At, m)
	}
	if !c.limits.Private {
		return c.Post(ctx, a.At, m)
	}
	m.Private = true
	return c.Tell(ctx, a.At, m)
}

// share shows everybody what one person saw.
func (c *Chat) share(ctx context.Context, a Action) error {
	m, _, err := c.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	if s, ok := c.c.Platform.(Sharer); ok {
		Begin(ctx)
		return s.Share(ctx, a.At, m)
	}
	return c.Post(ctx, a.At, m)
}

// feedback passes on whether an answer was of use, and thanks.
func (c *Chat) feedback(ctx context.Context, a Action) error {
	_, e, err := c.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	if c.c.Editors != nil && (a.Value == Helpful || a.Value == NotHelpful) {
		err := c.c.Editors.Feedback(bot.Feedback{
			Person: a.At.who(c.c.Platform.Name()), Entry: e.ID, Lang: c.Language(ctx, a.At), Helpful: a.Value == Helpful,
		})
		if err != nil {
			c.c.Log.WarnContext(ctx, "feedback is not kept", "platform", c.c.Platform.Name(), "err", err)
		}
	}
	return c.sentence(ctx, a.At, locales.ChatThanks)
}
