package webchat_test

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// followed is a painter that draws which guide it is of.
type followed struct {
	painter
	release string
}

func (f followed) Of(g *content.Guide) webchat.Pictures { return followed{f.painter, g.Release()} }

func (f followed) MapSVG(context.Context, content.Lang) ([]byte, error) {
	return []byte("<svg id=\"" + f.release + "\"></svg>"), nil
}

// guideWith is the small guide with a text replaced, written anew for the test.
func guideWith(tb testing.TB, old, text string) *content.Guide {
	tb.Helper()
	g, err := content.Load(replacing(tb, fixture, old, text))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// When another guide takes the place of the one served, every page is of it: also those
// that are kept, and their drawings.
func TestAnotherGuide(t *testing.T) {
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	const old, text = "For voksne i lønnet arbeid", "For alle i lønnet arbeid"
	first, second := guideWith(t, old, old), guideWith(t, old, text)
	b := bot.New(bot.Config{Guide: first, Index: finder{first}, Words: words})
	s := newSite(t, func(c *webchat.Config) { c.Bot, c.Pictures = b, followed{} })
	pages := []string{"/nb/fagbrev", "/?q=" + url.QueryEscape("fagbrev på jobb"), "/nb/fagbrev/note?p=fagbrev.summary.0"}
	for _, path := range pages {
		contains(t, body(t, s.get(t, path)), old)
	}
	contains(t, body(t, s.get(t, "/nb/map")), first.Release())
	retired := false
	b.Replace(second, finder{second}, func() { retired = true })
	if !retired {
		t.Error("the guide before is still used by a page that was shown")
	}
	for _, path := range pages {
		page := body(t, s.get(t, path))
		contains(t, page, text)
		lacks(t, page, old)
	}
	page := body(t, s.get(t, "/nb/map"))
	contains(t, page, second.Release())
	lacks(t, page, first.Release())
}

// While guides take turns, no request fails, and no page is of two guides: the text and
// the release it names go together.
func TestGuidesTakeTurns(t *testing.T) {
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	const old, text = "For voksne i lønnet arbeid", "For alle i lønnet arbeid"
	guides := []*content.Guide{guideWith(t, old, old), guideWith(t, old, text)}
	b := bot.New(bot.Config{Guide: guides[0], Index: finder{guides[0]}, Words: words})
	s := newSite(t, func(c *webchat.Config) { c.Bot, c.Limits.Questions = b, -1 })
	var stop atomic.Bool
	var all sync.WaitGroup
	for _, path := range []string{"/nb/fagbrev", "/?e=fagbrev", "/nb/fagbrev?side=en", "/nb/map?level=B1"} {
		all.Go(func() {
			for !stop.Load() {
				rec := httptest.NewRecorder()
				s.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
				page, _ := io.ReadAll(rec.Body)
				first := strings.Contains(string(page), bot.ShortDigest(guides[0].Release()))
				second := strings.Contains(string(page), bot.ShortDigest(guides[1].Release()))
				if rec.Code != http.StatusOK || first == second || strings.Contains(string(page), text) && first || strings.Contains(string(page), old) && second {
					t.Errorf("GET %s: %d, a page of the first guide %v, of the second %v", path, rec.Code, first, second)
					return
				}
			}
		})
	}
	for i := range 300 {
		g := guides[i%2]
		b.Replace(g, finder{g}, func() {})
	}
	stop.Store(true)
	all.Wait()
}

// replacing is a guide's files with a text replaced in all of them.
func replacing(tb testing.TB, files fs.FS, old, text string) fs.FS {
	tb.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		out[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(data), old, text))}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
