package chat_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"veiviser/bot/chat"
)

// A request's id stands in what is logged with its context, in a derived logger too, and
// in nothing else.
func TestRequestLog(t *testing.T) {
	var b bytes.Buffer
	lg := slog.New(chat.RequestLog{Handler: slog.NewTextHandler(&b, nil)})
	ctx := chat.WithRequestID(t.Context(), "abc12345")
	for name, log := range map[string]func(){
		"plain": func() { lg.InfoContext(ctx, "x") }, "with": func() { lg.With("a", 1).InfoContext(ctx, "x") },
	} {
		b.Reset()
		log()
		if !strings.Contains(b.String(), "request=abc12345") {
			t.Errorf("%s: %s", name, &b)
		}
	}
	b.Reset()
	lg.WithGroup("g").InfoContext(ctx, "x")
	lg.InfoContext(t.Context(), "y")
	if got := b.String(); strings.Count(got, "abc12345") != 1 {
		t.Errorf("in a group, and outside of a request: %s", got)
	}
}

// What the inbox itself says of an event carries the id of the request that brought it:
// that it failed, that nobody could be told, that it panicked; and so does what is done.
func TestRequestOfAnEvent(t *testing.T) {
	for name, fault := range map[string]func() error{
		"fails": func() error { return errors.New("nothing") }, "is not known to be out": func() error { return chat.Unknown(errors.New("lost")) }, "panics": func() error { panic("x") },
	} {
		synctest.Test(t, func(t *testing.T) {
			in := start(t, chat.InboxConfig{})
			ctx := chat.WithRequestID(t.Context(), "abc12345")
			same := func(ctx context.Context) {
				if got := chat.RequestID(ctx); got != "abc12345" {
					t.Errorf("%s: done for request %q", name, got)
				}
			}
			_ = in.Deliver(ctx, chat.Event{
				IDs: []string{"1"}, Name: "message", Do: func(ctx context.Context) error { same(ctx); return fault() },
				Fail: func(ctx context.Context, _ string) error { same(ctx); return errors.New("nobody there") },
			})
			in.end()
			n := 0
			for line := range strings.Lines(in.log.String()) {
				if n++; strings.Count(line, "request=abc12345") != 1 {
					t.Errorf("%s: logged without the request, or twice: %s", name, line)
				}
			}
			if n == 0 {
				t.Errorf("%s: nothing is logged", name)
			}
		})
	}
}

// What can't be an id, such as one that would begin a line of its own in a log, gives way
// to a new one.
func TestNewRequestID(t *testing.T) {
	for _, good := range []string{"abcdefgh", "6b0c9f7e-8a3d-4a34-9d5e-1a2b3c4d5e6f", "Root-1.2_3"} {
		if got := chat.NewRequestID(good); got != good {
			t.Errorf("%q became %q", good, got)
		}
	}
	seen := map[string]bool{}
	for _, bad := range []string{"", "short", strings.Repeat("a", 65), "abc\nlevel=ERROR", `abcdefgh"`, "æøåæøåæø", "01019012345 x"} {
		id := chat.NewRequestID(bad)
		if id == bad || len(id) != 16 || seen[id] {
			t.Errorf("%q became %q", bad, id)
		}
		seen[id] = true
	}
}
