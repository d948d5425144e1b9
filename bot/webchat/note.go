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
	Paths    string // links that are only paths, a space between: the page's script puts the site before them
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
	f, err := c.noted(r, l, address)
	if err != nil {
		return err
	}
	if f.Entry.ID != address.id {
		http.Redirect(w, r, bot.Path(l, f.Entry.ID)+"/note", http.StatusMovedPermanently)
		return nil
	}
	if c.Journal != nil {
		c.Journal.NoteCopied(f.Entry.ID, l)
	}
	v := c.noteView(l, f, r.URL)
	return c.show(w, r, cacheToday, page{
		Name: "note", Lang: l, Title: v.Title, Description: c.words[l]["note_intro"], Script: "note.js", NoIndex: true, Body: v,
		Langs: c.langLinks(l, func(l content.Lang) string {
			return withQuery("/"+string(l)+"/"+r.PathValue("id")+"/"+r.PathValue("page"), r.URL.Query())
		}),
	})
}

// noted returns the entry a note is asked of: as it stood where the address has a
// digest, else today's, also by an id it had before.
func (c *Chat) noted(r *http.Request, l content.Lang, a address) (found, error) {
	if a.digits != "" {
		f, ok, err := c.find(r.Context(), a)
		if err == nil && !ok {
			err = c.noVersion(r, l, a)
		}
		return f, err
	}
	g := c.Bot.Guide()
	e, ok := g.Entry(a.id)
	if !ok {
		e, ok = g.Renamed(a.id)
	}
	if !ok {
		return found{}, c.notFound(r, l, a.id)
	}
	return found{Version: Version{Entry: e}, today: e, same: true}, nil
}

// superseded tells how f stands to today's text; nil where it is today's.
func (c *Chat) superseded(l content.Lang, f found) *bot.Superseded {
	if f.same {
		return nil
	}
	s := &bot.Superseded{From: f.From, To: f.To}
	if f.today != nil {
		s.Today = c.Bot.EntryCard(l, f.today, "").Permalink
	}
	return s
}

// noteView lays the note out, of the section or step that the address asks for.
func (c *Chat) noteView(l content.Lang, f found, u *url.URL) noteView {
	e := f.Entry
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
	n := c.Bot.Note(card, bot.NoteOptions{Base: c.BaseURL, On: c.Now(), Superseded: c.superseded(l, f)})
	back := card.Path
	if !f.same {
		back = card.Permalink
	}
	v := noteView{
		Title: c.text(l, locales.ActionNote) + ": " + card.Title, Reminder: n.Reminder,
		Back: bot.Item{ID: e.ID, Title: card.Title, Path: back}, BackText: c.text(l, locales.WebBack, "Title", card.Title),
		Plain: n.Plain(), Markdown: n.Markdown(), Rich: template.HTML(n.HTML()), Paths: paths(n.Links),
	}
	v.Sections = []sectionLink{{c.words[l]["note_whole"], u.Path, card.Step == nil && asked == ""}}
	for _, s := range whole.Sections {
		v.Sections = append(v.Sections, sectionLink{s.Title, withQuery(u.Path, url.Values{"section": {string(s.Key)}}), s.Key == asked})
	}
	return v
}

// paths are the addresses of links that name no site.
func paths(links []bot.Link) string {
	var out []string
	for _, l := range links {
		if strings.HasPrefix(l.URL, "/") {
			out = append(out, l.URL)
		}
	}
	return strings.Join(out, " ")
}

// withQuery puts a query behind a path.
func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
