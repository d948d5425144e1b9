package bot_test

import (
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/search"
)

// A link to one of our own pages is a mention of its entry, in whatever it is wrapped.
func TestALinkIsAMention(t *testing.T) {
	b := newResolving(t, nil)
	for _, l := range content.Langs() {
		for _, e := range b.Guide().Entries() {
			for _, digest := range []string{"", bot.ShortDigest(e.Digest()), "ffffffffffff"} {
				link := base + bot.Ref{Lang: l, Entry: e.ID, Digest: digest}.Path()
				for _, text := range []string{link, "<" + link + ">", "(" + link + ").", "«" + link + "»", "\n\t" + link + "?", link + ".", "se " + link + ", " + link + "…", "*" + link + "*", strings.TrimPrefix(link, "https://"), link + " " + link} {
					a := answer(t, b.Bot, bot.Question{Text: text})
					if a.Card.Entry != e.ID || a.Confidence != search.Strong || a.Lang != l || len(a.Hits) != 1 || a.Hits[0].Entry.ID != e.ID {
						t.Fatalf("%q is answered with %s in %s, %s", text, a.Card, a.Lang, a.Confidence)
					}
					if old := a.Card.Notices; (len(old) > 0 && old[0].Kind == bot.Outdated) != (digest == "ffffffffffff") {
						t.Errorf("%q: notices %+v", text, old)
					}
				}
			}
		}
	}
}

func TestALinkAndOtherWords(t *testing.T) {
	b := newResolving(t, nil)
	for _, tt := range []struct {
		name    string
		q       bot.Question
		entry   string
		section content.Section
		lang    content.Lang
		step    int
	}{
		{"the words name the section", bot.Question{Text: "Hvem betaler for " + base + "/nb/norskkurs ?"}, "norskkurs", content.Payer, "nb", 0},
		{"the words tell the language", bot.Question{Text: "who pays for this? " + base + "/nb/norskkurs"}, "norskkurs", content.Payer, "en", 0},
		{"the language chosen", bot.Question{Text: base + "/nb/norskkurs", Lang: "nn"}, "norskkurs", "", "nn", 0},
		{"the link's before the person's", bot.Question{Text: base + "/en/norskkurs", Fallback: "nn"}, "norskkurs", "", "en", 0},
		{"the link names the section", bot.Question{Text: base + "/nb/norskkurs#payer"}, "norskkurs", content.Payer, "nb", 0},
		{"the words' before the link's", bot.Question{Text: base + "/nb/norskkurs#payer hvilke krav er det?"}, "norskkurs", content.Requirements, "nb", 0},
		{"words that tell no language", bot.Question{Text: "IMDi " + base + "/en/norskkurs", Fallback: "nn"}, "norskkurs", "", "en", 0},
		{"a case note", bot.Question{Text: base + "/nb/norskkurs/note?section=payer"}, "norskkurs", content.Payer, "nb", 0},
		{"a step", bot.Question{Text: base + "/nb/jamal?step=1"}, "jamal", "", "nb", 1},
		{"a section of a step", bot.Question{Text: base + "/nb/jamal?step=1 hva lever han av?"}, "jamal", content.Livelihood, "nb", 0},
		{"by an old id", bot.Question{Text: base + "/nb/norskkurs-for-voksne"}, "norskkurs", "", "nb", 0},
		{"a version that has changed", bot.Question{Text: base + "/nb/norskkurs@" + bot.ShortDigest(b.older.Digest)}, "norskkurs", "", "nb", 0},
		{"an entry that is no more", bot.Question{Text: base + "/nb/forsok@" + bot.ShortDigest(b.gone.Digest)}, "forsok", "", "nb", 0},
		{"the first of two", bot.Question{Text: base + "/nb/jamal eller " + base + "/nb/norskkurs"}, "jamal", "", "nb", 0},
		{"the first that leads somewhere", bot.Question{Text: base + "/nb/nobody " + base + "/nb/norskkurs"}, "norskkurs", "", "nb", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := answer(t, b.Bot, tt.q)
			step := 0
			if a.Card.Step != nil {
				step = a.Card.Step.Number
			}
			if a.Card.Entry != tt.entry || a.Section != tt.section || a.Lang != tt.lang || step != tt.step || a.Confidence != search.Strong {
				t.Errorf("answered with %s, section %q, %s, step %d, %s", a.Card, a.Section, a.Lang, step, a.Confidence)
			}
		})
	}
	for _, page := range []string{"", "/note"} {
		a := answer(t, b.Bot, bot.Question{Text: base + "/nb/norskkurs" + page + "@" + bot.ShortDigest(b.older.Digest)})
		if a.Card.Lead == "Slik det sto før." || a.Card.Notices[0].Kind != bot.Outdated {
			t.Errorf("a question is answered from today's guide: %q, %+v", a.Card.Lead, a.Card.Notices)
		}
	}
}

