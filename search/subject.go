package search

import (
	"cmp"
	"slices"

	"veiviser/content"
)

// IsContext reports whether an entry is more often what a question speaks of than what
// it asks about: who does it, at which level, in which field. Beside another name such
// a one is no subject.
func IsContext(e *content.Entry) bool {
	return e.Kind == content.Actor || e.Kind == content.Level || e.Kind == content.Topic || e.Kind == content.Journey
}

// subjects decides what a question is about of the names in it.
type subjects struct{ *reader }

// subject decides what the question is about by name.
func (r subjects) subject() {
	u := r.u
	about := r.candidates()
	if len(about) == 0 {
		return
	}
	if !slices.Contains(u.Sections, content.Combine) {
		slices.SortStableFunc(about, func(a, b Mention) int { return cmp.Compare(r.distance(a), r.distance(b)) })
	}
	for _, m := range about {
		if !slices.Contains(u.Subjects, m.Entry) {
			u.Subjects = append(u.Subjects, m.Entry)
		}
	}
	u.Beside = r.beside(about)
	first := about[0]
	u.shared = first.shared
	if first.shared || u.Intent == Compare {
		return
	}
	u.decided = r.decides(first, about)
}

// beside reports whether nothing but a word that joins stands between two of the mentions.
func (r subjects) beside(ms []Mention) bool {
	for _, a := range ms {
		for _, b := range ms {
			if a.Entry == b.Entry || a.Last >= b.First {
				continue
			}
			other := func(t token) bool { return !in1(r.ix.small.besides, t.text) }
			if !slices.ContainsFunc(r.tokens[a.Last+1:b.First], other) {
				return true
			}
		}
	}
	return false
}

// candidates returns the mentions that may be the subject.
func (r subjects) candidates() []Mention {
	asked := slices.DeleteFunc(slices.Clone(r.u.Mentions), func(m Mention) bool { return !r.asked(m.First) })
	if len(asked) == 0 {
		asked = slices.Clone(r.u.Mentions)
	}
	for _, weak := range []func(Mention) bool{
		r.other,
		func(m Mention) bool { return IsContext(m.Entry) },
		func(m Mention) bool { return m.Kind == PartName },
	} {
		if strong := slices.DeleteFunc(slices.Clone(asked), weak); len(strong) > 0 {
			asked = strong
		}
	}
	return asked
}

// other reports whether m is what is asked of the subject, and no subject beside another
// name: "have a part-time job while in KVP" names the job in the phrase, and "a summer
// job at the same time as KVP" in a word of phrases that ask so.
func (r subjects) other(m Mention) bool {
	return slices.ContainsFunc(r.chosen, func(a asking) bool {
		return a.section == content.Combine && slices.Contains(a.slots, m.First) || r.ix.asking.has(a.section, r.head(m))
	})
}

// head is the word of a mention that says what it is: the one before the first small
// word, or the last.
func (r subjects) head(m Mention) token {
	for i := m.First + 1; i <= m.Last; i++ {
		if r.tokens[i].stop {
			return r.tokens[i-1]
		}
	}
	return r.tokens[m.Last]
}

// distance is how many words lie between a mention and the first section asked for.
func (r subjects) distance(m Mention) int {
	if len(r.chosen) == 0 {
		return 0
	}
	a := r.chosen[0]
	switch {
	case m.First > a.last():
		return m.First - a.last() - 1
	case m.Last < a.first():
		return a.first() - m.Last - 1
	}
	return 0
}

const (
	// lightRest is what a question may say besides a name and a section, in words that
	// stand in no name of the guide: two words that are rare there.
	lightRest = 9.0
	// lightRestEveryday is the same for a name that is an everyday word of the guide.
	lightRestEveryday = 4.5
	// mostRest bounds the words of that, those that the guide doesn't know too.
	mostRest = 3
	// subjectNeed is the least need of a word that may be a subject of its own: it stands
	// in less than a fifth of the entries.
	subjectNeed = 1.6
	// lightFollowUp is what a question may say besides a section and still go on from the
	// one before: nothing but the guide's everyday words.
	lightFollowUp = 1.0
	// lightReference is the same for one with a pronoun: a word of middling rarity.
	lightReference = 3.0
	// everyday is the share of entries from which a name is such a word.
	everyday = 0.3
)

