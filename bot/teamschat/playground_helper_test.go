package teamschat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"veiviser/bot/teamschat"
)

// needNode returns the folder of Microsoft's own software (testdata/node/README.md tells
// how to install it). Where it is missing the test is skipped, or fails in CI.
func needNode(tb testing.TB) string {
	tb.Helper()
	if testing.Short() {
		tb.Skip("Node and a browser take their time")
	}
	dir := os.Getenv("VEIVISER_TEST_NODE")
	if dir == "" {
		dir = filepath.Join("testdata", "node")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		tb.Fatal(err)
	}
	_, err = os.Stat(filepath.Join(dir, "node_modules", "@microsoft", "m365agentsplayground"))
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil && os.Getenv("CI") == "true" {
		tb.Fatal(err)
	}
	if err != nil {
		tb.Skip("needs node and `npm ci` in bot/teamschat/testdata/node:", err)
	}
	return dir
}

// answers is what the bot sent to the Playground.
type answers struct {
	http.RoundTripper
	tb   testing.TB
	mu   sync.Mutex
	all  []answered
	more chan struct{}
}

type answered struct {
	Method, ID, Conversation string
	Status                   int
	Activity                 map[string]any
}

func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.Contains(r.URL.Path, "/v3/conversations/") {
		return a.RoundTripper.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	resp, err := a.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	got := answered{Method: r.Method, Status: resp.StatusCode}
	reply, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(reply))
	var id struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal(reply, &id)
	_ = json.Unmarshal(body, &got.Activity)
	got.ID = id.ID
	got.Conversation, _, _ = strings.Cut(strings.SplitN(r.URL.EscapedPath(), "/v3/conversations/", 2)[1], "/")
	if got.Status >= http.StatusMultipleChoices {
		a.tb.Errorf("the Playground refused %s: %d %.300s", got.Activity["summary"], got.Status, reply)
	}
	a.mu.Lock()
	a.all = append(a.all, got)
	a.mu.Unlock()
	select {
	case a.more <- struct{}{}:
	default:
	}
	return resp, nil
}

// forget drops what was not looked at.
func (a *answers) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = nil
}

// next takes the first answer that fits.
func (a *answers) next(tb testing.TB, what string, fits func(answered) bool) answered {
	tb.Helper()
	deadline := time.After(20 * time.Second)
	for {
		a.mu.Lock()
		i := slices.IndexFunc(a.all, fits)
		var got answered
		if i >= 0 {
			got = a.all[i]
			a.all = slices.Delete(a.all, i, i+1)
		}
		a.mu.Unlock()
		if i >= 0 {
			return got
		}
		select {
		case <-a.more:
		case <-deadline:
			tb.Fatalf("no answer: %s", what)
		}
	}
}

// playground is a running Microsoft 365 Agents Playground.
type playground struct {
	url     string
	answers *answers
	shown   *websocket.Conn // what its page would show
}

// watch follows what the Playground shows.
func (p *playground) watch(t *testing.T) {
	t.Helper()
	stream := "ws" + strings.TrimPrefix(p.url, "http") + "/_ws_conversation/v1/conversations/stream"
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), stream, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	p.shown = conn
}

// card waits for the next card shown and returns its message's id: a message of text
// and a card is two in Teams.
func (p *playground) card(tb testing.TB) string {
	tb.Helper()
	if err := p.shown.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		tb.Fatal(err)
	}
	for {
		var event struct {
			Message struct {
				ID          string `json:"messageId"`
				Attachments []any  `json:"attachments"`
			} `json:"message"`
		}
		if err := p.shown.ReadJSON(&event); err != nil {
			tb.Fatalf("no card is shown: %v", err)
		}
		if len(event.Message.Attachments) > 0 {
			return event.Message.ID
		}
	}
}

