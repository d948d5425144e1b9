package slackchat_test

import (
	"strings"
	"testing"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat"
)

func TestRoom(t *testing.T) {
	for s, want := range map[string][2]bool{
		"C0123ABCD": {true, true}, "T1/C0123ABCD": {true, false}, "G1": {true, true},
		"": {false, true}, "#editors": {false, true}, "c0123": {false, true}, "T1/": {false, false}, "T1/C1/C2": {false, false},
	} {
		if ok, alone := slackchat.IsRoom(s); ok != want[0] || ok && alone != want[1] {
			t.Errorf("%q is a room: %v, alone: %v", s, ok, alone)
		}
	}
	f := newFixture(t, nil)
	room := f.Room("T1/C0123ABCD")
	if err := room.Post(t.Context(), room.At, chat.Message{Kind: chat.TextMessage, Lang: "nb", Text: "Til redaksjonen: <hei>"}); err != nil {
		t.Fatal(err)
	}
	c := f.slack.next(t, "chat.postMessage")
	if c.args.Get("channel") != "C0123ABCD" || c.args.Get("thread_ts") != "" || !strings.Contains(c.args.Get("text")+c.args.Get("blocks"), "Til redaksjonen: &lt;hei&gt;") {
		t.Errorf("posted is %v", c.args)
	}
}
