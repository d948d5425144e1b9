package webchat_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"veiviser/bot/webchat"
	"veiviser/content"
)

// keys presses keys one after the other.
func (p talk) keys(t *testing.T, all ...string) {
	t.Helper()
	for _, k := range all {
		do(t, p.ctx, chromedp.KeyEvent(k))
	}
}

// tabTo presses the tabulator until the focus is on what the selector finds, and tells how
// often.
func (p talk) tabTo(t *testing.T, selector string) int {
	t.Helper()
	const most = 60
	for n := 1; n <= most; n++ {
		p.keys(t, kb.Tab)
		if eval[bool](t, p.ctx, fmt.Sprintf(`document.activeElement?.matches(%q) ?? false`, selector)) {
			return n
		}
	}
	t.Fatalf("%d tabs lead to no %s", most, selector)
	return 0
}

// TestTalkByKeyboardAlone: to ask, choose, ask on, tick points, put a note together, change
// its order and copy it takes no mouse; and the way from an answer to the box is short.
func TestTalkByKeyboardAlone(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	p := talk{ctx: browser(t), url: srv.URL}
	p.open(t, "/")
	p.tabTo(t, "#q")
	p.keys(t, "ekstra lån for elever over 30", kb.Enter)
	p.wait(t, 1)
	p.tabTo(t, ".choose button")
	p.keys(t, kb.Enter)
	wait(t, p.ctx, `document.querySelector(".choose") === null && `+settled)
	if !eval[bool](t, p.ctx, `document.activeElement.matches(".answer .subject")`) {
		t.Error("the focus is not on what was chosen")
	}
	p.tabTo(t, "#q")
	p.keys(t, "hvor lenge varer KVP?", kb.Enter)
	p.wait(t, 2)
	presses := p.tabTo(t, ".exchange:last-child .subject a") + p.tabTo(t, ".exchange:last-child .to-box")
	p.keys(t, kb.Enter)
	presses++
	if !eval[bool](t, p.ctx, `document.activeElement.id === "q"`) {
		t.Error("the way to the box leads elsewhere")
	}
	t.Logf("%d presses from the answer to the box", presses)
	if presses > 5 {
		t.Errorf("%d presses from the answer to the box, want 5 at most", presses)
	}
	p.keys(t, "og hva lever hun av?", kb.Enter)
	p.wait(t, 3)
	contains(t, p.last(t), "Kvalifiseringsprogrammet (KVP) · livsopphold")

	// A point of this answer, and one of a page.
	p.tabTo(t, ".exchange:last-child [data-ticks]")
	p.keys(t, " ")
	wait(t, p.ctx, `document.querySelectorAll(".exchange:last-child .tick > input:checked").length >= 2`)
	eval[bool](t, p.ctx, `(document.querySelector(".exchange:last-child .subject").focus(), true)`)
	p.tabTo(t, ".exchange:last-child .tick > input")
	p.keys(t, " ")
	const counted = `document.querySelector("#note-link .count").textContent`
	if got := eval[string](t, p.ctx, counted); got != "1" {
		t.Errorf("after one of two ticks is taken away the header counts %s", got)
	}
	p.page(t, "/nb/jobbsjansen")
	p.tabTo(t, ".actions [data-ticks]")
	p.keys(t, kb.Enter)
	p.tabTo(t, ".entry-text .tick > input")
	p.keys(t, " ")
	if got := eval[string](t, p.ctx, counted); got != "2" {
		t.Errorf("with a point of a page the header counts %s", got)
	}
	do(t, p.ctx, chromedp.Reload(), chromedp.WaitReady(".tick > input:checked"))

	// The note of both.
	do(t, p.ctx, chromedp.Focus("#note-link"))
	p.keys(t, kb.Enter)
	do(t, p.ctx, chromedp.WaitReady(".picked li + li"))
	order := func() string {
		return eval[string](t, p.ctx, `[...document.querySelectorAll("[data-picked]")].map((i) => i.dataset.picked.split("@")[0]).join(" ")`)
	}
	if got := order(); got != "kvalifiseringsprogram jobbsjansen" {
		t.Errorf("the note is of %s", got)
	}
	p.tabTo(t, "[data-move=down]")
	p.keys(t, kb.Enter)
	wait(t, p.ctx, `document.querySelector("[data-picked]").dataset.picked.startsWith("jobbsjansen")`)
	if !eval[bool](t, p.ctx, `document.activeElement.closest("[data-picked]")?.dataset.picked.startsWith("kvalifiseringsprogram") ?? false`) {
		t.Error("the focus does not follow the point that was moved")
	}
	eval[bool](t, p.ctx, `(() => {
		window.copied = {};
		navigator.clipboard.write = async ([item]) => {
			for (const type of item.types) window.copied[type] = await (await item.getType(type)).text();
		};
		return true;
	})()`)
	for _, tt := range []struct{ format, kind, want string }{
		{"rich", "text/html", `<a href="` + srv.URL + `/nb/jobbsjansen@`},
		{"plain", "text/plain", "\n" + srv.URL + "/nb/jobbsjansen@"},
		{"markdown", "text/plain", "<" + srv.URL + "/nb/jobbsjansen@"},
	} {
		do(t, p.ctx, chromedp.Focus("[name=format][value="+tt.format+"]"))
		p.keys(t, " ")
		p.tabTo(t, "#copy")
		p.keys(t, kb.Enter)
		wait(t, p.ctx, `document.getElementById("status").textContent === "Kopiert"`)
		got := eval[map[string]string](t, p.ctx, `window.copied`)[tt.kind]
		contains(t, got, tt.want, "Jobbsjansen, ", "Kvalifiseringsprogrammet (KVP), livsopphold")
		if strings.Index(got, "Jobbsjansen, ") > strings.Index(got, "Kvalifiseringsprogrammet (KVP), ") {
			t.Errorf("%s has another order", tt.format)
		}
		eval[bool](t, p.ctx, `(document.getElementById("status").textContent = "", true)`)
	}
	do(t, p.ctx, chromedp.Focus("[data-picked] [data-move=out]"))
	p.keys(t, kb.Enter)
	wait(t, p.ctx, `document.querySelectorAll("[data-picked]").length === 1`)
	do(t, p.ctx, chromedp.Focus("[data-move=clear]"))
	p.keys(t, kb.Enter)
	wait(t, p.ctx, `document.activeElement.id === "note-empty"`)
	if kept := eval[string](t, p.ctx, `sessionStorage.getItem("veiviser.note")`); kept != "[]" {
		t.Errorf("the emptied note keeps %s", kept)
	}
}

