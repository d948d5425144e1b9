package webchat_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// missing skips a test for a part the machine lacks; continuous integration must
// have it.
func missing(t *testing.T, part string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing", part)
	}
	t.Skipf("%s is missing", part)
}

// browser starts Chromium with one tab.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		missing(t, "Chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,BackForwardCache")) // or Back loads nothing, which the driver waits for
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts it
		t.Fatal(err)
	}
	return ctx
}

// patience is how long a browser may take for one step.
const patience = 30 * time.Second

// do runs steps in the browser.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// eval returns what an expression is worth on the page; a promise is waited for.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait waits until the expression is true.
func wait(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		t.Fatalf("waiting for %s: %v", expression, err)
	}
}

// emptied makes the tab one that has kept nothing of the site.
func emptied(t *testing.T, ctx context.Context, site string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate(site+"/robots.txt")) // which has no script that keeps something when it is left
	eval[bool](t, ctx, `(sessionStorage.clear(), true)`)
}

// questions are one a language to the whole guide.
var questions = []struct {
	lang     content.Lang
	question string
}{
	{content.Bokmal, "Hva er fagbrev på jobb?"},
	{content.Nynorsk, "Kva er fagbrev på jobb?"},
	{content.English, "What is the trade certificate on the job?"},
}

// answerTo is what the API answers: the page must say the same.
func answerTo(t *testing.T, s *site, question string) bot.Card {
	t.Helper()
	var r bot.Reply
	if err := json.Unmarshal([]byte(body(t, s.post(t, "/api/ask", url.Values{"question": {question}}))), &r); err != nil {
		t.Fatal(err)
	}
	if r.Answer.Kind != bot.EntryCard {
		t.Fatalf("%q is answered with a card of kind %s", question, r.Answer.Kind)
	}
	return r.Answer.Card
}

func TestAskInABrowser(t *testing.T) {
	s := newWholeSite(t)
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx := browser(t)
	for _, q := range questions {
		emptied(t, ctx, srv.URL)
		do(t, ctx, chromedp.Navigate(srv.URL+"/"),
			chromedp.SendKeys("#q", q.question+"\r"),
			chromedp.WaitVisible(".answer"))
		want := answerTo(t, s, q.question)
		contains(t, eval[string](t, ctx, `document.querySelector(".answer").innerText`), want.Subject.String(), want.Points[0].Text)
		if got := eval[string](t, ctx, `document.activeElement.innerText`); got != want.Subject.String() {
			t.Errorf("%s: the focus is on %q, want the line over the answer", q.lang, got)
		}
		if got := eval[content.Lang](t, ctx, `document.querySelector(".answer").lang`); got != q.lang {
			t.Errorf("%s: the answer is in %q", q.lang, got)
		}
	}
}

func TestConversationInABrowser(t *testing.T) {
	srv := httptest.NewServer(newSite(t, func(c *webchat.Config) { c.Desk = &inquiries{} }))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/"), chromedp.SendKeys("#q", "fagbrev på jobb\r"), chromedp.WaitVisible(".answer"))
	// The page keeps both answers.
	do(t, ctx, chromedp.SendKeys("#q", "og hva lever hun av?\r"))
	wait(t, ctx, `document.querySelectorAll(".answer").length === 2`)
	contains(t, eval[string](t, ctx, `document.querySelectorAll(".answer")[1].querySelector(".points").innerText`), "Den ansatte beholder lønnen.")

	// A journey is walked within its answer.
	do(t, ctx, chromedp.SendKeys("#q", "reise jamal\r"))
	wait(t, ctx, `document.querySelectorAll(".answer").length === 3`)
	for _, step := range []string{"1", "2"} {
		do(t, ctx, chromedp.Click(`.exchange:last-child .ds-button[data-step][href$="step=`+step+`"]`))
		wait(t, ctx, `document.querySelectorAll(".answer")[2].innerText.includes("Steg `+step+` av 2")`)
	}

	// A word on the answer, without leaving the page.
	do(t, ctx, chromedp.Click(".exchange:first-child .rest > summary"), chromedp.Click(".exchange:first-child [value=yes]"))
	wait(t, ctx, `document.activeElement.innerText === "Takk for at du sa fra."`)
}

func TestAskWithoutJavaScript(t *testing.T) {
	s := newWholeSite(t)
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, withoutScripts)
	for _, q := range questions {
		do(t, ctx, chromedp.Navigate(srv.URL+"/?lang="+string(q.lang)),
			chromedp.SendKeys("#q", q.question), chromedp.Click(".ask button"), chromedp.WaitVisible(".answer"))
		text, err := chromedp.Run(ctx, chromedp.Text(".answer"))
		if err != nil {
			t.Fatal(err)
		}
		want := answerTo(t, s, q.question)
		contains(t, text, want.Subject.String(), want.Points[0].Text)
	}
	do(t, ctx, chromedp.Click(".rest > summary"), chromedp.Click(".feedback [value=yes]"), chromedp.WaitVisible(".thanks"))
	text, err := chromedp.Run(ctx, chromedp.Text("main"))
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text, "Thank you", "Back to")

	do(t, ctx, chromedp.Navigate(srv.URL+"/nb/map"), chromedp.SetValue("#f-goal", "participation"),
		chromedp.Click("#filter button"), chromedp.WaitReady("#f-goal [value=participation][selected]"))
	text, err = chromedp.Run(ctx, chromedp.Text("#count"))
	if err != nil {
		t.Fatal(err)
	}
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	if len(s.journal.feedback) != 1 {
		t.Errorf("feedback = %v, want one", s.journal.feedback)
	}
	small := bot.Filter{Goal: "participation"}
	n := 0
	for _, e := range s.guide.OfKind(content.Offer) {
		if small.Fits(e) {
			n++
		}
	}
	contains(t, text, itoa(n)+" tilbud passer")
}

