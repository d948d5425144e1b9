package slackchat_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// The whole entry opens in a dialog; a section chosen there shows in it, however long it has
// been open, and a note opens over it.
func TestMore(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.wrote("C1", "1.1")
	f.press(t, "tr1", "more:5", "nb/kvalifiseringsprogram/duration/0", nil)
	c := f.slack.next(t, "views.open")
	view := c.body["view"].(map[string]any)
	if view["private_metadata"] != "nb/kvalifiseringsprogram/duration/0 C1 1.1" || !strings.Contains(c.all(), `share:`) {
		t.Errorf("the dialog is of %v", view["private_metadata"])
	}
	tab := inDialog("nb/kvalifiseringsprogram/duration/0 C1 1.1")
	tab["actions"] = []obj{{"type": "static_select", "block_id": "sections duration", "action_id": "tab:1", "selected_option": obj{"value": "nb/kvalifiseringsprogram/requirements/0"}}}
	f.press(t, "tr2", "", "", tab)
	if c := f.slack.next(t, "views.update"); c.body["view_id"] != "V1" || !strings.Contains(c.all(), "sections requirements") {
		t.Error("the section is not shown in the same dialog")
	}
	f.press(t, "tr3", "note:2", "nb/kvalifiseringsprogram/requirements/0", inDialog("nb/kvalifiseringsprogram/requirements/0 C1 1.1"))
	f.slack.next(t, "views.push")
	f.press(t, "tr4", "feedback:3", "yes:nb/kvalifiseringsprogram/requirements/0", inDialog("nb/kvalifiseringsprogram/requirements/0 C1 1.1"))
	wantText(t, f.slack.next(t, "chat.postEphemeral"), "Takk")
}

// What is pressed in a dialog that Slack knows no more opens in a new one.
func TestDialogThatIsClosed(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("views.update", fault{err: "not_found"})
	tab := inDialog("nb/kvalifiseringsprogram/duration/0 C1 1.1")
	tab["actions"] = []obj{{"type": "static_select", "block_id": "sections duration", "action_id": "tab:1", "selected_option": obj{"value": "nb/kvalifiseringsprogram/requirements/0"}}}
	f.press(t, "tr1", "", "", tab)
	if c := f.slack.next(t, "views.open"); c.body["trigger_id"] != "tr1" || !strings.Contains(c.all(), "sections requirements") {
		t.Errorf("opened with %v", c.body["trigger_id"])
	}
	f.stop()
	f.slack.quiet(t)
}

// A section is shared from the dialog into the thread it was opened from, with who shared
// it; where the app is no member the dialog says so.
func TestShareFromDialog(t *testing.T) {
	f := newFixture(t, nil)
	at := inDialog("nb/jobbsjansen/duration/0 C1 1.1")
	f.press(t, "tr1", "share:1", "nb/jobbsjansen/duration/0", at)
	c := f.slack.next(t, "chat.postMessage")
	wantText(t, c, "Jobbsjansen, varighet")
	if c.args.Get("channel") != "C1" || c.args.Get("thread_ts") != "1.1" || !strings.Contains(c.args.Get("blocks"), "@U1") {
		t.Errorf("shared in %s, thread %q", c.args.Get("channel"), c.args.Get("thread_ts"))
	}
	if c := f.slack.next(t, "views.update"); !strings.Contains(c.all(), "Delt i tråden") {
		t.Error("the dialog does not say that it is shared")
	}
	f.slack.fail("chat.postMessage", fault{err: "not_in_channel"})
	f.press(t, "tr2", "share:1", "nb/jobbsjansen/duration/0", at)
	if c := f.slack.next(t, "views.update"); !strings.Contains(c.all(), "Inviter") {
		t.Error("the dialog does not say what to do")
	}
	f.stop()
	f.slack.quiet(t)
}

// A private answer that is shared stays in its thread, with who shared it.
func TestShareStaysInItsThread(t *testing.T) {
	f := newFixture(t, nil)
	alone := obj{"container": obj{"type": "message", "channel_id": "C1", "message_ts": "1.2", "thread_ts": "110.1", "is_ephemeral": true}, "message": nil}
	f.press(t, "tr1", "share:1", "nb/jobbsjansen/duration/0", alone)
	c := f.slack.next(t, "hook tr1")
	if c.body["response_type"] != "in_channel" || c.body["thread_ts"] != "110.1" || !strings.Contains(c.all(), "@U1") {
		t.Errorf("shared as %v in thread %v", c.body["response_type"], c.body["thread_ts"])
	}
	f.slack.next(t, "hook tr1")
	f.press(t, "tr2", "share:1", "nb/jobbsjansen/duration/0", obj{"container": obj{"type": "message", "channel_id": "C1", "message_ts": "1.2", "is_ephemeral": true}, "message": nil})
	if c := f.slack.next(t, "hook tr2"); c.body["thread_ts"] != nil {
		t.Errorf("what stands in no thread is shared in %v", c.body["thread_ts"])
	}
}

