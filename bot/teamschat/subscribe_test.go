package teamschat_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/content"
)

// TestSubscribe: by words in a channel's thread and by a press on the whole entry; after a
// reload the thread is told once, in it; "slutt å si fra" ends it.
func TestSubscribe(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	kept := &chattest.Subscriptions{}
	whole := bottest.Whole(t)
	c.Kept, c.Bot = kept, newBotWith(t, versionsOf{whole.Guide})
	r := run(t, m, c)
	n := 0
	say := func(text string) string {
		t.Helper()
		n++
		a := m.message("<at>Veiviser</at> " + text)
		a["conversation"] = map[string]any{"id": "19:a@thread.tacv2;messageid=1", "conversationType": "channel", "tenantId": tenantID}
		a["entities"] = []any{map[string]any{"type": "mention", "mentioned": map[string]any{"id": "28:bot"}}}
		r.send(t, a)
		return card(t, m.next(t).Activity)
	}
	say("kvalifiseringsprogrammet")
	if got := say("sei frå når dette endrar seg"); !strings.Contains(got, "Eg seier frå når") || !strings.Contains(got, `"unsubscribe"`) {
		t.Errorf("answered %s", got)
	}
	all := kept.All()
	if len(all) != 1 || all[0].Place != (chat.Place{Workspace: tenantID, Channel: "19:a@thread.tacv2;messageid=1", Service: m.URL + "/teams/"}) {
		t.Fatalf("kept are %+v", all)
	}

	more := r.invoke(t, "adaptiveCard/action", map[string]any{"action": map[string]any{"type": "Action.Execute", "verb": "more", "data": map[string]any{"verb": "more", "ref": "nb/jobbsjansen//0"}}})
	if !strings.Contains(string(encode(t, more)), `"verb":"subscribe"`) {
		t.Error("the whole entry has no way to be told of changes")
	}
	toast := r.invoke(t, "adaptiveCard/action", map[string]any{"action": map[string]any{"type": "Action.Execute", "verb": "subscribe", "data": map[string]any{"verb": "subscribe", "ref": "nb/jobbsjansen//0"}}})
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "Jeg sier fra når «Jobbsjansen") || !strings.Contains(string(encode(t, toast)), "Jeg sier fra når") {
		t.Errorf("pressed: %s, told %v", got, toast)
	}
	if all := kept.All(); len(all) != 2 {
		t.Fatalf("kept are %+v", all)
	}

	e, _ := whole.Guide.Entry("kvalifiseringsprogram")
	old := e.Text(content.Nynorsk).Section(content.Duration)[0].Text
	const text = "Frå nyttår er det slik: "
	next := bottest.Changed(t, "offer/kvalifiseringsprogram.yaml", old, text+old)
	c.Bot.Replace(next, whole.Index, func() {})
	r.chat.Reloaded()
	told := m.next(t)
	if got := card(t, told.Activity); told.Method != http.MethodPost || !strings.HasSuffix(told.Path, "/v3/conversations/19:a@thread.tacv2;messageid=1/activities") ||
		!strings.Contains(got, text) || !strings.Contains(got, base+"/nn/kvalifiseringsprogram@") || !strings.Contains(got, "Slutt å seie frå") {
		t.Errorf("told at %s: %s", told.Path, got)
	}
	if _, ok := told.Activity["recipient"]; ok {
		t.Error("what nobody asked for just now is to somebody")
	}
	if got := say("slutt å seie frå"); !strings.Contains(got, "Eg seier ikkje lenger frå om") {
		t.Errorf("answered %s", got)
	}
	if all := kept.All(); len(all) != 1 || all[0].Entry != "jobbsjansen" {
		t.Errorf("kept are %+v", all)
	}
	gone := m.activity("installationUpdate")
	gone["action"], gone["conversation"] = "remove", map[string]any{"id": kept.All()[0].Place.Channel, "conversationType": "personal", "tenantId": tenantID}
	r.send(t, gone)
	if all := kept.All(); len(all) != 0 {
		t.Errorf("after the bot was removed kept are %+v", all)
	}
}

