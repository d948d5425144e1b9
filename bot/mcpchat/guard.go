package mcpchat

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// requestKey has the HTTP request's own context, which ends when its client is gone.
type requestKey struct{}

// guarded is what every request of a client goes through. What it says is looked at before
// anything reads it, who is gone is waited for no longer, and a fault ends nothing but the
// request.
func (s *Server) guarded(next mcp.MethodHandler) mcp.MethodHandler {
	return func(ctx context.Context, method string, req mcp.Request) (res mcp.Result, err error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		if request, ok := ctx.Value(requestKey{}).(context.Context); ok {
			defer context.AfterFunc(request, cancel)()
		}
		if kind, l := personal(req.GetParams()); kind != "" {
			return s.refuse(req, l, kind)
		}
		err = s.recover.In(ctx).Call(method, func() (err error) {
			res, err = next(ctx, method, req)
			return err
		})
		if _, ok := errors.AsType[*chat.Panic](err); ok {
			return nil, &jsonrpc.Error{Code: jsonrpc.CodeInternalError, Message: s.failed(ctx, "")}
		}
		return res, err
	}
}

// personal returns the kind of the first personal number in what a client says, "" for
// none, and the language it asks to be answered in.
func personal(params mcp.Params) (bot.NumberKind, content.Lang) {
	var said any
	switch p := params.(type) {
	case *mcp.CallToolParamsRaw:
		said = []any{p.Name, decoded(p.Arguments)}
	case *mcp.GetPromptParams:
		said = []any{p.Name, stringsOf(p.Arguments)}
	case *mcp.ReadResourceParams:
		said = p.URI
	case *mcp.CompleteParams:
		said = []any{p.Argument.Name, p.Argument.Value}
		if p.Context != nil {
			said = []any{said, stringsOf(p.Context.Arguments)}
		}
	}
	return numberIn(said), langIn(said)
}

// decoded is JSON as data, its numbers as they are written; what can't be read is nothing,
// and is refused as such later.
func decoded(raw json.RawMessage) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return string(raw)
	}
	return v
}

func stringsOf(m map[string]string) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// numberIn looks through data, names of fields and numbers too.
func numberIn(v any) bot.NumberKind {
	switch v := v.(type) {
	case string:
		return bot.FindNumber(v)
	case json.Number:
		return bot.FindNumber(v.String())
	case []any:
		for _, x := range v {
			if kind := numberIn(x); kind != "" {
				return kind
			}
		}
	case map[string]any:
		for k, x := range v {
			if kind := cmp.Or(bot.FindNumber(k), numberIn(x)); kind != "" {
				return kind
			}
		}
	}
	return ""
}

// langIn is the language that arguments name, empty for none of the guide's.
func langIn(v any) content.Lang {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if l := langIn(x); l != "" {
				return l
			}
		}
	case map[string]any:
		named, _ := v["language"].(string)
		l, _ := content.ParseLang(named)
		return l
	}
	return ""
}

// refuse answers a request with a personal number with the bot's own words for such.
// Nothing of the request is in them.
func (s *Server) refuse(req mcp.Request, l content.Lang, kind bot.NumberKind) (mcp.Result, error) {
	b, done := s.c.Bot.Current()
	defer done()
	w := s.words(l)
	text := w.Text(locales.GuardText, "Kind", b.Names(cmp.Or(l, content.Bokmal)).NumberName(kind))
	if _, tool := req.GetParams().(*mcp.CallToolParamsRaw); !tool {
		return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: text}
	}
	return &mcp.CallToolResult{IsError: true, Content: []mcp.Content{&mcp.TextContent{Text: w.Text(locales.GuardTitle) + "\n" + text}}}, nil
}

// failed are the words for a fault of ours. The log has the request's id beside what went
// wrong.
func (s *Server) failed(ctx context.Context, l content.Lang) string {
	return s.words(l).Text(locales.ChatFailed, "ID", cmp.Or(chat.RequestID(ctx), "mcp"))
}
