package mcpchat

import (
	"context"
	"errors"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/content"
)

// plainType is what resources are.
const plainType = "text/plain; charset=utf-8"

// addResources lets entries be read by the addresses that the tools give.
func (s *Server) addResources() {
	for _, t := range []mcp.ResourceTemplate{
		{Name: "entry", Title: "An entry as it is today", Description: "Of a journey, a step with ?step=2.", URITemplate: s.base + "/{lang}/{entry}{?step}{#section}"},
		{Name: "version", Title: "An entry as it stood", Description: "By a permalink, which opens the same for ever.", URITemplate: s.base + "/{lang}/{entry}@{digest}{?step}{#section}"},
	} {
		t.MIMEType = plainType
		s.sdk.AddResourceTemplate(&t, s.read)
	}
}

// read gives the entry at an address, whole or of the section that the address names.
func (s *Server) read(ctx context.Context, req *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
	b, done := s.c.Bot.Current()
	defer done()
	at := replier{Server: s, bot: b}
	r, ok := at.place(req.Params.URI, "")
	if !ok {
		return nil, mcp.ResourceNotFoundError(req.Params.URI)
	}
	_, c, err := at.open(ctx, r, "")
	if w, ok := errors.AsType[wrong](err); ok {
		return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: string(w)}
	}
	if err != nil {
		return nil, s.told(ctx, "resource", err)
	}
	return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{
		{URI: req.Params.URI, MIMEType: plainType, Text: at.whole(c).plain(s.words(r.Lang))},
	}}, nil
}

// complete completes an entry's id and a language, of a resource's address or a prompt.
func (s *Server) complete(ctx context.Context, req *mcp.CompleteRequest) (*mcp.CompleteResult, error) {
	out := &mcp.CompleteResult{Completion: mcp.CompletionResultDetails{Values: []string{}}}
	arg := req.Params.Argument
	switch arg.Name {
	case "lang":
		for _, l := range content.Langs() {
			out.Completion.Values = append(out.Completion.Values, string(l))
		}
	case "entry", "first", "second":
		b, done := s.c.Bot.Current()
		defer done()
		found, err := b.Suggest(ctx, bot.Question{Text: arg.Value, Platform: bot.MCP})
		if err != nil {
			return nil, s.told(ctx, "complete", err)
		}
		for _, f := range found {
			if f.Section == "" {
				out.Completion.Values = append(out.Completion.Values, f.Entry)
			}
		}
	}
	out.Completion.Total = len(out.Completion.Values)
	return out, nil
}
