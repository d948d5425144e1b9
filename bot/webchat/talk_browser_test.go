package webchat_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// talk is a chat page in a browser.
type talk struct {
	ctx    context.Context
	url    string
	site   *site
	faulty *faulty
}

// ask writes a question and waits for its answer.
func (p talk) ask(t *testing.T, question string) {
	t.Helper()
	n := p.answers(t)
	do(t, p.ctx, chromedp.SendKeys("#q", question+"\r"))
	p.wait(t, n+1)
}

const settled = `document.getElementById("ask").ariaBusy !== "true" && !document.querySelector("[data-part=waiting]")`

// wait waits until there are n answers and none is on its way.
func (p talk) wait(t *testing.T, n int) {
	t.Helper()
	wait(t, p.ctx, fmt.Sprintf(`document.querySelectorAll(".answer").length === %d && %s`, n, settled))
}

func (p talk) answers(t *testing.T) int {
	t.Helper()
	return eval[int](t, p.ctx, `document.querySelectorAll(".answer").length`)
}

// last is the text of the last answer, subject the chip's.
func (p talk) last(t *testing.T) string {
	t.Helper()
	return eval[string](t, p.ctx, `[...document.querySelectorAll(".answer")].at(-1)?.innerText ?? ""`)
}

func (p talk) subject(t *testing.T) string {
	t.Helper()
	return eval[string](t, p.ctx, `(() => { const s = document.querySelector("#subject"); return s.hidden ? "" : s.querySelector("button span").textContent })()`)
}

// question is what stands in the box, address where the page is.
func (p talk) question(t *testing.T) string {
	t.Helper()
	return eval[string](t, p.ctx, `document.getElementById("q").value`)
}

func (p talk) address(t *testing.T) string {
	t.Helper()
	return eval[string](t, p.ctx, `location.pathname + location.search`)
}

// open loads the chat page, in a tab that keeps what it has; page loads any.
func (p talk) open(t *testing.T, path string) {
	t.Helper()
	p.page(t, path)
	do(t, p.ctx, chromedp.WaitReady("#q"))
}

func (p talk) page(t *testing.T, path string) {
	t.Helper()
	do(t, p.ctx, chromedp.Navigate(p.url+path), chromedp.WaitReady("main"))
}

// tab opens another tab, which has kept nothing.
func (p talk) tab(t *testing.T) talk {
	t.Helper()
	ctx, cancel := chromedp.NewContext(p.ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // opens it
		t.Fatal(err)
	}
	p.ctx = ctx
	return p
}

// fresh is another tab with a page.
func (p talk) fresh(t *testing.T, path string) talk {
	t.Helper()
	p = p.tab(t)
	p.open(t, path)
	return p
}

// TestTalk: a conversation in a browser.
func TestTalk(t *testing.T) {
	s := newWholeSite(t)
	f := &faulty{Handler: s, held: make(chan struct{}, 1)}
	srv := httptest.NewServer(f)
	defer srv.Close()
	p := talk{browser(t), srv.URL, s, f}
	t.Run("stays", p.stays)
	t.Run("is cleared", p.isCleared)
	t.Run("is edited", p.isEdited)
	t.Run("fails", p.fails)
	t.Run("has two tabs", p.hasTwoTabs)
	t.Run("keeps nothing strange", p.keepsNothingStrange)
	t.Run("is kept nowhere", p.isKeptNowhere)
	t.Run("sends one form", p.sendsOneForm)
	t.Run("holds no number", p.holdsNoNumber)
	t.Run("goes on from an address", p.goesOnFromAnAddress)
}

// faulty is a server that fails, or holds questions back, when it is told to.
type faulty struct {
	http.Handler
	broken atomic.Value  // end of a path, which is not found; "/" for questions
	asked  atomic.Int32  // questions that came
	hold   atomic.Bool   // questions wait
	held   chan struct{} // for each that may go on
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asks := r.Method == http.MethodPost && r.URL.Path == "/"
	if asks {
		f.asked.Add(1)
	}
	if b, _ := f.broken.Load().(string); b == "/" && asks || len(b) > 1 && strings.HasSuffix(r.URL.Path, b) {
		http.Error(w, "broken", http.StatusBadGateway)
		return
	}
	if asks && f.hold.Load() && r.FormValue("q") != "" {
		<-f.held
	}
	f.Handler.ServeHTTP(w, r)
}

