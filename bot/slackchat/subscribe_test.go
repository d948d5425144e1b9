package slackchat_test

import (
	"slices"
	"strings"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat"
	"veiviser/content"
)

// TestSubscribe: by words in a thread and in a direct conversation, by a command, whose asker
// is told in a direct message, and by a press in the dialog of the whole entry. After a
// reload each conversation is told once. What is pressed under that ends it there, and with
// the app all of it ends.
func TestSubscribe(t *testing.T) {
	j := openJournal(t, journalConfig(t))
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) { c.Kept = j.Subscriptions })
	if err := j.Versions.Record(t.Context(), f.guide); err != nil {
		t.Fatal(err)
	}
	kept := func() []string {
		t.Helper()
		page, _, err := j.Subscriptions.Page(t.Context(), "slack", "")
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range page {
			if s.Place.Workspace != "T1" {
				t.Errorf("kept is %+v", s)
			}
			out = append(out, strings.Join([]string{s.Place.Channel, s.Place.Thread, s.Entry, string(s.Lang)}, " "))
		}
		slices.Sort(out)
		return out
	}
	wantKept := func(want ...string) {
		t.Helper()
		if got := kept(); !slices.Equal(got, want) {
			t.Errorf("kept are %q, want %q", got, want)
		}
	}
	inThread := func(id, text string) obj {
		e := mention("C1", "1."+id, text)
		e["thread_ts"] = "1.1"
		return e
	}
	f.event(t, "Ev1", mention("C1", "1.1", "kvalifiseringsprogrammet"))
	f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev2", inThread("2", "si fra når dette endres"))
	c := f.slack.next(t, "chat.postMessage")
	wantText(t, c, "Jeg sier fra når «Kvalifiseringsprogrammet (KVP)» endres")
	if c.args.Get("thread_ts") != "1.1" || !strings.Contains(c.args.Get("blocks"), "unsubscribe:") {
		t.Errorf("said in thread %q: %s", c.args.Get("thread_ts"), c.args.Get("blocks"))
	}
	f.event(t, "Ev3", direct("2.1", "fagbrev på jobb"))
	f.slack.next(t, "chat.postMessage")
	f.event(t, "Ev4", direct("2.2", "sei frå når dette endrar seg"))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Eg seier frå når")
	wantKept("C1 1.1 kvalifiseringsprogram nb", "D1  fagbrev-pa-jobb nn")

	f.command(t, "tr1", "si fra når kvalifiseringsprogrammet endres")
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "U1" {
		t.Errorf("told in %q", c.args.Get("channel"))
	}
	wantText(t, f.slack.next(t, "hook tr1"), "direktemelding")
	wantKept("C1 1.1 kvalifiseringsprogram nb", "D1  fagbrev-pa-jobb nn", "D1  kvalifiseringsprogram nb")

	f.press(t, "tr2", "more:5", "nb/jobbsjansen/duration/0", nil)
	if c := f.slack.next(t, "views.open"); !strings.Contains(c.all(), `subscribe:`) || !strings.Contains(c.all(), "nb/jobbsjansen//0") {
		t.Error("the dialog has no way to be told of changes")
	}
	f.press(t, "tr3", "subscribe:1", "nb/jobbsjansen//0", inDialog("nb/jobbsjansen/duration/0 C1 1.1"))
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "C1" || c.args.Get("thread_ts") != "1.1" {
		t.Errorf("said in %q, thread %q", c.args.Get("channel"), c.args.Get("thread_ts"))
	}
	wantText(t, call{args: nil, body: map[string]any{"text": f.slack.next(t, "views.update").all()}}, "Jeg sier fra når")
	f.slack.fail("chat.postMessage", fault{err: "not_in_channel"}) // the dialog of a private answer
	f.press(t, "tr4", "subscribe:1", "nb/jobbsjansen//0", inDialog("nb/jobbsjansen/duration/0 C9 9.1"))
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "U1" {
		t.Errorf("told in %q", c.args.Get("channel"))
	}
	wantText(t, call{args: nil, body: map[string]any{"text": f.slack.next(t, "views.update").all()}}, "direktemelding")
	f.press(t, "tr6", "more:5", "nb/fagbrev-pa-jobb//0", obj{"container": obj{"type": "message", "channel_id": "C1", "message_ts": "1.7", "thread_ts": "1.1", "is_ephemeral": true}, "response_url": ""})
	alone := f.slack.next(t, "views.open").body["view"].(obj)["private_metadata"].(string)
	if !strings.HasSuffix(alone, " C1 1.1 alone") {
		t.Errorf("the dialog of what one person saw keeps %q", alone)
	}
	for tr, verb := range map[string]string{"tr7": "tab:1", "tr8": "subscribe:1"} { // another section leads to the same
		f.press(t, tr, verb, "nb/jobbsjansen//0", inDialog(alone))
		if verb == "tab:1" {
			if got := f.slack.next(t, "views.update").body["view"].(obj)["private_metadata"].(string); !strings.HasSuffix(got, " C1 1.1 alone") {
				t.Errorf("another section keeps %q", got)
			}
			continue
		}
		if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "U1" {
			t.Errorf("told in %q", c.args.Get("channel"))
		}
		f.slack.next(t, "views.update")
	}
	before := []string{"C1 1.1 jobbsjansen nb", "C1 1.1 kvalifiseringsprogram nb", "D1  fagbrev-pa-jobb nn", "D1  jobbsjansen nb", "D1  kvalifiseringsprogram nb"}
	wantKept(before...)

	e, _ := f.guide.Entry("kvalifiseringsprogram")
	old := e.Text(content.Bokmal).Section(content.Duration)[0].Text
	const text = "Fra nyttår er det slik: "
	next := bottest.Changed(t, "offer/kvalifiseringsprogram.yaml", old, text+old)
	if err := j.Versions.Record(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	f.bot.Replace(next, bottest.Whole(t).Index, func() {})
	f.Reloaded()
	told := map[string]bool{}
	for range 2 {
		c := f.slack.next(t, "chat.postMessage")
		told[c.args.Get("channel")+" "+c.args.Get("thread_ts")] = true
		if bs := c.args.Get("blocks"); !strings.Contains(bs, text) || !strings.Contains(bs, base+"/nb/kvalifiseringsprogram@") || strings.Contains(bs, "users") {
			t.Errorf("told %s", bs)
		}
		wantText(t, c, "Endret: Kvalifiseringsprogrammet (KVP)")
	}
	if !told["C1 1.1"] || !told["D1 "] {
		t.Errorf("told in %v", told)
	}
	f.press(t, "tr5", "unsubscribe:2", "nb/kvalifiseringsprogram//0 kvalifiseringsprogram", obj{
		"channel": obj{"id": "D1"}, "message": obj{"ts": "9.9"}, "container": obj{"type": "message", "channel_id": "D1", "message_ts": "9.9"},
	})
	wantText(t, f.slack.next(t, "chat.postMessage"), "Jeg sier ikke lenger fra om «Kvalifiseringsprogrammet (KVP)»")
	wantKept(slices.Delete(slices.Clone(before), 4, 5)...)
	f.event(t, "Ev5", inThread("5", "hva sier du fra om?"))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Jeg sier fra om 2 oppslag her")
	f.event(t, "Ev6", inThread("6", "slutt å si fra"))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Jeg sier ikke lenger fra om «Kvalifiseringsprogrammet (KVP)»")
	f.event(t, "Ev7", obj{"type": "app_uninstalled"})
	f.stop()
	f.slack.quiet(t)
	wantKept()
}

