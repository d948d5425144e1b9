package webchat

import (
	"encoding/xml"
	"net/http"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
)

// sitemaps lists the pages for search engines.
type sitemaps struct{ *edition }

// maxSitemap is how many addresses a sitemap may have: what the protocol allows.
const maxSitemap = 50_000

// sitemap is the document, as sitemaps.org has it, with a page's other languages as Google
// reads them.
type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	Pages   []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc        string        `xml:"loc"`
	Alternates []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// page serves the list. A sitemap has whole addresses, so there is none where the site's
// is not known.
func (c sitemaps) page(w http.ResponseWriter, r *http.Request) error {
	if c.BaseURL == "" {
		return c.notFound(r, requestLang(r), "")
	}
	d, err := c.cache.get(r.URL.Path, c.render)
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

func (c sitemaps) render() (*assets.Document, error) {
	list := sitemap{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range c.pages() {
		links := make([]sitemapLink, len(p))
		for i, l := range p {
			links[i] = sitemapLink{"alternate", string(l.Lang), c.BaseURL + l.Path}
		}
		if len(list.Pages)+len(links) > maxSitemap {
			break
		}
		for _, l := range links {
			list.Pages = append(list.Pages, sitemapURL{l.Href, links})
		}
	}
	body, err := xml.Marshal(list)
	if err != nil {
		return nil, err
	}
	return assets.NewDocument("application/xml; charset=utf-8", append([]byte(xml.Header), body...)), nil
}

// pages are the pages that may be found, each in all its languages: those of the site,
// the entries, the steps of journeys, and the sheets for participants.
func (c sitemaps) pages() [][]langLink {
	var out [][]langLink
	for _, at := range []func(content.Lang) string{homePath, bot.MapPath, buildPath, privacyPath, termsPath} {
		out = append(out, c.langLinks("", at))
	}
	for _, e := range c.Bot.Guide().Entries() {
		for step := range len(e.Steps) + 1 {
			out = append(out, c.langLinks("", func(l content.Lang) string { return bot.Ref{Lang: l, Entry: e.ID, Step: step}.Path() }))
		}
		if sheets := handouts(c).links(bot.Ref{Lang: content.Bokmal, Entry: e.ID}, e, ""); len(sheets) > 0 {
			out = append(out, sheets)
		}
	}
	return out
}
