package slackchat_test

import (
	"fmt"
	"strings"
	"testing"

	"veiviser/content"
)

// edited is an event of a mention that was changed after it was written.
func edited(e obj, text string) obj {
	e["text"], e["edited"] = "<@UBOT> "+text, obj{"user": "U1", "ts": "5.5"}
	return e
}

// changed is an event of a direct message that was changed, or that Slack changed.
func changed(ts, before, after string, byPerson bool) obj {
	m := obj{"type": "message", "user": "U1", "text": after, "ts": ts}
	if byPerson {
		m["edited"] = obj{"user": "U1", "ts": "5.5"}
	}
	return obj{
		"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": "D1", "ts": "5.6",
		"message": m, "previous_message": obj{"type": "message", "user": "U1", "text": before, "ts": ts},
	}
}

// The answer to an edited question changes in place while nobody has replied, and there are
// never two.
func TestEditedQuestion(t *testing.T) {
	f := newFixture(t, nil)
	f.event(t, "Ev1", mention("C1", "1.1", "hvem betaler for fagbrev på jobb?"))
	first := f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev2", edited(mention("C1", "1.1", ""), "hvem betaler for jobbsjansen?"))
	c := f.slack.next(t, "chat.update")
	wantText(t, c, f.short(t, content.Bokmal, "jobbsjansen"))
	if c.args.Get("ts") == "" || c.args.Get("channel") != first.args.Get("channel") {
		t.Errorf("changed is %s in %s", c.args.Get("ts"), c.args.Get("channel"))
	}
	f.event(t, "Ev3", edited(mention("C1", "1.1", ""), "hvem betaler for jobbsjansen??")) // says the same

	f.event(t, "Ev4", mention("C1", "2.1", "hva er jobbsjansen?"))
	f.slack.next(t, "chat.postMessage")
	reply := mention("C1", "99.3", "hvem betaler?")
	reply["thread_ts"], reply["user"] = "2.1", "U2"
	f.event(t, "Ev5", reply)
	f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev6", edited(mention("C1", "2.1", ""), "hva er KVP?"))
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("thread_ts") != "2.1" {
		t.Errorf("the new answer stands in %q", c.args.Get("thread_ts"))
	}
	f.stop()
	f.slack.quiet(t)
}

// Where the app may read the thread, it knows of replies that it was not told of, and of
// answers of other replicas.
func TestEditedQuestionInAThreadThatCanBeRead(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.history = true
	f.event(t, "Ev1", mention("C1", "1.1", "hvem betaler for fagbrev på jobb?"))
	f.slack.next(t, "chat.postMessage")
	g := newFixtureOn(t, f.slack, f.journal, nil) // which has not seen the first
	g.event(t, "Ev2", edited(mention("C1", "1.1", ""), "hvem betaler for jobbsjansen?"))
	f.slack.next(t, "chat.update")
	f.slack.wrote("C1", "1.1")
	f.event(t, "Ev3", edited(mention("C1", "1.1", ""), "hva er KVP?"))
	f.slack.next(t, "chat.postMessage")
}

// The guard asks for the number to be taken out of the message: the message without it is
// answered. So is one that a mention was added to, and a direct message.
func TestEditedMessageIsAnswered(t *testing.T) {
	f := newFixture(t, nil)
	f.event(t, "Ev1", mention("C1", "1.1", "hva er KVP for 01019010046?"))
	f.slack.next(t, "chat.postEphemeral")
	f.event(t, "Ev2", edited(mention("C1", "1.1", ""), "hva er KVP for 01019010046 da?"))
	f.slack.next(t, "chat.postEphemeral")
	f.event(t, "Ev3", edited(mention("C1", "1.1", ""), "hva er KVP?"))
	wantText(t, f.slack.next(t, "chat.postMessage"), "KVP")
	f.event(t, "Ev4", edited(mention("C1", "2.1", ""), "hva er jobbsjansen?")) // the mention is new
	wantText(t, f.slack.next(t, "chat.postMessage"), "Jobbsjansen")

	f.event(t, "Ev5", direct("3.1", "hva er jobsjansn?"))
	f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev6", changed("3.1", "hva er jobsjansn?", "hva er KVP?", true))
	wantText(t, f.slack.next(t, "chat.update"), "KVP")
	f.event(t, "Ev7", changed("3.1", "hva er KVP?", "hva er KVP?", true)) // a preview was taken away
	f.event(t, "Ev8", changed("3.1", "hva er KVP?", "hva er KVP? x", false))
	f.stop()
	f.slack.quiet(t)
}

