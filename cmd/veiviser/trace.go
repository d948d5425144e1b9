package main

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"veiviser/bot"
)

// tracesWait is what the last spans may take to be sent at the end: what is not, is lost.
const tracesWait = 400 * time.Millisecond

// traces sends what is traced to a collector.
type traces struct {
	provider *sdktrace.TracerProvider
}

// newTraces sends spans to the collector whose address is base, by OTLP over HTTP. The
// program's log is told when they can't be sent.
func newTraces(ctx context.Context, base string, log *slog.Logger) (*traces, error) {
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(base+"/v1/traces"))
	if err != nil {
		return nil, err
	}
	// The library has one place for what goes wrong in sending.
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces are not sent", "err", err) }))
	return tracesTo(sdktrace.WithBatcher(exporter)), nil
}

// tracesTo sends spans as the option says.
func tracesTo(sink sdktrace.TracerProviderOption) *traces {
	about := resource.NewSchemaless(attribute.String("service.name", "veiviser"), attribute.String("service.version", thisBuild().Version))
	return &traces{sdktrace.NewTracerProvider(sink, sdktrace.WithResource(about))}
}

// close sends the last spans.
func (t *traces) close() {
	ctx, cancel := context.WithTimeout(context.Background(), tracesWait)
	defer cancel()
	_ = t.provider.Shutdown(ctx) // the log is told by the error handler
}

// tracer is the program's own.
func (t *traces) tracer() tracer { return tracer{t: t.provider.Tracer("veiviser")} }

// tracer implements [bot.Tracer]. It remembers its span, so that an event that is worked on
// later than the request that brought it came stands below that.
type tracer struct {
	t    trace.Tracer
	span trace.SpanContext
}

// Begin implements [bot.Tracer].
func (t tracer) Begin(ctx context.Context, name string) (context.Context, func(bot.Span)) {
	ctx, s := t.start(ctx, name)
	return ctx, func(facts bot.Span) {
		for _, a := range []struct{ key, value string }{
			{"veiviser.platform", string(facts.Platform)}, {"veiviser.job", facts.Job}, {"veiviser.card", facts.Card}, {"veiviser.section", string(facts.Section)},
			{"veiviser.lang", string(facts.Lang)}, {"veiviser.confidence", string(facts.Confidence)},
		} {
			if a.value != "" {
				s.SetAttributes(attribute.String(a.key, a.value))
			}
		}
		if facts.Failed {
			s.SetStatus(codes.Error, "")
		}
		s.End()
	}
}

func (t tracer) start(ctx context.Context, name string, options ...trace.SpanStartOption) (context.Context, trace.Span) {
	if !trace.SpanContextFromContext(ctx).IsValid() && t.span.IsValid() {
		ctx = trace.ContextWithSpanContext(ctx, t.span)
	}
	ctx, s := t.t.Start(ctx, name, options...)
	return bot.WithTracer(ctx, tracer{t.t, s.SpanContext()}), s
}

// traced begins a span with every request, named by its route: an address may hold what
// somebody typed. What machines ask all the time is left out. Traces of those who ask are
// not gone on with: anybody could join anybody's.
func (t tracer) traced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz", "/readyz", "/metrics":
			next.ServeHTTP(w, r)
			return
		}
		ctx, s := t.start(r.Context(), "request", trace.WithSpanKind(trace.SpanKindServer))
		defer s.End()
		sw := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		traced := r.WithContext(ctx)
		next.ServeHTTP(sw, traced)
		r.Pattern = traced.Pattern // the mux has noted the route it took
		route := cmp.Or(r.Pattern, "none")
		s.SetName(route)
		s.SetAttributes(attribute.String("http.route", route), attribute.Int("http.response.status_code", sw.status))
		if sw.status >= http.StatusInternalServerError {
			s.SetStatus(codes.Error, "")
		}
	})
}
