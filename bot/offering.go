package bot

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// offering offers entries to choose among, and answers what is chosen of them.
type offering struct{ *turn }

// maxSays is how long a statement beside a choice can be, in characters: three of them
// stand on a screen. Of a longer one its short form is said, else its beginning.
const maxSays = 120

// choices gives each choice what it answers, and lets c lead to the editors with the
// question.
func (t offering) choices(c Card) Card {
	var says []Passage
	var at []int
	for i, ch := range c.Choices {
		if p, ok := t.says(c.Lang, ch.ID); ok {
			says, at = append(says, p), append(at, i)
		}
	}
	renumber(says)
	for n, i := range at {
		c.Choices[i].Says = &says[n]
	}
	for i, a := range c.Row {
		if a.Kind == NoneOfThese {
			c.Row[i].Value = t.draft()
		}
	}
	return c
}

// says is what the entry answers to the question, in at most maxSays characters; ok is
// false where it says nothing.
func (t offering) says(l content.Lang, id string) (p Passage, ok bool) {
	e, ok := t.guide.Entry(id)
	if !ok {
		return Passage{}, false
	}
	ps := gistOf(t.in(l), e, t.res.Passages).says(t.res.Section)
	if len(ps) == 0 {
		return Passage{}, false
	}
	p = ps[0]
	if utf8.RuneCountInString(p.Text) > maxSays {
		p.Text = cmp.Or(p.Short, cutWords(p.Text, maxSays))
	}
	return p, true
}

// noneOfThese answers that nothing of what was offered was meant.
func (t offering) noneOfThese() Answer {
	n := nothing{composer: t.in(t.res.Lang), text: t.draft(), asked: sectionsOf(t.was.Section)}
	t.now.offer(nil, "")
	a := t.plain(n.lang, lists{n.composer}.none(n))
	a.refused = t.was.Offered
	return a
}

// place answers with what was offered at place n, from 1; -1 is the last.
func (t offering) place(n int) Answer {
	if n == -1 {
		n = len(t.was.Offered)
	}
	if n >= 1 && n <= len(t.was.Offered) {
		if e, ok := t.guide.Entry(t.was.Offered[n-1]); ok { // else it is another place's, or gone
			return t.choose(e, t.sectionOffered())
		}
	}
	return t.noSuchPlace(t.entries(t.was.Offered))
}

// choose answers with e, which was offered when s was asked for: what it said there comes
// first, unless the text that chooses asks for another section.
func (t offering) choose(e *content.Entry, s content.Section) Answer {
	if t.res.Section != "" {
		s = t.res.Section
	} else {
		t.res.Passages, t.res.Section, t.res.Sections = t.said(e), s, sectionsOf(s)
	}
	a := t.stay(e, s)
	a.chosen = true
	return a
}

// said is the point of e that stood beside it when it was offered; none where today's
// guide has it no more, or it was none of a section.
func (t offering) said(e *content.Entry) []search.Passage {
	for _, p := range t.was.Says {
		s := content.Section(p.Part)
		if p.Entry == e.ID && p.Digest == ShortDigest(t.in(content.Bokmal).digest(e)) && p.N < len(e.Text(content.Bokmal).Section(s)) {
			return []search.Passage{{Entry: e, Section: s, Point: p.N}}
		}
	}
	return nil
}

// sectionOffered is the section that was asked for when the choices were offered.
func (t offering) sectionOffered() content.Section {
	if t.was.Chosen == 0 || t.was.Subject != "" {
		return t.was.Section
	}
	return ""
}

// noSuchPlace shows again what was offered.
func (t offering) noSuchPlace(offered []*content.Entry) Answer {
	l := t.q.orFallback(t.res.Lang)
	co := lists{t.in(l)}
	if len(offered) == 0 {
		return t.plain(l, textCard(co.words, co.words.Text(locales.NothingOfferedTitle), co.words.Text(locales.NothingOfferedText)))
	}
	c := co.choicesOf(offered, sectionsOf(t.was.Section)...)
	c.Title = co.words.Text(locales.NoSuchPlaceTitle, "Last", len(c.Choices))
	return t.weak(l, c)
}

