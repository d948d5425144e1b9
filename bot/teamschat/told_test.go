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

// TestToldAlone: who writes a personal number where others read is told in the chat they
// alone have with the bot; where the bot may not write there, in the thread. The number
// is never repeated.
func TestToldAlone(t *testing.T) {
	title := newWords(t).In("nb").Text(locales.GuardTitle)
	tests := []struct {
		name    string
		channel string // empty: their own chat with the bot
		status  int    // of the request for a chat with the person; 0: it is given
		want    []chattest.Seen
		calls   int
	}{
		{"in a channel", "kanal", 0, []chattest.Seen{{To: "29:kari"}}, 2},
		{"not installed for the person", "kanal", http.StatusForbidden, []chattest.Seen{{To: ""}}, 2},
		{"no such person any more", "kanal", http.StatusNotFound, []chattest.Seen{{To: ""}}, 2},
		{"in their own chat", "", 0, []chattest.Seen{{To: "29:kari"}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log := &chattest.Log{}
			w := &wire{tb: t, alone: tt.status}
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

// TestToldAloneLater: a chat with the person that can't be had now is asked for again,
// before others are shown anything.
func TestToldAloneLater(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.fail = []int{502, 500}
		r := run(t, m, c)
		a := m.message("<at>Veiviser</at> kurs for " + number)
		a["conversation"] = map[string]any{"id": "19:x", "conversationType": "groupChat", "tenantId": tenantID}
		a["entities"] = []any{map[string]any{"type": "mention", "mentioned": map[string]any{"id": "28:bot"}}}
		r.send(t, a)
		if s := m.next(t); !strings.HasSuffix(s.Path, "/v3/conversations/alone-29:kari/activities") || len(m.sent) != 0 {
			t.Errorf("told at %s, and %d more", s.Path, len(m.sent))
		}
	})
}
