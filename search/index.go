// Package search finds the entries of the guide that answer a question.
//
// [New] builds a Bleve index in memory over a [content.Guide]; [Index.Search] takes a
// [Query] and gives a [Result]: hits best first, the language of the question, the
// section asked for and how far the answer can be trusted ([Confidence]). [Evaluate]
// scores an index on a set of questions. The package owns Bleve and knows nothing of
// chats or cards. README.md says what each part of the analysis adds, measured.
package search

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
)

// Index is the searchable guide. It is immutable, safe for concurrent use, and must
// be closed.
type Index struct {
	guide   *content.Guide
	bleve   bleve.Index
	reader  index.IndexReader
	entries []*content.Entry
	docs    map[string]doc // by Bleve's internal id
	lengths map[string]lengths
	names   []name
	stop    wordSets
	marks   wordSets
	cues    []cue
	kinds   map[content.Kind]map[string]struct{}
	df      map[content.Lang]map[string]int // entries a stem stands in
	tune    tuning
}

// doc is what one document of the index stands for.
type doc struct {
	entry  int // index into entries
	phrase int // number of the phrase among all phrases; -1 for the entry itself
	length float64
}

// lengths holds the number of terms in one field of each entry.
type lengths struct {
	of   []float64
	mean float64
}

// The fields of an entry's document, each in every language (name.nb …), and the two
// that mix them: grams, and phrase, which is a document of its own for each way
// people put a question.
const (
	fieldName   = "name"
	fieldAsked  = "asked"
	fieldLead   = "lead"
	fieldBody   = "body"
	fieldGrams  = "grams"
	fieldPhrase = "phrase"
)

// New indexes every entry of the guide. It takes well under a second.
func New(g *content.Guide) (*Index, error) { return newIndex(g, defaultTuning()) }

func newIndex(g *content.Guide, t tuning) (*Index, error) {
	m, err := tokenMapping()
	if err != nil {
		return nil, fmt.Errorf("search mapping: %w", err)
	}
	// NewMemOnly would be the older index that builds slower.
	b, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("new index: %w", err)
	}
	ix := &Index{
		guide: g, bleve: b, entries: g.Entries(), docs: map[string]doc{}, lengths: map[string]lengths{},
		stop: newStopWords(), marks: newMarks(), cues: newCues(), kinds: newKindCues(),
		df: map[content.Lang]map[string]int{}, tune: t,
	}
	if err := ix.fill(); err != nil {
		return nil, fmt.Errorf("index the guide: %w", err)
	}
	return ix, nil
}

// tokenMapping stores texts that are analysed already: terms with spaces between.
func tokenMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	const terms = "terms"
	if err := m.AddCustomAnalyzer(terms, map[string]any{"type": custom.Name, "tokenizer": whitespace.Name}); err != nil {
		return nil, err
	}
	m.DefaultAnalyzer = terms
	m.StoreDynamic = false
	m.DocValuesDynamic = false
	return m, nil
}

// fill writes every document in one batch, so that the index is one segment and its
// internal ids never change, and opens the one reader that all searches share.
func (ix *Index) fill() error {
	batch := ix.bleve.NewBatch()
	known := map[string]doc{}
	phrases := 0
	for i, e := range ix.entries {
		fields := ix.entryFields(i, e)
		known[e.ID] = doc{entry: i, phrase: -1}
		if err := batch.Index(e.ID, fields); err != nil {
			return err
		}
		for _, l := range content.Langs() {
			for _, p := range phrasesOf(e, l) {
				terms := ix.terms(l, p)
				id := e.ID + "#" + strconv.Itoa(phrases)
				known[id] = doc{entry: i, phrase: phrases, length: float64(len(terms))}
				phrases++
				if err := batch.Index(id, map[string]any{in(fieldPhrase, l): strings.Join(terms, " ")}); err != nil {
					return err
				}
			}
		}
		ix.names = append(ix.names, ix.namesOf(i, e)...)
	}
	if err := ix.bleve.Batch(batch); err != nil {
		return err
	}
	for f, l := range ix.lengths {
		for _, n := range l.of {
			l.mean += n / float64(len(l.of))
		}
		ix.lengths[f] = l
	}
	return ix.open(known)
}

