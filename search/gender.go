package search

import (
	"slices"
	"strconv"
	"strings"
)

// gender reads who a participant is by what stands for them, where no phrase tells it.
type gender struct{ *telling }

// read takes the gender of the pronouns, where something else is told too: a pronoun alone
// tells of nobody. Who is spoken of goes before whose something is.
func (g gender) read() {
	if g.Gender != "" || !g.Known() {
		return
	}
	if g.byLetter() {
		return
	}
	woman, man := g.spokenOf()
	if !woman && !man {
		woman, man = g.owners()
	}
	switch {
	case woman && !man:
		g.Gender, g.ByPronoun = "woman", true
	case man && !woman:
		g.Gender, g.ByPronoun = "man", true
	}
}

// spokenOf reports whether a woman or a man is spoken of: "hun", "he".
func (g gender) spokenOf() (woman, man bool) {
	for i, w := range g.tokens {
		if !g.whose.ofParticipant(i) {
			continue
		}
		one := w.text == "ei" && in1(g.told.behindOne, g.at(i+1)) // "ei på 26"
		woman = woman || one || in1(g.told.she, w.text)
		man = man || in1(g.told.he, w.text) || g.isMan(i)
	}
	return woman, man
}

// byLetter reads who is told of by a letter, or a word cut short, alone: "34, k, flyktning".
func (g gender) byLetter() bool {
	for i, w := range g.tokens {
		_, err := strconv.Atoi(g.at(i + 1))
		opens := err == nil && !g.sameClause(i-1, i) && g.sameClause(i, i+1) // "M 56, B1"
		if !g.alone(i) && !opens || g.whose.family[i] {
			continue
		}
		if v, ok := g.told.letters[w.text]; ok {
			g.Gender = v
			g.tell(i)
			return true
		}
	}
	return false
}

// owners reports whether something is a woman's or a man's: "mannen hennes", "his".
func (g gender) owners() (woman, man bool) {
	english := slices.ContainsFunc(g.tokens, func(w token) bool { return in1(g.told.english, w.text) })
	for i, w := range g.tokens {
		if woman || man {
			break
		}
		next := g.at(i + 1)
		family := in1(g.told.kin, next) || in1(g.told.owned, next)
		ofFamily := g.whose.family[i] && !(i > 0 && g.whose.relative(i-1))
		if g.whose.ofAsker(i) || ofFamily && !family {
			continue
		}
		woman = in1(g.told.herSide, w.text) || (english || family) && w.text == "her" // Norwegian "her" is a place
		man = in1(g.told.hisSide, w.text)
	}
	return woman, man
}

// isMan reports whether word i is the English "man", and not the Norwegian one that is anybody.
func (g gender) isMan(i int) bool {
	if g.at(i) != "man" {
		return false
	}
	if g.sameClause(i-1, i) && g.at(i-1) != "a" {
		of := g.at(i - 1) // "Ukrainian man", "Eritrean man"
		ending := func(end string) bool { return strings.HasSuffix(of, end) }
		return g.tells(i-1) || slices.ContainsFunc([]string{"ian", "ean", "ese", "ish"}, ending) || in1(g.told.names, of)
	}
	_, err := strconv.Atoi(g.at(i + 1))
	return g.alone(i) || err == nil
}
