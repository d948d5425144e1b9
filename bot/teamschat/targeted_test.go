package teamschat_test

import (
	"strings"
	"testing"
)

// said is the text of a message that Teams got.
func said(s sent) string {
	text, _ := s.Activity["text"].(string)
	return text
}

// TestSlashCommandIsAnsweredAlone: what somebody sends to the bot alone in front of others
// (a slash command) needs no mention and is answered to them alone; so is what they press on
// the answer; and it is no part of the others' conversation.
func TestSlashCommandIsAnsweredAlone(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	a := in("19:x", m.message("hvor lenge varer KVP?"))
	a["conversation"].(map[string]any)["conversationType"] = "channel"
	a["recipient"].(map[string]any)["isTargeted"] = true
	r.send(t, a)
	got := m.next(t)
	if !strings.HasSuffix(got.Path, "/activities?isTargetedActivity=true") || !strings.Contains(said(got), "to år") {
		t.Fatalf("answered at %s with %.200s", got.Path, said(got))
	}
	pressed := 0
	for _, b := range pressable(t, got.Activity) {
		if b.Verb != "show" {
			continue
		}
		p := m.mention("")
		p["type"], p["name"], p["value"], p["conversation"] = "invoke", "adaptiveCard/action", press(data(t, b.Data)), a["conversation"]
		r.send(t, by("29:kari", p))
		if next := m.next(t); !strings.Contains(next.Path, "isTargetedActivity=true") {
			t.Errorf("%s is answered to all, at %s", b.Title, next.Path)
		}
		pressed++
	}
	if pressed == 0 {
		t.Error("the answer has no way on")
	}
	follow := m.mention("og hvem betaler?")
	follow["conversation"] = a["conversation"]
	r.send(t, follow)
	if next := m.next(t); strings.Contains(next.Path, "isTargetedActivity=true") || strings.Contains(said(next), "Kvalifiseringsprogram") {
		t.Errorf("what one person asked alone is known to the others: %.200s", said(next))
	}
}

// TestPrivateAnswersAreConversations: where answers are private, what one person asks about is
// no part of another's conversation, and goes on in their own.
func TestPrivateAnswersAreConversations(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.Settings = everywhere{Answers: "private"}
	r := run(t, m, c)
	for _, tt := range []struct {
		who, text string
		about     bool
	}{{"29:kari", "hvor lenge varer KVP?", true}, {"29:ola", "og hvem betaler?", false}, {"29:kari", "og hvem betaler?", true}} {
		r.send(t, by(tt.who, m.mention(tt.text)))
		got := m.next(t)
		if !strings.HasSuffix(got.Path, "isTargetedActivity=true") || strings.Contains(said(got), "Kvalifiseringsprogram") != tt.about {
			t.Errorf("%s, %s: at %s %.200s", tt.who, tt.text, got.Path, said(got))
		}
	}
}

// TestStartersOrWelcome: where the package has starters nobody is welcomed.
func TestStartersOrWelcome(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.Starters = true
	r := run(t, m, c)
	a := m.activity("installationUpdate")
	a["action"] = "add"
	r.send(t, a)
	r.send(t, in("c", m.message("hjelp")))
	if got := m.next(t); got.Activity["conversation"].(map[string]any)["id"] != "c" {
		t.Errorf("somebody is welcomed: %.200s", said(got))
	}
}
