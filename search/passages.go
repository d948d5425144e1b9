package search

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"

	"veiviser/content"
	"veiviser/search/encoder"
)

// Passage is a point of an entry that answers a question. Scores order the passages of
// one result and mean nothing across questions.
type Passage struct {
	Entry   *content.Entry
	Section content.Section
	Point   int // index into the section's points, the same in every language
	Score   float64
	Answers bool // it is so like the question that it answers, whatever section it stands in
}

// answering is the nearness from which a statement answers a question that says more than a
// section, by [pointing.means]: half of the questions of testdata that were written for a
// statement lie as near to one of its entry, of those for other entries' statements two of a
// hundred.
const answering = 25

// maxPassages is what an answer begins with: one to three statements.
const maxPassages = 3

// place is where a point stands.
type place struct {
	section content.Section
	point   int
}

// passageBook finds the points of an entry that share words with a question, by what
// they say and by the questions they answer.
type passageBook struct {
	*phrasebook
	texts   []int32 // by text of the phrasebook: an index into places
	places  []place
	ends    []uint32                   // by entry: where its texts end
	vectors perEntry[vectors]          // where the points lie; none without an encoder
	whoms   perEntry[whom]             // whom the points hold for
	named   perEntry[[]*content.Entry] // what they name
}

// vectors are where a point lies in each language.
type vectors []encoder.Vector

// bounds is a half-open range.
type bounds struct{ from, to int }

// of returns which texts are of entry i.
func (b *passageBook) of(i int) bounds {
	if i == 0 {
		return bounds{0, int(b.ends[0])}
	}
	return bounds{int(b.ends[i-1]), int(b.ends[i])}
}

// passageDraft is a passageBook while entries are taken into it.
type passageDraft struct {
	*phraseDraft
	passageBook
}

func newPassageDraft() *passageDraft { return &passageDraft{phraseDraft: newPhraseDraft()} }

// addEntry takes the points of the next entry into the book.
func (b *passageDraft) addEntry(e *content.Entry, stems func(content.Lang, string) []string) {
	at := map[place]int{}
	for _, l := range content.Langs() {
		for _, st := range e.Text(l).Sections {
			for i, p := range st.Points {
				pl := place{st.Key, i}
				if _, ok := at[pl]; !ok {
					at[pl] = len(b.places)
					b.places = append(b.places, pl)
				}
				for _, text := range append([]string{p.Text}, p.Asked...) {
					b.add(l, stems(l, text))
					b.passageBook.texts = append(b.passageBook.texts, int32(at[pl]))
				}
			}
		}
	}
	b.ends = append(b.ends, uint32(len(b.passageBook.texts)))
}

// book returns the points as they are looked up.
func (b *passageDraft) book() *passageBook {
	b.passageBook.phrasebook = b.phraseDraft.book()
	return &b.passageBook
}

// encodeWith lets a question find the points of the entries that share no word with it.
func (b *passageBook) encodeWith(m *encoder.Model, entries []*content.Entry, lx lexicon) {
	if b.vectors.of == nil { // else they were kept
		b.vectors.of = make([]atomic.Pointer[[]vectors], len(entries))
	}
	b.vectors.make = ofPoints(entries, func(says []content.Point) vectors {
		var vs vectors
		for _, p := range says {
			vs = append(vs, m.Encode(lx.shares(p.Text)))
		}
		return vs
	})
}

// readWith lets the points that hold for some only be found for those, and those that name
// something by that.
func (b *passageBook) readWith(whomOf func(text string) whom, namedIn func(text string) []*content.Entry, entries []*content.Entry) {
	b.named.of = make([]atomic.Pointer[[][]*content.Entry], len(entries))
	b.named.make = ofPoints(entries, func(says []content.Point) []*content.Entry { return namedIn(says[0].Text) })
	b.whoms.of = make([]atomic.Pointer[[]whom], len(entries))
	b.whoms.make = ofPoints(entries, func(says []content.Point) whom { return whomOf(says[0].Text) })
}

// perEntry is what is made of the points of each entry when it is first asked of.
type perEntry[T any] struct {
	make func(entry int) []T // nil where nothing is
	of   []atomic.Pointer[[]T]
}

// at returns what is made of entry i, by point; two that ask at once get the same.
func (p *perEntry[T]) at(i int) []T {
	if known := p.of[i].Load(); known != nil {
		return *known
	}
	made := p.make(i)
	p.of[i].Store(&made)
	return made
}

// ofPoints makes something of each point of an entry, which says it in every language.
func ofPoints[T any](entries []*content.Entry, one func(says []content.Point) T) func(entry int) []T {
	return func(entry int) []T {
		out := []T{}
		eachPoint(entries[entry], func(_ place, says []content.Point) { out = append(out, one(says)) })
		return out
	}
}

// pointing finds which points of an entry answer the question.
type pointing struct{ *scorer }

