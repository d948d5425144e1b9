package search_test

import (
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// TestGoesOnOrNot: what goes on from what was spoken of, and what only looks so.
func TestGoesOnOrNot(t *testing.T) {
	ix := search.Whole(t)
	fov, _ := ix.Guide().Entry("forberedende-opplaering-for-voksne")
	leave, _ := ix.Guide().Entry("permisjon-og-fravaer")
	for _, tt := range []struct {
		text    string
		subject *content.Entry
		ok      func(search.Result) bool
	}{
		{"kan det kombineres med KVP?", fov, func(r search.Result) bool { return r.FollowUp && r.Section == content.Combine }},
		{"can it be combined with KVP?", fov, func(r search.Result) bool { return r.FollowUp && r.Section == content.Combine }},
		{"kan KVP kombineres med FOV?", fov, func(r search.Result) bool { return !r.FollowUp }},
		{"nei, jeg mente KVP", fov, func(r search.Result) bool { return r.About && r.Section == "" && r.Confidence == search.Strong }},
		{"no, I meant KVP", fov, func(r search.Result) bool { return r.About && r.Section == "" && r.Confidence == search.Strong }},
		{"hva med AFT", fov, func(r search.Result) bool { return r.About && r.Section == "" }},
		{"og ved sykt barn?", leave, func(r search.Result) bool { return r.Goes != nil }},
		{"og ved sykt barn?", nil, func(r search.Result) bool { return r.Goes == nil }},
		{"kan hun få kontantstøtte?", fov, func(r search.Result) bool { return !r.FollowUp && r.Goes == nil }},
		{"can she get a driving licence?", fov, func(r search.Result) bool { return !r.FollowUp && r.Goes == nil }},
		{"den første, hvem har rett?", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == content.Right }},
		{"the first one - how long?", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == content.Duration }},
		{"the first one", nil, func(r search.Result) bool { return r.Choice == 1 && r.Section == "" }},
		{"den første der", nil, func(r search.Result) bool { return r.Choice == 1 }},
		{"hvem kan hjelpe han?", nil, func(r search.Result) bool { return r.Talk.Talk == "" }},
		{"hjelp", nil, func(r search.Result) bool { return r.Talk.Talk == content.Help }},
		{"enn hvis han var 52?", fov, func(r search.Result) bool { return r.Bare && r.Also && r.Person.Age == 52 }},
		{"kor lenge kan ein få aap", nil, func(r search.Result) bool { return r.Confidence == search.Strong && r.Section == content.Duration }},
		{"hva er forskjellen på dem?", nil, func(r search.Result) bool { return r.Intent == search.Compare }},
		{"lokale forskjeller i KVP", nil, func(r search.Result) bool { return r.Intent != search.Compare && r.Section == content.Local }},
	} {
		r, err := ix.Search(t.Context(), search.Query{Text: tt.text, Subject: tt.subject})
		if err != nil || !tt.ok(r) {
			t.Errorf("%q: %v %v, section %q, goes %v, follows %t, about %t, choice %d, says %v, %+v, %v", tt.text, r.Confidence, r.Intent, r.Section, r.Goes, r.FollowUp, r.About, r.Choice, r.Talk, r.Person, err)
		}
	}
}
