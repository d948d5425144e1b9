package teamschat_test

import (
	"bytes"
	"crypto/rsa"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// BenchmarkVerify compares taking an activity with a bare handler that makes the same
// check of the same token, one after the other in one run.
func BenchmarkVerify(b *testing.B) {
	m := newMicrosoft(b)
	ours := run(b, m, m.config(b))
	key := &m.key.PublicKey
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !verifyBare(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), key) {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	token := m.token(b, "teams", m.claims(nil))
	body := encode(b, m.activity("typing"))
	do := func(h http.Handler) time.Duration {
		req := httptest.NewRequest(http.MethodPost, "/teams/messages", bytes.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		start := time.Now()
		h.ServeHTTP(w, req)
		took := time.Since(start)
		if w.Code != http.StatusOK {
			b.Fatalf("status %d", w.Code)
		}
		return took
	}
	var took, bareTook time.Duration
	for b.Loop() {
		took += do(ours)
		bareTook += do(bare)
	}
	b.ReportMetric(float64(bareTook)/float64(took), "of-bare-rate")
}

func verifyBare(raw string, key *rsa.PublicKey) bool {
	_, err := jwt.Parse(raw, func(*jwt.Token) (any, error) { return key, nil },
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithAudience(appID), jwt.WithIssuer("https://api.botframework.com"))
	return err == nil
}

// BenchmarkReply sends 50 activities a second and measures from the activity to the
// answer at Teams, which takes 20 ms to take it.
func BenchmarkReply(b *testing.B) {
	m := newMicrosoft(b)
	m.delay = 20 * time.Millisecond
	c := m.config(b)
	c.App.RequestsPerSecond = 200
	r := run(b, m, c)
	questions := []string{"fagbrev på jobb", "hva lever hun av på grunnskolen?", "kart", "Who pays for the introduction programme?"}
	start := map[string]time.Time{}
	var took []time.Duration
	n := 0
	var posts sync.WaitGroup
	defer posts.Wait()
	token := m.token(b, "teams", m.claims(nil))
	r.send(b, m.message("hjelp")) // fetches the keys and the token to send with
	m.next(b)
	for b.Loop() {
		a := by(fmt.Sprint("29:", n%50), m.message(questions[n%len(questions)]))
		n++
		body := encode(b, a)
		start[a["id"].(string)] = time.Now()
		posts.Go(func() {
			if w := r.post(token, body); w.Code != http.StatusOK {
				b.Errorf("status %d", w.Code)
			}
		})
		for len(m.sent) > 0 {
			s := <-m.sent
			took = append(took, s.At.Sub(start[s.Activity["replyToId"].(string)]))
		}
		time.Sleep(20 * time.Millisecond)
	}
	for len(took) < n {
		s := m.next(b)
		took = append(took, s.At.Sub(start[s.Activity["replyToId"].(string)]))
	}
	b.ReportMetric(p99(took), "p99-ms")
}

// BenchmarkWebhook measures the answer to an outgoing webhook.
func BenchmarkWebhook(b *testing.B) {
	m := newMicrosoft(b)
	c := m.config(b)
	c.WebhookSecret = secret
	r := run(b, m, c)
	var took []time.Duration
	for b.Loop() {
		body := encode(b, m.message("<at>Veiviser</at> Hva kreves for fagbrev på jobb?"))
		header := sign(body)
		start := time.Now()
		w := r.hookRaw(header, body)
		took = append(took, time.Since(start))
		if w.Code != http.StatusOK {
			b.Fatalf("status %d", w.Code)
		}
	}
	b.ReportMetric(p99(took), "p99-ms")
}

// p99 is the time that one in a hundred is above, in milliseconds.
func p99(took []time.Duration) float64 {
	slices.Sort(took)
	return float64(took[len(took)*99/100]) / float64(time.Millisecond)
}
