package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
)

// wholeBot answers from the guide that ships with the program and remembers.
func wholeBot(t testing.TB) *bot.Bot {
	t.Helper()
	p := bottest.Whole(t)
	return bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(100_000)})
}

// opening asks what an entry is, as its title stands in a sentence.
func opening(e *content.Entry, l content.Lang) string {
	title, _, _ := strings.Cut(e.Text(l).Title, " (")
	title, _, _ = strings.Cut(title, ":")
	return map[content.Lang]string{content.Bokmal: "hva er ", content.Nynorsk: "kva er ", content.English: "what is "}[l] + title + "?"
}

// asides are ways to ask for a section without a name; others than those of the search's
// own tests.
var asides = map[content.Lang]map[content.Section][]string{
	content.Bokmal: {
		content.Duration: {"hvor lenge da?", "og varigheten?"}, content.Payer: {"hvem dekker utgiftene?", "er det gratis?"},
		content.Requirements: {"og kravene?", "hva må han kunne?"}, content.Responsible: {"hvem har ansvaret da?"},
		content.Next: {"hva skjer etter det?"}, content.Livelihood: {"hva skal de leve av?"}, content.Who: {"hvem er det for?"},
	},
	content.Nynorsk: {
		content.Duration: {"kor lenge då?", "og kor lenge varer det?"}, content.Payer: {"kven dekkjer utgiftene?"},
		content.Requirements: {"og krava?"}, content.Responsible: {"kven har ansvaret då?"}, content.Livelihood: {"kva skal dei leve av?"},
	},
	content.English: {
		content.Duration: {"and how long?", "how long does that take?"}, content.Payer: {"who pays then?", "is it free?"},
		content.Requirements: {"and the requirements?"}, content.Responsible: {"who is responsible then?"}, content.Livelihood: {"what do they live on?"},
	},
}

// TestFollowUpsOfEveryOffer: a section asked for without a name is the subject's, for
// every offer and support, and so after thanks and after a press.
func TestFollowUpsOfEveryOffer(t *testing.T) {
	b := wholeBot(t)
	n, all, right := 0, 0, 0
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(slices.Concat(b.Guide().OfKind(content.Offer), b.Guide().OfKind(content.Support))) {
			for s, texts := range asides[l] {
				if e.Text(l).Section(s) == nil {
					continue
				}
				n++
				c := fmt.Sprint("c", n)
				first := answer(t, b, bot.Question{Text: opening(e, l), Conversation: c})
				if first.Card.Entry != e.ID {
					if err := b.Showed(t.Context(), c, "", bot.Ref{Lang: l, Entry: e.ID}); err != nil {
						t.Fatal(err)
					}
				}
				if n%3 == 0 {
					answer(t, b, bot.Question{Text: map[content.Lang]string{content.Bokmal: "tusen takk!", content.Nynorsk: "takk skal du ha", content.English: "thank you"}[l], Conversation: c})
				}
				a := answer(t, b, bot.Question{Text: texts[n%len(texts)], Conversation: c})
				if all++; a.Card.Entry == e.ID && a.Section == s && !a.Card.Changed {
					right++
				} else {
					t.Logf("%s %q: %s, section %q, changed %v; want %s", e.ID, texts[n%len(texts)], a.Card, a.Section, a.Card.Changed, s)
				}
			}
		}
	}
	if right*100 < all*97 {
		t.Errorf("%d of %d follow-ups stay with their subject and section", right, all)
	}
}

