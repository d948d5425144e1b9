package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// strangeLangs are languages a Lang can be made of that the guide does not have:
// every two-letter language there is, and what is none.
func strangeLangs(tb testing.TB) []content.Lang {
	tb.Helper()
	out := []content.Lang{
		"no", "nb-NO", "nb_NO", "NB", "sv-SE", "zh-CN", "x-klingon", "gsw", "*", "\x00", "n\xffb", "../../etc", "<b>", "nb ", " ",
		content.Lang(strings.Repeat("a", 300)), content.Lang(strings.Repeat("nb", 1<<16)),
	}
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			tag := string(a) + string(b)
			if _, err := language.ParseBase(tag); err == nil && !slices.Contains(content.Langs(), content.Lang(tag)) {
				out = append(out, content.Lang(tag))
			}
		}
	}
	if len(out) < 180 {
		tb.Fatalf("only %d languages", len(out))
	}
	return out
}

// asMany returns the values to try for a parameter of a type, so that every kind of
// card is laid out.
func asMany(tb testing.TB, b *bot.Bot, p reflect.Type) []reflect.Value {
	tb.Helper()
	var out []any
	switch p {
	case reflect.TypeFor[context.Context]():
		out = append(out, tb.Context())
	case reflect.TypeFor[*content.Entry]():
		for _, e := range b.Guide().Entries() {
			out = append(out, e)
		}
	case reflect.TypeFor[content.Section]():
		out = append(out, content.Section(""), content.Section("none of these"))
		for _, s := range content.Sections() {
			out = append(out, s)
		}
	case reflect.TypeFor[bot.Filter]():
		out = append(out, bot.Filter{}, bot.Filter{Goal: "work", Level: "A2", Schooling: "none", Residence: "refugee"}, bot.Filter{Level: "Z9"})
	case reflect.TypeFor[bot.PathAsked]():
		out = append(out, bot.PathAsked{}, bot.PathAsked{Profile: content.Profile{Age: 34}, Way: bot.Way{Goal: "work", Style: "fast", Phase: 1}})
	case reflect.TypeFor[[]string](): // ids
		out = append(out, []string(nil), []string{"norskkurs", "sprakpraksis"})
	case reflect.TypeFor[[]bot.Revision]():
		out = append(out, []bot.Revision(nil), []bot.Revision{{Entry: "norskkurs", Digest: "sha256:0123456789ab"}})
	case reflect.TypeFor[func(*content.Entry) bool]():
		out = append(out, func(*content.Entry) bool { return true })
	case reflect.TypeFor[bot.Ticks]():
		out = append(out, bot.Ticks{}, bot.ParseTicks("1,0;norskkurs.payer.0,jamal.step.1,norskkurs.summary.0,never-was.who.0"))
	case reflect.TypeFor[bot.NoteOptions]():
		out = append(out, noon)
	case reflect.TypeFor[time.Time]():
		out = append(out, time.Time{}, time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC))
	case reflect.TypeFor[bot.OfferColumn]():
		out = append(out, bot.OfferColumn(""), bot.OfferDuration, bot.OfferWho)
	case reflect.TypeFor[bot.NumberKind]():
		for _, k := range bot.NumberKinds() {
			out = append(out, k)
		}
	case reflect.TypeFor[bool]():
		out = append(out, false, true)
	case reflect.TypeFor[error]():
		out = append(out, bot.ErrInquiryNumber, bot.ErrInquiriesFull, errors.New("ours"))
	case reflect.TypeFor[int](): // a step
		out = append(out, 0, 1, 2, 99)
	case reflect.TypeFor[string](): // a snippet's language, a mark or words
		out = append(out, "", "nb", "uk", "sv", "work", "refugee", "norskkurs", "hvem betaler")
	default:
		tb.Fatalf("no values for a parameter of type %s: add some", p)
	}
	vs := make([]reflect.Value, len(out))
	for i, v := range out {
		vs[i] = reflect.ValueOf(v)
	}
	return vs
}

// calls are all combinations of values for a method's parameters, the language left
// out.
func calls(tb testing.TB, b *bot.Bot, m reflect.Type) [][]reflect.Value {
	tb.Helper()
	out := [][]reflect.Value{nil}
	for i := range m.NumIn() {
		vs := []reflect.Value{{}} // the place of the language
		if p := m.In(i); p != reflect.TypeFor[content.Lang]() {
			vs = asMany(tb, b, p)
		}
		var longer [][]reflect.Value
		for _, begun := range out {
			for _, v := range vs {
				longer = append(longer, append(slices.Clone(begun), v))
			}
		}
		out = longer
	}
	return out
}

// in calls the method with the language in its place and returns what it returned.
func in(m reflect.Value, args []reflect.Value, l content.Lang) string {
	args = slices.Clone(args)
	for i, a := range args {
		if !a.IsValid() {
			args[i] = reflect.ValueOf(l)
		}
	}
	var out []any
	for _, v := range m.Call(args) {
		out = append(out, v.Interface())
	}
	b, err := json.Marshal(out)
	return fmt.Sprint(string(b), err)
}

