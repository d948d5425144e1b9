package chat

import (
	"context"
	"errors"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Place is a conversation that can be written to when nobody has just asked there: what is
// kept of who is told of changes. It names no person.
type Place struct {
	Org       string `json:"org,omitempty"`       // the workspace's organisation; empty for none
	Workspace string `json:"workspace,omitempty"` // or tenant
	Team      string `json:"team,omitempty"`      // of the workspace, that the channel lies in; empty for none. It tells no places apart
	Channel   string `json:"channel"`             // channel or conversation
	Thread    string `json:"thread,omitempty"`    // empty for the whole channel
	Service   string `json:"service,omitempty"`   // address that the platform is reached at; empty where there is one for all
}

// Reacher can write to a conversation when nobody has just asked there. A platform that can
// tell conversations of changes.
type Reacher interface {
	// Place is the conversation that everybody at the address sees; ok is false where there
	// is none, or it is not yet known.
	Place(at Address) (p Place, ok bool)
	// Begin shows m to the person of the address alone, by a message that stays, and returns
	// the conversation it stands in.
	Begin(ctx context.Context, at Address, m Message) (Place, error)
	// Reach is the address of a place.
	Reach(p Place) (Address, error)
}

// MaxSubscriptions is how many entries one conversation is told of at the most.
const MaxSubscriptions = 50

// ErrSubscriptionsFull is a conversation, or a journal, that takes no more.
var ErrSubscriptionsFull = errors.New("no more subscriptions are taken")

// SubscriptionOf is an entry that a conversation is told of.
type SubscriptionOf struct {
	Platform bot.Platform
	Place    Place
	Entry    string // id when it was told of last
	Digest   string // of the version that was told of last; empty where the guide had it no more
	Lang     content.Lang

	Key string // names the conversation among those kept; set by who keeps it
}

// Subscriptions keeps which conversations are told of changes, for all replicas.
type Subscriptions interface {
	// Subscribe keeps s, at most MaxSubscriptions a conversation: more are
	// ErrSubscriptionsFull. One that is there stays as it is: added is false then.
	Subscribe(ctx context.Context, s SubscriptionOf) (added bool, err error)
	// Unsubscribe ends those of the conversation that are of the entries, all of them where
	// none is named, and returns of which entries they were.
	Unsubscribe(ctx context.Context, pf bot.Platform, p Place, entries ...string) ([]string, error)
	// Subscribed returns of which entries the conversation is told, in their order.
	Subscribed(ctx context.Context, pf bot.Platform, p Place) ([]string, error)
	Told
}

// Told is what has been told of changes.
type Told interface {
	// Page returns subscriptions of a platform behind the one that after names, those of one
	// conversation together; next is empty at the end.
	Page(ctx context.Context, pf bot.Platform, after string) (page []SubscriptionOf, next string, err error)
	// Renew notes that s is told of as far as the version with the digest of the entry. It is
	// false where somebody else did, or s was ended, since it was read.
	Renew(ctx context.Context, s SubscriptionOf, entry, digest string) (bool, error)
	// Forget ends those of a workspace, or where that is empty, of a whole organisation.
	Forget(ctx context.Context, pf bot.Platform, org, workspace string) error
}

// Changes is who is told of changes of the guide.
type Changes struct {
	chat     *Chat
	reacher  Reacher // nil: nobody is told
	reloaded chan struct{}
}

func newChanges(c *Chat) *Changes {
	ch := &Changes{chat: c, reloaded: make(chan struct{}, 1)}
	if r, ok := c.c.Platform.(Reacher); ok && c.c.Kept != nil {
		ch.reacher = r
	}
	return ch
}

// Reloaded tells that another guide is served: what it changed is told, in the background,
// by one program of those that share the journal.
func (ch *Changes) Reloaded() {
	select {
	case ch.reloaded <- struct{}{}:
	default: // it is still to be looked at
	}
}

// Left ends what a conversation is told of, which the program was taken out of.
func (ch *Changes) Left(ctx context.Context, p Place) error {
	if ch.reacher == nil {
		return nil
	}
	_, err := ch.chat.c.Kept.Unsubscribe(ctx, ch.chat.c.Platform.Name(), p)
	return err
}

// LeftTeam ends what the conversations in a workspace's team are told of, which the program
// was taken out of.
func (ch *Changes) LeftTeam(ctx context.Context, workspace, team string) error {
	if ch.reacher == nil {
		return nil
	}
	kept, name := ch.chat.c.Kept, ch.chat.c.Platform.Name()
	for after := ""; ; {
		page, next, err := kept.Page(ctx, name, after)
		if err != nil {
			return err
		}
		for _, s := range page {
			if s.Place.Workspace != workspace || s.Place.Team != team {
				continue
			}
			if _, err := kept.Unsubscribe(ctx, name, s.Place); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		after = next
	}
}

// Uninstalled ends what the conversations of a workspace are told of, or where that is
// empty, those of an organisation.
func (ch *Changes) Uninstalled(ctx context.Context, org, workspace string) error {
	if ch.reacher == nil {
		return nil
	}
	return ch.chat.c.Kept.Forget(ctx, ch.chat.c.Platform.Name(), org, workspace)
}

// answer does what an answer asks about being told of changes, and returns the card
// that says so. It says so itself where the asker alone is told, and can't be reached
// otherwise: told is true then.
func (ch *Changes) answer(ctx context.Context, at Address, private bool, a bot.Answer) (card bot.Card, told bool, err error) {
	c, r := ch.chat, ch.reacher
	if r == nil {
		return a.Card, false, nil
	}
	b, done := c.c.Bot.Current()
	defer done()
	s := subscription{c, r, b, at, a.Lang}
	place, ok := r.Place(at)
	if private && !at.Direct {
		ok = false
	}
	switch {
	case a.Subscribe.Do == bot.Subscribe && !ok:
		said, err := s.alone(ctx, a.Subscribe.Entry)
		if err == nil {
			err = s.Tell(ctx, at, Message{Kind: TextMessage, Lang: a.Lang, Text: said})
		}
		return bot.Card{}, true, err
	case a.Subscribe.Do == bot.Subscribe:
		card, err = s.subscribe(ctx, place, a.Subscribe.Entry)
	case !ok:
		return b.Changes(a.Lang).List(nil), false, nil // nothing is told where only one person sees it
	case a.Subscribe.Do == bot.Unsubscribe:
		card, err = s.end(ctx, place, a.Subscribe.Entry)
	default:
		var ids []string
		ids, err = c.c.Kept.Subscribed(ctx, c.c.Platform.Name(), place)
		card = b.Changes(a.Lang).List(ids)
	}
	return card, false, err
}

// subscription is what somebody asks about being told of changes.
type subscription struct {
	*Chat
	r    Reacher
	bot  *bot.Bot
	at   Address
	lang content.Lang
}

// keep keeps that a conversation is told of an entry.
func (s subscription) keep(ctx context.Context, p Place, entry string) (added bool, err error) {
	return s.c.Kept.Subscribe(ctx, SubscriptionOf{
		Platform: s.c.Platform.Name(), Place: p, Entry: entry, Digest: s.bot.Guide().Digest(entry), Lang: s.lang,
	})
}

// subscribe keeps that a conversation is told of an entry of today's guide, and returns what
// to say.
func (s subscription) subscribe(ctx context.Context, p Place, entry string) (bot.Card, error) {
	added, err := s.keep(ctx, p, entry)
	if errors.Is(err, ErrSubscriptionsFull) {
		return s.bot.Changes(s.lang).Full(MaxSubscriptions), nil
	}
	return s.bot.Changes(s.lang).Subscribed(entry, !added), err
}

// alone tells the person alone of an entry from now on: where that is, is known once they
// were told so. It returns what to say where they asked.
func (s subscription) alone(ctx context.Context, entry string) (said string, err error) {
	Begin(ctx)
	words := s.bot.Changes(s.lang)
	p, err := s.r.Begin(ctx, s.at, Message{Lang: s.lang, Card: words.Subscribed(entry, false)})
	if err != nil {
		return "", err
	}
	switch _, err = s.keep(ctx, p, entry); {
	case errors.Is(err, ErrSubscriptionsFull):
		return words.Full(MaxSubscriptions).Title, nil
	case err != nil:
		return "", err
	}
	return s.c.Words.In(string(s.lang)).Text(locales.SubscribeDirect), nil
}

// end ends what a conversation is told of: of the entries, also by the ids they had before;
// of all where none is named. It returns what to say.
func (s subscription) end(ctx context.Context, p Place, entries ...string) (bot.Card, error) {
	var ids []string
	for _, id := range entries {
		if id == "" {
			continue
		}
		ids = append(ids, id)
		if e, ok := s.bot.Guide().Called(id); ok {
			ids = append(append(ids, e.ID), e.Aliases...)
		}
	}
	ended, err := s.c.Kept.Unsubscribe(ctx, s.c.Platform.Name(), p, ids...)
	return s.bot.Changes(s.lang).Unsubscribed(ended...), err
}

// subscriber does what is pressed about changes.
type subscriber struct{ press }

// of is what is pressed; ok is false where nobody can be told.
func (p subscriber) of(ctx context.Context) (s subscription, ok bool) {
	r := p.Changes.reacher
	return subscription{p.Chat, r, p.bot, p.a.At, p.Language(ctx, p.a.At)}, r != nil
}

// subscribe tells the conversation from now on when the entry changes: everybody in it is
// told so. Where only one person sees what they pressed, or answers are seen by the asker
// alone, they alone are told.
func (p subscriber) subscribe(ctx context.Context) error {
	s, ok := p.of(ctx)
	if !ok || p.a.Ref.Entry == "" {
		return bot.ErrGone
	}
	e, ok := p.bot.Guide().Called(p.a.Ref.Entry)
	if !ok {
		return bot.ErrGone
	}
	place, ok := s.r.Place(p.a.At)
	if !ok || p.hidden || p.a.At.Surface == Ephemeral {
		return p.alone(ctx, s, e.ID)
	}
	card, err := s.subscribe(ctx, place, e.ID)
	if err != nil {
		return err
	}
	err = p.says(ctx, s, place, card)
	if failure(err).Gone { // nobody there can be told anything
		if _, err := p.c.Kept.Unsubscribe(ctx, p.c.Platform.Name(), place); err != nil {
			return err
		}
		return p.alone(ctx, s, e.ID)
	}
	return err
}

// alone tells who pressed alone of an entry from now on, and says so where they pressed.
func (p subscriber) alone(ctx context.Context, s subscription, entry string) error {
	said, err := s.alone(ctx, entry)
	if err != nil {
		return err
	}
	m := Message{Kind: TextMessage, Lang: s.lang, Text: said}
	if f := p.a.At.Surface; f == InDialog || f == OnHome {
		return p.open(ctx, m)
	}
	return p.Tell(ctx, p.a.At, m)
}

// unsubscribe ends what the conversation is told of the entries.
func (p subscriber) unsubscribe(ctx context.Context) error {
	s, ok := p.of(ctx)
	place, known := Place{}, false
	if ok {
		place, known = s.r.Place(p.a.At)
	}
	if !known {
		return bot.ErrGone
	}
	ids := strings.Split(p.a.Value, ",")
	if p.a.Value == "" {
		ids = []string{p.a.Ref.Entry}
	}
	if ids = slices.DeleteFunc(ids, func(id string) bool { return id == "" }); len(ids) == 0 {
		return bot.ErrGone // a button without an entry ends nothing
	}
	card, err := s.end(ctx, place, ids[:min(len(ids), MaxSubscriptions)]...)
	if err != nil {
		return err
	}
	return p.says(ctx, s, place, card)
}

// says tells the conversation what came of a press, and in a dialog who pressed there.
func (p subscriber) says(ctx context.Context, s subscription, place Place, card bot.Card) error {
	m := Message{Lang: s.lang, Card: card, Key: p.a.Key}
	if p.a.At.Surface != InDialog {
		return p.Post(ctx, p.a.At, m)
	}
	at, err := s.r.Reach(place)
	if err == nil {
		err = p.Post(ctx, at, m)
	}
	if err != nil {
		return err
	}
	return p.open(ctx, Message{Kind: TextMessage, Lang: s.lang, Text: card.Title})
}
