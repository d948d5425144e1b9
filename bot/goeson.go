package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/search"
)

// goingOn goes on from what the conversation is about.
type goingOn struct{ *turn }

// answer answers a text that goes on from what the conversation was about: one that
// names a section alone, asks the same of others ("enn for ukrainere?") or of another
// entry ("hva med KVP?"). What was offered and not chosen of, it goes on from too.
func (t goingOn) answer(context.Context) (Answer, bool, error) {
	res := t.res
	e, likeliest := t.goesOnFrom()
	own := len(res.Subjects) > 0 && res.Confidence == search.Strong && res.Goes == nil
	if likeliest && res.FollowUp {
		e = withSection(res.Section, e, t.entries(t.was.Offered))
	}
	var other *content.Entry // which may have been meant instead
	if offered := t.entries(t.was.Offered); likeliest {
		if i := slices.IndexFunc(offered, func(o *content.Entry) bool { return o != e }); i >= 0 {
			other = offered[i]
		}
	}
	stay := func(s content.Section) (Answer, bool, error) { return t.stayOr(other, e, s), true, nil }
	switch {
	case sideBySide(t).ofCompared():
		return sideBySide(t).of(t.entries(t.was.Offered)...), true, nil
	case e != nil && res.Bare && (res.Also || res.FollowUp || t.short()):
		return stay(t.sectionFor(e))
	case own && len(res.Sections) == 0 && t.was.Subject == "" && t.was.Section != "" && !t.was.Doubt: // it answers what a section was asked of
		return t.show(res.Hits[0].Entry, t.was.Section, res.Hits), true, nil
	case own && (res.About || res.Also) && res.Section == "" && t.was.Section != "" && t.was.Section != content.Next && res.Hits[0].Entry.ID != t.was.Subject:
		return t.show(res.Hits[0].Entry, t.was.Section, res.Hits), true, nil
	case e == nil:
		return Answer{}, false, nil
	case res.HowMuch && (res.Silent || res.FollowUp && (res.Section == content.Payer || res.Section == content.Livelihood)):
		return stay(t.amountOf(e))
	case likeliest && t.was.Doubt && res.FollowUp && res.Section != "" && other != nil:
		return offering(t).ofEach(res.Section), true, nil
	case res.FollowUp, res.Choice != 0 && res.Section != "": // or there is nothing to choose among
		return stay(res.Section)
	case res.Differs && len(res.Subjects) == 1 && res.Subjects[0] != e: // the other is what was spoken of
		return sideBySide(t).of(e, res.Subjects[0]), true, nil
	case res.Goes != nil:
		if len(res.Hits) > 0 && res.Hits[0].Entry != e {
			other = res.Hits[0].Entry
		}
		if e.Text(content.Bokmal).Section(res.Section) == nil {
			return stay(res.Goes.Section)
		}
		return stay(res.Section)
	case res.Refers && res.Silent:
		return stay(t.was.Section)
	}
	return Answer{}, false, nil
}

// withSection is e, which is likeliest of what was offered, or the first of the others
// that has s where e has not.
func withSection(s content.Section, e *content.Entry, offered []*content.Entry) *content.Entry {
	for _, o := range append([]*content.Entry{e}, offered...) {
		if s == "" || !search.IsContext(o) && o.Text(content.Bokmal).Section(s) != nil {
			return o
		}
	}
	return e
}

// amountOf is where e says how much it is: a support in what it is, an offer in what one
// lives on meanwhile, and anything that lets one live on nothing in who pays for it.
func (t goingOn) amountOf(e *content.Entry) content.Section {
	switch {
	case e.Kind == content.Support:
		return ""
	case t.res.Section != content.Payer && e.Text(content.Bokmal).Section(content.Livelihood) != nil:
		return content.Livelihood
	}
	return content.Payer
}

// short reports whether a text that tells of somebody is too short to be a case of its
// own: "for ukrainere?" asks of the subject.
func (t goingOn) short() bool {
	const few = 3
	return t.tells() == 1 && len(strings.Fields(t.text)) <= few && t.res.Intent != search.List
}

// sectionFor is where e says something of those told of, or how they stand to it; else the
// section asked for, else the one before, else whom it is for.
func (t goingOn) sectionFor(e *content.Entry) content.Section {
	if p := t.res.Goes; p != nil {
		return p.Section
	}
	told := toldBy(t.res.Person)
	for _, r := range content.Conditions(e, told.profile()).Reasons {
		if told.tells(r.Condition.Field) && r.Section != "" {
			return r.Section
		}
	}
	if t.res.Section != "" && !t.res.About {
		return t.res.Section
	}
	return cmp.Or(t.was.Section, content.Who)
}
