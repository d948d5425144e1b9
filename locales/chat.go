package locales

// The words that every chat has.
const (
	ChatFailed  Key = "chat.failed"
	ChatTooFast Key = "chat.too_fast"
	ChatThanks  Key = "chat.thanks"
)
