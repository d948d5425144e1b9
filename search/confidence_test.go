package search_test

import (
	"slices"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

func TestConfidence(t *testing.T) {
	ix := search.Whole(t)
	tests := []struct {
		name, text string
		want       []search.Confidence
	}{
		{"a name", "kvalifiseringsprogrammet", []search.Confidence{search.Strong}},
		{"a name with its question", "hva er introduksjonsprogrammet", []search.Confidence{search.Strong}},
		{"an abbreviation", "KVP", []search.Confidence{search.Strong}},
		{"a name in English", "what is the introduction programme", []search.Confidence{search.Strong}},
		{"a side of a named entry", "hvem betaler lønnstilskudd", []search.Confidence{search.Strong}},
		{"a need with several answers", "norsk og jobb samtidig", []search.Confidence{search.Strong, search.Weak}},

		{"outside, near the field", "hvordan søker jeg barnetrygd", []search.Confidence{search.None}},
		{"outside, in English", "how do I apply for child benefit", []search.Confidence{search.None}},
		{"outside, in nynorsk", "korleis søkjer eg kontantstøtte", []search.Confidence{search.None}},
		{"outside, misspelt", "barnetrygdd søknadd", []search.Confidence{search.None}},
		{"far from the field", "oppskrift på lapskaus", []search.Confidence{search.None}},
		{"far from the field, in English", "how do I change a flat tyre", []search.Confidence{search.None}},
		{"no known word", "xyzzy qwrtp", []search.Confidence{search.None}},
		{"one unknown word", "blåbærsyltetøy", []search.Confidence{search.None}},
		{"only small words", "hva er det og hvor er den", []search.Confidence{search.None}},
		{"only a section", "hvem betaler", []search.Confidence{search.None, search.Weak}},
		{"another language", "wie beantrage ich Kindergeld", []search.Confidence{search.None}},
		{"letters of another script", "как получить пособие", []search.Confidence{search.None}},
		{"a number", "1234", []search.Confidence{search.None}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := ask(t, ix, tt.text)
			if !slices.Contains(tt.want, res.Confidence) {
				t.Errorf("Search(%q) is %s (%v), want %v", tt.text, res.Confidence, ids(res, 3), tt.want)
			}
		})
	}
}

// TestConfidenceOfASmallGuide: the rule was set on the whole guide and holds for one
// of ten entries.
func TestConfidenceOfASmallGuide(t *testing.T) {
	ix := search.Open(t, smallGuide())
	tests := []struct {
		text string
		want search.Confidence
	}{
		{"fagbrev", search.Strong},
		{"hva er barnehage", search.Strong},
		{"førerkort", search.None},
		{"driving licence", search.None},
		{"lapskaus", search.None},
	}
	for _, tt := range tests {
		if got := ask(t, ix, tt.text).Confidence; got != tt.want {
			t.Errorf("Search(%q) is %s, want %s", tt.text, got, tt.want)
		}
	}
}

// TestEveryEntryIsFoundByItsTitle asks for each entry by nothing but its title.
func TestEveryEntryIsFoundByItsTitle(t *testing.T) {
	ix := search.Whole(t)
	entries := ix.Guide().Entries()
	for _, l := range content.Langs() {
		first := 0
		for _, e := range entries {
			title := e.Text(l).Title
			res := ask(t, ix, title)
			if !slices.Contains(ids(res, 3), e.ID) || res.Confidence == search.None {
				t.Errorf("%s %q: %s, %v; want it among the first three", e.ID, title, res.Confidence, ids(res, 3))
			}
			if ids(res, 1)[0] == e.ID {
				first++
			}
		}
		if first*100 < len(entries)*98 {
			t.Errorf("%s: %d of %d titles find their entry first", l, first, len(entries))
		}
	}
}

// TestSubjectsOutsideAreSaidToBeOutside asks for each by its first phrase.
func TestSubjectsOutsideAreSaidToBeOutside(t *testing.T) {
	ix := search.Whole(t)
	outside := ix.Guide().Words().Outside()
	for _, l := range content.Langs() {
		none := 0
		for _, o := range outside {
			if res := ask(t, ix, o.Phrases[l][0]); res.Confidence == search.None {
				none++
			} else {
				t.Logf("%s %q: %s, %v", l, o.Phrases[l][0], res.Confidence, ids(res, 1))
			}
		}
		if none*100 < len(outside)*97 {
			t.Errorf("%s: %d of %d subjects outside are answered with none", l, none, len(outside))
		}
	}
}
