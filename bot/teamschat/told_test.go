package teamschat_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
	"veiviser/locales"
)

// TestToldAlone: who writes a personal number where others read is told there by a message
// that they alone see; where Teams takes none, in the chat they alone have with the bot;
// where the bot may not write there either, in the thread. The number is never repeated.
func TestToldAlone(t *testing.T) {
	title := newWords(t).In("nb").Text(locales.GuardTitle)
	tests := []struct {
		name     string
		channel  string // empty: their own chat with the bot
		targeted int    // status of the message to one person; 0: it is taken
		status   int    // of the request for a chat with the person; 0: it is given
		want     []chattest.Seen
		calls    int
	}{
		{"in a channel", "kanal", 0, 0, []chattest.Seen{{To: "29:kari"}}, 1},
		{"Teams takes no such message", "kanal", http.StatusBadRequest, 0, []chattest.Seen{{To: "29:kari"}}, 3},
		{"not installed for the person", "kanal", http.StatusForbidden, http.StatusForbidden, []chattest.Seen{{To: ""}}, 3},
		{"no such person any more", "kanal", http.StatusNotFound, http.StatusNotFound, []chattest.Seen{{To: ""}}, 3},
		{"a chat without a name", "kanal", http.StatusBadRequest, http.StatusCreated, []chattest.Seen{{To: ""}}, 3},
		{"in their own chat", "", 0, 0, []chattest.Seen{{To: "29:kari"}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log := &chattest.Log{}
			w := &wire{tb: t, alone: tt.status, targeted: tt.targeted}
			r := run(t, nil, teamschat.Config{
				Bot: newBot(t), Words: newWords(t), Ledger: chattest.NewLedger(), Log: slog.New(slog.NewTextHandler(log, nil)),
				BaseURL: base, Development: true, HTTP: &http.Client{Transport: w},
			})
			if !w.deliver(r, chattest.Inbound{ID: "1", Person: "29:kari", Channel: tt.channel, Text: "kurs for Kari " + number}) {
				t.Error("not acknowledged")
			}
			got := w.all()
			if len(got) != len(tt.want) || got[0].To != tt.want[0].To || !strings.Contains(got[0].Body, title) {
				t.Errorf("shown %.300v, want the warning once to %q", got, tt.want[0].To)
			}
			if len(w.calls) != tt.calls {
				t.Errorf("requests %q, want %d", w.calls, tt.calls)
			}
			for _, s := range append(got, chattest.Seen{Body: log.String()}) {
				if strings.Contains(s.Body, number) || strings.Contains(s.Body, "for Kari") {
					t.Errorf("repeated: %.300s", s.Body)
				}
			}
		})
	}
}

// TestToldAloneLater: what can't be told to one person now is tried again, before others
// are shown anything.
func TestToldAloneLater(t *testing.T) {
	for _, status := range []int{429, 500, 503} {
		inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
			m.fail = []int{status}
			r := run(t, m, c)
			a := m.message("<at>Veiviser</at> kurs for " + number)
			a["conversation"] = map[string]any{"id": "19:x", "conversationType": "groupChat", "tenantId": tenantID}
			a["entities"] = []any{map[string]any{"type": "mention", "mentioned": map[string]any{"id": "28:bot"}}}
			r.send(t, a)
			if s := m.next(t); !strings.HasSuffix(s.Path, "/v3/conversations/19:x/activities?isTargetedActivity=true") || len(m.sent) != 0 {
				t.Errorf("after %d: told at %s, and %d more", status, s.Path, len(m.sent))
			}
		})
	}
}
