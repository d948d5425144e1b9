package webchat

import (
	"net/http"
	"strconv"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// builders shows the page for those who build on the guide.
type builders struct{ *edition }

// buildView is the page for those who build on the guide.
type buildView struct {
	Site      string // before paths in what is to be written elsewhere
	Question  string // of the example
	Page      string // path of the page of the examples
	Permalink string // of the same
	Step      string // path of a step; empty where the guide has no journey
	Limits    []string
}

// buildPath is the address of the page for those who build on the guide.
func buildPath(l content.Lang) string { return "/" + string(l) + "/api" }

// home leads from /api to the page.
func (c builders) home(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, buildPath(requestLang(r)), http.StatusSeeOther)
	return nil
}

// page shows the page.
func (c builders) page(w http.ResponseWriter, r *http.Request) error {
	l := pathLang(r)
	d, err := c.cache.get(r.URL.Path, func() (*assets.Document, error) {
		title, intro := c.text(l, locales.BuildTitle), c.text(l, locales.BuildIntro)
		return c.render(r, page{
			Name: "build", Lang: l, Title: title, Description: intro, Body: c.view(l),
			Langs: c.langLinks(l, buildPath), Preview: c.preview(l, "", title, intro, buildPath(l), nil),
		})
	})
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

func (c builders) view(l content.Lang) buildView {
	v := buildView{Site: c.BaseURL, Question: c.Bot.Examples(l)[0], Page: homePath(l)}
	if v.Site == "" {
		v.Site = "http://localhost:8080"
	}
	if offers := c.Bot.Guide().OfKind(content.Offer); len(offers) > 0 {
		card := c.Bot.EntryCard(l, offers[0], "")
		v.Page, v.Permalink = card.Path, card.Permalink
	}
	if journeys := c.Bot.Guide().OfKind(content.Journey); len(journeys) > 0 {
		v.Step = bot.Ref{Lang: l, Entry: journeys[0].ID, Step: 1}.Path()
	}
	limits := c.Limits.withDefaults()
	if limits.Questions > 0 {
		v.Limits = append(v.Limits, c.text(l, locales.BuildQuestions, "Questions", limits.Questions, "Turns", limits.Turns))
	}
	v.Limits = append(v.Limits,
		c.text(l, locales.BuildLong, "Max", strconv.Itoa(bot.MaxQuestion)), c.text(l, locales.BuildNumbers), c.text(l, locales.BuildKept))
	return v
}
