package locales

// The words that every chat has.
const (
	ChatFailed  Key = "chat.failed"
	ChatTooFast Key = "chat.too_fast"
	ChatUnsure  Key = "chat.unsure"
	ChatThanks  Key = "chat.thanks"
)
