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

	"github.com/chromedp/cdproto/page"
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
	contains(t, text, itoa(strings.Count(body(t, s.get(t, "/nb/map?goal=participation")), "data-offer="))+" tilbud")
}

// TestMapInPlace: a choice shows other offers and another journey's line without loading
// the page, and its address gives the same.
func TestMapInPlace(t *testing.T) {
	s := newWholeSite(t, drawn(t))
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(srv.URL+"/nb/map"), chromedp.WaitVisible("#map svg"))
	eval[bool](t, ctx, `window.stayed = true`)
	seen := `["jamal", "viktor"].map((id) => getComputedStyle(document.querySelector("#journey-"+id+" .way")).display !== "none").join()`
	if got := eval[string](t, ctx, seen); got != "false,false" {
		t.Errorf("lines are drawn before one is chosen: %s", got)
	}
	all := eval[int](t, ctx, `document.querySelectorAll("[data-offer]").length`)
	do(t, ctx, chromedp.Click(`#journeys [href$="journey=jamal"]`))
	wait(t, ctx, `document.querySelector("#chosen")?.innerText.startsWith("Jamal")`)
	if got := eval[string](t, ctx, seen); got != "true,false" {
		t.Errorf("of Jamal and Viktor are drawn %s, want Jamal's line", got)
	}
	if !eval[bool](t, ctx, `getComputedStyle(document.querySelector("#journey-viktor")).display === "none" && getComputedStyle(document.querySelector("a.journey")).display !== "none"`) {
		t.Error("the marks of the other journeys are left, or their starts are gone")
	}
	choose := func(name, value string) {
		eval[bool](t, ctx, `(() => { const s = document.getElementById("f-`+name+`"); s.value = "`+value+`"; return s.dispatchEvent(new Event("change", {bubbles: true})) })()`)
		wait(t, ctx, `location.search.includes("`+name+`=`+value+`")`)
	}
	choose("goal", "participation")
	choose("level", "A1")
	some := eval[int](t, ctx, `document.querySelectorAll("[data-offer]").length`)
	if some == 0 || some >= all {
		t.Errorf("the filter lets %d of %d offers through", some, all)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll("#map [data-state=out]").length`); n != all-some {
		t.Errorf("%d offers of the drawing are marked as out, want %d", n, all-some)
	}
	if !eval[bool](t, ctx, `window.stayed === true && document.querySelector("#chosen").innerText.startsWith("Jamal")`) {
		t.Error("the page was loaded again, or the journey is forgotten")
	}
	address, count := eval[string](t, ctx, `location.search`), eval[string](t, ctx, `document.getElementById("count").innerText`)
	contains(t, body(t, s.get(t, "/nb/map"+address)), ">"+count+"<", "journey drawn")
	contains(t, address, "level=A1", "journey=jamal")

	// Where the server is gone, the page says so.
	srv.CloseClientConnections()
	srv.Listener.Close()
	eval[bool](t, ctx, `document.getElementById("f-level").dispatchEvent(new Event("change", {bubbles: true}))`)
	wait(t, ctx, `document.getElementById("count").innerText.startsWith("Kartet kunne ikke hentes")`)
}

// TestMapOnPaper: printed by a browser the map is A2, with what a screen reader needs.
func TestMapOnPaper(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t, drawn(t)))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/nb/map"), chromedp.WaitVisible("#map svg"))
	got, err := chromedp.Run(ctx, func(ctx context.Context, _ *chromedp.Target) (page.PrintToPDFResult, error) {
		return chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true), GenerateTaggedPDF: new(true), PrintBackground: new(true)})
	})
	if err != nil {
		t.Fatal(err)
	}
	pdf := string(got.Data)
	const a2 = "/MediaBox [0 0 1191" // points
	pages := strings.Count(pdf, "/Type /Page\n")
	if n := strings.Count(pdf, a2); pages < 2 || pages > 4 || n != pages {
		t.Errorf("%d pages, %d of them A2", pages, n)
	}
	contains(t, pdf, "/StructTreeRoot", "/Lang (nb)", "/URI ("+srv.URL+"/nb/kompetansekartlegging)")
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
	tab := func() string {
		do(t, ctx, chromedp.KeyEvent("\t"))
		stops = append(stops, eval[string](t, ctx, `document.activeElement.id || document.activeElement.getAttribute("href") || document.activeElement.tagName`))
		return stops[len(stops)-1]
	}
	for range 44 {
		tab()
	}
	contains(t, strings.Join(stops, " "), "#list", "f-goal", "f-level", "f-schooling", "f-residence", "/nb/map?journey=jamal", " map ", "map-kompetansekartlegging")

	// The way past the drawing.
	do(t, ctx, chromedp.Focus(`a[href="#list"]`), chromedp.KeyEvent("\r"))
	if got := tab(); !strings.HasPrefix(got, "/nb/") {
		t.Errorf("the stop after the way to the list is %q, want the first topic", got)
	}

	// Each journey: chosen, its line drawn, the focus where it was, and the next one a stop on.
	do(t, ctx, chromedp.Focus(`#journeys a`))
	for range 8 {
		at := tab()
		_, id, _ := strings.Cut(at, "journey=")
		if id == "" {
			t.Fatalf("the stop is %q, want a journey", at)
		}
		do(t, ctx, chromedp.KeyEvent("\r"))
		wait(t, ctx, `document.querySelector("#journey-`+id+`.drawn .way") !== null && document.activeElement.getAttribute("aria-current") === "true"`)
	}
}

func TestAtTwiceTheSize(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t, drawn(t), reported))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, asEditor)
	for _, path := range []string{"/", "/nb/fagbrev-pa-jobb", "/nb/jamal?step=2", "/nb/fagbrev-pa-jobb/note", "/nb/map", "/nb/map?journey=jasmin&level=A1", "/report?lang=nn", "/nb/fagbrev-pa-jobb?side=en"} {
		// 1280 pixels at 200 % are 640; a phone at 200 % is 195, and 320 is what WCAG asks for.
		for _, width := range []int64{640, 320} {
			do(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(srv.URL+path), chromedp.WaitReady("main"))
			if over := eval[int64](t, ctx, `document.documentElement.scrollWidth`) - width; over > 0 {
				t.Errorf("GET %s at %d pixels: %d pixels run over", path, width, over)
			}
		}
	}
}
