package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"veiviser/content"
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
		return t.withFits(pressing{t}.answer()), nil
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
	for _, say := range []func(context.Context) (Answer, bool, error){manners{t}.foreign, walking{t}.asked, listing{t}.inPlaceOfPath, fitting{t}.answer, offering{t}.chosen, manners{t}.talk, contradiction{t}.answer, sideBySide{t}.answer, goingOn{t}.answer, listing{t}.list, offering{t}.several, offering{t}.aboutWhat} {
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

// draft is the question as its asker may send it to the editors. It has passed the guard,
// and nothing of it is kept before they do.
func (t *turn) draft() string {
	rs := []rune(strings.Join(strings.Fields(t.text), " "))
	return string(rs[:min(MaxInquiry, len(rs))])
}

// tells counts what the text tells of a participant; a pronoun alone tells of nobody.
func (t *turn) tells() int {
	n := toldBy(t.res.Person).fields()
	if t.res.Person.ByPronoun {
		n--
	}
	return n
}

// inList reports whether the conversation is about a list of offers for somebody, or was.
func (t *turn) inList() bool { return t.was.Page > 0 || t.was.Listed > 0 || len(t.was.Asked) > 0 }
