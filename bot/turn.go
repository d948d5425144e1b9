package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// turn is a question in its conversation.
type turn struct {
	*Bot
	q    Question
	text string
	lang content.Lang  // to answer in; empty to detect it
	was  Conversation  // before the question
	now  Conversation  // after it
	res  search.Result // what the text says; zero before it is read

	ofDay bool // the answer is of what the person was shown on the day, in any conversation
}

// begin takes a question up in its conversation. The language to answer in is that
// chosen with the question or in the conversation; a question that tells none follows
// the last answer, which becomes its Fallback.
func (b *Bot) begin(ctx context.Context, q Question) (*turn, error) {
	was, err := b.load(ctx, q.Conversation)
	if err != nil {
		return nil, err
	}
	t := &turn{Bot: b, q: q, text: Visible(q.Text), was: was, now: was, lang: q.Lang}
	t.now.Fitted = false
	if q.Lang == "" {
		t.lang = known(was.Lang)
		t.q.Fallback = cmp.Or(known(was.Answered), q.Fallback)
	}
	return t, nil
}

// end keeps what the conversation is about now.
func (t *turn) end(ctx context.Context, a Answer) error {
	if t.q.Draft {
		return nil
	}
	t.now.Answered = cmp.Or(a.Lang, t.was.Answered)
	if t.q.Choice == "" && a.Card.AskBack == nil { // what is asked back is answered next, or no more
		t.now.Asking = ""
	}
	if !a.Note {
		t.now.gave(a.Card)
	}
	return t.store(ctx, t.q.Conversation, t.q.Person, t.now)
}

// answer answers the turn. It reads the text once: what it says of the conversation
// goes before what it asks of the guide.
func (t *turn) answer(ctx context.Context) (Answer, error) {
	if t.q.Choice != "" {
		return t.withFits(t.pressed()), nil
	}
	var err error
	subject, _ := t.goesOnFrom()
	t.res, err = searched(ctx, t.index, t.q.Platform, search.Query{Text: withoutAddresses(t.text), Lang: t.lang, Fallback: t.q.Fallback, Among: t.entries(t.was.Offered), Subject: subject, Before: t.was.Section, Told: t.was.Told.profile()})
	if errors.Is(err, search.ErrEmptyQuery) {
		l := t.q.orFallback(t.lang)
		return t.plain(l, emptyCard(t.words(l))), nil
	}
	if err != nil {
		return Answer{}, fmt.Errorf("search: %w", err)
	}
	t.now.Told = t.was.Told.then(toldBy(t.res.Person), t.res.Also || asked{t}.mended() || t.res.Person.ByPronoun && t.res.Person.Age == 0)
	if t.res.Another {
		t.now.Told = toldBy(t.res.Person)
	}
	a, err := t.says(ctx)
	return t.withFits(a), err
}

// says answers a text as the first that has an answer to it: what it says of the
// conversation goes before what it asks of the guide.
func (t *turn) says(ctx context.Context) (Answer, error) {
	for _, say := range []func() (Answer, bool){asked{t}.answer, asked{t}.drops, asked{t}.tells} {
		if a, ok := say(); ok {
			return a, nil
		}
	}
	for _, say := range []func(context.Context) (Answer, bool, error){manners{t}.foreign, walking{t}.asked, t.fits, offering{t}.chosen, manners{t}.talk, t.against, t.compares, t.goesOn, listing{t}.list, offering{t}.several, offering{t}.aboutWhat} {
		if a, ok, err := say(ctx); ok || err != nil {
			return a, err
		}
	}
	return t.found(), nil
}

// entries returns the entries that today's guide has of ids.
func (t *turn) entries(ids []string) []*content.Entry {
	var out []*content.Entry
	for _, id := range ids {
		if e, ok := t.guide.Entry(id); ok {
			out = append(out, e)
		}
	}
	return out
}

// subject returns what the conversation was about; ok is false for nothing.
func (t *turn) subject() (e *content.Entry, ok bool) { return t.guide.Entry(t.was.Subject) }

// goesOnFrom returns what a text goes on from that names nothing of its own: what the
// conversation is about, or what it is most likely about after choices. likeliest tells
// which of the two.
func (t *turn) goesOnFrom() (e *content.Entry, likeliest bool) {
	if e, ok := t.subject(); ok {
		return e, false
	}
	return t.guide.Entry(t.was.Likely)
}

// likely is the id of what the conversation is most likely about after an answer that
// leaves it open: what it was about, where the text names nothing, else the first of what
// is offered that more than tells of another.
func (t *turn) likely(offered []*content.Entry) string {
	own := slices.ContainsFunc(t.res.Subjects, func(e *content.Entry) bool { return !search.IsContext(e) })
	if e, _ := t.goesOnFrom(); e != nil && !own {
		return e.ID
	}
	if len(offered) == 0 { // what was understood, though nothing answers
		offered = t.res.Subjects
	}
	for _, e := range offered {
		if !search.IsContext(e) {
			return e.ID
		}
	}
	return ""
}

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

