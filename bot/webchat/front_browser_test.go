package webchat_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"veiviser/content"
)

// typed types into the field one asks in, and waits for the suggestions.
func typed(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	do(t, ctx, chromedp.SendKeys("#q", text))
	wait(t, ctx, `!document.getElementById("suggestions").hidden`)
}

// TestSuggestionsByKeyboard: a question is typed, a suggestion chosen and answered without a
// mouse; a screen reader is told how many there are and which is chosen, and no address
// ever has what is typed.
func TestSuggestionsByKeyboard(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/"), chromedp.WaitVisible("#q"))
	field := func(attribute string) string {
		return eval[string](t, ctx, `document.getElementById("q").getAttribute("`+attribute+`") ?? ""`)
	}
	if field("role") != "combobox" || field("aria-expanded") != "false" || field("aria-controls") != "suggestions" {
		t.Errorf("the field is a %q, expanded %q, controls %q", field("role"), field("aria-expanded"), field("aria-controls"))
	}
	// From the first stop: past the menu to the box, within a few keys.
	do(t, ctx, chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	for range 3 {
		do(t, ctx, chromedp.KeyEvent("\t"))
		if eval[string](t, ctx, `document.activeElement.id`) == "q" {
			break
		}
	}
	do(t, ctx, chromedp.KeyEvent("kvp hvor l"))
	wait(t, ctx, `!document.getElementById("suggestions").hidden`)
	options := eval[int](t, ctx, `document.querySelectorAll("#suggestions [role=option]").length`)
	contains(t, eval[string](t, ctx, `document.querySelector(".ask-row [role=status]").textContent`), itoa(options-1)+" forslag")
	if field("aria-expanded") != "true" || field("aria-activedescendant") != "" {
		t.Errorf("open: expanded %q, chosen %q before any arrow", field("aria-expanded"), field("aria-activedescendant"))
	}
	chosen := `document.getElementById(document.getElementById("q").getAttribute("aria-activedescendant"))?.matches("[aria-selected=true]") ?? false`
	do(t, ctx, chromedp.KeyEvent(kb.ArrowUp))
	if got := field("aria-activedescendant"); got != "suggestion-free" || !eval[bool](t, ctx, chosen) {
		t.Errorf("up from the field: %q", got)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Escape))
	if field("aria-expanded") != "false" || eval[string](t, ctx, `document.getElementById("q").value`) != "kvp hvor l" {
		t.Error("Escape does not close the list and leave the text")
	}
	do(t, ctx, chromedp.KeyEvent(kb.ArrowDown))
	wait(t, ctx, `!document.getElementById("suggestions").hidden`)
	do(t, ctx, chromedp.KeyEvent(kb.ArrowDown))
	if got := field("aria-activedescendant"); got != "suggestion-0" || !eval[bool](t, ctx, chosen) {
		t.Errorf("down: %q", got)
	}
	title := eval[string](t, ctx, `document.getElementById("suggestion-0").firstChild.textContent`)
	do(t, ctx, chromedp.KeyEvent("\r"), chromedp.WaitVisible(".answer"))
	if got := eval[string](t, ctx, `document.querySelector(".answer .subject").innerText`); got != title {
		t.Errorf("the answer is about %q, want %q", got, title)
	}
	if got := eval[string](t, ctx, `document.getElementById("q").value`); got != "" {
		t.Errorf("the field still has %q", got)
	}
	lacks(t, eval[string](t, ctx, `location.href`), "kvp", "q=")
	if eval[bool](t, ctx, `document.querySelector(".front").checkVisibility()`) {
		t.Error("the front page stands below the answer")
	}

	// By mouse, and the text as it stands.
	typed(t, ctx, "hawa")
	do(t, ctx, chromedp.Click("#suggestion-0"))
	wait(t, ctx, `document.querySelectorAll(".answer").length === 2`)
	typed(t, ctx, "fagbrev på jobb")
	do(t, ctx, chromedp.Click("#suggestion-free"))
	wait(t, ctx, `document.querySelectorAll(".answer").length === 3`)
	contains(t, eval[string](t, ctx, `document.querySelector(".exchange:last-child .question").innerText`), "fagbrev på jobb")

	// What may become a personal number does not leave the page while it is typed.
	do(t, ctx, chromedp.SendKeys("#q", "kvp 010190 12480"))
	wait(t, ctx, `performance.getEntriesByType("resource").some((r) => r.name.includes("q=kvp"))`)
	lacks(t, eval[string](t, ctx, `performance.getEntriesByType("resource").map((r) => r.name).join(" ")`), "010190")
}

// TestEnterWithoutJavaScript: Enter asks what is written, also below an answer, whose buttons
// belong to the same form.
func TestEnterWithoutJavaScript(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, withoutScripts, chromedp.Navigate(srv.URL+"/"), chromedp.SendKeys("#q", "hvor lenge varer KVP\r"), chromedp.WaitVisible(`.answer a[href*="kvalifiseringsprogram"]`))
	do(t, ctx, chromedp.SendKeys("#q", "hva er jobbsjansen\r"), chromedp.WaitVisible(`.answer a[href*="jobbsjansen"]`))
}

