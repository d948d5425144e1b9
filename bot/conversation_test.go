package bot_test

import (
	"cmp"
	"fmt"
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

// TestChosenLanguageLastsTheConversation: not one answer only, and only there.
func TestChosenLanguageLastsTheConversation(t *testing.T) {
	b := newBot(t, bot.Config{Conversations: bot.NewMemory(10)})
	ask := func(conversation, text string) content.Lang {
		return answer(t, b, bot.Question{Text: text, Conversation: conversation}).Card.Lang
	}
	ask("a", "språk nn")
	for _, text := range []string{"hva er språkpraksis", "hvem betaler for norskkurs", "hva koster lapskaus", "what is this", "🙂", "språkpraksis"} {
		if got := ask("a", text); got != content.Nynorsk {
			t.Errorf("%q is answered in %q, chosen nn", text, got)
		}
		if err := b.Showed(t.Context(), "a", "", bot.Ref{Entry: "norskkurs"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := ask("b", "hva er språkpraksis"); got != content.Bokmal {
		t.Errorf("another conversation is answered in %q", got)
	}
	ask("a", "språk en")
	if got := ask("a", "kva er språkpraksis"); got != content.English {
		t.Errorf("answered in %q, chosen en last", got)
	}
}

// TestOneWordTakesTheConversationsLanguage, then the asker's, then bokmål: whatever kind
// of answer came before, a button pressed and a draft between them.
func TestOneWordTakesTheConversationsLanguage(t *testing.T) {
	b := newBot(t, bot.Config{Conversations: bot.NewMemory(1000)})
	for before, last := range map[string]content.Lang{
		"": "", "hva er språkpraksis": content.Bokmal, "kva er språkpraksis": content.Nynorsk, "what is språkpraksis": content.English,
		"eg veit ikkje kva oppskrifta på lapskaus er": content.Nynorsk, "help": content.English,
		"which offers are there for refugees with A2": content.English,
	} {
		for _, fallback := range append(content.Langs(), "") {
			for _, text := range []string{"norskkurs", "KVP", "🙂", "Jamal?"} {
				q := bot.Question{Text: before, Fallback: fallback, Conversation: fmt.Sprint(before, fallback, text)}
				if before != "" {
					answer(t, b, q)
					answer(t, b, bot.Question{Text: "hvem kan ikke få noe", Conversation: q.Conversation, Draft: true})
					if err := b.Showed(t.Context(), q.Conversation, "", bot.Ref{Entry: "sprakpraksis"}); err != nil {
						t.Fatal(err)
					}
				}
				q.Text = text
				if got, want := answer(t, b, q).Lang, cmp.Or(last, fallback, content.Bokmal); got != want {
					t.Errorf("%q after %q, fallback %q: answered in %q, want %q", text, before, fallback, got, want)
				}
			}
		}
	}
}

// TestSentenceBeatsTheConversationsLanguage: only what tells no language follows it.
func TestSentenceBeatsTheConversationsLanguage(t *testing.T) {
	b := newBot(t, bot.Config{Conversations: bot.NewMemory(10)})
	for _, tt := range []struct {
		text string
		want content.Lang
	}{
		{"kva er norskkurs", content.Nynorsk}, {"can you help me with KVP", content.English}, {"hva er norskkurs", content.Bokmal},
		{"norskkurs", content.Bokmal}, {"is norskkurs right for me?", content.English}, {"norskkurs", content.English},
	} {
		if got := answer(t, b, bot.Question{Text: tt.text, Conversation: "a", Fallback: content.Nynorsk}).Lang; got != tt.want {
			t.Errorf("%q is answered in %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestFollowUpOnAJourneyByName: a command shows an entry as a question does.
func TestFollowUpOnAJourneyByName(t *testing.T) {
	b := newBot(t, bot.Config{Conversations: bot.NewMemory(10)})
	answer(t, b, bot.Question{Text: "reise jamal", Conversation: "a"})
	if a := answer(t, b, bot.Question{Text: "og hva lever han av?", Conversation: "a"}); a.Card.Entry != "jamal" {
		t.Errorf("answered with %v", a.Card)
	}
}
