package slackchat_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat"
)

// Slack's own troubles are waited for, and the answer comes once.
func TestRetries(t *testing.T) {
	for _, tt := range []struct {
		name   string
		faults []fault
		least  time.Duration
	}{
		{"busy", []fault{{status: 429, retryAfter: "1"}}, time.Second},
		{"broken", []fault{{status: 500}, {status: 503}}, 0},
		{"unavailable", []fault{{err: "service_unavailable"}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil)
			f.slack.fail("chat.postMessage", tt.faults...)
			start := time.Now()
			f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
			c := f.slack.next(t, "chat.postMessage")
			if tt.least > c.at.Sub(start) {
				t.Errorf("tried again after %v", c.at.Sub(start))
			}
			f.stop()
			f.slack.quiet(t)
			if strings.Contains(f.log.String(), "ERROR") {
				t.Errorf("log: %s", f.log)
			}
		})
	}
}

// Where the answer to a call is lost, nobody knows whether a message is out: it is
// neither sent again nor told as a failure. Slack's repeat finds out where the app may
// read the thread; else the person is told to look.
func TestLostAnswer(t *testing.T) {
	const channel, direct = "C1", "D1"
	for _, tt := range []struct {
		name    string
		channel string
		history bool
		fault   fault
		posts   int
		unsure  int // how often the person is told that nobody knows
	}{
		{"dropped after sending", channel, false, fault{drop: true}, 1, 1},
		{"dropped before sending", channel, false, fault{lose: true}, 0, 1},
		{"a gateway's error", channel, false, fault{status: 502}, 0, 1},
		{"Slack's own doubt", channel, false, fault{err: "fatal_error"}, 0, 1},
		{"dropped after sending, readable", channel, true, fault{drop: true}, 1, 0},
		{"dropped before sending, readable", channel, true, fault{lose: true}, 1, 0},
		{"dropped after sending, direct", direct, false, fault{drop: true}, 1, 0},
		{"dropped before sending, direct", direct, false, fault{lose: true}, 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil)
			f.slack.history = tt.history
			f.slack.fail("chat.postMessage", tt.fault)
			e := mention(tt.channel, "1.1", "fagbrev på jobb")
			if tt.channel == direct {
				e["type"], e["channel_type"] = "message", "im"
			}
			for i, want := range []int{503, 200, 200} {
				if code, _ := f.send(t, "/slack/events", "application/json", event("Ev1", e)); code != want {
					t.Errorf("delivery %d got %d, want %d", i+1, code, want)
				}
			}
			f.stop()
			for range tt.posts {
				f.slack.next(t, "chat.postMessage")
			}
			for range tt.unsure {
				if c := f.slack.next(t, "chat.postEphemeral"); !strings.Contains(c.text(), unsure) {
					t.Errorf("the person was told %q", c.text())
				}
			}
			f.slack.quiet(t)
			if strings.Contains(f.log.String(), "ERROR") {
				t.Errorf("log: %s", f.log)
			}
		})
	}
}

// unsure is part of what is told where nobody knows whether an answer is out.
const unsure = "vet ikke om svaret kom fram"

// A lost answer at a response_url is as unknown; Slack brings no command again, so the
// person is told at once.
func TestLostResponse(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("hook", fault{drop: true})
	f.command(t, "tr1", "fagbrev på jobb")
	f.slack.next(t, "hook tr1")
	if c := f.slack.next(t, "hook tr1"); !strings.Contains(c.text(), unsure) {
		t.Errorf("the person was told %q", c.text())
	}
	f.stop()
	f.slack.quiet(t)
}

// A private notice reaches its person: in the thread that has replies, at the channel's
// root else, as an ordinary message where nobody else is, and directly where Slack
// refuses the channel.
func TestNoticeReachesItsPerson(t *testing.T) {
	const number = "01019010046"
	f := newFixture(t, nil)
	f.event(t, "Ev1", mention("C1", "1.1", number))
	if c := f.slack.next(t, "chat.postEphemeral"); c.args.Has("thread_ts") {
		t.Errorf("at a channel's root it stands in thread %q", c.args.Get("thread_ts"))
	}
	inThread := mention("C1", "1.3", number)
	inThread["thread_ts"] = "1.1"
	f.event(t, "Ev2", inThread)
	if c := f.slack.next(t, "chat.postEphemeral"); c.args.Get("thread_ts") != "1.1" {
		t.Errorf("in a thread it stands in %q", c.args.Get("thread_ts"))
	}
	f.event(t, "Ev3", direct("2.1", number))
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "D1" {
		t.Errorf("in a direct conversation it went to %q", c.args.Get("channel"))
	}
	for i, refusal := range []string{"user_not_in_channel", "channel_not_found", "is_archived"} {
		f.slack.fail("chat.postEphemeral", fault{err: refusal})
		f.event(t, "Ev refused "+refusal, mention("C1", "3."+strconv.Itoa(i), number))
		if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "U1" {
			t.Errorf("refused with %s it went to %q", refusal, c.args.Get("channel"))
		}
	}
	f.stop()
	f.slack.quiet(t)
}

