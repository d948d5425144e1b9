package bot

import (
	"context"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// command does something with what the conversation is about.
type command struct{ *turn }

// do does what is asked for with what the conversation is about.
func (t command) do(ctx context.Context, said search.Saying) (Answer, bool, error) {
	switch said.Talk {
	case content.SetLang:
		return t.setLang(said.Value), true, nil
	case content.Go:
		return t.goTo()
	case content.NextOne, content.Back, content.More, content.TakeNote, content.InLang:
	case content.Subscribe, content.Unsubscribe, content.Subscribed:
		if a, ok := subscribing(t).answer(subscriptionOf[said.Talk]); ok {
			return a, true, nil
		}
	default:
		return Answer{}, false, nil
	}
	if said.Talk == content.Back {
		return t.back(ctx)
	}
	if page := t.pageOn(said.Talk); page > 0 {
		return listing(t).page(t.was.Told, page), true, nil
	}
	e, ok := t.subject()
	switch {
	case !ok && said.Talk == content.InLang && slices.Contains(content.Langs(), content.Lang(said.Value)), said.Value == content.OtherLang:
		return t.setLang(said.Value), true, nil
	case !ok:
		recent, err := t.shown(ctx)
		if err != nil {
			return Answer{}, false, err
		}
		return offering(t).askWhat(recent, ""), true, nil
	case said.Talk == content.NextOne:
		return t.next(e), true, nil
	case said.Talk == content.More:
		return t.stay(e, ""), true, nil
	case said.Talk == content.TakeNote:
		return t.note(e), true, nil
	}
	return t.inLang(e, said.Value), true, nil
}

// pageOn is the page of a list that k asks for: the next, where a list stands, and where more
// than one thing is asked for behind what was chosen of it; 0 for none.
func (t command) pageOn(k content.Talk) int {
	several := slices.ContainsFunc(strings.Fields(strings.ToLower(t.text)), func(w string) bool {
		return slices.Contains([]string{"flere", "fleire", "alle", "side", "sida", "siden", "page"}, strings.Trim(w, ".!?"))
	})
	switch {
	case k != content.More && k != content.NextOne || t.was.Told.fields() == 0:
		return 0
	case t.was.Page > 0:
		return t.was.Page + 1
	case several && t.was.Listed > 0:
		return t.was.Listed + 1
	}
	return 0
}

// setLang keeps a language for the rest of the conversation.
func (t command) setLang(value string) Answer {
	l := known(content.Lang(value))
	if l == "" {
		w := t.words(t.res.Lang)
		return t.plain(t.in(t.res.Lang).lang, textCard(w, w.Text(locales.LangUnknown), ""))
	}
	t.now.Lang = l
	a := t.plain(l, textCard(t.words(l), t.words(l).Text(locales.LangSet), ""))
	a.Chosen = l
	return a
}

// inLang answers with what the conversation is about in another language: an answer in
// one of the guide's, the text to the participant in one of its snippets'.
func (t command) inLang(e *content.Entry, lang string) Answer {
	if l := known(content.Lang(lang)); l != "" {
		t.res.Lang = l
		if c, ok := t.in(l).stepCard(e, t.was.Step); ok {
			return t.onStep(e, c)
		}
		return t.stay(e, t.was.Section)
	}
	co := t.in(t.res.Lang)
	s, ok := co.snippet(e, lang)
	title := co.title(e)
	if !ok {
		c := textCard(co.words, co.words.Text(locales.SnippetNoneTitle, "Title", title, "Lang", co.SnippetLang(lang)), co.words.Text(locales.SnippetNoneText))
		for _, o := range e.Snippets {
			c.Facts = append(c.Facts, Fact{co.words.Text(locales.ActionSnippet), co.SnippetLang(o.Lang)})
		}
		return t.plain(co.lang, c)
	}
	return t.plain(co.lang, snippetCard(co, title, s))
}

// snippetCard shows a text to the participant beside the Norwegian one.
func snippetCard(co composer, title string, s Snippet) Card {
	c := textCard(co.words, co.words.Text(locales.SnippetOf, "Title", title, "Lang", s.Name), s.Text)
	if s.Caution != "" {
		c.Notices = []Notice{{Kind: Draft, Text: s.Caution}}
	}
	c.Sections = []Section{{Title: co.words.Text(locales.SnippetOriginal), Points: []Point{{Text: s.Original}}}}
	c.Tongue = s.Lang
	c.Row = []Action{{Kind: OpenPage, Label: co.words.Text(locales.HandoutSheet), Path: s.Path}}
	return c
}

// note answers that a case note of what is shown is asked for.
func (t command) note(e *content.Entry) Answer {
	co := t.in(t.res.Lang)
	here := Ref{Lang: co.lang, Entry: e.ID, Section: t.was.Section, Step: t.was.Step}
	a := t.plain(co.lang, textCard(co.words, co.words.Text(locales.NoteOf, "Title", co.title(e)), co.words.Text(locales.NoteReminder)))
	a.Card.Entry, a.Card.Path, a.Note = e.ID, here.note().Path(), true
	a.Card.Sections = []Section{{Key: here.Section, Title: co.words.Text(locales.ActionNote), Asked: here.Section != ""}}
	if here.Section == "" {
		a.Card.Sections = nil
	}
	if c, ok := co.stepCard(e, here.Step); ok {
		a.Card.Step = c.Step
	}
	a.Card.Actions = []Action{{Kind: CopyNote, Label: co.words.Text(locales.ActionNote), Entry: e.ID, Path: here.note().Path()}}
	return a
}

// next goes on: to a journey's next step, to the next of what was offered, else to what
// comes after the subject.
func (t command) next(e *content.Entry) Answer {
	co := t.in(t.res.Lang)
	if e.Kind == content.Journey {
		if c, ok := co.stepCard(e, min(t.was.Step+1, len(e.Steps))); ok {
			return t.onStep(e, c)
		}
	}
	if n := t.was.Chosen; n > 0 && n < len(t.was.Offered) {
		return offering(t).place(n + 1)
	}
	return t.stay(e, content.Next)
}

// back goes back: to the step before, else to the subject before.
func (t command) back(ctx context.Context) (Answer, bool, error) {
	if e, ok := t.subject(); ok && e.Kind == content.Journey && t.was.Step > 1 {
		if c, ok := t.in(t.res.Lang).stepCard(e, t.was.Step-1); ok {
			return t.onStep(e, c), true, nil
		}
	}
	before := t.entries(t.was.Before)
	if e, ok := t.subject(); ok && len(before) == 0 {
		return t.stay(e, ""), true, nil
	}
	if len(before) == 0 {
		recent, err := t.shown(ctx)
		if err != nil {
			return Answer{}, false, err
		}
		return offering(t).askWhat(recent, ""), true, nil
	}
	a := t.stay(before[len(before)-1], "")
	t.now.Before = ids(before[:len(before)-1])
	return a, true, nil
}

// goTo begins a journey that is named behind the command.
func (t command) goTo() (Answer, bool, error) {
	for _, m := range t.res.Mentions {
		if c, ok := t.in(t.res.Lang).stepCard(m.Entry, 1); ok {
			return t.onStep(m.Entry, c), true, nil
		}
	}
	return Answer{}, false, nil
}

// onStep answers with a step of a journey.
func (t command) onStep(e *content.Entry, c Card) Answer {
	t.now.about(e, "", c.Step.Number)
	return t.plain(t.in(t.res.Lang).lang, c)
}
