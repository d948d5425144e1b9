package bot

import (
	"slices"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// statements are what an entry says, laid out as an answer says it.
type statements struct {
	composer
	entry *content.Entry
	found []search.Passage // points of the entry that answer, best first; none: the guide's own order
	sum   bool             // how much it is is asked
	own   bool             // what it is, its points say and not the summary: something of it is asked for, as how much it is
}

// place is a side of the entry.
func (st statements) place(side string) Place {
	return Place{st.title(st.entry), st.short(st.entry), side}
}

// pick is where the n-th statement of a part of the entry stands.
func (st statements) pick(part string, n int) Pick {
	return Pick{Entry: st.entry.ID, Digest: ShortDigest(st.digest(st.entry)), Part: part, N: n}
}

func (st statements) has(s content.Section) bool { return st.entry.Text(st.lang).Section(s) != nil }

// section returns the passages of a section, best first. One that only points to what
// one lives on says right behind its first what that is.
func (st statements) section(s content.Section) []Passage {
	if s == content.What && !(st.own && st.has(s)) {
		return st.definition()
	}
	out := st.passages(st.order(s))
	if to := st.pointed(s); to != nil {
		of := statements{composer: st.composer, entry: to}
		out = slices.Insert(out, 1, of.passages(of.order(content.What))...)
	}
	return out
}

// says is what the entry says to a question that may be of it: what was found, else the
// best of the section asked for; none where that is nothing.
func (st statements) says(asked content.Section) []Passage {
	if asked != content.What && len(st.found) > 0 {
		return st.passages(st.found)
	}
	if asked == content.What || asked != "" && st.has(asked) {
		return st.section(asked)
	}
	return nil
}

// order is the points of a section: those found in their order, then the others.
func (st statements) order(s content.Section) []search.Passage {
	var out []search.Passage
	for _, p := range st.found {
		if p.Section == s {
			out = append(out, p)
		}
	}
	for i := range st.entry.Text(st.lang).Section(s) {
		if !slices.ContainsFunc(out, func(p search.Passage) bool { return p.Point == i }) {
			out = append(out, search.Passage{Entry: st.entry, Section: s, Point: i})
		}
	}
	return out
}

// pointed is the support that s only points to: each of its points says which support
// there is. It is the first's, where today's guide tells of it; nil for none. Where a sum is
// asked for, one point is enough that does, if no other points elsewhere.
func (st statements) pointed(s content.Section) *content.Entry {
	points := st.order(s)
	supports := make([]string, len(points))
	for i, p := range points {
		id := st.entry.Text(st.lang).Section(s)[p.Point].ID
		for _, c := range st.entry.Conditions {
			tops := st.sum && (!c.Formal || c.Value.Word("when") == topsUp)
			if id != "" && c.PointID == id && c.Field == "livelihood" && supports[i] == "" && !tops {
				supports[i] = c.Value.Word("support")
			}
		}
	}
	if st.sum {
		supports = slices.DeleteFunc(supports, func(id string) bool { return id == "" })
		if slices.ContainsFunc(supports, func(id string) bool { return id != supports[0] }) {
			return nil // it depends
		}
	}
	if here, _ := st.refs(st.entry); len(supports) == 0 || slices.Contains(supports, "") || here.Digest != "" {
		return nil
	}
	e, ok := st.guide.Entry(supports[0])
	if !ok || e == st.entry {
		return nil
	}
	return e
}

// topsUp is when a support is had that comes on top of another.
const topsUp = "supplement"

// passages lays points out as statements of the answer.
func (st statements) passages(ps []search.Passage) []Passage {
	out := make([]Passage, 0, len(ps))
	for _, p := range ps {
		n := &numbering{entry: st.entry, lang: st.lang, words: st.words}
		point := st.entry.Text(st.lang).Section(p.Section)[p.Point]
		laid := n.point(point)
		said := Passage{
			ID: st.pick(string(p.Section), p.Point), Text: laid.Text, Entry: st.entry.ID, Section: p.Section, Rule: laid.Rule, Caution: st.caution(point),
			Short: point.Short, Place: st.place(st.words.Text(sideKeys[p.Section])), Local: st.entry.Place,
		}
		if laid.Source > 0 {
			said.Source = &n.sources[0]
		}
		out = append(out, said)
	}
	return out
}

// caution says that a statement is older than the law: its source is, and nobody has read
// the rule since.
func (st statements) caution(p content.Point) string {
	s, ok := st.entry.Source(p.Source)
	if !ok || p.Rule != nil || s.Dated.Unknown() {
		return ""
	}
	for _, ch := range st.guide.ChangesSince(st.entry) {
		if !ch.Coming && s.Dated.Before(ch.Date) {
			return st.words.Text(locales.AnswerOldLaw)
		}
	}
	return ""
}

// definition says what the entry is: the statements of its summary where that has
// sources, else its points that say so, else the summary.
func (st statements) definition() []Passage {
	if !st.summed() {
		return enough(st.passages(st.order(content.What)), 0)
	}
	return enough(st.summary(), 0)
}

// summary are the statements of the summary, with all that it rests on.
func (st statements) summary() []Passage {
	n := &numbering{entry: st.entry, lang: st.lang, words: st.words}
	for _, key := range st.entry.SummarySources {
		if act, ok := st.act(key); ok {
			n.number(key, act)
			continue
		}
		n.of(key)
	}
	var out []Passage
	for i, s := range sentences(st.entry.Text(st.lang).Summary) {
		p := Passage{ID: st.pick(pickSummary, i), Text: s, Entry: st.entry.ID, Section: content.What, Place: st.place(st.words.Text(sideKeys[content.What])), Local: st.entry.Place}
		if len(n.sources) > 0 {
			p.Source, p.Also = &n.sources[0], slices.Clone(n.sources[1:])
		}
		out = append(out, p)
	}
	return out
}

// act is a source that is an act, by the name that people know it by and the day it was
// read, as the rules of points have it; ok is false for other sources.
func (st statements) act(key string) (src Source, ok bool) {
	s, ok := st.entry.Source(key)
	if !ok || s.Kind != content.Statute || s.Dated.Unknown() {
		return Source{}, false
	}
	for _, l := range st.guide.Laws() {
		if l.URL() == s.URL {
			return Source{
				Title: l.Names[st.lang], URL: s.URL, Dated: st.words.Text(locales.RuleChecked, "Date", s.Dated.In(st.lang)),
				Noted: st.words.Text(locales.RuleChecked, "Date", numeric(st.words, s.Dated)),
			}, true
		}
	}
	return Source{}, false
}

// summed reports whether the summary says what the entry is: it has sources, or there is
// nothing else that does.
func (st statements) summed() bool {
	return len(st.entry.SummarySources) > 0 || !st.has(content.What)
}

// cell is the statement that stands for a section of the entry.
func (st statements) cell(s content.Section) []Passage {
	if s != content.What && !st.has(s) {
		return nil
	}
	return st.section(s)[:1]
}

// at is the statement that stands at p of the entry; ok is false for none.
func (st statements) at(p Pick) (_ Passage, ok bool) {
	var all []Passage
	n := p.N
	switch p.Part {
	case pickSummary:
		all = st.summary()
	case pickFacts:
		all = st.facts()
	case pickStep:
		c, ok := st.stepCard(st.entry, p.N)
		if !ok {
			return Passage{}, false
		}
		all, n = c.Points, 0
	default:
		all = st.passages(st.order(content.Section(p.Part)))
	}
	if n >= len(all) {
		return Passage{}, false
	}
	return all[n], true
}

// facts are what the entry's marks say, as statements.
func (st statements) facts() []Passage {
	var out []Passage
	for i, f := range facts(st.words, st.entry) {
		out = append(out, Passage{
			ID: st.pick(pickFacts, i), Text: f.Label + ": " + f.Value, Entry: st.entry.ID, Place: st.place(st.words.Text(sideKeys[content.What])),
		})
	}
	return out
}
