package slackchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
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
	Type        string       `json:"type"`
	Subtype     string       `json:"subtype"`
	User        string       `json:"user"`
	Inviter     string       `json:"inviter"`
	BotID       string       `json:"bot_id"`
	Text        string       `json:"text"`
	TS          string       `json:"ts"`
	ThreadTS    string       `json:"thread_ts"`
	Channel     string       `json:"channel"`
	ChannelType string       `json:"channel_type"`
	Edited      *edit        `json:"edited"`
	Attachments []attachment `json:"attachments"`
	Tab         string       `json:"tab"`

	Message  *event `json:"message"`          // message_changed: as it is
	Previous *event `json:"previous_message"` // and as it was

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

	Function struct {
		CallbackID string `json:"callback_id"`
	} `json:"function"` // function_executed
	Inputs      map[string]any `json:"inputs"`
	ExecutionID string         `json:"function_execution_id"`
	StepToken   string         `json:"bot_access_token"`

	Tokens struct { // tokens_revoked
		Bot []string `json:"bot"`
	} `json:"tokens"`
}

// edit is when a message was changed.
type edit struct {
	TS string `json:"ts"`
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

// listener is what is done about a type of event. What is subscribed to stands in the
// manifest; apps of the older kind get other events too.
type listener struct {
	subscribed []string // under these names
	inChannels []string // likewise, by an app that may read the channels it is in
	inSteps    []string // likewise, by an app that workflows have a step of
	last       bool     // comes when the app is no longer installed
	ignore     func(e *envelope) bool
	take       func(in *ingress, ctx context.Context, e *envelope) error
}

// events are the events listened to. The manifest is made from it.
var events = map[string]listener{
	"app_mention":              {subscribed: []string{"app_mention"}, ignore: ignoredMention, take: (*ingress).mentioned},
	"message":                  {subscribed: []string{"message.im"}, inChannels: []string{"message.channels", "message.groups"}, ignore: ignoredMessage, take: (*ingress).message},
	"member_joined_channel":    {inChannels: []string{"member_joined_channel"}, ignore: othersJoined, take: (*ingress).joined},
	"app_home_opened":          {subscribed: []string{"app_home_opened"}, take: (*ingress).homeOpened},
	"link_shared":              {subscribed: []string{"link_shared"}, take: (*ingress).linkShared},
	"entity_details_requested": {subscribed: []string{"entity_details_requested"}, take: (*ingress).detailsRequested},
	"function_executed":        {inSteps: []string{"function_executed"}, take: (*ingress).stepExecuted},
	"app_uninstalled":          {subscribed: []string{"app_uninstalled"}, last: true, take: (*ingress).uninstalled},
	"tokens_revoked":           {subscribed: []string{"tokens_revoked"}, last: true, take: (*ingress).tokensRevoked},

	"assistant_thread_started":         {take: (*ingress).threadStarted},
	"assistant_thread_context_changed": {ignore: ofNoUse},
	"app_context_changed":              {ignore: ofNoUse},
}

func ofNoUse(*envelope) bool { return true }

// byPeople are the subtypes of messages that a person wrote: a file or a reply also sent to
// the channel can be a question.
var byPeople = []string{"", "file_share", "thread_broadcast"}

// ignoredMessage tells whether a message is nobody's question: a bot's, our own, a join,
// one in a channel outside its threads.
func ignoredMessage(e *envelope) bool {
	ev := &e.Event
	if ev.Subtype == "message_changed" {
		if ev = ev.Message; ev == nil || ev.Edited == nil || e.Event.Previous != nil && ev.words() == e.Event.Previous.words() {
			return true // Slack changed it, as when it adds a preview
		}
	}
	switch {
	case ev.User == "" || ev.BotID != "" || ev.User == e.self() || !slices.Contains(byPeople, ev.Subtype):
		return true
	case e.Event.ChannelType == "im":
		return false
	}
	return ev.ThreadTS == "" || ev.ThreadTS == ev.TS || ev != &e.Event || ev.mentions(e.self())
}

// ignoredMention tells whether a mention is nobody's question. A workflow's is one where
// it begins a thread: of two bots that mention each other there is no end in one.
func ignoredMention(e *envelope) bool {
	ev := &e.Event
	if ev.User == e.self() && ev.User != "" {
		return true
	}
	if ev.BotID != "" || ev.Subtype == "bot_message" {
		return ev.ThreadTS != "" && ev.ThreadTS != ev.TS
	}
	return ev.User == "" || !slices.Contains(byPeople, ev.Subtype)
}

// mentions reports whether a message names the user: then it comes as a mention too.
func (ev *event) mentions(user string) bool {
	return user != "" && strings.Contains(ev.Text, "<@"+user)
}

// takeEvent does an event. Unknown types are counted.
func (in *ingress) takeEvent(ctx context.Context, body []byte) (any, error) {
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
		return nil, in.event(ctx, e)
	case "app_rate_limited":
		in.c.Log.WarnContext(ctx, "slack limits the events it sends", "workspace", e.TeamID)
	case "":
		return nil, fmt.Errorf("event without type: %w", errBadBody)
	}
	in.c.Count("unknown", "outer event")
	return nil, nil
}

