package bot

import (
	"cmp"
	"strconv"

	"veiviser/content"
	"veiviser/locales"
)

// lists lays out cards of many entries.
type lists struct{ composer }

// maxChoices is how many choices a weak answer shows: more scroll off a phone.
const maxChoices = 3

// choicesOf lays out entries to choose among, at most maxOffered: what tells each from
// the others, and a button for as many as there is room for.
func (co lists) choicesOf(es []*content.Entry, asked ...content.Section) Card {
	w := co.words
	es = es[:min(maxOffered, len(es))]
	c := Card{
		Kind: ChoicesCard, Lang: co.lang, Title: cmp.Or(co.guide.Words().Question(ids(es), co.lang), w.Text(locales.ChoicesTitle)),
		Aside: co.sides(asked), Lead: w.Text(locales.ChoicesIntro),
	}
	c.Foot = []string{w.Text(locales.ChoicesHow)}
	for i, e := range es {
		ch := co.choice(e)
		to := Ref{Lang: co.lang, Entry: e.ID}
		if ch.Number = i + 1; len(asked) > 0 {
			ch.Section, to.Section = asked[0], asked[0]
			ch.Path = to.Path()
		}
		c.Choices = append(c.Choices, ch)
		if i < maxRow-1 {
			c.Row = append(c.Row, Action{
				Kind: Choose, Label: strconv.Itoa(ch.Number) + " " + ch.Short, Aloud: ch.Title, Entry: e.ID, Section: to.Section, Path: to.Path(), Ref: to,
			})
		}
	}
	if len(es) > 0 {
		c.Row = append(c.Row, Action{Kind: NoneOfThese, Label: w.Text(locales.RowNone), Section: first(asked), Ref: Ref{Lang: co.lang, Section: first(asked)}})
	}
	return c
}

// first is the first of the sections asked for, empty for none.
func first(asked []content.Section) content.Section {
	if len(asked) == 0 {
		return ""
	}
	return asked[0]
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
	c.Actions = []Action{buttons(co).openMap()}
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

// nothing is a question that nothing answers.
type nothing struct {
	composer
	word    string            // the asker's, that the guide has nothing of; empty for none
	subject *content.Entry    // named in it; nil for none
	asked   []content.Section // of the subject
	near    []*content.Entry  // nearest to it, best first
	text    string            // the question
}

// none says that nothing answers, what was understood, and the ways on: what is nearest,
// people to ask, and the editors.
func (co lists) none(n nothing) Card {
	w := co.words
	c := Card{Kind: NoneCard, Lang: co.lang, Title: w.Text(locales.NoneTitle), Lead: w.Text(locales.NoneIntro)}
	if n.word != "" {
		c.Title = w.Text(locales.NoneWord, "Word", n.word)
	}
	c.Understood, c.Near, c.Row = co.understood(n)
	c.Ask = co.ask(n.subject)
	about := Ref{Lang: co.lang, Section: first(n.asked)}
	if n.subject != nil {
		about.Entry = n.subject.ID
	}
	c.Row = append(c.Row, buttons(co).sendEditors(about, n.text))
	c.Foot = []string{w.Text(locales.NoneSeen)}
	topics := Group{Title: w.Text(locales.TopicsTitle)}
	for _, t := range co.guide.Topics() {
		topics.Items = append(topics.Items, co.choice(t))
	}
	c.addGroup(topics)
	c.addGroup(co.people())
	c.Actions = []Action{buttons(co).openMap()}
	return c
}

// understood says what of a question was understood, and leads to what is nearest: two
// sections of the subject that was named, else the nearest entries.
func (co lists) understood(n nothing) (said, near string, row []Action) {
	if n.subject == nil {
		for _, e := range n.near {
			row = append(row, buttons(co).entry(e))
		}
		if len(row) > 0 {
			near = co.words.Text(locales.NoneNearest)
		}
		return "", near, row
	}
	g := gistOf(co.composer, n.subject, nil)
	gist := g.of(n.asked...)
	title := gist.Subject.Title
	sides := gist.Next
	if s := first(n.asked); s != "" && g.has(s) {
		sides = append([]Side{g.side(s)}, sides...)
	}
	for _, s := range sides[:min(maxNext, len(sides))] {
		row = append(row, buttons(co).asking(Ref{Lang: co.lang, Entry: n.subject.ID}, s, title))
	}
	return co.words.Text(locales.NoneUnderstood, "Subject", joined(" · ", title, co.sides(n.asked))), co.words.Text(locales.NoneNearestOf, "Title", title), row
}

// ask names people to ask of e: those responsible for it, else those to ask of anything.
func (co lists) ask(e *content.Entry) *Relation {
	var items []Item
	if e != nil {
		items = co.items(e.Responsible)
	}
	if len(items) == 0 {
		items = co.items(generalists)
	}
	if len(items) == 0 {
		return nil
	}
	return &Relation{Label: co.words.Text(locales.AskPerson), Items: items[:min(maxAsk, len(items))]}
}

// topicMap lists every topic with its offers.
func (co lists) topicMap() Card {
	w := co.words
	c := co.grouped()
	c.Title, c.Lead = w.Text(locales.MapTitle), w.Text(locales.MapText)
	c.Path = MapPath(co.lang)
	return c
}

// grouped lists the offers under their topics.
func (co lists) grouped() Card {
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
	c.Actions = []Action{buttons(co).openMap()}
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
	c.Row = co.tryThese()
	return c
}

// tryThese are questions to press.
func (co lists) tryThese() []Action {
	var out []Action
	for _, q := range co.examples() {
		out = append(out, Action{Kind: AskThis, Label: q, Ref: Ref{Lang: co.lang}, Value: q})
	}
	return out[:min(maxRow, len(out))]
}

// number gives the items of a list the numbers by which they can be chosen.
func (c *Card) number() {
	n := 0
	for _, g := range c.Groups {
		for i := range g.Items {
			n++
			g.Items[i].Number = n
		}
	}
}

// addGroup adds a group that has anything in it.
func (c *Card) addGroup(g Group) {
	if len(g.Items) > 0 {
		c.Groups = append(c.Groups, g)
	}
}

// shownIDs are the entries that a list shows, in order.
func shownIDs(c Card) []string {
	var out []string
	for _, g := range c.Groups {
		for _, it := range g.Items {
			out = append(out, it.ID)
		}
	}
	return out
}

// choiceSays are the statements beside the choices of a card.
func choiceSays(c Card) []Pick {
	var out []Pick
	for _, ch := range c.Choices {
		if ch.Says != nil {
			out = append(out, ch.Says.ID)
		}
	}
	return out
}

// choiceIDs are the entries that a card offers to choose among, in order.
func choiceIDs(c Card) []string {
	var out []string
	for _, ch := range c.Choices {
		out = append(out, ch.ID)
	}
	return out
}