// TestSameOfAnother: "what about X" asks X for what was asked before, and tells the change.
func TestSameOfAnother(t *testing.T) {
	b := wholeBot(t)
	frames := map[content.Lang][]string{
		content.Bokmal: {"hva med {}?", "enn {}?", "og hva med {}", "det samme for {}"}, content.Nynorsk: {"kva med {}?", "enn {}?"}, content.English: {"what about {}?", "how about {}", "and {}?"},
	}
	n, all, right := 0, 0, 0
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(b.Guide().OfKind(content.Offer)) {
			if e.ID == "jobbsjansen" || e.Text(l).Section(content.Duration) == nil {
				continue
			}
			n++
			c := fmt.Sprint("c", n)
			ask := map[content.Lang]string{content.Bokmal: "hvor lenge varer Jobbsjansen?", content.Nynorsk: "kor lenge varer Jobbsjansen?", content.English: "how long does Jobbsjansen last?"}[l]
			answer(t, b, bot.Question{Text: ask, Conversation: c})
			name := strings.TrimSuffix(strings.SplitN(opening(e, l), " ", 3)[2], "?")
			text := strings.ReplaceAll(frames[l][n%len(frames[l])], "{}", name)
			a := answer(t, b, bot.Question{Text: text, Conversation: c})
			if all++; a.Card.Entry == e.ID && a.Section == content.Duration && a.Card.Changed {
				right++
			} else {
				t.Logf("%q: %s, section %q, changed %v", text, a.Card, a.Section, a.Card.Changed)
			}
		}
	}
	if right*100 < all*90 {
		t.Errorf("%d of %d ask the same of another", right, all)
	}
}

// TestOthers: the subject stays when the question goes on to others it may be for.
func TestOthers(t *testing.T) {
	b := wholeBot(t)
	for l, texts := range map[content.Lang][]string{
		content.Bokmal:  {"enn for ukrainere?", "og for flyktninger?", "hva med kvinner?", "og hvis hun er 60 år gammel?", "gjelder det også arbeidsinnvandrere?", "og med A2?", "enn for dem over 55?"},
		content.Nynorsk: {"enn for ukrainarar?", "og for flyktningar?", "kva med kvinner?", "og om ho er 60 år gammal?"},
		content.English: {"what about Ukrainians?", "and for refugees?", "what about women?", "and if she is 60 years old?"},
	} {
		for n, text := range texts {
			for _, id := range []string{"introduksjonsprogram", "kvalifiseringsprogram", "fagskole"} {
				e, _ := b.Guide().Entry(id)
				c := fmt.Sprint(l, n, id)
				answer(t, b, bot.Question{Text: opening(e, l), Conversation: c})
				if a := answer(t, b, bot.Question{Text: text, Conversation: c}); a.Card.Entry != id || a.Section == "" || a.Card.Changed {
					t.Errorf("%s %q: %s, section %q", id, text, a.Card, a.Section)
				}
			}
		}
	}
}

// TestChoicesKeepTheQuestion: by number, ordinal, name, press and id, what is chosen
// shows the section that was asked for.
func TestChoicesKeepTheQuestion(t *testing.T) {
	b := wholeBot(t)
	for n, choose := range []bot.Question{
		{Text: "2"}, {Text: "nr. 2"}, {Text: "den andre"}, {Text: "the second one"}, {Text: "nr 2, takk"}, {Text: "kvalifiseringsprogrammet"}, {Text: "KVP"},
		{Choice: "2"}, {Choice: "kvalifiseringsprogram"}, {Text: "jeg mente den andre"},
	} {
		c := fmt.Sprint("c", n)
		a := answer(t, b, bot.Question{Text: "hvor lenge varer jobbsjansen, kvalifiseringsprogrammet, introduksjonsprogrammet og arbeidstrening?", Conversation: c})
		if a.Card.Kind != bot.ListCard {
			t.Fatalf("four names: %s", a.Card)
		}
		choose.Conversation = c
		if a = answer(t, b, choose); a.Card.Entry != "kvalifiseringsprogram" || a.Section != content.Duration || a.Card.Changed {
			t.Errorf("%+v: %s, section %q", choose, a.Card, a.Section)
		}
		if a = answer(t, b, bot.Question{Text: "den siste", Conversation: c}); a.Card.Entry != "arbeidstrening" || a.Section != content.Duration {
			t.Errorf("%+v, then the last: %s, section %q", choose, a.Card, a.Section)
		}
		if a = answer(t, b, bot.Question{Text: "7", Conversation: c}); a.Confidence != search.Weak || len(a.Card.Choices) != 4 {
			t.Errorf("a place that isn't there: %s", a.Card)
		}
	}
}

