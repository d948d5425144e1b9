package locales

// What the packages of Slack and Teams say of a step of a workflow, a tab and an agent.
const (
	WorkflowTitle               Key = "workflow.title"
	WorkflowDescription         Key = "workflow.description"
	WorkflowQuestion            Key = "workflow.question"
	WorkflowQuestionHint        Key = "workflow.question.hint"
	WorkflowLanguage            Key = "workflow.language"
	WorkflowLanguageHint        Key = "workflow.language.hint"
	WorkflowAnswer              Key = "workflow.answer"
	WorkflowAnswerHint          Key = "workflow.answer.hint"
	WorkflowPermalink           Key = "workflow.permalink"
	WorkflowPermalinkHint       Key = "workflow.permalink.hint"
	WorkflowBadLanguage         Key = "workflow.bad_language"
	ManifestTab                 Key = "manifest.tab"
	ManifestCopilotDisclaimer   Key = "manifest.copilot.disclaimer"
	ManifestCopilotDescription  Key = "manifest.copilot.description"
	ManifestCopilotInstructions Key = "manifest.copilot.instructions"
)
