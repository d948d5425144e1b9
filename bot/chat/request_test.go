package chat_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

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