func (in *ingress) event(ctx context.Context, e *envelope) error {
	l, ok := events[e.Event.Type]
	if !ok {
		in.c.Count("unknown", "event")
		return nil
	}
	if l.ignore != nil && l.ignore(e) {
		in.c.Count("ignored", e.Event.Type)
		return nil
	}
	if !l.last && !in.installed(ctx, e.workspace()) {
		return nil
	}
	return l.take(in, ctx, e)
}

// installed tells whether anybody in the workspace can be answered. Where nobody can,
// Slack is not asked to bring its events again: many refusals switch them off for all.
func (in *ingress) installed(ctx context.Context, w workspace) bool {
	if _, err := in.out.clients.of(ctx, w); !errors.Is(err, chat.ErrNotInstalled) {
		return true
	}
	in.c.Count("refused", "not installed")
	if in.warnings.Allow("not installed") {
		in.c.Log.WarnContext(ctx, "slack: events of a workspace that the app is not installed in", "workspace", w.String())
	}
	return false
}

// do does an event that is no question.
func (in *ingress) do(ctx context.Context, e *envelope, at chat.Address, f func(context.Context) error) error {
	return in.chat.Do(ctx, chat.Event{IDs: e.ids(), Shared: e.shared(), Name: e.Event.Type, Do: f}, at)
}

// ids tell the event apart.
func (e *envelope) ids() []string { return []string{e.EventID} }

// shared tell it apart in a channel that two organisations share: each of their
// installations may get an event of its own about the same message.
func (e *envelope) shared() []string {
	if !e.Shared || e.Event.TS == "" {
		return nil
	}
	id := "message " + e.Event.Channel + " " + e.Event.TS
	if edited := e.Event.Edited; edited != nil {
		id += " " + edited.TS // as it is since
	}
	return []string{id}
}

// address is where and by whom a message was written.
func (e *envelope) address() chat.Address {
	ev, w := &e.Event, e.workspace()
	return chat.Address{
		Workspace: w.owner(), Person: ev.User, Channel: ev.Channel, Thread: orElse(ev.ThreadTS, ev.TS),
		Direct: ev.ChannelType == "im", Way: way{at: w, root: ev.ThreadTS == "", asked: ev.TS, edited: ev.Edited != nil},
	}
}

// nobody is the address of an event that no person waits for.
func (e *envelope) nobody() chat.Address {
	w := e.workspace()
	return chat.Address{Workspace: w.owner(), Way: way{at: w}}
}

func orElse(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}

// mentioned answers a mention in the thread it stands in or begins.
func (in *ingress) mentioned(ctx context.Context, e *envelope) error {
	in.saw(e)
	at := e.address()
	q := chat.Question{
		IDs: e.ids(), Shared: e.shared(), Name: e.Event.Type, At: at, Text: in.questionText(e.Event.words()),
		Conversation: e.Event.Channel + "/" + at.Thread,
	}
	if e.Event.ThreadTS != "" && e.Event.ThreadTS != e.Event.TS {
		q.Above = func(ctx context.Context) string { return in.above(ctx, at, e.self()) }
	}
	return in.chat.Ask(ctx, q)
}

