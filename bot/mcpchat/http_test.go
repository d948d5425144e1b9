package mcpchat_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot/mcpchat"
	"veiviser/search"
)

const token = "0123456789abcdef"

// site serves s over HTTP.
func site(tb testing.TB, s served) *httptest.Server {
	tb.Helper()
	mux := http.NewServeMux()
	s.Register(mux)
	srv := httptest.NewServer(mux)
	tb.Cleanup(srv.Close)
	return srv
}

// post is a request as clients send it; headers go before, in pairs, "" takes one away.
func post(tb testing.TB, srv *httptest.Server, method, body string, headers ...string) (*http.Response, string) {
	tb.Helper()
	r, err := http.NewRequestWithContext(tb.Context(), method, srv.URL+mcpchat.Path, strings.NewReader(body))
	if err != nil {
		tb.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := srv.Client().Do(r)
	if err != nil {
		tb.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return resp, string(b)
}

func call(tool, args string) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":%q,"arguments":%s}}`, tool, args)
}

// bearer sends a token.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// The SDK's client asks over HTTP with the token, and without one gets nowhere.
func TestOverHTTP(t *testing.T) {
	s := serve(t, func(c *mcpchat.Config) { c.Token = token })
	srv := site(t, s)
	transport := func(with string) mcp.Transport {
		return &mcp.StreamableClientTransport{Endpoint: srv.URL + mcpchat.Path, HTTPClient: &http.Client{Transport: bearer(with)}}
	}
	c := connect(t, transport(token))
	data, text := c.must(t, "ask", map[string]any{"question": "hvor lenge varer KVP"})
	r := as[reply](t, data)
	r.sound(t, "over HTTP", text)
	data, _ = c.must(t, "ask", map[string]any{"question": "hva kreves", "conversation": r.Conversation})
	if on := as[reply](t, data); on.Entry != r.Entry || on.Side == r.Side {
		t.Errorf("asked on: %+v", on)
	}
	if _, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(t.Context(), transport("another"), nil); err == nil {
		t.Error("another token opens it")
	}
}

// What a server must not take is refused in words, and costs nothing of the others.
func TestRefused(t *testing.T) {
	open := site(t, serve(t, nil))
	closed := site(t, serve(t, func(c *mcpchat.Config) { c.Token = token }))
	ask := call("ask", `{"question":"KVP"}`)
	host := strings.TrimPrefix(open.URL, "http://")
	for _, tt := range []struct {
		name, method, body string
		headers            []string
		want               int
		says               string
	}{
		{"a question", "POST", ask, nil, 200, "statements"},
		{"no token", "POST", ask, []string{"closed", ""}, 401, "token"},
		{"another token", "POST", ask, []string{"closed", "", "Authorization", "Bearer 0123456789abcdeF"}, 401, "token"},
		{"a token of another kind", "POST", ask, []string{"closed", "", "Authorization", "Basic " + token}, 401, "token"},
		{"the token", "POST", ask, []string{"closed", "", "Authorization", "bearer " + token}, 200, "statements"},
		{"another site", "POST", ask, []string{"Origin", "https://evil.example"}, 403, "another site"},
		{"another site, by a name of ours", "POST", ask, []string{"Origin", "https://veiviser.example.no.evil.example"}, 403, "another site"},
		{"our site without encryption", "POST", ask, []string{"Origin", "http://veiviser.example.no"}, 403, "another site"},
		{"a page of a file", "POST", ask, []string{"Origin", "null"}, 403, "another site"},
		{"no origin at all", "POST", ask, []string{"Origin", ":"}, 403, "another site"},
		{"our site", "POST", ask, []string{"Origin", base}, 200, "statements"},
		{"this machine", "POST", ask, []string{"Origin", open.URL}, 200, "statements"},
		{"a name that points here", "POST", ask, []string{"Host", "evil.example"}, 403, "host"},
		{"a name that points here, and its page", "POST", ask, []string{"Host", "evil.example", "Origin", "http://evil.example"}, 403, "host"},
		{"the proxy's name", "POST", ask, []string{"Host", "veiviser.example.no"}, 200, "statements"},
		{"this machine by name", "POST", ask, []string{"Host", strings.Replace(host, "127.0.0.1", "localhost", 1)}, 200, "statements"},
		{"a stream", "GET", "", nil, 405, "Method Not Allowed"},
		{"an end of a session", "DELETE", "", nil, 405, "Method Not Allowed"},
		{"too much", "POST", call("ask", `{"question":"`+strings.Repeat("a", 70_000)+`"}`), nil, 413, "more than 65536 bytes"},
		{"several", "POST", "\n [" + ask + "," + ask + "]", nil, 400, "one at a time"},
		{"nothing", "POST", "", nil, 400, "non-empty"},
		{"blanks", "POST", "   ", nil, 400, ""},
		{"garbage", "POST", "\x00\xff{", nil, 400, "malformed"},
		{"half a message", "POST", ask[:40], nil, 400, "malformed"},
		{"no message", "POST", `{"question":"KVP"}`, nil, 400, ""},
		{"a form", "POST", "question=KVP", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "application/json"},
		{"who takes no answer", "POST", ask, []string{"Accept", "text/html"}, 400, "Accept"},
		{"an unknown protocol", "POST", ask, []string{"MCP-Protocol-Version", "1999-01-01"}, 400, "version"},
		{"an unknown method", "POST", `{"jsonrpc":"2.0","id":1,"method":"tools/delete"}`, nil, 400, "unsupported"},
		{"arguments of another kind", "POST", call("ask", `[1]`), nil, 200, "isError"},
		{"a deep question", "POST", call("ask", strings.Repeat(`{"a":`, 9000)+"1"+strings.Repeat("}", 9000)), nil, 0, ""},
	} {
		srv := open
		if len(tt.headers) > 0 && tt.headers[0] == "closed" {
			srv, tt.headers = closed, tt.headers[2:]
		}
		resp, body := post(t, srv, tt.method, tt.body, tt.headers...)
		if tt.want != 0 && resp.StatusCode != tt.want || resp.StatusCode >= 500 || !strings.Contains(body, tt.says) {
			t.Errorf("%s: %s %.200s, want %d %s", tt.name, resp.Status, body, tt.want, tt.says)
		}
		if got := resp.Header.Get("WWW-Authenticate"); (got != "") != (resp.StatusCode == http.StatusUnauthorized) {
			t.Errorf("%s: WWW-Authenticate %q", tt.name, got)
		}
		if resp.StatusCode == http.StatusMethodNotAllowed && resp.Header.Get("Allow") != "POST" {
			t.Errorf("%s: allows %q", tt.name, resp.Header.Get("Allow"))
		}
		if resp.Header.Get("X-Content-Type-Options") != "nosniff" || resp.Header.Get("Cache-Control") == "" || resp.Header.Get("Mcp-Session-Id") != "" {
			t.Errorf("%s: headers %v", tt.name, resp.Header)
		}
	}
}

// A body whose size nobody says is bounded too, also one of nothing but blanks.
func TestTooMuchUnsaid(t *testing.T) {
	srv := site(t, serve(t, nil))
	for name, begin := range map[string]string{"a message": `{"jsonrpc":"a`, "blanks": " "} {
		body := io.MultiReader(strings.NewReader(begin), strings.NewReader(strings.Repeat(begin[len(begin)-1:], 1<<20)))
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+mcpchat.Path, body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		resp, err := srv.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %s, want 413", name, resp.Status)
		}
	}
}

