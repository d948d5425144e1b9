package search

import (
	"testing"

	"veiviser/content"
)

// TestNearWhatWasSpokenOf asks questions written for a statement behind the name of its
// entry, and behind that of another one: how often they are asked of what was named. Those
// that name something, or that words alone tell, are left out.
func TestNearWhatWasSpokenOf(t *testing.T) {
	ix := Whole(t)
	type count struct{ near, all int }
	var own, other, farOwn, farOther [3]count
	of := map[Confidence]int{Strong: 0, Weak: 1, None: 2}
	ask := func(text string, e *content.Entry, near, far *[3]count) {
		s, u := ix.read(text)
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		ranked, err := s.confidence(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		res := &Result{Understanding: u, Hits: s.hits(leansFirst), Section: u.section()}
		res.Confidence = u.confidence(ranked)
		on, i, k := onSubject{s}, ix.numbers[e.ID], of[res.Confidence]
		add := func(c *count, so bool) {
			c.all++
			if so {
				c.near++
			}
		}
		switch {
		case len(u.Subjects) > 0, len(res.Hits) > 0 && res.Hits[0].Entry == e:
		case u.FollowUp && u.says:
			add(&far[k], on.far(i, res))
		case !u.FollowUp && !on.holds(i) && !leans(e, res):
			add(&near[k], on.near(i, res))
		}
	}
	entries := ix.entries
	for _, file := range []string{"testdata/pointquestions.tsv", "testdata/titlequestions.tsv"} {
		questions, err := readQuestions(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, q := range questions {
			i, ok := ix.numbers[q.Entry]
			if !ok || n%2 == 1 && !testing.Verbose() { // half of them tell as much
				continue
			}
			ask(q.Text, entries[i], &own, &farOwn)
			ask(q.Text, entries[(i+1+n%(len(entries)-1))%len(entries)], &other, &farOther)
		}
	}
	share := func(c count) int { return 100 * c.near / max(1, c.all) }
	for name, k := range of {
		t.Logf("%s: near its own entry %d of %d, another %d of %d; far from its own %d of %d, another %d of %d", name,
			own[k].near, own[k].all, other[k].near, other[k].all, farOwn[k].near, farOwn[k].all, farOther[k].near, farOther[k].all)
	}
	weak, strong := of[Weak], of[Strong]
	if share(own[weak]) < 63 || share(other[weak]) > 11 || share(own[strong]) < 35 || share(other[strong]) > 5 {
		t.Error("too few stay with their subject, or too many with another")
	}
	if share(farOwn[weak]) > 4 || share(farOther[weak]) < 12 {
		t.Error("too many leave their subject, or too few another")
	}
}
