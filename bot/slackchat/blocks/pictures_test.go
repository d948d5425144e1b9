package blocks_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

var pictures = flag.String("pictures", "", "folder to write each kind of card into as JSON, for testdata/pictures.sh")

// TestPictures writes one payload of each kind for testdata/pictures.sh to draw.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures folder is given")
	}
	f := newFixture(t)
	l := content.Bokmal
	entry := func(id string) *content.Entry {
		e, ok := f.guide.Entry(id)
		if !ok {
			t.Fatalf("the guide has no entry %q", id)
		}
		return e
	}
	answer := func(text string) bot.Card {
		a, err := f.bot.Answer(t.Context(), bot.Question{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		return a.Card
	}
	step, _ := f.bot.StepCard(l, entry("jamal"), 2)
	offer := f.bot.EntryCard(l, entry("fagbrev-pa-jobb"), content.Payer)
	snippet, _ := f.bot.Snippet(l, entry("introduksjonsprogram"), "ar")
	names := func(lang string) string { return f.bot.SnippetLang(l, lang) }
	ref := blocks.Ref{Lang: l, Entry: "introduksjonsprogram"}
	note := f.bot.Note(offer, bot.NoteOptions{Base: base, On: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)})
	type all struct {
		Text   string        `json:"text,omitempty"`
		Blocks []slack.Block `json:"blocks"`
	}
	card := func(c bot.Card, o blocks.Options) all { m := f.Card(c, o); return all{m.Text, m.Blocks} }
	for name, payload := range map[string]any{
		"offer": card(offer, blocks.Options{Private: true, Municipality: "4204"}), "step": card(step, blocks.Options{}), "journey": card(f.bot.EntryCard(l, entry("jamal"), ""), blocks.Options{}),
		"choices": card(f.choices(l), blocks.Options{}), "none": card(answer("sykkelreparasjon i verdensrommet"), blocks.Options{}),
		"list": card(f.bot.List(l, bot.Filter{Goal: "work", Level: "A2"}), blocks.Options{}), "map": card(f.bot.Map(l), blocks.Options{}),
		"actor": card(f.bot.EntryCard(l, entry("nav"), ""), blocks.Options{}), "level": card(f.bot.EntryCard(l, entry("norsk-b1"), ""), blocks.Options{}),
		"help": card(f.bot.Help(l), blocks.Options{}), "note": f.NoteView(l, note, ref), "sent": all{"", f.NoteMessage(l, note).Blocks},
		"snippet": f.SnippetView(l, snippet, names, ref), "ask": f.AskView(l, ""), "home": f.Home(f.home(l)), "preview": all{"", f.Preview(offer, blocks.Changed)},
	} {
		raw, err := json.MarshalIndent(payload, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*pictures, name+".json"), raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