// One asker is held to its limit, whatever it asks for, and no other is.
func TestLimit(t *testing.T) {
	srv := site(t, serve(t, func(c *mcpchat.Config) {
		c.PerMinute, c.Token = 3, token
		c.Asker = func(r *http.Request) string { return r.Header.Get("X-Asker") }
	}))
	status := func(asker string) int {
		resp, _ := post(t, srv, "POST", call("ask", `{"question":"KVP"}`), "X-Asker", asker) // without the token: guesses count too
		if after, err := strconv.Atoi(resp.Header.Get("Retry-After")); resp.StatusCode == http.StatusTooManyRequests && (err != nil || after < 1) {
			t.Errorf("Retry-After %q", resp.Header.Get("Retry-After"))
		}
		return resp.StatusCode
	}
	for i, want := range []int{401, 401, 401, 429, 429} {
		if got := status("a"); got != want {
			t.Errorf("request %d of one asker: %d, want %d", i+1, got, want)
		}
	}
	if got := status("b"); got != 401 {
		t.Errorf("another asker: %d", got)
	}
	for range 5 {
		if got := status(""); got != 401 {
			t.Errorf("this machine: %d", got)
		}
	}
}

// Who is gone is waited for no longer.
func TestGoneOverHTTP(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan error, 1)
	s, _ := with(t, func(ctx context.Context) (search.Result, error) {
		close(begun)
		<-ctx.Done()
		ended <- ctx.Err()
		return search.Result{}, ctx.Err()
	})
	srv := site(t, s)
	conn, err := net.Dial("tcp", strings.TrimPrefix(srv.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	body := call("ask", `{"question":"KVP"}`)
	fmt.Fprintf(conn, "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	<-begun
	conn.Close()
	stops(t, ended)
}

// A server is not made with what can't work.
func TestBadConfig(t *testing.T) {
	p := serve(t, nil)
	for name, c := range map[string]mcpchat.Config{
		"a short token": {Token: "0123456789abcde"}, "no address": {BaseURL: "veiviser"}, "a slash": {BaseURL: base + "/"},
	} {
		c.Bot, c.Words = p.bot, p.parts.Words
		if _, err := mcpchat.New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// On a pipe, garbage ends the client that sends it with an answer or an end, and too much
// with an end; the program goes on to its own.
func TestGarbageOnAPipe(t *testing.T) {
	s := serve(t, nil)
	for name, sent := range map[string]string{
		"garbage": "\x00\xff\n", "text": "hello\n", "an array": "[]\n", "a number": "1\n", "null": "null\n", "too much": `{"jsonrpc":"` + strings.Repeat("a", 2<<20) + "\"}\n", "half": `{"jsonrpc":"2.0"`,
		"before it is begun": call("ask", `{"question":"KVP"}`) + "\n",
	} {
		here, there := net.Pipe()
		done := make(chan error, 1)
		go func() { done <- s.Run(t.Context(), there, there); there.Close() }()
		go func() {
			_, _ = io.WriteString(here, sent)
			if name == "half" {
				here.Close()
			}
		}()
		answer, err := bufio.NewReader(here).ReadString('\n')
		if err == nil && !strings.Contains(answer, `"error"`) {
			t.Errorf("%s is answered with %s", name, answer)
		}
		here.Close()
		<-done
	}
	s.dial(t).must(t, "ask", map[string]any{"question": "KVP"})
}

// FuzzMessage: whatever is sent, the server answers in words and says no fault of its own.
func FuzzMessage(f *testing.F) {
	s := serveOf(f, small(f), nil)
	mux := http.NewServeMux()
	s.Register(mux)
	for _, seed := range []string{
		call("ask", `{"question":"hvor lenge varer KVP"}`), call("entry", `{"entry":"jamal","section":"who"}`), call("compare", `{"entries":["jamal","hawa"]}`),
		call("journey", `{"journey":"`+base+`/nb/jamal?step=2"}`), call("changes", `{"since":"2026-07-01"}`), call("ask", `{"question":"`+number+`"}`),
		`{"jsonrpc":"2.0","id":"x","method":"resources/read","params":{"uri":"` + base + `/nb/jamal@0123456789ab"}}`,
		`{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"question_nb","arguments":{"question":"KVP"}}}`,
		`{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"compare_nb"},"argument":{"name":"first","value":"kv"}}}`,
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`,
		`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}`, `[]`, `{}`, "null", "\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, mcpchat.Path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		if w.Code >= 500 || strings.Contains(w.Body.String(), `"code":-32603`) {
			t.Errorf("%q: %d %s", body, w.Code, w.Body)
		}
	})
}
