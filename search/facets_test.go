package search

import (
	"slices"
	"testing"

	"veiviser/content"
)

// TestSectionsLeftOut asks the phrases of a fold that name a section of an index and a
// classifier without them: how often the section is right, another one, or none.
func TestSectionsLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a classifier")
	}
	all := content.Sections()
	rest, left := corpusOf(LoadGuide(t, content.FS())).without(0)
	ix := untrainedOn(t, rest)
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
	right, wrong, silent := count()
	t.Logf("the phrases alone: %d right, %d wrong, %d none", right, wrong, silent)
	ix.sections = ix.trainSections()
	learnt, mistaken, none := count()
	t.Logf("with the classifier: %d right, %d wrong, %d none", learnt, mistaken, none)
	n := learnt + mistaken + none
	if n < 1000 || learnt*100 < n*47 || mistaken*100 > n*18 {
		t.Errorf("of %d, %d are right and %d wrong; want 47 and at most 18 of a hundred", n, learnt, mistaken)
	}
	if learnt <= right || mistaken >= wrong {
		t.Error("the classifier gains nothing")
	}
}

// TestPointsAnswerTheirQuestions: where the entry is given, the first passage for a
// question of a point is that point, or one of its section.
func TestPointsAnswerTheirQuestions(t *testing.T) {
	ix := Whole(t)
	n, first, section := 0, 0, 0
	for i, e := range ix.entries {
		for _, l := range content.Langs() {
			for _, st := range e.Text(l).Sections {
				for k, p := range st.Points {
					for j, q := range p.Asked {
						if (i+j)%10 != 0 {
							continue
						}
						s, u := ix.read(q)
						if err := s.run(t.Context()); err != nil {
							t.Fatal(err)
						}
						ps := s.passages(i, u.section(), 1)
						n++
						if len(ps) > 0 && ps[0].Section == st.Key {
							section++
							if ps[0].Point == k {
								first++
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d questions: the point %.3f, the section %.3f", n, float64(first)/float64(n), float64(section)/float64(n))
	if n < 500 || first*100 < n*80 || section*100 < n*85 {
		t.Errorf("of %d questions the point is first for %d, the section for %d", n, first, section)
	}
}