// followUps are questions that name nothing of their own.
var followUps = []string{
	"og hva lever hun av?", "hva er kravene?", "hvem har ansvar?", "hvem betaler?", "hvem er det for?", "kan det kombineres med noe?",
	"hva skjer etterpå?", "er det en rett?", "hva er vanlige fallgruver?", "og hvor lenge varer det?",
}

// stays: a conversation is still there, and goes on, after the page is loaded again,
// left and come back to by a link in it, and shown in another language.
func (p talk) stays(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "hva er KVP?")
	var felt []float64
	for _, q := range followUps {
		n := p.answers(t)
		felt = append(felt, eval[float64](t, p.ctx, fmt.Sprintf(`new Promise((done) => {
			const log = document.getElementById("log");
			const seen = new MutationObserver(() => {
				if (log.querySelectorAll(".answer").length === %d) return;
				seen.disconnect();
				requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))); // drawn
			});
			seen.observe(log, { childList: true });
			document.getElementById("q").value = %q;
			const began = performance.now();
			document.getElementById("ask").requestSubmit();
		})`, n, q)))
		p.wait(t, n+1)
	}
	slices.Sort(felt)
	t.Logf("an answer is felt in %.0f ms (median), %.0f ms (slowest of %d)", felt[len(felt)/2], felt[len(felt)-1], len(felt))
	const all = 11
	still := func(after string) {
		t.Helper()
		p.wait(t, all)
		if got := p.subject(t); got != "Kvalifiseringsprogrammet (KVP)" {
			t.Errorf("%s the subject is %q", after, got)
		}
		text := eval[string](t, p.ctx, `document.getElementById("log").textContent`)
		contains(t, text, followUps...)
		if strings.Contains(p.address(t), "q=") || strings.Contains(p.address(t), "hva") {
			t.Errorf("%s the address is %s", after, p.address(t))
		}
	}
	still("at first")
	do(t, p.ctx, chromedp.SendKeys("#q", "et utkast"), chromedp.Reload(), chromedp.WaitReady(".answer"))
	still("loaded again,")
	if got := p.question(t); got != "et utkast" {
		t.Errorf("loaded again, the draft is %q", got)
	}
	eval[bool](t, p.ctx, `(document.getElementById("q").value = "", true)`)
	do(t, p.ctx, chromedp.Click(".exchange:last-child .subject a"), chromedp.WaitReady(".entry-head"))
	wait(t, p.ctx, `!document.getElementById("talk-link").hidden`)
	do(t, p.ctx, chromedp.NavigateBack(), chromedp.WaitReady(".answer"))
	still("come back to,")
	do(t, p.ctx, chromedp.Click(".exchange:last-child .subject a"), chromedp.WaitReady(".entry-head"), chromedp.Click("#talk-link"), chromedp.WaitReady(".answer"))
	still("come back to by the page's link,")
	do(t, p.ctx, chromedp.Click(".site-langs a[lang=nn]"), chromedp.WaitReady("html[lang=nn] .answer"))
	still("in nynorsk")
	p.ask(t, "og kva lever ho av?")
	contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP)", "livsopphald")
}

// isCleared: the subject can be taken away and the conversation ended, at the server
// too, and an answer that comes afterwards doesn't stand in the new one.
func (p talk) isCleared(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "hvor lenge varer KVP?")
	do(t, p.ctx, chromedp.Click("#subject button"))
	wait(t, p.ctx, `document.getElementById("subject").hidden && document.activeElement.id === "q"`)
	p.ask(t, "og hva lever hun av?")
	if strings.Contains(p.last(t), "(KVP) · livsopphold") {
		t.Error("the subject that was taken away is still spoken of")
	}
	p.ask(t, "jobbsjansen")
	do(t, p.ctx, chromedp.Reload(), chromedp.WaitReady(".answer"))
	p.wait(t, 3)

	// The new conversation begins while an answer is on its way.
	conversation := eval[string](t, p.ctx, `document.querySelector("#ask [name=conversation]").value`)
	p.faulty.hold.Store(true)
	do(t, p.ctx, chromedp.SendKeys("#q", "hvem betaler?\r"))
	wait(t, p.ctx, `document.querySelector("[data-part=waiting]") !== null`)
	do(t, p.ctx, chromedp.SendKeys("#q", "neste"))
	do(t, p.ctx, chromedp.Click("#about > button"))
	p.faulty.hold.Store(false)
	p.faulty.held <- struct{}{}
	wait(t, p.ctx, settled)
	if n := p.answers(t); n != 0 || p.question(t) != "neste" {
		t.Errorf("the new conversation has %d answers, and in the box %q", n, p.question(t))
	}
	eval[bool](t, p.ctx, `(document.getElementById("q").value = "", true)`)
	p.ask(t, "og hva lever hun av?")
	if p.subject(t) != "" {
		t.Errorf("the new conversation is about %s", p.subject(t))
	}
	if now := eval[string](t, p.ctx, `document.querySelector("#ask [name=conversation]").value`); now == conversation || now == "" {
		t.Errorf("the conversation is %q, before %q", now, conversation)
	}
	next := body(t, p.site.post(t, "/", url.Values{"q": {"og hva lever hun av?"}, "conversation": {conversation}, "part": {"exchange"}}))
	lacks(t, next, "Jobbsjansen</a> · livsopphold")
}

