package search

import "testing"

// TestWhatANameDecides: Subjects names what is asked about, and decided tells whether
// that settles the answer.
func TestWhatANameDecides(t *testing.T) {
	ix := Whole(t)
	tests := []struct {
		text, subject string
		decided       bool
	}{
		{"hvor lenge varer introduksjonsprogrammet?", "introduksjonsprogram", true},
		{"hva skjer uten introduksjonsprogrammet?", "introduksjonsprogram", false},
		{"what is needed before the introduction programme?", "introduksjonsprogram", false},
		{"kan en lærekandidat få plass?", "laerekandidat", true},
		{"kan en lærekandidat få barnetrygd?", "laerekandidat", false}, // outside the guide
		{"can she have a part-time job while on KVP?", "kvalifiseringsprogram", true},
		{"hva betaler NAV for fagskole?", "fagskole", true}, // NAV is background
		{"hva skal deltakeren leve av?", "deltaker", false},
		{"NAV", "nav", true},
		{"NAV-penger", "nav", false},
	}
	for _, tt := range tests {
		u := ix.understand(ix.tokens(tt.text, maxWords))
		if len(u.Subjects) == 0 || u.Subjects[0].ID != tt.subject || u.decided != tt.decided {
			t.Errorf("%q: %v decided %v, want %s %v", tt.text, u.Mentions, u.decided, tt.subject, tt.decided)
		}
	}
}
