package chattest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// SettingsForm is the form of settings for a channel of a team, in which something is
// chosen; anyRoom is as in [chat.Limits].
func SettingsForm(tb testing.TB, words *locales.Catalog, l content.Lang, anyRoom bool) chat.Message {
	tb.Helper()
	p := &administered{anyRoom: anyRoom}
	c := chat.New(chat.Config{Bot: bot.New(bot.Config{Guide: new(content.Guide), Words: words}), Words: words, Platform: p, Ledger: NewLedger(), Log: slog.New(slog.DiscardHandler), Settings: p})
	ctx, cancel := context.WithCancel(tb.Context())
	done := make(chan struct{})
	go func() { c.Run(ctx); close(done) }()
	defer func() { cancel(); <-done }()
	at := chat.Address{Workspace: "w", Team: "t", Channel: "c", Person: "p", Lang: l}
	if err := c.Act(ctx, chat.Action{Verb: chat.ShowSettings, At: at}); err != nil {
		tb.Fatal(err)
	}
	return p.shown
}

// administered is a platform on which everybody administers.
type administered struct {
	Console
	anyRoom bool
	shown   chat.Message
}

func (p *administered) Limits() chat.Limits {
	l := p.Console.Limits()
	l.AnyRoom = p.anyRoom
	return l
}

func (*administered) Administers(context.Context, chat.Address) (bool, error) { return true, nil }

func (*administered) Editors(at chat.Address, channel string) (chat.Room, error) {
	return chat.Room{At: at}, nil
}

func (p *administered) Open(_ context.Context, _ chat.Address, m chat.Message) error {
	p.shown = m
	return nil
}

func (p *administered) Settings(context.Context, chat.Scope) (map[chat.Level]chat.Settings, error) {
	return map[chat.Level]chat.Settings{chat.ForChannel: {Lang: content.Nynorsk, Answers: chat.AskerAlone, Municipality: "4204", Editors: "CEDITORS"}}, nil
}

func (*administered) KeepSettings(context.Context, chat.Scope, chat.Settings) error { return nil }

func (*administered) ForgetSettings(context.Context, chat.Scope, time.Time) error { return nil }
