package chattest

import (
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/content"
)

// showsLocal: alone with somebody of a municipality its local points and entries stand beside
// the national ones, in answers and behind buttons; in a channel, for which none is set, no
// local ones do, and nowhere those of another.
func showsLocal(r *run) {
	people, ok := r.parts.People.(*people)
	if !ok {
		r.Fatal("the people of the contract are others")
	}
	people.mu.Lock()
	people.everybody = chat.Preference{Municipality: "9901"}
	people.mu.Unlock()
	ref := bot.Ref{Lang: content.Bokmal, Entry: "norskopplaering", Section: content.Duration}
	for _, tt := range []struct {
		in    Inbound
		local bool
	}{
		{Inbound{Channel: "kanal", Text: "hvor lenge varer norskopplæring?"}, false},
		{Inbound{Channel: "kanal", Text: "lokalt veiledningstorg"}, false},
		{Inbound{Channel: "kanal", Verb: chat.Show, Ref: ref}, false},
		{Inbound{Text: "hvor lenge varer norskopplæring?"}, true},
		{Inbound{Text: "hva finnes for en med A2 som er i jobb?"}, true},
		{Inbound{Text: "lokalt veiledningstorg"}, true},
		{Inbound{Verb: chat.Show, Ref: ref}, true},
		{Inbound{Verb: chat.More, Ref: ref}, true},
	} {
		before := len(r.h.Seen())
		tt.in.ID, tt.in.Person = "local "+string(rune('a'+before)), "ada"
		r.h.Deliver(tt.in)
		var body strings.Builder
		for _, s := range r.h.Seen()[before:] {
			body.WriteString(s.Body)
		}
		if body.Len() == 0 {
			r.Errorf("%+v is not answered", tt.in)
		}
		own := strings.Contains(body.String(), bottest.LocalWord("9901"))
		if own != tt.local {
			r.Errorf("%+v shows what is local: %v, want %v: %s", tt.in, own, tt.local, body.String())
		}
		for _, p := range bottest.LocalPlaces() {
			if !slices.Contains([]string{"99", "9901"}, p) && strings.Contains(body.String(), bottest.LocalWord(p)) {
				r.Errorf("%+v shows what is local of %s", tt.in, p)
			}
		}
	}
}
