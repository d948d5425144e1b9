package slackchat

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/slack-go/slack"

	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// asker is who asked or pressed, and how to reach them.
type asker struct {
	at      workspace
	user    string
	channel string       // empty where there is none, as on the home tab
	thread  string       // to answer in; empty for none
	respond string       // response_url; empty for none
	trigger string       // trigger_id: opens one dialog within three seconds
	view    string       // id of the dialog it happened in; empty for none
	lang    content.Lang // of what was pressed; empty where not known
}

// person is the asker's name in the journal: it hashes what it is given.
func (a asker) person() string {
	if a.at.enterprise != "" {
		return "slack/" + a.at.enterprise + "/" + a.user // one person in all its workspaces
	}
	return "slack/" + a.at.team + "/" + a.user
}

// maxUses is how often Slack takes a message at one response_url, within 30 minutes; a
// job ends long before.
const maxUses = 5

var (
	errSpent     = errors.New("response_url used up")
	errForeigner = errors.New("response_url is not Slack's")
)

// reply answers at a response_url. It needs no token, so that a workspace whose
// installation is lost can be told so.
type reply struct {
	chat *Chat
	url  string
	uses int
}

func (ch *Chat) reply(a asker) *reply { return &reply{chat: ch, url: a.respond} }

// privately shows m to the asker alone.
func (r *reply) privately(ctx context.Context, m blocks.Message) error {
	return r.send(ctx, m, slack.MsgOptionResponseURL(r.url, slack.ResponseTypeEphemeral))
}

// replace puts m in the place of the message that was pressed.
func (r *reply) replace(ctx context.Context, m blocks.Message) error {
	return r.send(ctx, m, slack.MsgOptionReplaceOriginal(r.url))
}

// publicly shows m to everybody in the channel.
func (r *reply) publicly(ctx context.Context, m blocks.Message) error {
	return r.send(ctx, m, slack.MsgOptionResponseURL(r.url, slack.ResponseTypeInChannel))
}

// remove takes the message that was pressed away.
func (r *reply) remove(ctx context.Context) error {
	return r.send(ctx, blocks.Message{}, slack.MsgOptionDeleteOriginal(r.url))
}

func (r *reply) send(ctx context.Context, m blocks.Message, how slack.MsgOption) error {
	if r.uses++; r.uses > maxUses {
		return errSpent
	}
	if !r.chat.slackHook(r.url) {
		return errForeigner
	}
	opts := []slack.MsgOption{how}
	if m.Text != "" {
		opts = append(opts, messageOptions(m)...)
	}
	_, _, err := r.chat.clients.hooks.api.PostMessageContext(ctx, "", opts...)
	if e, ok := errors.AsType[slack.StatusCodeError](err); ok && e.Code < http.StatusInternalServerError {
		// As in client.post: a picture that Slack can't fetch is left out.
		if plain, had := withoutPictures(m); had {
			return r.send(ctx, plain, how)
		}
	}
	return err
}

// slackHook tells whether an address is one of Slack's; a test's API is its own.
func (ch *Chat) slackHook(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if api, err := url.Parse(ch.c.APIURL); err == nil && u.Scheme == api.Scheme && u.Host == api.Host {
		return true
	}
	return u.Scheme == "https" && slices.Contains([]string{"hooks.slack.com", "hooks.slack-gov.com"}, u.Host)
}

// tell shows a message to the asker alone, by whatever way there is.
func (ch *Chat) tell(ctx context.Context, a asker, m blocks.Message) error {
	if a.respond != "" {
		return ch.reply(a).privately(ctx, m)
	}
	cl, err := ch.clients.of(ctx, a.at)
	if err != nil {
		return err
	}
	if a.channel == "" {
		return cl.post(ctx, place{channel: a.user}, m) // a direct message
	}
	return cl.post(ctx, place{channel: a.channel, thread: a.thread, only: a.user}, m)
}

func (ch *Chat) tellFailed(ctx context.Context, a asker, id string) error {
	w := ch.words(ch.lang(ctx, a))
	return ch.tell(ctx, a, ch.render.Sentence(w.Text(locales.SlackFailed, "ID", id)))
}

func (ch *Chat) words(l content.Lang) *locales.Words { return ch.c.Words.In(string(l)) }
