package bot

import (
	"context"
	"slices"

	"veiviser/content"
	"veiviser/locales"
)

// saying is what a colleague answers to manners and small talk.
type saying struct {
	title, text locales.Key
	keeps       bool // the conversation stays about what it was
	tries       bool // questions to press stand under it: nobody has asked yet
}

// sayings are the answers that are words alone.
var sayings = map[content.Talk]saying{
	content.Greeting:   {title: locales.GreetingTitle, text: locales.GreetingText, tries: true},
	content.Thanks:     {title: locales.ThanksTitle, text: locales.ThanksText, keeps: true},
	content.Okay:       {title: locales.OkayTitle, text: locales.OkayText, keeps: true},
	content.Goodbye:    {title: locales.GoodbyeTitle, text: locales.GoodbyeText},
	content.Identity:   {title: locales.IdentityTitle, text: locales.IdentityText, tries: true},
	content.Human:      {title: locales.HumanTitle, text: locales.HumanText},
	content.Wrong:      {title: locales.WrongTitle, text: locales.WrongText},
	content.Privacy:    {title: locales.PrivacyTitle, text: locales.PrivacyText},
	content.Provenance: {title: locales.ProvenanceTitle, text: locales.ProvenanceText},
	content.Restart:    {title: locales.RestartTitle, text: locales.RestartText, tries: true},
	content.Forms:      {title: locales.FormsTitle, text: locales.FormsText, keeps: true},
}

// manners answers what is no question to the guide.
type manners struct{ *turn }

// talk answers a text that is manners or a command and nothing else.
func (t manners) talk(ctx context.Context) (Answer, bool, error) {
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
			t.now = t.now.anew()
		}
		c := textCard(co.words, co.words.Text(s.title), co.words.Text(s.text))
		c.Actions = []Action{buttons(co).openMap()}
		if s.tries {
			c.Row = co.tryThese()
		}
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
		return command(t).do(ctx, said)
	}
	t.now.offer(shownIDs(c), "")
	return t.plain(co.lang, c), true, nil
}

// asksOfSubject reports whether what may be small talk asks a section of what the
// conversation is about: "hvem snakker jeg med?", "what is this?".
func (t manners) asksOfSubject(k content.Talk) bool {
	if !t.res.FollowUp {
		return false
	}
	switch k {
	case content.NextOne, content.Back, content.More, content.TakeNote, content.SetLang, content.InLang, content.Go, content.Subscribe, content.Unsubscribe, content.Subscribed:
		return false
	case content.Map, content.Topics, content.Journeys, content.Supports, content.Forms:
		return t.res.Refers // "får de penger?", but "oversikt over ytelser"
	}
	_, ok := t.subject()
	return ok
}

// tongue is the language to answer manners and commands in: few words tell little of a
// language, and a phrase is of its own.
func (t manners) tongue() content.Lang {
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

// foreign answers a text in a language that the guide isn't written in: in that language
// where the program has the words, beside the guide's own.
func (t manners) foreign(context.Context) (Answer, bool, error) {
	if t.res.Foreign == "" || t.res.Talk.Talk != "" {
		return Answer{}, false, nil
	}
	co := t.in(t.q.orFallback(t.lang))
	c := textCard(co.words, co.words.Text(locales.ForeignTitle), co.words.Text(locales.ForeignText))
	if k, ok := foreignKeys[t.res.Foreign]; ok {
		c.Sections = []Section{{Title: co.SnippetLang(t.res.Foreign), Points: []Point{{Text: co.words.Text(k)}}}}
	}
	return t.plain(co.lang, c), true, nil
}

// foreignKeys say that the guide is in Norwegian and English, in the languages of its
// texts to participants.
var foreignKeys = map[string]locales.Key{
	"uk": locales.ForeignUk, "ar": locales.ForeignAr, "so": locales.ForeignSo, "ti": locales.ForeignTi, "prs": locales.ForeignPrs, "pl": locales.ForeignPl,
}
