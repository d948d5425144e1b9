package webchat

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// handouts shows the sheets with texts to participants, to print and hand over.
type handouts struct{ *edition }

// handoutPage is the sheet of an entry in a participant's language. What stands on the
// sheet itself is the same whichever language its reader has chosen: in the participant's
// language only what the guide has in it, and the sheet's own words in Norwegian and
// English.
type handoutPage struct {
	Entry   bot.Item // the page it is of
	Title   string   // in Norwegian
	Theirs  handoutText
	Ours    *handoutText // the Norwegian original; nil where the text is the original
	Status  []twice      // whether somebody has checked the text
	Ask     []bot.Item   // who is responsible, in Norwegian
	Labels  handoutLabels
	Address template.HTML // of the sheet, which may be broken behind its slashes; only its path where the site's is not known
	QR      template.HTML // the address; empty where it is only a path
	Others  []langLink    // the entry's sheets in other languages
	Version *versionStatus
}

// handoutText is a text in a language.
type handoutText struct {
	Lang, Dir string
	Name      string        // of the language, for itself
	Title     string        // the entry's, where the guide has it in that language
	Text      template.HTML // its words in other languages marked
}

// twice is a text of the sheet's own in a language.
type twice struct {
	Lang content.Lang
	Text string
}

// handoutLabels are the sheet's own words.
type handoutLabels struct{ Ask, Adviser, Phone []twice }

// page shows the sheet that the address names, today's or as it stood.
func (c handouts) page(w http.ResponseWriter, r *http.Request) error {
	l := cmp.Or(langOf(r.URL.Query().Get("lang")), content.Bokmal)
	tongue := r.PathValue("tongue")
	f, err := resolveAt(c.edition, r, l, "/"+string(l)+"/"+url.PathEscape(r.PathValue("id")))
	if err != nil {
		return err
	}
	if f.State == bot.Renamed {
		http.Redirect(w, r, bot.HandoutPath(tongue, f.Ref), http.StatusMovedPermanently)
		return nil
	}
	s, ok := c.Bot.Snippet(l, f.Entry, tongue)
	if !ok {
		return c.noText(l, f, tongue)
	}
	render := func() (*assets.Document, error) {
		v, err := c.view(f, s)
		if err != nil {
			return nil, err
		}
		return c.render(r, c.layout(l, f, s, v))
	}
	if f.Ref.Digest != "" {
		d, err := render()
		if err == nil {
			d.Serve(w, r, http.StatusOK, cacheVersion)
		}
		return err
	}
	d, err := c.cache.get(bot.HandoutPath(tongue, f.Ref), render)
	if err == nil {
		d.Serve(w, r, http.StatusOK, cacheToday)
	}
	return err
}

// layout is the page around the sheet.
func (c handouts) layout(l content.Lang, f bot.Resolved, s bot.Snippet, v handoutPage) page {
	at := func(l content.Lang) string { return bot.HandoutPath(s.Lang, inLang(f.Ref, l)) }
	return page{
		Name: "handout", Lang: l, Title: f.Entry.Text(l).Title + " – " + s.Own, Description: s.Text, Script: "handout.js", Body: v,
		Langs: c.langLinks(l, at), Pages: c.sheets(f.Entry, s.Lang), NoIndex: v.Version != nil && !v.Version.Same,
		Preview: c.preview(l, "", v.Title, s.Text, at(content.Bokmal), nil),
	}
}

