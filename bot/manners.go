package bot

import (
	"context"
	"slices"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// saying is what a colleague answers to manners and small talk.
type saying struct {
	title, text locales.Key
	keeps       bool // the conversation stays about what it was
}

// sayings are the answers that are words alone.
var sayings = map[content.Talk]saying{
	content.Greeting:   {locales.GreetingTitle, locales.GreetingText, false},
	content.Thanks:     {locales.ThanksTitle, locales.ThanksText, true},
	content.Okay:       {locales.OkayTitle, locales.OkayText, true},
	content.Goodbye:    {locales.GoodbyeTitle, locales.GoodbyeText, false},
	content.Identity:   {locales.IdentityTitle, locales.IdentityText, false},
	content.Human:      {locales.HumanTitle, locales.HumanText, false},
	content.Wrong:      {locales.WrongTitle, locales.WrongText, false},
	content.Privacy:    {locales.PrivacyTitle, locales.PrivacyText, false},
	content.Provenance: {locales.ProvenanceTitle, locales.ProvenanceText, false},
	content.Restart:    {locales.RestartTitle, locales.RestartText, false},
	content.Forms:      {locales.FormsTitle, locales.FormsText, true},
}

// talk answers a text that is manners or a command and nothing else.
func (t *turn) talk(ctx context.Context) (Answer, bool, error) {
	said := t.res.Talk
	if t.asksOfSubject(said.Talk) {
		return Answer{}, false, nil
	}
	t.res.Lang = t.tongue()
	co := lists{t.in(t.res.Lang)}
	if s, ok := sayings[said.Talk]; ok {
		if !s.keeps {
			t.now.offer(nil, "")
		}
		if said.Talk == content.Restart {
			t.now = Conversation{Lang: t.now.Lang}
		}
		c := textCard(co.words, co.words.Text(s.title), co.words.Text(s.text))
		c.Actions = []Action{{Kind: ShowMap, Label: co.words.Text(locales.ActionMap), Path: MapPath(co.lang)}}
		return t.plain(co.lang, c), true, nil
	}
	var c Card
	switch said.Talk {
	case content.Help, content.Abilities:
		return t.plain(co.lang, co.help()), true, nil
	case content.Map:
		c = co.topicMap()
	case content.Topics:
		c = co.ofKind(content.Topic, locales.TopicsTitle)
	case content.Journeys:
		c = co.ofKind(content.Journey, locales.JourneysTitle)
	case content.Supports:
		c = co.ofKind(content.Support, locales.SupportsTitle)
	case content.Person:
		c = co.whoToAsk()
	default:
		return t.command(ctx, said)
	}
	t.now.offer(shownIDs(c), "")
	return t.plain(co.lang, c), true, nil
}

// asksOfSubject reports whether what may be small talk asks a section of what the
// conversation is about: "hvem snakker jeg med?", "what is this?".
func (t *turn) asksOfSubject(k content.Talk) bool {
	if !t.res.FollowUp {
		return false
	}
	switch k {
	case content.NextOne, content.Back, content.More, content.TakeNote, content.SetLang, content.InLang, content.Go:
		return false
	case content.Map, content.Topics, content.Journeys, content.Supports, content.Forms:
		return t.res.Refers // "får de penger?", but "oversikt over ytelser"
	}
	_, ok := t.subject()
	return ok
}

// tongue is the language to answer manners and commands in: few words tell little of a
// language, and a phrase is of its own.
func (t *turn) tongue() content.Lang {
	said := t.res.Tongues
	switch {
	case t.lang != "":
		return t.lang
	case len(said) == 0 || slices.Contains(said, t.res.Lang):
		return t.res.Lang
	case slices.Contains(said, t.q.Fallback):
		return t.q.Fallback
	}
	return slices.Min(said) // bokmål before nynorsk
}

// command does what is asked for with what the conversation is about.
func (t *turn) command(ctx context.Context, said search.Saying) (Answer, bool, error) {
	switch said.Talk {
	case content.SetLang:
		return t.setLang(said.Value), true, nil
	case content.Go:
		return t.goTo()
	case content.NextOne, content.Back, content.More, content.TakeNote, content.InLang:
	default:
		return Answer{}, false, nil
	}
	if said.Talk == content.Back {
		return t.back(ctx)
	}
	if said.Talk == content.More && t.was.Page > 0 {
		return t.page(t.was.Told, t.was.Page+1), true, nil
	}
	e, ok := t.subject()
	switch {
	case !ok && said.Talk == content.InLang && slices.Contains(content.Langs(), content.Lang(said.Value)), said.Value == content.OtherLang:
		return t.setLang(said.Value), true, nil
	case !ok:
		recent, err := t.recent(ctx, t.q, t.was)
		if err != nil {
			return Answer{}, false, err
		}
		return t.askWhat(recent, ""), true, nil
	case said.Talk == content.NextOne:
		return t.next(e), true, nil
	case said.Talk == content.More:
		return t.stay(e, ""), true, nil
	case said.Talk == content.TakeNote:
		return t.note(e), true, nil
	}
	return t.inLang(e, said.Value), true, nil
}

// setLang keeps a language for the rest of the conversation.
func (t *turn) setLang(value string) Answer {
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
func (t *turn) inLang(e *content.Entry, lang string) Answer {
	if l := known(content.Lang(lang)); l != "" {
		t.res.Lang = l
		if c, ok := t.in(l).stepCard(e, t.was.Step); ok {
			return t.onStep(e, c)
		}
		return t.stay(e, t.was.Section)
	}
	co := t.in(t.res.Lang)
	s, ok := co.snippet(e, lang)
	title := e.Text(co.lang).Title
	if !ok {
		c := textCard(co.words, co.words.Text(locales.SnippetNoneTitle, "Title", title, "Lang", co.snippetLang(lang)), co.words.Text(locales.SnippetNoneText))
		for _, o := range e.Snippets {
			c.Facts = append(c.Facts, Fact{co.words.Text(locales.ActionSnippet), co.snippetLang(o.Lang)})
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
	return c
}

// note answers that a case note of what is shown is asked for.
func (t *turn) note(e *content.Entry) Answer {
	co := t.in(t.res.Lang)
	here := Ref{Lang: co.lang, Entry: e.ID, Section: t.was.Section, Step: t.was.Step}
	a := t.plain(co.lang, textCard(co.words, co.words.Text(locales.NoteOf, "Title", e.Text(co.lang).Title), co.words.Text(locales.NoteReminder)))
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
func (t *turn) next(e *content.Entry) Answer {
	co := t.in(t.res.Lang)
	if e.Kind == content.Journey {
		if c, ok := co.stepCard(e, min(t.was.Step+1, len(e.Steps))); ok {
			return t.onStep(e, c)
		}
	}
	if n := t.was.Chosen; n > 0 && n < len(t.was.Offered) {
		return t.place(n + 1)
	}
	return t.stay(e, content.Next)
}

// back goes back: to the step before, else to the subject before.
func (t *turn) back(ctx context.Context) (Answer, bool, error) {
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
		recent, err := t.recent(ctx, t.q, t.was)
		if err != nil {
			return Answer{}, false, err
		}
		return t.askWhat(recent, ""), true, nil
	}
	a := t.stay(before[len(before)-1], "")
	t.now.Before = ids(before[:len(before)-1])
	return a, true, nil
}

// goTo begins a journey that is named behind the command.
func (t *turn) goTo() (Answer, bool, error) {
	for _, m := range t.res.Mentions {
		if c, ok := t.in(t.res.Lang).stepCard(m.Entry, 1); ok {
			return t.onStep(m.Entry, c), true, nil
		}
	}
	return Answer{}, false, nil
}

// onStep answers with a step of a journey.
func (t *turn) onStep(e *content.Entry, c Card) Answer {
	t.now.about(e, "", c.Step.Number)
	return t.plain(t.in(t.res.Lang).lang, c)
}

// foreign answers a text in a language that the guide isn't written in: in that language
// where the program has the words, beside the guide's own.
func (t *turn) foreign(context.Context) (Answer, bool, error) {
	if t.res.Foreign == "" || t.res.Talk.Talk != "" {
		return Answer{}, false, nil
	}
	co := t.in(t.q.orFallback(t.lang))
	c := textCard(co.words, co.words.Text(locales.ForeignTitle), co.words.Text(locales.ForeignText))
	if k, ok := foreignKeys[t.res.Foreign]; ok {
		c.Sections = []Section{{Title: co.snippetLang(t.res.Foreign), Points: []Point{{Text: co.words.Text(k)}}}}
	}
	return t.plain(co.lang, c), true, nil
}

// foreignKeys say that the guide is in Norwegian and English, in the languages of its
// texts to participants.
var foreignKeys = map[string]locales.Key{
	"uk": locales.ForeignUk, "ar": locales.ForeignAr, "so": locales.ForeignSo, "ti": locales.ForeignTi, "prs": locales.ForeignPrs, "pl": locales.ForeignPl,
}
