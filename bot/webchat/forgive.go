package webchat

import (
	"net/http"
	"net/url"
	"strings"

	"veiviser/bot"
	"veiviser/content"
)

// unaccented writes an id as the guide does: without Norwegian letters and spaces.
var unaccented = strings.NewReplacer("æ", "ae", "ø", "o", "å", "a", "ä", "a", "ö", "o", " ", "-", "_", "-")

// homeward is the address of the page that was meant by capitals, a slash at the end,
// letters that are written another way, a language by another name ("no", "nb-NO"); ok is
// false where the address is right as it is, or of no page at all.
func homeward(r *http.Request) (home string, ok bool) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "", false
	}
	path, ok := meant(r.URL.Path)
	to := url.URL{Path: path, RawQuery: r.URL.RawQuery}
	if !ok || to.EscapedPath() == r.URL.EscapedPath() {
		return "", false
	}
	return to.String(), true
}

// meant is the path of one of our pages as it is written right; ok is false for one of none.
func meant(path string) (right string, ok bool) {
	if len(path) > maxPath {
		return "", false
	}
	first, rest, _ := strings.Cut(unaccented.Replace(strings.ToLower(strings.Trim(path, "/"))), "/")
	if first == "handout" {
		tongue, id, isSheet := strings.Cut(rest, "/")
		ref, ok := bot.ParseRef("", "/"+string(content.Bokmal)+"/"+id)
		return "/handout/" + tongue + "/" + id, ok && isSheet && !ref.Note
	}
	if l := content.LangOfTag(first); l != "" {
		first = string(l)
	}
	if rest == "" {
		_, isLang := content.ParseLang(first)
		return "/" + first, isLang
	}
	right = "/" + first + "/" + rest
	_, ok = bot.ParseRef("", right) // the map's page is written like one
	return right, ok
}

// maxPath is longer than the path of any page.
const maxPath = 300

// withoutLang is the address of the entry, or the map, that a path names without a
// language; ok is false where today's guide has none of the name.
func withoutLang(g *content.Guide, path string) (home string, ok bool) {
	home, ok = meant("/" + string(content.Bokmal) + path)
	ref, isEntry := bot.ParseRef("", home)
	if !ok || !isEntry {
		return "", false
	}
	_, known := g.Called(ref.Entry)
	return home, known || home == bot.MapPath(content.Bokmal)
}
