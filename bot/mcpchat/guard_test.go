package mcpchat_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/mcpchat"
	"veiviser/search"
)

// number is a personal number of nobody, and how people and programs write it.
const (
	number  = "01019012480"
	another = "15076500565" // which JSON has as a number too
)

var writings = []string{number, "deltaker 010190 12480 trenger kurs", "０１０１９０１２４８０", "https://veiviser.example.no/nb/jamal?fnr=" + number, "0101\u200b9012480"}

// secret are the digits that must stand nowhere.
func secret(s string) bool {
	return strings.Contains(s, number) || strings.Contains(s, another) || strings.Contains(s, "12480") || strings.Contains(s, "０１０１９０")
}

// A personal number is refused kindly wherever a client can write one, and stands neither
// in the answer nor in the log.
func TestGuard(t *testing.T) {
	s := serve(t, nil)
	c := s.dial(t)
	refused := func(name, got string) {
		t.Helper()
		if !strings.Contains(got, "Det ser ut som meldingen inneholder et ") {
			t.Errorf("%s: %s", name, got)
		}
		if secret(got) {
			t.Errorf("%s says the number again: %s", name, got)
		}
	}
	tried := 0
	call := func(tool string, args any) {
		t.Helper()
		tried++
		res, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(res)
		if err != nil || !res.IsError {
			t.Errorf("%s: no error", tool)
		}
		refused(tool+fmt.Sprint(args), string(b))
	}
	type schema struct {
		Properties map[string]struct{ Type string }
		Required   []string
	}
	for tool, err := range c.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		for name, p := range as[schema](t, tool.InputSchema).Properties {
			for _, w := range writings {
				args := map[string]any{name: w}
				if p.Type == "array" {
					args[name] = []string{"jamal", w}
				}
				call(tool.Name, args)
			}
		}
		call(tool.Name, map[string]any{number: true})
		call(tool.Name, map[string]any{"question": map[string]any{"deep": []any{number}}})
		call(tool.Name, json.RawMessage(`{"step":`+another+`}`))
	}
	if tried < 70 {
		t.Errorf("%d calls were tried", tried)
	}
	call(number, nil)
	for p, err := range c.Prompts(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range writings {
			_, err := c.GetPrompt(t.Context(), &mcp.GetPromptParams{Name: p.Name, Arguments: map[string]string{p.Arguments[0].Name: w}})
			refused(p.Name, fmt.Sprint(err))
		}
	}
	for _, uri := range []string{base + "/nb/jamal?fnr=" + number, base + "/nb/" + number, number} {
		_, err := c.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
		refused(uri, fmt.Sprint(err))
	}
	for _, arg := range []mcp.CompleteParamsArgument{{Name: "entry", Value: number}, {Name: number}} {
		_, err := c.Complete(t.Context(), &mcp.CompleteParams{Argument: arg, Ref: &mcp.CompleteReference{Type: "ref/resource", URI: base + "/{lang}/{entry}"}})
		refused("completion", fmt.Sprint(err))
	}
	_, err := c.Complete(t.Context(), &mcp.CompleteParams{
		Argument: mcp.CompleteParamsArgument{Name: "second", Value: "k"}, Context: &mcp.CompleteContext{Arguments: map[string]string{"first": number}},
		Ref: &mcp.CompleteReference{Type: "ref/prompt", Name: "compare_nb"},
	})
	refused("a completion's context", fmt.Sprint(err))
	if got := s.log.String(); got != "" {
		t.Errorf("logged %s", got)
	}
	_, text, failed := c.call(t, "ask", map[string]any{"question": "fnr " + number, "language": "nn"})
	if !failed || !strings.Contains(text, "Slett meldinga") {
		t.Errorf("in nynorsk: %s", text)
	}
}

// searcher answers as it is told to.
type searcher func(context.Context) (search.Result, error)

func (f searcher) Search(ctx context.Context, _ search.Query) (search.Result, error) { return f(ctx) }

// with is a server of a bot that searches so.
func with(t *testing.T, f searcher) (s served, panics *int) {
	t.Helper()
	panics = new(int)
	p := bottest.Whole(t)
	return serve(t, func(c *mcpchat.Config) {
		c.Bot = bot.New(bot.Config{Guide: p.Guide, Index: f, Words: p.Words, BaseURL: base})
		c.Panicked = func(string) { *panics++ }
	}), panics
}

// A fault of ours ends nothing but the call, and is told and logged without a word of it.
func TestFaults(t *testing.T) {
	const word = "hemmelighet"
	for name, f := range map[string]searcher{
		"error": func(context.Context) (search.Result, error) { return search.Result{}, errors.New("index is gone") },
		"panic": func(context.Context) (search.Result, error) { panic(word) },
	} {
		s, panics := with(t, f)
		c := s.dial(t)
		res, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: "ask", Arguments: map[string]any{"question": word}})
		if err == nil && !res.IsError {
			t.Errorf("%s: answered", name)
		}
		if err == nil {
			err = errors.New(res.Content[0].(*mcp.TextContent).Text)
		}
		if !strings.Contains(err.Error(), "Noe gikk galt hos oss") || strings.Contains(err.Error(), "index is gone") {
			t.Errorf("%s: told %v", name, err)
		}
		if got := s.log.String(); !strings.Contains(got, `"level":"ERROR"`) || strings.Contains(got, word) {
			t.Errorf("%s: logged %s", name, got)
		}
		if (name == "panic") != (*panics == 1) {
			t.Errorf("%s: %d panics counted", name, *panics)
		}
		if _, err := c.ListTools(t.Context(), nil); err != nil {
			t.Errorf("%s: the server is gone: %v", name, err)
		}
	}
}

// stops wants a search to have ended as it was told to.
func stops(t *testing.T, ended <-chan error) {
	t.Helper()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the search ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the search goes on")
	}
}

// Who takes a question back has it searched no longer.
func TestCancel(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan error, 1)
	s, _ := with(t, func(ctx context.Context) (search.Result, error) {
		close(begun)
		<-ctx.Done()
		ended <- ctx.Err()
		return search.Result{}, ctx.Err()
	})
	c := s.dial(t)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-begun
		cancel()
	}()
	if _, err := c.CallTool(ctx, &mcp.CallToolParams{Name: "ask", Arguments: map[string]any{"question": "KVP"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	stops(t, ended)
	if got := s.log.String(); got != "" {
		t.Errorf("logged %s", got)
	}
}
