package webchat

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// composerView is one note of points that were ticked in answers and on pages. Which they
// are, the address says; the page's script keeps them in the reader's browser instead.
type composerView struct {
	Items    []pickedView
	Gone     bool // some of what was ticked is no longer there
	Plain    string
	Markdown string
	Rich     template.HTML
	Paths    string // links that are only paths, a space between: the page's script puts the site before them
	Size     string // "73 ord · 3 kilder"
	Home     string // path of the chat page
	Clear    string // path of the empty note
}

// pickedView is a ticked point. The paths are those of the note with the point moved;
// empty where it can't be.
type pickedView struct {
	ID, Text, Short, Where string
	Up, Down, Out          string
}

// composer shows the note of the points that the address names, in their order.
func (c notes) composer(w http.ResponseWriter, r *http.Request) error {
	l := pathLang(r)
	v, err := c.composerView(r, l)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("part") == "composer" { // for the page's script
		part, err := c.fragment(l, "composer", v)
		if err != nil {
			return err
		}
		assets.NewDocument(htmlType, []byte(part)).Serve(w, r, http.StatusOK, cacheToday)
		return nil
	}
	return c.show(w, r, cacheToday, page{
		Name: "composing", Lang: l, Title: c.words[l]["note_title"], Description: c.words[l]["note_compose_intro"],
		Script: "composer.js", NoIndex: true, Body: v,
		Langs: c.langLinks(l, func(l content.Lang) string { return c.withPicks(l, picks(r)) }),
	})
}

// composerPath is the address of the note that is put together.
func composerPath(l content.Lang) string { return "/" + string(l) + "/note" }

func (c notes) composerView(r *http.Request, l content.Lang) (composerView, error) {
	asked := picks(r)
	composed, err := c.Bot.Compose(r.Context(), l, bot.Ticks{Offered: asked, On: asked}, bot.NoteOptions{Base: c.BaseURL, On: c.Now()})
	if err != nil {
		return composerView{}, err
	}
	n := composed.Note
	v := composerView{
		Gone: len(composed.On) < len(asked), Plain: n.Plain(), Markdown: n.Markdown(), Rich: template.HTML(n.HTML()), Paths: paths(n.Links),
		Size: c.text(l, locales.WebtalkNoteSize, "Words", len(strings.Fields(n.Plain())), "Sources", sourcesOf(n)),
		Home: homePath(l), Clear: composerPath(l),
	}
	for i, p := range composed.On {
		item := pickedView{ID: p.String(), Out: c.withPicks(l, slices.Delete(slices.Clone(composed.On), i, i+1))}
		for _, g := range composed.Groups {
			if k := slices.IndexFunc(g.Ticks, func(t bot.Tick) bool { return t.ID == p }); k >= 0 {
				item.Text, item.Short, item.Where = g.Ticks[k].Text, g.Ticks[k].Label, g.Title
			}
		}
		if i > 0 {
			item.Up = c.withPicks(l, swapped(composed.On, i-1))
		}
		if i+1 < len(composed.On) {
			item.Down = c.withPicks(l, swapped(composed.On, i))
		}
		v.Items = append(v.Items, item)
	}
	return v, nil
}

// withPicks is the address of the note of ps.
func (notes) withPicks(l content.Lang, ps []bot.Pick) string {
	if len(ps) == 0 {
		return composerPath(l)
	}
	all := make([]string, len(ps))
	for i, p := range ps {
		all[i] = p.String()
	}
	return composerPath(l) + "?p=" + strings.Join(all, ",") // no letter of a pick needs an escape
}

// swapped is ps with i and the one after it the other way round.
func swapped(ps []bot.Pick, i int) []bot.Pick {
	out := slices.Clone(ps)
	out[i], out[i+1] = out[i+1], out[i]
	return out
}

// sourcesOf counts what a note rests on, each once.
func sourcesOf(n bot.Note) int {
	seen := map[string]bool{}
	for _, part := range n.Parts {
		for _, p := range part.Points {
			for _, s := range p.Sources {
				seen[s.Title+" "+s.URL] = true
			}
		}
	}
	return len(seen)
}
