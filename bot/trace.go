package bot

import (
	"context"
	"errors"

	"veiviser/content"
	"veiviser/search"
)

// Tracer is told of the parts of the work as they begin and end.
type Tracer interface {
	// Begin begins a span within the one that ctx is of, and returns the context of what
	// is done in it. end ends it, once.
	Begin(ctx context.Context, name string) (within context.Context, end func(Span))
}

// Span is all that is told of a part of the work: words of the program's own lists. It has
// no room for a text, a name or an id, and an error is told of without its words.
type Span struct {
	Platform   Platform
	Job        string // the kind of event or request; empty for none
	Card       string // the kind of card; empty for none
	Section    content.Section
	Lang       content.Lang
	Confidence search.Confidence
	Failed     bool
}

type tracerKey struct{}

// WithTracer returns ctx for work that t is told of; nil is told nothing.
func WithTracer(ctx context.Context, t Tracer) context.Context {
	if t == nil {
		return ctx
	}
	return context.WithValue(ctx, tracerKey{}, t)
}

// TracerOf is who is told of the work that ctx is of; nil for nobody.
func TracerOf(ctx context.Context) Tracer {
	t, _ := ctx.Value(tracerKey{}).(Tracer)
	return t
}

// Trace begins a span for whom ctx tells of its work. It is for nothing, and costs next to
// nothing, where that is nobody.
func Trace(ctx context.Context, name string) (within context.Context, end func(Span)) {
	if t := TracerOf(ctx); t != nil {
		return t.Begin(ctx, name)
	}
	return ctx, func(Span) {}
}

// searched is what the index answers, with a span for it.
func searched(ctx context.Context, ix Searcher, p Platform, q search.Query) (search.Result, error) {
	ctx, traced := Trace(ctx, "search")
	res, err := ix.Search(ctx, q)
	traced(Span{
		Platform: p, Section: res.Section, Lang: res.Lang, Confidence: res.Confidence, Failed: err != nil && !errors.Is(err, search.ErrEmptyQuery),
	})
	return res, err
}
