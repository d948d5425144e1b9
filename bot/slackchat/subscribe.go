package slackchat

import (
	"context"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
)

// notReached are the refusals of a message that no later one gets round: the channel is no
// more, or the app is not in it any more.
var notReached = []string{"channel_not_found", "not_in_channel", "is_archived"}

// Place implements [chat.Reacher]: the thread, or all of a direct conversation. What one
// person alone sees in a channel is no place, nor is a dialog that was opened from there;
// another dialog is of the thread it was opened from.
func (*egress) Place(at chat.Address) (p chat.Place, ok bool) {
	if at.Channel == "" || at.Surface != chat.InThread && at.Surface != chat.InDialog || wayOf(at).alone {
		return chat.Place{}, false
	}
	w := wayOf(at).at
	p = chat.Place{Org: w.enterprise, Workspace: w.team, Channel: at.Channel, Thread: at.Thread}
	if direct(at.Channel) {
		p.Thread = ""
	}
	return p, true
}

// Begin implements [chat.Reacher]: by a direct message, whose channel stands for the person
// from then on.
func (e *egress) Begin(ctx context.Context, at chat.Address, m chat.Message) (chat.Place, error) {
	w, laid := wayOf(at).at, e.message(m)
	p := chat.Place{Org: w.enterprise, Workspace: w.team}
	err := e.call(ctx, w, func(api *slack.Client) (err error) {
		p.Channel, _, err = api.PostMessageContext(ctx, at.Person, append(messageOptions(laid), slack.MsgOptionDisableLinkUnfurl())...)
		return err
	})
	return p, err
}

// Reach implements [chat.Reacher].
func (*egress) Reach(p chat.Place) (chat.Address, error) {
	w := workspace{p.Org, p.Workspace}
	return chat.Address{Workspace: w.owner(), Channel: p.Channel, Thread: p.Thread, Direct: direct(p.Channel), Way: way{at: w}}, nil
}

// Reloaded tells that another guide is served: see [chat.Changes.Reloaded].
func (ch *Chat) Reloaded() { ch.in.chat.Changes.Reloaded() }