// message answers a direct message, and a message in a thread that is followed.
func (in *ingress) message(ctx context.Context, e *envelope) error {
	if m := e.Event.Message; m != nil { // as it is since it was edited
		m.Type, m.Channel, m.ChannelType = e.Event.Type, e.Event.Channel, e.Event.ChannelType
		e.Event = *m
	}
	in.saw(e)
	if e.Event.ChannelType != "im" {
		return in.followed(ctx, e)
	}
	return in.directMessage(ctx, e)
}

// saw notes that a message stands in a thread: an answer above it is not mended any more.
func (in *ingress) saw(e *envelope) {
	if ev := &e.Event; ev.ThreadTS != "" && ev.Edited == nil {
		in.out.answers.saw(e.workspace().owner()+" "+ev.Channel+" "+ev.ThreadTS, ev.TS)
	}
}

// directMessage answers in the thread of the message. What a direct conversation was
// about holds for all of it: there is one person in it.
func (in *ingress) directMessage(ctx context.Context, e *envelope) error {
	return in.chat.Ask(ctx, chat.Question{
		IDs: e.ids(), Shared: e.shared(), Name: e.Event.Type, At: e.address(), Text: in.questionText(e.Event.words()), Conversation: withOne(e.Event.User),
	})
}

// homeOpened fills the tab that was opened: the home tab, or an agent's first prompts.
func (in *ingress) homeOpened(ctx context.Context, e *envelope) error {
	at := e.nobody()
	at.Person = e.Event.User
	return in.do(ctx, e, e.nobody(), func(ctx context.Context) error {
		if e.Event.Tab == "messages" {
			return in.home.suggest(ctx, at, e.Event.Channel, "") // an agent's prompts take no thread
		}
		return in.home.publish(ctx, at)
	})
}

// threadStarted is the older kind of app_home_opened.
func (in *ingress) threadStarted(ctx context.Context, e *envelope) error {
	t, at := e.Event.Thread, e.nobody()
	at.Person = t.UserID
	return in.do(ctx, e, e.nobody(), func(ctx context.Context) error { return in.home.suggest(ctx, at, t.ChannelID, t.ThreadTS) })
}

// uninstalled forgets a workspace. It and tokens_revoked come in any order and more
// than once.
func (in *ingress) uninstalled(ctx context.Context, e *envelope) error {
	return in.do(ctx, e, e.nobody(), func(ctx context.Context) error { return in.forget(ctx, e) })
}

// tokensRevoked forgets a workspace when the bot's own token is among those revoked.
func (in *ingress) tokensRevoked(ctx context.Context, e *envelope) error {
	if len(e.Event.Tokens.Bot) == 0 {
		return nil
	}
	return in.uninstalled(ctx, e)
}

func (in *ingress) forget(ctx context.Context, e *envelope) error {
	w := e.workspace()
	org := len(e.Authorizations) > 0 && e.Authorizations[0].Org
	if org {
		w.team = ""
	}
	var around bool // others of the organisation go on
	if in.c.Installations != nil {
		defer in.out.clients.forgetAll(w, org)
		if err := in.c.Installations.DeleteInstallation(ctx, w.enterprise, w.team, e.at()); err != nil {
			return fmt.Errorf("delete the installation of %s: %w", w, err)
		}
		here, any, err := in.c.Installations.Installed(ctx, w.enterprise, w.team)
		if err != nil {
			return fmt.Errorf("whether %s is installed: %w", w, err)
		}
		if around = any; here {
			return nil // it was installed anew before this came
		}
	}
	if err := in.chat.Changes.Uninstalled(ctx, w.enterprise, w.team); err != nil {
		return fmt.Errorf("subscriptions of %s: %w", w, err)
	}
	if !around {
		if err := in.chat.Removed(ctx, e.nobody(), chat.ForWorkspace, e.at().Add(time.Second)); err != nil {
			return fmt.Errorf("settings of %s: %w", w, err)
		}
	}
	in.c.Log.InfoContext(ctx, "slack uninstalled", "workspace", w.String())
	return nil
}

// at returns when the event happened.
func (e *envelope) at() time.Time { return time.Unix(e.EventTime, 0) }
