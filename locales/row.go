package locales

// The buttons under an answer, and what stands around them.
const (
	RowNote         Key = "row.note"
	RowSnippet      Key = "row.snippet"
	RowMore         Key = "row.more"
	RowMoreOf       Key = "row.more_of"
	RowPrevious     Key = "row.previous"
	RowNone         Key = "row.none"
	RowNext         Key = "row.next"
	RowNextAloud    Key = "row.next.aloud"
	RowEditors      Key = "row.editors"
	RowEditorsAloud Key = "row.editors.aloud"
	RowShare        Key = "row.share"
	RowShareAloud   Key = "row.share.aloud"

	AnswerBack  Key = "answer.back"
	AnswerMoved Key = "answer.moved"
	AnswerOther Key = "answer.other"

	ChoicesHow      Key = "choices.how"
	NoneWord        Key = "none.word"
	NoneUnderstood  Key = "none.understood"
	NoneNearest     Key = "none.nearest"
	NoneNearestOf   Key = "none.nearest_of"
	NoneSeen        Key = "none.seen"
	AskPerson       Key = "ask.person"
	ListFoot        Key = "list.foot"
	StepResponsible Key = "step.responsible"

	CompareAside   Key = "compare.aside"
	CompareNothing Key = "compare.nothing"
	CompareSeePage Key = "compare.see_page"
	And            Key = "and"
)