// What follows is about the link's entry.
func TestFollowALink(t *testing.T) {
	b := newResolving(t, nil)
	for _, id := range []string{"norskkurs", "kommune", "jamal"} {
		answer(t, b.Bot, bot.Question{Text: base + "/nb/" + id, Conversation: "c"})
		if a := answer(t, b.Bot, bot.Question{Text: "og hvem betaler?", Conversation: "c"}); a.Card.Entry != id || a.Section != content.Payer {
			t.Errorf("what follows a link to %s is answered with %s", id, a.Card)
		}
	}
	counts := &tallies{}
	counting := newBot(t, bot.Config{Counter: counts, BaseURL: base})
	answer(t, counting, bot.Question{Text: base + "/nb/jamal", Platform: bot.Web})
	answer(t, counting, bot.Question{Text: base + "/nb/jamal", Platform: bot.Web, Draft: true})
	if len(counts.events) != 1 || counts.events[0].Entry != "jamal" || counts.events[0].Confidence != search.Strong {
		t.Errorf("counted %+v", counts.events)
	}
}

// Other links are no part of what is asked, but where nothing else is said; and a personal number is found beside a link.
func TestLinksThatAreNoMention(t *testing.T) {
	b, without := newResolving(t, nil), newBot(t, bot.Config{})
	for _, link := range []string{
		"https://elsewhere.example/nb/jamal", "https://veiviser.example.no.evil.example/nb/jamal", "https://evil.example/?u=" + base + "/nb/jamal",
		base + "/nb/nobody", base + "/nb/forsok", base + "/nb/map", base + "/?q=jamal", base, base + "/" + strings.Repeat("a", 3000),
	} {
		text := "språkpraksis " + link
		if a := answer(t, b.Bot, bot.Question{Text: text}); a.Card.Entry == "jamal" || len(a.Hits) > 0 && a.Hits[0].Score == 1 && a.Hits[0].Entry.ID != "sprakpraksis" {
			t.Errorf("%.80q is answered with %s", text, a.Card)
		}
	}
	if a := answer(t, without, bot.Question{Text: base + "/nb/jamal"}); a.Release == "" {
		t.Error("no answer without a base")
	}
	if _, ok := without.ParseLink("/nb/jamal"); ok {
		t.Error("a bot without a base takes a bare path for a link")
	}
	if a := answer(t, b.Bot, bot.Question{Text: base + "/nb/jamal 01019012480"}); a.Guard == "" {
		t.Error("the number beside a link is not found")
	}
	// Today's entry is answered from although the journal fails; a version can't be told.
	failing := newResolving(t, errJournal)
	if a := answer(t, failing.Bot, bot.Question{Text: base + "/nb/norskkurs@ffffffffffff"}); a.Card.Entry != "norskkurs" {
		t.Errorf("with a journal that fails: %s", a.Card)
	}
	if _, err := failing.Answer(t.Context(), bot.Question{Text: base + "/nb/nobody"}); err == nil {
		t.Error("a journal that fails is not told")
	}
}
