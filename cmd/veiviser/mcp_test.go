package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/chat/chattest"
)

const mcpToken = "0123456789abcdef"

// withToken sends the token.
type withToken struct{}

func (withToken) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+mcpToken)
	return http.DefaultTransport.RoundTrip(r)
}

// A scripted client asks fifty questions of `veiviser mcp`, and of the served web, and is
// told the same points as ask prints. How long each takes is printed.
func TestMCPSameAsAsk(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		t.Skip("-short: starts the program on the whole guide twice")
	}
	var log chattest.Log
	cmd := exec.Command(program, "mcp")
	cmd.Env = append(os.Environ(), asProgram+"=1", "VEIVISER_INDEX="+filepath.Join(t.TempDir(), "index"))
	cmd.Stderr = &log
	s := start(t, settings{"VEIVISER_MCP_TOKEN": mcpToken}, "--content", "")
	p := whole(t)
	all := heldout(t)
	for name, transport := range map[string]mcp.Transport{
		"on a pipe": &mcp.CommandTransport{Command: cmd},
		"over HTTP": &mcp.StreamableClientTransport{Endpoint: s.url + "/mcp", HTTPClient: &http.Client{Transport: withToken{}}},
	} {
		c, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(t.Context(), transport, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var took []time.Duration
		const n = 50
		for i := range n {
			q := all[i*len(all)/n]
			begin := time.Now()
			res, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: "ask", Arguments: map[string]any{"question": q}})
			if err != nil || res.IsError {
				t.Fatalf("%s, %s: %v", name, q, err)
			}
			took = append(took, time.Since(begin))
			a, err := p.ask(t.Context(), bot.Question{Text: q, Platform: bot.Terminal}, 0)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(pointsOf(a.Card), mcpPoints(res.StructuredContent)); diff != "" {
				t.Errorf("%s, %s: (-ask +mcp)\n%s", name, q, diff)
			}
		}
		first, rest := took[0], took[1:]
		slices.Sort(rest)
		t.Logf("%s, %d questions: first %v, then median %v, slowest %v (mark: 20 ms)", name, n, first, rest[len(rest)/2], rest[len(rest)-1])
		if err := c.Close(); err != nil {
			t.Errorf("%s: the end: %v", name, err)
		}
	}
	for where, got := range map[string]string{"the program": log.String(), "the web": s.log.String()} {
		for _, q := range all {
			if strings.Contains(got, q) {
				t.Errorf("%s logged a question: %s", where, got)
			}
		}
	}
}

// pointsOf are the statements that a card answers with, in some order.
func pointsOf(c bot.Card) []string {
	out := []string{}
	for _, p := range c.Points {
		out = append(out, p.Text)
	}
	slices.Sort(out)
	return out
}

// mcpPoints are those of what a tool gave.
func mcpPoints(data any) []string {
	out := []string{}
	of := func(v any) {
		o, _ := v.(map[string]any)
		if text, ok := o["text"].(string); ok {
			out = append(out, text)
		}
	}
	reply, _ := data.(map[string]any)
	statements, _ := reply["statements"].([]any)
	for _, s := range statements {
		of(s)
	}
	table, _ := reply["table"].(map[string]any)
	rows, _ := table["rows"].([]any)
	for _, r := range rows {
		cells, _ := r.(map[string]any)["cells"].([]any)
		for _, cell := range cells {
			of(cell.(map[string]any)["statement"])
		}
	}
	slices.Sort(out)
	return out
}

// Other assistants are answered over HTTP where that is switched on, and by nobody else
// than who has the token where there is one.
func TestMCPSettings(t *testing.T) {
	t.Parallel()
	const list = `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`
	for name, tt := range map[string]struct {
		vars settings
		want int
	}{
		"off": {nil, http.StatusNotFound}, "false": {settings{"VEIVISER_MCP": "false"}, http.StatusNotFound},
		"open": {settings{"VEIVISER_MCP": "true"}, http.StatusOK}, "with a token": {settings{"VEIVISER_MCP_TOKEN": mcpToken}, http.StatusUnauthorized},
		"open, with a token": {settings{"VEIVISER_MCP": "true", "VEIVISER_MCP_TOKEN": mcpToken}, http.StatusUnauthorized},
	} {
		s := start(t, tt.vars)
		resp, body := s.do(t, http.MethodPost, "/mcp", list, "Content-Type", "application/json", "Accept", "application/json, text/event-stream")
		if resp.StatusCode != tt.want {
			t.Errorf("%s: %s %.200s, want %d", name, resp.Status, body, tt.want)
		}
		s.stop(t)
	}
	for name, vars := range map[string]settings{"TOKEN: has 3 characters": {"VEIVISER_MCP_TOKEN": "abc"}, `: "maybe" is neither`: {"VEIVISER_MCP": "maybe"}} {
		if _, err := try(t, vars, "serve"); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "abc") {
			t.Errorf("%v: %v", vars, err)
		}
	}
	if _, err := try(t, settings{"VEIVISER_BASE_URL": "x"}, "mcp"); err == nil {
		t.Error("veiviser mcp takes any address")
	}
}