// decides reports whether the name settles what the question is about: it stands alone,
// or with nothing but a section asked for. Of several names it is the one that the
// section is asked of.
func (r subjects) decides(m Mention, about []Mention) bool {
	others := slices.DeleteFunc(slices.Clone(r.u.Mentions), func(o Mention) bool { return !r.other(o) })
	rest := r.rest(append(slices.Clip(about), others...), IsContext(m.Entry) || !r.asked(m.First))
	several := slices.ContainsFunc(about, func(o Mention) bool { return o.Entry != m.Entry })
	section := len(r.chosen) > 0
	switch {
	case rest.outside, r.behind(m, without), r.ofSomethingElse(m):
		return false
	case IsContext(m.Entry) && (several || !r.meant(m)):
		return false
	case m.Entry.Kind == content.Topic && section && m.Entry.Text(content.Bokmal).Section(r.chosen[0].section) == nil:
		return false // one of the topic's entries answers
	case IsContext(m.Entry) && rest.words > 0 && !(section && r.chosen[0].section == content.What):
		return false
	case several:
		r.u.together = !section && rest.words == 0
		return section && rest.words == 0
	case rest.words == 0:
		r.u.bare = true
		return true
	case !section || m.Match == Compound || !r.heads(m) && (!r.asked(m.First) || !r.sameClause(m)):
		return false
	}
	if len(r.chosen[0].words) == 1 && (rest.words+rest.unknown > 1 || !r.adjacent(m) && !r.behind(m, ofWhat)) {
		return false // one word may be the matter itself
	}
	most := lightRest
	if m.common >= everyday {
		most = lightRestEveryday
	}
	if r.chosen[0].section == content.What && !r.adjacent(m) {
		return false
	}
	return rest.named == 0 && rest.weight <= most && rest.words+rest.unknown <= mostRest
}

// meant reports whether a context entry is what the question is about, and not who does
// it ("what does the participant live on"), what is needed for something else, or half a
// word ("NAV money").
func (r subjects) meant(m Mention) bool {
	if i := m.Last + 1; i < len(r.tokens) && r.tokens[i].clause == r.tokens[m.Last].clause && !r.light(i) && !slices.Contains(r.sectionWords(), i) {
		return false
	}
	if len(r.chosen) == 0 || r.chosen[0].section == content.What || r.behind(m, ofWhat) || slices.Contains(r.chosen[0].slots, m.First) {
		return true
	}
	switch m.Entry.Kind {
	case content.Actor, content.Journey:
		return false
	case content.Level:
		return r.chosen[0].section != content.Requirements
	}
	return true
}

// adjacent reports whether nothing of weight stands between m and the section asked for.
func (r subjects) adjacent(m Mention) bool {
	first, last := m.Last+1, r.chosen[0].first()
	if m.First > r.chosen[0].last() {
		first, last = r.chosen[0].last()+1, m.First
	}
	for i := first; i < last; i++ {
		if !r.light(i) {
			return false
		}
	}
	return true
}

// ofWhat stand before what a section is asked of.
var ofWhat = []string{"for", "til", "om", "av", "med", "på", "pa", "hos", "i", "of", "to", "about", "with", "at", "on"}

// sameClause reports whether the section is asked of m in its own clause, or of what a
// pronoun there stands for: "I never heard of KVP, what is it?"
func (r subjects) sameClause(m Mention) bool {
	clause := r.tokens[r.chosen[0].first()].clause
	if r.tokens[m.First].clause == clause || r.tokens[m.Last].clause == clause {
		return true
	}
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.clause == clause && slices.Contains(things, t.text) })
}

// ofThing reports whether a pronoun stands in the text that is of no person.
func (u *Understanding) ofThing() bool {
	return slices.ContainsFunc(u.tokens, func(t token) bool { return slices.Contains(things, t.text) })
}

