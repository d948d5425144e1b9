package search_test

import (
	"slices"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

func TestLanguageOfAQuestion(t *testing.T) {
	ix := search.Open(t, smallGuide())
	tests := []struct {
		text string
		want content.Lang
	}{
		{"hva er introduksjonsprogrammet", content.Bokmal},
		{"hvem betaler for norskkurs når hun ikke har rett", content.Bokmal},
		{"hun lurer på noe", content.Bokmal},
		{"åssen søker jeg", content.Bokmal},
		{"jeg har en deltaker som vil bli sykepleier", content.Bokmal},
		{"HVA KOSTER DET", content.Bokmal},

		{"kva er introduksjonsprogrammet", content.Nynorsk},
		{"kven betaler for norskkurs når ho ikkje har rett", content.Nynorsk},
		{"korleis søkjer ein", content.Nynorsk},
		{"eg har ein deltakar som vil bli sjukepleiar", content.Nynorsk},
		{"ho er ikkje ferdig på skulen", content.Nynorsk},
		{"vidaregaande for vaksne", content.Nynorsk},
		{"kvar finn eg rettleiing om støtteordningane", content.Nynorsk},

		{"what is the introduction programme", content.English},
		{"who pays for norskkurs when she has no right", content.English},
		{"my participant wants to become a nurse", content.English},
		{"is there an age limit", content.English},
		{"what is KVP", content.English},
		{"does he get introduksjonsstønad while working", content.English},
		{"qualification assessment", content.English},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if got := ask(t, ix, tt.text).Lang; got != tt.want {
				t.Errorf("language = %s, want %s", got, tt.want)
			}
		})
	}
}

// TestWordsThatTellNoLanguage are answered in the language the caller falls back to.
func TestWordsThatTellNoLanguage(t *testing.T) {
	ix := search.Open(t, smallGuide())
	for _, text := range []string{"KVP", "fagbrev", "norskopplæring", "4-1", "lån"} {
		for fallback, want := range map[content.Lang]content.Lang{
			"": content.Bokmal, content.Bokmal: content.Bokmal, content.Nynorsk: content.Nynorsk, content.English: content.English,
		} {
			res, err := ix.Search(t.Context(), search.Query{Text: text, Fallback: fallback})
			if err != nil {
				t.Fatal(err)
			}
			if res.Lang != want {
				t.Errorf("Search(%q) with fallback %q: language = %s, want %s", text, fallback, res.Lang, want)
			}
		}
	}
}

func TestTheCallerCanNameTheLanguage(t *testing.T) {
	ix := search.Open(t, smallGuide())
	for _, l := range content.Langs() {
		res, err := ix.Search(t.Context(), search.Query{Text: "hva er barnehage", Lang: l})
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(res, 1); res.Lang != l || len(got) == 0 || got[0] != "barnehage" {
			t.Errorf("asked in %s: language %s, hits %v; want barnehage first", l, res.Lang, got)
		}
	}
}

// TestAReaderMayAskInAnotherLanguage: the language of the answer changes no hit.
func TestAReaderMayAskInAnotherLanguage(t *testing.T) {
	ix := search.Whole(t)
	for _, text := range []string{"hvem betaler lønnstilskudd mens hun er i praksis", "what does she live on in the introduction programme"} {
		want := ask(t, ix, text)
		for _, l := range content.Langs() {
			res, err := ix.Search(t.Context(), search.Query{Text: text, Lang: l})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(res.Hits, want.Hits) || res.Confidence != want.Confidence {
				t.Errorf("Search(%q) answered in %s has other hits: %v, want %v", text, l, ids(res, 3), ids(want, 3))
			}
		}
	}
}

// TestLanguageOfTheHeldOutQuestions guards the share that is told right; the rest are
// short or mixed.
func TestLanguageOfTheHeldOutQuestions(t *testing.T) {
	ix := search.Whole(t)
	right := map[content.Lang]int{}
	all := map[content.Lang]int{}
	for _, q := range search.Questions(t, search.HeldOut) {
		all[q.Lang]++
		if ask(t, ix, q.Query).Lang == q.Lang {
			right[q.Lang]++
		} else {
			t.Logf("%s: %q", q.Lang, q.Query)
		}
	}
	for l, n := range all {
		share := float64(right[l]) / float64(n)
		if share < 0.85 {
			t.Errorf("%s: %d of %d told right", l, right[l], n)
		}
	}
}
