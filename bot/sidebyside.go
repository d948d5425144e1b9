package bot

import (
	"context"
	"slices"

	"veiviser/content"
	"veiviser/search"
)

// sideBySide compares entries.
type sideBySide struct{ *turn }

// answer answers a text that asks how those it names differ, or names two and is as
// likely about the one as about the other.
func (t sideBySide) answer(context.Context) (Answer, bool, error) {
	var named []*content.Entry
	places := map[int]bool{}
	for _, m := range t.res.Mentions {
		if slices.Contains(t.res.Subjects, m.Entry) && !slices.Contains(named, m.Entry) && !places[m.First] {
			named, places[m.First] = append(named, m.Entry), true
		}
	}
	undecided := t.res.Confidence == search.Weak && t.res.Beside && len(named) == 2 && !slices.ContainsFunc(named, rather) && len(t.res.Hits) > 1 &&
		slices.Contains(named, t.res.Hits[0].Entry) && slices.Contains(named, t.res.Hits[1].Entry)
	if len(named) < 2 || len(named) > MaxCompared || t.res.Intent != search.Compare && !undecided {
		return Answer{}, false, nil
	}
	return t.of(named...), true, nil
}

// ofCompared reports whether a text that names nothing asks for a section of those that
// stand side by side, or how those that were offered differ.
func (t sideBySide) ofCompared() bool {
	n := len(t.was.Offered)
	if n < 2 || n > MaxCompared || t.was.Subject != "" || len(t.res.Subjects) > 0 {
		return false
	}
	return t.was.Compared && t.res.FollowUp || t.res.Intent == search.Compare
}

// rather reports whether an entry that is named with another is rather its background:
// who does it, or what it asks for.
func rather(e *content.Entry) bool { return e.Kind == content.Actor || e.Kind == content.Level }

// of sets entries side by side. Each can be chosen from then on.
func (t sideBySide) of(es ...*content.Entry) Answer {
	co := t.in(t.res.Lang)
	by := slices.DeleteFunc(slices.Concat(t.res.Sections, t.res.Further), func(s content.Section) bool { return s == content.What })
	a := t.plain(co.lang, comparing{co}.compareCard(es, by))
	a.Section, a.Sections, a.Confidence, a.counted = first(by), by, search.Strong, true
	for _, e := range es {
		a.Hits = append(a.Hits, search.Hit{Entry: e, Score: 1})
	}
	t.now.offer(ids(es), t.res.Section)
	t.now.Compared = true
	return a
}