// heads reports whether m is all that its clause says: what is asked stands behind it, as
// behind a heading ("KVP: how does one apply?").
func (r subjects) heads(m Mention) bool {
	clause := r.tokens[m.First].clause
	for i, t := range r.tokens {
		if t.clause == clause && (i < m.First || i > m.Last) && !r.light(i) {
			return false
		}
	}
	return true
}

// ofSomethingElse reports whether what is asked is asked of what was spoken of before,
// and m is only named beside it: "can it be combined with KVP?", "does this apply to
// apprentices too?", "how long if she has social assistance?"
func (r subjects) ofSomethingElse(m Mention) bool {
	if len(r.chosen) == 0 || r.chosen[0].section == content.What {
		return false
	}
	if r.onlyIf(m) {
		return true
	}
	clause := r.tokens[m.First].clause
	for i, t := range r.tokens {
		if t.clause != clause || i+1 == len(r.tokens) && i == 0 {
			continue
		}
		if slices.Contains(this, t.plain) {
			return true
		}
		// "det er lov", "går det an": it stands for what follows.
		if r.chosen[0].section == content.Combine && slices.Contains(it, t.plain) && i > 0 && in1(r.ix.small.modals, r.tokens[i-1].text) && t.place < m.First {
			return true
		}
	}
	return false
}

// onlyIf reports whether m stands in what is supposed of somebody, behind what is asked.
func (r subjects) onlyIf(m Mention) bool {
	first := r.chosen[0].last() + 1
	return first < m.First && r.supposesOf(r.tokens[first:m.First])
}

// supposesOf reports whether words suppose something of somebody: a conjunction and a
// pronoun stand among them.
func (r subjects) supposesOf(ts []token) bool {
	for i := 0; i+1 < len(ts); i++ {
		if in1(r.ix.small.supposes, ts[i].text) && in1(r.ix.small.pronouns, ts[i+1].text) {
			return true
		}
	}
	return false
}

// this are the pronouns that always stand for something said before, and it those that do
// behind a modal verb.
var (
	this = []string{"dette", "denne", "this"}
	it   = []string{"det", "den", "it"}
)

// things are the pronouns of what is no person.
var things = []string{"det", "den", "dette", "denne", "it", "this", "that"}

// without stand before what is not there, or not yet.
var without = []string{"uten", "utan", "without", "before", "før", "foer"}

// behind reports whether one of the words stands right before a mention.
func (r subjects) behind(m Mention, words []string) bool {
	i := m.First - 1
	if i > 0 && r.tokens[i].stop && !slices.Contains(words, r.tokens[i].plain) {
		i-- // an article
	}
	return i >= 0 && slices.Contains(words, r.tokens[i].plain)
}

// rest is what a question says besides some names and the section asked for.
type rest struct {
	words   int     // that the guide knows
	unknown int     // that it doesn't
	named   int     // words that stand in a name of the guide
	weight  float64 // summed
	outside bool    // it names what only a subject has that the guide leaves out
}

// rest weighs what the sentences that ask say besides the names and the section; all
// sentences for whole.
func (r subjects) rest(names []Mention, whole bool) rest {
	var out rest
	contextual := len(names) > 0 && IsContext(names[0].Entry) || r.contexts() > 1
	for i, t := range r.tokens {
		if !whole && !r.asked(i) || r.light(i) || slices.Contains(r.facets, i) || slices.Contains(r.u.also, i) {
			continue
		}
		if within(names, i) || !contextual && within(r.u.Mentions, i) && IsContext(r.mentionAt(i).Entry) {
			continue
		}
		need, outside := r.ix.need(t)
		switch {
		case t.slip: // it may be a word of the guide, but not that of a name
			out.words++
			continue
		case need == 0 && !t.capital && r.u.near.sure(t.text):
			out.words++
			out.weight += subjectNeed
			continue
		case need == 0:
			out.unknown++
			continue
		}
		out.words++
		if need >= subjectNeed && (r.ix.book.stems[norwegianReading].has(t.stems[norwegianReading]) || r.ix.book.stems[englishReading].has(t.stems[englishReading])) {
			out.named++
		}
		out.weight += need
		out.outside = out.outside || outside
	}
	return out
}

