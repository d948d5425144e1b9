package teamschat

import (
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
	return c.in.out.room(activity{ServiceURL: service, Conversation: conversation{TenantID: c.c.App.TenantID}}, id), nil
}