// draft is the question as its asker may send it to the editors. It has passed the guard,
// and nothing of it is kept before they do.
func (t *turn) draft() string {
	rs := []rune(strings.Join(strings.Fields(t.text), " "))
	return string(rs[:min(MaxInquiry, len(rs))])
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

// pressed answers a choice that was pressed: a place in what was offered, or an id.
func (t *turn) pressed() Answer {
	t.res.Lang = t.q.orFallback(t.lang)
	if value, ok := strings.CutPrefix(t.q.Choice, tellPrefix); ok {
		return asked{t}.pressed(value)
	}
	switch t.q.Choice {
	case ChooseNone:
		return offering{t}.noneOfThese()
	case ChoosePath:
		if !t.MakesPaths() { // the button is of a time when it did
			return offering{t}.noSuchPlace(nil)
		}
		return walking{t}.pressed(t.q.Text)
	case ChooseNext:
		if t.was.Page == 0 { // the list is of a conversation that is over
			return offering{t}.noSuchPlace(nil)
		}
		return listing{t}.page(t.was.Told, t.was.Page+1)
	}
	if n, err := strconv.Atoi(t.q.Choice); err == nil {
		return offering{t}.place(n)
	}
	if e, ok := t.guide.Entry(t.q.Choice); ok {
		if slices.Contains(t.was.Offered, e.ID) {
			return offering{t}.choose(e, t.was.Section)
		}
		return t.stay(e, "")
	}
	return t.found()
}

// fits answers why an entry fits the participant, or what is missing.
func (t *turn) fits(context.Context) (Answer, bool, error) {
	a, ok := fitting{t}.answer()
	return a, ok, nil
}

// against tells what of a participant can't both be true, where a list rests on it.
func (t *turn) against(context.Context) (Answer, bool, error) {
	res := t.res
	if len(res.Person.Against) == 0 || res.Intent != search.List && !res.Bare && !res.Case && !res.Broad && !t.impossible() {
		return Answer{}, false, nil
	}
	if !res.Bare && !slices.ContainsFunc(res.Person.Against, func(a search.Against) bool { return a.Field != "gender" }) {
		return Answer{}, false, nil // "mother of three, the husband works": two people
	}
	co := lists{t.in(res.Lang)}
	var pairs []string
	for _, p := range res.Person.Against {
		pairs = append(pairs, co.againstPair(p))
	}
	page := t.now.Page
	t.now.leave()
	t.now.Told, t.now.Page, t.now.Listed = t.was.Told.with(toldBy(withoutFields(res.Person))), page, max(1, t.was.Listed) // the rest is told, and the list still stands
	return t.plain(co.lang, textCard(co.words, co.words.Text(locales.AgainstTitle), strings.Join(pairs, " ")+" "+co.words.Text(locales.AgainstText))), true, nil
}

// withoutFields is p without what can't be true of it.
func withoutFields(p search.Person) search.Person {
	for _, a := range p.Against {
		switch a.Field {
		case "age":
			p.Age = 0
		case "gender":
			p.Gender = ""
		case "residence":
			p.Residence = ""
		case "norwegian":
			p.Norwegian = ""
		case "schooling":
			p.Schooling, p.Abroad = "", nil
		case "status":
			p.Status = slices.DeleteFunc(slices.Clone(p.Status), func(s string) bool { return s == a.First || s == a.Second })
		case "months_settled":
			p.MonthsSettled = nil
		}
	}
	return p
}

// impossible reports whether something is told that can't be true of anybody.
func (t *turn) impossible() bool {
	return slices.ContainsFunc(t.res.Person.Against, func(a search.Against) bool { return a.Second == "" })
}

// goesOn answers a text that goes on from what the conversation was about: one that
// names a section alone, asks the same of others ("enn for ukrainere?") or of another
// entry ("hva med KVP?"). What was offered and not chosen of, it goes on from too.
func (t *turn) goesOn(context.Context) (Answer, bool, error) {
	res := t.res
	e, likeliest := t.goesOnFrom()
	own := len(res.Subjects) > 0 && res.Confidence == search.Strong && res.Goes == nil
	if likeliest && res.FollowUp {
		e = withSection(res.Section, e, t.entries(t.was.Offered))
	}
	var other *content.Entry // which may have been meant instead
	if offered := t.entries(t.was.Offered); likeliest {
		if i := slices.IndexFunc(offered, func(o *content.Entry) bool { return o != e }); i >= 0 {
			other = offered[i]
		}
	}
	stay := func(s content.Section) (Answer, bool, error) { return t.stayOr(other, e, s), true, nil }
	switch {
	case t.ofCompared():
		return t.compare(t.entries(t.was.Offered)...), true, nil
	case e != nil && res.Bare && (res.Also || res.FollowUp || t.short()):
		return stay(t.sectionFor(e))
	case own && len(res.Sections) == 0 && t.was.Subject == "" && t.was.Section != "" && !t.was.Doubt: // it answers what a section was asked of
		return t.show(res.Hits[0].Entry, t.was.Section, res.Hits), true, nil
	case own && (res.About || res.Also) && res.Section == "" && t.was.Section != "" && t.was.Section != content.Next && res.Hits[0].Entry.ID != t.was.Subject:
		return t.show(res.Hits[0].Entry, t.was.Section, res.Hits), true, nil
	case e == nil:
		return Answer{}, false, nil
	case res.HowMuch && (res.Silent || res.FollowUp && (res.Section == content.Payer || res.Section == content.Livelihood)):
		return stay(t.amountOf(e))
	case likeliest && t.was.Doubt && res.FollowUp && res.Section != "" && other != nil:
		return offering{t}.ofEach(res.Section), true, nil
	case res.FollowUp, res.Choice != 0 && res.Section != "": // or there is nothing to choose among
		return stay(res.Section)
	case res.Differs && len(res.Subjects) == 1 && res.Subjects[0] != e: // the other is what was spoken of
		return t.compare(e, res.Subjects[0]), true, nil
	case res.Goes != nil:
		if len(res.Hits) > 0 && res.Hits[0].Entry != e {
			other = res.Hits[0].Entry
		}
		if e.Text(content.Bokmal).Section(res.Section) == nil {
			return stay(res.Goes.Section)
		}
		return stay(res.Section)
	case res.Refers && res.Silent:
		return stay(t.was.Section)
	}
	return Answer{}, false, nil
}

// withSection is e, which is likeliest of what was offered, or the first of the others
// that has s where e has not.
func withSection(s content.Section, e *content.Entry, offered []*content.Entry) *content.Entry {
	for _, o := range append([]*content.Entry{e}, offered...) {
		if s == "" || !search.IsContext(o) && o.Text(content.Bokmal).Section(s) != nil {
			return o
		}
	}
	return e
}

// ofCompared reports whether a text that names nothing asks for a section of those that
// stand side by side, or how those that were offered differ.
func (t *turn) ofCompared() bool {
	n := len(t.was.Offered)
	if n < 2 || n > MaxCompared || t.was.Subject != "" || len(t.res.Subjects) > 0 {
		return false
	}
	return t.was.Compared && t.res.FollowUp || t.res.Intent == search.Compare
}

// amountOf is where e says how much it is: a support in what it is, an offer in what one
// lives on meanwhile, and anything that lets one live on nothing in who pays for it.
func (t *turn) amountOf(e *content.Entry) content.Section {
	switch {
	case e.Kind == content.Support:
		return ""
	case t.res.Section != content.Payer && e.Text(content.Bokmal).Section(content.Livelihood) != nil:
		return content.Livelihood
	}
	return content.Payer
}

// compares answers a text that asks how those it names differ, or names two and is as
// likely about the one as about the other.
func (t *turn) compares(context.Context) (Answer, bool, error) {
	var named []*content.Entry
	places := map[int]bool{}
	for _, m := range t.res.Mentions {
		if slices.Contains(t.res.Subjects, m.Entry) && !slices.Contains(named, m.Entry) && !places[m.First] {
			named, places[m.First] = append(named, m.Entry), true
		}
	}
	undecided := t.res.Confidence == search.Weak && t.res.Beside && len(named) == 2 && !slices.ContainsFunc(named, rather) && len(t.res.Hits) > 1 &&
		slices.Contains(named, t.res.Hits[0].Entry) && slices.Contains(named, t.res.Hits[1].Entry)
	if len(named) < 2 || len(named) > MaxCompared || t.res.Intent != search.Compare && !undecided {
		return Answer{}, false, nil
	}
	return t.compare(named...), true, nil
}

// rather reports whether an entry that is named with another is rather its background:
// who does it, or what it asks for.
func rather(e *content.Entry) bool { return e.Kind == content.Actor || e.Kind == content.Level }

// compare sets entries side by side. Each can be chosen from then on.
func (t *turn) compare(es ...*content.Entry) Answer {
	co := t.in(t.res.Lang)
	by := slices.DeleteFunc(slices.Concat(t.res.Sections, t.res.Further), func(s content.Section) bool { return s == content.What })
	a := t.plain(co.lang, comparing{co}.compareCard(es, by))
	a.Section, a.Sections, a.Confidence, a.counted = first(by), by, search.Strong, true
	for _, e := range es {
		a.Hits = append(a.Hits, search.Hit{Entry: e, Score: 1})
	}
	t.now.offer(ids(es), t.res.Section)
	t.now.Compared = true
	return a
}

// short reports whether a text that tells of somebody is too short to be a case of its
// own: "for ukrainere?" asks of the subject.
func (t *turn) short() bool {
	const few = 3
	return t.tells() == 1 && len(strings.Fields(t.text)) <= few && t.res.Intent != search.List
}

// sectionFor is where e says something of those told of, or how they stand to it; else the
// section asked for, else the one before, else whom it is for.
func (t *turn) sectionFor(e *content.Entry) content.Section {
	if p := t.res.Goes; p != nil {
		return p.Section
	}
	told := toldBy(t.res.Person)
	for _, r := range content.Conditions(e, told.profile()).Reasons {
		if told.tells(r.Condition.Field) && r.Section != "" {
			return r.Section
		}
	}
	if t.res.Section != "" && !t.res.About {
		return t.res.Section
	}
	return cmp.Or(t.was.Section, content.Who)
}
