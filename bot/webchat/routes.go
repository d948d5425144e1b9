package webchat

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/content"
)

// routes lists every address of the package. {lang} stands for each of the guide's
// languages, {id} also takes id@digest, and {page} note@digest.
var routes = []route{
	{"GET /{$}", func(e *edition) handler { return conversation{e}.home }, maxQuery},
	{"POST /{$}", func(e *edition) handler { return conversation{e}.ask }, maxQuestionBody},
	{"POST /api/ask", func(e *edition) handler { return conversation{e}.apiAsk }, maxQuestionBody},
	{"GET /api/suggest", func(e *edition) handler { return conversation{e}.suggest }, maxQuery},
	{"GET /api/openapi.json", func(e *edition) handler { return e.openapi }, maxQuery},
	{"GET /api/note", func(e *edition) handler { return notes{e}.api }, maxQuery},
	{"GET /{lang}", func(e *edition) handler { return e.language }, maxQuery},
	{"GET /{lang}/note", func(e *edition) handler { return notes{e}.composer }, maxQuery},
	{"GET /{lang}/path", func(e *edition) handler { return pathsPage{e}.form }, maxQuery},
	{"POST /{lang}/path", func(e *edition) handler { return pathsPage{e}.make }, maxFeedbackBody},
	{"GET /{lang}/map", func(e *edition) handler { return maps{e}.page }, maxQuery},
	{"GET /api", func(e *edition) handler { return builders{e}.home }, maxQuery},
	{"GET /{lang}/api", func(e *edition) handler { return builders{e}.page }, maxQuery},
	{"GET /privacy", func(e *edition) handler { return legal{e}.homeOf(privacyPath) }, maxQuery},
	{"GET /terms", func(e *edition) handler { return legal{e}.homeOf(termsPath) }, maxQuery},
	{"GET /{lang}/privacy", func(e *edition) handler { return legal{e}.privacy }, maxQuery},
	{"GET /{lang}/terms", func(e *edition) handler { return legal{e}.terms }, maxQuery},
	{"GET /{lang}/changes.atom", func(e *edition) handler { return feeds{e}.page }, maxQuery},
	{"GET /{lang}/{id}/changes.atom", func(e *edition) handler { return feeds{e}.page }, maxQuery},
	{"GET /{lang}/{id}", func(e *edition) handler { return entries{e}.entry }, maxQuery},
	{"GET /{lang}/{id}/{page}", func(e *edition) handler { return notes{e}.note }, maxQuery},
	{"GET /handout/{tongue}/{id}", func(e *edition) handler { return handouts{e}.page }, maxQuery},
	{"GET /pictures/{lang}/{file}", func(e *edition) handler { return maps{e}.picture }, maxQuery},
	{"GET /pictures/{lang}/{id}/{file}", func(e *edition) handler { return maps{e}.strip }, maxQuery},
	{"GET /oembed", func(e *edition) handler { return e.oembed }, maxQuery},
	{"POST /feedback", func(e *edition) handler { return feedback{e}.post }, maxFeedbackBody},
	{"POST /editors", func(e *edition) handler { return editors{e}.post }, maxFeedbackBody},
	{"POST /api/editors", func(e *edition) handler { return editors{e}.api }, maxFeedbackBody},
	{"POST /report/close", func(e *edition) handler { return reports{e}.closeInquiry }, maxFeedbackBody},
	{"GET /report", func(e *edition) handler { return reports{e}.page }, maxQuery},
	{"GET /report.csv", func(e *edition) handler { return reports{e}.csv }, maxQuery},
	{"GET /report.json", func(e *edition) handler { return reports{e}.json }, maxQuery},
	{"GET /static/{release}/{file...}", func(e *edition) handler { return e.static }, maxQuery},
	{"GET /sitemap.xml", func(e *edition) handler { return sitemaps{e}.page }, maxQuery},
	{"GET /robots.txt", func(e *edition) handler { return e.robots }, maxQuery},
	{"/", func(e *edition) handler { return e.unknownAddress }, maxQuery},
}

