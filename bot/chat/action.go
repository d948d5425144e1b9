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
	Show      Verb = "show"     // another entry, as an answer
	Step      Verb = "step"     // a step of a journey, in place of what is shown
	Again     Verb = "card"     // the card again, in place of a note or a text
	Note      Verb = "note"     // the case note of what is shown, with the conversation's other answers to choose from
	Tick      Verb = "tick"     // the note with other statements; the value is [bot.Ticks] as text
	Snippet   Verb = "snippet"  // the text to the participant; the value is its language
	Map       Verb = "map"      // the opportunity map
	Share     Verb = "share"    // what one person sees, to everybody
	Feedback  Verb = "feedback" // whether it was of use; the value is Helpful or NotHelpful
	More      Verb = "more"     // the whole entry, where it disturbs nobody
	Choose    Verb = "choose"   // one of the choices, in their place
	None      Verb = "none"     // none of the choices; the value is the question
	Page      Verb = "page"     // more of a list, in its place
	Path      Verb = "path"     // a path of one's own, in the place of what is shown; the value is [bot.Way] as text
	Tell      Verb = "tell"     // something of the participant; the value as [bot.Action] of TellOf has it
	Compare   Verb = "compare"  // another section of what is compared; the value is the ids, between commas
	AskText   Verb = "asktext"  // the value as a question
	ToEditors Verb = "editors"  // the value as it would be sent to the editors, for the asker to see and change
	Send      Verb = "send"     // the value to the editors, with the Reasons why the answer was of no help

	Subscribe   Verb = "subscribe"   // tell the conversation when the entry changes
	Unsubscribe Verb = "unsubscribe" // no more of that; the value is the ids, between commas

	ShowSettings Verb = "settings"     // the form of settings; the value is its level, empty for the nearest
	SaveSettings Verb = "savesettings" // what was chosen in it; the value is a [SettingsValue]
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
	Value        string       // what the verb says; of Show, Note, More and Share: points, as [bot.ParsePoints] reads them
	Asker        string       // whose answer the button stands under; empty where nobody knows
	Reasons      []bot.Reason // of Send: why the answer at Ref was of no help; nil for none
	At           Address
	Conversation string // the same as of a [Question] there; empty for none
	Key          string // tells its answer apart; empty for the first id
}

// press is an action that is being done, from one guide.
type press struct {
	*Chat
	a      Action
	bot    *bot.Bot
	hidden bool // answers where it stands are seen by the asker alone
}

// actions are the verbs with what they do.
var actions = map[Verb]func(press, context.Context) error{
	Show: press.answer, Step: press.answer, Choose: press.answer, None: press.answer, Page: press.answer, Compare: press.answer, Path: press.answer, Tell: press.answer, AskText: press.answer,
	Again: press.again, Snippet: press.snippet, Map: press.showMap, Share: press.share, Feedback: press.feedback, More: press.more,
	Note:      func(p press, ctx context.Context) error { return noter{p}.note(ctx) },
	Tick:      func(p press, ctx context.Context) error { return noter{p}.tick(ctx) },
	ToEditors: func(p press, ctx context.Context) error { return asking{p}.editors(ctx) },
	Send:      func(p press, ctx context.Context) error { return asking{p}.send(ctx) },

	Subscribe:    func(p press, ctx context.Context) error { return subscriber{p}.subscribe(ctx) },
	Unsubscribe:  func(p press, ctx context.Context) error { return subscriber{p}.unsubscribe(ctx) },
	ShowSettings: press.showSettings, SaveSettings: press.saveSettings,
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
	p := press{Chat: c, a: a, hidden: c.AnswersAlone(ctx, a.At)}
	e := Event{IDs: a.IDs, Name: string(a.Verb), Do: func(ctx context.Context) error {
		var done func()
		p.bot, done = c.c.Bot.Current()
		defer done()
		p.bot = p.bot.At(c.Local(ctx, a.At, c.Preference(ctx, a.At)))
		err := do(p, ctx)
		if errors.Is(err, bot.ErrGone) {
			return p.gone(ctx)
		}
		return err
	}}
	if answers, _ := a.Verb.Answers(); answers && !p.alone() || a.Verb == Map && !c.limits.Private {
		e.Channel = a.At.channel()
	}
	return c.Do(ctx, e, a.At)
}

// alone tells whether what is shown beside what was pressed is seen by one person, for
// whom no channel's rate counts.
func (p press) alone() bool { return p.a.At.Surface != InThread || p.aside() }

