package slackchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// The shortcuts' callback ids.
const (
	shortcutAsk  = "ask"
	shortcutFind = "find"
)

// interactions are commands, shortcuts, presses of buttons and submitted dialogs. Slack
// brings none of them again.
type interactions struct{ *ingress }

// accepted is the end of what Slack does not bring again: what is under way goes on
// after it is acknowledged.
func accepted(err error) error {
	if errors.Is(err, chat.ErrPending) || errors.Is(err, chat.ErrUnknown) {
		return nil
	}
	return err
}

// takeCommand reads a slash command's form.
func (in interactions) takeCommand(ctx context.Context, body []byte) (any, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("command") == "" {
		return nil, fmt.Errorf("command: %w", errBadBody)
	}
	return in.command(ctx, slack.SlashCommand{
		TeamID: form.Get("team_id"), EnterpriseID: form.Get("enterprise_id"), ChannelID: form.Get("channel_id"),
		UserID: form.Get("user_id"), Command: form.Get("command"), Text: form.Get("text"),
		ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
		IsEnterpriseInstall: form.Get("is_enterprise_install") == "true",
	})
}

// takeInteraction reads an action, a shortcut or a submitted dialog: JSON in a form.
func (in interactions) takeInteraction(ctx context.Context, body []byte) (any, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fmt.Errorf("interaction: %w", errBadBody)
	}
	return in.takePayload(ctx, []byte(form.Get("payload")))
}

func (in interactions) takePayload(ctx context.Context, payload []byte) (any, error) {
	var i slack.InteractionCallback
	if err := json.Unmarshal(payload, &i); err != nil {
		return nil, fmt.Errorf("interaction: %w", errBadBody)
	}
	return in.interaction(chat.WithBody(ctx, keptInteraction, payload), i)
}

// What is kept where it is acknowledged before it is done: Slack brings neither again.
const (
	keptCommand     = "command"     // a slack.SlashCommand
	keptInteraction = "interaction" // as Slack sends it
)

// resume does what another program kept and was killed over.
func (in interactions) resume(ctx context.Context, name string, body []byte) error {
	var err error
	switch name {
	case keptCommand:
		var c slack.SlashCommand
		if err = json.Unmarshal(body, &c); err == nil {
			_, err = in.command(ctx, c)
		}
	case keptInteraction:
		_, err = in.takePayload(ctx, body)
	}
	return err
}

// interaction does what somebody pressed or sent.
func (in interactions) interaction(ctx context.Context, i slack.InteractionCallback) (any, error) {
	at := addressOf(i)
	switch i.Type {
	case slack.InteractionTypeShortcut:
		if i.CallbackID == shortcutAsk {
			return nil, accepted(in.openAsk(ctx, []string{i.TriggerID}, "shortcut", at, ""))
		}
	case slack.InteractionTypeMessageAction:
		if i.CallbackID == shortcutFind {
			// A search with somebody's message; only who pressed sees the answer.
			return nil, accepted(in.chat.Ask(ctx, chat.Question{
				IDs: []string{i.TriggerID}, Name: "find", At: at, Text: in.questionText(messageOf(i.Message).words()), Private: true,
			}))
		}
	case slack.InteractionTypeBlockActions:
		return nil, accepted(in.action(ctx, at, i))
	case slack.InteractionTypeViewSubmission:
		return in.submitted(ctx, at, i)
	case "":
		return nil, errBadBody
	}
	in.c.Count("unknown", "interaction")
	return nil, nil
}

