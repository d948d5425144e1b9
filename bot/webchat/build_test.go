package webchat_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot/webchat"
	"veiviser/content"
)

// sample is what the page for builders tells one to write.
var sample = regexp.MustCompile(`(?s)<pre class="code"><code>(.*?)</code></pre>`)

// TestForBuilders: the page for those who build on the guide is there in every language,
// names every address, and what it links to and tells one to send is answered.
func TestForBuilders(t *testing.T) {
	s := newWholeSite(t, withAddress, func(c *webchat.Config) { c.Limits = webchat.Limits{Questions: 77, Turns: 7} })
	for _, l := range content.Langs() {
		path := "/" + string(l) + "/api"
		page := body(t, s.get(t, path))
		contains(t, page, `<html lang="`+string(l)+`"`, "/api/ask", "/api/openapi.json", "/api/suggest", "/api/note", "/api/editors", "/mcp", "/oembed?url=", "429", "77", " 7 ", "4000", "Model Context Protocol")
		_, main, _ := strings.Cut(page, "<main")
		main, _, _ = strings.Cut(main, "</main>")
		links := regexp.MustCompile(`href="(/[^"#]+)`).FindAllStringSubmatch(main, -1)
		if len(links) != 4 {
			t.Errorf("%s links to %v", path, links)
		}
		for _, link := range links {
			if res := s.get(t, link[1]); res.StatusCode != http.StatusOK {
				t.Errorf("%s leads to %s: %d", path, link[1], res.StatusCode)
			}
		}
		for _, m := range sample.FindAllStringSubmatch(main, -1) {
			text := html.UnescapeString(m[1])
			if rest, ok := strings.CutPrefix(text, "curl "+address+"/api/ask -d '"); ok {
				r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "/api/ask", strings.NewReader(strings.TrimSuffix(rest, "'")))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded") // as curl has it
				contains(t, body(t, s.do(t, r)), `"points":[{`)
			}
			if at, ok := strings.CutPrefix(text, address+"/oembed"); ok {
				contains(t, body(t, s.get(t, "/oembed"+at)), `"type":"link"`)
			}
		}
		contains(t, body(t, s.get(t, "/"+string(l)+"/map")), `href="`+path+`"`)
	}
	if res := s.get(t, "/api"); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/nb/api" {
		t.Errorf("/api: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	if res := s.get(t, "/api?lang=en"); res.Header.Get("Location") != "/en/api" {
		t.Errorf("/api in English: %s", res.Header.Get("Location"))
	}
	unlimited := newWholeSite(t, func(c *webchat.Config) { c.Limits = webchat.Limits{Questions: -1} })
	lacks(t, body(t, unlimited.get(t, "/nb/api")), "429")
}
