package chat_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/content"
	"veiviser/locales"
)

// desk is [bot.Desk] and [chat.Editors] in memory.
type desk struct {
	mu       sync.Mutex
	kept     []bot.Inquiry
	feedback []bot.Feedback
	err      error
}

func (d *desk) Inquire(_ context.Context, i bot.Inquiry) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := i.Checked()
	if err == nil {
		err = d.err
	}
	if err != nil {
		return false, err
	}
	if i.Text == "panic" {
		panic(i.Text)
	}
	for _, k := range d.kept {
		if k.Person == i.Person && k.Text == i.Text {
			return false, nil
		}
	}
	d.kept = append(d.kept, i)
	return true, nil
}

func (d *desk) Feedback(f bot.Feedback) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.feedback = append(d.feedback, f)
	return nil
}

func (*desk) NoteCopied(string, content.Lang) {}

const asked = "Kan hun ta førerkort som del av introduksjonsprogrammet?"

// TestSendToTheEditors: who asks sees the text, sends it, and is told what came of it;
// nothing of it stands in the log.
func TestSendToTheEditors(t *testing.T) {
	parts := bottest.Whole(t)
	synctest.Test(t, func(t *testing.T) {
		var log chattest.Log
		o, d := &opener{}, &desk{}
		var told []chat.Message
		lg := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		front := chat.NewDesk(d, parts.Words, chat.Recoverer{Part: "editors", Log: lg})
		front.Add(chat.Room{Name: "broken", Post: func(context.Context, chat.Address, chat.Message) error { panic(asked) }})
		front.Add(chat.Room{Name: "closed", Post: func(context.Context, chat.Address, chat.Message) error { return errors.New("not in channel") }})
		front.Add(chat.Room{Name: "open", At: chat.Address{Channel: "C1"}, Post: func(_ context.Context, at chat.Address, m chat.Message) error {
			if at.Channel != "C1" {
				t.Errorf("told at %+v", at)
			}
			told = append(told, m)
			return nil
		}})
		editors := struct {
			chat.Editors
			bot.Desk
		}{d, front}
		c, stop := running(t, o, func(cfg *chat.Config) { cfg.Editors, cfg.Log = editors, lg })
		defer stop()
		words := parts.Words.In("nb")
		n := 0
		press := func(person string, v chat.Verb, value string, reasons ...bot.Reason) chat.Message {
			t.Helper()
			n++
			a := chat.Action{
				IDs: []string{string(rune('a' + n))}, Verb: v, Value: value, Reasons: reasons,
				Ref: bot.Ref{Lang: content.Bokmal, Entry: "introduksjonsprogram", Section: content.Requirements},
				At:  chat.Address{Workspace: "w", Person: person, Channel: "with " + person, Direct: true},
			}
			if err := c.Act(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			return o.last(t)
		}
		m := press("ada", chat.ToEditors, asked)
		if m.Kind != chat.EditorsMessage || m.Text != asked || m.Form.Text != asked || m.Form.Promise == "" || len(m.Form.Reasons) != 0 || len(d.kept) != 0 {
			t.Fatalf("shown is %+v, kept %v", m, d.kept)
		}
		thanks := words.Text(locales.EditorsThanks)
		for _, person := range []string{"ada", "ada", "bo"} { // twice, and by another
			if m = press(person, chat.Send, " "+asked+"\n"); m.Text != thanks {
				t.Errorf("%s is told %q", person, m.Text)
			}
		}
		if len(d.kept) != 2 || d.kept[0].Text != asked || d.kept[0].Entry != "introduksjonsprogram" || d.kept[0].Section != content.Requirements {
			t.Errorf("kept are %+v", d.kept)
		}
		if len(told) != 2 || !strings.Contains(told[0].Text, asked) || strings.Contains(told[0].Text, "ada") {
			t.Errorf("told are %+v", told)
		}
		for text, want := range map[string]locales.Key{
			"Hun har fnr 01010750160":           locales.EditorsNumber,
			"01010\u200b750160":                 locales.EditorsNumber,
			" \u200b\n":                         locales.EditorsEmpty,
			strings.Repeat("å", 501):            locales.EditorsLong,
			strings.Repeat("01010750160 ", 999): locales.EditorsLong,
		} {
			if m = press("ada", chat.Send, text); m.Text != words.Text(want, "Max", 500) {
				t.Errorf("%.20q: told %q", text, m.Text)
			}
		}
		d.err = bot.ErrInquiriesFull
		if m = press("cy", chat.Send, asked); m.Text != words.Text(locales.EditorsFull) {
			t.Errorf("full: told %q", m.Text)
		}
		d.err = nil

		// Of no help: counted, then asked what was missing.
		if m = press("ada", chat.Feedback, chat.NotHelpful); m.Kind != chat.EditorsMessage || len(m.Form.Reasons) != len(bot.Reasons()) || m.Form.Label != words.Text(locales.EditorsMissing) {
			t.Errorf("of no help: %+v", m)
		}
		if m = press("ada", chat.Send, "", bot.ReasonOutdated); m.Text != words.Text(locales.ChatThanks) {
			t.Errorf("a reason alone: told %q", m.Text)
		}
		if m = press("ada", chat.Send, "Mangler førerkort", bot.ReasonIncomplete); m.Text != thanks || len(d.kept) != 3 {
			t.Errorf("a reason and a text: told %q, kept %d", m.Text, len(d.kept))
		}
		if f := d.feedback; len(f) != 3 || f[0].Helpful || len(f[1].Reasons) != 1 || f[2].Reasons[0] != bot.ReasonIncomplete {
			t.Errorf("feedback %+v", f)
		}
		if m = press("ada", chat.Feedback, chat.Helpful); m.Text != words.Text(locales.ChatThanks) {
			t.Errorf("of help: told %q", m.Text)
		}

		for i := range 10 { // too many at once
			m = press("dan", chat.Send, asked+strings.Repeat("!", i))
		}
		if m.Text != words.Text(locales.EditorsTooFast) || len(d.kept) != 3+5 {
			t.Errorf("the tenth: told %q, kept %d", m.Text, len(d.kept))
		}
		time.Sleep(time.Hour)
		if m = press("dan", chat.Send, asked+"?!"); m.Text != thanks {
			t.Errorf("an hour later: told %q", m.Text)
		}
		if m = press("eva", chat.Send, "panic"); !strings.Contains(m.Text, words.Text(locales.ChatFailed, "ID", "")[:10]) {
			t.Errorf("a panic: told %q", m.Text)
		}
		for _, secret := range []string{"førerkort", "01010", "ada"} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("the log holds %q:\n%s", secret, log.String())
			}
		}
		if !strings.Contains(log.String(), "not told in their room") {
			t.Error("that a room was not told is not logged")
		}
	})
}

// TestNobodyReadsInquiries: without a desk, thumbs are thanked for and nothing is sent.
func TestNobodyReadsInquiries(t *testing.T) {
	bottest.Whole(t)
	synctest.Test(t, func(t *testing.T) {
		o := &opener{}
		c, stop := running(t, o)
		defer stop()
		for i, v := range []chat.Verb{chat.Feedback, chat.Send} {
			a := chat.Action{IDs: []string{string(v)}, Verb: v, Value: chat.NotHelpful, At: chat.Address{Person: "ada"}, Ref: bot.Ref{Lang: "nb", Entry: "jobbsjansen"}}
			if err := c.Act(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			if m := o.last(t); m.Kind != chat.TextMessage {
				t.Errorf("%d: shown is %+v", i, m)
			}
		}
	})
}
