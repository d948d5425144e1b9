package webchat

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// stoodView says how a version stands to today's.
type stoodView struct {
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

// found is a version and how it stands to today's.
type found struct {
	bot.Version
	today *content.Entry // nil where the entry is no more
	same  bool
}

// find looks a version up: today's in the guide, any other in the journal.
func (c *Chat) find(ctx context.Context, a address) (f found, ok bool, err error) {
	g := c.Bot.Guide()
	f.today, ok = g.Entry(a.id)
	if !ok {
		f.today, _ = g.Renamed(a.id)
	}
	if c.Versions != nil {
		f.Version, ok, err = c.Versions.Version(ctx, a.id, a.digits)
	}
	current := g.Digest(a.id)
	isCurrent := current != "" && strings.HasPrefix(strings.TrimPrefix(current, content.DigestPrefix), a.digits)
	switch {
	case c.Versions != nil && err == nil && ok:
		f.same = f.Digest == current
		return f, true, nil
	case isCurrent: // today's needs no journal
		f.Version.Entry, f.Digest, f.same = f.today, current, true
		return f, true, nil
	case err != nil:
		return f, false, &statusError{status: http.StatusServiceUnavailable, cause: fmt.Errorf("version of %q: %w", a.id, err)}
	}
	return f, false, nil
}

// version shows an entry as it stood.
func (c *Chat) version(w http.ResponseWriter, r *http.Request, l content.Lang, a address) error {
	f, ok, err := c.find(r.Context(), a)
	if err != nil {
		return err
	}
	if !ok {
		return c.noVersion(r, l, a)
	}
	if c.Journal != nil {
		c.Journal.Opened(a.id, l)
	}
	v := c.entryView(l, f.Entry, "")
	v.SideLinks = nil
	v.Stood = c.stood(l, f)
	v.Permalink = c.BaseURL + v.Card.Permalink
	v.NotePath = v.Path + "/note@" + shortDigest(f.Digest)
	v.Versions = c.versionList(r.Context(), l, a.id, f.Digest)
	title := v.Title + " – " + c.text(l, locales.WebVersion, "Digest", v.Stood.Digest)
	return c.show(w, r, cacheVersion, page{
		Name: "entry", Lang: l, Title: title, Description: v.Lead, Script: "entry.js", NoIndex: !f.same, Body: v,
		Langs:   c.langLinks(l, func(l content.Lang) string { return bot.Permalink(l, a.id, f.Digest) }),
		Preview: c.preview(l, v.Label, v.Title, v.Lead, v.Card.Permalink, v.Picture),
	})
}

// stood lays out how a version stands to today's.
func (c *Chat) stood(l content.Lang, f found) *stoodView {
	v := &stoodView{Digest: shortDigest(f.Digest), Same: f.same, Valid: c.valid(l, f.Version, f.same)}
	if f.same || f.today == nil {
		return v
	}
	card := c.Bot.EntryCard(l, f.today, "")
	v.Today = &bot.Item{ID: f.today.ID, Title: card.Title, Path: card.Path}
	v.Changes = c.changes(l, f.Entry, f.today)
	return v
}

// valid says from when to when a version was served; "" where nobody knows.
func (c *Chat) valid(l content.Lang, v bot.Version, current bool) string {
	switch {
	case v.From.IsZero():
		return ""
	case current:
		return c.text(l, locales.WebValidNow, "From", c.date(l, v.From))
	}
	return c.text(l, locales.WebValid, "From", c.date(l, v.From), "To", c.date(l, v.To))
}

// versionList lists the versions the journal knows, the shown one marked. A journal
// that does not answer leaves the list out: the page goes on.
func (c *Chat) versionList(ctx context.Context, l content.Lang, id, shown string) *versionList {
	if c.Versions == nil {
		return nil
	}
	vs, err := c.Versions.Versions(ctx, id)
	if err != nil {
		c.Log.ErrorContext(ctx, "web", "versions of", id, "error", err)
		return nil
	}
	list := &versionList{}
	for _, v := range vs {
		list.Items = append(list.Items, versionLink{
			Digest: shortDigest(v.Digest), Valid: c.valid(l, v, v.Digest == c.Bot.Guide().Digest(id)),
			Path: bot.Permalink(l, id, v.Digest), Current: v.Digest == shown,
		})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return list
}

// noVersion is a digest the entry never had, with those it had.
func (c *Chat) noVersion(r *http.Request, l content.Lang, a address) error {
	g := c.Bot.Guide()
	e, ok := g.Entry(a.id)
	if !ok {
		e, ok = g.Renamed(a.id)
	}
	if !ok {
		return c.notFound(r, l, a.id)
	}
	title := e.Text(l).Title
	return &statusError{status: http.StatusNotFound, page: errorPage{
		Lang: l, Title: c.text(l, locales.WebNoVersion), Text: c.text(l, locales.WebNoVersionText, "Title", title),
		Today: &bot.Item{ID: e.ID, Title: title, Path: bot.Path(l, e.ID)}, Version: c.versionList(r.Context(), l, e.ID, ""),
	}}
}
