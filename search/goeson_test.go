package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"veiviser/content"
	"veiviser/search"
)

// TestGoesOnOrNot: what goes on from what was spoken of, and what only looks so.
func TestGoesOnOrNot(t *testing.T) {
	ix := search.Whole(t)
	fov, _ := ix.Guide().Entry("forberedende-opplaering-for-voksne")
	leave, _ := ix.Guide().Entry("permisjon-og-fravaer")
	intro, _ := ix.Guide().Entry("introduksjonsprogram")
	away, _ := ix.Guide().Entry("tilbud-i-omsorgspermisjon")
	for _, tt := range []struct {
		text    string
		subject *content.Entry
		ok      func(search.Result) bool
	}{
		{"kan det kombineres med KVP?", fov, func(r search.Result) bool { return r.FollowUp && r.Section == content.Combine }},
		{"can it be combined with KVP?", fov, func(r search.Result) bool { return r.FollowUp && r.Section == content.Combine }},
		{"kan KVP kombineres med FOV?", fov, func(r search.Result) bool { return !r.FollowUp }},
		{"nei, jeg mente KVP", fov, func(r search.Result) bool { return r.About && r.Section == "" && r.Confidence == search.Strong }},
		{"no, I meant KVP", fov, func(r search.Result) bool { return r.About && r.Section == "" && r.Confidence == search.Strong }},
		{"hva med AFT", fov, func(r search.Result) bool { return r.About && r.Section == "" }},
		{"og ved sykt barn?", leave, func(r search.Result) bool { return r.Goes != nil }},
		{"og ved sykt barn?", nil, func(r search.Result) bool { return r.Goes == nil }},
		{"kan hun få kontantstøtte?", fov, func(r search.Result) bool { return !r.FollowUp && r.Goes == nil }},
		{"can she get a driving licence?", fov, func(r search.Result) bool { return !r.FollowUp && r.Goes == nil }},
		{"mister hun introduksjonsstønaden?", away, func(r search.Result) bool { return r.Goes != nil && r.Goes.Entry == away }},
		{"får hun dagpenger?", away, func(r search.Result) bool { return r.Goes == nil }}, // of which that says nothing
		{"hva med introduksjonsstønaden?", away, func(r search.Result) bool { return r.Goes == nil }},
		{"hvor lenge får hun introduksjonsstønad?", away, func(r search.Result) bool { return r.Goes == nil && r.Section == content.Duration }},
		{"hvor lenge da hvis han har høyere utdanning?", fov, func(r search.Result) bool { return r.FollowUp && r.Section == content.Duration }},
		{"kan hun være med hvis hun får sosialhjelp?", fov, func(r search.Result) bool { return r.FollowUp || r.Goes != nil }},
		{"how long if she has social assistance?", fov, func(r search.Result) bool { return r.FollowUp && r.Section == content.Duration }},
		{"hvor lenge får man KVP hvis man har sosialhjelp?", nil, func(r search.Result) bool { return !r.FollowUp && r.Hits[0].Entry.ID == "kvalifiseringsprogram" }},
		{"er det det samme som KVP?", fov, func(r search.Result) bool { return r.Intent == search.Compare }},
		{"is it better than KVP?", fov, func(r search.Result) bool { return r.Intent == search.Compare }},
		{"er det det same som KVP?", fov, func(r search.Result) bool { return r.Intent == search.Compare }},
		{"har de samme rett som andre?", fov, func(r search.Result) bool { return r.Intent != search.Compare }},
		{"thanks a lot", nil, func(r search.Result) bool { return r.Talk.Talk == content.Thanks }},
		{"KVP eller AAP?", nil, func(r search.Result) bool { return r.Beside }},
		{"KVP/AAP", nil, func(r search.Result) bool { return r.Beside }},
		{"går bostøtten ned når hun får introduksjonsstønad?", nil, func(r search.Result) bool { return !r.Beside }},
		{"hvor lenge får man barnetrygd?", nil, func(r search.Result) bool { return r.Outside }},
		{"hvor lenge varer KVP?", nil, func(r search.Result) bool { return !r.Outside }},
		{"den første, hvem har rett?", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == content.Right }},
		{"the first one - how long?", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == content.Duration }},
		{"the first one", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == "" }},
		{"hvem har rett på den første?", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == content.Right }},
		{"kor lenge varer den andre?", nil, func(r search.Result) bool { return r.Choice == 2 && r.Section == content.Duration }},
		{"who pays for the second one?", nil, func(r search.Result) bool { return r.Choice == 2 && r.Section == content.Payer }},
		{"hvor lenge varer den første perioden?", nil, func(r search.Result) bool { return r.Choice == 0 }},
		{"hva er de to første kravene?", nil, func(r search.Result) bool { return r.Choice == 0 }},
		{"når må den være ferdig?", fov, func(r search.Result) bool { return r.Talk.Talk == "" }},
		{"ferdig", nil, func(r search.Result) bool { return r.Talk.Talk == content.Goodbye }},
		{"enn hvis hun er 56?", intro, func(r search.Result) bool { return r.Goes != nil && r.Goes.Section == content.Who }},
		{"den første der", nil, func(r search.Result) bool { return r.Choice == 1 }},
		{"hvem kan hjelpe han?", nil, func(r search.Result) bool { return r.Talk.Talk == "" }},
		{"hjelp", nil, func(r search.Result) bool { return r.Talk.Talk == content.Help }},
		{"enn hvis han var 52?", fov, func(r search.Result) bool { return r.Bare && r.Also && r.Person.Age == 52 }},
		{"kor lenge kan ein få aap", nil, func(r search.Result) bool { return r.Confidence == search.Strong && r.Section == content.Duration }},
		{"hva er forskjellen på dem?", nil, func(r search.Result) bool { return r.Intent == search.Compare }},
		{"lokale forskjeller i KVP", nil, func(r search.Result) bool { return r.Intent != search.Compare && r.Section == content.Local }},
	} {
		r, err := ix.Search(t.Context(), search.Query{Text: tt.text, Subject: tt.subject})
		if err != nil || !tt.ok(r) {
			t.Errorf("%q: %v %v, section %q, goes %v, follows %t, about %t, choice %d, says %v, %+v, %v", tt.text, r.Confidence, r.Intent, r.Section, r.Goes, r.FollowUp, r.About, r.Choice, r.Talk, r.Person, err)
		}
	}
}