// weak is an answer with choices that no ranking led to.
func (t offering) weak(l content.Lang, c Card) Answer {
	a := t.plain(l, c)
	a.Confidence = search.Weak
	for _, e := range t.entries(choiceIDs(c)) {
		a.Hits = append(a.Hits, search.Hit{Entry: e})
	}
	return a
}

// chosen answers a text that chooses of what was offered, by its place or by its name. Where
// nothing was, it may name or ask something else.
func (t offering) chosen(context.Context) (Answer, bool, error) {
	of, _ := t.goesOnFrom()
	nothing := len(t.was.Offered) == 0 && (len(t.res.Subjects) > 0 || of != nil && t.res.Section != "")
	if n := t.res.Choice; n != 0 && !nothing {
		return t.place(n), true, nil
	}
	if e := t.res.Among; e != nil && t.was.Subject == "" {
		return t.choose(e, t.sectionOffered()), true, nil
	}
	return Answer{}, false, nil
}

// several answers a text that names more entries than can be chosen among: a list.
func (t offering) several(context.Context) (Answer, bool, error) {
	var named []*content.Entry
	places := map[int]bool{}
	for _, m := range t.res.Mentions {
		if !rather(m.Entry) && !slices.Contains(named, m.Entry) {
			named, places[m.First] = append(named, m.Entry), true
		}
	}
	if len(places) <= maxChoices {
		return Answer{}, false, nil
	}
	co := lists{t.in(t.res.Lang)}
	a := t.weak(co.lang, co.named(named))
	a.Section, a.counted = t.res.Section, true
	t.now.offer(ids(named), t.res.Section)
	return a, true, nil
}

// farBehind is the most of the first hit's score that the second has where a text that goes
// on from choices is taken to go on from the first. Of 34 conversations that advisers wrote
// blind the first was meant in 14 of the 17 below it, and in 6 of the others.
const farBehind = 0.14

// doubts reports whether id, which choices leave likeliest, is not clearly the first of them.
func (t offering) doubts(id string) bool {
	hits := t.res.Hits
	return slices.Contains(t.now.Offered, id) && (hits[0].Entry.ID != id || len(hits) > 1 && hits[1].Score > farBehind*hits[0].Score)
}

// ofEach answers a text that asks for s of what was offered and not chosen among: what each
// of it says there, those first that do more than tell of another. It stays open which is meant.
func (t offering) ofEach(s content.Section) Answer {
	likely, offered := t.was.Likely, t.entries(t.was.Offered)
	contexts := slices.DeleteFunc(slices.Clone(offered), func(e *content.Entry) bool { return !search.IsContext(e) })
	offered = append(slices.DeleteFunc(offered, search.IsContext), contexts...)
	a := t.askWhat(offered[:min(maxChoices, len(offered))], s)
	t.now.Likely, t.now.Doubt = likely, true
	return a
}

// aboutWhat asks what a question is about that names a section alone, or nothing, and
// offers what was spoken of today.
func (t offering) aboutWhat(ctx context.Context) (Answer, bool, error) {
	if !t.res.Side && !t.res.Silent {
		return Answer{}, false, nil
	}
	recent, err := t.shown(ctx)
	if err != nil {
		return Answer{}, false, err
	}
	if offered := t.entries(t.was.Offered); t.was.Page > 0 {
		recent = offered[:min(maxRecent, len(offered))]
	}
	return t.askWhat(recent, t.res.Section), true, nil
}

// askWhat asks what s is wanted of.
func (t offering) askWhat(recent []*content.Entry, s content.Section) Answer {
	l := t.q.orFallback(t.res.Lang)
	co := lists{t.in(l)}
	c := t.choices(co.choicesOf(recent, sectionsOf(s)...))
	c.Title, c.Lead = co.words.Text(locales.AboutWhatTitle), co.words.Text(locales.AboutWhatText)
	if s != "" {
		c.Title = co.words.Text(locales.AboutWhatSection, "Section", co.SectionTitle(s))
	}
	a := t.plain(l, c)
	if len(recent) == 0 {
		a.Card.Kind = TextCard
	} else {
		a = t.weak(l, c)
	}
	a.Section = s
	offered := ids(recent)
	if len(offered) == 0 {
		offered = t.was.Offered
	}
	t.now.offer(offered, s)
	t.now.Says = choiceSays(c)
	return a
}
