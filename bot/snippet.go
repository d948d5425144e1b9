package bot

import (
	"slices"

	"veiviser/content"
	"veiviser/locales"
)

// Snippet is a text to hand to a participant, with what the adviser must know of it.
type Snippet struct {
	Lang     string   // of content.SnippetLangs
	Name     string   // the language's name, in the adviser's language
	Text     string   // in the participant's language
	RTL      bool     // the text runs from right to left
	Original string   // the Norwegian text, always shown beside it
	Caution  string   // that nobody who reads the language has checked it; empty if somebody has
	Others   []string // the languages the entry has, this one included
}

// rightToLeft lists the snippet languages whose script runs from right to left.
var rightToLeft = []string{"ar", "prs"}

// langKeys name the snippet languages.
var langKeys = map[string]locales.Key{
	"nb": locales.LangNameNb, "en": locales.LangNameEn, "uk": locales.LangNameUk, "ar": locales.LangNameAr,
	"so": locales.LangNameSo, "ti": locales.LangNameTi, "prs": locales.LangNamePrs, "pl": locales.LangNamePl,
}

// snippetLang returns the name of a snippet language, the code of an unknown one.
func (co composer) snippetLang(lang string) string {
	k, ok := langKeys[lang]
	if !ok {
		return lang
	}
	return co.words.Text(k)
}

// snippet returns the entry's text to the participant in lang.
func (co composer) snippet(e *content.Entry, lang string) (s Snippet, ok bool) {
	text, ok := e.Snippet(lang)
	if !ok {
		return Snippet{}, false
	}
	original, _ := e.Snippet("nb")
	s = Snippet{
		Lang: lang, Name: co.snippetLang(lang), Text: text.Text,
		RTL: slices.Contains(rightToLeft, lang), Original: original.Text,
	}
	if !text.Checked() {
		s.Caution = co.words.Text(locales.SnippetDraft)
	}
	for _, o := range e.Snippets {
		s.Others = append(s.Others, o.Lang)
	}
	return s, true
}
