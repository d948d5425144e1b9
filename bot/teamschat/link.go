package teamschat

import (
	"net/url"
	"strconv"
	"strings"

	"veiviser/content"
)

// guideLink is what a link of ours points to.
type guideLink struct {
	lang   content.Lang
	entry  string
	digest string // hexadecimal digits it begins with; empty for today's
	step   int    // of a journey, from 1; 0 for none
}

// parseLink reads a link to an entry's page: base/{lang}/{id}, the id with @digest in
// a permalink, with ?step= for a step. ok is false for any other link.
func parseLink(base, link string) (g guideLink, ok bool) {
	site, err := url.Parse(base)
	if err != nil {
		return g, false
	}
	u, err := url.Parse(link)
	if err != nil || !strings.EqualFold(u.Host, site.Host) {
		return g, false
	}
	path, ok := strings.CutPrefix(u.Path, site.Path+"/")
	if !ok {
		return g, false
	}
	lang, entry, ok := strings.Cut(path, "/")
	if !ok {
		return g, false
	}
	if g.lang, ok = content.ParseLang(lang); !ok {
		return g, false
	}
	entry = strings.TrimSuffix(entry, "/note")
	g.entry, g.digest, _ = strings.Cut(entry, "@")
	g.digest = strings.TrimPrefix(g.digest, content.DigestPrefix)
	if step, err := strconv.Atoi(u.Query().Get("step")); err == nil && step > 0 {
		g.step = step
	}
	return g, g.entry != "" && !strings.ContainsAny(g.entry+g.digest, "/@")
}
