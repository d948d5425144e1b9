package slackchat

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

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
	steps    *chat.Limiter // of completed steps of workflows, by workspace
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
				in.c.Log.WarnContext(r.Context(), "slack: a request with a wrong signature or an old time; if it is Slack's, the signing secret or the clock is wrong", "path", r.URL.Path)
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
			in.c.Log.DebugContext(r.Context(), "slack reply not written", "err", err)
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
