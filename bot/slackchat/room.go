package slackchat

import (
	"regexp"
	"strings"

	"veiviser/bot/chat"
)

// roomForm is a channel's id, after its workspace's where there are several.
var roomForm = regexp.MustCompile(`^(T[A-Z0-9]+/)?[CGD][A-Z0-9]+$`)

// IsRoom reports whether s names a channel as [Chat.Room] reads it; alone tells that it says
// nothing of its workspace.
func IsRoom(s string) (ok, alone bool) { return roomForm.MatchString(s), !strings.Contains(s, "/") }

// Room is the channel "C0123" or "T0123/C0123", to be posted in without being asked there.
// The app must be in it.
func (c *Chat) Room(s string) chat.Room {
	team, channel, ok := strings.Cut(s, "/")
	if !ok {
		team, channel = "", s
	}
	w := workspace{team: team}
	return chat.Room{Name: "slack", At: chat.Address{Workspace: w.owner(), Channel: channel, Way: way{at: w}}, Post: c.in.chat.Post}
}
