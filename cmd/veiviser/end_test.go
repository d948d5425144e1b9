package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat/chattest"
)

// pipes is a listener without a network, so that a test can own the clock.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

// Accept implements [net.Listener].
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close implements [net.Listener].
func (p *pipes) Close() error { p.once.Do(func() { close(p.closed) }); return nil }

// Addr implements [net.Listener].
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// dial opens a connection and sends what begins a request.
func (p *pipes) dial(tb testing.TB, text string) net.Conn {
	tb.Helper()
	ours, theirs := net.Pipe()
	p.conns <- theirs
	if _, err := io.WriteString(ours, text); err != nil {
		tb.Fatal(err)
	}
	return ours
}

// fakeChat is a platform of which a test says how it runs.
type fakeChat struct {
	run func(ctx context.Context) error
}

func (f fakeChat) Register(*http.ServeMux)       {}
func (f fakeChat) Run(ctx context.Context) error { return f.run(ctx) }
func (f fakeChat) Waiting() (int, int)           { return 3, 2 }

func wait(ctx context.Context) error { <-ctx.Done(); return nil }

// quiet is a site whose journal's worker waits for its end.
func quiet() (*site, *chattest.Log) {
	log := &chattest.Log{}
	s := newSite(slog.New(slog.NewTextHandler(log, nil)))
	s.keep = wait
	return s, log
}

// The parts end in their order: the platforms hear of the end when /readyz says it, the
// journal's worker when they are done.
func TestEndInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := quiet()
		var mu sync.Mutex
		var order []string
		note := func(what string) { mu.Lock(); defer mu.Unlock(); order = append(order, what) }
		s.add(bot.Teams, fakeChat{func(ctx context.Context) error {
			if s.stopping.Load() {
				t.Error("stopping before the end")
			}
			<-ctx.Done()
			w := httptest.NewRecorder()
			s.ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
			note(strings.TrimSpace(w.Body.String()))
			time.Sleep(5 * time.Second)
			note("drained")
			return nil
		}})
		s.keep = func(ctx context.Context) error { <-ctx.Done(); note("journal"); return nil }
		ctx, end := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, end)
		begin := time.Now()
		if err := s.run(ctx, newPipes()); err != nil {
			t.Error(err)
		}
		if want := []string{"stopping", "drained", "journal"}; !slices.Equal(order, want) || time.Since(begin) != 6*time.Second {
			t.Errorf("ended in order %q after %v, want %q after 6s", order, time.Since(begin), want)
		}
	})
}

// Whatever hangs, the end comes: a platform, a request that is answered never, one that
// is half sent, the journal's worker.
func TestEndOfWhatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		over := make(chan struct{})
		defer close(over)
		for _, tt := range []struct {
			name    string
			chat    bool
			request string
			worker  bool
			want    time.Duration
			err     string
		}{
			{"nothing", false, "", false, 0, ""},
			{"a platform", true, "", false, drainWait, "platforms: not ended within"},
			{"a request", false, "GET /hang HTTP/1.1\r\nHost: x\r\n\r\n", false, cutOff, ""},
			{"half a request", false, "GET /hang HT", false, 5 * time.Second, ""}, // until readHeaderTimeout
			{"the journal's worker", false, "", true, endWait, "journal's worker: not ended within"},
			{"everything", true, "GET /hang HTTP/1.1\r\nHost: x\r\n\r\n", true, endWait, "platforms: not ended within"},
		} {
			s, log := quiet()
			s.mux.HandleFunc("GET /hang", func(http.ResponseWriter, *http.Request) { <-over })
			if tt.chat {
				s.add(bot.Slack, fakeChat{func(context.Context) error { <-over; return nil }})
			}
			s.add(bot.Teams, fakeChat{wait})
			if tt.worker {
				s.keep = func(context.Context) error { <-over; return nil }
			}
			l := newPipes()
			ctx, end := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- s.run(ctx, l) }()
			var conn net.Conn
			if tt.request != "" {
				conn = l.dial(t, tt.request)
				defer conn.Close()
			}
			synctest.Wait()
			begin := time.Now()
			end()
			err := <-done
			if got := time.Since(begin); got > tt.want+600*time.Millisecond {
				t.Errorf("%s: the end took %v, want %v", tt.name, got, tt.want)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Errorf("%s: run ended with %v, want %q", tt.name, err, tt.err)
			}
			if conn != nil {
				_ = conn.SetReadDeadline(time.Now().Add(time.Second))
				if _, err := io.Copy(io.Discard, conn); err != nil {
					t.Errorf("%s: the connection is still there: %v", tt.name, err)
				}
			}
			if cut := strings.Contains(log.String(), "requests were cut off"); cut != strings.HasSuffix(tt.request, "\r\n\r\n") {
				t.Errorf("%s: the log says that requests were cut off: %v", tt.name, cut)
			}
		}
	})
}

