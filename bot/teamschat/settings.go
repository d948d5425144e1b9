package teamschat

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"veiviser/bot/chat"
)

// Administers implements [chat.Administrator] by the operator's list. Teams tells a bot of
// nobody that they own a team or administer a tenant: the userRole of a member is "user" or
// "guest", and what Graph knows asks for rights over all of the tenant. In development
// everybody does.
func (e *egress) Administers(_ context.Context, at chat.Address) (bool, error) {
	a := wayOf(at).activity
	switch {
	case e.c.Development:
		return true, nil
	case len(e.c.App.Admins) == 0:
		return false, chat.ErrRoleUnknown
	case a.From.Object == "":
		return false, nil
	}
	return slices.Contains(e.c.App.Admins, a.tenant()+"/"+strings.ToLower(a.From.Object)), nil
}

var errNoChannel = errors.New("not a channel's id")

// Editors implements [chat.Administrator]. The channel was chosen in the channel itself: the
// app's token reaches those of all tenants.
func (e *egress) Editors(at chat.Address, channel string) (chat.Room, error) {
	a := wayOf(at).activity
	if channel == "" || a.ServiceURL == "" {
		return chat.Room{}, errNoChannel
	}
	return e.room(a, channel), nil
}

// room is a conversation to post in without being asked there, in the tenant and at the
// service of a.
func (e *egress) room(a activity, id string) chat.Room {
	post := func(ctx context.Context, to chat.Address, m chat.Message) error {
		out := e.message(to, m)
		out.Conversation, out.From = &sentConversation{id}, &account{ID: "28:" + e.c.App.ID}
		_, err := e.connector.send(ctx, a.tenant(), http.MethodPost, a.conversations()+pathTo(id, ""), out)
		return err
	}
	return chat.Room{Name: "teams", At: chat.Address{Workspace: a.tenant(), Channel: id}, Post: post}
}

// removed deletes what was chosen for a conversation, or a team, that the app is no longer
// in, and ends what is told there of changes. Of a tenant that removes the app Teams tells
// nothing.
func (in *ingress) removed(ctx context.Context, a activity) error {
	at := a.address(way{})
	level := chat.ForChannel
	if at.Team != "" {
		level = chat.ForTeam
	}
	ids, _ := a.ids() // without any it is done whenever it comes
	at.Person = ""    // nobody waits for it
	now := in.c.Now()
	return in.chat.Do(ctx, chat.Event{IDs: ids, Name: "removed", Do: func(ctx context.Context) error {
		if err := in.left(ctx, at); err != nil || at.Direct {
			return err
		}
		return in.chat.Removed(ctx, at, level, now)
	}}, at)
}
