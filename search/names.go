package search

import (
	"slices"
	"strings"

	"veiviser/content"
)

// name is one name of an entry as it is met in questions.
type name struct {
	entry   int
	entries int                       // that have the same name
	stems   map[content.Lang][]string // as the stemmer of each language reads it
}

// namesOf lists the names of an entry in one language.
func (b *builder) namesOf(i int, l content.Lang, t *content.Text) []name {
	var out []name
	for _, n := range append(titleNames(t.Title), t.AlsoCalled...) {
		ws := b.ix.words(n)
		if len(ws) == 0 {
			continue
		}
		nm := name{entry: i, stems: map[content.Lang][]string{}}
		for _, q := range content.Langs() {
			for _, w := range ws {
				nm.stems[q] = append(nm.stems[q], b.stem(q, w))
			}
		}
		b.ix.detector.addName(ws, nm.stems[content.Bokmal])
		out = append(out, nm)
	}
	return out
}

// titleNames returns a title and, where it has a name in brackets, the two apart:
// "Qualification Programme (kvalifiseringsprogrammet)" has two names.
func titleNames(title string) []string {
	before, rest, ok := strings.Cut(title, "(")
	if !ok {
		return []string{title}
	}
	inside, _, _ := strings.Cut(rest, ")")
	return []string{title, before, inside}
}

// countNames notes how many entries share each name.
func countNames(names []name) {
	key := func(n name) string { return strings.Join(n.stems[content.Bokmal], " ") }
	shared := map[string]map[int]bool{}
	for _, n := range names {
		if shared[key(n)] == nil {
			shared[key(n)] = map[int]bool{}
		}
		shared[key(n)][n.entry] = true
	}
	for i, n := range names {
		names[i].entries = len(shared[key(n)])
	}
}

// scoreNames rewards entries a whole name of which stands in the question, by the
// weight of the name's words: "aft" says more than "kurs". Each stemmer reads the
// question: people mix languages.
func (s *scorer) scoreNames() {
	s.named = make([]float64, len(s.ix.entries))
	if s.ix.tune.name == 0 {
		return
	}
	for _, l := range []content.Lang{content.Bokmal, content.English} {
		r := s.reading(l)
		for _, n := range s.ix.names {
			s.named[n.entry] = max(s.named[n.entry], r.weight(n.stems[l], s.ix.idf(n.entries)))
		}
	}
	for i, v := range s.named {
		s.fields[i] += s.ix.tune.name * v
	}
}

// reading is the question as the stemmer of one language reads it.
type reading struct {
	stems  []string
	joined map[string]bool    // two neighbours in one: fag brev
	need   map[string]float64 // of the stems that are searched for
	all    float64            // need, summed
}

func (s *scorer) reading(l content.Lang) reading {
	r := reading{make([]string, len(s.words)), map[string]bool{}, map[string]float64{}, s.weight}
	for i, w := range s.words {
		r.stems[i] = stem(l, w.text)
		if i > 0 && s.ix.tune.joined > 0 {
			r.joined[stem(l, s.words[i-1].text+w.text)] = true
		}
	}
	for _, t := range s.asked {
		r.need[stem(l, t.word)] = t.need
	}
	return r
}

// wholeQuestion is the share of a question's weight from which a name is all it says:
// "hva er introduksjonsprogrammet" asks for the entry of that name and no other.
const wholeQuestion = 0.95

// weight returns what a name in the question is worth, 0 if it does not stand there.
// Rare is the idf of the name as a whole: common words side by side make a rare name,
// place-then-train.
func (r reading) weight(name []string, rare float64) float64 {
	if len(name) == 1 && r.joined[name[0]] {
		return rare
	}
	var sum float64
	for _, st := range name {
		sum += r.need[st]
	}
	if sum == 0 || !holds(r.stems, name) {
		return 0
	}
	whole := sum >= wholeQuestion*r.all
	if len(name) > 1 || whole {
		sum = max(sum, rare)
	}
	if whole {
		sum += r.all
	}
	return sum
}

// holds reports whether the parts stand side by side in ws.
func holds(ws, parts []string) bool {
	for i := 0; i+len(parts) <= len(ws); i++ {
		if slices.Equal(ws[i:i+len(parts)], parts) {
			return true
		}
	}
	return false
}
