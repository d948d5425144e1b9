package chat_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"veiviser/bot/chat"
)

func TestTransport(t *testing.T) {
	secret := "https://hooks.slack.com/actions/T1/2/secret"
	for _, tt := range []struct {
		name string
		err  error
		want chat.Failure
	}{
		{"never connected", &net.OpError{Op: "dial", Err: errors.New("refused")}, chat.Failure{Again: true}},
		{"reset while reading", &net.OpError{Op: "read", Err: errors.New("reset")}, chat.Failure{Sent: chat.UnknownSent}},
		{"cut off", io.ErrUnexpectedEOF, chat.Failure{Sent: chat.UnknownSent}},
		{"out of time", context.DeadlineExceeded, chat.Failure{Sent: chat.UnknownSent}},
	} {
		err := chat.Transport(&url.Error{Op: "Post", URL: secret, Err: tt.err})
		f, ok := errors.AsType[*chat.Failure](err)
		if !ok || f.Again != tt.want.Again || f.Sent != tt.want.Sent || f.After != 0 {
			t.Errorf("%s: %+v, want %+v", tt.name, f, tt.want)
		}
		if strings.Contains(err.Error(), "secret") || !errors.Is(err, tt.err) {
			t.Errorf("%s: the error is %q", tt.name, err)
		}
	}
	if err := chat.Transport(nil); err != nil {
		t.Errorf("Transport(nil) = %v", err)
	}
}

func TestFailureTexts(t *testing.T) {
	cause := errors.New("status 500")
	for _, err := range []error{chat.Refused(cause), chat.Retry(cause, time.Second), chat.Unknown(cause)} {
		if err.Error() != "status 500" || !errors.Is(err, cause) {
			t.Errorf("%v does not say what failed", err)
		}
	}
}