// Who asked is answered for all; somebody else for themselves, with a way to share.
func TestPressBySomebodyElse(t *testing.T) {
	f := newFixture(t, nil)
	of := func(asker string) obj {
		return obj{"actions": []obj{{"type": "button", "block_id": "row " + asker, "action_id": "show:1", "value": "nb/jobbsjansen/duration/0"}}}
	}
	f.press(t, "tr1", "", "", of("U1"))
	c := f.slack.next(t, "chat.postMessage")
	if !strings.Contains(c.args.Get("blocks"), `"row U1"`) {
		t.Error("the answer's buttons do not know whose they are")
	}
	f.press(t, "tr2", "", "", of("U2"))
	if c := f.slack.next(t, "hook tr2"); c.body["response_type"] != "ephemeral" || !strings.Contains(c.all(), `"share:`) {
		t.Error("somebody else is not answered alone, with a button to share")
	}
	f.stop()
	f.slack.quiet(t)
}

// A finger that trembles presses once; who presses again later is answered again.
func TestPressTwice(t *testing.T) {
	f := newFixture(t, nil)
	for i, at := range []string{"1700000001.9", "1700000002.3", "1700000060.1"} {
		f.press(t, fmt.Sprint("tr", i), "", "", obj{"actions": []obj{{"type": "button", "block_id": "b", "action_id": "show:1", "value": "nb/jobbsjansen/duration/0", "action_ts": at}}})
	}
	f.slack.next(t, "chat.postMessage")
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
}

// Buttons of messages that an older release posted still do what they did.
func TestOlderMessages(t *testing.T) {
	f := newFixture(t, nil)
	menu := func(value string) obj {
		return obj{"actions": []obj{{"type": "overflow", "block_id": "b", "action_id": "menu:1", "selected_option": obj{"value": value}}}}
	}
	f.press(t, "tr1", "menu:1", "", menu("note:nb/jobbsjansen//0"))
	f.slack.next(t, "views.open")
	f.press(t, "tr2", "menu:1", "", menu("snippet:nb/introduksjonsprogram//0"))
	f.slack.next(t, "views.open")
	f.press(t, "tr3", "menu:1", "", menu("map:nb///0"))
	f.slack.next(t, "hook tr3")
	f.press(t, "tr4", "show:3", "nb/jobbsjansen/payer/0", nil)
	f.slack.next(t, "chat.postMessage")
	f.press(t, "tr5", "step:3", "nb/jamal//2", nil)
	f.slack.next(t, "hook tr5")
	f.press(t, "tr6", "share:3", "nb/jobbsjansen//0", nil)
	f.slack.next(t, "hook tr6")
	f.slack.next(t, "hook tr6")
	f.press(t, "tr7", "choose:1", "nb/jobbsjansen/payer/0", nil) // of a conversation nobody remembers
	f.slack.next(t, "hook tr7")
	old := obj{"type": "view_submission", "trigger_id": "tr8", "view": obj{"id": "V8", "type": "modal", "callback_id": "note", "private_metadata": "nb/jobbsjansen/payer/0/note"}}
	f.interact(t, old)
	f.slack.next(t, "chat.postMessage")
	for i, value := range []string{"", "x", "nb/jobbsjansen", strings.Repeat("å", 3000)} {
		for _, verb := range []string{"show", "more", "note", "choose", "none", "page", "compare", "editors", "tab", "tick", "follow", "asktext"} {
			f.press(t, fmt.Sprint("bad ", i, verb), verb+":1", value, nil)
		}
	}
	f.stop()
	if s := f.log.String(); strings.Contains(s, "panic") {
		t.Errorf("the log says %s", s)
	}
}