// best returns the points of entry i that answer best, at most n, best first: by the
// words of the question that few points of the entry hold, and by how much the question
// speaks for their section. Points that share nothing with the question are left out, but
// for those of a section that it speaks for.
func (s pointing) best(i, n int) []Passage {
	b := s.ix.passages
	sp := b.of(i)
	if sp.from == sp.to {
		return nil
	}
	first := int(b.texts[sp.from])
	scores := s.shared(i)
	most := slices.Max(scores)
	said := s.read.mentionsOf(s.ix.entries[i])
	meaning := s.meaning
	if s.read.plainly && len(said) > 0 {
		meaning = s.meant(said) // the name tells nothing of which point is meant
	}
	like, means := s.likeness(i, meaning), s.means(i, meaning)
	names, others := s.names(i, len(scores)), s.others(i, len(scores))
	sections := s.sections(i)
	ofWhom := func(s content.Section) bool { return s == content.Who || s == content.What }
	aside := len(s.read.phrased) > 0 && len(sections) > 0 && !s.read.HowMuch && !slices.ContainsFunc(sections, ofWhom)
	var out []Passage
	for p, v := range scores {
		pl := b.places[first+p]
		asked := slices.Contains(sections, pl.section)
		switch {
		case v == 0 && !asked && !s.read.mayAsk(pl.section) && like[p] < alike && (names == nil || names[p] == 0) && others[p] == 0:
			continue
		case s.read.sides == nil && asked:
			v += 1 + most // nothing else tells sections apart
		}
		v += means[p]
		if s.read.plainly && asked {
			v += plainWeight
			switch {
			case pl.point > 0:
			case s.read.Side || len(said) > 0:
				v += alone
			default:
				v += firstWeight
			}
		}
		if s.read.HowMuch && names == nil && pl.section == content.What && pl.point == 0 && s.ix.entries[i].Kind == content.Support {
			v += firstWeight // how much it is, before what comes on top; for somebody told of it may be another sum
		}
		v += float64(sideWeight*s.read.speaksFor(pl.section)) + others[p]
		switch {
		case names == nil:
		case aside && !asked:
			v += float64(namedElsewhere * names[p])
		default:
			v += names[p]
		}
		out = append(out, Passage{s.ix.entries[i], pl.section, pl.point, v, means[p] >= answering && !s.read.plainly})
	}
	slices.SortStableFunc(out, func(a, b Passage) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(n, len(out))]
}

// namedElsewhere is what it still counts that a point names those told of where a section is
// asked for in words and the point is of another: "hvor lenge varer programmet for en på 26?"
// asks for no limit of age.
const namedElsewhere = 0.1

// sideWeight is what the logarithm of a section's chance counts against the words that a
// question shares with a point.
const sideWeight = 0.6

// plainWeight puts the points of a section first that is all that is asked for, and
// firstWeight the guide's first among them before others as alike. Where nothing else is
// said at all but perhaps the entry's name, so little is that the guide's order tells more:
// alone.
const (
	plainWeight = 5
	firstWeight = 6
	alone       = 14
)

// likeWeight and answersWeight are what the likeness of a question to a point, and to the
// questions that it answers, counts against the words they share. Fitted with sideWeight on
// the questions of testdata, those of each fifth of the entries judged by what was fitted on
// the others: the first point was right for 81 and 65 of a hundred, one of three for 95 and 87.
const (
	likeWeight    = 30
	answersWeight = 25
	alike         = 0.1 // from here a point may answer with which a question shares nothing else
)

// means tells for each point of entry i how near the question lies to it and to those that
// it answers; 0 without an encoder.
func (s pointing) means(i int, meaning encoder.Vector) []float64 {
	out := s.likeness(i, meaning)
	for p, v := range s.answers(i, len(out), meaning) {
		out[p] = float64(likeWeight*out[p]) + float64(answersWeight*v)
	}
	return out
}

// answers tells for each point of entry i how alike the question is to those it answers; 0
// without an encoder.
func (s pointing) answers(i, points int, meaning encoder.Vector) []float64 {
	out := make([]float64, points)
	if s.ix.asked == nil {
		return out
	}
	first := int(s.ix.passages.texts[s.ix.passages.of(i).from])
	for p := range out {
		out[p] = s.ix.asked.Dot(first+p, meaning)
	}
	return out
}

// likeness tells for each point of entry i how alike the question is to what it says, in
// the language in which it is most; 0 without an encoder.
func (s pointing) likeness(i int, meaning encoder.Vector) []float64 {
	b := s.ix.passages
	if b.vectors.make == nil {
		sp := b.of(i)
		return make([]float64, 1+b.texts[sp.to-1]-b.texts[sp.from])
	}
	var out []float64
	for _, says := range b.vectors.at(i) {
		best := says[0].Dot(meaning)
		for _, v := range says[1:] {
			best = max(best, v.Dot(meaning))
		}
		out = append(out, best)
	}
	return out
}

