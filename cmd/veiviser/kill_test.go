package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// connector brings messages as Teams does: each in a conversation of its own, once more
// after 15 seconds where it was not acknowledged, and half a minute later under another
// id and time. It takes what the bot answers.
type connector struct {
	*httptest.Server
	bot string // where the bot takes messages

	mu       sync.Mutex
	answers  map[string]int  // by conversation
	told     map[string]bool // that nobody knows whether the answer is out; likewise
	acked    map[string]bool // likewise
	repeated int
}

// The repeats of Teams.
const (
	repeatAfter = 15 * time.Second
	newIDAfter  = 30 * time.Second
)

func newConnector(b *testing.B, bot string) *connector {
	c := &connector{bot: bot, answers: map[string]int{}, told: map[string]bool{}, acked: map[string]bool{}}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// /v3/conversations/ID/activities/…
		id := strings.Split(r.URL.Path, "/")[3]
		var a struct {
			Attachments []any `json:"attachments"` // of an answer, which is a card
		}
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			b.Error(err)
		}
		c.mu.Lock()
		if len(a.Attachments) > 0 {
			c.answers[id]++
		} else {
			c.told[id] = true
		}
		c.mu.Unlock()
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	b.Cleanup(c.Close)
	return c
}

// bring brings a message until it is acknowledged or Teams gives it up.
func (c *connector) bring(b *testing.B, n int, text string) {
	conversation := fmt.Sprint("a:", n)
	for i, pause := range []time.Duration{0, repeatAfter, newIDAfter} {
		<-time.After(pause)
		id := fmt.Sprint("t", n)
		if i == 2 {
			id += " again"
		}
		a := message(id, text)
		a["serviceUrl"], a["conversation"] = c.URL, object{"id": conversation, "conversationType": "personal"}
		a["from"], a["timestamp"] = object{"id": fmt.Sprint("29:", n)}, time.Now().UTC().Format(time.RFC3339Nano)
		ctx, cancel := context.WithTimeout(b.Context(), repeatAfter)
		code := c.post(ctx, marshal(b, a))
		cancel()
		c.mu.Lock()
		if code == http.StatusOK {
			c.acked[conversation] = true
		}
		if i > 0 {
			c.repeated++
		}
		c.mu.Unlock()
		if code == http.StatusOK {
			return
		}
	}
}

func (c *connector) post(ctx context.Context, body string) int {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.bot+"/teams/messages", strings.NewReader(body))
	if err != nil {
		return 0
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0 // nobody there
	}
	resp.Body.Close()
	return resp.StatusCode
}

// BenchmarkTeamsKilled kills the program again and again while Teams brings messages: none
// that it acknowledged is answered twice, and none goes without an answer, or without
// being told that nobody knows whether it is out: the program was killed while it was on
// its way.
func BenchmarkTeamsKilled(b *testing.B) {
	const messages, perSecond, kills = 200, 5, 10
	name := built(b)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // free for the program, which comes back to it
	for b.Loop() {
		c := newConnector(b, "http://"+addr)
		data := b.TempDir()
		up := func() *exec.Cmd {
			cmd := exec.CommandContext(b.Context(), name, "serve", "--addr", addr, "--data", data)
			cmd.Env = append(os.Environ(), "VEIVISER_TEAMS_DEV=true")
			out, err := cmd.StdoutPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				b.Fatal(err)
			}
			address(b, out)
			return cmd
		}
		cmd := up()
		var all sync.WaitGroup
		tick := time.NewTicker(time.Second / perSecond)
		all.Go(func() {
			for n := range messages {
				<-tick.C
				all.Go(func() { c.bring(b, n, "hva lever hun av i introduksjonsprogrammet?") })
			}
		})
		for range kills {
			<-time.After(messages / perSecond * time.Second / kills)
			_ = cmd.Process.Kill()
			_ = cmd.Wait() // "signal: killed"
			cmd = up()
		}
		all.Wait()
		tick.Stop()
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		c.report(b, messages, kills)
	}
	b.ReportMetric(0, "ns/op")
}

// report tells what became of the messages.
func (c *connector) report(b *testing.B, messages, kills int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	unanswered, silent, twice := 0, 0, 0
	for conversation := range c.acked {
		if c.answers[conversation] > 0 {
			continue
		}
		unanswered++
		if !c.told[conversation] {
			silent++
		}
	}
	for _, n := range c.answers {
		if n > 1 {
			twice++
		}
	}
	if unanswered > kills || silent > 0 || twice*100 > messages {
		b.Errorf("of %d acknowledged messages %d are not answered, %d of them told nothing, and %d answered twice, in %d kills", len(c.acked), unanswered, silent, twice, kills)
	}
	b.ReportMetric(float64(len(c.acked)), "acknowledged")
	b.ReportMetric(float64(len(c.answers)), "answered")
	b.ReportMetric(float64(unanswered), "unanswered")
	b.ReportMetric(float64(silent), "silent")
	b.ReportMetric(float64(len(c.told)), "told")
	b.ReportMetric(float64(twice), "twice")
	b.ReportMetric(float64(c.repeated), "repeats")
}
