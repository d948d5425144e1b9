package search

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"

	"veiviser/content"
)

// dictionary finds the stems near a misspelt one. Bleve can, a field at a time, but
// builds an automaton for each: that took three quarters of the slowest questions.
type dictionary struct {
	stems map[content.Lang]*vellum.FST
	near  [maxSlips]*levenshtein.LevenshteinAutomatonBuilder // of one slip, two …
}

// maxSlips is how many slips a long word may have; with three, most words are near
// some other word.
const maxSlips = 2

// newDictionary holds the stems of df.
func newDictionary(df map[content.Lang]map[string]int) (*dictionary, error) {
	d := &dictionary{stems: map[content.Lang]*vellum.FST{}}
	for i := range d.near {
		var err error
		if d.near[i], err = levenshtein.NewLevenshteinAutomatonBuilder(uint8(i+1), true); err != nil {
			return nil, fmt.Errorf("automaton of %d slips: %w", i+1, err)
		}
	}
	for l, stems := range df {
		var err error
		if d.stems[l], err = newFST(stems); err != nil {
			return nil, fmt.Errorf("dictionary %s: %w", l, err)
		}
	}
	return d, nil
}

func newFST(stems map[string]int) (*vellum.FST, error) {
	var buf bytes.Buffer
	b, err := vellum.New(&buf, nil)
	if err != nil {
		return nil, err
	}
	for _, st := range slices.Sorted(maps.Keys(stems)) {
		if err := b.Insert([]byte(st), 0); err != nil {
			return nil, err
		}
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	return vellum.Load(buf.Bytes())
}

// slip is a stem near the one asked for.
type slip struct {
	stem  string
	slips int
}

// slipsOf lists the stems of each language within a slip of the word's, two for long
// words. They begin with the same letter: people seldom miss the first one.
func (d *dictionary) slipsOf(w string) (map[content.Lang][]slip, error) {
	const shortest, long = 5, 7
	out := map[content.Lang][]slip{}
	automata := map[string]*levenshtein.DFA{} // bokmål and nynorsk share stems
	for _, l := range content.Langs() {
		st := stem(l, w)
		n := utf8.RuneCountInString(st)
		if n < shortest {
			continue
		}
		if automata[st] == nil {
			most := 1
			if n >= long {
				most = maxSlips
			}
			dfa, err := d.near[most-1].BuildDfa(st, uint8(most))
			if err != nil {
				return nil, fmt.Errorf("automaton: %w", err)
			}
			automata[st] = dfa
		}
		found, err := search(d.stems[l], automata[st], st)
		if err != nil {
			return nil, fmt.Errorf("dictionary %s: %w", l, err)
		}
		out[l] = found
	}
	return out, nil
}

// longerThan lists the stems of l that begin with w and go on, in order.
func (d *dictionary) longerThan(l content.Lang, w string) ([]string, error) {
	past := []byte(w)
	past[len(past)-1]++
	it, err := d.stems[l].Iterator([]byte(w), past)
	var out []string
	for ; err == nil; err = it.Next() {
		key, _ := it.Current()
		out = append(out, string(key))
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return out, nil
	}
	return nil, fmt.Errorf("dictionary %s: %w", l, err)
}

// search lists the stems that dfa accepts and that begin as st does, in order.
func search(fst *vellum.FST, dfa *levenshtein.DFA, st string) ([]slip, error) {
	_, size := utf8.DecodeRuneInString(st)
	first, past := []byte(st[:size]), []byte(st[:size])
	past[size-1]++
	var out []slip
	it, err := fst.Search(dfa, first, past)
	for ; err == nil; err = it.Next() {
		key, _ := it.Current()
		_, slips := dfa.MatchAndDistance(string(key))
		out = append(out, slip{string(key), int(slips)})
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return out, nil
	}
	return nil, err
}
