package search

import (
	"slices"
	"testing"

	"veiviser/content"
)

// pointAsked calls fn with every question that stands at a point of the guide.
func pointAsked(g *content.Guide, fn func(e *content.Entry, at place, question string)) {
	for _, e := range g.Entries() {
		for _, l := range content.Langs() {
			for _, st := range e.Text(l).Sections {
				for i, p := range st.Points {
					for _, q := range p.Asked {
						fn(e, place{st.Key, i}, q)
					}
				}
			}
		}
	}
}

// answered counts which points of its entry a question is answered with.
type answered struct{ all, first, three, section int }

// ask asks a question that the points at answer, each by itself, where the entry is given.
func (a *answered) ask(t *testing.T, ix *Index, e *content.Entry, at []place, question string) {
	t.Helper()
	s, _ := ix.read(question)
	if err := s.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.all++
	ps := pointing{s}.best(ix.numbers[e.ID], maxPassages)
	k := slices.IndexFunc(ps, func(p Passage) bool { return slices.Contains(at, place{p.Section, p.Point}) })
	if k >= 0 {
		a.three++
	}
	if k == 0 {
		a.first++
	}
	if len(ps) > 0 && ps[0].Section == at[0].section {
		a.section++
	}
}

// holds reports whether the shares are at least those, of a hundred.
func (a *answered) holds(t *testing.T, first, three, section int) {
	t.Helper()
	share := func(n int) float64 { return float64(n) / float64(a.all) }
	t.Logf("%d questions: the point first %.3f, among three %.3f, its section first %.3f", a.all, share(a.first), share(a.three), share(a.section))
	if a.first*100 < a.all*first || a.three*100 < a.all*three || a.section*100 < a.all*section {
		t.Errorf("want %d, %d and %d of a hundred", first, three, section)
	}
}

// TestPointsLeftOut asks the questions of points that are of one fold of an index and a
// classifier without them: whether the point is among what an answer shows.
func TestPointsLeftOut(t *testing.T) {
	t.Parallel()
	ix, _ := foldLeftOut(t)
	var a answered
	pointAsked(ix.guide, func(e *content.Entry, at place, q string) {
		if foldOf(q) == 0 {
			a.ask(t, ix, e, []place{at}, q)
		}
	})
	if a.all < 1000 {
		t.Errorf("only %d questions", a.all)
	}
	a.holds(t, 67, 86, 75)
}

// TestPointsAnswerTheirQuestions: where the entry is given, the first passage for a
// question of a point is that point, or one of its section.
func TestPointsAnswerTheirQuestions(t *testing.T) {
	OneByOne(t)
	ix := Whole(t)
	var a answered
	n := 0
	pointAsked(ix.guide, func(e *content.Entry, at place, q string) {
		if n++; n%10 == 0 {
			a.ask(t, ix, e, []place{at}, q)
		}
	})
	if a.all < 500 {
		t.Errorf("only %d questions", a.all)
	}
	a.holds(t, 94, 99, 96)
}
