package webchat

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// History knows by which versions entries changed.
type History interface {
	// Revisions returns the versions by which entries changed or came to be, the latest
	// first, at most limit.
	Revisions(ctx context.Context, limit int) ([]bot.Revision, error)
}

// feeds are the changes of a topic, of an entry or of the whole guide, as Atom (RFC 4287).
type feeds struct{ *edition }

const (
	// maxFeed is how many changes a feed has.
	maxFeed = 50
	// maxRevisions are looked through for them: some are of other topics, or change nothing
	// that is stated.
	maxRevisions = 2000
	atomType     = "application/atom+xml; charset=utf-8"
	// tagged is the year from which on the site's name is ours, as ids of the form "tag:" ask
	// for (RFC 4151). It never changes.
	tagged = "2026"
	// unnamed stands in ids for a site whose name is not set.
	unnamed = "veiviser.invalid"
)

// feedLink leads to a feed.
type feedLink struct{ Title, Path string }

// feedOf leads to the feed of what changes in e, or in all of the guide where e is nil; nil
// where nobody knows what changed.
func (c *edition) feedOf(l content.Lang, e *content.Entry) *feedLink {
	if c.History == nil {
		return nil
	}
	if e == nil {
		return &feedLink{c.text(l, locales.SubscribeFeedAll), bot.FeedPath(l, "")}
	}
	return &feedLink{c.text(l, locales.SubscribeFeedOf, "Title", e.Text(l).Title), bot.FeedPath(l, e.ID)}
}

// page serves the feed that the address names.
func (c feeds) page(w http.ResponseWriter, r *http.Request) error {
	l, id := pathLang(r), r.PathValue("id")
	e, known := c.Bot.Guide().Called(id)
	switch {
	case c.History == nil:
		return c.notFound(r, l, "")
	case id != "" && !known:
		return c.notFound(r, l, id)
	case known && e.ID != id:
		http.Redirect(w, r, bot.FeedPath(l, e.ID), http.StatusMovedPermanently)
		return nil
	}
	d, err := c.cache.get(bot.FeedPath(l, id), func() (*assets.Document, error) {
		// Whoever asks meanwhile waits for this one: it is not given up when the reader who
		// asked first is gone.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), versionsWait)
		defer cancel()
		return c.render(ctx, l, e)
	})
	if err != nil {
		return &statusError{status: http.StatusServiceUnavailable, cause: err}
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

// atom is a feed.
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Links     []atomLink `xml:"link"`
	Summary   string     `xml:"summary"`
}

// render makes the feed of e, of all of the guide where e is nil.
func (c feeds) render(ctx context.Context, l content.Lang, e *content.Entry) (*assets.Document, error) {
	revs, err := c.History.Revisions(ctx, maxRevisions)
	if err != nil {
		return nil, err
	}
	of := func(o *content.Entry) bool { // what is local is told of on its own page alone
		return o == e || o.Place == "" && (e == nil || o.Topic == e.ID)
	}
	items, err := c.Bot.Revisions(ctx, l, revs, of, maxFeed)
	if err != nil {
		return nil, err
	}
	link, home := c.feedOf(l, e), homePath(l)
	if e != nil {
		home = bot.Ref{Lang: l, Entry: e.ID}.Path()
	}
	feed := atom{
		Lang: string(l), ID: c.tag(link.Path), Title: link.Title, Author: atomAuthor{c.text(l, locales.WebSite)},
		Links: []atomLink{{"self", "application/atom+xml", string(l), c.BaseURL + link.Path}, {"alternate", "text/html", string(l), c.BaseURL + home}},
	}
	latest, err := c.begun(ctx, e)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		if it.At.After(latest) {
			latest = it.At
		}
		feed.Entries = append(feed.Entries, c.entry(l, it))
	}
	feed.Updated = stamp(latest)
	body, err := xml.Marshal(feed)
	if err != nil {
		return nil, err
	}
	return assets.NewDocument(atomType, append([]byte(xml.Header), body...)).Modified(latest), nil
}

// entry is a change.
func (c feeds) entry(l content.Lang, it bot.RevisionItem) atomEntry {
	out := atomEntry{
		ID: c.tag(it.Path), Title: it.Title, Published: stamp(it.At), Updated: stamp(it.At), Summary: strings.Join(it.Lines, "\n"),
		Links: []atomLink{{"alternate", "text/html", string(l), c.BaseURL + it.Path}},
	}
	if it.Before != "" {
		out.Links = append(out.Links, atomLink{"related", "text/html", string(l), c.BaseURL + it.Before})
	}
	return out
}

// begun is when e, or the first topic of the guide, was first served: before that nothing
// changed.
func (c feeds) begun(ctx context.Context, e *content.Entry) (time.Time, error) {
	first := time.Unix(0, 0)
	if topics := c.Bot.Guide().Topics(); e == nil && len(topics) > 0 {
		e = topics[0]
	}
	if e == nil {
		return first, nil
	}
	vs, err := c.Bot.Versions(ctx, e.ID)
	for i, v := range vs {
		if i == 0 || v.From.Before(first) {
			first = v.From
		}
	}
	return first, err
}

// tag is the id of what has the path, which stays when the site's scheme changes.
func (c feeds) tag(path string) string {
	host := unnamed
	if u, err := url.Parse(c.BaseURL); err == nil && u.Host != "" {
		host, path = u.Hostname(), u.Path+path
	}
	return "tag:" + host + "," + tagged + ":" + path
}

// stamp is a time as Atom writes it.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