// A worker that a full machine lets wait has the time that nothing else used.
func TestEndOfWhatIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := quiet()
		s.keep = func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(endWait - time.Second)
			return nil
		}
		ctx, end := context.WithCancel(t.Context())
		end()
		if err := s.run(ctx, newPipes()); err != nil {
			t.Error(err)
		}
	})
}

// The end, with the journal's last writes, is within the ten seconds after which a
// program is killed, however its parts are set.
func TestEndFits(t *testing.T) {
	const journals = 2 * time.Second // journal.Close's
	if endWait+journals > 9500*time.Millisecond || drainWait >= endWait || cutOff >= drainWait {
		t.Errorf("requests %v, drain %v, end %v, and the journal's %v", cutOff, drainWait, endWait, journals)
	}
}

// What nothing can go on without ends the service in good order, with an error that says
// where.
func TestWhatEndsTheService(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, change := range map[string]func(s *site, l net.Listener){
		"the journal's worker: broken": func(s *site, _ net.Listener) { s.keep = func(context.Context) error { return broken } },
		"the journal's worker: panic in veiviser/cmd/veiviser": func(s *site, _ net.Listener) {
			s.keep = func(context.Context) error { panic("deltakeren min heter Kari") }
		},
		"listener: ": func(_ *site, l net.Listener) { _ = l.Close() },
	} {
		s, log := quiet()
		drained := false
		s.add(bot.Teams, fakeChat{func(ctx context.Context) error { <-ctx.Done(); drained = true; return nil }})
		l := newPipes()
		change(s, l)
		err := s.run(t.Context(), l)
		if err == nil || !strings.Contains(err.Error(), name) || !drained {
			t.Errorf("%s: run ended with %v, the platform drained: %v", name, err, drained)
		}
		if strings.Contains(log.String()+err.Error(), "Kari") {
			t.Errorf("the value is told: %v, %s", err, log)
		}
	}
}

// A program with a Teams that hangs, a browser that never finishes its request and an
// open connection ends within ten seconds of SIGTERM, and what it took on is left to
// Teams.
func TestSIGTERM(t *testing.T) {
	if testing.Short() {
		t.Skip("the end takes seven seconds")
	}
	t.Parallel()
	asked := make(chan struct{}, 10)
	over := make(chan struct{})
	teams := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		asked <- struct{}{}
		<-over
	}))
	defer teams.Close()
	defer close(over)
	cmd := exec.CommandContext(t.Context(), os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--content", small)
	cmd.Env = append(os.Environ(), asProgram+"=1", "VEIVISER_TEAMS_DEV=true")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &server{url: address(t, out)}
	answered := make(chan int, 1)
	go func() {
		m := message("m1", "norskkurs")
		m["serviceUrl"], m["conversation"] = teams.URL, object{"id": "a:1", "conversationType": "personal"}
		resp, err := http.Post(s.url+"/teams/messages", "application/json", strings.NewReader(marshal(t, m)))
		if err != nil {
			answered <- 0
			return
		}
		resp.Body.Close()
		answered <- resp.StatusCode
	}()
	within(t, asked, "the answer's request")
	half, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	_, _ = io.WriteString(half, "POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
	begin := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("the end took %v, want at most 10 s", took)
	}
	// The answer may be out: nothing is gained by bringing the question again.
	if got := within(t, answered, "the response to Teams"); got != http.StatusOK {
		t.Errorf("Teams is answered with %d, want 200", got)
	}
}
