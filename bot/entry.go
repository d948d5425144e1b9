package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"veiviser/content"
	"veiviser/locales"
)

// entryCard lays out an entry, section asked first, and answers with the section's points.
func (co composer) entryCard(e *content.Entry, asked content.Section) Card {
	return co.answered(gistOf(co, e, nil), asked, sectionsOf(asked)...)
}

// answered lays out gr's entry, section first of it, with what answers the sections asked
// for.
func (co composer) answered(gr gister, first content.Section, asked ...content.Section) Card {
	c := whole{co, gr.entry}.card(first)
	c.answer(gr.of(asked...))
	return c
}

// whole is all of an entry.
type whole struct {
	composer
	entry *content.Entry
}

// card lays it out, section asked first. It has no answer yet.
func (co whole) card(asked content.Section) Card {
	l, w, e, t := co.lang, co.words, co.entry, co.entry.Text(co.lang)
	here, permalink := co.refs(e)
	c := Card{
		Kind: EntryCard, Lang: l, Entry: e.ID, EntryKind: e.Kind, Label: co.label(e), Version: here.Digest,
		Title: co.title(e), Lead: t.Summary, Path: here.Path(), Permalink: permalink.Path(),
	}
	n := &numbering{entry: e, lang: l, words: w}
	c.Notices = co.notices()
	c.Facts = facts(w, e)
	if e.Kind == content.Journey {
		c.Facts = append(c.Facts,
			Fact{w.Text(locales.JourneyPersona), t.Persona},
			Fact{w.Text(locales.JourneyStart), t.Start},
			Fact{w.Text(locales.JourneyGoal), t.Goal})
		c.Groups = append(c.Groups, journeys{co.composer}.stepList(here, e))
		c.Picture = journeys{co.composer}.picture(e, 0)
	}
	c.Sections, c.Sources = co.sections(asked, n), n.sources
	if here.Digest == "" {
		c.Sections, c.Sources = co.localSections(c.Sections, c.Sources)
	}
	c.Relations = append(co.localRelation(), co.relations()...)
	c.Place = e.Place
	for _, link := range e.Links {
		c.Links = append(c.Links, Link(link))
	}
	c.Actions = co.actions(here)
	return c
}

// sectionsOf is s as those that are asked for; none for the whole.
func sectionsOf(s content.Section) []content.Section {
	if s == "" {
		return nil
	}
	return []content.Section{s}
}

// refs returns the place of an entry, today's or a version's, and that of the entry as
// it stands, for ever.
func (co composer) refs(e *content.Entry) (here, permalink Ref) {
	digest := co.digest(e)
	here = Ref{Lang: co.lang, Entry: e.ID}
	permalink = Ref{Lang: co.lang, Entry: e.ID, Digest: ShortDigest(digest)}
	if digest != co.guide.Digest(e.ID) {
		here = permalink
	}
	return here, permalink
}

// digest returns the entry's digest: today's is known, an older version's is counted.
func (co composer) digest(e *content.Entry) string {
	if today, ok := co.guide.Entry(e.ID); ok && today == e {
		return co.guide.Digest(e.ID)
	}
	return e.Digest()
}

// label says what an entry is: its kind and topic.
func (co composer) label(e *content.Entry) string {
	s := co.words.Text(kindKeys[e.Kind])
	if t, ok := co.guide.Entry(e.Topic); ok {
		s += " · " + t.Text(co.lang).Title
	}
	return joined(" · ", s, co.local(e))
}

// notices are what must be known before an entry is read.
func (co whole) notices() []Notice {
	var out []Notice
	for _, ch := range co.guide.ChangesSince(co.entry) {
		out = append(out, co.change(ch))
	}
	switch co.entry.Kind {
	case content.Journey:
		out = append(out, Notice{Kind: Constructed, Text: co.words.Text(locales.CautionConstructed)})
	case content.Offer:
		out = append(out, Notice{Kind: Local, Text: co.words.Text(locales.CautionLocal)})
	}
	return out
}

