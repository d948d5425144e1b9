package search_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"veiviser/content"
	"veiviser/search"
)

// What was asked before is answered as at first, each query by its own answer.
func TestRecent(t *testing.T) {
	ix := search.Whole(t)
	r := search.NewRecent(ix)
	course, _ := ix.Guide().Entry("fagbrev-pa-jobb")
	chosen := 0
	for round := range 2 {
		for _, text := range append([]string{"fagbrev på jobb", "den på jobb"}, asked...) {
			for _, q := range []search.Query{
				{Text: text}, {Text: text, Limit: 1000}, {Text: text, Lang: content.English}, {Text: text, Fallback: content.English},
				{Text: text, Among: []*content.Entry{course}},
			} {
				want, err := ix.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if want.Among != nil {
					chosen++
				}
				got, err := r.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if diff := gocmp.Diff(outside(want), outside(got)); diff != "" {
					t.Errorf("round %d, %+v: %s", round, q, diff)
				}
			}
		}
	}
	if chosen == 0 {
		t.Error("nothing was chosen among others")
	}
}

// outside is what the callers of a search can see of its result.
func outside(r search.Result) string {
	var b strings.Builder
	if r.Among != nil {
		fmt.Fprintln(&b, r.Among.ID)
	}
	fmt.Fprintf(&b, "%+v\n", r.Said)
	fmt.Fprintln(&b, r.Lang, r.Section, r.Confidence, r.Sections, r.Intent, r.Refers, r.FollowUp, len(r.Mentions), r.Passages)
	for _, h := range r.Hits {
		fmt.Fprintln(&b, h.Entry.ID, h.Score)
	}
	for _, e := range r.Subjects {
		fmt.Fprintln(&b, e.ID)
	}
	return b.String()
}

// What was found before is not looked for again, and a change of guide forgets it: every
// index has a memory of its own.
func TestRecentIsRemembered(t *testing.T) {
	first, other := search.NewRecent(search.Whole(t)), search.NewRecent(search.Whole(t))
	hit := func(r *search.Recent) *search.Hit {
		res, err := r.Search(t.Context(), search.Query{Text: "hvem betaler for fagbrev på jobb"})
		if err != nil {
			t.Fatal(err)
		}
		return &res.Hits[0]
	}
	found := hit(first)
	if again := hit(first); again != found {
		t.Error("the same question is searched for again")
	}
	if found == hit(other) {
		t.Error("two indexes have one memory")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := first.Search(ctx, search.Query{Text: "hvem betaler for fagbrev på jobb"}); !errors.Is(err, context.Canceled) {
		t.Errorf("asked by nobody: %v", err)
	}
}

// Nothing of what is kept says what was asked.
func TestRecentKeepsNoWords(t *testing.T) {
	r := search.NewRecent(search.Whole(t))
	const text = "Hei, jeg heter Xenofonia. Hvem betaler for fagbreev på jobb for Qvistbakken?"
	for range 2 {
		res, err := r.Search(t.Context(), search.Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		kept := strings.ToLower(fmt.Sprintf("%+v", res))
		for _, word := range []string{"xenofonia", "fagbreev", "qvistbakken"} {
			if strings.Contains(kept, word) {
				t.Errorf("%q is kept", word)
			}
		}
	}
}

func TestRecentTogether(t *testing.T) {
	r := search.NewRecent(search.Whole(t))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range asked {
				if _, err := r.Search(t.Context(), search.Query{Text: asked[(n+i)%len(asked)]}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}
