package webchat_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// sendsOneForm: of the forms under lists, a question sends none and a form's button its own,
// or a page with many lists would send more than the server takes.
func (p talk) sendsOneForm(t *testing.T) {
	p = p.fresh(t, "/")
	p.ask(t, "tilbud for flyktninger med A2")
	p.ask(t, "tilbud for arbeidsinnvandrere med B1")
	eval[bool](t, p.ctx, `(() => { const send = fetch; window.sent = []; window.fetch = (to, with_) => { sent.push(String(with_?.body ?? "")); return send(to, with_) }; return true })()`)
	sent := func() (fields []string) {
		t.Helper()
		body, err := url.ParseQuery(eval[string](t, p.ctx, `sent.findLast((body) => body.includes("part="))`))
		if err != nil {
			t.Fatal(err)
		}
		for name := range body {
			if strings.HasSuffix(name, "-age") || strings.HasSuffix(name, "-norwegian") {
				fields = append(fields, name)
			}
		}
		return fields
	}
	p.ask(t, "hva er KVP?")
	if fields := sent(); len(fields) > 0 {
		t.Errorf("a question sends %v", fields)
	}
	for i, residence := range []string{"flyktninger", "arbeidsinnvandrere"} {
		list := fmt.Sprintf(`document.querySelectorAll(".exchange")[%d]`, i)
		eval[bool](t, p.ctx, fmt.Sprintf(`(() => { const f = %s.querySelector(".profile"); f.querySelector("[name$=-age]").value = "34"; f.querySelector("button").click(); return true })()`, list))
		wait(t, p.ctx, list+`.querySelector(".told").textContent.includes("34 år") && `+settled)
		if fields := sent(); len(fields) != 2 {
			t.Errorf("the form of list %d sends %v", i, fields)
		}
		contains(t, eval[string](t, p.ctx, list+`.querySelector(".told").textContent`), residence)
	}
	do(t, p.ctx, chromedp.Reload(), chromedp.WaitReady(".answer"))
	p.wait(t, 3) // with their forms
}