// change tells of a change of law: that it came, or that it will and on which day.
func (co whole) change(ch content.Change) Notice {
	note := ch.Note[co.lang]
	switch {
	case !ch.Coming:
		return Notice{Kind: LawChanged, Text: note}
	case ch.Date.Unknown():
		return Notice{Kind: LawComing, Text: co.words.Text(locales.CautionAdopted, "Change", note)}
	}
	return Notice{Kind: LawComing, Text: co.words.Text(locales.CautionComing, "Date", ch.Date.In(co.lang), "Change", note)}
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
func (co whole) sections(asked content.Section, n *numbering) []Section {
	w, t := co.words, co.entry.Text(co.lang)
	var out []Section
	st := statements{composer: co.composer, entry: co.entry}
	add := func(s content.Section, isAsked bool) {
		sec := Section{Key: s, Title: w.Text(sectionKeys[s]), Asked: isAsked}
		for _, p := range t.Section(s) {
			point := n.point(p)
			point.Caution = st.caution(p)
			sec.Points = append(sec.Points, point)
		}
		out = append(out, sec)
	}
	switch {
	case asked == "":
	case t.Section(asked) != nil:
		add(asked, true)
	default:
		out = append(out, co.gap(asked, true))
	}
	for _, s := range content.Sections() {
		switch {
		case s == asked:
		case t.Section(s) != nil:
			add(s, false)
		case slices.Contains(co.entry.Gaps, s):
			out = append(out, co.gap(s, false))
		}
	}
	return out
}

// gap is a section no source answers.
func (co whole) gap(s content.Section, asked bool) Section {
	w := co.words
	text := w.Text(locales.GapSection)
	if names := co.titles(co.entry.Responsible); len(names) > 0 {
		text = w.Text(locales.GapAsk, "Actors", strings.Join(names, ", "))
	}
	return Section{Key: s, Title: w.Text(sectionKeys[s]), Asked: asked, Gap: true, Points: []Point{{Text: text}}}
}

func (co composer) titles(ids []string) []string {
	var out []string
	for _, id := range ids {
		if e, ok := co.guide.Entry(id); ok {
			out = append(out, co.title(e))
		}
	}
	return out
}

// relations lists the ways on from the entry.
func (co whole) relations() []Relation {
	e := co.entry
	var through []string
	for _, j := range co.guide.Through(e.ID) {
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
		if items := co.items(r.ids); len(items) > 0 {
			out = append(out, Relation{co.words.Text(r.key), items})
		}
	}
	if e.Kind == content.Topic {
		if items := co.items(ids(co.guide.OfTopic(e.ID))); len(items) > 0 {
			out = append([]Relation{{co.words.Count(locales.OffersCount, len(items)), items}}, out...)
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

func (co composer) items(ids []string) []Item {
	var out []Item
	for _, id := range ids {
		if e, ok := co.guide.Entry(id); ok {
			out = append(out, co.item(e))
		}
	}
	return out
}

func (co composer) item(e *content.Entry) Item {
	return Item{ID: e.ID, Title: co.title(e), Path: Ref{Lang: co.lang, Entry: e.ID}.Path(), Place: e.Place}
}

func (co composer) choice(e *content.Entry) Choice {
	t := e.Text(co.lang)
	return Choice{Item: co.item(e), Short: co.short(e), Label: co.label(e), Line: t.Summary, Differs: cmp.Or(t.Differs, sentences(t.Summary)[0])}
}

// actions are what a reader can do with the card of the entry at here.
func (co whole) actions(here Ref) []Action {
	w, e := co.words, co.entry
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
	return append(out, buttons{co.composer}.openMap())
}

// numbering gives the sources of a card numbers in the order they are first named.
type numbering struct {
	entry   *content.Entry
	lang    content.Lang
	words   *locales.Words
	sources []Source
	numbers map[string]int
}

// point lays out a statement. One that states a rule has the section for its source.
func (n *numbering) point(p content.Point) Point {
	out := Point{Text: p.Text, Weight: n.entry.Weight(p)}
	if p.Rule == nil {
		out.Source = n.of(p.Source)
		return out
	}
	out.Rule = &Rule{Act: p.Rule.Law.Act, Section: p.Rule.Law.Section, URL: p.Rule.Law.URL, Checked: n.checked(p.Rule, p.Rule.Checked.In(n.lang))}
	src := Source{Title: p.Rule.Law.String(), URL: p.Rule.Law.URL, Dated: out.Rule.Checked, Noted: n.checked(p.Rule, numeric(n.words, p.Rule.Checked))}
	if s, ok := n.entry.Source(p.Source); ok && s.Kind != content.Statute {
		src.Note = s.Title // where the section was read about
	}
	out.Source = n.number(strings.Join([]string{p.Source, src.Title, src.Dated}, "\x00"), src)
	return out
}

// checked says that a rule was read on a day, and when it was not in force then.
func (n *numbering) checked(r *content.Rule, on string) string {
	k := locales.RuleChecked
	if r.NotInForce {
		k = locales.RuleNotInForce
	}
	return n.words.Text(k, "Date", on)
}

// of returns the number of the source, 0 for an unknown one.
func (n *numbering) of(key string) int {
	s, ok := n.entry.Source(key)
	if !ok {
		return 0
	}
	src := Source{Title: s.Title, URL: s.URL, Dated: dated(n.words, s.Dated), Noted: numeric(n.words, s.Dated)}
	if k, ok := sourceKeys[s.Kind]; ok {
		src.Note = n.words.Text(k)
		src.Noted += ", " + src.Note
	}
	return n.number(key, src)
}

// number returns the number of what key names, and gives it the next one where it is new.
func (n *numbering) number(key string, src Source) int {
	if i, ok := n.numbers[key]; ok {
		return i
	}
	if n.numbers == nil {
		n.numbers = map[string]int{}
	}
	src.Number = len(n.sources) + 1
	n.numbers[key] = src.Number
	n.sources = append(n.sources, src)
	return src.Number
}

// dated says when a source is from.
func dated(w *locales.Words, d content.Date) string {
	if d.Unknown() {
		return w.Text(locales.SourceUndated)
	}
	return d.In(content.Lang(w.Lang()))
}

// numeric writes a date as notes have it: in figures where the day is known.
func numeric(w *locales.Words, d content.Date) string {
	if d.Unknown() {
		return w.Text(locales.SourceUndated)
	}
	if t, err := time.Parse(time.DateOnly, d.String()); err == nil {
		return t.Format(w.Text(locales.DateLayout))
	}
	return d.In(content.Lang(w.Lang()))
}

// String names the card for logs: its kind and entry, never a question.
func (c Card) String() string { return fmt.Sprintf("%s %s", c.Kind, c.Entry) }
