package search

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
)

// builder analyses the guide's texts. It remembers what a word is: most come again.
type builder struct {
	ix    *Index
	words map[string]*wordForm               // by word as written; nil for what is no word
	forms map[string]*wordForm               // by folded word
	stems map[content.Lang]map[string]string // by folded word

	df          map[content.Lang]map[string]int // entries a stem stands in
	outsideOnly map[content.Lang]map[string]bool
	common      map[string]struct{}
	heard       *heard
	book        *nameDraft
	passages    *passageDraft
	outsideBook *phraseDraft
}

// wordForm is a folded word with what the builder knows of it by language, in the order
// of content.Langs.
type wordForm struct {
	text   string
	stems  [len(perLang{})]string
	stop   [len(perLang{})]bool
	common bool // noted as such
	counts *perLang
}

func newBuilder(ix *Index) *builder {
	b := &builder{
		ix: ix, words: map[string]*wordForm{}, forms: map[string]*wordForm{}, stems: map[content.Lang]map[string]string{},
		df: map[content.Lang]map[string]int{}, outsideOnly: map[content.Lang]map[string]bool{}, common: map[string]struct{}{},
		heard: newHeard(ix.detector), book: newNameDraft(), passages: newPassageDraft(), outsideBook: newPhraseDraft(),
	}
	for _, l := range content.Langs() {
		b.stems[l], b.df[l], b.outsideOnly[l] = map[string]string{}, map[string]int{}, map[string]bool{}
	}
	return b
}

// word returns what is known of a word as written, nil for none.
func (b *builder) word(written string) *wordForm {
	f, known := b.words[written]
	if known {
		return f
	}
	if w := b.ix.fold(written); w != "" && utf8.RuneCountInString(w) <= maxWord {
		f = b.form(w)
	}
	b.words[strings.Clone(written)] = f
	return f
}

// form returns what is known of a folded word.
func (b *builder) form(w string) *wordForm {
	f, known := b.forms[w]
	if !known {
		f = &wordForm{text: w}
		for n, l := range content.Langs() {
			f.stems[n], f.stop[n] = b.stem(l, w), b.ix.stop.has(l, w)
		}
		b.forms[w] = f
	}
	return f
}

// stem returns the stem of a folded word.
func (b *builder) stem(l content.Lang, w string) string {
	st, known := b.stems[l][w]
	if !known {
		st = stem(l, w)
		b.stems[l][w] = st
	}
	return st
}

// stemsOf returns the stems of folded words.
func (b *builder) stemsOf(l content.Lang, ws []string) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = b.stem(l, w)
	}
	return out
}

// terms returns the stems of words in language number n, without the stop words.
func terms(n int, ws []*wordForm) []string {
	out := make([]string, 0, len(ws))
	for _, w := range ws {
		if !w.stop[n] {
			out = append(out, w.stems[n])
		}
	}
	return out
}

// document analyses entry i: its fields for Bleve and its points.
func (b *builder) document(i int) *document.Document {
	e := b.ix.entries[i]
	doc := document.NewDocument(e.ID)
	texts := map[content.Lang]map[string][]string{} // terms of each piece, points and their questions among them
	for n, l := range content.Langs() {
		texts[l] = map[string][]string{}
		fields := map[string][]string{}
		for _, p := range phrasesOf(e, l) {
			ws := b.read(p)
			b.hear(n, ws)
			terms := terms(n, ws)
			texts[l][p.text] = terms
			fields[p.field] = append(fields[p.field], terms...)
		}
		b.count(l, fields)
		for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
			b.put(doc, i, in(f, l), fields[f])
		}
	}
	b.passages.addEntry(e, func(l content.Lang, text string) []string { return texts[l][text] })
	b.addNames(i)
	return doc
}

// hear counts the words of a text in language number l.
func (b *builder) hear(l int, ws []*wordForm) {
	for _, w := range ws {
		if w.counts == nil {
			w.counts = b.heard.countsOf(w.text)
		}
		w.counts[l]++
	}
}

// read returns the words of a piece of text, and notes which are common: all but those
// that are written with a capital where no sentence begins.
func (b *builder) read(p textOf) []*wordForm {
	out := make([]*wordForm, 0, len(p.text)/6)
	eachWord(p.text, func(word, _ string) bool {
		w := b.word(word)
		if w == nil {
			return true
		}
		if !w.common && (p.field == fieldName || !hasCapital(word)) {
			w.common = true
			b.common[w.text] = struct{}{}
		}
		out = append(out, w)
		return true
	})
	return out
}

