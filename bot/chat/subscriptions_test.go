package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
)

// TestSubscribePressed: what is pressed follows an entry in the conversation that everybody
// sees, else in one with the person alone; an end is of that conversation and of those
// entries.
func TestSubscribePressed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		g := edition(t, map[string]string{"kurs (once skole)": rent, "plass": rent, "rom": rent})
		r := o.start(g)
		defer r.stop()
		n := 0
		press := func(verb chat.Verb, entry, value, channel string, s chat.Surface) {
			t.Helper()
			n++
			at := chat.Address{Workspace: "T1", Person: "U1", Channel: channel, Thread: "1", Surface: s}
			err := r.Act(t.Context(), chat.Action{IDs: []string{fmt.Sprint(n)}, Verb: verb, Ref: bot.Ref{Lang: content.Bokmal, Entry: entry}, Value: value, At: at})
			if err != nil {
				t.Fatalf("%s of %q: %v", verb, entry, err)
			}
			time.Sleep(time.Minute)
		}
		kept := func() string {
			var out []string
			for _, s := range o.kept.All() {
				if s.Digest != g.Digest(s.Entry) || s.Lang != content.Bokmal || strings.Contains(fmt.Sprintf("%+v", s.Place), "U1") && !strings.HasPrefix(s.Place.Channel, "D") {
					t.Errorf("kept is %+v", s)
				}
				out = append(out, s.Place.Channel+" "+s.Entry)
			}
			return strings.Join(out, ", ")
		}
		for _, tt := range []struct {
			verb           chat.Verb
			entry, value   string
			channel        string
			surface        chat.Surface
			says, keeps    string
			alone, nowhere bool // said to the person alone, or only told that it is gone
		}{
			{verb: chat.Subscribe, entry: "kurs", channel: "C1", says: "Jeg sier fra når «Om kurs» endres", keeps: "C1 kurs"},
			{verb: chat.Subscribe, entry: "skole", channel: "C1", says: "Jeg sier allerede fra når «Om kurs» endres", keeps: "C1 kurs"},
			{verb: chat.Subscribe, entry: "plass", channel: "C1", says: "Jeg sier fra når «Om plass» endres", keeps: "C1 kurs, C1 plass"},
			{verb: chat.Subscribe, entry: "rom", channel: "C2", says: "Jeg sier fra når «Om rom» endres", keeps: "C1 kurs, C1 plass, C2 rom"},
			{verb: chat.Subscribe, entry: "rom", channel: "C1", surface: chat.Ephemeral, says: "Jeg sier fra når «Om rom» endres", keeps: "C1 kurs, C1 plass, C2 rom, DU1 rom", alone: true},
			{verb: chat.Unsubscribe, entry: "kurs", value: "kurs,plass,rom", channel: "C2", says: "Jeg sier ikke lenger fra om «Om rom»", keeps: "C1 kurs, C1 plass, DU1 rom"},
			{verb: chat.Unsubscribe, entry: "rom", channel: "C2", says: "Jeg sier ikke fra om dette her", keeps: "C1 kurs, C1 plass, DU1 rom"},
			{verb: chat.Unsubscribe, value: ",,", channel: "C1", keeps: "C1 kurs, C1 plass, DU1 rom", nowhere: true},
			{verb: chat.Subscribe, entry: "noe-annet", channel: "C1", keeps: "C1 kurs, C1 plass, DU1 rom", nowhere: true},
			{verb: chat.Unsubscribe, entry: "kurs", value: "kurs,plass", channel: "C1", says: "Jeg sier ikke lenger fra om 2 ", keeps: "DU1 rom"},
		} {
			before, told := len(o.board.seen()), len(o.board.Seen())
			press(tt.verb, tt.entry, tt.value, tt.channel, tt.surface)
			posts, tells := o.board.seen()[before:], o.board.Seen()[told:]
			if got := kept(); got != tt.keeps {
				t.Errorf("%s of %q in %s: kept %s, want %s", tt.verb, tt.entry, tt.channel, got, tt.keeps)
			}
			switch {
			case tt.nowhere:
				if len(posts) != 0 || len(tells) != 1 {
					t.Errorf("%s of %q: posted %d, told %d", tt.verb, tt.entry, len(posts), len(tells))
				}
			case len(posts) != 1 || !strings.HasPrefix(posts[0].card.Title, tt.says):
				t.Errorf("%s of %q: posted %+v, want %q", tt.verb, tt.entry, posts, tt.says)
			case posts[0].to.Direct != tt.alone || tt.alone && (len(tells) != 1 || !strings.Contains(fmt.Sprint(tells[0]), "direktemelding")):
				t.Errorf("%s of %q: posted to %+v, told %v", tt.verb, tt.entry, posts[0].to, tells)
			}
		}
	})
}

// TestSubscribeAlone: where answers are seen by the asker alone, who presses is told alone,
// in the thread and in a dialog; the channel beside it is told as ever.
func TestSubscribeAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.settings = &chooser{by: map[chat.Scope]chat.Settings{{Platform: bot.Slack, Workspace: "T1", Channel: "C1"}: {Answers: chat.AskerAlone}}}
		g := edition(t, map[string]string{"kurs": rent, "plass": rent})
		r := o.start(g)
		defer r.stop()
		for i, at := range []chat.Address{{Channel: "C1"}, {Channel: "C1", Surface: chat.InDialog}, {Channel: "C2"}} {
			at.Workspace, at.Person = "T1", "U1"
			err := r.Act(t.Context(), chat.Action{IDs: []string{fmt.Sprint(i)}, Verb: chat.Subscribe, Ref: bot.Ref{Lang: content.Bokmal, Entry: []string{"kurs", "plass", "kurs"}[i]}, At: at})
			if err != nil {
				t.Fatal(err)
			}
		}
		var kept []string
		for _, s := range o.kept.All() {
			kept = append(kept, s.Place.Channel+" "+s.Entry)
		}
		if got := strings.Join(kept, ", "); got != "C2 kurs, DU1 kurs, DU1 plass" {
			t.Errorf("kept %s", got)
		}
	})
}

// TestSubscriptionsFull: a conversation is told of fifty entries at the most, and where
// nothing is kept nobody is told.
func TestSubscriptionsFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		entries := map[string]string{}
		var ids []string
		for i := range chat.MaxSubscriptions + 1 {
			ids = append(ids, fmt.Sprintf("kurs%02d", i))
			entries[ids[i]] = rent
		}
		g := edition(t, entries)
		o.follow(g, "T1", "C1", content.English, ids[:chat.MaxSubscriptions]...)
		r := o.start(g)
		defer r.stop()
		at := chat.Address{Workspace: "T1", Channel: "C1", Thread: "1", Person: "U1"}
		last := chat.Action{IDs: []string{"1"}, Verb: chat.Subscribe, Ref: bot.Ref{Lang: content.English, Entry: ids[chat.MaxSubscriptions]}, At: at}
		if err := r.Act(t.Context(), last); err != nil {
			t.Fatal(err)
		}
		if n := len(o.kept.All()); n != chat.MaxSubscriptions {
			t.Errorf("%d are kept", n)
		}
		if posts := o.board.seen(); len(posts) != 1 || !strings.Contains(said(posts[0].card), "follows 50 entries") {
			t.Errorf("posted %+v", posts)
		}
		if err := r.Changes.Uninstalled(t.Context(), "", "T1"); err != nil || len(o.kept.All()) != 0 {
			t.Errorf("after the app is gone %d are kept, %v", len(o.kept.All()), err)
		}
	})
}
