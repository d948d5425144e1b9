package slackchat

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// The shortcuts' callback ids.
const (
	shortcutAsk  = "ask"
	shortcutFind = "find"
)

// interaction queues what somebody pressed or sent. A dialog that must be mended is
// answered at once.
func (ch *Chat) interaction(in slack.InteractionCallback) (any, error) {
	a := askerOf(in)
	switch in.Type {
	case slack.InteractionTypeShortcut:
		if in.CallbackID == shortcutAsk {
			return nil, ch.press(a, in.TriggerID, "shortcut", func(ctx context.Context) error { return ch.openAsk(ctx, a, "") })
		}
	case slack.InteractionTypeMessageAction:
		if in.CallbackID == shortcutFind {
			return nil, ch.press(a, in.TriggerID, "find", func(ctx context.Context) error { return ch.find(ctx, a, in) })
		}
	case slack.InteractionTypeBlockActions:
		return nil, ch.blockActions(a, in)
	case slack.InteractionTypeViewSubmission:
		return ch.submitted(a, in)
	case "":
		return nil, errBadBody
	}
	ch.c.Count("unknown", "interaction")
	return nil, nil
}

func askerOf(in slack.InteractionCallback) asker {
	a := asker{
		at: workspace{in.Enterprise.ID, in.Team.ID}, user: in.User.ID, channel: orElse(in.Channel.ID, in.Container.ChannelID),
		respond: in.ResponseURL, trigger: in.TriggerID, thread: orElse(in.Message.ThreadTimestamp, orElse(in.Container.ThreadTs, in.Container.MessageTs)),
	}
	if in.View.Type == slack.VTModal {
		a.view = in.View.ID
	}
	if in.View.AppInstalledTeamID != "" {
		a.at.team = in.View.AppInstalledTeamID // where a dialog of a shared channel was opened from
	}
	return a
}

func (ch *Chat) press(a asker, id, name string, do func(context.Context) error) error {
	if !ch.queue.put(job{id: id, name: name, asker: a, do: do}) {
		return errBusy
	}
	return nil
}

// find searches with somebody's message; only who pressed sees the answer.
func (ch *Chat) find(ctx context.Context, a asker, in slack.InteractionCallback) error {
	return ch.answer(ctx, question{asker: a, text: in.Message.Text, private: true})
}

// press is a button or menu item.
type press struct {
	asker
	ref       bot.Ref
	value     string // of a choice that is no ref
	ephemeral bool   // the message pressed on is seen by the asker alone
	home      bool   // pressed on the home tab
	preview   bool   // pressed on the preview of a link
	key       string // of the answer
}

// presses are the verbs with what they do.
var presses = map[string]func(*Chat, context.Context, press) error{
	blocks.Show: (*Chat).pressShow, blocks.Step: (*Chat).pressStep, blocks.Map: (*Chat).pressMap, blocks.Share: (*Chat).pressShare,
	blocks.Note: (*Chat).pressNote, blocks.Snippet: (*Chat).pressSnippet, blocks.Language: (*Chat).pressLanguage,
	blocks.Feedback: (*Chat).pressFeedback, blocks.Ask: (*Chat).pressAsk,
	blocks.HomeLanguage: (*Chat).pressHomeLanguage, blocks.HomePlace: (*Chat).pressHomePlace,
}

// blockActions queues the press; the first action is the one pressed.
func (ch *Chat) blockActions(a asker, in slack.InteractionCallback) error {
	if len(in.ActionCallback.BlockActions) == 0 {
		return errBadBody
	}
	verb, p := pressOf(a, in)
	if verb == blocks.Open {
		return nil // Slack opens the page itself
	}
	do, ok := presses[verb]
	if !ok {
		ch.c.Count("unknown", "action")
		return nil
	}
	return ch.press(p.asker, in.TriggerID, verb, func(ctx context.Context) error {
		err := do(ch, ctx, p)
		if errors.Is(err, bot.ErrGone) {
			return ch.gone(ctx, p)
		}
		return err
	})
}

// pressOf reads what was pressed: the verb, and the place in the guide it is about.
func pressOf(a asker, in slack.InteractionCallback) (verb string, p press) {
	act := in.ActionCallback.BlockActions[0]
	p = press{
		asker: a, value: orElse(act.Value, act.SelectedOption.Value), key: in.TriggerID,
		ephemeral: in.Container.IsEphemeral, preview: in.Container.IsAppUnfurl, home: in.View.Type == slack.VTHomeTab,
	}
	verb, _ = blocks.Verb(act.ActionID)
	place := p.value
	switch verb {
	case blocks.Menu:
		verb, place = blocks.Verb(p.value)
	case blocks.Feedback:
		_, place = blocks.Verb(p.value)
	case blocks.Language:
		place = in.View.PrivateMetadata // the dialog knows the entry, the menu the language
	}
	if ref, ok := bot.ParseCompact(place); ok {
		p.ref, p.lang = ref, ref.Lang
	}
	return verb, p
}