// TestStaleSubjects: what was spoken of is left after choices, a list, no answer and
// small talk about something else; not after thanks.
func TestStaleSubjects(t *testing.T) {
	b := wholeBot(t)
	for text, stays := range map[string]bool{
		"takk": true, "ok": true, "thanks for the help": true, "hjelp": true,
		"oppskrift på lapskaus": false, "hvem er du?": false, "hei": false, "er du et menneske?": false, "start på nytt": false, "temaer": false,
		"hvilke tilbud finnes for flyktninger med A2": false, "ha det": false, "det var ikke det jeg mente": false,
	} {
		answer(t, b, bot.Question{Text: "hva er jobbsjansen?", Conversation: text})
		answer(t, b, bot.Question{Text: text, Conversation: text})
		if a := answer(t, b, bot.Question{Text: "hvem betaler?", Conversation: text}); (a.Card.Entry == "jobbsjansen") != stays {
			t.Errorf("after %q: %s", text, a.Card)
		}
	}
}

// TestSideOfNothing asks what about, with the last subjects of the asker's day.
func TestSideOfNothing(t *testing.T) {
	b := wholeBot(t)
	for _, text := range []string{"hvor lenge?", "hvem betaler", "kva er krava?", "how long does it last?", "og nivå?", "hva er det som er"} {
		a := answer(t, b, bot.Question{Text: text, Conversation: text, Person: "per"})
		if a.Card.Kind != bot.TextCard || a.Confidence != search.None {
			t.Errorf("%q of nothing: %s %s", text, a.Confidence, a.Card)
		}
	}
	for _, id := range []string{"jobbsjansen", "fagskole", "norskprove", "kvalifiseringsprogram"} {
		e, _ := b.Guide().Entry(id)
		answer(t, b, bot.Question{Text: opening(e, content.Bokmal), Conversation: id, Person: "ada"})
	}
	a := answer(t, b, bot.Question{Text: "hvor lenge?", Conversation: "new", Person: "ada"})
	var got []string
	for _, c := range a.Card.Choices {
		got = append(got, c.ID)
		if c.Section != content.Duration {
			t.Errorf("the choice %s keeps section %q", c.ID, c.Section)
		}
	}
	if want := []string{"kvalifiseringsprogram", "norskprove", "fagskole"}; !slices.Equal(got, want) {
		t.Errorf("offered %v, want %v", got, want)
	}
	if a := answer(t, b, bot.Question{Text: "fagskole", Conversation: "new", Person: "ada"}); a.Card.Entry != "fagskole" || a.Section != content.Duration {
		t.Errorf("named: %s, section %q", a.Card, a.Section)
	}
}

// TestLists: what is met stands first, what isn't stated apart, what is closed last with
// the condition that closes it; at most three a group.
func TestLists(t *testing.T) {
	b := wholeBot(t)
	for _, text := range []string{
		"hva kan en med A1 og lite skole gjøre?", "kva tilbod finst for flyktningar med A2?", "which offers are there for Ukrainians with B1?",
		"34-åring, flyktning, A2, uten skolegang", "hva finnes for en analfabet?", "from A2 to B1", "hvilke tiltak har NAV for en arbeidsledig med B1?",
	} {
		c := bot.Question{Text: text, Conversation: text}
		a := answer(t, b, c)
		if a.Card.Kind != bot.ListCard || a.Card.Lead == "" || len(a.Card.Groups) == 0 {
			t.Errorf("%q: %s", text, a.Card)
			continue
		}
		more := false
		for _, g := range a.Card.Groups {
			if len(g.Items) > 3 {
				t.Errorf("%q: %d in %q", text, len(g.Items), g.Title)
			}
			more = more || g.More != ""
		}
		for n, h := range a.Hits {
			if h.Entry.Closed || h.Entry.Recipient != "" || h.Entry.Kind != content.Offer {
				t.Errorf("%q: hit %d is %s", text, n, h.Entry.ID)
			}
		}
		if more {
			next := answer(t, b, bot.Question{Text: map[content.Lang]string{content.Bokmal: "flere", content.Nynorsk: "fleire", content.English: "more"}[a.Lang], Conversation: text})
			if next.Card.Kind != bot.ListCard || len(next.Card.Groups) == 0 || next.Card.Groups[0].Items[0].ID == a.Card.Groups[0].Items[0].ID {
				t.Errorf("%q, more: %s", text, next.Card)
			}
		}
	}
}

