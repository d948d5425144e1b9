package chat

import (
	"context"
	"crypto/rand"
	"log/slog"
	"regexp"
	"strings"
)

type requestKey struct{}

// WithRequestID returns ctx for a request that goes by id.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the id of the request that ctx is of; empty outside a request.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// requestForm is what is taken for a request's id: no more than the ids that proxies
// make, and nothing that could write a line of its own into a log.
var requestForm = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// NewRequestID returns given where it can be a request's id, as a proxy sends it, else a
// new one.
func NewRequestID(given string) string {
	if requestForm.MatchString(given) {
		return given
	}
	return strings.ToLower(rand.Text()[:16])
}

// RequestLog writes the request's id into every line logged with its context, and
// leaves the rest to the handler it wraps.
type RequestLog struct{ slog.Handler }

// Handle implements [slog.Handler].
func (h RequestLog) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r = r.Clone()
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (h RequestLog) WithAttrs(as []slog.Attr) slog.Handler {
	return RequestLog{h.Handler.WithAttrs(as)}
}

// WithGroup implements [slog.Handler].
func (h RequestLog) WithGroup(name string) slog.Handler {
	return RequestLog{h.Handler.WithGroup(name)}
}
