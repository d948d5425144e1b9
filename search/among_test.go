package search_test

import (
	"context"
	"strings"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// TestAmongWhatWasOffered: of three offers, each is chosen by its title, and by a word
// that only its own names have; not by words of none, or of several.
func TestAmongWhatWasOffered(t *testing.T) {
	ix := search.Whole(t)
	chosen := func(text string, among []*content.Entry) *content.Entry {
		t.Helper()
		res, err := ix.Search(context.Background(), search.Query{Text: text, Among: among})
		if err != nil {
			t.Fatal(err)
		}
		return res.Among
	}
	names := func(e *content.Entry) string {
		var all []string
		for _, l := range content.Langs() {
			all = append(append(all, e.Text(l).Title), e.Text(l).AlsoCalled...)
		}
		return strings.ToLower(strings.Join(all, " "))
	}
	all, right := 0, 0
	offers := ix.Guide().OfKind(content.Offer)
	for i := 0; i+3 <= len(offers); i += 3 {
		among := offers[i : i+3]
		for _, e := range among {
			texts := []string{e.Text(content.Bokmal).Title}
			for w := range strings.FieldsSeq(strings.ToLower(e.Text(content.Bokmal).Title)) {
				own := len(w) > 6 && !strings.ContainsAny(w, "()-:,")
				for _, o := range among {
					own = own && (o == e || !strings.Contains(names(o), w[:5]))
				}
				if own {
					texts = append(texts, "den med "+w, w+", takk")
				}
			}
			for _, text := range texts {
				if all++; chosen(text, among) == e {
					right++
				} else {
					t.Logf("%q of %v chooses another", text, []string{among[0].ID, among[1].ID, among[2].ID})
				}
			}
		}
		for _, text := range []string{"tannlege", "hva koster førerkort?", "takk", "den", "2"} {
			if e := chosen(text, among); e != nil {
				t.Errorf("%q chooses %s", text, e.ID)
			}
		}
	}
	if all < 100 || right*100 < all*95 {
		t.Errorf("%d of %d are chosen by name", right, all)
	}
	if e := chosen("fagskole", nil); e != nil {
		t.Errorf("of nothing %s is chosen", e.ID)
	}
}
