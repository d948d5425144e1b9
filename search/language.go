package search

import (
	"strings"

	"veiviser/content"
)

// marks are words that tell one language from the other two, folded. They are small
// words of everyday sentences; the words of the field are the same in all three.
var marks = map[content.Lang]string{
	content.Bokmal: norwegianMarks + ` jeg hun dere de hva hvem hvor hvordan hvorfor hvilken hvilket hvilke ikke noe noen fra være vært blitt gjør gjøre nå mens
		uten bare selv sånn mye mer flere finnes fins kommer skole voksne videregående opplæringen åssen hennes deres lærer søker veileder deltakeren hvis
		jobbe uke uker uken timer dager måneder penger lønn lærere deltakere elever tilskudd bosted`,
	content.Nynorsk: norwegianMarks + ` eg ho me dykk dei kva kven kor korleis kvifor ikkje noko nokon nokre frå vere vore vorte gjer gjere medan utan berre sjølv
		mykje meir fleire finst kjem skule vaksne vaksen vidaregåande opplæringa hennar deira ein eit søkjer rettleiar deltakar deltakaren kvar då døme treng
		tek løn veke veka veker timar dagar månader pengar høve heime skulen lærar lærarar deltakarar elevar tilskot bustad rettleiing
		stader sluttar ungar born arbeidslaus`,
	content.English: `the is are was were do does did could should would will what who how why when where which he she they them his their
		with without from of and but not my our your we it that this if been have get someone participant may must any there
		or child children people pupils school course courses language work worker job rules apply benefit benefits loan wage
		refugee refugees month months week weeks year years tomorrow never`,
}

// norwegianMarks are small words of both written forms that English has not.
const norwegianMarks = `og i på til med som det er av har kan skal vil må om den hos etter når eller`

// detect returns the language of the folded words: the one most of them point to,
// fallback where they point nowhere or to it and another alike.
func (marks wordSets) detect(ws []string, fallback content.Lang) content.Lang {
	best, most := fallback, 0
	for _, l := range append([]content.Lang{fallback}, content.Langs()...) {
		n := 0
		for _, w := range ws {
			if marks.has(l, w) {
				n += 2
			} else if hasEnding(l, w) {
				n++
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}

// endings are inflections only one of the languages has.
var endings = map[content.Lang][]string{
	content.Bokmal:  {"ering", "ene", "lse", "het"},
	content.Nynorsk: {"ane", "leik", "ande", "ingar", "inga", "legheit"},
	content.English: {"tion", "ing", "ment", "ness", "ly", "ship"},
}

// hasEnding leaves short words out: ing and ane end too many of them.
func hasEnding(l content.Lang, w string) bool {
	const shortest = 6
	if len(w) < shortest {
		return false
	}
	for _, e := range endings[l] {
		if strings.HasSuffix(w, e) {
			// Every Norwegian -ing word is also an English -ing word.
			return e != "ing" || !strings.HasSuffix(w, "ring") && !strings.HasSuffix(w, "ning") && !strings.HasSuffix(w, "ling")
		}
	}
	return false
}
