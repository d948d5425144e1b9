package content_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// unanswered is an entry with a question at a point and two that no point answers.
func unanswered(lists string) fstest.MapFS {
	text := "{title: Kurs, summary: Et kurs., what: [{text: En., source: a, asked: [hva er det]}], asked: [trenger noe]" + lists + "}\n"
	return fstest.MapFS{"kurs.yaml": {Data: []byte("id: kurs\nkind: topic\nsources: {a: {title: A, url: \"https://a.no/\", dated: 2024}}\n" +
		"nb: " + text + "nn: " + text + "en: " + text)}}
}

// TestUnanswered: what no point answers is read by its section, asks for it, and changes no permalink.
func TestUnanswered(t *testing.T) {
	g, err := content.Load(unanswered(", unanswered: {payer: [hvem betaler], what: [hva mer]}"))
	if err != nil {
		t.Fatal(err)
	}
	e, _ := g.Entry("kurs")
	text := e.Text(content.Bokmal)
	if got, want := text.QuestionsFor(content.What), []string{"hva er det", "hva mer"}; !slices.Equal(got, want) {
		t.Errorf("questions for what: %q, want %q", got, want)
	}
	if got, want := text.Questions(), []string{"trenger noe", "hva er det", "hva mer", "hvem betaler"}; !slices.Equal(got, want) {
		t.Errorf("questions: %q, want %q", got, want)
	}
	if got := text.QuestionsFor(content.Duration); len(got) > 0 {
		t.Errorf("questions for a section nobody asks for: %q", got)
	}
	plain, err := content.Load(unanswered(""))
	if err != nil {
		t.Fatal(err)
	}
	if before, _ := plain.Entry("kurs"); before.Digest() != e.Digest() {
		t.Error("a question changes the digest of its entry")
	}
	if plain.Release() == g.Release() {
		t.Error("a question does not change the release, which the search is built for")
	}
}

// TestUnansweredOfNoSection: a slip in a section's name is told.
func TestUnansweredOfNoSection(t *testing.T) {
	for _, lists := range []string{", unanswered: {price: [hva koster det]}", ", unanswered: [hva koster det]", ", unanswered: {payer: [a, a]}"} {
		if _, err := content.Load(unanswered(lists)); err == nil {
			t.Errorf("%s is taken", lists)
		}
	}
}