// TestTalkAccessible: axe-core finds nothing on a conversation of every kind of answer with
// its ticks, while a question is changed and a personal number is written, nor on the note;
// and nothing is wider than the window. Each language is seen in windows of its own, with
// -every in all.
func TestTalkAccessible(t *testing.T) {
	source := axe(t)
	srv := httptest.NewServer(newWholeSite(t, func(c *webchat.Config) { c.Desk = &inquiries{} }))
	defer srv.Close()
	p := talk{ctx: browser(t), url: srv.URL}
	clean := func(t *testing.T, what string, width int64) {
		t.Helper()
		t.Log(what)
		accessible(t, p.ctx, source)
		if over := eval[int64](t, p.ctx, `document.documentElement.scrollWidth`) - width; over > 0 {
			wide := eval[[]string](t, p.ctx, `[...document.querySelectorAll("body *")].filter((el) => el.getBoundingClientRect().right > innerWidth && el.checkVisibility()).map((el) => el.outerHTML.slice(0, 120)).slice(0, 5)`)
			t.Errorf("%s: %d pixels run over: %q", what, over, wide)
		}
	}
	for turn, l := range content.Langs() {
		seen := views
		if !*everyView {
			seen = views[turn : turn+1]
			if turn > 0 {
				break
			}
		}
		for _, at := range seen {
			t.Run(fmt.Sprintf("%s-%d-%s", l, at.width, at.scheme), func(t *testing.T) {
				p := p
				do(t, p.ctx, coloured(at.scheme), chromedp.EmulateViewport(at.width, 900))
				p.open(t, "/?lang="+string(l))
				eval[bool](t, p.ctx, `(sessionStorage.clear(), document.querySelector("#about > button").click(), true)`)
				for _, q := range []string{"xyzzy", "tilbud for flyktninger med A2", "extra loan for pupils over 30", "introduksjonsprogram eller KVP", "hvor lenge varer KVP?"} {
					p.ask(t, q)
				}
				do(t, p.ctx, chromedp.Click(".exchange:last-child [data-ticks]"), chromedp.Click(".edit"))
				eval[bool](t, p.ctx, `(document.getElementById("q").value = "hva med 01019012480", document.getElementById("q").dispatchEvent(new Event("input", {bubbles: true})), true)`)
				wait(t, p.ctx, `document.querySelector("#number .number") !== null && document.querySelector(".editing") !== null`)
				eval[bool](t, p.ctx, `document.querySelectorAll("details").forEach((d) => (d.open = true)) ?? true`)
				clean(t, "the conversation", at.width)
				p.page(t, "/"+string(l)+"/note")
				do(t, p.ctx, chromedp.WaitReady(".picked"))
				clean(t, "the note", at.width)
				do(t, p.ctx, chromedp.Click("[value=markdown]"))
				clean(t, "the note as Markdown", at.width)
			})
		}
	}
}
