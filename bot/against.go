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
	t.now.Told, t.now.Page, t.now.Listed = t.was.Told.with(toldBy(withoutFields(res.Person))), page, max(1, t.was.Listed) // the rest is told, and the list still stands
	return t.plain(co.lang, textCard(co.words, co.words.Text(locales.AgainstTitle), strings.Join(pairs, " ")+" "+co.words.Text(locales.AgainstText))), true, nil
}

// withoutFields is p without what can't be true of it.
func withoutFields(p search.Person) search.Person {
	for _, a := range p.Against {
		switch a.Field {
		case "age":
			p.Age = 0
		case "gender":
			p.Gender = ""
		case "residence":
			p.Residence = ""
		case "norwegian":
			p.Norwegian = ""
		case "schooling":
			p.Schooling, p.Abroad = "", nil
		case "status":
			p.Status = slices.DeleteFunc(slices.Clone(p.Status), func(s string) bool { return s == a.First || s == a.Second })
		case "months_settled":
			p.MonthsSettled = nil
		}
	}
	return p
}

// impossible reports whether something is told that can't be true of anybody.
func (t contradiction) impossible() bool {
	return slices.ContainsFunc(t.res.Person.Against, func(a search.Against) bool { return a.Second == "" })
}
