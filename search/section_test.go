package search_test

import (
	"testing"

	"veiviser/content"
	"veiviser/search"
)

func TestSectionAskedFor(t *testing.T) {
	ix := search.Open(t, smallGuide())
	tests := []struct {
		text string
		want content.Section
	}{
		{"barnehage", ""},
		{"hva er fagbrev", ""}, // the card begins with what anyway
		{"what is a trade certificate", ""},

		{"hvem passer barnehage for", content.Who},
		{"kven kan få fagbrev", content.Who},
		{"who can take the trade certificate", content.Who},
		{"har hun rett på norskopplæring", content.Right},
		{"har ho krav på norskopplæring", content.Right},
		{"is he entitled to language training", content.Right},
		{"hvilke krav er det til fagbrev", content.Requirements},
		{"kor god norsk må lærlingen kunne", content.Requirements},
		{"which level of Norwegian does an apprentice need", content.Requirements},
		{"hva er minstekravet for fagbrev", content.Requirements}, // the last part of a compound
		{"hvem har ansvar for barnehage", content.Responsible},
		{"kven har hovudansvaret for barnehage", content.Responsible},
		{"kven har ansvaret? kvar søkjer ein barnehage", content.Responsible},
		{"who is responsible for kindergarten", content.Responsible},
		{"hvem betaler barnehage", content.Payer},
		{"kva kostar fagbrev", content.Payer},
		{"how much does the language café cost", content.Payer},
		{"hva lever hun av mens hun er lærling", content.Livelihood},
		{"kva lever ho av som lærling", content.Livelihood},
		{"og hva lever hun av?", content.Livelihood},
		{"what does the apprentice live on", content.Livelihood},
		{"hvor lang tid tar fagbrev", content.Duration},
		{"kor lenge varer norskopplæring", content.Duration},
		{"how long is the language training", content.Duration},
		{"kan fagbrev kombineres med barnehage", content.Combine},
		{"can it be combined with kindergarten", content.Combine},
		{"hva skjer etter norskopplæring", content.Next},
		{"kva no? ho er ferdig med norskopplæring", content.Next},
		{"what comes next after the language training", content.Next},
		{"hva må vi passe på med barnehage", content.Pitfalls},
		{"how does it vary locally", content.Local},

		{"HVEM BETALER?", content.Payer},
		{"hvem  betaler\negentlig", content.Payer},
		{"kven finansierer barnehage, og kor lenge", content.Payer},
		{"hvem betaler og hvor lang tid tar det å få barnehage", content.Payer}, // of two as good, the one that stands first on a card
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if got := ask(t, ix, tt.text).Section; got != tt.want {
				t.Errorf("section = %q, want %q", got, tt.want)
			}
		})
	}
}

// TestFollowUp tells a follow-up ("og hvem betaler?") from a new question.
func TestFollowUp(t *testing.T) {
	ix := search.Open(t, smallGuide())
	tests := []struct {
		text string
		want bool
	}{
		{"hvem betaler?", true},
		{"og hva lever hun av", true},
		{"and how long", true},
		{"kven har ansvar for det", true},
		{"hvem betaler barnehage", false},
		{"hva er det", true},
		{"fagbrev", false},
	}
	for _, tt := range tests {
		if got := ask(t, ix, tt.text).FollowUp; got != tt.want {
			t.Errorf("Search(%q).FollowUp = %v, want %v", tt.text, got, tt.want)
		}
	}
}
