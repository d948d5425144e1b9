package content

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// mirrorHosts are copies, previews and private archives of other owners' pages. A
// link to one sends the adviser to something nobody keeps.
var mirrorHosts = []string{
	"imdiny-prep.imdi.no", "inte.nyinorge.no", "hkdirweb-prod", "enonic.cloud", "episerver.net",
	"9pdf", "prep.dsb.no", "docplayer", "docslib", "yumpu", "scup.com", "norgeslover.no", "lawinsider",
}

// sourceChecker checks what an entry rests on, and what may be said on it.
type sourceChecker struct{ *checker }

// sources checks that every source is whole and every statement has one.
func (c sourceChecker) sources(e *Entry) {
	for _, l := range Langs() {
		t := e.Texts[l]
		if t == nil {
			continue
		}
		for _, st := range t.Sections {
			for i, p := range st.Points {
				c.point(e, l, st.Key, i, p)
			}
		}
	}
	for _, s := range e.Sources {
		at := "sources." + s.Key
		if s.Title == "" {
			c.fail(e, at, fmt.Sprintf("source %q has no title", s.Key), "")
		}
		if s.URL != "" {
			c.url(e, at, s.URL)
			if s.Kind == Private || s.Kind == News {
				c.fail(e, at, fmt.Sprintf("source %q is %s and has a url", s.Key, s.Kind), "private sites and news are named, not linked to")
			}
		}
	}
	for i, l := range e.Links {
		at := fmt.Sprintf("links.%d", i)
		if l.Title == "" || l.URL == "" {
			c.fail(e, at, "link lacks title or url", "")
			continue
		}
		c.url(e, at, l.URL)
	}
}

// unusedSources reports sources nothing rests on.
func (c sourceChecker) unusedSources(e *Entry) {
	used := map[string]bool{}
	for _, s := range e.Steps {
		used[s.Source] = true
	}
	for _, t := range e.Texts {
		for _, st := range t.Sections {
			for _, p := range st.Points {
				used[p.Source] = true
			}
		}
	}
	for _, s := range e.Sources {
		if !used[s.Key] {
			c.warn(e, "sources."+s.Key, fmt.Sprintf("no statement uses source %q", s.Key), "remove it")
		}
	}
}

// point checks that a statement has a text and a known source.
func (c sourceChecker) point(e *Entry, l Lang, s Section, i int, p Point) {
	at := fmt.Sprintf("%s.%s.%d", l, s, i)
	if p.Text == "" {
		c.fail(e, at, fmt.Sprintf("point %d of %s.%s has no text", i+1, l, s), "")
	}
	if p.Source == "" {
		c.fail(e, at, fmt.Sprintf("point %d of %s.%s has no source", i+1, l, s), "every statement has a source")
		return
	}
	if _, ok := e.Source(p.Source); !ok {
		c.fail(e, at, fmt.Sprintf("point %d of %s.%s: no source %q", i+1, l, s, p.Source), didYouMean(p.Source, e.sourceKeys()))
	}
}

// url checks that an address is one a reader can open.
func (c sourceChecker) url(e *Entry, at, raw string) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(u.Host, ".") || strings.ContainsAny(raw, " \"<>") {
		c.fail(e, at, fmt.Sprintf("url %q is not a web address", raw), "https://owner.no/page")
		return
	}
	for _, m := range mirrorHosts {
		if strings.Contains(u.Host, m) {
			c.fail(e, at, fmt.Sprintf("url on %s, a mirror or preview host", u.Host), "name the owner and leave the url out")
		}
	}
}

var (
	// amount matches a sum of money; digits may be grouped with spaces or points.
	amount = regexp.MustCompile(`(?i)\d[\d .,\x{a0}]*(kroner|kr\b|nok\b|million|mill\.)|\b(kr|nok)\.?[\s\x{a0}]?\d`)
	year   = regexp.MustCompile(`\b(19|20)\d\d\b`)
	// proposed matches the words that tell a proposal from law, in all three languages.
	proposed = regexp.MustCompile(`(?i)fores[lt]|forslag|framlegg|framsett|lovendring|propos|høring|høyring|consultation|bill\b`)
	// proposalTitle matches the names of documents that propose.
	proposalTitle = regexp.MustCompile(`(?i)\bprop\. ?\d|høring|høyring|lovforslag|representantforslag`)
)

// namesAmount reports whether s names a sum of money.
func namesAmount(s string) bool {
	return strings.ContainsAny(s, "0123456789") && amount.MatchString(s) // most texts have no digit
}

// statements checks what the words of a point may say, given its source.
func (c sourceChecker) statements(e *Entry) {
	for _, s := range e.Sources {
		if s.Kind == Official && proposalTitle.MatchString(s.Title) {
			c.fail(e, "sources."+s.Key, fmt.Sprintf("source %q is named as a proposal", s.Key), "kind: proposal")
		}
	}
	for _, l := range Langs() {
		t := e.Texts[l]
		if t == nil {
			continue
		}
		for _, st := range t.Sections {
			for i, p := range st.Points {
				c.statement(e, fmt.Sprintf("%s.%s.%d", l, st.Key, i), st.Key, p)
			}
		}
	}
}

func (c sourceChecker) statement(e *Entry, at string, section Section, p Point) {
	if namesAmount(p.Text) && !year.MatchString(p.Text) {
		c.fail(e, at, "an amount without a year", "write which year it applies to, or leave the amount out")
	}
	s, ok := e.Source(p.Source)
	if !ok {
		return
	}
	if s.Kind == Proposal && !proposed.MatchString(p.Text) {
		c.fail(e, at, "a proposal told as law", "say that it was proposed, and when")
	}
	if section == Right && (s.Kind == Private || s.Kind == News) {
		c.fail(e, at, fmt.Sprintf("a right that rests on a %s source only", s.Kind), "find an official source or leave it out")
	}
}
