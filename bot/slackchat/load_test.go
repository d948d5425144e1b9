package slackchat_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/journal"
	"veiviser/bot/journal/pgtest"
	"veiviser/bot/slackchat"
	"veiviser/content"
)

// Ten thousand events, each given one to four times in random order, are answered once
// each: by one replica on SQLite, by two on PostgreSQL. A short run has three hundred.
func TestExactlyOnce(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		bottest.OverSQLite(t)
		exactlyOnce(t, []*journal.Journal{openJournal(t, journal.Config{})})
	})
	t.Run("postgres", func(t *testing.T) {
		url := pgtest.Start(t).Database(t)
		exactlyOnce(t, []*journal.Journal{openJournal(t, journal.Config{URL: url}), openJournal(t, journal.Config{URL: url})})
	})
}

func exactlyOnce(t *testing.T, journals []*journal.Journal) {
	events := 10_000
	if testing.Short() {
		events = 300
	}
	fake := newFakeSlack(t)
	var replicas []*fixture
	for _, j := range journals {
		replicas = append(replicas, newFixtureOn(t, fake, j, func(c *slackchat.Config) { c.NoPictures = true }))
	}
	r := rand.New(rand.NewPCG(1, 2))
	var deliveries []int
	for i := range events {
		deliveries = append(deliveries, slices.Repeat([]int{i}, 1+r.IntN(4))...)
	}
	r.Shuffle(len(deliveries), func(i, j int) { deliveries[i], deliveries[j] = deliveries[j], deliveries[i] })
	start := time.Now()
	next := make(chan int)
	var wg sync.WaitGroup
	for w := range 32 {
		wg.Go(func() {
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer client.CloseIdleConnections()
			for i := range next {
				// A question of a word is cheap to answer: it is the ledger that is tried.
				ask := mention(fmt.Sprint("C", i), "1.1", "hjelp")
				ask["user"] = fmt.Sprint("U", i)
				body := event(fmt.Sprint("Ev", i), ask)
				deliver(t, client, replicas[(i+w)%len(replicas)].server.URL, body)
			}
		})
	}
	for _, i := range deliveries {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, f := range replicas {
		f.stop()
	}
	t.Logf("%d deliveries of %d events to %d replicas in %v", len(deliveries), events, len(replicas), time.Since(start).Round(time.Millisecond))
	answered := map[string]int{}
	for len(fake.calls) > 0 {
		c := <-fake.calls
		answered[c.args.Get("channel")]++
	}
	if len(answered) != events {
		t.Errorf("%d events were answered, want %d", len(answered), events)
	}
	for channel, n := range answered {
		if n != 1 {
			t.Errorf("the event in %s was answered %d times", channel, n)
		}
	}
}

// deliver gives an event until it is taken, as Slack does on a 503.
func deliver(tb testing.TB, client *http.Client, server string, body []byte) {
	for range 500 {
		resp, err := client.Do(sign(server+"/slack/events", "application/json", body, time.Now()))
		if err != nil {
			tb.Error(err)
			return
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	tb.Error("an event was never taken")
}

// BenchmarkAnswers compares events a second, each answered by a message before its 200,
// with a bare handler of slack-go that checks the signature, posts one message and
// knows no guide, alternately, 64 requests at a time, on a Slack that answers at once and
// reads nothing. All questions are distinct, or of the same few as in one office. The
// processor's time is that of the whole process, senders and Slack too.
func BenchmarkAnswers(b *testing.B) {
	b.Run("distinct", func(b *testing.B) { answers(b, distinct(b)) })
	b.Run("repeated", func(b *testing.B) { answers(b, questions) })
}

func answers(b *testing.B, questions []string) {
	var posts atomic.Int64
	instant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if strings.HasSuffix(r.URL.Path, "/chat.postMessage") {
			posts.Add(1)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"ok":true,"channel":"C1","ts":"9.9"}`)
	}))
	defer instant.Close()
	j := openJournal(b, journal.Config{})
	p := bottest.Whole(b)
	f := newFixtureOn(b, newFakeSlack(b), j, func(c *slackchat.Config) {
		c.APIURL = instant.URL + "/api/"
		c.Bot = bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: j.Conversations, Versions: j.Versions, BaseURL: base})
	})
	bare := httptest.NewServer(bareHandler(b, instant.URL+"/api/"))
	defer bare.Close()
	const batch = 1000
	var wall, processor [2]time.Duration
	n := 0
	for b.Loop() {
		for i, server := range []string{bare.URL, f.server.URL} {
			start, used, posted := time.Now(), processorTime(b), posts.Load()
			burst(b, server, n, batch, questions)
			wall[i] += time.Since(start)
			processor[i] += processorTime(b) - used
			if got := posts.Load() - posted; got != batch {
				b.Fatalf("%d messages were posted for %d events", got, batch)
			}
			n += batch
		}
	}
	events := float64(b.N * batch)
	b.ReportMetric(0, "ns/op") // of two thousand events
	b.ReportMetric(wall[0].Seconds()/wall[1].Seconds(), "of-bare")
	b.ReportMetric(processor[0].Seconds()/processor[1].Seconds(), "of-bare-processor")
	b.ReportMetric(events/wall[0].Seconds(), "bare/s")
	b.ReportMetric(events/wall[1].Seconds(), "answers/s")
	b.ReportMetric(processor[0].Seconds()*1000/events, "ms-bare")
	b.ReportMetric(processor[1].Seconds()*1000/events, "ms-answer")
}

// processorTime is what this process has used of the processors.
func processorTime(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// distinct asks for sides of every entry in every language, no question twice.
func distinct(tb testing.TB) []string {
	var out []string
	for _, frame := range []string{"hvem betaler for %s", "hva lever deltakeren av under %s", "krav til %s", "kor lenge varer %s", "%s for en med A2", "who pays for %s"} {
		for _, e := range bottest.Whole(tb).Guide.Entries() {
			for _, l := range content.Langs() {
				out = append(out, fmt.Sprintf(frame, e.Text(l).Title))
			}
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// bareHandler is the least an app of slack-go can do.
func bareHandler(tb testing.TB, apiURL string) http.Handler {
	api := slack.New("xoxb-one", slack.OptionAPIURL(apiURL), slack.OptionHTTPClient(&http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			return
		}
		v, err := slack.NewSecretsVerifier(r.Header, secret)
		if err == nil {
			_, _ = v.Write(raw)
			err = v.Ensure()
		}
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		e, err := slackevents.ParseEvent(raw, slackevents.OptionNoVerifyToken())
		if err != nil {
			tb.Error(err)
			return
		}
		m := e.InnerEvent.Data.(*slackevents.AppMentionEvent)
		if _, _, err := api.PostMessageContext(r.Context(), m.Channel, slack.MsgOptionText(m.Text, false), slack.MsgOptionTS(m.TimeStamp)); err != nil {
			tb.Error(err)
		}
	})
}

// questions cost what questions cost: in three languages, some found at once, some not.
var questions = strings.Split("fagbrev på jobb|hvem betaler for videregående|hva lever hun av i introduksjonsprogrammet|norskprøve B1|which offers are there for refugees with no schooling", "|")

// burst sends n mentions from the number on, each of a person and in a channel of its
// own, 64 at a time.
func burst(tb testing.TB, server string, from, n int, questions []string) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	slots := make(chan struct{}, 64)
	var wg sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			ask := mention(fmt.Sprint("C", from+i), "1.1", questions[(from+i)%len(questions)])
			ask["user"] = fmt.Sprint("U", i)
			deliver(tb, client, server, event(fmt.Sprint("Ev", from+i), ask))
		})
	}
	wg.Wait()
}

// BenchmarkAnswer measures event to posted answer at 50 events a second, each in a
// channel of its own, with a Slack that takes 20 ms.
func BenchmarkAnswer(b *testing.B) {
	f := newFixture(b, nil)
	f.slack.delay = 20 * time.Millisecond
	const events = 500
	var took []time.Duration
	for b.Loop() {
		sent := map[string]time.Time{}
		tick := time.NewTicker(20 * time.Millisecond)
		var wg sync.WaitGroup
		for i := range events {
			<-tick.C
			ask := mention(fmt.Sprintf("C%d-%d", len(took), i), "1.1", questions[i%len(questions)])
			ask["user"] = fmt.Sprint("U", i)
			channel := ask["channel"].(string)
			sent[channel] = time.Now()
			wg.Go(func() { f.event(b, "Ev"+channel, ask) })
		}
		tick.Stop()
		wg.Wait()
		for range events {
			c := f.slack.next(b, "chat.postMessage")
			took = append(took, c.at.Sub(sent[c.args.Get("channel")]))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
