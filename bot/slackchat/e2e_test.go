package slackchat_test

import (
	"encoding/json"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/slackchat"
	"veiviser/content"
)

// A mention is answered in its thread; the follow-up there is understood.
func TestMention(t *testing.T) {
	f := newFixture(t, nil)
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	c := f.slack.next(t, "chat.postMessage")
	wantText(t, c, f.short(t, content.Bokmal, "fagbrev-pa-jobb"))
	if c.args.Get("channel") != "C1" || c.args.Get("thread_ts") != "1.1" {
		t.Errorf("answered in %s, thread %q", c.args.Get("channel"), c.args.Get("thread_ts"))
	}
	if c.args.Get("unfurl_links") != "false" {
		t.Error("the answer's own links are unfurled")
	}
	follow := mention("C1", "1.3", "hvem betaler?")
	follow["thread_ts"] = "1.1"
	f.event(t, "Ev2", follow)
	wantText(t, f.slack.next(t, "chat.postMessage"), f.short(t, content.Bokmal, "fagbrev-pa-jobb"))
	f.stop()
	f.slack.quiet(t)
}

func TestDirectMessage(t *testing.T) {
	f := newFixture(t, nil)
	f.event(t, "Ev1", direct("1.1", "fagbrev på jobb"))
	c := f.slack.next(t, "chat.postMessage")
	if c.args.Get("channel") != "D1" || c.args.Get("thread_ts") != "1.1" {
		t.Errorf("answered in %s, thread %q", c.args.Get("channel"), c.args.Get("thread_ts"))
	}
	// In an agent's thread the status shows first.
	inThread := direct("1.5", "fagbrev på jobb")
	inThread["thread_ts"] = "1.4"
	f.event(t, "Ev2", inThread)
	if c := f.slack.next(t, "assistant.threads.setStatus"); c.args.Get("thread_ts") != "1.4" || c.args.Get("status") == "" {
		t.Errorf("status is %v", c.args)
	}
	f.slack.next(t, "chat.postMessage")
}

func TestIgnored(t *testing.T) {
	f := newFixture(t, nil)
	for name, change := range map[string]obj{
		"own": {"user": "UBOT"}, "bot": {"bot_id": "B1"}, "join": {"subtype": "channel_join"},
		"changed": {"subtype": "message_changed"}, "nobody": {"user": nil}, "channel": {"channel_type": "channel"},
	} {
		e := direct("1.1", "fagbrev på jobb")
		for k, v := range change {
			e[k] = v
		}
		f.event(t, "Ev-"+name, e)
	}
	f.event(t, "Ev-unknown", obj{"type": "pin_added"})
	f.stop()
	f.slack.quiet(t)
	if f.counts.of("ignored message") != 6 || f.counts.of("unknown event") != 1 {
		t.Errorf("counted %v", f.counts.n)
	}
}

// Slack gives an event up to four times; retries come with the same id.
func TestRepeats(t *testing.T) {
	f := newFixture(t, nil)
	f.drop(t, event("Ev1", mention("C1", "1.1", "fagbrev på jobb")))
	for range 3 {
		f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	}
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
	if n := f.counts.of("duplicate app_mention"); n != 3 {
		t.Errorf("%d duplicates counted, want 3", n)
	}
}

func TestCommand(t *testing.T) {
	f := newFixture(t, nil)
	for _, tt := range []struct{ name, text, want string }{
		{"question", "fagbrev på jobb", "Fagbrev på jobb"},
		{"help", "hjelp", "Slik spør du"},
		{"map", "kart", "Mulighetskartet"},
		{"journey", "reise jamal", "Jamal"},
		{"language", "språk nn", "nynorsk"},
		{"in the language chosen", "kart", "Moglegheitskartet"},
	} {
		f.command(t, "tr "+tt.name, tt.text)
		c := f.slack.next(t, "hook tr "+tt.name)
		wantText(t, c, tt.want)
		if c.body["response_type"] != "ephemeral" {
			t.Errorf("%s: response type is %v", tt.name, c.body["response_type"])
		}
	}
	f.command(t, "tr empty", " ")
	if c := f.slack.next(t, "views.open"); c.body["trigger_id"] != "tr empty" {
		t.Errorf("dialog opened with %v", c.body["trigger_id"])
	}
}

