package teamschat

import (
	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// maxShown is how many messages are remembered; the thumbs under one that is forgotten,
// as by a restart, count for no entry.
const maxShown = 10_000

// shown is of which place each of the bot's latest messages is, for the thumbs under it.
// Nothing that anybody wrote is in it.
type shown struct {
	place *lru.Cache[string, bot.Ref] // by tenant, conversation and message
}

func newShown() *shown {
	place, err := lru.New[string, bot.Ref](maxShown)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &shown{place}
}

// put notes that the message id, in answer to a, shows m.
func (s *shown) put(a activity, id string, m chat.Message) {
	if id != "" {
		s.place.Add(messageKey(a, id), m.Ref)
	}
}

// of is the place that the message which a is about shows.
func (s *shown) of(a activity) (bot.Ref, bool) {
	return s.place.Get(messageKey(a, a.ReplyToID))
}

// messageKey names a message in the conversation of a among all tenants'.
func messageKey(a activity, id string) string {
	return a.tenant() + " " + a.Conversation.ID + " " + id
}
