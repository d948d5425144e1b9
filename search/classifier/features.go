package classifier

import (
	"cmp"
	"slices"
)

// feature is a bucket that a text falls into, with how often.
type feature struct {
	bucket uint32
	share  float64 // summed shares of the words it comes from
	value  int64   // weighed
}

// The character grams are of four and five letters. They reach to the edges of a word
// and never over: a word's beginning and end say more than its middle.
const (
	shortGram = 4
	longGram  = 5
	edge      = '_'
)

// count lists the buckets of the words, of their character grams and of neighbours,
// each once, in order. A pair counts as little as the lesser of its words.
func count(words []Word) []feature {
	var out []feature
	add := func(hash uint32, share float64) {
		out = append(out, feature{bucket: hash % Buckets, share: share})
	}
	for i, w := range words {
		if w.Share <= 0 {
			continue
		}
		add(hash(kindWord, w.Text), w.Share)
		eachGram(w.Text, func(g string) { add(hash(kindGram, g), w.Share) })
		if i > 0 && words[i-1].Share > 0 {
			pair := hash(kindPair, words[i-1].Text)
			add(extend(extend(pair, " "), w.Text), min(w.Share, words[i-1].Share))
		}
	}
	return merge(out)
}

// merge sums the shares of equal buckets.
func merge(fs []feature) []feature {
	slices.SortStableFunc(fs, func(a, b feature) int { return cmp.Compare(a.bucket, b.bucket) })
	out := fs[:0]
	for _, f := range fs {
		if n := len(out); n > 0 && out[n-1].bucket == f.bucket {
			out[n-1].share += f.share
			continue
		}
		out = append(out, f)
	}
	return out
}

// eachGram calls fn with the grams of a word with its edges.
func eachGram(word string, fn func(string)) {
	rs := make([]rune, 0, len(word)+2)
	rs = append(rs, edge)
	rs = append(rs, []rune(word)...)
	rs = append(rs, edge)
	for _, n := range []int{shortGram, longGram} {
		for i := 0; i+n <= len(rs); i++ {
			fn(string(rs[i : i+n]))
		}
	}
}

// The kinds of features, so that a word and a gram of the same letters differ.
const (
	kindWord = "w"
	kindGram = "g"
	kindPair = "p"
)

// hash is 32-bit FNV-1a over kind and text.
func hash(kind, text string) uint32 {
	const offset = 2166136261
	return extend(extend(offset, kind), text)
}

func extend(h uint32, s string) uint32 {
	const prime = 16777619
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime
	}
	return h
}
