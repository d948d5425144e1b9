package webchat_test

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// cut looks at pages one after the other in the place of the one that is open, and lists
// what of them is cut off: what reaches past the window, and text past a box that hides it.
// What a box scrolls, and what only screen readers are told, is left out.
const cut = `async (paths, size, open) => {
	const found = [];
	document.documentElement.style.fontSize = size;
	const scrolled = (el) => el.closest(".map, .drawing, .scroll, .ds-sr-only, [aria-hidden], svg");
	const pages = paths.map(async (path) => [path, new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html")]);
	for (const one of pages) {
		const [path, page] = await one;
		const main = document.adoptNode(page.querySelector("main"));
		main.querySelectorAll("details").forEach((d) => (d.open = open));
		main.querySelectorAll(".ds-sr-only").forEach((el) => el.remove());
		document.documentElement.lang = page.documentElement.lang;
		document.querySelector("main").replaceWith(main);
		document.querySelector(".site-header").replaceWith(document.adoptNode(page.querySelector(".site-header")));
		if (!main.querySelector("h1, h2")) found.push(path + ": no page");
		if (document.documentElement.scrollWidth > innerWidth) found.push(path + ": " + document.documentElement.scrollWidth + " px wide");
		for (const el of document.querySelectorAll("body :not(svg *)")) {
			const at = el.getBoundingClientRect();
			const wide = at.width > 1 && (at.right > innerWidth + 1 || at.left < -1);
			const over = el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 1;
			if ((wide || (over && /hidden|clip/.test(getComputedStyle(el).overflowX))) && !scrolled(el)) {
				found.push(path + ": " + el.outerHTML.slice(0, 120));
				break;
			}
		}
	}
	return found;
}`

// TestNothingIsCut: no page of any entry, in any language, is wider than the smallest
// window that people have, with letters twice as large. What fits so, fits with smaller
// letters too; of that there is a sample. An entry is seen in the language in which it has
// its longest word, which is what a page is too narrow for, where that is long; with -every
// each in all.
func TestNothingIsCut(t *testing.T) {
	ctx := browser(t)
	old := oldFagbrevPaJobb(t)
	s := newWholeSite(t, drawn(t), func(c *webchat.Config) { c.Journal.(*journal).history = history{versions: []bot.Version{old}} })
	srv := httptest.NewServer(s)
	defer srv.Close()
	var kinds, entries []string
	for _, l := range content.Langs() {
		lang := string(l)
		kinds = append(kinds,
			"/?lang="+lang, "/"+lang+"/map", "/"+lang+"/api", "/"+lang+"/privacy", "/"+lang+"/terms", "/"+lang+"/fagbrev-pa-jobb/note", "/"+lang+"/jamal?step=2",
			"/"+lang+"/fagbrev-pa-jobb@"+shortOf(old), "/"+lang+"/introduksjonsprogram?side="+other(l), "/"+lang+"/introduksjonsprogrm",
			"/?lang="+lang+"&q=hva+er+kvalifiseringsprogrammet", "/?lang="+lang+"&q=introduksjonsprogram+eller+KVP",
		)
		for _, e := range s.guide.Entries() {
			if in, _ := wordiest(e); (*everyView || l == in) && e.Kind == content.Topic {
				kinds = append(kinds, bot.Ref{Lang: l, Entry: e.ID}.Path()+"?age=30&residence=refugee")
			}
			if in, n := wordiest(e); *everyView || l == in && n >= longWord {
				entries = append(entries, bot.Ref{Lang: l, Entry: e.ID}.Path())
			}
		}
	}
	for _, tongue := range content.SnippetLangs() {
		kinds = append(kinds, "/handout/"+tongue+"/introduksjonsprogram?lang=en")
	}
	do(t, ctx, chromedp.EmulateViewport(320, 800), chromedp.Navigate(srv.URL+"/nb/imdi"), chromedp.WaitReady("main"))
	for _, at := range []struct {
		size, open string
		paths      []string
	}{{"100%", "true", kinds}, {"200%", "true", kinds}, {"200%", strconv.FormatBool(*everyView), entries}} {
		for paths := range slices.Chunk(at.paths, 20) { // few enough for a busy machine
			list, err := json.Marshal(paths)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range eval[[]string](t, ctx, "("+cut+")("+string(list)+", \""+at.size+"\", "+at.open+")") {
				t.Errorf("letters of %s: %s", at.size, found)
			}
		}
	}
}

// longWord is how many letters a word has that is much wider than that window.
const longWord = 25

// wordiest is the language in which the entry's text has its longest word, and how many
// letters that has.
func wordiest(e *content.Entry) (in content.Lang, longest int) {
	in = content.Bokmal
	for _, l := range content.Langs() {
		text := e.Text(l)
		all := append([]string{text.Title, text.Summary}, text.AlsoCalled...)
		for _, s := range text.Sections {
			for _, p := range s.Points {
				all = append(all, p.Text)
			}
		}
		for w := range strings.FieldsSeq(strings.Join(all, " ")) {
			if n := utf8.RuneCountInString(w); n > longest {
				longest, in = n, l
			}
		}
	}
	return in, longest
}
