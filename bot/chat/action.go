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

// handler does one action, from one guide.
type handler struct {
	*Chat
	bot *bot.Bot
}

// handle calls do with the guide served today.
func (c *Chat) handle(do func(handler) error) error {
	b, done := c.c.Bot.Current()
	defer done()
	return do(handler{c, b})
}

// actions are the verbs with what they do.
var actions = map[Verb]func(handler, context.Context, Action) error{
	Show: handler.show, Step: handler.step, Again: handler.again, Note: handler.note, Snippet: handler.snippet,
	Map: handler.showMap, Share: handler.share, Feedback: handler.feedback,
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
		return c.handle(func(h handler) error {
			err := do(h, ctx, a)
			if errors.Is(err, bot.ErrGone) {
				return h.gone(ctx, a.At)
			}
			return err
		})
	}}
	return c.Do(ctx, e, a.At)
}

// card lays out the place an action is about.
func (h handler) card(ctx context.Context, r bot.Ref) (Message, *content.Entry, error) {
	res, card, err := h.bot.Open(ctx, r)
	if err != nil {
		return Message{}, nil, err
	}
	return Message{Lang: r.Lang, Card: card, Ref: res.Ref, Changed: res.State == bot.Older}, res.Entry, nil
}

// gone tells that what a button shows is no longer there.
func (h handler) gone(ctx context.Context, at Address) error {
	l := h.Language(ctx, at)
	m := Message{Kind: TextMessage, Lang: l, Text: h.c.Words.In(string(l)).Text(locales.LinkGone)}
	if at.Surface == InDialog || at.Surface == OnHome {
		return h.open(ctx, at, m)
	}
	return h.Tell(ctx, at, m)
}

// open shows m in a dialog, or where there are none, in the place of what was pressed.
func (h handler) open(ctx context.Context, at Address, m Message) error {
	if o, ok := h.c.Platform.(Opener); ok {
		return o.Open(ctx, at, m)
	}
	return h.replace(ctx, at, m)
}

// replace puts m in the place of what was pressed, or where that can't be, shows it to
// the person alone.
func (h handler) replace(ctx context.Context, at Address, m Message) error {
	if r, ok := h.c.Platform.(Replacer); ok {
		return r.Replace(ctx, at, m)
	}
	return h.Tell(ctx, at, m)
}

// beside shows m where a person pressed for more: in the thread; where only they see
// what they pressed on, in its place; in a dialog from a dialog or the home page.
func (h handler) beside(ctx context.Context, a Action, m Message) error {
	switch s := a.At.Surface; {
	case s == InDialog || s == OnHome:
		m.Municipality = h.Preference(ctx, a.At).Municipality
		return h.open(ctx, a.At, m)
	case s == Ephemeral:
		m.Private, m.Municipality = true, h.Preference(ctx, a.At).Municipality
		return h.replace(ctx, a.At, m)
	case s == OnPreview, h.c.Private && !a.At.Direct:
		m.Private, m.Municipality = true, h.Preference(ctx, a.At).Municipality
		return h.Tell(ctx, a.At, m)
	}
	return h.Post(ctx, a.At, m)
}

// show answers with another entry; the conversation is about it from then on.
func (h handler) show(ctx context.Context, a Action) error {
	m, e, err := h.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	m.Key = a.Key
	if err := h.beside(ctx, a, m); err != nil {
		return err
	}
	if a.Conversation == "" {
		return nil
	}
	conversation := string(h.c.Platform.Name()) + "/" + a.At.Workspace + "/" + a.Conversation
	if err := h.bot.Showed(ctx, conversation, e.ID); err != nil {
		h.c.Log.WarnContext(ctx, "a conversation's subject is not kept", "platform", h.c.Platform.Name(), "err", err)
	}
	return nil
}

// step puts another step in the place of the one shown.
func (h handler) step(ctx context.Context, a Action) error {
	m, _, err := h.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	if s := a.At.Surface; s == InDialog || s == OnHome || s == OnPreview {
		return h.beside(ctx, a, m)
	}
	m.Private = a.At.Surface == Ephemeral
	return h.replace(ctx, a.At, m)
}

func (h handler) again(ctx context.Context, a Action) error {
	m, _, err := h.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	return h.replace(ctx, a.At, m)
}

func (h handler) note(ctx context.Context, a Action) error {
	m, err := h.noteOf(ctx, a.Ref)
	if err != nil {
		return err
	}
	if h.c.Editors != nil {
		h.c.Editors.NoteCopied(m.Ref.Entry, m.Lang)
	}
	return h.open(ctx, a.At, m)
}

// NoteOf makes the case note of a place.
func (c *Chat) NoteOf(ctx context.Context, r bot.Ref) (m Message, err error) {
	err = c.handle(func(h handler) error {
		m, err = h.noteOf(ctx, r)
		return err
	})
	return m, err
}

func (h handler) noteOf(ctx context.Context, r bot.Ref) (Message, error) {
	r.Note = true
	res, card, err := h.bot.Open(ctx, r)
	if err != nil {
		return Message{}, err
	}
	n := h.bot.Note(card, bot.NoteOptions{Base: h.c.BaseURL, On: h.c.Now(), Superseded: res.Superseded()})
	return Message{Kind: NoteMessage, Lang: card.Lang, Card: card, Ref: res.Ref, Note: n}, nil
}

// snippet shows the text to the participant: in the language of the value, else first
// in one that is neither the original's nor English, which advisers read themselves.
func (h handler) snippet(ctx context.Context, a Action) error {
	m, e, err := h.card(ctx, a.Ref)
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
	s, ok := h.bot.Snippet(m.Lang, e, lang)
	if !ok {
		return bot.ErrGone
	}
	m.Kind, m.Snippet = SnippetMessage, s
	return h.open(ctx, a.At, m)
}

// showMap shows the map to who asked for it: it is long.
func (h handler) showMap(ctx context.Context, a Action) error {
	l := h.Language(ctx, a.At)
	m := Message{Lang: l, Card: h.bot.Map(l)}
	if s := a.At.Surface; s == InDialog || s == OnHome {
		return h.open(ctx, a.At, m)
	}
	if !h.limits.Private {
		return h.Post(ctx, a.At, m)
	}
	m.Private = true
	return h.Tell(ctx, a.At, m)
}

// share shows everybody what one person saw.
func (h handler) share(ctx context.Context, a Action) error {
	m, _, err := h.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	if s, ok := h.c.Platform.(Sharer); ok {
		Begin(ctx)
		return s.Share(ctx, a.At, m)
	}
	return h.Post(ctx, a.At, m)
}

// feedback passes on whether an answer was of use, and thanks.
func (h handler) feedback(ctx context.Context, a Action) error {
	_, e, err := h.card(ctx, a.Ref)
	if err != nil {
		return err
	}
	if h.c.Editors != nil && (a.Value == Helpful || a.Value == NotHelpful) {
		err := h.c.Editors.Feedback(bot.Feedback{
			Person: a.At.who(h.c.Platform.Name()), Entry: e.ID, Lang: h.Language(ctx, a.At), Helpful: a.Value == Helpful,
		})
		if err != nil {
			h.c.Log.WarnContext(ctx, "feedback is not kept", "platform", h.c.Platform.Name(), "err", err)
		}
	}
	return h.sentence(ctx, a.At, locales.ChatThanks)
}
