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
	statements
	also   []content.Section // asked for beside those that are answered
	lead   lead
	shown  bool             // what was found is all that is shown: an answer that was given before
	local  []search.Passage // points of what places add that answer, best first
	likely []*content.Entry // local entries that may have been meant
}

// gistOf finds the answer in e. The points found come first, in their order; those of
// other entries say nothing of e.
func gistOf(co composer, e *content.Entry, found []search.Passage) gister {
	return gister{statements: statements{composer: co, entry: e, found: slices.DeleteFunc(slices.Clone(found), func(p search.Passage) bool { return p.Entry != e })}}
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
	g.Points = []Passage{{Text: st.Text, Entry: gr.entry.ID, ID: gr.pick(pickStep, st.Number), Short: st.Title, Place: gr.place(g.Subject.Side)}}
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