const (
	maxQuery = 0 // a GET has no body
	// Four times the longest question in the letters of our languages, or a few words and
	// some keys. What is longer is told to be too long, unread.
	maxQuestionBody = 16 << 10
	maxFeedbackBody = 16 << 10
)

// handler answers a request, or returns what is wrong with it.
type handler func(http.ResponseWriter, *http.Request) error

type route struct {
	pattern string
	handle  func(*edition) handler
	maxBody int64
}

// Register puts the routes on mux.
func (c *Chat) Register(mux *http.ServeMux) {
	for _, rt := range routes {
		if !strings.Contains(rt.pattern, "{lang}") {
			mux.Handle(rt.pattern, secure(c.framing(rt), c.wrap(rt, "")))
			continue
		}
		for _, l := range content.Langs() {
			mux.Handle(strings.Replace(rt.pattern, "{lang}", string(l), 1), secure(c.framing(rt), c.wrap(rt, l)))
		}
	}
}

// pathLang is the language the address names.
func pathLang(r *http.Request) content.Lang { return content.Lang(r.PathValue("lang")) }

// statusError is a request that cannot be answered. Its page is shown to the reader;
// what led to it, where anything did, goes to the log.
type statusError struct {
	status     int
	retryAfter time.Duration // 0 where the reader isn't told when to come again
	page       errorPage
	cause      error
}

func (e *statusError) Error() string {
	if e.cause != nil {
		return e.cause.Error()
	}
	return http.StatusText(e.status)
}

func (e *statusError) Unwrap() error { return e.cause }

// wrap bounds the request's body and decides what becomes of a handler's error. A panic
// is an error of ours, which the reader is told as any other.
func (c *Chat) wrap(rt route, l content.Lang) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e, done := c.edition()
		defer done()
		r.SetPathValue("lang", string(l))
		if rt.maxBody > 0 && r.ContentLength > rt.maxBody {
			e.fail(w, r, &statusError{status: http.StatusRequestEntityTooLarge})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, rt.maxBody)
		if home, ok := homeward(r); ok {
			http.Redirect(w, r, home, http.StatusPermanentRedirect)
			return
		}
		err := c.recover.In(r.Context()).Call(rt.pattern, func() error { return rt.handle(e)(w, r) })
		if err == nil {
			return
		}
		se, ok := errors.AsType[*statusError](err)
		switch {
		case ok:
		case r.Context().Err() != nil:
			return // the reader is gone
		default:
			se = &statusError{status: http.StatusInternalServerError, cause: err}
		}
		if se.cause != nil {
			c.Log.ErrorContext(r.Context(), "a request is not answered", "platform", bot.Web, "route", rt.pattern, "status", se.status, "err", se.cause)
		}
		e.fail(w, r, se)
	})
}

// bodyError tells a body that is too large from one that cannot be read.
func bodyError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &statusError{status: http.StatusRequestEntityTooLarge}
	}
	return &statusError{status: http.StatusBadRequest}
}

// static serves a static file.
func (c *edition) static(w http.ResponseWriter, r *http.Request) error {
	if !c.assets.Serve(w, r, r.PathValue("release"), r.PathValue("file")) {
		return &statusError{status: http.StatusNotFound}
	}
	return nil
}

// language leads from /nb to the chat page in that language.
func (c *edition) language(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, homePath(pathLang(r)), http.StatusSeeOther)
	return nil
}

// homePath is the address of the chat page in a language. Bokmål's is bare: it answers
// in the language of the question, the others in the language that was chosen.
func homePath(l content.Lang) string {
	if l == content.Bokmal {
		return "/"
	}
	return "/?lang=" + string(l)
}

// robots lets every page be found, but not the questions, and names the list of them.
func (c *edition) robots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	text := "User-agent: *\nDisallow: /*?q=\nDisallow: /*?e=\nDisallow: /report\n"
	if c.BaseURL != "" {
		text += "Sitemap: " + c.BaseURL + "/sitemap.xml\n"
	}
	_, err := w.Write([]byte(text))
	return err
}
