package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/bot/chat/chattest"
	"veiviser/bot/journal/pgtest"
	"veiviser/locales"
)

// The sentence of the small guide that tests change.
const (
	payerThen = "Kommunen betaler for den som har rett til kurset."
	payerNow  = "Fylkeskommunen betaler for alle."
)

// process is a serve in a process of its own, for the test to kill.
type process struct {
	*server
	cmd *exec.Cmd
}

// kill ends the process as a power cut does. It may have ended already.
func (p process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait() // "signal: killed"
}

// spawn starts the program on a folder with a guide and returns what it prints.
func spawn(tb testing.TB, data, guide string, more ...string) (process, io.Reader) {
	tb.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(tb.Context()), os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0", "--data", data, "--content", guide}, more...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		tb.Fatal(err)
	}
	p := process{&server{log: &chattest.Log{}}, cmd}
	tb.Cleanup(p.kill)
	return p, out
}

// answering is spawn that waits until the program answers.
func answering(tb testing.TB, data, guide string, more ...string) process {
	tb.Helper()
	p, out := spawn(tb, data, guide, more...)
	p.url = address(tb, out)
	return p
}

// A program that is killed while it starts on a changed guide, whenever that may be,
// loses no link.
func TestKilled(t *testing.T) {
	t.Parallel()
	data, changed := t.TempDir(), copyGuide(t, "norskkurs.yaml", payerThen, payerNow)
	began := time.Now()
	p := answering(t, data, small)
	whole := time.Since(began)
	link := p.ask(t, "norskkurs").Answer.Permalink
	p.kill()

	const kills = 8
	for k := range kills {
		p, _ := spawn(t, data, changed)
		<-time.After(whole * time.Duration(k+1) / kills)
		p.kill()
	}
	p = answering(t, data, changed)
	if page := p.page(t, link); !strings.Contains(page, payerThen) || !strings.Contains(page, text(t, "nb", locales.WebVersionChanged)) {
		t.Error("the old permalink does not show the old text and that it has changed")
	}
	if !strings.Contains(p.page(t, "/nb/norskkurs"), payerNow) {
		t.Error("today's page does not show the changed guide")
	}
	if got := p.page(t, "/readyz"); got != "ready\n" {
		t.Errorf("/readyz says %q", got)
	}
}

// Two replicas that start at once on one empty PostgreSQL share what must be shared:
// links, the events taken on and what a conversation was about.
func TestReplicas(t *testing.T) {
	t.Parallel()
	pg := pgtest.Start(t)
	slack := newFakeSlack(t)
	vars := slack.settings()
	vars["VEIVISER_DATABASE_URL"] = pg.Database(t)
	var a, b *server
	var both sync.WaitGroup
	both.Go(func() { a = start(t, vars) })
	both.Go(func() { b = start(t, vars) })
	both.Wait()
	if a == nil || b == nil {
		t.Fatal("the replicas did not both start")
	}

	for _, s := range []*server{a, b} {
		s.mention(t, "Ev1", "1.1", "", "norskkurs")
	}
	within(t, slack.posts, "the answer")
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(a.page(t, "/metrics"), "veiviser_journal_waiting 0\n"); {
		if time.Now().After(deadline) {
			t.Fatal("what the conversation is about is not written")
		}
	}
	b.mention(t, "Ev2", "1.3", "1.1", "hvem betaler?")
	if got := within(t, slack.posts, "the other replica's answer"); !strings.Contains(got.Get("blocks"), payerThen) {
		t.Errorf("the follow-up is answered %v by the other replica", got)
	}

	link := a.ask(t, "norskkurs").Answer.Permalink
	a.stop(t)
	a = start(t, vars, "--content", copyGuide(t, "norskkurs.yaml", payerThen, payerNow))
	newLink := a.ask(t, "norskkurs").Answer.Permalink
	if newLink == link {
		t.Fatal("the changed entry has its old permalink")
	}
	if page := a.page(t, link); !strings.Contains(page, payerThen) {
		t.Error("the replica with the new guide does not show the old version")
	}
	if page := b.page(t, newLink); !strings.Contains(page, payerNow) {
		t.Error("the replica with the old guide does not show the new version")
	}

	if !pg.Ours() {
		return // a server of the environment is not ours to stop
	}
	pg.Stop(t)
	if r := b.ask(t, "norskkurs"); r.Answer.Entry != "norskkurs" {
		t.Errorf("without a database: %+v", r)
	}
	if resp, got := b.do(t, "GET", "/readyz", ""); resp.StatusCode != 503 || !strings.Contains(got, "journal") {
		t.Errorf("/readyz without a database: %s %s", resp.Status, got)
	}
	pg.Resume(t)
	if len(slack.posts) > 0 {
		t.Error("the event both replicas got was answered twice")
	}
}
