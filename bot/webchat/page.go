package webchat

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

//go:embed templates
var templateFiles embed.FS

const htmlType = "text/html; charset=utf-8"

// The ways a page may be kept by whoever fetched it.
const (
	// The page may change with the guide: ask each time, by ETag.
	cacheToday = "no-cache"
	// An answer to a question is for nobody else.
	cacheNever = "no-store"
	// A version's text never changes. Its banner does when today's version moves on,
	// and ten minutes is how late that may be seen.
	cacheVersion = "public, max-age=600, immutable"
	// A picture is drawn from the guide and is new with its next release.
	cachePicture = "public, max-age=300"
)

// page is what the layout needs; Body is for the template named by Name.
type page struct {
	Name        string // of the template
	Lang        content.Lang
	Title       string
	Description string
	Preview     *preview   // what a pasted link shows; nil for none
	Langs       []langLink // the same page in every language
	Pages       []langLink // its addresses for search engines, likewise; nil: those of Langs
	Script      string     // static file; empty for none
	Feed        *feedLink  // of what changes in what the page shows; nil for none
	NoIndex     bool       // not for search engines
	Body        any

	Canonical string        // the page's own address, whole where the site's is known; empty for a page not to be found
	Main      template.HTML // the body, rendered
	Home      string        // path of the chat page
	Release   string        // of the guide, short
	Path      string        // of the page, for marking its place in the menu
}

// langLink leads to a page in another language.
type langLink struct {
	Lang    content.Lang
	Name    string
	Path    string
	Current bool
}

// langLinks makes a link for every language with the path that at gives.
func (c *site) langLinks(current content.Lang, at func(content.Lang) string) []langLink {
	var out []langLink
	for _, l := range content.Langs() {
		out = append(out, langLink{l, c.text(l, langNames[l]), at(l), l == current})
	}
	return out
}

// render makes the document of a page.
func (c *edition) render(r *http.Request, p page) (*assets.Document, error) {
	main, err := c.fragment(p.Lang, p.Name, p.Body)
	if err != nil {
		return nil, err
	}
	p.Main = main
	p.Path, p.Home = r.URL.Path, homePath(p.Lang)
	p.Release = c.text(p.Lang, locales.ReleaseLine, "Release", bot.ShortDigest(c.Bot.Guide().Release()))
	if p.Langs == nil {
		p.Langs = c.langLinks(p.Lang, homePath)
	}
	c.address(&p)
	var b bytes.Buffer
	if err := c.tmpl[p.Lang].ExecuteTemplate(&b, "layout", p); err != nil {
		return nil, fmt.Errorf("page %s: %w", p.Name, err)
	}
	return assets.NewDocument(htmlType, b.Bytes()), nil
}

// address tells search engines where a page is at home, and where it is in other
// languages, itself included.
func (c *site) address(p *page) {
	if p.NoIndex {
		p.Pages = nil
		return
	}
	if p.Pages == nil {
		p.Pages = p.Langs
	}
	p.Pages = slices.Clone(p.Pages)
	for i, l := range p.Pages {
		p.Pages[i].Path = c.BaseURL + l.Path
		if l.Current {
			p.Canonical = p.Pages[i].Path
		}
	}
}

// fragment renders one template in a language.
func (c *edition) fragment(l content.Lang, name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	if err := c.tmpl[l].ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("template %s: %w", name, err)
	}
	return template.HTML(b.String()), nil // made by html/template
}

// layoutOf is a digest over the templates and the static files, whose paths carry their
// own.
func layoutOf(templates fs.FS, files *assets.Files) (string, error) {
	style, err := files.Path("veiviser.css")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	sum.Write([]byte(style)) // a hash takes everything
	err = fs.WalkDir(templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(templates, name)
		sum.Write(text)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil))[:12], err
}

// show renders and serves a page.
func (c *edition) show(w http.ResponseWriter, r *http.Request, cacheControl string, p page) error {
	d, err := c.render(r, p)
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheControl)
	return nil
}
