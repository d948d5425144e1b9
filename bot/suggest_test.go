package bot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
)

// suggester is a bot of the whole guide.
func suggester(tb testing.TB) (*bot.Bot, *content.Guide) {
	tb.Helper()
	p := bottest.Whole(tb)
	return bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words}), p.Guide
}

func suggest(tb testing.TB, b *bot.Bot, l content.Lang, text string) []bot.Suggestion {
	tb.Helper()
	out, err := b.Suggest(tb.Context(), bot.Question{Text: text, Lang: l})
	if err != nil {
		tb.Fatalf("Suggest(%q): %v", text, err)
	}
	return out
}

// place is what a suggestion leads to.
func place(s bot.Suggestion) string { return strings.TrimSuffix(s.Entry+" "+string(s.Section), " ") }

func TestSuggest(t *testing.T) {
	b, _ := suggester(t)
	for _, tt := range []struct {
		lang        content.Lang
		text        string
		first, name string // place of the first, and the other name it tells
	}{
		{"", "introd", "introduksjonsprogram", ""},
		{"", "INTROD", "introduksjonsprogram", ""},
		{"", "kvp", "kvalifiseringsprogram", ""}, // its title has it
		{"", "kvp-en", "kvalifiseringsprogram", ""},
		{"", "kvp hvor lenge", "kvalifiseringsprogram duration", ""},
		{"", "kvp hvor l", "kvalifiseringsprogram duration", ""},
		{"", "kvp varig", "kvalifiseringsprogram duration", ""},
		{"", "kvp var", "kvalifiseringsprogram duration", ""}, // before "varierer"
		{"", "hvor lenge varer kvp", "kvalifiseringsprogram duration", ""},
		{"", "how long is kvp", "kvalifiseringsprogram duration", ""},
		{"nn", "kor lenge varer kvp", "kvalifiseringsprogram duration", ""},
		{"", "aft livs", "arbeidsforberedende-trening livelihood", ""},
		{"", "introduksjonsordn", "introduksjonsprogram", "introduksjonsordningen"},
		{"", "introlønn", "introduksjonsstonad", ""}, // the guide does not call it so
		{"", "introlonn", "introduksjonsstonad", ""},
		{"", "salary subsidy", "lonnstilskudd", ""},
		{"", "tilskudd jobbs", "tilskudd-jobbsjansen", ""},
		{"", "qualification prog", "kvalifiseringsprogram", ""},
		{"", "haw", "hawa", ""},
		{"", "asylsøker lærer", "jasmin", ""}, // by what is told of her
		{"", "kvalifisreingsprogrammet", "kvalifiseringsprogram", ""},
		{"", "sommerjobb og tiltakspenger", "sommerjobb", ""},
	} {
		got := suggest(t, b, tt.lang, tt.text)
		if len(got) == 0 || place(got[0]) != tt.first || got[0].Name != tt.name {
			t.Errorf("Suggest(%q) = %+v, want first %q with the name %q", tt.text, got, tt.first, tt.name)
		}
	}
}

// TestSuggestInTheLanguageOfTheName: where no language is chosen.
func TestSuggestInTheLanguageOfTheName(t *testing.T) {
	b, _ := suggester(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"", "qualification prog", "Qualification Programme (KVP)"}, {"nb", "qualification prog", "Kvalifiseringsprogrammet (KVP)"},
		{"", "introduksjonsprog", "Introduksjonsprogram"}, {"en", "introduksjonsprog", "Introduction programme"},
	} {
		if got := suggest(t, b, content.Lang(tt.lang), tt.text); len(got) == 0 || got[0].Title != tt.want {
			t.Errorf("Suggest(%q) in %q = %+v, want %q", tt.text, tt.lang, got, tt.want)
		}
	}
}

