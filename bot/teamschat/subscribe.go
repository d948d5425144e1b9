package teamschat

import (
	"context"
	"errors"
	"slices"

	"veiviser/bot/chat"
)

// Place implements [chat.Reacher]: the conversation, or in a channel the thread, which has
// an id of its own.
func (*egress) Place(at chat.Address) (p chat.Place, ok bool) {
	a := wayOf(at).activity
	p = chat.Place{Workspace: at.Workspace, Team: at.Team, Channel: a.Conversation.ID, Service: a.ServiceURL}
	return p, p.Channel != "" && p.Service != ""
}

// Begin implements [chat.Reacher]: in the chat that the person alone has with the bot.
func (e *egress) Begin(ctx context.Context, at chat.Address, m chat.Message) (p chat.Place, err error) {
	if p, _ = e.Place(at); at.Direct {
		return p, e.Post(ctx, at, m)
	}
	p.Team = ""
	p.Channel, err = e.connector.direct(ctx, wayOf(at).activity, e.message(at, m))
	return p, err
}

// Reach implements [chat.Reacher]. An address that no answer may go to is an error, also
// where it was kept, and so is one of a tenant that is no longer served.
func (e *egress) Reach(p chat.Place) (chat.Address, error) {
	if !e.c.Development && !slices.Contains(e.c.App.served(), p.Workspace) {
		return chat.Address{}, errors.New("of a tenant that is not served")
	}
	if err := (hosts{also: e.c.App.ServiceHosts, loopback: e.c.Development}).check(p.Service); err != nil {
		return chat.Address{}, err
	}
	a := activity{
		ServiceURL: p.Service, Recipient: account{ID: "28:" + e.c.App.ID}, // the bot, as which it writes
		Conversation: conversation{ID: p.Channel, TenantID: p.Workspace},
	}
	return chat.Address{Workspace: p.Workspace, Channel: p.Channel, Way: way{activity: a}}, nil
}

// left ends what is told of changes where the bot was taken out of: in a team, in all its
// threads.
func (in *ingress) left(ctx context.Context, at chat.Address) error {
	p, ok := in.out.Place(at)
	if !ok {
		return nil
	}
	if p.Team != "" {
		return in.chat.Changes.LeftTeam(ctx, p.Workspace, p.Team)
	}
	return in.chat.Changes.Left(ctx, p)
}

// Reloaded tells that another guide is served: see [chat.Changes.Reloaded].
func (c *Chat) Reloaded() { c.in.chat.Changes.Reloaded() }
