package webchat

import (
	"context"
	"html/template"
	"net/http"
	"slices"
	"time"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
)

// entries shows entries, their versions and the steps of journeys.
type entries struct{ *edition }

// entryPage is an entry's page, today's or as it stood.
type entryPage struct {
	bot.Card
	AlsoCalled []string
	Sections   []sectionView
	SVG        template.HTML // a journey as a drawing; empty where nobody draws
	Side       *bot.Card     // the same in another language; nil for one language
	SideName   string
	SideLinks  []langLink // languages to read beside this one
	Whole      string     // path of the page in one language
	NotePath   string
	Permalink  string // absolute where the site's address is known
	Snippets   []snippetView
	Versions   *versionList
	Feedback   *feedbackForm
	Offers     *offersView // of a topic; nil for none
	Feed       *feedLink   // of what changes in a topic; nil for none

	Cautions map[string][]bot.Notice // the notices by kind: each stands where it belongs

	Status *versionStatus // how it stands to today's; nil for today's page
}

// sectionView is a section with the same one in the language beside it.
type sectionView struct {
	bot.Section
	Side   *bot.Section
	Points []pointView
}

// pointView is a point with the same one in the language beside it.
type pointView struct {
	bot.Point
	Side string
	Pick string // by which a note names it; empty for the bot's own words
}

// snippetView is a text to the participant, its Norwegian words marked.
type snippetView struct {
	bot.Snippet
	Marked template.HTML
}