// isEdited: the last question can be changed, by a button or from the empty box, and
// is asked of what was spoken of before it.
func (p talk) isEdited(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "hvor lenge varer KVP?")
	p.ask(t, "hva er jobbsjansen?")
	do(t, p.ctx, chromedp.SendKeys("#q", kb.ArrowUp))
	if got := p.question(t); got != "hva er jobbsjansen?" {
		t.Fatalf("arrow up brings %q back", got)
	}
	do(t, p.ctx, chromedp.KeyEvent(kb.Escape))
	if got := p.question(t); got != "" {
		t.Errorf("after escape the box has %q", got)
	}
	do(t, p.ctx, chromedp.Click(".edit"))
	eval[bool](t, p.ctx, `(document.getElementById("q").value = "og hva lever hun av?", document.getElementById("ask").requestSubmit(), true)`)
	wait(t, p.ctx, `[...document.querySelectorAll(".question")].at(-1).innerText.includes("lever hun") && `+settled)
	p.wait(t, 2)
	contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP) · livsopphold")

	// The first one is asked of nothing.
	p = p.fresh(t, "/")
	p.ask(t, "hvor lenge varer KVP?")
	do(t, p.ctx, chromedp.Click(".edit"))
	eval[bool](t, p.ctx, `(document.getElementById("q").value = "og hva lever hun av?", document.getElementById("ask").requestSubmit(), true)`)
	wait(t, p.ctx, `document.querySelector(".question").innerText.includes("lever hun") && `+settled)
	if p.answers(t) != 1 || strings.Contains(p.last(t), "(KVP) ·") {
		t.Errorf("%d answers, the last %q", p.answers(t), p.last(t))
	}
}

// fails: a question that isn't answered stays in the box, and can be tried again; a
// script that doesn't load leaves the form.
func (p talk) fails(t *testing.T) {
	p = p.fresh(t, "/")
	p.faulty.broken.Store("/")
	do(t, p.ctx, chromedp.SendKeys("#q", "hvor lenge varer KVP?\r"), chromedp.WaitVisible("#failed button"))
	if p.question(t) != "hvor lenge varer KVP?" || p.answers(t) != 0 {
		t.Errorf("after a failure the box has %q, the page %d answers", p.question(t), p.answers(t))
	}
	p.faulty.broken.Store("")
	do(t, p.ctx, chromedp.Click("#failed button"))
	p.wait(t, 1)
	if p.question(t) != "" || eval[bool](t, p.ctx, `!document.getElementById("failed").hidden`) {
		t.Errorf("tried again, the box has %q", p.question(t))
	}
	for _, script := range []string{"/guard.js", "/conversation.js", "/ticks.js"} {
		p.faulty.broken.Store(script)
		p = p.fresh(t, "/")
		do(t, p.ctx, chromedp.SendKeys("#q", "hvor lenge varer KVP?"), chromedp.Click("#ask button[type=submit]"), chromedp.WaitVisible(".answer"))
		contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP) · varighet")
		do(t, p.ctx, chromedp.SendKeys("#q", "og hva lever hun av?"), chromedp.Click("#ask button[type=submit]"))
		wait(t, p.ctx, `[...document.querySelectorAll(".answer")].at(-1)?.innerText.includes("livsopphold")`)
		if strings.Contains(p.address(t), "lever") {
			t.Errorf("without %s the address is %s", script, p.address(t))
		}
	}
}

