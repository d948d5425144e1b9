package webchat

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// pathsPage is the page that makes paths of one's own: a form that works without a script,
// and what it was answered with. Nothing of a participant stands in an address.
type pathsPage struct{ *edition }

func pathPath(l content.Lang) string { return "/" + string(l) + "/path" }

// wayOf is the address of that page; empty where no paths are made.
func (e *edition) wayOf(l content.Lang) string {
	if !e.Bot.MakesPaths() {
		return ""
	}
	return pathPath(l)
}

// pathView is the page.
type pathView struct {
	Action   string
	Choices  []filterView
	Numbers  []numberField
	Soon     bool
	PartTime bool
	Answer   *answerView // the paths there are, or why there is none; nil before anything was asked
	Paths    []pathOf
}

// numberField is a number that may be told.
type numberField struct{ Name, Label, Value string }

// pathOf is one path, phase by phase.
type pathOf struct {
	ID, Title, Line, Note string
	Phases                []answerView
}

// form shows the form.
func (c pathsPage) form(w http.ResponseWriter, r *http.Request) error {
	if !c.Bot.MakesPaths() {
		return c.notFound(r, pathLang(r), "")
	}
	return c.show(w, r, cacheToday, c.view(pathLang(r), url.Values{}))
}

// make answers the form with paths.
func (c pathsPage) make(w http.ResponseWriter, r *http.Request) error {
	l := pathLang(r)
	if !c.Bot.MakesPaths() {
		return c.notFound(r, l, "")
	}
	if err := r.ParseForm(); err != nil {
		return bodyError(err)
	}
	if wait := c.limits.ask(c.Proxies.client(r), ""); wait > 0 {
		return c.tooOften(l, wait)
	}
	v := c.view(l, r.PostForm)
	asked := askedPath(r.PostForm)
	first := replies(c).view(bot.Answer{Lang: l, Card: c.Bot.Path(l, asked)}, place{})
	first.Row = nil
	v.Answer = &first
	for i, p := range c.Bot.Paths(asked).Paths {
		out := pathOf{ID: "path-" + strconv.Itoa(i+1), Title: first.Own[i].Title, Line: first.Own[i].Points[1].Text}
		for k := range p.Phases {
			at := asked
			at.Way.Style, at.Way.Phase = p.Style, k+1
			card := c.Bot.Path(l, at)
			for _, a := range card.Row {
				if a.Kind == bot.NotePath {
					out.Note = a.Path
				}
			}
			phase := replies(c).view(bot.Answer{Lang: l, Card: card}, place{})
			phase.Row = nil
			out.Phases = append(out.Phases, phase)
		}
		v.Paths = append(v.Paths, out)
	}
	if len(v.Paths) > 0 {
		first.Own = nil
	}
	return c.show(w, r, cacheNever, v)
}

func (c pathsPage) show(w http.ResponseWriter, r *http.Request, cache string, v pathView) error {
	l := pathLang(r)
	title, intro := c.text(l, locales.PathMake), c.text(l, locales.PathFormIntro)
	d, err := c.render(r, page{
		Name: "path", Lang: l, Title: title, Description: intro, Body: v, Langs: c.langLinks(l, pathPath), NoIndex: cache == cacheNever,
		Preview: c.preview(l, "", title, intro, pathPath(l), nil),
	})
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cache)
	return nil
}

// pathChoices are the fields of the form with what they may be.
func pathChoices() []struct {
	name   string
	label  locales.Key
	values []string
} {
	type field = struct {
		name   string
		label  locales.Key
		values []string
	}
	return []field{
		{"goal", locales.JourneyGoal, content.PathGoals()}, {"residence", locales.FieldResidence, content.ResidenceGrounds()},
		{"norwegian", locales.FactNorwegian, append([]string{"none"}, content.CEFRLevels()...)}, {"schooling", locales.FactSchooling, content.SchoolingLevels()},
		{"gender", locales.FieldGender, content.Genders()},
	}
}

func (c pathsPage) view(l content.Lang, form url.Values) pathView {
	v := pathView{Action: pathPath(l), Soon: form.Get("soon") != "", PartTime: form.Get("part_time") != ""}
	for _, f := range pathChoices() {
		view := filterView{Name: f.name, ID: "path-" + f.name, Label: headed(c.text(l, f.label)), Any: c.text(l, locales.PathAny)}
		for _, x := range f.values {
			view.Options = append(view.Options, option{x, c.Bot.PathTitle(l, f.name, x), form.Get(f.name) == x})
		}
		v.Choices = append(v.Choices, view)
	}
	for _, n := range []struct {
		name  string
		label locales.Key
	}{{"age", locales.FieldAge}, {"settled", locales.PathSettled}, {"work", locales.PathWork}} {
		v.Numbers = append(v.Numbers, numberField{n.name, headed(c.text(l, n.label)), number(form, n.name)})
	}
	return v
}

// headed is a word within a sentence as a label of its own.
func headed(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// number is what a form tells of a number, empty for what is none.
func number(form url.Values, name string) string {
	if n, err := strconv.Atoi(form.Get(name)); err == nil && n >= 0 && n < 1000 {
		return strconv.Itoa(n)
	}
	return ""
}

// askedPath is what a form tells; what it can't be is left out.
func askedPath(form url.Values) bot.PathAsked {
	got := map[string]string{}
	for _, f := range pathChoices() {
		if v := form.Get(f.name); slices.Contains(f.values, v) {
			got[f.name] = v
		}
	}
	p := content.Profile{Residence: got["residence"], Norwegian: got["norwegian"], Schooling: got["schooling"], Gender: got["gender"]}
	p.Age, _ = strconv.Atoi(number(form, "age")) // 0 where it is not told
	if n, err := strconv.Atoi(number(form, "settled")); err == nil {
		yes := true
		p.MonthsSettled, p.Settled = &n, &yes
	}
	if n, err := strconv.Atoi(number(form, "work")); err == nil {
		p.YearsOfWork = &n
	}
	way := bot.Way{Goal: got["goal"], Soon: form.Get("soon") != "", PartTime: form.Get("part_time") != ""}
	if way.Goal == "" {
		way.Goal = "work"
	}
	return bot.PathAsked{Profile: p, Way: way}
}
