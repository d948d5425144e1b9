package webchat_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"veiviser/bot"
	"veiviser/bot/picture"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// axeVersion is the version of axe-core, Deque's accessibility checker.
const axeVersion = "4.14.1"

// axe returns axe-core's source. npm fetches it once into the user's cache.
func axe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		missing(t, "a folder for axe-core")
	}
	dir := filepath.Join(cache, "veiviser-tests", "axe-core-"+axeVersion)
	file := filepath.Join(dir, "node_modules", "axe-core", "axe.min.js")
	if src, err := os.ReadFile(file); err == nil {
		return string(src)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		missing(t, "a folder for axe-core")
	}
	npm := exec.CommandContext(t.Context(), "npm", "install", "--prefix", dir, "--no-audit", "--no-fund", "--no-save", "axe-core@"+axeVersion)
	if out, err := npm.CombinedOutput(); err != nil {
		missing(t, fmt.Sprintf("axe-core (%v: %s)", err, out))
	}
	src, err := os.ReadFile(file)
	if err != nil {
		missing(t, "axe-core")
	}
	return string(src)
}

// violation is what axe found.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

var everyView = flag.Bool("every", false, "check each kind of page in each language, width and scheme: five minutes")

// views are the windows pages are looked at in.
var views = []struct {
	width  int64
	scheme string
}{{320, "light"}, {390, "dark"}, {1280, "light"}, {1280, "dark"}, {320, "dark"}, {390, "light"}}

// TestAccessible: axe-core finds nothing on any kind of page. A kind is seen in one
// language and window, another each; with -every in all.
func TestAccessible(t *testing.T) {
	source := axe(t)
	ctx := browser(t)
	old := oldFagbrevPaJobb(t)
	s := newWholeSite(t, drawn(t), func(c *webchat.Config) { c.Journal.(*journal).history = history{versions: []bot.Version{old}} }, reported, operated)
	srv := httptest.NewServer(s)
	defer srv.Close()
	do(t, ctx, asEditor)
	for turn, l := range content.Langs() {
		for name, path := range map[string]string{
			"chat":    "/?lang=" + string(l),
			"answer":  "/?lang=" + string(l) + "&q=fagbrev+p%C3%A5+jobb",
			"gap":     "/?lang=" + string(l) + "&q=hvem+betaler+for+arbeidstrening",
			"choices": "/?lang=" + string(l) + "&q=extra+loan+for+pupils+over+30",
			"list":    "/?lang=" + string(l) + "&q=tilbud+for+flyktninger+med+A2",
			"compare": "/?lang=" + string(l) + "&q=introduksjonsprogram+eller+KVP",
			"walked":  "/?lang=" + string(l) + "&q=reise+hawa",
			"none":    "/?lang=" + string(l) + "&q=xyzzy",
			"entry":   "/" + string(l) + "/fagbrev-pa-jobb",
			"side":    "/" + string(l) + "/introduksjonsprogram?side=" + other(l),
			"journey": "/" + string(l) + "/jamal",
			"step":    "/" + string(l) + "/jamal?step=2",
			"version": "/" + string(l) + "/fagbrev-pa-jobb@" + shortOf(old),
			"note":    "/" + string(l) + "/fagbrev-pa-jobb/note",
			"map":     "/" + string(l) + "/map",
			"path":    "/" + string(l) + "/path",
			"mapped":  "/" + string(l) + "/map?level=A2&residence=refugee&goal=work&journey=jasmin",
			"build":   "/" + string(l) + "/api",
			"privacy": "/" + string(l) + "/privacy",
			"terms":   "/" + string(l) + "/terms",
			"report":  "/report?lang=" + string(l),
			"error":   "/" + string(l) + "/fagbrev-pa-jobbb",
			"sheet":   "/handout/" + []string{"uk", "ar", "ti"}[turn] + "/introduksjonsstonad?lang=" + string(l),
			"no-text": "/handout/uk/nav?lang=" + string(l),
		} {
			seen := views
			if !*everyView {
				if (turn+len(name))%len(content.Langs()) != 0 {
					continue
				}
				at := (turn + len(name)) / len(content.Langs()) % len(views)
				seen = views[at : at+1]
			}
			for _, at := range seen {
				t.Run(fmt.Sprintf("%s-%s-%d-%s", name, l, at.width, at.scheme), func(t *testing.T) {
					emptied(t, ctx, srv.URL)
					do(t, ctx, coloured(at.scheme), chromedp.EmulateViewport(at.width, 900), chromedp.Navigate(srv.URL+path), chromedp.WaitReady("main"))
					eval[bool](t, ctx, `document.querySelectorAll("details").forEach((d) => (d.open = true)) ?? true`)
					accessible(t, ctx, source)
				})
			}
		}
	}
}

