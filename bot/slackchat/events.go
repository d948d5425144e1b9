package slackchat

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"veiviser/content"
	"veiviser/locales"
)

// envelope is what Slack wraps an event in. Only what is used is decoded, in one pass:
// it happens before the acknowledgement.
type envelope struct {
	Type           string          `json:"type"`
	Challenge      string          `json:"challenge"`
	TeamID         string          `json:"team_id"`
	EnterpriseID   string          `json:"enterprise_id"`
	EventID        string          `json:"event_id"`
	EventTime      int64           `json:"event_time"`
	Shared         bool            `json:"is_ext_shared_channel"`
	Authorizations []authorization `json:"authorizations"`
	Event          event           `json:"event"`
}

type authorization struct {
	EnterpriseID string `json:"enterprise_id"`
	TeamID       string `json:"team_id"`
	UserID       string `json:"user_id"`
	Org          bool   `json:"is_enterprise_install"`
}

// event is the union of the events that are listened to.
type event struct {
	Type        string          `json:"type"`
	Subtype     string          `json:"subtype"`
	User        string          `json:"user"`
	BotID       string          `json:"bot_id"`
	Text        string          `json:"text"`
	TS          string          `json:"ts"`
	ThreadTS    string          `json:"thread_ts"`
	Channel     string          `json:"channel"`
	ChannelType string          `json:"channel_type"`
	Edited      json.RawMessage `json:"edited"`
	Tab         string          `json:"tab"`

	Links      []sharedLink `json:"links"` // link_shared
	MessageTS  string       `json:"message_ts"`
	UnfurlID   string       `json:"unfurl_id"`
	Source     string       `json:"source"`
	UserLocale string       `json:"user_locale"`

	TriggerID   string                      `json:"trigger_id"` // entity_details_requested
	ExternalRef slack.WorkObjectExternalRef `json:"external_ref"`
	EntityURL   string                      `json:"entity_url"`

	Thread struct { // assistant_thread_started
		UserID    string `json:"user_id"`
		ChannelID string `json:"channel_id"`
		ThreadTS  string `json:"thread_ts"`
	} `json:"assistant_thread"`

	Tokens struct { // tokens_revoked
		Bot []string `json:"bot"`
	} `json:"tokens"`
}

type sharedLink struct {
	URL string `json:"url"`
}

// workspace is where the app that got the event is installed.
func (e *envelope) workspace() workspace {
	w := workspace{e.EnterpriseID, e.TeamID}
	if len(e.Authorizations) > 0 {
		w = workspace{e.Authorizations[0].EnterpriseID, e.Authorizations[0].TeamID}
	}
	return w
}

// self is the app's own user, empty where the event does not say.
func (e *envelope) self() string {
	if len(e.Authorizations) > 0 {
		return e.Authorizations[0].UserID
	}
	return ""
}

// listener is what is done about a type of event.
type listener struct {
	subscribed bool // in the manifest; the others come from apps of the older kind
	ignore     func(e *envelope) bool
	do         func(ch *Chat, ctx context.Context, e *envelope) error
}

// events are the events listened to. The manifest is made from it.
var events = map[string]listener{
	"app_mention":              {true, ignoredMessage, (*Chat).mentioned},
	"message":                  {true, ignoredDirect, (*Chat).directMessage}, // subscribed to as message.im
	"app_home_opened":          {true, nil, (*Chat).homeOpened},
	"link_shared":              {true, nil, (*Chat).linkShared},
	"entity_details_requested": {true, nil, (*Chat).detailsRequested},
	"app_uninstalled":          {true, nil, (*Chat).uninstalled},
	"tokens_revoked":           {true, nil, (*Chat).tokensRevoked},

	"assistant_thread_started":         {false, nil, (*Chat).threadStarted},
	"assistant_thread_context_changed": {false, always, nil},
	"app_context_changed":              {false, always, nil},
}

func always(*envelope) bool { return true }

// ignoredMessage tells whether a message is nobody's question: a bot's, our own, an
// edit, a join. A file or a reply also sent to the channel can be one.
func ignoredMessage(e *envelope) bool {
	ev := &e.Event
	return ev.User == "" || ev.BotID != "" || ev.User == e.self() || len(ev.Edited) > 0 && string(ev.Edited) != "null" ||
		ev.Subtype != "" && ev.Subtype != "file_share" && ev.Subtype != "thread_broadcast"
}

func ignoredDirect(e *envelope) bool { return e.Event.ChannelType != "im" || ignoredMessage(e) }

// takeEvent acknowledges an event once it is queued. Unknown types are counted.
func (ch *Chat) takeEvent(body []byte) (any, error) {
	e := &envelope{}
	if err := json.Unmarshal(body, e); err != nil {
		return nil, fmt.Errorf("event: %w", errBadBody)
	}
	switch e.Type {
	case "url_verification":
		return map[string]string{"challenge": e.Challenge}, nil
	case "event_callback":
		if e.EventID == "" {
			return nil, fmt.Errorf("event without id: %w", errBadBody)
		}
		return nil, ch.queueEvent(e)
	case "app_rate_limited":
		ch.c.Log.Warn("slack limits the events it sends", "workspace", e.TeamID)
	case "":
		return nil, fmt.Errorf("event without type: %w", errBadBody)
	}
	ch.c.Count("unknown", "outer event")
	return nil, nil
}

