package search

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// whom is what a statement says of those it holds for: nothing for everybody.
type whom struct {
	ages       []bounds // half-open, in years
	residences []string // of [content.Residences] and its finer ones
}

// namesAge and namesResidence report whether a statement names somebody of that age or
// ground of residence; those of nobody told of it names none.
func (w whom) namesAge(years int) bool {
	return slices.ContainsFunc(w.ages, func(b bounds) bool { return b.from <= years && years < b.to })
}

func (w whom) namesResidence(ground string) bool {
	return !slices.Contains(many, ground) && slices.Contains(w.residences, ground)
}

// many are the grounds that statements speak of when they mean all they are for, or what
// somebody becomes.
var many = []string{"refugee", "citizen"}

// whomOf reads a statement in bokmål.
func (ix *Index) whomOf(text string) whom {
	w := whom{ages: agesIn(text)}
	ts := ix.tokens(text, maxWords)
	r := reader{ix: ix, u: &Understanding{}, tokens: ts}
	for _, a := range ix.talk.find(r.matcher()) {
		if a.says.Talk == content.Ground && !slices.Contains(w.residences, a.says.Value) {
			w.residences = append(w.residences, a.says.Value)
		}
	}
	return w
}

// namedIn are the entries of ix that a statement in bokmål names.
func namedIn(ix *Index, text string) []*content.Entry {
	var out []*content.Entry
	ts := ix.tokens(text, maxWords)
	names := ix.namer()
	names.know(ts)
	for _, m := range names.mentions(ts) {
		if m.Kind != PartName && !slices.Contains(out, m.Entry) {
			out = append(out, m.Entry)
		}
	}
	return out
}

// ageBound finds the ages of a statement: "under 25 år", "mellom 18 og 55", "fra 23 år",
// "fylt 55". The word before tells whose they are.
var ageBound = regexp.MustCompile(`(?i)(?:(\p{L}+) )?\b(under|over|mellom|fra|fylt|fylte|fyller) (?:fylte )?(\d\d)\b(?: (?:og|til) (\d\d))?( år)?( \p{L}+)?`)

// afterAge may stand behind an age that is told without "år".
var afterAge = []string{"får", "har", "skal", "kan", "er", "må", "som", "uten", "med"}

// agesIn returns the ages that a statement in bokmål holds for. Those of children, and
// numbers of something else, are none.
func agesIn(text string) []bounds {
	var out []bounds
	for _, m := range ageBound.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[3]) // two digits
		if n < youngest || strings.HasPrefix(strings.ToLower(m[1]), "barn") {
			continue
		}
		word := strings.ToLower(m[2])
		switch years := m[5] != "" || strings.Contains(strings.ToLower(m[0]), "fylte"); {
		case m[4] != "":
			if to, _ := strconv.Atoi(m[4]); years && n < to {
				out = append(out, bounds{n, to + 1})
			}
		case strings.HasPrefix(word, "fyl"):
			out = append(out, bounds{n, oldest + 1})
		case !years && m[6] != "" && !slices.Contains(afterAge, strings.TrimSpace(m[6])):
			// percent, hours, kroner
		case word == "under":
			out = append(out, bounds{0, n})
		case word == "over":
			out = append(out, bounds{n + 1, oldest + 1})
		case word == "fra" && years:
			out = append(out, bounds{n, oldest + 1})
		}
	}
	return out
}

// What it counts that a statement names those the participant is of, against the words
// that it shares with the question: the more, the fewer points of the entry do. An age is
// said of few statements; many are of one ground of residence. What was told before counts
// less than what the question tells itself.
const (
	ageWeight    = 9
	groundWeight = 4
	earlierShare = 0.5
)

// participant is who is spoken of, as far as told: in the question, or before it.
type participant struct {
	content.Profile
	earlier content.Profile
}

// names tells for each point of entry i how much it speaks for it that it names those the
// participant is of; nil where nothing is told of one.
func (s pointing) names(i, points int) []float64 {
	var out []float64
	add := func(weight float64, names func(whom) bool) {
		if out == nil {
			out = make([]float64, points)
		}
		var at []int
		for p, w := range s.ix.passages.whoms.at(i) {
			if names(w) {
				at = append(at, p)
			}
		}
		n := float64(len(at))
		for _, p := range at {
			out[p] += float64(weight * math.Log(1+(float64(points)-n+0.5)/(n+0.5)))
		}
	}
	share := func(now bool) float64 {
		if now {
			return 1
		}
		return earlierShare
	}
	if age := cmp.Or(s.who.Age, s.who.earlier.Age); age != 0 {
		add(ageWeight*share(s.who.Age != 0), func(w whom) bool { return w.namesAge(age) })
	}
	if ground := cmp.Or(s.who.Residence, s.who.earlier.Residence); ground != "" {
		add(groundWeight*share(s.who.Residence != ""), func(w whom) bool { return w.namesResidence(ground) })
	}
	return out
}