func TestMapWithoutARoundTrip(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t, drawn(t)))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/nb/map"), chromedp.WaitVisible("#map svg"))
	wait(t, ctx, `document.querySelector("#map.choosing") !== null`)
	shown := `getComputedStyle(document.getElementById("journey-jamal")).display !== "none"`
	if eval[bool](t, ctx, shown) {
		t.Error("a journey is drawn before it is chosen")
	}
	all := eval[int](t, ctx, `document.querySelectorAll("[data-offer]:not([hidden])").length`)
	choose := func(name, value string) {
		eval[bool](t, ctx, `(() => { const s = document.getElementById("f-`+name+`"); s.value = "`+value+`"; return s.dispatchEvent(new Event("change", {bubbles: true})) })()`)
	}
	choose("journey", "jamal")
	if !eval[bool](t, ctx, shown) {
		t.Error("the chosen journey is not drawn")
	}
	choose("residence", "collective-protection")
	choose("level", "A1")
	some := eval[int](t, ctx, `document.querySelectorAll("[data-offer]:not([hidden])").length`)
	if some == 0 || some >= all {
		t.Errorf("the filter lets %d of %d offers through", some, all)
	}
	contains(t, eval[string](t, ctx, `document.getElementById("count").innerText`), itoa(some)+" tilbud")
	if dim := eval[int](t, ctx, `document.querySelectorAll("#map .offer.dim").length`); dim != all-some {
		t.Errorf("%d offers of the drawing are dimmed, want %d", dim, all-some)
	}
	address := eval[string](t, ctx, `location.search`)
	contains(t, address, "residence=collective-protection", "level=A1", "journey=jamal")

	// The address gives the same without the script.
	s := newWholeSite(t)
	contains(t, body(t, s.get(t, "/nb/map"+address)), itoa(some)+" tilbud passer")
}

func TestNoteIsCopied(t *testing.T) {
	srv := httptest.NewServer(newSite(t))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/nb/fagbrev/note?section=livelihood"), chromedp.WaitVisible("[data-copy=rich]"))
	// What lands on the clipboard is caught where the page hands it over.
	eval[bool](t, ctx, `(() => {
		window.copied = {};
		navigator.clipboard.write = async ([item]) => {
			for (const type of item.types) window.copied[type] = await (await item.getType(type)).text();
		};
		return true;
	})()`)
	link := srv.URL + "/nb/fagbrev@"
	for _, tt := range []struct{ button, kind, want string }{
		{"rich", "text/html", `<a href="` + link},
		{"plain", "text/plain", "\n" + link},
		{"markdown", "text/plain", "<" + link},
	} {
		do(t, ctx, chromedp.Click("[data-copy="+tt.button+"]"))
		wait(t, ctx, `document.getElementById("status").textContent === "Kopiert"`)
		got := eval[map[string]string](t, ctx, `window.copied`)[tt.kind]
		contains(t, got, tt.want, "Den ansatte beholder lønnen.", "(Rapport om ", "07.11.2026")
		eval[bool](t, ctx, `(document.getElementById("status").textContent = "", true)`)
	}
}

func TestByKeyboardAlone(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t, drawn(t)))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/nb/map"), chromedp.WaitVisible("#map svg"), chromedp.KeyEvent("\t"))
	if got := eval[string](t, ctx, `document.activeElement.getAttribute("href")`); got != "#content" {
		t.Errorf("the first stop is %q, want the way past the menu", got)
	}
	var stops []string
	for range 40 {
		do(t, ctx, chromedp.KeyEvent("\t"))
		stops = append(stops, eval[string](t, ctx, `document.activeElement.id || document.activeElement.tagName`))
	}
	contains(t, strings.Join(stops, " "), "f-goal", "f-level", "f-schooling", "f-residence", "f-journey", "map", "map-kompetansekartlegging")
}

func TestAtTwiceTheSize(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t, drawn(t)))
	defer srv.Close()
	ctx := browser(t)
	for _, path := range []string{"/", "/nb/fagbrev-pa-jobb", "/nb/jamal?step=2", "/nb/fagbrev-pa-jobb/note", "/nb/map", "/nb/fagbrev-pa-jobb?side=en"} {
		// 1280 pixels at 200 % are 640; a phone at 200 % is 195, and 320 is what WCAG asks for.
		for _, width := range []int64{640, 320} {
			do(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(srv.URL+path), chromedp.WaitReady("main"))
			if over := eval[int64](t, ctx, `document.documentElement.scrollWidth`) - width; over > 0 {
				t.Errorf("GET %s at %d pixels: %d pixels run over", path, width, over)
			}
		}
	}
}
