package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veiviser/content"
)

// Understanding is what a question says, read with the guide's own names and the
// phrases that ask for a section.
type Understanding struct {
	Mentions []Mention         // in the order of the question
	Subjects []*content.Entry  // what the question is about by name, the likeliest first
	Sections []content.Section // asked for, at most two, in the order of the question
	Further  []content.Section // asked for beside two Sections, in the order of the question
	Beside   bool              // two of the names stand beside each other: "KVP or AAP"
	Intent   Intent
	Refers   bool // a pronoun stands for what was spoken of before
	FollowUp bool // it is about what the conversation is about: it names nothing of its own, or only what is asked of that

	Unknown string // the longest word asked about that the guide has nothing of, as typed; empty for none

	Said // what the text says beside a question

	decided  bool              // the first subject answers, whatever else is said
	shared   bool              // entries have equal right to the first subject's name
	together bool              // several subjects are all that is said
	bare     bool              // and nothing else is said
	near     nearby            // what unknown words may be slips of
	cues     []int             // words that ask for a section
	key      string            // the word that asks for it alone, and may be the matter itself; empty for more
	also     []int             // words that ask the same of something else: "what about"
	phrased  []content.Section // that phrases ask for
	told     []int             // words that tell of a participant
	plainly  bool              // nothing is said but what asks for one section
	relating bool              // it asks how what it names stands to what was spoken of
	supposes bool              // something is supposed of somebody: "if she …"
	says     bool              // a text that sounds as if it went on says something of its own beside a pronoun
	sides    []float64         // by section: how likely it is asked for, as is learnt; nil without a classifier
	listed   bool              // a phrase asks for several offers
	tokens   []token
}

// understand reads a question.
func (ix *Index) understand(ts []token) Understanding {
	var u Understanding
	names := ix.namer()
	u.near = names.know(ts)
	u.Mentions = names.mentions(ts)
	u.tokens = ts
	r := reader{ix: ix, u: &u, tokens: ts}
	r.background()
	r.sections()
	t := talk{reader: &r, tokens: ix.spelling.correct(ts)}
	t.find()
	u.also = t.wordsOf(content.AlsoOf)
	r.intent()
	subjects{&r}.subject()
	subjects{&r}.followUp()
	r.learnt()
	t.read()
	u.plainly = r.plainly()
	u.Unknown = r.unknown()
	return u
}

// leastUnknown is the shortest word that is worth telling that the guide has nothing of.
const leastUnknown = 4

// unknown is the longest word of the sentences that ask which stands nowhere in the guide
// and may be what is asked about: no name, no number, no slip of another word.
func (r *reader) unknown() string {
	longest, least := "", leastUnknown-1
	for i, t := range r.tokens {
		n := utf8.RuneCountInString(t.plain)
		switch {
		case !r.asked(i) || t.known || t.stop || t.foreign || t.slip || t.capital && !t.initial || n <= least:
		case strings.ContainsFunc(t.plain, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }):
		default:
			longest, least = t.plain, n
		}
	}
	return longest
}

// reader takes a question's mentions and phrases together.
type reader struct {
	ix     *Index
	u      *Understanding
	tokens []token
	asks   []bool   // by sentence: it asks; the others are background
	chosen []asking // the phrases that ask for the sections
	facets []int    // words of any phrase that asks for a section
	found  []asking // all of them
}

// background tells which sentences ask. The others are background, but where none
// asks, all may.
func (r *reader) background() {
	if len(r.tokens) == 0 {
		return
	}
	last := len(r.tokens) - 1
	r.asks = make([]bool, r.tokens[last].sentence+1)
	for i, t := range r.tokens {
		start := i == 0 || r.tokens[i-1].sentence != t.sentence
		if t.asks || start && in1(r.ix.small.questions, t.text) {
			r.asks[t.sentence] = true
		}
	}
	if !slices.Contains(r.asks, true) {
		for i := range r.asks {
			r.asks[i] = true
		}
	}
	for i := range r.tokens {
		r.tokens[i].share = backgroundShare
		if r.asked(i) {
			r.tokens[i].share = 1
		}
	}
}

// asked reports whether word i stands in a sentence that asks.
func (r *reader) asked(i int) bool { return r.asks[r.tokens[i].sentence] }

// sections chooses the phrases that ask for a section: the most exact one, and another
// that is joined to it.
func (r *reader) sections() {
	r.ix.asking.heads(r.tokens)
	found := r.ix.asking.find(r.matcher())
	found = slices.DeleteFunc(found, func(a asking) bool { return !r.free(a) || r.amount(a) })
	r.found = found
	for _, a := range found {
		r.facets = append(append(r.facets, a.words...), a.with...)
	}
	best := r.best(found, func(asking) bool { return true })
	if best < 0 {
		return
	}
	first := found[best]
	r.chosen = []asking{first}
	second := r.best(found, func(a asking) bool {
		return a.section != first.section && a.section != content.What && first.section != content.What && r.joined(a, first)
	})
	if second >= 0 {
		r.chosen = append(r.chosen, found[second])
		slices.SortFunc(r.chosen, func(a, b asking) int { return a.first() - b.first() })
		r.further()
	}
	for _, a := range r.chosen {
		r.u.Sections, r.u.phrased = append(r.u.Sections, a.section), append(r.u.phrased, a.section)
		if len(a.words) > 1 {
			// A single word may be the matter itself.
			r.u.cues = append(r.u.cues, a.words...)
		}
		for i := a.first(); i < a.last(); i++ {
			r.facets = append(r.facets, i) // "which formal requirements"
		}
	}
	for _, a := range r.chosen {
		if len(a.words) == 1 {
			r.u.key = r.tokens[a.first()].text
		}
	}
	r.dropCovered()
}

