package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veiviser/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// asProgram makes the test binary the program itself, for tests that kill it.
const asProgram = "VEIVISER_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// small is a guide of six entries.
const small = "../../bot/testdata/guide"

// settings are environment variables.
type settings map[string]string

func (s settings) get(name string) string { return s[name] }

// noWindow is the window of output that goes to a file.
func noWindow() (int, bool) { return 0, false }

// noCache is a system without a folder for what can be made anew.
func noCache() (string, error) { return "", errors.New("no cache") }

// try runs a command as main does and returns what it printed.
func try(tb testing.TB, vars settings, args ...string) (out string, err error) {
	tb.Helper()
	var b bytes.Buffer
	err = run(tb.Context(), args, env{vars.get, &b, io.Discard, noWindow, noCache})
	return b.String(), err
}

// must is try for what has to succeed.
func must(tb testing.TB, vars settings, args ...string) string {
	tb.Helper()
	out, err := try(tb, vars, args...)
	if err != nil {
		tb.Fatalf("veiviser %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// server is a serve that answers.
type server struct {
	url  string
	log  *chattest.Log
	quit context.CancelFunc
	done chan error
}

// start runs serve on a free port, with the small guide and a data folder of its own unless
// args name others, and waits until it answers. It ends with the test at the latest.
func start(tb testing.TB, vars settings, args ...string) *server {
	tb.Helper()
	args = append([]string{"serve", "--addr", "127.0.0.1:0", "--content", small, "--data", tb.TempDir()}, args...)
	ctx, cancel := context.WithCancel(context.WithoutCancel(tb.Context()))
	out, printed := io.Pipe()
	s := &server{log: &chattest.Log{}, quit: cancel, done: make(chan error, 1)}
	go func() {
		err := run(ctx, args, env{vars.get, printed, s.log, noWindow, noCache})
		printed.CloseWithError(errors.Join(err, io.EOF))
		s.done <- err
	}()
	s.url = address(tb, out)
	go func() { _, _ = io.Copy(io.Discard, out) }() // ends when serve does
	tb.Cleanup(func() { s.stop(tb) })
	return s
}

// address reads the line by which serve tells where it answers.
func address(tb testing.TB, out io.Reader) string {
	tb.Helper()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		tb.Fatalf("serve did not start: %v", err)
	}
	_, addr, ok := strings.Cut(strings.TrimSpace(line), "Veiviser answers on ")
	if !ok {
		tb.Fatalf("serve printed %q, want its address", line)
	}
	return addr
}

// stop ends serve as a signal does; it must have nothing to complain of. Stopping
// twice is stopping once.
func (s *server) stop(tb testing.TB) {
	tb.Helper()
	if s.quit == nil {
		return
	}
	s.quit()
	s.quit = nil
	select {
	case err := <-s.done:
		if err != nil {
			tb.Errorf("serve ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		tb.Error("serve does not end")
	}
}

// do sends a request and returns the response with its body read.
func (s *server) do(tb testing.TB, method, path, body string, headers ...string) (*http.Response, string) {
	tb.Helper()
	r, err := http.NewRequestWithContext(tb.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		tb.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
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

// page returns a page that must be there.
func (s *server) page(tb testing.TB, path string, headers ...string) string {
	tb.Helper()
	resp, body := s.do(tb, http.MethodGet, path, "", headers...)
	if resp.StatusCode != http.StatusOK {
		tb.Fatalf("GET %s: %s", path, resp.Status)
	}
	return body
}

// reply is what the tests read of an answer in JSON.
type reply struct {
	Lang       string  `json:"question_lang"`
	Confidence string  `json:"confidence"`
	Section    *string `json:"section"`
	Hits       []struct {
		ID    string  `json:"id"`
		Score float64 `json:"score"`
		URL   string  `json:"url"`
	} `json:"hits"`
	Answer struct {
		Entry     string `json:"entry"`
		Title     string `json:"title"`
		Path      string `json:"path"`
		Permalink string `json:"permalink"`
	} `json:"answer"`
	Release string  `json:"release"`
	Guard   *string `json:"guard"`
}

// ask asks the JSON API.
func (s *server) ask(tb testing.TB, question string) reply {
	tb.Helper()
	body, err := json.Marshal(map[string]string{"question": question})
	if err != nil {
		tb.Fatal(err)
	}
	resp, got := s.do(tb, http.MethodPost, "/api/ask", string(body), "Content-Type", "application/json")
	if resp.StatusCode != http.StatusOK {
		tb.Fatalf("asked %q: %s", question, resp.Status)
	}
	var r reply
	if err := json.Unmarshal([]byte(got), &r); err != nil {
		tb.Fatalf("asked %q: %v", question, err)
	}
	return r
}

// copyGuide copies the small guide and replaces text in one of its files.
func copyGuide(tb testing.TB, file, old, text string) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	if err := os.CopyFS(dir, os.DirFS(small)); err != nil {
		tb.Fatal(err)
	}
	name := filepath.Join(dir, file)
	b, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	if !strings.Contains(string(b), old) {
		tb.Fatalf("%s has no %q", file, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(b), old, text, 1)), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// golden compares got with a file of testdata, or writes it with -update.
func golden(tb testing.TB, name, got string) {
	tb.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			tb.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		tb.Fatalf("%v (go test -update writes it)", err)
	}
	if got != string(want) {
		tb.Errorf("%s has changed (-update writes it anew); now it is:\n%s", name, got)
	}
}