// TestRemovedFromTeam: with the bot all that a team's threads are told of ends, and nothing
// of another team's or tenant's.
func TestRemovedFromTeam(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	kept := &chattest.Subscriptions{}
	c.Kept = kept
	r := run(t, m, c)
	const team, other = "19:t@thread.tacv2", "19:o@thread.tacv2"
	a := inChannel("", m.message("si fra når kvalifiseringsprogrammet endres"))
	r.send(t, a)
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "Jeg sier fra når") {
		t.Errorf("answered %s", got)
	}
	for channel, place := range map[string]chat.Place{
		"19:y;messageid=2": {Workspace: tenantID, Team: team}, "19:z;messageid=3": {Workspace: tenantID, Team: other}, "19:x;messageid=4": {Workspace: secondTenant, Team: team},
	} {
		place.Channel, place.Service = channel, m.URL+"/teams/"
		s := chat.SubscriptionOf{Platform: bot.Teams, Place: place, Entry: "jobbsjansen", Digest: bottest.Whole(t).Guide.Digest("jobbsjansen"), Lang: content.Bokmal}
		if _, err := kept.Subscribe(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	gone := inChannel("", m.activity("installationUpdate"))
	gone["action"] = "remove"
	gone["conversation"] = map[string]any{"id": team, "conversationType": "channel", "tenantId": tenantID}
	r.send(t, gone)
	var left []string
	for _, s := range kept.All() {
		left = append(left, s.Place.Channel)
	}
	if strings.Join(left, " ") != "19:z;messageid=3 19:x;messageid=4" && strings.Join(left, " ") != "19:x;messageid=4 19:z;messageid=3" {
		t.Errorf("after the bot was removed kept are %q", left)
	}
}

// TestSubscribeAlone: who asks for it alone in front of others, by words or by a press on
// what they alone see, is told in the chat they have with the bot; nothing is said to the
// others.
func TestSubscribeAlone(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	kept := &chattest.Subscriptions{}
	c.Kept = kept
	r := run(t, m, c)
	a := inChannel("", m.message("si fra når kvalifiseringsprogrammet endres"))
	a["recipient"].(map[string]any)["isTargeted"] = true
	r.send(t, a)
	private := func(what string) {
		t.Helper()
		if got := m.next(t); !strings.HasSuffix(got.Path, "/conversations/alone-29:kari/activities") || !strings.Contains(card(t, got.Activity), "Jeg sier fra når") {
			t.Errorf("%s: told at %s", what, got.Path)
		}
	}
	private("by words")
	if got := m.next(t); !strings.HasSuffix(got.Path, "isTargetedActivity=true") || !strings.Contains(said(got), "direktemelding") {
		t.Errorf("told at %s: %s", got.Path, said(got))
	}
	invoke := func(verb string) string {
		t.Helper()
		p := inChannel("", m.activity("invoke"))
		p["name"], p["value"] = "adaptiveCard/action", press(map[string]any{"verb": verb, "ref": "nb/jobbsjansen//0", "asker": "alone"})
		return r.send(t, p).Body.String()
	}
	if got := invoke("more"); !strings.Contains(got, `"verb":"subscribe","ref":"nb/jobbsjansen//0","asker":"alone"`) {
		t.Errorf("the whole entry that one person sees does not tell so in its buttons: %s", got)
	}
	invoke("subscribe")
	private("by a press")
	for _, s := range kept.All() {
		if s.Place != (chat.Place{Workspace: tenantID, Channel: "alone-29:kari", Service: m.URL + "/teams/"}) {
			t.Errorf("kept is %+v", s)
		}
	}
	if n := len(kept.All()); n != 2 {
		t.Errorf("%d are kept", n)
	}
}

// versionsOf knows one guide.
type versionsOf struct{ guide *content.Guide }

func (v versionsOf) Version(_ context.Context, id, digits string) (bot.Version, bool, error) {
	e, ok := v.guide.Entry(id)
	if !ok || !strings.HasPrefix(v.guide.Digest(id), content.DigestPrefix+digits) {
		return bot.Version{}, false, nil
	}
	return bot.Version{Entry: e, Digest: v.guide.Digest(id)}, true, nil
}

func (v versionsOf) Versions(ctx context.Context, id string) ([]bot.Version, error) {
	ver, ok, err := v.Version(ctx, id, "")
	if !ok {
		return nil, err
	}
	return []bot.Version{ver}, err
}

// TestSubscribersLeft: a conversation that the bot is not in any more is told of nothing
// again, and nothing goes to an address that is none of Teams' or to a tenant that is not
// served, whatever was kept.
func TestSubscribersLeft(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	kept := &chattest.Subscriptions{}
	c.Kept = kept
	m.fail = []int{http.StatusForbidden, http.StatusNotFound}
	for channel, service := range map[string]string{"a:1": m.URL + "/teams", "a:2": m.URL + "/teams", "a:3": m.URL + "/teams", "b:1": "https://evil.example/teams"} {
		s := chat.SubscriptionOf{Platform: bot.Teams, Place: chat.Place{Workspace: tenantID, Channel: channel, Service: service}, Entry: "kvalifiseringsprogram", Digest: "sha256:000000000000", Lang: content.Bokmal}
		if _, err := kept.Subscribe(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	s := chat.SubscriptionOf{Platform: bot.Teams, Place: chat.Place{Workspace: secondTenant, Channel: "a:9", Service: m.URL + "/teams"}, Entry: "kvalifiseringsprogram", Digest: "sha256:000000000000", Lang: content.Bokmal}
	if _, err := kept.Subscribe(t.Context(), s); err != nil { // of a tenant that is served no more
		t.Fatal(err)
	}
	run(t, m, c)
	if got := m.next(t); !strings.HasSuffix(got.Path, "/a:3/activities") {
		t.Errorf("told at %s", got.Path)
	}
	for begin := time.Now(); len(kept.All()) != 3; time.Sleep(time.Millisecond) {
		if time.Since(begin) > 10*time.Second {
			t.Fatalf("kept are %+v", kept.All())
		}
	}
	if n := m.posts.Load(); n != 3 {
		t.Errorf("%d requests, want three", n)
	}
}
