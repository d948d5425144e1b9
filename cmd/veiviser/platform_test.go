package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"veiviser/bot"
	"veiviser/bot/journal"
)

// partly is a platform of which one part is off.
type partly struct{ fakeChat }

func (partly) Err() error { return errors.New("socket mode: token revoked") }

// A platform that fails is off; the others go on, and operators see which it is.
func TestPlatformFails(t *testing.T) {
	j, err := journal.Open(t.Context(), journal.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	for _, tt := range []struct {
		name string
		chat func(left chan<- struct{}) chatPlatform
		log  string
	}{
		{"an error", func(left chan<- struct{}) chatPlatform {
			return fakeChat{func(ctx context.Context) error {
				go func() { <-ctx.Done(); close(left) }() // what it left running
				return errors.New("token revoked")
			}}
		}, "token revoked"},
		{"a panic", func(left chan<- struct{}) chatPlatform {
			return fakeChat{func(ctx context.Context) error {
				go func() { <-ctx.Done(); close(left) }()
				panic("deltakeren min heter Kari")
			}}
		}, "panic in veiviser/cmd/veiviser"},
		{"an early end", func(left chan<- struct{}) chatPlatform {
			return fakeChat{func(context.Context) error { close(left); return nil }}
		}, "ended before its time"},
		{"a part", func(left chan<- struct{}) chatPlatform {
			close(left)
			return partly{fakeChat{wait}}
		}, ""}, // it logs for itself
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, log := quiet()
				s.journal = j
				left := make(chan struct{})
				s.add(bot.Slack, tt.chat(left))
				drained := false
				s.add(bot.Teams, fakeChat{func(ctx context.Context) error { <-ctx.Done(); drained = true; return nil }})
				ctx, end := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() { done <- s.run(ctx, newPipes()) }()
				<-left
				synctest.Wait()
				if drained || s.stopping.Load() {
					t.Error("the other platform was ended")
				}
				w := httptest.NewRecorder()
				s.ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
				if want := "ready\nslack: off, see the log\nteams: up\n"; w.Code != http.StatusOK || w.Body.String() != want {
					t.Errorf("/readyz answers %d %q, want %q", w.Code, w.Body, want)
				}
				got := s.scrape(t)
				for _, want := range []string{
					`veiviser_platform_up{platform="slack"} 0`, `veiviser_platform_up{platform="teams"} 1`,
					`veiviser_chat_events{platform="teams",state="waiting"} 3`, `veiviser_chat_events{platform="teams",state="running"} 2`,
				} {
					if !strings.Contains(got, want) {
						t.Errorf("the metrics lack %s", want)
					}
				}
				end()
				if err := <-done; err != nil || !drained {
					t.Errorf("run ended with %v, the other platform drained: %v", err, drained)
				}
				if got := log.String(); !strings.Contains(got, tt.log) || strings.Contains(got, "Kari") || (tt.log != "") != strings.Contains(got, "platform is off") {
					t.Errorf("logged %s", got)
				}
			})
		})
	}
}

// Both chats are served as platforms that can fail alone.
func TestPlatformsServed(t *testing.T) {
	t.Parallel()
	slack := newFakeSlack(t)
	vars := slack.settings()
	vars["VEIVISER_TEAMS_WEBHOOK_SECRET"] = webhookSecret
	s := start(t, vars, "--data", t.TempDir())
	if got := s.page(t, "/readyz"); got != "ready\nslack: up\nteams: up\n" {
		t.Errorf("/readyz says %q", got)
	}
	got := s.page(t, "/metrics")
	for _, want := range []string{
		`veiviser_platform_up{platform="slack"} 1`, `veiviser_platform_up{platform="teams"} 1`,
		`veiviser_chat_events{platform="slack",state="running"} 0`, `veiviser_chat_events{platform="teams",state="waiting"} 0`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
}
