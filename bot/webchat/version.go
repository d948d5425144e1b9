package webchat

import (
	"context"
	"net/http"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// versionStatus says how a version stands to today's.
type versionStatus struct {
	Digest  string
	Valid   string // "gjaldt fra … til …"; empty where nobody knows
	Same    bool
	Today   *bot.Item  // today's page where it differs; nil where there is none
	Changes []diffPart // from then to today
}

// versionList is the versions of an entry, newest first.
type versionList struct {
	Items []versionLink
}

type versionLink struct {
	Digest  string
	Valid   string
	Path    string
	Current bool // the one that is shown
}

// resolve finds the place that the request's address names; it is never the place of
// an entry that nobody knows: that is an error with its page.
func (c *edition) resolve(r *http.Request) (bot.Resolved, error) {
	return resolveAt(c, r, pathLang(r), r.URL.RequestURI())
}

// resolveAt finds the place at address likewise, for a reader of l.
func resolveAt(c *edition, r *http.Request, l content.Lang, address string) (bot.Resolved, error) {
	ref, ok := bot.ParseRef("", address)
	if !ok {
		return bot.Resolved{}, c.notFound(r, l, "")
	}
	res, err := c.Bot.Resolve(r.Context(), ref)
	switch {
	case err != nil:
		return res, &statusError{status: http.StatusServiceUnavailable, cause: err}
	case res.State == bot.Changed, res.State == bot.Gone && res.Entry == nil:
		return res, versions{c}.gone(r, res)
	case res.State == bot.NeverWas:
		return res, c.notFound(r, l, ref.Entry)
	}
	return res, nil
}

// version shows an entry as it stood.
func (c entries) version(w http.ResponseWriter, r *http.Request, f bot.Resolved) error {
	l := f.Ref.Lang
	if c.Journal != nil {
		c.Journal.Opened(f.Entry.ID, l)
	}
	v := c.entryView(l, f.Entry, "")
	v.SideLinks = nil
	v.Status = c.status(l, f)
	note := f.Ref
	note.Note = true
	v.NotePath = note.Path()
	v.Versions = versions(c).list(r.Context(), l, f.Entry.ID, f.Digest)
	title := v.Title + " – " + c.text(l, locales.WebVersion, "Digest", v.Status.Digest)
	return c.show(w, r, cacheVersion, page{
		Name: "entry", Lang: l, Title: title, Description: v.Lead, Script: "entry.js", NoIndex: !v.Status.Same, Body: v,
		Langs:   c.langLinks(l, func(l content.Lang) string { return inLang(f.Ref, l).Path() }),
		Pages:   c.langLinks(l, func(l content.Lang) string { return bot.Ref{Lang: l, Entry: f.Entry.ID}.Path() }), // as today's: the same text
		Preview: c.preview(l, v.Label, v.Title, v.Lead, v.Card.Permalink, v.Picture),
	})
}

// inLang is the same place in another language.
func inLang(r bot.Ref, l content.Lang) bot.Ref {
	r.Lang = l
	return r
}

// status lays out how a version stands to today's.
func (c entries) status(l content.Lang, f bot.Resolved) *versionStatus {
	same := f.State == bot.Today
	v := &versionStatus{Digest: bot.ShortDigest(f.Digest), Same: same, Valid: versions(c).valid(l, f.Version, same)}
	if same || f.Today == nil {
		return v
	}
	card := c.Bot.EntryCard(l, f.Today, "")
	v.Today = &bot.Item{ID: f.Today.ID, Title: card.Title, Path: card.Path}
	v.Changes = c.changes(l, f.Entry, f.Today)
	return v
}

// versions tells of the versions of an entry.
type versions struct{ *edition }

// valid says from when to when a version was served; "" where nobody knows.
func (c versions) valid(l content.Lang, v bot.Version, current bool) string {
	switch {
	case v.From.IsZero():
		return ""
	case current:
		return c.text(l, locales.WebValidNow, "From", content.DateOf(v.From).In(l))
	}
	return c.text(l, locales.WebValid, "From", content.DateOf(v.From).In(l), "To", content.DateOf(v.To).In(l))
}

// list lists the versions the journal knows, the shown one marked. A journal
// that does not answer leaves the list out: the page goes on.
func (c versions) list(ctx context.Context, l content.Lang, id, shown string) *versionList {
	vs, err := c.Bot.Versions(ctx, id)
	if err != nil {
		c.Log.ErrorContext(ctx, "an entry's versions are not listed", "platform", bot.Web, "entry", id, "err", err)
		return nil
	}
	list := &versionList{}
	for _, v := range vs {
		list.Items = append(list.Items, versionLink{
			Digest: bot.ShortDigest(v.Digest), Valid: c.valid(l, v, v.Digest == c.Bot.Guide().Digest(id)),
			Path: bot.Ref{Lang: l, Entry: id, Digest: bot.ShortDigest(v.Digest)}.Path(), Current: v.Digest == shown,
		})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return list
}

// gone is a version nobody knows, or an entry that is no more, with the versions
// there were and today's page.
func (c versions) gone(r *http.Request, f bot.Resolved) error {
	l := f.Ref.Lang
	status := http.StatusGone
	p := errorPage{Lang: l, Title: c.text(l, locales.LinkGone), Version: c.list(r.Context(), l, f.Ref.Entry, "")}
	if f.Today != nil {
		status = http.StatusNotFound
		today := c.Bot.Item(l, f.Today)
		p.Title, p.Text = c.text(l, locales.WebNoVersion), c.text(l, locales.WebNoVersionText, "Title", today.Title)
		p.Today = &today
		p.Version = c.list(r.Context(), l, f.Today.ID, "")
	}
	return &statusError{status: status, page: p}
}