// inPassing is in how many entries a word may stand and still be of a subject outside:
// some speak of child benefit in passing.
const inPassing = 3

// outside adds the phrases of what the guide does not cover. Their words count as
// known: a question about them is understood, and not answered.
func (b *builder) outside() {
	for _, o := range b.ix.corpus.outside {
		for n, l := range content.Langs() {
			var all []string
			for _, p := range o.Phrases[l] {
				terms := terms(n, b.read(textOf{text: p}))
				b.outsideBook.add(l, terms)
				all = append(all, terms...)
			}
			for _, st := range all {
				if b.df[l][st] <= inPassing {
					b.outsideOnly[l][st] = true
				}
			}
			b.count(l, map[string][]string{"": all})
		}
	}
}

// whole gives the index what was gathered beside the entries' fields, now that every entry is
// read.
func (b *builder) whole() {
	b.rejected()
	b.outside()
	b.weigh()
	for f, l := range b.ix.lengths {
		for _, n := range l.of {
			l.mean += n / float64(len(l.of))
		}
		b.ix.lengths[f] = l
	}
}

// put adds a field of analysed terms to the document and notes its length.
func (b *builder) put(doc *document.Document, i int, field string, terms []string) {
	l := b.ix.lengths[field]
	if l.of == nil {
		l.of = make([]float64, len(b.ix.entries))
	}
	l.of[i] = float64(len(terms))
	b.ix.lengths[field] = l
	if b.ix.few != nil {
		b.ix.few.add(field, terms, i)
		return
	}
	value := []byte(strings.Join(terms, " "))
	doc.AddField(document.NewTextFieldCustom(field, nil, value, index.IndexField, spaces{}))
}

// count notes in how many entries each stem stands.
func (b *builder) count(l content.Lang, fields map[string][]string) {
	seen := map[string]bool{}
	for _, terms := range fields {
		for _, t := range terms {
			if !seen[t] {
				seen[t] = true
				b.df[l][t]++
			}
		}
	}
}

// weigh gives the index what was gathered, now that every entry is counted.
func (b *builder) weigh() {
	ix := b.ix
	b.weighNames()
	ix.book, ix.common, ix.stems = b.book.book(), setOf(b.common), newDictionary(b.df, b.outsideOnly)
	b.heard.teach()
	ix.passages, ix.outsideBook = b.passages.book(), b.outsideBook.book()
	ix.outsideBook.weigh(b.outsideBook.texts, func(l content.Lang, st string) float64 { return ix.idf(b.df[l][st]) })
}

// spaces is the analyzer of texts that are analysed already.
type spaces struct{}

// Analyze splits text at its spaces.
func (spaces) Analyze(text []byte) analysis.TokenStream {
	parts := bytes.Fields(text)
	tokens := make([]analysis.Token, len(parts))
	stream := make(analysis.TokenStream, len(parts))
	for i, p := range parts {
		tokens[i] = analysis.Token{Term: p, Position: i + 1}
		stream[i] = &tokens[i]
	}
	return stream
}

// textOf is a piece of an entry's text with the field it belongs to.
type textOf struct{ field, text string }

// phrasesOf takes an entry's text apart into the pieces a question is compared with
// one by one.
func phrasesOf(e *content.Entry, l content.Lang) []textOf {
	t := e.Text(l)
	out := []textOf{{fieldName, t.Title + "\n" + strings.Join(t.AlsoCalled, "\n")}}
	for _, a := range t.Questions() {
		out = append(out, textOf{fieldAsked, a})
	}
	for _, s := range []string{t.Summary, t.Persona, t.Start, t.Goal} {
		if s != "" {
			out = append(out, textOf{fieldLead, s})
		}
	}
	for _, st := range t.Sections {
		for _, p := range st.Points {
			out = append(out, textOf{fieldBody, p.Text})
		}
	}
	for _, s := range e.Steps {
		out = append(out, textOf{fieldBody, s.Texts[l].Title + "\n" + s.Texts[l].Text})
	}
	return out
}
