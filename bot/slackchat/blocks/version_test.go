package blocks_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

// Every button of a version's card stays within the version; those of its relations,
// which are today's, do not. Today's card names no version.
func TestButtonsStayWithinTheVersion(t *testing.T) {
	f := newFixture(t)
	e, _ := f.guide.Entry("jamal")
	old, err := content.ParseCanonical([]byte(strings.Replace(string(e.Canonical()), e.Text("nb").Summary, "Slik det sto før.", 1)))
	if err != nil {
		t.Fatal(err)
	}
	digest := bot.ShortDigest(old.Digest())
	place := regexp.MustCompile(`nb/jamal[^/"]*/[^/"]*/\d+`)
	step, _ := f.bot.StepCard(content.Bokmal, old, 2)
	for name, bs := range map[string]any{
		"card": f.Card(f.bot.EntryCard(content.Bokmal, old, ""), blocks.Options{}), "preview": f.Preview(f.bot.EntryCard(content.Bokmal, old, "")),
		"step": f.Card(step, blocks.Options{}),
	} {
		raw, err := json.Marshal(bs)
		if err != nil {
			t.Fatal(err)
		}
		found := place.FindAllString(string(raw), -1)
		if len(found) == 0 {
			t.Fatalf("%s: no buttons in %s", name, raw)
		}
		for _, p := range found {
			if !strings.HasPrefix(p, "nb/jamal@"+digest) {
				t.Errorf("%s: a button leads to %q", name, p)
			}
		}
	}
	raw, err := json.Marshal(f.Card(f.bot.EntryCard(content.Bokmal, e, ""), blocks.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range place.FindAllString(string(raw), -1) {
		if strings.Contains(p, "@") {
			t.Errorf("today's card has a button to %q", p)
		}
	}
}
