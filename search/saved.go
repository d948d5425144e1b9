package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
	"veiviser/search/encoder"
)

// coder writes what it is shown, or sets it to what it reads: one walk over an index does
// both, so that they can't differ. What it writes it only reads: others search in it.
type coder struct {
	out   []byte
	in    []byte // what is not read yet
	reads bool
	err   error // the first one
}

var errShort = errors.New("the bytes end too early")

// take returns the next n bytes to read.
func (c *coder) take(n int) []byte {
	if n < 0 || n > len(c.in) {
		c.err, c.in = errors.Join(c.err, errShort), nil
		return nil
	}
	out := c.in[:n]
	c.in = c.in[n:]
	return out
}

// numbers codes a list of numbers of a fixed size.
func numbers[T int32 | uint32 | uint8 | float32 | float64](c *coder, list *[]T) {
	if !c.reads {
		c.out = binary.LittleEndian.AppendUint64(c.out, uint64(len(*list)))
		out, err := binary.Append(c.out, binary.LittleEndian, *list)
		if err != nil {
			panic("search: " + err.Error()) // these types have a fixed size
		}
		c.out = out
		return
	}
	var one T
	size := binary.Size(one)
	n := 0
	if head := c.take(8); head != nil {
		n = int(binary.LittleEndian.Uint64(head))
	}
	if n < 0 || n > len(c.in)/size {
		c.take(-1)
		return
	}
	*list = make([]T, n)
	if _, err := binary.Decode(c.take(n*size), binary.LittleEndian, *list); err != nil {
		c.err = errors.Join(c.err, err)
	}
}

// number codes a number.
func number[T ~int | float64](c *coder, v *T) {
	one := []float64{float64(*v)} // whole numbers that count things are exact
	if numbers(c, &one); c.reads && len(one) == 1 {
		*v = T(one[0])
	}
}

func (c *coder) text(s *string) {
	bytes := []byte(*s)
	if numbers(c, &bytes); c.reads {
		*s = string(bytes)
	}
}

func (c *coder) table(t *strTable) {
	c.text(&t.text)
	numbers(c, &t.ends)
	numbers(c, &t.slots)
}

func (c *coder) listed(l *listTable) {
	c.table(&l.strTable)
	numbers(c, &l.lists.all)
	numbers(c, &l.lists.ends)
}

// index codes all that was made of the guide, but what Bleve holds.
func (c *coder) index(ix *Index) {
	numbers(c, &ix.docs)
	for _, l := range content.Langs() {
		for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
			of := ix.lengths[in(f, l)]
			numbers(c, &of.of)
			if number(c, &of.mean); c.reads {
				ix.lengths[in(f, l)] = of
			}
		}
		if c.reads {
			ix.stems[l] = &vocabulary{}
		}
		c.table(&ix.stems[l].strTable)
		numbers(c, &ix.stems[l].entries)
		numbers(c, &ix.stems[l].outside)
	}
	c.table(&ix.common)
	c.passages(ix.passages)
	c.phrases(ix.outsideBook)
	c.names(ix.book)
	c.listed(&ix.detector.counts)
	c.table(&ix.detector.names)
	number(c, &ix.detector.longest)
	if ix.points != nil {
		c.vectors(ix.passages, len(ix.entries))
	}
}

// vectors codes where the points of every entry lie, in each language.
func (c *coder) vectors(b *passageBook, entries int) {
	var ends []uint32 // by entry: where its points end
	var known []uint8 // by point and language: 1 for one of which the encoder knows a word
	var all []float32 // those, one after the other
	for i := 0; !c.reads && i < entries; i++ {
		for _, says := range b.vectors.at(i) {
			for _, v := range says {
				if v == nil {
					known = append(known, 0)
					continue
				}
				known, all = append(known, 1), append(all, v...)
			}
		}
		ends = append(ends, uint32(len(known)))
	}
	numbers(c, &ends)
	numbers(c, &known)
	numbers(c, &all)
	if !c.reads || c.err != nil {
		return
	}
	b.vectors.of = make([]atomic.Pointer[[]vectors], len(ends))
	n := len(content.Langs())
	for i := range ends {
		var points []vectors
		from := uint32(0)
		if i > 0 {
			from = ends[i-1]
		}
		for at := from; at < ends[i]; at += uint32(n) {
			says := make(vectors, n)
			for l := range says {
				if known[at+uint32(l)] != 0 {
					says[l], all = slices.Clip(encoder.Vector(all[:encoder.Dims])), all[encoder.Dims:]
				}
			}
			points = append(points, says)
		}
		b.vectors.of[i].Store(&points)
	}
}

func (c *coder) phrases(b *phrasebook) {
	for _, l := range content.Langs() {
		with := b.with[l]
		if c.listed(&with); c.reads {
			b.with[l] = with
		}
	}
	numbers(c, &b.norms)
}

func (c *coder) passages(b *passageBook) {
	c.phrases(b.phrasebook)
	numbers(c, &b.texts)
	numbers(c, &b.ends)
	sections, points := make([]uint8, len(b.places)), make([]int32, len(b.places))
	for i, p := range b.places {
		sections[i], points[i] = uint8(sectionNumber(p.section)), int32(p.point)
	}
	numbers(c, &sections)
	numbers(c, &points)
	if !c.reads || c.err != nil {
		return
	}
	all := content.Sections()
	b.places = make([]place, len(sections))
	for i, s := range sections {
		b.places[i] = place{all[s], int(points[i])}
	}
}

