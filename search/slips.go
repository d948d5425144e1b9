package search

import (
	"slices"
	"unicode/utf8"

	"veiviser/content"
)

// dictionary holds the guide's stems by language. It finds those near a misspelt one, and
// those that begin with a word. A list in order and a count of slips that stops early are
// a tenth of the time of automata over a transducer.
type dictionary map[content.Lang]*vocabulary

// vocabulary is the stems of one language.
type vocabulary struct {
	strTable
	entries []int32 // in how many entries each stands
	outside []uint8 // 1 for one of subjects outside that hardly any entry has
}

// in returns in how many entries a stem of l stands.
func (d dictionary) in(l content.Lang, stem string) int {
	v := d[l]
	if i, ok := find(&v.strTable, stem); ok {
		return int(v.entries[i])
	}
	return 0
}

// entriesWith is how many entries hold the folded word, in the language that most do.
func (d dictionary) entriesWith(w string) int {
	most := 0
	for _, l := range content.Langs() {
		most = max(most, d.in(l, stem(l, w)))
	}
	return most
}

// hasWord reports whether the folded word stands in any entry, in any language.
func (d dictionary) hasWord(w string) bool {
	return slices.ContainsFunc(content.Langs(), func(l content.Lang) bool { return d.in(l, stem(l, w)) > 0 })
}

// most returns in how many entries the most common variant stands.
func (d dictionary) most(vs []variant) int {
	n := 0
	for _, v := range vs {
		n = max(n, d.in(v.lang, v.stem))
	}
	return n
}

// outside reports whether a stem of l is one of subjects outside that hardly any entry has.
func (d dictionary) outside(l content.Lang, stem string) bool {
	v := d[l]
	i, ok := find(&v.strTable, stem)
	return ok && v.outside[i] != 0
}

// maxSlips is how many slips a long word may have; with three, most words are near
// some other word.
const maxSlips = 2

// newDictionary holds the stems of df, the number of entries by language and stem, and
// which of them are of subjects outside.
func newDictionary(df map[content.Lang]map[string]int, outside map[content.Lang]map[string]bool) dictionary {
	d := dictionary{}
	for l, stems := range df {
		v := &vocabulary{strTable: setOf(stems), entries: make([]int32, len(stems)), outside: make([]uint8, len(stems))}
		for i := range v.entries {
			st := v.at(i)
			v.entries[i] = int32(stems[st])
			if outside[l][st] {
				v.outside[i] = 1
			}
		}
		d[l] = v
	}
	return d
}

// slip is a stem near the one asked for.
type slip struct {
	stem  string
	slips int
}

// sure is the share of the letters of what was typed that is as it should be.
func (s slip) sure(typed string) float64 {
	return 1 - float64(s.slips)/float64(utf8.RuneCountInString(typed))
}

// slipsOf lists the stems of each language within a slip of the word's, two for long
// words, in order. They begin with the same letter: people seldom miss the first one.
func (d dictionary) slipsOf(w string) map[content.Lang][]slip {
	const shortest, long = 5, 7
	out := map[content.Lang][]slip{}
	var other []rune
	for _, l := range content.Langs() {
		st := stem(l, w)
		rs := []rune(st)
		if len(rs) < shortest {
			continue
		}
		most := 1
		if len(rs) >= long {
			most = maxSlips
		}
		v := d[l]
		if v == nil {
			continue
		}
		from, to := v.begin(string(rs[:1]))
		for i := from; i < to; i++ {
			s := v.at(i)
			if len(s) < len(rs)-most {
				continue
			}
			other = other[:0]
			for _, r := range s {
				other = append(other, r)
			}
			if n := slipsBetween(rs, other, most); n <= most {
				out[l] = append(out[l], slip{s, n})
			}
		}
	}
	return out
}

// slipsBetween counts the letters left out, added, changed or swapped with the next
// between two words, and any number above most where there are more.
func slipsBetween(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || len(b) > maxWord {
		return most + 1
	}
	var rows [3][maxWord + 1]int // of the letter, the one before, and the one before that
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := range a {
		last, before := &rows[i%3], &rows[(i+2)%3]
		row := &rows[(i+1)%3]
		row[0] = i + 1
		least := row[0]
		for j := range b {
			n := last[j]
			if a[i] != b[j] {
				n = 1 + min(last[j], last[j+1], row[j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				n = min(n, before[j-1]+1)
			}
			row[j+1] = n
			least = min(least, n)
		}
		if least > most {
			return most + 1
		}
	}
	return rows[len(a)%3][len(b)]
}
