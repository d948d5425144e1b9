package search

import (
	"hash/fnv"
	"io"
	"slices"

	"veiviser/content"
)

// corpus is what an index is built over: a guide, or a guide with some of its phrases
// left out, so that they can be asked.
type corpus struct {
	guide   *content.Guide
	entries []*content.Entry // sorted by id
	outside []content.Outside
}

func corpusOf(g *content.Guide) corpus { return corpus{g, g.Entries(), g.Words().Outside()} }

// folds is into how many parts the phrases are split to be left out by turns.
const folds = 5

// foldOf puts a phrase into a fold by its letters alone, so that the same wording in
// two languages is left out together, and a new phrase moves no other.
func foldOf(text string) int {
	h := fnv.New32a()
	io.WriteString(h, fold(text))
	return int(h.Sum32()>>8) % folds
}

// notCovered stands for the entry of a phrase about what the guide leaves out.
const notCovered = -1

// leftOut is a phrase that was taken out of a corpus.
type leftOut struct {
	text    string
	lang    content.Lang
	entry   int    // notCovered for a subject outside
	subject string // id of the subject outside
	name    bool   // a name of the entry, which stayed in the corpus
}

// without takes the phrases of one fold out of a corpus and returns what is left.
func (c corpus) without(part int) (corpus, []leftOut) {
	var out []leftOut
	rest := corpus{guide: c.guide}
	for i, e := range c.entries {
		cp := *e
		cp.Texts = map[content.Lang]*content.Text{}
		for _, l := range content.Langs() {
			cp.Texts[l] = withoutAsked(e.Text(l), func(a string) bool {
				if foldOf(a) != part {
					return false
				}
				out = append(out, leftOut{text: a, lang: l, entry: i})
				return true
			})
		}
		rest.entries = append(rest.entries, &cp)
	}
	for _, o := range c.outside {
		stay, gone := splitOutside(o, part)
		out = append(out, gone...)
		if foldOf(o.ID) != part {
			rest.outside = append(rest.outside, stay)
		}
	}
	return rest, out
}

// withoutAsked returns a text without the phrases, of the entry, of its points and of
// none of them, that gone tells.
func withoutAsked(t *content.Text, gone func(string) bool) *content.Text {
	out := *t
	out.Asked = slices.DeleteFunc(slices.Clone(t.Asked), gone)
	out.Unanswered = slices.Clone(t.Unanswered)
	for i, s := range out.Unanswered {
		out.Unanswered[i].Questions = slices.DeleteFunc(slices.Clone(s.Questions), gone)
	}
	out.Sections = slices.Clone(t.Sections)
	for i := range out.Sections {
		s := &out.Sections[i]
		s.Points = slices.Clone(s.Points)
		for j := range s.Points {
			s.Points[j].Asked = slices.DeleteFunc(slices.Clone(s.Points[j].Asked), gone)
		}
	}
	return &out
}

// splitOutside leaves out every phrase of a subject whose id falls into the fold, since
// most of what lies outside is on no list, and of the others single phrases.
func splitOutside(o content.Outside, part int) (stay content.Outside, gone []leftOut) {
	whole := foldOf(o.ID) == part
	stay = content.Outside{ID: o.ID, Phrases: map[content.Lang][]string{}}
	for _, l := range content.Langs() {
		for _, p := range o.Phrases[l] {
			if whole || foldOf(p) == part {
				gone = append(gone, leftOut{text: p, lang: l, entry: notCovered, subject: o.ID})
				continue
			}
			stay.Phrases[l] = append(stay.Phrases[l], p)
		}
	}
	return stay, gone
}

// namesIn lists the names of entries that fall into a fold. A name can't be left out,
// or nothing would be known of the entry; it is asked in the same frames as the phrases.
func (c corpus) namesIn(part int) []leftOut {
	var out []leftOut
	for i, e := range c.entries {
		for _, l := range content.Langs() {
			t := e.Text(l)
			for _, n := range append([]string{t.Title}, t.AlsoCalled...) {
				if foldOf(n) == part {
					out = append(out, leftOut{text: n, lang: l, entry: i, name: true})
				}
			}
		}
	}
	return out
}