// TestSuggestByEveryName: whoever types a name of an entry sees the entry, with its title in
// the language that was asked for; a few names are several entries'.
func TestSuggestByEveryName(t *testing.T) {
	b, g := suggester(t)
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(g.Entries()) {
			names := append([]string{e.Text(l).Title}, e.Text(l).AlsoCalled...)
			if l == content.Bokmal {
				names = append(names, e.ID)
				names = append(names, e.Aliases...)
			}
			for _, name := range names {
				got := suggest(t, b, l, name)
				i := slices.IndexFunc(got, func(s bot.Suggestion) bool { return s.Entry == e.ID && s.Section == "" })
				if utf8.RuneCountInString(name) <= 100 && (i < 0 || got[i].Title != e.Text(l).Title || got[i].Lang != l || got[i].Path != "/"+string(l)+"/"+e.ID) {
					t.Errorf("%s: Suggest(%q) = %+v, want %s among them", l, name, got, e.ID)
				}
			}
		}
	}
	for _, term := range g.Words().Terms() {
		for l, words := range term.Rejected {
			for _, w := range words {
				for _, s := range suggest(t, b, l, w) {
					if strings.EqualFold(s.Name, w) {
						t.Errorf("Suggest(%q) shows a word that the guide does not use", w)
					}
				}
			}
		}
	}
}

// TestSuggestSections: every section that an entry has is reached by the entry's short name and
// the section's own, and no other is suggested.
func TestSuggestSections(t *testing.T) {
	b, g := suggester(t)
	for _, e := range bottest.Some(g.OfKind(content.Offer)) {
		for _, s := range content.Sections() {
			title := b.Names(content.Bokmal).SectionTitle(s)
			for _, got := range suggest(t, b, content.Bokmal, e.Text(content.Bokmal).Title+" "+title) {
				entry, _ := g.Entry(got.Entry)
				if got.Section != "" && entry.Text(content.Bokmal).Section(got.Section) == nil {
					t.Errorf("%s %s: suggests %s of %s, which has none", e.ID, title, got.Section, got.Entry)
				}
			}
		}
	}
}

// hostile are texts that strangers type.
var hostile = []string{
	"", " ", "k", "\x00", "\xff\xfe\xc3", "\u202efagbrev\u202c", "🙂👨‍👩‍👧", "* OR 1=1 --", "<script>alert(1)</script>", `"\`, "%s%n", "../../etc/passwd",
	"كيف", "今日は", "ﬁﬀ Ⅷ ½ ①", strings.Repeat("a", 5000), strings.Repeat("kvp ", 2000), strings.Repeat("æ", 101), strings.Repeat("a b ", 30), "? ! . ,",
	strings.Repeat("a\u0301", 400),
}

// TestSuggestOfHostileTexts: whatever is typed, what comes back is bounded and valid, and a text
// with a personal number, whole or between others, becomes nothing.
func TestSuggestOfHostileTexts(t *testing.T) {
	b, g := suggester(t)
	for _, text := range hostile {
		for _, s := range suggest(t, b, "xx", text) {
			if _, ok := g.Entry(s.Entry); !ok || s.Title == "" || s.Label == "" {
				t.Errorf("Suggest(%.40q) = %+v", text, s)
			}
		}
		if n := len(suggest(t, b, "", text)); n > 7 {
			t.Errorf("Suggest(%.40q): %d suggestions", text, n)
		}
	}
	for _, text := range []string{"01019012480", "kvp 010190 12480", "introduksjonsprogram 01019012480", "DUF 201712345609"} {
		if bot.FindNumber(text) == "" {
			t.Fatalf("%q is no personal number: the test proves nothing", text)
		}
		if got := suggest(t, b, "", text); len(got) > 0 {
			t.Errorf("Suggest(%q) = %+v, want nothing", text, got)
		}
	}
}

// failing is a search that is out of order.
type failing struct{}

func (failing) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, errors.New("out of order")
}

func TestSuggestWithoutSearch(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: failing{}, Words: p.Words})
	if got := suggest(t, b, "", "introd"); len(got) == 0 {
		t.Error("names need no search")
	}
	_, err := b.Suggest(t.Context(), bot.Question{Text: "deltakeren min Kari"})
	if err == nil || strings.Contains(err.Error(), "Kari") {
		t.Errorf("err = %v, want one without the text", err)
	}
}

// BenchmarkSuggest types every title letter by letter; p99-ms is what one letter in a
// hundred takes longer than.
func BenchmarkSuggest(b *testing.B) {
	bt, g := suggester(b)
	var typed []string
	for _, e := range g.Entries() {
		title := []rune(e.Text(content.Bokmal).Title + " hvor lenge")
		for n := 2; n <= len(title); n++ {
			typed = append(typed, string(title[:n]))
		}
	}
	suggest(b, bt, "", "kvp")
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		suggest(b, bt, "", typed[i%len(typed)])
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
}
