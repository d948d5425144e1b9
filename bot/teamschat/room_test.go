package teamschat_test

import (
	"strings"
	"testing"

	"veiviser/bot/chat"
	"veiviser/bot/teamschat"
)

func TestRoom(t *testing.T) {
	m := newMicrosoft(t)
	c, err := teamschat.New(m.config(t))
	if err != nil {
		t.Fatal(err)
	}
	const id = "19:abc@thread.tacv2"
	room, err := c.Room(m.URL + "/teams " + id)
	if err != nil {
		t.Fatal(err)
	}
	if err := room.Post(t.Context(), room.At, chat.Message{Kind: chat.TextMessage, Lang: "nb", Text: "Til redaksjonen: hei"}); err != nil {
		t.Fatal(err)
	}
	s := m.next(t)
	if s.Method != "POST" || !strings.HasSuffix(s.Path, "/v3/conversations/19:abc@thread.tacv2/activities") && !strings.Contains(s.Path, "19%3Aabc") {
		t.Errorf("posted at %s %s", s.Method, s.Path)
	}
	if s.Activity["text"] != "Til redaksjonen: hei" {
		t.Errorf("posted is %+v", s.Activity)
	}
	if _, err := c.Room(id); err != nil {
		t.Errorf("at Teams' own address: %v", err)
	}
	if _, err := c.Room("https://evil.example " + id); err == nil {
		t.Error("an answer may go anywhere")
	}
}
