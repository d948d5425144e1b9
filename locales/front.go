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
