package webchat

import (
	"cmp"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
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
	SVG      template.HTML // empty where nobody draws
	Filters  []filterView
	Journey  string        // chosen: an id; empty for all of them
	Journeys []journeyLink // the first is of all
	Count    string        // how the participant stands to how many offers
	LeftOut  string        // how many are not in the list; empty for none
	Stands   []standView   // what the frames of the map mean; none where nothing is told of a participant
	Chosen   *walk         // nil for none
	Walks    []walk
	Topics   []topicView
	Papers   []paperView // none where nobody draws
	Linkless bool        // what is printed has no links
}

// journeyLink shows the map with a journey's line, or with none.
type journeyLink struct {
	bot.Item
	Current bool
}

// standView is a state with its word.
type standView struct{ State, Title string }

// walk is a journey step by step.
type walk struct {
	bot.Item
	Name        string // "Jamal"
	Start, Goal string
	Steps       []walkStep
}

type walkStep struct {
	bot.Item
	Parallel bool // at the same time as the one before
	Offers   []bot.Item
}

// topicView is a topic of the list below the map.
type topicView struct {
	bot.Item
	Offers []offerView
}

// offerView is an offer as the participant stands to it.
type offerView struct {
	bot.Item
	State  string // met, some, notStated or notMet; empty where nothing is told of a participant
	Stands string // the state in words
	Why    string
	Line   string
	Marks  string // the journeys that come by, and in which steps
}

// paperView is the map on paper.
type paperView struct{ Title, Path string }

// How an offer is marked on the map and in the list, beside the guide's own states: the
// best first.
const (
	met       = string(content.Met)
	some      = "some" // not stated, but something that was told holds
	notStated = string(content.NotStated)
	notMet    = string(content.NotMet)
	out       = "out" // not in the list: it isn't for the participant
)

