package bot

import (
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// lists lays out cards of many entries.
type lists struct{ composer }

// maxChoices is how many choices a weak answer shows: more scroll off a phone.
const maxChoices = 3

// choices lays out an answer that may be one of several; the question asked for section
// s of it.
func (co lists) choices(hits []search.Hit, s content.Section) Card {
	var es []*content.Entry
	for _, h := range hits[:min(maxChoices, len(hits))] {
		es = append(es, h.Entry)
	}
	return co.choicesOf(es, s)
}

// choicesOf lays out entries to choose among, at most maxOffered.
func (co lists) choicesOf(es []*content.Entry, s content.Section) Card {
	w := co.words
	c := Card{Kind: ChoicesCard, Lang: co.lang, Title: w.Text(locales.ChoicesTitle), Lead: w.Text(locales.ChoicesIntro)}
	for _, e := range es[:min(maxOffered, len(es))] {
		ch := co.choice(e)
		if ch.Section = s; s != "" {
			ch.Path = Ref{Lang: co.lang, Entry: e.ID, Section: s}.Path()
		}
		c.Choices = append(c.Choices, ch)
	}
	return c
}

// named lists the entries that a question names.
func (co lists) named(es []*content.Entry) Card {
	w := co.words
	c := Card{Kind: ListCard, Lang: co.lang, Title: w.Count(locales.NamedTitle, len(es)), Lead: w.Text(locales.NamedText)}
	g := Group{Title: w.Text(locales.NamedGroup)}
	for _, e := range es {
		g.Items = append(g.Items, co.choice(e))
	}
	c.Groups = []Group{g}
	return c
}

// ofKind lists the entries of a kind.
func (co lists) ofKind(k content.Kind, title locales.Key) Card {
	w := co.words
	c := Card{Kind: ListCard, Lang: co.lang, Title: w.Text(title)}
	es := co.guide.OfKind(k)
	if k == content.Topic {
		es = co.guide.Topics()
	}
	g := Group{Title: w.Text(kindKeys[k])}
	for _, e := range es {
		g.Items = append(g.Items, co.choice(e))
	}
	c.addGroup(g)
	c.Actions = []Action{{Kind: ShowMap, Label: w.Text(locales.ActionMap), Path: MapPath(co.lang)}}
	return c
}

// whoToAsk says which people there are to talk to.
func (co lists) whoToAsk() Card {
	w := co.words
	c := Card{Kind: ListCard, Lang: co.lang, Title: w.Text(locales.PersonTitle), Lead: w.Text(locales.PersonText)}
	c.addGroup(co.people())
	return c
}

// people are the actors to ask when the guide does not know.
func (co lists) people() Group {
	g := Group{Title: co.words.Text(locales.WhoToAsk)}
	for _, id := range generalists {
		if e, ok := co.guide.Entry(id); ok {
			g.Items = append(g.Items, co.choice(e))
		}
	}
	return g
}

// generalists are the actors to ask when the guide does not know.
var generalists = []string{"nav", "programradgiver", "voksenopplaering", "karrieresenter"}

// none says that the guide does not answer, and shows the ways on.
func (co lists) none() Card {
	w := co.words
	c := Card{Kind: NoneCard, Lang: co.lang, Title: w.Text(locales.NoneTitle), Lead: w.Text(locales.NoneIntro)}
	topics := Group{Title: w.Text(locales.TopicsTitle)}
	for _, t := range co.guide.Topics() {
		topics.Items = append(topics.Items, co.choice(t))
	}
	c.addGroup(topics)
	c.addGroup(co.people())
	c.Actions = []Action{{Kind: ShowMap, Label: w.Text(locales.ActionMap), Path: MapPath(co.lang)}}
	return c
}

// topicMap lists every topic with its offers.
func (co lists) topicMap() Card {
	w := co.words
	c := co.grouped()
	c.Title, c.Lead = w.Text(locales.MapTitle), w.Text(locales.MapText)
	c.Path = MapPath(co.lang)
	return c
}

// list lists the offers as those stand to them whom the filter tells of.
func (co lists) list(f Filter) Card {
	told := f.told()
	return co.standing(co.offersFor(told, func(*content.Entry) bool { return true }), told, 1)
}

// grouped lists the offers under their topics.
func (co lists) grouped() Card {
	w := co.words
	c := Card{Kind: ListCard, Lang: co.lang}
	for _, t := range co.guide.Topics() {
		g := Group{Title: t.Text(co.lang).Title, Path: Ref{Lang: co.lang, Entry: t.ID}.Path()}
		for _, e := range co.guide.OfTopic(t.ID) {
			if e.Kind == content.Offer {
				g.Items = append(g.Items, co.choice(e))
			}
		}
		if len(g.Items) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	c.Actions = []Action{{Kind: ShowMap, Label: w.Text(locales.ActionMap), Path: MapPath(co.lang)}}
	return c
}

func textCard(w *locales.Words, title, lead string) Card {
	return Card{Kind: TextCard, Lang: content.Lang(w.Lang()), Title: title, Lead: lead}
}

func guardCard(w *locales.Words, kind NumberKind) Card {
	return textCard(w, w.Text(locales.GuardTitle), w.Text(locales.GuardText, "Kind", w.Text(numberKeys[kind])))
}

func emptyCard(w *locales.Words) Card {
	return textCard(w, w.Text(locales.EmptyTitle), w.Text(locales.EmptyText))
}

func tooLong(w *locales.Words) Card {
	return textCard(w, w.Text(locales.TooLongTitle), w.Text(locales.TooLongText, "Max", MaxQuestion))
}

// examples returns questions to try.
func (co lists) examples() []string {
	var out []string
	for _, k := range []locales.Key{locales.Example1, locales.Example2, locales.Example3, locales.Example4} {
		out = append(out, co.words.Text(k))
	}
	return out
}

// help says how to ask.
func (co lists) help() Card {
	w := co.words
	c := textCard(w, w.Text(locales.HelpTitle), w.Text(locales.HelpText))
	examples := Section{Title: w.Text(locales.HelpExamples)}
	for _, e := range co.examples() {
		examples.Points = append(examples.Points, Point{Text: e})
	}
	commands := Section{Title: w.Text(locales.HelpCommands)}
	for _, k := range []locales.Key{locales.HelpCommandMap, locales.HelpCommandJourney, locales.HelpCommandLang} {
		commands.Points = append(commands.Points, Point{Text: w.Text(k)})
	}
	c.Sections = []Section{examples, commands}
	return c
}
