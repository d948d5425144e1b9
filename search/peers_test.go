package search

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search/query"
	_ "modernc.org/sqlite"

	"veiviser/content"
)

// peers are what one would take otherwise, as they come. Each holds one document an
// entry, with every text that this package reads.
var peers = []struct {
	name string
	over func(testing.TB, *content.Guide) Searcher
}{
	{"Bleve, analyzer no", func(tb testing.TB, g *content.Guide) Searcher {
		return blevePeer(tb, g, map[content.Lang]string{"": "no"})
	}},
	{"Bleve, no, no and en a language", func(tb testing.TB, g *content.Guide) Searcher {
		return blevePeer(tb, g, map[content.Lang]string{content.Bokmal: "no", content.Nynorsk: "no", content.English: "en"})
	}},
	{"SQLite FTS5, unicode61", func(tb testing.TB, g *content.Guide) Searcher {
		return sqlitePeer(tb, g, "unicode61 remove_diacritics 2")
	}},
	{"SQLite FTS5, porter", func(tb testing.TB, g *content.Guide) Searcher {
		return sqlitePeer(tb, g, "porter unicode61 remove_diacritics 2")
	}},
}

// allText is every text of an entry in one language, or in all for "".
func allText(e *content.Entry, l content.Lang) string {
	var out []string
	for _, m := range content.Langs() {
		if l == "" || l == m {
			for _, p := range phrasesOf(e, m) {
				out = append(out, p.text)
			}
		}
	}
	return strings.Join(out, "\n")
}

// bleveSearcher asks Bleve as its documentation shows: any of the words, in any field.
type bleveSearcher struct {
	guide  *content.Guide
	index  bleve.Index
	fields []string
}

// blevePeer has a field for each language, analysed as named.
func blevePeer(tb testing.TB, g *content.Guide, analyzers map[content.Lang]string) Searcher {
	tb.Helper()
	mapping := bleve.NewIndexMapping()
	s := bleveSearcher{guide: g}
	for l, a := range analyzers {
		field := bleve.NewTextFieldMapping()
		field.Analyzer = a
		mapping.DefaultMapping.AddFieldMappingsAt("text"+string(l), field)
		s.fields = append(s.fields, "text"+string(l))
	}
	var err error
	if s.index, err = bleve.NewUsing("", mapping, scorch.Name, scorch.Name, nil); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.index.Close() })
	batch := s.index.NewBatch()
	for _, e := range g.Entries() {
		doc := map[string]string{}
		for l := range analyzers {
			doc["text"+string(l)] = allText(e, l)
		}
		if err := batch.Index(e.ID, doc); err != nil {
			tb.Fatal(err)
		}
	}
	if err := s.index.Batch(batch); err != nil {
		tb.Fatal(err)
	}
	return s
}

func (s bleveSearcher) Search(ctx context.Context, q Query) (Result, error) {
	var any []query.Query
	for _, f := range s.fields {
		m := bleve.NewMatchQuery(q.Text)
		m.SetField(f)
		any = append(any, m)
	}
	found, err := s.index.SearchInContext(ctx, bleve.NewSearchRequest(bleve.NewDisjunctionQuery(any...)))
	if err != nil {
		return Result{}, err
	}
	var res Result
	for _, h := range found.Hits {
		e, _ := s.guide.Entry(h.ID)
		res.Hits = append(res.Hits, Hit{e, h.Score})
	}
	return res, nil
}

// sqliteSearcher asks SQLite's full-text search for any of the words, by its bm25.
type sqliteSearcher struct {
	guide *content.Guide
	db    *sql.DB
}

func sqlitePeer(tb testing.TB, g *content.Guide, tokenizer string) Searcher {
	tb.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	if _, err := db.Exec("create virtual table entry using fts5(id unindexed, text, tokenize = '" + tokenizer + "')"); err != nil {
		tb.Fatal(err)
	}
	for _, e := range g.Entries() {
		if _, err := db.Exec("insert into entry values (?, ?)", e.ID, allText(e, "")); err != nil {
			tb.Fatal(err)
		}
	}
	return sqliteSearcher{g, db}
}

func (s sqliteSearcher) Search(ctx context.Context, q Query) (Result, error) {
	ws := strings.FieldsFunc(q.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	rows, err := s.db.QueryContext(ctx, "select id from entry where entry match ? order by rank limit 10", `"`+strings.Join(ws, `" OR "`)+`"`)
	if err != nil {
		return Result{}, err
	}
	defer rows.Close()
	var res Result
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return Result{}, err
		}
		e, _ := s.guide.Entry(id)
		res.Hits = append(res.Hits, Hit{Entry: e})
	}
	return res, rows.Err()
}
