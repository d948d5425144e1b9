package bot

import (
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// Subscribing is what an answer asks of the chat that it is given in, about changes of the
// guide. Who can't do it gives the answer's card, which says where it can be done.
type Subscribing struct {
	Do    Subscription
	Entry string // what it is about; empty for all that the conversation follows
}

// Subscription is what can be asked about being told of changes.
type Subscription string

// What can be asked. The zero Subscription is nothing.
const (
	Subscribe     Subscription = "subscribe"
	Unsubscribe   Subscription = "unsubscribe"
	Subscriptions Subscription = "subscriptions" // which there are
)

// subscriptionOf is what talk asks about changes.
var subscriptionOf = map[content.Talk]Subscription{
	content.Subscribe: Subscribe, content.Unsubscribe: Unsubscribe, content.Subscribed: Subscriptions,
}

// subscribing answers what is asked about being told of changes: of an entry that is
// named, else of the one the conversation is about.
type subscribing struct{ *turn }

func (t subscribing) answer(do Subscription) (Answer, bool) {
	e, ok := t.subject()
	if ms := t.res.Mentions; len(ms) > 0 {
		e, ok = ms[0].Entry, true
	}
	if !ok && do == Subscribe {
		return Answer{}, false
	}
	co := t.in(t.res.Lang)
	a := t.plain(co.lang, changes{co}.elsewhere(do, e))
	if a.Subscribe.Do = do; ok && do != Subscriptions {
		a.Subscribe.Entry = e.ID
	}
	return a, true
}

// changes lays out what is said of changes and of who is told of them.
type changes struct{ composer }

// elsewhere says where somebody can be told of changes; e may be nil.
func (co changes) elsewhere(do Subscription, e *content.Entry) Card {
	w := co.words
	title := map[Subscription]locales.Key{Subscribe: locales.SubscribeHere, Unsubscribe: locales.SubscribeOffNone, Subscriptions: locales.SubscribeListNone}[do]
	c := textCard(w, w.Text(title), w.Text(locales.SubscribeHereText))
	feed := Action{Kind: OpenPage, Label: w.Text(locales.SubscribeFeedFollow), Path: FeedPath(co.lang, "")}
	if e != nil {
		feed.Path, feed.Aloud = FeedPath(co.lang, e.ID), w.Text(locales.SubscribeFeed, "Title", co.title(e))
	}
	c.Row = []Action{feed}
	return c
}

// FeedPath returns the address of the feed of what changes in an entry, in a topic with all
// that belongs to it, or in the whole guide where entry is empty.
func FeedPath(l content.Lang, entry string) string {
	path := "/" + string(l)
	if entry != "" {
		path += "/" + entry
	}
	return path + "/changes.atom"
}

// end is the button that ends what a conversation is told of: of the entries, at most
// maxChanged.
func (co changes) end(entries ...string) Action {
	return Action{
		Kind: EndSubscription, Label: co.words.Text(locales.SubscribeEnd), Entry: entries[0],
		Ref: Ref{Lang: co.lang, Entry: entries[0]}, Value: strings.Join(entries, ","),
	}
}

// Changes lays out what is said in a conversation of what it is told of.
func (cs Cards) Changes(l content.Lang) Changes { return Changes{changes{cs.in(l)}} }

// Changes lays out what is said of changes in a language.
type Changes struct{ co changes }

// Subscribed says that the conversation is told when the entry changes; already, that it was
// before. An entry that the guide does not have is called by its id.
func (c Changes) Subscribed(entry string, already bool) Card {
	w, title := c.co.words, locales.SubscribeOn
	if already {
		title = locales.SubscribeAlready
	}
	card := textCard(w, w.Text(title, "Title", c.co.titleOf(entry)), w.Text(locales.SubscribeOnText))
	card.Row = []Action{c.co.end(entry)}
	return card
}

// Unsubscribed says of which entries the conversation is told no more; none, that it was
// told of none.
func (c Changes) Unsubscribed(entries ...string) Card {
	w := c.co.words
	switch len(entries) {
	case 0:
		return textCard(w, w.Text(locales.SubscribeOffNone), w.Text(locales.SubscribeHow))
	case 1:
		return textCard(w, w.Text(locales.SubscribeOff, "Title", c.co.titleOf(entries[0])), w.Text(locales.SubscribeOffText))
	}
	card := textCard(w, w.Count(locales.SubscribeOffAll, len(entries)), w.Text(locales.SubscribeOffText))
	card.Sections = c.co.listed(locales.SubscribeEntries, entries)
	return card
}

// List says what the conversation is told of.
func (c Changes) List(entries []string) Card {
	w := c.co.words
	if len(entries) == 0 {
		return textCard(w, w.Text(locales.SubscribeListNone), w.Text(locales.SubscribeHow))
	}
	card := textCard(w, w.Count(locales.SubscribeList, len(entries)), w.Text(locales.SubscribeListText))
	card.Sections = c.co.listed(locales.SubscribeEntries, entries)
	return card
}

// Full says that a conversation is told of as many entries as it can be.
func (c Changes) Full(most int) Card {
	w := c.co.words
	return textCard(w, w.Text(locales.SubscribeFull), w.Text(locales.SubscribeFullText, "Max", most))
}

// The most that a message of what changed holds.
const (
	maxChangedPoints = 3  // of one entry
	maxChanged       = 10 // entries: the others are counted
)

// Told tells of entries that have changed or are gone: of one, what of it; of several, how
// much of each. It is not to be called without any.
func (c Changes) Told(since []Since) Card {
	if len(since) == 1 {
		return c.co.changed(since[0])
	}
	return c.co.several(since)
}

// changed tells what of an entry changed.
func (co changes) changed(s Since) Card {
	w := co.words
	if s.State == SinceGone {
		return textCard(w, w.Text(locales.SubscribeGone, "Title", co.calledSince(s)), w.Text(locales.SubscribeGoneText))
	}
	c := textCard(w, w.Text(locales.SubscribeChanged, "Title", co.calledSince(s)), "")
	c.Path = s.Path
	if len(s.Points) == 0 {
		c.Lead = w.Text(locales.SubscribeUnknown)
	} else {
		c.Sections = []Section{{Title: w.Text(locales.SubscribeSince), Points: co.lines(s.Points)}}
	}
	c.Row = []Action{{Kind: OpenPage, Label: w.Text(locales.SubscribeSee), Path: s.Path}, co.end(s.Entry)}
	return c
}

// lines are what changed of an entry, the first in words.
func (co changes) lines(ps []PointChange) []Point {
	var out []Point
	for _, p := range ps[:min(maxChangedPoints, len(ps))] {
		out = append(out, Point{Text: co.line(p.Kind, p.brief())})
	}
	if n := len(ps) - len(out); n > 0 {
		out = append(out, Point{Text: co.words.Count(locales.SubscribeMore, n)})
	}
	return out
}

// changeWords say what became of a statement, and of how many.
var changeWords = map[PointChangeKind][2]locales.Key{
	PointAdded:    {locales.SubscribeAdded, locales.SubscribeAddedN},
	PointReworded: {locales.SubscribeReworded, locales.SubscribeRewordedN},
	PointRemoved:  {locales.SubscribeRemoved, locales.SubscribeRemovedN},
}

func (co changes) line(k PointChangeKind, text string) string {
	return co.words.Text(changeWords[k][0], "Text", text)
}

// several lists entries that have changed, each with how much of it. The line of one leads
// to the page of its changes.
func (co changes) several(since []Since) Card {
	w := co.words
	c := Card{Kind: ListCard, Lang: co.lang, Title: w.Count(locales.SubscribeSeveral, len(since))}
	g := Group{Title: w.Text(locales.SubscribeSince)}
	var ended []string
	for _, s := range since[:min(maxChanged, len(since))] {
		title := co.calledSince(s)
		ch := Choice{Item: Item{ID: s.Entry, Title: title, Path: s.Path}, Short: title, Differs: co.howMuch(s)}
		if s.State != SinceGone {
			ended = append(ended, s.Entry)
		}
		g.Items = append(g.Items, ch)
	}
	if n := len(since) - len(g.Items); n > 0 {
		g.More = w.Count(locales.SubscribeMore, n)
	}
	c.Groups = []Group{g}
	if len(ended) > 0 {
		c.Row = []Action{co.end(ended...)}
	}
	return c
}

// howMuch says in a line how much of an entry changed.
func (co changes) howMuch(s Since) string {
	switch {
	case s.State == SinceGone:
		return co.words.Text(locales.SubscribeGoneText)
	case len(s.Points) == 0:
		return co.words.Text(locales.SubscribeUnknown)
	}
	var out []string
	for _, kind := range []PointChangeKind{PointAdded, PointReworded, PointRemoved} {
		n := len(slices.DeleteFunc(slices.Clone(s.Points), func(p PointChange) bool { return p.Kind != kind }))
		if n > 0 {
			out = append(out, co.words.Count(changeWords[kind][1], n))
		}
	}
	return strings.Join(out, ", ")
}

// calledSince is what an entry is or was called.
func (co changes) calledSince(s Since) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Entry
}

// titleOf is what an entry is called, its id where the guide has it no more.
func (co changes) titleOf(id string) string {
	e, ok := co.guide.Called(id)
	if !ok {
		return id
	}
	return co.title(e)
}

// listed are entries by their names under a title.
func (co changes) listed(title locales.Key, entries []string) []Section {
	s := Section{Title: co.words.Text(title)}
	for _, id := range entries {
		s.Points = append(s.Points, Point{Text: co.titleOf(id)})
	}
	return []Section{s}
}