// hasTwoTabs: two tabs have a conversation each, and so has a copy of a tab.
func (p talk) hasTwoTabs(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "hvor lenge varer KVP?")
	wait(t, p.ctx, `sessionStorage.getItem("veiviser.conversation") !== null`)
	kept := eval[string](t, p.ctx, `sessionStorage.getItem("veiviser.conversation")`)
	second := p.fresh(t, "/")
	ctx := second.ctx
	if n := second.answers(t); n != 0 {
		t.Errorf("another tab has %d answers", n)
	}
	eval[bool](t, ctx, fmt.Sprintf(`(sessionStorage.setItem("veiviser.conversation", %q), true)`, kept))
	do(t, ctx, chromedp.Navigate(p.url+"/nb/map")) // its own page would write over what it was given
	eval[bool](t, ctx, fmt.Sprintf(`(sessionStorage.setItem("veiviser.conversation", %q), true)`, kept))
	second.open(t, "/")
	second.wait(t, 1)
	wait(t, ctx, `document.querySelector("#ask [name=conversation]").value === ""`)
	second.ask(t, "jobbsjansen")
	p.ask(t, "og hva lever hun av?")
	contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP) · livsopphold")
	second.ask(t, "og hvem betaler?")
	contains(t, second.last(t), "Jobbsjansen")
}

// keepsNothingStrange: what the server did not make, or another release did, is not
// shown; where a browser keeps nothing, or has no room, all else works.
func (p talk) keepsNothingStrange(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "hvor lenge varer KVP?")
	p.ask(t, "tilbud for flyktninger med A2")
	p.ask(t, "introduksjonsprogram eller KVP")
	p.ask(t, "reise hawa")
	p.ask(t, "xyzzy")
	do(t, p.ctx, chromedp.Reload(), chromedp.WaitReady(".answer"))
	p.wait(t, 5) // every kind of answer can be shown again
	exchange := eval[string](t, p.ctx, `JSON.parse(sessionStorage.getItem("veiviser.conversation")).exchanges[0]`)
	strange := map[string]string{
		"a script":      strings.Replace(exchange, "<p", "<script>window.stolen = 1</script><p", 1),
		"a handler":     strings.Replace(exchange, "<p", "<p onclick='window.stolen = 1'", 1),
		"an image":      strings.Replace(exchange, "<p", "<img src='https://example.org/x.png'><p", 1),
		"a frame":       strings.Replace(exchange, "<p", "<iframe src='/'></iframe><p", 1),
		"an address":    strings.Replace(exchange, `href="/`, `href="javascript:/`, 1),
		"another site":  strings.Replace(exchange, `<button `, `<button formaction="https://example.org" `, 1),
		"a form":        strings.Replace(exchange, "<p", "<form action='https://example.org'></form><p", 1),
		"an id":         strings.Replace(exchange, "<p", "<div id='q'></div><p", 1),
		"a drawing":     strings.Replace(exchange, "<p", "<svg><a href='/'></a></svg><p", 1),
		"a style":       strings.Replace(exchange, "<p", "<p style='position:fixed'", 1),
		"more than one": exchange + exchange,
		"no answer":     `<section class="exchange"></section>`,
		"nothing":       "",
	}
	for name, html := range strange {
		if html == exchange {
			t.Errorf("%s: nothing is strange", name)
		}
		if eval[bool](t, p.ctx, fmt.Sprintf(`import(%q).then((m) => m.parse(%q) !== null)`, staticPath(t, p.site, "rendered.js"), html)) {
			t.Errorf("%s is taken for what the server made", name)
		}
	}
	if !eval[bool](t, p.ctx, fmt.Sprintf(`import(%q).then((m) => m.parse(%q) !== null)`, staticPath(t, p.site, "rendered.js"), exchange)) {
		t.Error("what the server made is strange")
	}
	for _, how := range []string{`k.layout = "0123456789ab"`, `k.exchanges[3] = k.exchanges[3].replace("<p", "<p onclick='1'")`, `k.exchanges = {}`, `k.exchanges = [1]`} {
		do(t, p.ctx, chromedp.Navigate(p.url+"/robots.txt")) // the page itself would write over it
		eval[bool](t, p.ctx, `(() => { const k = JSON.parse(sessionStorage.getItem("kept") ?? sessionStorage.getItem("veiviser.conversation")); sessionStorage.setItem("kept", JSON.stringify(k)); `+
			how+`; sessionStorage.setItem("veiviser.conversation", JSON.stringify(k)); return true })()`)
		p.open(t, "/")
		if n := p.answers(t); n != 0 {
			t.Errorf("%s: %d answers are shown", how, n)
		}
	}
}