// open takes the reader and learns which internal id is which document.
func (ix *Index) open(known map[string]doc) error {
	inner, err := ix.bleve.Advanced()
	if err != nil {
		return err
	}
	if ix.reader, err = inner.Reader(); err != nil {
		return err
	}
	all, err := ix.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	for {
		id, err := all.Next()
		if err != nil {
			return err
		}
		if id == nil {
			return all.Close()
		}
		ext, err := ix.reader.ExternalID(id)
		if err != nil {
			return err
		}
		ix.docs[string(id)] = known[ext]
	}
}

// Close releases the index. Searches must have ended.
func (ix *Index) Close() error {
	if err := ix.reader.Close(); err != nil {
		return fmt.Errorf("close reader: %w", err)
	}
	if err := ix.bleve.Close(); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// Guide returns the guide the index was built over.
func (ix *Index) Guide() *content.Guide { return ix.guide }

// in names a field in one language.
func in(field string, l content.Lang) string { return field + "." + string(l) }

// entryFields analyses one entry and notes the lengths of its fields.
func (ix *Index) entryFields(i int, e *content.Entry) map[string]any {
	fields := map[string]any{}
	put := func(field string, terms []string) {
		fields[field] = strings.Join(terms, " ")
		l := ix.lengths[field]
		if l.of == nil {
			l.of = make([]float64, len(ix.entries))
		}
		l.of[i] = float64(len(terms))
		ix.lengths[field] = l
	}
	var gram []string
	for _, l := range content.Langs() {
		t := e.Text(l)
		seen := map[string]bool{}
		parts := map[string]string{
			fieldName:  strings.Join(append([]string{t.Title}, t.AlsoCalled...), " \n "),
			fieldAsked: strings.Join(t.Asked, " \n "),
			fieldLead:  strings.Join([]string{t.Summary, t.Persona, t.Start, t.Goal}, " \n "),
			fieldBody:  bodyOf(e, l),
		}
		for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
			terms := ix.terms(l, parts[f])
			put(in(f, l), terms)
			ix.count(l, terms, seen)
			gram = append(gram, grams(words(parts[f]))...)
		}
	}
	put(fieldGrams, gram)
	return fields
}

// count notes the stems of one entry; seen is shared by its fields.
func (ix *Index) count(l content.Lang, terms []string, seen map[string]bool) {
	if ix.df[l] == nil {
		ix.df[l] = map[string]int{}
	}
	for _, t := range terms {
		if !seen[t] {
			seen[t] = true
			ix.df[l][t]++
		}
	}
}

// bodyOf joins everything an entry says beyond its summary.
func bodyOf(e *content.Entry, l content.Lang) string {
	var b strings.Builder
	for _, st := range e.Text(l).Sections {
		for _, p := range st.Points {
			b.WriteString(p.Text + "\n")
		}
	}
	for _, s := range e.Steps {
		b.WriteString(s.Texts[l].Title + "\n" + s.Texts[l].Text + "\n")
	}
	return b.String()
}

// phrasesOf lists the texts an entry is matched with one by one: its names, the ways
// it is asked for, its summary and its points.
func phrasesOf(e *content.Entry, l content.Lang) []string {
	t := e.Text(l)
	out := append([]string{t.Title + " " + strings.Join(t.AlsoCalled, " "), t.Summary}, t.Asked...)
	for _, st := range t.Sections {
		for _, p := range st.Points {
			out = append(out, t.Title+" "+p.Text)
		}
	}
	return out
}

// terms analyses a text: words, without stop words, stemmed.
func (ix *Index) terms(l content.Lang, text string) []string {
	var out []string
	for _, w := range words(text) {
		if !ix.stop.has(l, w) {
			out = append(out, stem(l, w))
		}
	}
	return out
}

// name is one name of an entry as it is met in questions.
type name struct {
	entry int
	words []string // folded
}

// namesOf lists the names of an entry in all languages, each once.
func (ix *Index) namesOf(i int, e *content.Entry) []name {
	var out []name
	seen := map[string]bool{}
	for _, l := range content.Langs() {
		t := e.Text(l)
		for _, n := range append([]string{t.Title}, t.AlsoCalled...) {
			ws := words(n)
			key := strings.Join(ws, " ")
			if key == "" || seen[key] {
				continue
			}
			seen[key] = true
			out = append(out, name{entry: i, words: ws})
		}
	}
	return out
}
