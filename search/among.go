package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
)

// among returns the one of the offered entries that the text names and no other: by its
// name, or by words that stand in the names of that one alone ("den på jobb"). It is nil
// where the text says anything else besides a section.
func (ix *Index) among(offered []*content.Entry, u Understanding) *content.Entry {
	if len(offered) == 0 || u.Choice != 0 || u.Talk.Talk != "" {
		return nil
	}
	if u.decided && slices.Contains(offered, u.Subjects[0]) {
		return u.Subjects[0]
	}
	if u.decided && (!IsContext(u.Subjects[0]) && u.titled(u.Subjects[0])) {
		return nil // another is called so
	}
	var found *content.Entry
	for _, e := range offered {
		if !ix.named(e, u) {
			continue
		}
		if found != nil {
			return nil
		}
		found = e
	}
	return found
}

// named reports whether every word of weight stands in a name of e, alone or as a part
// of a compound, and there is one.
func (ix *Index) named(e *content.Entry, u Understanding) bool {
	const shortestPart = 4
	var names []string
	for _, l := range content.Langs() {
		t := e.Text(l)
		for _, n := range append([]string{t.Title}, t.AlsoCalled...) {
			names = append(names, ix.words(n)...)
		}
	}
	some := false
	for i, w := range u.tokens {
		if slices.Contains(u.cues, i) || in1(ix.small.choosing, w.text) || in1(ix.small.polite, w.text) {
			continue
		}
		has := slices.ContainsFunc(names, func(n string) bool {
			return n == w.text || slices.ContainsFunc(content.Langs(), func(l content.Lang) bool { return stem(l, n) == w.stems[readingOf(l)] }) ||
				utf8.RuneCountInString(w.text) >= shortestPart && strings.Contains(n, w.text)
		})
		switch {
		case has && !w.stop:
			some = true
		case !has && !w.stop:
			return false
		}
	}
	return some
}

// titled reports whether e is named by its title.
func (u Understanding) titled(e *content.Entry) bool {
	return slices.ContainsFunc(u.Mentions, func(m Mention) bool { return m.Entry == e && m.Kind == TitleName })
}
