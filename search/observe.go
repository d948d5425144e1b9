package search

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

	"veiviser/content"
)

// observation is a question that was asked of a corpus without it, with all that was
// found.
type observation struct {
	leftOut
	*scorer
	plain bool // asked as it stands in the guide
}

// frames are questions around a subject, short and long. The guide's own phrases, its
// names and the phrases of subjects outside are asked in the same ones, so that the
// frame itself tells nothing.
var frames = map[content.Lang][]string{
	content.Bokmal: {
		"hvordan søker man om %s?", "hva koster %s?", "hvem har ansvar for %s i kommunen?",
		"deltakeren min spør om %s, hva skal jeg svare", "kan en flyktning få %s?", "informasjon om %s på flere språk",
		"Jeg følger opp en familie som kom i fjor. De vil vite mer om %s. Hvor får de hjelp til det?",
		"hun går i programmet og har to barn, og nå lurer hun på %s og om NAV eller kommunen hjelper med det",
	},
	content.Nynorsk: {
		"korleis søkjer ein om %s?", "kva kostar %s?", "kven har ansvar for %s i kommunen?",
		"deltakaren min spør om %s, kva skal eg svare", "kan ein flyktning få %s?", "informasjon om %s på fleire språk",
		"Eg følgjer opp ein familie som kom i fjor. Dei vil vite meir om %s. Kvar får dei hjelp til det?",
		"ho går i programmet og har to barn, og no lurer ho på %s og om NAV eller kommunen hjelper med det",
	},
	content.English: {
		"how do you apply for %s?", "what does %s cost?", "who is responsible for %s in the municipality?",
		"my participant asks about %s, what do I answer", "can a refugee get %s?", "information about %s in several languages",
		"I follow up a family who came last year. They want to know more about %s. Where do they get help with it?",
		"she is in the programme and has two children, and now she wonders about %s and whether NAV or the municipality helps",
	},
}

// shortPhrase is how many words a phrase may have to stand in a frame.
const shortPhrase = 4

// framed returns the ways a left-out phrase is asked: as it is, with a slip, and a short
// one in two of the frames as well, which its letters decide.
func (l leftOut) framed() []string {
	out := []string{l.text, slipped(l.text)}
	if n := len(strings.Fields(l.text)); n <= shortPhrase {
		fs := frames[l.lang]
		first := len(l.text) + len(l.subject)
		out = append(out, fmt.Sprintf(fs[first%len(fs)], l.text), fmt.Sprintf(fs[(first+len(fs)/2+1)%len(fs)], l.text))
	}
	return out
}

// observe asks the phrases of every fold of an index and a classifier without them. The
// order is always the same.
func observe(ctx context.Context, c corpus, s setup) ([]observation, error) {
	parts := make([][]observation, folds)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for part := range folds {
		g.Go(func() (err error) {
			parts[part], err = observeFold(ctx, c, s, part)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var out []observation
	for _, p := range parts {
		out = append(out, p...)
	}
	return out, nil
}

func observeFold(ctx context.Context, c corpus, s setup, part int) ([]observation, error) {
	ix, left, err := openFold(c, s, part)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	return ix.observe(ctx, append(left, c.namesIn(part)...))
}

// observe asks the index every other phrase, which is plenty, in each of its ways.
func (ix *Index) observe(ctx context.Context, left []leftOut) ([]observation, error) {
	var out []observation
	for n := 0; n < len(left); n += 2 {
		l := left[n]
		for i, text := range l.framed() {
			sc, u := ix.read(text)
			if u.decided {
				continue // the name decides, not the rules
			}
			if err := sc.run(ctx); err != nil {
				return nil, err
			}
			out = append(out, observation{l, sc, i == 0 && !l.name})
		}
	}
	return out, nil
}

// openFold indexes the corpus without a fold, with a classifier of its own.
func openFold(c corpus, s setup, part int) (*Index, []leftOut, error) {
	rest, left := c.without(part)
	s.trained.model = rest.train(s.lexicon)
	ix, err := newIndex(rest, s)
	return ix, left, err
}

// slipped swaps two letters in the middle of the longest word, as a hurried hand does.
func slipped(text string) string {
	var longest []rune
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if rs := []rune(w); len(rs) > len(longest) {
			longest = rs
		}
	}
	if len(longest) < 4 {
		return text
	}
	old := string(longest)
	m := len(longest) / 2
	longest[m], longest[m-1] = longest[m-1], longest[m]
	return strings.Replace(text, old, string(longest), 1)
}
