package slackchat

import (
	"context"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/locales"
)

// maxTitled is how many threads are remembered to have a title.
const maxTitled = 10_000

// agents reports whether an address is a thread with an agent, which has a status, a title
// and prompts.
func agents(to chat.Address) bool {
	return to.Direct && to.Channel != "" && to.Thread != "" && !wayOf(to).root
}

// agent is what goes out to a thread with an agent besides messages.
type agent struct{ *egress }

// Working implements [chat.Worker]: an agent's thread tells that the answer is coming;
// Slack takes it away with the answer. Without it the answer is as good.
func (e *egress) Working(ctx context.Context, to chat.Address) {
	agent{e}.status(ctx, to, e.words(e.Language(ctx, to)).Text(locales.SlackStatus))
}

// quiet takes the status away where no message does.
func (e agent) quiet(ctx context.Context, to chat.Address) { e.status(ctx, to, "") }

// status says what the agent does; empty for nothing.
func (e agent) status(ctx context.Context, to chat.Address, text string) {
	e.extra(ctx, to, "status", func(ctx context.Context, api *slack.Client) error {
		return api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: to.Channel, ThreadTS: to.Thread, Status: text})
	})
}

// answered gives an agent's thread its title, which stands in the person's history, and
// what may be asked next.
func (e agent) answered(ctx context.Context, to chat.Address, m chat.Message) {
	s := m.Card.Subject
	if !agents(to) || m.Kind != chat.CardMessage || s == nil {
		return
	}
	thread := wayOf(to).at.owner() + " " + to.Channel + " " + to.Thread
	if !e.titled.Contains(thread) {
		e.titled.Add(thread, true)
		e.extra(ctx, to, "title", func(ctx context.Context, api *slack.Client) error {
			return api.SetAssistantThreadsTitleContext(ctx, slack.AssistantThreadsSetTitleParameters{ChannelID: to.Channel, ThreadTS: to.Thread, Title: s.String()})
		})
	}
	p := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: to.Channel, ThreadTS: to.Thread, Title: e.words(m.Lang).Text(locales.SlackPromptsNext)}
	for _, next := range m.Card.Next {
		p.AddPrompt(next.Title, prompt(*s, next))
	}
	if len(p.Prompts) > 0 {
		e.extra(ctx, to, "prompts", func(ctx context.Context, api *slack.Client) error {
			return api.SetAssistantThreadsSuggestedPromptsContext(ctx, p)
		})
	}
}

// prompt asks for a section of an entry, in its names for both.
func prompt(s bot.Subject, next bot.Side) string { return s.Short + ", " + next.Short }

// extra makes a call that an answer is as good without, to an agent's thread.
func (e agent) extra(ctx context.Context, to chat.Address, what string, call func(context.Context, *slack.Client) error) {
	if !agents(to) {
		return
	}
	cl, err := e.clients.of(ctx, wayOf(to).at)
	if err != nil {
		return // the answer will tell
	}
	ctx, cancel := context.WithTimeout(ctx, extraTimeout)
	defer cancel()
	if err := call(ctx, cl.api); err != nil {
		e.c.Log.DebugContext(ctx, "slack "+what, "err", clean(err))
	}
}
