package webchat

import (
	"errors"
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

	"path_make": locales.PathMake, "path_form_intro": locales.PathFormIntro, "path_soon": locales.PathSoon, "path_part_time": locales.PathPartTime, "path_note": locales.PathNote,

	"versions": locales.WebVersions, "version_same": locales.WebVersionSame, "version_changed": locales.WebVersionChanged,
	"version_changed_text": locales.WebVersionChangedText, "version_removed": locales.WebVersionRemoved,
	"version_today": locales.WebVersionToday, "link_today": locales.LinkToday, "diff": locales.WebDiff, "diff_none": locales.WebDiffNone,
	"diff_added": locales.WebDiffAdded, "diff_removed": locales.WebDiffRemoved,

	"note_intro": locales.WebNoteIntro, "note_sections": locales.WebNoteSections, "note_whole": locales.WebNoteWhole, "note_make": locales.WebNoteMake,
	"note_plain": locales.WebNotePlain, "note_markdown": locales.WebNoteMarkdown, "note_rich": locales.WebNoteRich,
	"copy_plain": locales.WebCopyPlain, "copy_markdown": locales.WebCopyMarkdown, "copy_rich": locales.WebCopyRich,
	"copied": locales.WebCopied, "copy_failed": locales.WebCopyFailed,

	"about": locales.WebtalkAbout, "remove": locales.WebtalkRemove, "removed": locales.WebtalkRemoved, "new_talk": locales.WebtalkNew,
	"new_talk_done": locales.WebtalkNewDone, "edit": locales.WebtalkEdit, "editing": locales.WebtalkEditing, "cancel": locales.WebtalkCancel,
	"retry": locales.WebtalkRetry, "answer_link": locales.WebtalkLink, "copy_link": locales.WebtalkCopyLink, "to_box": locales.WebtalkToBox,
	"talk": locales.WebtalkTalk, "back_to_talk": locales.WebtalkBack, "remove_number": locales.WebtalkGuardRemove, "number_removed": locales.WebtalkGuardRemoved,
	"nav_note": locales.WebtalkNote, "note_tick": locales.WebtalkNoteTick, "note_compose": locales.WebtalkNoteMake, "note_full": locales.WebtalkNoteFull,
	"note_title": locales.WebtalkNoteTitle, "note_compose_intro": locales.WebtalkNoteIntro, "note_empty": locales.WebtalkNoteNone,
	"note_gone": locales.WebtalkNoteGone, "note_points": locales.WebtalkNotePoints, "note_text": locales.WebtalkNoteText,
	"note_format": locales.WebtalkNoteFormat, "note_formatted": locales.WebtalkNoteRich, "note_paper": locales.WebtalkNotePaper,
	"note_up": locales.WebtalkNoteUp, "note_down": locales.WebtalkNoteDown, "note_out": locales.WebtalkNoteOut, "note_more": locales.WebtalkNoteMore,
	"note_copy": locales.WebtalkNoteCopy, "note_clear": locales.WebtalkNoteClear,

	"told": locales.ToldTitle, "profile_open": locales.ToldFormOpen, "profile_hint": locales.ToldFormHint, "profile_send": locales.ToldFormSend,

	"filter": locales.WebFilter, "filter_apply": locales.WebFilterApply,
	"filter_reset": locales.WebFilterReset, "journeys": locales.RelationJourneys, "map_list": locales.WebMapList, "map_region": locales.WebMapRegion,
	"map_to_list": locales.MapToList, "map_legend": locales.MapLegend, "map_failed": locales.MapFailed, "map_journeys": locales.MapJourneys,
	"map_walks": locales.MapWalks, "map_walks_text": locales.MapWalksText, "map_marks": locales.MapMarks, "map_paper": locales.MapPaper,
	"map_paper_text": locales.MapPaperText, "map_linkless": locales.MapLinkless, "map_start": locales.PictureStart, "map_goal": locales.PictureGoal,

	"helpful": locales.WebHelpful, "yes": locales.WebYes, "no": locales.WebNo, "why": locales.WebWhy,
	"send":   locales.WebSend,
	"thanks": locales.WebThanks, "free_text": locales.WebFreeText,

	"handout": locales.HandoutSheet, "handout_print": locales.HandoutPrint, "handout_copy": locales.HandoutCopy,
	"handout_choose": locales.HandoutChoose, "handout_others": locales.HandoutOthers,

	"suggestions": locales.WebNotFoundNear, "report": locales.WebReport, "report_entry": locales.WebReportEntry, "report_shown": locales.WebReportShown, "report_opened": locales.WebReportOpened,
	"report_noted": locales.WebReportNotes, "report_helpful": locales.WebReportHelpful, "report_not": locales.WebReportNot,
	"report_missing": locales.WebReportMissing, "report_csv": locales.WebReportCSV, "report_empty": locales.WebReportEmpty,
	"report_reasons": locales.WebReportReasons, "report_remarks": locales.WebReportRemarks, "report_answers": locales.WebReportAnswers,
	"report_platform": locales.WebReportPlatform, "report_strong": locales.WebReportStrong, "report_weak": locales.WebReportWeak,
	"report_none": locales.WebReportNone,
	"report_need": locales.ReportNeed, "report_need_word": locales.ReportNeedWord, "report_need_text": locales.ReportNeedText, "report_trend": locales.ReportTrend, "report_offered": locales.ReportOffered,
	"report_refused": locales.ReportRefused, "report_waiting": locales.ReportWaiting, "report_months": locales.ReportMonths, "report_month": locales.ReportMonth,
	"report_unanswered": locales.ReportUnanswered, "report_choices": locales.ReportWeak, "report_review": locales.ReportReview, "report_review_text": locales.ReportReviewText,
	"report_no_review": locales.ReportNoReview, "report_day": locales.ReportDay, "report_no_day": locales.ReportNoDay, "report_overdue": locales.ReportOverdue,
	"report_law": locales.ReportLaw, "report_what": locales.ReportWhat, "report_rests": locales.ReportRests, "report_old": locales.ReportOld,
	"report_old_text": locales.ReportOldText, "report_newest": locales.ReportNewest, "report_export": locales.ReportExport, "report_json": locales.ReportJSON,
	"report_contents": locales.ReportContents, "report_other": locales.ReportOther,
	"inquiries": locales.EditorsInquiries, "inquiries_none": locales.EditorsNone, "inquiries_about": locales.EditorsAbout,
	"inquiry_sealed": locales.EditorsSealed, "inquiry_close": locales.EditorsClose,

	"nav_topics": locales.FrontNav, "front_topics": locales.FrontTopics, "front_goal": locales.FrontGoal, "front_legend": locales.FrontLegend,
	"front_news": locales.FrontNews, "front_coming": locales.FrontComing, "front_no_day": locales.FrontNoDay, "front_in_force": locales.FrontInForce,
	"front_grants": locales.FrontGrants, "front_map": locales.FrontMap, "map_title": locales.MapTitle,
	"front_covers": locales.FrontCovers, "front_covers_yes": locales.FrontCoversYes, "front_covers_no": locales.FrontCoversNo,
	"front_covers_no_text": locales.FrontCoversNot, "front_not_kept": locales.FrontNotKept, "front_not_kept_text": locales.FrontNotKeptText,
	"front_kept": locales.FrontKept, "front_kept_text": locales.FrontKeptText,
	"offers_title": locales.OffersTitle, "offers_filter": locales.OffersFilter, "offers_age": locales.OffersAge, "offers_show": locales.OffersShow,
	"offers_sort": locales.OffersSort, "offers_usual": locales.OffersUsual, "offers_none": locales.OffersNone, "offers_foot": locales.OffersFoot,
	"build_title": locales.BuildTitle, "build_link": locales.BuildLink, "build_intro": locales.BuildIntro, "build_json": locales.BuildJSON,
	"build_json_text": locales.BuildJSONText, "build_doc": locales.BuildDoc, "build_suggest": locales.BuildSuggest, "build_note": locales.BuildNote,
	"build_editors": locales.BuildEditors, "build_mcp": locales.BuildMcp, "build_mcp_text": locales.BuildMcpText, "build_mcp_http": locales.BuildMcpHTTP,
	"build_links": locales.BuildLinks, "build_today": locales.BuildToday, "build_stood": locales.BuildStood, "build_step": locales.BuildStep,
	"build_oembed": locales.BuildOembed, "build_limits": locales.BuildLimits,
	"privacy_heading": locales.PrivacyHeading, "privacy_intro": locales.PrivacyIntro, "privacy_who": locales.PrivacyWho,
	"privacy_who_contact": locales.PrivacyWhoContact, "privacy_who_no_contact": locales.PrivacyWhoNoContact,
	"privacy_not": locales.PrivacyNot, "privacy_not_questions": locales.PrivacyNotQuestions, "privacy_not_numbers": locales.PrivacyNotNumbers,
	"privacy_not_model": locales.PrivacyNotModel, "privacy_not_cookies": locales.PrivacyNotCookies,
	"privacy_kept": locales.PrivacyKept, "privacy_kept_what": locales.PrivacyKeptWhat, "privacy_kept_time": locales.PrivacyKeptTime,
	"privacy_kept_person": locales.PrivacyKeptPerson, "privacy_kept_hash": locales.PrivacyKeptHash, "privacy_where": locales.PrivacyWhere, "privacy_where_database": locales.PrivacyWhereDatabase,
	"privacy_where_chats": locales.PrivacyWhereChats, "privacy_where_editors": locales.PrivacyWhereEditors, "privacy_where_assistants": locales.PrivacyWhereAssistants,
	"terms_title": locales.TermsTitle, "terms_intro": locales.TermsIntro, "terms_use": locales.TermsUse, "terms_use_guidance": locales.TermsUseGuidance,
	"terms_use_sources": locales.TermsUseSources, "terms_use_people": locales.TermsUsePeople, "terms_use_reuse": locales.TermsUseReuse,
	"terms_use_limits": locales.TermsUseLimits, "terms_up": locales.TermsUp, "terms_up_text": locales.TermsUpText,
	"feed_follow":  locales.SubscribeFeedFollow,
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
			"move":    func(what, sign, label, path string, of pickedView) moving { return moving{what, sign, label, path, of} },
			"heading": func(id any, title string) heading { return heading{fmt.Sprint(id), title} },

			// Both are the edition's: see templatesOf.
			"tongue":      func(string) (template.HTML, error) { return "", errNoWords },
			"participant": func(lang, text string) (template.HTML, error) { return "", errNoWords },
		}).ParseFS(templateFiles, "templates/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		out[l] = t
	}
	return out, nil
}

// errNoWords is a template of the site's that is executed: only an edition's may be.
var errNoWords = errors.New("no guide to tell words by")

// templatesOf are copies of the site's, which know the words of the guide: tongue marks what
// of a title is in another language than the page, and participant what of a text to one is
// Norwegian.
func templatesOf(parsed map[content.Lang]*template.Template, words *tongues) map[content.Lang]*template.Template {
	out := map[content.Lang]*template.Template{}
	for l, t := range parsed {
		own := template.Must(t.Clone()) // which fails only for one that was executed
		out[l] = own.Funcs(template.FuncMap{
			"tongue":      func(title string) template.HTML { return words.mark(l, title) },
			"participant": words.snippet,
		})
	}
	return out
}

// heading is a heading one can link to.
type heading struct{ ID, Title string }

// moving is a button that moves a point of a note, or takes it out; no Path where it can't
// be moved so.
type moving struct {
	What, Sign, Label, Path string
	Of                      pickedView
}
