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
	"testing"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot/journal"
	"veiviser/bot/journal/pgtest"
	"veiviser/bot/slackchat"
)

// Ten thousand events, each given one to four times in random order, are answered once
// each: by one replica on SQLite, by two on PostgreSQL. A short run has a thousand.
func TestExactlyOnce(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		exactlyOnce(t, []journalEnd{openJournal(t, journal.Config{})})
	})
	t.Run("postgres", func(t *testing.T) {
		url := pgtest.Start(t).Database(t)
		exactlyOnce(t, []journalEnd{openJournal(t, journal.Config{URL: url}), openJournal(t, journal.Config{URL: url})})
	})
}

func exactlyOnce(t *testing.T, journals []journalEnd) {
	events := 10_000
	if testing.Short() {
		events = 1_000
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
	for w := range 8 {
		wg.Go(func() {
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer client.CloseIdleConnections()
			for i := range next {
				// A command of a word is cheap to answer: it is the claims that are tried.
				body := event(fmt.Sprint("Ev", i), mention(fmt.Sprint("C", i), "1.1", "hjelp"))
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

// BenchmarkAck compares the acknowledgement of a signed event with a bare handler that
// checks the same signature and does nothing, alternately over one connection each.
// The workers wait: what is measured is what stands before the 200.
func BenchmarkAck(b *testing.B) {
	body := event("Ev1", mention("C1", "1.1", "fagbrev på jobb for en som jobber på sykehjem og vil slippe å slutte"))
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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
		}
	}))
	defer bare.Close()
	ours := httptest.NewServer(idleChat(b))
	defer ours.Close()
	const batch = 200
	var spent [2]time.Duration
	for b.Loop() {
		for i, server := range []string{bare.URL, ours.URL} {
			start := time.Now()
			for range batch {
				post(b, server, body)
			}
			spent[i] += time.Since(start)
		}
	}
	b.ReportMetric(spent[0].Seconds()/spent[1].Seconds(), "of-bare")
	b.ReportMetric(float64(b.N*batch)/spent[1].Seconds(), "acks/s")
}

// idleChat is a chat whose workers never start and whose queue takes all.
func idleChat(tb testing.TB) http.Handler {
	f := newFixture(tb, nil)
	f.stop()
	s, _ := shared()
	ch, err := slackchat.New(slackchat.Config{
		Bot: f.bot, Words: s.words, Claims: f.journal, Log: quietLog, SigningSecret: secret, BotToken: "xoxb-one", Queue: 1 << 22,
	})
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	ch.Register(mux)
	return mux
}

func post(tb testing.TB, server string, body []byte) {
	resp, err := http.DefaultClient.Do(sign(server+"/slack/events", "application/json", body, time.Now()))
	if err != nil {
		tb.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		tb.Fatalf("got %d", resp.StatusCode)
	}
}

// BenchmarkAnswer measures event to posted answer at 50 events a second with a Slack
// that takes 20 ms.
func BenchmarkAnswer(b *testing.B) {
	questions := strings.Split("fagbrev på jobb|hvem betaler for videregående|hva lever hun av i introduksjonsprogrammet|norskprøve B1|which offers are there for refugees with no schooling", "|")
	f := newFixture(b, nil)
	f.slack.delay = 20 * time.Millisecond
	const events = 500
	var took []time.Duration
	for b.Loop() {
		sent := map[string]time.Time{}
		tick := time.NewTicker(20 * time.Millisecond)
		for i := range events {
			<-tick.C
			channel := fmt.Sprintf("C%d-%d", len(took), i)
			sent[channel] = time.Now()
			f.event(b, "Ev"+channel, mention(channel, "1.1", questions[i%len(questions)]))
		}
		tick.Stop()
		for range events {
			c := f.slack.next(b, "chat.postMessage")
			took = append(took, c.at.Sub(sent[c.args.Get("channel")]))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
