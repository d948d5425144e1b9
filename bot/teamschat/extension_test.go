package teamschat_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf16"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

func query(text string) map[string]any {
	return map[string]any{"commandId": "search", "parameters": []any{map[string]any{"name": "query", "value": text}},
		"queryOptions": map[string]any{"skip": 0, "count": 25}}
}

// found are the titles of the previews the message extension shows.
func found(tb testing.TB, answer map[string]any) []string {
	tb.Helper()
	extension := answer["composeExtension"].(map[string]any)
	attachments, _ := extension["attachments"].([]any)
	var titles []string
	for _, a := range attachments {
		preview := a.(map[string]any)["preview"].(map[string]any)
		if preview["contentType"] != "application/vnd.microsoft.card.thumbnail" {
			tb.Errorf("preview is %v", preview["contentType"])
		}
		titles = append(titles, preview["content"].(map[string]any)["title"].(string))
	}
	return titles
}

func TestQuery(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	tests := []struct {
		text  string
		first string
		most  int
	}{
		{"fagbrev på jobb", "Fagbrev på jobb", 8},
		{"", "Kartlegging og veiledning", 8},
		{"?!", "", 0},
	}
	for _, tt := range tests {
		answer := r.invoke(t, "composeExtension/query", query(tt.text))
		got := found(t, answer)
		if len(got) > tt.most || tt.first != "" && (len(got) == 0 || got[0] != tt.first) {
			t.Errorf("%q found %v, want %q first", tt.text, got, tt.first)
		}
		body := string(encode(t, answer))
		if n := 2 * len(utf16.Encode([]rune(body))); n > 100_000 {
			t.Errorf("%q: %d bytes on a keystroke", tt.text, n)
		}
		if strings.Contains(body, "Action.Execute") || strings.Contains(body, "Action.Submit") {
			t.Errorf("%q: cards in somebody's own message have links only", tt.text)
		}
	}
	more := query("fagbrev på jobb")
	more["queryOptions"] = map[string]any{"skip": 25, "count": 25}
	if got := found(t, r.invoke(t, "composeExtension/query", more)); len(got) != 0 {
		t.Errorf("a second page has %v", got)
	}
}

// TestQueryCountsNothing: half-typed words are no questions.
func TestQueryCountsNothing(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	p := bottest.Whole(t)
	counts := &counter{}
	c.Bot = bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Counter: counts})
	r := run(t, m, c)
	r.invoke(t, "composeExtension/query", query("fagbrev"))
	if counts.n != 0 {
		t.Errorf("counted %d answers", counts.n)
	}
}

type counter struct{ n int }

func (c *counter) Count(bot.Event) { c.n++ }

func TestUnfurl(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	g := c.Bot.Guide()
	today, _ := g.Entry("fagbrev-pa-jobb")
	old, err := content.ParseCanonical([]byte(strings.Replace(string(today.Canonical()), today.Text("nb").Summary, "Slik det sto før.", 1)))
	if err != nil {
		t.Fatal(err)
	}
	c.Bot = newBotWith(t, stood{old})
	permalink := func(e *content.Entry) string {
		return base + bot.Ref{Lang: "nb", Entry: e.ID, Digest: bot.ShortDigest(e.Digest())}.Path()
	}
	r := run(t, m, c)
	tests := []struct {
		name, link string
		want       string // in the card; empty for no card
		not        string
	}{
		{"today's page", base + "/nb/fagbrev-pa-jobb", "Fagbrev på jobb", "Siden er endret"},
		{"today's permalink", permalink(today), "Fagbrev på jobb", "Siden er endret"},
		{"an older permalink", permalink(old), "Siden er endret", ""},
		{"as it stood", permalink(old), "Slik det sto før.", ""},
		{"english", base + "/en/fagbrev-pa-jobb?x=1#payer", "Open the page", ""},
		{"a step", base + "/nb/jamal?step=2", "Steg 2 av", ""},
		{"a note's page", base + "/nb/fagbrev-pa-jobb/note", "Fagbrev på jobb", ""},
		{"a version nobody kept", base + "/nb/fagbrev-pa-jobb@0123456789ab", "", ""},
		{"no such entry", base + "/nb/nothing", "", ""},
		{"no such language", base + "/fr/fagbrev-pa-jobb", "", ""},
		{"another site", "https://evil.example/nb/fagbrev-pa-jobb", "", ""},
		{"no link", "hei", "", ""},
		{"odd", base + "/nb/@", "", ""},
	}
	for _, name := range []string{"composeExtension/queryLink", "composeExtension/anonymousQueryLink"} {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				answer := r.invoke(t, name, map[string]any{"url": tt.link})
				body := string(encode(t, answer))
				if tt.want == "" {
					if got := found(t, answer); len(got) != 0 {
						t.Errorf("unfurled as %v", got)
					}
					return
				}
				if !strings.Contains(body, tt.want) || tt.not != "" && strings.Contains(body, tt.not) {
					t.Errorf("unfurled as %.400s, want %q and not %q", body, tt.want, tt.not)
				}
				if !strings.Contains(body, `"version":"1.3"`) {
					t.Error("previews of links draw version 1.3 at most")
				}
			})
		}
	}
}

// stood is a journal of one version.
type stood struct{ entry *content.Entry }

func (s stood) Version(_ context.Context, id, digits string) (bot.Version, bool, error) {
	ok := id == s.entry.ID && strings.HasPrefix(s.entry.Digest(), content.DigestPrefix+digits)
	return bot.Version{Entry: s.entry, Digest: s.entry.Digest()}, ok, nil
}

func (s stood) Versions(_ context.Context, id string) ([]bot.Version, error) {
	if id != s.entry.ID {
		return nil, nil
	}
	return []bot.Version{{Entry: s.entry, Digest: s.entry.Digest()}}, nil
}

// TestVersionPressed: a button of a version shows that version, and its note says that
// it is of an older one.
func TestVersionPressed(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	today, _ := c.Bot.Guide().Entry("fagbrev-pa-jobb")
	old, err := content.ParseCanonical([]byte(strings.Replace(string(today.Canonical()), today.Text("nb").Summary, "Slik det sto før.", 1)))
	if err != nil {
		t.Fatal(err)
	}
	c.Bot = newBotWith(t, stood{old})
	r := run(t, m, c)
	ref := bot.Ref{Lang: "nb", Entry: old.ID, Digest: bot.ShortDigest(old.Digest())}
	for verb, want := range map[string]string{"card": "Siden er endret", "note": "i en eldre versjon"} {
		got := string(encode(t, r.invoke(t, "adaptiveCard/action", press(map[string]any{"verb": verb, "ref": ref.String()}))))
		if !strings.Contains(got, "Slik det sto før.") || !strings.Contains(got, want) || !strings.Contains(got, ref.String()) {
			t.Errorf("%s answers %.400s, want %q", verb, got, want)
		}
	}
}
