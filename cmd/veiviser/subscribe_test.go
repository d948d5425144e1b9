package main

import (
	"context"
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"veiviser/bot/chat/chattest"
)

// TestToldOfChanges: in each chat somebody asks in words to be told of changes; the guide is
// reloaded with another statement, and the conversation is told what changed, in its thread;
// asked to, the bot ends it. Then the program tells nothing more, also after it was killed.
// The feed tells the same.
func TestToldOfChanges(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGHUP")
	}
	slack := newFakeSlack(t)
	sent := make(chan string, 10)
	teams := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if b, _ := io.ReadAll(r.Body); strings.Contains(string(b), `"message"`) {
			sent <- r.URL.Path + " " + string(b)
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	defer teams.Close()
	data, dir := t.TempDir(), copyGuide(t, "norskkurs.yaml", payerThen, payerThen)
	vars := slack.settings()
	vars["VEIVISER_TEAMS_DEV"] = "true"
	run := func() process {
		cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", data, "--content", dir)
		cmd.Env = append(os.Environ(), asProgram+"=1")
		for k, v := range vars {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		p := process{&server{log: &chattest.Log{}}, cmd}
		t.Cleanup(p.kill)
		p.url = address(t, out)
		return p
	}
	p := run()
	n := 0
	inSlack := func(text string) string {
		t.Helper()
		n++
		id := strings.Repeat("x", n)
		if got := p.mention(t, "Ev"+id, "1."+id, "1.1", text); got != http.StatusOK {
			t.Fatalf("%q got %d", text, got)
		}
		post := within(t, slack.posts, "an answer in Slack")
		return post.Get("text") + post.Get("blocks")
	}
	inTeams := func(text string) string {
		t.Helper()
		n++
		m := message("m"+strings.Repeat("x", n), text)
		maps.Copy(m, object{"serviceUrl": teams.URL, "conversation": object{"id": "a:1", "conversationType": "personal"}})
		if resp, got := p.do(t, http.MethodPost, "/teams/messages", marshal(t, m), "Content-Type", "application/json"); resp.StatusCode >= 300 {
			t.Fatalf("%s: %s", resp.Status, got)
		}
		return within(t, sent, "an answer in Teams")
	}
	chats := map[string]func(string) string{"Slack": inSlack, "Teams": inTeams}
	say := func(text, want string) {
		t.Helper()
		for name, in := range chats {
			if got := in(text); !strings.Contains(got, want) {
				t.Errorf("%s: %q is answered %s, want %q", name, text, got, want)
			}
		}
	}
	say("norskkurs", "Kurset følger deltakerens norskplan.")
	say("si fra når dette endres", "Jeg sier fra når «Norskkurs» endres")
	say("hva sier du fra om?", "Jeg sier fra om 1 oppslag her")

	writeGuide(t, dir, "norskkurs.yaml", "IMDi: Norskkurs", "IMDi: Om norskkurs") // no statement: nobody is told
	p.hangUp(t, "done", 1)
	writeGuide(t, dir, "norskkurs.yaml", payerThen, payerNow)
	p.hangUp(t, "done", 2)
	post := within(t, slack.posts, "what changed, in Slack")
	if post.Get("channel") != "C1" || post.Get("thread_ts") != "1.1" || !strings.Contains(post.Get("blocks"), payerNow) ||
		!strings.Contains(post.Get("blocks"), publicURL+"/nb/norskkurs@") || !strings.Contains(post.Get("blocks"), "Slutt å si fra") {
		t.Errorf("told in Slack: %v", post)
	}
	if got := within(t, sent, "what changed, in Teams"); !strings.HasPrefix(got, "/v3/conversations/a:1/activities") || !strings.Contains(got, payerNow) || !strings.Contains(got, publicURL+"/nb/norskkurs@") {
		t.Errorf("told in Teams: %s", got)
	}
	var feed struct {
		Entries []struct {
			Summary string `xml:"summary"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(p.page(t, "/nb/norsk-og-arbeid/changes.atom")), &feed); err != nil || len(feed.Entries) != 1 || !strings.Contains(feed.Entries[0].Summary, payerNow) {
		t.Errorf("the feed has %+v, %v", feed, err)
	}

	say("slutt å si fra", "Jeg sier ikke lenger fra om «Norskkurs»")
	say("hva sier du fra om?", "Jeg sier ikke fra om noe her")
	p.kill()
	writeGuide(t, dir, "norskkurs.yaml", payerThen, "Staten betaler.")
	p = run()
	say("hvem betaler norskkurs", "Staten betaler.") // and nothing else was said before
}
