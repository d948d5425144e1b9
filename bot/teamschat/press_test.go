package teamschat_test

import (
	"bytes"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"veiviser/bot"
	"veiviser/bot/teamschat"
	"veiviser/content"
)

// editors note what they are told.
type editors struct {
	mu       sync.Mutex
	notes    []string
	feedback []bot.Feedback
}

func (e *editors) NoteCopied(entry string, l content.Lang) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.notes = append(e.notes, entry+" "+string(l))
}

func (e *editors) Feedback(f bot.Feedback) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.feedback = append(e.feedback, f)
	return nil
}

func TestPresses(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	told := &editors{}
	c.Editors = told
	r := run(t, m, c)
	tests := []struct {
		name    string
		data    map[string]any
		want    string // in the value of the answer
		message string // in the message that comes besides
	}{
		{"next step", map[string]any{"verb": "step", "lang": "nb", "entry": "jamal", "step": 2}, "Steg 2 av ", ""},
		{"step past the end", map[string]any{"verb": "step", "lang": "nb", "entry": "jamal", "step": 99}, "Jamal", ""},
		{"note", map[string]any{"verb": "note", "lang": "en", "entry": "fagbrev-pa-jobb", "section": "payer"}, base + "/en/fagbrev-pa-jobb@", ""},
		{"note of a step", map[string]any{"verb": "note", "lang": "nb", "entry": "jamal", "step": 1}, "Steg 1 av ", ""},
		{"back", map[string]any{"verb": "card", "lang": "nn", "entry": "fagbrev-pa-jobb"}, "Fagbrev på jobb", ""},
		{"languages", map[string]any{"verb": "snippet", "lang": "nb", "entry": "fagbrev-pa-jobb"}, `"value":"ar"`, ""},
		{"arabic", map[string]any{"verb": "snippet", "lang": "nb", "entry": "fagbrev-pa-jobb", "language": "ar"}, `"rtl":true`, ""},
		{"unknown language", map[string]any{"verb": "snippet", "lang": "nb", "entry": "fagbrev-pa-jobb", "language": "xx"}, `"value":"ar"`, ""},
		{"another entry", map[string]any{"verb": "show", "lang": "nb", "entry": "fylkeskommune"}, "Fylkeskommunen", "Fylkeskommunen"},
		{"map", map[string]any{"verb": "map", "lang": "en"}, "The opportunity map", "The opportunity map"},
		{"feedback", map[string]any{"verb": "feedback", "lang": "nb", "entry": "jamal", "helpful": true}, "Takk", ""},
		{"gone", map[string]any{"verb": "card", "lang": "en", "entry": "no-such-entry"}, "no longer in the guide", ""},
		{"the form of today", map[string]any{"verb": "step", "ref": "nb/jamal//2"}, "Steg 2 av ", ""},
		{"a version nobody kept", map[string]any{"verb": "card", "ref": "nb/jamal@0123456789ab//0"}, "finnes ikke lenger", ""},
		{"gone elsewhere", map[string]any{"verb": "show", "lang": "en", "entry": "no-such-entry"}, "no longer in the guide", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := r.invoke(t, "adaptiveCard/action", press(tt.data))
			if got["statusCode"] != 200.0 || !bytes.Contains(encode(t, got["value"]), []byte(tt.want)) {
				t.Errorf("answered %.300s, want %q", encode(t, got), tt.want)
			}
			if tt.message != "" {
				if c := card(t, m.next(t).Activity); !strings.Contains(c, tt.message) {
					t.Errorf("sent %.200s, want %q", c, tt.message)
				}
			}
		})
	}
	if want := "fagbrev-pa-jobb en,jamal nb"; strings.Join(told.notes, ",") != want {
		t.Errorf("notes %v, want %s", told.notes, want)
	}
	kari := "teams/" + tenantID + "/29:kari"
	if !reflect.DeepEqual(told.feedback, []bot.Feedback{{Person: kari, Entry: "jamal", Lang: "nb", Helpful: true}}) {
		t.Errorf("feedback %v", told.feedback)
	}
	thumbs := r.invoke(t, "message/submitAction", map[string]any{
		"actionName": "feedback", "actionValue": map[string]any{"reaction": "dislike", "feedback": "{}"}})
	if len(thumbs) != 0 {
		t.Errorf("thumbs answered with %v, want an empty object", thumbs)
	}
}

// TestFollowPress: a follow-up is about the entry that a button showed last. The answer
// to the press is sent first, so the memory may come a moment later.
func TestFollowPress(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		r := run(t, m, c)
		shown, follow := m.activity("message"), m.message("og hva lever hun av?")
		shown["value"] = map[string]any{"verb": "show", "lang": "nb", "entry": "fagbrev-pa-jobb"}
		follow["conversation"] = shown["conversation"]
		r.send(t, shown)
		m.next(t)
		synctest.Wait()
		r.send(t, follow)
		if c := card(t, m.next(t).Activity); !strings.Contains(c, "[Fagbrev på jobb](") {
			t.Errorf("the follow-up is not about the entry: %.300s", c)
		}
	})
}

// TestSubmit: clients that know no Action.Execute send its fallback as a message.
func TestSubmit(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	submit := func(data map[string]any) sent {
		a := m.activity("message")
		a["value"], a["replyToId"] = data, "card-1"
		r.send(t, a)
		return m.next(t)
	}
	got := submit(map[string]any{"verb": "step", "lang": "nb", "entry": "jamal", "step": 2})
	if got.Method != http.MethodPut || !strings.HasSuffix(got.Path, "/activities/card-1") {
		t.Errorf("a step was sent by %s %s, want it in place of the card", got.Method, got.Path)
	}
	got = submit(map[string]any{"verb": "note", "lang": "nb", "entry": "jamal"})
	if got.Method != http.MethodPost || !strings.Contains(card(t, got.Activity), "Input.Text") {
		t.Errorf("a note was sent by %s, want a message", got.Method)
	}
	got = submit(map[string]any{"verb": "step", "lang": "nb", "entry": "gone", "step": 2})
	if text, _ := got.Activity["text"].(string); got.Method != http.MethodPost || !strings.Contains(text, "finnes ikke lenger") {
		t.Errorf("an entry that is gone was answered with %v", got.Activity)
	}
}
