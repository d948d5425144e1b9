package slackchat

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
)

// commandName is the slash command.
const commandName = "/veiviser"

// command answers a slash command: only the asker sees the answer. Without words it
// opens the dialog to ask in. help, kart, reise and språk are the bot's own, innstillinger opens the workspace's.
func (in interactions) command(ctx context.Context, c slack.SlashCommand) (reply any, err error) {
	if c.Command != commandName {
		in.c.Count("unknown", "command")
		return nil, nil
	}
	body, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("encode command: %w", err)
	}
	ctx = chat.WithBody(ctx, keptCommand, body)
	w := workspace{c.EnterpriseID, c.TeamID}
	respond := ownHook(c.ResponseURL, c.TeamID, c.EnterpriseID)
	at := chat.Address{
		Workspace: w.owner(), Person: c.UserID, Channel: c.ChannelID, Surface: chat.Ephemeral,
		Way: way{at: w, respond: respond, trigger: c.TriggerID, root: true},
	}
	if strings.TrimSpace(c.Text) == "" {
		return nil, accepted(in.openAsk(ctx, []string{c.TriggerID}, "command", at, ""))
	}
	if in.chat.AsksForSettings(c.Text) {
		at.Direct = direct(c.ChannelID)
		return nil, accepted(in.act(ctx, chat.Action{IDs: []string{c.TriggerID}, Verb: chat.ShowSettings, At: at}))
	}
	return nil, accepted(in.chat.Ask(ctx, chat.Question{
		IDs: []string{c.TriggerID}, Name: "command", At: at, Text: in.questionText(c.Text), Conversation: besides(c.ChannelID, c.UserID), Private: true,
	}))
}
