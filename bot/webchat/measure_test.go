package webchat_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// measured is what a browser says of the answer that a page arrives with.
type measured struct {
	Visible bool // the first statement, or the first of what stands for it, is whole in the window
	Words   int  // before the buttons
	Buttons int  // in view
	Wide    bool // something is wider than the window
}

const measuring = `(() => {
	const card = document.querySelector(".answer");
	const first = card.querySelector(".points > p, .compare tr:nth-child(1), .choose li, .items li, .lead, .ask-who") ?? card;
	const row = card.querySelector(":scope > .row");
	let words = 0;
	for (const part of card.children) {
		if (part === row) break;
		words += part.innerText.split(/\s+/).filter(Boolean).length;
	}
	const at = first.getBoundingClientRect();
	return {
		Visible: at.top >= 0 && at.bottom <= innerHeight, Words: words,
		Buttons: row ? row.querySelectorAll(":scope > :is(a, button, details)").length : 0,
		Wide: document.documentElement.scrollWidth > innerWidth,
	};
})()`

var scripts = regexp.MustCompile(`<script[^>]*></script>`)

// TestMeasures prints how much of an answer is seen on arrival, over entries and sections
// and the questions the search is judged by: go test ./bot/webchat -run TestMeasures -v.
// Of all it takes a sample, as each is drawn; with -every it takes them all.
func TestMeasures(t *testing.T) {
	ctx := browser(t)
	s := newWholeSite(t)
	var page atomic.Pointer[string] // the one to look at
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/measured" {
			s.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, scripts.ReplaceAllString(*page.Load(), "")) // which would keep the answer before
	}))
	defer srv.Close()
	asked, pressed := bottest.Judged(t, "../../search/testdata/heldout.jsonl"), []string{}
	langs := content.Langs()
	for i, e := range s.guide.Entries() {
		for k, sec := range append([]content.Section{""}, content.Sections()...) {
			pressed = append(pressed, "show "+bot.Ref{Lang: langs[(i+k)%len(langs)], Entry: e.ID, Section: sec}.String())
		}
	}
	step := func(n, sample int) int {
		if *everyView {
			return 1
		}
		return max(1, n/sample)
	}
	for _, size := range [][2]int64{{390, 844}, {1280, 800}} {
		do(t, ctx, chromedp.EmulateViewport(size[0], size[1]))
		var words []int
		seen, all, most := 0, 0, 0
		look := func(name string, form url.Values) {
			answered := body(t, s.post(t, "/", form))
			page.Store(&answered)
			do(t, ctx, chromedp.Navigate(srv.URL+"/measured"), chromedp.WaitReady(".answer"))
			m := eval[measured](t, ctx, measuring)
			if all++; m.Visible {
				seen++
			}
			if m.Wide {
				t.Errorf("%s at %d pixels: wider than the window", name, size[0])
			}
			words, most = append(words, m.Words), max(most, m.Buttons)
		}
		for i := 0; i < len(asked); i += step(len(asked), 12) {
			look(asked[i], url.Values{"q": {asked[i]}})
		}
		for i := 0; i < len(pressed); i += step(len(pressed), 24) {
			look(pressed[i], url.Values{"press": {pressed[i]}})
		}
		slices.Sort(words)
		median, p95 := words[len(words)/2], words[len(words)*95/100]
		t.Logf("%d × %d: first seen on arrival in %d of %d; words before the buttons: median %d, p95 %d; at most %d buttons", size[0], size[1], seen, all, median, p95, most)
		if seen*100 < all*95 || median > 60 || p95 > 120 || most > 5 {
			t.Errorf("%d × %d misses the mark", size[0], size[1])
		}
	}
}