// A step's buttons put the next step in the place of the one shown.
func TestJourney(t *testing.T) {
	f := newFixture(t, nil)
	f.press(t, "tr1", "step:7", "nb/jamal//2", nil)
	c := f.slack.next(t, "hook tr1")
	wantText(t, c, "Steg 2")
	if c.body["replace_original"] != true {
		t.Error("the step is not put in the place of the one shown")
	}
	if !strings.Contains(c.all(), base+bot.Ref{Lang: content.Bokmal, Entry: "jamal", Step: 2}.StripPath()) {
		t.Error("the step has no strip")
	}
}

func TestButtons(t *testing.T) {
	f := newFixture(t, nil)
	f.press(t, "tr1", "show:1", "nb/fagbrev-pa-jobb//0", nil)
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("thread_ts") != "1.1" {
		t.Errorf("shown in thread %q", c.args.Get("thread_ts"))
	}
	// Only the asker sees the message: the entry takes its place.
	ephemeral := obj{"container": obj{"type": "message", "channel_id": "C1", "message_ts": "1.2", "is_ephemeral": true}}
	f.press(t, "tr2", "show:1", "nb/fagbrev-pa-jobb//0", ephemeral)
	if c := f.slack.next(t, "hook tr2"); c.body["replace_original"] != true || !strings.Contains(c.all(), `"share:`) {
		t.Error("the private card is not replaced by one that can be shared")
	}
	f.press(t, "tr3", "share:1", "nb/fagbrev-pa-jobb//0", ephemeral)
	if c := f.slack.next(t, "hook tr3"); c.body["response_type"] != "in_channel" {
		t.Errorf("shared as %v", c.body["response_type"])
	}
	if c := f.slack.next(t, "hook tr3"); c.body["delete_original"] != true {
		t.Error("the private message stays after it was shared")
	}
	f.press(t, "tr4", "feedback:1", "yes:nb/fagbrev-pa-jobb//0", nil)
	wantText(t, f.slack.next(t, "hook tr4"), "Takk")
	f.press(t, "tr5", "show:1", "nb/no-such-entry//0", nil)
	wantText(t, f.slack.next(t, "hook tr5"), "finnes ikke lenger")
	f.press(t, "tr6", "menu:1", "", obj{"actions": []obj{{"type": "overflow", "block_id": "b", "action_id": "menu:1", "selected_option": obj{"value": "map:nb///0"}}}})
	wantText(t, f.slack.next(t, "hook tr6"), "Mulighetskartet")
	f.press(t, "tr7", "nonsense:1", "x", nil)
	f.press(t, "tr8", "open:1", "", nil)
	f.stop()
	f.slack.quiet(t)
	if f.counts.of("unknown action") != 1 {
		t.Errorf("counted %v", f.counts.n)
	}
}

// The case note opens in a dialog and is sent as a direct message, once.
func TestNote(t *testing.T) {
	f := newFixture(t, nil)
	menu := obj{"actions": []obj{{"type": "overflow", "block_id": "b", "action_id": "menu:1", "selected_option": obj{"value": "note:nb/fagbrev-pa-jobb/livelihood/0"}}}}
	f.press(t, "tr1", "menu:1", "", menu)
	c := f.slack.next(t, "views.open")
	view := c.body["view"].(map[string]any)
	if meta, _ := view["private_metadata"].(string); !strings.HasPrefix(meta, "nb/fagbrev-pa-jobb/livelihood/0/note ") || !strings.Contains(c.all(), base+"/nb/fagbrev-pa-jobb@") {
		t.Errorf("the note's dialog is %v", view["private_metadata"])
	}
	submit := obj{"type": "view_submission", "trigger_id": "tr2", "view": obj{"id": "V1", "type": "modal", "callback_id": "note", "private_metadata": view["private_metadata"]}}
	for range 2 {
		if body := f.interact(t, submit); body != "" {
			t.Errorf("the dialog does not close: %s", body)
		}
	}
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "U1" || !strings.Contains(c.all(), "fagbrev-pa-jobb@") {
		t.Errorf("the note went to %q", c.args.Get("channel"))
	}
	f.stop()
	f.slack.quiet(t)
}

