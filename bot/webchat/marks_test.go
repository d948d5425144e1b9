package webchat_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	marked   = regexp.MustCompile(`<a href="#([^"]+)"[^>]*>\[\d+\]</a>`)
	cited    = regexp.MustCompile(`<span id="([^"]+)">\[\d+\]`)
	buttonIn = regexp.MustCompile(`(?s)<button.*?</button>`)
	number   = regexp.MustCompile(`\[\d+\]`)
)

// TestMarksAreLinks: every number of a source in an answer, whatever its kind, is a link to
// the source in the same answer; only a button, in which no link can be, has its number bare.
func TestMarksAreLinks(t *testing.T) {
	s := newWholeSite(t)
	links := 0
	for _, q := range []string{
		"hvor lenge varer KVP?", "hva er jobbsjansen?", "hvem betaler for fagbrev på jobb?", "extra loan for pupils over 30", "hva finnes for en med A1 som vil jobbe?",
		"introduksjonsprogram eller KVP?", "printeren skriver ikke ut i farger", "reise hawa", "hva må til for KVP og hva lever man av?", "kva kostar norskprøva?",
	} {
		page := body(t, s.get(t, "/?"+url.Values{"q": {q}}.Encode()))
		ids := map[string]bool{}
		for _, m := range cited.FindAllStringSubmatch(page, -1) {
			ids[m[1]] = true
		}
		for _, m := range marked.FindAllStringSubmatch(page, -1) {
			links++
			if !ids[m[1]] {
				t.Errorf("%q: a mark leads to #%s, which is no source of the answer", q, m[1])
			}
		}
		rest := mainOf(page)
		for _, allowed := range []*regexp.Regexp{marked, cited, buttonIn} {
			rest = allowed.ReplaceAllString(rest, "")
		}
		if bare := number.FindAllString(rest, -1); bare != nil {
			t.Errorf("%q: %s are no links: %.300s", q, strings.Join(bare, " "), rest[number.FindStringIndex(rest)[0]-100:])
		}
	}
	if links < 20 {
		t.Errorf("%d marks", links)
	}
}
