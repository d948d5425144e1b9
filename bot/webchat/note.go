package webchat

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// notes shows case notes.
type notes struct{ *edition }

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
	Section  string          // chosen by the address; empty for the whole
	Step     int             // likewise; 0 for none
	Groups   []bot.TickGroup // what the note has and could have
	Paths    string          // links that are only paths, a space between: the page's script puts the site before them
}

type sectionLink struct {
	Title, Path string
	Current     bool
}

// note shows the case note of an entry, of a version of it or of a journey's step.
func (c notes) note(w http.ResponseWriter, r *http.Request) error {
	f, err := c.resolve(r)
	if err != nil {
		return err
	}
	if f.State == bot.Renamed {
		http.Redirect(w, r, f.Ref.Path(), http.StatusMovedPermanently)
		return nil
	}
	l := f.Ref.Lang
	if c.Journal != nil {
		c.Journal.NoteCopied(f.Entry.ID, l)
	}
	v, err := c.noteView(r, f)
	if err != nil {
		return err
	}
	return c.show(w, r, cacheToday, page{
		Name: "note", Lang: l, Title: v.Title, Description: c.words[l]["note_intro"], Script: "note.js", NoIndex: true, Body: v,
		Langs: c.langLinks(l, func(l content.Lang) string { return inLang(f.Ref, l).Path() }),
	})
}

// noteView lays the note out, of the section or step that the address asks for.
func (c notes) noteView(r *http.Request, f bot.Resolved) (noteView, error) {
	l, e, ref := f.Ref.Lang, f.Entry, f.Ref
	whole := c.Bot.EntryCard(l, e, "")
	card := whole
	if hasSection(whole, ref.Section) {
		card = c.Bot.EntryCard(l, e, ref.Section)
	} else {
		ref.Section = ""
	}
	if step, ok := c.Bot.StepCard(l, e, ref.Step); ok {
		card = step
	}
	t, err := c.Bot.Ticks(r.Context(), "", ref)
	if err != nil {
		return noteView{}, err
	}
	if p := picks(r); p != nil {
		t = t.Adding(p)
	}
	composed, err := c.Bot.Compose(r.Context(), l, t, bot.NoteOptions{Base: c.BaseURL, On: c.Now()})
	if err != nil {
		return noteView{}, err
	}
	n := composed.Note
	v := noteView{
		Title: c.text(l, locales.ActionNote) + ": " + card.Title, Reminder: n.Reminder,
		Back: bot.Item{ID: e.ID, Title: card.Title, Path: card.Path}, BackText: c.text(l, locales.WebBack, "Title", card.Title),
		Plain: n.Plain(), Markdown: n.Markdown(), Rich: template.HTML(n.HTML()), Paths: paths(n.Links),
		Groups: composed.Groups, Section: string(ref.Section), Step: ref.Step,
	}
	of := func(s content.Section) string {
		return bot.Ref{Lang: l, Entry: ref.Entry, Digest: ref.Digest, Section: s, Note: true}.Path()
	}
	v.Sections = []sectionLink{{c.words[l]["note_whole"], of(""), card.Step == nil && ref.Section == ""}}
	for _, s := range whole.Sections {
		v.Sections = append(v.Sections, sectionLink{s.Title, of(s.Key), s.Key == ref.Section})
	}
	return v, nil
}

// picks are the statements that an address names, each by p or several by one with commas
// between; nil where it names none.
func picks(r *http.Request) []bot.Pick {
	return bot.ParsePicks(strings.Join(r.URL.Query()["p"], ","))
}

// noteReply is a note as GET /api/note gives it. Fields may be added, never renamed.
type noteReply struct {
	bot.Note
	Plain    string `json:"plain"`
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
}

// api makes the note of the statements that the address names, in their order.
func (c notes) api(w http.ResponseWriter, r *http.Request) error {
	on := picks(r)
	composed, err := c.Bot.Compose(r.Context(), requestLang(r), bot.Ticks{Offered: on, On: on}, bot.NoteOptions{Base: c.BaseURL, On: c.Now()})
	switch {
	case err != nil:
		return err
	case len(composed.On) == 0:
		return &statusError{status: http.StatusNotFound}
	}
	n := composed.Note
	body, err := marshalReply(noteReply{n, n.Plain(), n.Markdown(), n.HTML()})
	if err != nil {
		return err
	}
	assets.NewDocument("application/json; charset=utf-8", body).Serve(w, r, http.StatusOK, cacheToday)
	return nil
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
