package bot

import (
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// maxChoices is how many choices a weak answer shows: more scroll off a phone.
const maxChoices = 3

// choices lays out an answer that may be one of several.
func (b *Bot) choices(res search.Result) Card {
	w := b.words(res.Lang)
	c := Card{Kind: ChoicesCard, Lang: res.Lang, Title: w.Text(locales.ChoicesTitle), Lead: w.Text(locales.ChoicesIntro)}
	for _, h := range res.Hits[:min(maxChoices, len(res.Hits))] {
		c.Choices = append(c.Choices, b.choice(res.Lang, h.Entry))
	}
	return c
}

// generalists are the actors to ask when the guide does not know.
var generalists = []string{"nav", "programradgiver", "voksenopplaering", "karrieresenter"}

// none says that the guide does not answer, and shows the ways on.
func (b *Bot) none(l content.Lang) Card {
	w := b.words(l)
	c := Card{Kind: NoneCard, Lang: l, Title: w.Text(locales.NoneTitle), Lead: w.Text(locales.NoneIntro)}
	topics := Group{Title: w.Text(locales.TopicsTitle)}
	for _, t := range b.c.Guide.Topics() {
		topics.Items = append(topics.Items, b.choice(l, t))
	}
	ask := Group{Title: w.Text(locales.WhoToAsk)}
	for _, id := range generalists {
		if e, ok := b.c.Guide.Entry(id); ok {
			ask.Items = append(ask.Items, b.choice(l, e))
		}
	}
	for _, g := range []Group{topics, ask} {
		if len(g.Items) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	c.Actions = []Action{{Kind: ShowMap, Label: w.Text(locales.ActionMap), Path: MapPath(l)}}
	return c
}

// Map lists every topic with its offers.
func (b *Bot) Map(l content.Lang) Card {
	w := b.words(l)
	c := b.grouped(l, func(*content.Entry) bool { return true })
	c.Title, c.Lead = w.Text(locales.MapTitle), w.Text(locales.MapText)
	c.Path = MapPath(l)
	return c
}

// List lists the offers the filter lets through, by topic.
func (b *Bot) List(l content.Lang, f Filter) Card {
	w := b.words(l)
	c := b.grouped(l, f.Fits)
	c.Title, c.Lead = w.Text(locales.ListTitle), f.describe(w)
	if len(c.Groups) == 0 {
		c.Lead = w.Text(locales.ListNone)
	}
	return c
}

// grouped lists the offers that fit under their topics.
func (b *Bot) grouped(l content.Lang, fits func(*content.Entry) bool) Card {
	w := b.words(l)
	c := Card{Kind: ListCard, Lang: l}
	for _, t := range b.c.Guide.Topics() {
		g := Group{Title: t.Text(l).Title, Path: Ref{Lang: l, Entry: t.ID}.Path()}
		for _, e := range b.c.Guide.OfTopic(t.ID) {
			if e.Kind == content.Offer && fits(e) {
				g.Items = append(g.Items, b.choice(l, e))
			}
		}
		if len(g.Items) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	c.Actions = []Action{{Kind: ShowMap, Label: w.Text(locales.ActionMap), Path: MapPath(l)}}
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

// Examples returns questions to try, in the language.
func (b *Bot) Examples(l content.Lang) []string {
	var out []string
	for _, k := range []locales.Key{locales.Example1, locales.Example2, locales.Example3, locales.Example4} {
		out = append(out, b.words(l).Text(k))
	}
	return out
}

// Help says how to ask.
func (b *Bot) Help(l content.Lang) Card {
	w := b.words(l)
	c := textCard(w, w.Text(locales.HelpTitle), w.Text(locales.HelpText))
	examples := Section{Title: w.Text(locales.HelpExamples)}
	for _, e := range b.Examples(l) {
		examples.Points = append(examples.Points, Point{Text: e})
	}
	commands := Section{Title: w.Text(locales.HelpCommands)}
	for _, k := range []locales.Key{locales.HelpCommandMap, locales.HelpCommandJourney, locales.HelpCommandLang} {
		commands.Points = append(commands.Points, Point{Text: w.Text(k)})
	}
	c.Sections = []Section{examples, commands}
	return c
}