// page shows the map. What is chosen is in the address, so that it works without the
// page's script and can be linked to.
func (c maps) page(w http.ResponseWriter, r *http.Request) error {
	l, q := pathLang(r), c.query(r.URL.Query())
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

// query keeps of an address what the map knows of it, each once: the page's links carry
// nothing else on.
func (c maps) query(q url.Values) url.Values {
	kept := keepFilter(q, mapFilters...)
	if e, ok := c.Bot.Guide().Entry(q.Get("journey")); ok && e.Kind == content.Journey {
		kept.Set("journey", e.ID)
	}
	return kept
}

// mapFilters are the fields of the map's form.
var mapFilters = []string{"goal", "level", "schooling", "residence"}

func (c maps) view(r *http.Request, l content.Lang, q url.Values) (mapView, error) {
	f := filterOf(q)
	v := mapView{Card: c.Bot.Map(l), Filters: c.filters(l, f, "f-", locales.WebFilterAny, mapFilters...), Journey: q.Get("journey"), Walks: c.walks(l)}
	v.Journeys = c.journeyLinks(l, q, v.Walks)
	for i, w := range v.Walks {
		if w.ID == v.Journey {
			v.Chosen = &v.Walks[i]
		}
	}
	states := c.list(l, f, &v)
	if c.Pictures == nil {
		return v, nil
	}
	svg, err := c.Pictures.MapSVG(r.Context(), l)
	if err != nil {
		return v, err
	}
	v.SVG = template.HTML(marked(string(svg), states, v.Journey)) // drawn by our own painter
	for _, p := range papers {
		v.Papers = append(v.Papers, paperView{c.text(l, p.title), "/pictures/" + string(l) + "/" + p.file})
	}
	v.Linkless = c.BaseURL == ""
	return v, nil
}

// list fills the list of offers with how the participant stands to them, and returns the
// states by the offers' ids: none where nothing was chosen.
func (c maps) list(l content.Lang, f bot.Filter, v *mapView) map[string]string {
	states, stand, marks := map[string]string{}, map[string]bot.Standing{}, journeyMarks(v.Walks)
	told := f.Level != "" || f.Schooling != "" || f.Residence != ""
	if f != (bot.Filter{}) {
		stand = c.Bot.Standings(l, f)
	}
	count, listed, left := map[string]int{}, 0, 0
	for _, g := range v.Groups {
		t := topicView{Item: bot.Item{Title: g.Title, Path: g.Path}}
		for _, ch := range g.Items {
			s, isIn := stand[ch.ID]
			if f != (bot.Filter{}) && !isIn {
				states[ch.ID] = out
				left++
				continue
			}
			o := offerView{Item: ch.Item, Line: ch.Explained(), Marks: marks[ch.ID]}
			if told {
				if o.State, o.Stands, o.Why, o.Line = string(s.State), s.Title, s.Why, s.Line; s.Some {
					o.State = some
				}
				states[ch.ID] = o.State
				count[o.State]++
			}
			listed++
			t.Offers = append(t.Offers, o)
		}
		slices.SortStableFunc(t.Offers, func(a, b offerView) int { return cmp.Compare(order(a.State), order(b.State)) })
		if len(t.Offers) > 0 {
			v.Topics = append(v.Topics, t)
		}
	}
	words := c.Words.In(string(l))
	v.Count = words.Count(locales.MapOffers, listed)
	if told {
		v.Count = words.Text(locales.MapStands, "Met", count[met], "Some", count[some], "NotStated", count[notStated], "NotMet", count[notMet])
		v.Stands = []standView{
			{met, words.Text(locales.ListMet)}, {some, words.Text(locales.ListNotStated)},
			{notStated, words.Text(locales.ListUntold)}, {notMet, words.Text(locales.ListNotMet)},
		}
	}
	if left > 0 {
		v.LeftOut = words.Count(locales.MapLeftOut, left)
		v.Stands = append(v.Stands, standView{out, words.Text(locales.MapOut)})
	}
	return states
}

// order is the place of a state in the list.
func order(state string) int { return slices.Index([]string{met, some, notStated, notMet}, state) }

// marked writes into the drawing how the participant stands to the offers, and whose line
// is shown.
func marked(svg string, states map[string]string, journey string) string {
	var pairs []string
	for id, state := range states {
		at := `id="map-` + id + `" class="offer"`
		pairs = append(pairs, at, at+` data-state="`+state+`"`)
	}
	if journey != "" {
		at := `id="journey-` + journey + `" class="journey`
		pairs = append(pairs, at+`"`, at+` drawn"`)
	}
	return strings.NewReplacer(pairs...).Replace(svg)
}

// walks are the journeys step by step.
func (c maps) walks(l content.Lang) []walk {
	var all []walk
	for _, j := range c.Bot.Guide().OfKind(content.Journey) {
		t, at := j.Text(l), bot.Ref{Lang: l, Entry: j.ID}
		w := walk{Item: c.Bot.Item(l, j), Start: t.Start, Goal: t.Goal}
		w.Name, _, _ = strings.Cut(t.Title, ": ")
		for k, s := range j.Steps {
			at.Step = k + 1
			st := walkStep{Item: bot.Item{Title: s.Texts[l].Title, Path: at.Path()}, Parallel: s.Parallel}
			for _, id := range s.Offers {
				if e, ok := c.Bot.Guide().Entry(id); ok {
					st.Offers = append(st.Offers, c.Bot.Item(l, e))
				}
			}
			w.Steps = append(w.Steps, st)
		}
		all = append(all, w)
	}
	return all
}

// journeyMarks tell of each offer which journeys come by, and in which steps: "Jamal 6, 8".
func journeyMarks(walks []walk) map[string]string {
	marks := map[string]string{}
	for _, w := range walks {
		steps := map[string][]string{}
		var ids []string
		for k, s := range w.Steps {
			for _, o := range s.Offers {
				if steps[o.ID] == nil {
					ids = append(ids, o.ID)
				}
				steps[o.ID] = append(steps[o.ID], strconv.Itoa(k+1))
			}
		}
		for _, id := range ids {
			if marks[id] != "" {
				marks[id] += " · "
			}
			marks[id] += w.Name + " " + strings.Join(steps[id], ", ")
		}
	}
	return marks
}

// journeyLinks lead to the same map with one journey's line, or with the marks of all.
func (c maps) journeyLinks(l content.Lang, q url.Values, walks []walk) []journeyLink {
	to := url.Values{}
	for name := range q {
		to.Set(name, q.Get(name))
	}
	to.Del("journey")
	links := []journeyLink{{bot.Item{Title: c.text(l, locales.MapJourneyAll), Path: withQuery(bot.MapPath(l), to)}, q.Get("journey") == ""}}
	for _, w := range walks {
		to.Set("journey", w.ID)
		links = append(links, journeyLink{bot.Item{ID: w.ID, Title: w.Name, Path: withQuery(bot.MapPath(l), to)}, q.Get("journey") == w.ID})
	}
	return links
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
	if paper := paperOf(file); paper != "" {
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

// papers are the sizes the map is printed on.
var papers = []struct {
	file, size string
	title      locales.Key
}{{"map-a2.pdf", "a2", locales.MapPaperA2}, {"map-a3.pdf", "a3", locales.MapPaperA3}, {"map-a4.pdf", "a4", locales.MapPaperA4}}

// paperOf is the size that a file is of; empty for another file.
func paperOf(file string) (size string) {
	for _, p := range papers {
		if p.file == file {
			return p.size
		}
	}
	return ""
}
