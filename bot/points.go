package bot

import (
	"slices"
	"strings"
	"unicode"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Gist is what a card answers, on one screen; the rest of the card is the whole entry.
// A renderer draws the card's heading and then all of it, in this order.
type Gist struct {
	Moved      string    `json:"moved,omitempty"`      // over the heading: what the conversation was about before
	Subject    *Subject  `json:"subject,omitempty"`    // what the answer is about; nil for a card of no entry
	Understood string    `json:"understood,omitempty"` // where nothing answers: what was understood of the question
	Gap        string    `json:"gap,omitempty"`        // said first: no source answers what was asked, and who knows; empty where one does
	Near       string    `json:"near,omitempty"`       // where nothing answers: what Points or Row are about instead
	Points     []Passage `json:"points,omitempty"`     // the answer: one to three statements; with a Gap, at most the nearest one
	Table      *Table    `json:"table,omitempty"`      // the Points of several entries, side by side
	Ask        *Relation `json:"ask,omitempty"`        // people to ask
	Foot       []string  `json:"foot,omitempty"`       // in small print: whose word it is, how to go on
	Row        []Action  `json:"row,omitempty"`        // the buttons, at most maxRow
	Next       []Side    `json:"next,omitempty"`       // at most two sections that are likely to be asked for next
	More       []Side    `json:"more,omitempty"`       // every section there is beside those asked for
}

// Subject is the entry that an answer is about, and the side of it. Its Section is the
// first of those asked for, what it is where nothing is asked of it; empty for the whole.
type Subject struct {
	Item
	Short string `json:"short"`          // the title where there is little room
	Side  string `json:"side,omitempty"` // the sections asked for, within a sentence: "varighet"; or where a journey stands
}

// String is the line over an answer: "Kvalifiseringsprogrammet (KVP) · varighet".
func (s Subject) String() string { return joined(" · ", s.Title, s.Side) }

// Passage is a statement of the answer. It says of itself where it stands, as it can be
// of another entry than the card.
type Passage struct {
	ID      Pick            `json:"id,omitzero"` // by which a note names it; zero for words of the bot's own
	Text    string          `json:"text"`
	Source  *Source         `json:"source,omitempty"` // numbered among the sources of the answer's points; nil for the bot's own words
	Also    []Source        `json:"also,omitempty"`   // what a summary rests on beside Source
	Entry   string          `json:"entry"`
	Section content.Section `json:"section,omitempty"` // empty for a step; of a summary, what it is
	Rule    *Rule           `json:"rule,omitempty"`    // where the law says so; nil for what is no rule
	Caution string          `json:"caution,omitempty"` // what must be known of this very statement

	Short string `json:"-"` // where there is little room; empty for the text's own beginning
	Place Place  `json:"-"` // where it stands, in words
}

// Place is a side of an entry in words.
type Place struct{ Title, Short, Side string }

// heading is what a note has a statement under: "Kvalifiseringsprogrammet (KVP), varighet".
func (p Place) heading() string { return joined(", ", p.Title, p.Side) }

// sources are what the passage rests on.
func (p Passage) sources() []Source {
	if p.Source == nil {
		return nil
	}
	return append([]Source{*p.Source}, p.Also...)
}

// Marks are the numbers of the passage's sources behind its text: " [1] [2]".
func (p Passage) Marks() string {
	var marks string
	for _, s := range p.sources() {
		marks += reference(s.Number)
	}
	return marks
}

// Side is a section of an entry and what it is called.
type Side struct {
	Section content.Section `json:"section"`
	Title   string          `json:"title"`
	Short   string          `json:"short"` // within a sentence: "varighet"
}

// Cited are the sources of the answer's points, in the order of their numbers.
func (g Gist) Cited() []Source { return cited(g.Points) }

// Cited are the sources of what the card answers, in the order of their numbers: of its
// points, or of what its choices say.
func (c Card) Cited() []Source {
	said := c.Points
	for _, ch := range c.Choices {
		if ch.Says != nil {
			said = append(slices.Clip(said), *ch.Says)
		}
	}
	return cited(said)
}

func cited(ps []Passage) []Source {
	var out []Source
	for _, p := range ps {
		for _, s := range p.sources() {
			if s.Number > len(out) {
				out = append(out, s)
			}
		}
	}
	return out
}

// How much is an answer: what stands on one screen of a phone and is read at one look.
const (
	maxPoints = 3
	maxWords  = 40 // of the points; the first, and the first of each section asked for, is never left out
	maxNext   = 2
)

// gister finds the answer in an entry.
type gister struct {
	composer
	entry *content.Entry
	found []search.Passage // points of the entry that answer, best first; none: the guide's own order
	lead  lead
	own   bool // what it is, its points say and not the summary: something of it is asked for, as how much it is
}

// gistOf finds the answer in e. The points found come first, in their order; those of
// other entries say nothing of e.
func gistOf(co composer, e *content.Entry, found []search.Passage) gister {
	return gister{composer: co, entry: e, found: slices.DeleteFunc(slices.Clone(found), func(p search.Passage) bool { return p.Entry != e })}
}

// of is the answer to somebody who asked for the sections, in their order; none is the
// whole.
func (gr gister) of(asked ...content.Section) Gist {
	var g Gist
	here, lacking := gr.split(asked)
	switch {
	case len(here) > 0:
		g.Points = gr.toQuestion(here)
	case len(asked) > 0:
		g.Near, g.Points = gr.nearest(asked[0])
	case len(gr.found) > 0:
		g.Points = enough(gr.passages(gr.found), 0)
	default:
		g.Points, asked = gr.definition(), []content.Section{content.What}
	}
	if len(lacking) > 0 {
		g.Gap = gr.gap(lacking)
	}
	g.Subject, g.Next, g.More = gr.subject(asked), gr.next(asked), gr.more(asked)
	renumber(g.Points)
	g.Row = gr.row(g)
	return g
}

// ofStep is the answer of the step of a journey that stands at here: its text.
func (gr gister) ofStep(here Ref, st *Step, sources []Source) Gist {
	g := Gist{Subject: gr.subject(nil), More: gr.more(nil)}
	g.Subject.Side, g.Subject.Path = st.Position+": "+st.Title, here.Path()
	g.Points = []Passage{{Text: st.Text, Entry: gr.entry.ID, ID: pickOf(gr, pickStep, st.Number), Short: st.Title, Place: placeOf(gr, g.Subject.Side)}}
	if len(sources) > 0 {
		g.Points[0].Source = &sources[0]
	}
	g.Foot = journeys{gr.composer}.foot(gr.entry, st)
	g.Row = gr.stepRow(here, st)
	return g
}

// subject names what is asked about.
func (gr gister) subject(asked []content.Section) *Subject {
	t := gr.entry.Text(gr.lang)
	here, _ := gr.refs(gr.entry)
	s := &Subject{Item: Item{ID: gr.entry.ID, Title: t.Title}, Short: gr.short(gr.entry)}
	if len(asked) > 0 {
		here.Section, s.Section = asked[0], asked[0]
		s.Side = gr.sides(asked)
	}
	s.Path = here.Path()
	return s
}

// placeOf is a side of the entry.
func placeOf(gr gister, side string) Place {
	s := gr.subject(nil)
	return Place{s.Title, s.Short, side}
}

// pickOf is where the n-th statement of a part of the entry stands.
func pickOf(gr gister, part string, n int) Pick {
	return Pick{Entry: gr.entry.ID, Digest: ShortDigest(gr.digest(gr.entry)), Part: part, N: n}
}

// sides names sections within a sentence.
func (co composer) sides(ss []content.Section) string {
	names := make([]string, len(ss))
	for i, s := range ss {
		names[i] = co.words.Text(sideKeys[s])
	}
	return strings.Join(names, ", ")
}

// split tells the sections that the entry has from those it lacks. What something is,
// its summary says.
func (gr gister) split(asked []content.Section) (here, lacking []content.Section) {
	for _, s := range asked {
		if s == content.What || gr.has(s) {
			here = append(here, s)
		} else {
			lacking = append(lacking, s)
		}
	}
	return here, lacking
}

func (gr gister) has(s content.Section) bool { return gr.entry.Text(gr.lang).Section(s) != nil }

// toQuestion answers the sections, which the entry has, with what the search found first:
// it weighs the section against what else a question says, and an age may stand under
// whom something is for though the requirements are asked for. What something is, and
// several sections, are answered as such.
func (gr gister) toQuestion(asked []content.Section) []Passage {
	if len(gr.found) == 0 || len(asked) > 1 || asked[0] == content.What {
		return gr.answer(asked)
	}
	out := gr.passages(gr.found)
	for _, p := range gr.section(asked[0]) {
		if !slices.ContainsFunc(out, func(o Passage) bool { return o.ID == p.ID }) {
			out = append(out, p)
		}
	}
	return enough(out, 0)
}

// answer answers the sections, which the entry has: one with its best points, several
// with the best of each and then more of them.
func (gr gister) answer(asked []content.Section) []Passage {
	var first, rest []Passage
	for _, s := range asked {
		ps := gr.section(s)
		first, rest = append(first, ps[0]), append(rest, ps[1:]...)
	}
	return enough(append(first, rest...), len(first))
}

// section returns the passages of a section, best first. One that only points to what
// one lives on says right behind its first what that is.
func (gr gister) section(s content.Section) []Passage {
	if s == content.What && !(gr.own && gr.has(s)) {
		return gr.definition()
	}
	out := gr.passages(gr.order(s))
	if to := gr.pointed(s); to != nil {
		of := gister{composer: gr.composer, entry: to}
		out = slices.Insert(out, 1, of.passages(of.order(content.What))...)
	}
	return out
}

// says is what the entry says to a question that may be of it: what was found, else the
// best of the section asked for; none where that is nothing.
func (gr gister) says(asked content.Section) []Passage {
	if asked != content.What && len(gr.found) > 0 {
		return gr.passages(gr.found)
	}
	if asked == content.What || asked != "" && gr.has(asked) {
		return gr.section(asked)
	}
	return nil
}

// order is the points of a section: those found in their order, then the others.
func (gr gister) order(s content.Section) []search.Passage {
	var out []search.Passage
	for _, p := range gr.found {
		if p.Section == s {
			out = append(out, p)
		}
	}
	for i := range gr.entry.Text(gr.lang).Section(s) {
		if !slices.ContainsFunc(out, func(p search.Passage) bool { return p.Point == i }) {
			out = append(out, search.Passage{Entry: gr.entry, Section: s, Point: i})
		}
	}
	return out
}

// pointed is the support that s only points to: each of its points says which support
// there is. It is the first's, where today's guide tells of it; nil for none.
func (gr gister) pointed(s content.Section) *content.Entry {
	points := gr.order(s)
	supports := make([]string, len(points))
	for i, p := range points {
		id := gr.entry.Text(gr.lang).Section(s)[p.Point].ID
		for _, c := range gr.entry.Conditions {
			if id != "" && c.PointID == id && c.Field == "livelihood" && supports[i] == "" {
				supports[i] = c.Value.Word("support")
			}
		}
	}
	if here, _ := gr.refs(gr.entry); len(supports) == 0 || slices.Contains(supports, "") || here.Digest != "" {
		return nil
	}
	e, ok := gr.guide.Entry(supports[0])
	if !ok || e == gr.entry {
		return nil
	}
	return e
}

// passages lays points out as statements of the answer.
func (gr gister) passages(ps []search.Passage) []Passage {
	out := make([]Passage, 0, len(ps))
	for _, p := range ps {
		n := &numbering{entry: gr.entry, lang: gr.lang, words: gr.words}
		point := gr.entry.Text(gr.lang).Section(p.Section)[p.Point]
		laid := n.point(point)
		st := Passage{
			ID: pickOf(gr, string(p.Section), p.Point), Text: laid.Text, Entry: gr.entry.ID, Section: p.Section, Rule: laid.Rule, Caution: gr.caution(point),
			Short: point.Short, Place: placeOf(gr, gr.words.Text(sideKeys[p.Section])),
		}
		if laid.Source > 0 {
			st.Source = &n.sources[0]
		}
		out = append(out, st)
	}
	return out
}

// caution says that a statement is older than the law: its source is, and nobody has read
// the rule since.
func (gr gister) caution(p content.Point) string {
	s, ok := gr.entry.Source(p.Source)
	if !ok || p.Rule != nil || s.Dated.Unknown() {
		return ""
	}
	for _, ch := range gr.guide.ChangesSince(gr.entry) {
		if !ch.Coming && s.Dated.Before(ch.Date) {
			return gr.words.Text(locales.AnswerOldLaw)
		}
	}
	return ""
}

// definition says what the entry is: the statements of its summary where that has
// sources, else its points that say so, else the summary.
func (gr gister) definition() []Passage {
	if !gr.summed() {
		return enough(gr.passages(gr.order(content.What)), 0)
	}
	return enough(gr.summary(), 0)
}

// summary are the statements of the summary, with all that it rests on.
func (gr gister) summary() []Passage {
	n := &numbering{entry: gr.entry, lang: gr.lang, words: gr.words}
	for _, key := range gr.entry.SummarySources {
		if act, ok := gr.act(key); ok {
			n.number(key, act)
			continue
		}
		n.of(key)
	}
	var out []Passage
	for i, s := range sentences(gr.entry.Text(gr.lang).Summary) {
		p := Passage{ID: pickOf(gr, pickSummary, i), Text: s, Entry: gr.entry.ID, Section: content.What, Place: placeOf(gr, gr.words.Text(sideKeys[content.What]))}
		if len(n.sources) > 0 {
			p.Source, p.Also = &n.sources[0], slices.Clone(n.sources[1:])
		}
		out = append(out, p)
	}
	return out
}

// act is a source that is an act, by the name that people know it by and the day it was
// read, as the rules of points have it; ok is false for other sources.
func (gr gister) act(key string) (src Source, ok bool) {
	s, ok := gr.entry.Source(key)
	if !ok || s.Kind != content.Statute || s.Dated.Unknown() {
		return Source{}, false
	}
	for _, l := range gr.guide.Laws() {
		if l.URL() == s.URL {
			return Source{
				Title: l.Names[gr.lang], URL: s.URL, Dated: gr.words.Text(locales.RuleChecked, "Date", s.Dated.In(gr.lang)),
				Noted: gr.words.Text(locales.RuleChecked, "Date", numeric(gr.words, s.Dated)),
			}, true
		}
	}
	return Source{}, false
}

// summed reports whether the summary says what the entry is: it has sources, or there is
// nothing else that does.
func (gr gister) summed() bool {
	return len(gr.entry.SummarySources) > 0 || !gr.has(content.What)
}

// gap says that no source of the guide tells of the sections, and who knows: those
// responsible, the entry itself where it is somebody, else those to ask of anything.
func (gr gister) gap(lacking []content.Section) string {
	ask := gr.titles(gr.entry.Responsible)
	switch {
	case len(ask) > 0:
	case gr.entry.Kind == content.Actor:
		ask = []string{gr.entry.Text(gr.lang).Title}
	default:
		ask = gr.titles(generalists)
	}
	k := locales.AnswerGap
	if len(ask) == 0 {
		k = locales.AnswerGapAlone
	}
	return gr.words.Text(k, "Sections", gr.sides(lacking), "Actors", strings.Join(ask[:min(maxAsk, len(ask))], ", "))
}

// maxAsk is how many are named to ask: the first that is reached knows the others.
const maxAsk = 2

// nearest is the statement of the section that is most like the one asked for.
func (gr gister) nearest(asked content.Section) (near string, points []Passage) {
	for _, s := range beside[asked] {
		if gr.has(s) {
			return gr.words.Text(locales.AnswerNear, "Section", gr.sides([]content.Section{s})), gr.passages(gr.order(s))[:1]
		}
	}
	return "", nil
}

// beside are the sections that are likely to be asked for next, and that tell most of one
// that is not there.
var beside = map[content.Section][]content.Section{
	content.What:         {content.Requirements, content.Livelihood, content.Who},
	content.Who:          {content.Requirements, content.Right},
	content.Right:        {content.Requirements, content.Who, content.Responsible},
	content.Requirements: {content.Who, content.Right, content.Livelihood},
	content.Responsible:  {content.Payer, content.Right, content.Local},
	content.Payer:        {content.Responsible, content.Livelihood},
	content.Livelihood:   {content.Payer, content.Combine, content.Duration},
	content.Duration:     {content.Requirements, content.Livelihood, content.Next},
	content.Combine:      {content.Livelihood, content.Requirements, content.Next},
	content.Next:         {content.Requirements, content.Combine, content.Duration},
	content.Pitfalls:     {content.Requirements, content.Local, content.Right},
	content.Local:        {content.Responsible, content.Payer, content.Pitfalls},
}

// next are the sections that are likely to be asked for after those, else the first
// there are.
func (gr gister) next(asked []content.Section) []Side {
	first := content.What
	if len(asked) > 0 {
		first = asked[0]
	}
	var out []Side
	for _, s := range append(slices.Clone(beside[first]), content.Sections()...) {
		side := gr.side(s)
		if s != first && gr.has(s) && !slices.Contains(asked, s) && !slices.Contains(out, side) && len(out) < maxNext {
			out = append(out, side)
		}
	}
	return out
}

// more are the sections beside those asked for. What something is, is one of them where
// the summary said it.
func (gr gister) more(asked []content.Section) []Side {
	var out []Side
	for _, s := range content.Sections() {
		if gr.has(s) && (!slices.Contains(asked, s) || s == content.What && gr.summed()) {
			out = append(out, gr.side(s))
		}
	}
	return out
}

// enough is as much of ps as an answer is; the first certain ones are never left out.
func enough(ps []Passage, certain int) []Passage {
	words := 0
	for i, p := range ps {
		words += len(strings.Fields(p.Text))
		if i == maxPoints || i >= max(1, certain) && words > maxWords {
			return ps[:i]
		}
	}
	return ps
}

// answer gives the card its answer. The sources of the whole are numbered on from those
// of the answer, so that a number is one source wherever in the card it stands. The
// card's sections must be its own.
func (c *Card) answer(g Gist) {
	c.Gist = g
	all := g.Cited()
	numbers := make([]int, len(c.Sources)+1) // of the sources, by the number they had
	for _, s := range c.Sources {
		was := s.Number
		i := slices.IndexFunc(all, func(o Source) bool {
			s.Number = o.Number
			return s == o
		})
		if i < 0 {
			i, s.Number = len(all), len(all)+1
			all = append(all, s)
		}
		numbers[was] = i + 1
	}
	c.Sources = all
	for _, s := range c.Sections {
		for i := range s.Points {
			s.Points[i].Source = numbers[s.Points[i].Source]
		}
	}
}

// renumber gives the sources of an answer's points numbers in the order they are named.
func renumber(ps []Passage) {
	var seen []Source
	number := func(s Source) Source {
		s.Number = 0
		if i := slices.Index(seen, s); i >= 0 {
			s.Number = i + 1
			return s
		}
		seen = append(seen, s)
		s.Number = len(seen)
		return s
	}
	for i := range ps {
		p := &ps[i]
		if p.Source == nil {
			continue
		}
		s := number(*p.Source)
		p.Source = &s
		for k := range p.Also {
			p.Also[k] = number(p.Also[k])
		}
	}
}

// sentences breaks a text of the guide after each stop that a capital letter follows.
func sentences(text string) []string {
	var out []string
	rs := []rune(text)
	from := 0
	for i := 2; i < len(rs); i++ {
		if unicode.IsUpper(rs[i]) && rs[i-1] == ' ' && strings.ContainsRune(".!?", rs[i-2]) {
			out, from = append(out, string(rs[from:i-1])), i
		}
	}
	if from < len(rs) {
		out = append(out, string(rs[from:]))
	}
	return out
}

// joined joins the parts that say something.
func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}
