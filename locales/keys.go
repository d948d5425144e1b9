package locales

// The messages, grouped as they are shown.
const (
	SectionWhat         Key = "section.what"
	SectionWho          Key = "section.who"
	SectionRight        Key = "section.right"
	SectionRequirements Key = "section.requirements"
	SectionResponsible  Key = "section.responsible"
	SectionPayer        Key = "section.payer"
	SectionLivelihood   Key = "section.livelihood"
	SectionDuration     Key = "section.duration"
	SectionCombine      Key = "section.combine"
	SectionNext         Key = "section.next"
	SectionPitfalls     Key = "section.pitfalls"
	SectionLocal        Key = "section.local"

	KindTopic    Key = "kind.topic"
	KindOffer    Key = "kind.offer"
	KindSupport  Key = "kind.support"
	KindJourney  Key = "kind.journey"
	KindActor    Key = "kind.actor"
	KindLevel    Key = "kind.level"
	KindGuidance Key = "kind.guidance"
	KindResource Key = "kind.resource"

	RelationResponsible Key = "relation.responsible"
	RelationLivelihood  Key = "relation.livelihood"
	RelationCombines    Key = "relation.combines"
	RelationLeadsTo     Key = "relation.leads_to"
	RelationSeeAlso     Key = "relation.see_also"
	RelationJourneys    Key = "relation.journeys"
	RelationOffers      Key = "relation.offers"

	FactNorwegianFormal   Key = "fact.norwegian_formal"
	FactNorwegianInformal Key = "fact.norwegian_informal"
	FactNorwegian         Key = "fact.norwegian"
	FactSchooling         Key = "fact.schooling"
	FactResidence         Key = "fact.residence"
	FactGoals             Key = "fact.goals"

	GoalWork          Key = "goal.work"
	GoalEducation     Key = "goal.education"
	GoalParticipation Key = "goal.participation"

	SchoolingNone           Key = "schooling.none"
	SchoolingPrimary        Key = "schooling.primary"
	SchoolingUpperSecondary Key = "schooling.upper-secondary"
	SchoolingHigher         Key = "schooling.higher"

	ResidenceRefugee              Key = "residence.refugee"
	ResidenceHumanitarian         Key = "residence.humanitarian"
	ResidenceFamily               Key = "residence.family"
	ResidenceCollectiveProtection Key = "residence.collective-protection"
	ResidenceLabour               Key = "residence.labour"

	SourcesTitle Key = "sources.title"

	SourceDated    Key = "source.dated"
	SourceUndated  Key = "source.undated"
	SourceLocal    Key = "source.local"
	SourceResearch Key = "source.research"
	SourcePrivate  Key = "source.private"
	SourceNews     Key = "source.news"
	SourceProposal Key = "source.proposal"

	LinksTitle Key = "links.title"

	CautionLocal       Key = "caution.local"
	CautionConstructed Key = "caution.constructed"

	GapSection Key = "gap.section"
	GapAsk     Key = "gap.ask"

	ChoicesTitle Key = "choices.title"
	ChoicesIntro Key = "choices.intro"

	NoneTitle Key = "none.title"
	NoneIntro Key = "none.intro"

	TopicsTitle Key = "topics.title"

	WhoToAsk Key = "who_to_ask"

	JourneyPersona  Key = "journey.persona"
	JourneyStart    Key = "journey.start"
	JourneyGoal     Key = "journey.goal"
	JourneyStep     Key = "journey.step"
	JourneyParallel Key = "journey.parallel"
	JourneySteps    Key = "journey.steps"

	StepSourced     Key = "step.sourced"
	StepConstructed Key = "step.constructed"

	LivelihoodWage Key = "livelihood.none_told"

	ActionOpen     Key = "action.open"
	ActionNote     Key = "action.note"
	ActionNext     Key = "action.next"
	ActionPrevious Key = "action.previous"
	ActionStart    Key = "action.start_journey"
	ActionMap      Key = "action.map"
	ActionSnippet  Key = "action.snippet"
	ActionChoose   Key = "action.choose"

	GuardTitle         Key = "guard.title"
	GuardText          Key = "guard.text"
	GuardFodselsnummer Key = "guard.fodselsnummer"
	GuardDNummer       Key = "guard.d-nummer"
	GuardHNummer       Key = "guard.h-nummer"
	GuardDUF           Key = "guard.duf-nummer"

	EmptyTitle Key = "empty.title"
	EmptyText  Key = "empty.text"

	TooLongTitle Key = "too_long.title"
	TooLongText  Key = "too_long.text"

	HelpTitle          Key = "help.title"
	HelpText           Key = "help.text"
	HelpExamples       Key = "help.examples"
	HelpCommands       Key = "help.commands"
	HelpCommandMap     Key = "help.command_map"
	HelpCommandJourney Key = "help.command_journey"
	HelpCommandLang    Key = "help.command_lang"

	Example1 Key = "example.1"
	Example2 Key = "example.2"
	Example3 Key = "example.3"
	Example4 Key = "example.4"

	MapTitle Key = "map.title"
	MapText  Key = "map.text"

	ListTitle Key = "list.title"
	ListNone  Key = "list.none"

	LangSet     Key = "lang.set"
	LangUnknown Key = "lang.unknown"

	JourneyUnknown Key = "journey.unknown"

	TryAgain Key = "try_again"

	OffersCount Key = "offers.count"

	ReleaseLine Key = "release"

	Confidence Key = "confidence.weak_note"

	LangNameNb      Key = "lang_name.nb"
	LangNameEn      Key = "lang_name.en"
	LangNameUk      Key = "lang_name.uk"
	LangNameAr      Key = "lang_name.ar"
	LangNameSo      Key = "lang_name.so"
	LangNameTi      Key = "lang_name.ti"
	LangNamePrs     Key = "lang_name.prs"
	LangNamePl      Key = "lang_name.pl"
	SnippetDraft    Key = "snippet.draft"
	SnippetOriginal Key = "snippet.original"
)
