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
// stand in the subject, or leave it open that it is asked of that; else it speaks of
// something else. One that only tells of a participant asks what the subject says of those,
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
		u.FollowUp = !u.says || !s.far(i, res)
		return nil
	}
	if u.Bare {
		if p := s.ofThose(i, before); p != nil {
			return p
		}
	}
	names := slices.ContainsFunc(u.Subjects, func(e *content.Entry) bool { return e != subject && !IsContext(e) })
	switch {
	case names && !s.relates(i, u) && !s.nearer(i, res), !names && u.decided, !names && !s.holds(i) && !leans(subject, res) && !s.near(i, res):
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
	combines := slices.Equal(u.phrased, []content.Section{content.Combine})
	if !u.Refers && !combines || u.About || len(u.phrased) > 0 && !combines || u.Intent != Answer || len(u.Subjects) != 1 {
		return false
	}
	b := s.ix.passages
	sp := b.of(i)
	for _, m := range u.Mentions {
		if m.Entry != u.Subjects[0] || combines && slices.ContainsFunc(u.cues, func(w int) bool { return w >= m.First }) {
			continue
		}
		in := map[int]int{} // by text of the book: how many words of the name it holds
		words := 0
		for _, t := range s.asked {
			if !slices.ContainsFunc(u.tokens[m.First:m.Last+1], func(w token) bool { return w.text == t.word }) {
				continue
			}
			words++
			b.find(t, sp.from, sp.to, func(text int, _ float64) { in[text]++ })
		}
		for _, n := range in {
			if n == words {
				return true
			}
		}
	}
	return false
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

// How much nearer the question must lie to what the subject says than to what the first hits
// say, by the encoder, for a text to be asked of the subject: as [pointing.means] counts
// it. Of the questions in testdata that were written for a statement, asked behind the name of
// its entry and of another one, each names nothing of its own: where the hits are weak, 78 of a
// hundred of the first and 5 of the second are as near; where one is strong and another
// entry, 45 and 2; where nothing answers, 85 and 20, and of subjects outside 3.
const (
	nearNone    = -8.0
	nearWeak    = -4.0
	nearStrong  = -1.5
	nearLeast   = 10.0 // that the subject says anything of it at all
	nearAlone   = 16.0 // the same where nothing answers, and for what names something else
	nearPhrased = 2.0  // than to what is named, where a section is asked for
	// farStrong and farWeak are how much farther it may lie for one that sounds as if it went
	// on: of the same questions, those that do 1 and 2 of a hundred are farther away, of the
	// others 75 and 45.
	farStrong = -8.0
	farWeak   = -18.0
)

// near reports whether a text that names nothing lies near what entry i says.
func (s onSubject) near(i int, res *Result) bool {
	if s.meaning == nil || res.Intent == List || res.Intent == Compare || res.listed || res.Outside || res.Also && !res.Refers && len(res.Mentions) > 0 {
		return false
	}
	mine, most := s.nearness(i, res)
	switch res.Confidence {
	case Strong:
		return mine >= nearLeast && mine-most >= nearStrong && !res.About
	case Weak:
		return mine >= nearLeast && mine-most >= nearWeak && !res.About
	}
	return mine >= nearAlone && mine-most >= nearNone
}

// nearer reports whether a text lies nearer to what entry i says than to what it names, of
// which it tells something: "is the refugee grant counted as income?", of the housing
// allowance. A name that several have is that of none so much, and what asks for a section is
// more likely to ask it of the name.
func (s onSubject) nearer(i int, res *Result) bool {
	u := &res.Understanding
	if s.meaning == nil || u.About && !u.supposes || u.bare && !u.Refers || u.Intent != Answer || len(u.Subjects) != 1 && !u.shared {
		return false
	}
	least := 0.0
	switch {
	case len(u.phrased) > 0:
		least = nearPhrased
	case u.shared:
		least = nearWeak
	}
	mine := s.nearest(i)
	return mine >= nearAlone && !slices.ContainsFunc(u.Subjects, func(e *content.Entry) bool { return mine-s.nearest(s.ix.numbers[e.ID]) < least })
}

// far reports whether a text that sounds as if it went on lies so far from what entry i says
// that it is asked of a hit.
func (s onSubject) far(i int, res *Result) bool {
	if s.meaning == nil || res.Confidence == None || res.Hits[0].Entry == s.ix.entries[i] || slices.Contains(res.Sections, content.Combine) || res.ofThing() {
		return false
	}
	mine, most := s.nearness(i, res)
	if res.Confidence == Strong {
		return mine-most < farStrong
	}
	return mine-most < farWeak
}

// nearness is how near the question lies to the nearest point of entry i, and to that of the
// first hits beside it.
func (s onSubject) nearness(i int, res *Result) (mine, most float64) {
	for _, h := range res.Hits[:min(leansFirst, len(res.Hits))] {
		if k := s.ix.numbers[h.Entry.ID]; k != i {
			most = max(most, s.nearest(k))
		}
	}
	return s.nearest(i), most
}

// nearest is how near the question lies to the nearest point of entry i.
func (s onSubject) nearest(i int) float64 {
	return slices.Max(append(pointing(s).means(i, s.meaning), 0))
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
