package locales

// What an answer is about, and what it says beside the guide's statements.
const (
	SideWhat         Key = "side.what"
	SideWho          Key = "side.who"
	SideRight        Key = "side.right"
	SideRequirements Key = "side.requirements"
	SideResponsible  Key = "side.responsible"
	SidePayer        Key = "side.payer"
	SideLivelihood   Key = "side.livelihood"
	SideDuration     Key = "side.duration"
	SideCombine      Key = "side.combine"
	SideNext         Key = "side.next"
	SidePitfalls     Key = "side.pitfalls"
	SideLocal        Key = "side.local"

	AnswerGap      Key = "answer.gap"
	AnswerGapAlone Key = "answer.gap.alone"
	AnswerAlso     Key = "answer.also"
	AnswerNear     Key = "answer.near"
	AnswerOldLaw   Key = "answer.old_law"

	TerminalOn     Key = "terminal.on"
	TerminalNote   Key = "terminal.note"
	TerminalFull   Key = "terminal.full"
	TerminalRest   Key = "terminal.rest"
	TerminalChoose Key = "terminal.choose"
)