// view lays the sheet out.
func (c handouts) view(f bot.Resolved, s bot.Snippet) (handoutPage, error) {
	l, e := f.Ref.Lang, f.Entry
	whole := f.Ref
	whole.Step, whole.Section = 0, ""
	v := handoutPage{
		Entry:  bot.Item{ID: e.ID, Title: e.Text(l).Title, Path: whole.Path()},
		Title:  e.Text(content.Bokmal).Title,
		Theirs: handoutText{Lang: s.Lang, Dir: s.Dir(), Name: s.Own, Text: c.tongues.snippet(s.Lang, s.Text)},
		Status: c.checked(e, s.Lang),
		Labels: handoutLabels{c.twice(locales.HandoutAsk), c.twice(locales.HandoutAdviser), c.twice(locales.HandoutPhone)},
	}
	if t := e.Text(langOf(s.Lang)); t != nil && s.Lang != string(content.Bokmal) {
		v.Theirs.Title = t.Title
	}
	if s.Lang != string(content.Bokmal) {
		original, _ := c.Bot.Snippet(l, e, string(content.Bokmal))
		v.Ours = &handoutText{Lang: original.Lang, Dir: original.Dir(), Name: original.Own, Text: c.tongues.snippet(original.Lang, original.Text)}
	}
	for _, id := range e.Responsible {
		if a, ok := c.Bot.Guide().Entry(id); ok {
			v.Ask = append(v.Ask, bot.Item{ID: id, Title: a.Text(content.Bokmal).Title, Path: bot.Ref{Lang: l, Entry: id}.Path()})
		}
	}
	v.Others = c.links(f.Ref, e, s.Lang)
	if f.Ref.Digest != "" {
		v.Version = entries(c).status(l, f)
		if today := v.Version.Today; today != nil {
			today.Path = bot.HandoutPath(s.Lang, bot.Ref{Lang: l, Entry: today.ID})
		}
	}
	return v, c.address(&v, bot.HandoutPath(s.Lang, inLang(f.Ref, content.Bokmal)))
}

// address writes the sheet's address on it.
func (c handouts) address(v *handoutPage, path string) (err error) {
	whole := c.BaseURL + path
	v.Address = template.HTML(strings.ReplaceAll(template.HTMLEscapeString(whole), "/", "/<wbr>"))
	if c.BaseURL != "" {
		v.QR, err = qrCode(whole, c.text(content.Bokmal, locales.HandoutQR))
	}
	return err
}

// checked says in the sheet's languages whether somebody has checked the entry's text.
func (c handouts) checked(e *content.Entry, tongue string) []twice {
	s, _ := e.Snippet(tongue)
	if !s.Checked() {
		return c.twice(locales.HandoutDraft)
	}
	var out []twice
	for _, l := range sheetLangs {
		out = append(out, twice{l, c.text(l, locales.HandoutChecked, "On", s.On.In(l), "By", s.By)})
	}
	return out
}

// sheetLangs are the languages of the sheet's own words. The guide has none of them in the
// participants' other languages, and words of an office are not guessed.
var sheetLangs = []content.Lang{content.Bokmal, content.English}

func (c handouts) twice(k locales.Key) []twice {
	var out []twice
	for _, l := range sheetLangs {
		out = append(out, twice{l, c.text(l, k)})
	}
	return out
}

// sheets are the addresses of today's sheets of an entry, the shown one marked.
func (c handouts) sheets(e *content.Entry, shown string) []langLink {
	out := c.links(bot.Ref{Lang: content.Bokmal, Entry: e.ID}, e, "")
	for i := range out {
		out[i].Current = string(out[i].Lang) == shown
	}
	return out
}

// links are the entry's sheets in other languages than the one shown, by the names
// that the languages have for themselves; all where none is shown.
func (c handouts) links(ref bot.Ref, e *content.Entry, shown string) []langLink {
	var out []langLink
	for _, s := range e.Snippets {
		if s.Lang == shown {
			continue
		}
		o, _ := c.Bot.Snippet(ref.Lang, e, s.Lang)
		out = append(out, langLink{Lang: content.Lang(o.Lang), Name: o.Own, Path: bot.HandoutPath(o.Lang, ref)})
	}
	return out
}

// noText is a sheet in a language that the entry has no text in, with those it has.
func (c handouts) noText(l content.Lang, f bot.Resolved, tongue string) error {
	title := f.Entry.Text(l).Title
	p := errorPage{
		Lang: l, Title: c.text(l, locales.HandoutNone, "Title", title), Text: c.text(l, locales.SnippetNoneText),
		Today: &bot.Item{ID: f.Entry.ID, Title: title, Path: f.Ref.Path()}, Texts: c.links(f.Ref, f.Entry, ""),
	}
	if slices.Contains(content.SnippetLangs(), tongue) { // nothing else of the address is repeated
		p.Title = c.text(l, locales.SnippetNoneTitle, "Title", title, "Lang", c.Bot.Names(l).SnippetLang(tongue))
	}
	if len(p.Texts) == 0 {
		p.Title, p.Text = c.text(l, locales.HandoutNoTexts, "Title", title), ""
	}
	return &statusError{status: http.StatusNotFound, page: p}
}