func (ch *Chat) queueEvent(e *envelope) error {
	l, ok := events[e.Event.Type]
	if !ok {
		ch.c.Count("unknown", "event")
		return nil
	}
	if l.ignore != nil && l.ignore(e) {
		ch.c.Count("ignored", e.Event.Type)
		return nil
	}
	j := job{id: e.EventID, name: e.Event.Type, asker: e.asker(), do: func(ctx context.Context) error { return l.do(ch, ctx, e) }}
	if !ch.queue.put(j) {
		return errBusy
	}
	return nil
}

// asker is who can be told about the event; nobody for those that no person waits for.
func (e *envelope) asker() asker {
	ev := &e.Event
	a := asker{at: e.workspace(), lang: content.LangOfTag(ev.UserLocale)}
	switch ev.Type {
	case "app_mention", "message":
		a.user, a.channel, a.thread = ev.User, ev.Channel, orElse(ev.ThreadTS, ev.TS)
	}
	return a
}

func orElse(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}

// mentioned answers a mention in the thread it stands in or begins.
func (ch *Chat) mentioned(ctx context.Context, e *envelope) error {
	if first, err := ch.firstInShared(ctx, e); !first {
		return err
	}
	return ch.answer(ctx, question{
		asker: e.asker(), text: e.Event.Text, key: e.EventID, conversation: e.Event.Channel + "/" + orElse(e.Event.ThreadTS, e.Event.TS),
		private: ch.c.Private,
	})
}

// firstInShared tells whether a message in a channel that two organisations share is
// seen for the first time: each of their installations may get an event of its own.
func (ch *Chat) firstInShared(ctx context.Context, e *envelope) (bool, error) {
	if !e.Shared {
		return true, nil
	}
	first, err := ch.c.Claims.Claim(ctx, "message "+e.Event.Channel+" "+e.Event.TS)
	if err != nil {
		ch.c.Log.Warn("slack claim", "job", e.Event.Type, "err", err)
	}
	return first, nil
}

// directMessage answers in the thread of the message. What a direct conversation was
// about holds for all of it: there is one person in it.
func (ch *Chat) directMessage(ctx context.Context, e *envelope) error {
	q := question{asker: e.asker(), text: e.Event.Text, key: e.EventID, conversation: e.Event.Channel, direct: true}
	if e.Event.ThreadTS != "" {
		ch.showStatus(ctx, q.asker)
	}
	return ch.answer(ctx, q)
}

// showStatus tells in an agent's thread that the answer is coming; Slack takes it away
// with the answer. Without it the answer is as good.
func (ch *Chat) showStatus(ctx context.Context, a asker) {
	cl, err := ch.clients.of(ctx, a.at)
	if err != nil {
		return // the answer will tell
	}
	err = cl.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{
		ChannelID: a.channel, ThreadTS: a.thread, Status: ch.words(ch.lang(ctx, a)).Text(locales.SlackStatus),
	})
	if err != nil {
		ch.c.Log.Debug("slack status", "err", clean(err))
	}
}

// homeOpened fills the tab that was opened: the home tab, or an agent's first prompts.
func (ch *Chat) homeOpened(ctx context.Context, e *envelope) error {
	a := asker{at: e.workspace(), user: e.Event.User}
	if e.Event.Tab == "messages" {
		return ch.suggest(ctx, a, e.Event.Channel, "") // an agent's prompts take no thread
	}
	return ch.publishHome(ctx, a)
}

// threadStarted is the older kind of app_home_opened.
func (ch *Chat) threadStarted(ctx context.Context, e *envelope) error {
	t := e.Event.Thread
	return ch.suggest(ctx, asker{at: e.workspace(), user: t.UserID}, t.ChannelID, t.ThreadTS)
}

// suggest shows questions to begin with. An app that is no agent can't; that is no
// failure.
func (ch *Chat) suggest(ctx context.Context, a asker, channel, thread string) error {
	cl, err := ch.clients.of(ctx, a.at)
	if err != nil {
		return err
	}
	l := ch.lang(ctx, a)
	p := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: channel, ThreadTS: thread, Title: ch.words(l).Text(locales.SlackPrompts)}
	for _, q := range ch.c.Bot.Examples(l)[:maxPrompts] {
		p.AddPrompt(q, q)
	}
	if err := cl.api.SetAssistantThreadsSuggestedPromptsContext(ctx, p); err != nil {
		ch.c.Log.Debug("slack prompts", "err", clean(err))
	}
	return nil
}

// maxPrompts is how many suggestions Slack shows.
const maxPrompts = 4

// at returns when the event happened.
func (e *envelope) at() time.Time { return time.Unix(e.EventTime, 0) }
