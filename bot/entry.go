package bot

import (
	"fmt"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// EntryCard lays out an entry, section asked first (empty: the usual order). The
// entry may be an older version: then its pages and buttons are that version's, and
// relations are named as in today's guide.
func (b *Bot) EntryCard(l content.Lang, e *content.Entry, asked content.Section) Card {
	w, t := b.words(l), e.Text(l)
	here, permalink := b.refs(l, e)
	c := Card{
		Kind: EntryCard, Lang: l, Entry: e.ID, EntryKind: e.Kind, Label: b.label(l, e), Version: here.Digest,
		Title: t.Title, Lead: t.Summary, Path: here.Path(), Permalink: permalink.Path(),
	}
	n := &numbering{entry: e, words: w}
	c.Notices = b.notices(l, e)
	c.Facts = facts(w, e)
	if e.Kind == content.Journey {
		c.Facts = append(c.Facts,
			Fact{w.Text(locales.JourneyPersona), t.Persona},
			Fact{w.Text(locales.JourneyStart), t.Start},
			Fact{w.Text(locales.JourneyGoal), t.Goal})
		c.Groups = append(c.Groups, b.stepList(here, e))
		c.Picture = b.picture(l, e, 0)
	}
	c.Sections = b.sections(l, e, asked, n)
	c.Relations = b.relations(l, e)
	for _, link := range e.Links {
		c.Links = append(c.Links, Link(link))
	}
	c.Sources = n.sources
	c.Actions = b.actions(here, e)
	return c
}

// refs returns the place of an entry, today's or a version's, and that of the entry as
// it stands, for ever.
func (b *Bot) refs(l content.Lang, e *content.Entry) (here, permalink Ref) {
	digest := b.digest(e)
	here = Ref{Lang: l, Entry: e.ID}
	permalink = Ref{Lang: l, Entry: e.ID, Digest: ShortDigest(digest)}
	if digest != b.c.Guide.Digest(e.ID) {
		here = permalink
	}
	return here, permalink
}

// digest returns the entry's digest: today's is known, an older version's is counted.
func (b *Bot) digest(e *content.Entry) string {
	if today, ok := b.c.Guide.Entry(e.ID); ok && today == e {
		return b.c.Guide.Digest(e.ID)
	}
	return e.Digest()
}

// label says what an entry is: its kind and topic.
func (b *Bot) label(l content.Lang, e *content.Entry) string {
	s := b.words(l).Text(kindKeys[e.Kind])
	if t, ok := b.c.Guide.Entry(e.Topic); ok {
		s += " · " + t.Text(l).Title
	}
	return s
}

func (b *Bot) notices(l content.Lang, e *content.Entry) []Notice {
	var out []Notice
	for _, ch := range b.c.Guide.ChangesSince(e) {
		out = append(out, Notice{Kind: LawChanged, Text: ch.Note[l]})
	}
	switch e.Kind {
	case content.Journey:
		out = append(out, Notice{Kind: Constructed, Text: b.words(l).Text(locales.CautionConstructed)})
	case content.Offer:
		out = append(out, Notice{Kind: Local, Text: b.words(l).Text(locales.CautionLocal)})
	}
	return out
}

// facts are what the entry's marks say in a word or two.
func facts(w *locales.Words, e *content.Entry) []Fact {
	var out []Fact
	if n := e.Norwegian; n != nil {
		k := locales.FactNorwegianInformal
		if n.Binding == "formal" {
			k = locales.FactNorwegianFormal
		}
		out = append(out, Fact{w.Text(locales.FactNorwegian), w.Text(k, "Level", n.Level)})
	}
	for _, f := range []struct {
		label  locales.Key
		values []string
		keys   map[string]locales.Key
	}{
		{locales.FactGoals, e.Goals, goalKeys},
		{locales.FactSchooling, e.Schooling, schoolingKeys},
		{locales.FactResidence, e.Residence, residenceKeys},
	} {
		if len(f.values) == 0 {
			continue
		}
		names := make([]string, len(f.values))
		for i, v := range f.values {
			names[i] = w.Text(f.keys[v])
		}
		out = append(out, Fact{w.Text(f.label), strings.Join(names, ", ")})
	}
	return out
}

// sections lays out the entry's sections, the one asked for first; asked for and not
// there, it says whom to ask.
func (b *Bot) sections(l content.Lang, e *content.Entry, asked content.Section, n *numbering) []Section {
	w, t := b.words(l), e.Text(l)
	var out []Section
	add := func(s content.Section, isAsked bool) {
		sec := Section{Key: s, Title: w.Text(sectionKeys[s]), Asked: isAsked}
		for _, p := range t.Section(s) {
			sec.Points = append(sec.Points, Point{p.Text, n.of(p.Source)})
		}
		out = append(out, sec)
	}
	switch {
	case asked == "":
	case t.Section(asked) != nil:
		add(asked, true)
	default:
		out = append(out, b.gap(l, e, asked, true))
	}
	for _, s := range content.Sections() {
		switch {
		case s == asked:
		case t.Section(s) != nil:
			add(s, false)
		case slices.Contains(e.Gaps, s):
			out = append(out, b.gap(l, e, s, false))
		}
	}
	return out
}

// gap is a section no source answers.
func (b *Bot) gap(l content.Lang, e *content.Entry, s content.Section, asked bool) Section {
	w := b.words(l)
	text := w.Text(locales.GapSection)
	if names := b.titles(l, e.Responsible); len(names) > 0 {
		text = w.Text(locales.GapAsk, "Actors", strings.Join(names, ", "))
	}
	return Section{Key: s, Title: w.Text(sectionKeys[s]), Asked: asked, Gap: true, Points: []Point{{Text: text}}}
}

func (b *Bot) titles(l content.Lang, ids []string) []string {
	var out []string
	for _, id := range ids {
		if e, ok := b.c.Guide.Entry(id); ok {
			out = append(out, e.Text(l).Title)
		}
	}
	return out
}

// relations lists the ways on from an entry.
func (b *Bot) relations(l content.Lang, e *content.Entry) []Relation {
	var through []string
	for _, j := range b.c.Guide.Through(e.ID) {
		through = append(through, j.ID)
	}
	var out []Relation
	for _, r := range []struct {
		key locales.Key
		ids []string
	}{
		{locales.RelationResponsible, e.Responsible},
		{locales.RelationLivelihood, e.Livelihood},
		{locales.RelationCombines, e.CombinesWith},
		{locales.RelationLeadsTo, e.LeadsTo},
		{locales.RelationSeeAlso, e.SeeAlso},
		{locales.RelationJourneys, through},
	} {
		if items := b.items(l, r.ids); len(items) > 0 {
			out = append(out, Relation{b.words(l).Text(r.key), items})
		}
	}
	if e.Kind == content.Topic {
		if items := b.items(l, ids(b.c.Guide.OfTopic(e.ID))); len(items) > 0 {
			out = append([]Relation{{b.words(l).Count(locales.OffersCount, len(items)), items}}, out...)
		}
	}
	return out
}

func ids(es []*content.Entry) []string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.ID
	}
	return out
}