// accessible runs axe on the page as it stands, and tells what it finds.
func accessible(t *testing.T, ctx context.Context, source string) {
	t.Helper()
	eval[bool](t, ctx, source+"; true")
	for _, v := range violations(t, ctx) {
		t.Errorf("%s: %s", v.ID, v.Help)
		for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
			t.Logf("  %s\n  %s", n.HTML, n.FailureSummary)
		}
	}
}

// violations runs axe, which the page has.
func violations(t *testing.T, ctx context.Context) []violation {
	t.Helper()
	found := eval[string](t, ctx, `axe.run().then((r) => JSON.stringify({passes: r.passes.length, violations: r.violations}))`)
	var out struct {
		Passes     int
		Violations []violation
	}
	if err := json.Unmarshal([]byte(found), &out); err != nil {
		t.Fatal(err)
	}
	const least = 15 // rules that apply to any page of ours
	if out.Passes < least {
		t.Errorf("axe passed %d rules: it has not seen the page", out.Passes)
	}
	return out.Violations
}

func other(l content.Lang) string {
	if l == content.English {
		return string(content.Nynorsk)
	}
	return string(content.English)
}

// oldFagbrevPaJobb is an entry of the whole guide as it did not stand.
func oldFagbrevPaJobb(t *testing.T) bot.Version {
	t.Helper()
	e, ok := newWholeSite(t).guide.Entry("fagbrev-pa-jobb")
	if !ok {
		t.Fatal("no entry fagbrev-pa-jobb")
	}
	old, err := content.ParseCanonical(e.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range old.Texts {
		text.Summary += " X."
		text.Sections = text.Sections[1:]
	}
	return bot.Version{Entry: old, Digest: old.Digest(), From: today.AddDate(-1, 0, 0), To: today}
}

// withoutScripts turns JavaScript off.
func withoutScripts(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return chromedp.Void{}, err
}

// drawn gives the site the real painter.
func drawn(t *testing.T) func(*webchat.Config) {
	t.Helper()
	return func(c *webchat.Config) {
		p, err := picture.New(c.Bot.Guide())
		if err != nil {
			t.Fatal(err)
		}
		c.Pictures = drawings{p, c.Words}
	}
}

type drawings struct {
	*picture.Painter
	words *locales.Catalog
}

func (d drawings) Of(*content.Guide) webchat.Pictures { return d }

func (d drawings) view(l content.Lang, step int) picture.View {
	w := d.words.In(string(l))
	return picture.View{Lang: l, Step: step, Words: picture.Words{
		Start: w.Text(locales.PictureStart), Goal: w.Text(locales.PictureGoal), LivesOn: w.Text(locales.PictureLivesOn),
		Responsible: w.Text(locales.PictureResponsible), Parallel: w.Text(locales.PictureParallel),
		Sourced: w.Text(locales.PictureSourced), Constructed: w.Text(locales.PictureConstructed),
		Step: w.Text(locales.PictureStep), Here: w.Text(locales.PictureHere), Map: w.Text(locales.MapTitle),
		MapHint: w.Text(locales.PictureMapHint), Along: w.Text(locales.PictureAlong), Stop: w.Text(locales.PictureStop), Visit: w.Text(locales.PictureVisit),
		Journeys: w.Text(locales.PictureJourneys), Release: w.Text(locales.PictureRelease),
	}}
}

func (d drawings) JourneyPNG(ctx context.Context, l content.Lang, id string, step int) ([]byte, error) {
	return d.Painter.JourneyPNG(ctx, id, d.view(l, step))
}

func (d drawings) StripPNG(ctx context.Context, l content.Lang, id string, step int) ([]byte, error) {
	return d.Painter.StripPNG(ctx, id, d.view(l, step))
}

func (d drawings) JourneySVG(ctx context.Context, l content.Lang, id string) ([]byte, error) {
	return d.Painter.JourneySVG(ctx, id, d.view(l, 0))
}

func (d drawings) MapSVG(ctx context.Context, l content.Lang) ([]byte, error) {
	return d.Painter.MapSVG(ctx, d.view(l, 0))
}

func (d drawings) MapPDF(context.Context, content.Lang, string) ([]byte, error) { return nil, errGone }

func itoa(n int) string { return strconv.Itoa(n) }