// aside tells whether who pressed in front of others is answered alone: answers are
// private there, or somebody else asked. They can share what they see.
func (p press) aside() bool {
	a := p.a
	return !a.At.Direct && (p.hidden || p.limits.Private && ByOther(a.Asker, a.At.Person))
}

// ByOther reports whether the person who pressed is another than the asker, as far as
// anybody knows: an empty asker is nobody's.
func ByOther(asker, person string) bool { return asker != "" && asker != person }

// gone tells that what a button shows is no longer there.
func (p press) gone(ctx context.Context) error { return p.say(ctx, locales.LinkGone) }

// say tells who pressed one of our own sentences, where they pressed.
func (p press) say(ctx context.Context, k locales.Key) error {
	at := p.a.At
	l := p.Language(ctx, at)
	m := Message{Kind: TextMessage, Lang: l, Text: p.c.Words.In(string(l)).Text(k)}
	if at.Surface == InDialog || at.Surface == OnHome {
		return p.open(ctx, m)
	}
	return p.Tell(ctx, at, m)
}

// open shows m in a dialog, or where there are none, in the place of what was pressed.
func (p press) open(ctx context.Context, m Message) error {
	if o, ok := p.c.Platform.(Opener); ok {
		return o.Open(ctx, p.a.At, m)
	}
	return p.replace(ctx, m)
}

// replace puts m in the place of what was pressed, or where that can't be, shows it to
// the person alone.
func (p press) replace(ctx context.Context, m Message) error {
	if r, ok := p.c.Platform.(Replacer); ok {
		return r.Replace(ctx, p.a.At, m)
	}
	return p.Tell(ctx, p.a.At, m)
}

// beside shows m where a person pressed for more: in the thread; where only they see
// what they pressed on, in its place; in a dialog from a dialog or the home page.
func (p press) beside(ctx context.Context, m Message) error {
	a := p.a
	switch s := a.At.Surface; {
	case s == InDialog || s == OnHome:
		m.Municipality = p.Municipality(ctx, a.At, p.Preference(ctx, a.At))
		return p.open(ctx, m)
	case s == Ephemeral:
		m.Private, m.Municipality = true, p.Municipality(ctx, a.At, p.Preference(ctx, a.At))
		return p.replace(ctx, m)
	case s == OnPreview, p.aside():
		m.Private, m.Municipality = true, p.Municipality(ctx, a.At, p.Preference(ctx, a.At))
		return p.Tell(ctx, a.At, m)
	}
	return p.Post(ctx, a.At, m)
}

// snippet shows the text to the participant: in the language of the value, else first
// in one that is neither the original's nor English, which advisers read themselves.
func (p press) snippet(ctx context.Context) error {
	a := p.a
	m, e, err := p.card(ctx)
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
	s, ok := p.bot.Snippet(m.Lang, e, lang)
	if !ok {
		return bot.ErrGone
	}
	m.Kind, m.Snippet = SnippetMessage, s
	return p.open(ctx, m)
}

// showMap shows the map to who asked for it: it is long.
func (p press) showMap(ctx context.Context) error {
	a := p.a
	l := p.Language(ctx, a.At)
	m := Message{Lang: l, Card: p.bot.Map(l)}
	if s := a.At.Surface; s == InDialog || s == OnHome {
		return p.open(ctx, m)
	}
	if !p.limits.Private {
		return p.Post(ctx, a.At, m)
	}
	m.Private = true
	return p.Tell(ctx, a.At, m)
}

// share shows everybody what one person saw.
func (p press) share(ctx context.Context) error {
	a := p.a
	m, _, err := p.card(ctx)
	if err != nil {
		return err
	}
	if s, ok := p.c.Platform.(Sharer); ok {
		Begin(ctx)
		return s.Share(ctx, a.At, m)
	}
	return p.Post(ctx, a.At, m)
}

// feedback passes on whether an answer was of use, and thanks; where it was of none and
// somebody reads it, it asks what was missing.
func (p press) feedback(ctx context.Context) error {
	a := p.a
	_, e, err := p.card(ctx)
	if err != nil {
		return err
	}
	if a.Value == Helpful || a.Value == NotHelpful {
		asking{p}.judge(ctx, bot.Feedback{Entry: e.ID, Lang: p.Language(ctx, a.At), Helpful: a.Value == Helpful})
	}
	if a.Value == NotHelpful && p.desk() != nil {
		return asking{p}.form(ctx, "", true)
	}
	return p.sentence(ctx, a.At, locales.ChatThanks)
}
