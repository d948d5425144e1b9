package webchat

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// noteView is the page of a case note.
type noteView struct {
	Title    string
	Back     bot.Item // the page the note is of
	BackText string
	Reminder string
	Sections []sectionLink // what the note can be about
	Plain    string
	Markdown string
	Rich     template.HTML
	Link     string // where it is only a path, the page's script puts the site before it
}

type sectionLink struct {
	Title, Path string
	Current     bool
}

// note shows the case note of an entry, of a version of it or of a journey's step.
func (c *Chat) note(w http.ResponseWriter, r *http.Request) error {
	l := pathLang(r)
	digest, isNote := strings.CutPrefix(r.PathValue("page"), "note")
	address, ok := parseAddress(r.PathValue("id") + digest) // digest is empty or "@…"
	if !isNote || !ok {
		return c.notFound(r, l, "")
	}
	e, err := c.noted(r, l, address)
	if err != nil {
		return err
	}
	if e.ID != address.id {
		http.Redirect(w, r, bot.Path(l, e.ID)+"/note", http.StatusMovedPermanently)
		return nil
	}
	if c.Journal != nil {
		c.Journal.NoteCopied(e.ID, l)
	}
	v := c.noteView(l, e, r.URL)
	return c.show(w, r, cacheToday, page{
		Name: "note", Lang: l, Title: v.Title, Description: c.words[l]["note_intro"], Script: "note.js", NoIndex: true, Body: v,
		Langs: c.langLinks(l, func(l content.Lang) string {
			return withQuery("/"+string(l)+"/"+r.PathValue("id")+"/"+r.PathValue("page"), r.URL.Query())
		}),
	})
}

// noted returns the entry a note is asked of: as it stood where the address has a
// digest, else today's, also by an id it had before.
func (c *Chat) noted(r *http.Request, l content.Lang, a address) (*content.Entry, error) {
	if a.digits != "" {
		f, ok, err := c.find(r.Context(), a)
		if err == nil && !ok {
			err = c.noVersion(r, l, a)
		}
		return f.Entry, err
	}
	g := c.Bot.Guide()
	if e, ok := g.Entry(a.id); ok {
		return e, nil
	}
	if e, ok := g.Renamed(a.id); ok {
		return e, nil
	}
	return nil, c.notFound(r, l, a.id)
}

// noteView lays the note out, of the section or step that the address asks for.
func (c *Chat) noteView(l content.Lang, e *content.Entry, u *url.URL) noteView {
	asked := content.Section(u.Query().Get("section"))
	whole := c.Bot.EntryCard(l, e, "")
	card := whole
	if hasSection(whole, asked) {
		card = c.Bot.EntryCard(l, e, asked)
	} else {
		asked = ""
	}
	k, err := strconv.Atoi(u.Query().Get("step"))
	if step, ok := c.Bot.StepCard(l, e, k); err == nil && ok {
		card = step
	}
	n := c.Bot.Note(card, c.BaseURL, c.Now())
	v := noteView{
		Title: c.text(l, locales.ActionNote) + ": " + card.Title, Reminder: n.Reminder,
		Back: bot.Item{ID: e.ID, Title: card.Title, Path: card.Path}, BackText: c.text(l, locales.WebBack, "Title", card.Title),
		Plain: n.Plain(), Markdown: n.Markdown(), Rich: template.HTML(n.HTML()), Link: n.Link,
	}
	v.Sections = []sectionLink{{c.words[l]["note_whole"], u.Path, card.Step == nil && asked == ""}}
	for _, s := range whole.Sections {
		v.Sections = append(v.Sections, sectionLink{s.Title, withQuery(u.Path, url.Values{"section": {string(s.Key)}}), s.Key == asked})
	}
	return v
}

// withQuery puts a query behind a path.
func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
