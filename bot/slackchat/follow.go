package slackchat

import (
	"context"
	"strings"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/locales"
)

// above is what a thread begins with, for a mention in it that asks of that; empty where
// the app may not read it, or has answered there: then the conversation knows more.
func (in *ingress) above(ctx context.Context, at chat.Address, self string) string {
	ms, whole, ok := in.out.thread(ctx, at)
	if !ok || !whole {
		return ""
	}
	for _, m := range ms {
		if m.User == self && self != "" || m.Metadata.EventType == answerEvent {
			return ""
		}
	}
	return in.questionText(messageOf(ms[0]).words())
}

// followed answers a message in a thread that somebody asked to be followed. Others are
// left unread.
func (in *ingress) followed(ctx context.Context, e *envelope) error {
	at := e.address()
	if !in.out.follows(ctx, at) {
		in.c.Count("ignored", "thread")
		return nil
	}
	return in.chat.Ask(ctx, chat.Question{
		IDs: e.ids(), Shared: e.shared(), Name: e.Event.Type, At: at, Text: in.questionText(e.Event.words()),
		Conversation: e.Event.Channel + "/" + at.Thread, Unasked: true,
	})
}

// threadOf names a thread for what is kept of it, as a person is named.
func threadOf(a chat.Address) string {
	return strings.Join([]string{"slack thread", a.Workspace, a.Channel, a.Thread}, "/")
}

// follows reports whether a thread is followed.
func (e *egress) follows(ctx context.Context, at chat.Address) bool {
	if e.c.People == nil || at.Channel == "" || at.Thread == "" {
		return false
	}
	p, _ := e.c.People.Preference(ctx, threadOf(at))
	return p.Follows
}

// following is what can be pressed about a thread: to follow it, or to stop; empty where
// the app may not read the channel.
func (e *egress) following(ctx context.Context, at chat.Address) blocks.Following {
	cl, err := e.clients.of(ctx, wayOf(at).at)
	switch {
	case err != nil || e.c.People == nil || placeOf(at).Thread == "" || !cl.calls.may("channels:history", "groups:history"):
		return ""
	case e.follows(ctx, at):
		return blocks.Unfollow
	}
	return blocks.Follow
}

// pressedFollow follows a thread or stops, and says so to everybody in it.
func (in interactions) pressedFollow(ctx context.Context, at chat.Address, how string) error {
	if in.c.People == nil || at.Channel == "" || at.Thread == "" {
		return nil
	}
	l := in.chat.Language(ctx, at)
	on := blocks.Following(how) != blocks.Unfollow
	in.c.People.KeepPreference(threadOf(at), chat.Preference{Follows: on})
	if err := in.out.sent(ctx, at, target{channel: at.Channel, thread: at.Thread}, in.out.render.Followed(l, at.Person, on)); err != nil {
		return err
	}
	if wayOf(at).view == "" {
		return nil
	}
	said := locales.SlackFollowsNot
	if on {
		said = locales.SlackFollowsNow
	}
	return in.out.open(ctx, at, in.out.render.Said(l, in.out.words(l).Text(said)))
}

// joined says in a channel that the app was added to what it is and how to ask.
func (in *ingress) joined(ctx context.Context, e *envelope) error {
	at := e.nobody()
	at.Channel, at.Person = e.Event.Channel, e.Event.Inviter
	ids := append(e.ids(), "welcome "+e.workspace().owner()+" "+e.Event.Channel)
	return in.chat.Do(ctx, chat.Event{IDs: ids, Shared: e.shared(), Name: e.Event.Type, Do: func(ctx context.Context) error {
		b, done := in.c.Bot.Current()
		defer done()
		l := in.chat.Language(ctx, at)
		return in.chat.Post(ctx, at, chat.Message{Lang: l, Card: b.Help(l), Key: ids[0]})
	}}, e.nobody())
}

// othersJoined tells whether somebody else than the app was added to a channel.
func othersJoined(e *envelope) bool { return e.self() == "" || e.Event.User != e.self() }
