package locales

// What other assistants are told, and the page for those who build on the guide.
const (
	McpPermalinks     Key = "mcp.permalinks"
	McpNext           Key = "mcp.next"
	McpChoose         Key = "mcp.choose"
	McpConversation   Key = "mcp.conversation"
	McpRelease        Key = "mcp.release"
	McpUnknown        Key = "mcp.unknown"
	McpVersion        Key = "mcp.version"
	McpNoConversation Key = "mcp.no_conversation"
	McpNoJourney      Key = "mcp.no_journey"
	McpCompare        Key = "mcp.compare"
	McpNoDay          Key = "mcp.no_day"
	McpComing         Key = "mcp.coming"
	McpInForce        Key = "mcp.in_force"
	McpChanged        Key = "mcp.changed"
	McpNothing        Key = "mcp.nothing"

	McpPromptQuestion     Key = "mcp.prompt.question"
	McpPromptQuestionText Key = "mcp.prompt.question.text"
	McpPromptNote         Key = "mcp.prompt.note"
	McpPromptNoteText     Key = "mcp.prompt.note.text"
	McpPromptCompare      Key = "mcp.prompt.compare"
	McpPromptCompareText  Key = "mcp.prompt.compare.text"
	McpArgQuestion        Key = "mcp.arg.question"
	McpArgEntry           Key = "mcp.arg.entry"
	McpArgMissing         Key = "mcp.arg.missing"
)
