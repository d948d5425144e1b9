package bot

import (
	"context"
	"slices"
	"strings"

	"veiviser/locales"
	"veiviser/search"
)

// contradiction answers a text that tells what can't both be true.
type contradiction struct{ *turn }

// answer tells what of a participant can't both be true, where a list rests on it.
func (t contradiction) answer(context.Context) (Answer, bool, error) {
	res := t.res
	if len(res.Person.Against) == 0 || res.Intent != search.List && !res.Bare && !res.Case && !res.Broad && !t.impossible() {
		return Answer{}, false, nil
	}
	if !res.Bare && !slices.ContainsFunc(res.Person.Against, func(a search.Against) bool { return a.Field != "gender" }) {
		return Answer{}, false, nil // "mother of three, the husband works": two people
	}
	co := t.in(res.Lang)
	var pairs []string
	for _, p := range res.Person.Against {
		pairs = append(pairs, co.againstPair(p))
	}
	page := t.now.Page
	t.now.leave()
	t.now.Told, t.now.Page, t.now.Listed = t.was.Told.with(t.rest()), page, max(1, t.was.Listed) // the rest is told, and the list still stands
	return t.plain(co.lang, textCard(co.words, co.words.Text(locales.AgainstTitle), strings.Join(pairs, " ")+" "+co.words.Text(locales.AgainstText))), true, nil
}

// rest is what the text tells without what can't be true of anybody.
func (t contradiction) rest() Told {
	told := toldBy(t.res.Person)
	for _, a := range t.res.Person.Against {
		if a.Field == "status" {
			told = told.without(a.First).without(a.Second)
		} else {
			told = told.without(a.Field)
		}
	}
	return told
}

// impossible reports whether something is told that can't be true of anybody.
func (t contradiction) impossible() bool {
	return slices.ContainsFunc(t.res.Person.Against, func(a search.Against) bool { return a.Second == "" })
}