// maxFirstLoad is how many bytes the first page may take over the network.
const maxFirstLoad = 120_000

// TestFirstLoad: the front page with all it needs is small.
func TestFirstLoad(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	ctx := browser(t)
	for _, l := range content.Langs() {
		do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(srv.URL+"/?lang="+string(l)), chromedp.WaitVisible("#q"))
		wait(t, ctx, `document.readyState === "complete" && document.fonts.status === "loaded"`)
		all := eval[[]struct {
			Name string
			Size int
		}](t, ctx, `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((r) => ({ name: r.name.split("/").pop(), size: r.transferSize }))`)
		sum := 0
		for _, file := range all {
			sum += file.Size
		}
		t.Logf("%s: %d bytes: %v", l, sum, all)
		if l == content.Bokmal && sum > maxFirstLoad { // the others find it kept
			t.Errorf("the first page takes %d bytes, want at most %d", sum, maxFirstLoad)
		}
		if l == content.Bokmal && len(all) < 7 {
			t.Errorf("only %d files are counted", len(all))
		}
	}
}

// TestFrontAccessible: axe-core finds nothing on the front page, with suggestions open, and on a
// topic's page where a participant is told of. A kind is seen in each language in another
// window; with -every in all.
func TestFrontAccessible(t *testing.T) {
	source := axe(t)
	ctx := browser(t)
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	for turn, l := range content.Langs() {
		for kind, tt := range map[string]struct{ path, open string }{
			"front":   {path: "/?lang=" + string(l)},
			"suggest": {path: "/?lang=" + string(l), open: "intro"},
			"topic":   {path: "/" + string(l) + "/arbeidsrettet?level=A1&age=30&sort=-duration"},
		} {
			seen := views
			if !*everyView {
				if (turn+len(kind))%len(content.Langs()) != 0 {
					continue
				}
				at := (2*turn + len(kind)) % len(views)
				seen = views[at : at+1]
			}
			for _, at := range seen {
				t.Run(fmt.Sprintf("%s-%s-%d-%s", kind, l, at.width, at.scheme), func(t *testing.T) {
					do(t, ctx, coloured(at.scheme), chromedp.EmulateViewport(at.width, 900), chromedp.Navigate(srv.URL+tt.path), chromedp.WaitReady("main"))
					if tt.open != "" {
						typed(t, ctx, tt.open)
						do(t, ctx, chromedp.KeyEvent(kb.ArrowDown))
					}
					eval[bool](t, ctx, `document.querySelectorAll("details").forEach((d) => (d.open = true)) ?? true`)
					accessible(t, ctx, source)
				})
			}
		}
	}
}

// TestTopicWithoutARoundTrip: the table is sorted and filtered in place, the key stays where it
// was pressed, and the address gives the same.
func TestTopicWithoutARoundTrip(t *testing.T) {
	s := newWholeSite(t)
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(srv.URL+"/nb/arbeidsrettet"), chromedp.WaitVisible("#offers-table"))
	eval[bool](t, ctx, `window.here = true`)
	do(t, ctx, chromedp.Click(`#offers-table button[value="duration"]`), chromedp.WaitVisible(`[aria-sort="ascending"] button[value="-duration"]`))
	wait(t, ctx, `document.activeElement.value === "-duration"`)
	do(t, ctx, chromedp.KeyEvent("\r"), chromedp.WaitVisible(`[aria-sort="descending"]`))
	do(t, ctx, chromedp.SetValue("#o-level", "A1"))
	eval[bool](t, ctx, `document.getElementById("o-level").dispatchEvent(new Event("change", { bubbles: true }))`)
	do(t, ctx, chromedp.WaitVisible(`#offers-table [data-state="not stated"]`))
	wait(t, ctx, `location.search.includes("level=A1")`)
	if !eval[bool](t, ctx, `window.here === true`) {
		t.Error("the page was loaded again")
	}
	address := eval[string](t, ctx, `location.pathname + location.search`)
	contains(t, address, "level=A1", "sort=-duration")
	shown := eval[[]string](t, ctx, `[...document.querySelectorAll("#offers-table tbody th a")].map((a) => a.getAttribute("href"))`)
	page := body(t, s.get(t, address))
	if got := strings.Join(rows(page), " "); got != strings.Join(shown, " ") {
		t.Errorf("the page has %v, the address gives %s", shown, got)
	}
	contains(t, page, eval[string](t, ctx, `document.getElementById("offers-count").textContent`))
	contains(t, eval[string](t, ctx, `document.querySelector(".site-langs [lang=en]").getAttribute("href")`), "/en/arbeidsrettet?", "level=A1")
}
