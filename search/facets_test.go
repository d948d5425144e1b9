package search

import (
	"flag"
	"slices"
	"sync"
	"testing"

	"veiviser/content"
)

var train = flag.Bool("train", false, "train anew, whole and without a fold of the phrases: minutes")

// foldLeftOut is an index with a classifier of sections that know nothing of one fold of
// phrases, one for all tests, and those phrases.
func foldLeftOut(t *testing.T) (*Index, []leftOut) {
	t.Helper()
	if !*train {
		t.Skip("trains for a minute: -train runs it")
	}
	ix, err := withoutFold()
	if err != nil {
		t.Fatal(err)
	}
	_, left := corpusOf(ix.guide).without(0)
	return ix, left
}

var withoutFold = sync.OnceValues(func() (*Index, error) {
	g, err := content.Load(content.FS())
	if err != nil {
		return nil, err
	}
	rest, _ := corpusOf(g).without(0)
	questions, err := trainingQuestions()
	if err != nil {
		return nil, err
	}
	s := setup{tune: defaultTuning(), lexicon: newLexicon(fold)}
	s.trained.points, s.trained.asked = rest.trainPoints(s.lexicon, questions)
	ix, err := newIndex(rest, s)
	if err == nil {
		ix.sections = ix.trainSections()
	}
	return ix, err
})

// TestSectionsLeftOut asks the phrases of a fold that name a section of an index and a
// classifier without them: how often the section is right, another one, or none.
func TestSectionsLeftOut(t *testing.T) {
	t.Parallel()
	all := content.Sections()
	ix, left := foldLeftOut(t)
	asksFor := map[string]content.Section{}
	whole := Whole(t)
	whole.corpus.questions(func(class int, text string) {
		if class < len(all) {
			asksFor[text] = all[class]
		}
	})
	count := func() (right, wrong, silent int) {
		for _, l := range left {
			want, labelled := asksFor[l.text]
			if !labelled {
				continue
			}
			switch _, u := ix.read(l.text); {
			case len(u.Sections) == 0:
				silent++
			case slices.Contains(u.Sections, want):
				right++
			default:
				wrong++
			}
		}
		return right, wrong, silent
	}
	sections := ix.sections
	ix.sections = nil
	right, wrong, silent := count()
	t.Logf("the phrases alone: %d right, %d wrong, %d none", right, wrong, silent)
	ix.sections = sections
	learnt, mistaken, none := count()
	t.Logf("with the classifier: %d right, %d wrong, %d none", learnt, mistaken, none)
	n := learnt + mistaken + none
	if n < 1000 || learnt*100 < n*46 || mistaken*100 > n*21 {
		t.Errorf("of %d, %d are right and %d wrong; want 46 and at most 21 of a hundred", n, learnt, mistaken)
	}
	if learnt <= right || mistaken >= wrong {
		t.Error("the classifier gains nothing")
	}
}