// shared tells for each point of entry i which words of the question it holds, in its text
// or in one of its questions: the fewer points of the entry hold a word, the more it says.
func (s pointing) shared(i int) []float64 {
	b := s.ix.passages
	sp := b.of(i)
	first := int(b.texts[sp.from])
	scores := make([]float64, 1+int(slices.Max(b.texts[sp.from:sp.to]))-first)
	for _, t := range s.asked {
		if t.need == 0 || len(s.read.Sections) > 0 && s.read.cue(t.word) {
			continue
		}
		found := make([]float64, len(scores))
		b.find(t, sp.from, sp.to, func(text int, gain float64) {
			p := int(b.texts[text]) - first
			found[p] = max(found[p], min(1, gain/t.need))
		})
		in := 0
		for _, f := range found {
			if f > 0 {
				in++
			}
		}
		rare := t.share * math.Log(1+(float64(len(scores)-in)+0.5)/(float64(in)+0.5))
		for p, f := range found {
			scores[p] += float64(rare * f)
		}
	}
	return scores
}

// fewElsewhere is in how many points of other sections a word is that tells of one of these
// rather than of the section it asks for.
const fewElsewhere = 2

// sections are those asked for of entry i: none where the word that asks for the only one
// stands in few points of others, and in none of it. A deadline is found under whoever
// answers, too.
func (s pointing) sections(i int) []content.Section {
	if s.read.key == "" || len(s.read.Sections) != 1 || !slices.Equal(s.read.Sections, s.read.phrased) {
		return s.read.Sections
	}
	b := s.ix.passages
	sp := b.of(i)
	here, elsewhere := false, map[place]bool{}
	for _, t := range s.asked {
		if t.word != s.read.key {
			continue
		}
		b.find(t, sp.from, sp.to, func(text int, _ float64) {
			at := b.places[b.texts[text]]
			here = here || at.section == s.read.Sections[0]
			elsewhere[at] = true
		})
	}
	if !here && len(elsewhere) > 0 && len(elsewhere) <= fewElsewhere {
		return nil
	}
	return s.read.Sections
}

// otherWeight is what it counts that a point names what the question asks of beside its entry: more
// than all else, for it says how the two stand to each other.
const otherWeight = 6.0

// others tells for each point of entry i how much it speaks for it that it names what the
// question asks of beside the entry: "can it be combined with unemployment benefit?"
func (s pointing) others(i, points int) []float64 {
	out := make([]float64, points)
	for _, other := range s.beside(i) {
		at := s.naming(i, other)
		n := float64(len(at))
		for _, p := range at {
			v := float64(otherWeight * math.Log(1+(float64(points)-n+0.5)/(n+0.5)))
			if s.tells(i, p, other) {
				v += otherWeight
			}
			out[p] = max(out[p], v)
		}
	}
	return out
}

// beside are what the question asks of beside entry i.
func (s pointing) beside(i int) []*content.Entry {
	var out []*content.Entry
	if s.read.relating || combines(s.read) {
		for _, e := range s.read.Subjects {
			if e != s.ix.entries[i] {
				out = append(out, e)
			}
		}
	}
	if s.then != nil && s.then != s.ix.entries[i] {
		out = append(out, s.then)
	}
	return out
}

// naming returns the points of entry i that name another, by any of its names or by that in
// the question.
func (s pointing) naming(i int, other *content.Entry) []int {
	var out []int
	for _, m := range s.read.Mentions {
		if m.Entry == other {
			out = append(out, s.holding(i, m)...)
		}
	}
	for p, named := range s.ix.passages.named.at(i) {
		if slices.Contains(named, other) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// holding returns the points of entry i that hold every word of the name m.
func (s pointing) holding(i int, m Mention) []int {
	b := s.ix.passages
	sp := b.of(i)
	in := map[int]int{} // by text: how many words of the name it holds
	words := 0
	for _, t := range s.asked {
		if !slices.ContainsFunc(s.read.tokens[m.First:m.Last+1], func(w token) bool { return w.text == t.word }) {
			continue
		}
		words++
		b.find(t, sp.from, sp.to, func(text int, _ float64) { in[text]++ })
	}
	var out []int
	first := int(b.texts[sp.from])
	for text, n := range in {
		if p := int(b.texts[text]) - first; n == words && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// tells reports whether point p of entry i tells, by its condition, of the support other.
func (s pointing) tells(i, p int, other *content.Entry) bool {
	e, b := s.ix.entries[i], s.ix.passages
	at := b.places[int(b.texts[b.of(i).from])+p]
	id := e.Text(content.Bokmal).Section(at.section)[at.point].ID
	return id != "" && slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.PointID == id && c.Value.Word("support") == other.ID
	})
}

// of returns what an answer shows: of a text that goes on from the subject, which may be
// nil, the best points of that; of a strong answer those of the first entry; of a weak one
// the best point of each of the first entries.
func (s pointing) of(res *Result, subject *content.Entry) []Passage {
	if subject != nil && (res.FollowUp || res.Goes != nil) {
		if i, ok := s.ix.numbers[subject.ID]; ok {
			return s.best(i, maxPassages)
		}
	}
	if res.Confidence == Strong {
		return s.best(s.ix.numbers[res.Hits[0].Entry.ID], maxPassages)
	}
	var out []Passage
	for _, h := range res.Hits[:min(maxPassages, len(res.Hits))] {
		out = append(out, s.best(s.ix.numbers[h.Entry.ID], 1)...)
	}
	return out
}