// The question's language comes first, then the saved choice, then Slack's.
func TestLanguage(t *testing.T) {
	f := newFixture(t, nil)
	for i, tt := range []struct{ user, text, want string }{
		{"UNN", "kart", "Moglegheitskartet"},
		{"U1", "kart", "Mulighetskartet"},
		{"UNN", "who pays for upper secondary education for adults?", "who pays"},
		{"UNN", "hva lever hun av mens hun går på videregående skole?", "videregående"},
		{"UNN", "language english", "English"},
		{"UNN", "?!", "Write a question"},
	} {
		e := direct(strconv.Itoa(i)+".1", tt.text)
		e["user"], e["channel"] = tt.user, "D"+strconv.Itoa(i)
		f.event(t, "Ev"+strconv.Itoa(i), e)
		if c := f.slack.next(t, "chat.postMessage"); !strings.Contains(strings.ToLower(c.text()), strings.ToLower(tt.want)) {
			t.Errorf("%s asking %q got %q, want %q in it", tt.user, tt.text, c.text(), tt.want)
		}
	}
}

// A channel of two organisations can give an event to each of their installations.
func TestSharedChannel(t *testing.T) {
	f := newFixture(t, nil)
	for _, id := range []string{"EvA", "EvB"} {
		body := strings.Replace(string(event(id, mention("C1", "1.1", "fagbrev på jobb"))), `"api_app_id"`, `"is_ext_shared_channel":true,"api_app_id"`, 1)
		if code, _ := f.send(t, "/slack/events", "application/json", []byte(body)); code != 200 {
			t.Errorf("%s got %d", id, code)
		}
	}
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
}

// An answer that can't be given is told to the asker alone, under an id the log has.
func TestFailureIsTold(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("chat.postMessage", fault{err: "missing_scope", needed: "chat:write"})
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	c := f.slack.next(t, "chat.postEphemeral")
	wantText(t, c, "Prøv igjen")
	f.stop()
	log := f.log.String()
	_, rest, _ := strings.Cut(log, " id=")
	id, _, _ := strings.Cut(rest, " ")
	if id == "" || !strings.Contains(c.text(), id) {
		t.Errorf("the asker is told %q, the log says %s", c.text(), log)
	}
	if !strings.Contains(log, "missing_scope=chat:write") {
		t.Errorf("the scope is not named: %s", log)
	}
	f.slack.quiet(t)
}

// A picture that Slack can't fetch does not keep the answer back.
func TestPictureRefused(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("chat.postMessage", fault{err: "invalid_blocks"})
	f.event(t, "Ev1", mention("C1", "1.1", "reise jamal"))
	c := f.slack.next(t, "chat.postMessage")
	if strings.Contains(c.args.Get("blocks"), `"image"`) {
		t.Error("the picture is still there")
	}
	f.slack.fail("hook", fault{status: 400})
	f.press(t, "tr1", "step:1", "nb/jamal//3", nil)
	if c := f.slack.next(t, "hook tr1"); strings.Contains(c.all(), `"image"`) {
		t.Error("the picture is still there")
	}
	f.stop()
	f.slack.quiet(t)
}

// The channel's rate is kept: a burst of three, then one a second.
func TestChannelRate(t *testing.T) {
	f := newFixture(t, nil)
	for _, id := range []string{"1", "2", "3", "4"} {
		f.event(t, "Ev"+id, mention("C1", id+".1", "fagbrev på jobb"))
	}
	var at []time.Time
	for range 4 {
		at = append(at, f.slack.next(t, "chat.postMessage").at)
	}
	if d := at[3].Sub(at[0]); d < 900*time.Millisecond {
		t.Errorf("the fourth message came after %v", d)
	}
}

// With a full inbox Slack is told to send again, and the event is not lost by it.
func TestFull(t *testing.T) {
	f := newFixture(t, func(c *slackchat.Config) { c.Inbox = chat.InboxConfig{Size: 2, Workers: 1} })
	f.slack.delay = 100 * time.Millisecond
	const events = 8
	var mu sync.Mutex
	codes := map[int]int{}
	var wg sync.WaitGroup
	for i := range events {
		wg.Go(func() {
			for { // as Slack does, only sooner
				code, _ := f.send(t, "/slack/events", "application/json", event(fmt.Sprint("Ev", i), mention(fmt.Sprint("C", i), "1.1", "hjelp")))
				mu.Lock()
				codes[code]++
				mu.Unlock()
				if code == 200 {
					return
				}
			}
		})
	}
	wg.Wait()
	if codes[503] == 0 || codes[200] != events || len(codes) != 2 {
		t.Errorf("got %v, want some 503 and %d times 200", codes, events)
	}
	f.stop()
	if n := len(f.slack.calls); n != events {
		t.Errorf("%d answers to %d events", n, events)
	}
}
