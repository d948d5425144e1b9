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
	Own      string   // the language's name for itself
	Path     string   // the sheet with the text, to print and hand over
}

// Dir is the direction the text runs in, as HTML has it.
func (s Snippet) Dir() string {
	if s.RTL {
		return "rtl"
	}
	return "ltr"
}

// HandoutPath returns the address of the sheet with the text to the participant in a
// language of [content.SnippetLangs]. The ref's language is the reader's: bokmål where the
// address names none. Its step, section and note are left out.
func HandoutPath(lang string, r Ref) string {
	p := "/handout/" + lang + "/" + r.Entry
	if r.Digest != "" {
		p += "@" + r.Digest
	}
	if r.Lang != content.Bokmal {
		p += "?lang=" + string(r.Lang)
	}
	return p
}

// rightToLeft lists the snippet languages whose script runs from right to left.
var rightToLeft = []string{"ar", "prs"}

// langKeys name the snippet languages.
var langKeys = map[string]locales.Key{
	"nb": locales.LangNameNb, "en": locales.LangNameEn, "uk": locales.LangNameUk, "ar": locales.LangNameAr,
	"so": locales.LangNameSo, "ti": locales.LangNameTi, "prs": locales.LangNamePrs, "pl": locales.LangNamePl,
}

// ownKeys name the snippet languages as they name themselves.
var ownKeys = map[string]locales.Key{
	"nb": locales.LangOwnNb, "en": locales.LangOwnEn, "uk": locales.LangOwnUk, "ar": locales.LangOwnAr,
	"so": locales.LangOwnSo, "ti": locales.LangOwnTi, "prs": locales.LangOwnPrs, "pl": locales.LangOwnPl,
}

// snippet returns the entry's text to the participant in lang.
func (co composer) snippet(e *content.Entry, lang string) (s Snippet, ok bool) {
	text, ok := e.Snippet(lang)
	if !ok {
		return Snippet{}, false
	}
	original, _ := e.Snippet("nb")
	here, _ := co.refs(e)
	s = Snippet{
		Lang: lang, Name: co.SnippetLang(lang), Own: co.words.Text(ownKeys[lang]), Text: text.Text, Path: HandoutPath(lang, here),
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