// A forwarded message is read with what is written beside it, wherever Slack puts its text,
// and the guard looks at all of it.
func TestForwardedMessage(t *testing.T) {
	const question, number = "Hvem betaler for jobbsjansen?", "Gjelder 01019010046, hvem betaler for jobbsjansen?"
	rich := []obj{{"type": "rich_text", "elements": []obj{{"type": "rich_text_section", "elements": []obj{{"type": "text", "text": question}}}}}}
	for name, tt := range map[string]struct {
		comment string
		hangs   obj
		guarded bool
		other   bool // nothing of it is read
	}{
		"alone":        {"", obj{"is_share": true, "text": question}, false, false},
		"with words":   {"Hva tenker du om denne?", obj{"is_share": true, "text": question}, false, false},
		"in blocks":    {"", obj{"is_share": true, "message_blocks": []obj{{"team": "T1", "message": obj{"blocks": rich}}}}, false, false},
		"fallback":     {"", obj{"is_share": true, "fallback": "[i dag] Kari: " + question}, false, false},
		"with number":  {"Hva tenker du om denne?", obj{"is_share": true, "text": number}, true, false},
		"number below": {"", obj{"is_share": true, "message_blocks": []obj{{"message": obj{"text": number}}}}, true, false},
		"a preview":    {"hva er KVP?", obj{"is_share": false, "text": question}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil)
			e := direct("1.1", tt.comment)
			e["attachments"] = []obj{tt.hangs}
			f.event(t, "Ev1", e)
			c := f.slack.next(t, "chat.postMessage")
			switch {
			case tt.guarded:
				wantText(t, c, "personnummer")
			case tt.other:
				wantText(t, c, "KVP")
			default:
				wantText(t, c, "Jobbsjansen")
			}
			if strings.Contains(c.all(), "10046") {
				t.Error("the number comes back")
			}
		})
	}
}

// A form in Workflow Builder can ask; two bots can't talk without end, and nobody's own
// words come back to them.
func TestWorkflowMention(t *testing.T) {
	f := newFixture(t, nil)
	workflow := func(ts, thread string) obj {
		e := mention("C1", ts, "Hva er KVP?")
		delete(e, "user")
		e["subtype"], e["bot_id"] = "bot_message", "B1"
		if thread != "" {
			e["thread_ts"] = thread
		}
		return e
	}
	f.event(t, "Ev1", workflow("1.1", ""))
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("thread_ts") != "1.1" {
		t.Errorf("answered in %q", c.args.Get("thread_ts"))
	}
	f.event(t, "Ev2", workflow("1.5", "1.1"))
	own := workflow("2.1", "")
	own["user"] = "UBOT"
	f.event(t, "Ev3", own)
	number := workflow("3.1", "")
	number["text"] = "<@UBOT> gjelder 01019010046"
	f.event(t, "Ev4", number)
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("thread_ts") != "3.1" || strings.Contains(c.all(), "10046") {
		t.Errorf("who reads the workflow's thread is told in %q", c.args.Get("thread_ts"))
	}
	f.stop()
	f.slack.quiet(t)
}

// A mention that asks of what its thread begins with is answered with that where the app may
// read it; one that asks something itself, or that was answered before, is not.
func TestMentionAsksOfTheThread(t *testing.T) {
	ask := func(ts, text string) obj {
		e := mention("C1", ts, text)
		e["thread_ts"] = "1.1"
		return e
	}
	for _, tt := range []struct {
		name, parent, text string
		readable           bool
		want               string
	}{
		{"asks of it", "Hvem betaler for jobbsjansen?", "kan du svare på denne?", true, "Jobbsjansen"},
		{"in English", "Who pays for jobbsjansen?", "can you answer this?", true, "Jobbsjansen"},
		{"a side of it", "Vi har en deltaker i jobbsjansen.", "hvem betaler?", true, "Jobbsjansen, hvem som betaler"},
		{"asks itself", "Hvem betaler for jobbsjansen?", "hva er KVP?", true, "KVP"},
		{"of nothing", "Hei på dere", "kan du svare på denne?", true, "guiden"},
		{"not readable", "Hvem betaler for jobbsjansen?", "kan du svare på denne?", false, "guiden"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil)
			f.slack.history = tt.readable
			f.slack.parents["C1 1.1"] = obj{"ts": "1.1", "user": "U2", "text": tt.parent}
			f.event(t, "Ev1", ask("1.3", tt.text))
			wantText(t, f.slack.next(t, "chat.postMessage"), tt.want)
		})
	}
	f := newFixture(t, nil)
	f.slack.history = true
	f.slack.parents["C1 1.1"] = obj{"ts": "1.1", "user": "U2", "text": "Gjelder 01019010046, hvem betaler for jobbsjansen?"}
	f.event(t, "Ev1", ask("1.3", "kan du svare på denne?"))
	wantText(t, f.slack.next(t, "chat.postEphemeral"), "personnummer")
	f.slack.parents["C1 1.1"] = obj{"ts": "1.1", "user": "U2", "text": "hva er jobbsjansen?"}
	f.event(t, "Ev2", ask("1.5", "hva er KVP?"))
	f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev3", ask("1.7", "takk"))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Bare hyggelig")
}