// sectionNumber is the place of a section in [content.Sections].
func sectionNumber(s content.Section) int {
	for i, o := range content.Sections() {
		if o == s {
			return i
		}
	}
	panic("search: no section " + string(s)) // content has checked it
}

func (c *coder) names(b *namebook) {
	for r := range b.keys {
		c.listed(&b.keys[r])
		c.listed(&b.bags[r])
		c.table(&b.stems[r])
	}
	c.listed(&b.short)
	number(c, &b.longest)
	langs := content.Langs()
	n := len(b.names)
	entries, kinds, of, words := make([]int32, n), make([]uint8, n), make([]uint8, n), make([]int32, n)
	common := make([]float64, n)
	var text strings.Builder
	plain := strTable{} // not in order, and nobody looks in it
	for i, name := range b.names {
		entries[i], kinds[i], words[i], common[i] = name.entry, uint8(name.kind), int32(name.words), name.common
		for l := range langs {
			if langs[l] == name.lang {
				of[i] = uint8(l)
			}
		}
		text.WriteString(name.plain)
		plain.ends = append(plain.ends, uint32(text.Len()))
	}
	plain.text = text.String()
	for _, list := range []*[]uint8{&kinds, &of} {
		numbers(c, list)
	}
	for _, list := range []*[]int32{&entries, &words} {
		numbers(c, list)
	}
	numbers(c, &common)
	c.table(&plain)
	if !c.reads || c.err != nil {
		return
	}
	b.names = make([]bookName, len(entries))
	for i := range b.names {
		b.names[i] = bookName{entries[i], NameKind(kinds[i]), int(words[i]), langs[of[i]], plain.at(i), common[i]}
	}
}

// The parts of a kept index beside the guide.
const (
	tablesFile = "tables"
	bleveDir   = "bleve"
)

// tables begins the tables of every kept index; the digit is the version of the form.
const tables = "veiviser-index-2\n"

// savedIn is the folder of an index that is kept.
type savedIn string

// bleve is the folder of what Bleve keeps of it.
func (d savedIn) bleve() string { return filepath.Join(string(d), bleveDir) }

// save writes the index into the folder, all but the guide.
func (d savedIn) save(ix *Index, write func(name string, data []byte) error) error {
	if err := copyStore(ix.store, d.bleve()); err != nil {
		return fmt.Errorf("copy the index: %w", err)
	}
	c := &coder{out: []byte(tables)}
	fit := []uint8{uint8(ix.fit)}
	numbers(c, &fit)
	c.index(ix)
	if c.err != nil {
		return c.err
	}
	return write(tablesFile, c.out)
}

// open opens the index over g whose tables were written as data, and whose rest lies in
// the folder.
func (d savedIn) open(data []byte, g *content.Guide) (*Index, error) {
	if len(data) < len(tables) || string(data[:len(tables)]) != tables {
		return nil, errors.New("not tables of this version")
	}
	c := &coder{in: data[len(tables):], reads: true}
	var fit []uint8
	if numbers(c, &fit); len(fit) != 1 || Fit(fit[0]) > Same {
		return nil, errShort
	}
	t, err := embedded(corpusOf(g), Fit(fit[0]))
	if err != nil {
		return nil, err
	}
	ix := unfilled(corpusOf(g), setup{tune: defaultTuning(), lexicon: newLexicon(fold), trained: t})
	ix.stems, ix.book = dictionary{}, &namebook{}
	ix.passages = &passageBook{phrasebook: &phrasebook{with: map[content.Lang]listTable{}}}
	ix.outsideBook = &phrasebook{with: map[content.Lang]listTable{}}
	c.index(ix)
	switch {
	case c.err != nil:
		return nil, c.err
	case len(c.in) > 0:
		return nil, fmt.Errorf("%d bytes too many", len(c.in))
	}
	if err := d.openStore(ix); err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	ix.finish()
	return ix, nil
}

// copyStore writes what Bleve holds into a folder.
func copyStore(from index.Index, dir string) (err error) {
	copies, ok := from.(index.CopyIndex)
	if !ok {
		return errors.New("bleve can't copy it")
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	r := copies.CopyReader()
	defer func() { err = errors.Join(err, r.CloseCopyReader()) }()
	return r.CopyTo(flat(dir))
}

// flat is a folder in which Bleve writes all its files side by side, where it looks for
// them when they are opened: one in memory has no folder of its own to tell.
type flat string

// GetWriter implements Bleve's Directory.
func (d flat) GetWriter(name string) (io.WriteCloser, error) {
	return os.OpenFile(filepath.Join(string(d), filepath.Base(name)), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

// openStore opens what copyStore wrote, to be read by any number of processes.
func (d savedIn) openStore(ix *Index) (err error) {
	if ix.store, err = scorch.NewScorch(scorch.Name, map[string]any{"path": d.bleve(), "read_only": true, "bolt_timeout": "10s"}, nil); err != nil {
		return err
	}
	if err := ix.store.Open(); err != nil {
		return err
	}
	ix.close = ix.store.Close
	if ix.reader, err = ix.store.Reader(); err != nil {
		return errors.Join(err, ix.close())
	}
	return nil
}
