package slackchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
)

// maxBody is far above what Slack sends: a 40,000-character message with its blocks is
// about 200 kB.
const maxBody = 1 << 20

var (
	errBadSignature = errors.New("bad signature")
	errBadBody      = errors.New("bad body")
	errTooLarge     = errors.New("body too large")
)

// ingress is what comes in from Slack: verified, decoded and handed to package chat.
type ingress struct {
	c       Config
	chat    *chat.Chat
	out     *egress
	home    *home
	recover chat.Recoverer

	warnings *chat.Limiter // of log lines that a stranger can cause
}

// take does what a body asks for and returns what is to be answered: nil is an empty
// 200, anything else its JSON.
type take func(ctx context.Context, body []byte) (reply any, err error)

// handle verifies a request over its raw bytes, then gives the body on.
func (in *ingress) handle(f take) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var reply any
		err := in.recover.Call(r.URL.Path, func() (err error) {
			reply, err = in.verified(w, r, f)
			return err
		})
		if err != nil {
			code := status(err)
			in.c.Count("refused", http.StatusText(code))
			if errors.Is(err, errBadSignature) && in.warnings.Allow("signature") {
				in.c.Log.Warn("slack: a request with a wrong signature or an old time; if it is Slack's, the signing secret or the clock is wrong", "path", r.URL.Path)
			}
			http.Error(w, http.StatusText(code), code)
			return
		}
		if reply == nil {
			w.WriteHeader(http.StatusOK)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(reply); err != nil {
			in.c.Log.Debug("slack reply not written", "err", err)
		}
	})
}

func (in *ingress) verified(w http.ResponseWriter, r *http.Request, f take) (any, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errBadBody
	}
	if err := verify(r.Header, body, in.c.SigningSecret); err != nil {
		return nil, err
	}
	return f(r.Context(), body)
}

// verify checks Slack's signature and its five-minute window. The library's errors are
// not passed on: they say what was expected.
func verify(h http.Header, body []byte, secret string) error {
	v, err := slack.NewSecretsVerifier(h, secret)
	if err != nil {
		return errBadSignature
	}
	if _, err := v.Write(body); err != nil {
		return errBadSignature
	}
	if v.Ensure() != nil {
		return errBadSignature
	}
	return nil
}

// status is what Slack is told: a 503, as any 5xx, makes it bring an event again.
func status(err error) int {
	switch {
	case errors.Is(err, errBadSignature):
		return http.StatusUnauthorized
	case errors.Is(err, errBadBody):
		return http.StatusBadRequest
	case errors.Is(err, errTooLarge):
		return http.StatusRequestEntityTooLarge
	}
	if _, ok := errors.AsType[*chat.Panic](err); ok {
		return http.StatusInternalServerError
	}
	return http.StatusServiceUnavailable
}

// accepted is the end of what Slack does not bring again: what is under way goes on
// after it is acknowledged.
func accepted(err error) error {
	if errors.Is(err, chat.ErrPending) || errors.Is(err, chat.ErrUnknown) {
		return nil
	}
	return err
}

// takeCommand reads a slash command's form.
func (in *ingress) takeCommand(ctx context.Context, body []byte) (any, error) {
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
func (in *ingress) takeInteraction(ctx context.Context, body []byte) (any, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fmt.Errorf("interaction: %w", errBadBody)
	}
	return in.takePayload(ctx, []byte(form.Get("payload")))
}

func (in *ingress) takePayload(ctx context.Context, payload []byte) (any, error) {
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
func (in *ingress) resume(ctx context.Context, name string, body []byte) error {
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
