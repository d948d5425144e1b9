package bot_test

import (
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// TestSubscribeWords: what asks to be told of changes, in every language and as people
// write it, of what the conversation is about or of what is named; and what only looks like
// it.
func TestSubscribeWords(t *testing.T) {
	p := bottest.Whole(t)
	const about = "kvalifiseringsprogram"
	for _, tt := range []struct {
		text  string
		do    bot.Subscription
		entry string
	}{
		{"si fra når dette endres", bot.Subscribe, about},
		{"Kan du si ifra hvis dette endrer seg?", bot.Subscribe, about},
		{"si fra nar detta endres", bot.Subscribe, about},
		{"si fra når kravene endre seg", bot.Subscribe, about},
		{"sei ifra når det endrer seg", bot.Subscribe, about},
		{"varsle meg om endringer", bot.Subscribe, about},
		{"abonner på dette, takk", bot.Subscribe, about},
		{"sei frå når dette endrar seg", bot.Subscribe, about},
		{"sei fra når detta endrar seg", bot.Subscribe, about},
		{"kan du seie frå om dette blir endra", bot.Subscribe, about},
		{"gje meg beskjed når dette blir endra", bot.Subscribe, about},
		{"tell me when this changes", bot.Subscribe, about},
		{"could you let me know if it changes please", bot.Subscribe, about},
		{"notify me of any changes", bot.Subscribe, about},
		{"si fra når introduksjonsprogrammet endres", bot.Subscribe, "introduksjonsprogram"},
		{"tell me when the introduction programme changes", bot.Subscribe, "introduksjonsprogram"},
		{"slutt å si fra", bot.Unsubscribe, about},
		{"slutt og si ifra", bot.Unsubscribe, about},
		{"stopp varslene", bot.Unsubscribe, about},
		{"slutt å seie frå", bot.Unsubscribe, about},
		{"slutt å sei ifrå", bot.Unsubscribe, about},
		{"stop telling me", bot.Unsubscribe, about},
		{"unsubscribe please", bot.Unsubscribe, about},
		{"slutt å si fra om introduksjonsprogrammet", bot.Unsubscribe, "introduksjonsprogram"},
		{"Hva sier du fra om?", bot.Subscriptions, ""},
		{"kva seier du frå om", bot.Subscriptions, ""},
		{"what do you tell me about?", bot.Subscriptions, ""},

		{"må hun si fra når noe endres?", "", ""},
		{"når må jeg si fra om endringer?", "", ""},
		{"hvem skal si fra når inntekten endres?", "", ""},
		{"must she tell NAV when her income changes?", "", ""},
		{"hva skjer når vedtaket endres?", "", ""},
		{"avslutt", "", ""},
	} {
		b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(10)})
		ask := func(text string) bot.Answer {
			a, err := b.Answer(t.Context(), bot.Question{Text: text, Conversation: "C"})
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		ask("hva er kvalifiseringsprogrammet?")
		a := ask(tt.text)
		if a.Subscribe != (bot.Subscribing{Do: tt.do, Entry: tt.entry}) {
			t.Errorf("%q asks %+v, want %s %s", tt.text, a.Subscribe, tt.do, tt.entry)
		}
		if tt.do == "" {
			continue
		}
		if path := bot.FeedPath(a.Lang, a.Subscribe.Entry); tt.do == bot.Subscribe && (len(a.Card.Row) != 1 || a.Card.Row[0].Path != path) {
			t.Errorf("%q: where nobody can be told, the row is %+v, want the feed at %s", tt.text, a.Card.Row, path)
		}
		if next := ask("hva kreves?"); next.Card.Entry != about {
			t.Errorf("%q: the conversation is about %q afterwards", tt.text, next.Card.Entry)
		}
	}
}

// TestSubscribeToNothing: without a subject it is asked what is meant; to end all needs none.
func TestSubscribeToNothing(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(10)})
	for text, want := range map[string]bot.Subscribing{"si fra når dette endres": {}, "slutt å si fra": {Do: bot.Unsubscribe}} {
		a, err := b.Answer(t.Context(), bot.Question{Text: text, Conversation: "C" + text})
		if err != nil || a.Subscribe != want || a.Card.Title == "" {
			t.Errorf("%q asks %+v: %q, %v", text, a.Subscribe, a.Card.Title, err)
		}
	}
}
