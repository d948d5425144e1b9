package slackchat

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
)

// manner is what a message at a response_url does.
type manner int

const (
	ephemeral manner = iota // the person alone sees it
	inChannel               // everybody in the channel sees it
	replacing               // it takes the place of the message that was pressed
	removing                // the message that was pressed goes
)

var errForeign = errors.New("response_url is not Slack's")

// hooks are the response_urls, which commands and presses come with.
type hooks struct {
	clients *clients
	apiURL  string
}

// respond answers at a response_url, which needs no token.
func (h hooks) respond(ctx context.Context, address, thread string, m blocks.Message, how manner) error {
	if !h.slacksOwn(address) {
		return chat.Refused(errForeign)
	}
	err := h.respondOnce(ctx, address, thread, m, how)
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code < http.StatusInternalServerError {
		// As in client.post: what Slack can't draw is left out.
		if m.Plain != nil {
			m.Blocks = m.Plain
			err = h.respondOnce(ctx, address, thread, m, how)
		}
	}
	return outcome(err)
}

// respondOnce is respond without another try.
func (h hooks) respondOnce(ctx context.Context, address, thread string, m blocks.Message, how manner) error {
	var opts []slack.MsgOption
	switch how {
	case ephemeral:
		opts = append(opts, slack.MsgOptionResponseURL(address, slack.ResponseTypeEphemeral))
	case inChannel:
		opts = append(opts, slack.MsgOptionResponseURL(address, slack.ResponseTypeInChannel))
	case replacing:
		opts = append(opts, slack.MsgOptionReplaceOriginal(address))
	case removing:
		opts = append(opts, slack.MsgOptionDeleteOriginal(address))
	}
	if m.Text != "" {
		opts = append(opts, messageOptions(m)...)
	}
	if thread != "" && (how == ephemeral || how == inChannel) {
		opts = append(opts, slack.MsgOptionTS(thread)) // else it would stand at the channel's root
	}
	_, _, err := h.clients.hooks.api.PostMessageContext(ctx, "", opts...)
	return err
}

// slacksOwn tells whether an address is one of Slack's; a test's API is its own.
func (h hooks) slacksOwn(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if api, err := url.Parse(h.apiURL); err == nil && u.Scheme == api.Scheme && u.Host == api.Host {
		return true
	}
	return u.Scheme == "https" && slices.Contains([]string{"hooks.slack.com", "hooks.slack-gov.com"}, u.Host)
}
