package search

import (
	"maps"
	"strings"

	"veiviser/content"
)

// wordSets holds a set of folded words a language.
type wordSets map[content.Lang]map[string]struct{}

func (s wordSets) has(l content.Lang, w string) bool {
	_, ok := s[l][w]
	return ok
}

// any reports whether w is in the set of any language.
func (s wordSets) any(w string) bool {
	for _, set := range s {
		if _, ok := set[w]; ok {
			return true
		}
	}
	return false
}

// newStopWords folds the lists of stop words.
func newStopWords(fold func(string) string) wordSets {
	sets := wordSets{}
	for l, list := range stopWords {
		sets[l] = wordSet(list, fold)
	}
	maps.Copy(sets[content.Bokmal], wordSet(dialectWords, fold))
	return sets
}

// stopWords are the small words of each language, which say nothing about what is
// asked. They are closed classes:
// pronouns, articles, prepositions, conjunctions, auxiliaries, question words and
// greetings.
var stopWords = map[content.Lang]string{
	content.Bokmal: `
		jeg du han hun den det vi dere de meg deg ham henne oss dem seg min mitt mine din ditt dine hans hennes vår vårt våre deres sin sitt sine
		en ei et den dette denne disse noe noen ingen annet andre alle alt hver hvert begge selv sånn sånt slik slike
		i på til fra med uten av for om under over ved mellom hos etter før mot gjennom inn ut opp ned bort hit dit her der hjem ute inne
		all og eller men at som når da hvis dersom fordi siden mens enn så både verken også bare ikke ja nei jo nå da vel altså egentlig litt mer mest veldig
		er var være vært blir ble bli blitt har hadde ha hatt kan kunne skal skulle vil ville må måtte bør burde får fikk få fått gjør gjorde gjøre gjort
		hva hvem hvor hvordan hvorfor når hvilken hvilket hvilke hvor mye mange finnes fins finne går gå gjelder
		hei hallo heisann takk mvh vennlig hilsen god dag spørsmål lurer spør trenger
		fortell fortelle forklar forklare vite betyr be`,
	content.Nynorsk: `
		eg du han ho den det vi me de dykk dei meg deg henne oss seg min mitt mine mi din ditt dine di hans hennar vår vårt våre deira sin sitt sine si
		ein ei eit den dette denne desse noko nokon nokre ingen anna andre alle alt kvar kvart begge sjølv slik slike
		i på til frå med utan av for om under over ved mellom hos etter før mot gjennom inn ut opp ned bort hit dit her der heim ute inne
		og eller men at som når då dersom viss fordi sidan medan enn så både verken også òg berre ikkje ja nei jo no vel altså eigentleg litt meir mest veldig
		er var vere vore blir vart vert bli vorte blitt har hadde ha hatt kan kunne skal skulle vil ville må måtte bør burde får fekk få fått gjer gjorde gjere gjort
		kva kven kor korleis kvifor kva for kvifor mykje mange finst finn går gå gjeld kvifor
		hei hallo takk helsing god dag spørsmål lurer lurar spør treng fortel fortelje forklar forklare veit vite tyder be`,
	content.English: `
		i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself himself herself themselves
		a an the this that these those some any no none each every all both such one ones
		in on at to from with without of for about under over by between after before against through into out up down off here there
		and or but as than then so if when while because since though also only not yes no just very more most much many
		is am are was were be been being has have had having do does did doing done can could shall should will would may might must
		what who whom whose which where how why when get gets got go goes going need needs want wants
		hi hello dear thanks thank regards please question wonder tell explain know mean means`,
}

// dialectWords are small words as advisers type them who write as they speak. They
// are no more of one written form than of the other.
const dialectWords = `åssen itte hu dom je mæ æ ho dokker ka kem e korsen noko`

// wordSet folds the words of a list.
func wordSet(list string, fold func(string) string) map[string]struct{} {
	set := map[string]struct{}{}
	for w := range strings.FieldsSeq(list) {
		set[fold(w)] = struct{}{}
	}
	return set
}
