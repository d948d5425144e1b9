package mcpchat

import (
	"context"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// prompt is a prompt of which there is one a language.
type prompt struct {
	name        string
	title, text locales.Key
	args        []promptArg
}

// promptArg is what the text of a prompt has a place for, all of them required.
type promptArg struct {
	name  string
	place string // in the text
	title locales.Key
}

func prompts() []prompt {
	return []prompt{
		{"question", locales.McpPromptQuestion, locales.McpPromptQuestionText, []promptArg{{"question", "Question", locales.McpArgQuestion}}},
		{"note", locales.McpPromptNote, locales.McpPromptNoteText, []promptArg{{"question", "Question", locales.McpArgQuestion}}},
		{"compare", locales.McpPromptCompare, locales.McpPromptCompareText, []promptArg{
			{"first", "First", locales.McpArgEntry}, {"second", "Second", locales.McpArgEntry},
		}},
	}
}

// addPrompts adds each prompt in each language: "question_nb". The protocol has no other
// way to say a language.
func (s *Server) addPrompts() {
	for _, p := range prompts() {
		for _, l := range content.Langs() {
			w := s.words(l)
			out := &mcp.Prompt{Name: p.name + "_" + string(l), Title: w.Text(p.title), Description: w.Text(p.title)}
			for _, a := range p.args {
				out.Arguments = append(out.Arguments, &mcp.PromptArgument{Name: a.name, Description: w.Text(a.title), Required: true})
			}
			s.sdk.AddPrompt(out, p.in(w))
		}
	}
}

// in fills in the prompt's text.
func (p prompt) in(w *locales.Words) mcp.PromptHandler {
	return func(_ context.Context, req *mcp.GetPromptRequest) (*mcp.GetPromptResult, error) {
		var places []any
		for _, a := range p.args {
			said := bot.Visible(req.Params.Arguments[a.name])
			if said == "" || bot.TooLong(said) {
				return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: w.Text(locales.McpArgMissing, "Name", a.name, "Max", bot.MaxQuestion)}
			}
			places = append(places, a.place, said)
		}
		return &mcp.GetPromptResult{Description: w.Text(p.title), Messages: []*mcp.PromptMessage{
			{Role: "user", Content: &mcp.TextContent{Text: w.Text(p.text, places...)}},
		}}, nil
	}
}