// inDialog is a press in the dialog with the whole entry, opened from thread 1.1 of C1.
func inDialog(metadata string) obj {
	return obj{
		"view": obj{"id": "V1", "type": "modal", "callback_id": "more", "private_metadata": metadata}, "container": obj{"type": "view", "view_id": "V1"},
		"message": nil, "channel": nil, "response_url": "",
	}
}

// A thread is followed from the press of a button until another, and a message there that
// has no sure answer gets none.
func TestFollowedThread(t *testing.T) {
	f := newFixture(t, nil)
	said := func(ts, text string) obj {
		return obj{"type": "message", "channel_type": "channel", "user": "U2", "text": text, "ts": ts, "channel": "C1", "thread_ts": "1.1"}
	}
	f.event(t, "Ev0", said("1.2", "hvem betaler for jobbsjansen?"))
	f.slack.history = true
	f.event(t, "Ev1", mention("C1", "1.1", "hva er jobbsjansen?"))
	f.slack.next(t, "chat.postMessage")
	f.press(t, "tr1", "more:1", "nb/jobbsjansen//0", nil)
	if c := f.slack.next(t, "views.open"); !strings.Contains(c.all(), `follow:`) {
		t.Fatal("the thread can't be followed")
	}
	f.press(t, "tr2", "follow:9", "follow", inDialog("nb/jobbsjansen//0 C1 1.1"))
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("thread_ts") != "1.1" || !strings.Contains(c.all(), "unfollow") {
		t.Error("the thread is not told that it is followed")
	}
	f.slack.next(t, "views.update")
	f.event(t, "Ev2", said("1.4", "hvem betaler?"))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Jobbsjansen, hvem som betaler")
	f.event(t, "Ev3", said("1.5", "takk for hjelpen!"))
	f.event(t, "Ev4", said("1.6", "skal vi ta lunsj?"))
	f.event(t, "Ev5", said("1.7", "<@UBOT> hvem betaler?")) // comes as a mention
	bots := said("1.8", "hvem betaler?")
	bots["bot_id"] = "B1"
	f.event(t, "Ev6", bots)
	root := said("7.1", "hvem betaler for jobbsjansen?")
	delete(root, "thread_ts")
	f.event(t, "Ev7", root)
	f.press(t, "tr3", "follow:1", "unfollow", nil)
	f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev8", said("1.9", "hvem betaler?"))
	f.stop()
	f.slack.quiet(t)
}

// An agent's thread has a title and what may be asked next, and no status is left when
// nothing is posted.
func TestAgentThread(t *testing.T) {
	f := newFixture(t, nil)
	in := func(ts, text string) obj {
		e := direct(ts, text)
		e["thread_ts"] = "300.1"
		return e
	}
	f.event(t, "Ev1", in("300.2", "hvor lenge varer KVP?"))
	f.slack.next(t, "assistant.threads.setStatus")
	f.slack.next(t, "chat.postMessage")
	if c := f.slack.next(t, "assistant.threads.setTitle"); !strings.Contains(c.args.Get("title"), "varighet") {
		t.Errorf("the title is %s", c.all())
	}
	c := f.slack.next(t, "assistant.threads.setSuggestedPrompts")
	if !strings.Contains(c.args.Get("prompts"), "KVP, ") {
		t.Errorf("prompts are %s", c.all())
	}
	again := changed("300.2", "hvor lenge varer KVP?", "hvem betaler for KVP?", true)
	again["message"].(obj)["thread_ts"] = "300.1"
	f.event(t, "Ev2", again)
	f.slack.next(t, "assistant.threads.setStatus")
	f.slack.next(t, "chat.update")
	if c := f.slack.next(t, "assistant.threads.setStatus"); c.args.Get("status") != "" {
		t.Errorf("the status stays %q", c.args.Get("status"))
	}
}

// The app says what it is where it is added, once, and not when others are.
func TestWelcome(t *testing.T) {
	f := newFixture(t, nil)
	joined := obj{"type": "member_joined_channel", "user": "UBOT", "channel": "C1", "channel_type": "C", "inviter": "U1"}
	for i := range 2 {
		f.event(t, fmt.Sprint("Ev", i), joined)
	}
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "C1" || c.args.Has("thread_ts") {
		t.Errorf("the welcome stands in %s, thread %q", c.args.Get("channel"), c.args.Get("thread_ts"))
	}
	f.event(t, "Ev9", obj{"type": "member_joined_channel", "user": "U7", "channel": "C1"})
	f.stop()
	f.slack.quiet(t)
}