// entry shows an entry's page, a version of it, or a step of a journey.
func (c entries) entry(w http.ResponseWriter, r *http.Request) error {
	f, err := c.resolve(r)
	if err != nil {
		return err
	}
	switch {
	case f.State == bot.Renamed:
		http.Redirect(w, r, f.Ref.Path(), http.StatusMovedPermanently)
		return nil
	case f.Ref.Step > 0:
		return c.step(w, r, f)
	case r.URL.Query().Has("step"): // a number that is no step leads to the journey
		http.Redirect(w, r, f.Ref.Path(), http.StatusSeeOther)
		return nil
	case f.Ref.Digest != "":
		return c.version(w, r, f)
	}
	l, e := f.Ref.Lang, f.Entry
	if c.Journal != nil {
		c.Journal.Opened(e.ID, l)
	}
	side := langOf(r.URL.Query().Get("side"))
	draw := func() (*assets.Document, error) { return c.today(r, l, e, side) }
	var d *assets.Document
	if e.Kind == content.Topic && len(offersQuery(r.URL.Query())) > 0 {
		d, err = draw()
	} else {
		d, err = c.cache.get(string(l)+"/"+e.ID+"?"+string(side), draw)
	}
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

// versionsWait is how long a page waits for its list of versions.
const versionsWait = 3 * time.Second

// today renders an entry's page as it is today.
func (c entries) today(r *http.Request, l content.Lang, e *content.Entry, side content.Lang) (*assets.Document, error) {
	v := c.entryView(l, e, side)
	v.Feedback = c.feedbackForm(l, e.ID)
	// Whoever asks for the page meanwhile waits for this one, so it is not given up when
	// the reader who asked first is gone.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), versionsWait)
	defer cancel()
	v.SVG = c.drawing(ctx, l, e)
	v.Versions = versions(c).list(ctx, l, e.ID, c.Bot.Guide().Digest(e.ID))
	p := page{
		Name: "entry", Lang: l, Title: v.Title, Description: v.Lead, Script: "entry.js", Feed: c.feedOf(l, e),
		Langs:   c.langLinks(l, func(l content.Lang) string { return bot.Ref{Lang: l, Entry: e.ID}.Path() }),
		Preview: c.preview(l, v.Label, v.Title, v.Lead, v.Path, v.Picture),
	}
	if e.Kind == content.Topic {
		v.Feed = p.Feed
	}
	c.topicPage(r, l, e, &p, &v)
	p.Body = v
	return c.render(r, p)
}

// entryView lays an entry out in l, beside side where that is another language.
func (c entries) entryView(l content.Lang, e *content.Entry, side content.Lang) entryPage {
	card := c.Bot.EntryCard(l, e, "")
	v := entryPage{
		Card: card, AlsoCalled: e.Text(l).AlsoCalled, NotePath: noteOf(card),
		Permalink: c.BaseURL + card.Permalink, Whole: card.Path, Snippets: c.snippets(l, e),
	}
	if side != "" && side != l {
		other := c.Bot.EntryCard(side, e, "")
		v.Side, v.SideName = &other, c.text(l, langNames[side])
	}
	for _, o := range content.Langs() {
		if o != l {
			v.SideLinks = append(v.SideLinks, langLink{o, c.text(l, langNames[o]), card.Path + "?side=" + string(o), o == side})
		}
	}
	v.Sections = beside(card.Sections, v.Side)
	v.Cautions = map[string][]bot.Notice{}
	for _, n := range card.Notices {
		if n.Kind == bot.Local && hasSection(card, content.Local) {
			continue // its statements say what differs
		}
		v.Cautions[string(n.Kind)] = append(v.Cautions[string(n.Kind)], n)
	}
	for i, s := range v.Sections {
		for j := range s.Points {
			v.Sections[i].Points[j].Pick = pickAt(card, s.Section, j)
		}
	}
	return v
}

// drawing is the journey as today's guide has it; empty where nobody draws it. A
// journey that can't be drawn is no reason not to show its text.
func (c entries) drawing(ctx context.Context, l content.Lang, e *content.Entry) template.HTML {
	if c.Pictures == nil || e.Kind != content.Journey {
		return ""
	}
	svg, err := c.Pictures.JourneySVG(ctx, l, e.ID)
	if err != nil {
		c.Log.ErrorContext(ctx, "a journey is not drawn", "platform", bot.Web, "entry", e.ID, "err", err)
		return ""
	}
	return template.HTML(svg) // our own painter's
}

// beside pairs the sections of a card with those of the same entry's card in another
// language: the guide has the same points in the same order in each.
func beside(sections []bot.Section, side *bot.Card) []sectionView {
	out := make([]sectionView, len(sections))
	for i, s := range sections {
		out[i] = sectionView{Section: s}
		if side != nil && i < len(side.Sections) {
			out[i].Side = &side.Sections[i]
		}
		for j, p := range s.Points {
			pv := pointView{Point: p}
			if o := out[i].Side; o != nil && j < len(o.Points) {
				pv.Side = o.Points[j].Text
			}
			out[i].Points = append(out[i].Points, pv)
		}
	}
	return out
}

// snippets are the texts to the participant, but for the original, which stands
// beside each of them.
func (c entries) snippets(l content.Lang, e *content.Entry) []snippetView {
	var out []snippetView
	for _, s := range e.Snippets {
		v, ok := c.Bot.Snippet(l, e, s.Lang)
		if !ok || s.Lang == string(content.Bokmal) {
			continue
		}
		out = append(out, snippetView{v, c.tongues.snippet(v.Lang, v.Text)})
	}
	return out
}

// stepPage is one step of a journey.
type stepPage struct {
	bot.Card
	Drawn          bool // somebody draws the picture
	Previous, Next *bot.Action
	Journey        string // path of the whole journey
	NotePath       string
	Steps          []stepLink
}

type stepLink struct {
	Number  int
	Title   string
	Path    string
	Current bool
}

// step shows a step of a journey, today's or as it stood.
func (c entries) step(w http.ResponseWriter, r *http.Request, f bot.Resolved) error {
	l, e, k := f.Ref.Lang, f.Entry, f.Ref.Step
	card := c.Bot.Card(f)
	if c.Journal != nil {
		c.Journal.Opened(e.ID, l)
	}
	if r.URL.Query().Get("part") == "card" { // the chat's script walks on within the answer
		part, err := c.fragment(l, "card", replies(c).view(bot.Answer{Lang: l, Card: card}, placeOf(card)))
		if err != nil {
			return err
		}
		assets.NewDocument(htmlType, []byte(part)).Serve(w, r, http.StatusOK, cacheToday)
		return nil
	}
	at := func(k int) bot.Ref {
		ref := f.Ref
		ref.Step = k
		return ref
	}
	v := stepPage{Card: card, Drawn: c.Pictures != nil, Journey: at(0).Path(), NotePath: noteOf(card)}
	for i := range card.Actions {
		if a := &card.Actions[i]; a.Kind == bot.GoToStep && a.Step < k {
			v.Previous = a
		} else if a.Kind == bot.GoToStep {
			v.Next = a
		}
	}
	for i, s := range e.Steps {
		v.Steps = append(v.Steps, stepLink{i + 1, s.Texts[l].Title, at(i + 1).Path(), i+1 == k})
	}
	title := card.Step.Position + ": " + card.Step.Title
	return c.show(w, r, cacheToday, page{
		Name: "step", Lang: l, Title: title + " – " + card.Title, Description: card.Step.Text, Body: v, NoIndex: card.Version != "",
		Langs:   c.langLinks(l, func(l content.Lang) string { return inLang(at(k), l).Path() }),
		Preview: c.preview(l, card.Label, title, card.Step.Text, card.Path, card.Picture),
	})
}

// noteOf is the address of the case note of what a card shows.
func noteOf(card bot.Card) string {
	ref := card.Ref()
	ref.Note = true
	return ref.Path()
}

// hasSection reports whether the card has the section, or says that it is missing.
func hasSection(card bot.Card, s content.Section) bool {
	return slices.ContainsFunc(card.Sections, func(x bot.Section) bool { return x.Key == s })
}
