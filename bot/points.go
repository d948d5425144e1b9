package bot

import (
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// How much is an answer: what stands on one screen of a phone and is read at one look.
const (
	maxPoints  = 3
	maxWords   = 27 // of the points at length; the first, and the first of each section asked for, is never left out
	maxBriefly = 40 // of all points, with those that are said in short, and those that can't be
	maxNext    = 2
	maxAlso    = 3 // sections that were asked for too and have a button
)

// gister finds the answer in an entry.
type gister struct {
	composer
	entry  *content.Entry
	found  []search.Passage  // points of the entry that answer, best first; none: the guide's own order
	also   []content.Section // asked for beside those that are answered
	lead   lead
	sum    bool             // how much it is is asked
	shown  bool             // what was found is all that is shown: an answer that was given before
	local  []search.Passage // points of what places add that answer, best first
	likely []*content.Entry // local entries that may have been meant
	own    bool             // what it is, its points say and not the summary: something of it is asked for, as how much it is
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
	wanted := asked
	if len(gr.found) > 0 && gr.found[0].Answers {
		lacking = nil // it answers, though it stands elsewhere
	}
	switch {
	case len(gr.found) > 0 && len(lacking) == 0 && (gr.shown || len(here) == 0):
		g.Points = enough(gr.passages(gr.found), 0)
	case len(here) > 0:
		g.Points = gr.toQuestion(here)
	case len(asked) > 0:
		g.Near, g.Points = gr.nearest(asked[0])
	default:
		g.Points, asked = gr.definition(), []content.Section{content.What}
	}
	if len(lacking) > 0 {
		g.Gap = gr.gap(lacking)
	}
	local := gr.besides(wanted)
	g.Points = append(g.Points[:min(len(g.Points), maxPoints-len(local))], local...)
	g.Subject, g.Next, g.More = gr.subject(asked), gr.next(asked), gr.more(asked)
	gr.further(&g)
	g.Foot = append(g.Foot, gr.localFoot(gr.localBeside())...)
	renumber(g.Points)
	g.Row = gr.row(g)
	return g
}

// further says what else was asked for than what is answered: what the entry has of it is
// asked for next, and the small print names it and what the entry has not.
func (gr gister) further(g *Gist) {
	here, lacking := gr.split(gr.also)
	if len(here) > 0 {
		for _, s := range here {
			g.Also = append(g.Also, gr.side(s))
		}
		g.Next = g.Also[:min(maxAlso, len(g.Also))]
		g.Foot = append(g.Foot, gr.words.Text(locales.AnswerAlso, "Sections", and(gr.words, gr.sideNames(here))))
	}
	if len(lacking) > 0 {
		g.Foot = append(g.Foot, gr.words.Text(locales.AnswerGapAlone, "Sections", and(gr.words, gr.sideNames(lacking))))
	}
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
	g.Row = buttons{gr.composer}.step(gr.entry, here, st)
	return g
}

// subject names what is asked about.
func (gr gister) subject(asked []content.Section) *Subject {
	here, _ := gr.refs(gr.entry)
	s := &Subject{Item: Item{ID: gr.entry.ID, Title: gr.title(gr.entry), Place: gr.entry.Place}, Short: gr.short(gr.entry)}
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
	section := gr.section(asked[0])
	out := gr.passages(gr.found)
	if gr.sum && gr.pointed(asked[0]) != nil {
		out = slices.Clone(section[1:]) // how much it is, the support says
	}
	for _, p := range section {
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
// there is. It is the first's, where today's guide tells of it; nil for none. Where a sum is
// asked for, one point is enough that does, if no other points elsewhere.
func (gr gister) pointed(s content.Section) *content.Entry {
	points := gr.order(s)
	supports := make([]string, len(points))
	for i, p := range points {
		id := gr.entry.Text(gr.lang).Section(s)[p.Point].ID
		for _, c := range gr.entry.Conditions {
			tops := gr.sum && (!c.Formal || c.Value.Word("when") == topsUp)
			if id != "" && c.PointID == id && c.Field == "livelihood" && supports[i] == "" && !tops {
				supports[i] = c.Value.Word("support")
			}
		}
	}
	if gr.sum {
		supports = slices.DeleteFunc(supports, func(id string) bool { return id == "" })
		if slices.ContainsFunc(supports, func(id string) bool { return id != supports[0] }) {
			return nil // it depends
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

// topsUp is when a support is had that comes on top of another.
const topsUp = "supplement"

// passages lays points out as statements of the answer.
func (gr gister) passages(ps []search.Passage) []Passage {
	out := make([]Passage, 0, len(ps))
	for _, p := range ps {
		n := &numbering{entry: gr.entry, lang: gr.lang, words: gr.words}
		point := gr.entry.Text(gr.lang).Section(p.Section)[p.Point]
		laid := n.point(point)
		st := Passage{
			ID: pickOf(gr, string(p.Section), p.Point), Text: laid.Text, Entry: gr.entry.ID, Section: p.Section, Rule: laid.Rule, Caution: gr.caution(point),
			Short: point.Short, Place: placeOf(gr, gr.words.Text(sideKeys[p.Section])), Local: gr.entry.Place,
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
		p := Passage{ID: pickOf(gr, pickSummary, i), Text: s, Entry: gr.entry.ID, Section: content.What, Place: placeOf(gr, gr.words.Text(sideKeys[content.What])), Local: gr.entry.Place}
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

// enough is as much of ps as an answer is. The first certain ones are never left out; behind
// them stands in short what there is no room for at length, where it is of the same side as
// the first, or of what that points to: what else a short form is about would be guessed at.
func enough(ps []Passage, certain int) []Passage {
	out := make([]Passage, 0, maxPoints)
	words := 0
	for i, p := range ps {
		p.Text, p.Whole = p.Full(), "" // it may have been said in short before
		n := len(strings.Fields(p.Text))
		if i >= max(1, certain) && words+n > maxWords {
			if of := ps[0]; p.Short != "" && (p.Section == of.Section || p.Entry != of.Entry) {
				n, p.Text, p.Whole = len(strings.Fields(p.Short)), p.Short, p.Text
			}
			if words+n > maxBriefly {
				break
			}
		}
		words += n
		if out = append(out, p); len(out) == maxPoints {
			break
		}
	}
	return out
}