// TestUnknownLanguage: every method that takes a language says in one the guide does
// not have what it says in none, which is bokmål.
func TestUnknownLanguage(t *testing.T) {
	bottest.OneByOne(t)
	b := newBot(t, bot.Config{})
	strange := strangeLangs(t)
	tried := 0
	for i := range reflect.TypeFor[*bot.Bot]().NumMethod() {
		name, m := reflect.TypeFor[*bot.Bot]().Method(i).Name, reflect.ValueOf(b).Method(i)
		takes := false
		for k := range m.Type().NumIn() {
			takes = takes || m.Type().In(k) == reflect.TypeFor[content.Lang]()
		}
		if !takes {
			continue
		}
		tried++
		for n, args := range calls(t, b, m.Type()) {
			want := in(m, args, content.Bokmal)
			langs := strange
			if n > 20 { // the rest of the combinations with some of the languages
				langs = strange[:17]
			}
			for _, l := range append(slices.Clone(langs), "") {
				if got := in(m, args, l); got != want {
					t.Fatalf("%s in %.20q (-bokmål):\n%s", name, l, cmp.Diff(want, got))
				}
			}
		}
	}
	if tried < 10 {
		t.Errorf("only %d methods take a language", tried)
	}
}

// everyCard are texts that lead to every kind of card of the small guide.
var everyCard = []string{
	"norskkurs", "hva er språkpraksis", "introduksjonsstønad", "kommune", "norsk og arbeid", "Jamal eksempel", // an entry of each kind
	"hva lever hun av i språkpraksis", "how long is a language practice placement", // a section, and one that no source answers
	"reise jamal", "hvilke tilbud finnes for flyktninger med A2", "kart", "hjelp", "språk nn", "language klingon",
	"kurs", "norskkurs eller språkpraksis", "norskkurs språkpraksis introduksjonsstønad", "learn norwegian at work", "oppskrift på lapskaus", "hei", "takk", "привіт", "مرحبا",
	"kurs for 01010750160", "🙂🙂", "", strings.Repeat("norskkurs ", 1000),
}

// TestAnswerInUnknownLanguage: a question in, or with a fallback to, a language the
// guide does not have is answered as one that names none.
func TestAnswerInUnknownLanguage(t *testing.T) {
	b := newBot(t, bot.Config{})
	reply := func(q bot.Question) string {
		got, err := json.Marshal(answer(t, b, q).Reply())
		if err != nil {
			t.Fatal(err)
		}
		return string(got)
	}
	kinds := map[bot.CardKind]bool{}
	for n, text := range everyCard {
		kinds[answer(t, b, bot.Question{Text: text}).Card.Kind] = true
		want := reply(bot.Question{Text: text})
		langs := strangeLangs(t)
		if n > 0 {
			langs = langs[:17]
		}
		for _, l := range langs {
			for _, q := range []bot.Question{{Text: text, Lang: l}, {Text: text, Fallback: l}, {Text: text, Lang: l, Fallback: l}} {
				if got := reply(q); got != want {
					t.Fatalf("%.20q in %.20q, else %.20q (-none):\n%s", text, q.Lang, q.Fallback, cmp.Diff(want, got))
				}
			}
		}
	}
	for _, k := range []bot.CardKind{bot.EntryCard, bot.StepCard, bot.ChoicesCard, bot.NoneCard, bot.ListCard, bot.CompareCard, bot.TextCard} {
		if !kinds[k] {
			t.Errorf("no text leads to a card of kind %s", k)
		}
	}
}

// TestThreadInUnknownLanguage: what an older version of the program kept is not
// trusted.
func TestThreadInUnknownLanguage(t *testing.T) {
	threads := bot.NewMemory(10)
	if err := threads.Keep(t.Context(), "c", bot.Conversation{Subject: "norskkurs", Lang: "sv"}); err != nil {
		t.Fatal(err)
	}
	b := newBot(t, bot.Config{Conversations: threads})
	for _, text := range everyCard {
		a := answer(t, b, bot.Question{Text: text, Conversation: "c"})
		if _, ok := content.ParseLang(string(a.Lang)); !ok || a.Card.Lang != a.Lang {
			t.Errorf("%.20q is answered in %q with a card in %q", text, a.Lang, a.Card.Lang)
		}
		if err := threads.Keep(t.Context(), "c", bot.Conversation{Subject: "norskkurs", Lang: "sv"}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNoteInUnknownLanguage: a card can come from elsewhere too.
func TestNoteInUnknownLanguage(t *testing.T) {
	b := newBot(t, bot.Config{})
	e, _ := b.Guide().Entry("norskkurs")
	c := b.EntryCard(content.Bokmal, e, content.Payer)
	on := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	want := b.Note(c, bot.NoteOptions{On: on}).Plain()
	for _, l := range strangeLangs(t) {
		if c.Lang = l; b.Note(c, bot.NoteOptions{On: on}).Plain() != want {
			t.Errorf("the note in %.20q is none in bokmål", l)
		}
	}
}
