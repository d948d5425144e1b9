package search

import (
	"slices"

	"veiviser/content"
)

// remainder is what a text says beside some of its words: beside those that tell of a
// participant, or those that say a command.
type remainder struct {
	*talk
	left []int // the words that are left out
}

// without is what the text says beside the words.
func (t *talk) without(words []int) remainder { return remainder{t, words} }

// onlySmall reports whether small words, and those of a set, are all that remain.
func (r remainder) onlySmall(more set) bool {
	for i, w := range r.tokens {
		if slices.Contains(r.left, i) || in1(r.ix.small.polite, w.text) || in1(more, w.text) {
			continue
		}
		if !r.small(w) || r.inName(i) {
			return false
		}
	}
	return true
}

// onlyTalk reports whether nothing remains but who asks, manners, words for participants, and
// that a list or the same of something else is wanted.
func (r remainder) onlyTalk() bool {
	words := append(slices.Clone(r.left), r.asker...)
	for _, k := range []content.Talk{content.Listing, content.AlsoOf, content.Greeting, content.Thanks, content.Restart} {
		words = append(words, r.wordsOf(k)...)
	}
	small := &r.ix.small
	for i, w := range r.tokens {
		if slices.Contains(words, i) || in1(small.people, w.text) || in1(small.polite, w.text) || in1(small.negates, w.text) || in1(small.toward, w.text) {
			continue
		}
		if !r.small(w) || r.inSubject(i) {
			return false
		}
	}
	return true
}

// small reports whether a word says nothing of what is asked.
func (r remainder) small(w token) bool {
	return w.stop || in1(r.ix.small.particles, w.text) || w.foreign
}

// namesNothing reports whether no entry is named that a question may be about.
func (r remainder) namesNothing() bool {
	for i := range r.tokens {
		if !slices.Contains(r.left, i) && r.inSubject(i) {
			return false
		}
	}
	return true
}

// namesTopics reports whether no entry is named but topics.
func (r remainder) namesTopics() bool {
	for i := range r.tokens {
		if !slices.Contains(r.left, i) && r.namedBy(i, func(e *content.Entry) bool { return isSubject(e) && e.Kind != content.Topic }) {
			return false
		}
	}
	return true
}

// asksNothing reports whether nothing is asked for, and no entry named.
func (r remainder) asksNothing() bool { return r.namesNothing() && !r.asksAnything() }

// asksBroadly reports whether all that is asked is what there is for the participant that is
// told of: "hva passer for …", "what would you suggest?". What else is told names no entry.
func (r remainder) asksBroadly() bool {
	small := &r.ix.small
	if r.has(small.sidesAsked) || !r.namesNothing() {
		return false
	}
	asks := r.asking()
	described := len(r.u.Person.fields()) >= leastDescribed
	words := slices.Clone(r.left)
	for i, w := range r.tokens {
		if described && !asks[w.clause] || in1(small.broad, w.text) || in1(small.asks, w.text) || in1(small.pronouns, w.text) {
			words = append(words, i)
		}
	}
	return r.without(words).onlyTalk()
}

// asking are the clauses that ask: those with a word that does, and of a question without one
// the last. Where nothing asks, it is the last of all.
func (r remainder) asking() map[int]bool {
	asks := map[int]bool{}
	said := map[int]bool{} // by sentence: a word asks
	for _, w := range r.tokens {
		if in1(r.ix.small.asks, w.text) {
			asks[w.clause], said[w.sentence] = true, true
		}
	}
	for i, w := range r.tokens {
		if ends := i+1 == len(r.tokens) || r.tokens[i+1].sentence != w.sentence; ends && w.asks && !said[w.sentence] {
			asks[w.clause] = true
		}
	}
	if len(asks) == 0 && len(r.tokens) > 0 {
		asks[r.tokens[len(r.tokens)-1].clause] = true
	}
	return asks
}