// TestRelatesToWhatIsNamed: what a text with a pronoun names beside the subject is asked of
// the subject where a statement of that names it, of every offer and every support; and of
// the support where none does.
func TestRelatesToWhatIsNamed(t *testing.T) {
	search.OneByOne(t)
	ix := search.Whole(t)
	say := map[content.Lang][]string{
		content.Bokmal: {"mister hun %s?", "kan det kombineres med %s?"}, content.Nynorsk: {"mistar ho %s?", "kan det kombinerast med %s?"}, content.English: {"does she lose %s?", "can it be combined with %s?"},
	}
	var asked, of, naming, other, wrong int
	for _, e := range ix.Guide().OfKind(content.Offer) {
		for _, to := range ix.Guide().OfKind(content.Support) {
			for _, l := range content.Langs() {
				name := strings.ToLower(to.Text(l).Title)
				if strings.Contains(name, " ") {
					continue
				}
				for _, q := range say[l] {
					r, err := ix.Search(t.Context(), search.Query{Text: fmt.Sprintf(q, name), Lang: l, Subject: e})
					if err != nil {
						t.Fatal(err)
					}
					if !says(e, l, name) {
						other++
						if r.Goes != nil && r.Goes.Entry == e && r.Confidence == search.Strong && !r.FollowUp {
							wrong++
						}
						continue
					}
					asked++
					if r.Goes != nil && r.Goes.Entry == e || r.FollowUp {
						of++
						p := r.Passages[0]
						if strings.Contains(strings.ToLower(p.Entry.Text(l).Section(p.Section)[p.Point].Text), name) {
							naming++
						}
					}
				}
			}
		}
	}
	t.Logf("of the subject where it names what is named: %d of %d, by a statement that names it %d; where it doesn't: %d of %d", of, asked, naming, wrong, other)
	if asked == 0 || of*100 < asked*95 || naming*100 < of*95 || wrong*100 > other*5 {
		t.Error("want 95 of a hundred, and at most 5")
	}
}

// TestAskedForThen: a support that somebody may get "then" is answered of the support, by what
// that says of the offer that was spoken of, where it names it, or of the offer, by what that
// says of the support.
func TestAskedForThen(t *testing.T) {
	search.OneByOne(t)
	ix := search.Whole(t)
	say := map[content.Lang]string{content.Bokmal: "kan hun få %s da?", content.Nynorsk: "kan ho få %s òg?", content.English: "can she get %s too?"}
	var asked, naming int
	for _, to := range ix.Guide().OfKind(content.Support) {
		for _, e := range ix.Guide().OfKind(content.Offer) {
			for _, l := range content.Langs() {
				name, of := strings.ToLower(to.Text(l).Title), strings.ToLower(e.Text(l).Title)
				if strings.Contains(name, " ") || !slices.ContainsFunc(to.Text(l).Sections, func(s content.SectionText) bool {
					return slices.ContainsFunc(s.Points, func(p content.Point) bool { return strings.Contains(strings.ToLower(p.Text), of) })
				}) {
					continue
				}
				r, err := ix.Search(t.Context(), search.Query{Text: fmt.Sprintf(say[l], name), Lang: l, Subject: e})
				if err != nil {
					t.Fatal(err)
				}
				if r.Confidence != search.Strong {
					continue
				}
				p := r.Passages[0]
				other, ok := map[*content.Entry]string{to: of, e: name}[p.Entry]
				if !ok {
					continue
				}
				asked++
				if strings.Contains(strings.ToLower(p.Entry.Text(l).Section(p.Section)[p.Point].Text), other) {
					naming++
				}
			}
		}
	}
	t.Logf("by a statement that names what was spoken of: %d of %d", naming, asked)
	if asked < 6 || naming*100 < asked*85 {
		t.Error("want 85 of a hundred, of six or more")
	}
}

// says reports whether a statement of an entry holds a word.
func says(e *content.Entry, l content.Lang, word string) bool {
	for _, s := range e.Text(l).Sections {
		for _, p := range s.Points {
			for w := range strings.FieldsFuncSeq(strings.ToLower(p.Text), func(r rune) bool { return !unicode.IsLetter(r) }) {
				if w == word {
					return true
				}
			}
		}
	}
	return false
}
