package webchat

import (
	"fmt"
	"html/template"
	"time"

	"veiviser/content"
	"veiviser/locales"
)

// words are the messages without places to fill, by the names the templates use.
type words map[string]string

// text returns the word a template names.
func (w words) text(name string) (string, error) {
	s, ok := w[name]
	if !ok {
		return "", fmt.Errorf("no word %q for templates", name)
	}
	return s, nil
}

// templateWords names the messages for the templates.
var templateWords = map[string]locales.Key{
	"site": locales.WebSite, "tagline": locales.WebTagline, "skip": locales.WebSkip, "menu": locales.WebMenu,
	"languages": locales.WebLanguages, "nav_ask": locales.WebNavAsk, "nav_map": locales.WebNavMap,
	"footer": locales.WebFooter, "privacy": locales.WebPrivacy,

	"ask_title": locales.WebAskTitle, "ask_intro": locales.WebAskIntro, "ask_label": locales.WebAskLabel,
	"ask_hint": locales.WebAskHint, "ask_button": locales.WebAskButton, "examples": locales.HelpExamples,
	"you_asked": locales.WebYouAsked, "searching": locales.WebSearching, "answered": locales.WebAnswered,
	"follow_up": locales.WebFollowUp, "try_again": locales.TryAgain,

	"also_called": locales.WebAlsoCalled,
	"facts":       locales.WebFacts, "ways_on": locales.WebWaysOn, "sources": locales.SourcesTitle, "links": locales.LinksTitle,
	"parallel": locales.JourneyParallel, "open": locales.ActionOpen, "note": locales.ActionNote, "map": locales.ActionMap,

	"on_page": locales.WebOnPage, "link_copied": locales.WebLinkCopied, "side": locales.WebSide, "side_off": locales.WebSideOff,
	"permalink": locales.WebPermalink, "permalink_hint": locales.WebPermalinkHint, "journey": locales.WebJourney,
	"snippets": locales.WebSnippets, "snippet_original": locales.SnippetOriginal,

	"versions": locales.WebVersions, "version_same": locales.WebVersionSame, "version_changed": locales.WebVersionChanged,
	"version_changed_text": locales.WebVersionChangedText, "version_removed": locales.WebVersionRemoved,
	"version_today": locales.WebVersionToday, "link_today": locales.LinkToday, "diff": locales.WebDiff, "diff_none": locales.WebDiffNone,
	"diff_added": locales.WebDiffAdded, "diff_removed": locales.WebDiffRemoved,

	"note_intro": locales.WebNoteIntro, "note_sections": locales.WebNoteSections, "note_whole": locales.WebNoteWhole, "note_make": locales.WebNoteMake,
	"note_plain": locales.WebNotePlain, "note_markdown": locales.WebNoteMarkdown, "note_rich": locales.WebNoteRich,
	"copy_plain": locales.WebCopyPlain, "copy_markdown": locales.WebCopyMarkdown, "copy_rich": locales.WebCopyRich,
	"copied": locales.WebCopied, "copy_failed": locales.WebCopyFailed,

	"filter": locales.WebFilter, "filter_any": locales.WebFilterAny, "filter_apply": locales.WebFilterApply,
	"filter_reset": locales.WebFilterReset, "filter_journey": locales.WebFilterJourney,
	"filter_no_journey": locales.WebFilterNoJourney, "filter_all_journeys": locales.WebFilterAllJourneys, "journeys": locales.RelationJourneys, "map_list": locales.WebMapList, "map_region": locales.WebMapRegion,
	"map_pdf": locales.WebMapPDF,

	"helpful": locales.WebHelpful, "yes": locales.WebYes, "no": locales.WebNo, "why": locales.WebWhy,
	"send":   locales.WebSend,
	"thanks": locales.WebThanks, "free_text": locales.WebFreeText,

	"suggestions": locales.WebNotFoundNear, "report": locales.WebReport, "report_entry": locales.WebReportEntry, "report_shown": locales.WebReportShown, "report_opened": locales.WebReportOpened,
	"report_noted": locales.WebReportNotes, "report_helpful": locales.WebReportHelpful, "report_not": locales.WebReportNot,
	"report_missing": locales.WebReportMissing, "report_csv": locales.WebReportCSV, "report_empty": locales.WebReportEmpty,
	"report_reasons": locales.WebReportReasons, "report_remarks": locales.WebReportRemarks, "report_answers": locales.WebReportAnswers,
	"report_platform": locales.WebReportPlatform, "report_strong": locales.WebReportStrong, "report_weak": locales.WebReportWeak,
	"report_none": locales.WebReportNone,
	"inquiries":   locales.EditorsInquiries, "inquiries_none": locales.EditorsNone, "inquiries_about": locales.EditorsAbout,
	"inquiry_sealed": locales.EditorsSealed, "inquiry_close": locales.EditorsClose,

	"nav_topics": locales.FrontNav, "front_topics": locales.FrontTopics, "front_goal": locales.FrontGoal, "front_legend": locales.FrontLegend,
	"front_news": locales.FrontNews, "front_coming": locales.FrontComing, "front_no_day": locales.FrontNoDay, "front_in_force": locales.FrontInForce,
	"front_grants": locales.FrontGrants, "front_map": locales.FrontMap, "map_title": locales.MapTitle, "map_start": locales.PictureStart, "map_goal": locales.PictureGoal,
	"front_covers": locales.FrontCovers, "front_covers_yes": locales.FrontCoversYes, "front_covers_no": locales.FrontCoversNo,
	"front_covers_no_text": locales.FrontCoversNot, "front_not_kept": locales.FrontNotKept, "front_not_kept_text": locales.FrontNotKeptText,
	"front_kept": locales.FrontKept, "front_kept_text": locales.FrontKeptText,
	"offers_title": locales.OffersTitle, "offers_filter": locales.OffersFilter, "offers_age": locales.OffersAge, "offers_show": locales.OffersShow,
	"offers_sort": locales.OffersSort, "offers_usual": locales.OffersUsual, "offers_none": locales.OffersNone, "offers_foot": locales.OffersFoot,
	"suggest_list": locales.SuggestList, "suggest_none": locales.SuggestNone,
}