func addressOf(i slack.InteractionCallback) chat.Address {
	w := way{at: workspace{i.Enterprise.ID, i.Team.ID}, trigger: i.TriggerID}
	if i.View.Type == slack.VTModal {
		w.view, w.kind = i.View.ID, i.View.CallbackID
	}
	if i.View.AppInstalledTeamID != "" {
		w.at.team = i.View.AppInstalledTeamID // where a dialog of a shared channel was opened from
	}
	w.respond = ownHook(i.ResponseURL, i.Team.ID, w.at.team, i.Enterprise.ID, i.User.TeamID)
	thread := orElse(i.Message.ThreadTimestamp, i.Container.ThreadTs)
	w.root = thread == ""
	a := chat.Address{
		Workspace: w.at.owner(), Person: i.User.ID, Channel: orElse(i.Channel.ID, i.Container.ChannelID),
		Thread: orElse(thread, i.Container.MessageTs), Surface: surfaceOf(i),
	}
	if a.Direct = direct(a.Channel); w.view != "" {
		from := placeIn(i.View)
		a.Channel, a.Thread, w.root, w.alone = from.Channel, from.Thread, from.Thread == "", from.Alone
	}
	a.Way = w
	return a
}

// inPane is what an action on a work object in the pane beside the conversation comes from.
const inPane = "entity_detail"

func surfaceOf(i slack.InteractionCallback) chat.Surface {
	switch {
	case i.View.Type == slack.VTHomeTab:
		return chat.OnHome
	case i.View.Type == slack.VTModal:
		return chat.InDialog
	case i.Container.IsAppUnfurl || i.Container.Type == inPane:
		return chat.OnPreview
	case i.Container.IsEphemeral:
		return chat.Ephemeral
	}
	return chat.InThread
}

// own are the verbs that Slack's own surfaces have besides those of every chat.
var own = map[string]func(interactions, context.Context, chat.Address, string) error{
	blocks.Ask: interactions.pressedAsk, blocks.FollowThread: interactions.pressedFollow, blocks.HomeLanguage: interactions.choseLanguage, blocks.HomePlace: interactions.choseMunicipality,
}

// action does what a button or menu item asks for; the first action is the one pressed.
func (in interactions) action(ctx context.Context, at chat.Address, i slack.InteractionCallback) error {
	if len(i.ActionCallback.BlockActions) == 0 {
		return errBadBody
	}
	act := i.ActionCallback.BlockActions[0]
	value := orElse(act.Value, act.SelectedOption.Value)
	verb, _ := blocks.Verb(act.ActionID)
	ids := append([]string{i.TriggerID}, twice(i, *act)...)
	if do, ok := own[verb]; ok {
		return in.chat.Do(ctx, chat.Event{IDs: ids, Name: verb, Do: func(ctx context.Context) error { return do(in, ctx, at, value) }}, at)
	}
	a := chat.Action{IDs: ids, At: at, Conversation: conversationOf(at), Asker: blocks.Asker(act.BlockID)}
	place := value
	switch verb {
	case blocks.Open:
		return nil // Slack opens the page itself
	case blocks.Menu:
		verb, place = blocks.Verb(value)
	case blocks.Tab:
		verb = string(chat.More)
	case string(chat.Tick):
		place = blocks.Value(refOf(i.View), ticksIn(i.View).String())
	case blocks.Feedback:
		var which string
		which, place = blocks.Verb(value)
		a.Ref, _ = blocks.ParseValue(place)
		a.Verb, a.Value = chat.Feedback, which
		return in.act(ctx, a)
	case blocks.Language:
		verb = blocks.Snippet
		place = blocks.Value(refOf(i.View), value) // the dialog knows the entry, the menu the language
	}
	a.Verb = chat.Verb(verb)
	a.Ref, a.Value = blocks.ParseValue(place)
	return in.act(ctx, a)
}

// refOf is what a dialog shows; the zero Ref for nothing.
func refOf(v slack.View) bot.Ref {
	r, _ := blocks.ParseValue(v.PrivateMetadata)
	return r
}

// placeIn is where a dialog was opened from; the zero Place where it does not know.
func placeIn(v slack.View) blocks.Place {
	switch v.CallbackID {
	case blocks.MoreView, blocks.CardView, blocks.EditorsView, blocks.SettingsView:
		_, from, _ := blocks.ParseMetadata(v.PrivateMetadata)
		return from
	}
	return blocks.Place{}
}

