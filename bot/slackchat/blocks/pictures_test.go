package blocks_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat/chattest"
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
	for name, payload := range f.payloads(t) {
		raw, err := json.MarshalIndent(payload, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*pictures, name+".json"), raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// payloads are one of each kind that is sent, by name.
func (f fixture) payloads(tb testing.TB) map[string]any {
	tb.Helper()
	l := content.Bokmal
	entry := func(id string) *content.Entry {
		e, ok := f.guide.Entry(id)
		if !ok {
			tb.Fatalf("the guide has no entry %q", id)
		}
		return e
	}
	ask := func(conversation string, texts ...string) (c bot.Card) {
		for _, text := range texts {
			a, err := f.bot.Answer(tb.Context(), bot.Question{Text: text, Conversation: conversation})
			if err != nil {
				tb.Fatal(err)
			}
			c = a.Card
		}
		return c
	}
	step, _ := f.bot.StepCard(l, entry("hawa"), 3)
	snippet, _ := f.bot.Snippet(l, entry("introduksjonsprogram"), "ar")
	names := func(lang string) string { return f.bot.Names(l).SnippetLang(lang) }
	ref := bot.Ref{Lang: l, Entry: "introduksjonsprogram"}
	kvp := f.bot.EntryCard(l, entry("kvalifiseringsprogram"), content.Requirements)
	note := f.note(tb, bot.Ref{Lang: l, Entry: "kvalifiseringsprogram", Section: content.Duration})
	type all struct {
		Text   string        `json:"text,omitempty"`
		Blocks []slack.Block `json:"blocks"`
	}
	card := func(c bot.Card) all { m := f.Card(c, blocks.Options{}); return all{m.Text, m.Blocks} }
	from := blocks.Place{Channel: "C1", Thread: "1.1"}
	return map[string]any{
		"answer": card(ask("", "hvor lenge varer KVP?")), "definition": card(ask("", "hva er jobbsjansen?")),
		"changed": card(ask("c", "hvor lenge varer KVP?", "hva med jobbsjansen?")), "gap": card(ask("", "hvem betaler for introduksjonsprogrammet?")),
		"choices": card(ask("", "hvem betaler når arbeidsgiveren trenger støtte?")), "none": card(ask("", "kan hun ta førerkort?")),
		"step": card(step), "journey": card(f.bot.EntryCard(l, entry("jamal"), "")), "list": card(ask("", "hvilke tilbud passer for en med A1 som vil jobbe?")),
		"compare": card(ask("", "hva er forskjellen på introduksjonsprogrammet og KVP?")), "map": card(f.bot.Map(l)), "help": card(f.bot.Help(l)),
		"guard": card(ask("", "hva gjelder for 01019010046?")), "actor": card(f.bot.EntryCard(l, entry("nav"), "")),
		"more": f.MoreView(kvp, from, blocks.Options{Municipality: "4204"}), "overview": f.MoreView(f.bot.EntryCard(l, entry("kvalifiseringsprogram"), ""), from, blocks.Options{}),
		"note": f.NoteView(note), "sent": all{"", f.NoteMessage(l, note.Note).Blocks}, "editors": f.EditorsView(f.form(l, false), from),
		"snippet": f.SnippetView(l, snippet, names, ref), "ask": f.AskView(l, ""), "home": f.Home(f.home(l)),
		"settings": f.SettingsView(chattest.SettingsForm(tb, f.Words, l, true), from),
		"preview":  all{"", f.Preview(outdated(f.bot.EntryCard(l, entry("fagbrev-pa-jobb"), content.Payer)))},
	}
}