func askSubmission(id, question string, chosen map[string]string) obj {
	values := obj{"question": obj{"question": obj{"type": "plain_text_input", "value": question}}}
	for k, v := range chosen {
		values[k] = obj{k: obj{"type": "static_select", "selected_option": obj{"value": v}}}
	}
	return obj{"type": "view_submission", "trigger_id": "tr" + id, "view": obj{
		"id": id, "type": "modal", "callback_id": "ask", "private_metadata": "nb", "state": obj{"values": values},
	}}
}

func TestAskDialog(t *testing.T) {
	f := newFixture(t, nil)
	f.interact(t, obj{"type": "shortcut", "callback_id": "ask", "trigger_id": "tr1"})
	f.slack.next(t, "views.open")
	f.interact(t, askSubmission("V1", "fagbrev på jobb", map[string]string{"language": "en", "goal": "any"}))
	c := f.slack.next(t, "chat.postMessage")
	wantText(t, c, f.short(t, content.English, "fagbrev-pa-jobb"))
	if c.args.Get("channel") != "U1" {
		t.Errorf("the answer went to %q", c.args.Get("channel"))
	}
	f.interact(t, askSubmission("V2", "", map[string]string{"goal": "work", "level": "B1"}))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Tilbud etter vilkår")
	for _, tt := range []struct{ question, want string }{{"  ", "Skriv et spørsmål"}, {"hva med 01019010046 da", "personnummer"}} {
		var reply struct {
			Action string            `json:"response_action"`
			Errors map[string]string `json:"errors"`
		}
		body := f.interact(t, askSubmission("V3", tt.question, nil))
		if err := json.Unmarshal([]byte(body), &reply); err != nil || reply.Action != "errors" || !strings.Contains(reply.Errors["question"], tt.want) {
			t.Errorf("%q got %s", tt.question, body)
		}
	}
}

func TestFindShortcut(t *testing.T) {
	f := newFixture(t, nil)
	f.interact(t, obj{
		"type": "message_action", "callback_id": "find", "trigger_id": "tr1", "response_url": f.slack.hookURL("tr1"), "channel": obj{"id": "C1"},
		"message": obj{"type": "message", "user": "U2", "text": "fagbrev på jobb?", "ts": "1.1"},
	})
	c := f.slack.next(t, "hook tr1")
	wantText(t, c, "Fagbrev på jobb")
	if c.body["response_type"] != "ephemeral" {
		t.Errorf("response type is %v", c.body["response_type"])
	}
}

func TestSnippet(t *testing.T) {
	f := newFixture(t, nil)
	id := ""
	for _, e := range f.guide.Entries() {
		if _, ok := e.Snippet("ar"); ok {
			id = e.ID
			break
		}
	}
	if id == "" {
		t.Skip("the guide has no text in Arabic")
	}
	f.press(t, "tr1", "snippet:1", "nb/"+id+"//0", nil)
	f.slack.next(t, "views.open")
	f.press(t, "tr2", "language:1", "", obj{
		"view":    obj{"id": "V1", "type": "modal", "callback_id": "snippet", "private_metadata": "nb/" + id + "//0"},
		"actions": []obj{{"type": "static_select", "block_id": "b", "action_id": "language:1", "selected_option": obj{"value": "ar"}}},
	})
	c := f.slack.next(t, "views.update")
	if c.body["view_id"] != "V1" || !strings.Contains(c.all(), "\u200f") {
		t.Error("the Arabic text is not shown from right to left in the same dialog")
	}
}

