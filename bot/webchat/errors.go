package webchat

import (
	"context"
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/webchat/diff"
	"veiviser/content"
	"veiviser/locales"
)

// errorPage is what a reader is told of an error, with ways on.
type errorPage struct {
	Lang        content.Lang
	Home        string // path of the chat page
	Title       string
	Text        string
	Suggestions []bot.Choice // entries the reader may have meant
	Version     *versionList // the versions there are
	Today       *bot.Item    // the page as it is today
	Texts       []langLink   // the texts to the participant that there are
	Request     string       // tells whoever runs the service which; empty where they need not know
}

// statusTitles say what went wrong where a handler says no more.
var statusTitles = map[int]locales.Key{
	http.StatusBadRequest:            locales.WebBadRequest,
	http.StatusUnauthorized:          locales.WebForbidden,
	http.StatusForbidden:             locales.WebForbidden,
	http.StatusNotFound:              locales.WebNotFound,
	http.StatusRequestEntityTooLarge: locales.WebTooLarge,
	http.StatusServiceUnavailable:    locales.WebUnavailable,
	http.StatusTooManyRequests:       locales.WebTooOften,
}

// fail answers with the error's page, as JSON to the API.
func (c *edition) fail(w http.ResponseWriter, r *http.Request, se *statusError) {
	p := se.page
	if p.Lang == "" {
		p.Lang = requestLang(r)
	}
	if se.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(se.retryAfter.Seconds()))))
	}
	if id := chat.RequestID(r.Context()); id != "" && se.status >= http.StatusInternalServerError {
		p.Request = c.text(p.Lang, locales.WebRequestID, "ID", id)
	}
	p.Home = homePath(p.Lang)
	if p.Title == "" {
		if k, ok := statusTitles[se.status]; ok {
			p.Title = c.text(p.Lang, k)
		} else {
			p.Title, p.Text = c.text(p.Lang, locales.WebUnavailable), c.text(p.Lang, locales.TryAgain)
		}
	}
	if wantsJSON(r) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Cache-Control", cacheNever)
		w.WriteHeader(se.status)
		text := strings.Join(slices.DeleteFunc([]string{p.Title + ".", p.Text, p.Request}, func(s string) bool { return s == "" }), " ")
		_ = json.NewEncoder(w).Encode(map[string]string{"error": text}) // an error means that the reader is gone
		return
	}
	d, err := c.render(r, page{Name: "error", Lang: p.Lang, Title: p.Title, NoIndex: true, Body: p})
	if err != nil {
		c.Log.ErrorContext(r.Context(), "the error page is not rendered", "platform", bot.Web, "err", err)
		http.Error(w, http.StatusText(se.status), se.status)
		return
	}
	d.Serve(w, r, se.status, cacheNever)
}

// wantsJSON reports whether an error is read by a program: by one that uses the API, or by
// the chat page's script, which shows the sentence in its place.
func wantsJSON(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || strings.Contains(r.Header.Get("Accept"), "application/json")
}

// requestLang is the language the address or the form names, else bokmål.
func requestLang(r *http.Request) content.Lang {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	for _, s := range []string{r.URL.Query().Get("lang"), first} {
		if l, ok := content.ParseLang(s); ok {
			return l
		}
	}
	return content.Bokmal
}

// notFound is an address that leads nowhere, with the entries nearest to the id, which
// may be empty.
func (c *edition) notFound(r *http.Request, l content.Lang, id string) error {
	p := errorPage{Lang: l, Title: c.text(l, locales.WebNotFound), Text: c.text(l, locales.WebNotFoundText)}
	if id != "" {
		suggested, err := c.suggestions(r.Context(), l, id)
		if err != nil {
			return err
		}
		p.Suggestions = suggested
	}
	return &statusError{status: http.StatusNotFound, page: p}
}

// maxSuggestions is how many entries a page that leads nowhere offers instead.
const maxSuggestions = 5

// suggestions finds the entries an address may have meant: by a slip in the id, then by its
// words.
func (c *edition) suggestions(ctx context.Context, l content.Lang, id string) ([]bot.Choice, error) {
	type slipped struct {
		slips int
		entry *content.Entry
	}
	var alike []slipped
	for _, e := range c.Bot.Guide().Entries() {
		most := max(2, len(id)/5)
		if d := len(id) - len(e.ID); d > most || -d > most {
			continue
		}
		if n := diff.Slips(id, e.ID); n <= most {
			alike = append(alike, slipped{n, e})
		}
	}
	slices.SortStableFunc(alike, func(a, b slipped) int { return a.slips - b.slips })
	var out []bot.Choice
	for _, a := range alike {
		out = append(out, c.Bot.Choice(l, a.entry))
	}
	byWords, err := c.Bot.Suggestions(ctx, l, strings.ReplaceAll(id, "-", " "))
	for _, n := range byWords {
		if !slices.ContainsFunc(out, func(o bot.Choice) bool { return o.ID == n.ID }) {
			out = append(out, n)
		}
	}
	return out[:min(len(out), maxSuggestions)], err
}

// unknownAddress is every address that is no route: mostly a language the guide is not
// written in.
func (c *edition) unknownAddress(w http.ResponseWriter, r *http.Request) error {
	if home, ok := withoutLang(c.Bot.Guide(), r.URL.Path); ok && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, (&url.URL{Path: home, RawQuery: r.URL.RawQuery}).String(), http.StatusPermanentRedirect)
		return nil
	}
	l := requestLang(r)
	_, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	ref, ok := bot.ParseRef("", "/"+string(l)+"/"+rest)
	e, known := c.Bot.Guide().Entry(ref.Entry)
	if !ok || !known {
		return c.notFound(r, l, "")
	}
	today := c.Bot.Item(l, e)
	return &statusError{status: http.StatusNotFound, page: errorPage{
		Lang: l, Title: c.text(l, locales.WebNotFound), Text: c.text(l, locales.LangUnknown), Today: &today,
	}}
}
