package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// TestEveryPhraseAsksForItsSection asks each example of _sections.yaml.
func TestEveryPhraseAsksForItsSection(t *testing.T) {
	ix := search.Whole(t)
	for i, p := range ix.Guide().Words().SectionPhrases() {
		if i%sparse != 0 {
			continue
		}
		if got := ask(t, ix, p.Example).Sections; !slices.Contains(got, p.Section) {
			t.Errorf("%s %q asks for %v, want %s", p.Lang, p.Example, got, p.Section)
		}
	}
}

// TestEveryNameAloneFindsItsEntry asks for each entry by nothing but one of its names.
// Where entries share a name, one of those whose name it is by the best right is first.
func TestEveryNameAloneFindsItsEntry(t *testing.T) {
	ix := search.Whole(t)
	bearers := map[string][]string{}
	key := func(name string) string { return strings.ToLower(name) }
	for _, e := range ix.Guide().Entries() {
		for _, l := range content.Langs() {
			for _, n := range append([]string{e.Text(l).Title}, e.Text(l).AlsoCalled...) {
				bearers[key(n)] = append(bearers[key(n)], e.ID)
			}
		}
	}
	asked := 0
	for _, e := range ix.Guide().Entries() {
		for _, l := range content.Langs() {
			for _, n := range append([]string{e.Text(l).Title}, e.Text(l).AlsoCalled...) {
				if asked++; asked%sparse != 0 {
					continue
				}
				res := ask(t, ix, n)
				if got := ids(res, 1); len(got) == 0 || !slices.Contains(bearers[key(n)], got[0]) || res.Confidence == search.None {
					t.Errorf("%s %q: %s, %v", e.ID, n, res.Confidence, ids(res, 3))
				}
			}
		}
	}
	if asked < 1500 {
		t.Errorf("%d names asked", asked)
	}
}

// TestTwoNamesAreNeverRefused asks for two entries at once, which is all that is said: both
// are offered, in their order.
func TestTwoNamesAreNeverRefused(t *testing.T) {
	ix := search.Whole(t)
	frames := map[content.Lang][]string{
		content.Bokmal:  {"%s eller %s", "%s eller %s?", "skal hun ha %s eller %s"},
		content.Nynorsk: {"%s eller %s", "%s eller %s?", "skal ho ha %s eller %s"},
		content.English: {"%s or %s", "%s or %s?", "should she have %s or %s"},
	}
	offers := ix.Guide().OfKind(content.Offer)
	n, both := 0, 0
	for i, e := range offers {
		o := offers[(i+11)%len(offers)]
		for _, l := range content.Langs() {
			for _, f := range frames[l] {
				if n++; n%sparse != 0 {
					continue
				}
				q := fmt.Sprintf(f, named(e.Text(l).Title), named(o.Text(l).Title))
				res := ask(t, ix, q)
				if res.Confidence == search.None {
					t.Errorf("%q is refused", q)
				}
				if got := ids(res, 2); slices.Contains(got, e.ID) && slices.Contains(got, o.ID) {
					both++
				} else {
					t.Logf("%q: %s %v", q, res.Confidence, ids(res, 3))
				}
			}
		}
	}
	t.Logf("both first for %d of %d", both, n)
	if sparse == 1 && both*100 < n*95 {
		t.Errorf("both are first for %d of %d", both, n)
	}
}
