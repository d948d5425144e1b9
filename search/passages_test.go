package search_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"veiviser/content"
	"veiviser/search"
)

// pointed is a guide of one entry with several points a section, and one more entry.
func pointed() fstest.MapFS {
	texts := map[content.Lang][5]string{
		content.Bokmal:  {"Lærebrev", "Du arbeider hos en mester.", "Prøven tas i et verksted.", "Kommunen dekker verktøyet.", "Skyssen dekkes av fylket."},
		content.Nynorsk: {"Lærebrev", "Du arbeider hos ein meister.", "Prøva blir teken i ein verkstad.", "Kommunen dekkjer verktøyet.", "Skyssen blir dekt av fylket."},
		content.English: {"Journeyman", "You work for a master.", "The test is taken in a workshop.", "The municipality covers tools.", "The county covers transport."},
	}
	var a, b string
	for _, l := range content.Langs() {
		t := texts[l]
		a += fmt.Sprintf("%s:\n  title: %s\n  summary: %s.\n  what:\n    - {text: %s, source: a}\n    - {text: %s, source: a}\n  payer:\n    - {text: %s, source: a}\n    - {text: %s, source: a}\n",
			l, t[0], t[0], t[1], t[2], t[3], t[4])
		b += fmt.Sprintf("%s:\n  title: Annet\n  summary: Noe.\n  what:\n    - {text: Litt av hvert., source: a}\n", l)
	}
	head := "kind: topic\nsources:\n  a: {title: A, url: \"https://a.no/\", dated: 2024}\n"
	return fstest.MapFS{
		"laerebrev.yaml": {Data: []byte("id: laerebrev\n" + head + a)},
		"annet.yaml":     {Data: []byte("id: annet\n" + head + b)},
	}
}

func TestPassages(t *testing.T) {
	ix := search.Open(t, pointed())
	tests := []struct {
		name, text string
		want       []string // the first of them
	}{
		{"the words of a point", "lærebrev i verksted", []string{"what/1"}},
		{"in nynorsk", "lærebrev og skyssen", []string{"payer/1"}},
		{"in English", "journeyman: are tools covered", []string{"payer/0"}},
		{"a section asked for goes first, whatever it says", "hvem betaler for lærebrev hos en mester", []string{"payer/0", "payer/1", "what/0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := ask(t, ix, tt.text)
			var got []string
			for _, p := range res.Passages {
				if p.Entry.ID == "laerebrev" {
					got = append(got, fmt.Sprintf("%s/%d", p.Section, p.Point))
				}
			}
			if n := min(len(tt.want), len(got)); n == 0 || !slices.Equal(got[:n], tt.want[:n]) {
				t.Errorf("Search(%q), %s: passages %v, want %v first", tt.text, res.Confidence, got, tt.want)
			}
		})
	}
}

// TestPassagesPointIntoTheGuide: each is a point that is there, three at most, and of a
// strong answer all are of the first hit.
func TestPassagesPointIntoTheGuide(t *testing.T) {
	ix := search.Whole(t)
	for _, q := range search.Questions(t, search.HeldOut) {
		res := ask(t, ix, q.Query)
		if len(res.Passages) > 3 {
			t.Errorf("%s: %d passages", q.ID, len(res.Passages))
		}
		for i, p := range res.Passages {
			if p.Point < 0 || p.Point >= len(p.Entry.Text(content.Bokmal).Section(p.Section)) {
				t.Errorf("%s: no point %d in %s of %s", q.ID, p.Point, p.Section, p.Entry.ID)
			}
			want := res.Hits[0].Entry
			if res.Confidence != search.Strong {
				want = nil
				for _, h := range res.Hits[:min(3, len(res.Hits))] {
					if h.Entry == p.Entry {
						want = p.Entry
					}
				}
			}
			if p.Entry != want {
				t.Errorf("%s, %s: passage %d is of %s", q.ID, res.Confidence, i, p.Entry.ID)
			}
		}
	}
}

// TestCuesAreNoEvidence asks for a section in two ways: the words that ask for it stand in
// some of its points ("Oslo krever …"), which are not meant by them.
func TestCuesAreNoEvidence(t *testing.T) {
	ix := search.Whole(t)
	n, same, section := 0, 0, 0
	for s, ways := range map[content.Section][2]string{
		content.Requirements: {"hva kreves for %s?", "hva er kravene til %s?"},
		content.Duration:     {"hvor lenge varer %s?", "hva er varigheten på %s?"},
		content.Responsible:  {"hvem har ansvar for %s?", "hvem er ansvarlig for %s?"},
	} {
		for _, e := range ix.Guide().OfKind(content.Offer) {
			title := named(e.Text(content.Bokmal).Title)
			if len(e.Text(content.Bokmal).Section(s)) < 2 {
				continue
			}
			if n++; n%sparse != 0 {
				continue
			}
			a, b := ask(t, ix, fmt.Sprintf(ways[0], title)), ask(t, ix, fmt.Sprintf(ways[1], title))
			for _, r := range []search.Result{a, b} {
				if len(r.Passages) > 0 && r.Passages[0].Section == s {
					section++
				}
			}
			if len(a.Passages) > 0 && len(b.Passages) > 0 && a.Passages[0].Section == b.Passages[0].Section && a.Passages[0].Point == b.Passages[0].Point {
				same++
			} else {
				t.Logf("%s of %s: %v and %v", s, e.ID, a.Passages, b.Passages)
			}
		}
	}
	t.Logf("the same first point for %d of %d, of the section %d of %d", same, n, section, 2*n)
	if sparse == 1 && (same*100 < n*87 || section*100 < 2*n*98) {
		t.Error("want 87 and 98 of a hundred")
	}
}