func (b *Bot) items(l content.Lang, ids []string) []Item {
	var out []Item
	for _, id := range ids {
		if e, ok := b.c.Guide.Entry(id); ok {
			out = append(out, item(l, e))
		}
	}
	return out
}

func item(l content.Lang, e *content.Entry) Item {
	return Item{e.ID, e.Text(l).Title, Ref{Lang: l, Entry: e.ID}.Path()}
}

func (b *Bot) choice(l content.Lang, e *content.Entry) Choice {
	return Choice{Item: item(l, e), Label: b.label(l, e), Line: e.Text(l).Summary}
}

// actions are what a reader can do with the card of the entry at here.
func (b *Bot) actions(here Ref, e *content.Entry) []Action {
	w := b.words(here.Lang)
	var out []Action
	if e.Kind == content.Journey {
		out = append(out, Action{Kind: GoToStep, Label: w.Text(locales.ActionStart), Entry: e.ID, Step: 1, Path: here.atStep(1).Path()})
	}
	out = append(out,
		Action{Kind: OpenPage, Label: w.Text(locales.ActionOpen), Entry: e.ID, Path: here.Path()},
		Action{Kind: CopyNote, Label: w.Text(locales.ActionNote), Entry: e.ID, Path: here.note().Path()})
	if len(e.Snippets) > 0 {
		out = append(out, Action{Kind: ShowSnippet, Label: w.Text(locales.ActionSnippet), Entry: e.ID, Path: here.Path() + "#snippets"})
	}
	return append(out, Action{Kind: ShowMap, Label: w.Text(locales.ActionMap), Path: MapPath(here.Lang)})
}

// numbering gives the sources of a card numbers in the order they are first named.
type numbering struct {
	entry   *content.Entry
	words   *locales.Words
	sources []Source
	numbers map[string]int
}

// of returns the number of the source, 0 for an unknown one.
func (n *numbering) of(key string) int {
	if i, ok := n.numbers[key]; ok {
		return i
	}
	s, ok := n.entry.Source(key)
	if !ok {
		return 0
	}
	if n.numbers == nil {
		n.numbers = map[string]int{}
	}
	i := len(n.sources) + 1
	n.numbers[key] = i
	src := Source{Number: i, Title: s.Title, URL: s.URL, Dated: dated(n.words, s.Dated)}
	if k, ok := sourceKeys[s.Kind]; ok {
		src.Note = n.words.Text(k)
	}
	n.sources = append(n.sources, src)
	return i
}

// dated says in words when a source is from.
func dated(w *locales.Words, d content.Date) string {
	if d.Unknown() {
		return w.Text(locales.SourceUndated)
	}
	return w.Text(locales.SourceDated, "Date", d.String())
}

// String names the card for logs: its kind and entry, never a question.
func (c Card) String() string { return fmt.Sprintf("%s %s", c.Kind, c.Entry) }
