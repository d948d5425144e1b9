package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"veiviser/locales"
	"veiviser/search"
)

// ParseLink reads the address of one of the pages at [Config].BaseURL; ok is false for
// any other address, and where no base is set.
func (ps Places) ParseLink(address string) (r Ref, ok bool) {
	if ps.base == "" {
		return Ref{}, false
	}
	return ParseRef(ps.base, address)
}

// answerLink answers a question that holds a link to one of our pages: the link names
// the entry, the other words the section. A link that leads nowhere is no link; ok is
// false without any.
func (t *turn) answerLink(ctx context.Context) (a Answer, ok bool, err error) {
	links, rest := t.cutLinks(t.text)
	r, found, err := t.firstFound(ctx, links)
	if !found || err != nil {
		return Answer{}, false, err
	}
	// The link's language is the question's where the other words tell none.
	res, err := searched(ctx, t.index, t.q.Platform, search.Query{Text: rest, Lang: t.lang, Fallback: r.Ref.Lang})
	if errors.Is(err, search.ErrEmptyQuery) {
		res, err = search.Result{Lang: cmp.Or(t.lang, r.Ref.Lang)}, nil
	}
	if err != nil {
		return Answer{}, false, fmt.Errorf("search: %w", err)
	}
	r.Ref.Note = false // whoever asks is answered
	if r.Ref.Lang = res.Lang; res.Section != "" {
		r.Ref.Section, r.Ref.Step = res.Section, 0
	}
	a = Answer{
		Lang: res.Lang, Confidence: search.Strong, Section: r.Ref.Section,
		Hits: []search.Hit{{Entry: r.Entry, Score: 1}}, Release: t.guide.Release(), counted: true,
	}
	a.Card = t.compose(r)
	a.Card.Notices = append(t.outdated(r, locales.LinkChanged), a.Card.Notices...)
	if today, ok := t.guide.Entry(r.Entry.ID); ok {
		t.now.about(today, r.Ref.Section, r.Ref.Step)
	}
	return a, true, nil
}

// firstFound is the first of the links that there is something to show of. Whoever
// asks, asks about today's guide: of an entry that has changed since, that is today's.
func (ps Places) firstFound(ctx context.Context, links []Ref) (r Resolved, ok bool, err error) {
	for _, l := range links {
		r, err = ps.Resolve(ctx, l)
		if r.Today != nil {
			if r.Entry != r.Today {
				r.Version = Version{Entry: r.Today, Digest: ps.guide.Digest(r.Today.ID)}
				r.Ref.Step = 0
			}
			return r, true, nil // though the journal may have failed
		}
		if err != nil || r.Entry != nil {
			return r, err == nil, err
		}
	}
	return Resolved{}, false, nil
}

// word is a part of a text that may be an address, also between brackets or quotes.
var word = regexp.MustCompile(`[^\s<>()\[\]{}"|«»“”]+`)

// cutLinks takes the links to our pages out of a text.
func (ps Places) cutLinks(text string) (links []Ref, rest string) {
	if ps.base == "" {
		return nil, text
	}
	_, site, _ := strings.Cut(ps.base, "://")
	rest = word.ReplaceAllStringFunc(text, func(t string) string {
		address := strings.Trim(t, ".,;:!?'*_…")
		if len(address) > len(site) && strings.EqualFold(address[:len(site)], site) {
			address = "https://" + address // as people and chats shorten it
		}
		r, ok := ps.ParseLink(address)
		if !ok {
			return t
		}
		links = append(links, r)
		return " "
	})
	return links, rest
}

// withoutAddresses returns what a text says beside the addresses in it: the words in one
// are no words of a question. A text of nothing but addresses stays as it is.
func withoutAddresses(text string) string {
	rest := word.ReplaceAllStringFunc(text, func(t string) string {
		if strings.Contains(t, "://") {
			return " "
		}
		return t
	})
	if !strings.ContainsFunc(rest, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return text
	}
	return rest
}
