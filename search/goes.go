package search

import (
	"math"
	"slices"

	"veiviser/content"
)

// goesOn is the share of what a text says that must stand in the subject, for a text that
// refers to something, or opens as one that goes on, to ask of it. One that does neither is
// of at most fewWords, all of which stand there.
const (
	goesOn   = 0.75
	fewWords = 3
)

// onSubject looks for what a text asks in what was spoken of before it.
type onSubject struct{ *scorer }

// goes returns the point of the subject that a text asks for which names nothing of its
// own: "is it taxed?", "and when the child is ill?", "which language". What it says must
// stand in the subject or lie near it, or leave it open that it is asked of that; else it
// speaks of something else. One that only tells of a participant asks what the subject says of those,
// before all in the section asked for before.
func (s onSubject) goes(subject *content.Entry, before content.Section, res *Result) *Passage {
	u := &res.Understanding
	if subject == nil || u.Talk.Talk != "" || u.Choice != 0 || s.weight == 0 || s.outside >= surelyOutside {
		return nil
	}
	if u.About && !u.supposes && res.Confidence == Strong && res.Hits[0].Entry != subject {
		return nil // "what about …" asks of that
	}
	i, ok := s.ix.numbers[subject.ID]
	if !ok || s.ix.entries[i] != subject {
		return nil
	}
	if u.FollowUp {
		u.FollowUp = !s.far(i, res)
		return nil
	}
	if u.Bare {
		if p := s.ofThose(i, before); p != nil {
			return p
		}
	}
	names := slices.ContainsFunc(u.Subjects, func(e *content.Entry) bool { return e != subject && !IsContext(e) })
	switch {
	case names && s.relates(i, u):
		s.read.relating, ok = true, true
	case names:
		ok = s.nearer(i, res)
	case u.decided:
		ok = false
	default:
		ok = s.holds(i) || leans(subject, res) || s.near(i, res)
	}
	if !ok {
		return nil
	}
	ps := pointing(s).best(i, 1)
	if len(ps) == 0 {
		return nil
	}
	return &ps[0]
}

// ofThose returns the point of entry i that says most of those whom the text tells of, one
// of section before if any does; nil where none does.
func (s onSubject) ofThose(i int, before content.Section) *Passage {
	ps := pointing(s).best(i, math.MaxInt)
	names := pointing(s).names(i, len(s.ix.passages.whoms.at(i)))
	at := 0
	of := map[place]bool{} // those that name them
	eachPoint(s.ix.entries[i], func(pl place, _ []content.Point) {
		of[pl] = names != nil && names[at] > 0
		at++
	})
	ps = slices.DeleteFunc(ps, func(p Passage) bool { return !of[place{p.Section, p.Point}] })
	if in := slices.IndexFunc(ps, func(p Passage) bool { return p.Section == before }); in >= 0 {
		return &ps[in]
	}
	if len(ps) == 0 {
		return nil
	}
	return &ps[0]
}

// relates reports whether a text asks how what it names stands to entry i, which was spoken
// of: "does she lose the introduction benefit?", "at the same time as the programme?" It
// names one thing, beside a pronoun or behind what asks how things combine, asks for no section of
// that, and entry i has a point that names it too.
func (s onSubject) relates(i int, u *Understanding) bool {
	if !u.Refers && !combines(u) || u.About || len(u.phrased) > 0 && !combines(u) || u.Intent != Answer || len(u.Subjects) != 1 {
		return false
	}
	for _, m := range u.Mentions {
		if m.Entry != u.Subjects[0] || combines(u) && slices.ContainsFunc(u.cues, func(w int) bool { return w >= m.First }) {
			continue
		}
		if len(pointing(s).holding(i, m)) > 0 {
			return true
		}
	}
	return false
}

// then notes what a text that names something else asks for that beside: "can he get housing
// allowance then?", of the introduction benefit. What that says of this answers, if anything does.
func (s onSubject) then(subject *content.Entry, res *Result) {
	if subject == nil || !res.Refers || res.About || res.Goes != nil || res.FollowUp || res.Intent != Answer || len(res.Subjects) != 1 || res.Subjects[0] == subject ||
		!slices.ContainsFunc(s.read.tokens, func(t token) bool { return in1(s.ix.small.then, t.text) }) {
		return
	}
	if len(pointing(s).naming(s.ix.numbers[res.Subjects[0].ID], subject)) > 0 {
		s.scorer.then, s.read.plainly = subject, false
	}
}

// combines reports whether it is asked how things combine, and nothing else.
func combines(u *Understanding) bool {
	return slices.Equal(u.phrased, []content.Section{content.Combine})
}

// holds reports whether enough of what the text says stands in entry i.
func (s onSubject) holds(i int) bool {
	u := s.read
	switch {
	case s.unknown > 0:
		return false
	case u.Refers || u.Also:
		return s.stands(i) >= goesOn
	}
	return len(u.tokens) <= fewWords && s.stands(i) >= 1
}

// What tells that an unsure text is asked of what was spoken of before: that is among the
// first few hits, and no long shot. Of 496 questions asked behind the name of their entry
// 142 are so that were asked back, of 496 behind that of another entry four.
const (
	leansFirst  = 3
	leansChance = 0.05
)

// leans reports whether a text may be asked of subject that no entry answers for sure. One
// that asks for a section which subject lacks and the likeliest entry has is asked of that.
func leans(subject *content.Entry, res *Result) bool {
	if res.Confidence != Weak || len(res.Hits) == 0 || res.Intent == List || res.Intent == Compare || res.listed || res.About {
		return false
	}
	has := func(e *content.Entry) bool { return e.Text(content.Bokmal).Section(res.Section) != nil }
	if res.Section != "" && !has(subject) && has(res.Hits[0].Entry) {
		return false
	}
	return slices.ContainsFunc(res.Hits[:min(leansFirst, len(res.Hits))], func(h Hit) bool { return h.Entry == subject && h.Score >= leansChance })
}

// stands is the share of what the text says that stands in the points of entry i.
func (s onSubject) stands(i int) float64 {
	b := s.ix.passages
	sp := b.of(i)
	found := 0.0
	for _, t := range s.asked {
		stands := false
		b.find(t, sp.from, sp.to, func(int, float64) { stands = true })
		if stands {
			found += t.need
		}
	}
	return found / s.weight
}
