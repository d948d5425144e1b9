package main

import (
	"time"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/webchat"
)

// whatIsKept is what is kept, of people and else, and for how long: what the page on privacy and
// the public record say.
func whatIsKept(r journal.Retention) []webchat.Kept {
	const day = 24 * time.Hour
	return []webchat.Kept{
		{What: "event_ids", For: r.Events, Of: "hash"},
		{What: "pending", For: journal.KeptFor, Until: "done", Of: "encrypted"},
		{What: "conversation", For: r.Conversations, Of: "hash"},
		{What: "preferences", For: r.Preferences, Of: "hash"},
		{What: "votes", For: r.Votes, Of: "hash"},
		{What: "sent_to_editors", For: bot.InquiryDays * day, Until: "closed", Of: "text"},
		{What: "subscriptions", Until: "stopped", Of: "id"},
		{What: "settings", Until: "removed", Of: "id"},
		{What: "slack_installation", Until: "removed", Of: "encrypted"},
		{What: "counts", For: r.Feedback, Of: "nothing"},
		{What: "entry_versions", Until: "ever", Of: "nothing"},
	}
}
