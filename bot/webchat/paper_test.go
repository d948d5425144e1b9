package webchat_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"veiviser/content"
)

// TestSheetsOnPaper: the longest text in each language stands on one page of A4 with all
// else that a sheet has.
func TestSheetsOnPaper(t *testing.T) {
	ctx := browser(t)
	s := newWholeSite(t, withAddress)
	srv := httptest.NewServer(s)
	defer srv.Close()
	for _, tongue := range content.SnippetLangs() {
		longest, id := 0, ""
		for _, e := range s.guide.Entries() {
			if sn, _ := e.Snippet(tongue); len(sn.Text) > longest {
				longest, id = len(sn.Text), e.ID
			}
		}
		do(t, ctx, chromedp.Navigate(srv.URL+"/handout/"+tongue+"/"+id), chromedp.WaitReady(".sheet"))
		if n := pagesOnPaper(t, ctx); n != 1 {
			t.Errorf("%s in %s is printed on %d pages", id, tongue, n)
		}
	}
}

var onePage = regexp.MustCompile(`/Type\s*/Page\b`)

// pagesOnPaper prints what is open on A4 and counts the pages.
func pagesOnPaper(t *testing.T, ctx context.Context) int {
	t.Helper()
	out, err := chromedp.Run(ctx, func(ctx context.Context, _ *chromedp.Target) (page.PrintToPDFResult, error) {
		return chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: new(true)})
	})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out.Data, []byte("%PDF")) {
		t.Fatalf("no PDF: %.20q", out.Data)
	}
	return len(onePage.FindAll(out.Data, -1))
}

// TestEntriesOnPaper: what is closed on a page is named on paper, and what is open is
// printed; ways around the site are not.
func TestEntriesOnPaper(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	do(t, ctx, chromedp.Navigate(srv.URL+"/nb/kvalifiseringsprogram"), chromedp.WaitReady("main"), func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return chromedp.Void{}, err
	})
	seen := `((sel) => [...document.querySelectorAll(sel)].filter((el) => el.checkVisibility() && el.getBoundingClientRect().height > 0).length)`
	eval[bool](t, ctx, `(document.querySelector("#snippet-uk").open = true)`)
	wait(t, ctx, seen+`("#snippet-uk blockquote") === 1`) // it opens slowly
	for selector, want := range map[string]int{
		".snippet > summary": 7, ".snippet blockquote": 1, "#snippet-uk blockquote": 1,
		".site-header nav": 0, ".toc": 0, ".actions": 0, ".feedback": 0, ".site-footer": 0, ".snippet a": 0,
	} {
		if got := eval[int](t, ctx, seen+`("`+selector+`")`); got != want {
			t.Errorf("%d of %q on paper, want %d", got, selector, want)
		}
	}
}

// TestSheetIsCopied: the buttons copy the sheet's texts with its whole address, which only
// the browser knows here, and print it.
func TestSheetIsCopied(t *testing.T) {
	ctx := browser(t)
	s := newSite(t)
	srv := httptest.NewServer(s)
	defer srv.Close()
	do(t, ctx, chromedp.Navigate(srv.URL+"/handout/ar/fagbrev"), chromedp.WaitVisible("[data-copy]"))
	eval[bool](t, ctx, `(() => {
		window.print = () => (window.printed = true);
		navigator.clipboard.write = async ([item]) => (window.copied = await (await item.getType("text/plain")).text());
		return true;
	})()`)
	do(t, ctx, chromedp.Click("[data-print]"), chromedp.Click("[data-copy]"))
	wait(t, ctx, `document.getElementById("status").textContent === "Kopiert"`)
	if !eval[bool](t, ctx, `window.printed === true`) {
		t.Error("nothing is printed")
	}
	e, _ := s.guide.Entry("fagbrev")
	theirs, _ := e.Snippet("ar")
	ours, _ := e.Snippet("nb")
	contains(t, eval[string](t, ctx, `window.copied`), e.Text(content.Bokmal).Title, theirs.Text, ours.Text, srv.URL+"/handout/ar/fagbrev")
}
