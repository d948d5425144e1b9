package locales

// The sheet for the participant, and the languages' names for themselves.
const (
	LangOwnNb      Key = "lang_own.nb"
	LangOwnEn      Key = "lang_own.en"
	LangOwnUk      Key = "lang_own.uk"
	LangOwnAr      Key = "lang_own.ar"
	LangOwnSo      Key = "lang_own.so"
	LangOwnTi      Key = "lang_own.ti"
	LangOwnPrs     Key = "lang_own.prs"
	LangOwnPl      Key = "lang_own.pl"
	HandoutSheet   Key = "handout.sheet"
	HandoutPrint   Key = "handout.print"
	HandoutCopy    Key = "handout.copy"
	HandoutOthers  Key = "handout.others"
	HandoutDraft   Key = "handout.draft"
	HandoutChecked Key = "handout.checked"
	HandoutAsk     Key = "handout.ask"
	HandoutAdviser Key = "handout.adviser"
	HandoutPhone   Key = "handout.phone"
	HandoutQR      Key = "handout.qr"
	HandoutNone    Key = "handout.none"
	HandoutChoose  Key = "handout.choose"
	HandoutNoTexts Key = "handout.no_texts"
)
