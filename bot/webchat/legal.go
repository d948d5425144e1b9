package webchat

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// Operator is who answers for the service.
type Operator struct {
	Name    string // empty: the pages say that nobody has filled it in
	Contact string // an e-mail address or the address of a page; empty likewise
}

// Kept is something that is kept, for the page on privacy.
type Kept struct {
	What  string        // what it is called, one of those in keptWords
	For   time.Duration // how long at most; 0 where only Until ends it
	Until string        // what ends it before, one of those in untilWords; empty: nothing
	Of    string        // what it says of a person, one of those in ofWords
}

// keptWords say what is kept.
var keptWords = map[string]locales.Key{
	"event_ids": locales.PrivacyKeptEventIds, "pending": locales.PrivacyKeptPending, "conversation": locales.PrivacyKeptConversation,
	"preferences": locales.PrivacyKeptPreferences, "counts": locales.PrivacyKeptCounts, "votes": locales.PrivacyKeptVotes,
	"sent_to_editors": locales.PrivacyKeptSentToEditors, "subscriptions": locales.PrivacyKeptSubscriptions,
	"settings": locales.PrivacyKeptSettings, "slack_installation": locales.PrivacyKeptSlackInstallation,
	"entry_versions": locales.PrivacyKeptEntryVersions,
}

// untilWords say what ends it.
var untilWords = map[string]locales.Key{
	"ever": locales.PrivacyUntilEver, "removed": locales.PrivacyUntilRemoved, "stopped": locales.PrivacyUntilStopped,
	"closed": locales.PrivacyUntilClosed, "done": locales.PrivacyUntilDone,
}

// ofWords say what it says of a person.
var ofWords = map[string]locales.Key{
	"nothing": locales.PrivacyOfNothing, "hash": locales.PrivacyOfHash, "encrypted": locales.PrivacyOfEncrypted,
	"text": locales.PrivacyOfText, "id": locales.PrivacyOfId,
}

// check reports what the page on privacy has no words for.
func (k Kept) check() error {
	_, what := keptWords[k.What]
	_, of := ofWords[k.Of]
	_, until := untilWords[k.Until]
	if !what || !of || !until && k.Until != "" || k.For <= 0 && k.Until == "" {
		return fmt.Errorf("the page on privacy has no words for what is kept as %+v", k)
	}
	return nil
}

// time says how long it is kept.
func (k Kept) time(w *locales.Words) string {
	long := longest(w, k.For)
	if k.Until == "" {
		return long
	}
	return w.Text(untilWords[k.Until], "Time", long)
}

// longest is a time in the largest unit that it is a whole number of; two days and less
// in hours, as it is never rounded.
func longest(w *locales.Words, d time.Duration) string {
	const day, year = 24 * time.Hour, 365 * 24 * time.Hour
	for _, u := range []struct {
		of  time.Duration
		key locales.Key
	}{{year, locales.PrivacyYears}, {day, locales.PrivacyDays}, {time.Hour, locales.PrivacyHours}} {
		if d >= u.of && d%u.of == 0 {
			return w.Count(u.key, int(d/u.of))
		}
	}
	return w.Count(locales.PrivacyMinutes, int(d/time.Minute))
}

// legal shows the pages on privacy and on the terms of use.
type legal struct{ *edition }

// legalView is either page.
type legalView struct {
	Operator      string // what is said of it
	Contact, Link string // how to reach it, and where that leads; empty for nobody
	Kept          []keptRow
}

// keptRow is what is kept, in words.
type keptRow struct{ What, Time, Of string }

// The addresses of the pages. Without a language they lead to the reader's, and stand in
// the packages for Slack and Teams.
func privacyPath(l content.Lang) string { return "/" + string(l) + "/privacy" }
func termsPath(l content.Lang) string   { return "/" + string(l) + "/terms" }

// homeOf leads from an address without a language to the page.
func (c legal) homeOf(at func(content.Lang) string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		http.Redirect(w, r, at(requestLang(r)), http.StatusSeeOther)
		return nil
	}
}

// privacy shows what is kept, where, how long, and who answers for it.
func (c legal) privacy(w http.ResponseWriter, r *http.Request) error {
	return c.page(w, r, "privacy", locales.PrivacyHeading, locales.PrivacyIntro, privacyPath)
}

// terms shows the terms of use.
func (c legal) terms(w http.ResponseWriter, r *http.Request) error {
	return c.page(w, r, "terms", locales.TermsTitle, locales.TermsIntro, termsPath)
}

func (c legal) page(w http.ResponseWriter, r *http.Request, name string, title, intro locales.Key, at func(content.Lang) string) error {
	l := pathLang(r)
	d, err := c.cache.get(r.URL.Path, func() (*assets.Document, error) {
		title, intro := c.text(l, title), c.text(l, intro)
		return c.render(r, page{
			Name: name, Lang: l, Title: title, Description: intro, Body: c.view(l),
			Langs: c.langLinks(l, at), Preview: c.preview(l, "", title, intro, at(l), nil),
		})
	})
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

func (c legal) view(l content.Lang) legalView {
	v := legalView{Operator: c.text(l, locales.PrivacyWhoNone), Contact: c.Operator.Contact}
	if c.Operator.Name != "" {
		v.Operator = c.text(l, locales.PrivacyWhoText, "Name", c.Operator.Name)
	}
	if v.Link = v.Contact; v.Link != "" && !strings.Contains(v.Link, "://") {
		v.Link = "mailto:" + v.Link
	}
	words := c.Words.In(string(l))
	for _, k := range c.Kept {
		v.Kept = append(v.Kept, keptRow{words.Text(keptWords[k.What]), k.time(words), words.Text(ofWords[k.Of])})
	}
	return v
}
