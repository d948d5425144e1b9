package bot

import (
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// found answers what the search found.
func (t *turn) found() Answer {
	res := t.res
	co := t.in(res.Lang)
	a := Answer{Lang: co.lang, Confidence: res.Confidence, Section: res.Section, Sections: res.Sections, Hits: res.Hits, Release: t.guide.Release(), counted: true}
	offered := withLocal(res.Hits, res.Local)
	if res.Confidence == search.None && len(res.Local) > 0 { // nothing national answers, and these may
		a.Confidence, offered, t.res.Hits = search.Weak, withLocal(nil, res.Local), nil
		for _, e := range offered {
			t.res.Hits = append(t.res.Hits, search.Hit{Entry: e, Score: 1})
		}
		a.Hits = t.res.Hits
	}
	switch a.Confidence {
	case search.Strong:
		return t.show(res.Hits[0].Entry, res.Section, res.Hits)
	case search.Weak:
		a.Card = offering{t}.choices(lists{co}.choicesOf(offered, res.Sections...))
		t.now.offer(choiceIDs(a.Card), res.Section)
		t.now.Likely, t.now.Says = t.likely(t.entries(t.now.Offered)), choiceSays(a.Card)
		t.now.Doubt = offering{t}.doubts(t.now.Likely)
	default:
		a.Card = t.none()
		if t.was.Compared && len(res.Subjects) == 0 {
			break // those side by side can still be asked of
		}
		t.now.offer(nil, "")
		if !res.Outside || res.Refers || res.Also { // of what was spoken of, though nothing answers
			t.now.Likely = t.likely(nil)
		}
	}
	return a
}

// none says that nothing answers, with what was understood of the question.
func (t *turn) none() Card {
	n := nothing{composer: t.in(t.res.Lang), word: t.res.Unknown, text: t.draft(), asked: t.res.Sections}
	if len(t.res.Subjects) > 0 {
		n.subject = t.res.Subjects[0]
	}
	for _, h := range t.res.Hits[:min(maxNext, len(t.res.Hits))] {
		n.near = append(n.near, h.Entry)
	}
	return lists{n.composer}.none(n)
}

// show answers with an entry. A subject that a question changes is told as such.
func (t *turn) show(e *content.Entry, s content.Section, hits []search.Hit) Answer {
	co := t.in(t.res.Lang)
	itself := s == content.Livelihood && e.Kind == content.Support && e.Text(co.lang).Section(s) == nil
	if itself { // it is what one lives on
		s = content.What
	}
	a := Answer{Lang: co.lang, Confidence: search.Strong, Section: s, Hits: hits, Release: t.guide.Release(), counted: true}
	a.Sections = sectionsOf(s)
	gr := gistOf(co, e, t.answering())
	gr.local, gr.likely = t.res.LocalPoints, t.res.Local
	switch {
	case s == t.res.Section:
		a.Sections, gr.also = t.res.Sections, t.res.Further
	case s != "": // asked for before: what was found answers words that ask for another, or for none
		gr.found = slices.DeleteFunc(gr.found, func(p search.Passage) bool { return p.Section != s })
	}
	gr.lead = lead{asked: s, text: t.draft(), other: t.other(e, hits)}
	gr.sum = t.res.HowMuch && t.now.Told.Age == 0 // at some ages it is another
	gr.own = t.res.HowMuch || itself || t.res.Intent != search.Definition && len(gr.found) > 0
	before, ok := t.subject()
	changed := ok && before != e
	if changed {
		gr.lead.before = before
	}
	a.Card = co.answered(gr, s, a.Sections...)
	if changed {
		a.Card.Changed, a.Card.Moved = true, co.words.Text(locales.AnswerMoved, "Title", co.title(before))
	}
	t.now.about(e, s, 0)
	return a
}

// closeBehind is the least share of the first hit's score that the second has where it
// may have been meant. Scores fall steeply: of the wrong answers given with confidence
// all had a second within a two-hundredth, of the right ones one in seven.
const closeBehind = 0.005

// other is what may have been meant in place of the first of hits: the second, close
// behind.
func (t *turn) other(e *content.Entry, hits []search.Hit) *content.Entry {
	if len(hits) < 2 || hits[0].Entry != e || hits[1].Score < closeBehind*hits[0].Score {
		return nil
	}
	return hits[1].Entry
}

// answering are the points that answer the question, best first. A name alone asks what
// it is: what else holds the name tells nothing of that.
func (t *turn) answering() []search.Passage {
	named := map[int]bool{}
	for _, m := range t.res.Mentions {
		for i := m.First; i <= m.Last; i++ {
			named[i] = true
		}
	}
	if len(t.res.Sections) == 0 && len(named) >= len(strings.Fields(t.text)) {
		return nil
	}
	return t.res.Passages
}

// stay answers with an entry that the text does not name, or chooses: it is no change.
func (t *turn) stay(e *content.Entry, s content.Section) Answer {
	return t.stayOr(nil, e, s)
}

// stayOr is stay where other, nil for nothing, may have been meant as well.
func (t *turn) stayOr(other, e *content.Entry, s content.Section) Answer {
	t.was.Subject = ""
	hits := []search.Hit{{Entry: e, Score: 1}}
	if other != nil {
		hits = append(hits, search.Hit{Entry: other, Score: 1})
	}
	return t.show(e, s, hits)
}
