package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Suggestion is what a text that is being typed may become.
type Suggestion struct {
	Title   string          `json:"title"`             // the entry's, and what of it
	Name    string          `json:"name,omitempty"`    // the other name that is typed, in the same language, where the title does not have it; never a word that the guide's term list replaces
	Entry   string          `json:"entry"`             // id
	Section content.Section `json:"section,omitempty"` // empty for the whole entry
	Kind    content.Kind    `json:"kind"`              // of the entry
	Label   string          `json:"label"`             // what it is: "Tilbud", "Avsnitt"
	Lang    content.Lang    `json:"lang"`              // of the suggestion: the one asked for, else that of the name
	Path    string          `json:"path"`              // its page

	Ref Ref `json:"-"` // the same place
}

const (
	maxSuggested = 7 // suggestions: more do not stand above a phone's keyboard
	maxGuessed   = 3 // entries that no name but the whole text leads to
)

// Suggest returns what the text of q may become while it is typed, at most seven,
// likeliest first: entries by the beginning of any name, with the sections that are likely
// next of the first; sections of an entry that the text names; journeys by what is told of
// their person. Without a language of q they are in that of the name. None come of a text
// with a personal number, or of one that is too short or too long for a name. It is no
// question: nothing is counted or remembered, and an error holds nothing of the text.
func (b *Bot) Suggest(ctx context.Context, q Question) ([]Suggestion, error) {
	if TooLong(q.Text) || FindNumber(q.Text) != "" {
		return nil, nil
	}
	l, text := known(q.Lang), Visible(q.Text)
	found := b.names().Complete(text, l, maxSuggested)
	if len(found) == 0 {
		var err error
		if found, err = b.guess(ctx, l, text); err != nil {
			return nil, err
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	return suggesting{b.in(cmp.Or(l, found[0].Lang))}.all(found, text), nil
}

// guess is what the whole text may mean where no name begins so: with a slip in it, or as a
// question that says more than a name and a section.
func (b *Bot) guess(ctx context.Context, l content.Lang, text string) ([]search.Completion, error) {
	if len(text) > maxGuess {
		return nil, nil
	}
	res, err := b.mayMean(ctx, l, text, maxGuessed)
	if err != nil {
		return nil, err
	}
	var out []search.Completion
	for i, h := range res.Hits {
		c := search.Completion{Entry: h.Entry, Lang: res.Lang}
		if i == 0 && h.Entry.Text(content.Bokmal).Section(res.Section) != nil {
			c.Section = res.Section
		}
		out = append(out, c)
	}
	return out, nil
}

// leastBegun is how many letters say that a section's own name is begun.
const leastBegun = 3

// maxGuess is how many bytes of a text are searched for while it is typed: a longer one is
// a case, and its asker looks at what is written, not at a list.
const maxGuess = 100

// suggesting lays out suggestions.
type suggesting struct{ composer }

// all lays out what was found for a text, the sections whose own name it begins first.
func (co suggesting) all(found []search.Completion, text string) []Suggestion {
	words := strings.Fields(strings.ToLower(text))
	begun := func(c search.Completion) int {
		last := words[len(words)-1]
		if c.Section != "" && utf8.RuneCountInString(last) >= leastBegun && strings.HasPrefix(co.side(c.Section).Short, last) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found, func(a, b search.Completion) int { return begun(a) - begun(b) })
	var out []Suggestion
	for i, c := range found {
		out = append(out, co.suggestion(c))
		if i > 0 || c.Section != "" || c.Entry.Kind != content.Offer && c.Entry.Kind != content.Support {
			continue
		}
		for _, side := range gistOf(co.composer, c.Entry, nil).next(nil) {
			out = append(out, co.suggestion(search.Completion{Entry: c.Entry, Section: side.Section}))
		}
	}
	return out[:min(maxSuggested, len(out))]
}

func (co suggesting) suggestion(c search.Completion) Suggestion {
	at := Ref{Lang: co.lang, Entry: c.Entry.ID, Section: c.Section}
	s := Suggestion{
		Title: co.title(c.Entry), Name: c.Name, Entry: c.Entry.ID, Section: c.Section, Kind: c.Entry.Kind,
		Label: co.words.Text(kindKeys[c.Entry.Kind]), Lang: co.lang, Path: at.Path(), Ref: at,
	}
	if c.Lang != co.lang || strings.Contains(strings.ToLower(s.Title), strings.ToLower(s.Name)) {
		s.Name = ""
	}
	if c.Section != "" {
		s.Title, s.Label = joined(" · ", s.Title, co.side(c.Section).Short), co.words.Text(locales.SuggestSection)
	}
	return s
}
