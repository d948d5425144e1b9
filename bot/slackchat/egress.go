package slackchat

import (
	"context"
	"errors"
	"slices"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/locales"
)

// egress is what goes out to Slack: the [chat.Platform].
type egress struct {
	c Config
	layout
	hooks   hooks
	clients *clients
	locales *localeCache
	answers *answers
	titled  *lru.Cache[string, bool] // agents' threads that have a title
}

func newEgress(c Config) *egress {
	clients := newClients(c)
	return &egress{c: c, layout: newLayout(c), hooks: hooks{clients, c.APIURL}, clients: clients, locales: newLocaleCache(), answers: newAnswers(c.Now), titled: newCache[string, bool](maxTitled)}
}

// way is how Slack reaches an address besides channel and thread.
type way struct {
	at      workspace
	respond string // response_url; empty for none
	trigger string // trigger_id: opens one dialog within three seconds
	view    string // id of the dialog it happened in; empty for none
	kind    string // of that dialog
	alone   bool   // one person alone saw what it was opened from
	root    bool   // the address' thread has no reply yet: Slack shows no private message in it
	asked   string // the message that is answered; empty for none
	edited  bool   // which was changed after it was written: it may have an answer
}

func wayOf(a chat.Address) way {
	w, _ := a.Way.(way)
	return w
}

// Name implements [chat.Platform].
func (*egress) Name() bot.Platform { return bot.Slack }

const (
	// deadline leaves half a second of Slack's three for the way back.
	deadline = 2500 * time.Millisecond
	// channelBurst: Slack takes short bursts above a message a second.
	channelBurst = 3
)

// Limits implements [chat.Platform].
func (*egress) Limits() chat.Limits {
	return chat.Limits{
		Text: blocks.MaxText, Blocks: blocks.MaxMessageBlocks, Buttons: blocks.MaxButtons, Channel: []chat.Rate{{PerSecond: 1, Burst: channelBurst}},
		Deadline: deadline, Redeliver: true, Threads: true, Edits: true, Private: true, Forms: true, AnyRoom: true,
	}
}

// dialog lays a message out as a dialog that is opened from the address.
func (e *egress) dialog(ctx context.Context, to chat.Address, m chat.Message) slack.ModalViewRequest {
	switch m.Kind {
	case chat.TextMessage:
		return e.render.TextView(bot.Card{Lang: m.Lang, Title: m.Text})
	case chat.NoteMessage:
		return e.render.NoteView(m)
	case chat.EditorsMessage:
		return e.render.EditorsView(m, placeOf(to))
	case chat.SettingsMessage:
		return e.render.SettingsView(m, placeOf(to))
	case chat.SnippetMessage:
		names := func(lang string) string { return e.c.Bot.Names(m.Lang).SnippetLang(lang) }
		return e.render.SnippetView(m.Lang, m.Snippet, names, m.Ref)
	}
	o := blocks.Options{Municipality: m.Municipality, Following: e.following(ctx, to), Subscribe: e.c.Kept != nil}
	if m.Kind == chat.MoreMessage {
		return e.render.MoreView(m.Card, openedFrom(to), o)
	}
	return e.render.CardView(m.Card, openedFrom(to), o)
}

// placeOf is where something can be shared from a dialog: the thread it was opened from,
// where there are others.
func placeOf(a chat.Address) blocks.Place {
	if a.Channel == "" || direct(a.Channel) {
		return blocks.Place{}
	}
	return blocks.Place{Channel: a.Channel, Thread: a.Thread}
}

// openedFrom is placeOf with whether others see what was pressed there.
func openedFrom(a chat.Address) blocks.Place {
	p := placeOf(a)
	p.Alone = p.Channel != "" && (a.Surface == chat.Ephemeral || a.Surface == chat.OnPreview || wayOf(a).alone)
	return p
}

// Post implements [chat.Platform].
func (e *egress) Post(ctx context.Context, to chat.Address, m chat.Message) error {
	w, laid := wayOf(to), e.message(m)
	t := target{channel: to.Channel, thread: to.Thread, key: m.Key}
	if w.asked != "" {
		t.asked = to.Channel + " " + w.asked
		if w.edited {
			if done, err := e.amend(ctx, to, t, laid); done || err != nil {
				return err
			}
		}
	}
	ts, err := e.send(ctx, to, t, laid)
	if err != nil {
		return err
	}
	if t.asked != "" && ts != "" {
		e.answers.keep(w.at.owner()+" "+t.asked, ts, laid.Text)
	}
	agent{e}.answered(ctx, to, m)
	return nil
}

// Tell implements [chat.Platform]: at the response_url, which needs no token and so
// reaches somebody in a workspace whose installation is lost; in a direct conversation
// by a message, elsewhere by one that the person alone sees, else by a direct message.
func (e *egress) Tell(ctx context.Context, to chat.Address, m chat.Message) error {
	w, laid := wayOf(to), e.message(m)
	if w.respond != "" {
		return e.hooks.respond(ctx, w.respond, to.Thread, laid, ephemeral)
	}
	direct := target{channel: to.Person, key: m.Key}
	switch {
	case to.Person == "": // nobody's: a workflow's question
		return e.sent(ctx, to, target{channel: to.Channel, thread: to.Thread, key: m.Key}, laid)
	case to.Channel == "":
		return e.sent(ctx, to, direct, laid)
	case to.Direct:
		return e.sent(ctx, to, target{channel: to.Channel, thread: to.Thread, key: m.Key}, laid)
	}
	alone := target{channel: to.Channel, thread: to.Thread, only: to.Person}
	if w.root {
		alone.thread = ""
	}
	err := e.sent(ctx, to, alone, laid)
	if absent(err) {
		return e.sent(ctx, to, direct, laid)
	}
	return err
}