// TestNothingFitsBecauseNothingIsKnown: an offer is met only by what was told of, and not
// met only against it.
func TestNothingFitsBecauseNothingIsKnown(t *testing.T) {
	b := wholeBot(t)
	w := bottest.Whole(t).Words.In("nb")
	for _, f := range []bot.Filter{{}, {Level: "A1"}, {Level: "C1"}, {Residence: "refugee"}, {Schooling: "none"}, {Schooling: "higher", Residence: "labour", Level: "B2"}} {
		p := content.Profile{Norwegian: f.Level, Schooling: f.Schooling, Residence: f.Residence}
		for _, g := range b.List(content.Bokmal, f).Groups {
			for _, it := range g.Items {
				e, _ := b.Guide().Entry(it.ID)
				state := content.Conditions(e, p).State
				met, closed := strings.HasPrefix(g.Title, w.Text("list.met")), g.Title == w.Text("list.not_met")
				if met != (state == content.Met) || closed != (state == content.NotMet) || closed && it.Why == "" {
					t.Errorf("%+v: %s is %s and stands under %q, %q", f, it.ID, state, g.Title, it.Why)
				}
			}
		}
	}
}

// TestAgainst: what can't both be is told, both of it.
func TestAgainst(t *testing.T) {
	b := wholeBot(t)
	for text, both := range map[string][2]string{
		"A1 og C1": {"A1", "C1"}, "hvilke tilbud finnes for en med B2 og A1?": {"B2", "A1"}, "kva finst for ein asylsøkjar som er norsk statsborgar?": {"asylsøkjar", "norsk statsborgar"},
		"which offers are there for a labour immigrant who is a refugee?": {"labour", "refugee"},
	} {
		if a := answer(t, b, bot.Question{Text: text}); a.Card.Kind != bot.TextCard || !strings.Contains(a.Card.Lead, both[0]) || !strings.Contains(a.Card.Lead, both[1]) {
			t.Errorf("%q: %s %q", text, a.Card, a.Card.Lead)
		}
	}
}

// TestMannersAreNeverSearched: every text that says something of manners is answered
// from the bot's words, in a language it is said in, and counts as no question.
func TestMannersAreNeverSearched(t *testing.T) {
	bottest.OneByOne(t)
	p := bottest.Whole(t)
	c := &tallies{}
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Counter: c})
	manners := []content.Talk{content.Greeting, content.Thanks, content.Okay, content.Goodbye, content.Identity, content.Abilities, content.Human, content.Person, content.Wrong, content.Restart, content.Privacy, content.Provenance, content.Help, content.Map, content.Topics, content.Journeys, content.Supports, content.Forms}
	for _, ph := range p.Guide.Words().TalkPhrases() {
		if !slices.Contains(manners, ph.Talk) {
			continue
		}
		a := answer(t, b, bot.Question{Text: ph.Example, Fallback: ph.Lang})
		if a.Card.Entry != "" || len(a.Hits) > 0 || a.Confidence != search.None || a.Card.Kind != bot.TextCard && a.Card.Kind != bot.ListCard {
			t.Errorf("%s %q: %s %s", ph.Talk, ph.Example, a.Confidence, a.Card)
		}
		if english := a.Lang == content.English; english != (ph.Lang == content.English) && !slices.ContainsFunc(p.Guide.Words().TalkPhrases(), func(o content.TalkPhrase) bool {
			return o.Talk == ph.Talk && o.Example == ph.Example && o.Lang == a.Lang
		}) {
			t.Errorf("%s %q in %s is answered in %s", ph.Talk, ph.Example, ph.Lang, a.Lang)
		}
	}
	if len(c.events) > 0 {
		t.Errorf("%d counted as questions", len(c.events))
	}
}

