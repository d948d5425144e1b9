package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veiviser/content"
)

// token is one word of a question with what the analysis knows of it.
type token struct {
	text     string  // folded
	place    int     // counted from 0
	plain    string  // in small letters, as typed
	capitals bool    // typed in capitals
	capital  bool    // begins with a capital and goes on in small letters
	initial  bool    // begins a sentence
	sentence int     // counted from 0
	clause   int     // counted from 0 through the whole text
	asks     bool    // a question mark ends its sentence
	share    float64 // how much it counts: 1 in a sentence that asks, less in the background
	stems    [readings]string
	head     string // the last part of a compound that asks for a section; empty for none
	stop     bool   // a small word of any language
	known    bool   // stands in the guide
	seldom   bool   // stands in one entry of it
	foreign  bool   // names a person, a place or a month, as far as the guide tells
	slip     bool   // stems are those of the known word it was taken for
	counted  bool   // a sign behind it tells what it counts: "60 %"
	section  bool   // a sign before it tells that it is a section: "§ 53"
}

// A word is read by two stemmers, whatever the language of the question: people mix
// languages, and the language may be detected wrongly.
const (
	norwegianReading = iota
	englishReading
	readings
)

// readingOf returns how texts of l are read: nynorsk shares bokmål's stemmer.
func readingOf(l content.Lang) int {
	if l == content.English {
		return englishReading
	}
	return norwegianReading
}

// langOf returns a language that is read so.
func langOf(reading int) content.Lang {
	if reading == englishReading {
		return content.English
	}
	return content.Bokmal
}

// manyStrokes is how many strokes a text has at least that parts what it tells by them.
const manyStrokes = 3

// tokens splits text, at most max words of it.
func (lx lexicon) tokens(text string, max int) []token {
	var out []token
	sentence, clause := 0, 0
	strokes := strings.Count(text, "/") >= manyStrokes // they part the words as commas do: "f/44/flyktning/A2"
	eachWord(text, func(w, before string) bool {
		t := token{text: lx.fold(w), plain: strings.ToLower(w), place: len(out)}
		if t.text == "" || utf8.RuneCountInString(t.text) > maxWord {
			return true
		}
		if len(out) > 0 && endsSentence(before) {
			if strings.ContainsRune(before, '?') {
				ask(out, sentence)
			}
			sentence++
		}
		if len(out) > 0 && (strings.ContainsFunc(before, endsClause) || strokes && before == "/" || before == " - " || endsSentence(before)) {
			clause++
		}
		if len(out) > 0 && strings.ContainsAny(before, "%$€") {
			out[len(out)-1].counted = true
		}
		if last := len(out) - 1; last >= 0 && !strokes && strings.HasPrefix(before, "/") {
			lx.writeOut(&out[last])
		}
		t.section = strings.Contains(before, "§")
		t.sentence, t.clause = sentence, clause
		t.initial = len(out) == 0 || out[len(out)-1].sentence != sentence
		t.capital = hasCapital(w)
		t.capitals = w == strings.ToUpper(w) && strings.ContainsFunc(w, unicode.IsLetter)
		t.stop = lx.stop.any(t.text)
		for r := range t.stems {
			t.stems[r] = stem(langOf(r), t.text)
		}
		out = append(out, t)
		return len(out) < max
	})
	if rest := strings.TrimRight(text, " .!?\n"); len(out) > 0 && strings.HasSuffix(rest, "%") {
		out[len(out)-1].counted = true
	}
	lx.writeOutWith(out, text)
	if strings.HasSuffix(strings.TrimRight(text, " \t\r\n\"'»”’)]"), "?") {
		ask(out, sentence)
	}
	return out
}

// shortened are the small words that are written with a stroke behind their first letter.
var shortened = map[string]string{"m": "med", "u": "uten", "v": "ved", "w": "with"}

// writeOut makes the word of t whole where it is one that a stroke shortens: "gift m/ nordmann".
func (lx lexicon) writeOut(t *token) {
	w, ok := shortened[t.text]
	if !ok {
		return
	}
	t.text, t.plain, t.stop = w, w, true
	for r := range t.stems {
		t.stems[r] = stem(langOf(r), w)
	}
}

// writeOutWith makes a lone "m" between two words of a clause the "med" it stands for: "ferdig m
// intro". Behind a number or an apostrophe, and alone in capitals, it is something else.
func (lx lexicon) writeOutWith(ts []token, text string) {
	for i := 1; i+1 < len(ts); i++ {
		t := &ts[i]
		inside := t.clause == ts[i-1].clause && t.clause == ts[i+1].clause
		if t.text == "m" && !t.capitals && inside && isWord(ts[i-1].text) && ts[i-1].text != "i" && isWord(ts[i+1].text) && !strings.ContainsAny(text, "'’") {
			lx.writeOut(t)
		}
	}
}

// hasCapital reports whether a word begins with a capital and goes on in small letters.
func hasCapital(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && strings.ContainsFunc(word[size:], unicode.IsLower)
}

// ask marks the words of a sentence that ends with a question mark.
func ask(ts []token, sentence int) {
	for i := len(ts) - 1; i >= 0 && ts[i].sentence == sentence; i-- {
		ts[i].asks = true
	}
}

// endsSentence reports whether what stands between two words ends a sentence.
func endsSentence(between string) bool {
	for i, r := range between {
		switch r {
		case '?', '!', '\n', '…', ';':
			return true
		case '.', ':':
			if i+1 < len(between) { // followed by something else than the next word
				return true
			}
		}
	}
	return false
}

// endsClause reports whether r parts two clauses.
func endsClause(r rune) bool { return r == ',' || r == '–' || r == '—' }

// nearby holds the stems near words that the guide lacks, by word and language.
type nearby map[string]map[content.Lang][]slip

// sure reports whether a word that the guide lacks is surely a slip of one it has: hardly a
// letter is another.
func (n nearby) sure(word string) bool {
	for _, slips := range n[word] {
		if slices.ContainsFunc(slips, func(s slip) bool { return s.sure(word) >= surelyWord }) {
			return true
		}
	}
	return false
}
