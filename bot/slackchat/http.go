package slackchat

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"
)

// maxBody is far above what Slack sends: a 40,000-character message with its blocks is
// about 200 kB.
const maxBody = 1 << 20

var (
	errBadSignature = errors.New("bad signature")
	errBadBody      = errors.New("bad body")
	errTooLarge     = errors.New("body too large")
	errBusy         = errors.New("queue full")
)

// Register adds the routes Slack calls, and with OAuth those a browser calls.
func (ch *Chat) Register(mux *http.ServeMux) {
	if ch.c.SigningSecret != "" {
		mux.Handle("POST /slack/events", ch.handle(ch.takeEvent))
		mux.Handle("POST /slack/commands", ch.handle(ch.takeCommand))
		mux.Handle("POST /slack/interactions", ch.handle(ch.takeInteraction))
	}
	if ch.c.ClientID != "" {
		mux.HandleFunc("GET /slack/install", ch.install)
		mux.HandleFunc("GET /slack/oauth", ch.oauth)
	}
}

// handle verifies a request over its raw bytes, then gives the body on and answers
// with what comes back: nil is an empty 200, anything else its JSON.
func (ch *Chat) handle(take func(body []byte) (reply any, err error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var reply any
		err := ch.recover.Call(r.URL.Path, func() (err error) {
			reply, err = ch.verified(w, r, take)
			return err
		})
		if err != nil {
			code := status(err)
			ch.c.Count("refused", http.StatusText(code))
			http.Error(w, http.StatusText(code), code)
			return
		}
		if reply == nil {
			w.WriteHeader(http.StatusOK)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(reply); err != nil {
			ch.c.Log.Debug("slack reply not written", "err", err)
		}
	})
}

func (ch *Chat) verified(w http.ResponseWriter, r *http.Request, take func([]byte) (any, error)) (any, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errBadBody
	}
	if err := verify(r.Header, body, ch.c.SigningSecret); err != nil {
		return nil, err
	}
	return take(body)
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

func status(err error) int {
	switch {
	case errors.Is(err, errBadSignature):
		return http.StatusUnauthorized
	case errors.Is(err, errBadBody):
		return http.StatusBadRequest
	case errors.Is(err, errTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errBusy):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// takeCommand reads a slash command's form.
func (ch *Chat) takeCommand(body []byte) (any, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("command") == "" {
		return nil, fmt.Errorf("command: %w", errBadBody)
	}
	return ch.command(slack.SlashCommand{
		TeamID: form.Get("team_id"), EnterpriseID: form.Get("enterprise_id"), ChannelID: form.Get("channel_id"),
		UserID: form.Get("user_id"), Command: form.Get("command"), Text: form.Get("text"),
		ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
		IsEnterpriseInstall: form.Get("is_enterprise_install") == "true",
	})
}

// takeInteraction reads a press, a shortcut or a submitted dialog: JSON in a form.
func (ch *Chat) takeInteraction(body []byte) (any, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fmt.Errorf("interaction: %w", errBadBody)
	}
	var in slack.InteractionCallback
	if err := json.Unmarshal([]byte(form.Get("payload")), &in); err != nil {
		return nil, fmt.Errorf("interaction: %w", errBadBody)
	}
	return ch.interaction(in)
}