// startPlayground runs the Playground against a bot made by configure. Whatever
// configure leaves out is filled in; env is added to the Playground's environment.
func startPlayground(t *testing.T, dir string, args, env []string, configure func(serviceHost string) teamschat.Config) *playground {
	t.Helper()
	port := freePort(t)
	p := &playground{url: "http://localhost:" + port}
	c := configure("localhost:" + port)
	if c.HTTP == nil {
		c.HTTP = &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()}
	}
	p.answers = &answers{tb: t, RoundTripper: c.HTTP.Transport, more: make(chan struct{}, 1)}
	c.HTTP = &http.Client{Transport: p.answers}
	server := httptest.NewServer(run(t, nil, c))
	t.Cleanup(server.Close)
	work := t.TempDir()
	if err := os.WriteFile(filepath.Join(work, ".m365agentsplayground.yml"), []byte(playgroundConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	cli := filepath.Join(dir, "node_modules", "@microsoft", "m365agentsplayground", "cli.js")
	cmd := exec.CommandContext(t.Context(), "node", append([]string{cli, "start", "-e", server.URL + "/teams/messages",
		"-c", "msteams", "-p", port, "--disable-telemetry"}, args...)...)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), append(env, "TEAMSAPPTESTER_BROWSER=none")...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-done
		if t.Failed() {
			t.Logf("the Playground said: %.3000s", &out)
		}
	})
	for deadline := time.Now().Add(30 * time.Second); ; {
		if resp, err := http.Get(p.url); err == nil {
			resp.Body.Close()
			p.watch(t)
			return p
		}
		select {
		case <-done:
			t.Fatalf("the Playground ended: %s", &out)
		case <-time.After(100 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatal("the Playground does not answer")
		}
	}
}

// freePort is a port for a server that takes a second to start: below those that the
// system gives to whoever asks for any, so that no other test gets it meanwhile.
func freePort(tb testing.TB) string {
	tb.Helper()
	const from, count = 20_000, 10_000
	var err error
	for range 100 {
		port := strconv.Itoa(from + rand.IntN(count))
		var l net.Listener
		if l, err = net.Listen("tcp", "localhost:"+port); err == nil {
			l.Close()
			return port
		}
	}
	tb.Fatal(err)
	return ""
}

// playgroundConfig has the five users the Playground wants at least.
var playgroundConfig = func() string {
	var b strings.Builder
	user := func(indent string, i int) {
		fmt.Fprintf(&b, "%sid: user-%d\n", indent, i)
		next := strings.ReplaceAll(indent, "-", " ")
		fmt.Fprintf(&b, "%sname: User %d\n%suserPrincipleName: u%d@example.com\n%saadObjectId: 00000000-0000-0000-0000-00000000002%d\n", next, i, next, i, next, i)
		fmt.Fprintf(&b, "%sgivenName: User\n%ssurname: Number%d\n%semail: u%d@example.com\n", next, next, i, next, i)
	}
	fmt.Fprintf(&b, "version: \"0.1.1\"\ntenantId: %s\nbot:\n  id: %s\n  name: Veiviser\ncurrentUser:\n", tenantID, appID)
	user("  ", 0)
	b.WriteString("users:\n")
	for i := 1; i <= 5; i++ {
		user("  - ", i)
	}
	b.WriteString("personalChat:\n  id: personal\ngroupChat:\n  id: group\n  name: Group\nteam:\n  id: team\n  name: Team\n" +
		"  aadGroupId: 00000000-0000-0000-0000-000000000031\n  channels:\n    - id: channel\n      name: Channel\n")
	return b.String()
}()

// post posts to the Playground's headless API and decodes what it answers.
func (p *playground) post(tb testing.TB, path string, v any) map[string]any {
	tb.Helper()
	resp, err := http.Post(p.url+"/_conversation/v1"+path, "application/json", bytes.NewReader(encode(tb, v)))
	if err != nil {
		tb.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		tb.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		tb.Fatalf("POST %s: %d %s", path, resp.StatusCode, body)
	}
	var out map[string]any
	_ = json.Unmarshal(body, &out) // some answers are empty
	return out
}
