package webchat_test

import (
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
)

var pictures = flag.String("pictures", "", "folder to write pictures of every kind of page to: go test ./bot/webchat -run TestDrawn -pictures DIR")

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

// drawnPages are the kinds of pages that are drawn beside the conversations, by their
// address. A new kind of page is a line here.
func drawnPages(old bot.Version) map[string]string {
	return map[string]string{
		"front":       "/",
		"entry":       "/nb/fagbrev-pa-jobb",
		"beside":      "/nb/introduksjonsprogram?side=en",
		"journey":     "/nb/jamal",
		"journeystep": "/nb/jamal?step=3",
		"topic":       "/nb/arbeidsrettet",
		"map":         "/nb/map",
		"mapjourney":  "/nb/map?journey=jasmin",
		"mapfilter":   "/nb/map?level=A1&residence=refugee&goal=work",
		"note":        "/nb/fagbrev-pa-jobb/note",
		"version":     "/nb/fagbrev-pa-jobb@" + shortOf(old),
		"build":       "/nb/api",
		"privacy":     "/nb/privacy",
		"terms":       "/nb/terms",
		"editors":     "/report?lang=nb",
		"error":       "/nb/fagbrev-pa-jobbb",
	}
}

// TestDrawn draws every kind of answer and page as people see them, on a telephone and on a desk, light and
// dark, to files named KIND-WIDTH-SCHEME.png. It checks nothing: the pictures are to be looked at. The README shows some of them.
func TestDrawn(t *testing.T) {
	if *pictures == "" {
		t.Skip("no folder for pictures: -pictures DIR")
	}
	old := oldFagbrevPaJobb(t)
	srv := httptest.NewServer(newWholeSite(t, drawn(t), reported, func(c *webchat.Config) { c.Journal.(*journal).history = history{versions: []bot.Version{old}} }))
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, asEditor)
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			load := func(path string) {
				do(t, ctx, coloured(scheme), chromedp.EmulateViewport(width, 844), chromedp.Navigate(srv.URL+path), chromedp.WaitReady("main"))
			}
			for name, said := range scenes {
				emptied(t, ctx, srv.URL)
				load("/")
				converse(t, ctx, said)
				shoot(t, ctx, name, width, scheme)
			}
			for name, path := range drawnPages(old) {
				load(path)
				shoot(t, ctx, name, width, scheme)
			}
		}
	}
}

// converse asks what is asked and clicks what is clicked.
func converse(t *testing.T, ctx context.Context, said []string) {
	t.Helper()
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
}

// shoot writes a picture of the page as it stands.
func shoot(t *testing.T, ctx context.Context, name string, width int64, scheme string) {
	t.Helper()
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

// reported gives the site an editors' page with something of every kind on it.
func reported(c *webchat.Config) {
	d := &inquiries{open: []bot.OpenInquiry{
		{Inquiry: bot.Inquiry{Text: "Hvem betaler når deltakeren er 17 år?", Entry: "fagbrev-pa-jobb", Section: content.Payer, Lang: "nb"}, ID: "a", Day: today, Deleted: today.AddDate(0, 0, 90)},
		{Inquiry: bot.Inquiry{Text: "Can the employer refuse?", Entry: "fagbrev-pa-jobb", Section: content.Payer, Lang: "en"}, ID: "b", Day: today.AddDate(0, 0, -4), Deleted: today.AddDate(0, 0, 86)},
		{Inquiry: bot.Inquiry{Text: "Finnes det kurs i svømming?", Lang: "nb"}, ID: "c", Day: today, Deleted: today.AddDate(0, 0, 90)},
	}}
	months := func(need ...int) (out []bot.ReportMonth) {
		for i, n := range need {
			m := today.AddDate(0, i-len(need)+1, 0)
			out = append(out, bot.ReportMonth{Month: time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC), Shown: 40 + 9*i, Need: n, Weak: 11 - i, None: 3 + i})
		}
		return out
	}
	c.Desk, c.Inquiries, c.ReportToken = d, d, token
	c.Reporter = counted{rep: bot.Report{
		Rows: []bot.ReportRow{
			{Entry: "fagbrev-pa-jobb", Shown: 212, Opened: 40, Noted: 12, Helpful: 31, NotHelpful: 6, Offered: 48, Chosen: 20, Refused: 4, Months: months(1, 2, 1, 4, 5),
				Missing: map[content.Section]int{content.Payer: 14, content.Duration: 2}, Reasons: map[bot.Reason]int{bot.ReasonIncomplete: 5, bot.ReasonUnclear: 1}},
			{Entry: "kvalifiseringsprogram", Shown: 530, Opened: 71, Noted: 64, Helpful: 80, NotHelpful: 2, Offered: 12, Chosen: 9, Months: months(0, 1, 0, 1), Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1}},
			{Entry: "borte", Shown: 3},
		},
		Months:  months(9, 12, 8, 15, 21),
		Answers: []bot.ReportAnswers{{Platform: bot.Slack, Lang: "nb", Strong: 610, Weak: 40, None: 12}, {Platform: bot.Web, Lang: "en", Strong: 88, Weak: 9, None: 4}},
		Remarks: []bot.Remark{{Day: today, Entry: "fagbrev-pa-jobb", Lang: "nb", Text: "Lenken til kommunen virker ikke."}},
	}}
}

// asEditor opens the editors' page.
func asEditor(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
	_, err := chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Authorization": "Bearer " + token}})
	return chromedp.Void{}, err
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