// absent reports whether Slack refused because the app, or the person, is not in the
// channel.
func absent(err error) bool { return refusedAs(err, notThere) }

// refusedAs reports whether Slack refused with one of these errors.
func refusedAs(err error, as []string) bool {
	refusal, ok := errors.AsType[slack.SlackErrorResponse](err)
	return ok && slices.Contains(as, refusal.Err)
}

// notThere are the refusals of a private message that a direct one gets round.
var notThere = []string{"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived", "restricted_action"}

// send sends a message and returns what Slack calls it.
func (e *egress) send(ctx context.Context, to chat.Address, t target, m blocks.Message) (ts string, err error) {
	cl, err := e.clients.of(ctx, wayOf(to).at)
	if err != nil {
		return "", err
	}
	ts, err = cl.post(ctx, t, m)
	return ts, e.clients.failed(ctx, wayOf(to).at, err)
}

// sent is send where nobody asks what Slack calls it.
func (e *egress) sent(ctx context.Context, to chat.Address, t target, m blocks.Message) error {
	_, err := e.send(ctx, to, t, m)
	return err
}

// call makes another call to a workspace.
func (e *egress) call(ctx context.Context, w workspace, f func(*slack.Client) error) error {
	cl, err := e.clients.of(ctx, w)
	if err != nil {
		return err
	}
	return e.clients.failed(ctx, w, outcome(f(cl.api)))
}

// Replace implements [chat.Replacer].
func (e *egress) Replace(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	if w.respond == "" {
		return e.Open(ctx, to, m)
	}
	return e.hooks.respond(ctx, w.respond, to.Thread, e.message(m), replacing)
}

// Share implements [chat.Sharer]. It says who shared it.
func (e *egress) Share(ctx context.Context, to chat.Address, m chat.Message) error {
	w, laid := wayOf(to), e.shared(m, to.Person)
	if w.respond == "" {
		return e.shareFromDialog(ctx, to, m, laid)
	}
	thread := to.Thread
	if w.root {
		thread = "" // a command's answer stands in no thread
	}
	if err := e.hooks.respond(ctx, w.respond, thread, laid, inChannel); err != nil {
		return err
	}
	if err := e.hooks.respond(ctx, w.respond, "", blocks.Message{}, removing); err != nil {
		// What was shared must not be shared again for it.
		e.c.Log.WarnContext(ctx, "slack: a private message stays after it was shared", "err", err)
	}
	return nil
}

// shareFromDialog posts a part of an entry where the dialog was opened from, and says so
// in the dialog. Where the app is no member it can't; the dialog says that.
func (e *egress) shareFromDialog(ctx context.Context, to chat.Address, m chat.Message, laid blocks.Message) error {
	said := locales.SlackSharedDone
	if err := e.sent(ctx, to, target{channel: to.Channel, thread: to.Thread, key: m.Key}, laid); absent(err) {
		said = locales.SlackNotMember
	} else if err != nil {
		return err
	}
	o := blocks.Options{Municipality: m.Municipality, Said: e.words(m.Lang).Text(said), Following: e.following(ctx, to), Subscribe: e.c.Kept != nil}
	if err := e.open(ctx, to, e.render.MoreView(m.Card, openedFrom(to), o)); err != nil {
		e.c.Log.WarnContext(ctx, "slack: the dialog does not tell that a part was shared", "err", err)
	}
	return nil
}

// Open implements [chat.Opener]: over the dialog that is open, or new.
func (e *egress) Open(ctx context.Context, to chat.Address, m chat.Message) error {
	return e.open(ctx, to, e.dialog(ctx, to, m))
}

func (e *egress) open(ctx context.Context, to chat.Address, v slack.ModalViewRequest) error {
	w := wayOf(to)
	return e.call(ctx, w.at, func(api *slack.Client) (err error) {
		switch {
		case w.view != "" && (w.kind == v.CallbackID || !slices.Contains(above, v.CallbackID)):
			// Cards lead to cards without end; Slack stacks three dialogs.
			if _, err = api.UpdateViewContext(ctx, v, "", "", w.view); refusedAs(err, closed) {
				_, err = api.OpenViewContext(ctx, w.trigger, v)
			}
		case w.view != "":
			_, err = api.PushViewContext(ctx, w.trigger, v)
		default:
			_, err = api.OpenViewContext(ctx, w.trigger, v)
		}
		return err
	})
}

// closed is what Slack says of a dialog that was closed after the press, or that it has
// forgotten.
var closed = []string{"not_found"}

// above are the dialogs that are closed to go back to the one below.
var above = []string{blocks.NoteView, blocks.AskView, blocks.SnippetView, blocks.EditorsView}

// Posted implements [chat.Checker] where the app may read the thread: in direct
// conversations, and in channels whose history it was given the right to.
func (e *egress) Posted(ctx context.Context, to chat.Address, key string) (posted, known bool) {
	ms, whole, ok := e.thread(ctx, to)
	if !ok {
		return false, false
	}
	for _, m := range ms {
		if m.Metadata.EventType == answerEvent && m.Metadata.EventPayload[metaKey] == messageID(key) {
			return true, true
		}
	}
	return false, whole
}
