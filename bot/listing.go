package bot

import (
	"context"
	"slices"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// leastCase is from how many things told of a participant a text that asks nothing is a
// case, and offers are wanted. One is more often a subject: "ukrainere".
const leastCase = 2

// listing answers with offers as they stand to a participant.
type listing struct{ *turn }

// list answers a question for several offers, or a case without a question: it is known
// for one before anything is ranked. What the conversation told of the participant
// before, in a list, still holds.
func (t listing) list(context.Context) (Answer, bool, error) {
	res := t.res
	told := toldBy(res.Person)
	told.Money = res.Money
	goesOn := t.was.Page > 0 && (res.Bare || res.Case && !t.asksOfEntry())
	wanted := res.Intent == search.List && (res.Bare || res.Confidence != search.None || told.fields() > leastCase) && !(res.Confidence == search.Strong && told.hardlyJudged()) // else it is of what the guide leaves out, or of one entry
	if res.Another && told.fields() > 0 {
		return t.page(told, 1), true, nil
	}
	if told.fields() == 0 || !wanted && !t.isCase() && !goesOn {
		return Answer{}, false, nil
	}
	few := t.inList() && told.fields() <= leastCase // too little to be of somebody else
	if goesOn || few || wanted && t.was.Page > 0 && t.sameAs(told) {
		told = t.was.Told.with(told)
	}
	return t.page(told, 1), true, nil
}

// inPlaceOfPath answers a text that asks for a path of those told of, where none is made: with
// the offers, and why.
func (t listing) inPlaceOfPath(context.Context) (Answer, bool, error) {
	if t.res.Talk.Talk != content.MakePath || t.MakesPaths() {
		return Answer{}, false, nil
	}
	co := t.in(t.res.Lang)
	told := t.was.Told.then(toldBy(t.res.Person), true)
	if told.fields() == 0 {
		c := textCard(co.words, co.words.Text(locales.PathTellTitle), co.words.Text(locales.PathOffTell))
		example := co.words.Text(locales.PathTellExample)
		c.Row = []Action{{Kind: AskThis, Label: example, Ref: Ref{Lang: co.lang}, Value: example}}
		t.now.leave()
		return t.plain(co.lang, c), true, nil
	}
	a := t.page(told, 1)
	a.Card.Moved = co.words.Text(locales.PathOff)
	return a, true, nil
}

// isCase reports whether a text tells so much of a participant, and asks nothing of an entry,
// that offers are wanted.
func (t listing) isCase() bool {
	n, res := t.tells(), t.res
	if len(res.Sections) > 0 || n < leastCase {
		return false
	}
	if res.Bare || res.Broad || res.Case && res.Unnamed && n > leastCase && describes(toldBy(res.Person)) {
		return true
	}
	return !t.asksOfEntry() && ((res.Case || !res.Asks) && n > leastCase || res.Unnamed && n > leastCase+1)
}

// describes reports whether what is told is of somebody before the asker, and not of those
// that something is for: "lege fra Ukraina vil jobbe som lege her".
func describes(t Told) bool {
	return t.Age != 0 || t.Gender != "" || t.Norwegian != "" || len(t.Status) > 0 || t.Care != nil || t.MonthsSettled != nil || t.MonthsInNorway != nil
}

// asksOfEntry reports whether a text is about an entry or a side of one, whatever else it
// tells.
func (t listing) asksOfEntry() bool {
	return t.res.Confidence == search.Strong || len(t.res.Sections) > 0 ||
		slices.ContainsFunc(t.res.Subjects, func(e *content.Entry) bool { return !search.IsContext(e) })
}

// sameAs reports whether what is told says nothing of who the participant is, so that it is
// the one of the list before.
func (t listing) sameAs(told Told) bool {
	return told.Age == 0 && told.Residence == "" && told.Norwegian == "" && told.Schooling == ""
}

// page answers with a page of the offers as they stand to a participant.
func (t listing) page(told Told, page int) Answer {
	co := stands{t.in(t.res.Lang), told}
	all := t.ranked(co)
	c := co.card(all, page)
	if !t.MakesPaths() {
		c.Row = slices.DeleteFunc(c.Row, func(a Action) bool { return a.Kind == WalkPath })
	}
	c.Told = co.chips()
	if t.now.Asking = ""; page == 1 {
		c.AskBack = asked(t).ask(co, all)
	}
	if q := c.AskBack; q != nil {
		t.now.Asking, t.now.Asked = q.Field, union(slices.Clone(t.now.Asked), []string{q.Field})
		c.Row, c.Behind = q.Buttons, c.Row
	}
	a := t.plain(co.lang, c)
	a.counted = true
	a.Hits, a.Confidence = all.hits(), all.confidence()
	t.now.offer(shownIDs(a.Card), "")
	t.now.Told, t.now.Page, t.now.Listed = told, page, page
	return a
}

// ranked are the open offers that are for participants, and serve what is wanted as
// far as they say: those whose conditions are met first, then those of which something
// isn't stated, then those that are closed. Within each, what answers the question best
// stands first.
func (t listing) ranked(co stands) offers {
	all := co.offers(t.namedWith)
	for i, o := range all {
		all[i].at = len(t.res.Hits)
		if n := slices.IndexFunc(t.res.Hits, func(h search.Hit) bool { return h.Entry == o.Entry }); n >= 0 {
			all[i].at = n
		}
	}
	all.sort()
	return all
}

// namedWith reports whether e is of the topic or under the responsibility of the actor
// that the question names, where it does.
func (t listing) namedWith(e *content.Entry) bool {
	named, fits := false, false
	for _, m := range t.res.Mentions {
		switch {
		case m.Entry.Kind == content.Topic:
			named, fits = true, fits || e.Topic == m.Entry.ID
		case m.Entry.Kind == content.Actor && m.Entry.ID != participant:
			named, fits = true, fits || slices.Contains(e.Responsible, m.Entry.ID)
		}
	}
	return fits || !named
}

// participant is the actor that every offer is for.
const participant = "deltaker"
