package bot_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

func localBot(t *testing.T) *bot.Bot {
	t.Helper()
	p := bottest.WithLocal(t)
	return bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(100), BaseURL: "https://veiviser.example.no"})
}

// shownIn are the places whose entries stand in a text.
func shownIn(text string) []string {
	var out []string
	for _, p := range bottest.LocalPlaces() {
		// A county's number begins its municipalities'.
		if strings.Contains(strings.ReplaceAll(text+" ", bottest.LocalWord(p)+"0", ""), bottest.LocalWord(p)) || strings.Contains(text, `"`+p+`-`) {
			out = append(out, p)
		}
	}
	return out
}

// mayShow are the places whose entries stand in a municipality.
func mayShow(municipality string) []string {
	switch municipality {
	case "9901", "9902":
		return []string{"99", municipality}
	case "9903":
		return []string{"99"}
	case "1103":
		return []string{"1103"}
	}
	return nil
}

// asked are questions of every kind that what is local may answer.
var asked = []string{
	"norsk på jobb", "hvor lenge varer norsk på jobb?", "norskopplæring", "når er inntaket den første mandagen?", "hvor lenge varer norskopplæring",
	"kveldskurs på fiskebruket", "lokalt veiledningstorg", "local guidance square", "norwegian at work", "hva finnes for en med A2 som er i jobb", "flere",
	"forskjellen på norsk på jobb og norskopplæring", "alle tilbud om norsk", "hvem har ansvaret?", "og hvor lenge varer det?", "1", "den første", "notat", "neste",
	"zzsted9901", "zzsted9902 norsk på jobb", "hva er 9902-norsk-pa-jobb", "hvem kan jeg spørre", "reiser", "temaer", "hva har vi snakket om", "på engelsk",
}

// Nobody is shown what is local of another municipality, whatever they ask, in whatever
// order and after whom in the same conversation.
func TestNoOtherMunicipality(t *testing.T) {
	b := localBot(t)
	seen := map[string]bool{}
	for _, municipality := range []string{"9901", "9902", "1103", "", "9903", "0301", "9901"} {
		for i, text := range asked {
			for _, conversation := range []string{"", "shared"} {
				a, err := b.Answer(t.Context(), bot.Question{Text: text, Municipality: municipality, Conversation: conversation, Person: "p"})
				if err != nil {
					t.Fatal(err)
				}
				onlyOf(t, municipality, fmt.Sprintf("%q in %q", text, conversation), a.Reply(), seen)
				if strings.Contains(text, "zzsted") || i%5 > 0 {
					continue
				}
				for _, choice := range []string{"1", "9902-norsk-pa-jobb", "1103-lokal-hjelp", "99-norsk-pa-jobb", bot.ChooseNext, bot.ChooseNone} {
					a, err := b.Answer(t.Context(), bot.Question{Choice: choice, Municipality: municipality, Conversation: conversation})
					if err != nil {
						t.Fatal(err)
					}
					onlyOf(t, municipality, "choice "+choice, a.Reply(), seen)
				}
			}
		}
		at := b.At(municipality)
		for _, l := range content.Langs() {
			onlyOf(t, municipality, "map", at.Map(l), seen)
			onlyOf(t, municipality, "list", at.List(l, bot.Filter{Level: "A2"}), seen)
			for _, ref := range []bot.Ref{{Lang: l, Entry: "norskopplaering", Section: content.Duration}, {Lang: l, Entry: "norskopplaering"}, {Lang: l, Entry: "norsk-og-samfunnskunnskap"}} {
				_, card, err := at.Open(t.Context(), ref)
				if err != nil {
					t.Fatal(err)
				}
				onlyOf(t, municipality, ref.Path(), card, seen)
			}
		}
		for _, typed := range []string{"norsk p", "norsk på jobb", "lokal", "norwegian at", "norskoppl", "zzsted", "fiskebruket"} {
			found, err := at.Suggest(t.Context(), bot.Question{Text: typed})
			if err != nil {
				t.Fatal(err)
			}
			onlyOf(t, municipality, "suggest "+typed, found, seen)
			choices, err := at.Suggestions(t.Context(), content.Bokmal, typed)
			if err != nil {
				t.Fatal(err)
			}
			onlyOf(t, municipality, "suggestions "+typed, choices, seen)
		}
	}
	for _, p := range bottest.LocalPlaces() {
		for _, m := range []string{"9901", "9902", "1103", "9903"} {
			if slices.Contains(mayShow(m), p) && !seen[m+" "+p] {
				t.Errorf("nothing of %s is ever shown in %s: the test looks at nothing", p, m)
			}
		}
	}
}

// onlyOf holds what is shown in a municipality to the places that may stand there, and what
// stands there to being marked.
func onlyOf(t *testing.T, municipality, what string, shown any, seen map[string]bool) {
	t.Helper()
	data, err := json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range shownIn(string(data)) {
		seen[municipality+" "+p] = true
		if !slices.Contains(mayShow(municipality), p) {
			t.Errorf("%s shows what is local of %s in %q: %s", what, p, municipality, data)
		}
	}
}

