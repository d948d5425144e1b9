package locales

// What is suggested while a question is typed.
const (
	SuggestSection Key = "suggest.section"
	SuggestList    Key = "suggest.list"
	SuggestCount   Key = "suggest.count"
	SuggestNone    Key = "suggest.none"
	SuggestAsk     Key = "suggest.ask"
)

// What stands on the front page below the question's box.
const (
	FrontNav         Key = "front.nav"
	FrontTopics      Key = "front.topics"
	FrontGoal        Key = "front.goal"
	FrontSteps       Key = "front.steps"
	FrontLegend      Key = "front.legend"
	FrontNews        Key = "front.news"
	FrontComing      Key = "front.coming"
	FrontNoDay       Key = "front.no_day"
	FrontInForce     Key = "front.in_force"
	FrontGrants      Key = "front.grants"
	FrontTools       Key = "front.tools"
	FrontMap         Key = "front.map"
	FrontCovers      Key = "front.covers"
	FrontCoversYes   Key = "front.covers.yes"
	FrontCoversText  Key = "front.covers.text"
	FrontCoversNo    Key = "front.covers.no"
	FrontCoversNot   Key = "front.covers.no_text"
	FrontNotKept     Key = "front.not_kept"
	FrontNotKeptText Key = "front.not_kept.text"
	FrontKept        Key = "front.kept"
	FrontKeptText    Key = "front.kept.text"
)

// The table of a topic's offers.
const (
	OffersTitle       Key = "offers.title"
	OffersFilter      Key = "offers.filter"
	OffersAge         Key = "offers.age"
	OffersResidence   Key = "offers.residence"
	OffersUsual       Key = "offers.usual"
	OffersNotStated   Key = "offers.not_stated"
	OffersShow        Key = "offers.show"
	OffersSort        Key = "offers.sort"
	OffersDown        Key = "offers.down"
	OffersNone        Key = "offers.none"
	OffersFoot        Key = "offers.foot"
	OffersCountOf     Key = "offers.count_of"
	OffersColTitle    Key = "offers.col.title"
	OffersColFits     Key = "offers.col.fits"
	OffersColWho      Key = "offers.col.who"
	OffersColLevel    Key = "offers.col.norwegian"
	OffersColBy       Key = "offers.col.responsible"
	OffersColLives    Key = "offers.col.livelihood"
	OffersColLasts    Key = "offers.col.duration"
	OffersLevelFormal Key = "offers.level.formal"
	OffersLevelUsual  Key = "offers.level.usual"
	OffersLevelLocal  Key = "offers.level.local"
	OffersLevelNone   Key = "offers.level.none"
)