func newWords(c *locales.Catalog) map[content.Lang]words {
	out := map[content.Lang]words{}
	for _, l := range content.Langs() {
		out[l] = words{}
		for name, k := range templateWords {
			out[l][name] = c.In(string(l)).Text(k)
		}
	}
	return out
}

// langNames are the languages' names for themselves, the same on every page.
var langNames = map[content.Lang]locales.Key{
	content.Bokmal: locales.LangNb, content.Nynorsk: locales.LangNn, content.English: locales.LangEn,
}

// text returns a message with its places filled.
func (c *site) text(l content.Lang, k locales.Key, pairs ...any) string {
	return c.Words.In(string(l)).Text(k, pairs...)
}

// parseTemplates reads the templates once a language, so that a template's words need
// not be handed from one to the next.
func parseTemplates(c *site) (map[content.Lang]*template.Template, error) {
	out := map[content.Lang]*template.Template{}
	for _, l := range content.Langs() {
		t, err := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
			"t":       c.words[l].text,
			"asset":   c.assets.Path,
			"ref":     func(n int) string { return c.text(l, locales.WebSourceRef, "N", n) },
			"anchor":  func(title string) string { return c.text(l, locales.WebAnchor, "Title", title) },
			"date":    func(t time.Time) string { return content.DateOf(t).In(l) },
			"heading": func(id any, title string) heading { return heading{fmt.Sprint(id), title} },
		}).ParseFS(templateFiles, "templates/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		out[l] = t
	}
	return out, nil
}

// heading is a heading one can link to.
type heading struct{ ID, Title string }