// contexts counts the entries mentioned that are context only.
func (r subjects) contexts() int {
	seen := map[*content.Entry]bool{}
	for _, m := range r.u.Mentions {
		if IsContext(m.Entry) {
			seen[m.Entry] = true
		}
	}
	return len(seen)
}

// within reports whether word i belongs to one of the mentions.
func within(ms []Mention, i int) bool {
	return slices.ContainsFunc(ms, func(m Mention) bool { return m.First <= i && i <= m.Last })
}

// mentionsOf are the mentions of e.
func (u *Understanding) mentionsOf(e *content.Entry) []Mention {
	return slices.DeleteFunc(slices.Clone(u.Mentions), func(m Mention) bool { return m.Entry != e })
}

// mentionAt returns the mention that word i belongs to; there is one.
func (r subjects) mentionAt(i int) Mention {
	return r.u.Mentions[slices.IndexFunc(r.u.Mentions, func(m Mention) bool { return m.First <= i && i <= m.Last })]
}

// light reports whether word i says nothing about what is asked.
func (r subjects) light(i int) bool {
	t := r.tokens[i]
	return t.stop || t.foreign || in1(r.ix.small.particles, t.text)
}

// need is what a word asks for: the more, the fewer entries it stands in. A word that
// the guide doesn't know says nothing. Outside tells that it is a word of a subject that
// the guide leaves out.
func (ix *Index) need(t token) (need float64, outside bool) {
	most := 0
	for _, l := range content.Langs() {
		st := t.stems[readingOf(l)]
		most = max(most, ix.stems.in(l, st))
		outside = outside || ix.stems.outside(l, st)
	}
	if most == 0 {
		return 0, false
	}
	return ix.idf(most), outside
}

// followUp tells whether the question is about what was spoken of before.
func (r subjects) followUp() {
	u := r.u
	u.Refers, u.supposes = r.refers(), r.supposesOf(r.tokens)
	if about := r.candidates(); !u.decided && len(about) > 0 && r.ofSomethingElse(about[0]) {
		u.FollowUp = true // "can it be combined with KVP?"
		return
	}
	if u.decided || slices.ContainsFunc(u.Subjects, func(e *content.Entry) bool { return !IsContext(e) }) || len(u.Sections) == 0 {
		return
	}
	rest := r.rest(nil, false)
	most := lightFollowUp
	if u.Refers {
		most = lightReference
	}
	u.FollowUp = !rest.outside && rest.weight <= most && (u.Refers || rest.unknown == 0)
	u.says = rest.weight > lightFollowUp
}

// section is the section an answer leads with. A question for what an entry is wants
// the whole: a card begins with it anyway.
func (u *Understanding) section() content.Section {
	if len(u.Sections) == 0 || u.Sections[0] == content.What {
		return ""
	}
	return u.Sections[0]
}

// confidence is that of the ranking, unless names decide.
func (u *Understanding) confidence(ranked Confidence) Confidence {
	switch {
	case u.decided:
		return Strong
	case len(u.Subjects) > 1 && (u.Intent == Compare || u.shared || u.together || u.Beside):
		return Weak // choices
	}
	return ranked
}

// leastOf is the least share of the best entry's chance that a named one has by what
// else is said; where it has less, something else is asked than the name tells.
const leastOf = 0.1

// agrees reports whether the ranking leaves it open that the question is about e, which
// it names. Where nothing but the name is said, there is nothing to the contrary.
func (s *scorer) agrees(e *content.Entry) bool {
	return s.read.bare || s.total[s.ix.numbers[e.ID]] >= leastOf*slices.Max(s.total)
}

// putFirst lifts the entries that the question names above all others: the nearer to
// what is asked, the higher.
func (s *scorer) putFirst(subjects []*content.Entry) {
	top := slices.Max(append(s.total, 1))
	for at, e := range slices.Backward(subjects) { // of one named twice, the first counts
		s.total[s.ix.numbers[e.ID]] = top * (2 - float64(at)/float64(len(subjects)))
	}
}
