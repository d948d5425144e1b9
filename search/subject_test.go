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
		{"kan hun ha sommerjobb samtidig med fagskole?", "fagskole", true}, // what a section's words say is no subject beside a name
		{"kan han ha fagskole samtidig med sommerjobb?", "fagskole", true},
		{"kan den kombineres med fagskole?", "fagskole", false}, // something was spoken of before
		{"is it possible to work while in vocational college?", "fagskole", true},
		{"gjelder dette lærekandidater også, og hvor lenge?", "laerekandidat", false},
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

// TestANameInPassing: what else is said may tell that something else is asked than the
// name tells.
func TestANameInPassing(t *testing.T) {
	ix := Open(t, phrased())
	named, other := ix.entries[0], ix.entries[1]
	for _, tt := range []struct {
		named, other float64
		bare, want   bool
	}{{0.5, 0.5, false, true}, {0.06, 0.6, false, true}, {0.05, 0.6, false, false}, {0.05, 0.6, true, true}} {
		s := &scorer{ix: ix, read: &Understanding{bare: tt.bare}, total: make([]float64, len(ix.entries))}
		s.total[ix.numbers[named.ID]], s.total[ix.numbers[other.ID]] = tt.named, tt.other
		if got := s.agrees(named); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}
