package bot

import (
	"crypto/rand"
	"regexp"
	"strings"
)

// NewConversationID returns an id for a conversation that no platform names. Nobody can
// guess it, a model least of all: who has it can ask on.
func NewConversationID() string { return strings.ToLower(rand.Text()) }

var conversationIDForm = regexp.MustCompile(`^[a-z2-7]{26}$`)

// IsConversationID reports whether s has the form of those that NewConversationID returns.
func IsConversationID(s string) bool { return conversationIDForm.MatchString(s) }