// TestOtherLanguages: it is said in the asker's own language where the bot has the words.
func TestOtherLanguages(t *testing.T) {
	b := wholeBot(t)
	for text, want := range map[string]string{
		"Скільки триває програма?": "англійською", "كم تستغرق الدورة؟": "الدليل", "دوره چقدر طول می\u200cکشد؟": "رهنما", "ክንደይ ግዜ ይወስድ?": "መምርሒ",
		"jak długo trwa kurs i kto może dostać pomoc?": "Przewodnik", "waa maxay kuwa ka qayb geli kara, waxaan rabaa": "Haguhu", "wie lange dauert das und wer bekommt eine Wohnung?": "",
	} {
		a := answer(t, b, bot.Question{Text: text})
		said := ""
		for _, s := range a.Card.Sections {
			for _, p := range s.Points {
				said += p.Text
			}
		}
		if a.Card.Kind != bot.TextCard || !strings.Contains(said, want) || want == "" && said != "" || !strings.Contains(a.Card.Title, "engelsk") {
			t.Errorf("%q: %s %q %q", text, a.Card, a.Card.Title, said)
		}
	}
}

// TestCommandsStayOnTheSubject: next, back, a language and a note are of what is shown.
func TestCommandsStayOnTheSubject(t *testing.T) {
	b := wholeBot(t)
	ask := func(text string) bot.Answer { return answer(t, b, bot.Question{Text: text, Conversation: "c"}) }
	step := func(text string, want int) {
		t.Helper()
		if a := ask(text); a.Card.Step == nil || a.Card.Step.Number != want || a.Card.Entry != "jamal" {
			t.Errorf("%q: %s, want step %d", text, a.Card, want)
		}
	}
	ask("hva er jobbsjansen?")
	ask("hvor lenge varer KVP?")
	if a := ask("tilbake"); a.Card.Entry != "jobbsjansen" {
		t.Errorf("back: %s", a.Card)
	}
	if a := ask("på ukrainsk"); !strings.Contains(a.Card.Lead, "Jobbsjansen") || !strings.Contains(a.Card.Title, "ukrainsk") || len(a.Card.Sections) != 1 {
		t.Errorf("in Ukrainian: %+v", a.Card)
	}
	if a := ask("in English"); a.Lang != content.English || a.Card.Entry != "jobbsjansen" {
		t.Errorf("in English: %s in %s", a.Card, a.Lang)
	}
	if a := ask("lag notat"); !a.Note || a.Card.Entry != "jobbsjansen" {
		t.Errorf("note: %s, %v", a.Card, a.Note)
	}
	if a := ask("hva er neste?"); a.Card.Entry != "jobbsjansen" || a.Section != content.Next {
		t.Errorf("next: %s, %s", a.Card, a.Section)
	}
	step("reise jamal", 1)
	step("neste", 2)
	step("next step", 3)
	step("tilbake", 2)
	if a := ask("gå tilbake"); a.Card.Step.Number != 1 {
		t.Errorf("back: %s", a.Card)
	}
	if a := ask("gå tilbake"); a.Card.Entry != "jobbsjansen" {
		t.Errorf("back from the first step: %s", a.Card)
	}
	for _, text := range []string{"neste", "lag notat", "på ukrainsk", "mer"} {
		if a := answer(t, b, bot.Question{Text: text, Conversation: "nothing/" + text}); a.Card.Entry != "" || a.Note {
			t.Errorf("%q of nothing: %s", text, a.Card)
		}
	}
}

// TestAsksOfTheSubject: a text that refers to the subject by a pronoun alone asks of it
// what stands there; what stands elsewhere, or nowhere, is no matter of it.
func TestAsksOfTheSubject(t *testing.T) {
	b := wholeBot(t)
	for n, tt := range []struct{ subject, text, want string }{
		{"introduksjonsstonad", "is it taxed?", "introduksjonsstonad"},
		{"introduksjonsstonad", "hva med skatt på den?", "introduksjonsstonad"}, {"fagskole", "kan ho få lån?", "fagskole"},
		{"kvalifiseringsprogram", "kan hun få kontantstøtte?", ""}, {"kvalifiseringsprogram", "kan hun få førerkort av dem?", ""},
	} {
		e, _ := b.Guide().Entry(tt.subject)
		c := fmt.Sprint(n)
		answer(t, b, bot.Question{Text: opening(e, content.Bokmal), Conversation: c})
		if a := answer(t, b, bot.Question{Text: tt.text, Conversation: c}); a.Card.Entry != tt.want {
			t.Errorf("%s, %q: %s, want %q", tt.subject, tt.text, a.Card, tt.want)
		}
	}
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(b.Guide().OfKind(content.Support)) {
			c := string(l) + e.ID
			if err := b.Showed(t.Context(), c, "", bot.Ref{Lang: l, Entry: e.ID}); err != nil {
				t.Fatal(err)
			}
			text := map[content.Lang]string{content.Bokmal: "hvor mye er det?", content.Nynorsk: "kor mykje er det?", content.English: "how much is it?"}[l]
			if a := answer(t, b, bot.Question{Text: text, Conversation: c}); a.Card.Entry != e.ID || a.Section == content.Payer {
				t.Errorf("%s, %q: %s, section %q", e.ID, text, a.Card, a.Section)
			}
		}
	}
}