func TestHome(t *testing.T) {
	f := newFixture(t, nil)
	f.event(t, "Ev1", obj{"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"})
	c := f.slack.next(t, "views.publish")
	if c.body["user_id"] != "U1" || !strings.Contains(c.all(), "Mulighetskartet") {
		t.Error("the home tab has no map")
	}
	home := obj{"view": obj{"id": "V9", "type": "home"}, "container": obj{"type": "view"}, "message": nil, "channel": nil}
	choose := func(action, value string, selected bool) obj {
		o := obj{"type": "x", "block_id": "b", "action_id": action, "value": value}
		if selected {
			o = obj{"type": "static_select", "block_id": "b", "action_id": action, "selected_option": obj{"value": value}}
		}
		home["actions"] = []obj{o}
		return home
	}
	f.press(t, "tr1", "", "", choose("homelanguage:1", "en", true))
	if c := f.slack.next(t, "views.publish"); !strings.Contains(c.all(), "Settings") || !strings.Contains(c.all(), base+"/en/privacy|") || !strings.Contains(c.all(), base+"/en/terms|") {
		t.Error("the tab is not in the language chosen, or does not lead to who answers for the service")
	}
	f.press(t, "tr2", "", "", choose("homeplace:1", "4204", false))
	if c := f.slack.next(t, "views.publish"); !strings.Contains(c.all(), "4204") {
		t.Error("the tab does not show the municipality")
	}
	f.press(t, "tr3", "", "", choose("homeplace:1", "Oslo", false))
	f.slack.next(t, "views.open")
	topic := f.guide.Topics()[0].ID
	f.press(t, "tr4", "", "", choose("show:1", "en/"+topic+"//0", false))
	if c := f.slack.next(t, "views.open"); !strings.Contains(c.all(), f.title(t, content.English, topic)) {
		t.Error("a topic does not open")
	}
	f.event(t, "Ev2", obj{"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"})
	if c := f.slack.next(t, "assistant.threads.setSuggestedPrompts"); c.args.Has("thread_ts") || !strings.Contains(c.args.Get("prompts"), "message") {
		t.Errorf("prompts are %v", c.args)
	}
	f.event(t, "Ev3", obj{"type": "assistant_thread_started", "assistant_thread": obj{"user_id": "U1", "channel_id": "D1", "thread_ts": "1.1"}})
	if c := f.slack.next(t, "assistant.threads.setSuggestedPrompts"); c.args.Get("thread_ts") != "1.1" {
		t.Errorf("prompts are %v", c.args)
	}
}

// With the setting on, a channel sees no answers; only the asker does.
func TestPrivateAnswers(t *testing.T) {
	f := newFixture(t, func(c *slackchat.Config) { c.Private = true })
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	c := f.slack.next(t, "chat.postEphemeral")
	if c.args.Get("user") != "U1" || c.args.Get("thread_ts") != "" || !strings.Contains(c.all(), `"share:`) {
		t.Errorf("private answer is %v", c.args.Get("user"))
	}
	inThread := mention("C1", "1.3", "fagbrev på jobb")
	inThread["thread_ts"] = "1.1"
	f.event(t, "Ev2", inThread)
	if c := f.slack.next(t, "chat.postEphemeral"); c.args.Get("thread_ts") != "1.1" {
		t.Errorf("a private answer in a thread stands in %q", c.args.Get("thread_ts"))
	}
}

// What is asked in a dialog, in a message, by the command in a direct conversation and
// by a press there is one conversation.
func TestOneConversationWithAPerson(t *testing.T) {
	f := newFixture(t, nil)
	f.interact(t, askSubmission("V1", "hva er jobbsjansen?", map[string]string{"language": "nb"}))
	wantText(t, f.slack.next(t, "chat.postMessage"), f.short(t, content.Bokmal, "jobbsjansen"))
	f.event(t, "Ev1", direct("1.1", "hvor lenge varer det?"))
	wantText(t, f.slack.next(t, "chat.postMessage"), f.short(t, content.Bokmal, "jobbsjansen"))
	f.press(t, "tr1", "show:1", "nb/kvalifiseringsprogram//0", obj{"container": obj{"type": "message", "channel_id": "D1", "message_ts": "1.1"}, "channel": obj{"id": "D1"}})
	wantText(t, f.slack.next(t, "chat.postMessage"), f.short(t, content.Bokmal, "kvalifiseringsprogram"))
	f.interact(t, askSubmission("V2", "hvem betaler?", map[string]string{"language": "nb"}))
	wantText(t, f.slack.next(t, "chat.postMessage"), f.short(t, content.Bokmal, "kvalifiseringsprogram"))
}
