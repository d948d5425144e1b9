package webchat

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// desk takes what is sent to it.
type desk struct{}

func (desk) Inquire(context.Context, bot.Inquiry) (bool, error) { return true, nil }

// exampleSite answers from a guide of six entries, which no edit of the guide changes.
func exampleSite(t *testing.T) http.Handler {
	t.Helper()
	g, err := content.Load(os.DirFS("../testdata/guide"))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := search.New(g)
	if err != nil {
		t.Fatal(err)
	}
	w, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	const base = "https://veiviser.example.no"
	c, err := New(Config{
		Bot:   bot.New(bot.Config{Guide: g, Index: ix, Words: w, Conversations: bot.NewMemory(10), BaseURL: base}),
		Words: w, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), BaseURL: base, Desk: desk{},
		Now: func() time.Time { return time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	c.Register(mux)
	return mux
}

// addExamples puts into the document what is asked, and what the handlers answer to it.
func addExamples(t *testing.T, doc object) {
	t.Helper()
	site := exampleSite(t)
	paths := doc["paths"].(object)
	answer := func(path, method string, r *http.Request) any {
		t.Helper()
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		var out any
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
			t.Fatalf("the example of %s: %d %s", path, w.Code, w.Body)
		}
		if o, ok := out.(object); ok {
			delete(o, "thumbnail_url") // it changes with the picture
			if hits, ok := o["hits"].([]any); ok {
				o["hits"] = hits[:1] // the others' scores change with what the search has learnt
			}
		}
		response(paths[path].(object)[method].(object), "200")["example"] = out
		return out
	}
	post := func(path string, body object) any {
		t.Helper()
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		op := paths[path].(object)["post"].(object)
		op["requestBody"].(object)["content"].(object)["application/json"].(object)["example"] = body
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(b)))
		r.Header.Set("Content-Type", "application/json")
		return answer(path, "post", r)
	}
	get := func(path string, query ...string) {
		t.Helper()
		q := url.Values{}
		for i := 0; i < len(query); i += 2 {
			q.Set(query[i], query[i+1])
			for _, p := range paths[path].(object)["get"].(object)["parameters"].([]any) {
				if p := p.(object); p["name"] == query[i] {
					p["example"] = query[i+1]
				}
			}
		}
		answer(path, "get", httptest.NewRequest(http.MethodGet, path+"?"+q.Encode(), nil))
	}
	said := post("/api/ask", object{"question": "Hva lever deltakeren av i språkpraksis?", "lang": "nb", "conversation": "0b1e64f2-6f0c-4e8b-9d55-3f6a7c1d2e90"})
	point := said.(object)["answer"].(object)["points"].([]any)[0].(object)
	get("/api/note", "p", point["id"].(string), "lang", "nb")
	get("/api/suggest", "q", "språkpr", "lang", "nb")
	get("/oembed", "url", "https://veiviser.example.no/nb/sprakpraksis")
	post("/api/editors", object{"text": "Hva koster språkpraksis?", "lang": "nb", "entry": "sprakpraksis", "section": "payer"})
}

// response is what an operation describes of its response.
func response(op object, status string) object {
	return op["responses"].(object)[status].(object)["content"].(object)["application/json"].(object)
}

// TestOpenAPIHasEveryRoute: the document describes every address of the API, and none that
// there isn't.
func TestOpenAPIHasEveryRoute(t *testing.T) {
	var doc struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, rt := range routes {
		method, path, _ := strings.Cut(rt.pattern, " ")
		if !strings.HasPrefix(path, "/api/") && path != "/oembed" {
			continue
		}
		n++
		if doc.Paths[path][strings.ToLower(method)] == nil {
			t.Errorf("%s is not described", rt.pattern)
		}
	}
	if n != len(doc.Paths) {
		t.Errorf("%d addresses are described, %d are there", len(doc.Paths), n)
	}
}