// What is local says where it holds, in every language, as an answer, beside one, in a list
// and among choices.
func TestLocalIsMarked(t *testing.T) {
	b := localBot(t)
	for _, tt := range []struct{ text, lang, want string }{
		{"norsk på jobb", "nb", "(lokalt i 9901)"},
		{"norsk på jobb", "nn", "(lokalt i 9901)"},
		{"norwegian at work", "en", "(local to 9901)"},
		{"hvor lenge varer norskopplæring", "nb", "Lokalt i 9901: Inntaket er den første mandagen"},
		{"how long does norwegian language training last", "en", "Local to 9901: The intake is on the first Monday"},
		{"norskopplæring", "nb", "Lokalt: Norsk på jobb zzsted99 (99), Norsk på jobb zzsted9901 (9901)"},
		{"hva finnes for en med A2 som er i jobb", "nb", "Norsk på jobb zzsted9901 (lokalt i 9901)"},
	} {
		a, err := b.Answer(t.Context(), bot.Question{Text: tt.text, Lang: content.Lang(tt.lang), Municipality: "9901"})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(a.Reply())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), tt.want) {
			t.Errorf("%s in %s lacks %q: %s", tt.text, tt.lang, tt.want, data)
		}
		if n := len(a.Card.Points); n > 3 {
			t.Errorf("%s is answered with %d points", tt.text, n)
		}
		for _, p := range a.Card.Points {
			if local := strings.Contains(p.Text, "zzsted"); local != (p.Local != "") {
				t.Errorf("%q is of place %q", p.Text, p.Local)
			}
			if p.Local != "" && (p.Source == nil || !strings.Contains(p.Source.Note, "lo")) {
				t.Errorf("%q rests on %+v", p.Text, p.Source)
			}
		}
	}
	g := bottest.WithLocal(t).Guide
	for _, e := range g.Places().Entries() {
		for _, l := range content.Langs() {
			c := b.EntryCard(l, e, "")
			if !strings.Contains(c.Title, e.Place+")") || !strings.Contains(c.Label, " "+e.Place) || c.Place != e.Place {
				t.Errorf("%s in %s is %q, %q, place %q", e.ID, l, c.Title, c.Label, c.Place)
			}
		}
	}
}

// The national guide answers everybody alike: without a municipality, with one that has
// nothing, and beside local folders.
func TestNationalAnswersStay(t *testing.T) {
	plain, local := bottest.Whole(t), localBot(t)
	without := bot.New(bot.Config{Guide: plain.Guide, Index: plain.Index, Words: plain.Words, Conversations: bot.NewMemory(100), BaseURL: "https://veiviser.example.no"})
	for _, text := range asked {
		want, err := without.Answer(t.Context(), bot.Question{Text: text, Conversation: "c"})
		if err != nil {
			t.Fatal(err)
		}
		for _, municipality := range []string{"", "0301", "x", "99"} {
			got, err := local.Answer(t.Context(), bot.Question{Text: text, Conversation: "c" + municipality, Municipality: municipality})
			if err != nil {
				t.Fatal(err)
			}
			got.Release = want.Release // the guide is another one
			if diff := cmp.Diff(want.Reply(), got.Reply()); diff != "" {
				t.Errorf("%q in %q is answered otherwise: %s", text, municipality, diff)
			}
		}
	}
}

// The permalink of a local entry opens for everybody, in every language, and says where the
// entry holds; a link in a question is answered, and what comes next is not about it for who
// is elsewhere.
func TestLocalPermalink(t *testing.T) {
	b := localBot(t)
	for _, municipality := range []string{"", "9902"} {
		at := b.At(municipality)
		for _, l := range content.Langs() {
			res, card, err := at.Open(t.Context(), bot.Ref{Lang: l, Entry: "9901-norsk-pa-jobb"})
			if err != nil || res.State != bot.Today || card.Place != "9901" || card.Permalink == "" {
				t.Fatalf("in %q the entry opens as %v, %+v, %v", municipality, res.State, card, err)
			}
			link, ok := bot.ParseRef("", card.Permalink)
			if !ok || link.Digest == "" || link.Lang != l {
				t.Fatalf("the permalink is %s", card.Permalink)
			}
			again, c, err := at.Open(t.Context(), link)
			if err != nil || again.State != bot.Today || c.Title != card.Title {
				t.Errorf("in %q the permalink opens as %v, %q, %v", municipality, again.State, c.Title, err)
			}
		}
		q := bot.Question{Text: "hva er dette? https://veiviser.example.no/nb/9901-norsk-pa-jobb", Municipality: municipality, Conversation: "link" + municipality}
		a, err := b.Answer(t.Context(), q)
		if err != nil || a.Card.Place != "9901" {
			t.Fatalf("a link in %q is answered with %v, %v", municipality, a.Card, err)
		}
		q.Text = "hvor lenge varer det?"
		if a, err = b.Answer(t.Context(), q); err != nil || a.Card.Place != "" {
			t.Errorf("in %q the conversation is about an entry of another place: %v, %v", municipality, a.Card, err)
		}
	}
}

// A conversation about a local entry goes on: sections, a pronoun, a note.
func TestLocalConversation(t *testing.T) {
	b := localBot(t)
	for _, tt := range []struct{ text, entry, point string }{
		{"norsk på jobb", "1103-norsk-pa-jobb", "Kveldskurs på fiskebruket"},
		{"hvor lenge varer det?", "1103-norsk-pa-jobb", "Kurset varer i tolv uker"},
		{"hvem er det for?", "1103-norsk-pa-jobb", "Kurset er for voksne i arbeid"},
		{"kvalifiseringsprogrammet", "kvalifiseringsprogram", ""},
		{"hvor lenge varer det?", "kvalifiseringsprogram", ""},
	} {
		a, err := b.Answer(t.Context(), bot.Question{Text: tt.text, Municipality: "1103", Conversation: "on"})
		if err != nil {
			t.Fatal(err)
		}
		if a.Card.Entry != tt.entry || len(a.Card.Points) == 0 || !strings.Contains(a.Card.Points[0].Text, tt.point) {
			t.Errorf("%q is answered with %v, %+v", tt.text, a.Card, a.Card.Points)
		}
	}
}
