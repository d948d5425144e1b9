package webchat

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// maps shows the opportunity map, and serves it and the journeys as pictures.
type maps struct{ *edition }

// mapView is the opportunity map's page.
type mapView struct {
	bot.Card
	SVG         template.HTML // empty where nobody draws
	Filters     []filterView
	Journeys    []option
	Reader      []bot.Choice // the journeys, for the list
	Topics      []topicView
	Count       string // how many offers fit
	PDF         string // path; empty where nobody draws
	AllJourneys bool
	One, Any    string // the count's words, for the page's script
}

// filterView is a choice among the marks of offers.
type filterView struct {
	Name, Label string
	Options     []option
}

type option struct {
	Value, Label string
	Selected     bool
}

// topicView is a topic of the list below the map.
type topicView struct {
	bot.Item
	Offers []offerView
}

// offerView is an offer with the marks the page's script filters by.
type offerView struct {
	bot.Choice
	Goals, Level, Schooling, Residence string
	Hidden                             bool
}

// page shows the map. The filter is in the address, so that it works without the
// page's script and can be linked to.
func (c maps) page(w http.ResponseWriter, r *http.Request) error {
	l, q := pathLang(r), mapQuery(r.URL.Query())
	draw := func() (*assets.Document, error) {
		v, err := c.view(r, l, q)
		if err != nil {
			return nil, err
		}
		return c.render(r, page{
			Name: "map", Lang: l, Title: v.Title, Description: v.Lead, Script: "map.js", Body: v,
			Langs:   c.langLinks(l, func(l content.Lang) string { return withQuery(bot.MapPath(l), q) }),
			Pages:   c.langLinks(l, bot.MapPath),
			Preview: c.preview(l, "", v.Title, v.Lead, v.Path, nil),
		})
	}
	var d *assets.Document
	var err error
	if r.URL.RawQuery == "" {
		d, err = c.cache.get(r.URL.Path, draw)
	} else {
		d, err = draw()
	}
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

// mapQuery keeps of an address what the map reads of it, each once: the page's links
// carry nothing else on.
func mapQuery(q url.Values) url.Values {
	out := url.Values{}
	for _, name := range []string{"goal", "level", "schooling", "residence", "journey"} {
		if v := q.Get(name); v != "" && len(v) <= maxMark {
			out.Set(name, v)
		}
	}
	return out
}

// maxMark is longer than any mark or id of the guide.
const maxMark = 100

// filterOf reads the filter; what is no mark of the guide is left out.
func filterOf(q url.Values) bot.Filter {
	one := func(name string, allowed []string) string {
		for _, a := range allowed {
			if q.Get(name) == a {
				return a
			}
		}
		return ""
	}
	return bot.Filter{
		Goal: one("goal", content.Goals()), Level: one("level", content.CEFRLevels()),
		Schooling: one("schooling", content.SchoolingLevels()), Residence: one("residence", content.ResidenceGrounds()),
	}
}

func (c maps) view(r *http.Request, l content.Lang, q url.Values) (mapView, error) {
	f := filterOf(q)
	v := mapView{Card: c.Bot.Map(l), Filters: c.filters(l, f)}
	n := 0
	for _, g := range v.Groups {
		t := topicView{Item: bot.Item{Title: g.Title, Path: g.Path}}
		for _, ch := range g.Items {
			e, _ := c.Bot.Guide().Entry(ch.ID) // the map lists entries of the guide
			o := offerView{
				Choice: ch, Goals: strings.Join(e.Goals, " "), Schooling: strings.Join(e.Schooling, " "),
				Residence: strings.Join(e.Residence, " "), Hidden: !f.Fits(e),
			}
			if e.Norwegian != nil {
				o.Level = e.Norwegian.Level
			}
			if !o.Hidden {
				n++
			}
			t.Offers = append(t.Offers, o)
		}
		v.Topics = append(v.Topics, t)
	}
	words := c.Words.In(string(l))
	v.Count = words.Count(locales.WebFilterCount, n)
	v.AllJourneys = q.Get("journey") == "all"
	v.One, v.Any = words.Count(locales.WebFilterCount, 1), words.Count(locales.WebFilterCount, 0)
	for _, j := range c.Bot.Guide().OfKind(content.Journey) {
		v.Journeys = append(v.Journeys, option{j.ID, j.Text(l).Title, q.Get("journey") == j.ID})
		v.Reader = append(v.Reader, bot.Choice{Item: bot.Item{ID: j.ID, Title: j.Text(l).Title, Path: bot.Ref{Lang: l, Entry: j.ID}.Path()}, Line: j.Text(l).Summary})
	}
	if c.Pictures == nil {
		return v, nil
	}
	svg, err := c.Pictures.MapSVG(r.Context(), l)
	if err != nil {
		return v, err
	}
	v.SVG, v.PDF = template.HTML(svg), "/pictures/"+string(l)+"/map-a2.pdf" // drawn by our own painter
	return v, nil
}

// filters lists the choices of the filter's form.
func (c maps) filters(l content.Lang, f bot.Filter) []filterView {
	list := func(name string, label locales.Key, values []string, chosen string, title func(string) string) filterView {
		v := filterView{Name: name, Label: c.text(l, label)}
		for _, x := range values {
			v.Options = append(v.Options, option{x, title(x), x == chosen})
		}
		return v
	}
	name := func(x string) string { return c.Bot.MarkTitle(l, x) }
	return []filterView{
		list("goal", locales.FactGoals, content.Goals(), f.Goal, name),
		list("level", locales.WebFilterLevel, content.CEFRLevels(), f.Level, func(x string) string { return x }),
		list("schooling", locales.FactSchooling, content.SchoolingLevels(), f.Schooling, name),
		list("residence", locales.FactResidence, content.ResidenceGrounds(), f.Residence, name),
	}
}

// picture serves the drawing of a journey or the printable map.
func (c maps) picture(w http.ResponseWriter, r *http.Request) error {
	l := pathLang(r)
	if c.Pictures == nil {
		return c.notFound(r, l, "")
	}
	file, kind := r.PathValue("file"), "image/png"
	var body []byte
	var err error
	if paper, isMap := papers[file]; isMap {
		kind = "application/pdf"
		body, err = c.Pictures.MapPDF(r.Context(), l, paper)
	} else {
		ref, ok := bot.ParsePicture(l, file, func(id string) bool {
			e, ok := c.Bot.Guide().Entry(id)
			return ok && e.Kind == content.Journey
		})
		if !ok {
			return c.notFound(r, l, "")
		}
		body, err = c.Pictures.JourneyPNG(r.Context(), l, ref.Entry, ref.Step)
	}
	if errors.Is(err, ErrNoPicture) {
		return c.notFound(r, l, "")
	}
	if err != nil {
		return err
	}
	assets.NewDocument(kind, body).Serve(w, r, http.StatusOK, cachePicture)
	return nil
}

// strip serves the drawing of where a step stands among its journey's.
func (c maps) strip(w http.ResponseWriter, r *http.Request) error {
	l := pathLang(r)
	step, isStep := strings.CutSuffix(r.PathValue("file"), ".png")
	k, err := strconv.Atoi(step)
	if c.Pictures == nil || !isStep || err != nil || strconv.Itoa(k) != step {
		return c.notFound(r, l, "")
	}
	body, err := c.Pictures.StripPNG(r.Context(), l, r.PathValue("id"), k)
	if errors.Is(err, ErrNoPicture) {
		return c.notFound(r, l, "")
	}
	if err != nil {
		return err
	}
	assets.NewDocument("image/png", body).Serve(w, r, http.StatusOK, cachePicture)
	return nil
}

// papers are the sizes the map is printed on, by file name.
var papers = map[string]string{"map-a2.pdf": "a2", "map-a3.pdf": "a3", "map-a4.pdf": "a4"}
