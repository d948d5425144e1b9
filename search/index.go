// Package search finds the entries of the guide that answer a question.
//
// [New] builds a Bleve index in memory over a [content.Guide]; [Index.Search] takes a
// [Query] and gives a [Result]: hits best first, the language of the question, the
// section asked for and how far the answer can be trusted ([Confidence]). [Evaluate]
// scores an index on a set of questions. The package owns Bleve and knows nothing of
// chats or cards. README.md says what each part of the analysis adds, measured.
package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
)

// Index is the searchable guide. It is immutable, safe for concurrent use, and must
// be closed.
type Index struct {
	corpus
	store       index.Index // Bleve's, in memory or in a folder
	close       func() error
	reader      index.IndexReader
	postings    *postingsCache
	room        sync.Pool      // of *sparse, cleared: what one question used the next one can
	docs        []int32        // by Bleve's document number: an index into entries
	numbers     map[string]int // by entry id: the same index
	lengths     map[string]lengths
	stems       dictionary
	common      strTable // words that are written in small letters, or stand in a name of an entry
	passages    *passageBook
	outsideBook *phrasebook
	idfs        []float64 // by number of entries
	book        *namebook
	asking      *phraseLexicon
	talk        *phraseLexicon
	spelling    talkSpelling // of what talk is read by
	detector    *detector
	rules       rules
	tune        tuning
	models
	fit Fit // of the guide to the embedded models
	lexicon
	few    *fewTerms // in place of Bleve's, where there are few entries; nil elsewhere
	placed placedIndexes
}

// lengths holds the number of terms in one field of each entry.
type lengths struct {
	of   []float64
	mean float64
}

// The fields of an entry's document, each in every language (name.nb …).
const (
	fieldName  = "name"  // title and also-called names
	fieldAsked = "asked" // the ways advisers ask
	fieldLead  = "lead"  // summary, and a journey's persona, start and goal
	fieldBody  = "body"  // points and steps
)

// New indexes every entry of the guide. It takes well under a second. Over the guide
// that the embedded models were trained on, or one near it, they are used; over any other,
// the fields of the entries decide alone ([Trained] tells).
func New(g *content.Guide) (*Index, error) {
	t, err := trainedOn(corpusOf(g))
	if err != nil {
		return nil, err
	}
	return newIndex(corpusOf(g), setup{tune: defaultTuning(), lexicon: newLexicon(fold), trained: t})
}

// setup is how an index analyses and weighs.
type setup struct {
	tune    tuning
	lexicon lexicon
	trained trained
	like    *Index // over a guide with the same phrases, which are shared; nil for none
}

func newIndex(c corpus, s setup) (*Index, error) {
	// NewMemOnly would be the older index that builds slower.
	b, err := bleve.NewUsing("", bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("new index: %w", err)
	}
	ix := unfilled(c, s)
	ix.close = b.Close
	if err := ix.fill(b); err != nil {
		return nil, errors.Join(fmt.Errorf("index the guide: %w", err), b.Close())
	}
	ix.finish()
	return ix, nil
}

// unfilled is an index that knows the languages and nothing of the guide's entries.
func unfilled(c corpus, s setup) *Index {
	ix := &Index{
		corpus: c, numbers: map[string]int{}, lengths: map[string]lengths{}, idfs: newIDFs(len(c.entries)),
		detector: newDetector(s.lexicon.fold), models: s.trained.models, fit: s.trained.fit, rules: s.trained.rules, tune: s.tune, lexicon: s.lexicon,
	}
	if s.like != nil {
		ix.asking, ix.talk, ix.spelling = s.like.asking, s.like.talk, s.like.spelling
	} else {
		ix.asking, ix.talk = newPhraseLexicon(c.guide.Words().SectionPhrases(), s.lexicon), newTalkLexicon(c.guide.Words().TalkPhrases(), s.lexicon)
		ix.spelling = newTalkSpelling(ix.talk, s.lexicon)
	}
	ix.postings = &postingsCache{ix: ix}
	ix.room.New = func() any { return newSparse(len(c.entries)) }
	return ix
}

// finish adds what is found anew at every start.
func (ix *Index) finish() {
	for i, e := range ix.entries {
		ix.numbers[e.ID] = i
	}
	if ix.points != nil {
		ix.passages.encodeWith(ix.points, ix.entries, ix.lexicon)
	}
	ix.passages.readWith(ix.whomOf, func(text string) []*content.Entry { return namedIn(ix, text) }, ix.entries)
}

// fill writes every document in one batch, so that the index is one segment and its
// document numbers never change, and opens the one reader that all searches share.
func (ix *Index) fill(into bleve.Index) error {
	batch := into.NewBatch()
	b := newBuilder(ix)
	for i := range ix.entries {
		if err := batch.IndexAdvanced(b.document(i)); err != nil {
			return err
		}
	}
	// Bleve writes its segment while the rest is weighed: a third of the time to a
	// first answer.
	written := make(chan error, 1)
	go func() { written <- into.Batch(batch) }()
	b.whole()
	if err := <-written; err != nil {
		return err
	}
	inner, err := into.Advanced()
	if err != nil {
		return err
	}
	ix.store = inner
	return ix.open()
}

// open takes the reader and learns which document number is which entry.
func (ix *Index) open() (err error) {
	if ix.reader, err = ix.store.Reader(); err != nil {
		return err
	}
	ix.docs = make([]int32, len(ix.entries))
	for i, e := range ix.entries {
		id, err := ix.reader.InternalID(e.ID)
		if err != nil {
			return err
		}
		n, ok := docNumber(id, len(ix.docs))
		if !ok {
			return fmt.Errorf("document of %q has the number %x", e.ID, id)
		}
		ix.docs[n] = int32(i)
	}
	return nil
}

// docNumber reads Scorch's internal id: the documents of a segment numbered from 0,
// in eight bytes.
func docNumber(id index.IndexInternalID, n int) (int, bool) {
	if len(id) != 8 {
		return 0, false
	}
	d := binary.BigEndian.Uint64(id)
	return int(d), d < uint64(n)
}

// Close releases the index. Searches must have ended, and none may follow.
func (ix *Index) Close() error {
	if err := errors.Join(ix.reader.Close(), ix.close()); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// Guide returns the guide the index was built over.
func (ix *Index) Guide() *content.Guide { return ix.guide }

// in names a field in one language.
func in(field string, l content.Lang) string { return field + "." + string(l) }
