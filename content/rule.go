package content

import (
	"fmt"
	"strings"
)

// resolver gives an entry what stands outside its file, or only in its bokmål.
type resolver struct{ *checker }

// resolve fills in the sources of e that are acts, and the rules and ids of points in the
// other languages.
func (c resolver) resolve(e *Entry) {
	for i := range e.Sources {
		c.lawSource(e, &e.Sources[i])
	}
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	for _, st := range nb.Sections {
		for i := range st.Points {
			p := &st.Points[i]
			at := fmt.Sprintf("%s.%s.%d", Bokmal, st.Key, i)
			rules := c.rules(e, at+".rule", p.Rule)
			p.Rule = rules[Bokmal]
			for _, l := range []Lang{Nynorsk, English} {
				if t := e.Texts[l]; t != nil && i < len(t.Section(st.Key)) {
					other := &t.Section(st.Key)[i]
					other.ID, other.Rule = p.ID, rules[l]
				}
			}
		}
	}
}

// lawSource fills in a source that is written as the name of an act.
func (c resolver) lawSource(e *Entry, s *Source) {
	if s.law == "" {
		return
	}
	l := c.g.book.law(s.law)
	if l == nil {
		_, _, text, hint := c.g.book.cite(s.law)
		c.fail(e, "sources."+s.Key+".law", text, hint)
		return
	}
	s.Title, s.URL, s.Kind = l.Title, l.URL(), Statute
}

// rules returns the rule in each language; none where r is nil or cites what is not.
func (c resolver) rules(e *Entry, at string, r *Rule) map[Lang]*Rule {
	if r == nil {
		return nil
	}
	out := map[Lang]*Rule{}
	for _, lang := range Langs() {
		local := *r
		local.Also = nil
		out[lang] = &local
	}
	for i, written := range append([]string{r.law}, r.also...) {
		if written == "" {
			continue
		}
		l, section, text, hint := c.g.book.cite(written)
		if l == nil {
			path := at + ".law"
			if i > 0 {
				path = fmt.Sprintf("%s.also.%d", at, i-1)
			}
			c.fail(e, path, text, hint)
			continue
		}
		for _, lang := range Langs() {
			if i == 0 {
				out[lang].Law = l.citation(section, lang)
				continue
			}
			out[lang].Also = append(out[lang].Also, l.citation(section, lang))
		}
	}
	return out
}

// Weight tells how much a statement's source can carry.
type Weight string

// The weights, heaviest first. A statement of a private site, of news or of a proposal
// has none.
const (
	Binding    Weight = "binding"  // an act or a regulation
	Guiding    Weight = "guiding"  // a directorate, an agency, the government
	LocalRule  Weight = "local"    // one municipality or county
	Studied    Weight = "research" // found by research
	Weightless Weight = ""
)

// Weight returns the weight of the point's source; a rule's section is the law itself.
func (e *Entry) Weight(p Point) Weight {
	s, ok := e.Source(p.Source)
	switch {
	case !ok:
		return Weightless
	case s.Kind == Statute, p.Rule != nil && s.Kind == Official:
		return Binding
	case s.Kind == Official && strings.HasPrefix(s.URL, lovdata):
		return Binding
	case s.Kind == Official:
		return Guiding
	case s.Kind == LocalGov:
		return LocalRule
	case s.Kind == Research:
		return Studied
	}
	return Weightless
}