// gone tells that what a button shows is no longer there.
func (ch *Chat) gone(ctx context.Context, p press) error {
	l := ch.lang(ctx, p.asker)
	text := ch.words(l).Text(locales.LinkGone)
	if p.home || p.view != "" {
		return ch.openView(ctx, p, ch.render.TextView(bot.Card{Lang: l, Title: text}))
	}
	return ch.tell(ctx, p.asker, ch.render.Sentence(text))
}

// pressShow shows an entry beside what was pressed.
func (ch *Chat) pressShow(ctx context.Context, p press) error {
	_, c, err := ch.c.Bot.Open(ctx, p.ref)
	if err != nil {
		return err
	}
	return ch.showBeside(ctx, p, c)
}

// showBeside shows a card in the thread; where only the asker sees the message, in its
// place; in a dialog from the home tab, which has no thread.
func (ch *Chat) showBeside(ctx context.Context, p press, c bot.Card) error {
	o := blocks.Options{Municipality: ch.preference(ctx, p.asker).Municipality}
	switch {
	case p.home || p.view != "":
		return ch.openView(ctx, p, ch.render.CardView(c, o))
	case p.ephemeral:
		o.Private = true
		return ch.reply(p.asker).replace(ctx, ch.render.Card(c, o))
	case p.preview || ch.c.Private:
		o.Private = true
		return ch.tell(ctx, p.asker, ch.render.Card(c, o))
	}
	cl, err := ch.clients.of(ctx, p.at)
	if err != nil {
		return err
	}
	return cl.post(ctx, place{channel: p.channel, thread: p.thread, key: p.key}, ch.render.Card(c, blocks.Options{}))
}

// pressStep puts another step in the place of the one shown.
func (ch *Chat) pressStep(ctx context.Context, p press) error {
	_, c, err := ch.c.Bot.Open(ctx, p.ref)
	if err != nil {
		return err
	}
	if p.view != "" || p.respond == "" {
		return ch.showBeside(ctx, p, c)
	}
	return ch.reply(p.asker).replace(ctx, ch.render.Card(c, blocks.Options{Private: p.ephemeral}))
}

// pressMap shows the map to who asked for it: it is long.
func (ch *Chat) pressMap(ctx context.Context, p press) error {
	c := ch.c.Bot.Map(p.ref.Lang)
	if p.home || p.view != "" {
		return ch.openView(ctx, p, ch.render.CardView(c, blocks.Options{}))
	}
	return ch.tell(ctx, p.asker, ch.render.Card(c, blocks.Options{Private: true}))
}

// pressShare shows everybody what one person saw.
func (ch *Chat) pressShare(ctx context.Context, p press) error {
	_, c, err := ch.c.Bot.Open(ctx, p.ref)
	if err != nil {
		return err
	}
	r := ch.reply(p.asker)
	if err := r.publicly(ctx, ch.render.Card(c, blocks.Options{})); err != nil {
		return err
	}
	return r.remove(ctx)
}

// pressFeedback passes on whether an answer was of use, and thanks.
func (ch *Chat) pressFeedback(ctx context.Context, p press) error {
	verdict, _ := blocks.Verb(p.value)
	r, _, err := ch.c.Bot.Open(ctx, p.ref)
	if err != nil {
		return err
	}
	if ch.c.Editors != nil && (verdict == blocks.Helpful || verdict == blocks.NotHelpful) {
		ch.c.Editors.Helpful(r.Entry.ID, p.ref.Lang, verdict == blocks.Helpful)
	}
	return ch.tell(ctx, p.asker, ch.render.Sentence(ch.words(p.ref.Lang).Text(locales.SlackThanks)))
}

// pressHomeLanguage keeps the adviser's language.
func (ch *Chat) pressHomeLanguage(ctx context.Context, p press) error {
	pref := ch.preference(ctx, p.asker)
	pref.Lang, _ = content.ParseLang(p.value) // "any" is none
	ch.keepPreference(p.asker, pref)
	return ch.publishHome(ctx, p.asker)
}

// pressHomePlace keeps the adviser's municipality; what is no number of one changes
// nothing.
func (ch *Chat) pressHomePlace(ctx context.Context, p press) error {
	number := p.value
	if number != "" && !isMunicipality(number) {
		l := ch.lang(ctx, p.asker)
		text := ch.words(l).Text(locales.SlackHomeMunicipalityBad)
		return ch.openView(ctx, p, ch.render.TextView(bot.Card{Lang: l, Title: ch.words(l).Text(locales.SlackHomeMunicipality), Lead: text}))
	}
	pref := ch.preference(ctx, p.asker)
	pref.Municipality = number
	ch.keepPreference(p.asker, pref)
	return ch.publishHome(ctx, p.asker)
}

// isMunicipality reports whether s is written as a municipality's number.
func isMunicipality(s string) bool {
	return len(s) == blocks.MaxPlace && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < '0' || b > '9' })
}