// Ticks make the note anew, in a field of another name, and what is sent is what was ticked.
func TestTicks(t *testing.T) {
	f := newFixture(t, nil)
	f.event(t, "Ev1", mention("C1", "1.1", "hvor lenge varer KVP?"))
	f.slack.next(t, "chat.postMessage")
	second := mention("C1", "1.3", "hvor lenge varer jobbsjansen?")
	second["thread_ts"] = "1.1"
	f.event(t, "Ev2", second)
	f.slack.next(t, "chat.postMessage")
	f.press(t, "tr1", "note:3", "nb/jobbsjansen/duration/0", nil)
	c := f.slack.next(t, "views.open")
	view := c.body["view"].(map[string]any)
	meta := view["private_metadata"].(string)
	ids := map[string][]string{} // of the ticks, by block
	field := ""
	for _, b := range view["blocks"].([]any) {
		b := b.(map[string]any)
		id, _ := b["block_id"].(string)
		if strings.HasPrefix(id, "note") {
			field = id
		}
		if !strings.HasPrefix(id, "tick ") {
			continue
		}
		for _, o := range b["element"].(map[string]any)["options"].([]any) {
			ids[id] = append(ids[id], o.(map[string]any)["value"].(string))
		}
	}
	if len(ids) < 2 { // a block for each side of them
		t.Fatalf("two answers have the ticks %v", ids)
	}
	values := obj{}
	for id, all := range ids {
		values[id] = obj{"tick:1": obj{"type": "checkboxes", "selected_options": []obj{{"value": all[0]}}}}
	}
	state := obj{"values": values}
	v := obj{"id": "V1", "type": "modal", "callback_id": "note", "private_metadata": meta, "state": state}
	f.press(t, "tr2", "", "", obj{"view": v, "container": obj{"type": "view"}, "message": nil, "channel": nil, "response_url": "", "actions": []obj{{"type": "checkboxes", "block_id": "tick 0.0", "action_id": "tick:1", "selected_options": []obj{}}}})
	c = f.slack.next(t, "views.update")
	if c.body["view_id"] != "V1" || strings.Contains(c.all(), `"`+field+`"`) {
		t.Errorf("the note's field keeps its name %q", field)
	}
	v["private_metadata"] = c.body["view"].(map[string]any)["private_metadata"]
	f.interact(t, obj{"type": "view_submission", "trigger_id": "tr3", "view": v})
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "U1" || !strings.Contains(c.all(), "kvalifiseringsprogram@") || !strings.Contains(c.all(), "jobbsjansen@") {
		t.Error("the note does not hold both")
	}
}

// The editors are sent what the asker saw; a number stops it at the field.
func TestEditorsDialog(t *testing.T) {
	f := newFixture(t, nil)
	f.press(t, "tr1", "editors:3", "nb/introduksjonsprogram/payer/0 hvem betaler for <!channel> førerkort?", nil)
	c := f.slack.next(t, "views.open")
	view := c.body["view"].(map[string]any)
	if view["callback_id"] != "editors" || !strings.Contains(c.all(), "førerkort") {
		t.Fatal("the text is not shown before it is sent")
	}
	submit := func(id, text string) string {
		return f.interact(t, obj{"type": "view_submission", "trigger_id": "tr" + id, "view": obj{
			"id": id, "type": "modal", "callback_id": "editors", "private_metadata": view["private_metadata"],
			"state": obj{"values": obj{"editors": obj{"editors": obj{"type": "plain_text_input", "value": text}}}},
		}})
	}
	for _, bad := range []string{"gjelder 01019010046", "  ", strings.Repeat("a", 501)} {
		var reply struct {
			Action string            `json:"response_action"`
			Errors map[string]string `json:"errors"`
		}
		if err := json.Unmarshal([]byte(submit("V1", bad)), &reply); err != nil || reply.Action != "errors" || reply.Errors["editors"] == "" {
			t.Errorf("%.20q is answered with %+v", bad, reply)
		}
	}
	const text = "Hvem betaler for førerkort?"
	f.slack.wrote("C1", "1.1") // the answer that was pressed
	submit("V2", text)
	if c := f.slack.next(t, "chat.postEphemeral"); !strings.Contains(c.all(), "Takk.") {
		t.Errorf("the asker is told %s", c.all())
	}
	open, err := f.journal.Inquiries.Inquiries(t.Context())
	if err != nil || len(open) != 1 || open[0].Text != text || open[0].Section != "payer" {
		t.Errorf("the editors are sent %+v, %v", open, err)
	}
	f.press(t, "tr2", "feedback:1", "no:nb/jobbsjansen/payer/0", nil)
	f.stop()
	if strings.Contains(f.log.String(), "førerkort") {
		t.Error("the log holds the text")
	}
}
