package search

import (
	"strings"
	"unicode"

	"veiviser/content"
)

// foreignWords are small words of languages the guide isn't written in, the commonest of
// those who ask: enough to tell the language of a question, and none of ours.
var foreignWords = map[string]string{
	"pl": `co jest jak długo kiedy kto gdzie czy ile dla się nie które który która jaki jaka jakie jakich trwa mogę może można muszę jestem mam chcę oraz przez kursu program jeśli pracy`,
	"so": `waa maxaa maxay sidee goorma ayaa ayay miyaa iyo waxa waxaan waxay intee imisa qof qofka luqadda barnaamijka barnaamijku xaggee halkee muddo socdaa soconayaa bixiya kuwa leh yahay tahay`,
	content.OtherLang: `was ist wie lange wer wann und für ich kann muss bekomme eine nicht welche gibt dauert wird werden
		qu est que comment quelle quel combien pour les je dois avec une où qui dure temps
		qué cómo cuánto cuánta quién dónde cuándo para los puedo tengo con una dura tiempo cuál
		nedir nasıl kadar kim nerede için bir sürer zaman kaç
		kush çfarë është sa zgjat cine ce cât durează este pentru`,
}

// foreignSmall are the words with their language, folded.
func foreignSmall(fold func(string) string, own wordSets) map[string]string {
	out := map[string]string{}
	for l, list := range foreignWords {
		for w := range wordSet(list, fold) {
			if !own.any(w) {
				out[w] = l
			}
		}
	}
	return out
}

// foreign returns the language of a text that is in none of the guide's: of
// [content.SnippetLangs], or [content.OtherLang]. It is empty for one that may be ours.
func (ix *Index) foreign(text string, words []token) string {
	if l := foreignScript(text); l != "" {
		return l
	}
	found, own := map[string]int{}, 0
	for _, w := range words {
		switch l := ix.small.foreign[w.text]; {
		case l != "" && !ix.stems.hasWord(w.text):
			found[l]++
		case w.stop:
			own++
		}
	}
	for _, l := range append(content.SnippetLangs(), content.OtherLang) {
		if found[l] > 1 && found[l] > own {
			return l
		}
	}
	return ""
}

// foreignScript tells a language by its letters, where most are none of Latin script.
func foreignScript(text string) string {
	latin := 0
	scripts := map[*unicode.RangeTable]int{}
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			for _, s := range []*unicode.RangeTable{unicode.Cyrillic, unicode.Arabic, unicode.Ethiopic} {
				if unicode.Is(s, r) {
					scripts[s]++
				}
			}
			scripts[nil]++
		}
	}
	most := func(s *unicode.RangeTable) bool { return 2*scripts[s] > scripts[nil] }
	switch {
	case scripts[nil] <= latin:
		return ""
	case most(unicode.Ethiopic):
		return "ti"
	case most(unicode.Cyrillic) && !strings.ContainsAny(text, "ыэъёЫЭЪЁ"): // letters of Russian
		return "uk"
	case most(unicode.Arabic) && strings.ContainsAny(text, "ٹڈڑے"): // letters of Urdu
		return content.OtherLang
	case most(unicode.Arabic) && strings.ContainsAny(text, "پچژگکی"): // letters that Arabic has not
		return "prs"
	case most(unicode.Arabic):
		return "ar"
	}
	return content.OtherLang
}