// isKeptNowhere: where a browser keeps nothing, or has no room, all else works.
func (p talk) isKeptNowhere(t *testing.T) {
	for name, storage := range map[string]string{
		"forbidden": `Object.defineProperty(window, "sessionStorage", {get() { throw new DOMException("", "SecurityError") }})`,
		"full":      `Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") }`,
	} {
		p := p.tab(t)
		do(t, p.ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: storage})
			return err
		}))
		p.open(t, "/")
		p.ask(t, "hvor lenge varer KVP?")
		p.ask(t, "og hva lever hun av?")
		contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP) · livsopphold")
		do(t, p.ctx, chromedp.Click(".exchange:last-child [data-ticks]"))
		if got := eval[string](t, p.ctx, `document.querySelector("#note-link .count").textContent`); got != "2" {
			t.Errorf("%s: %q points are counted", name, got)
		}
		do(t, p.ctx, chromedp.Click("#note-link"), chromedp.WaitVisible(".picked"))
	}
}

// holdsNoNumber: a personal number is told of while it is written, and what is asked with
// one is not sent; without it the question is as it was.
func (p talk) holdsNoNumber(t *testing.T) {
	p = p.fresh(t, "/")
	before := p.faulty.asked.Load()
	do(t, p.ctx, chromedp.SendKeys("#q", "hvor lenge varer KVP for 010190 12480?\r"))
	wait(t, p.ctx, `document.querySelector("#number mark")?.textContent === "010190 12480"`)
	contains(t, eval[string](t, p.ctx, `document.getElementById("number").innerText`), "fødselsnummer")
	if got := eval[string](t, p.ctx, `document.getElementById("q").ariaInvalid`); got != "true" {
		t.Errorf("the box is marked %q", got)
	}
	do(t, p.ctx, chromedp.Reload(), chromedp.WaitReady("#q"))
	if kept := eval[string](t, p.ctx, `JSON.stringify({...sessionStorage})`); strings.Contains(kept, "12480") {
		t.Errorf("the number is kept: %s", kept)
	}
	eval[bool](t, p.ctx, `(document.getElementById("q").value = "", true)`) // which the browser itself may fill
	do(t, p.ctx, chromedp.SendKeys("#q", "hvor lenge varer KVP for 010190 12480?\r"), chromedp.Click("#number button"))
	if got := p.question(t); got != "hvor lenge varer KVP for?" {
		t.Errorf("without the number the question is %q", got)
	}
	if n := p.faulty.asked.Load() - before; n != 0 {
		t.Errorf("%d questions were sent", n)
	}
	do(t, p.ctx, chromedp.KeyEvent("\r"))
	p.wait(t, 1)
	contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP) · varighet")
}

// goesOnFromAnAddress: an answer that somebody sent stands in the conversation that the tab
// has, and what is asked next is about it; loaded again it is there once, and an old link
// with a question is left for an address without one.
func (p talk) goesOnFromAnAddress(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "jobbsjansen")
	p.open(t, "/?e=kvalifiseringsprogram&s=duration")
	p.wait(t, 2)
	do(t, p.ctx, chromedp.Reload(), chromedp.WaitReady(".answer"))
	p.wait(t, 2)
	p.open(t, "/?e=kvalifiseringsprogram&s=duration&lang=en")
	p.wait(t, 2)
	contains(t, p.last(t), "duration")
	p.ask(t, "and what does she live on?")
	contains(t, p.last(t), "(KVP) · what to live on")
	if got := p.address(t); got != "/?lang=en" {
		t.Errorf("the address of the conversation is %s", got)
	}
	p.open(t, "/?q=xyzzy")
	p.wait(t, 4)
	if got := p.address(t); got != "/" {
		t.Errorf("an old link is left at %s", got)
	}
	link := eval[string](t, p.ctx, `new Promise((done) => {
		navigator.clipboard.write = async ([item]) => done(await (await item.getType("text/plain")).text());
		document.querySelectorAll("[data-copy-link]")[2].click();
	})`)
	if !strings.HasPrefix(link, p.url+"/?e=kvalifiseringsprogram&in=en&") || !strings.HasSuffix(link, "&s=livelihood") {
		t.Errorf("the link of an answer is %s", link)
	}
}
