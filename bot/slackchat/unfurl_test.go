package slackchat_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/slackchat"
	"veiviser/content"
)

// past knows versions of entries as they once stood.
type past []bot.Version

func (p past) Version(_ context.Context, id, digits string) (bot.Version, bool, error) {
	for _, v := range p {
		if v.Entry.ID == id && strings.HasPrefix(v.Digest, content.DigestPrefix+digits) {
			return v, true, nil
		}
	}
	return bot.Version{}, false, nil
}

func (p past) Versions(_ context.Context, id string) ([]bot.Version, error) {
	var all []bot.Version
	for _, v := range p {
		if v.Entry.ID == id {
			all = append(all, v)
		}
	}
	return all, nil
}

// version is an entry of today's guide as if it had once said something else under an id.
func version(tb testing.TB, today *content.Entry, id string) bot.Version {
	tb.Helper()
	e, err := content.ParseCanonical(today.Canonical())
	if err != nil {
		tb.Fatal(err)
	}
	e.ID, e.Texts[content.Bokmal].Summary = id, "Slik det var."
	return bot.Version{Entry: e, Digest: e.Digest()}
}

func TestUnfurl(t *testing.T) {
	s := bottest.Whole(t)
	e, _ := s.Guide.Entry("fagbrev-pa-jobb")
	old, gone := version(t, e, e.ID), version(t, e, "forsok")
	f := newFixture(t, func(c *slackchat.Config) {
		c.Bot = bot.New(bot.Config{Guide: s.Guide, Index: s.Index, Words: s.Words, Versions: past{old, gone}, BaseURL: base})
	})
	permalink := func(l content.Lang, v bot.Version) string {
		return base + bot.Ref{Lang: l, Entry: v.Entry.ID, Digest: bot.ShortDigest(v.Digest)}.Path()
	}
	today := permalink(content.English, bot.Version{Entry: e, Digest: e.Digest()})
	then, removed := permalink(content.Bokmal, old), permalink(content.Bokmal, gone)
	never := base + "/nb/" + e.ID + "@deadbeef0000"
	links := func(urls ...string) []obj {
		var out []obj
		for _, u := range urls {
			out = append(out, obj{"url": u, "domain": "veiviser.example.no"})
		}
		return out
	}
	f.event(t, "Ev1", obj{
		"type": "link_shared", "user": "U1", "channel": "C1", "message_ts": "1.1", "source": "conversations_history",
		"links": links(today, then, removed, never, "https://elsewhere.example/nb/"+e.ID, base+"/nb/no-such-entry"),
	})
	c := f.slack.next(t, "chat.unfurl")
	var got map[string]any
	if err := json.Unmarshal([]byte(c.args.Get("unfurls")), &got); err != nil || len(got) != 3 {
		t.Fatalf("unfurls are %s", c.args.Get("unfurls"))
	}
	text := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for link, want := range map[string]string{today: "", then: "Siden er endret", removed: "finnes ikke lenger"} {
		shown := text(got[link])
		for _, says := range []string{"has changed", "Siden er endret", "finnes ikke lenger"} {
			if strings.Contains(shown, says) != (says == want) {
				t.Errorf("the preview of %s says %q: %v", link, says, says != want)
			}
		}
		if page := base + "/nb/" + gone.Entry.ID + `"`; strings.Contains(shown, page) {
			t.Errorf("the preview of %s links to a page that is no more", link)
		}
	}
	if !strings.Contains(text(got[then]), "Slik det var.") {
		t.Error("the preview of an older version does not show what it said")
	}
	if !strings.Contains(c.args.Get("metadata"), `"external_ref":{"id":"fagbrev-pa-jobb"`) || c.args.Get("ts") != "1.1" {
		t.Errorf("metadata is %s", c.args.Get("metadata"))
	}
	f.event(t, "Ev2", obj{"type": "link_shared", "user": "U1", "channel": "COMPOSER", "message_ts": "x", "unfurl_id": "UF1", "source": "composer", "links": links(today)})
	if c := f.slack.next(t, "chat.unfurl"); c.args.Get("unfurl_id") != "UF1" || c.args.Get("source") != "composer" || c.args.Has("channel") {
		t.Errorf("the composer got %v", c.args)
	}
	f.event(t, "Ev3", obj{"type": "entity_details_requested", "user": "U1", "trigger_id": "tr1", "external_ref": obj{"id": e.ID}, "entity_url": today})
	if c := f.slack.next(t, "entity.presentDetails"); !strings.Contains(c.args.Get("metadata"), e.ID) {
		t.Errorf("the details are %v", c.args)
	}
	f.event(t, "Ev4", obj{"type": "link_shared", "user": "U1", "channel": "C1", "message_ts": "1.2", "links": links("https://elsewhere.example/")})
	f.stop()
	f.slack.quiet(t)
}

// A link to a page of ours names its entry, however Slack writes the link; a foreign
// one stays the words it stands under.
func TestLinksInQuestions(t *testing.T) {
	f := newFixture(t, nil)
	title := f.title(t, content.Bokmal, "fagbrev-pa-jobb")
	link := base + "/nb/fagbrev-pa-jobb"
	for name, text := range map[string]string{
		"bare": "<" + link + ">", "labelled by itself": "<" + link + "|" + strings.TrimPrefix(link, "https://") + ">",
		"under words": "<" + link + "|denne siden>", "with a query": "<" + link + "?a=1&amp;b=2#who|denne>",
		"in a sentence": "hva er <" + link + "@deadbeef0000> ?", "as text": link,
	} {
		f.event(t, "Ev "+name, mention("C "+name, "1.1", text))
		if c := f.slack.next(t, "chat.postMessage"); !strings.Contains(c.all(), title) || strings.Contains(c.all(), "Siden er endret") != (name == "in a sentence") {
			t.Errorf("%s: answered with %.300s", name, c.all())
		}
	}
	f.event(t, "Ev section", mention("C1", "1.1", "hvem betaler? <"+link+"|denne siden>"))
	wantText(t, f.slack.next(t, "chat.postMessage"), title)
	f.event(t, "Ev foreign", mention("C1", "1.1", "<https://elsewhere.example/nb/jamal|fagbrev på jobb>"))
	wantText(t, f.slack.next(t, "chat.postMessage"), title)
}

// A button of a version nobody kept shows no other text in its stead.
func TestButtonsOfVersions(t *testing.T) {
	f := newFixture(t, nil)
	f.press(t, "tr1", "show:1", "nb/fagbrev-pa-jobb@deadbeef0000//0", nil)
	if c := f.slack.next(t, "hook tr1"); !strings.Contains(c.all(), "ikke lenger i guiden") {
		t.Errorf("a version nobody kept shows %.300s", c.all())
	}
	f.press(t, "tr2", "show:1", "nb/jamal//99", nil)
	wantText(t, f.slack.next(t, "chat.postMessage"), f.short(t, content.Bokmal, "jamal"))
	f.press(t, "tr3", "show:1", "nb/no-such-entry//0", nil)
	if c := f.slack.next(t, "hook tr3"); !strings.Contains(c.all(), "ikke lenger i guiden") {
		t.Errorf("an entry that never was shows %.300s", c.all())
	}
}
