package teamschat

import (
	"context"
	"net/http"
	"strings"

	"veiviser/bot/chat"
)

// teamsService answers for all regions.
const teamsService = "https://smba.trafficmanager.net/teams"

// Room is the conversation "19:…@thread.tacv2", to be posted in without being asked there.
// The bot must be in it. The serviceUrl stands before it, with a space, where it is not
// Teams' own of all regions; one that no answer may go to is an error.
func (c *Chat) Room(s string) (chat.Room, error) {
	service, id, ok := strings.Cut(s, " ")
	if !ok {
		service, id = teamsService, s
	}
	if err := (hosts{also: c.c.App.ServiceHosts, loopback: c.c.Development}).check(service); err != nil {
		return chat.Room{}, err
	}
	a := activity{ServiceURL: service, Conversation: conversation{ID: id}}
	post := func(ctx context.Context, _ chat.Address, m chat.Message) error {
		out := c.in.out.message(chat.Address{Channel: id}, m)
		out.Conversation, out.From = &sentConversation{id}, &account{ID: "28:" + c.c.App.ID}
		_, err := c.in.out.connector.send(ctx, http.MethodPost, a.conversations()+pathTo(id, ""), out)
		return err
	}
	return chat.Room{Name: "teams", At: chat.Address{Channel: id}, Post: post}, nil
}