// matcher is the question with its names in one.
func (r *reader) matcher() matcher {
	m := matcher{tokens: r.tokens, next: make([]int, len(r.tokens)), named: make([]bool, len(r.tokens))}
	for i, t := range r.tokens {
		m.next[i] = i + 1
		m.named[i] = in1(r.ix.small.pronouns, t.text)
	}
	for _, n := range r.u.Mentions {
		m.next[n.First], m.named[n.First] = n.Last+1, true
	}
	return m
}

// swallows is how many words a phrase has at least that is also a name and is not meant
// as one beside a pronoun: "can she have a job on the side?"
const swallows = 3

// free reports whether the phrase takes no name apart. It may swallow one that is
// shorter than itself: "is it NAV or …" asks for a section, not for NAV.
func (r *reader) free(a asking) bool {
	for _, n := range r.u.Mentions {
		within := 0
		for _, w := range a.words {
			if n.First <= w && w <= n.Last {
				within++
			}
		}
		if within == 0 || n.Kind == PartName {
			continue
		}
		whole := within == n.Last-n.First+1
		other := whole && within == len(a.words) && (r.namesOther(n) || within >= swallows && r.refers())
		if !other && !(whole && len(a.words) > within) {
			return false
		}
	}
	return true
}

// amount reports whether the phrase is a unit behind a number: "15 hours", "four weeks" tells
// how long something is, and asks for nothing.
func (r *reader) amount(a asking) bool {
	if len(a.words) > 1 || a.first() == 0 {
		return false
	}
	before := r.tokens[a.first()-1].text
	return before[0] >= '0' && before[0] <= '9' || r.ix.small.ordinals[before] > 1
}

// refers reports whether a pronoun stands for what was spoken of before.
func (r *reader) refers() bool { return r.has(r.ix.small.pronouns) }

// has reports whether one of the words stands in the question.
func (r *reader) has(words set) bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return in1(words, t.text) })
}

// sectionWords are the words that ask for a section themselves, and not what they are asked of.
func (r *reader) sectionWords() []int {
	var out []int
	for _, a := range r.chosen {
		out = append(out, a.words...)
	}
	return out
}

// namesOther reports whether the question names another entry than n does.
func (r *reader) namesOther(n Mention) bool {
	return slices.ContainsFunc(r.u.Mentions, func(o Mention) bool { return o.Entry != n.Entry && o.First != n.First && !IsContext(o.Entry) })
}

// best returns the most exact phrase that ok lets through, -1 for none. One in a
// sentence that asks goes before one in the background, and any before what: "hva er
// kravene" asks for the requirements.
func (r *reader) best(found []asking, ok func(asking) bool) int {
	best, most := -1, 0
	for i, a := range found {
		if !ok(a) {
			continue
		}
		score := 100 + 10*a.weight - min(a.loose(), 9)
		if a.section != content.What {
			score += 1000
		}
		if r.asked(a.first()) {
			score += 10000
		}
		if score > most {
			best, most = i, score
		}
	}
	return best
}

// joined reports whether a stands beside b as a question of its own: in another
// sentence that asks, or behind an "og".
func (r *reader) joined(a, b asking) bool {
	if a.first() > b.first() {
		a, b = b, a
	}
	if a.last() >= b.first() || !r.asked(a.first()) || !r.asked(b.first()) {
		return false
	}
	if r.tokens[a.last()].sentence != r.tokens[b.first()].sentence {
		return true
	}
	for i := a.last() + 1; i <= b.first(); i++ {
		if in1(r.ix.small.joins, r.tokens[i].text) && !r.inName(i) {
			return true
		}
	}
	return false
}

// further reads what else is asked for where two sections are: each further one in a
// clause of its own, or behind an "og". A single word asks where it is all that the clause
// says, or one of several.
func (r *reader) further() {
	taken := slices.Clone(r.chosen)
	fits := func(a asking) bool {
		one := func(b asking) bool { return r.joined(a, b) }
		if a.section == content.What || !r.asked(a.first()) || len(a.words) == 1 && !r.fills(a) && !slices.ContainsFunc(taken, one) {
			return false
		}
		return !slices.ContainsFunc(taken, func(b asking) bool {
			before, behind := a, b
			if a.first() > b.first() {
				before, behind = b, a
			}
			apart := before.last() < behind.first() && r.tokens[before.last()].clause != r.tokens[behind.first()].clause
			return a.section == b.section || !apart && !r.joined(a, b)
		})
	}
	for i := r.best(r.found, fits); i >= 0; i = r.best(r.found, fits) {
		taken = append(taken, r.found[i])
	}
	taken = taken[len(r.chosen):]
	slices.SortFunc(taken, func(a, b asking) int { return a.first() - b.first() })
	for _, a := range taken {
		r.u.Further = append(r.u.Further, a.section)
	}
}

// fills reports whether a phrase is all that its clause says.
func (r *reader) fills(a asking) bool {
	clause := r.tokens[a.first()].clause
	for i, t := range r.tokens {
		if t.clause == clause && !slices.Contains(a.words, i) {
			return false
		}
	}
	return true
}

// inName reports whether word i belongs to a name.
func (r *reader) inName(i int) bool {
	return within(r.u.Mentions, i)
}

// dropCovered leaves out the names that a chosen phrase has swallowed.
func (r *reader) dropCovered() {
	r.u.Mentions = slices.DeleteFunc(r.u.Mentions, func(n Mention) bool {
		return slices.ContainsFunc(r.chosen, func(a asking) bool {
			return slices.ContainsFunc(a.words, func(w int) bool { return n.First <= w && w <= n.Last })
		})
	})
}