// TestSubscribersLeft: a channel that the app is no longer in is told of nothing again; one
// where Slack asks to wait is told later.
func TestSubscribersLeft(t *testing.T) {
	j := openJournal(t, journalConfig(t))
	fake := newFakeSlack(t)
	whole := bottest.Whole(t)
	if err := j.Versions.Record(t.Context(), whole.Guide); err != nil {
		t.Fatal(err)
	}
	for _, channel := range []string{"C1", "C2"} {
		s := chat.SubscriptionOf{Platform: "slack", Place: chat.Place{Workspace: "T1", Channel: channel, Thread: "1.1"}, Entry: "kvalifiseringsprogram", Digest: "sha256:000000000000", Lang: content.English}
		if _, err := j.Subscriptions.Subscribe(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	fake.fail("chat.postMessage", fault{err: "channel_not_found"})
	f := newFixtureOn(t, fake, j, func(c *slackchat.Config) { c.Kept = j.Subscriptions })
	c := fake.next(t, "chat.postMessage")
	wantText(t, c, "Changed: Qualification Programme")
	f.stop()
	page, _, err := j.Subscriptions.Page(t.Context(), "slack", "")
	if err != nil || len(page) != 1 || page[0].Place.Channel != c.args.Get("channel") || page[0].Digest != whole.Guide.Digest("kvalifiseringsprogram") {
		t.Errorf("kept are %+v, %v", page, err)
	}
}
