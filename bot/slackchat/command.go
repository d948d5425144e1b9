package slackchat

import (
	"context"
	"strings"

	"github.com/slack-go/slack"
)

// commandName is the slash command.
const commandName = "/veiviser"

// command queues a slash command: only the asker sees the answer. Without words it
// opens the dialog to ask in. help, kart, reise and språk are the bot's own.
func (ch *Chat) command(c slack.SlashCommand) (any, error) {
	if c.Command != commandName {
		ch.c.Count("unknown", "command")
		return nil, nil
	}
	a := asker{at: workspace{c.EnterpriseID, c.TeamID}, user: c.UserID, channel: c.ChannelID, respond: c.ResponseURL, trigger: c.TriggerID}
	do := func(ctx context.Context) error {
		return ch.answer(ctx, question{asker: a, text: c.Text, conversation: c.ChannelID + "/" + c.UserID, private: true})
	}
	if strings.TrimSpace(c.Text) == "" {
		do = func(ctx context.Context) error { return ch.openAsk(ctx, a, "") }
	}
	if !ch.queue.put(job{id: c.TriggerID, name: "command", asker: a, do: do}) {
		return nil, errBusy
	}
	return nil, nil
}