// TestComparesTheSubject sets both side by side: the one that is named, and the one that
// is referred to.
func TestComparesTheSubject(t *testing.T) {
	b := wholeBot(t)
	for _, text := range []string{"hva er forskjellen på den og KVP?", "kva er skilnaden på den og KVP?", "what is the difference between it and KVP?"} {
		answer(t, b, bot.Question{Text: "hva er jobbsjansen?", Conversation: text})
		a := answer(t, b, bot.Question{Text: text, Conversation: text})
		if c := a.Card.Table; c == nil || len(c.Columns) != 2 || c.Columns[0].ID != "jobbsjansen" || c.Columns[1].ID != "kvalifiseringsprogram" || len(c.Rows) != 4 {
			t.Errorf("%q: %s, %+v", text, a.Card, c)
		}
	}
}

// TestListsOfSupports: who asks for grants and benefits is given no offers.
func TestListsOfSupports(t *testing.T) {
	b := wholeBot(t)
	for _, text := range []string{"hvilke ytelser finnes for en flyktning med A1?", "kva stønader finst for ein ukrainar?", "which benefits are there for a refugee?", "hvilke tilskudd kan en arbeidsledig få?"} {
		a := answer(t, b, bot.Question{Text: text, Conversation: text})
		if a.Card.Kind != bot.ListCard || len(a.Card.Groups) == 0 {
			t.Errorf("%q: %s", text, a.Card)
		}
		for _, g := range a.Card.Groups {
			for _, it := range g.Items {
				if e, _ := b.Guide().Entry(it.ID); e.Kind != content.Support || e.Recipient != "" {
					t.Errorf("%q lists %s", text, it.ID)
				}
			}
		}
	}
}

// TestChoicesAreCounted: what is offered, what is chosen of it, and that none of it was
// meant, by the entries' ids and nothing else.
func TestChoicesAreCounted(t *testing.T) {
	p := bottest.Whole(t)
	for _, tt := range []struct {
		name   string
		choice bot.Question
		want   func(offered []string) bot.Event
	}{
		{"by number", bot.Question{Text: "2"}, func(o []string) bot.Event { return bot.Event{Entry: o[1], Chosen: true} }},
		{"by press", bot.Question{Choice: "1"}, func(o []string) bot.Event { return bot.Event{Entry: o[0], Chosen: true} }},
		{"none", bot.Question{Choice: bot.ChooseNone}, func(o []string) bot.Event { return bot.Event{Refused: o} }},
	} {
		c := &tallies{}
		b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Counter: c, Conversations: bot.NewMemory(10)})
		a := answer(t, b, bot.Question{Text: "extra loan for pupils over 30", Conversation: "c"})
		var offered []string
		for _, ch := range a.Card.Choices {
			offered = append(offered, ch.ID)
		}
		if len(offered) < 2 || len(c.events) != 1 || !slices.Equal(c.events[0].Offered, offered) || c.events[0].Chosen {
			t.Fatalf("%s: offered are %v, counted %+v", tt.name, offered, c.events)
		}
		tt.choice.Conversation = "c"
		answer(t, b, tt.choice)
		want := tt.want(offered)
		if got := c.events[len(c.events)-1]; len(c.events) != 2 || got.Entry != want.Entry || got.Chosen != want.Chosen || !slices.Equal(got.Refused, want.Refused) || len(got.Offered) > 0 {
			t.Errorf("%s: counted is %+v, want %+v", tt.name, c.events[1:], want)
		}
	}
}