// ticksIn are what a note's dialog offers, with those on that are ticked in it.
func ticksIn(v slack.View) bot.Ticks {
	_, offered := blocks.ParseValue(v.PrivateMetadata)
	t := bot.ParseTicks(offered)
	if v.State == nil {
		return t
	}
	on := map[string]bool{}
	for id, fields := range v.State.Values {
		if !strings.HasPrefix(id, blocks.TickPrefix) {
			continue
		}
		for _, f := range fields {
			for _, o := range f.SelectedOptions {
				on[o.Value] = true
			}
		}
	}
	var ids []string
	for _, p := range t.Offered { // the state has no order
		if on[p.String()] {
			ids = append(ids, p.String())
		}
	}
	return t.With(ids...)
}

// hasty is how long after a press the same one is taken for it: a finger that trembles.
const hasty = 5 // seconds

// twice are ids that two presses of one button by one person have in common where one
// comes right after the other.
func twice(i slack.InteractionCallback, act slack.BlockAction) []string {
	at, err := strconv.ParseFloat(act.ActionTs, 64)
	if err != nil {
		return nil
	}
	var ids []string
	for n := range int64(2) {
		ids = append(ids, strings.Join([]string{"press", i.User.ID, orElse(i.Container.MessageTs, i.View.ID), act.ActionID, act.Value, act.SelectedOption.Value, strconv.FormatInt(int64(at)/hasty+n, 10)}, " "))
	}
	return ids
}

// act does an action of every chat; an unknown verb is counted and left.
func (in interactions) act(ctx context.Context, a chat.Action) error {
	if !chat.Known(a.Verb) {
		in.c.Count("unknown", "action")
		return nil
	}
	return in.chat.Act(ctx, a)
}

// conversationOf is the conversation that a button stands in.
func conversationOf(at chat.Address) string {
	switch {
	case at.Surface == chat.InDialog || at.Surface == chat.OnHome:
		return withOne(at.Person)
	case at.Surface == chat.Ephemeral:
		return besides(at.Channel, at.Person)
	case at.Channel == "" || at.Surface != chat.InThread:
		return ""
	case direct(at.Channel):
		return withOne(at.Person)
	}
	return at.Channel + "/" + at.Thread
}

// withOne is the one conversation that is had with a person alone: in messages, in
// dialogs and on the home page.
func withOne(person string) string { return "with/" + person }

// besides is the conversation of what one person alone sees in a channel.
func besides(channel, person string) string {
	if channel == "" || direct(channel) {
		return withOne(person)
	}
	return channel + "/" + person
}

// direct reports whether a channel is a conversation with one person.
func direct(channel string) bool { return strings.HasPrefix(channel, "D") }

// pressedAsk opens the dialog to ask in.
func (in interactions) pressedAsk(ctx context.Context, at chat.Address, _ string) error {
	return in.out.open(ctx, at, in.out.render.AskView(in.chat.Language(ctx, at), ""))
}

// choseLanguage keeps the adviser's language.
func (in interactions) choseLanguage(ctx context.Context, at chat.Address, value string) error {
	p := in.chat.Preference(ctx, at)
	p.Lang, _ = content.ParseLang(value) // "any" is none
	in.chat.KeepPreference(at, p)
	return in.home.publish(ctx, at)
}

// choseMunicipality keeps the adviser's municipality; what is no number of one changes
// nothing.
func (in interactions) choseMunicipality(ctx context.Context, at chat.Address, number string) error {
	if number != "" && !chat.IsMunicipality(number) {
		l := in.chat.Language(ctx, at)
		w := in.out.words(l)
		return in.out.open(ctx, at, in.out.render.TextView(bot.Card{
			Lang: l, Title: w.Text(locales.SlackHomeMunicipality), Lead: w.Text(locales.SlackHomeMunicipalityBad),
		}))
	}
	p := in.chat.Preference(ctx, at)
	p.Municipality = number
	in.chat.KeepPreference(at, p)
	return in.home.publish(ctx, at)
}
