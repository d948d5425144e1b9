package search

import (
	"math"

	"veiviser/content"
)

// phrase is one way of putting what an entry is about: a name, a way of asking, a
// summary, a point.
type phrase struct {
	entry   int    // index into the entries; notCovered for a subject outside the guide
	field   string // where it comes from
	section content.Section
	length  float64 // in terms
}

// notCovered stands for the entry of a phrase about what the guide leaves out.
const notCovered = -1

// phrasebook finds the phrases that share stems with a question. Bleve could hold
// them too, at ten times the cost: there are a hundred to an entry, of ten words.
type phrasebook struct {
	phrases []phrase
	with    map[content.Lang]map[string][]int32 // phrases a stem stands in
}

func newPhrasebook() *phrasebook {
	b := &phrasebook{with: map[content.Lang]map[string][]int32{}}
	for _, l := range content.Langs() {
		b.with[l] = map[string][]int32{}
	}
	return b
}

func (b *phrasebook) add(p phrase, l content.Lang, terms []string) {
	n := int32(len(b.phrases))
	p.length = float64(len(terms))
	b.phrases = append(b.phrases, p)
	for _, t := range terms {
		list := b.with[l][t]
		if len(list) == 0 || list[len(list)-1] != n {
			b.with[l][t] = append(list, n)
		}
	}
}

// scorePhrases adds the phrases of each entry that are most like the question: one
// way of asking that fits is worth more than words strewn over a long entry.
func (s *scorer) scorePhrases() {
	t, book := s.ix.tune, s.ix.phrases
	if t.phrase == 0 {
		return
	}
	scores := make([]float64, len(book.phrases))
	best := make([]float64, len(book.phrases))
	for _, term := range s.asked {
		var touched []int32
		for _, v := range term.variants {
			for _, p := range book.with[v.lang][v.stem] {
				if best[p] == 0 {
					touched = append(touched, p)
				}
				best[p] = max(best[p], v.gain)
			}
		}
		for _, p := range touched {
			scores[p] += best[p]
			best[p] = 0
		}
	}
	top, second := make([]float64, len(s.ix.entries)), make([]float64, len(s.ix.entries))
	for i, v := range scores {
		if v == 0 {
			continue
		}
		p := book.phrases[i]
		v *= t.phraseOf[p.field]
		if s.side.section != "" && p.section == s.side.section {
			v *= 1 + t.section
		}
		// Long phrases meet more words by chance.
		v /= math.Pow(t.phraseLen+p.length, t.phrasePow)
		switch {
		case p.entry == notCovered:
			s.outside = max(s.outside, v)
		case v > top[p.entry]:
			top[p.entry], second[p.entry] = v, top[p.entry]
		case v > second[p.entry]:
			second[p.entry] = v
		}
	}
	for i := range top {
		s.total[i] += t.phrase * (top[i] + t.second*second[i])
	}
	s.top = top
}
