package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"veiviser/bot/chat/chattest"
)

// hush is a secret that nothing may print.
const hush = "xoxb-hush-hush"

// TestSecretIsNotShown: however a secret is printed, logged or encoded, alone or in a
// config, it does not show itself.
func TestSecretIsNotShown(t *testing.T) {
	t.Parallel()
	c := config{ReportToken: hush, Slack: slackConfig{BotToken: hush}, Teams: teamsConfig{AppPassword: hush}}
	shown := map[string]string{"String": secret(hush).String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%10s"} {
		shown["a secret by "+verb] = fmt.Sprintf(verb, secret(hush))
		shown["a config by "+verb] = fmt.Sprintf(verb, c)
		shown["a pointer to a config by "+verb] = fmt.Sprintf(verb, &c)
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	shown["JSON"] = string(b)
	for name, h := range map[string]func(*chattest.Log) slog.Handler{
		"JSON log": func(b *chattest.Log) slog.Handler { return slog.NewJSONHandler(b, nil) },
		"text log": func(b *chattest.Log) slog.Handler { return slog.NewTextHandler(b, nil) },
	} {
		var log chattest.Log
		slog.New(h(&log)).Info("settings", "secret", secret(hush), "config", c, "pointer", &c)
		shown[name] = log.String()
	}
	for how, got := range shown {
		if strings.Contains(got, "hush") || strings.Contains(got, fmt.Sprintf("%x", "hush")) || strings.Contains(got, fmt.Sprintf("%X", "hush")) {
			t.Errorf("%s shows it: %s", how, got)
		}
		if !strings.Contains(got, "[redacted]") {
			t.Errorf("%s does not say that something is hidden: %s", how, got)
		}
	}
}

// TestSecretLogValue: a log asks for the value by itself, and an unset secret is seen
// to be none.
func TestSecretLogValue(t *testing.T) {
	t.Parallel()
	for s, want := range map[secret]string{hush: "[redacted]", "": ""} {
		if got := s.LogValue(); got.Kind() != slog.KindString || got.String() != want {
			t.Errorf("LogValue is %v %q, want the string %q", got.Kind(), got, want)
		}
		if got, err := s.MarshalText(); err != nil || string(got) != want {
			t.Errorf("MarshalText = %q, %v, want %q", got, err, want)
		}
	}
}
