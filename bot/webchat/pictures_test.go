package webchat_test

import (
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"veiviser/bot/webchat"
)

var pictures = flag.String("pictures", "", "folder to write pictures of the answers to: go test ./bot/webchat -run TestDrawn -pictures DIR")

// scenes are conversations that are drawn: questions, and between them what is pressed.
var scenes = map[string][]string{
	"answer":     {"hvor lenge varer KVP?", "og hvor lenge varer jobbsjansen?"},
	"more":       {"og hva lever man av i KVP?", "click:details.rest > summary", "click:.rest-body details:nth-of-type(2) > summary"},
	"definition": {"hva er jobbsjansen?"},
	"gap":        {"hvem betaler for fagbrev på jobb?"},
	"choices":    {"extra loan for pupils over 30"},
	"list":       {"hva finnes for en med A1 som vil jobbe?"},
	"compare":    {"introduksjonsprogram eller KVP?"},
	"none":       {"printeren skriver ikke ut i farger"},
	"step":       {"reise hawa", "click:.answer [data-step].ds-button[data-variant=primary]", "click:.answer [data-step].ds-button[data-variant=primary]"},
}

// TestDrawn draws answers as people see them, on a telephone and on a desk, light and
// dark. It checks nothing: the pictures are to be looked at. The README shows some of them.
func TestDrawn(t *testing.T) {
	if *pictures == "" {
		t.Skip("no folder for pictures: -pictures DIR")
	}
	srv := httptest.NewServer(newWholeSite(t, drawn(t), func(c *webchat.Config) { c.Desk = new(inquiries) }))
	defer srv.Close()
	ctx := browser(t)
	for name, said := range scenes {
		for _, width := range []int64{390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				emptied(t, ctx, srv.URL)
				do(t, ctx, coloured(scheme), chromedp.EmulateViewport(width, 844), chromedp.Navigate(srv.URL+"/"), chromedp.WaitVisible("#q"))
				for _, s := range said {
					if sel, ok := cutClick(s); ok {
						eval[bool](t, ctx, `(() => { const all = document.querySelectorAll("`+sel+`"); all[all.length-1]?.click(); return true; })()`)
						wait(t, ctx, `document.getElementById("ask").ariaBusy !== "true"`)
						eval[bool](t, ctx, `new Promise((r) => setTimeout(() => r(true), 300))`)
						continue
					}
					n := eval[int](t, ctx, `document.querySelectorAll(".answer").length`)
					do(t, ctx, chromedp.SendKeys("#q", s+"\r"))
					wait(t, ctx, `document.querySelectorAll(".answer").length > `+itoa(n))
				}
				eval[bool](t, ctx, `(document.activeElement.blur(), scrollTo(0, 0), true)`)
				shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(*pictures, name+"-"+itoa(int(width))+"-"+scheme+".png")
				if err := os.WriteFile(file, shot, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// cutClick tells what is clicked from what is asked.
func cutClick(s string) (selector string, ok bool) {
	const click = "click:"
	if len(s) > len(click) && s[:len(click)] == click {
		return s[len(click):], true
	}
	return "", false
}

// coloured makes the reader's system light or dark.
func coloured(scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return chromedp.Void{}, err
	}
}
